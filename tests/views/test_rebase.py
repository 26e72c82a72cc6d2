"""The baseline moved: found where it did, its effects one by one adding up, and rebasing one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.area.types import Baseline
from planner.scenario import decisions as d
from planner.scenario import moved as moving
from planner.scenario.shipped import shipped_plan
from planner.session import Session
from planner.views import rebase
from planner.views.rebase import effect_columns, effect_rows, moved
from planner.words.vocabulary import FUNCTIONS, ROLES

TWELVE = "twelve-bcus-2018"
ENFIELD, BARNET = "E09000010", "E09000003"
HQ_CONSTABLE = 4 * len(ROLES) + 5


def changed(borough: str = ENFIELD, cell: int = HQ_CONSTABLE, by: int = 10, **other: str) -> Baseline:
    """The shipped baseline with one cell changed."""
    plan = shipped_plan()
    old = plan.baseline_of(plan.shown)
    posts = list(old.posts[borough])
    posts[cell] += by
    return replace(old, posts=old.posts.put(borough, tuple(posts)), **other)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.shipped(recent_folder=tmp_path)


def ship(monkeypatch: pytest.MonkeyPatch, baseline: Baseline) -> None:
    monkeypatch.setattr(moving, "load_baseline", lambda area: baseline)


def test_the_shipped_baseline_has_not_moved(session: Session) -> None:
    assert moved(session.plan, TWELVE, session.history) is None


def test_a_baseline_that_ships_anew_is_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(monkeypatch, changed())
    found = moved(session.plan, TWELVE, session.history)
    assert found is not None
    assert (found.cells, found.short) == (1, "The baseline moved: 1 figure")
    assert found.words == (
        "The baseline moved: another “Illustrative baseline, 2016” ships with this planner, with 1 other figure. "
        "Twelve BCUs, February 2018 stays over its own until you rebase it."
    )


def test_a_baseline_of_another_name_or_area_is_no_newer_one(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(monkeypatch, changed(name="Another baseline"))
    assert moved(session.plan, TWELVE, session.history) is None
    ship(monkeypatch, changed(area_hash="0" * 64))
    assert moved(session.plan, TWELVE, session.history) is None


def test_a_frozen_or_read_only_scenario_stays_over_its_own(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.decide(d.freeze_scenario, session.record())
    ship(monkeypatch, changed())
    assert moved(session.plan, TWELVE, session.history) is None
    assert moved(session.plan, "borough-commands-2016", session.history) is None
    assert moved(session.plan, "two-pathfinders-2017", session.history) is not None


def test_rebasing_is_one_step_and_undo_takes_it_back(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    newer, before = changed(), session.plan
    ship(monkeypatch, newer)
    step = session.decide(d.set_baseline, newer)
    assert step is not None
    assert step.label == "Rebase Twelve BCUs, February 2018 on the other Illustrative baseline, 2016"
    assert session.plan.shown.baseline_hash == newer.hash
    assert moved(session.plan, TWELVE, session.history) is None
    session.undo()
    assert session.plan == before
    assert moved(session.plan, TWELVE, session.history) is not None


def test_a_workbook_brought_again_moves_the_baseline_of_scenarios_over_the_first(session: Session) -> None:
    first, second = changed(name="Baseline from posts.xlsx"), changed(by=20, name="Baseline from posts.xlsx")
    session.decide(d.set_baseline, first)
    session.decide(d.duplicate_scenario, "Copy", "copy")
    assert moved(session.plan, TWELVE, session.history) is None
    session.decide(d.set_baseline, second)
    found = moved(session.plan, TWELVE, session.history)
    assert found is not None
    assert found.baseline == second
    assert "came into the plan since" in found.words
    assert moved(session.plan, "copy", session.history) is None


def test_where_no_step_tells_the_baseline_that_ships_is_the_newest(session: Session) -> None:
    older = changed()
    plan = session.plan
    scenario = replace(plan.shown, baseline_hash=older.hash)
    plan = replace(
        plan,
        baselines=plan.baselines.put(older.hash, older),
        scenarios=tuple(scenario if s.id == scenario.id else s for s in plan.scenarios),
    )
    found = moved(plan, TWELVE, ())
    assert found is not None
    assert found.baseline == shipped_plan().baseline_of(shipped_plan().shown)


def test_the_effect_of_a_changed_cell_is_told_in_posts_and_pounds(session: Session) -> None:
    """By hand: 10 HQ constables more in the baseline of Enfield; the BCU keeps 80 % of HQ constables."""
    (row, total) = effect_rows(session.plan, TWELVE, changed())
    assert (row.place, row.what, row.before, row.after) == ("Enfield", "HQ, Constable", "10", "20")
    assert (row.posts, row.pounds) == (8, 2 * 57_143)
    assert total.is_total
    assert (total.posts, total.pounds) == (8, 2 * 57_143)
    assert (total.before, total.after) == ("18,150", "18,160")


def test_effects_and_what_is_only_together_add_up_to_all(session: Session) -> None:
    old = session.plan.baseline_of(session.plan.shown)
    posts = {code: tuple(x + 3 for x in row) for code, row in old.posts.items() if code in (ENFIELD, BARNET)}
    newer = replace(
        old,
        posts=type(old.posts)({**old.posts, **posts}),
        ward_dwo=(old.ward_dwo[0] + 1, *old.ward_dwo[1:]),
        ward_pcso=(*old.ward_pcso[:-1], old.ward_pcso[-1] + 1),
    )
    rows = effect_rows(session.plan, TWELVE, newer)
    assert len([row for row in rows if not row.is_total]) == 2 * len(FUNCTIONS) * len(ROLES) + 2
    assert sum(row.posts for row in rows[:-1]) == rows[-1].posts
    assert round(sum(row.pounds for row in rows[:-1]), 2) == rows[-1].pounds
    assert {row.what for row in rows if "," in row.place} == {"DWO posts", "PCSO posts"}


def test_where_very_many_cells_changed_a_boroughs_are_told_together(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebase, "MOST_ALONE", 5)
    old = session.plan.baseline_of(session.plan.shown)
    newer = replace(old, posts=old.posts.put(ENFIELD, tuple(x + 1 for x in old.posts[ENFIELD])))
    row, total = effect_rows(session.plan, TWELVE, newer)
    assert (row.place, row.what) == ("Enfield", "45 figures")
    assert (row.posts, row.pounds) == (total.posts, total.pounds)


def test_the_effects_are_copied_as_bare_numbers(session: Session) -> None:
    row = effect_rows(session.plan, TWELVE, changed())[0]
    assert [column.copied(row) for column in effect_columns()][-2:] == ["8", "114286.00"]
    assert [column.text(row) for column in effect_columns()][-2:] == ["+8", "+114,286"]
