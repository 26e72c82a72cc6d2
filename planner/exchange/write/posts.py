"""The sheets Posts, Baseline and Leadership: posts by slot, function and role, and what they start from."""

from __future__ import annotations

from planner.exchange.tables import BASELINE, OVERRIDES
from planner.exchange.write.bcus import while_on
from planner.exchange.write.blocks import Maker, SheetPlan, Shown
from planner.exchange.write.figures import Figures, of_slot, range_of
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Seen
from planner.exchange.write.styles import Look
from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import Choose
from planner.outcome.quantities import BCU_CELL, CELL, Equation
from planner.views.tables import Kind, Value
from planner.words.vocabulary import FUNCTIONS, LEADERSHIP_ROLES, RATED_ROLES, ROLES, Function, Role

MASKS: tuple[str, ...] = (
    "is_officer",
    "is_supervisor",
    "is_superintendent",
    "is_chief_superintendent",
    "is_ward_officer",
    "is_ward_pcso",
)
MASK_HEADS: tuple[str, ...] = ("Officer", "Supervisor", "Superintendent", "Chief Supt", "DWO", "PCSO")
SETS_POSTS, SETS_CHANGE = "Posts per BCU", "Change"
"""What an assumption sets, as the sheet Assumptions labels it and a heading here asks for it."""
CELLS: tuple[tuple[Function, Role], ...] = tuple((f, r) for f in FUNCTIONS for r in ROLES)


def posts_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Posts",
        "Posts by BCU slot, function and role: baseline, by the assumptions, overrides, proposed and why.",
        ("Boroughs in no BCU keep their baseline posts: they are counted on Baseline, in the column Posts kept.",),
        fixed_columns=3,
    )
    lead, rated, summed = _parts()
    block = plan.table(
        [
            *_decided(f),
            *_start(f),
            f.part_column("part_leadership", lead, "Leadership", Kind.WHOLE),
            f.part_column("part_rated", rated, "Baseline × (1 + change)"),
            f.part_column("part_summed", summed, "Of wards and boroughs", Kind.WHOLE),
            f.column("posts_exact", "Before rounding", Kind.DECIMAL),
            f.column("posts_worked", "By the assumptions"),
            f.column("posts", "Proposed posts", look=Look.OUTPUT, adds_up=True),
            f.column("posts_change", "Change", Kind.CHANGE, Look.OUTPUT, adds_up=True),
            f.column("rounding", "Of which rounding", Kind.DECIMAL, adds_up=True),
            *_why(f),
            *_flags(f),
        ],
        f.slots * len(CELLS),
        dims=BCU_CELL,
        labels={"bcu": "Posts.slot", "function": "Posts.function", "role": "Posts.role"},
    )
    for part, key in ((lead, "part_leadership"), (rated, "part_rated"), (summed, "part_summed")):
        layout.parts[part] = block.places[key]
    return plan


def _parts() -> tuple[Choose, Choose, Choose]:
    """The branches of the equation of posts before rounding: each gets a column, so that formulas stay short."""
    exact = BY_NAME["posts_exact"]
    assert isinstance(exact, Equation)
    assert isinstance(exact.expr, Choose)
    lead, rest = exact.expr.then, exact.expr.other
    assert isinstance(lead, Choose)
    assert isinstance(rest, Choose)
    rated, summed = rest.then, rest.other
    assert isinstance(summed, Choose)
    return lead, rated, summed  # type: ignore[return-value]


def _decided(f: Figures) -> list[Shown]:
    overrides = f.outcome.scenario.overrides
    found = [overrides.get((code, function, role)) for code in f.codes for function, role in CELLS]
    return input_columns(
        OVERRIDES,
        {
            "slot": [slot for slot in f.slot_heads for _ in CELLS],
            "function": [function.value for function, _ in CELLS] * f.slots,
            "role": [role.value for _, role in CELLS] * f.slots,
            "override": [one.posts if one else None for one in found],
            "override_note": [one.note or None if one else None for one in found],
        },
        names={"override": (("override", "{}"), ("is_overridden", "ISNUMBER({})"))},
    )


