"""How sure the saving is, as values: tornado, the value that just breaks the target, and chances from draws.

`study` works all of it out and may be called off the window's thread; the rest only writes it down. Money is in
£ million, in the outcome's own price terms. Nothing here says a force-wide target is this programme's alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.outcome.evaluate import Outcome
from planner.outcome.figures import Figure
from planner.outcome.sensitivity.cases import Aim, Cancelled, Progress, Stopped, aim_in_force
from planner.outcome.sensitivity.draws import COUNT, SEED, SHARES, Chance, Draws, draw
from planner.outcome.sensitivity.solve import Solution, crossovers
from planner.outcome.sensitivity.tornado import Bar, Tornado, tornado
from planner.scenario.targets import FORCE_WIDE, RECURRING, target_words
from planner.scenario.types import Target
from planner.views.assumption_rows import value_words
from planner.views.bridge import terms_words
from planner.views.charts import Level
from planner.views.columns import Column
from planner.views.marks import LEGEND, marked
from planner.views.scales import Scale, scale
from planner.words.money import in_millions, millions, signed_in_millions
from planner.words.names import plural
from planner.words.numbers import DASH, decimal, share, whole
from planner.words.vocabulary import YEARS

BINS = 40
MOST_BARS = 12


@dataclass(frozen=True, eq=False)
class Study:
    """Everything worked out for one outcome. `crossings` and `aim` are empty where the target is force-wide."""

    outcome: Outcome
    target: Target
    aim: Aim | None
    tornado: Tornado
    crossings: tuple[Solution, ...]
    draws: Draws


def study_json(found: Study) -> dict[str, object]:
    """The study as JSON values: pounds, shares and posts as numbers, each assumption by its id."""
    return {
        "scenario": found.outcome.scenario.name,
        "terms": found.outcome.terms.value,
        "price_terms": terms_words(found.outcome),
        "summary": summary(found),
        "target": {"id": found.target.id, "words": target_words(found.target), "amount": found.target.amount},
        "figure": {"name": str(found.tornado.figure), "words": figure_words(found.target), "now": found.tornado.now},
        "tornado": [
            {"assumption": b.assumption.id, "low": b.low, "high": b.high, "at_low": b.at_low, "at_high": b.at_high}
            for b in found.tornado.bars
        ],
        "crossovers": [
            {"assumption": s.assumption.id, "now": s.assumption.value, "just_meets": s.value, "just_fails": s.beyond,
             "closest": s.closest, "figure": s.figure, "within_range": s.within_range, "moves": s.moves}
            for s in found.crossings
        ],
        "draws": _draws_json(found),
    }  # fmt: skip


def _draws_json(found: Study) -> dict[str, object]:
    draws = found.draws
    return {
        "count": draws.count,
        "seed": draws.seed,
        "together": draws.is_together,
        "assumptions": [a.id for a in draws.drawn],
        "left_out": [a.id for a in draws.left_out],
        "quantiles": {f"{q:g}": x for q, x in zip(SHARES, draws.quantiles(), strict=True)},
        "chance": _chance_json(draws.chance) if found.aim is not None else None,
        "by_year": [
            {
                "year": year,
                "chance": _chance_json(draws.years[i]) if found.aim is not None else None,
                **{n: {f"{q:g}": float(x[j, i]) for j, q in enumerate(SHARES)} for n, x in draws.by_year.items()},
            }
            for i, year in enumerate(YEARS)
        ],
    }


def _chance_json(chance: Chance) -> dict[str, float]:
    return {"met": chance.met, "of": chance.of, "share": chance.share, "low": chance.low, "high": chance.high}


def study(
    outcome: Outcome,
    *,
    together: bool = False,
    count: int = COUNT,
    seed: int = SEED,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Study:
    """Tornado, crossovers and draws of the figure the target in force is held against. Raises Stopped."""
    target = outcome.scenario.targets[outcome.scenario.target_in_force]
    aim = aim_in_force(outcome) if target.scope != FORCE_WIDE else None
    bars = tornado(outcome, figure_of(target))
    if cancelled():
        raise Stopped
    crossings = crossovers(outcome, aim, cancelled) if aim is not None else ()
    draws = draw(outcome, count=count, seed=seed, together=together, progress=progress, cancelled=cancelled)
    return Study(outcome, target, aim, bars, crossings, draws)


def figure_of(target: Target) -> Figure:
    """The figure a target is held against."""
    return Figure("target_figure", (target.id,))


def figure_words(target: Target) -> str:
    """What that figure is."""
    return "Full-year saving" if target.kind == RECURRING else f"Cumulative net saving to {target.by}"


@dataclass(frozen=True)
class TornadoBar:
    """One assumption: the change of the figure in £ million at its low and its high, and what each value is."""

    id: str
    label: str
    low: float
    high: float
    low_words: str
    high_words: str
    words: str


@dataclass(frozen=True)
class TornadoChart:
    """Bars to either side of the figure as it is, the longest first, with the target as a level among them."""

    title: str
    unit: str
    bars: tuple[TornadoBar, ...]
    level: Level | None
    note: str
    heads: tuple[str, ...]
    across: Scale
    table: tuple[tuple[str, ...], ...]


def tornado_chart(found: Study) -> TornadoChart:
    """The tornado. Only the longest bars are drawn; the table has all of them."""
    now = found.tornado.now
    bars = tuple(_tornado_bar(bar, now) for bar in found.tornado.bars)
    name = figure_words(found.target)
    level = None
    if found.aim is not None:
        apart = found.aim.amount - now
        level = Level(apart / 1e6, f"target {signed_in_millions(apart)}", target_words(found.target))
    at_target = [level.value] if level is not None else []
    figure = marked(millions(now), found.outcome, str(found.tornado.figure))
    return TornadoChart(
        title=f"What each assumption's range does to {_in_a_sentence(name)}",
        unit=f"£ million from {figure}, {terms_words(found.outcome)}; filled at its low, hatched at its high",
        bars=bars[:MOST_BARS],
        level=level,
        note=_tornado_note(found.tornado, len(bars)),
        across=scale([0.0, *(end for bar in bars for end in (bar.low, bar.high)), *at_target], 6),
        heads=("Assumption", "Low", "High", f"{name} at low, £", f"{name} at high, £"),
        table=tuple(
            (b.assumption.name, f"{b.low:g}", f"{b.high:g}", f"{b.at_low:.2f}", f"{b.at_high:.2f}")
            for b in found.tornado.bars
        ),
    )


def _tornado_bar(bar: Bar, now: float) -> TornadoBar:
    unit = bar.assumption.unit
    low, high = value_words(bar.low, unit), value_words(bar.high, unit)
    at_low, at_high = signed_in_millions(bar.at_low - now), signed_in_millions(bar.at_high - now)
    words = (
        f"{bar.assumption.name}: at its low, {low}, {millions(bar.at_low)} ({at_low}); "
        f"at its high, {high}, {millions(bar.at_high)} ({at_high})"
    )
    return TornadoBar(
        bar.assumption.id, bar.assumption.name, (bar.at_low - now) / 1e6, (bar.at_high - now) / 1e6, low, high, words
    )


def _tornado_note(found: Tornado, count: int) -> str:
    said = []
    if not count:
        said.append("No assumption with a low and a high moves the figure. Give ranges in Assumptions.")
    if count > MOST_BARS:
        said.append(f"The {plural(count - MOST_BARS, 'shortest bar')} are in the table.")
    if found.unmoved:
        verb = "does" if len(found.unmoved) == 1 else "do"
        said.append(f"{plural(len(found.unmoved), 'range')} {verb} not move it.")
    if found.wrong:
        names = ", ".join(a.name for a in found.wrong)
        said.append(f"Left out, since the low is above the high: {names}.")
    return " ".join(said)


@dataclass(frozen=True)
class CrossingRow:
    """An assumption and the value of it that just meets the target, the others as they are."""

    id: str
    name: str
    now: str
    value: str
    standing: str
    words: str
    order: float


def crossing_rows(found: Study) -> tuple[CrossingRow, ...]:
    """What breaks soonest first: crossings within their range, then beyond it, then those that cannot be reached."""
    rows = [_crossing(found, solution) for solution in found.crossings]
    return tuple(sorted(rows, key=lambda row: (row.order, row.name)))


def _crossing(found: Study, solution: Solution) -> CrossingRow:
    a = solution.assumption
    now = value_words(a.value, a.unit)
    if not solution.moves:
        words = f"{a.name} does not move the figure."
        return CrossingRow(a.id, a.name, now, DASH, "does not move it", words, 4e9)
    if solution.value is None:
        closest = f"{value_words(solution.closest, a.unit)}, where it is {millions(solution.figure)}"
        words = f"No value of {a.name} changes whether the target is met: the closest is {closest}."
        return CrossingRow(a.id, a.name, now, DASH, "never", words, 3e9)
    meets, fails = value_words(solution.value, a.unit), value_words(solution.beyond, a.unit)
    inside = "within its range" if solution.within_range else "beyond its range"
    if a.low is None or a.high is None:
        inside = "no range given"
    words = f"{a.name} just meets the target at {meets}, {inside}; at {fails} it does not. It is {now} now."
    apart = abs(solution.value - a.value) / (abs(a.value) or 1.0)
    order = apart + {"within its range": 0.0, "beyond its range": 1e9}.get(inside, 2e9)
    return CrossingRow(a.id, a.name, now, meets, inside, words, order)


def crossing_columns() -> tuple[Column[CrossingRow], ...]:
    """Assumption, value now, the value that just meets the target, and whether its range reaches there."""
    return (
        Column("name", "Assumption", lambda row: row.name, tip=lambda row: row.words),
        Column("now", "Now", lambda row: row.now, is_number=True),
        Column("value", "Just meets", lambda row: row.value, is_number=True, tip=lambda row: row.words,
               about="The value at which the target is just met, the others as they are"),
        Column("standing", "Its range", lambda row: row.standing, tip=lambda row: row.words,
               order=lambda row: row.order, drop=1),
    )  # fmt: skip


@dataclass(frozen=True)
class ChanceRow:
    """A year: the chance of meeting the target by the year's measure, its band, and the middle of the draws."""

    year: str
    chance: str
    band: str
    low: str
    middle: str
    high: str
    words: str


