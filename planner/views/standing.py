"""Where a map stands among every possible one, in words and rows: now, if released, and if accepted.

`survey` works the distributions out and may be called off the window's thread; `place_rows` follows a drag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.outcome.evaluate import Outcome
from planner.suggest import Aim, Landscape, Place, Standing, SuggestError, Terms, standing
from planner.suggest.checker import faults
from planner.suggest.problem import Problem
from planner.suggest.said import aim_words, terms_words, value_words
from planner.suggest.standing import SAMPLE, SEED, best_number, is_counted, present_groups
from planner.suggest.terms import AIM_WORDS, MOST_OF, Cancelled, Progress, never, silent
from planner.views.columns import Column
from planner.views.tried import RELEASED, begun
from planner.words.frozen_map import FrozenMap
from planner.words.names import listing, plural
from planner.words.numbers import DASH, share, whole

_SMALL = 0.0001
NOW, BEST = "now", "best possible"
BOTH = "Both at once"

Aims = tuple[Aim, ...]


@dataclass(frozen=True, eq=False)
class Survey:
    """Every possible map under the terms, with what was counted of the map of one outcome.

    `best` has the proven best value of each aim. `counted` has the standings that only a count in the background can
    give, by their aims; a map that is dragged stands by the sample there. `quiet` says why the map has no place: a
    borough is in no BCU.
    """

    outcome: Outcome
    terms: Terms
    landscape: Landscape
    best: Mapping[Aim, float]
    counted: Mapping[Aims, Standing] = field(default_factory=dict)
    quiet: str = ""

    def holds_for(self, outcome: Outcome, terms: Terms) -> bool:
        """Whether the distributions are those of another outcome and other terms too."""
        return terms == self.terms and _world(self.outcome, terms) == _world(outcome, terms)


def _world(outcome: Outcome, terms: Terms) -> object:
    """What the distributions rest on: all of the scenario but where boroughs are, and what no map is judged by."""
    bare = replace(
        outcome.scenario,
        contacts=FrozenMap(),
        note="",
        read_only=False,
        frozen=None,
        locked_boroughs=terms.locked_boroughs,
        locked_bcus=terms.locked_bcus,
    )
    if not terms.locked_boroughs and not terms.locked_bcus:
        bare = replace(bare, assignment=FrozenMap())
    return bare, outcome.terms


def survey(outcome: Outcome, terms: Terms, progress: Progress = silent, cancelled: Cancelled = never) -> Survey:
    """The distribution of every aim over all possible maps. Raises SuggestError and Stopped."""
    asked = (outcome.area, outcome.baseline, outcome.scenario, terms)
    landscape = Landscape(*asked, lambda part: progress(part / 2), cancelled, outcome.terms)
    best = {aim: _best(landscape, aim, cancelled) for aim in terms.aims}
    return placed(Survey(outcome, terms, landscape, best), outcome, lambda part: progress(0.5 + part / 2), cancelled)


def _best(landscape: Landscape, aim: Aim, cancelled: Cancelled) -> float:
    asked = landscape.problem
    alone = replace(asked.terms, aims=(aim,), tolerance=0.0)
    problem = Problem(asked.area, asked.baseline, asked.scenario, alone, asked.prices, cancelled)
    return problem.shown(aim, best_number(problem, cancelled))


def placed(found: Survey, outcome: Outcome, progress: Progress = silent, cancelled: Cancelled = never) -> Survey:
    """The same distributions with the map of another outcome, counted where only the background can."""
    try:
        present_groups(outcome.scenario, outcome.area)
    except SuggestError as problem:
        return replace(found, outcome=outcome, counted={}, quiet=str(problem))
    counted: dict[Aims, Standing] = {}
    for aims in _background(found.terms):
        terms = replace(found.terms, aims=aims)
        asked = (outcome.area, outcome.baseline, outcome.scenario, terms)
        counted[aims] = standing(*asked, progress, cancelled, outcome.terms)
    return replace(found, outcome=outcome, counted=counted, quiet="")


def _background(terms: Terms) -> list[Aims]:
    """The aims whose standing is exact, but not at once: those with the spread among them."""
    wanted = [(aim,) for aim in terms.aims if aim is Aim.SPREAD]
    if len(terms.aims) == 2 and Aim.SPREAD in terms.aims and is_counted(terms):
        return [*wanted, terms.aims]
    return list(wanted)


def waits(terms: Terms) -> bool:
    """Whether a map's place takes a count in the background."""
    return bool(_background(terms))


@dataclass(frozen=True)
class PlaceRow:
    """One place: of which map by which aims, its value, and how many of all maps are as good or better."""

    key: str
    label: str
    value: str
    good: str
    part: str
    how: str
    words: str
    is_then: bool = False


def place_columns() -> tuple[Column[PlaceRow], ...]:
    """Which map by which aim, its value, maps as good or better, their share, and how that is known."""
    return (
        Column("label", "Map", lambda row: row.label, tip=lambda row: row.words, is_strong=lambda row: row.is_then),
        Column("value", "Value", lambda row: row.value, is_number=True, tip=lambda row: row.words),
        Column("good", "As good or better", lambda row: row.good, is_number=True, narrow="As good\nor better"),
        Column("part", "Share of all", lambda row: row.part, is_number=True, narrow="Share\nof all"),
        Column("how", "Known", lambda row: row.how, drop=1, tip=lambda row: row.words),
    )


