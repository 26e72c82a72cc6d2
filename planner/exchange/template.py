"""The template: the same input tables as the workbook's, with every borough and ward listed and nothing decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from planner import app_name
from planner.area.build import make_baseline
from planner.area.types import Area, Baseline
from planner.exchange.tables import INPUT_TABLES
from planner.exchange.workbook import add_sheet, new_book, put_in_place
from planner.exchange.write.blocks import Across, Block, SheetPlan, Shown
from planner.exchange.write.book import Laid, lay_out
from planner.exchange.write.front import About, contents, define_lists, lists_sheet
from planner.exchange.write.layout import Layout
from planner.exchange.write.sheet import SheetWriter
from planner.exchange.write.styles import Styles
from planner.outcome.evaluate import evaluate
from planner.scenario.shipped import shipped_scenario
from planner.words.dates import full_date
from planner.words.vocabulary import FUNCTIONS, ROLES, Status

FILLING = (
    "Fill the input cells of the sheets you have figures for and take out the sheets you have none for: what a sheet "
    "does not say stays as the plan has it. Then import the workbook into a plan, or make a plan of it."
)
_BESIDE = frozenset({"Unit", "What it is"})
"""Columns that explain an input and are not inputs."""


def write_template(area: Area, path: Path | str, *, as_at: datetime, baseline: Baseline | None = None) -> None:
    """Write a template for an area to an .xlsx file, as write_workbook does.

    Wards start at the default posts; with no `baseline` its posts are blank. `as_at` is an aware time. Raises
    ExportError, with a file that was there as it was.
    """
    put_in_place(Path(path), template_bytes(area, as_at=as_at, baseline=baseline))


def template_bytes(area: Area, *, as_at: datetime, baseline: Baseline | None = None) -> bytes:
    """The template's bytes: the same for the same area, baseline and time."""
    line = f"Template for {area.name}. Change the cells in the colour of inputs, and nothing else."
    about = About(
        (
            ("Template", "Input tables to fill in; nothing in it is decided yet"),
            ("As at", full_date(as_at.date())),
            ("Area", area.name),
            ("Planner", app_name()),
        ),
        line,
        f"&LBCU Planner · template · as at {full_date(as_at.date())}",
    )
    buffer = BytesIO()
    book = new_book(buffer, "BCU Planner: template", area.name, about, as_at)
    styles, layout = Styles(book), Layout()
    plans = _sheets(_laid(area, baseline), layout, has_baseline=baseline is not None)
    plans.append(lists_sheet(layout, [borough.name for borough in area.policed]))
    told = [(plan.name, plan.about) for plan in plans]
    contents(add_sheet(book, "Contents"), told, about, area.attribution, styles, FILLING)
    for plan in plans:
        SheetWriter(add_sheet(book, plan.name), plan, layout, styles).write(line, about.footer)
    define_lists(book, layout)
    book.close()
    return buffer.getvalue()


def _laid(area: Area, baseline: Baseline | None) -> Laid:
    """The workbook of a scenario in which nothing is decided."""
    known = baseline or make_baseline(
        baseline_id="none",
        name="None",
        area=area,
        posts={borough.code: (0,) * (len(FUNCTIONS) * len(ROLES)) for borough in area.policed},
        ward_dwo=(0,) * len(area.wards),
        ward_pcso=(0,) * len(area.wards),
        status=Status.ASSUMED,
        source="",
    )
    return lay_out(evaluate(area, known, shipped_scenario(area, known, "template", "Template", bcus=())))


def _sheets(laid: Laid, layout: Layout, *, has_baseline: bool) -> list[SheetPlan]:
    """The input tables of each sheet, laid out anew without the formulas."""
    found = []
    for plan in laid.sheets:
        tables = [block for block in plan.blocks if isinstance(block, Block) and _inputs(block.columns)]
        if not tables:
            continue
        about = next(table.about for table in INPUT_TABLES if table.sheet == plan.name)
        own = SheetPlan(layout, plan.name, about, fixed_columns=plan.fixed_columns)
        for block in tables:
            columns = [column for column in block.columns if _is_kept(column)]
            if not has_baseline:
                columns = [_without_posts(column) for column in columns]
            own.table([_plain(column) for column in columns], block.count, title=block.title)
        found.append(own)
    return found


def _inputs(columns: Sequence[Shown | Across]) -> list[Shown | Across]:
    return [column for column in columns if (column.spec if isinstance(column, Shown) else column.specs)]


def _is_kept(column: Shown | Across) -> bool:
    return bool(_inputs([column])) or (isinstance(column, Shown) and column.heading in _BESIDE)


def _without_posts(column: Shown | Across) -> Shown | Across:
    if isinstance(column, Across) or column.key != "Baseline.posts":
        return column
    return replace(column, values=[None] * len(column.values))


def _plain(column: Shown | Across) -> Shown | Across:
    """The column without the figures that formulas would read from it, and without its total."""
    return replace(column, also=(), adds_up=False) if isinstance(column, Shown) else replace(column, adds_up=False)
