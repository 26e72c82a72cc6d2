"""Why a cell of posts is what it is, in a few words: the driver, the rate, or the override and its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words.names import plural
from planner.words.numbers import signed_share, whole
from planner.words.vocabulary import FUNCTIONS, LEADERSHIP_ROLES, RATED_ROLES, ROLES, Function, Role

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

KEPT = "not yet in a BCU: baseline kept"


def why(outcome: Outcome, bcu: str, function: Function, role: Role) -> str:
    """The driver of one BCU's cell, or its override with the value the assumptions give."""
    override = outcome.scenario.overrides.get((bcu, function, role))
    if override is None:
        return driver(outcome, bcu, function, role)
    at = (outcome.row_of[bcu], FUNCTIONS.index(function), ROLES.index(role))
    note = f": {override.note}" if override.note else ""
    return f"Override (rule {whole(int(outcome.values['posts_worked'][at]))}){note}"


def driver(outcome: Outcome, bcu: str, function: Function, role: Role) -> str:
    """What sets the cell when it is not overridden."""
    f, r = FUNCTIONS.index(function), ROLES.index(role)
    if role in LEADERSHIP_ROLES:
        return f"{whole(int(outcome.values['posts_each'][f, r]))} per BCU"
    if role in RATED_ROLES:
        return signed_share(float(outcome.values["rate"][f, r]))
    if function is not Function.NEIGHBOURHOODS:
        return "none in this function"
    if role is Role.YOUTH:
        return _youth(outcome, bcu)
    return _ward_posts(outcome, bcu, role)


def _youth(outcome: Outcome, bcu: str) -> str:
    boroughs = outcome.boroughs_of[bcu]
    decided = sum(1 for b in boroughs if b in outcome.scenario.youth)
    total = whole(int(outcome.values["youth_in_all"]))
    if not decided:
        return f"{total} by population"
    if decided == len(boroughs):
        return "decided by borough"
    return f"{total} by population; {plural(decided, 'borough')} decided"


def _ward_posts(outcome: Outcome, bcu: str, role: Role) -> str:
    wards = [i for b in outcome.boroughs_of[bcu] for i in outcome.area.wards_of[b]]
    posts = outcome.scenario.wards.dwo if role is Role.DWO else outcome.scenario.wards.pcso
    each = {posts[i] for i in wards}
    if len(each) == 1:
        return f"{whole(each.pop())} × {plural(len(wards), 'ward')}"
    return f"sum of {plural(len(wards), 'ward')}"
