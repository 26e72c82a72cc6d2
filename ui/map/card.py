"""The card beside the cursor during a drag: what the move would do, before the hand lets go.

It shows strings as given; whoever fills it decides and formats every figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QWidget

from ui import theme as themes
from ui.glyphs import WORDS, paint_glyph
from ui.map.place import Ground, best_place
from ui.pictures import Pictures

CARD_WIDTH = 292
CARD_MARGIN = 4
"""Px between the card and the rim of the map."""
_SHADOW = 6
_SHADOW_END = 14.0
"""Above and below this the shadow curves."""
_INSET = 12
_TITLE, _HEAD, _ROW, _LINE, _FOOT = 32, 20, 16, 16, 24
_GAP = 8
_GLYPH = 12
_COLUMNS = (62, 56, 56)


@dataclass(frozen=True)
class CardRow:
    """A measure now, then, and the change. `rule_above` begins a new group with a hairline."""

    label: str
    now: str
    then: str
    change: str
    rule_above: bool = False


@dataclass(frozen=True)
class CardLine:
    """A sign and what it says; `lead` stands before it in heavy type, as a rule's id."""

    glyph: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class CardContent:
    """What the card says. With `refused` it is that one line, under a lock sign, and nothing else."""

    title: str = ""
    rows: tuple[CardRow, ...] = ()
    lines: tuple[CardLine, ...] = ()
    foot: str = ""
    refused: str = ""

    def words(self) -> str:
        """The whole card read out."""
        if self.refused:
            return self.refused
        rows = (f"{row.label}: now {row.now}, then {row.then}, change {row.change}" for row in self.rows)
        lines = (" ".join(part for part in (line.lead, line.text) if part) for line in self.lines)
        return ". ".join(part for part in (self.title, *rows, *lines, self.foot) if part)


