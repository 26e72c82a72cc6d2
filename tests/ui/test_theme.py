"""The theme's colours keep the contrast they promise, and switch as one."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from planner.area.shipped import load_area
from planner.scenario.types import FILLS
from tests.ui.colour import EYES, contrast, difference
from tests.ui.map.london import ASSIGNMENT, BCUS
from ui import theme as themes
from ui.theme import Theme

LOOKS = [themes.light, themes.dark]
both = pytest.mark.parametrize("theme", [look() for look in LOOKS], ids=["light", "dark"])


@both
@pytest.mark.parametrize("ground", ["window", "panel", "alt", "head", "soft"])
@pytest.mark.parametrize("ink", ["ink", "ink2"])
def test_text_reads_on_every_ground(theme: Theme, ground: str, ink: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


@both
@pytest.mark.parametrize(
    ("ink", "ground"), [("accent", "panel"), ("on_accent", "accent"), ("on_under", "under"), ("ink", "city")]
)
def test_text_reads_on_its_own_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


@both
@pytest.mark.parametrize("shape", ["control", "accent", "over", "under", "not_met", "incomplete"])
def test_shapes_show_on_a_panel(theme: Theme, shape: str) -> None:
    assert contrast(theme.colour(shape), theme.panel) >= 3


@both
@pytest.mark.parametrize("fill", FILLS)
def test_edges_dots_and_labels_show_on_every_fill(theme: Theme, fill: str) -> None:
    ground = theme.fill(fill)
    assert round(contrast(theme.ink, ground), 1) >= (4.6 if theme.is_dark else 6.5)
    assert contrast(theme.bcu_edge, ground) >= 3
    assert contrast(theme.borough_edge, ground) >= 3
    assert contrast(theme.ward_dot, ground) >= 3


@both
@pytest.mark.parametrize("eyes", list(EYES))
def test_bcus_that_touch_differ_to_every_eye(theme: Theme, eyes: str) -> None:
    pairs = {
        tuple(sorted((ASSIGNMENT[x.a], ASSIGNMENT[x.b])))
        for x in load_area().borders
        if x.a in ASSIGNMENT and x.b in ASSIGNMENT and ASSIGNMENT[x.a] != ASSIGNMENT[x.b]
    }
    found = {p: difference(theme.fill(BCUS[p[0]].fill), theme.fill(BCUS[p[1]].fill), eyes) for p in pairs}
    assert min(found.values()) >= 9, min(found.items(), key=lambda item: item[1])


def test_the_difference_of_two_colours_is_the_published_one() -> None:
    """Black and white differ by 100, and a colour from itself not at all."""
    assert difference(QColor("black"), QColor("white"), "normal") == pytest.approx(100, abs=0.01)
    assert difference(QColor("teal"), QColor("teal"), "deutan") == 0


def test_both_looks_of_the_theme_file_hold_the_same_names() -> None:
    document = json.loads((resources.files("resources") / "theme.json").read_text(encoding="utf-8"))
    for look in ("light", "dark"):
        assert set(document[look]["tokens"]) == set(themes.TOKENS)
        assert set(document[look]["fills"]) == set(FILLS)


def test_a_thirteenth_bcu_reuses_a_fill_and_adds_dots() -> None:
    theme = themes.light()
    assert theme.fill("teal-2+dots") == theme.fill("teal-2")
    assert theme.dots("teal-2+dots")
    assert not theme.dots("teal-2")
    with pytest.raises(KeyError):
        theme.fill("green-1")


def test_a_contrast_theme_takes_every_colour_from_the_system(qapp: QApplication) -> None:
    palette = QPalette()
    system = {
        QPalette.ColorRole.Window: QColor(0, 0, 0),
        QPalette.ColorRole.Base: QColor(1, 1, 1),
        QPalette.ColorRole.WindowText: QColor(255, 255, 0),
        QPalette.ColorRole.Text: QColor(255, 255, 1),
        QPalette.ColorRole.Highlight: QColor(0, 255, 255),
        QPalette.ColorRole.HighlightedText: QColor(0, 0, 2),
    }
    for role, colour in system.items():
        palette.setColor(role, colour)
    theme = themes.contrast(palette)
    known = {colour.rgb() for colour in system.values()}
    assert {theme.colour(t).rgb() for t in themes.TOKENS if t != "shadow"} <= known
    assert {theme.fill(fill).rgb() for fill in FILLS} == {theme.panel.rgb()}
    assert theme.shadow.alpha() == 0


def test_switching_changes_palette_and_sheet_and_tells_who_paints(qapp: QApplication) -> None:
    told: list[str] = []
    listen = lambda: told.append(themes.current().name)  # noqa: E731
    themes.notifier.changed.connect(listen)
    try:
        themes.apply(qapp, themes.dark())
        assert qapp.palette().color(QPalette.ColorRole.Window) == themes.dark().window
        assert themes.dark().accent.name() in qapp.styleSheet()
    finally:
        themes.apply(qapp, themes.light())
        themes.notifier.changed.disconnect(listen)
    assert themes.light().accent.name() in qapp.styleSheet()
    assert told == ["dark", "light"]


@both
def test_the_style_sheet_leaves_no_name_unfilled(theme: Theme) -> None:
    assert "$" not in themes.stylesheet(theme)


@pytest.mark.parametrize("use", list(themes.USES))
def test_no_text_is_smaller_than_the_smallest_allowed(qapp: QApplication, use: str) -> None:
    size = themes.font(use).pointSizeF() / 0.75
    assert size == themes.USES[use][0]
    assert size >= (9.5 if use.startswith("map-") else 11)


def test_the_bundled_faces_are_told_apart_by_weight(qapp: QApplication) -> None:
    fonts = themes.bundled_fonts()
    found = {use: QFontInfo(fonts.font(use)) for use in ("body", "strong", "map-code")}
    assert {info.family() for info in found.values()} == {"Open Sans"}
    assert [info.weight() for info in found.values()] == [400, 600, 700]
