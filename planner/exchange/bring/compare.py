"""Three states of one scenario side by side: as exported, in the app now, and in the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.area.build import cell_index
from planner.exchange.bring.base import Base
from planner.exchange.bring.shown import TABLE_OF, Words
from planner.exchange.bring.theirs import Theirs
from planner.exchange.problems import Problem
from planner.exchange.received import Received
from planner.exchange.tables import BCUS, INPUT_TABLES, TARGETS
from planner.scenario.draft import ScenarioDraft
from planner.scenario.merge import merge
from planner.scenario.types import Key, Plain, Plan, Scenario
from planner.views.three_way import Compared, Line, SideWords, State
from planner.words.names import plural
from planner.words.vocabulary import Function, Role

WORDS = SideWords(
    heads=("As exported", "In the app now", "In the sheet"),
    ours="in the app",
    theirs="in the sheet",
    keep="keep the app’s",
    take="take the sheet’s",
    nothing="Nothing to import",
    other="The plan was changed since the workbook was compared. Import it again.",
)


@dataclass(frozen=True)
class Comparison(Compared):
    """Every value that a workbook brought, against the state it was exported from and the plan as it is.

    `problems` are the reader's and those of values left out; `missing` are sentences on tables that are not in
    the workbook. `on` is the day, for what is made of it.
    """

    file: str
    on: date
    base: Base
    ours: Plan
    theirs: Theirs
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario compared, as it is now."""
        return self.ours.scenario(self.theirs.scenario_id)

    @property
    def words(self) -> SideWords:
        """The app and the sheet."""
        return WORDS

    @property
    def subject(self) -> str:
        """The workbook, the scenario and where the state as exported was found."""
        return f"{self.file} with {self.scenario.name}. {self.base.words}"

    @property
    def troubles(self) -> tuple[str, ...]:
        """How many problems; none is told of where there is something to take."""
        counts, number = self.counts, len(self.problems)
        is_empty = not counts[State.THEIRS] and not counts[State.CONFLICT]
        return () if is_empty and not number else (plural(number, "problem"),)


def compare(base: Base, ours: Plan, theirs: Theirs, received: Received, on: date) -> Comparison:
    """Compare value by value. Two sides that made the same change differ in nothing, so that is unchanged."""
    plans = (base.plan, ours, theirs.plan)
    merged = merge(*plans)
    clashes = frozenset(c.key[2:] for c in merged.conflicts if c.key[:2] == ("scenario", theirs.scenario_id))
    side = _Sides(plans, theirs.scenario_id)
    keys = dict.fromkeys(_keys(side, theirs, received))
    found = [_line(side, key, theirs, clashes) for key in keys]
    parts = [table.part for table in INPUT_TABLES]
    found.sort(key=lambda line: parts.index(line.part))
    return Comparison(
        file=received.file,
        on=on,
        base=base,
        ours=ours,
        theirs=theirs,
        lines=tuple(found),
        problems=(*received.problems, *theirs.problems),
        missing=tuple(
            f"{table.part}: there is no sheet {table.sheet} with them, so they stay as they are."
            for table in INPUT_TABLES
            if table.name not in received.tables
        ),
    )


class _Sides:
    """The scenario as exported, as it is, and as the sheet has it."""

    def __init__(self, plans: tuple[Plan, Plan, Plan], scenario_id: str) -> None:
        self.scenarios = tuple(plan.scenario(scenario_id) for plan in plans)
        self.area = plans[1].area_of(self.scenarios[1])
        self._baselines = tuple(p.baseline_of(s) for p, s in zip(plans, self.scenarios, strict=True))
        self._drafts = tuple(ScenarioDraft(scenario, self.area) for scenario in self.scenarios)
        self.words = Words(self.area)
        self._everywhere = {"bcu": _shared(s.bcus for s in self.scenarios)}
        self._everywhere["target"] = _shared(s.targets for s in self.scenarios)

    def values(self, key: Key) -> tuple[Plain, Plain, Plain]:
        """The value on each side; None where it is not there. Of a BCU that all have, only its code is one."""
        if key[0] == "bcu" and len(key) == 2 and key[1] in self.everywhere("bcu")[0]:
            return key[1], key[1], key[1]
        base, ours, theirs = (self._value(at, key) for at in range(3))
        return base, ours, theirs

    def _value(self, at: int, key: Key) -> Plain:
        if key[0] == "posts":
            return self._baselines[at].posts[key[1]][cell_index(Function(key[2]), Role(key[3]))]
        if key[0] == "target" and len(key) == 4:
            target = self.scenarios[at].targets.get(key[1])
            return None if target is None else target.annual.get(key[3])
        try:
            return self._drafts[at].read(key)
        except KeyError:
            return None

    def everywhere(self, kind: str) -> tuple[frozenset[str], frozenset[str]]:
        """Codes of BCUs or ids of targets that all three have, and those that some lack."""
        return self._everywhere[kind]


def _shared(members: Iterable[Iterable[str]]) -> tuple[frozenset[str], frozenset[str]]:
    base, ours, theirs = (frozenset(codes) for codes in members)
    in_all = base & ours & theirs
    return in_all, (base | ours | theirs) - in_all


def _keys(side: _Sides, theirs: Theirs, received: Received) -> Iterator[Key]:
    """The values to compare: those received, and BCUs and targets that one side lacks, each as one value."""
    partly: dict[str, frozenset[str]] = {}
    for kind, table in (("bcu", BCUS), ("target", TARGETS)):
        partly[kind] = side.everywhere(kind)[1] if table.name in received.tables else frozenset()
    in_sheet = side.scenarios[2].bcus
    for key in theirs.cells:
        if key[0] in partly and key[1] in partly[key[0]] and len(key) > 2:
            continue  # told as a whole
        if key[0] == "override" and key[1] not in in_sheet:
            continue  # goes with its BCU
        yield key
    for kind, codes in partly.items():
        for code in sorted(codes):
            yield (kind, code)


def _line(side: _Sides, key: Key, theirs: Theirs, clashes: frozenset[Key]) -> Line:
    three = side.values(key)
    words, scenarios = side.words, side.scenarios
    state = _state(*three, key in clashes)
    shown: tuple[str, ...] = ()
    if state is not State.UNCHANGED:
        shown = tuple(words.value(key, value, scenario) for value, scenario in zip(three, scenarios, strict=True))
    return Line(
        key=key,
        part=TABLE_OF[key[0]].part,
        place=words.place(key, scenarios[1], scenarios[2], scenarios[0]),
        field=words.field(key),
        cell=theirs.cells.get(key, ""),
        state=state,
        base=three[0],
        ours=three[1],
        theirs=three[2],
        shown=shown,
    )


def _state(base: Plain, ours: Plain, theirs: Plain, clashes: bool) -> State:
    if ours == theirs:
        return State.UNCHANGED
    if theirs == base:
        return State.OURS
    return State.THEIRS if ours == base and not clashes else State.CONFLICT
