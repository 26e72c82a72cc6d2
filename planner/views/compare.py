"""Two or more scenarios side by side: figures, posts, savings by year, rules, maps and decisions. Values only.

The first scenario is the one that the others are held against: every difference is theirs less its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.explain import terms_in_words
from planner.scenario.change import diff
from planner.scenario.plain import fingerprint, short
from planner.scenario.types import Plan
from planner.views.edit_words import NO_BCU, Names, Said, said_of
from planner.views.rules_rows import TITLES
from planner.words.money import change_in_pounds, pounds
from planner.words.names import listing, plural
from planner.words.numbers import DASH, change_in_whole, whole
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS, Status, Terms
from planner.words.vocabulary import Outcome as RuleOutcome

MOST = 6
"""Scenarios that are compared at once."""
POSTS, POUNDS, COUNT, WORDS = "posts", "£", "", "words"


class CompareError(ValueError):
    """What was asked for cannot be compared; the sentence says why and what to do."""


@dataclass(frozen=True)
class CompareRow:
    """One figure of each scenario. `values` are bare (numbers or words), `shown` as read, None where there is none.

    `changes` are those of the second scenario on less the first's, as read; empty for words.
    """

    label: str
    values: tuple[float | str | None, ...]
    shown: tuple[str, ...]
    changes: tuple[str, ...]
    is_total: bool = False

    @property
    def differs(self) -> bool:
        """Whether not all scenarios have the same."""
        return any(value != self.values[0] for value in self.values[1:])

    @property
    def bare(self) -> tuple[str, ...]:
        """The values and differences as they go to the clipboard: numbers bare."""
        first, found = self.values[0], [_bare(self.values[0])]
        for value, change in zip(self.values[1:], self.changes, strict=True):
            both = isinstance(value, float) and isinstance(first, float)
            found += [_bare(value), _bare(round(value - first, 2)) if both else change]  # type: ignore[operator]
        return tuple(found)


@dataclass(frozen=True)
class CompareTable:
    """Rows under one head; `unit` is said once, in the head."""

    id: str
    title: str
    unit: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True)
class Differing:
    """What another scenario decides otherwise than the first, as in the log: from the first's to the other's."""

    scenario: str
    changes: tuple[Said, ...]


@dataclass(frozen=True)
class Comparison:
    """The whole comparison. `names` are of the scenarios in order, `ids` theirs."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    terms: str
    tables: tuple[CompareTable, ...]
    decisions: tuple[Differing, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """A head for each column: the figure, each scenario, and its difference from the first."""
        found = ["", self.names[0]]
        for name in self.names[1:]:
            found += [name, "Difference"]
        return tuple(found)

    @property
    def are_alike(self) -> bool:
        """Whether nothing decided and no figure differs."""
        return not any(one.changes for one in self.decisions) and not any(
            row.differs for table in self.tables for row in table.rows
        )

    @property
    def summary(self) -> str:
        """What the comparison finds, in a sentence."""
        others = listing(self.names[1:])
        if self.are_alike:
            return f"{others} and {self.names[0]} decide the same and give the same figures."
        changes = sum(len(one.changes) for one in self.decisions)
        are = "is" if changes == 1 else "are"
        return f"{others} against {self.names[0]}: {plural(changes, 'value')} {are} decided otherwise. {self.terms}."


def compare(plan: Plan, ids: Sequence[str], terms: Terms = Terms.REAL) -> Comparison:
    """Compare scenarios of the plan, the first with each other one. Raises CompareError, KeyError for an unknown id."""
    _check(plan, ids)
    outcomes = tuple(evaluate_plan(plan, terms, id_) for id_ in ids)
    tables = (
        _headline(outcomes),
        *_posts(outcomes),
        _savings(outcomes),
        _rules(outcomes),
        _map(outcomes),
        _state(outcomes),
    )
    return Comparison(
        tuple(ids),
        tuple(o.scenario.name for o in outcomes),
        _terms(outcomes),
        tables,
        tuple(_decisions(plan, ids[0], other) for other in ids[1:]),
        outcomes,
    )


def _terms(outcomes: Sequence[Outcome]) -> str:
    """The price terms, and whether what the figures rest on is illustrative."""
    money = f"Money is in {terms_in_words(outcomes[0])}"
    illustrative = any(outcome.baseline.status == Status.ILLUSTRATIVE for outcome in outcomes)
    return f"{money}; the baseline is illustrative" if illustrative else money


def _check(plan: Plan, ids: Sequence[str]) -> None:
    if not 2 <= len(ids) <= MOST:
        raise CompareError(f"Choose 2 to {MOST} scenarios to compare; {len(ids)} {'is' if len(ids) == 1 else 'are'}.")
    if len(set(ids)) != len(ids):
        raise CompareError("A scenario is compared with others, not with itself. Choose each once.")
    if len({plan.scenario(id_).area_hash for id_ in ids}) > 1:
        raise CompareError("The scenarios are over two areas, whose boroughs and wards differ. Choose those of one.")


def differing_boroughs(one: Outcome, other: Outcome) -> frozenset[str]:
    """Codes of the boroughs that are in another BCU in the one than in the other."""
    mine, theirs = one.scenario.assignment, other.scenario.assignment
    return frozenset(b.code for b in one.area.policed if mine.get(b.code) != theirs.get(b.code))


# Rows


def _row(label: str, values: Sequence[float | None], unit: str, *, is_total: bool = False) -> CompareRow:
    write: Callable[[float], str] = pounds if unit == POUNDS else whole
    differ: Callable[[float, float], str] = change_in_pounds if unit == POUNDS else change_in_whole
    first = values[0]
    return CompareRow(
        label,
        tuple(values),
        tuple(DASH if value is None else write(value) for value in values),
        tuple(DASH if first is None or x is None else differ(first, x) for x in values[1:]),
        is_total,
    )


def _words(label: str, values: Sequence[str]) -> CompareRow:
    changes = tuple("" if value == values[0] else "differs" for value in values[1:])
    return CompareRow(label, tuple(values), tuple(values), changes)


_HEADLINE: tuple[tuple[str, str, str], ...] = (
    ("Officer posts", "officers_in_all", POSTS),
    ("Officer posts, change", "officers_in_all_change", POSTS),
    ("Supervisor posts", "supervisors_in_all", POSTS),
    ("Dedicated Ward Officer posts", "dwos_in_all", POSTS),
    ("PCSO posts", "pcsos_in_all", POSTS),
    ("Baseline cost", "area_cost_baseline", POUNDS),
    ("Proposed cost", "area_cost_proposed", POUNDS),
    ("Full-year saving", "full_year_saving", POUNDS),
    ("One-off cost in all", "one_off", POUNDS),
)


def _headline(outcomes: Sequence[Outcome]) -> CompareTable:
    rows = [_row(label, [o.number(name) for o in outcomes], unit) for label, name, unit in _HEADLINE]
    rows.append(_words("Target in force", [_target(o) for o in outcomes]))
    rows.append(_row("Against the target in force", [_gap(o) for o in outcomes], POUNDS))
    rows.append(_row("Wards at the minimum in posts", [o.number("wards_met") for o in outcomes], COUNT))
    rows.append(_row("Wards at the minimum in effect", [o.number("wards_met_in_effect") for o in outcomes], COUNT))
    for kind in (RuleOutcome.NOT_MET, RuleOutcome.AT_RISK, RuleOutcome.INCOMPLETE, RuleOutcome.MET):
        counts = [float(sum(rule.worst == kind for rule in o.rules)) for o in outcomes]
        rows.append(_row(f"Rules {kind.value}", counts, COUNT))
    return CompareTable("headline", "Headline", "posts and pounds", tuple(rows))


def _target(outcome: Outcome) -> str:
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    return DASH if target is None else target.name


def _gap(outcome: Outcome) -> float | None:
    in_force = outcome.scenario.target_in_force
    return outcome.number("gap", in_force) if in_force in outcome.scenario.targets else None


def _posts(outcomes: Sequence[Outcome]) -> Iterator[CompareTable]:
    codes = list(dict.fromkeys(code for o in outcomes for code in o.scenario.bcus))
    by_bcu = [{code: float(o.values["posts"][row].sum()) for code, row in o.row_of.items()} for o in outcomes]
    kept = [o.values["posts_kept"].sum(axis=0) for o in outcomes]
    counted = [o.values["posts"].sum(axis=0) + k for o, k in zip(outcomes, kept, strict=True)]
    totals = _row("All posts", [float(c.sum()) for c in counted], POSTS, is_total=True)
    named = [(code, _bcu_name(outcomes, code)) for code in codes]
    bcus = [_row(f"{name} ({code})", [x.get(code) for x in by_bcu], POSTS) for code, name in named]
    bcus.append(_row("Boroughs in no BCU", [float(k.sum()) for k in kept], POSTS))
    yield CompareTable("bcus", "Posts by BCU", "counted posts", (*bcus, totals))
    functions = (_row(f.value, [float(c[i].sum()) for c in counted], POSTS) for i, f in enumerate(FUNCTIONS))
    yield CompareTable("functions", "Posts by function", "counted posts", (*functions, totals))
    roles = (_row(r.value, [float(c[:, i].sum()) for c in counted], POSTS) for i, r in enumerate(ROLES))
    yield CompareTable("roles", "Posts by role", "counted posts", (*roles, totals))


def _bcu_name(outcomes: Sequence[Outcome], code: str) -> str:
    return next(o.scenario.bcus[code].name for o in outcomes if code in o.scenario.bcus)


def _savings(outcomes: Sequence[Outcome]) -> CompareTable:
    parts = (("Gross", "gross"), ("Net", "net"), ("Cumulative net", "cumulative_net"))
    rows = tuple(
        _row(f"{label}, {year}", [o.number(name, year) for o in outcomes], POUNDS)
        for label, name in parts
        for year in YEARS
    )
    return CompareTable("savings", "Savings by financial year", "£", rows)


def _rules(outcomes: Sequence[Outcome]) -> CompareTable:
    found = [{rule.id: rule.worst.value for rule in o.rules} for o in outcomes]
    rows = tuple(
        _words(f"{id_}  {title}", [x.get(id_, "off, or nothing to speak of") for x in found])
        for id_, title in TITLES.items()
        if any(id_ in x for x in found)
    )
    return CompareTable("rules", "Rules", "worst of what each finds", rows)


def _map(outcomes: Sequence[Outcome]) -> CompareTable:
    """The boroughs that are not in one BCU in all scenarios."""
    first = outcomes[0]
    moved = frozenset().union(*(differing_boroughs(first, o) for o in outcomes[1:]))
    rows = tuple(_words(b.name, [_home(o, b.code) for o in outcomes]) for b in first.area.policed if b.code in moved)
    return CompareTable("map", "Boroughs in another BCU", "BCU", rows)


def _home(outcome: Outcome, borough: str) -> str:
    code = outcome.scenario.assignment.get(borough)
    return NO_BCU if code is None else f"{outcome.scenario.bcus[code].name} ({code})"


def _state(outcomes: Sequence[Outcome]) -> CompareTable:
    """What each scenario stands on. Shown as words; a state or a fingerprint alone is no difference of figures."""
    rows = (
        _words("Baseline", [f"{o.baseline.name} ({short(o.baseline.hash)})" for o in outcomes]),
        _words("Fingerprint", [short(fingerprint(o.scenario)) for o in outcomes]),
    )
    return CompareTable("state", "What they stand on", "", rows)


# What is decided otherwise


def _decisions(plan: Plan, first: str, other: str) -> Differing:
    ours, theirs = plan.scenario(first), plan.scenario(other)
    alike = replace(
        theirs, id=first, name=ours.name, note=ours.note, read_only=ours.read_only, frozen=ours.frozen
    )  # what it is called and whether it is closed decides nothing
    one = replace(plan, scenarios=(ours,), current=first)
    two = replace(plan, scenarios=(alike,), current=first)
    names = _names(plan, first, other)
    return Differing(theirs.name, tuple(said_of(edit, names) for edit in diff(one, two)))


def _names(plan: Plan, first: str, other: str) -> Names:
    """Names of both scenarios: a BCU that only the other has is called as there."""
    ours, theirs = plan.scenario(first), plan.scenario(other)
    bcus = type(ours.bcus)({**theirs.bcus, **ours.bcus})
    targets = type(ours.targets)({**theirs.targets, **ours.targets})
    both = replace(ours, bcus=bcus, targets=targets)
    return Names(replace(plan, scenarios=(both, *(s for s in plan.scenarios if s.id != first))))


# As text for the clipboard and the terminal


def comparison_tsv(found: Comparison) -> str:
    """Every table as tab-separated text, numbers bare."""
    lines: list[str] = []
    for table in found.tables:
        lines.append("\t".join((table.title, *found.heads[1:])))
        lines += ["\t".join((row.label, *row.bare)) for row in table.rows]
        lines.append("")
    return "\n".join(lines)


def _bare(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.2f}".removesuffix(".00")


def comparison_plain(found: Comparison) -> dict[str, object]:
    """The comparison as JSON values."""
    return {
        "scenarios": [
            {"id": o.scenario.id, "name": o.scenario.name, "fingerprint": fingerprint(o.scenario)}
            for o in found.outcomes
        ],
        "terms": found.outcomes[0].terms.value,
        "tables": [
            {
                "id": table.id,
                "title": table.title,
                "unit": table.unit,
                "rows": [{"label": row.label, "values": list(row.values)} for row in table.rows],
            }
            for table in found.tables
        ],
        "decisions": [
            {
                "scenario": one.scenario,
                "changes": [{"what": x.place, "from": x.before, "to": x.after} for x in one.changes],
            }
            for one in found.decisions
        ],
    }
