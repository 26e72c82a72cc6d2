"""The sheet Decisions: the log of the scenario exported, as values. It is left out where that is asked for."""

from __future__ import annotations

from planner.exchange.write.blocks import SheetPlan, Shown
from planner.exchange.write.layout import Layout
from planner.exchange.write.styles import Look
from planner.views.tables import Table


def decisions_sheet(layout: Layout, table: Table) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(layout, table.name, table.about, table.notes)
    columns = [
        Shown(f"decision {column.key}", column.head, table.column(column.key), column.kind, Look.GIVEN,
              width=column.width)
        for column in table.columns
    ]  # fmt: skip
    plan.table(columns, len(table.rows))
    return plan
