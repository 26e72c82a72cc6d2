"""The published figures in the Savings tab, each with why it may differ, its model's figure to be asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.words.vocabulary import Terms
from tests.ui.panels.parts import cell_text, document_in, shown
from ui import theme as themes
from ui.panels.savings_tab import PUBLISHED, SavingsTab


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> SavingsTab:
    made = shown(qtbot, SavingsTab, document_in(tmp_path))
    made.show_reading(PUBLISHED)
    return made


def test_each_published_figure_stands_beside_the_model_s(tab: SavingsTab) -> None:
    table, key = tab.published.table, ("F013", "Full-year saving")
    assert [cell_text(table, key, c) for c in ("published", "model", "difference")] == ["£73.0m", "£99.8m*", "+£26.8m"]
    tab.document.set_terms(Terms.CASH)
    assert cell_text(table, key, "model") == "£101.8m*"
    assert "cash" in tab.published.key.accessibleDescription()


def test_the_row_chosen_says_why_and_who_published_it(tab: SavingsTab) -> None:
    tab.published.table.setCurrentIndex(tab.published.table.rows_model.index(4, 0))
    assert tab.published.why.text().startswith("Officer posts of Central West: published −243 (F017, verified)")
    assert "committees.westminster.gov.uk" in tab.published.why.text()


def test_the_model_s_figure_can_be_asked_for(tab: SavingsTab, qtbot: QtBot) -> None:
    table = tab.published.table
    table.setCurrentIndex(table.rows_model.index(0, table.rows_model.column_of("model")))
    with qtbot.waitSignal(tab.explain_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["full_year_saving"]


def test_no_figure_is_cut_in_the_narrowest_pane(qtbot: QtBot, tmp_path: Path) -> None:
    tab = shown(qtbot, SavingsTab, document_in(tmp_path), 460, 480)
    tab.show_reading(PUBLISHED)
    qtbot.wait(1)
    table = tab.published.table
    assert sum(table.columnWidth(i) for i in table.shown_columns()) <= table.viewport().width()
    assert {"published", "model", "difference"} <= {table.rows_model.columns[i].key for i in table.shown_columns()}


def test_a_theme_is_taken(tab: SavingsTab) -> None:
    tab.set_theme(themes.dark())
    assert tab.published.table.theme is themes.dark()
