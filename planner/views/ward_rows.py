"""The ward table: every ward with what is decided for it and what follows, filtered and totalled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.outcome.evaluate import Outcome
from planner.outcome.rules.result import MET, OUTCOMES
from planner.scenario.shipped import default_wards
from planner.scenario.types import WARD_FIELDS
from planner.views.columns import PASSING, Column, outcome_word
from planner.views.issues import WARD_RULES
from planner.words.names import SHORT_NAMES, normalise, plural
from planner.words.numbers import decimal, or_dash, share, whole
from planner.words.vocabulary import Outcome as RuleOutcome

CRIME = "crime_2015_mps_ward"
POPULATION = "pop_mid2019_est"
_UNCHANGED: frozenset[str] = frozenset()


@dataclass(frozen=True)
class WardRow:
    """A ward. `bcu` is empty while its borough is in no BCU: then what is decided does not count yet.

    `outcome` is the worst that W1–W4 find, None where all four are switched off; `reason` says why, empty when
    met. `abstraction` is a share 0–1. `changed` are the fields decided otherwise than a new scenario has them.
    `dwo_before` and `pcso_before` are the posts of the baseline, which count while the borough is in no BCU.
    """

    code: str
    name: str
    borough: str
    borough_name: str
    bcu: str
    dwo: int
    vacancies: int
    abstraction: float
    effective: float
    pcso: int
    ring_fenced: bool
    crime: float | None
    population: float | None
    outcome: RuleOutcome | None
    reason: str
    changed: frozenset[str]
    dwo_before: int
    pcso_before: int

    @property
    def is_changed(self) -> bool:
        """Whether anything decided for the ward is other than a new scenario has it."""
        return bool(self.changed)


@dataclass(frozen=True)
class WardFilter:
    """Which wards to show. `bcu` None is all, "" those of unassigned boroughs; no `boroughs` is all boroughs.

    `below` keeps the wards that do not meet the minimum, in posts or in effect; `changed` those with anything
    decided other than a new scenario has it; `text` is looked for in ward and borough names and codes.
    """

    bcu: str | None = None
    boroughs: frozenset[str] = frozenset()
    below: bool = False
    changed: bool = False
    text: str = ""

    @property
    def is_on(self) -> bool:
        """Whether anything may be left out."""
        return self != WardFilter()


def ward_rows(outcome: Outcome) -> tuple[WardRow, ...]:
    """Every ward, in the area's order."""
    area, wards = outcome.area, outcome.scenario.wards
    start = default_wards(len(area.wards))
    changed: list[set[str]] = [set() for _ in area.wards]
    for field in WARD_FIELDS:
        for i, (now, then) in enumerate(zip(getattr(wards, field), getattr(start, field), strict=True)):
            if now != then:
                changed[i].add(field)
    verdicts, reasons = _worst(outcome)
    nothing = (None,) * len(area.wards)
    crime = area.ward_measures.get(CRIME, nothing)
    population = area.ward_measures.get(POPULATION, nothing)
    effective = outcome.values["effective"].tolist()
    return tuple(
        WardRow(
            code=ward.code,
            name=ward.name,
            borough=ward.borough,
            borough_name=area.borough_by_code[ward.borough].name,
            bcu=outcome.scenario.assignment.get(ward.borough, ""),
            dwo=wards.dwo[i],
            vacancies=wards.vacancies[i],
            abstraction=wards.abstraction[i],
            effective=effective[i],
            pcso=wards.pcso[i],
            ring_fenced=wards.ring_fenced[i],
            crime=crime[i],
            population=population[i],
            outcome=verdicts[i],
            reason=reasons[i],
            changed=frozenset(changed[i]) if changed[i] else _UNCHANGED,
            dwo_before=outcome.baseline.ward_dwo[i],
            pcso_before=outcome.baseline.ward_pcso[i],
        )
        for i, ward in enumerate(area.wards)
    )


def _worst(outcome: Outcome) -> tuple[list[RuleOutcome | None], list[str]]:
    """The worst outcome of each ward, with every rule that is not met there and why."""
    results = [r for r in outcome.rules if r.id in WARD_RULES]
    count = len(outcome.area.wards)
    if not results:
        return [None] * count, [""] * count
    verdicts: list[RuleOutcome | None] = []
    reasons: list[str] = []
    for found in zip(*(r.found.tolist() for r in results), strict=True):
        i, worst = len(verdicts), min(found)
        verdicts.append(OUTCOMES[worst])
        faults = [f"{r.id}: {r.reason(i)}." for r, verdict in zip(results, found, strict=True) if verdict != MET]
        reasons.append("\n".join(faults))
    return verdicts, reasons


