"""The Rules tab: every rule with its threshold and what it finds; each can be switched and set here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.outcome.rules import RULES
from planner.scenario.decisions import set_rule, team_preset
from planner.views.columns import Column
from planner.views.money_columns import rule_columns, subject_columns
from planner.views.rules_rows import (
    TEAMS,
    RuleLine,
    SubjectLine,
    read_setting,
    rule_lines,
    rules_summary,
    subject_lines,
    team_in_force,
)
from planner.words.numbers import ReadError
from ui.document import Document
from ui.tables.delegate import CellDelegate
from ui.tables.fitting import Fitting
from ui.tables.grid import HEAD_HEIGHT
from ui.tables.model import SHADE_MUTED, TableModel
from ui.tables.pane import TablePane
from ui.tables.tab import FILTER_HEIGHT, SMALL_BELOW, Bar, Choice, TableTab, hairline, note_label, say_copied
from ui.tables.view import TableView
from ui.theme import Theme, font
from ui.view_state import ViewState

OTHER_TEAM = "another team"
RULES_SHARE = 0.64
_BOX, _ROW, _TITLE_LEAST, _REASON_LEAST = 16, 22, 130, 260


class RulesTab(TableTab):
    """Rules above, and what the chosen one finds for each subject beneath."""

    go_there = Signal(str, str)
    """(rule, subject): a finding that is to be brought into sight."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self.setAccessibleName("Rules")
        self.model: TableModel[RuleLine] = TableModel(
            rule_columns(), key=lambda row: row.id, shade=lambda row: "" if row.worst is not None else SHADE_MUTED
        )
        self.model.said_of_row = _said
        self.model.edit = self._edit
        self.table = RuleTable(self.model, theme)
        self.pane = TablePane(self.table, theme)
        self.pane.setMaximumHeight(HEAD_HEIGHT + len(RULES) * _ROW + 2)
        self.detail = RuleDetail(theme)
        self._is_divided = False
        self._make_controls()
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.pane)
        self.parts.addWidget(self.detail)
        self.parts.setStretchFactor(0, 0)
        self.parts.setStretchFactor(1, 1)
        self.column.addWidget(self.parts, 1)
        self._connect()

    def _make_controls(self) -> None:
        self.team_label, self.summary = QLabel("Ward team"), note_label()
        self.team = Choice("Ward team", 160)
        bar = Bar(FILTER_HEIGHT)
        bar.row.setContentsMargins(12, 0, 12, 0)
        bar.add(self.team_label)
        bar.add(self.team, stretch=1)
        self.column.addWidget(bar)
        self.column.addWidget(hairline())
        self.summary.setContentsMargins(12, 4, 12, 4)
        self.summary.setWordWrap(True)
        self.column.addWidget(self.summary)

    def _connect(self) -> None:
        self.team.picked.connect(self._pick_team)
        self.table.switched.connect(self.switch)
        self.table.clear_asked.connect(lambda: None)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._show_chosen())
        self.detail.switched.connect(self.switch)
        self.detail.entered.connect(self._enter_setting)
        self.detail.go_asked.connect(self.go_there)
        for table in (self.table, self.detail.table):
            say_copied(self, table)
            table.explain_asked.connect(self.explain_asked)
            table.figure_chosen.connect(self.figure_chosen)

    def refresh(self) -> None:
        """Show what every rule finds."""
        now = self.document.outcome
        lines = rule_lines(now)
        self.model.set_rows(lines)
        self.table.fit_columns()
        self.summary.setText(rules_summary(lines))
        team = team_in_force(now)
        others = [] if team else [("", OTHER_TEAM)]
        self.team.offer([*TEAMS.items(), *others], team)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, self.model.column_of("id")))
        self._show_chosen()

    @property
    def chosen(self) -> RuleLine | None:
        """The rule whose row is current."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def go_to(self, subject: str) -> None:
        """Choose a rule by its id ("W1"), or by "rule:subject" a finding of one."""
        self.fresh()
        rule, _, finding = subject.partition(":")
        row = self.model.row_of(rule)
        if row >= 0:
            self.table.choose_row(row, self.model.column_of("id"))
            self.detail.choose(finding)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.pane.set_theme(theme)
        self.detail.set_theme(theme)

    def switch(self, rule: str) -> None:
        """Switch a rule on or off."""
        is_on = bool(self.document.scenario.rules.get(f"{rule}.on", False))
        if self.document.decide(set_rule, f"{rule}.on", not is_on, initiator=self) is None:
            self._show_chosen()

    def set_threshold(self, key: str, text: str) -> str:
        """Set a threshold from what was typed; gives why it was not taken, empty when it was."""
        try:
            value = read_setting(key, text)
        except ReadError as problem:
            words = f"{problem}. The threshold is as it was."
            self.document.refused.emit(words)
            self.say(words)
            return words
        if value != self.document.scenario.rules[key]:
            self.document.decide(set_rule, key, value, initiator=self)
        return ""

    def _edit(self, row: RuleLine, column: str, text: str) -> bool:
        words = self.set_threshold(row.settings[0].key, text)
        if words:
            self.table.tell(self.model.row_of(row.id), self.model.column_of(column), words)
        return not words

    def _enter_setting(self, key: str, text: str) -> None:
        self.detail.tell(self.set_threshold(key, text))
        self._show_chosen()

    def _pick_team(self, team: str) -> None:
        if team and team != team_in_force(self.document.outcome):
            self.document.decide(team_preset, team, initiator=self)
        self.team.offer(list(TEAMS.items()), team_in_force(self.document.outcome))

    def _show_chosen(self) -> None:
        line = self.chosen
        if line is not None:
            self.detail.show_rule(line, subject_lines(self.document.outcome, line.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less in the controls where there is little room."""
        super().resizeEvent(event)
        self.summary.setVisible(self.height() >= 420)
        self.team_label.setText("Team" if self.width() < SMALL_BELOW else "Ward team")

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the height the first time; after that it is as it was left."""
        super().showEvent(event)
        self._divide()

    def _divide(self) -> None:
        """All rules where there is room for them, else the larger part; the findings have the rest."""
        if not self._is_divided:
            self._is_divided = True
            rules = min(self.pane.maximumHeight(), round(self.parts.height() * RULES_SHARE))
            self.parts.setSizes([rules, self.parts.height() - rules])


def _said(row: RuleLine) -> str:
    counts = zip(("not met", "at risk", "incomplete", "met"), row.counts, strict=True)
    found = ", ".join(f"{count} {words}" for words, count in counts if count not in ("0", "–"))
    return f"{row.title}, {'on' if row.is_on else 'off'}, {found or row.quiet}"


class _RuleFitting(Fitting):
    """Where there is room, titles give way before thresholds do."""

    def _least(self, at: int, level: int) -> int:
        key = self._view.rows_model.columns[at].key
        if self._view.width() < SMALL_BELOW or key not in ("title", "threshold"):
            return super()._least(at, level)
        whole = key == "threshold" or level == 0  # the counts go before a title is cut
        return self.wanted(at) if whole else min(self.wanted(at), _TITLE_LEAST)


class _SubjectFitting(Fitting):
    """Where it is goes before the reason, which names it too, is cut; a cut reason stands whole in the tip."""

    def _least(self, at: int, level: int) -> int:
        is_reason = self._view.rows_model.columns[at].key == "reason"
        return min(self.wanted(at), _REASON_LEAST) if is_reason and level else self.wanted(at)


class RuleTable(TableView):
    """Rules; Space, or a click on the box, switches one."""

    switched = Signal(str)

    def __init__(self, model: TableModel[RuleLine], theme: Theme) -> None:
        super().__init__(model, theme, "Rules")
        self.fitting = _RuleFitting(self)
        self.row_height = _ROW
        self.verticalHeader().setMinimumSectionSize(self.row_height)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self.cells = _RuleDelegate(self)
        self.setItemDelegate(self.cells)

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        at = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and at.isValid():
            rule = self.rows_model.rows[at.row()].id
            return lambda: self.switched.emit(rule)
        return super()._act(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box switches the rule."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid():
            row, column = self.cell(at)
            if column.key == "on":
                self.switched.emit(row.id)


class _RuleDelegate(CellDelegate):
    """Draws the first column as a box with or without a tick."""

    def _content(self, painter: QPainter, rect: QRect, row: Any, column: Column[Any], *, is_first: bool) -> None:
        if column.key != "on":
            super()._content(painter, rect, row, column, is_first=is_first)
            return
        option = QStyleOptionViewItem()
        box = QRect(rect.left() + self._view.inset, rect.center().y() - _BOX // 2, _BOX, _BOX)
        state = QStyle.StateFlag.State_Enabled
        state |= QStyle.StateFlag.State_On if row.is_on else QStyle.StateFlag.State_Off
        option.rect, option.state = box, state
        indicator = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._view.style().drawPrimitive(indicator, option, painter, self._view)


class RuleDetail(QWidget):
    """One rule: its switch, its thresholds, where they come from, and what it finds."""

    switched = Signal(str)
    entered = Signal(str, str)
    go_asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._line: RuleLine | None = None
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setFont(font("title"))
        self.on = QCheckBox("On")
        self.on.clicked.connect(self._switch)
        self._settings = QHBoxLayout()
        self._settings.setContentsMargins(0, 0, 0, 0)
        self._settings.setSpacing(8)
        self.editors: dict[str, QLineEdit] = {}
        self.source = note_label(wrap=True)
        self.model: TableModel[SubjectLine] = TableModel(subject_columns(), key=lambda row: (row.rule, row.subject))
        self.table = SubjectTable(self.model, theme)
        self.table.go_asked.connect(self.go_asked)
        self.pane = TablePane(self.table, theme)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 0)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addLayout(self._settings)
        head.addWidget(self.on)
        self.source.setContentsMargins(12, 2, 12, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.source)
        column.addWidget(self.pane, 1)

    def sizeHint(self) -> QSize:
        """Room for the head and some findings."""
        return QSize(320, 220)

    def show_rule(self, line: RuleLine, subjects: tuple[SubjectLine, ...]) -> None:
        """Show a rule and its findings."""
        if self._line is None or self._line.id != line.id:
            self._make_editors(line)
        self._line = line
        self.title.setText(f"{line.id}  {line.title}")
        with QSignalBlocker(self.on):
            self.on.setChecked(line.is_on)
        self.on.setAccessibleName(f"Rule {line.id} is on")
        for setting in line.settings:
            self.editors[setting.key].setText(setting.text)
        self.source.setText(f"Threshold {line.threshold}, {line.status}. Source: {line.source}.")
        self.model.set_rows(subjects)
        self.table.setAccessibleName(f"What rule {line.id} finds")
        self.table.fit_columns()
        self.pane.set_empty("" if subjects else _silence(line))

    def choose(self, subject: str) -> None:
        """Make a finding's row current."""
        row = self.model.row_of((self._line.id, subject)) if self._line is not None else -1
        if row >= 0:
            self.table.choose_row(row)

    def tell(self, words: str) -> None:
        """Say why an entry was not taken."""
        if words:
            self.source.setText(words)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.pane.set_theme(theme)

    def _make_editors(self, line: RuleLine) -> None:
        while (item := self._settings.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.editors = {}
        for setting in line.settings:
            editor = QLineEdit()
            editor.setFixedWidth(96 if len(setting.text) > 6 else 56)
            editor.setAccessibleName(f"{setting.before} {setting.counts}, rule {line.id}")
            editor.setToolTip(f"{setting.before} … {setting.counts}. Enter takes it.")
            editor.editingFinished.connect(lambda key=setting.key: self._finished(key))
            self._settings.addWidget(QLabel(setting.before))
            self._settings.addWidget(editor)
            self.editors[setting.key] = editor
        self._order_focus()

    def _order_focus(self) -> None:
        """The thresholds before the switch, as they stand, and both before the findings."""
        last: QWidget = self.on
        for editor in self.editors.values():
            QWidget.setTabOrder(last, editor)
            last = editor
        if last is not self.on:
            QWidget.setTabOrder(last, self.on)

    def _switch(self) -> None:
        if self._line is not None:
            self.switched.emit(self._line.id)

    def _finished(self, key: str) -> None:
        editor = self.editors.get(key)
        if editor is None or self._line is None:
            return
        stands = next((s.text for s in self._line.settings if s.key == key), "")
        if editor.text() != stands:
            self.entered.emit(key, editor.text())


def _silence(line: RuleLine) -> str:
    if not line.is_on:
        return f"Rule {line.id} is off. Switch it on to see what it finds."
    return f"Nothing to speak of: {line.quiet}."


class SubjectTable(TableView):
    """Findings of one rule; Enter or a double-click goes to where one is, Enter on why shows the figure it rests on."""

    go_asked = Signal(str, str)

    def __init__(self, model: TableModel[SubjectLine], theme: Theme) -> None:
        super().__init__(model, theme, "Findings")
        self.fitting = _SubjectFitting(self)
        self.row_height = _ROW
        self.verticalHeader().setMinimumSectionSize(self.row_height)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self.doubleClicked.connect(lambda index: self._go())
        self.menu_more = self._more

    def _more(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction("Go there").triggered.connect(self._go)

    def _enter(self) -> None:
        at = self.currentIndex()
        figure = self.cell(at)[1].figure(self.cell(at)[0]) if at.isValid() else ""
        if figure:
            self.explain_asked.emit(figure)
        else:
            self._go()

    def _go(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            row = self.rows_model.rows[at.row()]
            self.go_asked.emit(row.rule, row.subject)
