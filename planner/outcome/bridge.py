"""What each kind of decision did to a figure: from the scenario as it started to the scenario as it is.

The parts that changed are read from the scenario's own steps. The map (boroughs, BCUs) is measured alone, from the
start. Every other group is measured alone on the start with the present map, because what is decided for a BCU or a
borough counts only once that is there. What the groups do only together is a bar of its own, so that the whole
closes to the penny. See docs/decisions/0012.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.area.types import Area
from planner.outcome.evaluate import Outcome, evaluate
from planner.outcome.figures import Figure, value_at
from planner.outcome.remembered import Remembered
from planner.scenario.change import EditError, apply, diff, invert
from planner.scenario.keys import touched_scenario
from planner.scenario.types import CellKey, Edit, Override, Plan, Scenario, Step
from planner.words.frozen_map import FrozenMap
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Terms

FULL_YEAR, ROUNDING = Figure("full_year_saving"), Figure("saving_rounding_in_all")
COST_PREFIXES = ("cost.", "pay_award")
_bridges = Remembered(8)
UNFIT = (
    "The log of this plan does not lead to it, so where the scenario started cannot be told. "
    "Nothing was changed; the bridge by cause does not need the log."
)


class BridgeError(ValueError):
    """The steps do not fit the plan, so that where the scenario started cannot be told."""


@dataclass(frozen=True)
class Group:
    """One kind of decision: `name` for people, `take` puts what was decided of it into another scenario."""

    id: str
    name: str
    take: Callable[[Scenario, Scenario], Scenario]


@dataclass(frozen=True)
class DecisionBar:
    """What one kind of decision did to the figure, in pounds (more saving is above nought): with it − without it.

    `boroughs` are the codes of those it is about; `steps` the labels it was decided by, oldest first.
    """

    id: str
    name: str
    without: float
    with_it: float
    boroughs: tuple[str, ...]
    steps: tuple[str, ...]
    rounding: float = 0.0
    """How much of the amount is only rounding of posts to whole ones; 0 for a figure that is not the full year's."""

    @property
    def amount(self) -> float:
        """The difference, to the penny."""
        return _pence(self.with_it - self.without)


@dataclass(frozen=True)
class DecisionBridge:
    """From `start` to `end`, in pounds: start + bars + interaction = end, to the penny.

    `created_by` is the label of the step that made the scenario, empty where the steps kept begin with the scenario
    already there. `steps` counts the steps that changed it, `silent` those of them that are in no bar.
    """

    figure: Figure
    start: float
    bars: tuple[DecisionBar, ...]
    interaction: float
    end: float
    created_by: str
    steps: int
    silent: int


def bridge_by_decision(
    plan: Plan, steps: Sequence[Step], scenario_id: str, terms: Terms = Terms.REAL, figure: Figure = FULL_YEAR
) -> DecisionBridge:
    """What the steps did to a money figure of the scenario, by kind of decision.

    `steps` are those done, oldest first; those undone are not among them. Remembered, so that its bars can be asked
    about one by one. Raises KeyError for an unknown scenario and BridgeError where the steps do not lead to the plan.
    """
    asked = ("by decision", scenario_id, terms, figure)
    return _bridges.get(asked, (plan, *steps), lambda: _by_decision(plan, steps, scenario_id, terms, figure))


def _by_decision(plan: Plan, steps: Sequence[Step], scenario_id: str, terms: Terms, figure: Figure) -> DecisionBridge:
    created_by, own = _own_steps(steps, scenario_id)
    end = plan.scenario(scenario_id)
    start = _as_coded_now(_start(plan, own, scenario_id), own)
    found = _measured(plan, start, end, _labels(own), terms, figure)
    silent = sum(1 for step in own if not _groups_of(step.edits))
    return replace(found, created_by=created_by, steps=len(own), silent=silent)


