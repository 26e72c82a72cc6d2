"""Sharing DWO posts among wards by demand: four ways, side by side, with floor, cap and damping kept."""

from __future__ import annotations

import heapq
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from planner.area.types import Area
from planner.scenario.types import Scenario
from planner.suggest.errors import SuggestError
from planner.suggest.measures import ADDED
from planner.words.names import plural
from planner.words.numbers import decimal, quoted, whole

CRIME = "crime_2015_mps_ward"
DEPRIVED = "people_most_deprived"
"""People of a ward in the most deprived fifth of neighbourhoods: a share of people, times the people."""
_DEPRIVED_SHARE, _PEOPLE = "pct_pop_imd2015_most_deprived_20pct", "pop_mid2019_est"
MOST_POSTS = 99
WHOLE_MIX = 10**9
"""All demand by a mix of measures."""
MIX_UNIT = "thousand-millionths of all demand"
_SWAMPS = 10
_CLEAR = 1.5
"""Wards with more than _SWAMPS times the middle ward's demand, and _CLEAR times that of the ward after them, are
pointed out, and a cap is offered."""


class Method(StrEnum):
    """A way to share whole posts."""

    LARGEST_DEMAND = "largest-demand"
    HIGHEST_AVERAGES = "highest-averages"
    WEBSTER = "webster"
    REMAINDERS = "largest-remainders"


METHOD_WORDS: dict[Method, str] = {
    Method.LARGEST_DEMAND: "Least demand per DWO",
    Method.HIGHEST_AVERAGES: "Highest averages",
    Method.WEBSTER: "Rounded shares",
    Method.REMAINDERS: "Largest remainders",
}
FAVOURS: dict[Method, str] = {
    Method.LARGEST_DEMAND: "Makes the largest demand per DWO least (exact); favours wards of little demand.",
    Method.HIGHEST_AVERAGES: "Looks at the demand per DWO after the post (D’Hondt); favours wards of great demand.",
    Method.WEBSTER: "Rounds each share to the nearest whole post (Webster); favours neither great nor small.",
    Method.REMAINDERS: "Rounds shares down, the rest by remainder; one post more in all can cost a ward one.",
}


@dataclass(frozen=True)
class WardShares:
    """DWO posts of every ward, in ward order, by one method, with what it comes to.

    `largest_demand` is the largest demand per DWO (of a ward without any, its whole demand): in the measure's unit,
    or for a mix in MIX_UNIT, all demand being WHOLE_MIX; `at` is that ward's code. `below_cap` is the largest among
    the wards that could get more, and is the same where no ward is held at its most; None where every ward is.
    """

    method: Method
    dwo: tuple[int, ...]
    largest_demand: float
    at: str
    below_cap: float | None
    gaining: int
    losing: int
    favours: str


@dataclass(frozen=True, eq=False)
class Sharing:
    """Every method's answer to one question, the one chosen, and the scenario as it would be.

    `unit` is that of every demand: a measure's own, or `MIX_UNIT`.
    """

    unit: str
    chosen: WardShares
    all: tuple[WardShares, ...]
    scenario: Scenario
    notes: tuple[str, ...]
    offered_cap: int | None


def share_posts(
    area: Area,
    scenario: Scenario,
    extra: int,
    measures: Mapping[str, float] | None = None,
    method: Method = Method.LARGEST_DEMAND,
    floor: int | None = None,
    cap: int | None = None,
    damping: int | None = None,
) -> Sharing:
    """Share the DWO posts there are now and `extra` more among all wards. Raises SuggestError.

    `measures` are ward measures with their weights in a mix (default: recorded crime alone). A ward keeps at least
    `floor` posts (default: the minimum of rule W1), gets at most `cap`, and loses no more than `damping` posts where
    that is given: 0 shares the extra posts alone.
    """
    mix = measures or {CRIME: 1.0}
    demand = _demand(area, mix)
    low, high = _bounds(scenario, floor, cap, damping)
    total = sum(scenario.wards.dwo) + extra
    _check(total, low, high)
    every = tuple(_shares(area, scenario, each, demand, low, high, total) for each in Method)
    chosen = next(one for one in every if one.method is method)
    notes, offered = _notes(area, demand, chosen, cap)
    after = replace(scenario, wards=replace(scenario.wards, dwo=chosen.dwo))
    return Sharing(_unit(area, mix), chosen, every, after, notes, offered)


