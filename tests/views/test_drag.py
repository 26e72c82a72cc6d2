"""The card of a move is as long as there is room for, and says what it leaves out."""

from __future__ import annotations

from planner.scenario.decisions import assign_boroughs
from planner.views.drag import drag_card, shorter_card
from tests.views.plans import decided, outcome

ENFIELD = "E09000010"


def test_a_shorter_card_leaves_out_parts_then_lines_and_counts_them() -> None:
    full = drag_card(outcome(), decided((assign_boroughs, ([ENFIELD], "WA"))), [ENFIELD], "WA")
    assert [row.label for row in full.rows if row.part] == ["of which rounding", "of which rounding"]
    signs = [line.rule for line in full.lines]
    assert signs == ["", "G2", "G3", "G5"]

    without_parts = shorter_card(full)
    assert without_parts is not None
    assert not any(row.part for row in without_parts.rows)
    assert without_parts.lines == full.lines

    card, said = without_parts, []
    while (less := shorter_card(card)) is not None:
        card = less
        said.append(card.lines[-1].words)
    assert said == ["1 more under Issues", "2 more under Issues", "3 more under Issues"]
    assert [line.words for line in card.lines[:-1]] == [full.lines[0].words]
    assert card.rows == without_parts.rows
    assert card.title == full.title


def test_a_card_that_leaves_lines_out_already_goes_on_counting_from_there() -> None:
    moved = ["E09000010", "E09000003", "E09000008"]
    full = drag_card(outcome(), decided((assign_boroughs, (moved, "WA"))), moved, "WA")
    assert full.left_out > 1
    card = shorter_card(full)
    assert card is not None
    less = shorter_card(card)
    assert less is not None
    assert less.left_out == full.left_out + 1
    assert less.lines[-1].words == f"{full.left_out + 1} more under Issues"