def bridge_between(
    plan: Plan, from_id: str, to_id: str, terms: Terms = Terms.REAL, figure: Figure = FULL_YEAR
) -> DecisionBridge:
    """What the differences between two scenarios do to a money figure, by kind of decision: from one to the other.

    A bar stands for every kind in which the two differ, and names no step. Remembered. Raises KeyError for an unknown
    scenario and BridgeError for scenarios over two areas.
    """
    asked = ("between", from_id, to_id, terms, figure)
    return _bridges.get(asked, (plan,), lambda: _between(plan, from_id, to_id, terms, figure))


def _between(plan: Plan, from_id: str, to_id: str, terms: Terms, figure: Figure) -> DecisionBridge:
    groups: dict[str, tuple[str, ...]] = dict.fromkeys(decided_between(plan, from_id, to_id), ())
    return _measured(plan, plan.scenario(from_id), plan.scenario(to_id), groups, terms, figure)


def decided_between(plan: Plan, from_id: str, to_id: str) -> dict[str, tuple[Edit, ...]]:
    """What the second scenario decides otherwise, as edits of the first, by the id of the bar they are in.

    Raises KeyError for an unknown scenario and BridgeError for scenarios over two areas.
    """
    start, end = plan.scenario(from_id), plan.scenario(to_id)
    if start.area_hash != end.area_hash:
        raise BridgeError(
            f"{start.name} and {end.name} are over two areas, so there is no way from one to the other by decisions. "
            "Compare their tables."
        )
    found: dict[str, tuple[Edit, ...]] = {}
    for edit in diff(_alone(plan, start, from_id), _alone(plan, replace(end, name=start.name), from_id)):
        if touched_scenario(edit.key) is not None and (group := _group_of(edit)):
            found[group] = (*found.get(group, ()), edit)
    return found


def _alone(plan: Plan, scenario: Scenario, scenario_id: str) -> Plan:
    """The plan with that scenario alone, under that id."""
    return replace(plan, scenarios=(replace(scenario, id=scenario_id),), current=scenario_id)


def _measured(
    plan: Plan,
    start: Scenario,
    end: Scenario,
    labels: Mapping[str, tuple[str, ...]],
    terms: Terms,
    figure: Figure,
) -> DecisionBridge:
    """A bar for each group that has labels, even if none of them is a word."""

    def outcome_of(scenario: Scenario) -> Outcome:
        return evaluate(plan.area_of(scenario), plan.baseline_of(scenario), scenario, terms)

    def amount_of(outcome: Outcome) -> float:
        return _pence(value_at(outcome, figure))

    first, last = amount_of(outcome_of(start)), amount_of(outcome_of(end))
    on_map = MAP.take(start, end)
    bars = []
    for group in GROUPS:
        if group.id not in labels:
            continue
        ground = start if group is MAP else on_map
        without, with_it = outcome_of(ground), outcome_of(group.take(ground, end))
        ends = amount_of(without), amount_of(with_it)
        about = _boroughs(plan, group.id, start, end)
        rounding = _pence(value_at(with_it, ROUNDING) - value_at(without, ROUNDING)) if figure == FULL_YEAR else 0.0
        bars.append(DecisionBar(group.id, group.name, *ends, about, labels[group.id], rounding))
    interaction = _pence(last - first - sum(bar.amount for bar in bars))
    return DecisionBridge(figure, first, tuple(bars), interaction, last, "", 0, 0)


def _pence(pounds: float) -> float:
    return round_half_away(pounds, 2)


# Where the scenario started


def _own_steps(steps: Sequence[Step], scenario_id: str) -> tuple[str, tuple[Step, ...]]:
    """The label of the step that made the scenario, and the steps since that are about it, with those edits alone."""
    own: list[Step] = []
    for step in reversed(steps):
        about = tuple(e for e in step.edits if touched_scenario(e.key) == scenario_id)
        if any(len(e.key) == 2 for e in about):
            return step.label, tuple(reversed(own))
        if about:
            own.append(replace(step, edits=about))
    return "", tuple(reversed(own))


def _start(plan: Plan, own: Sequence[Step], scenario_id: str) -> Scenario:
    """The scenario as it was before its steps."""
    try:
        start = apply(plan, invert(e for step in own for e in step.edits)).scenario(scenario_id)
    except EditError as problem:
        raise BridgeError(UNFIT) from problem
    if start.baseline_hash not in plan.baselines:
        raise BridgeError(UNFIT)
    return start


