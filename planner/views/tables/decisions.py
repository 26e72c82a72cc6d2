"""The decisions about one scenario as a table: who, when, from what to what, and why; undone ones marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.scenario.keys import touched_scenario
from planner.scenario.log import Log
from planner.scenario.types import Plan
from planner.views.decision_log import MOST_CHANGES_TOLD, LogLine, log_lines
from planner.views.tables.table import Table, TableColumn, Value
from planner.words.names import plural


def decisions_table(plan: Plan, log: Log, scenario_id: str) -> Table | None:
    """The decisions about the scenario, the newest first, a row for each change; None where there is none."""
    lines = [line for line in log_lines(plan, log) if _is_about(line, scenario_id)]
    if not lines:
        return None
    return Table(
        "Decisions",
        "Who decided what about this scenario, when, from what to what, and why; the newest first.",
        (
            TableColumn("when", "When", width=18),
            TableColumn("who", "Who", width=18),
            TableColumn("label", "Decision", width=46),
            TableColumn("place", "What changed", width=40),
            TableColumn("before", "From", width=24),
            TableColumn("after", "To", width=24),
            TableColumn("why", "Why", width=40),
            TableColumn("state", "State", width=16),
        ),
        tuple(_rows(lines)),
        ("Undone decisions stay in the log. Not read back: change the inputs, not the log.",),
    )


def _is_about(line: LogLine, scenario_id: str) -> bool:
    return any(touched_scenario(edit.key) == scenario_id for edit in line.step.edits)


def _rows(lines: Iterable[LogLine]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        head = (line.when, line.who, line.label)
        tail = (line.why or None, line.state)
        for said in line.changes[:MOST_CHANGES_TOLD]:
            yield (*head, said.place, said.before, said.after, *tail)
        more = len(line.changes) - MOST_CHANGES_TOLD
        if more > 0:
            yield (*head, f"and {plural(more, 'more change')}", None, None, *tail)