def chance_rows(found: Study) -> tuple[ChanceRow, ...]:
    """A row for each year, and the target's own figure last."""
    draws, measure = found.draws, "gross" if found.target.kind == RECURRING else "cumulative_net"
    rows = []
    for i, year in enumerate(YEARS):
        low, middle, high = (float(draws.by_year[measure][SHARES.index(q), i]) for q in (0.05, 0.5, 0.95))
        rows.append(_chance_row(found, year, draws.years[i], low, middle, high))
    quantiles = draws.quantiles()
    ends = (quantiles[SHARES.index(q)] for q in (0.05, 0.5, 0.95))
    name = "Full year" if found.target.kind == RECURRING else f"By {found.target.by}"
    return (*rows, _chance_row(found, name, draws.chance, *ends))


def _chance_row(found: Study, name: str, chance: Chance, low: float, middle: float, high: float) -> ChanceRow:
    spread = f"5 % of draws are below {millions(low)}, half below {millions(middle)}, 95 % below {millions(high)}"
    if found.aim is None:
        text, band, words = DASH, DASH, f"{name}: {spread}"
    else:
        text, band = share(chance.share, 1), f"{share(chance.low, 1)} – {share(chance.high, 1)}"
        met = f"{whole(chance.met)} of {whole(chance.of)} draws meet {target_words(found.target)}"
        words = f"{name}: {met}, a chance of {text} (95 % band {band}); {spread}"
    return ChanceRow(name, text, band, in_millions(low), in_millions(middle), in_millions(high), words)


