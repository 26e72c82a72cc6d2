"""The sheets Assumptions and Targets: two registers that people keep, and where each target stands."""

from __future__ import annotations

from planner.exchange.tables import ASSUMPTIONS, TARGETS
from planner.exchange.write.blocks import Across, Maker, SheetPlan, Shown
from planner.exchange.write.costs import UNIT_COST
from planner.exchange.write.figures import Figures, range_of
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Place, Seen, column_letters
from planner.exchange.write.posts import SETS_CHANGE, SETS_POSTS
from planner.exchange.write.styles import Look
from planner.outcome.formulas import formula_of
from planner.scenario.types import Assumption
from planner.views.tables import Kind, Value, kind_of_unit
from planner.words.vocabulary import FUNCTION_KEYS, ROLE_KEYS, YEARS

SPARE_TARGETS = 4
"""Empty rows kept for more targets."""
SINGLE: dict[str, str] = {"pay_award": "pay_award", "youth.total": "youth_in_all"}
"""Assumptions that are read one by one, with the figure that each is."""
_SETS = {"posts": SETS_POSTS, "change": SETS_CHANGE, "cost": UNIT_COST}
_ROLES = {key: role.value for role, key in ROLE_KEYS.items()}
_FUNCTIONS = {key: function.value for function, key in FUNCTION_KEYS.items()}


def assumptions_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Assumptions",
        "Every assumption: value, unit, range, status and source.",
        ("Sets, Function and Role say what reads each value; those read one by one set one figure.",),
        fixed_columns=2,
    )
    found = tuple(f.outcome.scenario.assumptions.values())
    kinds = [kind_of_unit(one.unit) for one in found]
    columns = input_columns(
        ASSUMPTIONS,
        {
            "assumption": [one.id for one in found],
            "name": [one.name for one in found],
            "value": [one.value for one in found],
            "low": [one.low for one in found],
            "high": [one.high for one in found],
            "status": [one.status.value for one in found],
            "source": [one.source or None for one in found],
            "owner": [one.owner or None for one in found],
            "dated": [one.dated or None for one in found],
            "note": [one.note or None for one in found],
        },
        kinds={key: kinds for key in ("value", "low", "high")},
    )
    labels = [assumption_labels(one) for one in found]
    columns.insert(2, Shown("assumption unit", "Unit", [one.unit for one in found], Kind.TEXT, Look.GIVEN, width=13))
    for at, (key, heading) in enumerate((("sets", "Sets"), ("function", "Function"), ("role", "Role"))):
        values: list[Value] = [label[at] for label in labels]
        columns.append(Shown(f"assumption {key}", heading, values, Kind.TEXT, Look.GIVEN, width=20))
    block = plan.table(columns, len(found))
    for i, one in enumerate(found):
        if one.id in SINGLE:
            layout.add(SINGLE[one.id], Place(plan.name, block.head + 1 + i, block.column_of("Assumptions.value")))
    return plan


def assumption_labels(assumption: Assumption) -> tuple[str, str, str]:
    """What an assumption sets, for which function and which role; empty where it has none."""
    kind, _, rest = assumption.id.partition(".")
    role, _, function = rest.partition(".")
    if kind not in _SETS or role not in _ROLES:
        return "one figure", "", ""
    return _SETS[kind], _FUNCTIONS.get(function, ""), _ROLES[role]


def targets_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Targets",
        "The target register, in pounds: what each is held against, and the gap.",
        ("A force-wide target is not local policing’s to meet alone: the share is this programme’s part of it.",),
        fixed_columns=2,
    )
    rows = len(f.outcome.scenario.targets) + SPARE_TARGETS
    plan.table([*_register(f), *_held_against(f), *_by_year(f)], rows, dims=("target",))
    return plan


