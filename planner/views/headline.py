"""The headline strip: scenario, posts, saving against the target in force, wards, and issues, as words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from planner.outcome.evaluate import Outcome
from planner.outcome.rules.result import OUTCOMES
from planner.scenario.targets import FORCE_WIDE, amount_words
from planner.views.issues import IssueCounts, counts
from planner.views.marks import mark_of
from planner.words.money import millions, signed_millions
from planner.words.names import plural
from planner.words.numbers import share, signed, whole
from planner.words.vocabulary import PRICE_YEAR, Status, Terms
from planner.words.vocabulary import Outcome as RuleOutcome


@dataclass(frozen=True)
class Part:
    """A stretch of a figure's words that is a figure of its own: `figure` can be asked for, `label` names it.

    `mark` stands after it where it rests on a provisional source (planner.views.marks).
    """

    text: str
    figure: str
    label: str
    mark: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure of the strip. `value` is large; `change` (bold) and `note` stand under it, `short` in a small window.

    `then` is the value as it would be after a move not yet made, empty when it would be the same;
    `figure` can be asked how it is worked out, and so can each of the `parts`, in reading order.
    """

    id: str
    label: str
    value: str
    change: str
    note: str
    short: str
    then: str
    figure: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Wards:
    """Wards meeting the minimum: in posts (W1 and W2) and in effect (W3), each with its worst outcome."""

    value: str
    in_posts: RuleOutcome
    in_effect: str
    effect: RuleOutcome
    then: str
    has_effect: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Headline:
    """Everything the strip says."""

    scenario: str
    status: str
    short_status: str
    posts: Figure
    saving: Figure
    wards: Wards
    teams: Figure
    counts: IssueCounts
    counts_then: IssueCounts | None


@lru_cache(maxsize=16)
def headline(now: Outcome, then: Outcome | None = None) -> Headline:
    """The strip of an outcome; with `then`, the outcome of a move not yet made, beside it."""
    return Headline(
        scenario=now.scenario.name,
        status=_status(now),
        short_status=_short_status(now),
        posts=_marked(now, _posts(now, then)),
        saving=_marked(now, _saving(now, then)),
        wards=_wards(now, then),
        teams=_marked(now, _teams(now, then)),
        counts=counts(now),
        counts_then=counts(then) if then is not None else None,
    )


def _marked(now: Outcome, figure: Figure) -> Figure:
    parts = tuple(replace(part, mark=mark_of(now, part.figure)) for part in figure.parts)
    return replace(figure, parts=parts)


def _status(now: Outcome) -> str:
    in_all = len(now.area.policed)
    parts = [now.scenario.closed or "draft"]
    parts.append(f"{whole(in_all - len(now.unassigned))} of {plural(in_all, 'borough')}")
    parts.append(f"baseline {_baseline(now)}")
    return _capital(" · ".join(parts))


def _short_status(now: Outcome) -> str:
    return _capital(f"{now.scenario.closed or 'draft'} · baseline {_baseline(now)}")


def _baseline(now: Outcome) -> str:
    return "illustrative" if now.baseline.status == Status.ILLUSTRATIVE else now.baseline.status.value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _changed(value: str, other: str) -> str:
    return other if other != value else ""


def _posts(now: Outcome, then: Outcome | None) -> Figure:
    value = whole(now.number("officers_in_all"))
    change = signed(now.number("officers_in_all_change"))
    baseline = whole(now.number("officers_in_all_baseline"))
    supervisors = signed(now.number("supervisors_in_all_change"))
    return Figure(
        id="posts",
        label="Officer posts",
        value=value,
        change=change,
        note=f"from {baseline} · supervisors {supervisors}",
        short=f"from {baseline}",
        then=_changed(value, whole(then.number("officers_in_all"))) if then is not None else "",
        figure="officers_in_all",
        parts=(
            Part(value, "officers_in_all", "Officer posts"),
            Part(change, "officers_in_all_change", "The change in officer posts"),
            Part(f"from {baseline}", "officers_in_all_baseline", "Officer posts of the baseline"),
            Part(f"supervisors {supervisors}", "supervisors_in_all_change", "The change in supervisors"),
        ),
    )


