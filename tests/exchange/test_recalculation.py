"""LibreOffice, recalculating every formula of the workbook, agrees with the app on every figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, product, takewhile
from pathlib import Path

import numpy as np
import pytest

from planner.exchange.workbook import figure_cells, workbook_bytes
from planner.exchange.write.book import lay_out
from planner.exchange.write.figures import OUT_OF_DATE
from planner.exchange.write.layout import cell_name
from planner.outcome.equations import EQUATIONS
from planner.outcome.evaluate import Outcome
from planner.outcome.figures import Figure, value_at
from planner.outcome.quantities import POUNDS, Equation
from planner.outcome.rules import RULES
from planner.scenario.shipped import shipped_plan
from planner.words.vocabulary import Terms
from tests.conftest import RECALCULATED, TIER
from tests.exchange.cells import Cell, Cells, cells_of
from tests.exchange.changes import ALL_AT_ONCE, CAMDEN, CHANGES, HQ, INSPECTOR, Change
from tests.exchange.inside import Inside
from tests.exchange.once import given_in, recalculated_in, recalculated_once, shared_folder, wanted
from tests.exchange.scenarios import Case, random_case, shipped_case

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)

SHIPPED: dict[str, Case] = {
    f"{scenario.id} in {terms.value} terms": shipped_case(scenario.id, terms)
    for scenario in shipped_plan().scenarios
    for terms in (Terms if TIER != "test" else (Terms.REAL,))
}
RANDOM = [f"random {seed}" for seed in range(RECALCULATED[TIER])]
INSIDE: dict[str, Change] = {"all at once": ALL_AT_ONCE, **({} if TIER == "test" else CHANGES)}
FAULTY = "one fault of each kind"
SOUND = ("Bridge residual, £, to the penny",)
START = shipped_case(shipped_plan().current)


def case_of(name: str) -> Case:
    """The case that a workbook was exported from."""
    if name in SHIPPED:
        return SHIPPED[name]
    if name in INSIDE or name == FAULTY:
        return START
    return random_case(int(name.split()[1]))


def made(name: str) -> bytes:
    """The workbook of that name, as LibreOffice is given it."""
    content = exported(case_of(name))
    if name == FAULTY:
        return one_fault_of_each(Inside(content)).content()
    if name not in INSIDE:
        return content
    book = Inside(content)
    INSIDE[name].in_cells(book, START)
    return book.content()


def one_fault_of_each(book: Inside) -> Inside:
    """What people type that does not fit, once for each line of Checks."""
    book.set("Boroughs", (CAMDEN,), bcu="QQ")
    book.set("BCUs", (13,), code="AS", name="Aberdeen").set("BCUs", (14,), code="07").set(
        "BCUs", (15,), code="7", name="7"
    )
    book.set("BCUs", (5,), go_live="soon").set("Targets", ("f001",), in_force="yes")
    book.set("Wards", (START.outcome.area.wards[3].code,), pcso="none", abstraction="little")
    book.set("Baseline", (CAMDEN, HQ.value, INSPECTOR.value), posts=None)
    book.set("Assumptions", ("change.sergeant.hq",), value="n/a")
    book.set("Posts", (2, HQ.value, INSPECTOR.value), override="x")
    return book.set_terms("both")


def exported(case: Case) -> bytes:
    return workbook_bytes(case.outcome, as_at=AS_AT)


@pytest.fixture(scope="session")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every workbook of the run stands, as given and as recalculated."""
    return recalculated_once(shared_folder(tmp_path_factory, "recalculated"), wanted(request.session.items), made)


def formulas(cells: Cells) -> Iterator[tuple[str, str]]:
    """Sheet and address of every formula."""
    for sheet, found in cells.items():
        yield from ((sheet, address) for address, cell in found.items() if cell.formula is not None)


def is_same(expected: object, found: object, *, pounds: bool = False) -> bool:
    """Whether two values are the same figure: to a billionth, pounds to a ten-thousandth of a penny.

    Large figures to the thirteen digits that a sum of floats holds; posts are whole, so that is exactly.
    """
    if isinstance(expected, float) and isinstance(found, float):
        return abs(expected - found) <= max(1e-6 if pounds else 1e-9, 1e-13 * abs(expected))
    return expected == found


def differing(expected: Cells, found: Cells) -> list[str]:
    """What differs, formula by formula of the expected workbook."""
    said = []
    for sheet, address in formulas(expected):
        ours, theirs = expected[sheet][address], found[sheet].get(address)
        if theirs is None or not is_same(ours.value, theirs.value, pounds="0.00" in ours.number_format):
            said.append(f"{sheet}!{address}: {ours.value!r}, LibreOffice {theirs and theirs.value!r} ({ours.formula})")
    return said


def is_figure(outcome: Outcome, figure: Figure, cell: Cell | None) -> bool:
    """Whether a cell says what the app says. A BCU with no boroughs has no exposure to tell."""
    if figure.name == "exposure" and not outcome.boroughs_of[figure.keys[0]]:
        return cell is not None and cell.value is None
    return cell is not None and is_same(value_at(outcome, figure), cell.value, pounds=figure.definition.unit == POUNDS)


def wrong_figures(outcome: Outcome, found: Cells, *, leave: tuple[str, ...] = ()) -> list[str]:
    """Every figure of every equation whose cell says something else than the app."""
    return [
        f"{figure}: {value_at(outcome, figure)!r}, {sheet}!{address} {found[sheet].get(address)}"
        for figure, (sheet, address) in figure_cells(outcome).items()
        if isinstance(figure.definition, Equation) and figure.name not in leave
        if not is_figure(outcome, figure, found[sheet].get(address))
    ]


