"""The windows beside the main one, each made when it is first asked for: the comparison and the decision log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.panels.compare_window import CompareWindow
    from ui.panels.log_window import LogWindow

NAME_SETTING = "log/name"
"""The name that decisions are signed with; empty: as the system knows the user."""


class Beside(QObject):
    """Opens them, and closes them with the window. Decisions are signed with the name that is kept."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.comparison: CompareWindow | None = None
        self.log: LogWindow | None = None
        name = str(window.settings.value(NAME_SETTING, ""))
        if name:
            window.document.sign_as(name)

    def show_comparison(self) -> CompareWindow:
        """Scenarios side by side, the one shown among them."""
        if self.comparison is None:
            from ui.panels.compare_window import CompareWindow

            self.comparison = CompareWindow(self._window.document, self._window)
            self.comparison.explain_asked.connect(self._window.explain)
            # Nothing is selected here, so a click anywhere on a bar asks about it.
            self.comparison.figure_chosen.connect(lambda figure, _: self._window.follow_figure(figure, opens=True))
        elif not self.comparison.isVisible():
            self.comparison.start()
        _show(self.comparison)
        return self.comparison

    def show_log(self) -> LogWindow:
        """The decision log."""
        if self.log is None:
            from ui.actions.log import ExportLog
            from ui.panels.log_window import LogWindow

            exporter = self._window.actions_set.act(ExportLog)
            assert isinstance(exporter, ExportLog)
            self.log = LogWindow(self._window.document, self._window.settings, exporter.keep, self._window)
        else:
            self.log.refresh()
        _show(self.log)
        return self.log

    def close(self) -> None:
        """Close what is open."""
        for one in (self.comparison, self.log):
            if one is not None:
                one.close()


def fit_on_screen(dialog: QDialog, width: int, height: int) -> None:
    """Be that large, or as large as the screen lets it."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    dialog.resize(min(width, room.width()), min(height, room.height()))


def _show(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
