"""How each borough and edge is drawn, as a pure function of what the map shows and the theme.

Widths are px and cosmetic: the same at any zoom. Dashes are px too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from ui.map.state import UNASSIGNED_LABEL, MapState
from ui.theme import Theme

BOROUGH_EDGE = 0.9
BCU_EDGE = 2.6
OUTER_EDGE = 2.0
UNASSIGNED_DASH = (4.0, 3.0)
LOCK_STEP, LOCK_WIDTH, LOCK_OPACITY = 9.0, 1.0, 0.34
DIFFERS_STEP, DIFFERS_WIDTH, DIFFERS_CASING = 14.0, 2.0, 4.6
CITY_STEP, CITY_WIDTH = 7.0, 1.6
DOTS_STEP, DOTS_RADIUS, DOTS_OPACITY = 7.0, 1.1, 0.45
VEIL_OPACITY = 0.62
HALO_WIDTH, HALO_OPACITY = 3.4, 0.9
WARD_DOT_RADIUS = 1.7
WARD_RING_RADIUS = 4.5
WARD_GLYPH = 12.0
DOTS_FROM_WIDTH = 500
FULL_LABELS_FROM_WIDTH = 700


@dataclass(frozen=True)
class PenSpec:
    """A line: colour, width and dash in px (no dash: solid)."""

    colour: QColor
    width: float
    dash: tuple[float, ...] = ()

    def pen(self) -> QPen:
        """The same as a cosmetic pen with round joins."""
        pen = QPen(self.colour, self.width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if self.dash else Qt.PenCapStyle.RoundCap)
        if self.dash:
            pen.setDashPattern([step / self.width for step in self.dash])
        return pen


@dataclass(frozen=True)
class BoroughStyle:
    """How one borough is drawn. `hatch` is "", "lock" or "city"; `code` is the label's first line, "" for none.

    `differs` hatches a borough that is in another BCU than it is now.
    """

    fill: QColor
    hatch: str
    dots: bool
    veiled: bool
    code: str
    padlock: bool
    unassigned: bool
    differs: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Equal keys are drawn the same."""
        return (
            self.fill.rgba(),
            self.hatch,
            self.dots,
            self.veiled,
            self.code,
            self.padlock,
            self.unassigned,
            self.differs,
        )


def style_for(code: str, state: MapState, theme: Theme) -> BoroughStyle:
    """How the borough is drawn. One that is not in the assignment has its own force: the City."""
    if code not in state.assignment:
        return BoroughStyle(theme.city, "city", False, False, "", False, False)
    bcu, locked = state.bcu_of(code), state.is_locked(code)
    return BoroughStyle(
        fill=theme.fill(bcu.fill) if bcu else theme.panel,
        hatch="lock" if locked else "",
        dots=bcu is not None and theme.dots(bcu.fill),
        veiled=state.preview is not None and code in state.preview.codes,
        code=bcu.code if bcu else UNASSIGNED_LABEL,
        padlock=locked,
        unassigned=bcu is None,
        differs=code in state.differing,
    )


def label_ground(style: BoroughStyle, theme: Theme) -> QColor:
    """What a label on the borough stands on: its fill, or the fill under the veil of a borough being moved."""
    if not style.veiled:
        return QColor(style.fill)
    share = VEIL_OPACITY
    veil, fill = theme.panel, style.fill
    return QColor(
        round(veil.red() * share + fill.red() * (1 - share)),
        round(veil.green() * share + fill.green() * (1 - share)),
        round(veil.blue() * share + fill.blue() * (1 - share)),
    )


@dataclass(frozen=True)
class EdgePens:
    """The four kinds of edge between boroughs, and those of selection and drag."""

    borough: PenSpec
    bcu: PenSpec
    outer: PenSpec
    unassigned: PenSpec
    hover: PenSpec
    selected: tuple[PenSpec, ...]
    source: PenSpec
    target: tuple[PenSpec, ...]
    joining: tuple[PenSpec, ...]
    ghost: tuple[PenSpec, ...]


def edge_pens(theme: Theme) -> EdgePens:
    """Every line the map draws. A pair is a casing and the line inside it, in that order."""
    return EdgePens(
        borough=PenSpec(theme.borough_edge, BOROUGH_EDGE),
        bcu=PenSpec(theme.bcu_edge, BCU_EDGE),
        outer=PenSpec(theme.bcu_edge, OUTER_EDGE),
        unassigned=PenSpec(theme.bcu_edge, BCU_EDGE, UNASSIGNED_DASH),
        hover=PenSpec(theme.ink, 1.8),
        selected=(PenSpec(theme.panel, 6.0), PenSpec(theme.accent, 3.4)),
        source=PenSpec(theme.accent, 2.6, (7.0, 5.0)),
        target=(PenSpec(theme.panel, 7.5), PenSpec(theme.accent, 4.5)),
        joining=(PenSpec(theme.panel, 6.0), PenSpec(theme.ink, 4.0, (4.0, 3.0))),
        ghost=(PenSpec(theme.panel, 3.2), PenSpec(theme.accent, 1.6, (3.0, 3.0))),
    )


def edge_kind(left: str, right: str, assignment: Mapping[str, str | None]) -> str:
    """Which kind of edge parts two boroughs ("" is the ground or the river): "borough", "bcu", "outer" or
    "unassigned"."""
    sides = [side for side in (left, right) if side]
    if any(side in assignment and not assignment[side] for side in sides):
        return "unassigned"
    if len(sides) == 1:
        return "outer"
    # The City is in no BCU, and its edge with any is the edge of that BCU.
    return "borough" if assignment.get(left) == assignment.get(right) else "bcu"
