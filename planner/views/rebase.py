"""The baseline moved: what the newer one changes, cell by cell, and what each change does to posts and pounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planner.area.build import cell_index
from planner.area.types import Area, Baseline
from planner.outcome.evaluate import Outcome, evaluate
from planner.scenario.moved import newest_baseline
from planner.scenario.types import Plan, Scenario, Step
from planner.views.columns import Column
from planner.words.money import pounds, pounds_pence
from planner.words.names import plural
from planner.words.numbers import round_half_away, signed, whole, with_sign
from planner.words.vocabulary import FUNCTIONS, ROLES, Terms

MOST_ALONE = 200
"""Changed cells each measured alone; where there are more, a borough's are measured together."""


@dataclass(frozen=True)
class Moved:
    """A newer baseline of the same name: `words` for the banner, `short` where there is little room. `cells` counts
    what differs.
    """

    scenario: str
    baseline: Baseline
    cells: int
    words: str
    short: str


@dataclass(frozen=True)
class EffectRow:
    """One change of the baseline: from what to what in posts, and what it alone does to the scenario.

    `posts` is the change of counted posts, `pounds` that of the full-year saving, to the penny. `is_total` marks
    the last rows: what the changes do only together, and all of them.
    """

    place: str
    what: str
    before: str
    after: str
    posts: int
    pounds: float
    is_total: bool = False


@dataclass(frozen=True)
class _Cell:
    """A changed figure of the baseline: a borough's post cell, or a ward's posts."""

    place: str
    what: str
    before: int
    after: int
    borough: str
    at: int
    part: str


def moved(plan: Plan, scenario_id: str, steps: Iterable[Step]) -> Moved | None:
    """The newer baseline and how to say it; None where the scenario is over the newest of the name."""
    newest = newest_baseline(plan, scenario_id, steps)
    if newest is None:
        return None
    scenario = plan.scenario(scenario_id)
    own = plan.baseline_of(scenario)
    count = len(_cells(plan.area_of(scenario), own, newest))
    whence = "came into the plan since" if newest.hash in plan.baselines else "ships with this planner"
    words = (
        f"The baseline moved: another “{own.name}” {whence}, with {plural(count, 'other figure')}. {scenario.name} "
        "stays over its own until you rebase it."
    )
    return Moved(scenario_id, newest, count, words, f"The baseline moved: {plural(count, 'figure')}")


def effect_rows(plan: Plan, scenario_id: str, newest: Baseline, terms: Terms = Terms.REAL) -> tuple[EffectRow, ...]:
    """What the newer baseline changes and does, in area order; then what the changes do only together, and in all."""
    scenario = plan.scenario(scenario_id)
    area, own = plan.area_of(scenario), plan.baseline_of(scenario)
    was = _figures(evaluate(area, own, scenario, terms))
    cells = _cells(area, own, newest)
    groups = [[cell] for cell in cells] if len(cells) <= MOST_ALONE else _by_borough(cells)
    rows = [_row(area, own, scenario, terms, group, was) for group in groups]
    becomes = _figures(evaluate(area, newest, scenario, terms))
    posts, saved = becomes[0] - was[0], _pence(becomes[1] - was[1])
    apart = posts - sum(row.posts for row in rows), _pence(saved - sum(row.pounds for row in rows))
    if any(apart):
        rows.append(EffectRow("Only together", "rounding", "", "", *apart, is_total=True))
    ends = whole(_in_all(own)), whole(_in_all(newest))
    rows.append(EffectRow("All changes", "baseline posts", *ends, posts, saved, is_total=True))
    return tuple(rows)


