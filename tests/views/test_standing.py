"""Where a map stands: counts, words and chart, each saying how it is known."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import assign_boroughs, lock_boroughs, set_note
from planner.session import Session
from planner.suggest import Aim, Terms, standing
from planner.views.standing import Survey, method_words, part_words, place_rows, placed, standing_words, survey, waits
from planner.views.standing_chart import AS_GOOD, WORSE, in_unit, maps_chart, then_mark

HARINGEY, ENFIELD = "E09000014", "E09000010"


@pytest.fixture(scope="module")
def now() -> Outcome:
    return Session.shipped().outcome


@pytest.fixture(scope="module")
def found(now: Outcome) -> Survey:
    return survey(now, Terms())


def moved(borough: str, bcu: str | None) -> Outcome:
    session = Session.shipped()
    step = assign_boroughs(session.plan, session.plan.current, (borough,), bcu)
    assert step is not None
    return session.preview(step).outcome


def test_the_place_is_that_of_the_standing(now: Outcome, found: Survey) -> None:
    counted = standing(now.area, now.baseline, now.scenario, Terms())
    row = place_rows(found, now)[0]
    assert row.good == f"{counted.as_good_or_better:,}" == "1,324,639"
    assert (row.part, row.how) == ("1.53 %", "exact")
    assert "counted exactly" in standing_words(found, now)


def test_a_move_is_placed_exactly_before_it_is_made(now: Outcome, found: Survey) -> None:
    then = moved(HARINGEY, "CE")
    counted = standing(now.area, now.baseline, then.scenario, Terms())
    row = next(r for r in place_rows(found, now, then) if r.is_then)
    assert row.good.replace(",", "") == str(counted.as_good_or_better)
    assert row.how == "exact"


def test_a_map_outside_the_terms_is_said_to_be(now: Outcome, found: Survey) -> None:
    assert "does not meet the terms" in standing_words(found, now, moved(ENFIELD, "NW"))
    assert "does not meet the terms" not in standing_words(found, now)


def test_a_move_out_of_any_bcu_has_no_place(now: Outcome, found: Survey) -> None:
    then = moved(HARINGEY, None)
    assert standing_words(found, now, then).startswith("If released: a borough would be in no BCU")
    assert not [r for r in place_rows(found, now, then) if r.is_then]
    assert then_mark(found, 0, then) is None


def test_the_spread_is_exact_once_made_and_sampled_while_dragging(now: Outcome) -> None:
    terms = Terms(aims=(Aim.SPREAD,))
    assert waits(terms)
    found = survey(now, terms)
    rows = {r.key: r for r in place_rows(found, now, moved(HARINGEY, "CE"))}
    assert (rows["Spread now"].good, rows["Spread now"].how) == ("2,109,223", "exact")
    assert rows["Spread if released"].how == "sampled"
    assert rows["Spread if released"].good.startswith("about ")
    assert rows["spread best"].value == "25.2 % of the mean"


def test_two_aims_are_counted_at_once_too(now: Outcome) -> None:
    found = survey(now, Terms(aims=(Aim.DEVIATION, Aim.EXPOSURE)))
    row = place_rows(found, now)[-1]
    assert (row.label, row.good, row.how) == ("Both at once, now", "62,491", "exact")
    assert "62,491 are as good or better on both: 0.07 %, counted exactly" in standing_words(found, now)


def test_none_of_the_sample_is_told_as_a_bound_and_not_as_nought(now: Outcome) -> None:
    found = survey(now, Terms(aims=(Aim.DEVIATION, Aim.OUTLINE)))
    row = place_rows(found, now)[-1]
    assert row.good == "under 16,604"
    assert row.part == "under 0.02 %"
    assert "drawn uniformly, seed 1" in method_words(found)


def test_the_distribution_holds_for_other_maps_and_not_for_other_terms(now: Outcome, found: Survey) -> None:
    assert found.holds_for(moved(HARINGEY, "CE"), Terms())
    assert not found.holds_for(now, Terms(largest=5))
    session = Session.shipped()
    session.decide(set_note, "a note")
    session.decide(lock_boroughs, (ENFIELD,))
    assert found.holds_for(session.outcome, Terms())
    assert not found.holds_for(session.outcome, Terms(locked_boroughs=frozenset({ENFIELD})))


def test_the_next_map_is_placed_in_the_same_distribution(now: Outcome, found: Survey) -> None:
    then = moved(HARINGEY, "CE")
    after = placed(found, then)
    assert after.landscape is found.landscape
    assert after.outcome is then
    assert placed(found, moved(HARINGEY, None)).quiet.startswith("Twelve BCUs, February 2018 cannot be placed")


def test_the_bars_are_all_maps_and_part_at_the_present_one(now: Outcome, found: Survey) -> None:
    chart = maps_chart(found, 0, now)
    assert sum(int(row[2]) for row in chart.table) == 86_463_292
    assert chart.now is not None
    assert chart.now.words == "now 35.6 % of the mean"
    tones = [b.tone for b in chart.bins]
    assert tones == sorted(tones, key=(AS_GOOD, WORSE).index)
    assert set(tones) == {AS_GOOD, WORSE}
    assert chart.unit.startswith("million maps by % of the mean, counted exactly")
    assert chart.across.low <= chart.now.value <= chart.across.high


def test_a_larger_saving_is_the_better_one(now: Outcome) -> None:
    chart = maps_chart(survey(now, Terms(aims=(Aim.SAVING,), fewest=8, most=16)), 0, now)
    assert chart.now is not None
    assert chart.bins[0].tone == AS_GOOD  # from the best map to the worst
    assert chart.bins[-1].tone == WORSE
    assert chart.bins[0].low > chart.bins[-1].high
    assert all(b.low <= b.high for b in chart.bins)


@pytest.mark.parametrize(
    ("aim", "value", "shown"),
    [(Aim.DEVIATION, 0.127, 12.7), (Aim.OUTLINE, 268_000.0, 268.0), (Aim.SAVING, 1e6, 1.0), (Aim.EXPOSURE, 2.1, 2.1)],
)
def test_an_axis_has_its_own_unit(aim: Aim, value: float, shown: float) -> None:
    assert in_unit(aim, value) == pytest.approx(shown)


def test_a_share_too_small_to_write_is_not_nought() -> None:
    assert part_words(2 / 86_463_292) == "under 0.01 %"
    assert part_words(0.0) == "0.00 %"
