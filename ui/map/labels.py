"""Where each borough's label goes and which form of its name it carries, for one zoom.

The BCU's code stands over the name. A name steps down until it fits: whole, on two lines, short, none. Offsets and
boxes are px from the borough's label point, so a label keeps its size at any zoom.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from planner.area.types import Borough
from planner.words.names import SHORT_NAMES, two_lines
from ui.glyphs import paint_glyph
from ui.map.geometry import MapGeometry
from ui.map.style import HALO_OPACITY, HALO_WIDTH, BoroughStyle, label_ground
from ui.theme import FontSet, Theme

PADLOCK = 11.0
_PADLOCK_GAP = 3.0
_LINE_GAP = 0.5
ENOUGH_INSIDE = 0.9
ENOUGH_FOR_LAST_NAME = 0.55
"""The shares of every line that must lie inside its own borough: while a shorter form is left to try, and for the
shortest, which may cross an edge rather than be lost."""

_SHIFTS = tuple(
    sorted(
        ((dx, dy) for dx in (-12.0, -6.0, 0.0, 6.0, 12.0) for dy in (-12.0, -8.0, -4.0, 0.0, 4.0, 8.0, 12.0)),
        key=lambda shift: abs(shift[0]) + abs(shift[1]),
    )
)


@dataclass(frozen=True)
class LabelFonts:
    """The two fonts of a label."""

    name: QFont
    code: QFont

    @staticmethod
    def of(fonts: FontSet, *, small: bool) -> LabelFonts:
        """The map's fonts, or the smaller pair of a map under 700 px wide."""
        tail = "-small" if small else ""
        return LabelFonts(fonts.font("map-name" + tail), fonts.font("map-code" + tail))


@dataclass(frozen=True)
class LabelLine:
    """One line of text: its middle and baseline, px from the label point, and the box kept for it.

    `text` is None for the code, which is whatever the borough's BCU is when it is drawn.
    """

    text: str | None
    middle: float
    baseline: float
    box: QRectF


@dataclass(frozen=True)
class PlacedLabel:
    """A borough's label as placed. `step` is 0 whole name, 1 two lines, 2 short form, 3 code only."""

    borough: str
    step: int
    lines: tuple[LabelLine, ...]
    padlock: QRectF | None


def name_steps(borough: Borough) -> tuple[tuple[str, ...], ...]:
    """The forms of a borough's name from the longest, as lines; the last is no name, which its code stands for.

    A borough with its own force has no code, so its short form is all it has: "City".
    """
    if not borough.policed:
        return ((borough.name.partition(" of ")[0],),)
    broken = two_lines(borough.name) or (borough.name,)
    short = SHORT_NAMES.get(borough.name)
    return ((borough.name,), broken, (short,) if short else broken, ())


def widest_code(styles: Mapping[str, BoroughStyle]) -> str:
    """The longest code in use, two letters at least: every label keeps room for it, so that none jumps on a move."""
    codes = (style.code for style in styles.values() if not style.unassigned)
    return max((*codes, "NW"), key=lambda code: (len(code), code))


def place_labels(
    geometry: MapGeometry, styles: Mapping[str, BoroughStyle], fonts: LabelFonts, scale: float
) -> tuple[PlacedLabel, ...]:
    """Every borough's label at `scale` px a metre. The smallest boroughs, with least room, choose first."""
    boroughs = geometry.area.borough_by_code
    taken: list[QRectF] = []
    code_width = _metrics(fonts, True).horizontalAdvance(widest_code(styles))
    placed: dict[str, PlacedLabel] = {}
    for code in sorted(geometry.codes, key=lambda c: _size(geometry, c)):
        label = _best(geometry, boroughs[code], styles[code], fonts, code_width, scale, taken)
        placed[code] = label
        at = geometry.labels[code] * scale
        taken.extend(line.box.translated(at) for line in label.lines)
    return tuple(placed[code] for code in geometry.codes)


def _size(geometry: MapGeometry, code: str) -> tuple[float, str]:
    box = geometry.paths[code].boundingRect()
    return box.width() * box.height(), code


def _best(
    geometry: MapGeometry,
    borough: Borough,
    style: BoroughStyle,
    fonts: LabelFonts,
    code_width: float,
    scale: float,
    taken: list[QRectF],
) -> PlacedLabel:
    steps = name_steps(borough)
    for step, names in enumerate(steps):
        if step and names == steps[step - 1]:
            continue
        lines, padlock = _set(style, names, fonts, code_width)
        inside, shift = _roomiest(partial(_inside, geometry, borough.code, lines, scale, taken))
        enough = ENOUGH_INSIDE if any(later != names for later in steps[step:-1]) else ENOUGH_FOR_LAST_NAME
        if inside >= enough or step == len(steps) - 1:
            return _shifted(borough.code, step, lines, padlock, shift if inside >= 0 else (0.0, 0.0))
    raise AssertionError("a label's last step is always placed")


def _roomiest(inside_at: Callable[[tuple[float, float]], float]) -> tuple[float, tuple[float, float]]:
    """The shift that leaves most of the label inside, less what it costs to shift, and the share inside there."""
    best_score, best = -math.inf, (-1.0, (0.0, 0.0))
    for shift in _SHIFTS:
        cost = _reluctance(shift)
        if 1.0 - cost <= best_score:
            break  # shifts are in order of cost: none that follows can do better
        inside = inside_at(shift)
        if inside - cost > best_score:
            best_score, best = inside - cost, (inside, shift)
    return best


