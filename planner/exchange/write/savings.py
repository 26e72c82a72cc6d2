"""The sheets Savings and Bridge: savings by financial year and BCU, and from baseline to proposed cost by cause."""

from __future__ import annotations

from planner.exchange.write.bcus import while_on
from planner.exchange.write.blocks import Line, Maker, SheetPlan, Shown, YearRow
from planner.exchange.write.costs import slot_columns, words_of_terms
from planner.exchange.write.figures import Figures, range_of
from planner.exchange.write.layout import Layout, Seen
from planner.exchange.write.posts import CELLS
from planner.exchange.write.styles import Look
from planner.outcome.inputs import BRIDGE_STEPS
from planner.outcome.quantities import CELL
from planner.views.tables import Kind, Value
from planner.words.dates import year_end, year_start
from planner.words.vocabulary import YEARS


def savings_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Savings",
        "Savings by financial year, in all and by BCU, against the target in force.",
        ("Net saving = gross saving − one-off revenue cost. Capital is beside the savings, never inside.",),
        fixed_columns=3,
        repeats=False,
    )
    plan.lines(_headline(f))
    plan.by_year(_by_year(f), YEARS, title="By financial year")
    for name, title, kind in (
        ("days_live", "Days live", Kind.WHOLE),
        ("live", "Share of the year live", Kind.SHARE),
        ("saving", "Saving by BCU, £", Kind.POUNDS),
    ):
        is_money = kind is Kind.POUNDS
        grid = f.grid(name, "year", f.year_heads, kind, Look.OUTPUT if is_money else Look.WORKING, adds_up=is_money)
        plan.table([*slot_columns(f, name), grid], f.slots, dims=("bcu",), labels={"bcu": f"{name} slot"}, title=title)
    plan.table(
        [
            *slot_columns(f, "full_saving"),
            f.grid("full_saving", "year", f.year_heads, Kind.POUNDS, Look.WORKING, adds_up=True),
            f.column("full_saving_of_bcu", "Full-year saving, £", Kind.POUNDS, Look.OUTPUT, 16, adds_up=True),
            f.column("saving_rounding", "Of which rounding, £", Kind.POUNDS, Look.OUTPUT, 16, adds_up=True),
        ],
        f.slots,
        dims=("bcu",),
        labels={"bcu": "full_saving slot"},
        title="Full-year saving by BCU, £: every BCU live all year",
    )
    return plan


def _headline(f: Figures) -> list[Line]:
    outcome = f.outcome
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    amount = target.amount if target else ""
    gap = outcome.number("gap", target.id) if target else ""
    return [
        Line("terms beside savings", "Price terms", words_of_terms(f), Kind.TEXT, Look.OUTPUT,
             lambda seen: seen.cell("terms_in_words"), stands=False),
        f.line("full_year_saving", "Full-year saving", Kind.POUNDS, unit="£", note="recurring, nothing one-off in it"),
        Line("full_year_name beside savings", "Full-year saving is that of", outcome.full_year, Kind.TEXT, Look.OUTPUT,
             lambda seen: seen.cell("full_year_name"), stands=False),
        f.line("saving_rounding_in_all", "of which rounding of posts", Kind.POUNDS, unit="£"),
        Line("target_row", "Row of the target in force", _row_in_force(f), make=_target_row,
             note="0 while there is none"),
        Line("target_in_force", "Target in force", amount, Kind.POUNDS, make=of_target("Targets.amount"), unit="£"),
        Line("gap_in_force", "Against the target in force", gap, Kind.POUNDS, Look.OUTPUT, of_target("gap"), "£"),
    ]  # fmt: skip


def _row_in_force(f: Figures) -> int:
    targets = tuple(f.outcome.scenario.targets)
    in_force = f.outcome.scenario.target_in_force
    return targets.index(in_force) + 1 if in_force in targets else 0


def _target_row(seen: Seen) -> str:
    return f'IFERROR(MATCH("yes",{range_of(seen, "Targets.in_force")},0),0)'


def of_target(key: str) -> Maker:
    """What a column of Targets holds for the target in force; empty while there is none."""

    def make(seen: Seen) -> str:
        row = seen.cell("target_row")
        return f'IF({row}>0,INDEX({range_of(seen, key)},{row}),"")'

    return make


def _by_year(f: Figures) -> list[YearRow]:
    outcome = f.outcome
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    gaps: list[Value] = [outcome.number("gap_of_year", target.id, year) if target else "" for year in YEARS]
    annual: list[Value] = [target.annual.get(year, "") if target else "" for year in YEARS]
    return [
        YearRow("year_start", "First day", [year_start(y) for y in YEARS], Kind.DATE, Look.GIVEN, unit=""),
        YearRow("year_end", "Last day", [year_end(y) for y in YEARS], Kind.DATE, Look.GIVEN, unit=""),
        YearRow("days", "Days in the year", f.flat("days"), Kind.WHOLE, Look.GIVEN, unit=""),
        f.year_row("gross", "Gross saving"),
        YearRow("one_off_revenue", "One-off cost, revenue", f.flat("one_off_revenue"), stands=False,
                make=_one_off("One-off cost.revenue")),
        f.year_row("net", "Net saving"),
        f.year_row("cumulative_net", "Cumulative net saving"),
        YearRow("one_off_capital", "One-off cost, capital, beside", f.flat("one_off_capital"), stands=False,
                make=_one_off("One-off cost.capital")),
        YearRow("gap_of_year_in_force", "Against the target in force", gaps, look=Look.OUTPUT, make=_gap_of_year),
        YearRow("annual_in_force", "The year’s own target, if any", annual, make=_annual),
        YearRow("M2", "Rule M2, net saving against it", f.found("M2", YEARS), Kind.TEXT, Look.OUTPUT, _m2, unit=""),
    ]  # fmt: skip


