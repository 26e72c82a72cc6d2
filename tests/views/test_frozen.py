"""What a frozen scenario says of itself: calmly while it gives what it gave, with both figures where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import planner
from planner.outcome.frozen import differences
from planner.scenario import decisions as d
from planner.scenario.types import Frozen, Plan, Scenario
from planner.session import Session
from planner.views.frozen import FrozenNote, frozen_note

WHEN = "2026-11-14T09:05:00+00:00"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = Session.shipped(recent_folder=tmp_path, who=lambda: "Ann")
    session.decide(d.freeze_scenario, replace(session.record(), when=WHEN))
    return session


def note(plan: Plan, scenario: Scenario) -> FrozenNote:
    found = frozen_note(plan, scenario)
    assert found is not None
    return found


def frozen(session: Session, **changed: object) -> tuple[Plan, Scenario]:
    """The plan with another record in its frozen scenario."""
    shown = session.plan.shown
    assert shown.frozen is not None
    record: Frozen = replace(shown.frozen, **changed)  # type: ignore[arg-type]
    other = replace(shown, frozen=record)
    scenarios = tuple(other if s.id == other.id else s for s in session.plan.scenarios)
    return replace(session.plan, scenarios=scenarios), other


def test_a_scenario_that_is_not_frozen_says_nothing(tmp_path: Path) -> None:
    session = Session.shipped(recent_folder=tmp_path)
    assert frozen_note(session.plan, session.plan.shown) is None
    assert differences(session.plan, session.plan.shown) == ()


def test_it_says_when_by_whom_with_what_and_under_which_fingerprint(session: Session) -> None:
    found = note(session.plan, session.plan.shown)
    assert found.words == (
        f"Frozen 14 Nov 2026 by Ann, BCU Planner {planner.__version__}, fingerprint C95B-CF6F. "
        "Its figures are those it was frozen with."
    )
    assert (found.warning, found.rows, found.short) == ("", (), "Frozen C95B-CF6F")


def test_a_figure_that_is_another_now_is_told_with_both(session: Session) -> None:
    shown = session.plan.shown
    assert shown.frozen is not None
    figures = shown.frozen.figures.put("full_year_saving, real", 98_000_000.5).put("officers_in_all, real", 15_000)
    found = note(*frozen(session, app="BCU Planner 0.0.9", figures=figures))
    assert found.words == (
        f"BCU Planner {planner.__version__} works 2 figures out otherwise than BCU Planner 0.0.9, which froze it: "
        "Full-year saving, real terms was £98,000,000.50 and is £99,770,090.00; Officer posts in all was 15,000 and is "
        "15,937."
    )
    assert ("Officer posts in all", "15,000", "15,937") in found.rows
    assert "Officer posts in all: 15,000 then, 15,937 now" in found.details


def test_of_many_differences_three_are_told_and_all_are_in_the_details(session: Session) -> None:
    shown = session.plan.shown
    assert shown.frozen is not None
    figures = {name: value + 1 for name, value in shown.frozen.figures.items()}
    found = note(*frozen(session, figures=type(shown.frozen.figures)(figures)))
    assert "; and 43 more figures." in found.words
    assert len(found.rows) == len(figures) == 46
    assert ("Rules not met", "1", "0") in found.rows
    assert any(row[0] == "Net saving, 2019/20, cash terms" for row in found.rows)


def test_a_figure_no_longer_worked_out_has_a_dash(session: Session) -> None:
    shown = session.plan.shown
    assert shown.frozen is not None
    figures = shown.frozen.figures.put("gone_since, real", 3.0)
    found = note(*frozen(session, figures=figures))
    assert found.rows == (("gone_since", "3", "–"),)
    assert "gone_since was 3 and is –" in found.words


def test_decisions_changed_by_another_program_are_warned_of(session: Session) -> None:
    found = note(*frozen(session, fingerprint="0" * 64))
    assert found.short == "Frozen 0000-0000, not as it was"
    assert found.warning.startswith("What it decides is no longer what was frozen: another program changed it.")


def test_a_record_with_no_time_or_name_can_be_read(session: Session) -> None:
    found = note(*frozen(session, when="some day", who=""))
    assert found.words.startswith(f"Frozen at a time not known, BCU Planner {planner.__version__}, fingerprint")