def wrong_rules(outcome: Outcome, found: Cells, *, leave: tuple[str, ...] = ()) -> list[str]:
    """Every finding that the workbook words otherwise than the app, by rule and subject."""
    layout = lay_out(outcome).layout
    rules = {rule.id: {row.subject: row.outcome.value for row in rule.rows()} for rule in outcome.rules}
    said = []
    for rule in RULES:
        is_on = outcome.scenario.rules[f"{rule}.on"]
        place = layout.at(rule)
        subjects = [":".join(keys) for keys in product(*(outcome.members[dim] for dim in (*place.down, *place.across)))]
        for i, subject in enumerate(subjects):
            address = cell_name(place.top + i // place.width, place.left + i % place.width)
            words = (rules.get(rule, {}).get(subject) if is_on else "off") or None
            cell = found[place.sheet].get(address)
            if rule not in leave and (cell is None or cell.value != words):
                said.append(f"{rule} {subject}: {words}, {place.sheet}!{address} {cell}")
    return said


def of_geometry(outcome: Outcome, found: Cells) -> set[object]:
    """What the cells that rest on geometry say of the BCUs that have boroughs."""
    exposures = [cell for figure, cell in figure_cells(outcome).items() if figure.name == "exposure"]
    layout, last = lay_out(outcome).layout, len(exposures)
    rules = [layout.at(rule) for rule in ("G3", "G5")]
    cells = [*exposures, *((place.sheet, cell_name(*place.cell(i))) for place in rules for i in range(last))]
    return {found[sheet][address].value for sheet, address in cells} - {None}


def at_a_glance(found: Cells) -> tuple[object, set[object]]:
    """What Checks says in all, and every finding of its tables."""
    columns: dict[str, dict[int, object]] = {}
    for address, cell in found["Checks"].items():
        letters = address.rstrip("0123456789")
        columns.setdefault(letters, {})[int(address[len(letters) :])] = cell.value
    words: set[object] = set()
    for column in columns.values():
        for head in [row for row, value in column.items() if value == "Check"]:
            words |= set(takewhile(bool, (column.get(row) for row in count(head + 1))))
    place = lay_out(START.outcome).layout.at("all_ok")
    return found[place.sheet][cell_name(place.top, place.left)].value, words


@pytest.mark.parametrize("workbook", [*SHIPPED, *RANDOM])
def test_every_formula_gives_the_value_that_was_written_with_it(workbook: str, folder: Path) -> None:
    given, found = cells_of(given_in(folder, workbook)), cells_of(recalculated_in(folder, workbook))
    assert sum(1 for _ in formulas(given)) > 10_000
    assert differing(given, found) == []


@pytest.mark.parametrize("workbook", [*SHIPPED, *RANDOM])
def test_every_figure_and_finding_is_the_apps(workbook: str, folder: Path) -> None:
    outcome, found = case_of(workbook).outcome, cells_of(recalculated_in(folder, workbook))
    assert wrong_figures(outcome, found) == []
    assert wrong_rules(outcome, found) == []


@pytest.mark.parametrize("workbook", [*SHIPPED, *RANDOM])
def test_checks_finds_everything_ok(workbook: str, folder: Path) -> None:
    assert at_a_glance(cells_of(recalculated_in(folder, workbook))) == ("all OK", {"OK"})


@pytest.mark.parametrize("workbook", INSIDE)
def test_what_is_changed_inside_gives_what_the_same_change_in_the_app_gives(workbook: str, folder: Path) -> None:
    change, found = INSIDE[workbook], cells_of(recalculated_in(folder, workbook))
    outcome = change.in_app(START).outcome
    assert wrong_figures(outcome, found, leave=("exposure",) if change.moves else ()) == []
    assert wrong_rules(outcome, found, leave=("G3", "G5") if change.moves else ()) == []
    if change.moves:
        assert of_geometry(outcome, found) == {OUT_OF_DATE}
    assert at_a_glance(found)[0] == "changed since export"
    assert at_a_glance(found)[1] <= {"OK", "changed since export"}


def test_every_figure_of_every_equation_has_a_cell() -> None:
    outcome = START.outcome
    counts = Counter(figure.name for figure in figure_cells(outcome))
    assert {e.name: np.size(outcome.values[e.name]) for e in EQUATIONS} == {e.name: counts[e.name] for e in EQUATIONS}


def test_changes_inside_change_what_they_are_for() -> None:
    for name, change in {**CHANGES, "all at once": ALL_AT_ONCE}.items():
        after = change.in_app(START).outcome
        same = all(np.array_equal(after.values[e.name], START.outcome.values[e.name]) for e in EQUATIONS)
        rules = [rule.found.tolist() for rule in after.rules]
        assert not same or rules != [rule.found.tolist() for rule in START.outcome.rules], name


@pytest.mark.parametrize("workbook", [FAULTY])
def test_checks_counts_every_input_that_does_not_fit(workbook: str, folder: Path) -> None:
    checks = cells_of(recalculated_in(folder, workbook))["Checks"]
    layout = lay_out(START.outcome).layout
    words, counts = layout.at("fit_words"), layout.at("fit_count")
    found = {
        checks[cell_name(*words.cell(i))].value: checks[cell_name(*counts.cell(i))].value for i in range(words.height)
    }
    assert found == {what: 0 if what in SOUND else 1 for what in found}
    assert at_a_glance({"Checks": checks})[0] == "CHECK: see below"
