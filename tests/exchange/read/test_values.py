from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from planner.exchange.columns import Reads
from planner.exchange.problems import Reason
from planner.exchange.read.choices import bcu_choices, fixed_choices
from planner.exchange.read.values import Spec, Wrong, as_text, read_value, shown
from planner.exchange.tables import CHOICES, FUNCTION_LIST, ROLE_LIST, STATUSES, YEAR_LIST

NBSP = "\u00a0"
POSTS = Spec(Reads.WHOLE, "DWO posts", 0, 99)
BLANK_POSTS = Spec(Reads.WHOLE, "Override", 0, 9_999, may_be_blank=True)
PART = Spec(Reads.NUMBER, "Minimum", 0)
RATE = Spec(Reads.SHARE, "Abstraction rate", 0, 1)
CHANGE = Spec(Reads.SHARE, "Value", -1, 10)
MONEY = Spec(Reads.POUNDS, "Amount", 0)
COST = Spec(Reads.POUNDS, "Value", None, 10_000_000, above=0)
DAY = Spec(Reads.DATE, "Go-live date", may_be_blank=True)
FLAG = Spec(Reads.YES_NO, "Ring-fenced")
NAME = Spec(Reads.NAME, "Target")
CODE = Spec(Reads.CODE, "BCU")
TEXT = Spec(Reads.TEXT, "Source", may_be_blank=True)
FUNCTION = Spec(Reads.CHOICE, "Function", choices=fixed_choices(FUNCTION_LIST))
ROLE = Spec(Reads.CHOICE, "Role", choices=fixed_choices(ROLE_LIST))
YEAR = Spec(Reads.CHOICE, "By", choices=fixed_choices(YEAR_LIST))
STATUS = Spec(Reads.CHOICE, "Status", choices=fixed_choices(STATUSES))
BCU = Spec(Reads.CHOICE, "BCU", may_be_blank=True, choices=bcu_choices({"CN": "Central North", "NA": "North Area"}))


