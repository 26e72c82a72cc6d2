"""The columns of the Savings, Rules and Response tabs' tables: how each row is written, copied and asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from planner.views.assumption_rows import NO_SOURCE, source_sign, source_tip
from planner.views.columns import PASSING, Column, outcome_word
from planner.views.go_live import GoLiveRow
from planner.views.response import ExposureRow, Month
from planner.views.rules_rows import SHORT_TITLES, RuleLine, SubjectLine
from planner.views.savings import BcuSavingRow, Cell, SavingsRow, SavingsTable
from planner.views.targets import OneOffRow, TargetRow, amount_to_edit
from planner.words.money import signed_in_millions
from planner.words.numbers import whole
from planner.words.vocabulary import YEARS, Outcome

T = TypeVar("T")

_LARGE_GAP = 100e6
"""Pounds from which on a gap against a target is read in whole millions where there is little room."""

_SHORT_LABELS = {
    "rounding": "rounding",
    "one_off_revenue": "One-off cost",
    "cumulative_net": "Cumulative",
    "one_off_capital": "Capital",
}
"""Labels of the rows by year where there is little room; the whole label is the cell's tip."""


def sign_of(cell: Cell) -> str:
    """The glyph that stands before a figure that meets or misses something."""
    return cell.outcome.value.replace(" ", "_") if cell.outcome is not None else ""


def raw_of(cell: Cell) -> str:
    """The figure as it goes to the clipboard: pounds and pence (a share as a plain number), or nothing."""
    if cell.value is None:
        return ""
    return f"{cell.value:.4f}" if cell.text.endswith("%") else f"{cell.value:.2f}"


def shown(cell: Cell) -> str:
    """The figure as read, with what a move not yet made would make of it."""
    return f"{cell.text} ▸ {cell.then}" if cell.then else cell.text


def _shown_short(cell: Cell) -> str:
    """The figure where there is little room: what a move would make of it alone, a large gap in whole millions."""
    if cell.then:
        return f"▸ {cell.then}"
    if cell.outcome is not None and cell.value is not None and abs(cell.value) >= _LARGE_GAP:
        return signed_in_millions(cell.value, 0)
    return cell.text.removesuffix(" in all")


def _figures(
    key: str,
    title: str,
    cell: Callable[[T], Cell],
    is_strong: Callable[[T], bool],
    about: str = "",
    drop: int = 0,
    narrow: str = "",
) -> Column[T]:
    return Column(
        key=key,
        title=title,
        text=lambda row: shown(cell(row)),
        is_number=True,
        raw=lambda row: raw_of(cell(row)),
        order=lambda row: cell(row).value or 0.0,
        about=about,
        tip=lambda row: cell(row).tip,
        sign=lambda row: sign_of(cell(row)),
        is_strong=is_strong,
        figure=lambda row: cell(row).figure,
        mark=lambda row: cell(row).mark,
        drop=drop,
        narrow=narrow,
        short=lambda row: _shown_short(cell(row)),
    )


def _year(i: int) -> Callable[[SavingsRow | BcuSavingRow | OneOffRow], Cell]:
    return lambda row: row.cells[i]


def savings_columns(table: SavingsTable) -> tuple[Column[SavingsRow], ...]:
    """Label, the years, and the full year."""
    strong: Callable[[SavingsRow], bool] = lambda row: row.look == "total"  # noqa: E731
    unit = table.head.replace("£ million", "£m")
    label = Column[SavingsRow](
        "label", table.head, lambda row: row.label, is_strong=strong, narrow=unit, short=_short_label
    )
    # Where there is no room for all, the last years go first: by then a year is the full year again.
    late = {table.years[0]: 1, table.years[-2]: 2, table.years[-1]: 3}
    years = [_figures(year, year, _year(i), strong, drop=late.get(year, 0)) for i, year in enumerate(table.years)]
    about = "Gross saving with every BCU live all year; recurring, nothing one-off in it"
    narrow = table.full_year_head.replace(", ", "\n") if ", " in table.full_year_head else "Full\nyear"
    full = _figures("full", table.full_year_head, lambda row: row.full_year, strong, about, narrow=narrow)
    return (label, *years, full)


def _short_label(row: SavingsRow) -> str:
    label = _SHORT_LABELS.get(row.id, row.label).replace("This programme's share", "Share")
    return f"v {label.split()[1]}" if row.id == "gap" else label


