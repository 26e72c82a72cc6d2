"""Values that a decision would refuse are left out and told at their cell; the rest is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.exchange import tables as t
from planner.exchange.problems import Reason, Severity
from planner.scenario import decisions as d
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, SUTTON, Sheets, after, sheets_of

Change = Callable[[Sheets], Any]
NEW = {"scope": "force-wide", "kind": "recurring", "amount": 5.0}


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda s: s.set(t.BOROUGH_ROWS, [ENFIELD], bcu="ZZ"), "Boroughs!C14", "“ZZ” is not a BCU on the sheet BCUs"),
        (lambda s: s.set(t.BOROUGH_ROWS, [ENFIELD], bcu="?"), "Boroughs!C14", "is not a BCU code"),
        (lambda s: s.set(t.BOROUGH_ROWS, [ENFIELD], youth=100), "Boroughs!E14", "posts of Enfield are whole numbers"),
        (lambda s: s.set(t.BOROUGH_ROWS, [ENFIELD], contact="Traffic"), "Boroughs!D14", "is not a function"),
        (lambda s: s.add(t.BOROUGH_ROWS, ["E09000001"], bcu="AS"), "Boroughs!A38", "has its own police force"),
        (lambda s: s.add(t.BOROUGH_ROWS, ["E1"], bcu="AS"), "Boroughs!A38", "“E1” is not a borough"),
        (lambda s: s.set(t.BCUS, ["13"], code="AS", name="Again"), "BCUs!B18", "The BCU code AS is there twice"),
        (lambda s: s.set(t.BCUS, ["13"], code="ZZ", name="West Area"), "BCUs!C18", "Two BCUs on the sheet are called"),
        (lambda s: s.set(t.BCUS, ["13"], name="Zed"), "BCUs!B18", "The row has “Zed” and no BCU code"),
        (lambda s: s.set(t.BCUS, ["13"], code="ZZ"), "BCUs!C18", "A name cannot be empty"),
        (lambda s: s.add(t.BCUS, ["17"], code="ZZ"), "BCUs!C22", "BCU ZZ has no name"),
        (lambda s: s.set(t.BCUS, ["1"], name=None), "BCUs!C6", "A name cannot be empty"),
        (lambda s: s.set(t.BCUS, ["1"], go_live="2019"), "BCUs!D6", "A go-live date must be a date"),
        (lambda s: s.set(t.WARDS, [ABBEY], dwo=2.5), "Wards!D6", "DWO posts of Abbey are whole numbers"),
        (lambda s: s.set(t.WARDS, [ABBEY], ring_fenced=1), "Wards!G6", "The ring fence of Abbey is yes or no"),
        (lambda s: s.set(t.WARDS, [ABBEY], abstraction=1.5), "Wards!H6", "The abstraction of Abbey"),
        (lambda s: s.add(t.WARDS, ["E0"], dwo=1), "Wards!A635", "“E0” is not a ward"),
        (lambda s: s.add(t.WARDS, [ABBEY], dwo=1), "Wards!A635", "as row 6 is"),
        (lambda s: s.add(t.OVERRIDES, ["14", "HQ", "Constable"], override=1), "Posts!D546", "no BCU in slot 14"),
        (lambda s: s.set(t.OVERRIDES, ["1", "HQ", "Constable"], override=-1), "Posts!D47", "are whole numbers"),
        (
            lambda s: s.set(t.BASELINE, [ENFIELD, "Neighbourhoods", "PCSO"], posts=1),
            "Baseline!E374",
            "are the sum of its wards’",
        ),
        (lambda s: s.add(t.BASELINE, ["E1", "HQ", "PCSO"], posts=1), "Baseline!A1446", "not a policed borough"),
        (lambda s: s.set(t.ASSUMPTIONS, ["cost.pcso"], low=50000.0), "Assumptions!D26", "is above its value"),
        (lambda s: s.set(t.ASSUMPTIONS, ["cost.pcso"], high=1.0), "Assumptions!E26", "is below its value"),
        (lambda s: s.set(t.ASSUMPTIONS, ["cost.pcso"], value=0.0), "Assumptions!C26", "must be above £0"),
        (lambda s: s.set(t.ASSUMPTIONS, ["cost.pcso"], value=None), "Assumptions!C26", "must be a number"),
        (lambda s: s.set(t.ASSUMPTIONS, ["cost.pcso"], status="sure"), "Assumptions!F26", "is not a status"),
        (lambda s: s.add(t.ASSUMPTIONS, ["more"], value=1.0), "Assumptions!A47", "no assumption “more”"),
        (lambda s: s.set(t.TARGETS, ["f001"], in_force=True), "Targets!C10", "in force as well as"),
        (lambda s: s.set(t.TARGETS, ["f013"], in_force=False), "Targets", "No target is in force"),
        (
            lambda s: s.leave_out(t.TARGETS, ["f013"]).taken_out.update({t.TARGETS.name: {"in_force"}}),
            "Targets",
            "stays",
        ),
        (lambda s: s.set(t.TARGETS, ["f013"], kind="cumulative"), "Targets!F10", "says no year by which"),
        (lambda s: s.set(t.TARGETS, ["f013"], amount=None), "Targets!G10", "A target has an amount"),
        (lambda s: s.set(t.TARGETS, ["f013"], scope="all"), "Targets!D10", "is not a scope"),
        (lambda s: s.add(t.TARGETS, [""], **{**NEW, "amount": None}), "Targets!B11", "A new target has no name"),
        (lambda s: s.add(t.TARGETS, ["\n"], **NEW, name="N"), "Targets!A11", "which cannot be one"),
        (
            lambda s: s.add(t.TARGETS, [""], **{**NEW, "kind": "cumulative"}, name="N"),
            "Targets!F11",
            "N is cumulative and says no year by which it falls due: it is not taken",
        ),
        (lambda s: s.add(t.TARGETS, [""], **NEW, name="Savings required by 2020"), "Targets!B11", "Two targets"),
        (lambda s: s.set(t.ONE_OFF, ["2018/19"], revenue=-1.0), "Costs!B8", "One-off revenue in 2018/19"),
        (lambda s: s.set(t.RULE_SETTINGS, ["W1.minimum"], value=2.5), "Rules!B29", "must be a whole number"),
        (lambda s: s.add(t.RULE_SETTINGS, ["W9.on"], value=True), "Rules!A36", "no rule setting “W9.on”"),
    ],
)
def test_a_value_that_cannot_be_is_told_at_its_cell_and_left_as_it_was(change: Change, place: str, words: str) -> None:
    sheets = sheets_of()
    change(sheets)
    found = sheets.compared()
    told = [p for p in found.problems if words in p.text]
    assert told, [p.text for p in found.problems]
    assert found.changes == ()
    assert (told[0].place, told[0].severity) == (place, Severity.ERROR)


def test_boroughs_are_not_taken_out_of_a_bcu_whose_code_was_lost_on_the_way() -> None:
    slot = str(1 + list(PLAN.shown.bcus).index("NA"))
    sheets = sheets_of().set(t.BOROUGH_ROWS, [ENFIELD], bcu=None).set(t.BOROUGH_ROWS, [SUTTON], bcu=None)
    del sheets.row(t.BCUS, [slot])["code"]  # as the reader leaves the row of a BCU without a code
    found = sheets.compared()
    assert [(line.key, line.theirs) for line in found.changes] == [(("assignment", SUTTON), None)]
    (problem,) = [p for p in found.problems if "Enfield" in p.text]
    assert problem.text == (
        "Enfield has no BCU here, and North Area (NA), in which it was, has no code on the sheet BCUs: it stays."
    )


def test_a_value_outside_its_range_is_taken_and_told() -> None:
    found = sheets_of().set(t.ASSUMPTIONS, ["cost.pcso"], value=90000.0).compared()
    assert [one.key for one in found.changes] == [("assumption", "cost.pcso", "value")]
    assert [(p.severity, p.place) for p in found.problems] == [(Severity.NOTE, "Assumptions!C26")]


def test_a_note_beside_no_override_is_told() -> None:
    found = sheets_of().set(t.OVERRIDES, ["1", "HQ", "Constable"], override_note="why").compared()
    assert found.changes == ()
    assert [(p.severity, p.place) for p in found.problems] == [(Severity.NOTE, "Posts!E47")]


def test_a_note_that_cannot_be_shown_keeps_its_override_as_it_was() -> None:
    plan = after(PLAN, d.set_override, "AS", "HQ", "Constable", 5, "why")
    found = sheets_of(plan).set(t.OVERRIDES, ["1", "HQ", "Constable"], override=6, override_note="\x07").compared(plan)
    assert found.changes == ()
    assert "characters that cannot be shown" in found.problems[0].text


def test_a_low_and_a_value_changed_together_are_held_against_each_other() -> None:
    found = sheets_of().set(t.ASSUMPTIONS, ["cost.pcso"], value=60000.0, low=50000.0, high=70000.0).compared()
    assert found.problems == ()
    assert len(found.changes) == 3


def test_an_assumption_whose_source_was_cleared_is_told_at_that_cell_and_its_value_not_taken() -> None:
    # The value is outside its range too, which is not said of a value that is not taken.
    sheets = sheets_of().set(t.ASSUMPTIONS, ["cost.pcso"], value=60000.0, source=None)
    found = sheets.compared()
    assert found.changes == ()
    assert [(p.severity, p.reason, p.hint) for p in found.problems] == [
        (Severity.ERROR, Reason.ABSENT, "Say where the value comes from.")
    ]
    assert found.problems[0].place == "Assumptions!G26"
    assert "its value, range, status and source are left as they were" in found.problems[0].text


def test_a_target_whose_source_was_cleared_keeps_its_amount_and_a_new_one_without_is_not_taken() -> None:
    new = {"name": "More", "scope": "force-wide", "kind": "recurring", "amount": 5e6}
    sheets = sheets_of().set(t.TARGETS, ["f001"], amount=1e6, annual_3=5.0, source=None).add(t.TARGETS, ["new"], **new)
    found = sheets.compared()
    assert found.changes == ()
    assert [p.text.partition(": ")[2] for p in found.problems] == [
        "its amounts, status and source are left as they were.", "it is not taken."
    ]  # fmt: skip