@pytest.mark.parametrize(
    ("spec", "raw", "value"),
    [
        (POSTS, 2, 2),
        (POSTS, 2.0, 2),
        (POSTS, 2.0000000001, 2),
        (POSTS, "2 ", 2),
        (POSTS, f"{NBSP}2{NBSP}", 2),
        (POSTS, "\u200b2", 2),
        (BLANK_POSTS, "1,258", 1258),
        (BLANK_POSTS, f"1{NBSP}258", 1258),
        (BLANK_POSTS, None, None),
        (BLANK_POSTS, " ", None),
        (BLANK_POSTS, "–", None),
        (BLANK_POSTS, "-", None),
        (BLANK_POSTS, "—", None),
        (PART, "1.5", 1.5),
        (PART, 1.5, 1.5),
        (RATE, 0.12, 0.12),
        (RATE, "12%", 0.12),
        (RATE, "12 %", 0.12),
        (RATE, "12", 0.12),
        (RATE, "0", 0.0),
        (RATE, 1, 1.0),
        (CHANGE, "−16.7 %", -0.167),
        (CHANGE, "(5%)", -0.05),
        (MONEY, "£1.2m", 1_200_000.0),
        (MONEY, "£57,143", 57_143.0),
        (MONEY, "38k", 38_000.0),
        (MONEY, 73_000_000, 73_000_000.0),
        (COST, 0.5, 0.5),
        (DAY, datetime(2018, 10, 31), date(2018, 10, 31)),
        (DAY, datetime(2018, 10, 31, 9, 30), date(2018, 10, 31)),
        (DAY, date(2018, 10, 31), date(2018, 10, 31)),
        (DAY, "2018-10-31", date(2018, 10, 31)),
        (DAY, "2018-10-31 00:00:00", date(2018, 10, 31)),
        (DAY, "31 Oct 2018", date(2018, 10, 31)),
        (DAY, "31/10/2018", date(2018, 10, 31)),
        (DAY, "04/04/2018", date(2018, 4, 4)),
        (DAY, 43404, date(2018, 10, 31)),
        (DAY, "–", None),
        (FLAG, True, True),
        (FLAG, "Yes", True),
        (FLAG, " n ", False),
        (FLAG, "FALSE", False),
        (FLAG, 1, True),
        (FLAG, 0.0, False),
        (FLAG, "1", True),
        (NAME, "  Two   words ", "Two words"),
        (NAME, "=1+1", "=1+1"),
        (NAME, 2018, "2018"),
        (CODE, "cn ", "CN"),
        (CODE, 12.0, "12"),
        (CODE, True, "TRUE"),
        (TEXT, "a\r\nb ", "a\nb"),
        (TEXT, "–", "–"),
        (TEXT, 2018, "2018"),
        (TEXT, datetime(2018, 2, 12), "2018-02-12"),
        (TEXT, None, None),
        (FUNCTION, "emergency  response", "Emergency Response"),
        (FUNCTION, "response", "Emergency Response"),
        (ROLE, "DWO", "Dedicated Ward Officer"),
        (ROLE, "Ch. Supt", "Chief Superintendent"),
        (YEAR, "2018-19", "2018/19"),
        (YEAR, "2018/2019", "2018/19"),
        (STATUS, "Planner’s input", "planner's input"),
        (BCU, "na", "NA"),
        (BCU, "North Area", "NA"),
        (BCU, "", None),
        (Spec(Reads.CHOICE, "BCU"), "xy", "XY"),
    ],
)
def test_a_value_is_read_as_a_planner_types_it(spec: Spec, raw: Any, value: Any) -> None:
    found = read_value(raw, spec)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("spec", "raw", "reason", "words"),
    [
        (POSTS, None, Reason.ABSENT, "nothing is written"),
        (POSTS, "–", Reason.ABSENT, "“–” says none"),
        (NAME, " ", Reason.ABSENT, "nothing is written"),
        (POSTS, "two", Reason.UNREADABLE, "is not a number"),
        (POSTS, "1,25", Reason.UNREADABLE, "comma where none"),
        (POSTS, True, Reason.UNREADABLE, "“TRUE” is not a number"),
        (POSTS, datetime(2018, 4, 3), Reason.UNREADABLE, "is a date"),
        (POSTS, time(9), Reason.UNREADABLE, "is a date or a time"),
        (POSTS, timedelta(days=2), Reason.UNREADABLE, "is a date or a time"),
        (POSTS, "12%", Reason.UNREADABLE, "is not a number"),
        (POSTS, "9" * 5_000, Reason.OUT_OF_RANGE, "5,000 characters"),
        (POSTS, "9" * 3_000, Reason.UNREADABLE, "too large"),
        (POSTS, 2.5, Reason.NOT_ALLOWED, "not a whole number"),
        (POSTS, "2.5", Reason.NOT_ALLOWED, "not a whole number"),
        (POSTS, -1, Reason.OUT_OF_RANGE, "too small"),
        (POSTS, "100", Reason.OUT_OF_RANGE, "too large"),
        (RATE, "0.12", Reason.UNREADABLE, "0.12 % or 12 %"),
        (RATE, "1", Reason.UNREADABLE, "1 % or 100 %"),
        (RATE, 12, Reason.OUT_OF_RANGE, "too large"),
        (RATE, "120%", Reason.OUT_OF_RANGE, "too large"),
        (RATE, "some", Reason.UNREADABLE, "not a percentage"),
        (CHANGE, "5", Reason.UNREADABLE, "5 % or 500 %"),
        (MONEY, "lots", Reason.UNREADABLE, "not an amount"),
        (MONEY, "−£5", Reason.OUT_OF_RANGE, "too small"),
        (COST, 0, Reason.OUT_OF_RANGE, "too small"),
        (DAY, "03/04/2018", Reason.UNREADABLE, "3 April 2018 or 4 March 2018"),
        (DAY, "31/10/18", Reason.UNREADABLE, "is not a date"),
        (DAY, "soon", Reason.UNREADABLE, "is not a date"),
        (DAY, 2018, Reason.UNREADABLE, "is not a date"),
        (DAY, True, Reason.UNREADABLE, "is not a date"),
        (DAY, time(9), Reason.UNREADABLE, "is not a date"),
        (DAY, datetime(2030, 1, 1), Reason.OUT_OF_RANGE, "outside the years planned"),
        (FLAG, "maybe", Reason.NOT_ALLOWED, "neither yes nor no"),
        (FLAG, 2, Reason.NOT_ALLOWED, "neither yes nor no"),
        (NAME, "x" * 81, Reason.NOT_ALLOWED, "81 characters"),
        (CODE, "CN-1", Reason.NOT_ALLOWED, "not a BCU code"),
        (CODE, datetime(2018, 3, 1), Reason.UNREADABLE, "is a date"),
        (TEXT, "a\x07b", Reason.NOT_ALLOWED, "cannot be shown"),
        (TEXT, "x" * 2_001, Reason.OUT_OF_RANGE, "2,001 characters"),
        (ROLE, "Sargeant", Reason.NOT_ALLOWED, "is not a role"),
        (BCU, "CX", Reason.NOT_ALLOWED, "is not the code of a BCU"),
        (Spec(Reads.CHOICE, "BCU"), "too long", Reason.NOT_ALLOWED, "not a BCU code"),
    ],
)
def test_what_is_wrong_is_one_of_four_things(spec: Spec, raw: Any, reason: Reason, words: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_value(raw, spec)
    assert caught.value.reason is reason
    assert words in caught.value.text
    assert caught.value.text.startswith(spec.what)
    assert caught.value.allowed == spec.allowed


@pytest.mark.parametrize(
    ("spec", "raw", "hint"),
    [
        (ROLE, "Sargeant", "Did you mean “Sergeant”?"),
        (RATE, 12, "In Excel 12 is 1,200 %: for 12 % type 12%."),
        (POSTS, None, "Write 0 for none."),
        (POSTS, datetime(2018, 4, 3), "set the cell to General"),
        (RATE, "0.12", "% sign"),
        (FLAG, None, ""),
    ],
)
def test_a_hint_says_what_to_do(spec: Spec, raw: Any, hint: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_value(raw, spec)
    assert hint in caught.value.hint
    assert bool(hint) is bool(caught.value.hint)


def test_days_of_the_1904_system_are_counted_from_its_first_day() -> None:
    assert read_value(41942, Spec(Reads.DATE, "Go-live date", is_1904=True)) == date(2018, 10, 31)


def test_a_value_by_unit_has_its_unit_settled_first() -> None:
    with pytest.raises(TypeError):
        read_value(1, Spec(Reads.BY_UNIT, "Value"))


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (POSTS, "a whole number from 0 to 99"),
        (BLANK_POSTS, "a whole number from 0 to 9,999, or blank"),
        (MONEY, "pounds, £0 or more"),
        (COST, "pounds above £0, to £10,000,000"),
        (RATE, "a percentage from 0 % to 100 %"),
        (PART, "a number, 0 or more"),
        (DAY, "a date from 1 Apr 2016 to 31 Mar 2022, or blank"),
        (FLAG, "yes or no"),
        (FUNCTION, "one of Neighbourhoods, Emergency Response, Investigation, Safeguarding and HQ"),
        (Spec(Reads.CHOICE, "BCU"), "1–4 letters A–Z or figures"),
        (Spec(Reads.BY_UNIT, "Value"), "what the unit says"),
        (NAME, "a name of 1–80 characters"),
        (TEXT, "text of at most 2,000 characters, or blank"),
        (CODE, "1–4 letters A–Z or figures"),
        (Spec(Reads.WHOLE, "Posts", None, 5), "a whole number, 5 or less"),
    ],
)
def test_what_may_stand_in_a_cell_is_said_in_words(spec: Spec, words: str) -> None:
    assert spec.allowed == words


