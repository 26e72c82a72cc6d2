"""Where a card stands beside the pointer so that it hides as little as it can of what it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

FROM_CURSOR = 16
_STEP = 24
"""Px between the places looked at where none beside the pointer will do."""
_NEVER, _NEAR = 1_000, 40
"""What a px² of what should never be hidden counts, and a px away from the pointer, in px² of what may be hidden."""

Ground = Sequence[QRect]
"""Ground as rectangles that do not overlap."""


def best_place(size: QSize, cursor: QPoint, bounds: QRect, keep_clear: Ground, never: Ground = ()) -> QPoint:
    """Where the card's corner goes: in bounds, off the pointer, hiding least of `keep_clear` and nothing of `never`.

    All in one widget's px. The quarter below and right of the pointer wins a tie, as where people look for it. Where
    each of the four quarters would hide some of `never`, the card stands farther off, if that helps.
    """
    beside = [QRect(place, size) for place in _beside(size, cursor, bounds)]
    # The first of the best: min keeps to the order of the quarters.
    best = min(beside, key=lambda card: _cost(card, cursor, keep_clear, never))
    if not best.contains(cursor) and not _hidden(best, never):
        return best.topLeft()
    anywhere = [QRect(place, size) for place in _grid(size, bounds)]
    return min([best, *anywhere], key=lambda card: _cost(card, cursor, keep_clear, never)).topLeft()


def _beside(size: QSize, cursor: QPoint, bounds: QRect) -> Iterator[QPoint]:
    """The quarters about the pointer, each pushed back into bounds."""
    for right, below in ((True, True), (True, False), (False, True), (False, False)):
        x = cursor.x() + FROM_CURSOR if right else cursor.x() - FROM_CURSOR - size.width()
        y = cursor.y() + FROM_CURSOR if below else cursor.y() - FROM_CURSOR - size.height()
        yield QPoint(
            max(bounds.left(), min(x, bounds.right() + 1 - size.width())),
            max(bounds.top(), min(y, bounds.bottom() + 1 - size.height())),
        )


def _grid(size: QSize, bounds: QRect) -> Iterator[QPoint]:
    """Places all over the bounds, the far edges among them."""
    rights = max(bounds.left(), bounds.right() + 1 - size.width())
    downs = max(bounds.top(), bounds.bottom() + 1 - size.height())
    for x in (*range(bounds.left(), rights, _STEP), rights):
        for y in (*range(bounds.top(), downs, _STEP), downs):
            yield QPoint(x, y)


def _cost(card: QRect, cursor: QPoint, keep_clear: Ground, never: Ground) -> int:
    hidden = _hidden(card, keep_clear) + _NEVER * _hidden(card, never)
    if card.contains(cursor):
        # A card under the pointer hides the very thing being pointed at.
        hidden += _NEVER * card.width() * card.height()
    return hidden + _NEAR * max(0, _apart(card, cursor) - 2 * FROM_CURSOR)


def _apart(card: QRect, at: QPoint) -> int:
    """Px between the card and a point, across and down together."""
    across = max(card.left() - at.x(), at.x() - card.right(), 0)
    return across + max(card.top() - at.y(), at.y() - card.bottom(), 0)


def _hidden(card: QRect, ground: Ground) -> int:
    parts = (card.intersected(rect) for rect in ground)
    return sum(part.width() * part.height() for part in parts if part.isValid())
