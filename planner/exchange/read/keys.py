"""Which thing a row is about: by code first, else by name. An unsure match is a problem that asks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.area.types import Area
from planner.exchange.columns import Column, InputTable
from planner.exchange.problems import Reason
from planner.exchange.read.cells import Raw
from planner.exchange.read.choices import fixed_choices
from planner.exchange.read.found import Known
from planner.exchange.read.values import Spec, Wrong, as_text, read_value
from planner.words.names import Match, listing, match_borough, normalise
from planner.words.numbers import quoted, tidy

_WARD_CODE = re.compile(r"E05[0-9]{6}|00[A-Z]{4}", re.IGNORECASE)
"""Codes of wards of any date: nine characters since 2011, six before."""
_WARD_SUFFIX = re.compile(r" wards?$")
_LIKENESS = 0.75
_MOST_OF_NAME = 200
_MOST_HINTS = 300
_TOTAL = re.compile(
    r"(?:grand |sub ?|over)?totals?\b.*|.*\btotals?|sum|all (?:wards|boroughs|bcus)|all|london|force ?wide"
)


class Unmatched(Exception):
    """The row names nothing sure. `column` is the key of the column at fault; `text` is a sentence without place."""

    def __init__(
        self, column: str, text: str, *, reason: Reason = Reason.ROW, allowed: str = "", hint: str = ""
    ) -> None:
        super().__init__(text)
        self.column, self.text, self.reason, self.allowed, self.hint = column, text, reason, allowed, hint


class OtherVintage(Exception):
    """The row's ward code has the form of one, and is none of this area. `hint` says whom the name means, if sure."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint)
        self.hint = hint


class OtherForce(Exception):
    """The row is the City of London's, which has its own force."""


@dataclass(frozen=True)
class KeyCells:
    """The cells of a row that name it, by column key; only columns that are on the sheet."""

    cells: Mapping[str, Raw]

    def text(self, key: str) -> str:
        """A cell as text, without the spaces around it; no more of it than any name has."""
        return tidy(as_text(self.cells.get(key))[:_MOST_OF_NAME])

    def is_total(self, columns: Sequence[Column]) -> bool:
        """Whether the first thing the row says, in columns that name it, is that it is a total."""
        first = next((self.text(c.key) for c in columns if self.text(c.key)), "")
        return bool(_TOTAL.fullmatch(normalise(first)))


