"""A plan and its scenarios as frozen values. No table library inside; see docs/decisions/0001."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.area.types import Area, Baseline
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status

FILLS: tuple[str, ...] = tuple(f"{hue}-{depth}" for hue in ("blue", "teal", "sand", "mauve") for depth in (1, 2, 3))


@dataclass(frozen=True)
class Bcu:
    """A Basic Command Unit. `fill` is one of FILLS; a 13th and later BCU carries "+dots" after it."""

    code: str
    name: str
    fill: str
    go_live: date | None = None
    go_live_status: Status = Status.PLANNER
    go_live_source: str = ""


@dataclass(frozen=True)
class WardDecisions:
    """Columns in the area's ward order: posts and vacancies whole, abstraction a share 0–1."""

    dwo: tuple[int, ...]
    pcso: tuple[int, ...]
    vacancies: tuple[int, ...]
    ring_fenced: tuple[bool, ...]
    abstraction: tuple[float, ...]


WARD_FIELDS: tuple[str, ...] = ("dwo", "pcso", "vacancies", "ring_fenced", "abstraction")


@dataclass(frozen=True)
class Override:
    """Posts of one BCU × function × role cell, decided by hand, with a note that says why."""

    posts: int
    note: str = ""


@dataclass(frozen=True)
class Assumption:
    """A named number. `unit` is posts, share (0–1), £ a year, or share a year."""

    id: str
    name: str
    value: float
    unit: str
    low: float | None
    high: float | None
    status: Status
    source: str
    owner: str = ""
    dated: str = ""
    note: str = ""


@dataclass(frozen=True)
class Target:
    """A dated savings figure. `kind` is recurring or cumulative; `scope` is local policing or force-wide.

    `amount` in pounds; `by` is the financial year a cumulative target falls due; `annual` gives a figure for
    single years where the target has one, by financial year.
    """

    id: str
    name: str
    scope: str
    kind: str
    amount: float
    by: str
    stated: str
    status: Status
    source: str
    annual: FrozenMap[str, float] = FrozenMap()


@dataclass(frozen=True)
class OneOff:
    """The programme's one-off cost in pounds by financial year; capital is beside the savings, never inside."""

    revenue: FrozenMap[str, float]
    capital: FrozenMap[str, float]


@dataclass(frozen=True)
class Frozen:
    """When (ISO, UTC), by whom and with which version of the planner a scenario was frozen, and what it gave then.

    `fingerprint` is the scenario's at that time; `figures` are the headline figures by the names that
    planner.outcome.frozen gives them: posts, and pounds to the penny.
    """

    when: str
    who: str
    app: str
    fingerprint: str
    figures: FrozenMap[str, float]


CellKey = tuple[str, Function, Role]
RuleValue = int | float | bool | str


@dataclass(frozen=True)
class Scenario:
    """One set of decisions over one area and baseline (named by their hashes)."""

    id: str
    name: str
    area_hash: str
    baseline_hash: str
    bcus: FrozenMap[str, Bcu]
    assignment: FrozenMap[str, str]
    """Borough code to BCU code. A borough that is not a key is unassigned."""
    wards: WardDecisions
    contacts: FrozenMap[str, Function]
    """Borough code to the function whose superintendent is nominated."""
    youth: FrozenMap[str, int]
    """Schools and Youth Officer posts decided by borough code, where they differ from the shared assumption."""
    overrides: FrozenMap[CellKey, Override]
    assumptions: FrozenMap[str, Assumption]
    targets: FrozenMap[str, Target]
    target_in_force: str
    one_off: OneOff
    locked_boroughs: frozenset[str]
    locked_bcus: frozenset[str]
    rules: FrozenMap[str, RuleValue]
    """Rule settings such as "W1.minimum" or "P1.on"; see planner.outcome.rules for what each means."""
    note: str = ""
    read_only: bool = False
    frozen: Frozen | None = None

    @property
    def closed(self) -> str:
        """Why no decision about it can be made: "frozen" or "read-only"; empty where one can."""
        return "frozen" if self.frozen is not None else "read-only" if self.read_only else ""

    @property
    def can_change(self) -> bool:
        """Whether decisions about it can be made."""
        return not self.closed


@dataclass(frozen=True)
class Plan:
    """The file's content: areas and baselines by hash, scenarios in the order shown, and the current one's id."""

    areas: FrozenMap[str, Area]
    baselines: FrozenMap[str, Baseline]
    scenarios: tuple[Scenario, ...]
    current: str

    def scenario(self, scenario_id: str) -> Scenario:
        """The scenario with that id. Raises KeyError when there is none."""
        for scenario in self.scenarios:
            if scenario.id == scenario_id:
                return scenario
        raise KeyError(scenario_id)

    @property
    def shown(self) -> Scenario:
        """The current scenario."""
        return self.scenario(self.current)

    def area_of(self, scenario: Scenario) -> Area:
        """The area the scenario is over."""
        return self.areas[scenario.area_hash]

    def baseline_of(self, scenario: Scenario) -> Baseline:
        """The baseline the scenario is over."""
        return self.baselines[scenario.baseline_hash]


Plain = str | int | float | bool | None | dict[str, "Plain"] | list["Plain"]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """One value that changed. `before` and `after` are plain JSON values; None means the thing is not there.

    Keys start with ("scenario", id, …) or are ("current",); planner.scenario.keys lists them all.
    """

    key: Key
    before: Plain
    after: Plain


@dataclass(frozen=True)
class Step:
    """One labelled decision, and why it was made. An unstamped step (from a decision) has empty id, parent, when
    and who; `why` may be empty.
    """

    label: str
    edits: tuple[Edit, ...]
    id: str = ""
    parent: str = ""
    when: str = ""
    who: str = ""
    why: str = ""
