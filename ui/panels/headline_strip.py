"""The strip under the menus: which scenario, and its five figures, with what a move not yet made would change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.views.headline import Figure, Headline, headline
from planner.views.issues import IssueCounts
from planner.views.tried import begun, if_words
from ui import theme as themes
from ui.document import Document
from ui.panels.figure_cell import FigureCell
from ui.panels.runs import Run, outcome_glyph
from ui.view_state import ViewState

HEIGHT, SMALL_HEIGHT = 72, 52
PRESS = "press a figure to see how it is worked out; the Menu key lists them"


class HeadlineStrip(QWidget):
    """Scenario and figures. The committed values stay while a move is tried; "▸ value" stands beside them."""

    explain_asked = Signal(str)
    issues_asked = Signal()

    def __init__(self, document: Document, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._small = False
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Headline figures")
        self._scenario = ScenarioCell(document)
        self._posts, self._saving, self._wards, self._teams, self._issues = (FigureCell() for _ in range(5))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._scenario)
        for cell in (self._posts, self._saving, self._wards, self._teams, self._issues):
            row.addWidget(cell)
        row.addStretch(1)
        self._buttons = QWidget()
        self._button_row = QHBoxLayout(self._buttons)
        self._button_row.setContentsMargins(12, 0, 12, 0)
        self._button_row.setSpacing(8)
        row.addWidget(self._buttons)
        for cell in (self._posts, self._saving, self._wards, self._teams):
            cell.explain_asked.connect(self.explain_asked)
        self._issues.clicked.connect(self.issues_asked)
        document.changed.connect(self.refresh)
        view.preview_changed.connect(self.refresh)
        view.preview_expected.connect(lambda then: headline(document.outcome, then))
        self.set_small(False)

    def add_action(self, action: QAction) -> None:
        """Put an act's button at the right end."""
        button = QPushButton(action.iconText())
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text().replace("&", ""))
        button.clicked.connect(action.trigger)
        self._button_row.addWidget(button)

    def focus_order(self) -> list[QWidget]:
        """Its controls from left to right."""
        cells = (self._posts, self._saving, self._wards, self._teams, self._issues)
        return [self._scenario.combo, *cells, *self._buttons.findChildren(QPushButton)]

    def set_list_width(self, width: int) -> None:
        """Keep the scenario cell as wide as the list below it."""
        self._scenario.setFixedWidth(max(214, width))
        self._settle()
        self._row.activate()

    def set_small(self, small: bool) -> None:
        """72 high with all there is room for, or 52 without the team posts and the buttons."""
        self._small = small
        self.setFixedHeight(SMALL_HEIGHT if small else HEIGHT)
        self._scenario.set_small(small)
        for cell in (self._posts, self._saving, self._wards, self._teams, self._issues):
            cell.set_small(small)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons go, then the team posts, where they have no room: both stay in menus and tables."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        always = (self._posts, self._saving, self._wards, self._issues)
        room = self.width() - self._scenario.minimumWidth() - sum(cell.sizeHint().width() for cell in always)
        room -= self._teams.sizeHint().width()
        self._teams.setVisible(not self._small and room >= 0)
        self._buttons.setVisible(not self._small and room >= self._buttons.sizeHint().width())

    def sizeHint(self) -> QSize:
        """As the layout asks."""
        return QSize(super().sizeHint().width(), SMALL_HEIGHT if self._small else HEIGHT)

    def refresh(self) -> None:
        """Show the outcome as it stands, and beside it the move not yet made."""
        shown = headline(self._document.outcome, self._view.then)
        self._scenario.show_status(shown.short_status if self._small else shown.status)
        self._show_figure(self._posts, shown.posts)
        self._show_figure(self._saving, shown.saving)
        self._show_figure(self._teams, shown.teams)
        self._show_wards(shown)
        self._show_issues(shown)
        self._settle()

    def _show_figure(self, cell: FigureCell, figure: Figure) -> None:
        note = figure.short if self._small else figure.note
        beneath = _unmarked(figure) if self._small else figure
        change, under = parts_of(figure.change, "head", "ink", beneath), parts_of(note, "note", "ink2", beneath)
        third = [*change, *(replace(run, gap=4 if change and run is under[0] else 0) for run in under)]
        words = f"{figure.label}: {figure.value}. {figure.change} {note}."
        third += _then(figure.then)
        if figure.then:
            words += f" {begun(self._if)} {figure.then}."
        cell.show_lines(
            ([Run(figure.label, "note", "ink2")], parts_of(figure.value, self._large, "ink", figure), third),
            words,
            f"{figure.label}: {PRESS}",
            tuple((part.figure, part.label) for part in figure.parts),
        )

    @property
    def _if(self) -> str:
        return if_words(whole=self._view.whole is not None)

    @property
    def _large(self) -> str:
        return "headline-small" if self._small else "headline"

    def _show_wards(self, shown: Headline) -> None:
        wards = shown.wards
        third = [
            Run(glyph=outcome_glyph(wards.in_posts), size=11),
            Run("in posts", "note", gap=4, figure=wards.parts[0].figure),
        ]
        words = f"Wards meeting the minimum: {wards.value} in posts"
        if wards.has_effect:
            third += [
                Run("·", "note", "ink2", gap=4),
                Run(wards.in_effect, "head", gap=4, figure=wards.parts[1].figure),
                Run("in effect", "note", gap=4, figure=wards.parts[1].figure),
                Run(glyph=outcome_glyph(wards.effect), size=12, gap=4),
            ]
            words += f", {wards.in_effect} in effect"
        third += _then(wards.then)
        label = [Run("Wards meeting the minimum", "note", "ink2")]
        value = Run(wards.value, self._large, figure=wards.parts[0].figure)
        shown_parts = wards.parts if wards.has_effect else wards.parts[:1]
        self._wards.show_lines(
            (label, [value], third),
            f"{words}.",
            f"Wards meeting the minimum: {PRESS}",
            tuple((part.figure, part.label) for part in shown_parts),
        )

    def _show_issues(self, shown: Headline) -> None:
        now, then = shown.counts, shown.counts_then or shown.counts
        runs: list[Run] = []
        size = 14.0 if self._small else 16.0
        for kind, before, after in _counted(now, then):
            runs.append(Run(glyph=kind, size=size, gap=10 if runs else 0))
            runs.append(Run(str(before), self._large, gap=6))
            if before != after:
                runs += [Run("▸", "strong", "accent", gap=4), Run(str(after), self._large, "accent", gap=3)]
        words = f"Issues: {now.not_met} not met, {now.at_risk} at risk, {now.incomplete} incomplete."
        if now != then:
            words += f" {begun(self._if)} {then.not_met} not met, {then.at_risk} at risk, {then.incomplete} incomplete."
        third = [] if self._small else [Run("F8 next · Shift+F8 previous", "note", "ink2")]
        self._issues.show_lines(([Run("Issues", "note", "ink2")], runs, third), words, "Show the issues")


