"""JSON without its loose ends: no key twice, no NaN or Infinity, no endless nesting; one way to write it."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from planner.plan_file.errors import OpenError

REMEDY = "Correct it or open the .bak copy."


def read_json(content: bytes, part: str) -> Any:
    """The value a part's bytes say. Raises OpenError that names the part."""
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=lambda pairs: _object(pairs, part),
            parse_constant=lambda text: _not_a_number(text, part),
            parse_float=lambda text: _finite(text, part),
        )
    except OpenError:
        raise
    except RecursionError:
        raise OpenError(f"{part} is nested too deep to be read. {REMEDY}") from None
    except UnicodeDecodeError:
        raise OpenError(f"{part} is not UTF-8 text. {REMEDY}") from None
    except ValueError as problem:
        raise OpenError(f"{part} is not JSON: {problem}. {REMEDY}") from None


def write_json(value: Any, *, indent: int | None = None) -> bytes:
    """The value as UTF-8 JSON, keys in the order given. Raises ValueError for NaN and Infinity."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).encode("utf-8")


def _object(pairs: list[tuple[str, Any]], part: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise OpenError(f"{part} has {key} twice in one object; only one can be meant. {REMEDY}")
        made[key] = value
    return made


def _not_a_number(text: str, part: str) -> NoReturn:
    raise OpenError(f"{part} holds {text}, which is not a number that can be planned with. {REMEDY}")


def _finite(text: str, part: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _not_a_number(text, part)
    return value
