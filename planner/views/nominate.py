"""Nominated superintendents with an even load, as values: each borough now and then, and each BCU's load."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.scenario.types import Plan, Step
from planner.suggest import Contacts, adopt, contacts, looked_at
from planner.views.columns import Column
from planner.views.leadership_rows import NOBODY
from planner.words.names import plural
from planner.words.numbers import whole

EVEN_ALREADY = "Every borough has its nominated superintendent and every load is even: nothing would change."
LABEL = "Nominate superintendents evenly"


@dataclass(frozen=True, eq=False)
class Nominations:
    """An even nomination for one outcome."""

    outcome: Outcome
    contacts: Contacts


def nominations(outcome: Outcome) -> Nominations:
    """An even nomination: those there are now are kept where they fit it."""
    return Nominations(outcome, contacts(outcome.area, outcome.baseline, outcome.scenario))


@dataclass(frozen=True)
class NominationRow:
    """A borough's nominated superintendent, by function, now and as it would be."""

    borough: str
    name: str
    bcu: str
    now: str
    then: str
    is_changed: bool

    @property
    def words(self) -> str:
        """The row in words."""
        return f"{self.name} in {self.bcu}: {self.now} now, then {self.then}"


def nomination_rows(found: Nominations, *, only_changes: bool) -> tuple[NominationRow, ...]:
    """Each borough in a BCU, or only those whose nomination would change, by BCU and then by name."""
    outcome, scenario = found.outcome, found.outcome.scenario
    names = {b.code: b.name for b in outcome.area.boroughs}
    rows = []
    for bcu, boroughs in outcome.boroughs_of.items():
        for code in boroughs:
            before, after = scenario.contacts.get(code), found.contacts.scenario.contacts.get(code)
            if before is not after or not only_changes:
                rows.append(
                    NominationRow(
                        code,
                        names[code],
                        scenario.bcus[bcu].name,
                        before.value if before else NOBODY,
                        after.value if after else NOBODY,
                        before is not after,
                    )
                )
    return tuple(sorted(rows, key=lambda row: (row.bcu, row.name)))


def nomination_columns() -> tuple[Column[NominationRow], ...]:
    """BCU, borough, now, if accepted."""
    return (
        Column("name", "Borough", lambda row: row.name),
        Column("bcu", "BCU", lambda row: row.bcu, drop=1),
        Column("now", "Superintendent now", lambda row: row.now, narrow="Now"),
        Column("then", "If accepted", lambda row: row.then, is_strong=lambda row: row.is_changed),
    )


@dataclass(frozen=True)
class LoadRow:
    """A BCU's boroughs, its superintendents, and the most and fewest boroughs one of them would be nominated for."""

    bcu: str
    boroughs: int
    superintendents: int
    load: str
    words: str


def load_rows(found: Nominations) -> tuple[LoadRow, ...]:
    """The load of each BCU's superintendents."""
    outcome, rows = found.outcome, []
    for load in found.contacts.loads:
        name, boroughs = outcome.scenario.bcus[load.bcu].name, len(outcome.boroughs_of[load.bcu])
        held = [n for _, n in load.boroughs]
        words = "none to nominate" if not held else _range(min(held), max(held))
        said = f"{name}: {plural(boroughs, 'borough')}, {plural(len(held), 'superintendent')}, {words} each"
        rows.append(LoadRow(name, boroughs, len(held), words, said))
    return tuple(sorted(rows, key=lambda row: row.bcu))


def _range(low: int, high: int) -> str:
    return whole(low) if low == high else f"{whole(low)} or {whole(high)}"


def load_columns() -> tuple[Column[LoadRow], ...]:
    """BCU, boroughs, functions with a superintendent, boroughs each."""
    return (
        Column("bcu", "BCU", lambda row: row.bcu),
        Column("boroughs", "Boroughs", lambda row: whole(row.boroughs), is_number=True),
        Column("superintendents", "Superintendents", lambda row: whole(row.superintendents), is_number=True),
        Column("load", "Boroughs of each", lambda row: row.load, is_number=True),
    )


def nominations_words(found: Nominations) -> str:
    """How many nominations would change, how even the load is, and where boroughs outnumber superintendents."""
    changed = len(found.contacts.changed)
    if not found.contacts.loads:
        return "No borough is in a BCU yet, so there is no superintendent to nominate. Assign boroughs first."
    if not changed:
        first = (
            EVEN_ALREADY if not found.contacts.notes else "Every load is as even as it can be: nothing would change."
        )
    else:
        first = (
            f"{plural(changed, 'nomination')} would change. Within a BCU no superintendent is nominated for two "
            "boroughs more than another; nominations there are now are kept where they fit that."
        )
    return " ".join([first, *found.contacts.notes])


def nominations_refused(found: Nominations) -> str:
    """Why they cannot be accepted, in a sentence; empty where they can."""
    scenario = found.outcome.scenario
    if scenario.closed:
        return f"{scenario.name} is {scenario.closed}: duplicate it to nominate superintendents."
    return "" if found.contacts.changed else "Nothing would change."


def show_nominations(plan: Plan, scenario_id: str, found: Nominations) -> Step | None:
    """The step that nominates them, to be looked at: for a read-only or frozen scenario too."""
    return looked_at(plan, scenario_id, found.contacts.scenario, LABEL)


def accept_nominations(plan: Plan, scenario_id: str, found: Nominations) -> Step | None:
    """The decision that nominates them, as one step. Raises Refused for a read-only or frozen scenario."""
    return adopt(plan, scenario_id, found.contacts.scenario, LABEL)
