"""The pathfinders' record as published, and exposure against East Area's own."""

from __future__ import annotations

import pytest

from planner.scenario.decisions import set_rule
from planner.views.response import LIMITS, exposure_table, month_words, response_record
from planner.words.vocabulary import Outcome
from tests.views.plans import NOT_ANY, TWO, decided, outcome


def test_the_record_holds_the_published_months() -> None:
    record = response_record()
    assert len(record.months) == 14
    assert (record.months[0].month, record.months[-1].month) == ("2016-07", "2017-08")
    assert [m.central_north for m in record.months] == [84, 85, 86, 89, 87, 87, 90, 85, 79, 79, 70, 69, 74, 78]
    assert [m.east_area for m in record.months] == [78, 76, 77, 79, 79, 79, 79, 75, 66, 63, 52, 50, 48, 63]
    assert [m.mps for m in record.months] == [83, 84, 83, 85, 86, 86, 88, 87, 86, 86, 83, 82, 82, 83]
    assert {m.target for m in record.months} == {90}


def test_the_pathfinders_start_in_january_2017() -> None:
    record = response_record()
    assert record.months[record.start].label == "Jan 2017"
    assert (record.status, record.source) == ("published", "MOPAC BCU progress briefing, Sept 2017, Appendix A")


def test_the_record_in_words_gives_ends_and_lows() -> None:
    assert response_record().summary == (
        "From Jan 2017 to Aug 2017: Central North 90 to 78 %, lowest 69 % in Jun 2017; "
        "East Area 79 to 63 %, lowest 48 % in Jul 2017; the Met 88 to 83 %. Target 90 %."
    )
    assert month_words(response_record().months[-1]) == (
        "Aug 2017: Central North 78 %, East Area 63 %, the Met 83 %, target 90 %"
    )


def test_the_limits_say_that_nothing_is_predicted() -> None:
    assert LIMITS[0] == "A record, not a prediction."
    assert any("September 2017" in limit for limit in LIMITS)


def test_exposure_stands_greatest_first_against_east_areas_own() -> None:
    table = exposure_table(outcome())
    assert [(r.code, r.text) for r in table.rows[:5]] == [
        ("SW", "2.12"), ("SE", "1.86"), ("SN", "1.77"), ("NW", "1.68"), ("EA", "1.66"),
    ]  # fmt: skip
    assert table.threshold_text == "1.66"
    assert [r.code for r in table.rows if r.is_above] == ["SW", "SE", "SN", "NW"]
    assert table.rows[0].outcome is Outcome.AT_RISK
    assert table.rows[4].outcome is Outcome.MET
    assert table.most == pytest.approx(2.124, abs=0.001)


def test_with_g5_off_exposure_is_shown_without_a_finding() -> None:
    table = exposure_table(decided((set_rule, ("G5.on", False))))
    assert table.rows[0].outcome is None
    assert table.rows[0].words == "South West: response exposure 2.12"
    assert table.rows[0].is_above


def test_only_bcus_with_boroughs_have_exposure() -> None:
    assert [r.code for r in exposure_table(outcome(TWO)).rows] == ["EA", "CN"]
    assert exposure_table(outcome(NOT_ANY)).quiet.startswith("No BCU has a borough yet.")