def demand_names(area: Area) -> dict[str, str]:
    """Every measure of wards that posts can be shared by, with its name, by id: those that add up over wards."""
    found = {m.id: m.name for m in area.measures if m.unit in ADDED and m.id in area.ward_measures}
    if _DEPRIVED_SHARE in area.ward_measures and _PEOPLE in area.ward_measures:
        found[DEPRIVED] = "People in the most deprived fifth 2015"
    return found


def _unit(area: Area, measures: Mapping[str, float]) -> str:
    if len(measures) > 1:
        return MIX_UNIT
    (only,) = measures
    return next((m.unit for m in area.measures if m.id == only), "people")


def _column(area: Area, measure: str) -> Sequence[float]:
    if measure != DEPRIVED:
        return area.ward_measures[measure]
    parts = zip(area.ward_measures[_DEPRIVED_SHARE], area.ward_measures[_PEOPLE], strict=True)
    return [share / 100 * people for share, people in parts]


def _demand(area: Area, measures: Mapping[str, float]) -> list[int]:
    """Each ward's demand as a whole number: the measure itself, or shares of each measure's total mixed by weight."""
    known = demand_names(area)
    for measure, weight in measures.items():
        if measure not in known:
            raise SuggestError(
                f"{quoted(measure)} is not a measure of wards that posts can be shared by: use one of "
                f"{', '.join(sorted(known)) or 'none, as the area has none'}."
            )
        if not weight > 0:
            raise SuggestError(f"The weight of {measure} in the mix is above 0. Leave it out instead.")
    if len(measures) == 1:
        (only,) = measures
        found = [round(x) for x in _column(area, only)]
    else:
        mixed = [0.0] * len(area.wards)
        every = sum(measures.values())
        for measure, weight in measures.items():
            column = _column(area, measure)
            whole_sum = sum(column) or 1.0
            mixed = [m + weight / every * x / whole_sum for m, x in zip(mixed, column, strict=True)]
        found = [round(x * WHOLE_MIX) for x in mixed]
    if not any(found):
        raise SuggestError("No ward has any demand by this measure, so there is nothing to share posts by.")
    return found


def _bounds(scenario: Scenario, floor: int | None, cap: int | None, damping: int | None) -> tuple[list[int], list[int]]:
    least = int(scenario.rules["W1.minimum"]) if floor is None else floor
    most = MOST_POSTS if cap is None else cap
    if not 0 <= least <= most <= MOST_POSTS or (damping is not None and damping < 0):
        raise SuggestError(
            f"The floor is 0 or more, the cap no less than the floor and at most {MOST_POSTS}, and the damping 0 or "
            f"more: the floor is {whole(least)} and the cap {whole(most)}. Change one of them."
        )
    low = [least if damping is None else max(least, now - damping) for now in scenario.wards.dwo]
    # What damping keeps comes before a cap: the cap stops gains, not what a ward may keep.
    return low, [max(most, here) for here in low]


def _check(total: int, low: list[int], high: list[int]) -> None:
    if total < sum(low):
        raise SuggestError(
            f"{plural(total, 'DWO post')} in all are fewer than the {whole(sum(low))} that floor and damping keep. "
            "Share more posts, or lower the floor."
        )
    if total > sum(high):
        raise SuggestError(
            f"{plural(total, 'DWO post')} in all are more than the {whole(sum(high))} that the cap allows. Share "
            "fewer posts, or raise the cap."
        )


def _shares(
    area: Area,
    scenario: Scenario,
    method: Method,
    demand: list[int],
    low: list[int],
    high: list[int],
    total: int,
) -> WardShares:
    if method is Method.REMAINDERS:
        posts = remainders(demand, low, high, total)
    else:
        posts = by_averages(demand, low, high, total, method)
    # With no post the demand is taken as if for one: it has no end, and no figure could be shown for it.
    loads = [(Fraction(d, max(p, 1)), -i) for i, (d, p) in enumerate(zip(demand, posts, strict=True))]
    worst, at = max(loads)
    below = [load for (load, _), p, most in zip(loads, posts, high, strict=True) if p < most]
    now = scenario.wards.dwo
    return WardShares(
        method=method,
        dwo=tuple(posts),
        largest_demand=float(worst),
        at=area.wards[-at].code,
        below_cap=float(max(below)) if below else None,
        gaining=sum(1 for a, b in zip(now, posts, strict=True) if b > a),
        losing=sum(1 for a, b in zip(now, posts, strict=True) if b < a),
        favours=FAVOURS[method],
    )