def effect_columns() -> tuple[Column[EffectRow], ...]:
    """The columns of the effects' table."""
    return (
        Column("place", "Where", lambda x: x.place, is_strong=lambda x: x.is_total, about="The borough or ward"),
        Column("what", "Baseline posts of", lambda x: x.what, about="Function and role, or the ward's posts"),
        Column("before", "Was", lambda x: x.before, is_number=True, about="Posts in the scenario's own baseline"),
        Column("after", "Is", lambda x: x.after, is_number=True, about="Posts in the newer baseline"),
        Column(
            "posts", "Counted posts", lambda x: signed(x.posts), is_number=True, raw=lambda x: str(x.posts),
            order=lambda x: x.posts, about="What the change alone does to the scenario's counted posts",
        ),
        Column(
            "pounds", "Full-year saving, £", lambda x: with_sign(pounds(x.pounds)).replace("£", ""), is_number=True,
            raw=lambda x: f"{x.pounds:.2f}", order=lambda x: x.pounds, tip=lambda x: pounds_pence(x.pounds),
            about="What the change alone does to the full-year saving",
        ),
    )  # fmt: skip


def _figures(outcome: Outcome) -> tuple[int, float]:
    posts = outcome.number("officers_in_all") + outcome.number("pcsos_in_all")
    return round(posts), _pence(outcome.number("full_year_saving"))


def _pence(pounds_: float) -> float:
    return round_half_away(pounds_, 2)


def _in_all(baseline: Baseline) -> int:
    return sum(sum(posts) for posts in baseline.posts.values())


def _cells(area: Area, own: Baseline, newest: Baseline) -> list[_Cell]:
    return [*_post_cells(area, own, newest), *_ward_cells(area, own, newest)]


def _post_cells(area: Area, own: Baseline, newest: Baseline) -> Iterator[_Cell]:
    for borough in area.policed:
        was, is_ = own.posts[borough.code], newest.posts[borough.code]
        if was == is_:
            continue
        for function in FUNCTIONS:
            for role in ROLES:
                at = cell_index(function, role)
                if was[at] != is_[at]:
                    what = f"{function.value}, {role.value}"
                    yield _Cell(borough.name, what, was[at], is_[at], borough.code, at, "posts")


def _ward_cells(area: Area, own: Baseline, newest: Baseline) -> Iterator[_Cell]:
    for part, what in (("ward_dwo", "DWO posts"), ("ward_pcso", "PCSO posts")):
        was, is_ = getattr(own, part), getattr(newest, part)
        for at, ward in enumerate(area.wards):
            if was[at] != is_[at]:
                name = f"{ward.name}, {area.borough_by_code[ward.borough].name}"
                yield _Cell(name, what, was[at], is_[at], ward.borough, at, part)


def _by_borough(cells: list[_Cell]) -> list[list[_Cell]]:
    found: dict[str, list[_Cell]] = {}
    for cell in cells:
        found.setdefault(cell.borough, []).append(cell)
    return list(found.values())


def _row(
    area: Area, own: Baseline, scenario: Scenario, terms: Terms, cells: list[_Cell], was: tuple[int, float]
) -> EffectRow:
    figures = _figures(evaluate(area, _with(own, cells), scenario, terms))
    effect = figures[0] - was[0], _pence(figures[1] - was[1])
    first = cells[0]
    if len(cells) == 1:
        return EffectRow(first.place, first.what, whole(first.before), whole(first.after), *effect)
    posts = [cell for cell in cells if cell.part == "posts"]
    ends = whole(sum(cell.before for cell in posts)), whole(sum(cell.after for cell in posts))
    name = area.borough_by_code[first.borough].name
    return EffectRow(name, plural(len(cells), "figure"), *ends, *effect)


def _with(own: Baseline, cells: list[_Cell]) -> Baseline:
    """The baseline with those cells as they are in the newer one."""
    posts = dict(own.posts)
    wards = {part: list(getattr(own, part)) for part in ("ward_dwo", "ward_pcso")}
    for cell in cells:
        if cell.part == "posts":
            row = list(posts[cell.borough])
            row[cell.at] = cell.after
            posts[cell.borough] = tuple(row)
        else:
            wards[cell.part][cell.at] = cell.after
    return replace(
        own,
        posts=type(own.posts)(posts),
        ward_dwo=tuple(wards["ward_dwo"]),
        ward_pcso=tuple(wards["ward_pcso"]),
    )
