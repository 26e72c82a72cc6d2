"""The Savings tab's figures: savings by financial year, against the target in force, and by BCU.

Money is in £ million as text, in the outcome's own price terms; `Cell.value` keeps the exact pounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.outcome.rules.programme import standing
from planner.outcome.rules.result import OUTCOMES
from planner.scenario.targets import FORCE_WIDE, RECURRING, target_words
from planner.scenario.types import Target
from planner.views.marks import LEGEND, mark_of
from planner.words.dates import days_in_year
from planner.words.money import in_millions, millions, pounds_pence, signed_in_millions, signed_millions
from planner.words.names import plural
from planner.words.numbers import DASH, share
from planner.words.vocabulary import YEARS, Terms
from planner.words.vocabulary import Outcome as RuleOutcome


@dataclass(frozen=True)
class Cell:
    """One figure of a table: as read, in exact pounds (or a share), and what it can be asked for as.

    `outcome` is there where the figure meets or misses something; `tip` says the figure in full; `then` is the
    text as it would be after a move not yet made, empty when it would be the same; `mark` stands after a figure
    that rests on a provisional source (planner.views.marks).
    """

    text: str
    value: float | None = None
    figure: str = ""
    outcome: RuleOutcome | None = None
    tip: str = ""
    then: str = ""
    mark: str = ""


NONE = Cell(DASH)


@dataclass(frozen=True)
class SavingsRow:
    """A row by financial year. `look` is "row", "total" (net, the sum of those above) or "beside" (not in it)."""

    id: str
    label: str
    cells: tuple[Cell, ...]
    full_year: Cell
    look: str = "row"


@dataclass(frozen=True)
class SavingsTable:
    """Savings by financial year: `head` says unit and price terms, `summary` the whole in one sentence."""

    head: str
    terms: str
    years: tuple[str, ...]
    full_year_head: str
    rows: tuple[SavingsRow, ...]
    target: str
    summary: str
    legend: str


@dataclass(frozen=True)
class BcuSavingRow:
    """The saving of one BCU by financial year, over a full year, and how much of that is rounding of posts."""

    code: str
    name: str
    fill: str
    cells: tuple[Cell, ...]
    full_year: Cell
    rounding: Cell


@dataclass(frozen=True)
class BcuSavings:
    """Savings by BCU in name order, with their totals last (code "")."""

    head: str
    rows: tuple[BcuSavingRow, ...]
    total: BcuSavingRow


def savings_table(now: Outcome, then: Outcome | None = None) -> SavingsTable:
    """Savings by financial year; `then` is the outcome of a move not yet made. Rows it leaves as they are stay same."""
    settled = _settled(now)
    if then is None:
        return settled
    return replace(settled, rows=tuple(_tried(row, then) for row in settled.rows))


def _tried(row: SavingsRow, then: Outcome) -> SavingsRow:
    """The row with its full-year figure as it would be."""
    if row.full_year.figure != "full_year_saving":
        return row
    after = in_millions(then.number("full_year_saving"))
    return row if after == row.full_year.text else replace(row, full_year=replace(row.full_year, then=after))


@lru_cache(maxsize=4)
def _settled(now: Outcome) -> SavingsTable:
    """Kept, by identity, for the moves tried from one outcome."""
    target = now.scenario.targets.get(now.scenario.target_in_force)
    rows = [
        _money(now, "gross", "Gross saving", "full_year_saving"),
        _rounding(now),
        _cost(now, "one_off_revenue", "One-off cost, revenue"),
        _net(now),
        *([_against(now, target)] if target is not None else []),
        _money(now, "cumulative_net", "Cumulative net saving", ""),
        _capital(now),
    ]
    return SavingsTable(
        head=f"£ million, {now.terms.value}",
        terms=terms_in_words(now),
        years=YEARS,
        full_year_head="Full year" if now.terms == Terms.REAL else f"Full year, {now.full_year}",
        rows=tuple(_marked(now, row) for row in rows),
        target=target_words(target) if target is not None else "no target in force",
        summary=_summary(now, target),
        legend=LEGEND,
    )


def _marked(now: Outcome, row: SavingsRow) -> SavingsRow:
    return replace(row, cells=marked_cells(now, row.cells), full_year=marked_cells(now, (row.full_year,))[0])


def marked_cells(outcome: Outcome, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells, with the mark on each that rests on a provisional source."""
    return tuple(replace(cell, mark=mark_of(outcome, cell.figure)) if cell.figure else cell for cell in cells)


