"""The closed vocabularies of the model (functions, roles, outcomes, years), in their fixed order.

Every table, array axis and file uses these orders. Values are the words people see.
"""

from __future__ import annotations

from enum import StrEnum


class Function(StrEnum):
    """A strand of a BCU (PCD 323 1.7)."""

    NEIGHBOURHOODS = "Neighbourhoods"
    RESPONSE = "Emergency Response"
    INVESTIGATION = "Investigation"
    SAFEGUARDING = "Safeguarding"
    HQ = "HQ"


class Role(StrEnum):
    """What a post is. The pay rank of DWO, Schools and Youth Officer and Constable is constable."""

    CHIEF_SUPERINTENDENT = "Chief Superintendent"
    SUPERINTENDENT = "Superintendent"
    CHIEF_INSPECTOR = "Chief Inspector"
    INSPECTOR = "Inspector"
    SERGEANT = "Sergeant"
    CONSTABLE = "Constable"
    DWO = "Dedicated Ward Officer"
    YOUTH = "Schools and Youth Officer"
    PCSO = "PCSO"


class Outcome(StrEnum):
    """What a rule finds for one subject."""

    NOT_MET = "not met"
    AT_RISK = "at risk"
    INCOMPLETE = "incomplete"
    MET = "met"


class Terms(StrEnum):
    """Price terms of a money figure."""

    REAL = "real"
    CASH = "cash"


class Status(StrEnum):
    """How well a figure is supported. The first three are published or follow from published figures."""

    VERIFIED = "verified"
    PUBLISHED = "published"
    DERIVED = "derived"
    PLANNED = "planned"
    INFERRED = "inferred"
    MODELLED = "modelled"
    ILLUSTRATIVE = "illustrative"
    UNVERIFIED = "unverified"
    ASSUMED = "assumed"
    PLANNER = "planner's input"


FUNCTIONS: tuple[Function, ...] = tuple(Function)
ROLES: tuple[Role, ...] = tuple(Role)
OFFICER_ROLES: tuple[Role, ...] = ROLES[:8]
SUPERVISOR_ROLES: tuple[Role, ...] = ROLES[:5]
LEADERSHIP_ROLES: tuple[Role, ...] = ROLES[:3]
RATED_ROLES: tuple[Role, ...] = ROLES[3:6]

YEARS: tuple[str, ...] = ("2016/17", "2017/18", "2018/19", "2019/20", "2020/21", "2021/22")
PRICE_YEAR = "2017/18"

ROLE_KEYS: dict[Role, str] = {
    Role.CHIEF_SUPERINTENDENT: "chief_superintendent",
    Role.SUPERINTENDENT: "superintendent",
    Role.CHIEF_INSPECTOR: "chief_inspector",
    Role.INSPECTOR: "inspector",
    Role.SERGEANT: "sergeant",
    Role.CONSTABLE: "constable",
    Role.DWO: "dwo",
    Role.YOUTH: "youth",
    Role.PCSO: "pcso",
}
FUNCTION_KEYS: dict[Function, str] = {
    Function.NEIGHBOURHOODS: "neighbourhoods",
    Function.RESPONSE: "response",
    Function.INVESTIGATION: "investigation",
    Function.SAFEGUARDING: "safeguarding",
    Function.HQ: "hq",
}
"""How ids such as "change.inspector.response" name a role and a function."""
