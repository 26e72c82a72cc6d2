"""The sheet BCUs: a row for each slot, with posts before and after and what the rules find of each BCU."""

from __future__ import annotations

from planner.area.joins import join_of
from planner.exchange.tables import BCUS
from planner.exchange.write.blocks import Maker, SheetPlan, Shown
from planner.exchange.write.figures import OFF, Figures
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Seen
from planner.exchange.write.styles import Look
from planner.outcome.formulas import sumifs
from planner.outcome.rules import RULES
from planner.views.tables import Kind, Value

_POSTS: tuple[tuple[str, str], ...] = (
    ("officers", "Officer posts"),
    ("supervisors", "Supervisor posts"),
    ("superintendents", "Superintendents"),
    ("chief_superintendents", "Chief Superintendents"),
    ("dwos", "DWO posts"),
    ("pcsos", "PCSO posts"),
)
AS_EXPORTED = ("G3", "G5")
"""Rules that rest on geometry: a workbook can only keep what was found at export."""


def bcus_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "BCUs",
        "A row for each slot: fill an empty one to add a BCU, then put its code on Boroughs.",
        (
            "Response exposure, G3 and G5 rest on distances and borders: kept as at export, and said to be out of "
            "date once a borough moves.",
        ),
        fixed_columns=3,
    )
    plan.table(
        [*_decided(f), *_counts(f), *_posts(f), *_money(f), *_exposure(f), *_rules(f)],
        f.slots,
        dims=("bcu",),
        labels={"bcu": "BCUs.slot"},
    )
    return plan


def _decided(f: Figures) -> list[Shown]:
    bcus = tuple(f.outcome.scenario.bcus.values())
    blank: list[Value] = [None] * (f.slots - len(bcus))
    dates: list[Value] = [bcu.go_live for bcu in bcus]
    statuses = [bcu.go_live_status.value if bcu.go_live else "" for bcu in bcus]
    columns = input_columns(
        BCUS,
        {
            "slot": f.slot_heads,
            "code": [*(bcu.code for bcu in bcus), *blank],
            "name": [*(bcu.name for bcu in bcus), *blank],
            "go_live": [*dates, *blank],
        },
    )
    return [
        *columns,
        Shown("go_live_status", "Go-live date is", [*statuses, *blank], Kind.TEXT, Look.GIVEN, width=13),
        Shown("locked", "Locked", [*(bcu.code in f.outcome.scenario.locked_bcus for bcu in bcus), *blank],
              Kind.YES_NO, Look.GIVEN, width=8),
        Shown("slot_code", "Code read", f.codes, Kind.TEXT, make=lambda seen: f"TRIM({seen.cell('BCUs.code')})",
              width=8),
        Shown("go_live", "Go-live counted", [*dates, *blank], Kind.DATE, make=_go_live, width=13),
    ]  # fmt: skip


def _go_live(seen: Seen) -> str:
    day = seen.cell("BCUs.go_live")
    return f'IF(AND({seen.cell("slot_code")}<>"",ISNUMBER({day})),{day},"")'


def _counts(f: Figures) -> list[Shown]:
    wards: list[Value] = [
        sum(len(f.outcome.area.wards_of[b]) for b in f.outcome.boroughs_of.get(code, ())) for code in f.codes
    ]
    return [
        f.column("boroughs", "Boroughs", adds_up=True, width=10),
        Shown("wards_of_bcu", "Wards", wards, make=_wards, width=8, adds_up=True),
    ]


def _wards(seen: Seen) -> str:
    found = seen.members("wards_of_borough", "borough")
    assert found is not None
    return sumifs(found)


def _posts(f: Figures) -> list[Shown]:
    columns = []
    for key, label in _POSTS:
        columns += [
            f.column(f"{key}_baseline", f"{label}, baseline", adds_up=True, width=12),
            f.column(key, f"{label}, proposed", look=Look.OUTPUT, adds_up=True, width=12),
            f.column(f"{key}_change", f"{label}, change", Kind.CHANGE, Look.OUTPUT, adds_up=True, width=12),
        ]
    return [*columns, f.column("officer_rounding", "Officer posts, of which rounding", Kind.DECIMAL, width=12)]


def _money(f: Figures) -> list[Shown]:
    """Copies of what is worked out on Savings."""

    def copy(name: str, heading: str) -> Shown:
        return Shown(f"{name} beside posts", heading, f.flat(name), Kind.POUNDS, Look.OUTPUT,
                     lambda seen: seen.cell(name), 16, adds_up=True)  # fmt: skip

    return [copy("full_saving_of_bcu", "Full-year saving, £"), copy("saving_rounding", "Of which rounding, £")]