def bcu_savings(outcome: Outcome) -> BcuSavings:
    """Savings by BCU. Every column adds up to the row of all BCUs."""
    order = sorted(outcome.scenario.bcus.values(), key=lambda bcu: bcu.name.casefold())
    rows = tuple(_bcu_row(outcome, bcu.code, bcu.name, bcu.fill) for bcu in order)
    total = BcuSavingRow(
        code="",
        name="All BCUs",
        fill="",
        cells=tuple(_year(outcome, "gross", year, 2) for year in YEARS),
        full_year=_cell(outcome.number("full_year_saving"), "full_year_saving", 2),
        rounding=_cell(rounding_in_all(outcome), "saving_rounding_in_all", 2, signed=True),
    )
    marked = [_marked_bcu(outcome, row) for row in (*rows, total)]
    return BcuSavings(f"£ million, {outcome.terms.value}", tuple(marked[:-1]), marked[-1])


def _marked_bcu(outcome: Outcome, row: BcuSavingRow) -> BcuSavingRow:
    full_year, rounding = marked_cells(outcome, (row.full_year, row.rounding))
    return replace(row, cells=marked_cells(outcome, row.cells), full_year=full_year, rounding=rounding)


def rounding_in_all(outcome: Outcome) -> float:
    """How much of the full-year saving comes from rounding posts to whole ones, in pounds."""
    return outcome.number("saving_rounding_in_all")


def exact(pounds: float) -> str:
    """The figure to the penny, as a tip says it."""
    return pounds_pence(pounds)


def _bcu_row(outcome: Outcome, code: str, name: str, fill: str) -> BcuSavingRow:
    return BcuSavingRow(
        code=code,
        name=name,
        fill=fill,
        cells=tuple(_year(outcome, "saving", year, 2, code) for year in YEARS),
        full_year=_cell(outcome.number("full_saving_of_bcu", code), f"full_saving_of_bcu[{code}]", 2),
        rounding=_cell(outcome.number("saving_rounding", code), f"saving_rounding[{code}]", 2, signed=True),
    )


def _cell(pounds: float, figure: str, places: int = 1, *, signed: bool = False) -> Cell:
    write = signed_in_millions if signed else in_millions
    return Cell(write(pounds, places), pounds, figure, tip=exact(pounds))


def _year(outcome: Outcome, figure: str, year: str, places: int = 1, *keys: str) -> Cell:
    return _cell(outcome.number(figure, *keys, year), f"{figure}[{','.join((*keys, year))}]", places)


def _money(now: Outcome, figure: str, label: str, full_year: str) -> SavingsRow:
    cells = tuple(_year(now, figure, year) for year in YEARS)
    if not full_year:
        return SavingsRow(figure, label, cells, NONE)
    return SavingsRow(figure, label, cells, _cell(now.number(full_year), full_year))


def _rounding(now: Outcome) -> SavingsRow:
    cell = _cell(rounding_in_all(now), "saving_rounding_in_all", signed=True)
    return SavingsRow("rounding", "of which rounding", (NONE,) * len(YEARS), cell, "beside")


def _cost(now: Outcome, figure: str, label: str) -> SavingsRow:
    """A cost to take away: written with its minus, nothing where there is none."""
    cells = []
    for year in YEARS:
        pounds = now.number(figure, year)
        cells.append(_cell(-pounds, f"{figure}[{year}]") if pounds else NONE)
    return SavingsRow(figure, label, tuple(cells), NONE)


def _net(now: Outcome) -> SavingsRow:
    """The full-year column has nothing one-off in it, so net and gross are the same there."""
    row = _money(now, "net", "Net saving", "full_year_saving")
    return SavingsRow(row.id, row.label, row.cells, row.full_year, "total")


def _capital(now: Outcome) -> SavingsRow:
    row = _cost(now, "one_off_capital", "Capital, beside it")
    in_all = now.number("one_off_capital_in_all")
    cells = tuple(Cell(in_millions(-c.value), -c.value, c.figure, tip=exact(-c.value)) if c.value else NONE
                  for c in row.cells)  # fmt: skip
    words = f"{in_millions(in_all)} in all"
    full = Cell(words, in_all, "one_off_capital_in_all", tip=exact(in_all)) if in_all else NONE
    return SavingsRow(row.id, row.label, cells, full, "beside")


def measure_of(target: Target) -> str:
    """The figure by year that a target is held against."""
    return "gross" if target.kind == RECURRING else "cumulative_net"


