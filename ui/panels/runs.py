"""Lines of text and signs painted one after the other: the strip, the list and the issues are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from ui import theme as themes
from ui.glyphs import paint_glyph


@dataclass(frozen=True)
class Run:
    """Text in a font use (ui.theme.USES) and a colour token; or a sign, where `glyph` names one."""

    text: str = ""
    use: str = "body"
    token: str = "ink"
    glyph: str = ""
    size: float = 13.0
    gap: float = 0.0
    """Space before it, in px."""
    figure: str = ""
    """What it can be asked for as, where it is a figure of its own."""

    def width(self) -> float:
        """How much room it takes, with the space before it."""
        return self.gap + (self.size if self.glyph else advance(self.use, self.text))


@dataclass(frozen=True)
class _Hand:
    """A font use made ready: its font, its measures, and how far its baseline is below the middle of a line, px."""

    font: QFont
    measures: QFontMetricsF
    drop: float


@cache
def _hand(use: str) -> _Hand:
    """Kept, since lists ask at every paint."""
    font = themes.font(use)
    measures = QFontMetricsF(font)
    return _Hand(font, measures, (measures.ascent() - measures.descent()) / 2)


def metrics(use: str) -> QFontMetricsF:
    """Measures of a font use."""
    return _hand(use).measures


@lru_cache(maxsize=4096)
def advance(use: str, text: str) -> float:
    """How wide a text is in a font use, in px."""
    return metrics(use).horizontalAdvance(text)


def width_of(runs: Sequence[Run]) -> float:
    """Room a line takes, in px."""
    return sum(run.width() for run in runs)


def paint_runs(
    painter: QPainter, rect: QRectF, runs: Sequence[Run], *, right: bool = False, elide: bool = False
) -> float:
    """Paint a line in the middle of the rect's height, from its left or against its right; gives where it ends.

    With `elide`, the last text is cut with an ellipsis when the line is wider than the rect. Figures never are.
    """
    theme = themes.current()
    middle, end = rect.center().y(), rect.right()
    x = end - width_of(runs) if right else rect.left()
    for run in runs:
        x += run.gap
        if run.glyph:
            paint_glyph(painter, run.glyph, QRectF(x, middle - run.size / 2, run.size, run.size), theme)
            x += run.size
            continue
        hand, text = _hand(run.use), run.text
        if elide and x + advance(run.use, text) > end:
            text = hand.measures.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, end - x))
        painter.setFont(hand.font)
        painter.setPen(theme.colour(run.token))
        painter.drawText(QPointF(x, middle + hand.drop), text)
        x += advance(run.use, text)
    return x


def wrapped(text: str, use: str, width: float) -> list[str]:
    """The text broken at spaces into lines no wider than `width` px; a longer word stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and advance(use, longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def outcome_glyph(outcome: str) -> str:
    """The sign of a rule outcome in words: "at risk" is "at_risk"."""
    return outcome.replace(" ", "_")