def _start(f: Figures) -> list[Shown]:
    """The slot's BCU, its baseline posts, and the assumption that sets each cell."""
    codes: list[Value] = [code for code in f.codes for _ in CELLS]
    boroughs: list[Value] = [count for count in f.flat("boroughs") for _ in CELLS]
    return [
        Shown("bcu_of_posts", "BCU", codes, Kind.TEXT, make=of_slot("slot_code"), width=7),
        f.column("posts_baseline", "Baseline posts", look=Look.OUTPUT, adds_up=True),
        Shown("boroughs", "Boroughs", boroughs, make=of_slot("boroughs"), width=9, stands=False),
        Shown("posts_each", SETS_POSTS, f.flat("posts_each") * f.slots, make=assumed, width=9),
        Shown("rate", SETS_CHANGE, f.flat("rate") * f.slots, Kind.SHARE, make=assumed, width=10),
    ]


def assumed(seen: Seen) -> str:
    """The assumption that sets what the column's own heading says, for the function and role of the row."""
    own = seen.own
    dims = [dim for dim in CELL if dim in own.labels]
    picks = [f"{range_of(seen, f'assumption {dim}')},{seen.label(dim)}" for dim in dims]
    what = f"{range_of(seen, 'assumption sets')},{own.column_heading}"
    return f"SUMIFS({range_of(seen, 'Assumptions.value')},{what},{','.join(picks)})"


def _why(f: Figures) -> list[Shown]:
    sets = [_set_by(function, role) for function, role in CELLS]
    decided = [(code, *cell) in f.outcome.scenario.overrides for code in f.codes for cell in CELLS]
    why: list[Value] = ["override" if own else words for own, words in zip(decided, sets * f.slots, strict=True)]

    def make(seen: Seen) -> str:
        return f'IF({seen.cell("is_overridden")},"override",{seen.cell("set_by")})'

    return [
        Shown("why", "Why", why, Kind.TEXT, Look.OUTPUT, make, 25),
        Shown("set_by", "Set by", sets * f.slots, Kind.TEXT, Look.GIVEN, width=25),
    ]


def _set_by(function: Function, role: Role) -> str:
    if role in LEADERSHIP_ROLES:
        return "posts per BCU"
    if role in RATED_ROLES:
        return "baseline × (1 + change)"
    if function is not Function.NEIGHBOURHOODS:
        return "none in this function"
    return "sum over its boroughs" if role is Role.YOUTH else "sum over its wards"


def _flags(f: Figures) -> list[Shown]:
    columns = []
    for name, heading in (("is_leadership", "Leadership"), ("is_rated", "Set by a rate")):
        values: list[Value] = f.flat(name) * (len(FUNCTIONS) * f.slots)
        columns.append(Shown(name, heading, values, Kind.WHOLE, Look.GIVEN, width=10))
    for name, heading in (("is_dwo", "DWO"), ("is_youth", "Schools and youth"), ("is_pcso", "PCSO")):
        columns.append(Shown(name, heading, f.flat(name) * f.slots, Kind.WHOLE, Look.GIVEN, width=10))
    return columns


def baseline_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    baseline = f.outcome.baseline
    plan = SheetPlan(
        layout,
        "Baseline",
        f"Posts before the merger, {baseline.status.value}, and those that boroughs in no BCU keep.",
        (f"Status: {baseline.status.value}. {baseline.source}",),
        fixed_columns=2,
    )
    boroughs = f.outcome.area.policed
    slots = [slot for slot in f.slot_of for _ in CELLS]
    columns = [
        *input_columns(
            BASELINE,
            {
                "borough": [b.code for b in boroughs for _ in CELLS],
                "borough_name": [b.name for b in boroughs for _ in CELLS],
                "function": [function.value for function, _ in CELLS] * len(boroughs),
                "role": [role.value for _, role in CELLS] * len(boroughs),
                "posts": f.flat("base"),
            },
            names={"posts": (("base", "{}"),)},
            adds_up=("posts",),
        ),
        Shown("slot_of_baseline", "Slot of its BCU", slots, make=_slot_of_row, width=9),
        Shown("assigned", "In a BCU", [min(1, slot) for slot in slots], width=7, stands=False,
              make=lambda seen: f"MIN(1,{seen.cell('slot_of_baseline')})"),
        f.column("posts_kept", "Posts kept", look=Look.OUTPUT, adds_up=True),
    ]  # fmt: skip
    for name, heading in zip(MASKS, MASK_HEADS, strict=True):
        values: list[Value] = f.flat(name) * (len(FUNCTIONS) * len(boroughs))
        columns.append(Shown(name, heading, values, Kind.WHOLE, Look.GIVEN, width=12, stands=False))
    labels = {"borough": "borough", "function": "function", "role": "role"}
    plan.table(
        columns,
        len(boroughs) * len(CELLS),
        dims=("borough", *CELL),
        labels={**{dim: f"Baseline.{key}" for dim, key in labels.items()}, "bcu": "slot_of_baseline"},
    )
    return plan


