"""JSON without its loose ends: no key twice, no NaN or Infinity, no endless nesting; one way to write it."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, NoReturn

from planner.plan_file.errors import OpenError

REMEDY = "Correct it."


@dataclass(frozen=True)
class Twice:
    """A key that an object has more than once: the path to the object, the key, and its values in order."""

    path: tuple[str | int, ...]
    key: str
    values: tuple[Any, ...]
    document: Any


class KeyTwice(OpenError):
    """A part has a key twice in one object; `found` is where."""

    def __init__(self, part: str, found: Twice) -> None:
        super().__init__(f"{part} has {found.key} twice in one object; only one can be meant. {REMEDY}")
        self.found = found


class _Pairs(dict[str, Any]):
    """An object with a key twice; its pairs as they were read."""

    pairs: list[tuple[str, Any]]


def read_json(content: bytes, part: str) -> Any:
    """The value a part's bytes say. Raises OpenError that names the part, KeyTwice for a key twice in one object."""
    doubled: list[_Pairs] = []
    try:
        text = content.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, doubled),
            parse_constant=lambda text: _not_a_number(text, part),
            parse_float=lambda text: _finite(text, part),
        )
    except OpenError:
        raise
    except RecursionError:
        raise OpenError(f"{part} is nested too deep to be read. {REMEDY}") from None
    except UnicodeDecodeError:
        raise OpenError(f"{part} is not UTF-8 text. {REMEDY}") from None
    except json.JSONDecodeError as problem:
        raise OpenError(f"{part} is not JSON: {_trouble(problem)}. {REMEDY}") from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise OpenError(f"{part} is not JSON that can be read: it holds a number far too long. {REMEDY}") from None
    if doubled:
        raise KeyTwice(part, _first_twice(value))
    return value


def _trouble(problem: json.JSONDecodeError) -> str:
    if problem.pos >= len(problem.doc.rstrip()) or problem.msg.startswith("Unterminated"):
        return "it ends in the middle, as a file cut short does"
    return f"it cannot be read on from line {problem.lineno}, character {problem.colno}"


def write_json(value: Any, *, indent: int | None = None) -> bytes:
    """The value as UTF-8 JSON, keys in the order given. Raises ValueError for NaN and Infinity."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).encode("utf-8")


def _object(pairs: list[tuple[str, Any]], doubled: list[_Pairs]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    kept = _Pairs(made)
    kept.pairs = pairs
    doubled.append(kept)
    return kept


def _first_twice(document: Any) -> Twice:
    """The first object, in reading order, with a key twice, in a document that has one."""
    left: list[tuple[tuple[str | int, ...], Any]] = [((), document)]
    while True:
        path, value = left.pop()
        if isinstance(value, _Pairs):
            counts = Counter(key for key, _ in value.pairs)
            key = next(key for key, count in counts.items() if count > 1)
            return Twice(path, key, tuple(v for k, v in value.pairs if k == key), document)
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        left += [((*path, key), x) for key, x in reversed(list(inside)) if isinstance(x, dict | list)]


def _not_a_number(text: str, part: str) -> NoReturn:
    raise OpenError(f"{part} holds {text}, which is not a number that can be planned with. {REMEDY}")


def _finite(text: str, part: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _not_a_number(text, part)
    return value
