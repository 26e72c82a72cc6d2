"""The map with its head: what it is, and the tools that change what of it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.area.types import Area
from ui import theme as themes
from ui.collapse import MAP_LEGEND_FROM
from ui.map.view import MapView


class FindBox(QLineEdit):
    """Find a borough or a ward by its name."""

    found = Signal(str, str)
    """("borough" or "ward", code)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Find")
        self.setAccessibleName("Find a borough or ward")
        self.setToolTip("Find a borough or ward (Ctrl+F)")
        self.setClearButtonEnabled(False)
        self.setFixedWidth(160)
        self._places: dict[str, tuple[str, str]] = {}
        self._completer = QCompleter(self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(12)
        self._completer.activated.connect(self._go)
        self.setCompleter(self._completer)
        self.returnPressed.connect(self._first)

    def show_area(self, area: Area) -> None:
        """Offer the area's boroughs, then its wards with their borough."""
        places = {b.name: ("borough", b.code) for b in area.policed}
        for ward in area.wards:
            places.setdefault(f"{ward.name}, {area.borough_by_code[ward.borough].name}", ("ward", ward.code))
        self._places = places
        self._completer.setModel(QStringListModel(list(places), self._completer))

    def _first(self) -> None:
        wanted = self.text().strip().casefold()
        if wanted:
            ranked = sorted(
                (name for name in self._places if wanted in name.casefold()),
                key=lambda name: (not name.casefold().startswith(wanted), self._places[name][0] != "borough"),
            )
            self._go(ranked[0] if ranked else self.text())

    def _go(self, name: str) -> None:
        if name in self._places:
            self.found.emit(*self._places[name])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the box."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class MapPane(QWidget):
    """Head and map; where the legend goes is the map controller's affair."""

    resized = Signal()

    def __init__(self, map_view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map_view = map_view
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(480)
        self.finder = FindBox()
        self._title = QLabel("Map")
        self._title.setFont(themes.font("title"))
        self._hint = QLabel("Drag to move a borough")
        self._hint.setProperty("ink", "2")
        self._tools: list[QPushButton] = []
        self._key: QPushButton | None = None
        self._menu_button = QPushButton("Tools")
        self._menu_button.setProperty("kind", "menu")
        self._menu_button.setAccessibleName("Map tools")
        self._menu = QMenu(self._menu_button)
        self._menu_button.setMenu(self._menu)
        self._head = QFrame()
        self._row = QHBoxLayout(self._head)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._hint)
        self._row.addStretch(1)
        self._row.addWidget(self._menu_button)
        self._row.addWidget(self.finder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        line = QFrame()
        line.setProperty("hairline", "h")
        column.addWidget(line)
        column.addWidget(map_view, 1)
        self._small = self._in_menu = self._no_legend = False
        self.set_small(False)

    def add_tool(self, action: QAction) -> QPushButton:
        """Put an act in the head, and in the menu that stands in for it in a small window."""
        button = QPushButton(action.text())
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)

        def follow() -> None:
            # A style puts a sign hard against its word.
            button.setText(action.iconText() if action.icon().isNull() else f" {action.iconText()}")
            button.setAccessibleName(action.text().replace("&", ""))
            button.setEnabled(action.isEnabled())
            button.setIcon(action.icon())
            button.setToolTip(action.toolTip())
            self._settle()

        action.changed.connect(follow)
        follow()
        self._row.insertWidget(self._row.count() - 2, button)
        self._tools.append(button)
        self._menu.addAction(action)
        self._settle()
        return button

    def focus_order(self) -> list[QWidget]:
        """Its controls from left to right, then the map."""
        row = [item.widget() for i in range(self._row.count()) if (item := self._row.itemAt(i)) is not None]
        heads = [w for w in row if w is not None and w.focusPolicy() != Qt.FocusPolicy.NoFocus]
        return [*heads, self.map_view]

    def add_key(self) -> QPushButton:
        """The button that stands in for the legend."""
        button = QPushButton("Key")
        button.setToolTip("What the map's signs mean")
        button.setAccessibleName("Key to the map")
        self._row.insertWidget(self._row.count() - 2, button)
        self._key = button
        return button

    def show_key(self, shown: bool) -> None:
        """The Key button, or not: the legend is on the map."""
        if self._key is not None:
            self._key.setVisible(shown)
            self._settle()

    def set_small(self, small: bool, *, in_menu: bool = False) -> None:
        """A lower head; with `in_menu`, its tools in a menu."""
        self._small, self._in_menu = small, in_menu
        self._head.setFixedHeight(32 if small else 36)
        self.finder.setFixedWidth(120 if small else 160)
        self._settle()

    def _settle(self) -> None:
        """What has no room gives way: first the hint, then the tools to their menu."""
        key = [self._key] if self._key is not None and not self._key.isHidden() else []
        always = [self._title, *key, self.finder]
        in_menu = self._in_menu or not self._has_room([*always, *self._tools])
        self._menu_button.setVisible(in_menu)
        for button in self._tools:
            button.setVisible(not in_menu)
        tools: list[QWidget] = [self._menu_button] if in_menu else [*self._tools]
        self._hint.setVisible(not self._small and self._has_room([*always, *tools, self._hint]))

    def _has_room(self, row: Sequence[QWidget]) -> bool:
        margins = self._row.contentsMargins()
        wanted = sum(widget.sizeHint().width() for widget in row if widget is not self.finder)
        gaps = (len(row) + 1) * self._row.spacing()
        return wanted + gaps + self.finder.width() + margins.left() + margins.right() <= self.width()

    @property
    def legend_fits(self) -> bool:
        """Whether the map is wide enough for its legend."""
        return self.map_view.width() >= MAP_LEGEND_FROM

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say so: the legend may have to give way."""
        super().resizeEvent(event)
        self._settle()
        self.resized.emit()
