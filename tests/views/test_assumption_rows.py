"""Assumptions are read and typed in their own unit, with every place they have, and say where they come from."""

from __future__ import annotations

import pytest

from planner.scenario.decisions import reset_assumption, set_assumption
from planner.views.assumption_rows import AssumptionRow, assumption_rows, read_entry, read_value, value_words
from planner.views.fills import fill_choices, fill_words
from planner.words.numbers import ReadError
from tests.views.plans import decided, outcome


def row(of: object, key: str) -> AssumptionRow:
    return next(r for r in assumption_rows(of) if r.id == key)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (2.0, "posts", "2"),
        (57_143.0, "£ a year", "£57,143"),
        (79_476.3, "£ a year", "£79,476.30"),
        (-0.717, "share", "−71.7 %"),
        (-0.1375, "share", "−13.75 %"),
        (0.012345, "share", "1.2345 %"),
        (0.01, "share a year", "1 %"),
        (0.0, "share", "0 %"),
        (None, "posts", "–"),
    ],
)
def test_a_value_shows_every_place_it_has_and_is_read_back_as_it_was(
    value: float | None, unit: str, words: str
) -> None:
    assert value_words(value, unit) == words
    if value is not None:
        assert read_value(words, unit) == pytest.approx(value, abs=1e-12)


def test_every_shipped_assumption_is_read_back_as_it_is_written() -> None:
    for found in outcome().scenario.assumptions.values():
        assert read_value(value_words(found.value, found.unit), found.unit) == pytest.approx(found.value, abs=1e-12)


def test_every_assumption_of_the_scenario_has_a_row_none_of_them_changed() -> None:
    rows = assumption_rows(outcome())
    assert {r.id for r in rows} == set(outcome().scenario.assumptions)
    assert not any(r.is_changed or r.can_reset for r in rows)
    pcso = row(outcome(), "cost.pcso")
    assert (pcso.value, pcso.low, pcso.high, pcso.status) == ("£38,000", "£34,000", "£42,000", "illustrative")
    assert pcso.words.startswith("Full cost of a PCSO: £38,000 a year, low £34,000, high £42,000; illustrative.")


def test_a_changed_assumption_is_marked_with_what_was_shipped_until_it_is_put_back() -> None:
    changed = row(decided((set_assumption, ("cost.constable", "value", 60_000.0))), "cost.constable")
    assert (changed.is_changed, changed.status, changed.shipped) == (True, "planner's input", "£57,143")
    assert "Changed; shipped as £57,143. Source: Of the value before the change: " in changed.words
    back = decided((set_assumption, ("cost.constable", "value", 60_000.0)), (reset_assumption, ("cost.constable",)))
    assert not row(back, "cost.constable").is_changed


@pytest.mark.parametrize(
    ("text", "unit"), [("1.5", "posts"), ("-1", "posts"), ("many", "£ a year"), ("0.5", "share"), ("", "share")]
)
def test_an_entry_that_is_no_value_of_the_unit_is_refused(text: str, unit: str) -> None:
    with pytest.raises(ReadError):
        read_entry(text, "value", unit)


def test_an_emptied_low_is_none_and_a_source_is_kept_as_typed() -> None:
    assert read_entry("", "low", "share") is None
    assert read_entry("Own reckoning", "source", "share") == "Own reckoning"


def test_a_fill_is_named_with_who_else_has_it() -> None:
    scenario = outcome().scenario
    choices = fill_choices(scenario, "CN")
    assert len(choices) == 12
    assert [fill for fill, _, has in choices if has] == [scenario.bcus["CN"].fill]
    other = next(words for fill, words, _ in choices if fill == scenario.bcus["EA"].fill)
    assert other.endswith("(on East Area)")
    assert fill_words("blue-3+dots") == "Blue 3, dotted"
