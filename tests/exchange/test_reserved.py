"""The reserved sheet gives back the very state that was exported, or says that it is not whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.reserved import MARKER, PIECE, exported_of, reserved_rows
from planner.outcome.evaluate import evaluate
from planner.scenario.plain import fingerprint
from planner.words.vocabulary import Terms
from tests.outcome.scenarios import AREA, BASELINE, random_scenario

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)


def rows_of(seed: int) -> list[list[object]]:
    outcome = evaluate(AREA, BASELINE, random_scenario(seed), Terms.CASH)
    return [[*row, None, "a copy beside"] for row in reserved_rows(outcome, as_at=AS_AT)]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_what_was_exported_comes_back_whole(seed: int) -> None:
    scenario = random_scenario(seed)
    found = exported_of(rows_of(seed))
    assert found is not None
    assert found.is_whole
    assert found.scenario == scenario
    assert found.baseline == BASELINE
    assert found.fingerprint == fingerprint(scenario)
    assert (found.terms, found.as_at) == ("cash", AS_AT.isoformat())
    assert (found.area_hash, found.baseline_hash) == (AREA.hash, BASELINE.hash)


def test_every_text_fits_a_cell() -> None:
    assert max(len(str(row[1])) for row in rows_of(1)) <= PIECE


@given(seed=st.integers(0, 100_000))
@settings(max_examples=60, deadline=None)
def test_a_damaged_copy_is_never_taken_for_whole(seed: int) -> None:
    rng = Random(seed)
    rows = rows_of(5)
    at = rng.choice([i for i, row in enumerate(rows) if row[0] in ("scenario", "baseline posts")])
    text = str(rows[at][1])
    spot = rng.randrange(len(text))
    rows[at][1] = text[:spot] + rng.choice(["", "0", "7", "x", '"', "null", "]"]) + text[spot + 1 :]
    found = exported_of(rows)
    assert found is not None
    before = exported_of(rows_of(5))
    assert before is not None
    # Names and sources of what is not decided may differ within a whole copy: the fingerprint leaves them out.
    if found.is_whole:
        assert found.scenario is not None
        assert fingerprint(found.scenario) == before.fingerprint
    else:
        assert (found.scenario, found.baseline) == (None, None)
    assert found.fingerprint == before.fingerprint


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Anything", 1]],
        [[MARKER, "2"], ["fingerprint", "x"]],
        [[MARKER, "1"]],
        [[None], ["one cell"], [3, 4]],
        [[MARKER, "1"], ["scenario", "x" * 13_000_000]],
    ],
)
def test_another_sheet_or_a_newer_format_tells_nothing(rows: list[list[object]]) -> None:
    assert exported_of(rows) is None


def test_a_copy_that_nests_without_end_is_not_whole() -> None:
    rows = [row for row in rows_of(2) if row[0] != "scenario"]
    rows.append(["scenario", "[" * 200_000])
    found = exported_of(rows)
    assert found is not None
    assert not found.is_whole
    assert json.dumps(found.as_at)