class CursorCard(QWidget):
    """The card, inside the map's viewport. The pointer passes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = CardContent()
        self._picture = Pictures(32, see_through=True)
        self._shadow = Pictures(1, see_through=True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What the move would do")
        self.hide()
        themes.notifier.changed.connect(self.update)

    def show_at(
        self, content: CardContent, cursor: QPoint, keep_clear: Sequence[Ground] = (), never: Sequence[Ground] = ()
    ) -> None:
        """Show the content beside the cursor (px of the parent), hiding as little of `keep_clear` as can be.

        Of `never` it hides nothing while there is room elsewhere.
        """
        if content != self.content:
            self.content = content
            self.setAccessibleDescription(content.words())
            self.resize(self.sizeHint())
            self.update()
        parent = self.parentWidget()
        bounds = parent.rect() if parent else QRect(cursor, self.size())
        inner = self.sizeHint() - QSize(2 * _SHADOW, 2 * _SHADOW)
        at = best_place(
            inner, cursor, bounds.adjusted(CARD_MARGIN, CARD_MARGIN, -CARD_MARGIN, -CARD_MARGIN), keep_clear, never
        )
        self.move(at - QPoint(_SHADOW, _SHADOW))
        self.show()
        self.raise_()

    def draw_ahead(self, content: CardContent) -> None:
        """Draw what may be shown soon, so that showing it costs nothing."""
        self._picture.keep(self._size_of(content).toSizeF(), content, (), self, partial(self._paint, content))

    def height_for(self, content: CardContent) -> int:
        """Px that the content takes from edge to edge, without the shadow."""
        return self._size_of(content).height() - 2 * _SHADOW

    def sizeHint(self) -> QSize:
        """As high as the content asks, with room for the shadow all round."""
        return self._size_of(self.content)

    def _size_of(self, content: CardContent) -> QSize:
        return QSize(CARD_WIDTH + 2 * _SHADOW, round(self._height(content)) + 2 * _SHADOW)

    def _height(self, content: CardContent) -> float:
        if content.refused:
            return 2 * _GAP + _LINE * len(_wrapped(content.refused, _note(), _text_width(_GLYPH + 6)))
        rows = _HEAD + _ROW * len(content.rows) + sum(2 for row in content.rows if row.rule_above) + _GAP
        lines = sum(_LINE * len(self._line_texts(line)) for line in content.lines) + _GAP
        title = _TITLE - _LINE + _LINE * len(_wrapped(content.title, themes.font("title"), _text_width(0)))
        return (
            title
            + (rows if content.rows else 0)
            + (lines + _GAP / 2 if content.lines else 0)
            + (_FOOT if content.foot else 0)
        )

    def _line_texts(self, line: CardLine) -> tuple[str, ...]:
        return _wrapped(line.text, _note(), _text_width(_GLYPH + 8 + _lead_width(line)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card as drawn last while it says the same: it moves at every step of a drag."""
        painter = QPainter(self)
        draw = partial(self._paint, self.content)
        self._picture.show(painter, QRectF(self.rect()), self.content, (), self, draw)
        painter.end()

    def _paint(self, content: CardContent, painter: QPainter, whole: QRectF) -> None:
        """Shadow, ground, then the content from top to bottom."""
        theme = themes.current()
        box = whole.adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        self._paint_shadow(painter, whole)
        painter.fillRect(box, theme.panel)
        (self._paint_refused if content.refused else self._paint_content)(painter, box, content)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.control, 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_shadow(self, painter: QPainter, whole: QRectF) -> None:
        """The shadow of a low card, drawn once, with its middle stretched: it is the same all the way down."""
        end = whole.height() - _SHADOW_END
        for top, height, taken_at, taken in (
            (0.0, _SHADOW_END, 0.0, _SHADOW_END),
            (_SHADOW_END, end - _SHADOW_END, _SHADOW_END, 1.0),
            (end, _SHADOW_END, _SHADOW_END + 1.0, _SHADOW_END),
        ):
            painter.save()
            painter.setClipRect(QRectF(0, top, whole.width(), height))
            painter.translate(0, top)
            painter.scale(1, height / taken)
            painter.translate(0, -taken_at)
            low = QRectF(0, 0, whole.width(), 2 * _SHADOW_END + 1)
            self._shadow.show(painter, low, None, (), self, _paint_low_shadow)
            painter.restore()

    def _paint_refused(self, painter: QPainter, box: QRectF, content: CardContent) -> None:
        y = box.top() + _GAP
        paint_glyph(painter, "lock", QRectF(box.left() + _INSET, y + 2, _GLYPH, _GLYPH), themes.current())
        painter.setFont(_note())
        painter.setPen(themes.current().ink)
        for text in _wrapped(content.refused, _note(), _text_width(_GLYPH + 6)):
            _write(painter, QRectF(box.left() + _INSET + _GLYPH + 6, y, box.width(), _LINE), text)
            y += _LINE

    def _paint_content(self, painter: QPainter, box: QRectF, content: CardContent) -> None:
        theme, y = themes.current(), box.top() + _GAP
        painter.setPen(theme.ink)
        painter.setFont(themes.font("title"))
        for text in _wrapped(content.title, themes.font("title"), _text_width(0)):
            _write(painter, QRectF(box.left() + _INSET, y, _text_width(0), _LINE), text)
            y += _LINE
        y += _GAP
        self._rule(painter, box, y, full=True)
        if content.rows:
            y = self._paint_rows(painter, box, y, content.rows)
        if content.lines:
            if content.rows:
                self._rule(painter, box, y, full=True)
            y = self._paint_lines(painter, box, y + _GAP, content.lines)
        if content.foot:
            foot = QRectF(box.left(), box.bottom() - _FOOT, box.width(), _FOOT)
            painter.fillRect(foot, theme.head)
            painter.setPen(theme.ink2)
            painter.setFont(_note())
            _write(painter, foot.adjusted(_INSET, 0, -_INSET, 0), content.foot)

    def _rule(self, painter: QPainter, box: QRectF, y: float, *, full: bool) -> None:
        inset = 0 if full else _INSET
        painter.fillRect(QRectF(box.left() + inset, y, box.width() - 2 * inset, 1), themes.current().line)

    def _paint_rows(self, painter: QPainter, box: QRectF, y: float, rows: Iterable[CardRow]) -> float:
        theme = themes.current()
        plain, strong = _note(), QFont(_note())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(plain)
        painter.setPen(theme.ink2)
        self._figures(painter, box, y + 2, ("now", "then", "change"), (plain, plain, plain))
        y += _HEAD
        for row in rows:
            if row.rule_above:
                self._rule(painter, box, y, full=False)
                y += 2
            painter.setFont(plain)
            painter.setPen(theme.ink)
            _write(painter, QRectF(box.left() + _INSET, y, _text_width(sum(_COLUMNS)), _ROW), row.label)
            self._figures(painter, box, y, (row.now, row.then, row.change), (plain, strong, plain))
            y += _ROW
        return y + _GAP

    def _figures(
        self, painter: QPainter, box: QRectF, y: float, texts: tuple[str, ...], fonts: tuple[QFont, ...]
    ) -> None:
        """Right-aligned in their columns; the figure now in the ink of old values."""
        theme, right = themes.current(), box.right() - _INSET
        inks = (theme.ink2, theme.ink, theme.ink)
        for text, width, font, ink in reversed(list(zip(texts, _COLUMNS, fonts, inks, strict=True))):
            painter.setFont(font)
            painter.setPen(ink)
            place = QRectF(right - width, y, width, _ROW)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            right -= width

    def _paint_lines(self, painter: QPainter, box: QRectF, y: float, lines: Iterable[CardLine]) -> float:
        theme = themes.current()
        for line in lines:
            left = box.left() + _INSET
            if line.glyph in WORDS:
                paint_glyph(painter, line.glyph, QRectF(left, y + 2, _GLYPH, _GLYPH), theme)
            left += _GLYPH + 8
            painter.setPen(theme.ink)
            painter.setFont(themes.font("head"))
            _write(painter, QRectF(left, y, _lead_width(line), _LINE), line.lead)
            left += _lead_width(line)
            painter.setFont(_note())
            for text in self._line_texts(line):
                _write(painter, QRectF(left, y, box.right() - left, _LINE), text)
                y += _LINE
        return y


def _paint_low_shadow(painter: QPainter, whole: QRectF) -> None:
    box = whole.adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(themes.current().with_alpha("shadow", 1 / _SHADOW))
    for spread in range(_SHADOW, 0, -1):
        painter.drawRoundedRect(box.adjusted(-spread, -spread + 2, spread, spread), 4, 4)


def _note() -> QFont:
    return themes.font("note")


def _text_width(taken: float) -> float:
    return CARD_WIDTH - 2 * _INSET - taken


def _lead_width(line: CardLine) -> float:
    if not line.lead:
        return 0.0
    return QFontMetricsF(themes.font("head")).horizontalAdvance(line.lead) + 6


def _write(painter: QPainter, place: QRectF, text: str) -> None:
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(place, flags, text)


@lru_cache(maxsize=256)
def _wrapped(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """The text broken at spaces into lines no wider than `width` px; one empty line for no text."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start: int = line.textStart()
        lines.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines) or ("",)
