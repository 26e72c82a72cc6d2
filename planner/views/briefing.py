"""The briefing's content as values: one finding, five figures, three charts, a legend, and where it all comes from.

Every sentence is composed from the outcome's own figures, so that it cannot say more than they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.outcome.evaluate import Outcome
from planner.scenario.plain import fingerprint, short
from planner.scenario.targets import FORCE_WIDE, amount_words, target_words, when_words
from planner.views.charts import (
    ChangeChart,
    ColumnChart,
    LineChart,
    posts_chart,
    response_chart,
    savings_chart,
)
from planner.views.headline import headline, wards_met
from planner.views.issues import counts
from planner.views.response import response_record
from planner.views.savings import share_of
from planner.words.dates import full_date
from planner.words.money import millions, signed_millions
from planner.words.names import listing, plural, slug
from planner.words.numbers import share, signed, whole
from planner.words.vocabulary import Outcome as RuleOutcome
from planner.words.vocabulary import Terms

OFFICIAL = "OFFICIAL"
MARKINGS: tuple[str, ...] = (OFFICIAL, "OFFICIAL-SENSITIVE")
"""Protective markings a briefing may carry."""

_LONG_SOURCE = 80
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class NotePart:
    """A piece of the line under a figure; `glyph` names the sign before it, empty for none."""

    text: str
    glyph: str = ""


@dataclass(frozen=True)
class BriefingFigure:
    """One of the five figures: its label, the figure as read, and what stands under it."""

    label: str
    value: str
    note: tuple[NotePart, ...]

    @property
    def note_text(self) -> str:
        """The note as words alone."""
        return ", ".join(part.text for part in self.note)


@dataclass(frozen=True)
class LegendEntry:
    """A BCU of the legend. `fill` is empty for the boroughs in none."""

    code: str
    name: str
    fill: str


@dataclass(frozen=True)
class Briefing:
    """Everything on the picture, and what goes with it: alternative text, file name, warnings to show first."""

    title: str
    scenario_line: str
    marking: str
    figures: tuple[BriefingFigure, ...]
    savings: ColumnChart
    posts: ChangeChart
    response: LineChart
    legend: tuple[LegendEntry, ...]
    source: str
    attribution: str
    fingerprint: str
    alt_text: str
    file_name: str
    warnings: tuple[str, ...]


def briefing(outcome: Outcome, *, as_at: date, unsaved: bool = False, marking: str = OFFICIAL) -> Briefing:
    """The briefing of an outcome. `unsaved` says that the plan has changes that are not in its file."""
    scenario, title = outcome.scenario, briefing_title(outcome)
    warnings = _warnings(outcome, unsaved)
    figures = _figures(outcome)
    charts = savings_chart(outcome), posts_chart(outcome), response_chart()
    return Briefing(
        title=title,
        scenario_line=" · ".join(_scenario_parts(outcome, as_at, unsaved)),
        marking=marking,
        figures=figures,
        savings=charts[0],
        posts=charts[1],
        response=charts[2],
        legend=_legend(outcome),
        source=_source(outcome),
        attribution=outcome.area.attribution,
        fingerprint=fingerprint(scenario),
        alt_text=_alt_text(outcome, title, figures, charts),
        file_name=f"briefing-{slug(scenario.name)}.png",
        warnings=warnings,
    )


def briefing_title(outcome: Outcome) -> str:
    """The finding in one line."""
    with_boroughs = sum(1 for boroughs in outcome.boroughs_of.values() if boroughs)
    if not with_boroughs:
        return f"No Basic Command Unit yet: {_boroughs_kept(outcome)}"
    subject = f"{in_words(with_boroughs).capitalize()} Basic Command {'Unit' if with_boroughs == 1 else 'Units'}"
    finding = f"{subject} would {_saving_words(outcome)}"
    if outcome.unassigned:
        return f"{finding}, with {plural(len(outcome.unassigned), 'borough')} not yet in one"
    return f"{finding} {_ward_words(outcome)}"


def _boroughs_kept(outcome: Outcome) -> str:
    return f"all {plural(len(outcome.unassigned), 'borough')} keep their baseline posts"


def _saving_words(outcome: Outcome) -> str:
    saving = outcome.number("full_year_saving")
    in_cash = " in cash" if outcome.terms == Terms.CASH else ""
    if millions(saving) == millions(0) or millions(-saving) == millions(0):
        return "save nothing to speak of a year"
    if saving < 0:
        return f"cost {millions(-saving)} a year more{in_cash}"
    return f"save {millions(saving)} a year{in_cash}"


def _ward_words(outcome: Outcome) -> str:
    """What the scenario gives the wards, every borough being in a BCU."""
    minimum = int(outcome.scenario.rules.get("W1.minimum", 0))
    posts = outcome.scenario.wards.dwo
    below = sum(1 for n in posts if n < minimum)
    if below:
        return f"but leave {plural(below, 'ward')} below {_officers(minimum)}"
    least = min(posts, default=0)
    at_least = "at least " if max(posts, default=0) > least else ""
    words = f"and give every ward {at_least}{_officers(least)}"
    effective = outcome.values["effective"]
    full = int((effective >= minimum).sum())
    if full < len(posts):
        words += f" in posts, {whole(full)} of {whole(len(posts))} in effect"
    return words


def _officers(count: int) -> str:
    return f"{in_words(count)} {'officer' if count == 1 else 'officers'}"


def in_words(count: int) -> str:
    """A count as prose has it: "twelve", and 13 on in figures."""
    return _WORDS[count] if count < len(_WORDS) else whole(count)


def _scenario_parts(outcome: Outcome, as_at: date, unsaved: bool) -> list[str]:
    scenario = outcome.scenario
    state = {"frozen": "Frozen", "read-only": "Read-only"}.get(scenario.closed, "Draft, not locked")
    parts = [f"Scenario: {scenario.name}", state]
    if unsaved:
        parts.append("changes not saved")
    failed = _failed(outcome)
    if failed:
        parts.append(f"{'rule' if len(failed) == 1 else 'rules'} not met: {', '.join(failed)}")
    parts += [f"as at {full_date(as_at)}", outcome.area.name, f"fingerprint {short(fingerprint(scenario))}"]
    return parts


def _failed(outcome: Outcome) -> list[str]:
    return [rule.id for rule in outcome.rules if rule.worst == RuleOutcome.NOT_MET]


def _warnings(outcome: Outcome, unsaved: bool) -> tuple[str, ...]:
    found = []
    failed = _failed(outcome)
    if failed:
        found.append(f"{plural(len(failed), 'rule')} not met: {', '.join(failed)}. The briefing says so.")
    if unsaved:
        found.append("The plan has changes that are not saved. The briefing says so.")
    if outcome.unassigned:
        found.append(f"{plural(len(outcome.unassigned), 'borough')} not yet in a BCU. The briefing says so.")
    return tuple(found)


def _figures(outcome: Outcome) -> tuple[BriefingFigure, ...]:
    head, count = headline(outcome), counts(outcome)
    posts = NotePart(
        f"{head.posts.change} from {whole(outcome.number('officers_in_all_baseline'))}; "
        f"supervisors {signed(outcome.number('supervisors_in_all_change'))}"
    )
    rules = (
        NotePart(f"{count.not_met} not met", "not_met"),
        NotePart(f"{count.at_risk} at risk", "at_risk"),
        NotePart(f"{count.incomplete} incomplete", "incomplete"),
    )
    return (
        BriefingFigure("Officer posts", head.posts.value, (posts,)),
        BriefingFigure(f"Full-year saving, {_short_terms(outcome)}", head.saving.value, (_against(outcome),)),
        BriefingFigure("Wards at the minimum", head.wards.value, _wards_note(outcome)),
        BriefingFigure("Dedicated Ward Officers", whole(outcome.number("dwos_in_all")), (_teams_note(outcome),)),
        BriefingFigure("Rules", f"{count.rules_met} met", rules),
    )


def _short_terms(outcome: Outcome) -> str:
    return "real 2017/18 prices" if outcome.terms == Terms.REAL else f"cash, {outcome.full_year}"


def _against(outcome: Outcome) -> NotePart:
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    if target is None:
        return NotePart("no target in force")
    asked = f"{amount_words(target)} {when_words(target)}"
    if target.scope == FORCE_WIDE:
        part = share_of(outcome.number("target_figure", target.id), target)
        if part is None:
            return NotePart("no amount is asked")
        return NotePart(f"{share(part, 0)} of the force-wide {asked}")
    return NotePart(f"{signed_millions(outcome.number('gap', target.id))} against the {asked} target")


def _wards_note(outcome: Outcome) -> tuple[NotePart, ...]:
    posts, effect, in_all = wards_met(outcome)
    if outcome.unassigned:
        waiting = sum(len(outcome.area.wards_of[code]) for code in outcome.unassigned)
        return (NotePart(f"{whole(waiting)} not yet in a BCU", "incomplete"), NotePart(f"{whole(effect)} in effect"))
    glyph = "met" if posts == in_all else "not_met"
    effect_glyph = "met" if effect == in_all else "at_risk" if posts == in_all else "not_met"
    return (NotePart("in posts", glyph), NotePart(f"{whole(effect)} in effect", effect_glyph))


def _teams_note(outcome: Outcome) -> NotePart:
    pcsos = plural(int(outcome.number("pcsos_in_all")), "PCSO")
    if outcome.unassigned:
        change = signed(outcome.number("dwos_in_all_change"))
        return NotePart(f"{change} from {whole(outcome.number('dwos_in_all_baseline'))}; {pcsos}")
    wards = outcome.scenario.wards
    return NotePart(f"{_each(wards.dwo)}; {pcsos}, {_each(wards.pcso)}")


def _each(posts: tuple[int, ...]) -> str:
    least, most = min(posts, default=0), max(posts, default=0)
    if least == most:
        return f"{in_words(least)} in every ward"
    if least:
        return f"{in_words(least)} or more a ward"
    return f"none in {plural(sum(1 for n in posts if not n), 'ward')}"


def _legend(outcome: Outcome) -> tuple[LegendEntry, ...]:
    bcus = sorted(outcome.scenario.bcus.values(), key=lambda bcu: (bcu.name.casefold(), bcu.code))
    entries = [LegendEntry(bcu.code, bcu.name, bcu.fill) for bcu in bcus if outcome.boroughs_of[bcu.code]]
    if outcome.unassigned:
        entries.append(LegendEntry("none", "in no BCU yet", ""))
    return tuple(entries)


def _source(outcome: Outcome) -> str:
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    parts = [_baseline_words(outcome)]
    if target is not None:
        parts.append(f"Target: {target_words(target)}.")
    parts += [f"Response: {response_record().source}.", outcome.area.attribution]
    return " ".join(parts)


def _baseline_words(outcome: Outcome) -> str:
    """Status of the baseline, and its source as far as a line has room: its first sentence, or clause."""
    baseline = outcome.baseline
    source = baseline.source.partition(". ")[0].rstrip(".")
    if len(source) > _LONG_SOURCE:
        source = source.partition(", ")[0]
    words = f"Baseline posts are {baseline.status.value}"
    return f"{words}: {source[:1].lower()}{source[1:]}." if source else f"{words}."


def _alt_text(
    outcome: Outcome,
    title: str,
    figures: tuple[BriefingFigure, ...],
    charts: tuple[ColumnChart, ChangeChart, LineChart],
) -> str:
    """The picture in words, for those who cannot see it."""
    savings, posts, response = charts
    names = {b.code: b.name for b in outcome.area.boroughs}
    bcus = "; ".join(
        f"{outcome.scenario.bcus[code].name} ({code}): {listing([names[b] for b in boroughs])}"
        for code, boroughs in outcome.boroughs_of.items()
        if boroughs
    )
    by_figure = ". ".join(f"{figure.label}: {figure.value}, {figure.note_text}" for figure in figures)
    by_year = ", ".join(f"{bar.label} {bar.shown}" for bar in savings.bars)
    by_kind = ", ".join(f"{bar.label} {bar.shown}" for bar in posts.bars)
    at_end = ", ".join(f"{line.label} per cent" for line in response.series)
    target = f", {response.level.words} per cent" if response.level is not None else ""
    parts = [
        title,
        f"Scenario {outcome.scenario.name}",
        by_figure,
        f"Map of BCUs: {bcus}" if bcus else "Map: no BCU yet",
        f"{savings.title}, {savings.unit}: {by_year}",
        f"{posts.title}, {posts.unit}: {by_kind}",
        f"{response.title}, last month of the record: {at_end}{target}",
    ]
    return ". ".join(parts) + "."
