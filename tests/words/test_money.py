"""Pounds are written in one scale per view and read with or without sign and scale."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.words import money as m
from planner.words.numbers import ReadError

PENCE = st.integers(min_value=-(10**13), max_value=10**13)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (m.pounds(96_679_097), "£96,679,097"),
        (m.pounds(-1200), "\u2212£1,200"),
        (m.pounds(-0.3), "£0"),
        (m.pounds(0.5), "£1"),
        (m.pounds_pence(1200.5), "£1,200.50"),
        (m.pounds_pence(-0.004), "£0.00"),
        (m.millions(98_700_000), "£98.7m"),
        (m.millions(-73e6, 0), "\u2212£73m"),
        (m.signed_millions(25_681_000), "+£25.7m"),
        (m.signed_millions(-25_681_000), "\u2212£25.7m"),
        (m.signed_millions(-20_000), "£0.0m"),
        (m.signed_pence(-1200.5), "\u2212£1,200.50"),
        (m.signed_pence(0.004), "£0.00"),
        (m.in_millions(98_650_000), "98.7"),
        (m.in_millions(98_649_999), "98.6"),
        (m.in_millions(-49_999), "0.0"),
        (m.in_millions(1_234_567_890, 3), "1,234.568"),
        (m.signed_in_millions(2_244_000, 3), "+2.244"),
        (m.signed_in_millions(0), "0.0"),
    ],
)
def test_pounds_are_written_in_the_scale_asked_for(written: str, text: str) -> None:
    assert written == text


@pytest.mark.parametrize("places", [0, 1, 2, 3])
@given(before=PENCE, after=PENCE)
def test_a_change_in_millions_is_that_of_the_figures_as_written(before: int, after: int, places: int) -> None:
    written = [
        Decimal(m.in_millions(pence / 100, places).replace("\u2212", "-").replace(",", "")) for pence in (before, after)
    ]
    change = m.change_in_millions(before / 100, after / 100, places)
    assert Decimal(change.replace("\u2212", "-").replace(",", "")) == written[1] - written[0]
    assert change.startswith("+") == (written[1] > written[0])


def test_a_change_of_whole_pounds_is_that_of_the_figures_as_written() -> None:
    assert m.change_in_pounds(1.4, 3.6) == "+£3"
    assert m.change_in_pounds(3.6, 1.4) == "\u2212£3"
    assert m.change_in_pounds(0.6, 1.4) == "£0"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£1.2m", 1_200_000),
        ("£73 million", 73_000_000),
        ("73,000,000", 73_000_000),
        ("38k", 38_000),
        ("38 K", 38_000),
        ("£1.5bn", 1_500_000_000),
        ("£57,143", 57_143),
        ("£ 57,143.25", 57_143.25),
        ("\u2212£1,200", -1200),
        ("£-1,200", -1200),
        ("(£1.2m)", -1_200_000),
        ("\u00a0£9.919m\u00a0", 9_919_000),
        ("+£25.7m", 25_700_000),
    ],
)
def test_amounts_are_read_as_typed(text: str, value: float) -> None:
    assert m.parse_pounds(text) == value


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_whole_pounds_read_back_as_written(value: int) -> None:
    assert m.parse_pounds(m.pounds(value)) == value


@given(PENCE)
def test_pounds_and_pence_read_back_as_written(pence: int) -> None:
    assert m.parse_pounds(m.pounds_pence(pence / 100)) == pence / 100


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_millions_read_back_as_written(tenths: int) -> None:
    assert m.parse_pounds(m.millions(tenths * 100_000)) == tenths * 100_000


@pytest.mark.parametrize("text", ["£", "1.2x", "£1,2m", "££3", "12%", "1m2", "million", "£3 4", "$5"])
def test_what_is_not_an_amount_is_refused_with_the_ways_to_write_one(text: str) -> None:
    with pytest.raises(ReadError) as refusal:
        m.parse_pounds(text)
    assert str(refusal.value) == f"“{text}” is not an amount; write pounds as £57,143, £1.2m or 38k"


def test_an_empty_amount_is_refused_as_empty() -> None:
    with pytest.raises(ReadError, match=r"^Nothing is written here; write pounds as"):
        m.parse_pounds(" ")
