"""The rules as rows: thresholds, counts, reasons and what can be typed."""

from __future__ import annotations

import pytest

from planner.outcome.figures import parse
from planner.outcome.rules import RULES
from planner.scenario.decisions import set_rule, set_wards, team_preset
from planner.views.rules_rows import (
    TITLES,
    read_setting,
    rule_lines,
    rules_summary,
    setting_text,
    subject_lines,
    team_in_force,
)
from planner.words.numbers import ReadError
from planner.words.vocabulary import Outcome
from tests.views.plans import NOT_ANY, TWELVE, TWO, decided, outcome


def by_id(scenario: str = TWELVE) -> dict[str, object]:
    return {line.id: line for line in rule_lines(outcome(scenario))}


def test_every_rule_has_a_row_those_that_are_off_too() -> None:
    lines = rule_lines(outcome())
    assert [line.id for line in lines] == list(RULES)
    off = next(line for line in lines if line.id == "P1")
    assert (off.is_on, off.outcome, off.threshold, off.counts) == (False, "off", "at most 1,258", ("–",) * 4)


@pytest.mark.parametrize("scenario", [NOT_ANY, TWO, TWELVE])
def test_titles_are_the_rules_own(scenario: str) -> None:
    for result in outcome(scenario).rules:
        assert TITLES[result.id] == result.title
    assert set(TITLES) == set(RULES)


def test_counts_by_outcome_are_of_the_shipped_twelve() -> None:
    counts = {line.id: line.counts for line in rule_lines(outcome())}
    assert counts["W1"] == ("0", "0", "0", "629")
    assert counts["G5"] == ("0", "4", "0", "8")
    assert counts["L3"] == ("0", "0", "32", "0")


def test_each_rule_says_where_its_threshold_comes_from() -> None:
    lines = {line.id: line for line in rule_lines(outcome())}
    assert "PCD 323" in lines["M3"].source
    assert lines["M3"].status == "published"
    assert all(line.source for line in lines.values())


def test_a_rule_with_nothing_to_speak_of_says_why() -> None:
    lines = {line.id: line for line in rule_lines(outcome())}
    assert lines["M2"].quiet == "the target in force gives no figure for single years"
    assert lines["L4"].quiet == "no superintendent is nominated yet"
    assert {line.id: line for line in rule_lines(outcome(NOT_ANY))}["G3"].quiet == (
        "there is no BCU with a borough yet"
    )


def test_the_summary_counts_every_rule_once() -> None:
    assert rules_summary(rule_lines(outcome())) == (
        "18 rules: 1 at risk, 1 incomplete, 13 met, 2 with nothing to speak of (L4 and M2) and 1 off (P1)."
    )


def test_a_raised_minimum_turns_every_ward_not_met() -> None:
    raised = decided((set_rule, ("W1.minimum", 3)))
    line = next(line for line in rule_lines(raised) if line.id == "W1")
    assert (line.threshold, line.counts, line.worst) == ("at least 3", ("629", "0", "0", "0"), Outcome.NOT_MET)


def test_subjects_stand_worst_first_with_name_and_reason() -> None:
    one = decided((set_wards, ("dwo", {outcome().area.wards[100].code: 1})))
    lines = subject_lines(one, "W1")
    assert len(lines) == 629
    assert (lines[0].subject, lines[0].outcome) == (one.area.wards[100].code, Outcome.NOT_MET)
    assert lines[0].reason.endswith("has 1 DWO post; the minimum is 2")
    assert lines[1].outcome is Outcome.MET
    assert [line.subject for line in subject_lines(outcome(), "G5")[:4]] == ["NW", "SE", "SN", "SW"]
    assert subject_lines(outcome(), "M1")[0].name == "The whole scenario"
    assert subject_lines(outcome(), "P1") == ()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("W1.minimum", "3", 3),
        ("W3.minimum", "1.5", 1.5),
        ("T1.date", "30 Jun 2019", "2019-06-30"),
        ("M3.maximum", "£9.919m", 9_919_000.0),
        ("P1.maximum", "1,258", 1258),
    ],
)
def test_a_threshold_reads_as_it_is_written(key: str, text: str, value: object) -> None:
    assert read_setting(key, text) == value
    assert setting_text(key, read_setting(key, text)) == text


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("W1.minimum", "2.5", "DWO posts are whole"),
        ("W1.minimum", "−1", "too small"),
        ("T1.date", "1 May 2031", "outside the years planned"),
        ("T1.date", "March", "is not a date"),
        ("M3.maximum", "ten", "is not an amount"),
    ],
)
def test_a_threshold_that_cannot_be_is_refused_in_words(key: str, text: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_setting(key, text)


def test_the_ward_team_in_force_is_known_by_its_two_minimums() -> None:
    assert team_in_force(outcome()) == "2+1"
    assert team_in_force(decided((team_preset, ("1+1",)))) == "1+1"
    assert team_in_force(decided((set_rule, ("W2.minimum", 0)))) == ""


def test_every_figure_that_a_finding_names_can_be_asked_for() -> None:
    now, named = outcome(TWELVE), set()
    for rule in RULES:
        for line in subject_lines(now, rule)[:3]:
            if line.figure:
                assert parse(now, line.figure)
                named.add(rule)
    assert {"W1", "W2", "W3", "G1", "G2", "G5", "L1", "L2", "T1", "M1", "M3"} <= named
