"""Draws the program's icon anew from resources/icons/bcu-planner.svg.

    python packaging/make_icon.py

Writes resources/icons/bcu-planner.png, which the window shows, and packaging/windows/bcu-planner.ico with every
size that Windows asks for. Run by the environment's Python; the files it writes are kept in the repository.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "bcu-planner.svg"
PICTURE = ROOT / "resources" / "icons" / "bcu-planner.png"
ICON = ROOT / "packaging" / "windows" / "bcu-planner.ico"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
PICTURE_SIZE = 128
AS_PNG = 256
"""From this size on a picture stands in the icon as PNG, as Windows wants it; smaller ones as plain pixels."""


def drawn(size: int) -> QImage:
    """Return the drawing on nothing, `size` pixels square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return the picture as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def pixels(image: QImage) -> bytes:
    """Return the picture as an icon holds it: a header, rows from the bottom, and a mask that hides nothing."""
    size = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, size * size * 4, 0, 0, 0, 0)
    rows = [bytes(image.constScanLine(row))[: 4 * size] for row in reversed(range(size))]
    mask = bytes((size + 31) // 32 * 4 * size)
    return head + b"".join(rows) + mask


def icon() -> bytes:
    """Return the whole icon file."""
    parts = [png(image) if image.width() >= AS_PNG else pixels(image) for image in map(drawn, SIZES)]
    entries, at = [], 6 + 16 * len(parts)
    for size, part in zip(SIZES, parts, strict=True):
        entries.append(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(part), at))
        at += len(part)
    return struct.pack("<HHH", 0, 1, len(parts)) + b"".join(entries + parts)


def main() -> int:
    """Write both files; return the exit code."""
    app = QGuiApplication(sys.argv[:1])
    PICTURE.write_bytes(png(drawn(PICTURE_SIZE)))
    ICON.write_bytes(icon())
    for path in (PICTURE, ICON):
        print(f"{path.relative_to(ROOT).as_posix()}: {path.stat().st_size} bytes")
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