def parts_of(text: str, use: str, token: str, figure: Figure) -> list[Run]:
    """The text as runs, cut where a figure of its own stands in it."""
    runs: list[Run] = []
    inside = [part for part in figure.parts if part.text in text]
    # "from 17,521" is not the posts that happen to be 17,521 too.
    inside = [part for part in inside if not any(part.text != x.text and part.text in x.text for x in inside)]
    for part in inside:
        before, found, after = text.partition(part.text)
        if found:
            runs += [Run(before, use, token)] if before else []
            runs.append(Run(f"{found}{part.mark}", use, token, figure=part.figure))
            text = after
    return [*runs, Run(text, use, token)] if text else runs


def _unmarked(figure: Figure) -> Figure:
    """The figure without the marks of its parts, for where there is room for the large one's alone."""
    return replace(figure, parts=tuple(replace(part, mark="") for part in figure.parts))


def _then(value: str) -> list[Run]:
    return [Run("▸", "head", "accent", gap=5), Run(value, "head", "accent", gap=3)] if value else []


def _counted(now: IssueCounts, then: IssueCounts) -> tuple[tuple[str, int, int], ...]:
    return (
        ("not_met", now.not_met, then.not_met),
        ("at_risk", now.at_risk, then.at_risk),
        ("incomplete", now.incomplete, then.incomplete),
    )


class ScenarioCell(QFrame):
    """Which scenario is shown, to choose another, and its state in a line."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._title = QLabel("Scenario")
        self._status = QLabel()
        for label in (self._title, self._status):
            label.setProperty("ink", "2")
            label.setFont(themes.font("note"))
        self.combo = QComboBox()
        self.combo.setAccessibleName("Scenario shown")
        self.combo.setFont(themes.font("strong"))
        self.combo.setMinimumContentsLength(8)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._title.setBuddy(self.combo)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self.combo)
        column.addWidget(self._status)
        self._fill()
        self.combo.activated.connect(lambda at: document.choose(self.combo.itemData(at), self))
        document.changed.connect(self._fill)

    def set_small(self, small: bool) -> None:
        """Closer lines."""
        self._column.setContentsMargins(12, 1 if small else 8, 12, 1 if small else 6)
        self.combo.setFixedHeight(18 if small else 22)

    def show_status(self, text: str) -> None:
        """The line under the scenario."""
        self._status.setText(text)

    def _fill(self) -> None:
        self.combo.blockSignals(True)
        self.combo.clear()
        for scenario in self._document.plan.scenarios:
            self.combo.addItem(scenario.name, scenario.id)
        self.combo.setCurrentIndex(self.combo.findData(self._document.scenario.id))
        shown = self._document.scenario
        self.combo.setToolTip(f"{shown.name}\n{shown.note}" if shown.note else shown.name)
        self.combo.setAccessibleDescription(shown.note)
        self.combo.blockSignals(False)
