"""How a figure is worked out, as a note on its cell: the words of `bcu-planner explain`, short enough to be read.

On the headline, totals of posts, savings, steps of the bridge and findings of rules: what is quoted and asked about.
A formula says how any other cell comes about. See docs/decisions/0009.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from planner.exchange.write.figures import Figures
from planner.exchange.write.layout import BESIDE, Layout, Place
from planner.outcome.equations import BY_NAME
from planner.outcome.figures import Figure
from planner.outcome.quantities import Equation
from planner.outcome.rules.result import OUTCOMES, RuleResult
from planner.views.rules_rows import RuleLine, figure_of, rule_lines
from planner.views.working_out import working_text
from planner.words.names import plural
from planner.words.vocabulary import Outcome

HEADLINES: tuple[str, ...] = ("officers", "supervisors", "superintendents", "chief_superintendents", "dwos", "pcsos")
NOTED: frozenset[str] = frozenset(
    (
        *(f"{name}_in_all{part}" for name in HEADLINES for part in ("_baseline", "", "_change")),
        *("officers", "officers_change", "supervisors", "dwos", "pcsos"),
        *("full_year_saving", "saving_rounding_in_all", "full_saving_of_bcu", "saving", "gross", "net"),
        *("cumulative_net", "one_off_revenue_in_all", "one_off_capital_in_all"),
        *("wards_met", "wards_met_in_effect"),
        *("area_cost_baseline", "area_cost_proposed", "bridge", "bridge_overrides", "bridge_residual"),
    )
)
"""Figures with a note on every cell that holds them, copies too."""
IN_FORCE = {"target_in_force": "target_amount", "gap_in_force": "gap", "gap_of_year_in_force": "gap_of_year"}
"""Cells that are of the target in force, and the figure of a target that they hold."""
MOST_LINES = 16
MOST_NAMED = 6
"""Lines of a working-out, and subjects of a rule, that are listed before the rest is counted."""
AT_EXPORT = "As at export; the formula in the cell is live."


@dataclass(frozen=True)
class Note:
    """Words on a cell, its row and column counted from 0."""

    row: int
    column: int
    text: str


def notes(f: Figures, layout: Layout) -> dict[str, tuple[Note, ...]]:
    """Every note of a workbook, by sheet."""
    found: dict[str, list[Note]] = defaultdict(list)
    texts: dict[str, str] = {}
    for name, place in _places(layout):
        for figure, row, column in _figures(f, name, place):
            if figure not in texts:
                texts[figure] = figure_note(f, figure)
            found[place.sheet].append(Note(row, column, texts[figure]))
    rules = layout.at("rule found")
    for i, line in enumerate(rule_lines(f.outcome)):
        found[rules.sheet].append(Note(rules.top + i, rules.left, rule_note(f, line)))
    return {sheet: tuple(of_sheet) for sheet, of_sheet in found.items()}


def _places(layout: Layout) -> Iterator[tuple[str, Place]]:
    """Where the figures with notes stand, copies among them."""
    for key, places in layout.places.items():
        name = key.partition(BESIDE)[0]
        if name in NOTED or name in IN_FORCE:
            yield from ((name, place) for place in places if place.wrap == "{}")


def _figures(f: Figures, name: str, place: Place) -> Iterator[tuple[str, int, int]]:
    """The figures of a place, each with its row and column; none in an empty slot, or while no target is in force."""
    target = f.outcome.scenario.target_in_force
    if name in IN_FORCE and target not in f.outcome.scenario.targets:
        return
    for down, of_row in enumerate(f.keys_along(place.down)):
        for across, of_column in enumerate(f.keys_along(place.across)):
            keys = dict(zip((*place.down, *place.across), (*of_row, *of_column), strict=True))
            real = IN_FORCE.get(name, name)
            if name in IN_FORCE:
                keys["target"] = target
            if "" not in keys.values():
                figure = Figure(real, tuple(keys[dim] for dim in BY_NAME[real].dims))
                yield str(figure), *place.cell(down, across)


def figure_note(f: Figures, figure: str) -> str:
    """A working-out cut to what a note can show, with where the whole of it is."""
    lines = working_text(f.outcome, figure).split("\n")
    more = []
    if len(lines) > MOST_LINES:
        more = [f'    … and {plural(len(lines) - MOST_LINES, "more line")}: bcu-planner explain "{figure}"']
    about = [AT_EXPORT] if isinstance(BY_NAME[figure.partition("[")[0]], Equation) else []
    return "\n".join([*lines[:MOST_LINES], *more, *about])


def rule_note(f: Figures, line: RuleLine) -> str:
    """What a rule asks, what it finds, and of whom it finds the worst."""
    threshold = f", {line.threshold}" if line.threshold not in ("", "–") else ""
    head = [f"{line.id} {line.title}{threshold}: {line.outcome}"]
    if line.worst is not None:
        kinds = zip(line.counts, Outcome, strict=True)
        head.append(f"  {', '.join(f'{count} {kind.value}' for count, kind in kinds if count != '0')}")
    head.append(f"  {line.status}. Source: {line.source}")
    result = next((found for found in f.outcome.rules if found.id == line.id), None)
    return "\n".join([*head, *(_told(f, result) if result is not None else ()), AT_EXPORT])


def _told(f: Figures, result: RuleResult) -> list[str]:
    """The reasons of the worst that a rule finds; for a rule over the whole scenario how its figure is worked out."""
    if result.subjects[0] == "":
        figure = figure_of(f.outcome, result.id, "")
        return working_text(f.outcome, figure).split("\n")[:MOST_LINES] if figure else []
    if result.worst == Outcome.MET:
        return []
    told = [i for i, found in enumerate(result.found.tolist()) if OUTCOMES[found] == result.worst]
    more = [f"    … and {len(told) - MOST_NAMED} more"] if len(told) > MOST_NAMED else []
    return [*(f"    {result.reason(i)}" for i in told[:MOST_NAMED]), *more]