def test_a_list_of_bcus_says_what_it_has() -> None:
    assert bcu_choices({}).allowed == "nothing yet: the sheet BCUs names none"
    many = bcu_choices({f"B{i}": "" for i in range(20)})
    assert many.allowed == "one of B0, B1 and B2 and 17 more"
    assert bcu_choices({"A": "North", "B": "north"}).find("North") is None


def test_the_fixed_lists_are_those_of_the_drop_downs() -> None:
    for name in (FUNCTION_LIST, ROLE_LIST, YEAR_LIST):
        assert fixed_choices(name).words == CHOICES[name]


@pytest.mark.parametrize(
    ("raw", "quoted", "plain"),
    [
        (None, "nothing", ""),
        (True, "“TRUE”", "TRUE"),
        (False, "“FALSE”", "FALSE"),
        (2.5, "“2.5”", "2.5"),
        (2.0, "“2”", "2"),
        (datetime(2018, 2, 12), "“12 Feb 2018”", "2018-02-12"),
        (datetime(2018, 2, 12, 9, 5), "“12 Feb 2018 09:05”", "2018-02-12 09:05:00"),
        (date(2018, 2, 12), "“12 Feb 2018”", "2018-02-12"),
        (f"2{NBSP}", "“2‹non-breaking space›”", f"2{NBSP}"),
    ],
)
def test_what_was_read_is_shown_as_it_stands(raw: Any, quoted: str, plain: str) -> None:
    assert shown(raw) == quoted
    assert as_text(raw) == plain
