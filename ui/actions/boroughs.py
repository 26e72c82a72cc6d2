"""Moving boroughs, and the locks that hold them."""

from __future__ import annotations

from planner.scenario.decisions import (
    lock_all,
    lock_bcus,
    lock_boroughs,
    unlock_all,
    unlock_bcus,
    unlock_boroughs,
)
from ui.actions.base import UserAction


class MoveTo(UserAction):
    """Choose a BCU for the boroughs selected, seeing first what it would change."""

    id, text, shortcut = "move", "&Move to…", "Ctrl+M"
    tip = "Choose a BCU for the boroughs selected"

    def label(self) -> str:
        return f"Move {self.names(self.selected)} to…" if self.selected else self.text

    def enabled(self) -> bool:
        return bool(self.selected) and self.can_change

    def run(self) -> None:
        self.window.controller.ask_where(self.selected)


class Unassign(UserAction):
    """Take the boroughs selected out of their BCUs."""

    id, text = "unassign", "&Unassign"
    tip = "Take the boroughs selected out of their BCUs (Delete)"

    def label(self) -> str:
        return f"Unassign {self.names(self.selected)}" if self.selected else self.text

    def enabled(self) -> bool:
        placed = self.document.scenario.assignment
        return self.can_change and any(code in placed for code in self.selected)

    def run(self) -> None:
        self.window.controller.move(self.selected, None)


class LockBoroughs(UserAction):
    """Lock the boroughs selected, or unlock them when all are locked."""

    id, text, shortcut = "lock_boroughs", "&Lock boroughs", "Ctrl+L"
    tip = "Lock or unlock the boroughs selected (Q on the map)"

    def _locked(self) -> bool:
        return bool(self.selected) and set(self.selected) <= self.document.scenario.locked_boroughs

    def label(self) -> str:
        if not self.selected:
            return self.text
        return f"{'Unlock' if self._locked() else 'Lock'} {self.names(self.selected)}"

    def enabled(self) -> bool:
        return bool(self.selected) and self.can_change

    def run(self) -> None:
        decision = unlock_boroughs if self._locked() else lock_boroughs
        self.document.decide(decision, self.selected, initiator=self)


class LockBcu(UserAction):
    """Lock the BCU chosen, so that it neither gains nor loses; or unlock it."""

    id, text, shortcut = "lock_bcu", "Lock &BCU", "Ctrl+Shift+L"
    tip = "Lock or unlock the BCU chosen: locked, it neither gains nor loses"

    def label(self) -> str:
        code = self.view.bcu
        if code is None:
            return self.text
        locked = code in self.document.scenario.locked_bcus
        return f"{'Unlock' if locked else 'Lock'} BCU {self.document.scenario.bcus[code].name}"

    def enabled(self) -> bool:
        return self.view.bcu is not None and self.can_change

    def run(self) -> None:
        code = self.view.bcu
        if code is not None:
            locked = code in self.document.scenario.locked_bcus
            self.document.decide(unlock_bcus if locked else lock_bcus, [code], initiator=self)


class LockAll(UserAction):
    """Lock everything."""

    id, text, short = "lock_all", "Lock &all", "Lock all"
    tip = "Lock every borough and every BCU"
    icon = "lock"

    def enabled(self) -> bool:
        return self.can_change

    def run(self) -> None:
        self.document.decide(lock_all, initiator=self)


class UnlockAll(UserAction):
    """Take every lock off."""

    id, text = "unlock_all", "U&nlock all"
    tip = "Take every lock off"

    def enabled(self) -> bool:
        scenario = self.document.scenario
        return self.can_change and bool(scenario.locked_boroughs or scenario.locked_bcus)

    def run(self) -> None:
        self.document.decide(unlock_all, initiator=self)
