"""Savings by year and by BCU as shown, held against figures worked by hand.

Twelve BCUs, real 2017/18 prices, pounds. Central North and East Area live from 31 Jan 2017: 60 of 365 days of
2016/17; 60 ÷ 365 × 7,144,768 = 1,174,482.41 and 60 ÷ 365 × 7,600,264 = 1,249,358.47, together 2,423,840.88.
"""

from __future__ import annotations

from datetime import date

import pytest

from planner.outcome.explain import explain
from planner.scenario.decisions import assign_boroughs, choose_target, set_go_live, set_one_off, set_target_field
from planner.views.savings import Cell, SavingsRow, bcu_savings, rounding_in_all, savings_table
from planner.views.targets import one_off_table, target_rows
from planner.words.vocabulary import Outcome, Terms
from tests.views.plans import NOT_ANY, TWO, decided, outcome


def row(of: object, id_: str) -> SavingsRow:
    return next(r for r in of.rows if r.id == id_)  # type: ignore[attr-defined]


def texts(found: SavingsRow) -> list[str]:
    return [cell.text for cell in found.cells]


def test_gross_saving_by_year_is_in_millions_with_the_exact_pounds_behind() -> None:
    gross = row(savings_table(outcome()), "gross")
    assert texts(gross) == ["2.4", "14.7", "45.8", "99.8", "99.8", "99.8"]
    assert [round(c.value or 0, 2) for c in gross.cells[:4]] == [2423840.88, 14745032.00, 45843332.04, 99770090.00]
    assert gross.cells[0].tip == "£2,423,840.88"
    assert gross.cells[0].value == pytest.approx(1174482.41 + 1249358.47, abs=0.01)
    assert gross.full_year.text == "99.8"


def test_net_takes_the_revenue_cost_away_and_leaves_capital_beside() -> None:
    table = savings_table(outcome())
    assert texts(row(table, "one_off_revenue")) == ["–", "−2.2", "−2.0", "−2.0", "–", "–"]
    assert texts(row(table, "net")) == ["2.4", "12.5", "43.9", "97.8", "99.8", "99.8"]
    # 14,745,032 − 2,244,000; the 3,723,000 of capital in 2018/19 is not in 45,843,332.04 − 1,976,000.
    assert row(table, "net").cells[1].value == 12_501_032
    assert row(table, "net").cells[2].value == pytest.approx(43_867_332.04)
    assert texts(row(table, "one_off_capital")) == ["–", "–", "3.7", "–", "–", "–"]
    assert row(table, "one_off_capital").full_year.text == "3.7 in all"
    assert row(table, "one_off_capital").look == "beside"


def test_cumulative_net_is_what_the_years_add_up_to() -> None:
    table = savings_table(outcome())
    last = row(table, "cumulative_net").cells[-1]
    assert last.value == pytest.approx(sum(c.value or 0 for c in row(table, "net").cells))
    assert last.tip == "£356,126,474.92"
    assert row(table, "cumulative_net").full_year.text == "–"


def test_each_year_stands_against_the_target_in_force_with_the_reason_when_short() -> None:
    against = row(savings_table(outcome()), "gap")
    assert against.label == "Against £73m a year"
    assert texts(against) == ["−70.6", "−58.3", "−27.2", "+26.8", "+26.8", "+26.8"]
    assert [c.outcome for c in against.cells] == [Outcome.INCOMPLETE] * 3 + [Outcome.MET] * 3
    assert "10 BCUs are not live all year" in against.cells[2].tip
    assert (against.full_year.text, against.full_year.outcome) == ("+26.8", Outcome.MET)
    assert against.full_year.value == 99_770_090 - 73_000_000


def test_a_full_year_short_of_the_target_with_boroughs_unassigned_is_incomplete() -> None:
    table = savings_table(outcome(TWO))
    assert row(table, "gap").full_year.outcome is Outcome.INCOMPLETE
    assert "27 boroughs not yet in a BCU" in row(table, "gap").cells[5].tip
    assert table.summary.endswith("not met by 2021/22.")


def test_a_year_live_throughout_and_short_of_the_target_is_not_met() -> None:
    from planner.scenario.decisions import set_target_field

    raised = decided((set_target_field, ("f013", "amount", 120e6)))
    against = row(savings_table(raised), "gap")
    assert [c.outcome for c in against.cells[2:4]] == [Outcome.INCOMPLETE, Outcome.NOT_MET]
    assert against.full_year.outcome is Outcome.NOT_MET


def test_a_force_wide_target_in_force_shows_this_programmes_share_and_no_gap() -> None:
    table = savings_table(decided((choose_target, ("f001",))))
    assert all(r.id != "gap" for r in table.rows)
    share = row(table, "share")
    assert share.label == "This programme's share of £400m"
    # 156,586,294.92 ÷ 400,000,000 = 39.1 %
    assert share.cells[3].text == "39 %"
    assert share.cells[3].outcome is None
    assert "39 % of it, with the rest of the force to meet the rest" in table.summary


