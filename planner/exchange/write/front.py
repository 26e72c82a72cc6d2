"""The sheets around the figures: Contents, Lists, Sources and the reserved sheet."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planner import app_name
from planner.exchange.reserved import Row
from planner.exchange.tables import (
    BCU_CODES,
    BOROUGHS,
    CHOICES,
    KINDS,
    RESERVED_SHEET,
    ROLE_LIST,
    SCOPES,
    STATUSES,
    TERMS,
)
from planner.exchange.write.blocks import SheetPlan, Shown
from planner.exchange.write.checks import Copied
from planner.exchange.write.inputs import list_name
from planner.exchange.write.layout import Layout, Place
from planner.exchange.write.sheet import in_header, print_set_up, put
from planner.exchange.write.styles import COLOURS, KEY, LINE_HEIGHT, Look, Styles
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.scenario.plain import fingerprint, short
from planner.views.tables import Kind, Table, Value
from planner.words.dates import full_date
from planner.words.vocabulary import ROLES, Status, Terms

_NAME_ON_PAGE = 50
"""Characters of a scenario's name at the foot of a page, which holds 255 in all."""


@dataclass(frozen=True)
class About:
    """What stands on every sheet about the scenario, and the lines that the Contents start with."""

    lines: tuple[tuple[str, str], ...]
    line: str
    footer: str


def about_of(outcome: Outcome, plan_name: str, as_at: datetime) -> About:
    """What is said of an outcome exported at that (aware) time."""
    scenario, baseline = outcome.scenario, outcome.baseline
    mark, day = short(fingerprint(scenario)), full_date(as_at.date())
    labelled = f"{baseline.name} ({baseline.status.value})" if baseline.status == Status.ILLUSTRATIVE else baseline.name
    terms = terms_in_words(outcome)
    lines = [
        ("Scenario", scenario.name),
        ("Plan", plan_name or "the shipped plan"),
        ("Fingerprint", fingerprint(scenario)),
        ("Price terms", f"{terms}, as exported; chosen on Costs"),
        ("As at", day),
        ("Area", outcome.area.name),
        ("Baseline", labelled),
        ("Planner", app_name()),
    ]
    if scenario.note:
        lines.insert(1, ("Note", scenario.note))
    name = in_header(textwrap.shorten(scenario.name, _NAME_ON_PAGE, placeholder="…"))
    footer = f"&L&8BCU Planner · {name} · {mark} · {terms} · as at {day} · baseline {baseline.status.value}"
    line = f"As exported: {scenario.name} · fingerprint {mark} · {terms} · as at {day} · baseline: {labelled}"
    return About(tuple(lines), line, footer)


def contents(
    sheet: Any, plans: Sequence[tuple[str, str]], about: About, attribution: str, styles: Styles, figures: str
) -> None:
    """The first sheet: what this is, of which scenario, which cells are inputs, what is on each sheet, whose data."""
    strong, wrapped = styles.get(bold=True), styles.get(text_wrap=True)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    put(sheet, 0, 0, "BCU Planner", styles.get(bold=True, font_size=16))
    at = 2
    for name, value in about.lines:
        put(sheet, at, 0, name, strong)
        put(sheet, at, 1, value, wrapped)
        _set_height(sheet, at, value)
        at += 1
    at = _heading(sheet, at + 1, "Cells", "What their look means", styles)
    for look, words in KEY:
        put(sheet, at, 0, look.value, styles.cell(Kind.TEXT, look))
        put(sheet, at, 1, words, wrapped)
        at += 1
    link = styles.get(font_color=COLOURS["link text"], underline=1)
    at = _heading(sheet, at + 1, "Sheet", "What it holds", styles)
    for name, words in plans:
        if name == RESERVED_SHEET:
            put(sheet, at, 0, name, styles.get())
        else:
            sheet.write_url(at, 0, f"internal:'{name}'!A1", link, name)
        put(sheet, at, 1, words, wrapped)
        at += 1
    for name, words in (("Figures", figures), ("Attribution", attribution)):
        at += 1
        put(sheet, at, 0, name, strong)
        put(sheet, at, 1, words, wrapped)
        _set_height(sheet, at, words)
    print_set_up(sheet, about.footer, 1)
    sheet.fit_to_pages(1, 1)


