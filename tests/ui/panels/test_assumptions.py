"""Assumptions and targets of the Savings tab: seen, changed in place, refused in words, put back, added, removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from planner.scenario.shipped import shipped_plan
from planner.words.vocabulary import Status
from tests.ui.panels.parts import cell_text, document_in, shown, type_in
from ui.panels.savings_tab import SavingsTab

TARGETS, ASSUMPTIONS = 2, 4


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> SavingsTab:
    made = shown(qtbot, SavingsTab, document_in(tmp_path))
    made.show_part(ASSUMPTIONS)
    return made


def test_every_assumption_is_in_the_table_with_value_and_status(tab: SavingsTab) -> None:
    table = tab.assumptions.table
    assert table.isVisible()
    assert len(table.rows_model.rows) == len(tab.document.scenario.assumptions)
    assert cell_text(table, "change.sergeant.investigation", "value") == "−13.75 %"
    assert cell_text(table, "cost.pcso", "status") == "illustrative"
    assert tab.assumptions.key.accessibleDescription().startswith("all as shipped")


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_value_typed_in_its_cell_is_one_step_and_changes_the_figures(
    tab: SavingsTab, qtbot: QtBot, key: Qt.Key
) -> None:
    tab.go_to("cost.constable")
    table = tab.assumptions.table
    before = cell_text(tab.table, "gross", "full")
    qtbot.keyClick(table, key)
    line = table.viewport().findChild(QLineEdit)
    assert line is not None
    assert line.text() == "£57,143"
    line.setText("60k")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.document.scenario.assumptions["cost.constable"].value == 60_000)
    assert len(tab.document.session.history) == 1
    row = table.rows_model.rows[table.rows_model.row_of("cost.constable")]
    value = table.rows_model.columns[table.rows_model.column_of("value")]
    assert (value.is_strong(row), value.sign(row), row.status) == (True, "pencil", "planner's input")
    assert cell_text(tab.table, "gross", "full") != before
    assert tab.assumptions.key.accessibleDescription().startswith("1 of 41 assumptions changed")
    tab.document.undo()
    assert tab.document.plan == shipped_plan()
    assert cell_text(tab.table, "gross", "full") == before
    assert cell_text(table, "cost.constable", "value") == "£57,143"


def test_typing_over_a_value_begins_an_entry(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.go_to("pay_award")
    qtbot.keyClicks(tab.assumptions.table, "2")
    line = tab.assumptions.table.viewport().findChild(QLineEdit)
    assert line is not None
    assert line.text() == "2"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.document.scenario.assumptions["pay_award"].value == 0.02)


@pytest.mark.parametrize(
    ("key", "column", "text", "said"),
    [
        ("cost.constable", "value", "a lot", "is not an amount"),
        ("cost.constable", "value", "0", "must be above £0"),
        ("cost.constable", "value", "-57,143", "must be from 0 to 10,000,000; −57,143 is not"),
        ("cost.constable", "low", "-1", "must be from 0 to 10,000,000; −1 is not"),
        ("youth.total", "value", "3.5", "posts are whole"),
        ("change.constable.hq", "value", "0.2", "write it with the % sign"),
        ("change.constable.hq", "value", "-150 %", "must be from"),
        ("cost.pcso", "low", "£50,000", "above its high"),
    ],
)
def test_a_wrong_entry_is_refused_in_words_and_nothing_changes(
    tab: SavingsTab, qtbot: QtBot, key: str, column: str, text: str, said: str
) -> None:
    before, cell = tab.document.plan, cell_text(tab.assumptions.table, key, column)
    with qtbot.waitSignal(tab.document.refused) as refusal:
        assert not type_in(tab.assumptions.table, key, column, text)
    assert said in refusal.args[0]
    assert tab.document.plan is before
    assert cell_text(tab.assumptions.table, key, column) == cell


def test_a_changed_assumption_is_put_back_as_shipped(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.go_to("cost.pcso")
    assert not tab.assumptions.reset.isEnabled()
    assert type_in(tab.assumptions.table, "cost.pcso", "value", "40,000")
    assert "shipped as £38,000" in tab.assumptions.note.text()
    qtbot.mouseClick(tab.assumptions.reset, Qt.MouseButton.LeftButton)
    assert tab.document.scenario == shipped_plan().shown
    assert not tab.assumptions.reset.isEnabled()
    assert len(tab.document.session.history) == 2


def test_a_read_only_scenario_shows_its_assumptions_and_opens_no_entry(tab: SavingsTab) -> None:
    tab.document.choose("borough-commands-2016")
    table = tab.assumptions.table
    assert table.rows_model.rows
    column = table.rows_model.columns[table.rows_model.column_of("value")]
    assert not any(column.is_editable(row) for row in table.rows_model.rows)
    assert not tab.assumptions.reset.isEnabled()


def test_low_and_high_stand_together_or_not_at_all(tab: SavingsTab, qtbot: QtBot) -> None:
    model = tab.assumptions.table.rows_model
    seen = set()
    for width in range(440, 900, 20):
        tab.resize(width, 780)
        qtbot.wait(1)
        hidden = [tab.assumptions.table.isColumnHidden(model.column_of(key)) for key in ("low", "high")]
        assert hidden[0] == hidden[1]
        seen.add(hidden[0])
    assert seen == {True, False}


# Targets


def write(tab: SavingsTab, name: str, amount: str, source: str = "Own paper") -> None:
    form = tab.targets.form
    form.name.setText(name)
    form.amount.setText(amount)
    form.source.setText(source)


def test_a_target_is_added_from_the_form_in_one_step(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.show_part(TARGETS)
    qtbot.mouseClick(tab.targets.new, Qt.MouseButton.LeftButton)
    form = tab.targets.form
    assert form.isVisible()
    write(tab, "Saving asked of the boroughs", "£80m")
    form.due.setCurrentIndex(form.due.values.index("2019/20"))
    qtbot.mouseClick(form.add, Qt.MouseButton.LeftButton)
    made = tab.document.scenario.targets["own1"]
    assert (made.name, made.amount) == ("Saving asked of the boroughs", 80e6)
    assert (made.kind, made.by) == ("cumulative", "2019/20")
    assert (made.status, made.source, made.stated) == (Status.PLANNER, "Own paper", date.today().isoformat())
    assert not form.isVisible()
    assert cell_text(tab.targets.table, "own1", "amount") == "£80m"
    assert tab.targets.note.text().startswith("Saving asked of the boroughs")
    assert len(tab.document.session.history) == 1
    tab.document.undo()
    assert tab.document.plan == shipped_plan()


@pytest.mark.parametrize(
    ("name", "amount", "said"),
    [("Own", "", "A target has an amount"), ("Own", "lots", "is not an amount"), ("", "£80m", "name cannot be empty"),
     ("Savings required by 2020", "£80m", "already is a target")],
)  # fmt: skip
def test_a_target_that_will_not_do_stays_in_the_form_with_the_reason(
    tab: SavingsTab, qtbot: QtBot, name: str, amount: str, said: str
) -> None:
    tab.show_part(TARGETS)
    tab.targets.begin()
    write(tab, name, amount)
    qtbot.keyClick(tab.targets.form.amount, Qt.Key.Key_Return)
    assert said in tab.targets.form.problem.text()
    assert tab.targets.form.isVisible()
    assert tab.document.plan == shipped_plan()
    qtbot.keyClick(tab.targets.form.amount, Qt.Key.Key_Escape)
    assert not tab.targets.form.isVisible()


def test_a_target_that_nobody_stated_stays_in_the_form(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.show_part(TARGETS)
    tab.targets.begin()
    write(tab, "Own", "£80m", source=" ")
    qtbot.keyClick(tab.targets.form.amount, Qt.Key.Key_Return)
    assert "needs a source. Nothing was added" in tab.targets.form.problem.text()
    assert tab.targets.form.isVisible()
    assert tab.document.plan == shipped_plan()


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("amount", "£410m", "amount", 410e6),
        ("scope", "local policing", "scope", "local policing"),
        ("due", "", "kind", "recurring"),
        ("due", "2018/19", "by", "2018/19"),
        ("name", "Another name", "name", "Another name"),
        ("source", "A letter", "source", "A letter"),
    ],
)
def test_a_cell_of_a_target_is_changed_in_place_in_one_step(
    tab: SavingsTab, column: str, text: str, field: str, value: object
) -> None:
    tab.show_part(TARGETS)
    assert type_in(tab.targets.table, "f001", column, text)
    assert getattr(tab.document.scenario.targets["f001"], field) == value
    assert len(tab.document.session.history) == 1


def test_a_recurring_target_in_force_made_cumulative_is_held_against_its_year(tab: SavingsTab) -> None:
    tab.show_part(TARGETS)
    assert type_in(tab.targets.table, "f013", "due", "2019/20")
    assert cell_text(tab.targets.table, "f013", "due") == "by 2019/20"
    assert not type_in(tab.targets.table, "f013", "amount", "–")


def test_a_target_is_removed_but_never_the_one_in_force(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.show_part(TARGETS)
    tab.targets.choose("f013")
    with qtbot.waitSignal(tab.document.refused) as refusal:
        qtbot.mouseClick(tab.targets.drop, Qt.MouseButton.LeftButton)
    assert "is in force" in refusal.args[0]
    assert "f013" in tab.document.scenario.targets
    tab.targets.choose("f005")
    qtbot.mouseClick(tab.targets.drop, Qt.MouseButton.LeftButton)
    assert "f005" not in tab.document.scenario.targets
    tab.document.undo()
    assert tab.document.plan == shipped_plan()


def test_a_double_click_puts_in_force_only_in_its_own_column(tab: SavingsTab) -> None:
    tab.show_part(TARGETS)
    model = tab.targets.table.rows_model
    for column, force in (("first", "f013"), ("force", "f001")):
        tab.targets.choose("f001")
        tab.targets.table.doubleClicked.emit(model.index(model.row_of("f001"), model.column_of(column)))
        assert tab.document.scenario.target_in_force == force


def test_owner_date_note_and_source_are_kept_each_in_one_step(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.go_to("cost.pcso")
    typed = {"owner": "Finance", "dated": "12 Feb 2018", "note": "asked for", "source": "Payroll extract"}
    for key, text in typed.items():
        line = tab.assumptions.fields[key]
        line.setText(text)
        line.editingFinished.emit()
    found = tab.document.scenario.assumptions["cost.pcso"]
    assert (found.owner, found.dated, found.note) == ("Finance", "2018-02-12", "asked for")
    assert found.source == "Payroll extract"
    assert len(tab.document.session.history) == 4
    assert tab.assumptions.fields["dated"].text() == "12 Feb 2018"
    assert "Finance, 12 Feb 2018." in tab.assumptions.note.text()


def test_a_date_of_an_assumption_that_is_none_is_refused_and_the_line_is_as_it_was(
    tab: SavingsTab, qtbot: QtBot
) -> None:
    tab.go_to("cost.pcso")
    line = tab.assumptions.fields["dated"]
    line.setText("soon")
    with qtbot.waitSignal(tab.document.refused) as refusal:
        line.editingFinished.emit()
    assert "is not a date" in refusal.args[0]
    assert line.text() == ""
    assert tab.document.session.history == ()


def test_leaving_a_line_as_it_was_is_no_step(tab: SavingsTab) -> None:
    tab.go_to("cost.pcso")
    for line in tab.assumptions.fields.values():
        line.editingFinished.emit()
    assert tab.document.session.history == ()


def test_an_assumption_says_what_it_is_used_by(tab: SavingsTab) -> None:
    tab.go_to("cost.pcso")
    assert "Used by: Cost of a post, full-year saving, saving by year, bridge." in tab.assumptions.note.text()
    assert cell_text(tab.assumptions.table, "cost.pcso", "used_by").startswith("Cost of a post")


def test_a_value_changed_without_a_source_says_so_at_the_cell(tab: SavingsTab) -> None:
    table = tab.assumptions.table
    assert type_in(table, "cost.pcso", "value", "40,000")
    row = table.rows_model.rows[table.rows_model.row_of("cost.pcso")]
    source = table.rows_model.columns[table.rows_model.column_of("source")]
    assert source.text(row).startswith("Of the value before the change: ")
    assert source.sign(row) == "incomplete"
    assert source.tip(row).endswith(". Say where the new value comes from.")
    assert type_in(table, "cost.pcso", "source", "Payroll extract")
    assert source.sign(table.rows_model.rows[table.rows_model.row_of("cost.pcso")]) == ""


@pytest.mark.parametrize("changed", [False, True])
def test_a_source_cannot_be_cleared_so_no_figure_is_worked_with_that_nobody_can_trace(
    tab: SavingsTab, qtbot: QtBot, changed: bool
) -> None:
    table = tab.assumptions.table
    if changed:
        assert type_in(table, "cost.pcso", "value", "40,000")
    before = tab.document.scenario
    with qtbot.waitSignal(tab.document.refused) as refusal:
        assert not type_in(table, "cost.pcso", "source", "")
    assert "needs a source" in refusal.args[0]
    assert tab.document.scenario == before


def test_a_value_outside_its_range_says_so_at_the_end_it_passes(tab: SavingsTab) -> None:
    table = tab.assumptions.table
    assert type_in(table, "cost.pcso", "value", "£50,000")
    row = table.rows_model.rows[table.rows_model.row_of("cost.pcso")]
    low, high = (table.rows_model.columns[table.rows_model.column_of(key)] for key in ("low", "high"))
    assert (low.sign(row), high.sign(row)) == ("", "at_risk")
    assert high.tip(row) == "The value is above its high: the range is not drawn from."


def test_a_target_with_no_amount_is_refused_at_its_cell(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.show_part(TARGETS)
    with qtbot.waitSignal(tab.document.refused) as refusal:
        assert not type_in(tab.targets.table, "f013", "amount", "£0")
    assert refusal.args[0] == "A target needs an amount above £0. Write one, such as £73m."
    assert tab.document.scenario.targets["f013"].amount == 73_000_000


def test_goal_seek_begins_with_the_assumption_of_the_row(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.go_to("cost.pcso")
    asked: list[str] = []
    tab.assumptions.seek_asked.disconnect()
    tab.assumptions.seek_asked.connect(asked.append)
    qtbot.mouseClick(tab.assumptions.seek, Qt.MouseButton.LeftButton)
    assert asked == ["cost.pcso"]