def filtered(rows: Sequence[WardRow], wanted: WardFilter) -> tuple[WardRow, ...]:
    """The rows that the filter keeps, in their order."""
    words = normalise(wanted.text).split()
    return tuple(row for row in rows if _keeps(wanted, row) and (not words or _matches(words, row)))


def _keeps(wanted: WardFilter, row: WardRow) -> bool:
    return (
        (wanted.bcu is None or row.bcu == wanted.bcu)
        and (not wanted.boroughs or row.borough in wanted.boroughs)
        and (not wanted.below or row.outcome in (RuleOutcome.NOT_MET, RuleOutcome.AT_RISK))
        and (not wanted.changed or row.is_changed)
    )


def _matches(words: list[str], row: WardRow) -> bool:
    text = normalise(f"{row.name} {row.borough_name} {row.code}")
    return all(word in text for word in words)


def ward_totals(shown: Sequence[WardRow], in_all: int) -> dict[str, str]:
    """What stands in the totals row, by column. The first column says how many wards are shown."""
    decided = " shown" if all(row.bcu for row in shown) else ": decided"
    return {
        "ward": f"{whole(len(shown))} of {plural(in_all, 'ward')}{decided}",
        "dwo": whole(sum(row.dwo for row in shown)),
        "vacancies": whole(sum(row.vacancies for row in shown)),
        "effective": decimal(sum(row.effective for row in shown), 1),
        "pcso": whole(sum(row.pcso for row in shown)),
        "ring_fenced": whole(sum(row.ring_fenced for row in shown)),
        "crime": _sum(row.crime for row in shown),
        "population": _sum(row.population for row in shown),
        "minimum": _faults(shown),
    }


def counted_totals(shown: Sequence[WardRow], outcome: Outcome) -> dict[str, str]:
    """What counts of the DWO and PCSO posts shown, as in the headline strip; empty where all that is decided does.

    The posts of a ward count as decided once its borough is in a BCU, and as in the baseline until then. An override
    of a BCU's ward officers counts in the whole alone, since it belongs to no ward.
    """
    if all(row.bcu for row in shown):
        return {}
    dwo = sum(row.dwo if row.bcu else row.dwo_before for row in shown)
    pcso = sum(row.pcso if row.bcu else row.pcso_before for row in shown)
    if len(shown) == len(outcome.area.wards):
        dwo, pcso = int(outcome.number("dwos_in_all")), int(outcome.number("pcsos_in_all"))
    return {"ward": "Counted: baseline if no BCU", "dwo": whole(dwo), "pcso": whole(pcso)}


def worst_totals(shown: Sequence[WardRow]) -> tuple[RuleOutcome | None, str]:
    """The worst outcome of the wards shown, and how many of them have it, for where there is no room for the words."""
    for verdict in OUTCOMES:
        count = sum(row.outcome == verdict for row in shown)
        if count:
            return verdict, "all" if verdict == RuleOutcome.MET else whole(count)
    return None, ""


def _sum(figures: Iterable[float | None]) -> str:
    known = [figure for figure in figures if figure is not None]
    return or_dash(sum(known) if known else None, whole)


def _faults(shown: Sequence[WardRow]) -> str:
    worst, count = worst_totals(shown)
    if worst is None:
        return ""
    return "all met" if worst == RuleOutcome.MET else f"{count} {worst.value}"


def percent(value: float) -> str:
    """A share as a figure for a column whose head says %: "12.5"."""
    return share(value).removesuffix(" %")


def exact_percent(value: float) -> str:
    """A share for the clipboard, with its sign and every digit, so that it reads back as the same: "12.5%"."""
    return f"{(Decimal(repr(value)) * 100).normalize():f}%"


def _grade_order(row: WardRow) -> int:
    return len(OUTCOMES) if row.outcome is None else OUTCOMES.index(row.outcome)


def _number(figure: float | None) -> float:
    return -1.0 if figure is None else figure


def _raw(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.15g}"


