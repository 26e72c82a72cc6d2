"""How a figure is worked out stands as a note on its cell, and costs nobody anything: not Excel, not an import."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.exchange.opens_clean import faults_of
from planner.exchange.workbook import figure_cells, workbook_bytes
from planner.exchange.write.book import lay_out
from planner.exchange.write.layout import cell_name
from planner.exchange.write.notes import AT_EXPORT, MOST_LINES
from planner.exchange.write.sheet import NOTE_CHARACTERS, NOTE_SIZE
from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.outcome.figures import Figure
from planner.outcome.rules import RULES
from planner.scenario.shipped import shipped_plan
from planner.views.working_out import working_text
from planner.words.vocabulary import YEARS
from tests.exchange.libreoffice import recalculate
from tests.exchange.scenarios import random_case

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)
MOST_NOTES, MOST_TEXT = 400, 32_767


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return evaluate_plan(shipped_plan())


@pytest.fixture(scope="module")
def content(outcome: Outcome) -> bytes:
    return workbook_bytes(outcome, as_at=AS_AT)


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def worked(book: Any) -> dict[tuple[str, str], str]:
    """The notes that are working-outs, by sheet and cell; those that say what to type are not among them."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and AT_EXPORT in cell.comment.text
    }


def test_headline_totals_savings_and_bridge_carry_the_words_of_explain(outcome: Outcome, book: Any) -> None:
    cells, found = figure_cells(outcome), worked(book)
    wanted = [
        *(Figure(name) for name in ("full_year_saving", "officers_in_all", "officers_in_all_change", "wards_met")),
        *(Figure(name, (year,)) for name in ("gross", "net", "cumulative_net") for year in YEARS),
        *(Figure(name, (code,)) for name in ("officers", "full_saving_of_bcu") for code in outcome.scenario.bcus),
        *(Figure("bridge", (step,)) for step in outcome.members["step"]),
    ]
    for figure in wanted:
        lines = working_text(outcome, str(figure)).split("\n")
        note = found[cells[figure]]
        assert note.split("\n")[: min(len(lines), MOST_LINES)] == lines[:MOST_LINES], figure
        assert note.endswith(AT_EXPORT)
        assert (f'bcu-planner explain "{figure}"' in note) == (len(lines) > MOST_LINES)


def test_every_rules_finding_says_what_it_asks_and_what_it_found(outcome: Outcome, book: Any) -> None:
    place = lay_out(outcome).layout.at("rule found")
    found = worked(book)
    notes = [found["Rules", cell_name(place.top + i, place.left)] for i in range(len(RULES))]
    assert [note.split(" ")[0] for note in notes] == list(RULES)
    assert "L3 Every borough has a nominated superintendent" in notes[list(RULES).index("L3")]
    assert "… and 26 more" in notes[list(RULES).index("L3")]
    assert "gap = figure − target, to the penny" in notes[list(RULES).index("M1")]
    assert "P1 Funded DWO posts, at most 1,258: off" in notes[list(RULES).index("P1")]


def test_the_copy_of_a_figure_has_the_note_of_the_figure(outcome: Outcome, book: Any) -> None:
    found = worked(book)
    own = found[figure_cells(outcome)[Figure("full_year_saving")]]
    assert sorted(sheet for (sheet, _), text in found.items() if text == own) == ["Bridge", "Savings", "Summary"]


def test_notes_are_few_and_short_enough_to_be_read(outcome: Outcome) -> None:
    notes = [note for of_sheet in lay_out(outcome).notes.values() for note in of_sheet]
    assert 200 < len(notes) < MOST_NOTES
    assert max(len(note.text) for note in notes) < MOST_TEXT
    # No higher than half a screen, no wider than two thirds of one.
    assert max(note.text.count("\n") + 1 for note in notes) <= 2 * MOST_LINES
    assert NOTE_CHARACTERS * NOTE_SIZE * 0.8 <= 640


@pytest.mark.parametrize("seed", range(3))
def test_a_workbook_with_notes_opens_clean_whatever_the_bcus_are_called(seed: int) -> None:
    case = random_case(seed)
    assert faults_of(workbook_bytes(case.outcome, as_at=AS_AT)) == ()


def test_with_no_target_in_force_there_is_no_note_on_a_gap() -> None:
    plan = shipped_plan()
    none = replace(plan.shown, target_in_force="")
    outcome = evaluate(plan.area_of(none), plan.baseline_of(none), none)
    texts = [note.text for of_sheet in lay_out(outcome).notes.values() for note in of_sheet]
    assert not any(text.startswith(("Against the target", "Target,")) for text in texts)
    assert faults_of(workbook_bytes(outcome, as_at=AS_AT)) == ()


def test_libreoffice_keeps_every_note(content: bytes, book: Any, tmp_path: Path) -> None:
    kept = openpyxl.load_workbook(recalculate({"plan": content}, tmp_path)["plan"])
    assert {cell: text.replace("\r\n", "\n") for cell, text in worked(kept).items()} == worked(book)
