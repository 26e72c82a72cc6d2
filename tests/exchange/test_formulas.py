"""Every formula of the workbook: short, the same along a row or down a column, no constants, nothing Excel lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from planner.exchange.opens_clean import FUNCTIONS
from planner.exchange.workbook import workbook_bytes
from planner.exchange.write.blocks import Across, Block, Shown, YearRows
from planner.exchange.write.book import Laid, lay_out
from planner.exchange.write.layout import Place, cell_name, column_letters
from planner.outcome.evaluate import evaluate_plan
from planner.scenario.shipped import shipped_plan
from tests.exchange.cells import Cells, cells_of

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)
PLAN = shipped_plan()
LONGEST = 210
"""Characters of the longest formula: about two lines of Excel's formula bar."""

_TEXT = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.])(\$?)([A-Z]{1,3})(\$?)([0-9]+)(?![0-9A-Za-z(])")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.$])[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z_.])")
_ROUNDED = re.compile(r",[0-9]+\)")


@pytest.fixture(scope="module")
def laid() -> Laid:
    return lay_out(evaluate_plan(PLAN))


@pytest.fixture(scope="module")
def cells() -> Cells:
    return cells_of(workbook_bytes(evaluate_plan(PLAN), as_at=AS_AT))


def formulas(cells: Cells) -> Iterator[tuple[str, str]]:
    for sheet, found in cells.items():
        for address, cell in found.items():
            if cell.formula is not None:
                yield f"{sheet}!{address}", cell.formula


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def relative(formula: str, row: int, column: int) -> str:
    """The formula with rows and columns told as Excel's R1C1 does: how far away, where they are not fixed."""

    def one(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = found.groups()
        down = f"R{digits}" if fixed_row else f"R[{int(digits) - row}]"
        right = f"C{column_number(letters)}" if fixed_column else f"C[{column_number(letters) - column}]"
        return down + right

    parts = re.split(r'("[^"]*")', formula)
    return "".join(part if part.startswith('"') else _REFERENCE.sub(one, part) for part in parts)


def alike(cells: Cells, place: Place) -> set[str]:
    """The formulas of a place as Excel compares them; one where all are alike."""
    found = set()
    for row in range(place.top, place.top + place.height):
        for column in range(place.left, place.left + place.width):
            formula = cells[place.sheet][cell_name(row, column)].formula
            found.add("" if formula is None else relative(formula, row + 1, column + 1))
    return found


def test_formulas_of_two_cells_that_look_alike_are_told_apart() -> None:
    assert relative("$A9+B$3", 9, 2) == relative("$A10+B$3", 10, 2) == relative("$A9+C$3", 9, 3)
    assert relative("$A9+B3", 9, 2) != relative("$A10+B3", 10, 2)
    assert relative('IF(A1="B2",1,0)', 1, 1) == 'IF(R[0]C[0]="B2",1,0)'


def test_every_column_of_a_table_and_every_grid_has_one_formula(laid: Laid, cells: Cells) -> None:
    looked_at = 0
    for plan in laid.sheets:
        for block in plan.blocks:
            if isinstance(block, Block):
                for column in block.columns:
                    if column.make is not None:
                        found = alike(cells, block.places[column.key])
                        assert len(found) == 1, f"{plan.name}: {column.key}: {sorted(found)[:2]}"
                        looked_at += isinstance(column, Across)
            elif isinstance(block, YearRows):
                for row, place in zip(block.rows, block.places, strict=True):
                    assert len(alike(cells, place)) == 1, f"{plan.name}: {row.key}"
    assert looked_at >= 12


def test_every_value_that_has_a_formula_is_one_and_inputs_and_givens_are_not(laid: Laid, cells: Cells) -> None:
    for plan in laid.sheets:
        for block in plan.blocks:
            for column in block.columns if isinstance(block, Block) else ():
                place = block.places[column.key]
                made = column.make is not None or (isinstance(column, Shown) and bool(column.makes))
                address = f"{column_letters(place.left)}{place.top + 1}"
                found = cells[plan.name].get(address)
                assert (found is not None and found.formula is not None) is made, f"{plan.name}!{address}"


def test_no_formula_holds_a_number_other_than_nought_one_and_the_places_of_a_rounding(cells: Cells) -> None:
    found = []
    for where, formula in formulas(cells):
        bare = _REFERENCE.sub("", _TEXT.sub("", formula))
        numbers = set(_NUMBER.findall(_ROUNDED.sub(")", bare))) - {"0", "1"}
        if numbers:
            found.append(f"{where}: {formula}")
    assert found == []


def test_places_of_a_rounding_stand_only_in_a_rounding(cells: Cells) -> None:
    for where, formula in formulas(cells):
        bare = _TEXT.sub("", formula)
        odd = [text for text in _ROUNDED.findall(bare) if text not in (",0)", ",1)")]
        assert len(odd) <= bare.count("ROUND("), f"{where}: {formula}"


def test_every_formula_is_short(cells: Cells) -> None:
    long = sorted(formulas(cells), key=lambda one: -len(one[1]))
    assert len(long[0][1]) <= LONGEST, long[0]


def test_only_functions_of_excel_2010_are_used_and_none_that_is_volatile(cells: Cells) -> None:
    used = {
        name for _, formula in formulas(cells) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", _TEXT.sub("", formula))
    }
    assert used - FUNCTIONS == set()
    assert FUNCTIONS - used == set()


def test_formulas_refer_to_no_other_workbook_and_no_whole_column(cells: Cells) -> None:
    for where, formula in formulas(cells):
        assert "[" not in formula, where
        assert not re.search(r"\$?[A-Z]+:\$?[A-Z]+", _TEXT.sub("", formula)), where