def bcu_saving_columns(head: str) -> tuple[Column[BcuSavingRow], ...]:
    """Code and name, the years, the full year, and how much of it is rounding."""
    total: Callable[[BcuSavingRow], bool] = lambda row: row.code == ""  # noqa: E731
    code = Column[BcuSavingRow]("code", head, lambda row: row.code, about="Code of the BCU", is_strong=lambda row: True)
    name = Column[BcuSavingRow]("name", "", lambda row: row.name, about="Name of the BCU", is_strong=total)
    # Where there is no room for all, the first and the last years go: in the first, few BCUs are live.
    drops = (1, 0, 0, 0, 2, 3)
    years = [
        _figures(year, year, _year(i), total, f"Saving in {year}", drops[i], narrow=year[2:])
        for i, year in enumerate(YEARS)
    ]
    full = _figures("full", "Full year", lambda row: row.full_year, total, "Full-year saving", narrow="Full\nyear")
    about = "How much of the full-year saving comes from rounding posts to whole ones; not a saving to brief"
    rounding = _figures("rounding", "Rounding", lambda row: row.rounding, total, about, narrow="Round-\ning")
    return (code, name, *years, full, rounding)


def go_live_columns() -> tuple[Column[GoLiveRow], ...]:
    """Code, name, the bar (drawn, so without text), the date to change, and where it comes from."""
    return (
        Column("code", "BCU", lambda row: row.code, is_strong=lambda row: True),
        Column("name", "", lambda row: row.name, about="Name of the BCU", tip=lambda row: row.words),
        Column("bar", "", lambda row: "", about="Live from", tip=lambda row: row.words),
        Column(
            "date",
            "Go-live",
            lambda row: row.text,
            order=lambda row: row.text,
            about="Type a date; ← and → move it by a month",
            tip=lambda row: f"{row.words}. {row.source}" if row.source else row.words,
            sign=lambda row: sign_of(Cell("", outcome=row.verdict)) if row.verdict and row.verdict != "met" else "",
            is_editable=lambda row: True,
            figure=lambda row: f"go_live[{row.code}]",
        ),
        Column("status", "Status", lambda row: row.status, tip=lambda row: row.source),
    )


def one_off_columns() -> tuple[Column[OneOffRow], ...]:
    """Kind, the years to change, and the total."""
    total: Callable[[OneOffRow], bool] = lambda row: row.kind == ""  # noqa: E731
    label = Column[OneOffRow]("label", "£ million", lambda row: row.label, is_strong=total)
    years = [_one_off_year(i, year, total) for i, year in enumerate(YEARS)]
    return (label, *years, _figures("in_all", "In all", lambda row: row.in_all, total))


def _one_off_year(i: int, year: str, total: Callable[[OneOffRow], bool]) -> Column[OneOffRow]:
    return Column(
        key=year,
        title=year,
        text=lambda row: row.cells[i].text,
        is_number=True,
        raw=lambda row: amount_to_edit(row.cells[i].value),
        tip=lambda row: row.cells[i].tip,
        is_strong=total,
        is_editable=lambda row: row.kind != "",
        figure=lambda row: row.cells[i].figure,
        mark=lambda row: row.cells[i].mark,
    )


def target_columns() -> tuple[Column[TargetRow], ...]:
    """The target, whether it is in force, and how the programme stands to it; what was said of it can be changed."""
    force: Callable[[TargetRow], bool] = lambda row: row.in_force  # noqa: E731
    is_open: Callable[[TargetRow], bool] = lambda row: row.can_change  # noqa: E731
    return (
        Column(
            "amount",
            "Target",
            lambda row: row.amount,
            raw=lambda row: row.amount_entry,
            about="Type an amount as £73m",
            tip=lambda row: row.words,
            is_strong=force,
            is_editable=is_open,
        ),
        Column("due", "Due", lambda row: row.kind, raw=lambda row: row.due, is_strong=force, is_editable=is_open),
        Column(
            "force",
            "In force",
            lambda row: "in force" if row.in_force else "–",
            about="Double-click to put a target in force",
            is_strong=force,
        ),
        Column("scope", "Scope", lambda row: row.scope, drop=2, is_editable=is_open),
        _figures(
            "standing", "Standing", lambda row: row.standing, force, "Gap, or this programme's share of it", drop=1
        ),
        Column("first", "First met", lambda row: row.first_met, about="First year that meets it", drop=3),
        Column("name", "What was said", lambda row: row.name, tip=lambda row: f"{row.name}. {row.source}",
               is_editable=is_open),
        Column("dated", "Dated", lambda row: row.dated, drop=4),
        Column("status", "Status", lambda row: row.status, tip=lambda row: row.source, drop=5),
        Column("source", "Source", lambda row: row.source or NO_SOURCE, raw=lambda row: row.source,
               tip=lambda row: source_tip(row.source), is_editable=is_open, drop=6,
               sign=lambda row: source_sign(row.source)),
    )  # fmt: skip


