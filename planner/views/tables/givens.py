"""Tables of what the figures start from: assumptions, baseline, the response record, sources."""

from __future__ import annotations

from planner.area.shipped import read_rows
from planner.outcome.evaluate import Outcome
from planner.views.response import LIMITS, response_record
from planner.views.tables.table import Kind, Table, TableColumn, Value
from planner.words.vocabulary import FUNCTIONS, ROLES


def assumptions_table(outcome: Outcome) -> Table:
    """Every assumption with its unit, range, status and source."""
    rows = tuple(
        (a.id, a.name, a.unit, a.value, a.low, a.high, a.status.value, a.source, a.owner, a.dated, a.note)
        for a in outcome.scenario.assumptions.values()
    )
    return Table(
        "Assumptions",
        "Every assumption: value, unit, range, status and source.",
        (
            TableColumn("id", "Id", width=34),
            TableColumn("name", "Assumption", width=44),
            TableColumn("unit", "Unit", width=13),
            TableColumn("value", "Value", Kind.FIGURE, 13),
            TableColumn("low", "Low", Kind.FIGURE, 13),
            TableColumn("high", "High", Kind.FIGURE, 13),
            TableColumn("status", "Status", width=13),
            TableColumn("source", "Source", width=44),
            TableColumn("owner", "Owner", width=14),
            TableColumn("dated", "Dated", width=12),
            TableColumn("note", "Note", width=40),
        ),
        rows,
    )


def baseline_table(outcome: Outcome) -> Table:
    """Baseline posts by borough, function and role; cells of nought left out."""
    rows: list[tuple[Value, ...]] = []
    for i, borough in enumerate(outcome.area.policed):
        for f, function in enumerate(FUNCTIONS):
            for r, role in enumerate(ROLES):
                posts = int(outcome.values["base"][i, f, r])
                if posts:
                    rows.append((borough.code, borough.name, function.value, role.value, posts))
    baseline = outcome.baseline
    return Table(
        "Baseline",
        f"Posts before the merger, {baseline.status.value}.",
        (
            TableColumn("borough", "Borough", width=11),
            TableColumn("name", "Borough name", width=24),
            TableColumn("function", "Function", width=20),
            TableColumn("role", "Role", width=26),
            TableColumn("posts", "Baseline posts", Kind.WHOLE, 10, adds_up=True),
        ),
        tuple(rows),
        (f"Status: {baseline.status.value}. {baseline.source}",),
        total="All",
    )


def response_table() -> Table:
    """The published record of the two pathfinders, shares as published. Nothing in it is predicted."""
    record = response_record()
    rows = tuple(
        (m.label, m.central_north / 100, m.east_area / 100, m.mps / 100, m.target / 100) for m in record.months
    )
    return Table(
        "Response",
        "Immediate calls reached within 15 minutes: the two pathfinders, the Met and the target.",
        (
            TableColumn("month", "Month", width=24),
            TableColumn("central_north", "Central North", Kind.PER_CENT, 20),
            TableColumn("east_area", "East Area", Kind.PER_CENT, 20),
            TableColumn("met", "Met", Kind.PER_CENT, 20),
            TableColumn("target", "Target", Kind.PER_CENT, 20),
        ),
        rows,
        (*LIMITS, f"The pathfinders started in {record.months[record.start].label}.",
         f"{record.status.capitalize()}: {record.source}."),
    )  # fmt: skip


def sources_table() -> Table:
    """Where every figure that ships with the planner comes from, its status and its licence."""
    rows = tuple((r["id"], r["what"], r["status"], r["source"], r["licence"]) for r in read_rows("sources.csv"))
    return Table(
        "Sources",
        "Where every figure that ships with the planner comes from.",
        (
            TableColumn("id", "Id", width=34),
            TableColumn("what", "What", width=46),
            TableColumn("status", "Status", width=14),
            TableColumn("source", "Source", width=60),
            TableColumn("licence", "Licence", width=34),
        ),
        rows,
    )
