"""The input cells of a written workbook, found as the contract describes them, to be changed as people would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl

from planner.exchange.columns import InputTable
from planner.exchange.tables import INPUT_TABLES, TERMS
from planner.exchange.write.registers import SPARE_TARGETS


@dataclass(frozen=True)
class Block:
    """Where a table stands: row of its headings, number of each column by key, and rows by what names them."""

    table: InputTable
    columns: dict[str, int]
    rows: dict[tuple[Any, ...], int]


class Inside:
    """A workbook opened for changing. Cells are named by table, key of the row and column.

    The empty rows for more targets have the keys ("spare", 1), ("spare", 2) and so on.
    """

    def __init__(self, content: bytes) -> None:
        self.book: Any = openpyxl.load_workbook(BytesIO(content))
        self.blocks = {table.name: self._block(table) for table in INPUT_TABLES}

    def cell(self, table: str, key: tuple[Any, ...], column: str) -> Any:
        """The cell. Raises KeyError where the workbook has no such row or column."""
        block = self.blocks[table]
        return self.book[block.table.sheet].cell(block.rows[key], block.columns[column])

    def set(self, table: str, key: tuple[Any, ...], **values: Any) -> Inside:
        """Type values into cells of a row."""
        for column, value in values.items():
            self.cell(table, key, column).value = value
        return self

    def cells(self, table: str) -> Iterator[tuple[str, Any]]:
        """Every input cell of a table, with its column's key."""
        block = self.blocks[table]
        for row in block.rows.values():
            for column in block.table.columns:
                if column.is_input:
                    yield column.key, self.book[block.table.sheet].cell(row, block.columns[column.key])

    def terms(self) -> Any:
        """The cell of the price terms: the one whose drop-down is their list. Raises LookupError."""
        wanted = TERMS.replace(" ", "_")
        for sheet in self.book:
            for rule in sheet.data_validations.dataValidation:
                if rule.type == "list" and rule.formula1.lstrip("=") == wanted:
                    return sheet[str(rule.sqref)]
        raise LookupError("no cell chooses the price terms")

    def set_terms(self, terms: str) -> Inside:
        """Choose the price terms."""
        self.terms().value = terms
        return self

    def content(self) -> bytes:
        """The workbook as it is now; formulas without values, which LibreOffice gives them."""
        buffer = BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def _block(self, table: InputTable) -> Block:
        sheet = self.book[table.sheet]
        wanted = [column.heading for column in table.columns]
        for row in sheet.iter_rows():
            found = {cell.value: cell.column for cell in reversed(row) if isinstance(cell.value, str)}
            if all(heading in found for heading in wanted):
                columns = {column.key: found[column.heading] for column in table.columns}
                return Block(table, columns, self._rows(table, sheet, row[0].row, columns))
        raise AssertionError(f"{table.sheet} has no row with the headings {', '.join(wanted)}")

    def _rows(self, table: InputTable, sheet: Any, head: int, columns: dict[str, int]) -> dict[tuple[Any, ...], int]:
        rows: dict[tuple[Any, ...], int] = {}
        for row in range(head + 1, sheet.max_row + 1):
            key = tuple(sheet.cell(row, columns[column.key]).value for column in table.keys)
            if key[0] is None:
                if not table.keys[0].may_be_blank or ("spare", SPARE_TARGETS) in rows:
                    break
                key = ("spare", 1 + sum(known[0] == "spare" for known in rows))
            rows[key] = row
        return rows
