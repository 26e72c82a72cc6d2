"""The map and the bridge of a comparison: another scenario held against the first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.area.outlines import load_outlines
from planner.outcome.evaluate import Outcome
from planner.views.bridge import Bridge
from planner.views.compare import Comparison, differing_boroughs
from planner.views.compare_bridge import bridge_of_two
from planner.words.names import plural
from ui import theme as themes
from ui.charts.rows import height_for, paint_bridge
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.document import Document
from ui.map.state import BcuLook, MapState
from ui.map.view import MapView
from ui.panels.runs import advance
from ui.tables.tab import Bar, Choice, note_label
from ui.theme import Theme

ROW_MOST = 36.0


class _OfTwo(QWidget):
    """A page about the first scenario and one of the others, chosen where there are several."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.found: Comparison | None = None
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.other = Choice("Scenario held against the first", 220)
        self.other.picked.connect(lambda _: self.show_other())
        self.bar = Bar(36)
        self.bar.add(note_label("Against the first"), self.other)
        self.bar.row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.bar)

    def show_comparison(self, found: Comparison | None) -> None:
        """Show a comparison; the other scenario chosen stays, where it is compared."""
        self.found = found
        if found is not None:
            pairs = list(zip(found.ids[1:], found.names[1:], strict=True))
            wanted = self.other.value if self.other.value in found.ids[1:] else pairs[0][0]
            self.other.offer(pairs, wanted)
            self.bar.setVisible(len(pairs) > 1)
            self.show_other()

    @property
    def pair(self) -> tuple[Outcome, Outcome] | None:
        """The first scenario's outcome and the other's."""
        if self.found is None:
            return None
        return self.found.outcomes[0], self.found.outcomes[self.found.ids.index(self.other.value)]

    def show_other(self) -> None:
        """Show the two."""
        raise NotImplementedError


class MapsPage(_OfTwo):
    """Two maps side by side; what is in another BCU is hatched on the other's. The figures page lists it too."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.names = (QLabel(), QLabel())
        self.note = note_label(wrap=True)
        self.note.setContentsMargins(12, 6, 12, 6)
        self.maps: list[MapView] = []
        self._places = QHBoxLayout()
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(1)
        self.column.addLayout(self._places, 1)
        self.column.addWidget(self.note)

    def _make_maps(self, outcome: Outcome) -> None:
        """Made when they are first needed: an outline takes a while to draw."""
        if self.maps:
            return
        for name in self.names:
            made = MapView(outcome.area, load_outlines(outcome.area.outlines_id))
            # A picture to look at: nothing is decided here.
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            name.setFont(themes.font("strong"))
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setWordWrap(True)
            name.setContentsMargins(12, 6, 12, 6)
            place = QVBoxLayout()
            place.addWidget(name)
            place.addWidget(made, 1)
            self._places.addLayout(place, 1)
            self.maps.append(made)

    def show_other(self) -> None:
        """Draw both, and say what differs."""
        pair = self.pair
        if pair is None:
            return
        self._make_maps(pair[0])
        moved = differing_boroughs(*pair)
        names = sorted(b.name for b in pair[0].area.policed if b.code in moved)
        said = f"{plural(len(moved), 'borough')} in another BCU, hatched: {', '.join(names)}."
        self.note.setText(said if moved else "Every borough is in the same BCU in both.")
        for outcome, label, view, hatched in zip(pair, self.names, self.maps, (frozenset[str](), moved), strict=True):
            label.setText(outcome.scenario.name)
            view.set_state(_state(outcome, hatched))
            view.setAccessibleName(f"Map of {outcome.scenario.name}")
            view.setAccessibleDescription(self.note.text())


def _state(outcome: Outcome, differing: frozenset[str]) -> MapState:
    scenario = outcome.scenario
    return MapState(
        assignment={b.code: scenario.assignment.get(b.code) for b in outcome.area.policed},
        bcus={code: BcuLook(code, bcu.name, bcu.fill) for code, bcu in scenario.bcus.items()},
        differing=differing,
    )


class BridgeOfTwo(_OfTwo):
    """The bridge from the first's full-year saving to the other's; the note explains the bar pointed out."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.bridge: Bridge | None = None
        self.chart = ChartWidget("Bridge from one scenario to another", themes.current())
        self.chart.pointed.connect(self._say)
        self.chart.copied.connect(document.said)
        self.details = note_label(wrap=True)
        self.details.setContentsMargins(12, 6, 12, 8)
        self.details.setMinimumHeight(44)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.chart, 1)
        self.column.addWidget(self.details)
        self.column.addStretch(0)

    def show_other(self) -> None:
        """Draw the bridge."""
        pair = self.pair
        if pair is None:
            return
        bridge = bridge_of_two(self.document.plan, pair[0].scenario.id, pair[1].scenario.id, self.document.terms)
        self.bridge = bridge
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
        self._say(-1)

    def _say(self, at: int) -> None:
        if self.bridge is not None:
            self.details.setText(self.bridge.bars[at].details if at >= 0 else self.bridge.note)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.chart.set_theme(theme)
