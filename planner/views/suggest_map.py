"""A suggested map as a pane shows it: what was proved, each borough that would move, and what that changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused
from planner.scenario.types import Plan, Step
from planner.suggest import NoMap, SoFar, Suggestion, Terms, adopt, best_map, looked_at, repair, why_not
from planner.suggest.best import HearsBetter
from planner.suggest.said import value_words
from planner.suggest.terms import AIM_WORDS, Cancelled, Progress, crossings_of, never, silent
from planner.views.columns import Column
from planner.views.drag import CardLine, CardRow, all_rows, rule_lines
from planner.views.headline import wards_met
from planner.views.suggest import capital
from planner.words.names import listing, plural
from planner.words.numbers import signed, whole

_MOST_ALIKE = 4
NO_MOVES = "This map is the one there is now: no borough would move."


@dataclass(frozen=True, eq=False)
class Answer:
    """What came of a question: a map, or in words why there is none. `outcome` and `terms` are those asked about."""

    outcome: Outcome
    terms: Terms | None
    suggestion: Suggestion | None
    words: str
    label: str = ""
    """The step's words, were the map accepted."""
    ways: tuple[Way, ...] = ()
    """Where no map meets the terms: those that could be asked instead."""


@dataclass(frozen=True)
class Way:
    """A way out of terms that no map meets: what would be relaxed, and the terms then."""

    words: str
    terms: Terms


def find_best(
    outcome: Outcome,
    terms: Terms,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    better: HearsBetter | None = None,
) -> Answer:
    """The best map, or the terms that stand in its way. Raises SuggestError and Stopped.

    `better` hears of each map that is better than those met before it, while the search goes on.
    """
    area, baseline, scenario = outcome.area, outcome.baseline, outcome.scenario
    try:
        found = best_map(area, baseline, scenario, terms, progress, cancelled, outcome.terms, better)
    except NoMap as problem:
        reason = why_not(area, baseline, scenario, terms, progress, cancelled)
        if reason is None:
            return Answer(outcome, terms, None, str(problem))
        ways = tuple(Way(capital(one.relaxed), one.terms) for one in reason.reasons if one.value is not None)
        return Answer(outcome, terms, None, f"{reason.words} Nothing was changed.", ways=ways)
    return answer_of(outcome, found)


def so_far_words(met: SoFar) -> str:
    """The best map met while a search goes on, in a sentence."""
    values = zip(met.solver.problem.terms.aims, met.values, strict=True)
    said = "; ".join(f"{AIM_WORDS[aim]} {value_words(aim, value)}" for aim, value in values)
    terms = met.solver.problem.terms
    number = f", with {plural(met.found.k, 'BCU')}" if terms.fewest < terms.most else ""
    return f"Looking… Best so far, not proven: {said}{number}. Stop to look at it."


def kept_so_far(outcome: Outcome, met: SoFar) -> Answer:
    """The best map met before a search was stopped, as an answer to look at and accept. It is not proven."""
    return answer_of(outcome, met.suggestion())


def answer_of(outcome: Outcome, found: Suggestion) -> Answer:
    """A map of a front, or the best one, as an answer."""
    return Answer(outcome, found.terms, found, found.what_was_proved, _label(found))


def find_repair(
    outcome: Outcome, *, crossings: bool, progress: Progress = silent, cancelled: Cancelled = never
) -> Answer:
    """The fewest moves that meet the rules on geography. Raises SuggestError and Stopped."""
    allowed = crossings_of(outcome.area) if crossings else frozenset()
    try:
        found = repair(outcome.area, outcome.baseline, outcome.scenario, allowed, progress, cancelled)
    except NoMap as problem:
        return Answer(outcome, None, None, str(problem))
    label = f"Smallest repair: {plural(found.moved + found.assigned, 'borough')}"
    return Answer(outcome, None, found.suggestion, found.words, label)


def _label(found: Suggestion) -> str:
    aim = found.terms.aims[0]
    if not found.proven:
        return f"Best map met by {AIM_WORDS[aim]}, not proven: {value_words(aim, found.value)}"
    return f"Best map by {AIM_WORDS[aim]}: {value_words(aim, found.value)}"


def shown_as(plan: Plan, scenario_id: str, answer: Answer) -> Step | None:
    """The step that makes the map, to be looked at: neither locks nor a closed scenario hold it back.

    None where nothing would move. Raises Refused where the scenario has changed since.
    """
    if answer.suggestion is None:
        return None
    return looked_at(plan, scenario_id, answer.suggestion.scenario, answer.label)


