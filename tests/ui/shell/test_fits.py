"""Nothing in the strip, the list or the map's head is cut or lies over its neighbour, at any width there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import assign_boroughs, choose_target, rename_and_recode_bcu
from tests.ui.shell.conftest import BARNET, ENFIELD, HARINGEY, Make
from ui.main_window import MainWindow
from ui.panels import bcu_paint
from ui.panels.runs import advance

SIZES = [
    (1280, 720), (1319, 800), (1366, 768), (1440, 900), (1500, 860), (1560, 900), (1599, 1000), (1600, 1000),
    (1640, 1000), (1800, 1000), (1920, 1080), (2560, 1440),
]  # fmt: skip


def _inside(widget: QWidget, whole: QWidget) -> QRect:
    return QRect(widget.mapTo(whole, widget.rect().topLeft()), widget.size())


def faults(whole: QWidget) -> list[str]:
    """What of a row is cut, out of sight or under a neighbour."""
    parts = [w for w in whole.findChildren(QWidget) if w.isVisible() and not w.findChildren(QWidget)]
    parts = [w for w in parts if isinstance(w, QLabel | QAbstractButton) or w.focusPolicy()]
    found = []
    for at, part in enumerate(parts):
        place = _inside(part, whole)
        name = part.accessibleName() or getattr(part, "text", str)()
        if not whole.rect().contains(place):
            found.append(f"{name} is out of sight")
        if isinstance(part, QLabel | QAbstractButton) and part.width() < part.sizeHint().width():
            found.append(f"{name} is cut")
        found += [f"{name} lies under {o.accessibleName()}" for o in parts[:at] if _inside(o, whole).intersects(place)]
    return found


def _faults(window: MainWindow) -> list[str]:
    return [*faults(window.strip), *faults(window.map_pane._head)]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_or_overlaps(make_window: Make, size: tuple[int, int]) -> None:
    window = make_window(*size)
    assert _faults(window) == []
    window.controller.preview_move((ENFIELD,), "NW")
    assert window.view.preview is not None
    window.strip._row.activate()
    assert _faults(window) == []


@pytest.mark.parametrize("size", [(1280, 720), (1600, 1000)])
def test_nothing_is_cut_with_the_longest_note_and_all_tools(make_window: Make, size: tuple[int, int]) -> None:
    window = make_window(*size)
    window.document.decide(choose_target, "f001")
    window.map_pane.show_key(True)
    window.strip._row.activate()
    assert _faults(window) == []


def test_a_window_made_narrower_lets_buttons_go_before_the_team_posts(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(1920, 1080)
    assert window.strip._buttons.isVisible()
    window.resize(1600, 1000)
    qtbot.wait(10)
    assert not window.strip._buttons.isVisible()
    assert window.strip._teams.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("code", ["NW", "WWWW"])
def test_a_name_stands_clear_of_the_widest_code(make_window: Make, size: tuple[int, int], code: str) -> None:
    window = make_window(*size)
    window.document.decide(rename_and_recode_bcu, "NW", code, "North West")
    tree = window.list.tree
    code_at = bcu_paint.CODE_AT_SMALL if tree.small else bcu_paint.CODE_AT
    assert tree.name_at >= code_at + advance("title", code) + 6


def test_in_a_row_opened_no_label_runs_into_its_figures(make_window: Make) -> None:
    window = make_window(1366, 768)
    window.document.decide(assign_boroughs, [BARNET, HARINGEY], None)
    body, strong = bcu_paint.metrics("body"), bcu_paint.metrics("strong")
    seen = set()
    for target in ("NW", ""):
        window.controller.preview_move((BARNET,) if target else (ENFIELD,), target)
        window.list.tree.doItemsLayout()
        box = QRectF(0, 0, window.list.tree.viewport().width(), 100)
        now, then, change = bcu_paint.figure_columns(box)
        for line in (line for row in window.list._model.rows for line in row.opened):
            seen.add(line.label)
            assert bcu_paint.CODE_AT + body.horizontalAdvance(line.label) + 4 < now - body.horizontalAdvance(line.now)
            assert now + 8 < then - strong.horizontalAdvance(line.then)
            assert then + 8 < change - body.horizontalAdvance(line.change)
    assert seen == {"Posts kept", "Officer posts", "Saving, £m", "Wards", "Superintendents"}
