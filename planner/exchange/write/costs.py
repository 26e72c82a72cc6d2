"""The sheet Costs: price terms, one-off cost, the cost of a post, posts by role, and what they cost by BCU."""

from __future__ import annotations

from collections.abc import Sequence

from planner.exchange.tables import ONE_OFF, TERMS
from planner.exchange.write.blocks import Across, Line, SheetPlan, Shown, YearRow
from planner.exchange.write.figures import Figures, of_slot, range_of
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Seen
from planner.exchange.write.posts import MASK_HEADS, MASKS, assumed
from planner.exchange.write.styles import Look
from planner.outcome.explain import terms_in_words
from planner.views.tables import Kind, Value
from planner.words.vocabulary import PRICE_YEAR, ROLES, YEARS, Terms

UNIT_COST = "Unit cost, £"
"""What a unit cost sets, as the sheet Assumptions labels it and the heading here asks for it."""
_BY_ROLE: tuple[tuple[str, str, Kind], ...] = (
    ("role_baseline", "Baseline posts by role and slot", Kind.WHOLE),
    ("role_posts", "Proposed posts by role and slot", Kind.WHOLE),
    ("role_rounding", "Rounding of posts by role and slot", Kind.DECIMAL),
    ("role_overridden", "Posts by override, by role and slot", Kind.WHOLE),
)


def costs_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Costs",
        "Price terms, one-off cost, the cost of a post, posts by role, and cost by BCU and financial year.",
        ("Pounds a year, full cost: pay, London weighting and allowance, employer’s national insurance and pension.",),
        fixed_columns=1,
        repeats=False,
    )
    plan.lines(_terms(f), at=1)
    plan.lines(_one_off_in_all(f), at=1)
    _full_year(f, plan)
    _cost_of_a_post(f, plan)
    for name, title, kind in _BY_ROLE:
        plan.table(_roles_by_slot(f, name, kind), len(ROLES), dims=("role",), labels={"role": f"{name} role"},
                   title=title)  # fmt: skip
    for name, title in (("cost_baseline", "Baseline cost by BCU, £"), ("cost_proposed", "Proposed cost by BCU, £")):
        plan.table(
            [*slot_columns(f, name), f.grid(name, "year", f.year_heads, Kind.POUNDS, Look.OUTPUT, 15, adds_up=True)],
            f.slots,
            dims=("bcu",),
            labels={"bcu": f"{name} slot"},
            title=title,
        )
    _one_off(f, plan)
    return plan


def _terms(f: Figures) -> list[Line]:
    cash = f.outcome.terms is Terms.CASH
    return [
        Line("terms", "Price terms: real or cash", f.outcome.terms.value, Kind.TEXT, Look.INPUT,
             note="All money follows. A choice of what is shown, not a decision: it is not imported.", choices=TERMS),
        Line("is_cash", "Cash terms, 1 for yes", int(cash), make=lambda seen: f'IF({seen.cell("terms")}="cash",1,0)'),
        Line("pay_award beside terms", "Pay award a year", f.number("pay_award"), Kind.SHARE,
             make=lambda seen: seen.cell("pay_award"), stands=False),
        Line("price_year", "Price year", PRICE_YEAR, Kind.TEXT, Look.GIVEN),
        Line("terms_in_words", "Price terms in words", words_of_terms(f), Kind.TEXT, Look.OUTPUT, _terms_in_words),
    ]  # fmt: skip


def words_of_terms(f: Figures) -> str:
    """The price terms as the sheet itself says them."""
    return f"cash, from {PRICE_YEAR} prices" if f.outcome.terms is Terms.CASH else terms_in_words(f.outcome)


def _terms_in_words(seen: Seen) -> str:
    year = seen.cell("price_year")
    return f'IF({seen.cell("is_cash")}=1,"cash, from ","real ")&{year}&" prices"'


def _one_off(f: Figures, plan: SheetPlan) -> None:
    one_off = f.outcome.scenario.one_off
    plan.table(
        [
            *input_columns(
                ONE_OFF,
                {
                    "year": YEARS,
                    "revenue": [one_off.revenue.get(year) for year in YEARS],
                    "capital": [one_off.capital.get(year) for year in YEARS],
                },
                names={"revenue": (("one_off_revenue", "{}"),), "capital": (("one_off_capital", "{}"),)},
                adds_up=("revenue", "capital"),
            ),
            f.column("one_off_of_year", "One-off cost, £", Kind.POUNDS, Look.OUTPUT, 16, adds_up=True),
        ],
        len(YEARS),
        dims=("year",),
        labels={"year": "One-off cost.year"},
        title="One-off cost, £",
    )