def _heading(sheet: Any, at: int, left: str, right: str, styles: Styles) -> int:
    put(sheet, at, 0, left, styles.get(bold=True, bottom=1))
    put(sheet, at, 1, right, styles.get(bold=True, bottom=1))
    return at + 1


def _set_height(sheet: Any, row: int, text: str) -> None:
    lines = len(textwrap.wrap(text, 105)) or 1
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines + 1.5)


LIST_VALUES: dict[str, tuple[str, ...]] = {
    **CHOICES,
    SCOPES: ("local policing", "force-wide"),
    KINDS: ("recurring", "cumulative"),
    STATUSES: tuple(status.value for status in Status),
    TERMS: tuple(terms.value for terms in Terms),
}
"""Lists whose values stand on Lists itself; BCU codes are the cells of BCUs, boroughs those of Boroughs."""


def lists_sheet(layout: Layout, boroughs: Sequence[str]) -> SheetPlan:
    """Lay out the sheet of the values that drop-downs offer, a column for each."""
    plan = SheetPlan(
        layout,
        "Lists",
        "What the drop-downs offer.",
        (f"{BCU_CODES}: the column BCU of the sheet BCUs.",),
    )
    lists: dict[str, Sequence[Value]] = {**LIST_VALUES, BOROUGHS: boroughs}
    height = max(len(values) for values in lists.values())
    columns = [
        Shown(f"list {name}", name, [*values, *[None] * (height - len(values))], Kind.TEXT, Look.GIVEN, width=26)
        for name, values in lists.items()
    ]
    block = plan.table(columns, height)
    for name, values in lists.items():
        place = block.places[f"list {name}"]
        layout.add(f"drop-down {name}", Place("Lists", place.top, place.left, len(values)))
    for at, role in enumerate(ROLES):
        place = block.places[f"list {ROLE_LIST}"]
        layout.add(f"role {role.value}", Place("Lists", place.top + at, place.left))
    return plan


def define_lists(book: Any, layout: Layout) -> None:
    """Give each list the name by which drop-downs know it."""
    codes = layout.at("BCUs.code")
    book.define_name(list_name(BCU_CODES), f"=BCUs!{codes.whole}")
    for name in (*LIST_VALUES, BOROUGHS):
        book.define_name(list_name(name), f"=Lists!{layout.at(f'drop-down {name}').whole}")


def sources_sheet(layout: Layout, tables: Sequence[Table]) -> SheetPlan:
    """Lay out tables of values one below another: the response record, and where every figure comes from."""
    plan = SheetPlan(
        layout,
        "Sources",
        "The published response record, and where every figure that ships with the planner comes from.",
        repeats=False,
    )
    for table in tables:
        columns = [
            Shown(f"{table.name} {column.key}", column.head, table.column(column.key), column.kind, Look.GIVEN,
                  width=column.width)
            for column in table.columns
        ]  # fmt: skip
        plan.words([f"{table.name}. {table.about}", *(line for n in table.notes for line in textwrap.wrap(n, 150))])
        plan.table(columns, len(table.rows))
    return plan


def reserved_sheet(sheet: Any, rows: Sequence[Row], copied: Sequence[Copied], styles: Styles) -> None:
    """Write the reserved sheet and hide it: rows of a word and its text, and the inputs as exported beside them."""
    plain = styles.get()
    for at, (word, text) in enumerate(rows):
        put(sheet, at, 0, word, plain)
        put(sheet, at, 1, text, plain)
    for one in copied:
        for c in range(one.copy.width):
            put(sheet, 0, one.copy.left + c, one.words, plain)
        for r, values in enumerate(one.values):
            for c, value in enumerate(values):
                if value is not None and value != "":
                    put(sheet, one.copy.top + r, one.copy.left + c, value, plain)
    sheet.hide()
