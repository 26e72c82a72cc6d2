"""Things drawn once as small pictures and shown again until they differ: a drag paints much that has not changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme as themes


class Pictures:
    """Pictures of frozen values, kept by the identity of the value, the state it is drawn in, size and theme."""

    def __init__(self, most: int, *, see_through: bool = False) -> None:
        """Keeps at most `most`. `see_through`: what is drawn does not fill its box."""
        self._most, self._see_through = most, see_through
        # The value kept beside its picture keeps its id its own.
        self._kept: dict[Hashable, tuple[object, QPixmap]] = {}

    def show(
        self,
        painter: QPainter,
        place: QRectF,
        value: object,
        state: Hashable,
        widget: QWidget,
        draw: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Put the picture at `place`; `draw` makes it, in a box of the same size at the origin, where none is kept."""
        painter.drawPixmap(place.topLeft(), self.keep(place.size(), value, state, widget, draw))

    def keep(
        self,
        size: QSizeF,
        value: object,
        state: Hashable,
        widget: QWidget,
        draw: Callable[[QPainter, QRectF], None],
    ) -> QPixmap:
        """The picture of that size, made now where none is kept."""
        ratio = widget.devicePixelRatioF()
        key = (id(value), state, size.width(), size.height(), ratio, id(themes.current()))
        kept = self._kept.get(key)
        if kept is None or kept[0] is not value:
            if len(self._kept) >= self._most:
                self._kept.clear()
            kept = self._kept[key] = (value, self._made(size, ratio, draw))
        return kept[1]

    def _made(self, size: QSizeF, ratio: float, draw: Callable[[QPainter, QRectF], None]) -> QPixmap:
        picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        if self._see_through:
            picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        return picture