def _one_off_in_all(f: Figures) -> list[Line]:
    return [
        f.line("one_off_revenue_in_all", "One-off cost, revenue, in all", Kind.POUNDS, unit="£",
               note="entered by year at the foot of this sheet"),
        f.line("one_off_capital_in_all", "One-off cost, capital, in all", Kind.POUNDS, unit="£"),
        f.line("one_off", "One-off cost in all", Kind.POUNDS, unit="£"),
    ]  # fmt: skip


def _full_year(f: Figures, plan: SheetPlan) -> None:
    bcus = f.outcome.scenario.bcus.values()
    dates = [bcu.go_live for bcu in bcus if bcu.go_live is not None]
    latest = max(dates, default=None)
    plan.lines(
        [
            Line("bcus_used", "BCUs", len(bcus), make=lambda s: f'SUMPRODUCT(1*({range_of(s, "slot_code")}<>""))'),
            Line("bcus_dated", "BCUs with a go-live date", len(dates),
                 make=lambda seen: f"COUNT({range_of(seen, 'go_live')})"),
            Line("latest", "Latest go-live date", latest, Kind.DATE, make=_latest),
            Line("full_year", "Years before that of the full-year figure", f.flat("full_year")[0], make=_place_of_year),
            Line("full_year_name", "Year of the full-year figure", f.outcome.full_year, Kind.TEXT, Look.OUTPUT,
                 lambda seen: f"INDEX({range_of(seen, 'One-off cost.year')},1+{seen.cell('full_year')})",
                 note="The first in which every BCU is live all year; the last year while one has no date."),
        ],
        at=1,
    )  # fmt: skip


def _latest(seen: Seen) -> str:
    return f'IF({seen.cell("bcus_dated")}>0,MAX({range_of(seen, "go_live")}),"")'


def _place_of_year(seen: Seen) -> str:
    used, dated, latest = (seen.cell(key) for key in ("bcus_used", "bcus_dated", "latest"))
    starts = range_of(seen, "year_start")
    last = f"COUNT({starts})-1"
    return f'IF(AND({used}>0,{dated}={used}),MIN(COUNTIF({starts},"<"&{latest}),{last}),{last})'


def _cost_of_a_post(f: Figures, plan: SheetPlan) -> None:
    plan.by_year(
        [YearRow("years_on", "Years after the price year", f.flat("years_on"), Kind.CHANGE, Look.GIVEN, unit="years")],
        YEARS,
        title="Cost of a post, £ a year",
    )
    masks = [f.given(name, heading, width=13) for name, heading in zip(MASKS, MASK_HEADS, strict=True)]
    plan.table(
        [
            role_labels("role of cost"),
            Shown("unit_cost", UNIT_COST, f.flat("unit_cost"), Kind.POUNDS, make=assumed, width=16),
            f.column("full_cost", "In the year of the full-year figure, £", Kind.POUNDS, width=16),
            f.grid("cost", "year", f.year_heads, Kind.POUNDS, Look.OUTPUT, 15),
            f.column("area_role_baseline", "Posts of all boroughs, baseline", adds_up=True, width=13),
            f.column("area_role_posts", "Posts of all boroughs, counted", look=Look.OUTPUT, adds_up=True, width=13),
            *masks,
        ],
        len(ROLES),
        dims=("role",),
        labels={"role": "role of cost"},
    )


def role_labels(key: str) -> Shown:
    """The roles that name the rows of a table."""
    return Shown(key, "Role", [role.value for role in ROLES], Kind.TEXT, Look.GIVEN, width=44)


def _roles_by_slot(f: Figures, name: str, kind: Kind) -> Sequence[Shown | Across]:
    grid = f.grid(name, "bcu", f.slot_heads, kind, Look.WORKING, 12)
    return [role_labels(f"{name} role"), Across(grid.key, grid.dim, grid.heads, grid.values, kind, grid.look, grid.make,
                                                grid.width, above=f.codes, above_make=_code_above)]  # fmt: skip


def _code_above(seen: Seen) -> str:
    return f"INDEX({range_of(seen, 'slot_code')},{seen.label('bcu')})"


def slot_columns(f: Figures, name: str) -> list[Shown]:
    """The columns that name the slot of each row of a table by BCU: number, code and name."""
    names: list[Value] = [bcu.name for bcu in f.outcome.scenario.bcus.values()]
    names += [""] * (f.slots - len(names))
    return [
        Shown(f"{name} slot", "Slot", f.slot_heads, Kind.WHOLE, Look.GIVEN, width=6),
        Shown(f"{name} code", "BCU", f.codes, Kind.TEXT, make=of_slot("slot_code"), width=8),
        Shown(f"{name} name", "BCU name", names, Kind.TEXT, width=20,
              make=lambda seen: f'{of_slot("BCUs.name")(seen)}&""'),
    ]  # fmt: skip
