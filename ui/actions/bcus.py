"""BCUs: adding, naming, dating and removing them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from planner.scenario.decisions import new_bcu, remove_bcu, rename_and_recode_bcu, set_fill, set_go_live
from planner.views.fills import fill_choices
from ui import theme as themes
from ui.actions.base import UserAction
from ui.dialogs.ask import ask, shown_date, written_date

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_SWATCH = 14


class NewBcu(UserAction):
    """Add a BCU, with the boroughs selected if the planner moves them after."""

    id, text, shortcut = "new_bcu", "&New BCU…", "Ctrl+B"
    tip = "Add a BCU"

    def run(self) -> None:
        # Its button stands in the list at all times: where it cannot be done it has to say why.
        if not self.can_change:
            name = self.document.scenario.name
            self.document.said.emit(f"{name} is read-only. Duplicate it to make changes.")
            return
        plan, scenario_id = self.document.plan, self.document.scenario.id

        def check(values: list[str]) -> object:
            return new_bcu(plan, scenario_id, values[0], values[1])

        found = ask("New BCU", [("Code, 1–4 letters", ""), ("Name", "")], "Add", check, self.window)
        if found is not None:
            step = self.document.decide(new_bcu, found[0], found[1], initiator=self)
            if step is not None:
                self.window.list.focus_bcu(step.edits[0].key[-1])


class _OfOneBcu(UserAction):
    """An act on the BCU chosen."""

    def enabled(self) -> bool:
        return self.can_change and self.view.bcu is not None

    def label(self) -> str:
        code = self.view.bcu
        if code is None:
            return self.text
        return self.of_bcu.format(self.document.scenario.bcus[code].name)

    of_bcu: str


class RenameBcu(_OfOneBcu):
    """Give the BCU chosen another name, and another code."""

    id, text, of_bcu = "rename_bcu", "&Rename BCU…", "Rename {}…"
    tip = "Change the name or the code of the BCU chosen (F2 in the list)"

    def run(self) -> None:
        code = self.view.bcu
        if code is None:
            return
        plan, scenario = self.document.plan, self.document.scenario

        def check(values: list[str]) -> object:
            return rename_and_recode_bcu(plan, scenario.id, code, values[0], values[1])

        fields = [("Code, 1–4 letters", code), ("Name", scenario.bcus[code].name)]
        found = ask(f"Rename {scenario.bcus[code].name}", fields, "Rename", check, self.window)
        if found is not None and self.document.decide(rename_and_recode_bcu, code, *found, initiator=self):
            added = set(self.document.scenario.bcus) - set(scenario.bcus)
            self.view.choose_bcu(added.pop() if added else code)


class SetGoLive(_OfOneBcu):
    """Set the day the BCU chosen goes live."""

    id, text, of_bcu = "set_go_live", "Set &go-live…", "Set go-live of {}…"

    def run(self) -> None:
        code = self.view.bcu
        if code is None:
            return
        plan, scenario = self.document.plan, self.document.scenario
        bcu = scenario.bcus[code]

        def check(values: list[str]) -> object:
            return set_go_live(plan, scenario.id, code, written_date(values[0]))

        fields = [("Go-live date, empty for none", shown_date(bcu.go_live))]
        found = ask(f"Go-live of {bcu.name}", fields, "Set", check, self.window)
        if found is not None:
            self.document.decide(set_go_live, code, written_date(found[0]), initiator=self)


class RemoveBcu(_OfOneBcu):
    """Remove the BCU chosen; its boroughs become unassigned."""

    id, text, of_bcu = "remove_bcu", "Re&move BCU", "Remove BCU {}"
    tip = "Remove the BCU chosen; its boroughs become unassigned, and undo brings it back"

    def run(self) -> None:
        if self.view.bcu is not None:
            self.document.decide(remove_bcu, self.view.bcu, initiator=self)


def fill_colour_menu(menu: QMenu, window: MainWindow) -> None:
    """The fills as choices for the BCU chosen, the one it has ticked; why there is no choice, where there is none."""
    document, code, theme = window.document, window.view.bcu, themes.current()
    if code is None or not document.scenario.can_change:
        words = "Choose a BCU first" if code is None else f"{document.scenario.name} is {document.scenario.closed}"
        menu.addAction(words).setEnabled(False)
        return
    menu.addAction(document.scenario.bcus[code].name).setEnabled(False)
    menu.addSeparator()
    for fill, words, has in fill_choices(document.scenario, code):
        action = menu.addAction(_swatch(theme.fill(fill), theme.ink2, window.devicePixelRatioF()), words)
        action.setCheckable(has)
        action.setChecked(has)
        action.triggered.connect(partial(_recolour, window, code, fill))


def _recolour(window: MainWindow, code: str, fill: str, _checked: bool = False) -> None:
    window.document.decide(set_fill, code, fill)


def _swatch(colour: QColor, edge: QColor, ratio: float) -> QIcon:
    picture = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(colour)
    painter = QPainter(picture)
    painter.setPen(edge)
    painter.drawRect(0, 0, _SWATCH - 1, _SWATCH - 1)
    painter.end()
    return QIcon(picture)
