"""The cells that look like inputs are the inputs: those that are read back, and the price terms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from planner.exchange.workbook import workbook_bytes
from planner.exchange.write.styles import INPUT_FILL
from tests.exchange.inside import Inside
from tests.exchange.scenarios import Case, random_case, shipped_case

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)
CASES = {
    "shipped": shipped_case("twelve-bcus-2018"),
    "no bcu": shipped_case("borough-commands-2016"),
    "many": max((random_case(seed) for seed in range(50)), key=lambda case: len(case.scenario.bcus)),
}


@pytest.fixture(scope="module", params=CASES)
def inside(request: pytest.FixtureRequest) -> Inside:
    case: Case = CASES[request.param]
    return Inside(workbook_bytes(case.outcome, as_at=AS_AT))


def looks_like_input(cell: Any) -> bool:
    """Whether the cell has the inputs' colours: a heading of an input has their fill, in bold."""
    return cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb[2:] == INPUT_FILL[1:] and not cell.font.b


def read_back(inside: Inside) -> set[tuple[str, str]]:
    """Sheet and address of every cell that is an input."""
    found = {(inside.blocks[table].table.sheet, cell.coordinate) for table in inside.blocks
             for _, cell in inside.cells(table)}  # fmt: skip
    terms = inside.terms()
    return {*found, (terms.parent.title, terms.coordinate)}


def everywhere(inside: Inside) -> list[tuple[str, Any]]:
    return [(sheet.title, cell) for sheet in inside.book for row in sheet.iter_rows() for cell in row]


def test_what_looks_like_an_input_is_read_back_and_the_other_way_round(inside: Inside) -> None:
    styled = {(sheet, cell.coordinate) for sheet, cell in everywhere(inside) if looks_like_input(cell)}
    key = {("Contents", cell.coordinate) for cell in inside.book["Contents"]["A"] if looks_like_input(cell)}
    assert len(key) == 1, "the key on Contents shows the style once"
    assert styled - key == read_back(inside)


def test_no_formula_looks_like_an_input_and_no_input_is_a_formula(inside: Inside) -> None:
    made = [f"{sheet}!{cell.coordinate}" for sheet, cell in everywhere(inside)
            if cell.data_type == "f" and looks_like_input(cell)]  # fmt: skip
    assert made == []
    assert not [cell for table in inside.blocks for _, cell in inside.cells(table) if cell.data_type == "f"]


def test_there_are_inputs_of_every_table(inside: Inside) -> None:
    for table in inside.blocks:
        assert next(iter(inside.cells(table)), None) is not None, table
