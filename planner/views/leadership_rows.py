"""Who leads: superintendents by BCU and function, nominated superintendents, schools and youth by borough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.outcome.rules.result import OUTCOMES
from planner.views.columns import Column, outcome_word
from planner.words.names import plural
from planner.words.numbers import or_dash, whole
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role
from planner.words.vocabulary import Outcome as RuleOutcome

NOBODY = "none yet"


@dataclass(frozen=True)
class LeaderRow:
    """The leaders of a BCU. `superintendents` are in the order of FUNCTIONS; `overridden` says which by hand."""

    code: str
    name: str
    chief_superintendents: int
    superintendents: tuple[int, ...]
    overridden: tuple[bool, ...]
    chief_inspectors: int
    outcome: RuleOutcome | None
    reason: str


@dataclass(frozen=True)
class ContactRow:
    """The nominated superintendent of a borough. `load` counts the boroughs that superintendent is nominated for."""

    borough: str
    name: str
    bcu: str
    bcu_name: str
    function: Function | None
    load: int
    outcome: RuleOutcome | None
    reason: str


@dataclass(frozen=True)
class YouthRow:
    """Schools and Youth Officer posts of a borough. `decided` is None where the shared assumption sets them.

    `counted` is what counts today: the baseline while the borough is in no BCU.
    """

    borough: str
    name: str
    bcu: str
    baseline: int
    by_population: int
    decided: int | None
    counted: int


@dataclass(frozen=True)
class Choice:
    """A superintendent that can be nominated for a borough; `function` None is nobody."""

    function: Function | None
    words: str


def leader_rows(outcome: Outcome) -> tuple[LeaderRow, ...]:
    """Every BCU, by name."""
    faults = _faults(outcome, ("L1", "L2"))
    bcus = sorted(outcome.scenario.bcus.values(), key=lambda bcu: bcu.name.casefold())
    posts = outcome.values["posts"]
    chief, superintendent, inspector = (
        ROLES.index(r) for r in (Role.CHIEF_SUPERINTENDENT, Role.SUPERINTENDENT, Role.CHIEF_INSPECTOR)
    )
    rows = []
    for bcu in bcus:
        own = posts[outcome.row_of[bcu.code]]
        counts = tuple(int(n) for n in own[:, superintendent])
        rows.append(
            LeaderRow(
                code=bcu.code,
                name=bcu.name,
                chief_superintendents=int(own[:, chief].sum()),
                superintendents=counts,
                overridden=tuple((bcu.code, f, Role.SUPERINTENDENT) in outcome.scenario.overrides for f in FUNCTIONS),
                chief_inspectors=int(own[:, inspector].sum()),
                outcome=faults.get(bcu.code, (None, ""))[0],
                reason=faults.get(bcu.code, (None, ""))[1],
            )
        )
    return tuple(rows)


def _faults(outcome: Outcome, ids: tuple[str, ...]) -> dict[str, tuple[RuleOutcome, str]]:
    """The worst that these rules find of each subject, with the reasons of those not met."""
    found: dict[str, tuple[RuleOutcome, str]] = {}
    for result in outcome.rules:
        if result.id not in ids:
            continue
        for row in result.rows():
            verdict, words = found.get(row.subject, (RuleOutcome.MET, ""))
            if row.outcome != RuleOutcome.MET:
                words = "\n".join(part for part in (words, f"{row.id}: {row.reason}.") if part)
            found[row.subject] = (min(verdict, row.outcome, key=OUTCOMES.index), words)
    return found


def contact_rows(outcome: Outcome) -> tuple[ContactRow, ...]:
    """Every borough, by BCU and name; those in no BCU first."""
    scenario, loads = outcome.scenario, _loads(outcome)
    found, crowded = _faults(outcome, ("L3",)), _faults(outcome, ("L4",))
    rows = []
    for borough in outcome.area.policed:
        bcu, function = scenario.assignment.get(borough.code, ""), scenario.contacts.get(borough.code)
        verdict, reason = found.get(borough.code, (None, ""))
        over = crowded.get(f"{bcu}:{function}") if verdict == RuleOutcome.MET else None
        if over is not None and over[0] != RuleOutcome.MET:
            verdict, reason = over
        rows.append(
            ContactRow(
                borough=borough.code,
                name=borough.name,
                bcu=bcu,
                bcu_name=scenario.bcus[bcu].name if bcu else "no BCU yet",
                function=function,
                load=loads[bcu, function] if bcu and function else 0,
                outcome=verdict,
                reason=reason,
            )
        )
    return tuple(sorted(rows, key=lambda row: (bool(row.bcu), row.bcu_name.casefold(), row.name)))


def _loads(outcome: Outcome) -> Counter[tuple[str, Function]]:
    contacts = outcome.scenario.contacts.items()
    return Counter(
        (bcu, function) for code, function in contacts if (bcu := outcome.scenario.assignment.get(code)) is not None
    )


def choices(outcome: Outcome, borough: str) -> tuple[Choice, ...]:
    """Who can be nominated for the borough: nobody, or a superintendent by function, with the boroughs held."""
    bcu = outcome.scenario.assignment.get(borough, "")
    loads = _loads(outcome)
    return (Choice(None, NOBODY), *(Choice(f, _choice_words(outcome, bcu, f, loads)) for f in FUNCTIONS))


def _choice_words(outcome: Outcome, bcu: str, function: Function, loads: Counter[tuple[str, Function]]) -> str:
    if not bcu:
        return function.value
    at = outcome.row_of[bcu], FUNCTIONS.index(function), ROLES.index(Role.SUPERINTENDENT)
    if not outcome.values["posts"][at]:
        return f"{function.value} (no such post)"
    held = loads[bcu, function]
    return f"{function.value} ({plural(held, 'borough')})" if held else f"{function.value} (free)"


def youth_rows(outcome: Outcome) -> tuple[YouthRow, ...]:
    """Every borough, by name."""
    values, scenario = outcome.values, outcome.scenario
    cell = FUNCTIONS.index(Function.NEIGHBOURHOODS), ROLES.index(Role.YOUTH)
    rows = []
    for i, borough in enumerate(outcome.area.policed):
        bcu = scenario.assignment.get(borough.code, "")
        baseline = int(values["base"][(i, *cell)])
        rows.append(
            YouthRow(
                borough=borough.code,
                name=borough.name,
                bcu=bcu,
                baseline=baseline,
                by_population=int(values["youth_share"][i]),
                decided=scenario.youth.get(borough.code),
                counted=int(values["youth"][i]) if bcu else baseline,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.name))


def leader_totals(rows: tuple[LeaderRow, ...]) -> dict[str, str]:
    """The totals row of the BCUs, by column."""
    totals = {
        "name": plural(len(rows), "BCU"),
        "chief": whole(sum(row.chief_superintendents for row in rows)),
        "inspectors": whole(sum(row.chief_inspectors for row in rows)),
        "superintendents": whole(sum(sum(row.superintendents) for row in rows)),
    }
    return totals | {f.value: whole(sum(row.superintendents[i] for row in rows)) for i, f in enumerate(FUNCTIONS)}


def contact_totals(rows: tuple[ContactRow, ...]) -> dict[str, str]:
    """How many boroughs have a nominated superintendent."""
    nominated = sum(row.function is not None for row in rows)
    return {"name": plural(len(rows), "borough"), "function": f"{whole(nominated)} of {whole(len(rows))} nominated"}


def youth_totals(rows: tuple[YouthRow, ...]) -> dict[str, str]:
    """The totals row of schools and youth, by column."""
    decided = [row.decided for row in rows if row.decided is not None]
    return {
        "name": plural(len(rows), "borough"),
        "baseline": whole(sum(row.baseline for row in rows)),
        "by_population": whole(sum(row.by_population for row in rows)),
        "decided": or_dash(sum(decided) if decided else None, whole),
        "counted": whole(sum(row.counted for row in rows)),
    }


SHORT_FUNCTIONS: dict[Function, str] = {
    Function.NEIGHBOURHOODS: "Neigh.",
    Function.RESPONSE: "Resp.",
    Function.INVESTIGATION: "Invest.",
    Function.SAFEGUARDING: "Safeg.",
    Function.HQ: "HQ",
}
"""Heads of narrow columns; the whole word is the column's tip."""


