"""The preview of an import: what it lists, how it is ticked and chosen by mouse and keyboard, when it can be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyle, QStyleOptionViewItem, QTableWidget
from pytestqt.qtbot import QtBot

from planner.exchange import tables as t
from planner.exchange.bring import Choice, Comparison, State, picking_of
from planner.exchange.problems import Problem, Reason, Severity
from planner.scenario import decisions as d
from planner.words.dates import DayOrder, parse_date
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, SUTTON, Sheets, after, sheets_of
from ui.dialogs.changes_table import OURS, PLACE, RESULT, THEIRS
from ui.dialogs.import_preview import EMPTY, DateOrder, import_preview
from ui.theme import bundled_fonts

OURS_NOW = after(after(PLAN, d.set_wards, "dwo", {ABBEY: 4, "E05000027": 3}), d.nominate, SUTTON, "Safeguarding")


def changed() -> Sheets:
    """Three changes in three parts and two conflicts, with two problems."""
    sheets = sheets_of().set(t.WARDS, [ABBEY], dwo=5, pcso=3).set(t.BOROUGH_ROWS, [ENFIELD], bcu="NW")
    sheets.set(t.BOROUGH_ROWS, [SUTTON], contact="Neighbourhoods").set(t.ASSUMPTIONS, ["pay_award"], value=0.08)
    return sheets.set(t.WARDS, ["E05000030"], dwo=3.5)


class Shown:
    """A preview on the screen."""

    def __init__(self, qtbot: QtBot, sheets: Sheets, plan: Any, size: tuple[int, int] = (1180, 720)) -> None:
        comparison = sheets.compared(plan)
        self.picking = picking_of(comparison)
        self.saved: list[bool] = []
        self.dialog = import_preview(
            comparison, self.picking, lambda picking: "If imported: more", lambda: self.saved.append(True)
        )
        qtbot.addWidget(self.dialog)
        self.dialog.resize(*size)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)
        qtbot.wait(1)
        self.tree, self.model = self.dialog.changes.tree, self.dialog.changes.model

    def row(self, words: str) -> Any:
        """The index of the line or part that begins with the words."""
        tops = [self.model.index(i, 0) for i in range(self.model.rowCount())]
        return next(i for i in [*tops, *self.model.indexes()] if str(i.data()).startswith(words))

    def click(self, index: Any, at: QPoint) -> None:
        QTest.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def press(self, index: Any, key: Qt.Key = Qt.Key.Key_Space) -> None:
        self.tree.setCurrentIndex(index)
        QTest.keyClick(self.tree, key)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, changed(), OURS_NOW)


def test_changes_stand_by_part_with_their_counts_and_the_three_values(shown: Shown) -> None:
    assert shown.dialog.heading.text() == "3 changes in the sheet, 2 conflicts, 2 problems"
    assert [shown.model.index(i, 0).data() for i in range(shown.model.rowCount())] == [
        "Assignment, nominated superintendents, schools and youth: 1 change, 1 conflict",
        "Ward posts: 2 changes, 1 conflict",
        "Assumptions: 1 change",
    ]
    row = shown.row("Enfield: BCU")
    assert [row.siblingAtColumn(i).data() for i in range(RESULT + 1)] == [
        "Enfield: BCU", "Boroughs!C14", "North Area (NA)", "North Area (NA)", "North West (NW)", "taken"
    ]  # fmt: skip


def test_it_cannot_be_taken_while_a_conflict_has_no_choice_and_that_is_said(shown: Shown) -> None:
    assert not shown.dialog.take.isEnabled()
    assert shown.dialog.trouble.text() == "2 conflicts need a choice."
    for line in shown.picking.left:
        shown.model.choose(line, Choice.OURS)
    assert shown.dialog.take.isEnabled()
    assert not shown.dialog.trouble.isVisible()
    assert "One step that undo takes back: “Import 3 changes from Plan.xlsx”." in shown.dialog.kept.text()


def test_the_keyboard_begins_on_the_first_conflict_and_the_bar_asks_about_it(shown: Shown) -> None:
    line = shown.tree.current_line()
    assert line is not None
    assert line.state is State.CONFLICT
    assert shown.dialog.changes.bar.words.text() == "Sutton: Nominated superintendent"
    assert shown.dialog.changes.bar.ours.text() == "Keep the &app’s, Safeguarding"
    assert not shown.dialog.changes.bar.ours.isChecked()
    shown.dialog.changes.bar.theirs.click()
    assert shown.picking.choice(line) is Choice.THEIRS
    assert shown.dialog.changes.bar.theirs.isChecked()


def test_next_conflict_goes_to_the_one_that_is_left(shown: Shown) -> None:
    shown.dialog.changes.bar.theirs.click()
    shown.dialog.changes.next.click()
    assert shown.dialog.changes.bar.words.text() == "Abbey, Barking and Dagenham: DWO posts"
    shown.dialog.changes.bar.ours.click()
    assert not shown.dialog.changes.next.isEnabled()
    shown.tree.setCurrentIndex(shown.row("Enfield: BCU"))
    assert shown.dialog.changes.bar.words.text() == "Every conflict has a choice."


def test_space_ticks_a_line_and_a_part_and_goes_through_the_choices(shown: Shown) -> None:
    enfield = shown.row("Enfield: BCU")
    shown.press(enfield)
    assert not shown.picking.is_ticked(shown.model.line(enfield))  # type: ignore[arg-type]
    assert enfield.siblingAtColumn(RESULT).data() == "left as it is"
    wards = shown.row("Ward posts")
    shown.press(wards)
    assert shown.dialog.changes.ticked.text() == "1 of 3 ticked"
    shown.press(wards)
    shown.press(shown.row("Assignment"))
    assert shown.dialog.changes.ticked.text() == "3 of 3 ticked"
    conflict = shown.row("Abbey, Barking and Dagenham: DWO")
    said = []
    for _ in range(3):
        shown.press(conflict)
        said.append(conflict.siblingAtColumn(RESULT).data())
    assert said == ["keep the app’s", "take the sheet’s", "keep the app’s"]


def test_a_part_that_is_partly_ticked_shows_it(shown: Shown, qtbot: QtBot) -> None:
    sheets = changed().set(t.WARDS, [ABBEY], vacancies=1)
    more = Shown(qtbot, sheets, OURS_NOW)
    more.press(more.row("Abbey, Barking and Dagenham: DWO vacancies"))
    assert more.row("Ward posts").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked


def test_a_click_on_a_value_of_a_conflict_chooses_it(shown: Shown) -> None:
    conflict = shown.row("Abbey, Barking and Dagenham: DWO")
    for column, choice in ((THEIRS, Choice.THEIRS), (OURS, Choice.OURS)):
        cell = shown.tree.visualRect(conflict.siblingAtColumn(column))
        shown.click(conflict, cell.center())
        assert shown.picking.choice(shown.model.line(conflict)) is choice  # type: ignore[arg-type]


def test_a_click_on_a_tick_unticks_it(shown: Shown) -> None:
    enfield = shown.row("Enfield: BCU")
    option = QStyleOptionViewItem()
    shown.tree.initViewItemOption(option)
    option.rect = shown.tree.visualRect(enfield)
    shown.tree.itemDelegate().initStyleOption(option, enfield)
    box = shown.tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, shown.tree)
    shown.click(enfield, box.center())
    assert not shown.picking.is_ticked(shown.model.line(enfield))  # type: ignore[arg-type]


def test_what_the_app_changed_is_listed_without_a_tick_and_stays(shown: Shown) -> None:
    alibon = shown.row("Alibon, Barking and Dagenham: DWO")
    assert alibon.data(Qt.ItemDataRole.CheckStateRole) is None
    assert alibon.siblingAtColumn(RESULT).data() == "changed in the app: stays"


def test_all_can_be_ticked_and_unticked_and_nothing_ticked_cannot_be_taken(shown: Shown) -> None:
    for line in shown.picking.left:
        shown.model.choose(line, Choice.OURS)
    shown.dialog.changes.untick_all.click()
    assert shown.dialog.changes.ticked.text() == "0 of 3 ticked"
    assert shown.dialog.trouble.text() == "Nothing is ticked."
    assert not shown.dialog.take.isEnabled()
    shown.dialog.changes.tick_all.click()
    assert shown.dialog.take.isEnabled()


def test_conflicts_alone_can_be_shown_and_the_place_is_kept(shown: Shown) -> None:
    shown.tree.go_to(shown.picking.left[1])
    shown.dialog.changes.only.setChecked(True)
    assert [shown.model.line(i).state for i in shown.model.indexes()] == [State.CONFLICT] * 2  # type: ignore[union-attr]
    assert shown.tree.current_line() is shown.picking.left[1]
    shown.dialog.changes.only.setChecked(False)
    assert len(shown.model.indexes()) == len(shown.picking.comparison.changes)


def test_what_hangs_together_is_said_while_it_is_apart(qtbot: QtBot) -> None:
    sheets = sheets_of().set(t.BCUS, ["13"], code="ZZ", name="Zed").set(t.BOROUGH_ROWS, [ENFIELD], bcu="ZZ")
    shown = Shown(qtbot, sheets, PLAN)
    assert shown.dialog.take.isEnabled()
    shown.press(shown.row("Zed (ZZ): BCU"))
    assert shown.dialog.trouble.text().startswith("Enfield would go to ZZ, which is not ticked")
    assert not shown.dialog.take.isEnabled()


def test_what_it_would_come_to_is_said(shown: Shown, qtbot: QtBot) -> None:
    for line in shown.picking.left:
        shown.model.choose(line, Choice.OURS)
    qtbot.waitUntil(lambda: shown.dialog.effect.text() == "If imported: more")


def test_problems_stand_at_their_cells_and_can_be_copied_and_saved(shown: Shown) -> None:
    problems = shown.dialog.problems
    assert shown.dialog.tabs.tabText(1) == "Problems (2)"
    table: QTableWidget = problems.table
    rows = [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]  # type: ignore[union-attr]
    assert rows == [["left out", "not allowed", "Wards!D10"], ["to know", "told", "Assumptions!C30"]]
    problems.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[:3] == ["What happens", "Kind", "Cell"]
    assert copied[1].startswith("left out\tnot allowed\tWards!D10\tDWO posts of Eastbrook")
    problems.save.click()
    assert shown.saved == [True]


def test_a_workbook_that_differs_in_nothing_says_so_and_can_only_be_closed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, sheets_of(), PLAN)
    assert shown.dialog.heading.text() == "Nothing to import"
    assert shown.dialog.changes.empty.isVisible()
    assert shown.dialog.changes.empty.text() == EMPTY
    assert shown.dialog.cancel.text() == "Close"
    for widget in (shown.dialog.take, shown.tree, shown.dialog.changes.tick_all, shown.dialog.changes.bar):
        assert not widget.isVisible()


def test_a_workbook_with_nothing_but_problems_shows_them_first(qtbot: QtBot) -> None:
    shown = Shown(qtbot, sheets_of().set(t.WARDS, [ABBEY], dwo=3.5), PLAN)
    assert shown.dialog.heading.text() == "Nothing to import, 1 problem"
    assert shown.dialog.tabs.currentWidget() is shown.dialog.problems


def test_a_missing_sheet_is_told(qtbot: QtBot) -> None:
    sheets = changed()
    del sheets.tables[t.TARGETS.name]
    shown = Shown(qtbot, sheets, OURS_NOW)
    assert shown.dialog.missing.text() == "Targets: there is no sheet Targets with them, so they stay as they are."


def dated(text: str) -> tuple[Comparison, dict[DayOrder, Comparison]]:
    """A workbook with a date as text that could be two days, read as it stands and with either first."""
    asks = Problem(Severity.ERROR, Reason.UNREADABLE, f"Go-live date: “{text}” could be two.", "BCUs", "D7",
                   f"“{text}”", asks_order=True)  # fmt: skip
    sheets = changed()
    without = sheets.compared(OURS_NOW)
    both = {}
    for order in DayOrder:
        sheets.set(t.BCUS, ["1"], go_live=parse_date(text, order))
        both[order] = sheets.compared(OURS_NOW)
    return replace(without, problems=(*without.problems, asks)), both


def test_a_date_that_could_be_two_days_is_asked_about_and_the_answer_holds_for_the_workbook(qtbot: QtBot) -> None:
    comparison, both = dated("03/04/2018")
    dialog = import_preview(comparison, picking_of(comparison), lambda picking: "", lambda: None, None, both)
    qtbot.addWidget(dialog)
    dialog.show()
    question = dialog.findChild(DateOrder)
    assert question.words.text() == (
        "A date typed as text could be two days: “03/04/2018” in BCUs!D7. Which comes first in the dates of this "
        "workbook?"
    )
    assert question.ways[None].isChecked()

    def offered() -> list[str]:
        return [str(line.theirs) for line in dialog.picking.comparison.of(State.THEIRS) if line.key[0] == "bcu"]

    conflict, ticked = dialog.picking.left[0], dialog.picking.comparison.of(State.THEIRS)[0]
    dialog.changes.model.choose(conflict, Choice.OURS)
    dialog.picking.tick((ticked,), False)
    assert offered() == []
    assert dialog.tabs.tabText(1) == "Problems (3)"
    found = {}
    for order in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST):
        question.ways[order].click()
        found[order] = offered()
        assert dialog.tabs.tabText(1) == "Problems (2)"
        assert [line.key for line in dialog.picking.left] == [
            line.key for line in comparison.of(State.CONFLICT) if line.key != conflict.key
        ]
        assert not dialog.picking.is_ticked(ticked)
        assert dialog.changes.isVisible()
    assert found == {DayOrder.DAY_FIRST: ["2018-04-03"], DayOrder.MONTH_FIRST: ["2018-03-04"]}
    question.ways[None].click()
    assert offered() == []


def test_without_such_a_date_nothing_is_asked(shown: Shown) -> None:
    assert shown.dialog.findChild(DateOrder) is None


@pytest.fixture
def set_font(qapp: QApplication) -> Iterator[Callable[[QFont], None]]:
    """Sets the font of every control for the time of a test."""
    before = qapp.font()
    yield qapp.setFont
    qapp.setFont(before)


@pytest.mark.parametrize("points", [8, 11, 15])
def test_in_any_font_the_dialog_is_never_lower_than_its_contents(
    qtbot: QtBot, set_font: Callable[[QFont], None], points: int
) -> None:
    set_font(QFont(bundled_fonts().families, points))
    shown = Shown(qtbot, changed(), OURS_NOW, (1180, 720))
    dialog, screen = shown.dialog, QGuiApplication.primaryScreen().availableGeometry()
    dialog.resize(dialog.minimumSize())  # where the notes above and below have given way
    qtbot.waitUntil(lambda: dialog.height() == dialog.minimumHeight())
    qtbot.wait(1)
    assert dialog.layout().minimumHeightForWidth(dialog.width()) <= dialog.height() <= screen.height()
    for button in (dialog.take, dialog.cancel, dialog.changes.bar.ours, dialog.changes.bar.theirs):
        assert dialog.rect().contains(QRect(button.mapTo(dialog, QPoint(0, 0)), button.size())), button.text()
    current = shown.tree.visualRect(shown.tree.currentIndex())
    assert shown.tree.viewport().rect().contains(current.center())


def test_the_dialog_begins_as_high_as_its_lines_ask_for(qtbot: QtBot) -> None:
    many = sheets_of()
    for ward in PLAN.area_of(PLAN.shown).wards:
        many.set(t.WARDS, [ward.code], dwo=7)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    highs = []
    for sheets in (changed(), many):
        comparison = sheets.compared(OURS_NOW)
        dialog = import_preview(comparison, picking_of(comparison), lambda picking: "", lambda: None)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        highs.append(dialog.height())
        assert dialog.minimumHeight() <= dialog.height() < screen.height()
        assert (dialog.changes.tree.verticalScrollBar().maximum() > 0) is (sheets is many)
    assert highs[0] < highs[1]


def test_escape_leaves_it(shown: Shown, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.dialog.rejected):
        QTest.keyClick(shown.dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("size", [(1180, 720), (1366, 700), (683, 350)])
def test_at_any_size_buttons_are_whole_and_the_line_asked_about_is_in_sight(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown = Shown(qtbot, changed(), OURS_NOW, size)
    assert (shown.dialog.width(), shown.dialog.height()) == size
    for button in shown.dialog.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            words = QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&", ""))
            assert button.width() >= words, button.text()
            corner = button.mapTo(shown.dialog, QPoint(button.width(), button.height()))
            assert corner.x() <= size[0]
            assert corner.y() <= size[1]
    current = shown.tree.visualRect(shown.tree.currentIndex())
    assert current.isValid()
    assert shown.tree.viewport().rect().contains(current.center())
    columns = sum(shown.tree.columnWidth(i) for i in range(RESULT + 1) if not shown.tree.isColumnHidden(i))
    assert columns <= shown.tree.viewport().width()


def test_every_control_has_a_name_and_a_line_is_said_whole(shown: Shown) -> None:
    for widget in [*shown.dialog.findChildren(QAbstractButton), shown.tree, shown.dialog.problems.table]:
        found = QAccessible.queryAccessibleInterface(widget)
        assert found.text(QAccessible.Text.Name) or not widget.isVisible(), widget
    said = shown.row("Sutton").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Sutton: Nominated superintendent; conflict; as exported none nominated, in the app now Safeguarding, "
        "in the sheet Neighbourhoods; choose one"
    )
    assert shown.row("Sutton").siblingAtColumn(OURS).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "In the app now: Safeguarding"
    )
    assert shown.row("Ward posts").siblingAtColumn(PLACE).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Ward posts: 2 changes, 1 conflict"
    )
