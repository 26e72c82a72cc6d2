"""Text put on a picture, with a record of where each piece landed, so that overlap and size can be checked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.theme import FontSet

REGULAR, SEMIBOLD, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold


@dataclass(frozen=True)
class Written:
    """One piece of text: its box and size in px, in the painter's own coordinates."""

    text: str
    box: QRectF
    px: float


class Writer:
    """Writes on a painter in one set of fonts. `written` holds every piece so far."""

    def __init__(self, painter: QPainter, fonts: FontSet) -> None:
        self.painter = painter
        self.fonts = fonts
        self.written: list[Written] = []
        self._known: dict[tuple[float, QFont.Weight], tuple[QFont, QFontMetricsF]] = {}

    def width(self, text: str, px: float, weight: QFont.Weight = REGULAR) -> float:
        """How wide the text would be, px."""
        return self._metrics(px, weight).horizontalAdvance(text)

    def write(
        self, x: float, baseline: float, text: str, px: float, colour: QColor, weight: QFont.Weight = REGULAR
    ) -> float:
        """Write from `x` to the right on `baseline`; gives where the text ends."""
        font, metrics = self._face(px, weight)
        width = metrics.horizontalAdvance(text)
        self.painter.setFont(font)
        self.painter.setPen(colour)
        self.painter.drawText(QPointF(x, baseline), text)
        # The height people see: capitals and descenders, not the line's own leading.
        top = baseline - metrics.capHeight()
        self.written.append(Written(text, QRectF(x, top, width, metrics.capHeight() + metrics.descent() / 2), px))
        return x + width

    def write_right(
        self, right: float, baseline: float, text: str, px: float, colour: QColor, weight: QFont.Weight = REGULAR
    ) -> float:
        """Write so that the text ends at `right`; gives where it starts."""
        start = right - self.width(text, px, weight)
        self.write(start, baseline, text, px, colour, weight)
        return start

    def write_middle(
        self, middle: float, baseline: float, text: str, px: float, colour: QColor, weight: QFont.Weight = REGULAR
    ) -> None:
        """Write with the text's middle at `middle`."""
        self.write(middle - self.width(text, px, weight) / 2, baseline, text, px, colour, weight)

    def cap_height(self, px: float, weight: QFont.Weight = REGULAR) -> float:
        """Height of a capital, px."""
        return self._metrics(px, weight).capHeight()

    def wrapped(self, text: str, width: float, px: float, weight: QFont.Weight = REGULAR) -> list[str]:
        """The text broken into lines no wider than `width`; a single longer word stands alone, uncut."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, px, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def fitted(self, text: str, width: float, px: float, smallest: float, weight: QFont.Weight = REGULAR) -> float:
        """The largest size from `px` down to `smallest` at which the text is no wider than `width`."""
        size = px
        while size > smallest and self.width(text, size, weight) > width:
            size -= 1
        return max(size, smallest)

    def _metrics(self, px: float, weight: QFont.Weight) -> QFontMetricsF:
        return self._face(px, weight)[1]

    def _face(self, px: float, weight: QFont.Weight) -> tuple[QFont, QFontMetricsF]:
        """A font and its measures; one picture asks for the same few again and again."""
        if (px, weight) not in self._known:
            font = self.fonts.pixel_font(px, weight)
            self._known[px, weight] = font, QFontMetricsF(font, self.painter.device())
        return self._known[px, weight]