def rule_columns() -> tuple[Column[RuleLine], ...]:
    """On or off, the rule, its threshold, what it finds by outcome, and its source."""
    titles = ("Not met", "At risk", "Incomplete", "Met")
    counts = [_count(i, title) for i, title in enumerate(titles)]
    return (
        Column("on", "On", lambda row: "on" if row.is_on else "off", about="Switched on; Space switches it"),
        Column("id", "Rule", lambda row: row.id, is_strong=lambda row: True),
        Column(
            "title",
            "",
            lambda row: row.title,
            about="What it asks",
            tip=lambda row: row.title,
            short=lambda row: SHORT_TITLES.get(row.id, row.title),
        ),
        Column(
            "threshold",
            "Threshold",
            lambda row: row.threshold,
            tip=lambda row: row.threshold,
            short=lambda row: row.threshold.replace("East Area's ", ""),
            is_strong=lambda row: len(row.settings) > 0,
            is_editable=lambda row: len(row.settings) == 1,
            raw=lambda row: row.settings[0].text if len(row.settings) == 1 else row.threshold,
        ),
        *counts,
        Column(
            "outcome",
            "Outcome",
            _found,
            tip=lambda row: row.quiet,
            outcome=lambda row: row.worst,
        ),
    )


def _found(row: RuleLine) -> str:
    """The worst outcome with how many have it, so that it can be read where the counts have no room."""
    if row.worst is None:
        return "nothing to say" if row.is_on else "off"
    if row.worst == Outcome.MET:
        return outcome_word(row.worst)
    return f"{row.counts[tuple(Outcome).index(row.worst)]} {row.outcome}"


def _count(i: int, title: str) -> Column[RuleLine]:
    return Column(
        key=title.lower(),
        title=title,
        text=lambda row: row.counts[i],
        is_number=True,
        raw=lambda row: row.counts[i].replace(",", ""),
        is_strong=lambda row: i < 2 and row.counts[i] not in ("0", "–"),
        drop=PASSING + (1 if i == 3 else 0),
    )


def subject_columns() -> tuple[Column[SubjectLine], ...]:
    """Outcome, who or what it is about, and why."""
    return (
        Column("outcome", "Outcome", lambda row: outcome_word(row.outcome), outcome=lambda row: row.outcome),
        Column("name", "Where", lambda row: row.name, tip=lambda row: row.name, drop=1),
        Column(
            "reason",
            "Why",
            lambda row: f"{row.reason}{row.mark}",
            raw=lambda row: row.reason,
            tip=lambda row: row.reason,
            figure=lambda row: row.figure,
        ),
    )


def record_columns() -> tuple[Column[Month], ...]:
    """Months of the pathfinders' record, per cent."""
    return (
        Column("month", "Month", lambda row: row.label, raw=lambda row: row.month),
        Column("cn", "Central North, %", lambda row: whole(row.central_north), is_number=True),
        Column("ea", "East Area, %", lambda row: whole(row.east_area), is_number=True),
        Column("mps", "The Met, %", lambda row: whole(row.mps), is_number=True),
        Column("target", "Target, %", lambda row: whole(row.target), is_number=True),
    )


def exposure_columns() -> tuple[Column[ExposureRow], ...]:
    """Code, name, the exposure with a bar, and what rule G5 finds."""
    return (
        Column("code", "BCU", lambda row: row.code, is_strong=lambda row: True),
        Column("name", "", lambda row: row.name, about="Name of the BCU", tip=lambda row: row.boroughs),
        Column(
            "value",
            "Exposure",
            lambda row: row.text,
            is_number=True,
            raw=lambda row: f"{row.value:.4f}",
            order=lambda row: row.value,
            tip=lambda row: row.words,
        ),
        Column("bar", "", lambda row: "", about="Exposure against East Area's own", tip=lambda row: row.words),
        Column(
            "outcome",
            "Rule G5",
            lambda row: outcome_word(row.outcome, "off"),
            tip=lambda row: row.words,
            outcome=lambda row: row.outcome,
        ),
    )
