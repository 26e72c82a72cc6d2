"""The whole workbook laid out: every sheet in its order, over one layout, so that each formula finds what it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.exchange.tables import RESERVED_SHEET
from planner.exchange.write.bcus import bcus_sheet
from planner.exchange.write.blocks import Block, SheetPlan
from planner.exchange.write.boroughs import boroughs_sheet
from planner.exchange.write.checks import Copied, checks_sheet, copies
from planner.exchange.write.costs import costs_sheet
from planner.exchange.write.decisions import decisions_sheet
from planner.exchange.write.figures import Figures
from planner.exchange.write.front import lists_sheet, sources_sheet
from planner.exchange.write.layout import Layout, cell_name
from planner.exchange.write.notes import Note, notes
from planner.exchange.write.posts import baseline_sheet, leadership_sheet, posts_sheet
from planner.exchange.write.registers import assumptions_sheet, targets_sheet
from planner.exchange.write.rules import rules_sheet
from planner.exchange.write.savings import bridge_sheet, savings_sheet
from planner.exchange.write.summary import summary_sheet
from planner.exchange.write.wards import wards_sheet
from planner.outcome.equations import BY_NAME
from planner.outcome.evaluate import Outcome
from planner.outcome.figures import Figure
from planner.views.tables import Table
from planner.views.tables.givens import response_table, sources_table

RESERVED_ABOUT = (
    "Hidden. The state that was exported, by which an import tells what was changed here from what was changed in the "
    "planner. Not for reading."
)


@dataclass(frozen=True)
class Laid:
    """The sheets in their order, without Contents and the reserved sheet; where all stands; the copied inputs."""

    figures: Figures
    layout: Layout
    sheets: tuple[SheetPlan, ...]
    copied: tuple[Copied, ...]
    notes: Mapping[str, tuple[Note, ...]]
    """Working-outs on cells, by sheet."""

    @property
    def headings(self) -> dict[str, list[str]]:
        """The headings of every table, by sheet."""
        return {plan.name: [head for b in plan.blocks if isinstance(b, Block) for head in b.heads]
                for plan in self.sheets}  # fmt: skip

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Name of each sheet and what it holds."""
        return [*((plan.name, plan.about) for plan in self.sheets), (RESERVED_SHEET, RESERVED_ABOUT)]


def lay_out(outcome: Outcome, decisions: Table | None = None) -> Laid:
    """Lay out every sheet of an outcome; `decisions` is the scenario's log, where the workbook is to carry it."""
    f, layout = Figures(outcome), Layout()
    decided = [
        bcus_sheet(f, layout),
        boroughs_sheet(f, layout),
        wards_sheet(f, layout),
        leadership_sheet(f, layout),
        posts_sheet(f, layout),
        costs_sheet(f, layout),
        savings_sheet(f, layout),
        bridge_sheet(f, layout),
        rules_sheet(f, layout),
        assumptions_sheet(f, layout),
        targets_sheet(f, layout),
        baseline_sheet(f, layout),
    ]
    summary = summary_sheet(f, layout)
    copied = copies(decided, ("terms", outcome.terms.value), layout)
    sheets = (
        summary,
        *decided,
        *([] if decisions is None else [decisions_sheet(layout, decisions)]),
        checks_sheet(f, layout, copied),
        lists_sheet(layout, [borough.name for borough in outcome.area.policed]),
        sources_sheet(layout, (response_table(), sources_table())),
    )
    return Laid(f, layout, sheets, tuple(copied), notes(f, layout))


def figure_cells(outcome: Outcome) -> dict[Figure, tuple[str, str]]:
    """Sheet and cell of every figure and input that the workbook of an outcome shows in a cell of its own."""
    laid = lay_out(outcome)
    found: dict[Figure, tuple[str, str]] = {}
    for name, place in laid.layout.first.items():
        definition = BY_NAME.get(name)
        # A flag that is read from whether a cell is filled, or a figure counted elsewhere, has no cell of its own.
        if definition is None or place.wrap != "{}" or set(place.down + place.across) != set(definition.dims):
            continue
        for row, down in enumerate(laid.figures.keys_along(place.down)):
            for column, across in enumerate(laid.figures.keys_along(place.across)):
                keys = dict(zip((*place.down, *place.across), (*down, *across), strict=True))
                if "" not in keys.values():
                    figure = Figure(name, tuple(keys[dim] for dim in definition.dims))
                    found[figure] = (place.sheet, cell_name(*place.cell(row, column)))
    return found
