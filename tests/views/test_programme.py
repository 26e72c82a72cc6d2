"""Go-live dates, targets and one-off cost as shown."""

from __future__ import annotations

from datetime import date

import pytest

from planner.scenario.decisions import set_go_live, set_one_off, set_rule
from planner.views.go_live import go_live, months_on, read_day
from planner.views.targets import amount_to_edit, one_off_table, read_amount, target_rows
from planner.words.numbers import ReadError
from planner.words.vocabulary import Outcome
from tests.views.plans import NOT_ANY, TWO, decided, outcome


def test_go_lives_stand_in_date_order_with_how_well_each_is_known() -> None:
    rows = go_live(outcome()).rows
    assert [(r.code, r.text, r.is_verified) for r in rows[:3]] == [
        ("CN", "31 Jan 2017", True),
        ("EA", "31 Jan 2017", True),
        ("SW", "31 May 2018", False),
    ]
    assert (rows[-1].code, rows[-1].text, rows[-1].status) == ("SN", "28 Feb 2019", "planned")
    assert rows[0].live[:2] == ("16 %", "100 %")
    assert "London Councils" in rows[0].source


def test_the_line_is_the_date_of_rule_t1_and_goes_when_it_is_off() -> None:
    found = go_live(outcome())
    assert found.line == date(2019, 3, 31)
    assert found.line_words == "all live by 31 Mar 2019 (T1)"
    assert found.first <= date(2017, 1, 31)
    assert found.last > date(2019, 3, 31)
    assert go_live(decided((set_rule, ("T1.on", False)))).line is None


def test_a_go_live_after_the_line_is_not_met_and_none_is_incomplete() -> None:
    late = go_live(decided((set_go_live, ("SN", date(2019, 4, 1))), (set_go_live, ("CN", None))))
    by_code = {r.code: r for r in late.rows}
    assert by_code["SN"].verdict is Outcome.NOT_MET
    assert by_code["SN"].words == "South Area goes live on 1 Apr 2019, planner's input, after 31 Mar 2019"
    assert (by_code["CN"].verdict, by_code["CN"].text) == (Outcome.INCOMPLETE, "no date")
    assert late.rows[-1].code == "CN"


def test_a_scenario_without_bcus_still_has_an_axis() -> None:
    found = go_live(outcome(NOT_ANY))
    assert found.rows == ()
    assert found.first < found.last


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2018, 10, 31), 1, date(2018, 11, 30)),
        (date(2018, 11, 30), 1, date(2018, 12, 31)),
        (date(2019, 1, 9), -1, date(2018, 12, 9)),
        (date(2018, 12, 31), 2, date(2019, 2, 28)),
        (date(2019, 1, 30), 1, date(2019, 2, 28)),
    ],
)
def test_a_month_on_keeps_the_day_or_the_months_end(day: date, months: int, then: date) -> None:
    assert months_on(day, months) == then


def test_a_typed_go_live_is_a_date_or_none() -> None:
    assert read_day("31 Mar 2018") == date(2018, 3, 31)
    assert read_day("–") is None
    with pytest.raises(ReadError, match="is not a date"):
        read_day("soon")


def test_targets_show_a_gap_for_local_policing_and_a_share_for_the_whole_force() -> None:
    rows = {r.id: r for r in target_rows(outcome())}
    assert rows["f013"].in_force
    assert next(r.id for r in target_rows(outcome())) == "f013"
    assert (rows["f013"].standing.text, rows["f013"].first_met) == ("+£26.8m", "2019/20")
    # 256,356,384.92 ÷ 420,000,000 = 61.0 %
    assert rows["f004"].standing.text == "61 %, this programme's share"
    assert (rows["f004"].standing.outcome, rows["f004"].first_met) == (None, "–")
    assert rows["f003"].dated == "12 Feb 2018"


def test_a_target_never_reached_says_by_when() -> None:
    rows = {r.id: r for r in target_rows(outcome(TWO))}
    assert rows["f013"].first_met == "not by 2021/22"
    assert rows["f013"].standing.outcome is Outcome.INCOMPLETE


def test_one_off_cost_adds_up_and_stands_against_what_was_approved() -> None:
    table = one_off_table(outcome())
    revenue, capital = table.rows
    assert [c.text for c in revenue.cells] == ["–", "2.244", "1.976", "1.976", "–", "–"]
    assert capital.in_all.text == "3.723"
    # 2.244 + 1.976 + 1.976 + 3.723 = 9.919, the approved amount.
    assert (table.total.in_all.text, table.outcome) == ("9.919", Outcome.MET)
    assert table.total.cells[2].text == "5.699"
    over = one_off_table(decided((set_one_off, ("capital", "2019/20", 1.0))))
    assert over.outcome is Outcome.NOT_MET


def test_an_amount_typed_bare_and_small_is_in_millions() -> None:
    assert read_amount("2.244") == 2_244_000
    assert read_amount("£2,244,000") == 2_244_000
    assert read_amount("500000") == 500_000
    assert read_amount("1.5m") == 1_500_000
    assert read_amount("") is None
    with pytest.raises(ReadError):
        read_amount("a lot")


def test_an_amount_is_edited_as_whole_pounds_and_reads_back_the_same() -> None:
    assert amount_to_edit(2_244_000.0) == "£2,244,000"
    assert read_amount(amount_to_edit(2_244_000.0)) == 2_244_000
    assert amount_to_edit(0.0) == ""
