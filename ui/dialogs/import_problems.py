"""The problems of a workbook that was read, each at its cell; to be copied, or saved as a workbook with links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.exchange.bring.told import PROBLEM_HEADS, problem_cells, problems_in_order, problems_text
from planner.exchange.problems import Problem, Severity
from ui import theme as themes
from ui.glyphs import glyph_icon


class ProblemsList(QWidget):
    """Every problem at its cell; to be copied, or saved as a workbook with links to the cells."""

    def __init__(self, problems: tuple[Problem, ...], save_errors: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.problems = problems_in_order(problems)
        self.copy, self.save = QPushButton("Copy"), QPushButton("Save errors workbook…")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(problems_text(self.problems)))
        self.save.clicked.connect(save_errors)
        notes = sum(problem.severity is Severity.NOTE for problem in problems)
        self.said = note_label(
            f"{len(problems) - notes} left out, {notes} to know. Nothing else of the workbook is held up."
        )
        self.table = self._table()
        self.empty = QLabel("Every value of the workbook could be read.")
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        for widget in (self.said, self.copy, self.save, self.table):
            widget.setVisible(bool(problems))
        self.empty.setVisible(not problems)

    def spare_height(self) -> int:
        """Px below the last problem; less than 0 where not every one is in sight."""
        return self.table.viewport().height() - self.table.verticalHeader().length()

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self.problems), len(PROBLEM_HEADS))
        table.setHorizontalHeaderLabels(PROBLEM_HEADS)
        table.setAccessibleName("Problems")
        for at, problem in enumerate(self.problems):
            for column, text in enumerate(problem_cells(problem)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0:
                    sign = "at_risk" if problem.severity is Severity.NOTE else "not_met"
                    item.setIcon(glyph_icon(sign, themes.current(), 12))
                table.setItem(at, column, item)
        table.setIconSize(QSize(12, 12))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().setMinimumSectionSize(24)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (3, 4, 5):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            table.setColumnHidden(column, not any(problem_cells(problem)[column] for problem in self.problems))
        return table


def note_label(words: str) -> QLabel:
    """A note that wraps."""
    label = QLabel(words)
    label.setFont(themes.font("note"))
    label.setProperty("ink", "2")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
