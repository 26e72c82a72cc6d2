"""The sheets Checks and Exchange: app figure beside sheet figure, the inputs as exported, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.exchange.tables import RESERVED_SHEET
from planner.exchange.write.blocks import Block, Line, Maker, SheetPlan, Shown
from planner.exchange.write.figures import OUT_OF_DATE, Figures, range_of
from planner.exchange.write.layout import Layout, Place, Seen
from planner.exchange.write.styles import Look
from planner.outcome.equations import BY_NAME
from planner.views.tables import Kind, Value, kind_of_unit
from planner.words.vocabulary import YEARS

OK, CHECK, CHANGED = "OK", "CHECK", "changed since export"
IN_ALL: tuple[str, ...] = tuple(
    f"{key}_in_all{part}"
    for key in ("officers", "supervisors", "superintendents", "chief_superintendents", "dwos", "pcsos")
    for part in ("_baseline", "", "_change")
)
SINGLE: tuple[str, ...] = (
    *IN_ALL,
    "wards_met",
    "wards_met_in_effect",
    "full_year_saving",
    "saving_rounding_in_all",
    "one_off_revenue_in_all",
    "one_off_capital_in_all",
    "one_off",
    "area_cost_baseline",
    "area_cost_proposed",
    "bridge_overrides",
    "bridge_residual",
)
BY_YEAR: tuple[str, ...] = ("gross", "net", "cumulative_net")
MOVES: tuple[str, ...] = ("Boroughs.bcu", "BCUs.code")
"""Inputs whose change makes what rests on geometry out of date."""


@dataclass(frozen=True)
class Copied:
    """An input column and where its values as exported stand on the reserved sheet."""

    key: str
    words: str
    place: Place
    copy: Place
    values: Sequence[Sequence[Value]]


def copies(plans: Sequence[SheetPlan], terms: tuple[str, Value], layout: Layout) -> list[Copied]:
    """A copy of every input column of the sheets laid out, side by side on the reserved sheet."""
    found: list[Copied] = []
    at = 3
    for plan in plans:
        for block in plan.blocks:
            for key, words, values in _inputs_of(block) if isinstance(block, Block) else ():
                place = layout.at(key)
                copy = Place(RESERVED_SHEET, 1, at, place.height, place.width)
                found.append(Copied(key, f"{plan.name}: {words}", place, copy, values))
                at += place.width
    key, value = terms
    found.append(Copied(key, "Costs: price terms", layout.at(key), Place(RESERVED_SHEET, 1, at), [[value]]))
    return found


def _inputs_of(block: Block) -> list[tuple[str, str, Sequence[Sequence[Value]]]]:
    found: list[tuple[str, str, Sequence[Sequence[Value]]]] = []
    for column in block.columns:
        if column.look is not Look.INPUT:
            continue
        if isinstance(column, Shown):
            found.append((column.key, column.heading, [[value] for value in column.values]))
        else:
            found.append((column.key, "the years’ own targets", column.values))
    return found


def checks_sheet(f: Figures, layout: Layout, copied: Sequence[Copied]) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Checks",
        "Whether this workbook and the planner agree, and whether its inputs fit together.",
        (
            "App figure: as exported. Sheet figure: worked out here. Where inputs were changed since, a difference is "
            f"“{CHANGED}”: import the workbook, and the planner says the same.",
        ),
        repeats=False,
    )
    plan.lines(_at_a_glance(), at=2)
    _figures(f, plan)
    _fit(f, plan)
    _changes(plan, copied)
    return plan


def _at_a_glance() -> list[Line]:
    return [
        Line("all_ok", "All in all", "all OK", Kind.TEXT, Look.OUTPUT, _all_ok),
        Line("inputs_changed", "Inputs changed since export", 0, make=lambda s: f"SUM({range_of(s, 'changed_cells')})",
             unit="cells"),
        Line("assignment_changed", "of which boroughs’ BCUs and BCU codes", 0, make=_assignment_changed, unit="cells"),
        Line("out_of_date", "Said of geometry once a borough has moved", OUT_OF_DATE, Kind.TEXT, Look.GIVEN),
    ]  # fmt: skip


def _all_ok(seen: Seen) -> str:
    wrong = "+".join(f'COUNTIF({range_of(seen, key)},"{CHECK}")' for key in ("figure_check", "fit_check"))
    return f'IF({wrong}>0,"{CHECK}: see below",IF({seen.cell("inputs_changed")}>0,"{CHANGED}","all {OK}"))'


def _assignment_changed(seen: Seen) -> str:
    return f"SUMIFS({range_of(seen, 'changed_cells')},{range_of(seen, 'changed_moves')},1)"


def _asked(f: Figures) -> list[tuple[str, Maker, float, str]]:
    """What is compared: words, the sheet's cell, the app's figure, its unit."""
    found: list[tuple[str, Maker, float, str]] = []
    for name in SINGLE:
        found.append((BY_NAME[name].label, _copy(name), f.number(name), BY_NAME[name].unit))
    for name in BY_YEAR:
        for at, year in enumerate(YEARS):
            value = float(f.array(name)[at])
            found.append((f"{BY_NAME[name].label}, {year}", _in_range(name, at), value, BY_NAME[name].unit))
    for at, code in enumerate(f.outcome.scenario.bcus):
        for name in ("officers", "full_saving_of_bcu", "saving_rounding"):
            value = float(f.array(name)[at])
            found.append((f"{BY_NAME[name].label}, {code}", _in_range(name, at), value, BY_NAME[name].unit))
    return found


def _copy(name: str) -> Maker:
    return lambda seen: seen.cell(name)


def _in_range(name: str, at: int) -> Maker:
    """One cell of a column or row: the figure of one BCU or year."""

    def make(seen: Seen) -> str:
        place = seen.place(name)
        row, column = (place.top, place.left + at) if place.across else (place.top + at, place.left)
        return f"{seen.sheet(place)}{Place(place.sheet, row, column).whole.partition(':')[0]}"

    return make


def _figures(f: Figures, plan: SheetPlan) -> None:
    asked = _asked(f)
    kinds = [kind_of_unit(unit) for _, _, _, unit in asked]
    values: list[Value] = [value for _, _, value, _ in asked]
    plan.table(
        [
            Shown("figure_words", "Figure", [words for words, _, _, _ in asked], Kind.TEXT, Look.GIVEN, width=46),
            Shown("figure_unit", "Unit", [unit for _, _, _, unit in asked], Kind.TEXT, Look.GIVEN, width=10),
            Shown("app_figure", "App figure", values, Kind.DECIMAL, Look.GIVEN, width=18, kinds=kinds),
            Shown("sheet_figure", "Sheet figure", values, Kind.DECIMAL, width=18, kinds=kinds,
                  makes=[make for _, make, _, _ in asked]),
            Shown("figure_difference", "Difference", [0] * len(asked), Kind.DECIMAL, width=16,
                  make=lambda s: f"ROUND({s.cell('sheet_figure')}-{s.cell('app_figure')},2)"),
            Shown("figure_check", "Check", [OK] * len(asked), Kind.TEXT, Look.OUTPUT, _figure_check, 20),
        ],
        len(asked),
        dims=("check",),
        title="Figures",
    )  # fmt: skip


def _figure_check(seen: Seen) -> str:
    wrong = f'IF({seen.cell("inputs_changed")}>0,"{CHANGED}","{CHECK}")'
    return f'IF({seen.cell("figure_difference")}=0,"{OK}",{wrong})'


def _fit(f: Figures, plan: SheetPlan) -> None:
    """Faults in the inputs that a formula can see, counted."""
    asked: list[tuple[str, Maker]] = [
        ("Boroughs whose BCU is not on BCUs", _unknown_bcus),
        ("BCU codes that stand twice", _codes_twice),
        ("BCUs with a code and no name, or a name and no code", _half_named),
        ("Go-live dates that are not dates", _no_dates),
        ("Targets in force, other than one", _in_force),
        ("Posts of wards that are not numbers", _no_numbers(("Wards.dwo", "Wards.pcso", "Wards.vacancies"))),
        ("Abstraction rates that are not numbers", _no_numbers(("Wards.abstraction",))),
        ("Baseline posts that are not numbers", _no_numbers(("Baseline.posts",))),
        ("Assumptions that are not numbers", _no_numbers(("Assumptions.value",))),
        ("Overrides that are not numbers", _texts("Posts.override")),
        ("Bridge residual, £, to the penny", lambda s: f"ABS(ROUND({s.cell('bridge_residual')},2))"),
        ("Price terms other than real and cash",
         lambda s: f'1-COUNTIF({s.cell("terms")},"real")-COUNTIF({s.cell("terms")},"cash")'),
    ]  # fmt: skip
    residual = round(abs(f.number("bridge_residual")), 2)
    counts: list[Value] = [residual if "residual" in words else 0 for words, _ in asked]
    in_force = f.outcome.scenario.target_in_force in f.outcome.scenario.targets
    counts = [int(not in_force) if "in force" in words else n for (words, _), n in zip(asked, counts, strict=True)]
    plan.table(
        [
            Shown("fit_words", "What does not fit", [words for words, _ in asked], Kind.TEXT, Look.GIVEN, width=46),
            Shown("fit_count", "Found", counts, width=10, makes=[make for _, make in asked]),
            Shown("fit_check", "Check", [CHECK if n else OK for n in counts], Kind.TEXT, Look.OUTPUT,
                  lambda s: f'IF({s.cell("fit_count")}=0,"{OK}","{CHECK}")', 18),
        ],
        len(asked),
        dims=("fit",),
        title="Inputs that do not fit together",
    )  # fmt: skip


def _unknown_bcus(seen: Seen) -> str:
    codes, slots = range_of(seen, "Boroughs.bcu"), range_of(seen, "slot_of_borough")
    return f'SUMPRODUCT((TRIM({codes})<>"")*({slots}=0))'


def _codes_twice(seen: Seen) -> str:
    """Codes that stood before: MATCH compares them as text, where COUNTIF would take 7 and 07 for one number."""
    codes = range_of(seen, "slot_code")
    first = f'MATCH({codes}&"",{codes}&"",0)'
    return f'SUMPRODUCT(({codes}<>"")*({first}<ROW({codes})-MIN(ROW({codes}))+1))'


def _half_named(seen: Seen) -> str:
    codes, names = range_of(seen, "slot_code"), range_of(seen, "BCUs.name")
    return f'SUMPRODUCT(1*(({codes}="")<>(TRIM({names})="")))'


def _no_dates(seen: Seen) -> str:
    return _texts("BCUs.go_live")(seen)


def _texts(key: str) -> Maker:
    return lambda seen: f"COUNTA({range_of(seen, key)})-COUNT({range_of(seen, key)})"


def _in_force(seen: Seen) -> str:
    return f'ABS(COUNTIF({range_of(seen, "Targets.in_force")},"yes")-1)'


def _no_numbers(keys: tuple[str, ...]) -> Maker:
    return lambda seen: "+".join(f"ROWS({range_of(seen, key)})-COUNT({range_of(seen, key)})" for key in keys)


def _changes(plan: SheetPlan, copied: Sequence[Copied]) -> None:
    plan.table(
        [
            Shown("changed_words", "Inputs", [one.words for one in copied], Kind.TEXT, Look.GIVEN, width=46),
            Shown("changed_cells", "Cells changed", [0] * len(copied), width=10, look=Look.OUTPUT, adds_up=True,
                  makes=[_changed(one) for one in copied]),
            Shown("changed_moves", "Of geometry, 1 for yes", [int(one.key in MOVES) for one in copied], Kind.WHOLE,
                  Look.GIVEN, width=18),
        ],
        len(copied),
        dims=("changed",),
        title="Inputs changed since export",
    )  # fmt: skip


def _changed(one: Copied) -> Maker:
    """Cells that differ from the copy; a blank and a nought differ too."""

    def make(seen: Seen) -> str:
        now, then = f"{seen.sheet(one.place)}{one.place.whole}", f"{RESERVED_SHEET}!{one.copy.whole}"
        return f"SUMPRODUCT(1*(({now}<>{then})+(ISBLANK({now})<>ISBLANK({then}))>0))"

    return make
