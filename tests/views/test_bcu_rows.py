"""The sign of a BCU's row is the worst that a rule finds about the BCU, its boroughs, its wards or its functions."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import assign_boroughs, nominate, nominate_evenly, set_override, set_wards
from planner.views.bcu_rows import BcuRow, bcu_list, worst_by_bcu
from planner.words.vocabulary import Outcome as RuleOutcome
from tests.views.plans import decided, outcome

ENFIELD, HARINGEY = "E09000010", "E09000014"


def signs(found: Outcome) -> dict[str, tuple[str, str]]:
    return {code: (verdict.value, words) for code, (verdict, words) in worst_by_bcu(found).items()}


def rows(found: Outcome, then: Outcome | None = None) -> dict[str, BcuRow]:
    return {row.code: row for row in bcu_list(found, then).rows}


def test_boroughs_nobody_is_nominated_for_leave_their_bcu_incomplete() -> None:
    assert signs(outcome())["NA"] == ("incomplete", "L3: 2 boroughs without a nominated superintendent")
    one = signs(decided((nominate, (ENFIELD, "Neighbourhoods"))))["NA"]
    assert one == ("incomplete", "L3: Haringey has no nominated superintendent yet")


def test_a_row_is_met_only_where_no_rule_finds_anything() -> None:
    found = decided((nominate_evenly, ()))
    assert signs(found)["NA"] == ("met", "every rule is met")
    for code, (verdict, _) in signs(found).items():
        places = {code, *found.boroughs_of[code]}
        about = [r for rule in found.rules for r in rule.rows() if r.subject.partition(":")[0] in places]
        assert (verdict == "met") == all(r.outcome == RuleOutcome.MET for r in about), code


def test_one_superintendent_for_two_boroughs_marks_the_bcu_at_risk() -> None:
    both = decided((nominate, (ENFIELD, "Neighbourhoods")), (nominate, (HARINGEY, "Neighbourhoods")))
    verdict, words = signs(both)["NA"]
    assert verdict == "at risk"
    assert words.startswith("L4: The Neighbourhoods superintendent of North Area is nominated for")


@pytest.mark.parametrize(
    ("wards", "words"), [(1, "W1: "), (3, "W1: 3 wards below the minimum of DWO posts (at least 2)")]
)
def test_wards_at_fault_are_counted_and_come_before_what_is_only_missing(wards: int, words: str) -> None:
    area = outcome().area
    codes = [area.wards[i].code for i in area.wards_of[ENFIELD][:wards]]
    verdict, said = signs(decided((set_wards, ("dwo", dict.fromkeys(codes, 1)))))["NA"]
    assert verdict == "not met"
    assert said.startswith(words)


def test_a_row_opened_for_a_move_says_that_its_bcu_has_nobody_to_nominate() -> None:
    gone = (set_override, ("NW", "Neighbourhoods", "Superintendent", 0))
    named = (nominate, (ENFIELD, "Neighbourhoods"))
    now = decided(gone, named)
    then = decided(gone, named, (assign_boroughs, ([ENFIELD], "NW")))
    found = [(x.rule, x.outcome.value, x.words) for x in rows(now, then)["NW"].findings]
    assert ("L3", "not met", "Enfield: North West has no Neighbourhoods superintendent to nominate") in found


def test_a_row_opened_for_a_move_leaves_nominations_still_to_be_made_to_the_issues() -> None:
    free = decided((assign_boroughs, ([ENFIELD], None)))
    findings = rows(free, outcome())["NA"].findings
    assert not any(finding.rule == "L3" for finding in findings)
