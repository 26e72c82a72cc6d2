"""A comparison as rows and columns of one table: each part headed, each scenario and its difference a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.views.columns import Column
from planner.views.compare import CompareRow, Comparison, Differing
from planner.views.edit_words import Said


@dataclass(frozen=True)
class CompareLine:
    """One row: a part's head (no cells), or a figure with a cell for each scenario and each difference."""

    key: tuple[str, str]
    label: str
    cells: tuple[str, ...]
    bare: tuple[str, ...]
    is_head: bool = False
    is_strong: bool = False


def compare_lines(found: Comparison, *, only_differing: bool = False) -> tuple[CompareLine, ...]:
    """Every row under its part's head; with `only_differing` those that are not alike, and parts that have some."""
    lines: list[CompareLine] = []
    for table in found.tables:
        rows = [row for row in table.rows if row.differs or not only_differing]
        if not rows:
            continue
        title = f"{table.title}, {table.unit}" if table.unit else table.title
        lines.append(CompareLine((table.id, ""), title, (), (), is_head=True, is_strong=True))
        lines += [_line(table.id, row) for row in rows]
    return tuple(lines)


def _line(table: str, row: CompareRow) -> CompareLine:
    shown = [row.shown[0]]
    for value, change in zip(row.shown[1:], row.changes, strict=True):
        shown += [value, change]
    return CompareLine((table, row.label), row.label, tuple(shown), row.bare, is_strong=row.is_total)


def compare_columns(found: Comparison) -> tuple[Column[CompareLine], ...]:
    """A column for the figure, one for each scenario, and one for each difference from the first."""
    columns = [
        Column[CompareLine]("label", "Figure", lambda x: x.label, is_strong=lambda x: x.is_strong, about="The figure")
    ]
    for at, head in enumerate(found.heads[1:]):
        of = found.names[(at + 1) // 2]
        about = f"{of} less {found.names[0]}" if at and at % 2 == 0 else of
        columns.append(
            Column(
                f"cell{at}", head, _cell(at), is_number=True, raw=_bare(at), about=about,
                is_strong=lambda x: x.is_strong,
            )
        )  # fmt: skip
    return tuple(columns)


def _cell(at: int) -> Callable[[CompareLine], str]:
    return lambda line: line.cells[at] if line.cells else ""


def _bare(at: int) -> Callable[[CompareLine], str]:
    return lambda line: line.bare[at] if line.bare else ""


@dataclass(frozen=True)
class DecisionRow:
    """One value decided otherwise by a scenario than by the first."""

    at: int
    scenario: str
    said: Said


def decision_rows(decisions: tuple[Differing, ...]) -> tuple[DecisionRow, ...]:
    """Every value decided otherwise, scenario by scenario."""
    pairs = [(one.scenario, said) for one in decisions for said in one.changes]
    return tuple(DecisionRow(at, scenario, said) for at, (scenario, said) in enumerate(pairs))


def decision_columns(first: str) -> tuple[Column[DecisionRow], ...]:
    """The columns of the decisions' table."""
    return (
        Column("scenario", "Scenario", lambda x: x.scenario, drop=1, about="The scenario that decides otherwise"),
        Column("place", "What", lambda x: x.said.place, about="Whose value"),
        Column("before", f"In {first}", lambda x: x.said.before, about=f"As {first} decides"),
        Column("after", "Here", lambda x: x.said.after, about="As the scenario of the row decides"),
    )
