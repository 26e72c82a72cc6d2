"""Which look the window has: light, dark, or as the system is set, remembered between sittings."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import theme as themes
from ui.theme import Theme


class Look(StrEnum):
    """What the planner chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Looks(QObject):
    """Puts the look chosen on the application, and follows the system where that is what was chosen."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        kept = str(settings.value("look", Look.SYSTEM.value))
        self._chosen = Look(kept) if kept in set(Look) else Look.SYSTEM
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def chosen(self) -> Look:
        """What the planner chose."""
        return self._chosen

    def choose(self, look: Look) -> None:
        """Have another look, now and next time."""
        self._chosen = look
        self._settings.setValue("look", look.value)
        self.put_on()

    def put_on(self) -> None:
        """Put the look on the application."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            system = self._chosen is Look.SYSTEM
            if system:
                app.styleHints().unsetColorScheme()
            themes.apply(app, self._theme())
            if system:
                # The theme has set light or dark outright; let go of it, or no change of the system's is heard.
                app.styleHints().unsetColorScheme()
            self.changed.emit()

    def _theme(self) -> Theme:
        if self._chosen is Look.SYSTEM:
            # Each step is held by name: the hints are gone with the object they were asked of.
            hints = QGuiApplication.styleHints()
            access = hints.accessibility()
            if access.contrastPreference() == Qt.ContrastPreference.HighContrast:
                return themes.contrast(QApplication.style().standardPalette())
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return themes.dark() if dark else themes.light()
        return themes.dark() if self._chosen is Look.DARK else themes.light()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._chosen is Look.SYSTEM and self._theme() is not themes.current():
            self.put_on()