def _always(_: WardRow) -> bool:
    return True


WARD_COLUMNS: tuple[Column[WardRow], ...] = (
    Column("ward", "Ward", lambda r: r.name, tip=lambda r: f"{r.name}, {r.borough_name} ({r.code})"),
    Column(
        "borough",
        "Borough",
        lambda r: r.borough_name,
        tip=lambda r: r.borough_name,
        short=lambda r: SHORT_NAMES.get(r.borough_name, r.borough_name),
    ),
    Column("bcu", "BCU", lambda r: r.bcu or "none", drop=PASSING, about="The BCU of the ward's borough"),
    Column(
        "dwo",
        "DWO posts",
        lambda r: whole(r.dwo),
        is_number=True,
        raw=lambda r: str(r.dwo),
        order=lambda r: r.dwo,
        about="Dedicated Ward Officer posts: the nominal figure. Whole, 0–99",
        is_strong=lambda r: "dwo" in r.changed,
        is_editable=_always,
        figure=lambda r: f"dwo[{r.code}]",
        narrow="DWO\nposts",
    ),
    Column(
        "vacancies",
        "Vacancies",
        lambda r: whole(r.vacancies),
        is_number=True,
        raw=lambda r: str(r.vacancies),
        order=lambda r: r.vacancies,
        about="DWO posts with nobody in them. Whole, 0–99",
        is_strong=lambda r: "vacancies" in r.changed,
        is_editable=_always,
        figure=lambda r: f"vacancies[{r.code}]",
        drop=2,
        narrow="Vacan-\ncies",
    ),
    Column(
        "abstraction",
        "Abstraction %",
        lambda r: percent(r.abstraction),
        is_number=True,
        raw=lambda r: exact_percent(r.abstraction),
        order=lambda r: r.abstraction,
        about="Share of the DWOs' time taken for other duties, 0–100 %",
        is_strong=lambda r: "abstraction" in r.changed,
        is_editable=_always,
        figure=lambda r: f"abstraction[{r.code}]",
        drop=3,
        narrow="Abstr.\n%",
    ),
    Column(
        "effective",
        "Effective",
        lambda r: decimal(r.effective, 1),
        is_number=True,
        raw=lambda r: _raw(r.effective),
        order=lambda r: r.effective,
        about="Effective DWOs = (posts − vacancies) × (1 − abstraction)",
        is_strong=lambda r: r.effective != r.dwo,
        figure=lambda r: f"effective[{r.code}]",
        narrow="Effec-\ntive",
    ),
    Column(
        "pcso",
        "PCSO",
        lambda r: whole(r.pcso),
        is_number=True,
        raw=lambda r: str(r.pcso),
        order=lambda r: r.pcso,
        about="PCSO posts. Whole, 0–99",
        is_strong=lambda r: "pcso" in r.changed,
        is_editable=_always,
        figure=lambda r: f"pcso[{r.code}]",
        drop=1,
    ),
    Column(
        "ring_fenced",
        "Ring fence",
        lambda r: "yes" if r.ring_fenced else "no",
        about="Whether the ward's DWOs are ring-fenced from abstraction: yes or no",
        is_strong=lambda r: "ring_fenced" in r.changed,
        is_editable=_always,
        drop=4,
        narrow="Ring\nfence",
    ),
    Column(
        "crime",
        "Crime 2015",
        lambda r: or_dash(r.crime, whole),
        is_number=True,
        raw=lambda r: _raw(r.crime),
        order=lambda r: _number(r.crime),
        about="Crimes recorded in 2015, the Met's own ward figures",
        drop=PASSING + 1,
    ),
    Column(
        "population",
        "Population 2019",
        lambda r: or_dash(r.population, whole),
        is_number=True,
        raw=lambda r: _raw(r.population),
        order=lambda r: _number(r.population),
        about="Population estimate, mid-2019",
        drop=PASSING + 2,
    ),
    Column(
        "minimum",
        "Minimum",
        lambda r: outcome_word(r.outcome),
        order=_grade_order,
        about="The worst that rules W1–W4 find for the ward",
        outcome=lambda r: r.outcome,
        tip=lambda r: r.reason,
        narrow="Min.",
        short=lambda r: "",
    ),
)
WARD_COLUMN: dict[str, Column[WardRow]] = {column.key: column for column in WARD_COLUMNS}
