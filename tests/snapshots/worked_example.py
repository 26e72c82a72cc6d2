"""The manual's worked example: a workbook that finance changed comes back to a plan that went on in the meantime."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from planner.exchange.bring.fresh import read_for
from planner.exchange.workbook import workbook_bytes
from planner.scenario import decisions
from tests.exchange.inside import Inside
from ui.actions.bring import ImportWorkbook
from ui.main_window import MainWindow

AS_AT = datetime.fromisoformat("2018-02-12T09:00:00+00:00")
FILE = "Twelve BCUs for finance.xlsx"


def as_finance_changes_it(made: MainWindow, content: bytes) -> bytes:
    """Three cells, and a fourth that the planner changes too."""
    slot = list(made.document.scenario.bcus).index("NW") + 1
    ward = next(w.code for w in made.document.outcome.area.wards if w.name == "Edmonton Green")
    book = Inside(content)
    book.set("Assumptions", ("cost.constable",), value=58_200)
    book.set("BCUs", (slot,), go_live=datetime(2019, 1, 7))
    book.set("Wards", (ward,), dwo=3)
    book.set("Assumptions", ("cost.pcso",), value=39_500)
    return book.content()


def meanwhile(made: MainWindow) -> None:
    """What the planner changes while the workbook is away."""
    made.document.decide(decisions.set_assumption, "cost.pcso", "value", 38_500.0)


def preview(made: MainWindow, folder: Path) -> QImage:
    """The preview of the import, before anything is chosen for the conflict."""
    path = folder / FILE
    path.write_bytes(as_finance_changes_it(made, workbook_bytes(made.document.outcome, as_at=AS_AT)))
    meanwhile(made)
    act = made.actions_set.act(ImportWorkbook)
    assert isinstance(act, ImportWorkbook)
    act.show(read_for(path, made.document.plan))
    assert act.preview is not None
    QTest.qWait(400)
    image = act.preview.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    act.preview.reject()
    return image