class Keys:
    """Finds what rows of the plan's tables mean. Raises Unmatched, OtherVintage or OtherForce."""

    def __init__(self, known: Known) -> None:
        self._area = known.area
        self._names = known.names
        self._settings = known.units
        self._boroughs = {b.code: b.name for b in known.area.boroughs}
        self._matched: dict[str, Match] = {}
        self._hints_left = _MOST_HINTS
        self._wards: dict[tuple[str, str], list[str]] = {}
        for ward in known.area.wards:
            self._wards.setdefault((ward.borough, _ward_name(ward.name)), []).append(ward.code)
        self._by_name: dict[str, list[str]] = {}
        for id_, name in known.names.items():
            self._by_name.setdefault(normalise(name), []).append(id_)

    def _match(self, text: str) -> Match:
        """The borough a text means, remembered: a list by ward or post says each name many times."""
        if text not in self._matched:
            found = self._matched[text] = match_borough(text, self._boroughs, near=self._hints_left > 0)
            self._hints_left -= found.code is None
        return self._matched[text]

    def _near(self, text: str, known: Sequence[str]) -> list[str]:
        """The two likest of what is known; none once so many were asked for that nobody would follow them."""
        self._hints_left -= 1
        return difflib.get_close_matches(text, known, 2, _LIKENESS) if self._hints_left >= 0 else []

    def find(self, table: InputTable, cells: KeyCells, number: int) -> tuple[str, ...]:
        """The key of a row; `number` is its place in the table, from 1, for rows that are only counted."""
        return tuple(self._part(table, column, cells, number) for column in table.keys)

    def _part(self, table: InputTable, column: Column, cells: KeyCells, number: int) -> str:
        if column.key == "borough":
            return self._borough(cells)
        if column.key == "ward":
            return self._ward(cells)
        if column.key == "slot":
            return self._slot(column, cells, number, is_alone=len(table.keys) == 1)
        if column.key == "assumption":
            return self._assumption(cells)
        if column.key == "setting":
            return self._setting(table, cells)
        if column.key == "target":
            return cells.text("target")
        return self._choice(column, cells)

    def _slot(self, column: Column, cells: KeyCells, number: int, *, is_alone: bool) -> str:
        if is_alone and not cells.text("slot"):
            return str(number)
        return str(self._typed(Spec(column.reads, column.heading, low=1), column, cells))

    def _choice(self, column: Column, cells: KeyCells) -> str:
        return str(
            self._typed(Spec(column.reads, column.heading, choices=fixed_choices(column.choices)), column, cells)
        )

    def _typed(self, spec: Spec, column: Column, cells: KeyCells) -> object:
        try:
            return read_value(cells.cells.get(column.key), spec)
        except Wrong as wrong:
            raise Unmatched(
                column.key, wrong.text, reason=wrong.reason, allowed=wrong.allowed, hint=wrong.hint
            ) from None

    def _borough(self, cells: KeyCells) -> str:
        code, name = cells.text("borough"), cells.text("borough_name")
        found = self._borough_of(code, "borough") if code else self._borough_of(name, "borough_name")
        if code and name:
            other = self._match(name).code
            if other is not None and other != found:
                raise Unmatched(
                    "borough",
                    f"the code {quoted(code)} is {self._boroughs[found]}’s, and the row says {quoted(name)}",
                    hint="Put right whichever is wrong: a list sorted in one column only looks like this.",
                )
        if not self._area.borough_by_code[found].policed:
            raise OtherForce
        return found

    def _borough_of(self, text: str, column: str) -> str:
        if not text:
            raise Unmatched(column, "the row names no borough", hint="Write the borough’s code or name.")
        match = self._match(text)
        if match.code is None:
            names = [quoted(self._boroughs[c]) for c in match.candidates]
            raise Unmatched(
                column,
                f"{quoted(text)} is not sure to be a borough" if names else f"{quoted(text)} is not a borough",
                allowed=f"the code or name of a borough of {self._area.name}",
                hint=f"Did you mean {_either(names)}?" if names else "",
            )
        return match.code

    def _ward(self, cells: KeyCells) -> str:
        code, name = cells.text("ward"), cells.text("ward_name")
        if not code:
            return self._named_ward(name, cells.text("borough_name"))
        known = code.upper()
        if known in self._area.ward_index:
            self._check_ward(known, name, cells.text("borough_name"))
            return known
        if _WARD_CODE.fullmatch(code):
            home = self._match(cells.text("borough_name")).code or ""
            codes = self._wards.get((home, _ward_name(name)), [])
            raise OtherVintage(f"The row says {self._words(codes[0])}." if len(codes) == 1 else "")
        return self._named_in_code(code, cells)

    def _named_in_code(self, code: str, cells: KeyCells) -> str:
        """What stands under the code is no code: a name, where it is sure, else nothing."""
        near = self._near(code.upper(), self._area.ward_codes)
        home = self._match(cells.text("borough_name")).code
        codes = self._wards.get((home or "", _ward_name(code)), [])
        if len(codes) == 1:
            return codes[0]
        raise Unmatched(
            "ward",
            f"{quoted(code)} is not the code of a ward",
            allowed=f"the code of a ward of {self._area.name}",
            hint=f"Did you mean {_either([self._words(c) for c in near])}?" if near else "",
        )

    def _check_ward(self, code: str, name: str, borough: str) -> None:
        """A code and a name that are two wards' are a problem; a name nobody knows is only a name."""
        own = self._area.wards[self._area.ward_index[code]]
        home = self._match(borough).code or own.borough
        if not name or (_ward_name(name) == _ward_name(own.name) and home == own.borough):
            return
        others = self._wards.get((home, _ward_name(name)), [])
        if others and others != [code]:
            raise Unmatched(
                "ward",
                f"the code {quoted(code)} is {self._words(code)}, and the row says {quoted(name)}",
                hint="Put right whichever is wrong: a list sorted in one column only looks like this.",
            )

    def _named_ward(self, name: str, borough: str) -> str:
        if not name:
            raise Unmatched("ward", "the row names no ward", hint="Write the ward’s code, or its name and borough.")
        if not borough:
            homes = sorted(b for b, ward in self._wards if ward == _ward_name(name))
            hint = f"There is one in {listing([self._boroughs[b] for b in homes[:4]])}." if homes else ""
            raise Unmatched("ward_name", f"{quoted(name)} stands without its borough, and ward names repeat", hint=hint)
        home = self._borough_of(borough, "borough_name")
        codes = self._wards.get((home, _ward_name(name)), [])
        if len(codes) == 1:
            return codes[0]
        names = {ward: found[0] for (b, ward), found in self._wards.items() if b == home}
        near = self._near(_ward_name(name), list(names))
        raise Unmatched(
            "ward_name",
            f"{quoted(name)} is not a ward of {self._boroughs[home]}",
            allowed=f"a ward of {self._boroughs[home]}, by name or code",
            hint=f"Did you mean {_either([self._words(names[n]) for n in near])}?" if near else "",
        )

    def _words(self, code: str) -> str:
        ward = self._area.wards[self._area.ward_index[code]]
        return f"{quoted(ward.name)}, {self._boroughs[ward.borough]} ({code})"

    def _assumption(self, cells: KeyCells) -> str:
        id_, name = cells.text("assumption"), cells.text("name")
        if id_:
            return self._known_id(id_, "assumption", list(self._names), "an assumption of the plan")
        found = self._by_name.get(normalise(name), [])
        if len(found) == 1:
            return found[0]
        if not name:
            raise Unmatched("assumption", "the row names no assumption", hint="Write its id.")
        near = self._near(normalise(name), list(self._by_name))
        ids = [quoted(self._by_name[n][0]) for n in near]
        raise Unmatched(
            "name",
            f"{quoted(name)} is not the name of one assumption",
            hint=f"Did you mean {_either(ids)}? Write its id." if ids else "Write its id.",
        )

    def _setting(self, table: InputTable, cells: KeyCells) -> str:
        id_ = cells.text("setting")
        if not id_:
            raise Unmatched("setting", "the row names no setting", hint="Write one such as W1.minimum.")
        return self._known_id(id_, "setting", list(self._settings.get(table.name, ())), "a rule setting")

    def _known_id(self, text: str, column: str, ids: Sequence[str], what: str) -> str:
        folded = {id_.casefold(): id_ for id_ in ids}
        if not ids or text.casefold() in folded:
            return folded.get(text.casefold(), text)
        near = self._near(text.casefold(), list(folded))
        hint = f"Did you mean {_either([quoted(folded[n]) for n in near])}?" if near else ""
        raise Unmatched(column, f"{quoted(text)} is not {what}", allowed=f"the id of {what}", hint=hint)


def vintage_words(area: Area, count: int, first: str, sheet: str) -> str:
    """One sentence for all the wards of another date."""
    rows = "One ward code" if count == 1 else f"{count:,} ward codes"
    are = "is" if count == 1 else "are"
    return (
        f"{rows} on {sheet} {are} of wards of another date (the first is {quoted(first)}); this plan is over "
        f"{area.name}. Nothing of {'that row' if count == 1 else 'those rows'} is taken; the plan keeps what it has."
    )


@lru_cache(maxsize=10_000)
def _ward_name(name: str) -> str:
    return _WARD_SUFFIX.sub("", normalise(name))


def _either(words: Sequence[str]) -> str:
    return " or ".join(words)
