"""What is decided for wards: posts, vacancies, ring fence and abstraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.area.types import Area
from planner.scenario.decisions import values
from planner.scenario.decisions.step import Edits, Refused, open_scenario
from planner.scenario.types import WARD_FIELDS, Plan, Step
from planner.words.names import listing, plural
from planner.words.numbers import quoted, share

WardValue = int | float | bool
FIELD_WORDS: dict[str, str] = {
    "dwo": "DWO posts",
    "pcso": "PCSO posts",
    "vacancies": "vacancies",
    "ring_fenced": "ring fence",
    "abstraction": "abstraction",
}


def set_wards(plan: Plan, scenario_id: str, field: str, by_ward: Mapping[str, WardValue]) -> Step | None:
    """Set one field of several wards, by ward code."""
    return set_ward_cells(plan, scenario_id, [(ward, field, value) for ward, value in by_ward.items()])


def set_ward_cells(plan: Plan, scenario_id: str, cells: Iterable[tuple[str, str, WardValue]]) -> Step | None:
    """Set ward cells (ward code, field, value), as fill down and paste do. All are set, or none is."""
    scenario = open_scenario(plan, scenario_id)
    area = plan.area_of(scenario)
    wanted = {(ward, field): _value(area, ward, field, value) for ward, field, value in cells}
    edits = Edits(scenario_id)
    changed: dict[tuple[str, str], WardValue] = {}
    for (ward, field), value in wanted.items():
        before: WardValue = getattr(scenario.wards, field)[area.ward_index[ward]]
        if before != value:
            changed[ward, field] = value
            edits.put("ward", ward, field, before=before, after=value)
    return edits.step(_label(area, changed)) if changed else None


def _value(area: Area, ward: str, field: str, value: object) -> WardValue:
    if field not in WARD_FIELDS:
        raise Refused(f"{quoted(field)} is not decided for wards. Use {listing(list(FIELD_WORDS.values()))}.")
    if ward not in area.ward_index:
        raise Refused(f"{quoted(ward)} is not a ward of {area.name}. Use a ward code of the area.")
    name = area.wards[area.ward_index[ward]].name
    if field == "ring_fenced":
        if not isinstance(value, bool):
            raise Refused(f"The ring fence of {name} is yes or no.")
        return value
    if field == "abstraction":
        return values.number(value, f"The abstraction of {name}, as a share,", 0, 1)
    words = FIELD_WORDS[field]
    return values.whole(value, f"{words[0].upper()}{words[1:]} of {name}", values.WARD_POSTS)


def _label(area: Area, changed: Mapping[tuple[str, str], WardValue]) -> str:
    fields = {field for _, field in changed}
    if len(fields) > 1:
        return f"Set {len(changed)} ward values"
    field = fields.pop()
    wards = [area.wards[area.ward_index[ward]] for ward, _ in changed]
    if len(wards) == 1:
        where = f"{wards[0].name} ({area.borough_by_code[wards[0].borough].name})"
    else:
        where = plural(len(wards), "ward")
    settings = set(changed.values())
    to = f" to {_shown(field, settings.pop())}" if len(settings) == 1 else ""
    return f"Set {FIELD_WORDS[field]} of {where}{to}"


def _shown(field: str, value: WardValue) -> str:
    if field == "ring_fenced":
        return "yes" if value else "no"
    return share(value) if field == "abstraction" else str(value)
