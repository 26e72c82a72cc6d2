"""What each borough and edge looks like follows from the state alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.map.london import BCUS, CITY, CODE, state
from ui import theme as themes
from ui.map.state import BcuLook, DragPreview
from ui.map.style import BCU_EDGE, BOROUGH_EDGE, edge_kind, edge_pens, label_ground, style_for

THEME = themes.light()
ENFIELD, BARNET, HACKNEY = CODE["Enfield"], CODE["Barnet"], CODE["Hackney"]


def test_a_borough_has_its_bcus_fill_and_code() -> None:
    style = style_for(ENFIELD, state(), THEME)
    assert (style.fill, style.code, style.hatch, style.padlock) == (THEME.fill("mauve-2"), "NA", "", False)


def test_the_city_is_hatched_and_has_no_code() -> None:
    style = style_for(CITY, state(), THEME)
    assert (style.fill, style.hatch, style.code) == (THEME.city, "city", "")


def test_an_unassigned_borough_says_none_on_the_ground_of_a_panel() -> None:
    moved = state()
    style = style_for(ENFIELD, state(assignment={**moved.assignment, ENFIELD: None}), THEME)
    assert (style.fill, style.code, style.unassigned) == (THEME.panel, "none", True)


def test_a_lock_shows_by_padlock_and_lines_and_leaves_the_fill() -> None:
    style = style_for(ENFIELD, state(locked_boroughs=frozenset({ENFIELD})), THEME)
    assert (style.hatch, style.padlock, style.fill) == ("lock", True, THEME.fill("mauve-2"))


def test_a_locked_bcu_locks_its_boroughs() -> None:
    locked = {**BCUS, "NA": BcuLook("NA", "North Area", "mauve-2", locked=True)}
    assert style_for(ENFIELD, state(bcus=locked), THEME).padlock
    assert not style_for(BARNET, state(bcus=locked), THEME).padlock


def test_a_thirteenth_bcu_is_dotted() -> None:
    dotted = {**BCUS, "NA": BcuLook("NA", "North Area", "mauve-2+dots")}
    assert style_for(ENFIELD, state(bcus=dotted), THEME).dots


def test_a_borough_being_moved_is_veiled_and_its_label_keeps_a_ground() -> None:
    style = style_for(ENFIELD, state(preview=DragPreview((ENFIELD,), "NW")), THEME)
    assert style.veiled
    assert style.fill.lightness() < label_ground(style, THEME).lightness() < THEME.panel.lightness()
    assert not style_for(BARNET, state(preview=DragPreview((ENFIELD,), "NW")), THEME).veiled


def test_edges_tell_bcus_from_boroughs_from_the_outside() -> None:
    assigned = state().assignment
    assert edge_kind(ENFIELD, CODE["Haringey"], assigned) == "borough"
    assert edge_kind(ENFIELD, BARNET, assigned) == "bcu"
    assert edge_kind(ENFIELD, "", assigned) == "outer"
    assert edge_kind(CITY, HACKNEY, assigned) == "bcu"
    assert edge_kind(CITY, "", assigned) == "outer"
    assert edge_kind(ENFIELD, BARNET, {**assigned, BARNET: None}) == "unassigned"
    assert edge_kind("", BARNET, {**assigned, BARNET: None}) == "unassigned"


def test_an_edge_between_bcus_is_about_three_times_a_boroughs() -> None:
    assert 2.5 < BCU_EDGE / BOROUGH_EDGE < 3.5


def test_pens_are_the_same_at_any_zoom_and_dashes_are_px() -> None:
    pen = edge_pens(THEME).source.pen()
    assert pen.isCosmetic()
    assert [round(step * pen.widthF(), 6) for step in pen.dashPattern()] == [7, 5]
    assert edge_pens(THEME).bcu.pen().joinStyle() == Qt.PenJoinStyle.RoundJoin
