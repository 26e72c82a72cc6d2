"""A document over the shipped plan, kept in the test's own folder, and tabs over it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.session import Session
from ui import theme as themes
from ui.document import Document
from ui.tables.view import TableView
from ui.view_state import ViewState

T = TypeVar("T", bound=QWidget)


def document_in(folder: Path) -> Document:
    """The shipped plan, *Twelve BCUs, February 2018* shown."""
    return Document(Session.shipped(recent_folder=folder))


def shown(qtbot: QtBot, kind: type[T], document: Document, width: int = 720, height: int = 780) -> T:
    """A tab over a document, on the screen."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    themes.apply(app, themes.light())
    tab = kind(document, ViewState(document), themes.light())  # type: ignore[call-arg,arg-type]
    qtbot.addWidget(tab)
    tab.resize(width, height)
    tab.show()
    return tab


def cell_text(table: TableView, key: object, column: str) -> str:
    """What a cell reads."""
    model = table.rows_model
    return str(model.data(model.index(model.row_of(key), model.column_of(column))))


def type_in(table: TableView, key: object, column: str, text: str) -> bool:
    """Enter a text into a cell as its line does."""
    model = table.rows_model
    return model.setData(model.index(model.row_of(key), model.column_of(column)), text)
