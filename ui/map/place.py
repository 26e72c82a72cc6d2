"""Where a card stands beside the pointer so that it hides as little as it can of what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize

FROM_CURSOR = 16
_CELL = 4
"""Px that ground is told to."""
_STEP = 24
"""Px between the places looked at where none beside the pointer will do."""
_NEVER, _NEAR = 1_000, 40
"""What a px² of what should never be hidden counts, and a px away from the pointer, in px² of what may be hidden."""

Whole = NDArray[np.int64]


class Ground:
    """Some ground of a widget: how much of it any card would hide, summed once so that many can be asked about."""

    def __init__(self, rects: Iterable[QRect], size: QSize) -> None:
        """`rects` in the widget's px, `size` the widget's own."""
        cells = np.zeros((-(-size.height() // _CELL), -(-size.width() // _CELL)), dtype=np.int64)
        for rect in rects:
            left, top = max(0, rect.left() // _CELL), max(0, rect.top() // _CELL)
            right, bottom = -(-(rect.right() + 1) // _CELL), -(-(rect.bottom() + 1) // _CELL)
            cells[top : max(top, bottom), left : max(left, right)] = 1
        self._sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int64)
        self._sums[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)

    def hidden(self, lefts: Whole, tops: Whole, size: QSize) -> Whole:
        """Px² hidden by a card of that size at each corner."""
        rows, across = self._sums.shape[0] - 1, self._sums.shape[1] - 1
        left, top = np.clip(lefts // _CELL, 0, across), np.clip(tops // _CELL, 0, rows)
        right = np.clip(-(-(lefts + size.width()) // _CELL), 0, across)
        bottom = np.clip(-(-(tops + size.height()) // _CELL), 0, rows)
        sums = self._sums
        found: Whole = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return found * _CELL * _CELL


def best_place(
    size: QSize, cursor: QPoint, bounds: QRect, keep_clear: Sequence[Ground], never: Sequence[Ground] = ()
) -> QPoint:
    """Where the card's corner goes: in bounds, off the pointer, hiding least of `keep_clear` and nothing of `never`.

    All in one widget's px. The quarter below and right of the pointer wins a tie, as where people look for it. Where
    each of the four quarters would hide some of `never`, the card stands farther off, if that helps.
    """
    beside = _beside(size, cursor, bounds)
    cost, never_hidden = _costs(*beside, size, cursor, keep_clear, never)
    best = int(cost.argmin())  # the first of the best: in the order of the quarters
    if never_hidden[best]:
        anywhere = _grid(size, bounds)
        lefts, tops = (np.concatenate((near[best : best + 1], far)) for near, far in zip(beside, anywhere, strict=True))
        best = int(_costs(lefts, tops, size, cursor, keep_clear, never)[0].argmin())
        return QPoint(int(lefts[best]), int(tops[best]))
    return QPoint(int(beside[0][best]), int(beside[1][best]))


def _beside(size: QSize, cursor: QPoint, bounds: QRect) -> tuple[Whole, Whole]:
    """The quarters about the pointer, each pushed back into bounds."""
    right, below = cursor.x() + FROM_CURSOR, cursor.y() + FROM_CURSOR
    left, above = cursor.x() - FROM_CURSOR - size.width(), cursor.y() - FROM_CURSOR - size.height()
    lefts, tops = np.array([right, right, left, left]), np.array([below, above, below, above])
    most = bounds.right() + 1 - size.width(), bounds.bottom() + 1 - size.height()
    return np.maximum(bounds.left(), np.minimum(lefts, most[0])), np.maximum(bounds.top(), np.minimum(tops, most[1]))


def _grid(size: QSize, bounds: QRect) -> tuple[Whole, Whole]:
    """Places all over the bounds, the far edges among them."""
    rights = max(bounds.left(), bounds.right() + 1 - size.width())
    downs = max(bounds.top(), bounds.bottom() + 1 - size.height())
    across, down = np.meshgrid(
        [*range(bounds.left(), rights, _STEP), rights], [*range(bounds.top(), downs, _STEP), downs]
    )
    return across.ravel(), down.ravel()


def _costs(
    lefts: Whole, tops: Whole, size: QSize, cursor: QPoint, keep_clear: Sequence[Ground], never: Sequence[Ground]
) -> tuple[Whole, Whole]:
    """What each place costs, and how much it hides of what never should be: the pointer counts as that too."""
    across = _outside(lefts, size.width(), cursor.x())
    down = _outside(tops, size.height(), cursor.y())
    hidden = np.zeros(len(lefts), dtype=np.int64)
    # A card under the pointer hides the very thing being pointed at.
    never_hidden = np.where((across == 0) & (down == 0), size.width() * size.height(), 0)
    for ground in keep_clear:
        hidden = hidden + ground.hidden(lefts, tops, size)
    for ground in never:
        never_hidden = never_hidden + ground.hidden(lefts, tops, size)
    far = np.maximum(0, across + down - 2 * FROM_CURSOR)
    return hidden + _NEVER * never_hidden + _NEAR * far, never_hidden


def _outside(starts: Whole, length: int, at: int) -> Whole:
    """Px between a point and each stretch that begins there; 0 inside one."""
    return np.maximum(0, np.maximum(starts - at, at - (starts + length - 1)))
