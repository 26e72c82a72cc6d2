"""The published figures beside the model's: both, their difference, and why they may differ. Never tuned away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from planner.area.shipped import read_rows
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.views.columns import Column
from planner.views.marks import LEGEND, mark_of
from planner.words.money import millions, pounds, signed_millions
from planner.words.names import listing, plural
from planner.words.numbers import DASH, signed, with_sign

_COUNTER_PROGRAMME_POSTS = 140
"""Constables that the front-counter programme's saving was said to be worth (F020)."""


@dataclass(frozen=True)
class PublishedRow:
    """A published figure and the model's. `figure` is the model's own; empty where it is no single figure.

    `difference` is the model's less the published, as read; `raw` the three as plain numbers (or words); `terms` are
    the figures that the model's number is made of.
    """

    fact: str
    name: str
    published: str
    model: str
    difference: str
    why: str
    status: str
    source: str
    figure: str
    raw: tuple[str, str, str]
    terms: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the row is asked for as: the published figure and the model's, side by side."""
        return f"published[{self.fact},{self.name}]"

    @property
    def words(self) -> str:
        """The whole row in sentences."""
        return (
            f"{self.name}: published {self.published} ({self.fact}, {self.status}), model {self.model}, difference "
            f"{self.difference}. {self.why} Published by: {self.source}."
        )


@dataclass(frozen=True)
class Reconciliation:
    """Every row, with what the columns' heads and foot say."""

    terms: str
    rows: tuple[PublishedRow, ...]
    note: str


def reconciliation(outcome: Outcome) -> Reconciliation:
    """The published figures F013 to F021 beside those of the scenario."""
    note = (
        "Difference: model less published. The model is not tuned to meet a published figure; its baseline posts are "
        f"{outcome.baseline.status}. {LEGEND}."
    )
    rows = tuple(_row(outcome, known) for known in read_rows("reconciliation.csv"))
    return Reconciliation(terms_in_words(outcome), rows, note)


def published_columns() -> tuple[Column[PublishedRow], ...]:
    """What was published, by which fact, the model's figure, and the difference."""
    return (
        Column("name", "Published figure", lambda row: row.name, tip=lambda row: row.words),
        Column("fact", "Fact", lambda row: row.fact, tip=lambda row: f"{row.status}: {row.source}", drop=1),
        _number("published", "Published", lambda row: row.published, 0),
        _number("model", "Model", lambda row: row.model, 1, is_model=True),
        _number("difference", "Difference", lambda row: row.difference, 2),
    )


def _number(
    key: str, title: str, text: Callable[[PublishedRow], str], at: int, *, is_model: bool = False
) -> Column[PublishedRow]:
    return Column(
        key,
        title,
        text,
        is_number=True,
        raw=lambda row: row.raw[at],
        tip=lambda row: row.words,
        figure=(lambda row: row.figure or row.key) if is_model else (lambda row: row.key),
    )


@cache
def _facts() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in read_rows("facts.csv")}


@dataclass(frozen=True)
class _Found:
    """The published and the model's number, each with its words; None where the scenario has no such figure."""

    published: float
    published_words: str
    model: float | None
    model_words: str
    difference: Callable[[float], str]
    terms: tuple[str, ...]
    """The figures that the model's number is made of."""
    is_one: bool = True
    """Whether the model's number is its one term itself."""


def _row(outcome: Outcome, known: dict[str, str]) -> PublishedRow:
    fact = _facts()[known["fact"]]
    if known["kind"] in ("up", "down"):
        return _direction(outcome, known, fact)
    found = _KINDS[known["kind"]](outcome, known, fact["value"])
    if found.model is None:
        model, difference, raw = DASH, DASH, ("", "")
    else:
        apart = found.model - found.published
        model = f"{found.model_words}{next((m for t in found.terms if (m := mark_of(outcome, t))), '')}"
        difference = found.difference(apart)
        raw = (f"{found.model:.2f}", f"{apart:.2f}")
    return PublishedRow(
        fact=known["fact"],
        name=known["name"],
        published=found.published_words,
        model=model,
        difference=difference,
        why=_why(outcome, known, found.model),
        status=fact["status"],
        source=fact["source"],
        figure=found.terms[0] if found.terms and found.is_one else "",
        raw=(f"{found.published:.2f}", *raw),
        terms=found.terms,
    )


