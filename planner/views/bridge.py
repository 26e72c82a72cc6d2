"""From baseline cost to proposed cost and on to the target: by cause, or by what was decided. Values only.

Bars are changes of cost in pounds a year, full year, drawn from the baseline cost as nought; a saving goes down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.outcome.bridge import DecisionBar, DecisionBridge
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.outcome.inputs import BRIDGE_STEPS
from planner.scenario.targets import FORCE_WIDE, RECURRING, amount_words, fact_of, target_words
from planner.scenario.types import Target
from planner.views.charts import Level
from planner.views.marks import LEGEND, MARK, marked
from planner.views.scales import Scale, scale
from planner.words.money import in_millions, millions, pounds_pence, signed_in_millions, signed_millions, signed_pence
from planner.words.names import listing, plural
from planner.words.numbers import round_half_away, share, whole
from planner.words.vocabulary import Terms

MOST_STEPS_NAMED = 6
TOTAL, CHANGE, GAP = "total", "change", "gap"


@dataclass(frozen=True)
class BridgeBar:
    """One bar from `low` to `high` in £ million around the baseline cost. `kind` is total, change or gap.

    `amount` is in pounds; `shown` as read; `words` the whole in a sentence; `figure` what can be asked for, empty
    where it is no single figure; `boroughs` the codes that the bar is about.
    """

    id: str
    label: str
    kind: str
    amount: float
    shown: str
    start: float
    end: float
    words: str
    figure: str
    boroughs: tuple[str, ...]
    details: str = ""
    of_saving: bool = False
    """Whether the amount is of a saving, so that less of it costs more."""

    @property
    def costs(self) -> bool:
        """Whether the bar makes things dearer."""
        return self.amount < 0 if self.of_saving else self.amount > 0


@dataclass(frozen=True)
class Bridge:
    """The bars in reading order, what stands above and beneath them, and the same as a table."""

    title: str
    unit: str
    bars: tuple[BridgeBar, ...]
    across: Scale
    level: Level | None
    note: str
    summary: str
    heads: tuple[str, ...] = ("Step", "£ a year", "Boroughs")

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """Each bar with its pounds, to the penny, and the boroughs it is about."""
        return tuple((bar.label, f"{bar.amount:.2f}", " ".join(bar.boroughs)) for bar in self.bars)


def bridge_of_causes(outcome: Outcome) -> Bridge:
    """By cause, as the equations have it."""
    number = outcome.number
    assigned = tuple(b for b in outcome.members["borough"] if b in outcome.scenario.assignment)
    changes = [
        _Change(name, name, number("bridge", name), f"bridge[{name}]", _moved(outcome, at))
        for at, (name, _) in enumerate(BRIDGE_STEPS)
    ]
    overridden = {cell[0] for cell in outcome.scenario.overrides}
    homes = tuple(b for b in assigned if outcome.scenario.assignment[b] in overridden)
    changes.append(_Change("overrides", "Overrides", number("bridge_overrides"), "bridge_overrides", homes))
    if number("bridge_residual"):
        changes.append(_Change("residual", "Residual", number("bridge_residual"), "bridge_residual", ()))
    note = f"Change by the assumptions × cost of a post, all BCUs live all year. {LEGEND}."
    return _bridge(outcome, "Baseline to proposed cost, by cause", changes, note)


def bridge_of_decisions(outcome: Outcome, found: DecisionBridge) -> Bridge:
    """By what was decided; `found` is of the same scenario and terms, its figure the full-year saving."""
    assigned = tuple(b for b in outcome.members["borough"] if b in outcome.scenario.assignment)
    started = f"Full-year saving of the scenario {as_it_started(found)}: {pounds_pence(found.start)}."
    changes = [_Change("start", "As it started", -found.start, "decision[start]", assigned, started)]
    changes += [
        _Change(
            bar.id,
            bar.name,
            -bar.amount,
            f"decision[{bar.id}]",
            bar.boroughs,
            _decided(bar, terms_in_words(outcome)),
        )
        for bar in found.bars
    ]
    if found.interaction:
        said = "What the decisions do only together: full-year saving now − at the start − each decision alone."
        changes.append(_Change("interaction", "Interaction", -found.interaction, "decision[interaction]", (), said))
    changes.extend(_rounding(outcome, changes))
    return _bridge(outcome, "Baseline to proposed cost, by decision", changes, _decision_note(found))


@dataclass(frozen=True)
class _Change:
    id: str
    label: str
    pounds: float
    figure: str
    boroughs: tuple[str, ...]
    details: str = ""


def _rounding(outcome: Outcome, changes: Sequence[_Change]) -> Iterator[_Change]:
    """Pence between the cost and the saving, where a unit cost was given in parts of a penny."""
    left = _pence(_saved(outcome) + sum(change.pounds for change in changes))
    if left:
        said = "The saving is rounded once for each BCU."
        yield _Change("rounding", "Rounding to the penny", -left, "decision[rounding]", (), said)


def _saved(outcome: Outcome) -> float:
    return _pence(outcome.number("area_cost_baseline")) - _pence(outcome.number("area_cost_proposed"))


def _bridge(outcome: Outcome, title: str, changes: Sequence[_Change], note: str) -> Bridge:
    everywhere = outcome.members["borough"]
    before, after = (_pence(outcome.number(f"area_cost_{name}")) for name in ("baseline", "proposed"))
    bars = [_total(outcome, "baseline", "Baseline cost", before, 0.0, "area_cost_baseline", everywhere)]
    at = 0.0
    for change in changes:
        bars.append(_change(outcome, change, at))
        at = _pence(at + change.pounds)
    bars.append(_total(outcome, "proposed", "Proposed cost", after, after - before, "area_cost_proposed", everywhere))
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    if target is not None and target.scope != FORCE_WIDE and target.kind == RECURRING:
        bars += _to_target(outcome, target, before, after)
    level = None
    if bars[-1].id == "target":
        level = Level(bars[-1].end, bars[-2].label.removeprefix("Against "))
    said = [note, _target_note(outcome, target)]
    return Bridge(
        title,
        f"£ million a year, full year, {terms_words(outcome)}; nought is the baseline cost",
        tuple(bars),
        scale([end for bar in bars for end in (bar.start, bar.end)], 6),
        level,
        " ".join(part for part in said if part),
        f"{title}: {'; '.join(bar.words for bar in bars)}.",
    )


def terms_words(outcome: Outcome) -> str:
    """Price terms, and in cash the year that the full year is of."""
    words = terms_in_words(outcome)
    return words if outcome.terms is Terms.REAL else f"{words}, full year {outcome.full_year}"


def _total(
    outcome: Outcome, id_: str, label: str, pounds: float, end: float, figure: str, boroughs: tuple[str, ...]
) -> BridgeBar:
    shown = marked(in_millions(pounds), outcome, figure)
    return BridgeBar(
        id_, label, TOTAL, pounds, shown, 0.0, end / 1e6, f"{label} {millions(pounds)}", figure, boroughs,
        f"{label}: {pounds_pence(pounds)} a year.",
    )  # fmt: skip


def _change(outcome: Outcome, change: _Change, at: float) -> BridgeBar:
    # What a decision did is a difference of full-year savings, and as provisional as they are.
    figure = change.figure if change.figure.startswith("bridge") else "full_year_saving"
    return BridgeBar(
        change.id,
        change.label,
        CHANGE,
        change.pounds,
        marked(signed_in_millions(change.pounds), outcome, figure),
        at / 1e6,
        (at + change.pounds) / 1e6,
        f"{change.label} {signed_millions(change.pounds)}",
        change.figure,
        change.boroughs,
        change.details or f"{change.label}: {signed_pence(change.pounds)} a year.",
    )


def _to_target(outcome: Outcome, target: Target, before: float, after: float) -> list[BridgeBar]:
    """The gap, and the cost at which the target would just be met."""
    gap = outcome.number("gap", target.id)
    end = -target.amount
    words = f"{'better than' if gap >= 0 else 'short of'} {target_words(target)}"
    fact = f" ({fact_of(target)})" if fact_of(target) else ""
    figure, label = f"gap[{target.id}]", f"Against {amount_words(target)}{fact}"
    bar = BridgeBar(
        "gap", label, GAP, gap, marked(signed_in_millions(gap), outcome, figure), (after - before) / 1e6, end / 1e6,
        f"{signed_millions(gap)}, {words}", figure, (), f"{signed_pence(gap)} a year: {words}.",
    )  # fmt: skip
    goal = _total(
        outcome, "target", "Cost at the target", before - target.amount, end, f"target_amount[{target.id}]", ()
    )
    mark = MARK if bar.shown.endswith(MARK) else ""
    return [bar, replace(goal, shown=f"{in_millions(goal.amount)}{mark}")]


def _target_note(outcome: Outcome, target: Target | None) -> str:
    if target is None:
        return "No target is in force."
    if target.scope == FORCE_WIDE:
        if not target.amount:
            return f"Target in force: {target_words(target)}."
        part = share(outcome.number("target_figure", target.id) / target.amount, 0)
        return f"Target in force: {target_words(target)}, of which this programme is {part}: it has no bar of its own."
    if target.kind != RECURRING:
        return f"Target in force: {target_words(target)}, held against cumulative net saving, so it has no bar here."
    return f"Target in force: {target_words(target)}."


def _moved(outcome: Outcome, step: int) -> tuple[str, ...]:
    """Boroughs of the BCUs in which the assumptions change posts of a step."""
    change = (outcome.values["posts_worked"] - outcome.values["posts_baseline"]) * outcome.values["in_bridge_step"][
        step
    ]
    moved = {code for code, row in outcome.row_of.items() if change[row].any()}
    return tuple(b for b in outcome.members["borough"] if outcome.scenario.assignment.get(b) in moved)


def _decided(bar: DecisionBar, terms: str) -> str:
    """How a decision's bar comes about: with it and without it, and the steps behind it."""
    words = (
        f"{bar.name}: full-year saving of the scenario {on_what(bar)}, with them {pounds_pence(bar.with_it)} − "
        f"without {pounds_pence(bar.without)}: {_more_or_less(bar.amount)}{of_which_rounding(bar)}, {terms}."
    )
    words += only_years(bar)
    return f"{words} Decided in {plural(len(bar.steps), 'step')}: {_named(bar.steps)}."


