"""The sheet Wards: what is decided for each ward, effective DWOs beside the posts, and rules W1 to W4."""

from __future__ import annotations

from planner.exchange.tables import WARDS
from planner.exchange.write.bcus import rule_column
from planner.exchange.write.blocks import Maker, SheetPlan, Shown
from planner.exchange.write.figures import Figures, range_of
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Seen
from planner.exchange.write.styles import Look
from planner.outcome.response import CRIME
from planner.views.tables import Kind, Value
from planner.views.ward_rows import POPULATION


def wards_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Wards",
        "Each ward: DWO and PCSO posts, effective DWOs beside them, and whether the minimum is met.",
        ("Effective DWOs = (posts − vacancies) × (1 − abstraction rate), 0 where it would be negative.",),
        fixed_columns=3,
    )
    codes = f.outcome.area.ward_codes
    columns = [
        *_decided(f),
        *_membership(f),
        f.column("effective", "Effective DWOs", Kind.DECIMAL, Look.OUTPUT, 10, adds_up=True),
        f.column("at_minimum", "At the minimum, in posts", look=Look.OUTPUT, adds_up=True),
        f.column("at_minimum_in_effect", "At the minimum, in effect", look=Look.OUTPUT, adds_up=True),
        rule_column(f, "W1", codes, _posts("W1", "Wards.dwo")),
        rule_column(f, "W2", codes, _posts("W2", "Wards.pcso")),
        rule_column(f, "W3", codes, _w3),
        rule_column(f, "W4", codes, _w4),
        *_area(f),
    ]
    labels = {"ward": "Wards.ward", "borough": "ward_borough"}
    plan.table(columns, len(codes), dims=("ward",), labels=labels)
    return plan


def _decided(f: Figures) -> list[Shown]:
    area, wards = f.outcome.area, f.outcome.scenario.wards
    return input_columns(
        WARDS,
        {
            "ward": area.ward_codes,
            "ward_name": [ward.name for ward in area.wards],
            "borough_name": [area.borough_by_code[ward.borough].name for ward in area.wards],
            "dwo": wards.dwo,
            "pcso": wards.pcso,
            "vacancies": wards.vacancies,
            "ring_fenced": wards.ring_fenced,
            "abstraction": wards.abstraction,
        },
        names={key: ((key, "{}"),) for key in ("dwo", "pcso", "vacancies", "abstraction")},
        adds_up=("dwo", "pcso", "vacancies"),
    )


def _membership(f: Figures) -> list[Shown]:
    area, assignment = f.outcome.area, f.outcome.scenario.assignment
    rows: list[Value] = [area.borough_index[ward.borough] + 1 for ward in area.wards]
    assigned: list[Value] = [int(ward.borough in assignment) for ward in area.wards]
    codes = [assignment.get(ward.borough, "") for ward in area.wards]
    return [
        Shown("ward_borough", "Borough code", [ward.borough for ward in area.wards], Kind.TEXT, Look.GIVEN, width=12),
        Shown("borough_row", "Row of its borough", rows, width=9,
              make=lambda seen: f"MATCH({seen.label('borough')},{range_of(seen, 'Boroughs.borough')},0)"),
        Shown("assigned", "In a BCU", assigned, make=_borough("assigned"), width=7, stands=False),
        Shown("bcu_of_ward", "BCU", codes, Kind.TEXT, make=_bcu, width=7),
    ]  # fmt: skip


def _borough(key: str) -> Maker:
    return lambda seen: f"INDEX({range_of(seen, key)},{seen.cell('borough_row')})"


def _bcu(seen: Seen) -> str:
    return f'IF({seen.cell("assigned")}=1,TRIM({_borough("Boroughs.bcu")(seen)}),"")'


def _once_in_bcu(seen: Seen, text: str) -> str:
    return f'IF({seen.cell("assigned")}=1,{text},"incomplete")'


def _posts(rule: str, key: str) -> Maker:
    return lambda seen: _once_in_bcu(seen, f'IF({seen.cell(key)}>={seen.cell(f"{rule}.minimum")},"met","not met")')


def _w3(seen: Seen) -> str:
    minimum = seen.cell("W3.minimum")
    nominal = f'IF({seen.cell("Wards.dwo")}>={minimum},"at risk","not met")'
    return _once_in_bcu(seen, f'IF(ROUND({seen.cell("effective")},9)>={minimum},"met",{nominal})')


def _w4(seen: Seen) -> str:
    return _once_in_bcu(seen, f'IF({seen.cell("Wards.ring_fenced")}="yes","met","not met")')


def _area(f: Figures) -> list[Shown]:
    area, baseline = f.outcome.area, f.outcome.baseline
    columns = [
        Shown("ward_dwo_baseline", "DWO posts, baseline", baseline.ward_dwo, Kind.WHOLE, Look.GIVEN, adds_up=True),
        Shown("ward_pcso_baseline", "PCSO posts, baseline", baseline.ward_pcso, Kind.WHOLE, Look.GIVEN, adds_up=True),
    ]
    measures = (
        (CRIME, "ward_crime", "Recorded crime 2015"),
        (POPULATION, "ward_population", "Population, mid-2019 estimate"),
    )
    for measure, key, heading in measures:
        if measure in area.ward_measures:
            values: list[Value] = [round(x) for x in area.ward_measures[measure]]
            columns.append(Shown(key, heading, values, Kind.WHOLE, Look.GIVEN, adds_up=True))
    return columns