def _register(f: Figures) -> list[Shown | Across]:
    found = tuple(f.outcome.scenario.targets.values())
    blank: list[Value] = [None] * SPARE_TARGETS
    values: dict[str, list[Value]] = {
        "target": [one.id for one in found],
        "name": [one.name for one in found],
        "in_force": [one.id == f.outcome.scenario.target_in_force for one in found],
        "scope": [one.scope for one in found],
        "kind": [one.kind for one in found],
        "by": [one.by or None for one in found],
        "amount": [one.amount for one in found],
        "stated": [one.stated or None for one in found],
        "status": [one.status.value for one in found],
        "source": [one.source or None for one in found],
    }
    annual = tuple(column for column in TARGETS.columns if column.key.startswith("annual_"))
    columns = input_columns(
        TARGETS,
        {key: [*column, *blank] for key, column in values.items()},
        names={"amount": (("target_amount", "{}"),)},
        leave=[column.key for column in annual],
    )
    by_year: list[list[Value]] = [[one.annual.get(year) for year in YEARS] for one in found]
    by_year += [[None] * len(YEARS)] * SPARE_TARGETS
    heads = [column.heading for column in annual]
    own = Across("annual", "year", heads, by_year, Kind.POUNDS, Look.INPUT, width=15, specs=annual)
    return [*columns, own]


def _while_used(make: Maker) -> Maker:
    """Nothing in a row that holds no target."""
    return lambda seen: f'IF({seen.cell("Targets.name")}="","",{make(seen)})'


def _used(name: str) -> Maker:
    return _while_used(lambda seen: formula_of(name, seen))


def _held_against(f: Figures) -> list[Shown]:
    blank: list[Value] = [""] * SPARE_TARGETS
    figures, amounts = f.flat("target_figure"), f.flat("target_amount")
    scopes = [target.scope for target in f.outcome.scenario.targets.values()]
    shares: list[Value] = [
        float(figure) / float(amount) if scope == "force-wide" and amount else ""  # type: ignore[arg-type]
        for figure, amount, scope in zip(figures, amounts, scopes, strict=True)
    ]
    return [
        Shown("is_recurring", "Recurring, 1 for yes", [*f.flat("is_recurring"), *blank], width=10,
              make=_while_used(lambda seen: f'IF({seen.cell("Targets.kind")}="recurring",1,0)')),
        Shown("target_year", "Years before it falls due", [*f.flat("target_year"), *blank], width=10,
              make=_while_used(_due)),
        Shown("target_figure", "Held against it, £", [*figures, *blank], Kind.POUNDS, Look.OUTPUT,
              _used("target_figure"), 17),
        Shown("gap", "Gap, £", [*f.flat("gap"), *blank], Kind.POUNDS, Look.OUTPUT, _used("gap"), 17),
        Shown("share_of_target", "This programme’s share", [*shares, *blank], Kind.SHARE, Look.OUTPUT, _share, 12),
        Shown("first_met", "First year met", [*_first_met(f), *blank], Kind.TEXT, Look.OUTPUT, _first, 14),
    ]  # fmt: skip


def _due(seen: Seen) -> str:
    years = range_of(seen, "One-off cost.year")
    return f"IFERROR(MATCH({seen.cell('Targets.by')},{years},0)-1,COUNTA({years})-1)"


def _share(seen: Seen) -> str:
    wide = f'AND({seen.cell("Targets.scope")}="force-wide",N({seen.cell("Targets.amount")})<>0)'
    return f'IF({wide},{seen.cell("target_figure")}/{seen.cell("Targets.amount")},"")'


def _by_year(f: Figures) -> list[Across]:
    blank: list[list[Value]] = [[""] * len(YEARS)] * SPARE_TARGETS
    gaps: list[list[Value]] = f.array("gap_of_year").tolist()
    met: list[list[Value]] = [[int(float(gap) >= 0) for gap in row] for row in gaps]  # type: ignore[arg-type]
    heads = [f"Gap of {year}, £" for year in YEARS]
    met_heads = [f"Met in {year}, 1 for yes" for year in YEARS]
    return [
        Across("gap_of_year", "year", heads, [*gaps, *blank], Kind.POUNDS, Look.OUTPUT, _used("gap_of_year"), 16),
        Across("met_in_year", "year", met_heads, [*met, *blank], make=_while_used(_met), width=14),
    ]


def _met(seen: Seen) -> str:
    return f"IF({seen.cell('gap_of_year')}>=0,1,0)"


def _first(seen: Seen) -> str:
    place = seen.place("met_in_year")
    last = column_letters(place.left + place.width - 1)
    row = f"${column_letters(place.left)}[r+0]:${last}[r+0]"
    return f'IFERROR(INDEX({range_of(seen, "One-off cost.year")},MATCH(1,{row},0)),"")'


def _first_met(f: Figures) -> list[Value]:
    rows = f.array("gap_of_year").tolist()
    return [next((year for year, gap in zip(YEARS, row, strict=True) if gap >= 0), "") for row in rows]
