"""The sheet Boroughs: what is decided for each borough, and everything worked out by borough."""

from __future__ import annotations

from planner.exchange.tables import BOROUGH_ROWS
from planner.exchange.write.bcus import rule_column
from planner.exchange.write.blocks import SheetPlan, Shown
from planner.exchange.write.figures import Figures, range_of
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Seen
from planner.exchange.write.styles import Look
from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import Binary, Rank, SumOfBoroughs
from planner.outcome.formulas import rank_key, sumifs
from planner.outcome.quantities import Equation
from planner.views.tables import Kind, Value
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Role

NO_BCU = "in no BCU"
_KEPT: tuple[tuple[str, str], ...] = (
    ("officers", "Officer posts kept"),
    ("supervisors", "Supervisor posts kept"),
    ("superintendents", "Superintendents kept"),
    ("chief_superintendents", "Chief Superintendents kept"),
    ("dwos", "DWO posts kept"),
    ("pcsos", "PCSO posts kept"),
)


def boroughs_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Boroughs",
        "Each borough: its BCU, nominated superintendent, ward posts, schools and youth posts.",
        (
            "A borough in no BCU keeps its baseline posts; what is decided for it counts once it is in one. "
            "The City of London has its own force.",
        ),
        fixed_columns=2,
    )
    plan.lines(
        [f.line("youth_left", "Schools and youth posts left over", look=Look.WORKING, unit="posts",
                note="to share by remainder, after rounding down")],
        at=5,
    )  # fmt: skip
    remainder, distance = _remainder(), _distance()
    columns = [
        *_decided(f),
        *_membership(f),
        *_posts(f),
        *_youth(f, remainder),
        f.column("wards_met_of_borough", "Wards at the minimum, in posts", look=Look.OUTPUT, adds_up=True),
        f.column("wards_met_in_effect_of_borough", "Wards at the minimum, in effect", look=Look.OUTPUT, adds_up=True),
        f.given("crimes", "Crime recorded in 2015"),
        f.given("spread_of_borough", "Distance between crimes, m", Kind.DECIMAL, 12),
        f.part_column("crime_distance", distance, "Crime × distance, m", width=18),
        *(f.column(f"{key}_kept", label, adds_up=True, width=13) for key, label in _KEPT),
        rule_column(f, "G1", f.outcome.area.borough_codes, _g1),
        rule_column(f, "L3", f.outcome.area.borough_codes, _l3),
    ]
    block = plan.table(
        columns,
        len(f.outcome.area.policed),
        dims=("borough",),
        labels={"borough": "Boroughs.borough", "bcu": "slot_of_borough"},
    )
    layout.add("one", block.places["slot_of_borough"], stands=False)  # a borough is counted where its BCU is told
    layout.parts[remainder] = block.places["youth_remainder"]
    layout.parts[distance] = block.places["crime_distance"]
    return plan


def _remainder() -> Binary:
    rank = BY_NAME["youth_rank"]
    assert isinstance(rank, Equation)
    assert isinstance(rank.expr, Rank)
    assert isinstance(rank.expr.of, Binary)
    return rank.expr.of


def _distance() -> Binary:
    distances = BY_NAME["crime_distances"]
    assert isinstance(distances, Equation)
    assert isinstance(distances.expr, SumOfBoroughs)
    assert isinstance(distances.expr.of, Binary)
    return distances.expr.of


def _decided(f: Figures) -> list[Shown]:
    scenario, policed = f.outcome.scenario, f.outcome.area.policed
    contacts = [scenario.contacts.get(b.code) for b in policed]
    return input_columns(
        BOROUGH_ROWS,
        {
            "borough": [b.code for b in policed],
            "borough_name": [b.name for b in policed],
            "bcu": [scenario.assignment.get(b.code) for b in policed],
            "contact": [contact.value if contact else None for contact in contacts],
            "youth": [scenario.youth.get(b.code) for b in policed],
        },
        names={"youth": (("youth_decided", "{}"), ("youth_is_decided", "ISNUMBER({})"))},
    )


