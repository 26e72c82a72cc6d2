"""How a figure is worked out: its equation in words, the terms that make it, and where each comes from.

Every term can be asked for in turn; the way back stands on top.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.outcome.explain import Term, Working
from planner.outcome.figures import FigureError
from planner.views.working_out import text_of
from planner.views.working_panel import heading, left_out_words, provenance_words, term_words
from planner.views.workings import working_of
from ui import theme as themes
from ui.document import Document
from ui.tables.foot import cover_cut_row

_HEADS = ("Part", "Worked from", "Value", "Status", "Source")
_PART, _FROM, _VALUE, _STATUS, _SOURCE = range(5)
FIGURE = int(Qt.ItemDataRole.UserRole)


class WorkingOut(QDialog):
    """One figure at a time. It stays open beside the window, and follows the plan."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._trail: list[str] = []
        self.setWindowTitle("How this figure is worked out")
        self.setProperty("ground", "panel")
        self.resize(860, 620)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(2)
        self._label, self._value, self._words, self._where = QLabel(), QLabel(), QLabel(), QLabel()
        self._value.setFont(themes.font("working-out"))
        self._label.setProperty("ink", "2")
        for label in (self._label, self._value, self._words, self._where):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
        self._chip = QLabel()
        self._chip.setFrameShape(QFrame.Shape.Box)
        self._chip.setFont(themes.font("note"))
        self.table = QTableWidget(0, len(_HEADS))
        self._left_out = QLabel()
        self._left_out.setProperty("ink", "2")
        self._set_up_table()
        self._lay_out()
        self.table.setFocus()  # so that arrow keys and Enter go on from the first term
        document.changed.connect(self._refresh)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Terms")
        table.setAccessibleDescription("Enter shows how a term is worked out in turn.")
        table.setHorizontalHeaderLabels(list(_HEADS))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(22)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        value_head = table.horizontalHeaderItem(_VALUE)
        if value_head is not None:
            value_head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in (_PART, _VALUE, _STATUS):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_FROM, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_SOURCE, QHeaderView.ResizeMode.Stretch)
        self.foot = cover_cut_row(table)
        table.itemActivated.connect(self._activated)
        table.itemClicked.connect(self._clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addLayout(self._crumbs)
        top.addStretch(1)
        self.copy_button = QPushButton("Copy as text")
        self.copy_button.clicked.connect(self._copy)
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        for button in (self.copy_button, close):
            button.setAutoDefault(False)
            top.addWidget(button)
        figure = QHBoxLayout()
        figure.addWidget(self._value)
        figure.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        figure.addStretch(1)
        self._value.setWordWrap(False)
        line = QFrame()
        line.setProperty("hairline", "h")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(line)
        column.addWidget(self._label)
        column.addLayout(figure)
        column.addWidget(self._words)
        column.addWidget(self._where)
        column.addSpacing(6)
        column.addWidget(self.table, 1)
        column.addWidget(self._left_out)

    def ask(self, figure: str) -> None:
        """Show a figure from outside: the way back begins anew."""
        self._trail = []
        self._go(figure)

    @property
    def trail(self) -> tuple[str, ...]:
        """The figures gone through, the one shown last."""
        return tuple(self._trail)

    def _go(self, figure: str) -> None:
        if figure in self._trail:
            del self._trail[self._trail.index(figure) :]
        self._trail.append(figure)
        self._refresh()

    def _refresh(self) -> None:
        """Show the figure as it stands; one that is gone gives way to the one it was asked from."""
        while self._trail:
            try:
                working = self._working(self._trail[-1])
            except FigureError:
                self._trail.pop()
                continue
            self._show(working)
            return
        self.close()

    def _working(self, figure: str) -> Working:
        session = self._document.session
        return working_of(self._document.outcome, figure, session.plan, session.history)

    def _show(self, working: Working) -> None:
        self._show_crumbs()
        self._label.setText(heading(working))
        self._value.setText(working.shown)
        self._chip.setText(f" {working.status.value} ")
        self._words.setText(working.words)
        self._where.setText(provenance_words(working))
        self._where.setVisible(bool(self._where.text()))
        self._chip.setAccessibleName(f"Status: {working.status.value}")
        self._fill(working)
        self._left_out.setText(" ".join(left_out_words(working)))
        self._left_out.setVisible(bool(working.left_out))

    def _show_crumbs(self) -> None:
        while (item := self._crumbs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for figure in self._trail:
            last = figure == self._trail[-1]
            words = heading(self._working(figure), short=True)
            if last:
                label = QLabel(words)
                label.setFont(themes.font("title"))
                self._crumbs.addWidget(label)
            else:
                button = QPushButton(words)
                button.setProperty("kind", "link")
                button.setAutoDefault(False)
                button.clicked.connect(lambda _=False, f=figure: self._go(f))
                self._crumbs.addWidget(button)
                self._crumbs.addWidget(QLabel("▸"))

    def _fill(self, working: Working) -> None:
        rows = [(line.label, term) for line in working.lines for term in line.terms]
        adds_up = len(working.lines) > 1
        self.table.setRowCount(len(rows) + adds_up)
        self.table.setVisible(bool(rows))
        self.table.setColumnHidden(_PART, not any(label for label, _ in rows))
        self.table.setColumnHidden(_SOURCE, not any(term.source for _, term in rows))
        before = ""
        for at, (label, term) in enumerate(rows):
            self._put_row(at, label if label != before else "", term, working)
            before = label
        if adds_up:
            self._put_total(len(rows), working)
        if rows:
            self.table.setCurrentCell(0, _FROM)

    def _put_total(self, at: int, working: Working) -> None:
        for column, text in (
            (_PART, working.label),
            (_FROM, ""),
            (_VALUE, working.shown),
            (_STATUS, ""),
            (_SOURCE, ""),
        ):
            item = QTableWidgetItem(text)
            item.setFont(themes.font("strong"))
            item.setBackground(themes.current().head)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            if column == _VALUE:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(at, column, item)

    def _put_row(self, at: int, label: str, term: Term, working: Working) -> None:
        texts = (label, term_words(term, working), term.shown, term.status.value if term.status else "", term.source)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(FIGURE, term.figure)
            item.setToolTip(text)
            if column == _VALUE:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == _FROM and term.figure:
                item.setForeground(themes.current().accent)
                font = themes.font("body")
                font.setUnderline(True)
                item.setFont(font)
            self.table.setItem(at, column, item)

    def _activated(self, item: QTableWidgetItem) -> None:
        if item.data(FIGURE):
            self._go(str(item.data(FIGURE)))

    def _clicked(self, item: QTableWidgetItem) -> None:
        if item.column() == _FROM:
            self._activated(item)

    def _copy(self) -> None:
        if self._trail:
            QGuiApplication.clipboard().setText(text_of(self._working(self._trail[-1])))
            self._document.said.emit("The working-out is on the clipboard.")
