"""Dates and financial years are written one way; a date with two readings is asked about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.words import dates as d
from planner.words.numbers import ReadError
from planner.words.vocabulary import YEARS

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2018, 3, 31), "2017/18"),
        (date(2018, 4, 1), "2018/19"),
        (date(2019, 12, 31), "2019/20"),
        (date(1999, 12, 31), "1999/00"),
    ],
)
def test_a_financial_year_starts_on_1_april(day: date, year: str) -> None:
    assert d.financial_year(day) == year


@given(DAYS)
def test_a_day_lies_in_its_financial_year(day: date) -> None:
    year = d.financial_year(day)
    assert d.year_start(year) <= day <= d.year_end(year)
    assert d.financial_year(d.year_end(year) + timedelta(days=1)) != year


def test_a_leap_day_makes_a_financial_year_366_days_long() -> None:
    assert [d.days_in_year(y) for y in ("2018/19", "2019/20", "2020/21")] == [365, 366, 365]


@pytest.mark.parametrize("year", ["2018", "2018/20", "2018-19", "FY18"])
def test_what_is_not_a_financial_year_is_refused(year: str) -> None:
    with pytest.raises(ValueError, match="is not a financial year; write it as 2018/19"):
        d.year_start(year)


def test_dates_are_written_short_in_tables_and_in_full_in_titles() -> None:
    assert d.long_date(date(2018, 10, 31)) == "31 Oct 2018"
    assert d.full_date(date(2026, 11, 22)) == "22 November 2026"
    assert d.long_date(date(2018, 5, 1)) == "1 May 2018"


@given(DAYS)
def test_a_date_reads_back_as_written(day: date) -> None:
    assert d.parse_date(d.long_date(day)) == day
    assert d.parse_date(d.full_date(day)) == day
    assert d.parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "31 Oct 2018",
        "31 October 2018",
        "31 oct. 2018",
        "31-Oct-2018",
        "2018-10-31",
        "31/10/2018",
        "31.10.2018",
        " 31\u00a0Oct\u00a02018 ",
    ],
)
def test_dates_are_read_as_typed(text: str) -> None:
    assert d.parse_date(text) == date(2018, 10, 31)


def test_the_same_figure_for_day_and_month_has_only_one_reading() -> None:
    assert d.parse_date("03/03/2018") == date(2018, 3, 3)


@given(DAYS)
def test_dates_in_figures_are_read_as_it_is_said_that_they_are_meant(day: date) -> None:
    assert d.parse_date(f"{day:%d/%m/%Y}", d.DayOrder.DAY_FIRST) == day
    assert d.parse_date(f"{day:%m/%d/%Y}", d.DayOrder.MONTH_FIRST) == day
    if day.day > 12:
        with pytest.raises(ReadError, match="not a day of the calendar"):
            d.parse_date(f"{day:%d/%m/%Y}", d.DayOrder.MONTH_FIRST)


def test_a_sept_is_a_september() -> None:
    assert d.parse_date("5 Sept 2018") == date(2018, 9, 5)


@given(DAYS)
def test_slashed_dates_are_read_only_when_the_day_cannot_be_a_month(day: date) -> None:
    text = f"{day:%d/%m/%Y}"
    if day.day > 12 or day.day == day.month:
        assert d.parse_date(text) == day
    else:
        with pytest.raises(ReadError, match="could be"):
            d.parse_date(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "03/04/2018",
            "“03/04/2018” could be 3 April 2018 or 4 March 2018; write the one meant, as 3 Apr 2018 or 4 Mar 2018",
        ),
        ("31 Feb 2018", "“31 Feb 2018” is not a day of the calendar; write it as 31 Oct 2018 or 2018-10-31"),
        ("10/31/2018", "“10/31/2018” is not a day of the calendar; write it as 31 Oct 2018 or 2018-10-31"),
        ("3 Foo 2018", "“3 Foo 2018” names no month; write it as 31 Oct 2018 or 2018-10-31"),
        ("Oct 2018", "“Oct 2018” is not a date; write it as 31 Oct 2018 or 2018-10-31"),
        ("31 Oct 18", "“31 Oct 18” is not a date; write it as 31 Oct 2018 or 2018-10-31"),
        ("", "Nothing is written here; write it as 31 Oct 2018 or 2018-10-31"),
    ],
)
def test_what_is_not_one_date_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ReadError) as refusal:
        d.parse_date(text)
    assert str(refusal.value) == sentence


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    refusal = ""
    try:
        d.parse_date(text)
    except ReadError as error:
        refusal = str(error)
    assert refusal.isprintable()


def test_the_years_planned_are_the_years_costed() -> None:
    assert d.year_start(YEARS[0]) == d.PLANNING_FIRST
    assert d.year_end(YEARS[-1]) == d.PLANNING_LAST


def test_a_go_live_date_stays_within_the_years_planned() -> None:
    d.check_go_live(d.PLANNING_FIRST)
    d.check_go_live(d.PLANNING_LAST)
    for outside in (d.PLANNING_FIRST - timedelta(days=1), d.PLANNING_LAST + timedelta(days=1)):
        with pytest.raises(ReadError, match="a go-live date is between 1 Apr 2016 and 31 Mar 2022"):
            d.check_go_live(outside)


def test_a_month_is_written_as_in_a_date() -> None:
    assert d.month_and_year(date(2017, 8, 1)) == "Aug 2017"
    assert d.long_date(date(2017, 8, 1)) == f"1 {d.month_and_year(date(2017, 8, 31))}"
