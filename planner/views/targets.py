"""The target register and the programme's one-off cost, as rows to read and to change."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import date

from planner.outcome.evaluate import Outcome
from planner.scenario.targets import FORCE_WIDE, RECURRING, amount_words, target_words, when_words
from planner.scenario.types import Target
from planner.views.savings import NONE, Cell, exact, first_year_met, gap_cell, marked_cells, share_of
from planner.words.dates import long_date
from planner.words.money import in_millions, parse_pounds, pounds, signed_millions
from planner.words.numbers import DASH, ReadError, is_none, share, signed_figure, tidy
from planner.words.vocabulary import YEARS, Status
from planner.words.vocabulary import Outcome as RuleOutcome


@dataclass(frozen=True)
class TargetRow:
    """A target. `standing` is the gap for local policing, and this programme's share for a force-wide one.

    `amount_entry` is the amount as it is edited; `due` the year a cumulative target falls due, empty for a recurring
    one.
    """

    id: str
    name: str
    amount: str
    scope: str
    kind: str
    dated: str
    status: str
    source: str
    in_force: bool
    standing: Cell
    first_met: str
    words: str
    amount_entry: str
    due: str
    can_change: bool


@dataclass(frozen=True)
class OneOffRow:
    """One-off cost of a kind ("revenue" or "capital") by year in £ million, with its total."""

    kind: str
    label: str
    cells: tuple[Cell, ...]
    in_all: Cell


@dataclass(frozen=True)
class OneOffTable:
    """The programme's one-off cost. `approved` says how it stands against rule M3, empty where that is off."""

    years: tuple[str, ...]
    rows: tuple[OneOffRow, ...]
    total: OneOffRow
    approved: str
    outcome: RuleOutcome | None
    source: str


def target_rows(outcome: Outcome) -> tuple[TargetRow, ...]:
    """Every target of the register, local policing first."""
    targets = sorted(outcome.scenario.targets.values(), key=lambda t: (t.scope == FORCE_WIDE, t.id))
    return tuple(_target(outcome, target) for target in targets)


def _target(outcome: Outcome, target: Target) -> TargetRow:
    is_local = target.scope != FORCE_WIDE
    return TargetRow(
        id=target.id,
        name=target.name,
        amount=amount_words(target),
        scope=target.scope,
        kind=when_words(target),
        dated=_dated(target.stated),
        status=target.status.value,
        source=target.source,
        in_force=target.id == outcome.scenario.target_in_force,
        standing=marked_cells(
            outcome, (gap_cell(outcome, target, signed_millions) if is_local else _share(outcome, target),)
        )[0],
        first_met=(first_year_met(outcome, target) or f"not by {YEARS[-1]}") if is_local else DASH,
        words=target_words(target),
        amount_entry=pounds(target.amount),
        due="" if target.kind == RECURRING else target.by,
        can_change=outcome.scenario.can_change,
    )


DUE_CHOICES: tuple[tuple[str, str], ...] = (("", "a year"), *((year, f"in all by {year}") for year in YEARS))
"""When a target falls due, as offered: each year anew, or in all by the end of a financial year."""


def read_target_amount(text: str) -> float:
    """The amount of a target as typed: "£73m", "73", "73,000,000". Raises ReadError, also for nothing."""
    amount = read_amount(text)
    if amount is None:
        raise ReadError("A target has an amount; write it as £73m")
    return amount


def new_target(outcome: Outcome, name: str, amount: float, scope: str, due: str, source: str, today: date) -> Target:
    """A planner's own target, stated today, with an id no other target of the register has."""
    taken = outcome.scenario.targets
    return Target(
        id=next(key for n in itertools.count(1) if (key := f"own{n}") not in taken),
        name=name,
        scope=scope,
        kind="cumulative" if due else RECURRING,
        amount=amount,
        by=due,
        stated=today.isoformat(),
        status=Status.PLANNER,
        source=source,
    )


def _dated(stated: str) -> str:
    try:
        return long_date(date.fromisoformat(stated))
    except ValueError:
        return stated or DASH


def _share(outcome: Outcome, target: Target) -> Cell:
    figure = outcome.number("target_figure", target.id)
    part = share_of(figure, target)
    if part is None:
        return NONE
    tip = f"{exact(figure)} of {exact(target.amount)}; the rest of the force meets the rest"
    return Cell(f"{share(part, 0)}, this programme's share", part, f"target_figure[{target.id}]", tip=tip)


def one_off_table(outcome: Outcome) -> OneOffTable:
    """Revenue and capital by year, their total, and how it stands against what was approved."""
    rows = tuple(_one_off(outcome, kind) for kind in ("revenue", "capital"))
    total = OneOffRow("", "In all", _by_year(outcome, "one_off_of_year"), _amount(outcome.number("one_off"), "one_off"))
    found = next((rule for rule in outcome.rules if rule.id == "M3"), None)
    return OneOffTable(
        years=YEARS,
        rows=tuple(_marked(outcome, row) for row in rows),
        total=_marked(outcome, total),
        approved=found.reason(0) if found is not None else "",
        outcome=found.worst if found is not None else None,
        source="MOPAC decision PCD 323; the years of capital and the split of 2018/19 and 2019/20 are illustrative",
    )


def _marked(outcome: Outcome, row: OneOffRow) -> OneOffRow:
    return replace(row, cells=marked_cells(outcome, row.cells), in_all=marked_cells(outcome, (row.in_all,))[0])


def _one_off(outcome: Outcome, kind: str) -> OneOffRow:
    name, in_all = f"one_off_{kind}", f"one_off_{kind}_in_all"
    return OneOffRow(kind, kind.capitalize(), _by_year(outcome, name), _amount(outcome.number(in_all), in_all))


def _by_year(outcome: Outcome, name: str) -> tuple[Cell, ...]:
    return tuple(_amount(outcome.number(name, year), f"{name}[{year}]") for year in YEARS)


def _amount(amount: float, figure: str) -> Cell:
    return Cell(in_millions(amount, 3) if amount else DASH, amount, figure, tip=exact(amount))


def amount_to_edit(amount: float | None) -> str:
    """An amount as it stands in its cell while it is being edited: whole pounds, nothing for nought."""
    return pounds(amount) if amount else ""


def read_amount(text: str) -> float | None:
    """An amount typed into a column headed £ million: "2.244", "£2,244,000", "2.2m"; None when cleared.

    A bare figure below 1,000 is millions, as the column reads; anything larger or with a sign of its scale is
    pounds. Raises ReadError.
    """
    if is_none(text):
        return None
    bare = signed_figure(tidy(text))
    if bare is not None and abs(bare) < 1000:
        return float(bare * 1_000_000)
    return parse_pounds(text)
