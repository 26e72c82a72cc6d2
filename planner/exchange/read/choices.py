"""What may stand in a cell that takes one of a list, found as people write it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

from planner.exchange import tables
from planner.scenario.decisions.money import KINDS, SCOPES
from planner.words.names import listing, normalise
from planner.words.numbers import tidy
from planner.words.vocabulary import FUNCTION_KEYS, FUNCTIONS, ROLE_KEYS, ROLES, YEARS, Status

_LIKENESS = 0.7
_MOST_LISTED = 12
_ROLE_WORDS = {
    "dwo": "Dedicated Ward Officer",
    "dwos": "Dedicated Ward Officer",
    "ch supt": "Chief Superintendent",
    "chief supt": "Chief Superintendent",
    "supt": "Superintendent",
    "ch insp": "Chief Inspector",
    "insp": "Inspector",
    "sgt": "Sergeant",
    "pc": "Constable",
    "pcsos": "PCSO",
    "police community support officer": "PCSO",
    "youth": "Schools and Youth Officer",
}


class Choices:
    """A closed list: `one_of` ends the sentence "X is not …"; `also` are other ways to write a choice."""

    def __init__(self, words: tuple[str, ...], one_of: str, also: Mapping[str, str] | None = None) -> None:
        self.words = words
        self._is_word = frozenset(words)
        self.one_of = one_of
        self._known = {normalise(other): word for other, word in (also or {}).items()}
        self._known |= {normalise(word): word for word in words}

    @property
    def allowed(self) -> str:
        """The list in words; a long one by how many there are."""
        if not self.words:
            return "nothing yet: the sheet BCUs names none"
        if len(self.words) > _MOST_LISTED:
            return f"one of {listing(self.words[:3])} and {len(self.words) - 3} more"
        return f"one of {listing(self.words)}"

    def find(self, text: str) -> str | None:
        """The choice a text means for sure: itself but for case, spaces and punctuation, or a known other word."""
        if text in self._is_word:
            return text
        wanted = tidy(text)
        return wanted if wanted in self.words else self._known.get(normalise(wanted))

    def alike(self, text: str) -> tuple[str, ...]:
        """Choices the text may have meant, likeliest first."""
        near = difflib.get_close_matches(normalise(tidy(text)[:200]), list(self._known), 3, _LIKENESS)
        return tuple(dict.fromkeys(self._known[word] for word in near))


@cache
def fixed_choices(name: str) -> Choices:
    """The list of that name in planner.exchange.tables. Raises KeyError for those that are the workbook's own."""
    return _FIXED[name]


def bcu_choices(names: Mapping[str, str]) -> Choices:
    """BCU codes of this workbook, by code; a BCU's name means it where no other has the same."""
    plain = [normalise(name) for name in names.values()]
    sure = {name: code for code, name in names.items() if name and plain.count(normalise(name)) == 1}
    return Choices(tuple(names), "the code of a BCU on the sheet BCUs", sure)


_FIXED: dict[str, Choices] = {
    tables.FUNCTION_LIST: Choices(
        tuple(f.value for f in FUNCTIONS),
        "a function",
        {
            **{FUNCTION_KEYS[f]: f.value for f in FUNCTIONS},
            "headquarters": "HQ",
            "ERPT": "Emergency Response",
            "neighbourhood": "Neighbourhoods",
        },
    ),
    tables.ROLE_LIST: Choices(
        tuple(r.value for r in ROLES),
        "a role",
        {**{ROLE_KEYS[r].replace("_", " "): r.value for r in ROLES}, **_ROLE_WORDS},
    ),
    tables.YEAR_LIST: Choices(
        YEARS, "a financial year of the plan", {f"{year[:4]}/{int(year[:4]) + 1}": year for year in YEARS}
    ),
    tables.SCOPES: Choices(SCOPES, "a scope"),
    tables.KINDS: Choices(KINDS, "a kind of target"),
    tables.STATUSES: Choices(tuple(s.value for s in Status), "a status"),
}