def _by_function(function: Function) -> Column[LeaderRow]:
    i = FUNCTIONS.index(function)
    read: Callable[[LeaderRow], int] = lambda row: row.superintendents[i]  # noqa: E731
    return Column(
        function.value,
        SHORT_FUNCTIONS[function],
        lambda row: whole(read(row)),
        is_number=True,
        raw=lambda row: str(read(row)),
        order=read,
        about=f"Superintendents of {function.value}. Type a figure to override it; Delete clears the override",
        sign=lambda row: "pencil" if row.overridden[i] else "",
        is_strong=lambda row: row.overridden[i],
        is_editable=lambda row: True,
        figure=lambda row: f"posts[{row.code},{function.value},{Role.SUPERINTENDENT.value}]",
    )


def _count(
    key: str, title: str, read: Callable[[LeaderRow], int], about: str, figure: str = "", drop: int = 0
) -> Column[LeaderRow]:
    return Column(
        key,
        title,
        lambda row: whole(read(row)),
        is_number=True,
        raw=lambda row: str(read(row)),
        order=read,
        about=about,
        figure=lambda row: f"{figure}[{row.code}]" if figure else "",
        drop=drop,
        narrow=title.replace(" ", "\n"),
    )


def _worst_first(row: LeaderRow | ContactRow) -> int:
    return len(OUTCOMES) if row.outcome is None else OUTCOMES.index(row.outcome)