def place_rows(
    found: Survey, now: Outcome, then: Outcome | None = None, if_words: str = RELEASED
) -> tuple[PlaceRow, ...]:
    """The present map's place by each aim, that of the map as it would be, and the best possible."""
    rows: list[PlaceRow] = []
    for at, aim in enumerate(found.terms.aims):
        for which, outcome in ((NOW, now), (if_words, then)):
            if outcome is not None and not unplaced(outcome):
                place = found.landscape.place(outcome.scenario)[at]
                rows.append(_row(found, which, _short(aim), value_words(aim, place.value), place, (aim,), outcome))
        rows.append(_best_row(found, aim))
    if len(found.terms.aims) == 2:
        for which, outcome in ((NOW, now), (if_words, then)):
            if outcome is not None and not unplaced(outcome):
                both = found.landscape.place_both(outcome.scenario)
                rows.append(_row(found, which, BOTH, DASH, both, found.terms.aims, outcome))
    return tuple(rows)


def unplaced(outcome: Outcome) -> bool:
    """Whether a map cannot be placed, since a borough is in no BCU."""
    return bool(outcome.unassigned)


def _row(found: Survey, which: str, name: str, value: str, place: Place, aims: Aims, outcome: Outcome) -> PlaceRow:
    counted = found.counted.get(aims) if outcome is found.outcome else None
    count = count_words(place if counted is None else counted)
    label = f"{name}, {which}"
    words = f"{label}: {value}; {count.good} maps are as good or better, {count.part}, {count.known}"
    return PlaceRow(f"{name} {which}", label, value, count.good, count.part, count.how, words, which != NOW)


@dataclass(frozen=True)
class Count:
    """Maps as good or better, in words: how many, their share, whether exact, and the interval."""

    good: str
    part: str
    how: str
    known: str
    is_one: bool


def count_words(place: Place | Standing) -> Count:
    """Maps as good as the present one or better, in words."""
    good, bounds = place.as_good_or_better, place.interval
    if bounds is None:
        return Count(whole(good), part_words(place.share), "exact", "counted exactly", good == 1)
    known = f"95 % interval {part_words(bounds[0])} to {part_words(bounds[1])}"
    if good <= 1:  # none of those drawn: the map itself may be one, and nought would be wrong
        most = f"under {whole(bounds[1] * place.maps)}"
        return Count(most, f"under {part_words(bounds[1])}".replace("under under", "under"), "sampled", known, False)
    return Count(f"about {whole(good)}", part_words(place.share), "sampled", known, False)


def _best_row(found: Survey, aim: Aim) -> PlaceRow:
    spread = found.landscape.distributions[aim]
    value = value_words(aim, found.best[aim])
    label = f"{_short(aim)}, {BEST}"
    if spread.method == "exact":
        good, part = whole(spread.below[0]), part_words(spread.below[0] / found.landscape.maps)
        words = f"{label}: {value}, proven; {plural(spread.below[0], 'map')}"
        return PlaceRow(f"{aim} best", label, value, good, part, "exact", words)
    return PlaceRow(f"{aim} best", label, value, DASH, DASH, "proven", f"{label}: {value}, proven")


def _short(aim: Aim) -> str:
    return {
        Aim.DEVIATION: "Largest deviation",
        Aim.LARGEST: "Largest BCU",
        Aim.SPREAD: "Spread",
        Aim.OUTLINE: "Borders",
        Aim.SAVING: "Saving",
        Aim.CHANGE: "Posts moved",
        Aim.EXPOSURE: "Largest exposure",
    }[aim]


def part_words(part: float) -> str:
    """A share of all maps; one too small to write says so."""
    return "under 0.01 %" if 0 < part < _SMALL else share(part, 2)


def standing_words(found: Survey, now: Outcome, then: Outcome | None = None, if_words: str = RELEASED) -> str:
    """The place in a sentence or two: the map as it would be while one is tried, else the present one."""
    if unplaced(now) and then is None:
        return found.quiet
    outcome, said = (then, begun(if_words)) if then is not None else (now, "Now")
    if unplaced(outcome):
        return f"{said}: a borough would be in no BCU, so the map has no place among whole ones."
    landscape = found.landscape
    places = landscape.place(outcome.scenario)
    values = [f"{aim_words(outcome.area, found.terms, p.aim)} {value_words(p.aim, p.value)}" for p in places]
    aims = found.terms.aims
    place = places[0] if len(aims) == 1 else landscape.place_both(outcome.scenario)
    counted = found.counted.get(aims) if outcome is found.outcome else None
    count = count_words(place if counted is None else counted)
    on = " on both" if len(aims) == 2 else ""
    return (
        f"{said}: {listing(values)}. Of {whole(landscape.maps)} possible maps, {count.good} "
        f"{'is' if count.is_one else 'are'} as good or better{on}: {count.part}, {count.known}."
        + _outside(found, outcome)
    )


def _outside(found: Survey, outcome: Outcome) -> str:
    groups = present_groups(outcome.scenario, outcome.area)
    if not faults(outcome.area, outcome.scenario, found.terms, groups):
        return ""
    return " It is not one of those counted itself, since it does not meet the terms."


def method_words(found: Survey) -> str:
    """How the counts are known, aim by aim, and what they are counts of."""
    parts = []
    for aim in found.terms.aims:
        name = AIM_WORDS[aim]
        if aim in MOST_OF:
            parts.append(f"{name}: counted exactly, also while a borough is dragged")
        elif aim is Aim.SPREAD:
            parts.append(f"{name}: counted exactly once a move is made; while dragging, and the bars, from the sample")
        else:
            parts.append(f"{name}: from the sample")
    sample = ""
    if any(aim not in MOST_OF for aim in found.terms.aims) or len(found.terms.aims) == 2:
        sample = f" The sample: {whole(SAMPLE)} maps drawn uniformly, seed {whole(SEED)}."
    said = "; ".join(parts)
    terms = terms_words(found.outcome.area, found.outcome.scenario, found.terms)
    return f"{said[:1].upper()}{said[1:]}.{sample} All maps: {plural(found.landscape.maps, 'map')} with {terms}."
