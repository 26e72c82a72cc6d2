"""A frozen scenario gives the same figures ever after, and says so where a later planner works one out otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.area import shipped
from planner.area.types import Area, Baseline
from planner.outcome import evaluate as evaluating
from planner.outcome.evaluate import evaluate_plan
from planner.outcome.frozen import differences, figures_of, is_as_frozen, record_of
from planner.outcome.remembered import Remembered
from planner.plan_file import area_codec
from planner.scenario import decisions as d
from planner.scenario import moved
from planner.scenario import shipped as shipped_scenarios
from planner.scenario.decisions import Refused
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.session import Session
from planner.session import session as sitting
from planner.words.vocabulary import Terms

TWELVE = "twelve-bcus-2018"
ENFIELD, HARINGEY = "E09000010", "E09000014"


@pytest.fixture
def frozen(tmp_path: Path) -> Session:
    """The shipped plan with Enfield moved and the scenario frozen, saved."""
    session = Session.shipped(recent_folder=tmp_path, who=lambda: "Ann")
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.freeze_scenario, session.record())
    session.save_as(tmp_path / "map.bcuplan")
    return session


def test_the_record_holds_the_headline_figures_to_the_penny() -> None:
    figures = figures_of(shipped_plan(), TWELVE)
    assert figures["full_year_saving, real"] == 99_770_090
    assert figures["officers_in_all, real"] == 15_937
    assert figures["gross[2019/20], real"] == 99_770_090
    assert figures["rules_not_met"] == 0
    assert len(figures) == 8 + 2 * 3 * 6 + 2


def test_the_record_says_who_when_and_with_what() -> None:
    plan = shipped_plan()
    record = record_of(plan, TWELVE, when="2026-11-14T09:05:00+00:00", who="Ann")
    assert (record.when, record.who, record.app) == (
        "2026-11-14T09:05:00+00:00", "Ann", f"BCU Planner {planner.__version__}",
    )  # fmt: skip
    assert record.fingerprint == fingerprint(plan.shown)


def test_freezing_changes_no_figure_and_no_fingerprint(frozen: Session) -> None:
    shown = frozen.plan.shown
    assert shown.frozen is not None
    assert shown.frozen.fingerprint == fingerprint(shown)
    assert differences(frozen.plan, shown) == ()
    assert is_as_frozen(shown)


def test_a_later_planner_that_ships_other_data_gives_the_same_figures(
    frozen: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another version, area, baseline and assumptions shipped, the file's own are used."""
    path, then = frozen.path, figures_of(frozen.plan, TWELVE)
    assert path is not None
    _ship_others(monkeypatch)
    again = Session.open(path)
    assert again.plan == frozen.plan
    assert figures_of(again.plan, TWELVE) == then
    assert differences(again.plan, again.plan.shown) == ()
    assert Session.new().outcome.number("area_cost_baseline") != evaluate_plan(again.plan).number("area_cost_baseline")


def test_a_later_planner_with_another_equation_is_said_with_both_figures(
    frozen: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = frozen.path
    assert path is not None
    run = evaluating.program().run

    class Other:
        def run(self, values: Any, last: Any) -> Any:
            found = dict(run(values))
            found["full_year_saving"] = found["full_year_saving"] - 1_000_000
            return found

    monkeypatch.setattr(planner, "__version__", "9.0.0")
    monkeypatch.setattr(evaluating, "program", Other)
    monkeypatch.setattr(evaluating, "_outcomes", Remembered(8))
    again = Session.open(path)
    (found,) = differences(again.plan, again.plan.shown)
    assert (found.label, found.then - (found.now or 0)) == ("Full-year saving", 1_000_000)


def test_what_another_program_decided_in_a_frozen_scenario_is_noticed(frozen: Session) -> None:
    shown = frozen.plan.shown
    assert not is_as_frozen(replace(shown, assignment=shown.assignment.put(HARINGEY, "NW")))


def test_a_decision_on_a_frozen_scenario_is_refused_with_the_way_on(frozen: Session) -> None:
    before = frozen.plan
    with pytest.raises(Refused, match=r"is frozen, so that its figures stay as they are\. Duplicate it to go on\."):
        frozen.decide(d.assign_boroughs, [HARINGEY], "NW")
    with pytest.raises(Refused, match="Unfreeze it before removing it"):
        frozen.decide(d.remove_scenario)
    with pytest.raises(Refused, match="is frozen already"):
        frozen.decide(d.freeze_scenario, frozen.record())
    assert frozen.plan is before


def test_the_copy_of_a_frozen_scenario_can_be_changed(frozen: Session) -> None:
    assert frozen.decide(d.duplicate_scenario) is not None
    assert frozen.plan.shown.frozen is None
    assert frozen.decide(d.assign_boroughs, [HARINGEY], "NW") is not None


def test_unfreezing_is_a_step_that_can_be_undone(frozen: Session) -> None:
    step = frozen.decide(d.unfreeze_scenario)
    assert step is not None
    assert step.label == "Unfreeze Twelve BCUs, February 2018"
    assert frozen.plan.shown.can_change
    frozen.undo()
    assert frozen.plan.shown.closed == "frozen"
    assert frozen.decide(d.unfreeze_scenario) is not None
    assert frozen.decide(d.unfreeze_scenario) is None


def test_a_read_only_scenario_needs_no_freezing_and_a_stale_record_is_refused(frozen: Session) -> None:
    stale = frozen.record()
    frozen.choose("two-pathfinders-2017")
    with pytest.raises(Refused, match="is not Two pathfinders, 2017 as it is now"):
        frozen.decide(d.freeze_scenario, stale)
    frozen.choose("borough-commands-2016")
    with pytest.raises(Refused, match="stay as they are without freezing"):
        frozen.decide(d.freeze_scenario, frozen.record())


def test_cash_figures_are_kept_too() -> None:
    figures = figures_of(shipped_plan(), TWELVE)
    outcome = evaluate_plan(shipped_plan(), Terms.CASH, TWELVE)
    assert figures["net[2019/20], cash"] == pytest.approx(outcome.number("net", "2019/20"), abs=0.005)


def _ship_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a later version might: a version number, an area, a baseline and an assumption of its own."""
    old_area, old_baseline = shipped.load_area(), shipped.load_baseline(shipped.load_area())
    area = replace(old_area, name="London, wards redrawn")
    posts = old_baseline.posts.put(ENFIELD, tuple(x + 1 for x in old_baseline.posts[ENFIELD]))
    baseline = replace(old_baseline, area_hash=area.hash, posts=posts)
    old = shipped_scenarios.shipped_assumptions()
    assumptions = old.put("cost.pcso", replace(old["cost.pcso"], value=50_000.0))

    def load_area(area_id: str = shipped.SHIPPED_AREA) -> Area:
        return area

    def load_baseline(of: Area) -> Baseline:
        return baseline

    monkeypatch.setattr(planner, "__version__", "9.0.0")
    for module in (shipped_scenarios, area_codec, moved):
        monkeypatch.setattr(module, "load_area", load_area)
        monkeypatch.setattr(module, "load_baseline", load_baseline)
    monkeypatch.setattr(shipped_scenarios, "shipped_assumptions", lambda: assumptions)
    monkeypatch.setattr(sitting, "shipped_plan", shipped_scenarios.shipped_plan.__wrapped__)