def only_years(bar: DecisionBar) -> str:
    """What is said after a bar of nought that moves single years; else nothing."""
    return " They move single years, not the full year." if not bar.amount and bar.id in ("dates", "one_off") else ""


def of_which_rounding(bar: DecisionBar) -> str:
    """How much of a bar is only rounding of posts, so that nobody briefs it as a saving; nothing where none is."""
    return f", of which rounding of posts {pounds_pence(bar.rounding)}" if bar.rounding else ""


def on_what(bar: DecisionBar) -> str:
    """What a decision is measured on, in words."""
    return "as it started" if bar.id == "map" else "as it started with the present map"


def as_it_started(found: DecisionBridge) -> str:
    """Where the bridge by decision starts, in words."""
    return f"as {_lower(found.created_by)} made it" if found.created_by else "before its first step"


def _more_or_less(pounds: float) -> str:
    if not pounds:
        return "no difference"
    return f"{pounds_pence(abs(pounds))} a year {'more' if pounds > 0 else 'less'} saved"


def _named(steps: tuple[str, ...]) -> str:
    known = list(dict.fromkeys(steps))
    if len(known) <= MOST_STEPS_NAMED:
        return listing([f"“{label}”" for label in known])
    named = ", ".join(f"“{label}”" for label in known[:MOST_STEPS_NAMED])
    return f"{named} and {whole(len(known) - MOST_STEPS_NAMED)} more"


def _decision_note(found: DecisionBridge) -> str:
    if not found.steps:
        return f"Nothing was decided in this scenario yet. {LEGEND}."
    silent = ""
    if found.silent:
        verb = "moves" if found.silent == 1 else "move"
        silent = f" {plural(found.silent, 'step')} {verb} no money."
    how = "Each bar is what its decisions do alone, on the scenario as it started with the present map"
    return f"{how}; what they do only together is Interaction.{silent} {LEGEND}."


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _pence(pounds: float) -> float:
    return round_half_away(pounds, 2)
