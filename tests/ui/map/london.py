"""The twelve BCUs of February 2018 as the map sees them."""

from __future__ import annotations

from planner.area.outlines import Outlines, load_outlines
from planner.area.shipped import load_area
from planner.area.types import Area
from ui.map.state import BcuLook, MapState, WardMark

_BCUS = {
    "SN": ("South Area", "blue-1", "Bromley; Croydon; Sutton"),
    "EA": ("East Area", "blue-2", "Barking and Dagenham; Havering; Redbridge"),
    "AW": ("Central West", "blue-3", "Hammersmith and Fulham; Kensington and Chelsea; Westminster"),
    "NE": ("North East", "teal-1", "Newham; Waltham Forest"),
    "CN": ("Central North", "teal-2", "Camden; Islington"),
    "SE": ("South East", "teal-3", "Bexley; Greenwich; Lewisham"),
    "AS": ("Central South", "sand-1", "Lambeth; Southwark"),
    "NW": ("North West", "sand-2", "Barnet; Brent; Harrow"),
    "SW": ("South West", "sand-3", "Kingston upon Thames; Merton; Richmond upon Thames; Wandsworth"),
    "WA": ("West Area", "mauve-1", "Ealing; Hillingdon; Hounslow"),
    "NA": ("North Area", "mauve-2", "Enfield; Haringey"),
    "CE": ("Central East", "mauve-3", "Hackney; Tower Hamlets"),
}
CODE = {borough.name: borough.code for borough in load_area().boroughs}
CITY = CODE["City of London"]
BCUS = {code: BcuLook(code, name, fill) for code, (name, fill, _) in _BCUS.items()}
ASSIGNMENT = {CODE[name]: code for code, (_, _, names) in _BCUS.items() for name in names.split("; ")}


def area() -> Area:
    """London with its wards of 2014–2018."""
    return load_area()


def outlines() -> Outlines:
    """The outlines of its boroughs."""
    return load_outlines(load_area().outlines_id)


def marks(outcome: str = "met") -> tuple[WardMark, ...]:
    """Every ward with the same outcome."""
    return tuple(WardMark(i, outcome) for i in range(len(load_area().wards)))


def state(**changes: object) -> MapState:
    """The twelve BCUs; `changes` are fields of MapState."""
    return MapState(**{"assignment": dict(ASSIGNMENT), "bcus": BCUS, "ward_marks": marks(), **changes})  # type: ignore[arg-type]