LEADER_COLUMNS: tuple[Column[LeaderRow], ...] = (
    Column("code", "", lambda row: row.code, is_strong=lambda row: True, about="BCU code"),
    Column("name", "BCU", lambda row: row.name),
    _count(
        "chief", "Chf Supt", lambda row: row.chief_superintendents, "Chief superintendents", "chief_superintendents", 1
    ),
    *(_by_function(function) for function in FUNCTIONS),
    _count("superintendents", "Supts", lambda row: sum(row.superintendents), "Superintendents", "superintendents"),
    _count("inspectors", "Chf Insp", lambda row: row.chief_inspectors, "Chief inspectors", drop=2),
    Column(
        "outcome",
        "L1, L2",
        lambda row: outcome_word(row.outcome),
        order=_worst_first,
        outcome=lambda row: row.outcome,
        about="Rules L1 and L2: chief superintendents and superintendents of a BCU",
        tip=lambda row: row.reason,
    ),
)

CONTACT_COLUMNS: tuple[Column[ContactRow], ...] = (
    Column("name", "Borough", lambda row: row.name),
    Column("bcu", "BCU", lambda row: row.bcu or "none", tip=lambda row: row.bcu_name),
    Column("bcu_name", "BCU name", lambda row: row.bcu_name, drop=1),
    Column(
        "function",
        "Superintendent",
        lambda row: row.function.value if row.function is not None else NOBODY,
        raw=lambda row: row.function.value if row.function is not None else "",
        about="The nominated superintendent, by function, of the borough's BCU. F2 chooses; Delete nominates nobody",
        is_editable=lambda row: True,
    ),
    Column(
        "load",
        "Load",
        lambda row: or_dash(row.load or None, whole),
        is_number=True,
        raw=lambda row: str(row.load),
        order=lambda row: row.load,
        about="Boroughs that this superintendent is nominated for",
    ),
    Column(
        "outcome",
        "L3, L4",
        lambda row: outcome_word(row.outcome),
        order=_worst_first,
        outcome=lambda row: row.outcome,
        about="Rules L3 and L4: a nominated superintendent for every borough, and one borough each",
        tip=lambda row: row.reason,
    ),
)


def _youth(
    key: str, title: str, read: Callable[[YouthRow], int | None], about: str, figure: Callable[[YouthRow], str]
) -> Column[YouthRow]:
    def order(row: YouthRow) -> int:
        value = read(row)
        return -1 if value is None else value

    return Column(
        key,
        title,
        lambda row: or_dash(read(row), whole),
        is_number=True,
        raw=lambda row: or_dash(read(row), str).replace("–", ""),
        order=order,
        about=about,
        is_strong=lambda row: key == "decided" and row.decided is not None,
        is_editable=lambda row: key == "decided",
        figure=figure,
    )


_YOUTH_CELL = f"{Function.NEIGHBOURHOODS.value},{Role.YOUTH.value}"
YOUTH_COLUMNS: tuple[Column[YouthRow], ...] = (
    Column("name", "Borough", lambda row: row.name),
    Column("bcu", "BCU", lambda row: row.bcu or "none"),
    _youth(
        "baseline", "Baseline", lambda row: row.baseline, "Posts before the merger",
        lambda row: f"base[{row.borough},{_YOUTH_CELL}]",
    ),
    _youth(
        "by_population", "By population", lambda row: row.by_population, "The share of the assumption's total",
        lambda row: f"youth_share[{row.borough}]",
    ),
    _youth(
        "decided", "Decided", lambda row: row.decided, "Posts decided for the borough; empty is by population",
        lambda row: "",
    ),
    _youth(
        "counted", "Counted", lambda row: row.counted, "What counts: the baseline while the borough is in no BCU",
        lambda row: f"youth[{row.borough}]" if row.bcu else f"base[{row.borough},{_YOUTH_CELL}]",
    ),
)  # fmt: skip