def chance_columns() -> tuple[Column[ChanceRow], ...]:
    """Year, chance with its band, and the spread of the draws in £ million."""
    return (
        Column("year", "Year", lambda row: row.year, tip=lambda row: row.words),
        Column("chance", "Chance", lambda row: row.chance, is_number=True, tip=lambda row: row.words,
               about="Share of the draws that meet the target by the year's measure"),
        Column("band", "95 % band", lambda row: row.band, is_number=True,
               about="How far a chance from this many draws may be off", drop=1),
        Column("low", "5 % below", lambda row: row.low, is_number=True, drop=2),
        Column("middle", "Half below", lambda row: row.middle, is_number=True),
        Column("high", "95 % below", lambda row: row.high, is_number=True, drop=2),
    )  # fmt: skip


@dataclass(frozen=True)
class Bin:
    """Draws from `low` to `high`, £ million."""

    low: float
    high: float
    count: int
    words: str


@dataclass(frozen=True)
class Distribution:
    """How the draws are spread, as upright bars over the figure in £ million."""

    title: str
    unit: str
    bins: tuple[Bin, ...]
    across: Scale
    up: Scale
    level: Level | None
    middle: Level
    heads: tuple[str, ...] = ("From, £", "To, £", "Draws")

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """Each bin with its draws."""
        return tuple((f"{b.low * 1e6:.0f}", f"{b.high * 1e6:.0f}", str(b.count)) for b in self.bins)


