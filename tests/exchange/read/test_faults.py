"""Property: a workbook with faults in so many cells lists exactly those cells, each by its address."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

from planner.exchange.columns import Column, InputTable, Reads
from planner.exchange.problems import Severity
from planner.exchange.read.scan import address, place
from planner.exchange.tables import INPUT_TABLES
from tests.exchange.read.sheets import Sheets, few_sheets, read, told, values, write

MOST_FAULTS = 60
FAULTS: dict[Reads, tuple[Any, ...]] = {
    Reads.WHOLE: ("two", -1, 123_456, 2.5, "1,25", True, date(2018, 4, 3), "12 %"),
    Reads.SHARE: ("lots", 12, "0.5", -0.1, "101 %", date(2018, 4, 3)),
    Reads.POUNDS: ("lots", -5, "£1.2.3", True),
    Reads.DATE: ("03/04/2018", "soon", date(2030, 1, 1), 2018, "31/10/18"),
    Reads.YES_NO: ("maybe", 7, "yes and no"),
    Reads.CHOICE: ("Nonesuch?", 31415, date(2018, 4, 3)),
    Reads.BY_UNIT: ("lots?", "1.2.3"),
    Reads.NAME: ("n" * 81,),
    Reads.TEXT: ("t" * 2_001, "a\x07"),
}
NOT_ALONE = {("BCUs", "code"), ("BCUs", "name"), ("Targets", "in_force"), ("Targets", "kind"), ("Targets", "by")}
"""Columns whose faults are told of other cells too: they have tests of their own."""


def some_sheets() -> Sheets:
    sheets = few_sheets()
    sheets["Wards"] = sheets["Wards"][:90]
    return sheets


def plantable(table: InputTable, sheets: Sheets) -> list[tuple[str, int, int, Column]]:
    return [
        (table.sheet, row, at, column)
        for at, column in enumerate(table.columns)
        if column.is_input and (table.name, column.key) not in NOT_ALONE
        for row in range(1, len(sheets[table.sheet]))
    ]


def fault(column: Column, rng: random.Random) -> Any:
    choices = FAULTS[column.reads]
    if not column.may_be_blank and rng.random() < 0.15:
        return rng.choice([None, "–" if column.reads not in (Reads.TEXT, Reads.NAME) else " "])
    return rng.choice(choices)


def cells_of(cell: str) -> set[str]:
    """Every cell of an address or of a range in one column."""
    first, _, last = cell.partition(":")
    top, bottom = place(first), place(last or first)
    assert top is not None
    assert bottom is not None
    return {address(row, top[1]) for row in range(top[0], bottom[0] + 1)}


def test_exactly_the_cells_with_faults_are_listed(tmp_path: Path, examples: int) -> None:
    good = some_sheets()
    wanted = values(read(write(tmp_path / "good.xlsx", good)))
    everywhere = [spot for table in INPUT_TABLES for spot in plantable(table, good)]
    for seed in range(examples):
        rng = random.Random(seed)
        sheets = some_sheets()
        planted = set()
        for sheet, row, at, column in rng.sample(everywhere, rng.randint(1, MOST_FAULTS)):
            sheets[sheet][row][at] = fault(column, rng)
            planted.add(f"{sheet}!{address(row + 1, at + 1)}")
        received = read(write(tmp_path / "plan.xlsx", sheets))
        assert all(p.severity is Severity.ERROR for p in received.problems), (seed, told(received))
        listed = [f"{p.sheet}!{cell}" for p in received.problems for cell in cells_of(p.cell)]
        assert sorted(listed) == sorted(planted), seed
        found = values(received)
        assert all(wanted[key] == value for key, value in found.items()), seed
        assert len(wanted) - len(found) == len(planted), seed


def test_a_column_of_one_fault_is_listed_by_its_range(tmp_path: Path) -> None:
    sheets = some_sheets()
    for row in sheets["Wards"][1:]:
        row[4] = "x"
    (problem,) = read(write(tmp_path / "plan.xlsx", sheets)).problems
    assert cells_of(problem.cell) == {f"E{row}" for row in range(2, 91)}