def _why(outcome: Outcome, known: dict[str, str], model: float | None) -> str:
    if model is None:
        return f"{_absent(outcome, known)} {known['why']}"
    if outcome.unassigned and not known["place"]:
        verb = "is" if len(outcome.unassigned) == 1 else "are"
        return f"{plural(len(outcome.unassigned), 'borough')} {verb} not yet in a BCU. {known['why']}"
    return known["why"]


def _pounds(outcome: Outcome, known: dict[str, str], value: str) -> _Found:
    if known["figure"] == "full_year_saving":
        wanted, model = float(value) * 1e6, outcome.number("full_year_saving")
        return _Found(wanted, millions(wanted), model, millions(model), signed_millions, ("full_year_saving",))
    figure = f"{known['figure']}[{known['place']}]"
    wanted, model = float(value), outcome.number(known["figure"], known["place"])
    return _Found(wanted, pounds(wanted), model, pounds(model), lambda x: with_sign(pounds(x)), (figure,))


def _fewer(outcome: Outcome, known: dict[str, str], value: str) -> _Found:
    wanted, name, place = -float(value), known["figure"], known["place"]
    if not place:
        model = outcome.number(name)
        return _Found(wanted, signed(wanted), model, signed(model), signed, (name,))
    code = _bcu_of(outcome, place)
    model_there = outcome.number(name, code) if code else None
    words = signed(model_there) if model_there is not None else DASH
    return _Found(wanted, signed(wanted), model_there, words, signed, (f"{name}[{code}]",) if code else ())


def _each(outcome: Outcome, known: dict[str, str], value: str) -> _Found:
    wanted, fewer = float(value), -outcome.number("officers_in_all_change")
    model = outcome.number("full_year_saving") / fewer if fewer > 0 else None
    words = pounds(model) if model is not None else DASH
    terms = (known["figure"], "officers_in_all_change")
    return _Found(wanted, pounds(wanted), model, words, lambda x: with_sign(pounds(x)), terms, is_one=False)


def _constables(outcome: Outcome, known: dict[str, str], value: str) -> _Found:
    wanted = float(value.partition(" / ")[0]) * 1e6
    model = _COUNTER_PROGRAMME_POSTS * outcome.number(known["figure"], known["place"])
    figure = f"{known['figure']}[{known['place']}]"
    return _Found(
        wanted, millions(wanted, 2), model, millions(model, 2), lambda x: signed_millions(x, 2), (figure,), is_one=False
    )


_KINDS: dict[str, Callable[[Outcome, dict[str, str], str], _Found]] = {
    "pounds": _pounds,
    "pounds a post": _each,
    "fewer posts": _fewer,
    "140 constables": _constables,
}


def _direction(outcome: Outcome, known: dict[str, str], fact: dict[str, str]) -> PublishedRow:
    """Where only a direction was published: the model's change of officer posts in that function."""
    code, wanted = _bcu_of(outcome, known["place"]), known["kind"]
    why, model, difference, raw, figure = known["why"], DASH, DASH, ("", ""), ""
    if code:
        figure = f"function_officers_change[{code},{known['figure']}]"
        change = outcome.number("function_officers_change", code, known["figure"])
        found = {1.0: "up", -1.0: "down"}.get(float(np.sign(change)), "the same")
        model, difference = (
            f"{found}, {signed(change)}{mark_of(outcome, figure)}",
            "same way" if found == wanted else "other way",
        )
        raw = (f"{change:.0f}", difference)
    else:
        why = f"{_absent(outcome, known)} {why}"
    return PublishedRow(
        known["fact"], known["name"], wanted, model, difference, why, fact["status"], fact["source"], figure,
        (wanted, *raw), (figure,) if figure else (),
    )  # fmt: skip


def _bcu_of(outcome: Outcome, boroughs: str) -> str:
    """Code of the BCU of exactly these boroughs; empty where the scenario has none."""
    wanted = tuple(sorted(boroughs.split()))
    return next((code for code, found in outcome.boroughs_of.items() if tuple(sorted(found)) == wanted), "")


def _absent(outcome: Outcome, known: dict[str, str]) -> str:
    if not known["place"].startswith("E"):
        return "No officer post is saved in this scenario."
    names = [outcome.area.borough_by_code[code].name for code in known["place"].split()]
    return f"No BCU of this scenario is exactly {listing(names)}."