def distribution(found: Study) -> Distribution:
    """The draws in bins of equal width; the target stands among them where it is local policing's."""
    values = found.draws.figure / 1e6
    amount = found.aim.amount / 1e6 if found.aim is not None else None
    ends = [float(values.min()), float(values.max()), *([amount] if amount is not None else [])]
    across = scale(ends, 6)
    counts, edges = np.histogram(values, bins=BINS, range=(across.low, across.high))
    bins = tuple(
        Bin(float(low), float(high), int(n), f"{millions(low * 1e6)} to {millions(high * 1e6)}: {whole(n)} draws")
        for n, low, high in zip(counts, edges[:-1], edges[1:], strict=True)
    )
    half = float(np.median(values))
    level = Level(amount, "target", target_words(found.target)) if amount is not None else None
    return Distribution(
        title=f"{figure_words(found.target)} in {whole(found.draws.count)} draws",
        unit=f"draws in each £{decimal(bins[0].high - bins[0].low, 2)}m, {terms_words(found.outcome)}",
        bins=bins,
        across=across,
        up=scale([0.0, float(counts.max())], 4, whole=True),
        level=level,
        middle=Level(half, f"half below {millions(half * 1e6)}"),
    )


def method_words(draws: Draws) -> str:
    """How the draws were made, so that they can be made again."""
    how = "assumptions of a kind drawn together" if draws.is_together else "each assumption drawn by itself"
    said = (
        f"{whole(draws.count)} draws, seed {draws.seed}, {how}, {plural(len(draws.drawn), 'assumption')} from the "
        "triangle between low, value and high. The chance says nothing of what the ranges leave out."
    )
    if draws.left_out:
        names = ", ".join(a.name for a in draws.left_out)
        said += f" Kept at their value, which their range does not hold: {names}."
    return f"{said} {LEGEND}."


def summary(found: Study) -> str:
    """The answer in a sentence."""
    name, now = figure_words(found.target), found.tornado.now
    quantiles = found.draws.quantiles()
    low, high = quantiles[SHARES.index(0.05)], quantiles[SHARES.index(0.95)]
    said = f"{name} {millions(now)}; in nine draws of ten between {millions(low)} and {millions(high)}"
    if found.aim is None:
        part = share(now / found.target.amount, 0) if found.target.amount else DASH
        words = target_words(found.target)
        return (
            f"{said}. The target in force, {words}, is not this programme's alone: it is {part} of it. "
            "Put a local policing target in force to see the chance of meeting it."
        )
    chance, apart = found.draws.chance, now - found.aim.amount
    side = "above" if apart >= 0 else "below"
    return (
        f"{said}. Chance of meeting {target_words(found.target)}: {share(chance.share, 1)} "
        f"(95 % band {share(chance.low, 1)} – {share(chance.high, 1)}); now {millions(abs(apart))} {side} it."
    )


def _in_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