def _as_coded_now(start: Scenario, own: Iterable[Step]) -> Scenario:
    """The start with the codes its BCUs were given since: another code moves no money."""
    for step in own:
        for old, new in _recoded(step.edits):
            if old in start.bcus and new not in start.bcus:
                start = _with_code(start, old, new)
    return start


def _recoded(edits: Iterable[Edit]) -> list[tuple[str, str]]:
    """Codes changed by a step: one BCU goes, another comes, and they are the same but for code and name."""
    whole = [e for e in edits if len(e.key) == 4 and e.key[2] == "bcu"]
    gone = {e.key[3]: e.before for e in whole if e.after is None}
    come = {e.key[3]: e.after for e in whole if e.before is None}
    return [(old, new) for old, was in gone.items() for new, is_ in come.items() if _same_bcu(was, is_)]


def _same_bcu(was: object, is_: object) -> bool:
    if not isinstance(was, dict) or not isinstance(is_, dict):
        return False
    return {**was, "name": ""} == {**is_, "name": ""}


def _with_code(scenario: Scenario, old: str, new: str) -> Scenario:
    bcus = {(new if code == old else code): bcu for code, bcu in scenario.bcus.items()}
    bcus[new] = replace(bcus[new], code=new)
    return replace(
        scenario,
        bcus=FrozenMap(bcus),
        assignment=FrozenMap({b: new if code == old else code for b, code in scenario.assignment.items()}),
        overrides=FrozenMap({(new if k[0] == old else k[0], *k[1:]): v for k, v in scenario.overrides.items()}),
    )


# What each group takes from the end


def _take_map(on: Scenario, end: Scenario) -> Scenario:
    """Boroughs and BCUs; a BCU that was there keeps its date. An override goes with its BCU."""
    bcus = {
        code: replace(bcu, go_live=on.bcus[code].go_live) if code in on.bcus else bcu for code, bcu in end.bcus.items()
    }
    kept = {cell: override for cell, override in on.overrides.items() if cell[0] in bcus}
    return replace(on, bcus=FrozenMap(bcus), assignment=end.assignment, overrides=FrozenMap(kept))


def _take_dates(on: Scenario, end: Scenario) -> Scenario:
    return replace(on, bcus=end.bcus)


def _take_assumptions(on: Scenario, end: Scenario, *, of_cost: bool) -> Scenario:
    def taken(id_: str) -> bool:
        return id_.startswith(COST_PREFIXES) == of_cost

    kept = {id_: a for id_, a in on.assumptions.items() if not taken(id_)}
    return replace(on, assumptions=FrozenMap({**kept, **{id_: a for id_, a in end.assumptions.items() if taken(id_)}}))


MAP = Group("map", "Boroughs and BCUs", _take_map)
GROUPS: tuple[Group, ...] = (
    MAP,
    Group("wards", "Ward posts", lambda on, end: replace(on, wards=end.wards)),
    Group("youth", "Schools and youth posts", lambda on, end: replace(on, youth=end.youth)),
    Group("overrides", "Overrides", lambda on, end: replace(on, overrides=end.overrides)),
    Group("posts", "Assumptions about posts", lambda on, end: _take_assumptions(on, end, of_cost=False)),
    Group("cost", "Assumptions about cost", lambda on, end: _take_assumptions(on, end, of_cost=True)),
    Group("dates", "Go-live dates", _take_dates),
    Group("one_off", "One-off cost", lambda on, end: replace(on, one_off=end.one_off)),
    Group("baseline", "Another baseline", lambda on, end: replace(on, baseline_hash=end.baseline_hash)),
)
"""In the order of the bars. Names, notes, colours, locks, nominations, rules and targets move no money."""
_PARTS = {
    "assignment": "map",
    "youth": "youth",
    "override": "overrides",
    "one_off": "one_off",
    "baseline": "baseline",
}


