"""Boroughs are joined by land, only across water, or apart, and the words say which."""

from __future__ import annotations

import itertools

import pytest

from planner.area import joins
from planner.area.joins import border_between, join_of
from planner.area.shipped import load_area
from planner.area.types import Area, Border
from tests.area.builders import BORDERS, small_area


def _codes(*names: str) -> list[str]:
    code_of = {borough.name: borough.code for borough in load_area().boroughs}
    return [code_of[name] for name in names]


@pytest.mark.parametrize(
    ("names", "kind", "words"),
    [
        (("Barnet", "Enfield"), "land", "joined by land"),
        (("Kingston upon Thames", "Richmond upon Thames", "Hounslow"), "land", "joined by land"),
        (
            ("Southwark", "Tower Hamlets"),
            "crossing",
            "joined only by Tower Bridge, Rotherhithe Tunnel (Southwark–Tower Hamlets)",
        ),
        (("Greenwich", "Newham"), "crossing", "joined only by Woolwich Ferry (Greenwich–Newham)"),
        (
            ("Greenwich", "Tower Hamlets", "Newham"),
            "crossing",
            "joined only by Blackwall Tunnel (Greenwich–Tower Hamlets)",
        ),
        (("Bexley", "Havering"), "apart", "apart: Bexley / Havering"),
        (
            ("Bexley", "Havering", "Southwark", "Tower Hamlets"),
            "apart",
            "apart: Bexley / Havering / Southwark, Tower Hamlets",
        ),
        (("Lewisham", "Tower Hamlets"), "apart", "apart: Lewisham / Tower Hamlets"),
        (("City of London", "Hackney"), "apart", "apart: City of London / Hackney"),
        (("Barnet",), "land", "one borough"),
        ((), "land", "no borough"),
    ],
)
def test_the_join_of_london_boroughs_is_said_in_words(names: tuple[str, ...], kind: str, words: str) -> None:
    join = join_of(load_area(), _codes(*names))
    assert (join.kind, join.words) == (kind, words)


def test_a_road_crossing_is_named_before_a_ferry() -> None:
    join = join_of(load_area(), _codes("Greenwich", "Newham", "Tower Hamlets"))
    assert [border.crossing for border in join.crossings] == ["road"]


def test_only_the_crossings_that_are_needed_are_named() -> None:
    """Wandsworth meets Westminster, Kensington and Chelsea, and Fulham: one crossing is enough."""
    join = join_of(
        load_area(),
        _codes("Wandsworth", "Westminster", "Kensington and Chelsea", "Hammersmith and Fulham", "Lambeth"),
    )
    assert join.kind == "crossing"
    assert len(join.crossings) == len(join.parts) - 1 == 1
    assert join.words == "joined only by Putney Bridge, Wandsworth Bridge (Hammersmith and Fulham–Wandsworth)"


def test_several_crossings_are_listed() -> None:
    borders = (
        Border("A", "B", 500.0, 0.0, "ferry", "Old Ferry"),
        Border("B", "C", 400.0, 0.0, "road", "Long Bridge"),
    )
    join = join_of(small_area(borders=borders), ["A", "B", "C"])
    assert join.words == "joined only by Long Bridge (Barton–Colne) and Old Ferry (Ashby–Barton)"
    assert join.parts == (("A",), ("B",), ("C",))


def test_a_borough_with_its_own_force_joins_nothing() -> None:
    area = small_area()
    assert join_of(area, ["A", "C"]).kind == "apart"
    assert join_of(area, ["A", "C", "X"]).parts == (("A",), ("C",), ("X",))


def test_meeting_only_in_the_river_joins_nothing() -> None:
    area = small_area(borders=(Border("A", "B", 500.0, 0.0, "none", ""),))
    assert join_of(area, ["A", "B"]).words == "apart: Ashby / Barton"


def test_areas_that_differ_only_in_a_border_do_not_share_what_is_remembered() -> None:
    assert join_of(small_area(), ["A", "B"]).kind == "land"
    assert join_of(small_area(borders=BORDERS[1:]), ["A", "B"]).kind == "apart"


def test_an_unknown_borough_is_no_borough() -> None:
    with pytest.raises(KeyError):
        join_of(load_area(), ["E09000999"])


def test_the_longest_border_comes_first() -> None:
    area = load_area()
    barnet, enfield, camden, bexley = _codes("Barnet", "Enfield", "Camden", "Bexley")
    found = border_between(area, barnet, [camden, enfield, bexley])
    assert [(x.a, x.b, x.land_m) for x in found] == [(barnet, enfield, 10276.3), (barnet, camden, 4616.4)]
    assert border_between(area, enfield, [barnet]) == found[:1]
    assert border_between(area, barnet, [bexley]) == []


def test_no_more_sets_are_remembered_than_a_drag_or_a_search_comes_back_to(monkeypatch: pytest.MonkeyPatch) -> None:
    area = load_area()
    codes = [b.code for b in area.policed]
    worked = list[frozenset[str]]()
    real = joins._work_out

    def counting(of: Area, asked: frozenset[str]) -> joins.Join:
        worked.append(asked)
        return real(of, asked)

    monkeypatch.setattr(joins, "_work_out", counting)
    joins._remembered.cache_clear()
    pairs = list(itertools.islice(itertools.combinations(codes, 4), joins.MOST_REMEMBERED + 1))
    for asked in (*pairs, pairs[-1], pairs[0]):
        join_of(area, asked)
    assert joins._remembered.cache_info().currsize == joins.MOST_REMEMBERED
    assert worked == [frozenset(asked) for asked in (*pairs, pairs[0])]