def terms_words(outcome: Outcome) -> str:
    """The price terms of a figure, in two words: "real 2017/18", or "cash" with the year the figure is for."""
    return f"real {PRICE_YEAR}" if outcome.terms == Terms.REAL else f"cash {outcome.full_year}"


def _saving(now: Outcome, then: Outcome | None) -> Figure:
    value = millions(now.number("full_year_saving"))
    target = now.scenario.targets.get(now.scenario.target_in_force)
    parts = [Part(value, "full_year_saving", "Full-year saving")]
    if target is None:
        change, note, short = "", f"no target in force, {terms_words(now)}", "no target in force"
    else:
        amount = amount_words(target)
        cumulative = f" by {target.by}" if target.kind == "cumulative" else ""
        named = f"{amount}{cumulative} target {target.id.upper()}"
        if target.scope == FORCE_WIDE and target.amount > 0:
            # Never as if this programme had to meet it alone (docs/decisions/0007).
            change = share(now.number("target_figure", target.id) / target.amount, 0)
            note, short = f"share of the force-wide {named}, {terms_words(now)}", f"share of force-wide {amount}"
            figure, label = "target_figure", "This programme's share of the target"
        else:
            change = signed_millions(now.number("gap", target.id))
            note, short = f"against {named}, {terms_words(now)}", f"v {amount} target"
            figure, label = "gap", "The gap against the target"
        parts += [
            Part(change, f"{figure}[{target.id}]", label),
            Part(named, f"target_amount[{target.id}]", "The target"),
        ]
    return Figure(
        id="saving",
        label="Full-year saving",
        value=value,
        change=change,
        note=note,
        short=short,
        then=_changed(value, millions(then.number("full_year_saving"))) if then is not None else "",
        figure="full_year_saving",
        parts=tuple(parts),
    )


def wards_met(outcome: Outcome) -> tuple[int, int, int]:
    """(wards meeting the minimum in posts, in effect, in all). In posts is W1 and W2 together, those that are on."""
    posts, effect = (int(outcome.number(name)) for name in ("wards_met", "wards_met_in_effect"))
    return posts, effect, len(outcome.area.wards)


def _worst(outcome: Outcome, rules: tuple[str, ...]) -> RuleOutcome:
    found = [r.worst for r in outcome.rules if r.id in rules]
    return min(found, key=OUTCOMES.index, default=RuleOutcome.MET)


def _wards(now: Outcome, then: Outcome | None) -> Wards:
    posts, effect, in_all = wards_met(now)
    value = f"{whole(posts)} of {whole(in_all)}"
    after = ""
    if then is not None:
        after_posts, _, after_all = wards_met(then)
        after = _changed(value, f"{whole(after_posts)} of {whole(after_all)}")
    return Wards(
        value=value,
        in_posts=_worst(now, ("W1", "W2")),
        in_effect=whole(effect),
        effect=_worst(now, ("W1", "W2", "W3")),
        then=after,
        has_effect=any(r.id == "W3" for r in now.rules),
        parts=(
            Part(value, "wards_met", "Wards meeting the minimum in posts"),
            Part(whole(effect), "wards_met_in_effect", "Wards meeting the minimum in effect"),
        ),
    )


def _teams(now: Outcome, then: Outcome | None) -> Figure:
    def words(outcome: Outcome) -> str:
        return f"{whole(outcome.number('dwos_in_all'))} · {whole(outcome.number('pcsos_in_all'))}"

    value = words(now)
    rules = now.scenario.rules
    note = f"minimum {whole(int(rules['W1.minimum']))} and {whole(int(rules['W2.minimum']))} in every ward"
    return Figure(
        id="teams",
        label="DWO · PCSO posts",
        value=value,
        change="",
        note=note,
        short="",
        then=_changed(value, words(then)) if then is not None else "",
        figure="dwos_in_all",
        parts=(
            Part(whole(now.number("dwos_in_all")), "dwos_in_all", "DWO posts"),
            Part(whole(now.number("pcsos_in_all")), "pcsos_in_all", "PCSO posts"),
        ),
    )