def _against(now: Outcome, target: Target) -> SavingsRow:
    if target.scope == FORCE_WIDE:
        return _share_row(now, target)
    label = f"Against {target_words(target).split(',')[0]}"
    cells = []
    for year in YEARS:
        gap = now.number("gap_of_year", target.id, year)
        verdict, why = year_standing(now, target, year)
        tip = f"{exact(gap)}: {why}"
        cells.append(Cell(signed_in_millions(gap), gap, f"gap_of_year[{target.id},{year}]", verdict, tip))
    return SavingsRow("gap", label, tuple(cells), gap_cell(now, target, signed_in_millions))


def gap_cell(now: Outcome, target: Target, write: Callable[[float], str]) -> Cell:
    """The gap of a target over what it is held against, in pounds as `write` writes them, and how it stands."""
    gap = now.number("gap", target.id)
    verdict = OUTCOMES[standing(now, target, gap)]
    return Cell(write(gap), gap, f"gap[{target.id}]", verdict, f"{exact(gap)}: {verdict.value}")


def _share_row(now: Outcome, target: Target) -> SavingsRow:
    """A force-wide target is not this programme's to meet alone: the row says how much of it this programme is."""
    measure = measure_of(target)
    cells = tuple(_share_cell(now.number(measure, year), f"{measure}[{year}]", target) for year in YEARS)
    full = _share_cell(now.number("target_figure", target.id), f"target_figure[{target.id}]", target)
    label = f"This programme's share of {target_words(target).split()[0]}"
    return SavingsRow("share", label, cells, full if target.kind == RECURRING else NONE)


def _share_cell(figure: float, name: str, target: Target) -> Cell:
    part = share_of(figure, target)
    if part is None:
        return NONE
    return Cell(share(part, 0), part, name, tip=f"{exact(figure)} of {exact(target.amount)}, force-wide")


def share_of(figure: float, target: Target) -> float | None:
    """The share of a target that a figure in pounds is; None for a target of nought."""
    return figure / target.amount if target.amount else None


def year_standing(now: Outcome, target: Target, year: str) -> tuple[RuleOutcome, str]:
    """How a year stands against a target of local policing, and why in words.

    A year short of it is *incomplete* while the programme is still coming in (or the target not yet due), and
    *not met* after that.
    """
    words = target_words(target)
    if now.number("gap_of_year", target.id, year) >= 0:
        return RuleOutcome.MET, f"meets {words}"
    short = f"short of {words}"
    if now.unassigned:
        return RuleOutcome.INCOMPLETE, f"{short}; {plural(len(now.unassigned), 'borough')} not yet in a BCU"
    if target.kind != RECURRING and YEARS.index(year) < YEARS.index(target.by):
        return RuleOutcome.INCOMPLETE, f"{short}; not due before {target.by}"
    coming = not_live_all_year(now, year)
    if target.kind == RECURRING and coming:
        verb = "is" if coming == 1 else "are"
        return RuleOutcome.INCOMPLETE, f"{short}; {plural(coming, 'BCU')} {verb} not live all year"
    return RuleOutcome.NOT_MET, short


def not_live_all_year(now: Outcome, year: str) -> int:
    """How many BCUs with boroughs are not live on every day of the year."""
    days = days_in_year(year)
    with_boroughs = [code for code, boroughs in now.boroughs_of.items() if boroughs]
    return sum(1 for code in with_boroughs if now.number("days_live", code, year) < days)


def first_year_met(now: Outcome, target: Target) -> str:
    """The first year whose figure meets the target, by the target's own measure; empty when none does."""
    return next((year for year in YEARS if now.number("gap_of_year", target.id, year) >= 0), "")


def _summary(now: Outcome, target: Target | None) -> str:
    full = now.number("full_year_saving")
    first = f"Full-year saving {millions(full)}, {terms_in_words(now)}"
    if target is None:
        return f"{first}. No target is in force."
    if target.scope == FORCE_WIDE:
        part = share_of(now.number("target_figure", target.id), target)
        met = f"this programme is {share(part, 0)} of it" if part is not None else "nothing is asked"
        return f"{first}. Target in force {target_words(target)}: {met}, with the rest of the force to meet the rest."
    gap = signed_millions(now.number("gap", target.id))
    year = first_year_met(now, target)
    reached = f"first met in {year}" if year else f"not met by {YEARS[-1]}"
    return f"{first}. {gap} against {target_words(target)}; {reached}."