def _labels(own: Iterable[Step]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for step in own:
        for group in _groups_of(step.edits):
            found.setdefault(group, []).append(step.label)
    return {group: tuple(labels) for group, labels in found.items()}


def decided_steps(steps: Iterable[Step], scenario_id: str) -> dict[str, tuple[Step, ...]]:
    """The steps behind each bar by its id, oldest first, each with the edits of that bar alone."""
    found: dict[str, list[Step]] = {}
    for step in _own_steps(tuple(steps), scenario_id)[1]:
        codes = dict(_recoded(step.edits))
        for group in _groups_of(step.edits):
            edits = tuple(e for e in step.edits if not _follows(e, codes) and _group_of(e) == group)
            found.setdefault(group, []).append(replace(step, edits=edits))
    return {group: tuple(of_group) for group, of_group in found.items()}


def _groups_of(edits: Iterable[Edit]) -> tuple[str, ...]:
    """The groups a step is part of; what only follows a BCU's new code is decided by nobody."""
    edits = tuple(edits)
    codes = dict(_recoded(edits))
    return tuple(dict.fromkeys(group for e in edits if not _follows(e, codes) and (group := _group_of(e))))


def _follows(edit: Edit, codes: Mapping[str, str]) -> bool:
    """Whether an edit only carries over a change of codes, old to new."""
    part, rest = edit.key[2], edit.key[3:]
    if part == "assignment":
        return isinstance(edit.before, str) and codes.get(edit.before) == edit.after
    return part in ("bcu", "override") and rest[0] in {*codes, *codes.values()}


def _group_of(edit: Edit) -> str:
    part, rest = edit.key[2], edit.key[3:]
    if part == "ward":
        return "wards" if rest[1] in ("dwo", "pcso") else ""
    if part == "bcu":
        return "map" if len(rest) == 1 else "dates" if rest[1] == "go_live" else ""
    if part == "assumption":
        of_value = len(rest) == 1 or rest[1] == "value"
        return "" if not of_value else "cost" if rest[0].startswith(COST_PREFIXES) else "posts"
    return _PARTS.get(part, "")


# Which boroughs a group is about


def _boroughs(plan: Plan, group: str, start: Scenario, end: Scenario) -> tuple[str, ...]:
    area = plan.area_of(end)
    match group:
        case "map":
            return _in_order(area, _differing(start.assignment, end.assignment))
        case "wards":
            return _in_order(area, _of_wards(area, start, end))
        case "youth":
            return _in_order(area, _differing(start.youth, end.youth))
        case "overrides":
            return _in_bcus(area, end, {cell[0] for cell in _differing_cells(start.overrides, end.overrides)})
        case "dates":
            both = set(start.bcus) & set(end.bcus)
            return _in_bcus(area, end, {c for c in both if start.bcus[c].go_live != end.bcus[c].go_live})
        case "baseline":
            was, is_ = plan.baseline_of(start).posts, plan.baseline_of(end).posts
            return _in_order(area, _differing(was, is_))
        case "posts" | "cost":
            return _in_order(area, end.assignment)
    return ()  # a one-off cost is the whole programme's


def _differing(a: Mapping[str, object], b: Mapping[str, object]) -> set[str]:
    return {key for key in {*a, *b} if a.get(key) != b.get(key)}


def _differing_cells(a: FrozenMap[CellKey, Override], b: FrozenMap[CellKey, Override]) -> set[CellKey]:
    return {key for key in {*a, *b} if key not in a or key not in b or a[key].posts != b[key].posts}


def _of_wards(area: Area, start: Scenario, end: Scenario) -> set[str]:
    was, is_ = start.wards, end.wards
    return {
        code
        for code, wards in area.wards_of.items()
        if any((was.dwo[i], was.pcso[i]) != (is_.dwo[i], is_.pcso[i]) for i in wards)
    }


def _in_bcus(area: Area, scenario: Scenario, codes: set[str]) -> tuple[str, ...]:
    return _in_order(area, {b for b, code in scenario.assignment.items() if code in codes})


def _in_order(area: Area, codes: Iterable[str]) -> tuple[str, ...]:
    wanted = set(codes)
    return tuple(code for code in area.borough_codes if code in wanted)
