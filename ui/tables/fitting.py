"""How wide the columns of a table are: figures never cut, words whole as far as there is room."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QFontMetrics

from planner.views.columns import PASSING, Column, never, nothing
from ui.tables.grid import ARROW, GLYPH, Grid, Room
from ui.tables.totals import TotalsLine
from ui.theme import font

LEAST_WORD, TIGHT_WORD, MOST_WORD = 48, 84, 190
"""Px that a column of words keeps at the very least, in a tight table, and while columns that can go are there."""
_SHARES = (0.97, 0.9)
"""Shares of the rows whose words are read whole, given up one after the other where room is short."""


class Fitting:
    """Measures the columns of one view, and shares its room among them."""

    def __init__(self, view: Grid) -> None:
        self._view = view
        self._wanted: dict[tuple[Room, int], int] = {}
        self._fitting: dict[tuple[Room, int], tuple[int, ...]] = {}
        self._advances: dict[tuple[int, bool], dict[str, int]] = {}
        self._totals: Sequence[TotalsLine] = ()
        self._counted: dict[tuple[int, bool, int], Mapping[tuple[bool, str, int], int]] = {}

    def forget(self) -> None:
        """Measure anew when next asked."""
        self._wanted.clear()
        self._counted.clear()

    def set_totals(self, totals: Sequence[TotalsLine]) -> None:
        """Lines that stand under the columns and have to fit as well."""
        if totals != self._totals:
            self._totals = totals
            self.forget()

    def wanted(self, at: int) -> int:
        """Px that a column takes when nothing in it is cut."""
        if (self._view.room, at) not in self._wanted:
            self._measure(at)
        return self._wanted[self._view.room, at]

    def is_words(self, at: int) -> bool:
        """Whether the column is one of words that may shrink."""
        column = self._view.rows_model.columns[at]
        return not column.is_number and column.outcome is None and column.drop == 0

    def least(self, columns: Sequence[int]) -> int:
        """Px that these columns take when nearly nothing in them is cut."""
        return sum(self._least(at, 0) for at in columns)

    def fit(self, shown: list[int], may_go: Callable[[int], bool], room: int) -> dict[int, int]:
        """The width of each column that stays: those that can go do, then words shrink."""
        columns = self._view.rows_model.columns
        shown = list(shown)
        going = sorted((i for i in shown if columns[i].drop and may_go(i)), key=lambda i: columns[i].drop)
        while going and self._room_of(shown, columns[going[-1]]) > room:
            shown.remove(going.pop())
        widths = {i: self.wanted(i) for i in shown}
        words = [i for i in shown if self.is_words(i)]
        spare = room - sum(widths.values())
        for level in range(len(_SHARES) + 1):
            for i in reversed(words):
                taken = min(max(0, widths[i] - self._least(i, level)), max(0, -spare))
                widths[i] -= taken
                spare += taken
        if spare > 0:
            each = spare // len(widths)
            widths = {i: width + each for i, width in widths.items()}
            widths[words[0] if words else shown[0]] += spare - each * len(widths)
        return widths

    def _room_of(self, shown: Sequence[int], last: Column[Any]) -> int:
        """Px these columns have to have before the last of them goes.

        A tight table would rather cut a long name, which its tip says whole, than be without a column it needs.
        """
        is_needed = self._view.is_tight and last.drop < PASSING
        return sum(self._least(i, len(_SHARES) if is_needed else 0) for i in shown)

    def _least(self, at: int, level: int) -> int:
        wanted = self.wanted(at)
        if not self.is_words(at):
            return wanted
        if level < len(_SHARES):
            return min(wanted, MOST_WORD, self._fitting[self._view.room, at][level])
        return min(wanted, TIGHT_WORD if self._view.is_tight else LEAST_WORD)

    def _measure(self, at: int) -> None:
        view = self._view
        column, rows = view.rows_model.columns[at], view.rows_model.rows
        head = QFontMetrics(font("head"))
        least = max(head.horizontalAdvance(line) for line in view.head_of(at).split("\n"))
        if not self.is_words(at) or self._is_hemmed_in(at):
            least = max(least, *(self._total(at, line) for line in self._totals), 0)
        widths = sorted((self._advance(at, *key[:2]) + key[2], n) for key, n in self._texts(at, column).items())
        count = sum(n for _, n in widths)
        more = view.left_inset(column) + view.right_inset(column) + 1
        if rows and view.is_chooser(rows[0], column):
            more += ARROW
        wanted = max(least, widths[-1][0] if widths else 0) + more
        self._wanted[view.room, at] = max(wanted, view.horizontalHeader().minimumSectionSize())
        self._fitting[view.room, at] = tuple(
            max(least, _reaching(widths, math.ceil(share * count))) + more for share in _SHARES
        )

    def _is_hemmed_in(self, at: int) -> bool:
        """Whether the next column has a total of its own, so that this one's cannot run over it."""
        columns = self._view.rows_model.columns
        return at + 1 < len(columns) and any(line.texts.get(columns[at + 1].key, "") for line in self._totals)

    def _total(self, at: int, line: TotalsLine) -> int:
        key, is_tight = self._view.rows_model.columns[at].key, self._view.is_tight
        before = GLYPH + self._view.gap if line.sign(key, is_tight) else 0
        return before + self._advance(at, True, line.read(key, is_tight))

    def _texts(self, at: int, column: Column[Any]) -> Mapping[tuple[bool, str, int], int]:
        """How many rows have each (semibold, text, px before it). Counted once for the rooms that show them alike."""
        view, has_glyph = self._view, column.outcome is not None or column.sign is not nothing
        form = (at, view.is_tight and column.short is not None, view.gap if has_glyph else 0)
        if form not in self._counted or view.can_fold:
            self._counted[form] = self._count_texts(at, column)
        return self._counted[form]

    def _count_texts(self, at: int, column: Column[Any]) -> Mapping[tuple[bool, str, int], int]:
        view = self._view
        rows, lead = view.rows_model.rows, view.lead
        rows = rows[: column.measured] if column.measured else rows
        read = column.short if view.is_tight and column.short is not None else column.text
        if column.sign is nothing and not (view.can_fold and at == 0):
            before, strong = lead(column, rows[0], at == 0) if rows else 0, column.is_strong is not never
            return {(strong, text, before): n for text, n in Counter(map(read, rows)).items()}
        return Counter((column.is_strong(row), read(row), lead(column, row, at == 0)) for row in rows)

    def _advance(self, at: int, strong: bool, text: str) -> int:
        """The width of a text; remembered, since most cells stay as they are from change to change."""
        known = self._advances.setdefault((at, strong), {})
        if text not in known:
            known[text] = QFontMetrics(font("strong" if strong else "body")).horizontalAdvance(text)
        return known[text]


def _reaching(widths: Sequence[tuple[int, int]], count: int) -> int:
    """The width that is enough for that many rows, of (width, rows) from narrow to wide."""
    for width, rows in widths:
        count -= rows
        if count <= 0:
            return width
    return 0
