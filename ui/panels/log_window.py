"""The decision log in a window beside the main one: found, read, explained and exported."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from planner.scenario.decisions import Refused
from planner.scenario.log import Log
from planner.scenario.types import Plan
from planner.views.decision_log import (
    DONE,
    MOST_CHANGES_TOLD,
    LogLine,
    Wanted,
    choices,
    chosen,
    log_columns,
    log_lines,
    log_note,
    log_text,
)
from ui import theme as themes
from ui.document import Document
from ui.panels.beside import NAME_SETTING, fit_on_screen
from ui.tables.foot import cover_cut_row
from ui.tables.model import SHADE_MUTED, SHADE_NORMAL, TableModel
from ui.tables.tab import Bar, Choice, button, note_label
from ui.tables.view import TableView

WAIT_MS = 150
_FILTERS = (
    ("who", "Everybody", "Who decided", 96),
    ("scenario", "Every scenario", "Scenario", 122),
    ("borough", "Every borough", "Borough", 122),
    ("bcu", "Every BCU", "BCU", 98),
    ("state", "Done and undone", "State", 142),
)
"""Key, words for all, name, and px that all needs."""


class LogWindow(QDialog):
    """Every decision, the newest first. The why of one can be written in its cell; what is found can be exported."""

    def __init__(
        self, document: Document, settings: QSettings, export: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        """`export` is given the text of the lines shown, to be kept in a file."""
        super().__init__(parent)
        self._document, self._settings, self._export = document, settings, export
        self._lines: tuple[LogLine, ...] = ()
        self._of: tuple[Plan, Log] | None = None
        self.setWindowTitle("Decision log")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setProperty("ground", "panel")
        fit_on_screen(self, 1280, 700)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find words in the log")
        self.words.setAccessibleName("Find words in the log")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(150)
        self.filters = {key: Choice(name, least) for key, _, name, least in _FILTERS}
        self.note = note_label(wrap=True)
        self.model: TableModel[LogLine] = TableModel(log_columns(), key=lambda line: line.order, shade=_shade)
        self.model.said_of_row = lambda line: line.words
        self.model.edit = self._explain
        self.table = TableView(self.model, themes.current(), "Decisions")
        cover_cut_row(self.table)
        self.table.copied.connect(lambda cells, _: document.said.emit(f"Copied {cells} cells."))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName("The decision in full")
        self.details.setMaximumHeight(132)
        self.details.setTabChangesFocus(True)
        self.name = QLineEdit(str(settings.value(NAME_SETTING, "")))
        self.name.setPlaceholderText("as the system knows you")
        self.name.setAccessibleName("Your name in the log")
        self.name.setMaxLength(80)
        self.name.setMinimumWidth(180)
        self.export = button("Export log…", "Write what is shown to a text file", self._export_shown)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        find = Bar(40)
        find.add(self.words, stretch=2)
        for choice in self.filters.values():
            find.add(choice, stretch=1)
        self.note.setContentsMargins(12, 4, 12, 4)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        label = QLabel("Your name in the log")
        label.setBuddy(self.name)
        close = button("Close", "Close the log", self.close)
        foot.addWidget(label)
        foot.addWidget(self.name)
        foot.addStretch(1)
        foot.addWidget(self.export)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(find)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _: self._wait.start())
        self._wait.timeout.connect(self._find)
        for choice in self.filters.values():
            choice.picked.connect(lambda _: self._find())
        self.name.editingFinished.connect(self._sign)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_details())
        self._document.changed.connect(self._changed)
        themes.notifier.changed.connect(self._retheme)

    # What is shown

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the log as it is."""
        session = self._document.session
        now = session.plan, session.log
        if self._of is None or self._of[0] is not now[0] or self._of[1] != now[1]:
            self._of = now
            self._lines = log_lines(*now, before=self._lines)
            offered = choices(self._lines)
            for key, all_, _, _ in _FILTERS:
                choice = self.filters[key]
                choice.offer([("", all_), *offered[key]], choice.value or "")
        self._find()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        values = {key: str(choice.value or "") for key, choice in self.filters.items()}
        return Wanted(words=self.words.text(), **values)

    @property
    def shown(self) -> tuple[LogLine, ...]:
        """The lines found."""
        return tuple(self.model.rows)

    def _find(self) -> None:
        self._wait.stop()
        found = chosen(self._lines, self.wanted)
        at = self.table.currentIndex().row()
        self.model.set_rows(found)
        self.table.fit_columns()
        if found and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(min(max(at, 0), len(found) - 1), 0))
        session = self._document.session
        self.note.setText(log_note(session.log, len(found)))
        self.export.setEnabled(bool(found))
        self._show_details()

    def _show_details(self) -> None:
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self.model.rows):
            self.details.setPlainText("")
            return
        line = self.model.rows[at]
        told = [f"{x.place}: {x.before} → {x.after}" for x in line.changes[:MOST_CHANGES_TOLD]]
        more = len(line.changes) - MOST_CHANGES_TOLD
        self.details.setPlainText("\n".join([line.words, *told, *([f"and {more} more"] if more > 0 else [])]))

    # What is written

    def _explain(self, line: LogLine, column: str, text: str) -> bool:
        try:
            self._document.explain(line.id, text)
        except Refused as refusal:
            self._document.said.emit(str(refusal))
            return False
        self.refresh()
        return True

    def _sign(self) -> None:
        name = " ".join(self.name.text().split())
        if name == str(self._settings.value(NAME_SETTING, "")):
            return
        self._settings.setValue(NAME_SETTING, name)
        self._document.sign_as(name)
        said = f"Decisions are signed {name} from now on." if name else "Decisions are signed as the system knows you."
        self._document.said.emit(said)

    def _export_shown(self) -> None:
        path = self._document.session.path
        title = f"Decision log of {path.name if path is not None else 'a plan not yet saved'}"
        self._export(log_text(self.shown, title, self.note.text()))

    def _retheme(self) -> None:
        self.table.theme = themes.current()
        self.table.viewport().update()
        self.table.horizontalHeader().viewport().update()


def _shade(line: LogLine) -> str:
    return SHADE_NORMAL if line.state == DONE else SHADE_MUTED