def _one_off(key: str) -> Maker:
    return lambda seen: f"SUMIFS({range_of(seen, key)},{range_of(seen, 'One-off cost.year')},{seen.label('year')})"


def _column_of_target(seen: Seen, key: str) -> str:
    """The column of Targets for the year of the cell being written, in the row of the target in force."""
    place = seen.place(key)
    letters = f"[c{place.left - seen.own.left:+d}]"
    rows = f"{letters}${place.top + 1}:{letters}${place.top + place.height}"
    return f"INDEX({seen.sheet(place)}{rows},{seen.cell('target_row')})"


def _gap_of_year(seen: Seen) -> str:
    return f'IF({seen.cell("target_row")}>0,{_column_of_target(seen, "gap_of_year")},"")'


def _annual(seen: Seen) -> str:
    found = _column_of_target(seen, "annual")
    return f'IF({seen.cell("target_row")}>0,IF(ISNUMBER({found}),{found},""),"")'


def standing(seen: Seen, gap: str) -> str:
    """Where a target stands: see standing in planner/outcome/rules/programme.py and docs/decisions/0007."""
    short = f'IF({seen.cell("unassigned")}>0,"incomplete",IF({seen.cell("scope_in_force")}="force-wide",'
    return f'IF({gap}>=0,"met",{short}"at risk","not met")))'


def _m2(seen: Seen) -> str:
    annual = seen.cell("annual_in_force")
    gap = f"ROUND({seen.cell('net')}-{annual},2)"
    return while_on(seen, "M2", f'IF(ISNUMBER({annual}),{standing(seen, gap)},"")')


def bridge_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Bridge",
        "From baseline cost to proposed cost by cause, in pounds of the year of the full-year figure.",
        ("The steps and the overrides close to the penny: anything left is the residual, a step of its own.",),
        fixed_columns=1,
        repeats=False,
    )
    plan.lines([_line(f, "area_cost_baseline", "Baseline cost, all boroughs")], at=1)
    steps = [name for name, _ in BRIDGE_STEPS]
    plan.table(
        [
            Shown("step", "Step", steps, Kind.TEXT, Look.GIVEN, width=38),
            f.column("bridge", "Change in cost, £", Kind.POUNDS, Look.OUTPUT, 18, adds_up=True),
        ],
        len(steps),
        dims=("step",),
        labels={"step": "step"},
        title="Steps by cause",
    )
    plan.lines(
        [
            _line(f, "bridge_overrides", "Overrides"),
            _line(f, "bridge_residual", "Residual"),
            _line(f, "area_cost_proposed", "Proposed cost, all boroughs"),
            *_on_to_the_target(f),
        ],
        at=1,
    )
    of_cell = [next((name for name, cells in BRIDGE_STEPS if cell in cells), "none") for cell in CELLS]
    costs: list[Value] = f.flat("full_cost") * (len(CELLS) // len(f.flat("full_cost")))
    block = plan.table(
        [
            Shown("bridge role", "Role", [role.value for _, role in CELLS], Kind.TEXT, Look.GIVEN, width=26),
            Shown("bridge function", "Function", [fn.value for fn, _ in CELLS], Kind.TEXT, Look.GIVEN, width=20),
            Shown("step_of_cell", "Step", of_cell, Kind.TEXT, Look.GIVEN, width=27),
            f.column("area_change_worked", "Change by the assumptions, posts", Kind.CHANGE, width=15),
            Shown("full_cost", "Cost of a post, £", costs, Kind.POUNDS, make=_cost_of_role, width=15, stands=False),
        ],
        len(CELLS),
        dims=CELL,
        labels={"function": "bridge function", "role": "bridge role"},
        title="Change of each function and role",
    )
    step_of = block.places["step_of_cell"]
    layout.ranges["in_bridge_step"] = lambda seen: f"({step_of.whole}={seen.label('step')})"
    return plan


def _line(f: Figures, name: str, label: str) -> Line:
    return f.line(name, label, Kind.POUNDS, unit="£")


def _on_to_the_target(f: Figures) -> list[Line]:
    def copy(key: str, label: str, value: Value) -> Line:
        return Line(f"{key} beside bridge", label, value, Kind.POUNDS, Look.OUTPUT, lambda seen: seen.cell(key), "£",
                    stands=False)  # fmt: skip

    outcome = f.outcome
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    return [
        copy("full_year_saving", "Full-year saving: baseline less proposed", f.number("full_year_saving")),
        copy("target_in_force", "Target in force", target.amount if target else ""),
        copy("gap_in_force", "Against the target in force", outcome.number("gap", target.id) if target else ""),
    ]


def _cost_of_role(seen: Seen) -> str:
    costs, roles = (seen.place(key) for key in ("full_cost", "role of cost"))
    sheet = seen.sheet(costs)
    return f"INDEX({sheet}{costs.whole},MATCH({seen.label('role')},{sheet}{roles.whole},0))"
