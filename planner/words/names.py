"""Names: how they are checked on entry, matched to boroughs, shortened for labels and listed in sentences."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.words.numbers import ReadError, quoted, tidy, whole

NAME_LENGTH = 80
"""The most characters a name may have."""

SHORT_NAMES: dict[str, str] = {
    "Barking and Dagenham": "B&D",
    "Hammersmith and Fulham": "H&F",
    "Kensington and Chelsea": "K&C",
    "Kingston upon Thames": "Kingston",
    "Richmond upon Thames": "Richmond",
}
"""Short forms for labels where neither the whole name nor its two lines fit."""

_SPELLINGS = {
    "h and f": "hammersmith and fulham",
    "lbhf": "hammersmith and fulham",
    "k and c": "kensington and chelsea",
    "rbkc": "kensington and chelsea",
    "kingston": "kingston upon thames",
    "kingston on thames": "kingston upon thames",
    "richmond": "richmond upon thames",
    "richmond on thames": "richmond upon thames",
    "b and d": "barking and dagenham",
    "royal greenwich": "greenwich",
}
"""Other spellings in use, both sides normalised."""

_STYLES = r"(?:london borough|royal borough|city|lb|rb)"
_STYLE_BEFORE = re.compile(rf"{_STYLES} (?:of )?(?P<name>.+)")
_STYLE_AFTER = re.compile(r"(?P<name>.+?) (?:(?:london borough|royal borough|city) of|lb|rb|london borough)")
_CODE = re.compile(r"[A-Za-z0-9]{1,4}")
# Names of devices on Windows, which no file there can have, whatever ending follows.
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_LIKENESS = 0.75
_MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Match:
    """The borough a text means: its `code` when sure, else None with `candidates`, likeliest first."""

    code: str | None
    candidates: tuple[str, ...] = ()


@lru_cache(maxsize=4_096)
def normalise(name: str) -> str:
    """A name reduced to what tells it apart: no case, punctuation, "&", style of borough or odd spaces."""
    text = unicodedata.normalize("NFC", name).casefold().replace("&", " and ")
    text = re.sub(r"['’`]", "", text)
    plain = " ".join(re.sub(r"[\W_]+", " ", text).split())
    for style in (_STYLE_BEFORE, _STYLE_AFTER):
        # The City of London is not "London": its style is part of its name.
        if (found := style.fullmatch(plain)) and found["name"] != "london":
            return found["name"]
    return "city of london" if plain == "london city of" else plain


def clean_name(text: str) -> str:
    """A name as it is kept: NFC, trimmed, single spaces, printable, 1–80 characters. Raises ReadError."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise ReadError(f"A name cannot be empty; it has 1–{NAME_LENGTH} characters")
    if not name.isprintable():
        raise ReadError(f"{quoted(name)} holds a character that cannot be shown; a name has only visible ones")
    if len(name) > NAME_LENGTH:
        raise ReadError(f"{quoted(name)} has {len(name)} characters; a name has 1–{NAME_LENGTH}")
    return name


def clean_code(text: str) -> str:
    """A BCU code as it is kept: 1–4 letters A–Z or figures, in capitals. Raises ReadError."""
    code = tidy(text)
    if not _CODE.fullmatch(code):
        subject = f"{quoted(text)} is not a BCU code" if code else "A BCU code cannot be empty"
        raise ReadError(f"{subject}; it has 1–4 letters A–Z or figures, as CN or W2")
    return code.upper()


def slug(name: str) -> str:
    """A name as part of a file name on any system: letters a–z and figures joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "scenario"
    return f"scenario-{safe}" if _RESERVED.fullmatch(safe) else safe


def match_borough(text: str, names: Mapping[str, str], *, near: bool = True) -> Match:
    """Find the borough a text means among `names` (code to name): by code, by name, then by known spellings.

    An unsure match is never guessed: `code` is None and `candidates` holds the codes worth asking about; without
    `near` names that are only alike, which take long to find, are not among them.
    """
    code = tidy(text).upper()
    if code in names:
        return Match(code)
    wanted = normalise(text)
    for spelling in (wanted, _SPELLINGS.get(wanted)):
        found = tuple(c for c, name in names.items() if normalise(name) == spelling)
        if len(found) == 1:
            return Match(found[0])
        if found:
            return Match(None, found)
    return Match(None, _alike(wanted, names) if near else ())


def two_lines(name: str) -> tuple[str, str] | None:
    """A name broken over two lines of the most even length, or None for a single word.

    "Barking and Dagenham" is "Barking and" over "Dagenham".
    """
    words = name.split()
    if len(words) < 2:
        return None
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(breaks, key=lambda lines: (max(map(len, lines)), -len(lines[0])))


def plural(n: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: "1 ward", "2 wards"; `many` where the plural is not one + s."""
    return f"{whole(n)} {one if abs(n) == 1 else many or one + 's'}"


def listing(items: Sequence[str]) -> str:
    """Write items as a sentence does: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _alike(wanted: str, names: Mapping[str, str]) -> tuple[str, ...]:
    if not wanted:
        return ()
    scored = []
    for code, name in names.items():
        normal = normalise(name)
        likeness = difflib.SequenceMatcher(None, wanted, normal, autojunk=False).ratio()
        if likeness >= _LIKENESS or wanted in normal.split() or normal.startswith(wanted):
            scored.append((-likeness, code))
    return tuple(code for _, code in sorted(scored)[:_MOST_CANDIDATES])
