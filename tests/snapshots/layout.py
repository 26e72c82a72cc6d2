"""What is cut, covered or out of sight in a window: every control with text, looked at one by one.

`python -m tests.snapshots.layout WIDTH HEIGHT LOOK` prints the faults of that window as JSON, for a process that is
started with another scale: `QT_SCALE_FACTOR=2`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

from planner.scenario import decisions
from tests.snapshots import pictures
from ui import theme as themes
from ui.looks import Look
from ui.main_window import MainWindow

KINDS = (QLabel, QAbstractButton, QComboBox, QLineEdit, QTabBar)
INSET = 4
"""Pixels beside a figure that its column keeps at the very least."""
SLACK = 1
"""Pixels a font's own rounding may take."""
SETTLE_TRIES, SETTLE_MS = 10, 200


def faults(top: QWidget) -> list[str]:
    """Each control whose words are cut, that leaves the window, or that lies over another."""
    shown = [w for w in top.findChildren(QWidget) if isinstance(w, KINDS) and _is_seen(w, top)]
    found = [f"{_name(w)}: {what}" for w in shown for what in (*_cut(w), *_outside(w, top))]
    for one, other in combinations(shown, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        common = _place(one, top) & _place(other, top)
        if common.width() > SLACK and common.height() > SLACK:
            found.append(f"{_name(one)} and {_name(other)} lie over one another by {_size(common)}")
    for table in top.findChildren(QTableView):
        if _is_seen(table, top):
            found.extend(f"{table.accessibleName()}: {what}" for what in _cut_figures(table))
    return found


def _is_seen(widget: QWidget, top: QWidget) -> bool:
    """Shown in this window, with words or figures in it."""
    return widget.isVisible() and widget.window() is top and not widget.visibleRegion().isEmpty()


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")() or widget.accessibleName()
    return f"{type(widget).__name__} “{words}”"


def _place(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())


def _size(rect: QRect) -> str:
    return f"{rect.width()} × {rect.height()}"


def _cut(widget: QWidget) -> Iterator[str]:
    """What of the widget's own words does not fit into it."""
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QTabBar):
        for at in range(widget.count()):
            if widget.fontMetrics().horizontalAdvance(widget.tabText(at)) > widget.tabRect(at).width() + SLACK:
                yield f"tab {widget.tabText(at)} is cut"
        if widget.tabRect(widget.count() - 1).right() > widget.width() + SLACK:
            yield "not all tabs fit"
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget).width()
        yield from _wider(widget.fontMetrics().horizontalAdvance(widget.currentText()), room)
    elif isinstance(widget, QLineEdit):
        words = widget.text() or widget.placeholderText()
        yield from _wider(widget.fontMetrics().horizontalAdvance(words), widget.width() - 8)
    elif isinstance(widget, QAbstractButton):
        yield from _wider(widget.sizeHint().width(), widget.width())
        yield from _wider(*_button_words(widget))
        if widget.height() < widget.fontMetrics().height():
            yield f"{widget.height()} px high, its words {widget.fontMetrics().height()}"


def _button_words(button: QAbstractButton) -> tuple[int, int]:
    """The width of its words, semibold when it is down, and the room the style leaves them."""
    if not isinstance(button, QPushButton):
        return 0, 0
    option = QStyleOptionButton()
    button.initStyleOption(option)
    room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).width()
    metrics = QFontMetrics(themes.font("strong")) if button.isChecked() else button.fontMetrics()
    return metrics.horizontalAdvance(button.text()), room


def _cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if not label.text() or label.property("hairline"):
        return
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if wanted > label.height() + SLACK:
            yield f"{label.height()} px high, its words {wanted}"
        return
    if label.textFormat() == Qt.TextFormat.RichText or "<" in label.text():
        yield from _wider(label.sizeHint().width(), label.width())
    else:
        yield from _wider(label.fontMetrics().horizontalAdvance(label.text()), room.width())
    if label.fontMetrics().tightBoundingRect(label.text()).height() > room.height() + SLACK:
        yield f"{room.height()} px high, lower than its words"