def _reluctance(shift: tuple[float, float]) -> float:
    """A label leaves its point only for room worth having."""
    return 0.006 * (abs(shift[0]) + abs(shift[1]))


def _set(
    style: BoroughStyle, names: tuple[str, ...], fonts: LabelFonts, code_width: float
) -> tuple[list[LabelLine], QRectF | None]:
    """The label's lines centred on the label point, and the padlock beside the code."""
    texts: list[str | None] = [None, *names] if style.code else [*names]
    heights = [_metrics(fonts, text is None).capHeight() + _gap(fonts, text is None) for text in texts]
    top = -sum(heights) / 2
    lines: list[LabelLine] = []
    padlock = None
    for text, height in zip(texts, heights, strict=True):
        metrics = _metrics(fonts, text is None)
        width = code_width if text is None else metrics.horizontalAdvance(text)
        baseline = top + height - _gap(fonts, text is None) / 2
        middle, left, right = 0.0, -width / 2, width / 2
        if text is None and style.padlock:
            middle = -(PADLOCK + _PADLOCK_GAP) / 2
            left, right = left + middle, right - middle
            centre = baseline - metrics.capHeight() / 2
            padlock = QRectF(right - PADLOCK, centre - PADLOCK / 2 - 0.5, PADLOCK, PADLOCK)
        box = QRectF(left, baseline - metrics.capHeight() - 1, right - left, metrics.capHeight() + 3)
        lines.append(LabelLine(text, middle, baseline, box))
        top += height
    return lines, padlock


def _gap(fonts: LabelFonts, is_code: bool) -> float:
    metrics = _metrics(fonts, is_code)
    return metrics.descent() + 2 * _LINE_GAP + 0.5


def _metrics(fonts: LabelFonts, is_code: bool) -> QFontMetricsF:
    return _metrics_of(fonts.code if is_code else fonts.name)


@lru_cache(maxsize=16)
def _metrics_of(font: QFont) -> QFontMetricsF:
    return QFontMetricsF(font)


def _inside(
    geometry: MapGeometry,
    code: str,
    lines: list[LabelLine],
    scale: float,
    taken: list[QRectF],
    shift: tuple[float, float],
) -> float:
    """The share inside its borough of the line that has least; −1 when one would lie over another label."""
    if not lines:
        return 1.0
    at = geometry.labels[code] * scale + QPointF(*shift)
    boxes = [line.box.translated(at) for line in lines]
    if any(box.intersects(other) for box in boxes for other in taken):
        return -1.0
    return min(_share(geometry.polygons[code], box, scale) for box in boxes)


def _share(polygons: tuple[QPolygonF, ...], box: QRectF, scale: float) -> float:
    points, rule = list(_samples(box)), Qt.FillRule.OddEvenFill
    found = sum(any(polygon.containsPoint(p / scale, rule) for polygon in polygons) for p in points)
    return found / len(points)


def _samples(box: QRectF) -> Iterator[QPointF]:
    for across in (0.0, 0.25, 0.5, 0.75, 1.0):
        for down in (0.1, 0.9):
            yield QPointF(box.left() + box.width() * across, box.top() + box.height() * down)


def _shifted(
    code: str, step: int, lines: list[LabelLine], padlock: QRectF | None, shift: tuple[float, float]
) -> PlacedLabel:
    dx, dy = shift
    moved = tuple(
        LabelLine(line.text, line.middle + dx, line.baseline + dy, line.box.translated(dx, dy)) for line in lines
    )
    return PlacedLabel(code, step, moved, padlock.translated(dx, dy) if padlock else None)


@lru_cache(maxsize=512)
def _outline(text: str, font: QFont) -> QPainterPath:
    """The outline of some text. Kept, since the font engine gives slightly others once it has drawn more."""
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, text)
    return path


def paint_label(
    painter: QPainter, at: QPointF, label: PlacedLabel, style: BoroughStyle, fonts: LabelFonts, theme: Theme
) -> None:
    """Draw one label about the point `at`, in the painter's own px: halo first, then text and padlock."""
    texts = [_text(line, style, fonts, at) for line in label.lines]
    outline = QPainterPath()
    for font, start, text in texts:
        outline.addPath(_outline(text, font).translated(start))
    if label.padlock:
        outline.addRoundedRect(label.padlock.translated(at).adjusted(2, 1, -2, -1), 1, 1)
    halo = label_ground(style, theme)
    halo.setAlphaF(HALO_OPACITY)
    pen = QPen(halo, HALO_WIDTH, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap)
    painter.strokePath(outline, pen)
    painter.setPen(theme.ink)
    for font, start, text in texts:
        painter.setFont(font)
        painter.drawText(start, text)
    if label.padlock:
        paint_glyph(painter, "lock", label.padlock.translated(at), theme)


def _text(line: LabelLine, style: BoroughStyle, fonts: LabelFonts, at: QPointF) -> tuple[QFont, QPointF, str]:
    """A line's font, where it starts, and what it says."""
    text = style.code if line.text is None else line.text
    width = _metrics(fonts, line.text is None).horizontalAdvance(text)
    font = fonts.code if line.text is None else fonts.name
    return font, at + QPointF(line.middle - width / 2, line.baseline), text