def _exposure(f: Figures) -> list[Shown]:
    area, outcome = f.outcome.area, f.outcome
    joined = [join_of(area, outcome.boroughs_of[code]).words if outcome.boroughs_of.get(code) else ""
              for code in f.codes]  # fmt: skip
    exposure = f.column("exposure", "Response exposure", Kind.DECIMAL, Look.OUTPUT, width=14)
    values = [value if count else "" for value, count in zip(exposure.values, f.flat("boroughs"), strict=True)]
    by_equation = exposure.make
    assert by_equation is not None

    def kept(seen: Seen) -> str:
        return f'IF({seen.cell("boroughs")}>0,{_unless_moved(seen, by_equation(seen))},"")'

    return [
        f.column("crimes_of_bcu", "Crime recorded in 2015", width=11),
        f.column("crime_distances", "Σ crime × distance of its boroughs, m", Kind.DECIMAL, width=18),
        f.column("spread_apart", "Distance, boroughs apart, m", Kind.DECIMAL, width=12),
        f.given("spread", "Distance, at export, m", Kind.DECIMAL, 12),
        Shown("exposure", exposure.heading, values, Kind.DECIMAL, Look.OUTPUT, kept, 14),
        Shown("joined", "Joined, at export", joined, Kind.TEXT, Look.GIVEN, width=30),
    ]


def _unless_moved(seen: Seen, text: str) -> str:
    return f"IF({seen.cell('assignment_changed')}=0,{text},{seen.cell('out_of_date')})"


def _rules(f: Figures) -> list[Shown]:
    columns = [_rule(f, "G2", _g2)]
    for rule in AS_EXPORTED:
        columns += _kept_rule(f, rule)
    return [
        *columns,
        _rule(f, "L1", _exactly("L1", "chief_superintendents")),
        _rule(f, "L2", _exactly("L2", "superintendents")),
        _rule(f, "T1", _t1),
    ]


def _rule(f: Figures, rule: str, find: Maker) -> Shown:
    return rule_column(f, rule, f.codes, find)


def rule_column(f: Figures, rule: str, subjects: tuple[str, ...], find: Maker) -> Shown:
    """A column of what a rule finds of each row; "off" while the rule is off."""

    def make(seen: Seen) -> str:
        return while_on(seen, rule, find(seen))

    return Shown(rule, rule, f.found(rule, subjects), Kind.TEXT, Look.OUTPUT, make, 12)


def while_on(seen: Seen, rule: str, text: str) -> str:
    """The text while the rule is on."""
    return f'IF({seen.cell(f"{rule}.on")}="yes",{text},"{OFF}")'


def _g2(seen: Seen) -> str:
    count = seen.cell("boroughs")
    within = f"AND({count}>={seen.cell('G2.minimum')},{count}<={seen.cell('G2.maximum')})"
    return f'IF({seen.cell("slot_code")}="","",IF({count}=0,"incomplete",IF({within},"met","not met")))'


def _exactly(rule: str, figure: str) -> Maker:
    def make(seen: Seen) -> str:
        met = f"{seen.cell(figure)}={seen.cell(f'{rule}.number')}"
        return f'IF({seen.cell("boroughs")}>0,IF({met},"met","not met"),"")'

    return make


def _t1(seen: Seen) -> str:
    day = seen.cell("go_live")
    dated = f'IF({day}<={seen.cell("T1.date")},"met","not met")'
    return f'IF({seen.cell("slot_code")}="","",IF(ISNUMBER({day}),{dated},"incomplete"))'


def _kept_rule(f: Figures, rule: str) -> list[Shown]:
    """What a rule of geometry found at export, and the same until a borough moves."""
    result = RULES[rule](f.outcome)
    found = dict(zip(result.subjects, (row.outcome.value for row in result.rows()), strict=True)) if result else {}
    at_export: list[Value] = [found.get(code, "") for code in f.codes]
    key = f"{rule} at export"

    def make(seen: Seen) -> str:
        return while_on(seen, rule, f'IF({seen.cell("boroughs")}>0,{_unless_moved(seen, seen.cell(key))},"")')

    return [
        Shown(key, f"{rule}, at export", at_export, Kind.TEXT, Look.GIVEN, width=11),
        Shown(rule, rule, f.found(rule, f.codes), Kind.TEXT, Look.OUTPUT, make, 14),
    ]