def test_cash_terms_are_said_and_grow_with_the_pay_award() -> None:
    table = savings_table(outcome(terms=Terms.CASH))
    assert table.head == "£ million, cash"
    assert table.terms == "cash, pay award 1 % a year from 2017/18"
    assert row(table, "gross").cells[3].tip == "£101,775,462.53"
    assert table.full_year_head == "Full year, 2019/20"


def test_the_summary_says_terms_gap_and_the_first_year_met() -> None:
    assert savings_table(outcome()).summary == (
        "Full-year saving £99.8m, real 2017/18 prices. "
        "+£26.8m against £73m a year, local policing (F013); first met in 2019/20."
    )


def test_the_baseline_as_a_scenario_saves_nothing_and_costs_nothing() -> None:
    table = savings_table(outcome(NOT_ANY))
    assert texts(row(table, "gross")) == ["0.0"] * 6
    assert texts(row(table, "net")) == ["0.0"] * 6


def test_every_figure_of_the_table_can_be_asked_for() -> None:
    from planner.outcome.explain import explain

    now = outcome()
    for found in savings_table(now).rows:
        for cell in (*found.cells, found.full_year):
            if cell.figure:
                assert abs(explain(now, cell.figure).value) == pytest.approx(abs(cell.value or 0))


def test_savings_by_bcu_add_up_to_all_bcus() -> None:
    table = bcu_savings(outcome())
    assert [r.code for r in table.rows][:3] == ["CE", "CN", "AS"]
    for i in range(6):
        assert sum(r.cells[i].value or 0 for r in table.rows) == pytest.approx(table.total.cells[i].value)
    assert table.total.full_year.value == 99_770_090
    assert next(r for r in table.rows if r.code == "CN").cells[0].tip == "£1,174,482.41"


def test_of_which_rounding_is_the_sum_of_the_bcus() -> None:
    now = outcome()
    table = bcu_savings(now)
    assert sum(r.rounding.value or 0 for r in table.rows) == pytest.approx(rounding_in_all(now))
    assert table.total.rounding.text == "+0.36"
    assert row(savings_table(now), "rounding").full_year.text == "+0.4"


def test_a_move_not_yet_made_shows_beside_the_full_year() -> None:
    from planner.scenario.decisions import set_override
    from planner.words.vocabulary import Function, Role

    # 100 fewer constables at £57,143 are £5.7m more.
    then = decided((set_override, ("CN", Function.RESPONSE, Role.CONSTABLE, 0)))
    cell = row(savings_table(outcome(), then), "gross").full_year
    assert isinstance(cell, Cell)
    assert cell.text == "99.8"
    assert cell.then == row(savings_table(then), "gross").full_year.text != "99.8"


def test_a_later_go_live_and_a_cost_move_the_years_by_hand() -> None:
    # Central North a year later, on 31 Jan 2018: it leaves 2016/17 and is live 60 of 365 days of 2017/18.
    later = decided((set_go_live, ("CN", date(2018, 1, 31))), (set_one_off, ("revenue", "2020/21", 1e6)))
    table = savings_table(later)
    assert row(table, "gross").cells[0].tip == "£1,249,358.47"
    assert row(table, "gross").cells[1].value == pytest.approx(7_600_264 + 1_174_482.41)
    assert row(table, "net").cells[4].value == 98_770_090


def test_every_figure_of_the_savings_tab_can_be_asked_how_it_is_worked_out() -> None:
    now = outcome()
    table, by_bcu, one_off = savings_table(now), bcu_savings(now), one_off_table(now)
    cells = [cell for r in table.rows for cell in (*r.cells, r.full_year)]
    cells += [cell for r in (*by_bcu.rows, by_bcu.total) for cell in (*r.cells, r.full_year, r.rounding)]
    cells += [cell for r in (*one_off.rows, one_off.total) for cell in (*r.cells, r.in_all)]
    asked = [cell for cell in cells if cell.value is not None]
    assert len(asked) > 100
    for cell in asked:
        assert abs(explain(now, cell.figure).value) == pytest.approx(abs(cell.value or 0)), cell


@pytest.mark.parametrize("free", [(), ("E09000010",)])
@pytest.mark.parametrize("amount", [73_000_000, 500_000_000])
def test_a_target_stands_the_same_in_the_register_the_savings_and_rule_m1(free: tuple[str, ...], amount: int) -> None:
    moves = [(set_target_field, ("f013", "amount", amount))] if amount != 73_000_000 else []
    found = decided(*moves, *([(assign_boroughs, (list(free), None))] if free else []))
    registered = next(r for r in target_rows(found) if r.id == "f013").standing
    full = row(savings_table(found), "gap").full_year
    ruled = next(r.worst for r in found.rules if r.id == "M1")
    assert (registered.outcome, registered.value, registered.tip) == (full.outcome, full.value, full.tip)
    assert registered.outcome == ruled