def accept(plan: Plan, scenario_id: str, answer: Answer) -> Step | None:
    """The decision that makes the map, as one step. Raises Refused for what `why_not_accepted` tells."""
    refusal = why_not_accepted(answer)
    if refusal:
        raise Refused(refusal)
    assert answer.suggestion is not None  # a refusal says so
    return adopt(plan, scenario_id, answer.suggestion.scenario, answer.label)


def why_not_accepted(answer: Answer) -> str:
    """Why a map cannot be accepted, in a sentence; empty where it can."""
    found, scenario = answer.suggestion, answer.outcome.scenario
    if found is None:
        return "There is no map to accept."
    if scenario.closed:
        return f"{scenario.name} is {scenario.closed}: duplicate it to accept a map."
    if not found.moves:
        return NO_MOVES
    name = {b.code: b.name for b in answer.outcome.area.boroughs}
    held = [name[m.borough] for m in found.moves if m.borough in scenario.locked_boroughs]
    bcus = {c for m in found.moves for c in (m.source, m.target) if c in scenario.locked_bcus}
    held += sorted(scenario.bcus[code].name for code in bcus if code)
    if not held:
        return ""
    are = "is" if len(held) == 1 else "are"
    return f"{listing(held)} would have to change and {are} locked. Unlock, or keep the locks and ask again."


@dataclass(frozen=True)
class MoveRow:
    """A borough that would move: its name, and the BCUs by name."""

    borough: str
    name: str
    source: str
    target: str

    @property
    def words(self) -> str:
        """The move as a sentence."""
        return f"{self.name} from {self.source} to {self.target}"


def move_rows(answer: Answer) -> tuple[MoveRow, ...]:
    """Every borough that would move, by name."""
    found = answer.suggestion
    if found is None:
        return ()
    name = {b.code: b.name for b in answer.outcome.area.boroughs}
    bcus = {**answer.outcome.scenario.bcus, **found.scenario.bcus}
    rows = [
        MoveRow(m.borough, name[m.borough], bcus[m.source].name if m.source else "no BCU", bcus[m.target].name)
        for m in found.moves
    ]
    return tuple(sorted(rows, key=lambda row: row.name))


def move_columns() -> tuple[Column[MoveRow], ...]:
    """Borough, from, to."""
    return (
        Column("name", "Borough that moves", lambda row: row.name),
        Column("source", "From", lambda row: row.source),
        Column("target", "To", lambda row: row.target, is_strong=lambda row: True),
    )


def moves_head(answer: Answer) -> str:
    """How many boroughs would move, and what would be left with none."""
    found = answer.suggestion
    if found is None:
        return ""
    if not found.moves:
        return NO_MOVES
    words = f"{plural(len(found.moves), 'borough')} would move."
    if found.proposal.emptied:
        left = [answer.outcome.scenario.bcus[code].name for code in found.proposal.emptied]
        words += f" {listing(left)} would be left with no borough, and {'stays' if len(left) == 1 else 'stay'}."
    return " ".join([words, *found.notes])


def effect_rows(now: Outcome, then: Outcome) -> tuple[CardRow, ...]:
    """Posts, saving, superintendents and wards meeting the minimum: now, as it would be, and the change."""
    before, after = wards_met(now)[0], wards_met(then)[0]
    wards = CardRow("Wards meeting the minimum", whole(before), whole(after), signed(after - before))
    return (*all_rows(now, then), wards)


def effect_columns() -> tuple[Column[CardRow], ...]:
    """Figure, now, then, change."""
    return (
        Column("label", "Effect", lambda row: f"   {row.label}" if row.part else row.label),
        Column("now", "Now", lambda row: row.now, is_number=True),
        Column("then", "If accepted", lambda row: row.then, is_number=True),
        Column("change", "Change", lambda row: row.change, is_number=True, is_strong=lambda row: True),
    )


def rules_words(now: Outcome, then: Outcome) -> tuple[CardLine, ...]:
    """What would turn in the rules; many findings of one rule that turn alike are told as one line."""
    lines, found = rule_lines(now, then), []
    alike = Counter((line.sign, line.rule) for line in lines)
    for line in lines:
        many = alike[line.sign, line.rule]
        if many <= _MOST_ALIKE:
            found.append(line)
        elif not any((line.sign, line.rule) == (x.sign, x.rule) for x in found):
            found.append(
                replace(line, words=f"{plural(many, 'finding')} would be {line.sign}, the first: {line.words}")
            )
    return tuple(found)
