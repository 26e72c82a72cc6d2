"""The briefing as an image, a PNG file and on the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from planner.area.outlines import load_outlines
from planner.files import replace_file
from planner.outcome.evaluate import Outcome
from planner.views.briefing import Briefing
from ui.briefing.paint import HEIGHT, WIDTH, paint_briefing
from ui.charts.writer import Writer
from ui.map.paint import PaintOptions, paint_map
from ui.map.state import BcuLook, MapState
from ui.theme import bundled_fonts, light

MAP_TEXT = PaintOptions(name_px=13, code_px=15)
DOTS_A_METRE = round(96 / 0.0254)


def render(outcome: Outcome, content: Briefing) -> QImage:
    """The picture, 1920 × 1080, with title, alternative text, attribution and fingerprint inside it."""
    return _drawn(outcome, content)[0]


def render_with_boxes(outcome: Outcome, content: Briefing) -> tuple[QImage, Writer]:
    """The picture and every piece of text on it with its box."""
    return _drawn(outcome, content)


def _drawn(outcome: Outcome, content: Briefing) -> tuple[QImage, Writer]:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    # The same dots an inch everywhere: text measured and drawn on any machine is the same size.
    image.setDotsPerMeterX(DOTS_A_METRE)
    image.setDotsPerMeterY(DOTS_A_METRE)
    painter = QPainter(image)
    state, theme, fonts = map_state(outcome), light(), bundled_fonts()
    outlines = load_outlines(outcome.area.outlines_id)

    def draw_map(target: QPainter, rect: QRectF) -> None:
        paint_map(target, rect, outcome.area, outlines, state, theme, MAP_TEXT, fonts)

    try:
        writer = paint_briefing(painter, content, theme, fonts, draw_map)
    finally:
        painter.end()
    for key, text in (
        ("Title", content.title),
        ("Description", content.alt_text),
        ("Copyright", content.attribution),
        ("Source", f"fingerprint {content.fingerprint}"),
        ("Software", "BCU Planner"),
    ):
        image.setText(key, text)
    return image, writer


def map_state(outcome: Outcome) -> MapState:
    """What the map shows of an outcome in a picture: boroughs by BCU, no ward and no lock."""
    scenario = outcome.scenario
    return MapState(
        assignment={b.code: scenario.assignment.get(b.code) for b in outcome.area.policed},
        bcus={code: BcuLook(code, bcu.name, bcu.fill) for code, bcu in scenario.bcus.items()},
    )


def png_bytes(image: QImage) -> bytes:
    """The image as a PNG file's bytes, its texts inside: the same for the same image."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("the picture could not be turned into a PNG file")
    return bytes(content.data())


def write_png(image: QImage, path: Path) -> None:
    """Write the image to a file, whole or not at all. Raises OSError, with a file that was there as it was."""
    replace_file(path, png_bytes(image))


def copy_to_clipboard(image: QImage, alt_text: str) -> None:
    """Put the picture on the clipboard, with its words for programs that take text."""
    data = QMimeData()
    data.setImageData(image)
    data.setText(alt_text)
    QGuiApplication.clipboard().setMimeData(data)
