"""A value read from a plan file together with its place, so that every refusal names where."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NoReturn

from planner.plan_file.errors import OpenError
from planner.plan_file.strict_json import REMEDY
from planner.words.numbers import quoted


@dataclass(frozen=True)
class Place:
    """A JSON value and where it is.

    `called` names what people know it by ("scenario “North first”, ward Abbey, …"); `path` goes on from there, such
    as "one_off.revenue". `verb` is what follows: posts are, a rate is.
    """

    part: str
    path: str
    value: Any
    called: str = ""
    verb: str = "is"

    @property
    def words(self) -> str:
        """The part and the path as people read them."""
        return ": ".join(word for word in (self.part, self.called, self.path) if word)

    def as_known(self, name: str) -> Place:
        """The same place under the name people know it by; the path begins anew."""
        return replace(self, path="", called=f"{self.called}, {name}" if self.called else name)

    def in_words(self, path: str, verb: str = "is") -> Place:
        """The same place with its last name in words."""
        return replace(self, path=path, verb=verb)

    def refuse(self, what: str) -> NoReturn:
        """Raise OpenError: the place, what it is and what is allowed."""
        raise OpenError(f"{self.words} {what}. {REMEDY}")

    def wrong(self, allowed: str) -> NoReturn:
        """Raise OpenError: the value here is not what is allowed."""
        self.refuse(f"{self.verb} {_shown(self.value)}; {allowed}")

    def fields(self, names: Collection[str]) -> dict[str, Place]:
        """The members of an object that must have exactly these names."""
        found = dict(self.members())
        for name in names:
            if name not in found:
                self.refuse(f"has no {name}")
        for name in found:
            if name not in names:
                self.refuse(f"has {quoted(name)}, which is not known here")
        return found

    def members(self) -> Iterator[tuple[str, Place]]:
        """The members of an object, whatever their names."""
        if not isinstance(self.value, dict):
            self.wrong("an object is expected")
        for name, value in self.value.items():
            path = f"{self.path}.{name}" if self.path else name
            yield name, Place(self.part, path, value, self.called, self.verb)

    def entries(self) -> Iterator[Place]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            self.wrong("a list is expected")
        for i, value in enumerate(self.value):
            yield Place(self.part, f"{self.path}[{i}]", value, self.called, self.verb)

    def text(self) -> str:
        """Text that could be shown: no half of a surrogate pair."""
        if not isinstance(self.value, str):
            self.wrong("text is expected")
        if not self.value.isascii() and any("\ud800" <= character <= "\udfff" for character in self.value):
            self.refuse("holds half a character")
        return self.value

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.wrong("true or false is expected")
        return self.value

    def whole(self, most: int, what: str = "posts") -> int:
        """A whole number from 0 to `most`."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not 0 <= self.value <= most:
            self.wrong(f"{what} are whole, 0–{most:,}")
        return self.value

    def number(self, low: float | None = None, high: float | None = None) -> float:
        """A number, within the limits where they are given."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.wrong("a number is expected")
        if low is not None and self.value < low:
            self.wrong(f"allowed is {low:,g} or more")
        if high is not None and self.value > high:
            self.wrong(f"allowed is {high:,g} or less")
        if abs(self.value) > 1e15:
            self.wrong("no figure is that large")
        return float(self.value)

    def word(self, allowed: Collection[str]) -> str:
        """One of a closed list of words."""
        if not isinstance(self.value, str) or self.value not in allowed:
            self.wrong(f"allowed is {', '.join(allowed)}")
        return self.value

    def day(self) -> date:
        """An ISO date."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.wrong("a date such as 2018-02-28 is expected")


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return f"{value!r:.40}".replace("-", "−")
