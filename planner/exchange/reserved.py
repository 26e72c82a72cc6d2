"""The reserved sheet: what the workbook was exported from, whole, so that an import can compare three ways.

Rows of two cells: a word and its text. The scenario and the baseline are JSON, cut into pieces that a cell holds;
each piece's row has the same word. Writing and reading stand side by side here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from planner import app_name
from planner.area.types import Area, Baseline, Ward
from planner.exchange.received import Exported
from planner.outcome.evaluate import Outcome
from planner.scenario.plain import fingerprint, scenario_of, scenario_plain
from planner.scenario.types import Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status

MARKER = "BCU Planner exchange"
FORMAT = "1"
PIECE = 30_000
"""Characters of JSON in a cell; a cell holds 32,767, counted as Excel counts them."""
MOST_CHARACTERS = 12_000_000
"""Text read in all: more is no workbook of ours."""
_WORDS = ("fingerprint", "scenario id", "area", "baseline", "app", "as at", "terms")
_AREA_NAME, _SCENARIO, _POSTS, _HEADINGS = "area name", "scenario", "baseline posts", "headings"

Row = tuple[str, str]


def reserved_rows(
    outcome: Outcome, *, as_at: datetime, headings: Mapping[str, Sequence[str]] = FrozenMap()
) -> tuple[Row, ...]:
    """The rows of the reserved sheet for an outcome exported at that (aware) time.

    `headings` are those of the tables of each sheet, by which columns that somebody adds are known.
    """
    scenario, baseline = outcome.scenario, outcome.baseline
    texts = (
        fingerprint(scenario),
        scenario.id,
        scenario.area_hash,
        scenario.baseline_hash,
        app_name(),
        as_at.isoformat(),
        outcome.terms.value,
    )
    return (
        (MARKER, FORMAT),
        *zip(_WORDS, texts, strict=True),
        (_AREA_NAME, outcome.area.name),
        *_pieces(_SCENARIO, scenario_plain(scenario, outcome.area)),
        *_pieces(_POSTS, _baseline_plain(baseline)),
        *_pieces(_HEADINGS, {sheet: list(texts) for sheet, texts in headings.items()}),
    )


def exported_of(rows: Iterable[Sequence[Any]]) -> Exported | None:
    """What the rows of a reserved sheet tell; None where they are no such sheet, or of a format not known.

    Cells after the second of a row are passed over. Never raises: what cannot be read is not whole.
    """
    texts: dict[str, str] = {}
    read = 0
    for row in rows:
        word, text = (row[0], row[1]) if len(row) > 1 else (None, None)
        if not isinstance(word, str) or text is None:
            continue
        piece = str(text)
        read += len(piece)
        if read > MOST_CHARACTERS:
            return None
        texts[word] = texts.get(word, "") + piece
    if texts.get(MARKER) not in (FORMAT, f"{FORMAT}.0") or not all(texts.get(word) for word in _WORDS):
        return None
    scenario = _read(_scenario_of, texts.get(_SCENARIO, ""))
    baseline = _read(_baseline_of, texts.get(_POSTS, ""))
    stated = {word: texts[word] for word in _WORDS}
    is_whole = (
        scenario is not None
        and baseline is not None
        and fingerprint(scenario) == stated["fingerprint"]
        and (scenario.id, scenario.area_hash) == (stated["scenario id"], stated["area"])
        and baseline.hash == scenario.baseline_hash == stated["baseline"]
    )
    return Exported(
        stated["fingerprint"],
        stated["scenario id"],
        stated["area"],
        stated["baseline"],
        stated["app"],
        stated["as at"],
        stated["terms"],
        scenario if is_whole else None,
        baseline if is_whole else None,
        is_whole,
        _read(_headings_of, texts.get(_HEADINGS, "")) or {},
        texts.get(_AREA_NAME, ""),
        (_read(_ward_codes_of, texts.get(_SCENARIO, "")) or ()) if is_whole else (),
    )


def _pieces(word: str, document: object) -> list[Row]:
    """The document's JSON in pieces. ASCII, so that a piece is as long for Excel as for Python."""
    text = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return [(word, text[at : at + PIECE]) for at in range(0, len(text), PIECE)]


def _baseline_plain(baseline: Baseline) -> dict[str, object]:
    return {
        "id": baseline.id,
        "name": baseline.name,
        "area": baseline.area_hash,
        "posts": {code: list(posts) for code, posts in baseline.posts.items()},
        "ward_dwo": list(baseline.ward_dwo),
        "ward_pcso": list(baseline.ward_pcso),
        "status": baseline.status.value,
        "source": baseline.source,
    }


def _read(make: Any, text: str) -> Any:
    """What the JSON says, or None where it does not say it."""
    try:
        return make(json.loads(text, parse_constant=_no_number, parse_float=_finite))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _no_number(text: str) -> float:
    raise ValueError(text)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _headings_of(document: Any) -> dict[str, tuple[str, ...]]:
    return {str(sheet): tuple(str(text) for text in texts) for sheet, texts in document.items()}


def _ward_codes_of(document: Any) -> tuple[str, ...]:
    return tuple(document["wards"])


def _scenario_of(document: Any) -> Scenario | None:
    """The scenario, its wards in the order in which they stand: that of the area it was exported with."""
    area = _order_of(document["wards"])
    scenario = scenario_of(document, area)
    # What was left out, added or of another kind does not come back the same.
    return scenario if scenario_plain(scenario, area) == document else None


def _order_of(codes: Iterable[str]) -> Area:
    """An area of nothing but the codes of its wards, for which a scenario's wards are put in order."""
    wards = tuple(Ward(code, "", "", 0.0, 0.0) for code in codes)
    return Area("", "", (), wards, (), (), FrozenMap(), FrozenMap(), "", "")


def _baseline_of(document: Any) -> Baseline:
    return Baseline(
        id=document["id"],
        name=document["name"],
        area_hash=document["area"],
        posts=FrozenMap({code: tuple(int(x) for x in posts) for code, posts in document["posts"].items()}),
        ward_dwo=tuple(int(x) for x in document["ward_dwo"]),
        ward_pcso=tuple(int(x) for x in document["ward_pcso"]),
        status=Status(document["status"]),
        source=document["source"],
    )
