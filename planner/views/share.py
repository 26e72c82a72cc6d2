"""Sharing DWO posts among wards as a form asks it: the question, every method side by side, each ward now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.scenario.types import Plan, Step
from planner.suggest import Method, Sharing, adopt, looked_at, share_posts
from planner.suggest.wards import CRIME, FAVOURS, METHOD_WORDS, MIX_UNIT, MOST_POSTS, WHOLE_MIX, demand_names
from planner.views.columns import Column
from planner.views.tried import uncapital
from planner.words.frozen_map import FrozenMap
from planner.words.names import plural
from planner.words.numbers import ReadError, decimal, is_none, or_dash, parse_number, parse_whole, share, signed, whole

_MOST_WEIGHT = 1_000


@dataclass(frozen=True)
class ShareQuestion:
    """What is asked, as it is typed. `posts` are extra ones, or with `in_all` those of every ward together.

    `weights` are texts by measure, empty for none of it. `floor` None is the minimum of rule W1; empty `cap` and
    `damping` ask nothing.
    """

    posts: str = "100"
    in_all: bool = False
    weights: FrozenMap[str, str] = FrozenMap({CRIME: "1"})
    method: Method = Method.LARGEST_DEMAND
    floor: str | None = None
    cap: str = ""
    damping: str = ""


@dataclass(frozen=True)
class ShareTerms:
    """A question that has been read: extra posts (negative for fewer), the mix of measures, and the bounds."""

    extra: int
    mix: FrozenMap[str, float]
    method: Method
    floor: int
    cap: int | None
    damping: int | None


@dataclass(frozen=True, eq=False)
class Shared:
    """Every method's answer for one outcome."""

    outcome: Outcome
    terms: ShareTerms
    sharing: Sharing


def posts_now(outcome: Outcome) -> int:
    """The DWO posts decided for every ward together."""
    return sum(outcome.scenario.wards.dwo)


def floor_words(outcome: Outcome, asked: ShareQuestion) -> str:
    """The floor as its line shows it."""
    return whole(int(outcome.scenario.rules["W1.minimum"])) if asked.floor is None else asked.floor


def read_share(outcome: Outcome, asked: ShareQuestion) -> ShareTerms:
    """The terms of a question. Raises ReadError, in words for the planner, for what cannot be read."""
    now, known = posts_now(outcome), demand_names(outcome.area)
    if not known:
        raise ReadError(
            f"The wards of {outcome.area.name} have no measure that adds up, so posts cannot be shared by it"
        )
    extra = parse_whole(asked.posts, 0 if asked.in_all else -now, what="DWO posts") - (now if asked.in_all else 0)
    weights = {m: text for m, text in asked.weights.items() if m in known and not is_none(text)}
    mix = {m: weight for m, text in weights.items() if (weight := parse_number(text, 0, _MOST_WEIGHT))}
    if not mix:
        raise ReadError("Give at least one measure a weight above 0, so that posts can be shared by it")
    return ShareTerms(
        extra,
        FrozenMap(mix),
        asked.method,
        parse_whole(floor_words(outcome, asked), 0, MOST_POSTS, "posts of a ward"),
        None if is_none(asked.cap) else parse_whole(asked.cap, 0, MOST_POSTS, "posts of a ward"),
        None if is_none(asked.damping) else parse_whole(asked.damping, 0, MOST_POSTS, "posts of a ward"),
    )


def other_posts(outcome: Outcome, asked: ShareQuestion) -> str:
    """Posts in all where extra ones were typed, and the other way round; empty for what cannot be read."""
    try:
        typed = parse_whole(asked.posts)
    except ReadError:
        return ""
    return whole(typed - posts_now(outcome) if asked.in_all else typed + posts_now(outcome))


def weights_offered(outcome: Outcome) -> list[tuple[str, str]]:
    """Every measure posts can be shared by, with its name: crime first."""
    return sorted(demand_names(outcome.area).items(), key=lambda item: (item[0] != CRIME, item[1]))


def shared(outcome: Outcome, terms: ShareTerms) -> Shared:
    """Every method's answer. Raises SuggestError for bounds that cannot be kept."""
    return Shared(
        outcome,
        terms,
        share_posts(
            outcome.area,
            outcome.scenario,
            terms.extra,
            terms.mix,
            terms.method,
            terms.floor,
            terms.cap,
            terms.damping,
        ),
    )


@dataclass(frozen=True)
class MethodRow:
    """A method's answer in figures, with what it favours. `demand` is that of wards below the cap."""

    method: Method
    name: str
    demand: str
    most: str
    gaining: str
    losing: str
    favours: str

    @property
    def words(self) -> str:
        """The answer in a sentence."""
        return (
            f"{self.name}: largest demand per DWO below the cap {self.demand}, most DWO posts of a ward {self.most}, "
            f"wards that gain {self.gaining}, wards that lose {self.losing}. {self.favours}"
        )


def method_heads(found: Shared) -> tuple[str, ...]:
    """Heads of a method's figures. Where a cap holds the ward of the largest demand, the others tell methods apart."""
    largest = "Largest demand\nbelow the cap" if cap_holds(found) else "Largest demand\nper DWO"
    return largest, "Most posts\nof a ward", "Wards\nthat gain", "Wards\nthat lose"