def _membership(f: Figures) -> list[Shown]:
    names = [f.outcome.scenario.bcus[f.codes[slot - 1]].name if slot else NO_BCU for slot in f.slot_of]
    wards: list[Value] = [len(f.outcome.area.wards_of[b.code]) for b in f.outcome.area.policed]
    locked = [b.code in f.outcome.scenario.locked_boroughs for b in f.outcome.area.policed]
    return [
        Shown("slot_of_borough", "Slot of its BCU", f.slot_of, make=_slot, width=9),
        Shown("assigned", "In a BCU", f.flat("assigned"), width=7, adds_up=True,
              make=lambda seen: f"MIN(1,{seen.cell('slot_of_borough')})"),
        Shown("bcu_name", "BCU name", names, Kind.TEXT, make=_bcu_name, width=20),
        Shown("locked_borough", "Locked", locked, Kind.YES_NO, Look.GIVEN, width=8),
        Shown("wards_of_borough", "Wards", wards, width=8, adds_up=True,
              make=lambda seen: f"COUNTIF({range_of(seen, 'ward_borough')},{seen.label('borough')})"),
    ]  # fmt: skip


def _slot(seen: Seen) -> str:
    code = seen.cell("Boroughs.bcu")
    return f'IF(TRIM({code})="",0,IFERROR(MATCH(TRIM({code}),{range_of(seen, "slot_code")},0),0))'


def _bcu_name(seen: Seen) -> str:
    slot = seen.cell("slot_of_borough")
    return f'IF({slot}>0,INDEX({range_of(seen, "BCUs.name")},{slot}),"{NO_BCU}")'


def _posts(f: Figures) -> list[Shown]:
    officers = (f.array("base") * f.array("is_officer")).sum(axis=(1, 2)).tolist()
    return [
        Shown("officers_of_borough", "Officer posts, baseline", [int(x) for x in officers], make=_officers,
              adds_up=True),
        f.column("dwo_of_borough", "DWO posts", look=Look.OUTPUT, adds_up=True),
        f.column("pcso_of_borough", "PCSO posts", look=Look.OUTPUT, adds_up=True),
    ]  # fmt: skip


def _officers(seen: Seen) -> str:
    found = seen.listed("base", ("function", "role"), ("is_officer",))
    assert found is not None
    return sumifs(found)


def _youth(f: Figures, remainder: Binary) -> list[Shown]:
    left: list[Value] = [round_half_away(float(x), 9) for x in f.part(remainder).tolist()]
    return [
        f.given("population", "Population 2017", width=12),
        f.column("youth_quota", "Schools and youth, share by population", Kind.DECIMAL),
        f.column("youth_floor", "Share rounded down"),
        Shown("youth_remainder", "Remainder", left, Kind.DECIMAL, make=lambda seen: rank_key(remainder, seen)),
        f.column("youth_rank", "Place by remainder"),
        f.column("youth_share", "Posts by population"),
        f.column("youth", "Schools and youth posts", look=Look.OUTPUT, adds_up=True),
    ]


def _g1(seen: Seen) -> str:
    return f'IF({seen.cell("assigned")}=1,"met","incomplete")'


def _l3(seen: Seen) -> str:
    contact = seen.cell("Boroughs.contact")
    place = seen.place("posts")
    sheet = seen.sheet(place)
    slots, functions, roles = (f"{sheet}{place.column_range(place.labels[d])}" for d in ("bcu", "function", "role"))
    role = seen.cell(f"role {Role.SUPERINTENDENT.value}")
    posts = f"SUMIFS({sheet}{place.whole},{slots},{seen.cell('slot_of_borough')},{functions},{contact},{roles},{role})"
    decided = f'AND({seen.cell("assigned")}=1,{contact}<>"")'
    return f'IF({decided},IF({posts}>0,"met","not met"),"incomplete")'
