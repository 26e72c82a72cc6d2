"""BCUs: adding, naming, dating and removing them."""

from __future__ import annotations

from planner.scenario.decisions import new_bcu, remove_bcu, rename_and_recode_bcu, set_go_live
from ui.actions.base import UserAction
from ui.dialogs.ask import ask, shown_date, written_date


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
