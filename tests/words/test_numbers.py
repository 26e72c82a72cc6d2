"""Numbers are written one way and read the ways planners type them."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.words import numbers as n

WHOLES = st.integers(min_value=-(10**14), max_value=10**14)
BASIS_POINTS = st.integers(min_value=-100_000, max_value=100_000)


@pytest.mark.parametrize(
    ("x", "places", "rounded"),
    [
        (0.5, 0, 1.0),
        (-0.5, 0, -1.0),
        (2.5, 0, 3.0),
        (8.499999999999, 0, 9.0),
        (8.4999, 0, 8.0),
        (1.005, 2, 1.01),
        (-1.005, 2, -1.01),
        (1.00499, 2, 1.0),
        (57_142.999, 2, 57_143.0),
    ],
)
def test_halves_round_away_from_zero_and_float_noise_does_not_decide(x: float, places: int, rounded: float) -> None:
    assert n.round_half_away(x, places) == rounded


def test_a_small_negative_rounds_to_plain_zero() -> None:
    assert math.copysign(1, n.round_half_away(-0.2)) == 1
    assert math.copysign(1, n.round_half_away(-0.0004, 2)) == 1


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (n.whole(1584), "1,584"),
        (n.whole(-1584), "\u22121,584"),
        (n.whole(-0.4), "0"),
        (n.whole(2.5), "3"),
        (n.signed(21), "+21"),
        (n.signed(-21), "\u221221"),
        (n.signed(0), "0"),
        (n.signed(100), "+100"),
        (n.decimal(1234.5, 2), "1,234.50"),
        (n.decimal(-0.04, 1), "0.0"),
        (n.signed_decimal(1.45, 1), "+1.5"),
        (n.signed_decimal(-0.3, 1), "\u22120.3"),
        (n.signed_decimal(0.0, 1), "0.0"),
        (n.share(-0.167), "\u221216.7 %"),
        (n.share(-0.1375), "\u221213.75 %"),
        (n.share(0), "0 %"),
        (n.share(1), "100 %"),
        (n.share(0.12, 1), "12.0 %"),
        (n.share(10.0), "1,000 %"),
        (n.signed_share(0.02), "+2 %"),
        (n.signed_share(-0.00001), "0 %"),
    ],
)
def test_figures_are_written_with_a_true_minus_and_thousands_commas(written: str, text: str) -> None:
    assert written == text


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(min_value=0, max_value=4))
def test_nothing_is_ever_written_as_minus_nought(x: float, places: int) -> None:
    for text in (n.whole(x), n.decimal(x, places), n.share(x), n.signed_share(x, places)):
        assert not text.startswith("-")
        assert not text.startswith(n.MINUS) or any(digit in text for digit in "123456789")


def test_none_is_a_dash_and_nought_is_not() -> None:
    assert n.or_dash(None, n.whole) == "–"
    assert n.or_dash(0, n.whole) == "0"


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "\u2014", " \u2212 ", "\u00a0"])
def test_blanks_and_dashes_say_none(text: str) -> None:
    assert n.is_none(text)


@pytest.mark.parametrize("text", ["0", "-3", "none", "--"])
def test_other_text_does_not_say_none(text: str) -> None:
    assert not n.is_none(text)


@given(WHOLES)
def test_a_whole_number_reads_back_as_written(value: int) -> None:
    assert n.parse_whole(n.whole(value)) == value
    assert n.parse_whole(n.signed(value)) == value


@given(WHOLES)
def test_a_decimal_reads_back_as_written(hundredths: int) -> None:
    assert n.parse_number(n.decimal(hundredths / 10_000, 4)) == hundredths / 10_000


@given(BASIS_POINTS)
def test_a_share_reads_back_as_written(points: int) -> None:
    assert n.parse_share(n.share(points / 10_000)) == points / 10_000
    assert n.parse_share(n.signed_share(points / 10_000, 2)) == points / 10_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,258", 1258),
        ("2 ", 2),
        ("\u00a02\u00a0", 2),
        ("\ufeff2\u200b", 2),
        ("1\u00a0258", 1258),
        ("\u22123", -3),
        ("-3", -3),
        ("– 3", -3),
        ("(3)", -3),
        ("+3", 3),
        ("2.00", 2),
        ("-0", 0),
    ],
)
def test_whole_numbers_are_read_as_typed(text: str, value: int) -> None:
    assert n.parse_whole(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("12%", 0.12), ("12 %", 0.12), ("12\u00a0%", 0.12), ("12", 0.12), ("0.5%", 0.005)]
)
def test_percentages_are_read_as_typed(text: str, value: float) -> None:
    assert n.parse_share(text) == value


def test_negative_percentages_are_read_in_brackets_too() -> None:
    assert n.parse_share("(3 %)") == n.parse_share("(3)%") == n.parse_share("\u22123%") == -0.03


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3.5", "“3.5” is not a whole number; posts are whole, 0–99"),
        ("1,258.5", "“1,258.5” is not a whole number; posts are whole, 0–99"),
        ("two", "“two” is not a whole number; posts are whole, 0–99"),
        ("2 3", "“2 3” is not a whole number; posts are whole, 0–99"),
        ("--2", "“--2” is not a whole number; posts are whole, 0–99"),
        ("", "Nothing is written here; posts are whole, 0–99"),
        ("1,5", "“1,5” has a comma where none can mark thousands; posts are whole, 0–99"),
        ("100", "“100” is too large; posts are whole, 0–99"),
        ("-1", "“-1” is too small; posts are whole, 0–99"),
        ("\u00a0x ", "“‹non-breaking space›x‹space›” is not a whole number; posts are whole, 0–99"),
        ("x\u200by", "“x‹zero-width space›y” is not a whole number; posts are whole, 0–99"),
        ("x\x07", "“x‹u+0007›” is not a whole number; posts are whole, 0–99"),
    ],
)
def test_what_is_not_a_whole_number_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(n.ReadError) as refusal:
        n.parse_whole(text, low=0, high=99)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (lambda: n.parse_whole("x"), "“x” is not a whole number; posts are whole"),
        (lambda: n.parse_whole("-1", low=0, what="vacancies"), "“-1” is too small; vacancies are whole, 0 or more"),
        (lambda: n.parse_whole("9", high=8), "“9” is too large; posts are whole, 8 or less"),
        (lambda: n.parse_number("1e3"), "“1e3” is not a number; write it as 1,258 or 3.5"),
        (lambda: n.parse_number("3", -1, 1.5), "“3” is too large; allowed is \u22121 to 1.5"),
        (lambda: n.parse_share("most"), "“most” is not a percentage; write it as 12 % or \u221216.7 %"),
        (lambda: n.parse_share("120 %", 0, 1), "“120 %” is too large; allowed is 0 % to 100 %"),
        (lambda: n.parse_share("0.12"), "“0.12” could be 0.12 % or 12 %; write it with the % sign"),
        (lambda: n.parse_whole("9" * 16), f"“{'9' * 16}” is too large; figures stay below 1,000,000,000,000,000"),
    ],
)
def test_every_refusal_says_what_is_allowed(read: Callable[[], float], sentence: str) -> None:
    with pytest.raises(n.ReadError) as refusal:
        read()
    assert str(refusal.value) == sentence


@given(st.text(max_size=12), st.sampled_from([n.parse_whole, n.parse_number, n.parse_share]))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str, read: Callable[[str], float]) -> None:
    value, refusal = 0.0, ""
    try:
        value = read(text)
    except n.ReadError as error:
        refusal = str(error)
    assert math.isfinite(value)
    assert refusal.isprintable()


def test_a_long_text_is_quoted_in_part() -> None:
    assert n.quoted("x" * 100) == f"“{'x' * 60}…”"
    assert n.quoted("   ") == "“‹space›‹space›‹space›”"


def test_a_change_of_whole_figures_is_that_of_the_figures_as_written() -> None:
    assert n.change_in_whole(1.4, 3.6) == "+3"
    assert n.change_in_whole(3.6, 1.4) == "\u22123"
    assert n.change_in_whole(0.6, 1.4) == "0"
