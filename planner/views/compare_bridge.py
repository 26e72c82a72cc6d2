"""From one scenario's full-year saving to another's, by kind of decision. Values only; it closes to the penny."""

from __future__ import annotations

from dataclasses import replace

from planner.outcome.bridge import DecisionBar, DecisionBridge, bridge_between
from planner.outcome.evaluate import evaluate_plan
from planner.scenario.types import Plan
from planner.views.bridge import CHANGE, TOTAL, Bridge, BridgeBar, of_which_rounding, only_years, terms_words
from planner.views.compare_workings import figure_of_bar, figure_of_scenario
from planner.views.marks import LEGEND, MARK, mark_of
from planner.views.scales import scale
from planner.views.working_lines import SAVING
from planner.words.money import millions, pounds_pence, signed_in_millions, signed_millions, signed_pence
from planner.words.names import plural
from planner.words.vocabulary import Terms

NOTE = (
    "Each bar is what that kind of decision does alone, on the first scenario with the other's map; what they do only "
    "together is Interaction."
)
PLACES = 2
"""Decimal places of a million: two scenarios are often less than a tenth of one apart."""


def bridge_of_two(plan: Plan, from_id: str, to_id: str, terms: Terms = Terms.REAL) -> Bridge:
    """The bridge from one scenario to another. Raises BridgeError, KeyError."""
    found = bridge_between(plan, from_id, to_id, terms)
    first, last = plan.scenario(from_id).name, plan.scenario(to_id).name
    before, after = (evaluate_plan(plan, terms, id_) for id_ in (from_id, to_id))
    everywhere = before.area.borough_codes
    saving_of = [figure_of_scenario(id_, SAVING) for id_ in (from_id, to_id)]
    bars = [_total("start", first, found.start, 0.0, everywhere, saving_of[0])]
    at = 0.0
    for bar in found.bars:
        bars.append(_change(bar, at, figure_of_bar(from_id, to_id, bar.id)))
        at += bar.amount
    if found.interaction:
        bars.append(_interaction(found, at, figure_of_bar(from_id, to_id, "interaction")))
    bars.append(_total("end", last, found.end, found.end - found.start, everywhere, saving_of[1]))
    # What lies between two savings is as provisional as the poorer of them.
    mark = MARK if any(mark_of(outcome, SAVING) for outcome in (before, after)) else ""
    bars = [replace(bar, shown=f"{bar.shown}{mark}") for bar in bars]
    title = f"Full-year saving, from {first} to {last}"
    nothing = "" if found.bars else "The two decide nothing differently that moves money. "
    return Bridge(
        title,
        f"£ million a year, full year, {terms_words(before)}; nought is the saving of {first}",
        tuple(bars),
        scale([end for bar in bars for end in (bar.start, bar.end)], 6),
        None,
        f"{NOTE} {LEGEND}." if found.bars else f"{nothing}{LEGEND}.",
        f"{title}: {'; '.join(bar.words for bar in bars)}.",
    )


def _total(id_: str, name: str, pounds: float, to: float, boroughs: tuple[str, ...], figure: str) -> BridgeBar:
    words = f"{name} {millions(pounds, PLACES)}"
    details = f"Full-year saving of {name}: {pounds_pence(pounds)} a year."
    return BridgeBar(
        id_,
        name,
        TOTAL,
        pounds,
        millions(pounds, PLACES),
        0.0,
        to / 1e6,
        words,
        figure,
        boroughs,
        details,
        of_saving=True,
    )


def _change(bar: DecisionBar, at: float, figure: str) -> BridgeBar:
    details = (
        f"{bar.name}: {signed_pence(bar.amount)} a year; with them {pounds_pence(bar.with_it)}, without "
        f"{pounds_pence(bar.without)}{of_which_rounding(bar)}; about {plural(len(bar.boroughs), 'borough')}."
    )
    return _bar(bar.id, bar.name, bar.amount, at, bar.boroughs, f"{details}{only_years(bar)}", figure)


def _interaction(found: DecisionBridge, at: float, figure: str) -> BridgeBar:
    details = f"What the decisions do only together: {signed_pence(found.interaction)} a year."
    return _bar("interaction", "Interaction", found.interaction, at, (), details, figure)


def _bar(
    id_: str, name: str, pounds: float, at: float, boroughs: tuple[str, ...], details: str, figure: str
) -> BridgeBar:
    words = f"{name} {signed_millions(pounds, PLACES)}"
    ends = at / 1e6, (at + pounds) / 1e6
    return BridgeBar(
        id_, name, CHANGE, pounds, signed_in_millions(pounds, PLACES), *ends, words, figure, boroughs, details,
        of_saving=True,
    )  # fmt: skip
