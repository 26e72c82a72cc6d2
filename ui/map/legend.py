"""What the map's signs mean: a panel at the map's bottom left, or, where room is short, a pop-up of a "Key" button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme as themes
from ui.glyphs import paint_glyph
from ui.map import style as looks
from ui.map.layers import paint_changed, paint_differing, paint_hatch
from ui.pictures import Pictures

LEGEND_WIDTH = 184
_INSET, _ROW, _SIGN = 8, 18, 22
_MARGIN = 8
_ENTRIES: tuple[tuple[str, str], ...] = (
    ("bcu", "BCU edge"),
    ("borough", "Borough edge"),
    ("dot", "Ward: minimum met"),
    ("at_risk", "met in posts, not effect"),
    ("not_met", "below the minimum"),
    ("ring", "Ward: incomplete"),
    ("lock", "Locked"),
    ("city", "City: own police force"),
    ("differs", "would change its BCU"),
    ("changed", "Ward: posts would change"),
)
_WITHOUT_DOTS = ("dot", "ring")


class Legend(QWidget):
    """The key to the map. Not compact: a child at the bottom left of its parent. Compact: a pop-up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._compact = False
        self._dots = True
        self._incomplete = False
        self._differing = self._changed = False
        self._home = parent
        self._picture = Pictures(1)
        self.setAccessibleName("Key to the map")
        self._say()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(self.sizeHint())
        themes.notifier.changed.connect(self.update)

    def set_compact(self, compact: bool) -> None:
        """Take the panel off the map, to be shown by `pop_up`; or put it back."""
        if compact == self._compact:
            return
        self._compact = compact
        self.setParent(self._home, Qt.WindowType.Popup if compact else Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not compact)
        if not compact:
            self.place()
            self.show()

    @property
    def compact(self) -> bool:
        """True when the key is a pop-up."""
        return self._compact

    def set_shown(self, *, dots: bool, incomplete: bool, differing: bool = False, changed: bool = False) -> None:
        """Say what the map shows now: ward dots or not, and whether any ward's minimum cannot be told yet.

        `differing` is for a whole map shown as it would be, `changed` for wards whose posts would change.
        """
        self._dots, self._incomplete, self._differing, self._changed = dots, incomplete, differing, changed
        self._say()
        self.resize(self.sizeHint())
        if not self._compact:
            self.place()
        self.update()

    def pop_up(self, at: QPoint) -> None:
        """Show the key with its top left corner at a place on the screen. For when it is compact."""
        self.move(at)
        self.show()

    def place(self) -> None:
        """Go to the bottom left of the parent; call when the parent changes size."""
        self.move(_MARGIN, self._home.height() - self.height() - _MARGIN)

    def entries(self) -> tuple[tuple[str, str], ...]:
        """The signs shown and their words, from the top."""
        hidden = set() if self._dots else set(_WITHOUT_DOTS)
        if not self._incomplete:
            hidden.add("ring")
        if not self._differing:
            hidden.add("differs")
        if not self._changed:
            hidden.add("changed")
        return tuple(entry for entry in _ENTRIES if entry[0] not in hidden)

    def _say(self) -> None:
        self.setAccessibleDescription("; ".join(words for _, words in self.entries()))

    def sizeHint(self) -> QSize:
        """As high as its entries."""
        return QSize(LEGEND_WIDTH, _ROW * len(self.entries()) + 2 * _INSET - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel as drawn last: the map paints under it at every step of a drag."""
        painter = QPainter(self)
        self._picture.show(painter, QRectF(self.rect()), self._home, self.entries(), self, self._paint)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        """Ground, then one row to a sign."""
        theme = themes.current()
        painter.fillRect(box, theme.panel)
        painter.setPen(QPen(theme.line, 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = float(_INSET - 2)
        for sign, words in self.entries():
            self._paint_sign(painter, sign, QRectF(_INSET, y, _SIGN, _ROW))
            painter.setPen(theme.ink)
            painter.setFont(themes.font("note"))
            words_at = QRectF(_INSET + _SIGN + 6, y, self.width(), _ROW)
            painter.drawText(words_at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
            y += _ROW

    def _paint_sign(self, painter: QPainter, sign: str, place: QRectF) -> None:
        theme, middle = themes.current(), place.center()
        drawn: dict[str, Callable[[], None]] = {
            "bcu": lambda: self._line(painter, place, QPen(theme.bcu_edge, looks.BCU_EDGE)),
            "borough": lambda: self._line(painter, place, QPen(theme.borough_edge, looks.BOROUGH_EDGE)),
            "dot": lambda: self._dot(painter, middle, filled=True),
            "ring": lambda: self._dot(painter, middle, filled=False),
            "city": lambda: self._city(painter, middle),
            "differs": lambda: self._differs(painter, middle),
            "changed": lambda: self._ward_changed(painter, middle),
        }
        if sign in drawn:
            drawn[sign]()
        else:
            paint_glyph(painter, sign, QRectF(middle.x() - 6, middle.y() - 6, 12, 12), theme)

    def _line(self, painter: QPainter, place: QRectF, pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawLine(QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()))

    def _dot(self, painter: QPainter, middle: QPointF, *, filled: bool) -> None:
        theme, r = themes.current(), looks.WARD_DOT_RADIUS
        painter.setPen(QPen(theme.ward_dot, 1.0) if not filled else Qt.PenStyle.NoPen)
        painter.setBrush(theme.ward_dot if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, r, r)

    def _ward_changed(self, painter: QPainter, middle: QPointF) -> None:
        paint_changed(painter, [middle], themes.current())
        self._dot(painter, middle, filled=True)

    def _differs(self, painter: QPainter, middle: QPointF) -> None:
        theme, box = themes.current(), QRectF(middle.x() - 7, middle.y() - 7, 14, 14)
        paint_differing(painter, box, theme)
        painter.setPen(QPen(theme.bcu_edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _city(self, painter: QPainter, middle: QPointF) -> None:
        theme = themes.current()
        box = QRectF(middle.x() - 7, middle.y() - 7, 14, 14)
        painter.fillRect(box, theme.city)
        paint_hatch(painter, box, theme)
        painter.setPen(QPen(theme.bcu_edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
