"""Every table of an outcome, once: the workbook's sheets and the data frames come from here."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.views.tables.figures import posts_table, rules_table, savings_table, summary_table, targets_table
from planner.views.tables.givens import assumptions_table, baseline_table, response_table, sources_table
from planner.views.tables.places import bcus_table, boroughs_table, leadership_table, wards_table
from planner.views.tables.table import Kind, Table, TableColumn, Value, kind_of_unit

__all__ = ["Kind", "Table", "TableColumn", "Value", "all_tables", "kind_of_unit", "posts_table", "rules_table",
           "savings_table", "wards_table"]  # fmt: skip


def all_tables(outcome: Outcome) -> tuple[Table, ...]:
    """Every table, in the order a reader wants them."""
    return (
        summary_table(outcome),
        bcus_table(outcome),
        boroughs_table(outcome),
        wards_table(outcome),
        leadership_table(outcome),
        posts_table(outcome),
        savings_table(outcome),
        rules_table(outcome),
        assumptions_table(outcome),
        targets_table(outcome),
        baseline_table(outcome),
        response_table(),
        sources_table(),
    )
