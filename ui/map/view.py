"""The map under the hand: it says what was clicked, dragged and pressed, and decides nothing itself.

Whoever listens answers with `set_state`. Drop targets: a BCU's code; `NOWHERE` outside every borough; None where
boroughs cannot go (the City, an unassigned borough).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QRegion,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QRubberBand, QToolTip, QWidget

from planner.area.outlines import Outlines
from planner.area.types import Area
from ui import theme as themes
from ui.map.scene import MapScene
from ui.map.state import NOWHERE, MapState
from ui.map.style import DOTS_FROM_WIDTH, FULL_LABELS_FROM_WIDTH

_MARGIN = 10.0
_COARSE = 8
"""Px that ground is told to."""
_DRAG_FROM = 5
_TIP_AFTER_MS = 400
_SETTLES_AFTER_MS = 90
_MOST_ZOOM = 24.0
_ZOOM_STEP = 1.2
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ADDS = Qt.KeyboardModifier.ControlModifier


class _Act(Enum):
    """What the pressed button is doing."""

    NONE = auto()
    PRESSED = auto()
    DRAGGING = auto()
    BANDING = auto()
    PANNING = auto()


class MapView(QGraphicsView):
    """The map of boroughs."""

    borough_clicked = Signal(str, Qt.KeyboardModifier)
    selection_changed = Signal(frozenset)
    drag_started = Signal(tuple)
    drag_moved = Signal(object, QPoint)
    """The drop target under the pointer, and the pointer's place in the viewport."""
    drag_dropped = Signal(object)
    drag_cancelled = Signal()
    context_menu = Signal(str, QPoint)
    hovered = Signal(object)
    move_requested = Signal(tuple)
    lock_requested = Signal(tuple)
    unassign_requested = Signal(tuple)

    def __init__(
        self,
        area: Area,
        outlines: Outlines,
        *,
        describe: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`describe` gives the words for a borough's tip and for screen readers; left out, its name and BCU."""
        super().__init__(parent)
        self.map = MapScene(area, outlines, themes.current(), themes.screen_fonts())
        self.setScene(self.map)
        self._describe = describe
        self._act = _Act.NONE
        self._pressed_at = QPoint()
        self._pressed_on: str | None = None
        self._held: tuple[str, ...] = ()
        self._hovered: str | None = None
        self._focused: str | None = None
        self._space = False
        self._fitted = True
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._settle = QTimer(self, singleShot=True, interval=_SETTLES_AFTER_MS)
        self._settle.timeout.connect(self._settled)
        self._tip = QTimer(self, singleShot=True, interval=_TIP_AFTER_MS)
        self._tip.timeout.connect(self._show_tip)
        self._set_up()
        themes.notifier.changed.connect(self._retheme)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(240, 200))
        self.setAccessibleName("Map of boroughs")
        self.setAccessibleDescription(
            "Arrow keys walk from borough to borough, Enter moves one to another BCU, Q locks, Delete unassigns. "
            "The BCU table does all the map does."
        )
        self.setBackgroundBrush(self.map.theme.map_ground)

    def _retheme(self) -> None:
        self.map.set_theme(themes.current())
        self.setBackgroundBrush(self.map.theme.map_ground)

    # What is shown

    @property
    def state(self) -> MapState:
        """What the map shows."""
        return self.map.state

    def set_state(self, state: MapState) -> None:
        """Show that state. A preview that is refused turns the pointer to "not allowed" during a drag."""
        self.map.set_state(state)
        if self._act is _Act.DRAGGING:
            refused = state.preview is not None and (state.preview.refused or state.preview.target is None)
            shape = Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor
            self.viewport().setCursor(shape)

    def _say(self, code: str) -> str:
        return self._describe(code) if self._describe else self.words_for(code)

    def words_for(self, code: str) -> str:
        """A borough in words: its name, its BCU, and whether it is locked."""
        borough = self.map.geometry.area.borough_by_code[code]
        if not borough.policed:
            return f"{borough.name}, its own police force"
        bcu = self.state.bcu_of(code)
        words = [borough.name, bcu.name if bcu else "unassigned"]
        return ", ".join([*words, "locked"] if self.state.is_locked(code) else words)

    def position_of(self, code: str) -> QPoint:
        """Where the borough's label point is, in the viewport."""
        return self.mapFromScene(self.map.geometry.labels[code])

    def ground_of(self, codes: Iterable[str]) -> list[QRect]:
        """The ground those boroughs cover in the viewport, as rectangles, to a few px."""
        region = QRegion()
        transform = self.viewportTransform() * QTransform.fromScale(1 / _COARSE, 1 / _COARSE)
        for code in codes:
            for polygon in self.map.geometry.polygons[code]:
                region += QRegion(transform.map(polygon).toPolygon())
        rects = iter(region)  # type: ignore[call-overload]
        return [QRect(r.topLeft() * _COARSE, r.size() * _COARSE) for r in rects]

    def labels_of(self, codes: Iterable[str]) -> list[QRect]:
        """Where those boroughs' labels stand in the viewport."""
        wanted, found = set(codes), list[QRect]()
        for label in self.map.labels_at(self.transform().m11()):
            if label.borough in wanted and label.lines:
                at = QPointF(self.position_of(label.borough))
                boxes = QRegion()
                for line in label.lines:
                    boxes += line.box.translated(at).toAlignedRect()
                found.append(boxes.boundingRect())
        return found

    # Zoom and pan

    def fit(self) -> None:
        """Show the whole map."""
        self._show(self.map.geometry.bounds)
        self._fitted = True

    def zoom_to(self, codes: Iterable[str]) -> None:
        """Show those boroughs as large as fits; the whole map when there are none."""
        box = QRectF()
        for code in codes:
            box = box.united(self.map.geometry.paths[code].boundingRect())
        if box.isEmpty():
            self.fit()
        else:
            grow = max(box.width(), box.height()) * 0.25
            self._show(box.adjusted(-grow, -grow, grow, grow))
            self._fitted = False

    def _show(self, box: QRectF) -> None:
        width = max(1.0, self.viewport().width() - 2 * _MARGIN)
        height = max(1.0, self.viewport().height() - 2 * _MARGIN)
        scale = min(width / box.width(), height / box.height())
        self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(box.center())

    def _zoom(self, factor: float, at: QPointF) -> None:
        bounds, now = self.map.geometry.bounds, self.transform().m11()
        least = min(self.viewport().width() / bounds.width(), self.viewport().height() / bounds.height()) * 0.8
        scale = min(max(now * factor, least), least * _MOST_ZOOM)
        self._move()
        before = self.mapToScene(at.toPoint())
        self.setTransform(QTransform.fromScale(scale, scale))
        moved = self.mapFromScene(before) - at.toPoint()
        self._pan(-moved)
        self._fitted = False

    def _move(self) -> None:
        self.map.set_moving(True)
        self._settle.start()

    @property
    def settling(self) -> bool:
        """True while a zoom or pan still shows a quick picture."""
        return self._settle.isActive()

    def _settled(self) -> None:
        self.map.set_moving(False)

    def _pan(self, by: QPoint) -> None:
        self._move()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())
        self._fitted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole map in sight while the user has not chosen a part of it."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.map.set_detail(small=width < FULL_LABELS_FROM_WIDTH, ward_dots=width >= DOTS_FROM_WIDTH)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        turns = event.angleDelta().y() / 120
        if turns:
            self._zoom(_ZOOM_STEP**turns, event.position())
        event.accept()

    # Pointer

    def borough_at(self, at: QPoint) -> str | None:
        """The borough at a place in the viewport; None on the ground."""
        return self.map.geometry.at(self.mapToScene(at))

    def _target_at(self, at: QPoint) -> str | None:
        code = self.borough_at(at) if self.viewport().rect().contains(at) else None
        return NOWHERE if code is None else self.state.assignment.get(code)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a drag, a rectangle or a pan."""
        if self._act is not _Act.NONE:
            return  # a second button during a drag is no new act
        at = event.position().toPoint()
        self._stop_tip()
        self._pressed_at, self._pressed_on = at, self.borough_at(at)
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._act = _Act.PANNING
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            from_ground = self._pressed_on is None or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._act = _Act.BANDING if from_ground else _Act.PRESSED
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with whatever the button began; without one, mark the borough under the pointer."""
        at = event.position().toPoint()
        if self._act is _Act.NONE:
            self._hover(self.borough_at(at))
        elif self._act is _Act.PANNING:
            self._pan(at - self._pressed_at)
            self._pressed_at = at
        elif self._act is _Act.BANDING:
            self._band.setGeometry(QRect(self._pressed_at, at).normalized())
            self._band.setVisible(True)
        elif self._act is _Act.DRAGGING or self._far(at):
            self._drag_to(at)
        event.accept()

    def _far(self, at: QPoint) -> bool:
        return (at - self._pressed_at).manhattanLength() >= _DRAG_FROM

    def _drag_to(self, at: QPoint) -> None:
        if self._act is _Act.PRESSED:
            code = self._pressed_on or ""
            self._held = tuple(sorted(self.state.selected)) if code in self.state.selected else (code,)
            self._act = _Act.DRAGGING
            self._hover(None)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_started.emit(self._held)
        self.map.set_ghost(self._held, self.mapToScene(at) - self.mapToScene(self._pressed_at))
        self.drag_moved.emit(self._target_at(at), at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish whatever the button began."""
        at, act = event.position().toPoint(), self._act
        if act is _Act.DRAGGING:
            target = self._target_at(at)
            self._end()
            self.drag_dropped.emit(target)
        elif act is _Act.BANDING:
            self._end()
            self._select_inside(QRect(self._pressed_at, at).normalized(), event.modifiers())
        else:
            self._end()
            if act is _Act.PRESSED and self._pressed_on:
                self._click(self._pressed_on, event.modifiers())
        event.accept()

    def _end(self) -> None:
        self._act, self._held = _Act.NONE, ()
        self._band.hide()
        self.map.set_ghost((), QPointF())
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def cancel_drag(self) -> bool:
        """Let go of what is being dragged, moving nothing; False when nothing was."""
        if self._act is not _Act.DRAGGING:
            return False
        self._end()
        self.drag_cancelled.emit()
        return True

    def _click(self, code: str, modifiers: Qt.KeyboardModifier) -> None:
        self._focus_on(code, ring=False)
        self.borough_clicked.emit(code, modifiers)
        self._select(self.state.selected ^ {code} if modifiers & _ADDS else frozenset({code}))

    def _select_inside(self, box: QRect, modifiers: Qt.KeyboardModifier) -> None:
        """Select the boroughs whose label point is inside; a mere click on the ground selects none."""
        far = max(box.width(), box.height()) > _DRAG_FROM
        inside = frozenset(c for c in self.map.geometry.codes if far and box.contains(self.position_of(c)))
        self._select(self.state.selected | inside if modifiers & _ADDS else inside)

    def _select(self, codes: frozenset[str]) -> None:
        if codes != self.state.selected:
            self.selection_changed.emit(codes)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the borough under the pointer, or of the one the keyboard is on."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        code = self._focused if by_key else self.borough_at(event.pos())
        if code and self._act is not _Act.DRAGGING:
            if code not in self.state.selected:
                self._select(frozenset({code}))
            at = self.viewport().mapToGlobal(self.position_of(code)) if by_key else event.globalPos()
            self.context_menu.emit(code, at)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second quick press is a press."""
        self.mousePressEvent(event)

    # Hover and tips

    def _hover(self, code: str | None) -> None:
        if code == self._hovered:
            return
        self._stop_tip()
        self._hovered = code
        self.map.set_hovered(code)
        self.hovered.emit(code)
        if code:
            self._tip.start()

    def _stop_tip(self) -> None:
        self._tip.stop()
        QToolTip.hideText()

    def _show_tip(self) -> None:
        if self._hovered and self._act is _Act.NONE:
            QToolTip.showText(QCursor.pos(), self._say(self._hovered), self.viewport())

    def leaveEvent(self, event: QEvent) -> None:
        """No borough is under a pointer that has left."""
        self._hover(None)
        super().leaveEvent(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        """While a borough is held, Esc is the map's, whatever else the window gives it to."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if self._act is _Act.DRAGGING and event.key() == Qt.Key.Key_Escape:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The map's keys; any other goes on to the window."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.cancel_drag():
            return
        if key == Qt.Key.Key_Space:
            self._space = True
        elif key in _ARROWS and not event.modifiers() & _ADDS:
            self._walk(*_ARROWS[key], extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif not self._act_on_selection(key, event.modifiers()):
            super().keyPressEvent(event)

    def _act_on_selection(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a single key asks; False when it asks nothing of the map."""
        if modifiers & (_ADDS | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_Home: self.fit,
            Qt.Key.Key_Plus: lambda: self._zoom(_ZOOM_STEP, QPointF(self.viewport().rect().center())),
            Qt.Key.Key_Minus: lambda: self._zoom(1 / _ZOOM_STEP, QPointF(self.viewport().rect().center())),
            Qt.Key.Key_L: lambda: self.zoom_to(self._chosen()),
            Qt.Key.Key_Q: lambda: self._request(self.lock_requested),
            Qt.Key.Key_Delete: lambda: self._request(self.unassign_requested),
            Qt.Key.Key_Return: lambda: self._request(self.move_requested),
            Qt.Key.Key_Enter: lambda: self._request(self.move_requested),
            Qt.Key.Key_F10: lambda: self._request(self.move_requested),
        }
        if key not in acts:
            return False
        acts[key]()
        return True

    def _chosen(self) -> tuple[str, ...]:
        if self.state.selected:
            return tuple(sorted(self.state.selected))
        return (self._focused,) if self._focused else ()

    def _request(self, signal: SignalInstance) -> None:
        if codes := self._chosen():
            signal.emit(codes)

    def _walk(self, dx: int, dy: int, *, extend: bool) -> None:
        start = self._focused or next(iter(sorted(self.state.selected)), None)
        code = self.map.geometry.next_in(start, dx, dy) if start else self.map.geometry.codes[0]
        self._focus_on(code, ring=True)
        self._select(self.state.selected | {code} if extend else frozenset({code}))

    @property
    def focused(self) -> str | None:
        """The borough the keyboard is on."""
        return self._focused

    def _focus_on(self, code: str, *, ring: bool) -> None:
        self._focused = code
        self.map.set_focused(code if ring else None)
        self.ensureVisible(self.map.geometry.paths[code].boundingRect(), 8, 8)
        self.setAccessibleName(f"Map of boroughs: {self._say(code)}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go no longer pans."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard's ring goes with the keyboard, and a borough held is let go where it was."""
        self._space = False
        self.cancel_drag()
        self.map.set_focused(None)
        super().focusOutEvent(event)
