"""The manual's pictures are the window as it is now."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.snapshots import pictures
from ui import theme as themes

ROOT = Path(__file__).resolve().parents[2]
CELL, APART, MOST_APART = 8, 24, 0.01
"""Two pictures are compared by the mean colours of cells of 8 × 8 px: how many of them differ by more than 24 of
255. Letters drawn with no hinting, or with full hinting, keep the ink of a cell nearly as it is: at most 0.5 % of the
cells differ so. Another tab makes 9 %, an empty BCU list 2 %. So 1 % is what another machine may change; a word or
a figure that changes is left to the tests of its own pane."""
MOST_BYTES = 4_000_000
QUICK = ("drag-light-1920", "main-light-1366", "working-out", "briefing")


@pytest.fixture(autouse=True)
def bundled_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw with the fonts that ship."""
    monkeypatch.setattr(themes, "screen_fonts", themes.bundled_fonts)


def pixels(image: QImage) -> NDArray[np.float64]:
    """Height × width × red, green, blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    whole = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)
    return whole[:, :, 2::-1].astype(np.float64)


def apart(a: QImage, b: QImage) -> float:
    """The share of cells that differ."""

    def cells(image: QImage) -> NDArray[np.float64]:
        whole = pixels(image)
        height, width = whole.shape[0] // CELL, whole.shape[1] // CELL
        kept = whole[: height * CELL, : width * CELL]
        return kept.reshape(height, CELL, width, CELL, 3).mean((1, 3))

    return float((np.abs(cells(a) - cells(b)).max(2) > APART).mean())


def kept(name: str) -> QImage:
    """The picture in the manual."""
    return QImage(str(pictures.FOLDER / f"{name}.png"))


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[] if n in QUICK else pytest.mark.slow) for n in pictures.NAMES]
)
def test_the_manual_shows_the_window_as_it_is(qtbot: QtBot, name: str) -> None:
    now, then = pictures.draw_any(name), kept(name)
    assert now.size() == then.size()
    assert apart(now, then) <= MOST_APART


def test_a_picture_of_another_tab_or_with_a_part_gone_is_told_apart() -> None:
    assert apart(kept("savings-light-1366"), kept("posts-light-1366")) > 5 * MOST_APART
    assert apart(kept("main-light-1366"), kept("drag-dark-1366")) > 10 * MOST_APART
    without_list = kept("wards-light-1920").convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(without_list)
    painter.fillRect(0, 104, 316, 540, QColor("#FFFFFF"))
    painter.end()
    assert apart(kept("wards-light-1920"), without_list) > MOST_APART


def test_fewer_colours_lose_no_colour_that_is_told_apart() -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    for x in range(40):
        for y in range(39):
            image.setPixelColor(x, y, QColor(6 * x, 6 * y, 120))
    few = pictures.in_few_colours(image)
    assert few.colorCount() <= 256
    assert np.abs(pixels(few) - pixels(image)).max() <= 48


def test_every_picture_of_the_manual_is_made_here_and_all_are_small() -> None:
    found = list(pictures.FOLDER.glob("*.png"))
    assert {path.stem for path in found} == {*pictures.NAMES, *pictures.PRINTED}
    assert sum(path.stat().st_size for path in found) <= MOST_BYTES


def test_every_link_of_the_docs_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    broken = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
