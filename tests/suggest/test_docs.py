"""What docs/suggest.md says of the search is what the search does."""

from __future__ import annotations

import re
from pathlib import Path

from planner.suggest.problem import Problem
from planner.suggest.standing import HOW, Counted
from planner.suggest.terms import MOST_OF, Aim, Terms
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE

PAGE = (Path(__file__).parents[2] / "docs" / "suggest.md").read_text("utf-8")


def test_the_page_says_how_each_standing_is_known() -> None:
    rows = dict(re.findall(r"^\| `(\w+)`: .*? \| (.*?) \|", PAGE, re.MULTILINE))
    assert rows == {aim.value: how for aim, how in HOW.items()}
    assert "two of `deviation`, `largest`, `exposure` | exact, live" in PAGE
    assert {Aim.DEVIATION, Aim.LARGEST, Aim.EXPOSURE} == MOST_OF


def test_the_page_has_the_figures_of_london() -> None:
    counted = Counted(Problem(LONDON, LONDON_BASELINE, TWELVE, Terms()))
    assert f"{counted.maps:,}" in PAGE
    assert f"{counted.problem.programme.nodes} states" in PAGE
    population = dict(zip((b.code for b in LONDON.boroughs), LONDON.borough_measures["pop_2017_gla"], strict=True))
    north = sum(population[c] for c, home in TWELVE.assignment.items() if home == "CN")
    mean = sum(population[c] for c in LONDON.borough_codes) / 12
    assert f"{north:,.0f} people" in PAGE
    assert f"mean of {mean:,.0f}" in PAGE
    assert f"{1 - north / mean:.1%}".replace("%", " %") in PAGE
