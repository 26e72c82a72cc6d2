"""The manual's pictures are the window as it is now, and can be read in grey and at its contrast."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.conftest import TIER
from tests.snapshots import pictures
from ui import theme as themes

MOST_APART = 4.0
"""Mean difference of a colour channel, 0 to 255: what hinting and rasterisers of other machines may change. A
picture of another tab or scenario is apart by more than 10."""
QUICK = ("drag-light-1920", "main-light-1366")


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
    """Mean difference of a channel."""
    return float(np.abs(pixels(a) - pixels(b)).mean())


def kept(name: str) -> QImage:
    """The picture in the manual."""
    return QImage(str(pictures.FOLDER / f"{name}.png"))


@pytest.mark.parametrize("name", [n for n in pictures.SCENES if TIER != "test" or n in QUICK])
def test_the_manual_shows_the_window_as_it_is(qtbot: QtBot, name: str) -> None:
    now, then = pictures.draw(name), kept(name)
    assert now.size() == then.size()
    assert apart(now, then) <= MOST_APART


def test_pictures_of_different_screens_are_far_apart() -> None:
    assert apart(kept("savings-light-1366"), kept("posts-light-1366")) > 2 * MOST_APART
    assert apart(kept("main-light-1366"), kept("drag-dark-1366")) > 10 * MOST_APART


@pytest.mark.parametrize("name", list(pictures.SCENES))
def test_a_picture_reads_in_grey(name: str) -> None:
    grey = pixels(kept(name)) @ np.array([0.2126, 0.7152, 0.0722])
    dark = "dark" in name
    ground = np.median(grey)
    ink = np.percentile(grey, 99.5 if dark else 0.5)
    light, deep = (ink, ground) if dark else (ground, ink)
    assert (_luminance(light) + 0.05) / (_luminance(deep) + 0.05) >= 4.5


def _luminance(grey: float) -> float:
    share = grey / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def test_every_picture_of_the_manual_is_made_here() -> None:
    made = {*pictures.SCENES, "working-out", "briefing"}
    assert {p.stem for p in pictures.FOLDER.glob("*.png")} == made


def test_every_link_of_the_docs_leads_somewhere() -> None:
    import re

    root = Path(__file__).resolve().parents[2]
    pages = [root / "README.md", root / "CHANGELOG.md", *(root / "docs").rglob("*.md")]
    broken = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