def by_averages(
    demand: Sequence[int], low: Sequence[int], high: Sequence[int], total: int, method: Method
) -> list[int]:
    """Give the posts above the least one by one to the ward with the highest average; ties by ward order.

    The average is demand ÷ posts held (which makes the largest demand per post least: any other order leaves the
    ward that is worst off now as it is), demand ÷ posts after (D'Hondt), or demand ÷ half-way between (Webster).
    """
    posts = list(low)
    heap = [(-_average(demand[i], posts[i], method), i) for i in range(len(posts)) if posts[i] < high[i]]
    heapq.heapify(heap)
    for _ in range(total - sum(posts)):
        _, i = heapq.heappop(heap)
        posts[i] += 1
        if posts[i] < high[i]:
            heapq.heappush(heap, (-_average(demand[i], posts[i], method), i))
    return posts


def _average(demand: int, posts: int, method: Method) -> Fraction:
    if method is Method.HIGHEST_AVERAGES:
        return Fraction(demand, posts + 1)
    if method is Method.WEBSTER:
        return Fraction(2 * demand, 2 * posts + 1)
    # With no post the demand per post is beyond any other.
    return Fraction(demand, posts) if posts else Fraction(demand * 10**12)


def remainders(demand: Sequence[int], low: Sequence[int], high: Sequence[int], total: int) -> list[int]:
    """Shares in proportion, kept within the bounds, rounded down; the posts left by remainder, ties by ward order."""
    quota = _within_bounds(demand, low, high, total)
    posts = [int(q) for q in quota]
    order = sorted(range(len(posts)), key=lambda i: (-(quota[i] - posts[i]), i))
    left = total - sum(posts)
    for i in order:
        if left and posts[i] < high[i]:
            posts[i] += 1
            left -= 1
    return posts


def _within_bounds(demand: Sequence[int], low: Sequence[int], high: Sequence[int], total: int) -> list[Fraction]:
    """Proportional shares of the whole; those beyond a bound are put on it and the rest shared again."""
    free, quota = set(range(len(demand))), [Fraction(0)] * len(demand)
    left = Fraction(total)
    while free:
        weight = sum(demand[i] for i in free)
        for i in free:
            quota[i] = left * demand[i] / weight if weight else left / len(free)
        under = {i for i in free if quota[i] < low[i]}
        over = {i for i in free if quota[i] > high[i]}
        short = sum(low[i] - quota[i] for i in under)
        excess = sum(quota[i] - high[i] for i in over)
        if not under and not over:
            break
        # The side that is further out is settled first: the other may come back within its bound.
        bound, settled = (low, under) if short >= excess else (high, over)
        for i in settled:
            quota[i] = Fraction(bound[i])
            left -= bound[i]
        free -= settled
    return quota


def _notes(area: Area, demand: list[int], chosen: WardShares, cap: int | None) -> tuple[tuple[str, ...], int | None]:
    """Says where a ward's demand swamps all others, and the cap that would hold it to what the others get."""
    middle = statistics.median(demand) or 1
    order = sorted(range(len(demand)), key=lambda i: (-demand[i], i))
    swamping = [i for i in order if demand[i] > _SWAMPS * middle]
    if not swamping or len(swamping) == len(demand):
        return (), None
    if demand[swamping[-1]] < _CLEAR * demand[order[len(swamping)]]:
        return (), None
    first = swamping[0]
    ward = area.wards[first]
    name = f"{ward.name} ({area.borough_by_code[ward.borough].name})"
    note = (
        f"The demand of {name} is {decimal(demand[first] / middle, 0)} times the middle ward's and swamps any other "
        f"ward's: it gets {plural(chosen.dwo[first], 'DWO post')}."
    )
    offered = max(chosen.dwo[i] for i in range(len(demand)) if i not in swamping)
    if cap is not None or chosen.dwo[first] <= offered:
        return (note,), None
    return (f"{note} A cap of {whole(offered)} would give it no more than the largest of the others gets.",), offered
