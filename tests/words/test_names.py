"""Names are kept clean, and a borough's other spellings find it; an unsure one is asked about."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.words import names as w
from planner.words.numbers import ReadError

NAMES = """
City of London; Barking and Dagenham; Barnet; Bexley; Brent; Bromley; Camden; Croydon; Ealing; Enfield; Greenwich;
Hackney; Hammersmith and Fulham; Haringey; Harrow; Havering; Hillingdon; Hounslow; Islington; Kensington and Chelsea;
Kingston upon Thames; Lambeth; Lewisham; Merton; Newham; Redbridge; Richmond upon Thames; Southwark; Sutton;
Tower Hamlets; Waltham Forest; Wandsworth; Westminster
"""
BOROUGHS = {f"E0900{i:04d}": name.strip() for i, name in enumerate(NAMES.split(";"), start=1)}


def matched(text: str) -> str | None:
    code = w.match_borough(text, BOROUGHS).code
    return None if code is None else BOROUGHS[code]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("E09000003", "Barnet"),
        (" e09000003 ", "Barnet"),
        ("LB Barnet", "Barnet"),
        ("London Borough of Barnet", "Barnet"),
        ("Barnet, London Borough of", "Barnet"),
        ("BARNET\u00a0", "Barnet"),
        ("Barking & Dagenham", "Barking and Dagenham"),
        ("Barking&Dagenham", "Barking and Dagenham"),
        ("Kensington & Chelsea", "Kensington and Chelsea"),
        ("Royal Borough of Kensington and Chelsea", "Kensington and Chelsea"),
        ("K&C", "Kensington and Chelsea"),
        ("RBKC", "Kensington and Chelsea"),
        ("H&F", "Hammersmith and Fulham"),
        ("Richmond", "Richmond upon Thames"),
        ("Richmond-upon-Thames", "Richmond upon Thames"),
        ("Kingston", "Kingston upon Thames"),
        ("Royal Borough of Kingston", "Kingston upon Thames"),
        ("Westminster, City of", "Westminster"),
        ("City of Westminster", "Westminster"),
        ("Westminster", "Westminster"),
        ("City of London", "City of London"),
        ("London, City of", "City of London"),
    ],
)
def test_a_known_spelling_finds_its_borough(text: str, name: str) -> None:
    assert matched(text) == name


@given(
    st.sampled_from(sorted(set(BOROUGHS) - {"E09000001"})),
    st.sampled_from(["{}", "LB {}", "{} ", "\u00a0{}", "{}, London Borough of"]),
)
def test_every_borough_is_found_by_its_code_and_by_its_name_in_any_case(code: str, shape: str) -> None:
    name = BOROUGHS[code]
    assert w.match_borough(code, BOROUGHS) == w.Match(code)
    for written in (name, name.upper(), name.replace(" and ", " & ")):
        assert w.match_borough(shape.format(written), BOROUGHS) == w.Match(code)


def test_every_short_name_finds_the_borough_it_stands_for() -> None:
    for name, short in w.SHORT_NAMES.items():
        assert matched(short) == name


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Barnett", "Barnet"),
        ("Hammersmith", "Hammersmith and Fulham"),
        ("Tower Hamlet", "Tower Hamlets"),
        ("Westminister", "Westminster"),
        ("London", "City of London"),
    ],
)
def test_an_unsure_spelling_is_asked_about_and_never_guessed(text: str, first: str) -> None:
    match = w.match_borough(text, BOROUGHS)
    assert match.code is None
    assert BOROUGHS[match.candidates[0]] == first


@pytest.mark.parametrize("text", ["", "  ", "Surrey Heath", "12"])
def test_an_unknown_name_has_no_candidates(text: str) -> None:
    assert w.match_borough(text, BOROUGHS) == w.Match(None)


def test_a_name_two_boroughs_share_is_asked_about() -> None:
    assert w.match_borough("Newtown", {"A": "Newtown", "B": "New-Town", "C": "NEWTOWN"}) == w.Match(None, ("A", "C"))


@given(st.text(max_size=30))
def test_a_normalised_name_has_no_odd_spaces_or_capitals(text: str) -> None:
    normal = w.normalise(text)
    assert normal == " ".join(normal.split()).casefold()
    assert w.normalise(f"\u00a0{text} ") == normal


def test_composed_and_decomposed_letters_are_the_same_name() -> None:
    assert w.normalise(unicodedata.normalize("NFD", "Café Ward")) == w.normalise("Café Ward")


def test_a_name_is_kept_trimmed_composed_and_single_spaced() -> None:
    assert w.clean_name("  Central\u00a0 North\t") == "Central North"
    assert w.clean_name("Cafe\u0301") == "Café"
    assert w.clean_name("x" * 80) == "x" * 80


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \u00a0", "A name cannot be empty; it has 1–80 characters"),
        ("x" * 81, f"“{'x' * 60}…” has 81 characters; a name has 1–80"),
        (
            "a\u200bb",
            "“a‹zero-width space›b” holds a character that cannot be shown; a name has only visible ones",
        ),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ReadError) as refusal:
        w.clean_name(text)
    assert str(refusal.value) == sentence


@given(st.text(max_size=90))
def test_a_kept_name_stays_as_it_is(text: str) -> None:
    try:
        name = w.clean_name(text)
    except ReadError:
        return
    assert w.clean_name(name) == name
    assert 1 <= len(name) <= w.NAME_LENGTH
    assert name.isprintable()


def test_a_bcu_code_is_kept_in_capitals() -> None:
    assert w.clean_code(" cn ") == "CN"
    assert w.clean_code("NA") == "NA"
    assert w.clean_code("w2") == "W2"


@pytest.mark.parametrize("text", ["", "ABCDE", "C N", "C-N", "ß", "É", "１"])
def test_what_is_not_a_bcu_code_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match=r"BCU code.*; it has 1–4 letters A–Z or figures, as CN or W2$"):
        w.clean_code(text)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Barking and Dagenham", ("Barking and", "Dagenham")),
        ("Hammersmith and Fulham", ("Hammersmith", "and Fulham")),
        ("Kingston upon Thames", ("Kingston", "upon Thames")),
        ("Tower Hamlets", ("Tower", "Hamlets")),
        ("Barnet", None),
    ],
)
def test_a_long_name_breaks_into_its_two_most_even_lines(name: str, lines: tuple[str, str] | None) -> None:
    assert w.two_lines(name) == lines


def test_counts_agree_with_their_noun() -> None:
    assert w.plural(1, "ward") == "1 ward"
    assert w.plural(0, "ward") == "0 wards"
    assert w.plural(1258, "post") == "1,258 posts"
    assert w.plural(2, "BCU is", "BCUs are") == "2 BCUs are"


def test_a_listing_reads_as_a_sentence_does() -> None:
    assert w.listing([]) == ""
    assert w.listing(["a"]) == "a"
    assert w.listing(["a", "b"]) == "a and b"
    assert w.listing(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("name", "found"),
    [("Twelve BCUs, February 2018", "twelve-bcus-february-2018"), ("Été / été", "ete-ete"), ("北", "scenario")],
)
def test_a_name_in_a_file_name_has_only_letters_figures_and_hyphens(name: str, found: str) -> None:
    assert w.slug(name) == found


@pytest.mark.parametrize("name", ["Con", "NUL", "aux.", "com1", "LPT9", "prn"])
def test_a_name_in_a_file_name_is_never_one_that_windows_keeps_for_a_device(name: str) -> None:
    assert w.slug(name) == f"scenario-{name.lower().strip('.')}"
    assert w.slug(f"{name} 2") == f"{name.lower().strip('.')}-2"