def _slot_of_row(seen: Seen) -> str:
    row = f"MATCH({seen.label('borough')},{range_of(seen, 'Boroughs.borough')},0)"
    return f"INDEX({range_of(seen, 'slot_of_borough')},{row})"


def leadership_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Leadership",
        "Chief Superintendents, Superintendents and Chief Inspectors by BCU and function, and how many boroughs "
        "each superintendent is nominated for.",
        fixed_columns=3,
    )
    rows = [(slot, function) for slot in range(f.slots) for function in FUNCTIONS]
    names = [bcu.name for bcu in f.outcome.scenario.bcus.values()]
    subjects = [f"{f.codes[slot]}:{function.value}" for slot, function in rows]
    columns = [
        Shown("leadership_slot", "Slot", [slot + 1 for slot, _ in rows], Kind.WHOLE, Look.GIVEN, width=6),
        Shown("leadership_bcu", "BCU", [f.codes[slot] for slot, _ in rows], Kind.TEXT, make=of_slot("slot_code"),
              width=8),
        Shown("leadership_function", "Function", [function.value for _, function in rows], Kind.TEXT, Look.GIVEN,
              width=20),
        Shown("leadership_name", "BCU name", [names[slot] if slot < len(names) else "" for slot, _ in rows],
              Kind.TEXT, make=lambda seen: f'{of_slot("BCUs.name")(seen)}&""', width=20),
        *(column for role in LEADERSHIP_ROLES for column in _of_role(f, role)),
        Shown("nominated", "Boroughs nominated for", _nominated(f), make=_count_nominated, width=12, adds_up=True),
        Shown("L4", "L4", f.found("L4", subjects), Kind.TEXT, Look.OUTPUT, _l4, 12),
    ]  # fmt: skip
    labels = {"bcu": "leadership_slot", "function": "leadership_function"}
    plan.table(columns, len(rows), dims=("bcu", "function"), labels=labels)
    return plan


def _of_role(f: Figures, role: Role) -> list[Shown]:
    at = ROLES.index(role)
    columns = []
    for name, part in (("posts_baseline", "baseline"), ("posts", "proposed")):
        values: list[Value] = [int(x) for x in f.array(name)[:, :, at].ravel()]
        look = Look.OUTPUT if name == "posts" else Look.WORKING
        columns.append(Shown(f"{role.value} {part}", f"{role.value}s, {part}", values, Kind.WHOLE, look,
                             _posts_of(name, role), 14, adds_up=True))  # fmt: skip
    return columns


def _posts_of(name: str, role: Role) -> Maker:
    def make(seen: Seen) -> str:
        place = seen.place(name)
        sheet = seen.sheet(place)
        picks = [(dim, seen.label(dim)) for dim in ("bcu", "function")]
        picks.append(("role", seen.cell(f"role {role.value}")))
        texts = [f"{sheet}{place.column_range(place.labels[dim])},{label}" for dim, label in picks]
        return f"SUMIFS({sheet}{place.whole},{','.join(texts)})"

    return make


def _nominated(f: Figures) -> list[Value]:
    scenario = f.outcome.scenario
    pairs = [(scenario.assignment.get(b), function) for b, function in scenario.contacts.items()]
    return [pairs.count((code, function)) if code else 0 for code in f.codes for function in FUNCTIONS]


def _count_nominated(seen: Seen) -> str:
    slots, contacts = range_of(seen, "slot_of_borough"), range_of(seen, "Boroughs.contact")
    return f"COUNTIFS({slots},{seen.label('bcu')},{contacts},{seen.label('function')})"


def _l4(seen: Seen) -> str:
    count = seen.cell("nominated")
    return while_on(seen, "L4", f'IF({count}=0,"",IF({count}>{seen.cell("L4.maximum")},"at risk","met"))')
