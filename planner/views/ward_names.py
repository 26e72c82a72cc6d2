"""Finding the ward that a row of somebody's table means: by code, or by borough and name together."""

from __future__ import annotations

from dataclasses import dataclass

from planner.area.types import Area
from planner.words.names import listing, match_borough, normalise
from planner.words.numbers import quoted, tidy

_NAMED = 4


@dataclass(frozen=True)
class FoundWard:
    """The ward's code; or, with `code` empty, the column at fault and what is wrong in words."""

    code: str
    column: str = ""
    words: str = ""


class WardNames:
    """The wards of an area by code and by name."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._boroughs = {b.code: b.name for b in area.boroughs}
        self._by_name: dict[str, list[str]] = {}
        for ward in area.wards:
            self._by_name.setdefault(normalise(ward.name), []).append(ward.code)

    def words(self, code: str) -> str:
        """The ward and its borough: "Abbey, Merton"."""
        ward = self._area.wards[self._area.ward_index[code]]
        return f"{ward.name}, {self._boroughs[ward.borough]}"

    def find(self, code: str, name: str, borough: str) -> FoundWard:
        """The ward that has this code, or else this name in this borough. A code may stand for the name."""
        for text in (tidy(code).upper(), tidy(name).upper()):
            if text in self._area.ward_index:
                return FoundWard(text)
        if tidy(code):
            return FoundWard("", "Code", f"{quoted(code)} is not the code of a ward of {self._area.name}")
        if not tidy(name):
            return FoundWard("", "Ward", "no ward is named here")
        return self._by_both(name, borough)

    def _by_both(self, name: str, borough: str) -> FoundWard:
        candidates = self._by_name.get(normalise(name), [])
        if not candidates:
            return FoundWard("", "Ward", f"{quoted(name)} is not a ward of {self._area.name}")
        if not tidy(borough):
            return self._only(name, candidates)
        home = match_borough(borough, self._boroughs).code
        if home is None:
            return FoundWard("", "Borough", f"{quoted(borough)} is not a borough of {self._area.name}")
        inside = [code for code in candidates if self._borough(code) == home]
        if not inside:
            return FoundWard("", "Ward", f"{quoted(name)} is not a ward of {self._boroughs[home]}")
        return self._only(name, inside)

    def _only(self, name: str, candidates: list[str]) -> FoundWard:
        if len(candidates) == 1:
            return FoundWard(candidates[0])
        homes = sorted({self._boroughs[self._borough(code)] for code in candidates})
        shown = [*homes[:_NAMED], f"{len(homes) - _NAMED} more"] if len(homes) > _NAMED else homes
        words = f"{quoted(name)} is a ward of {listing(shown)}; give the borough or the ward's code too"
        return FoundWard("", "Ward", words)

    def _borough(self, code: str) -> str:
        return self._area.wards[self._area.ward_index[code]].borough
