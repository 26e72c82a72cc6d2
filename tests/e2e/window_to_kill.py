"""Works at the real window until it is killed: decides, undoes, redoes and saves by the window's own actions."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

from PySide6.QtCore import QObject, QTimer

from tests.e2e.sitting_to_kill import TOLD, summary
from tests.endurance.plain_planner import PlainPlanner
from ui.actions.edit import Redo, Undo
from ui.actions.file import SavePlan
from ui.main_window import MainWindow

LONGEST_ACTS = 5_000


class Worker(QObject):
    """Does something at every turn of the window's loop, and tells what came of it."""

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        super().__init__(window)
        self._window, self._chance = window, Random(seed)
        self._plain = PlainPlanner(window.document.scenario, window.document.outcome.area)
        self._told = os.open(folder / TOLD, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._left = LONGEST_ACTS
        window.document.decide(*self._asked())
        window.document.save_as(folder / "window.bcuplan")
        timer = QTimer(self, interval=0)
        timer.timeout.connect(self._act)
        timer.start()

    def _asked(self) -> tuple[object, ...]:
        asked = self._plain.ask(self._chance)
        return (asked.decision, *asked.args)

    def _act(self) -> None:
        actions, what = self._window.actions_set, self._chance.random()
        if what < 0.7:
            self._window.document.decide(*self._asked())  # type: ignore[arg-type]
        elif what < 0.95:
            actions[Undo if what < 0.86 else Redo].trigger()
        else:
            actions[SavePlan].trigger()
        os.write(self._told, json.dumps(summary(self._window.document.session)).encode() + b"\n")
        self._left -= 1
        if not self._left:
            os._exit(0)
