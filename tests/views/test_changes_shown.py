"""A change stands beside the figures it is the change of: taking the one from the other, a reader gets it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused, assign_boroughs
from planner.scenario.shipped import shipped_plan
from planner.views.bcu_rows import bcu_list
from planner.views.compare import compare
from planner.views.drag import drag_card
from planner.words.numbers import DASH, signed_figure
from tests.views.plans import NOT_ANY, TWELVE, TWO, decided, outcome

BARNET, ENFIELD, HAVERING, CROYDON = "E09000003", "E09000010", "E09000016", "E09000008"
MOVES = ((BARNET, "NA"), (ENFIELD, "NW"), (HAVERING, "NE"), (CROYDON, "SW"), (ENFIELD, None))


def figure(text: str) -> Decimal:
    found = signed_figure(text.replace("£", "").replace("m", "").rstrip("*"))
    assert found is not None, text
    return found


@pytest.fixture(scope="module")
def tried() -> list[tuple[Outcome, Outcome, str, str | None]]:
    """Moves from the twelve BCUs, each with what was and what would be."""
    now, plan = outcome(), shipped_plan()
    found = []
    for borough, bcu in MOVES:
        try:
            assign_boroughs(plan, TWELVE, [borough], bcu)
        except Refused:
            continue
        found.append((now, decided((assign_boroughs, ([borough], bcu))), borough, bcu))
    assert len(found) >= 4
    return found


def test_each_change_on_the_card_is_that_of_its_figures(
    tried: list[tuple[Outcome, Outcome, str, str | None]],
) -> None:
    for now, then, borough, bcu in tried:
        rows = [row for row in drag_card(now, then, [borough], bcu).rows if row.now]
        assert len(rows) == 7
        for row in rows:
            assert figure(row.then) - figure(row.now) == figure(row.change), (borough, row)


def test_each_change_in_a_row_opened_is_that_of_its_figures(
    tried: list[tuple[Outcome, Outcome, str, str | None]],
) -> None:
    seen = 0
    for now, then, borough, _ in tried:
        for row in bcu_list(now, then).rows:
            for line in row.opened:
                seen += 1
                assert figure(line.then) - figure(line.now) == figure(line.change), (borough, row.name, line)
    assert seen > 30


def compared() -> Iterator[tuple[str, str, str, str]]:
    for table in compare(shipped_plan(), [NOT_ANY, TWO, TWELVE]).tables:
        for row in table.rows:
            for shown, change in zip(row.shown[1:], row.changes, strict=True):
                if isinstance(row.values[0], float) and change != DASH:
                    yield row.label, row.shown[0], shown, change


def test_each_difference_in_a_comparison_is_that_of_its_figures() -> None:
    found = list(compared())
    assert len(found) > 100
    for label, first, other, change in found:
        assert figure(other) - figure(first) == figure(change), label
