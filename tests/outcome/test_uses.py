"""What an assumption goes into, read off the equations themselves."""

from __future__ import annotations

from planner.outcome.uses import readers, rests_on, used_by
from planner.scenario.shipped import shipped_assumptions


def test_a_unit_cost_goes_into_the_cost_of_a_post_and_all_money_above_it() -> None:
    assert used_by("cost.pcso") == ("Cost of a post", "full-year saving", "saving by year", "bridge")


def test_a_rate_goes_into_posts_and_through_them_into_money() -> None:
    assert used_by("change.sergeant.hq")[0] == "Posts before rounding"
    assert {"officer posts", "full-year saving"} <= set(used_by("change.sergeant.hq"))


def test_every_shipped_assumption_is_used() -> None:
    assert all(used_by(id_) for id_ in shipped_assumptions())


def test_what_no_equation_reads_is_used_by_nothing() -> None:
    assert used_by("no.such") == ()
    assert readers("full_year_saving") == ("Figure the target is held against",)
    assert not rests_on("officers_in_all", "unit_cost")