def _wider(words: int, room: int) -> Iterator[str]:
    if words > room + SLACK:
        yield f"{room} px wide, its words {words}"


def _outside(widget: QWidget, top: QWidget) -> Iterator[str]:
    """What leaves the window, or to the side the part that scrolls it (down is what scrolling is for)."""
    place = _place(widget, top)
    scrolled = False
    at = widget.parentWidget()
    while at is not None and at is not top:
        holder = at.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is at:
            scrolled = True
        inside = _place(at, top)
        if place.left() < inside.left() - SLACK or place.right() > inside.right() + SLACK:
            yield f"leaves its pane to the side: {_size(place)} at {place.x()}, {place.y()}"
            return
        if not scrolled and (place.top() < inside.top() - SLACK or place.bottom() > inside.bottom() + SLACK):
            yield f"leaves its pane at top or foot: {_size(place)} at {place.x()}, {place.y()}"
            return
        at = holder
    if not scrolled and not top.rect().contains(place):
        yield f"leaves the window: {_size(place)} at {place.x()}, {place.y()}"


def _cut_figures(table: QTableView) -> Iterator[str]:
    """Figures wider than their column; words may give way, figures never."""
    model, port = table.model(), table.viewport().rect()
    columns = [c for c in range(model.columnCount()) if not table.isColumnHidden(c)]
    for row in range(model.rowCount()):
        for column in columns:
            index = model.index(row, column)
            if not table.visualRect(index).intersects(port):
                continue
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if align is None or not int(align) & int(Qt.AlignmentFlag.AlignRight):
                continue
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            if table.fontMetrics().horizontalAdvance(words) > table.columnWidth(column) - INSET:
                yield f"row {row}: {words} is wider than its column"


def lasting_faults(top: QWidget) -> list[str]:
    """The faults that are still there once the window has had time to lay itself out.

    A slow machine may need longer for that than any fixed wait; what is at fault for good stays in the list.
    """
    found = faults(top)
    for _ in range(SETTLE_TRIES):
        if not found:
            break
        QTest.qWait(SETTLE_MS)
        found = faults(top)
    return found


def of_every_tab(made: MainWindow) -> list[str]:
    """Faults of the window with each of its tabs in front, and with boroughs held where the map is in sight."""
    found = [f"map: {what}" for what in lasting_faults(made)]
    if made.map_pane.isVisible():
        pictures.drag(made)
        found += [f"drag: {what}" for what in lasting_faults(made)]
        pictures.drop_nothing(made)
    if not made.tabs.isVisible():
        made.show_tables(True)
        QTest.qWait(50)
    for name in made.tabs.names:
        pictures.tab(made, name)
        found += [f"{name}: {what}" for what in lasting_faults(made)]
    return found


def of_windows_beside(made: MainWindow) -> list[str]:
    """Faults of the comparison and the log, and of the window with a frozen scenario and its line."""
    pictures.decide_some(made)
    comparison, log = made.beside.show_comparison(), made.beside.show_log()
    for beside, size in ((comparison, (1160, 720)), (log, (1280, 700))):  # on a screen as large as the window
        beside.resize(min(size[0], made.width()), min(size[1], made.height()))
    found: list[str] = []
    for at in range(comparison.pages.count()):
        comparison.pages.setCurrentIndex(at)
        title = comparison.pages.tabText(at)
        found += [f"compare, {title}: {what}" for what in lasting_faults(comparison)]
    found += [f"log: {what}" for what in lasting_faults(log)]
    made.beside.close()
    made.document.decide(decisions.freeze_scenario, made.document.session.record())
    found += [f"frozen: {what}" for what in lasting_faults(made)]
    made.document.undo()
    return found


def main(arguments: list[str]) -> int:
    """Print the faults of one window as a JSON list."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    themes.screen_fonts = themes.bundled_fonts
    width, height, look = arguments
    with pictures.window((int(width), int(height)), Look(look)) as made:
        found = [*of_every_tab(made), *of_windows_beside(made)]
        if (made.width(), made.height()) != (int(width), int(height)):
            found.append(f"the window does not get smaller than {made.width()} × {made.height()}")
    print(json.dumps(found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