def method_rows(found: Shared) -> tuple[MethodRow, ...]:
    """The methods side by side."""
    return tuple(
        MethodRow(
            one.method,
            METHOD_WORDS[one.method],
            or_dash(one.below_cap, lambda demand: demand_words(found.sharing, demand)),
            whole(max(one.dwo)),
            whole(one.gaining),
            whole(one.losing),
            FAVOURS[one.method],
        )
        for one in found.sharing.all
    )


def cap_holds(found: Shared) -> bool:
    """Whether a cap holds the ward of the largest demand by some method, so that others tell the methods apart."""
    return any(one.below_cap != one.largest_demand for one in found.sharing.all)


def demand_words(found: Sharing, demand: float, *, unit: bool = False) -> str:
    """A demand per DWO, with its unit where wanted. That of a mix is a share of all demand: "0.123 %"."""
    if found.unit == MIX_UNIT:
        return f"{share(demand / WHOLE_MIX, 3)}{' of all demand' if unit else ''}"
    return f"{decimal(demand, 1)}{f' {found.unit}' if unit else ''}"


@dataclass(frozen=True)
class WardShareRow:
    """A ward's DWO posts now and as they would be."""

    code: str
    name: str
    borough: str
    borough_name: str
    now: int
    then: int

    @property
    def change(self) -> int:
        """Posts gained, negative where lost."""
        return self.then - self.now

    @property
    def words(self) -> str:
        """The row in words."""
        return f"{self.name}, {self.borough_name}: {plural(self.now, 'DWO post')} now, then {whole(self.then)}"


def ward_share_rows(found: Shared, *, only_changes: bool) -> tuple[WardShareRow, ...]:
    """Each ward, or only those that gain or lose: those that gain most first."""
    area, wards = found.outcome.area, found.outcome.scenario.wards
    rows = (
        WardShareRow(w.code, w.name, w.borough, area.borough_by_code[w.borough].name, now, then)
        for w, now, then in zip(area.wards, wards.dwo, found.sharing.chosen.dwo, strict=True)
    )
    kept = (row for row in rows if row.change or not only_changes)
    return tuple(sorted(kept, key=lambda row: (-row.change, row.name, row.code)))


def ward_share_columns() -> tuple[Column[WardShareRow], ...]:
    """Ward, borough, now, if accepted, change."""
    return (
        Column("name", "Ward", lambda row: row.name),
        Column("borough", "Borough", lambda row: row.borough_name),
        _posts("now", "Now", lambda row: row.now),
        _posts("then", "If accepted", lambda row: row.then),
        Column(
            "change",
            "Change",
            lambda row: signed(row.change),
            is_number=True,
            raw=lambda row: str(row.change),
            order=lambda row: row.change,
            is_strong=lambda row: True,
        ),
    )


def _posts(key: str, title: str, read: Callable[[WardShareRow], int]) -> Column[WardShareRow]:
    return Column(key, title, lambda row: whole(read(row)), is_number=True, raw=lambda row: str(read(row)), order=read)


def share_totals(found: Shared) -> dict[str, str]:
    """All wards together."""
    now, then = posts_now(found.outcome), sum(found.sharing.chosen.dwo)
    return {
        "name": f"All {plural(len(found.outcome.area.wards), 'ward')}",
        "now": whole(now),
        "then": whole(then),
        "change": signed(then - now),
    }


def share_label(found: Shared) -> str:
    """The step's words, were the shares accepted."""
    extra = found.terms.extra
    what = plural(extra, "extra DWO post") if extra > 0 else plural(posts_now(found.outcome) + extra, "DWO post")
    return f"Share {what} among wards: {uncapital(METHOD_WORDS[found.terms.method])}"


def share_words(found: Shared) -> str:
    """What the chosen method comes to, what swamps, and what does not count yet."""
    chosen, outcome = found.sharing.chosen, found.outcome
    ward = outcome.area.wards[outcome.area.ward_index[chosen.at]]
    where = f"{ward.name} ({outcome.area.borough_by_code[ward.borough].name})"
    said = [
        f"{plural(chosen.gaining, 'ward')} would gain and {whole(chosen.losing)} lose. The largest demand per DWO is "
        f"then {demand_words(found.sharing, chosen.largest_demand, unit=True)}, in {where}."
    ]
    said += found.sharing.notes
    if outcome.unassigned:
        said.append(
            f"Posts of wards in {plural(len(outcome.unassigned), 'borough')} in no BCU are decided too, and count once "
            "the borough is in one."
        )
    return " ".join(said)


def cap_words(found: Shared) -> str:
    """The cap that is offered, for its button; empty where none is."""
    offered = found.sharing.offered_cap
    return "" if offered is None else f"Cap at {plural(offered, 'DWO post')}"


def shares_refused(found: Shared) -> str:
    """Why the shares cannot be accepted, in a sentence; empty where they can."""
    scenario = found.outcome.scenario
    if scenario.closed:
        return f"{scenario.name} is {scenario.closed}: duplicate it to accept other posts."
    if found.sharing.chosen.dwo == scenario.wards.dwo:
        return "Every ward has these posts already: nothing would change."
    return ""


def show_shares(plan: Plan, scenario_id: str, found: Shared) -> Step | None:
    """The step that gives every ward its share, to be looked at: for a read-only or frozen scenario too."""
    return looked_at(plan, scenario_id, found.sharing.scenario, share_label(found))


def accept_shares(plan: Plan, scenario_id: str, found: Shared) -> Step | None:
    """The decision that gives every ward its share, as one step. Raises Refused for a read-only or frozen scenario."""
    return adopt(plan, scenario_id, found.sharing.scenario, share_label(found))
