"""The part of the Savings tab with the bridge: from baseline to proposed cost and on to the target."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent

from planner.outcome.bridge import BridgeError, bridge_by_decision
from planner.outcome.evaluate import Outcome
from planner.views.bridge import Bridge, bridge_of_causes, bridge_of_decisions
from ui.charts.rows import height_for, paint_bridge
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.document import Document
from ui.panels.money_page import Page
from ui.panels.runs import advance
from ui.panels.section import Segments
from ui.tables.tab import Bar, note_label
from ui.theme import Theme

ROW_MOST = 36.0
"""A row need not be higher, px."""
_CAUSE, _DECISION = range(2)


class BridgePage(Page):
    """The bridge by cause or by decision. Clicking a bar selects its boroughs; the note says how it comes about."""

    boroughs_picked = Signal(object)
    """Codes of the boroughs that a bar is about."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        tips = ["What the assumptions and overrides change", "What was decided since the scenario started"]
        self.reading = Segments("Bridge", ["By cause", "By decision"], tips)
        self.reading.chosen.connect(lambda at: self.refresh(self.document.outcome))
        bar = Bar(36)
        bar.row.setContentsMargins(12, 0, 12, 0)
        bar.add(self.reading)
        bar.row.addStretch(1)
        self.chart = ChartWidget("Bridge from baseline to proposed cost", theme)
        self.chart.picked.connect(self._pick)
        self.chart.pointed.connect(self._say)
        self.details = note_label(wrap=True)
        self.details.setContentsMargins(12, 4, 12, 8)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(bar)
        self.column.addWidget(self.chart, 1)
        self.column.addWidget(self.details)
        self.column.addStretch(0)
        self.setFocusProxy(self.chart)
        self.bridge: Bridge | None = None

    def refresh(self, outcome: Outcome) -> None:
        """Show the bridge of an outcome, in the reading chosen."""
        self.bridge = self._bridge(outcome)
        bridge = self.bridge
        self.chart.set_smallest(320, height_for(len(bridge.bars)))
        self.chart.setMaximumHeight(height_for(len(bridge.bars), ROW_MOST))
        self.chart.set_chart(
            lambda writer, rect, theme, chosen: paint_bridge(writer, rect, bridge, theme, chosen),
            tuple(Point(bar.details, bar.figure) for bar in bridge.bars),
            ChartTable(bridge.heads, bridge.table),
            bridge.summary,
            of=bridge,
        )
        self.chart.figure_room = round(max(advance("strong", bar.shown) for bar in bridge.bars)) + 8
        self._keep_room()
        self._say(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room that the longest of the notes needs, so that pointing at a bar moves nothing."""
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        if self.bridge is None:
            return
        room = self.details.contentsRect().width()
        words = [self.bridge.note, *(bar.details for bar in self.bridge.bars)]
        box, flags = QRect(0, 0, max(room, 80), 0), int(Qt.TextFlag.TextWordWrap)
        heights = [self.details.fontMetrics().boundingRect(box, flags, text).height() for text in words]
        self.details.setFixedHeight(max(heights) + 12)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.chart.set_theme(theme)

    def _bridge(self, outcome: Outcome) -> Bridge:
        if self.reading.current == _CAUSE:
            return bridge_of_causes(outcome)
        session = self.document.session
        try:
            found = bridge_by_decision(session.plan, session.history, outcome.scenario.id, outcome.terms)
        except BridgeError as problem:
            self.reading.choose(_CAUSE)
            self.document.said.emit(str(problem))
            return bridge_of_causes(outcome)
        return bridge_of_decisions(outcome, found)

    def _say(self, at: int) -> None:
        """How the bar pointed out comes about; else what the whole rests on."""
        if self.bridge is not None:
            self.details.setText(self.bridge.bars[at].details if at >= 0 else self.bridge.note)

    def _pick(self, at: int) -> None:
        if self.bridge is None:
            return
        bar = self.bridge.bars[at]
        if bar.boroughs:
            self.boroughs_picked.emit(bar.boroughs)
        else:
            self.document.said.emit(f"{bar.label} is about no borough of its own.")
