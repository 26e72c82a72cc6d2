"""What keeps work from being lost, for the manual: another planner's plan before it is merged, and questions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from planner.plan_file.open import Opened
from planner.scenario import decisions
from planner.session import Session
from planner.session.recovery import Left
from ui.actions.merge import MergePlan
from ui.dialogs.recover import RecoverDialog
from ui.dialogs.shared import conflict_dialog
from ui.main_window import MainWindow

ENFIELD, CAMDEN, BARNET = "E09000010", "E09000007", "E09000003"


def preview(made: MainWindow) -> QImage:
    """The preview of merging ben's plan, before anything is chosen for the conflicts."""
    wards = {ward.name: ward.code for ward in made.document.outcome.area.wards if ward.borough == ENFIELD}
    theirs = Session(made.document.plan, who=lambda: "ben")
    theirs.decide(decisions.assign_boroughs, [ENFIELD], "NE")
    theirs.decide(decisions.new_bcu, "RS", "Riverside")
    theirs.decide(decisions.assign_boroughs, [CAMDEN], "RS")
    theirs.decide(decisions.set_wards, "dwo", {wards["Edmonton Green"]: 3})
    theirs.decide(decisions.set_assumption, "cost.pcso", "value", 39_500.0)
    theirs.decide(decisions.set_youth, BARNET, 14)
    made.document.decide(decisions.assign_boroughs, [ENFIELD], "NW")
    made.document.decide(decisions.set_wards, "dwo", {wards["Edmonton Green"]: 4, wards["Lower Edmonton"]: 3})
    act = made.actions_set.act(MergePlan)
    assert isinstance(act, MergePlan)
    act.show(Path("ben.bcuplan"), Opened(theirs.plan, theirs.log, ""))
    assert act.preview is not None
    act.preview.resize(1180, 560)
    QTest.qWait(400)
    image = _grabbed(act.preview)
    act.preview.reject()
    return image


def changed_underneath(made: MainWindow) -> QImage:
    """The question where somebody else saved the plan meanwhile."""
    dialog = conflict_dialog("map.bcuplan", "ben", made)
    dialog.show()
    QTest.qWait(200)
    image = _grabbed(dialog)
    dialog.reject()
    dialog.deleteLater()
    return image


def recovery(made: MainWindow) -> QImage:
    """The offer at the start after a sitting that did not end as it should."""
    last, at = "Move Enfield from North Area to North West", "2026-11-14T09:05:00+00:00"
    dialog = RecoverDialog((Left(Path("kept.journal"), Path("map.bcuplan"), 7, last, "amina", at),), made)
    dialog.show()
    QTest.qWait(200)
    image = _grabbed(dialog)
    dialog.reject()
    return image


def _grabbed(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
