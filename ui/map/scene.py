"""The map as a graphics scene: an item per borough for its shape, and layers in the order they are drawn.

Items hold the scene weakly: a circle of references would be broken up by the collector at any moment, even while
Qt paints.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from planner.area.outlines import Outlines
from planner.area.types import Area
from ui.map import layers
from ui.map.geometry import MapGeometry
from ui.map.labels import LabelFonts, PlacedLabel, paint_label, place_labels, widest_code
from ui.map.state import MapState
from ui.map.style import BoroughStyle, edge_pens, style_for
from ui.theme import FontSet, Theme

# Fills, patterns, edges and ward points are one picture; what the hand does lies over it, labels over that.
_GROUND, _STATES, _TARGET, _LABELS, _GHOST = (6, 7, 8, 9, 10)
_LINE_SHARE = 1 / 3
"""This share of the room kept at the map's rim is enough for the widest line at the smallest zoom."""
_PLACINGS_KEPT = 32


class BoroughItem(QGraphicsPathItem):
    """A borough's shape and style. The ground layer draws all boroughs at once, so that it can keep the picture."""

    def __init__(self, code: str, path: QPainterPath, style: BoroughStyle) -> None:
        super().__init__(path)
        self.code = code
        self.look = style
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)


@dataclass(frozen=True)
class _Kept:
    """A layer's picture: the zoom and pan it was made for, its place in a view, and the size of that view."""

    picture: QPixmap
    transform: QTransform
    place: QRect
    view: QSize


class KeptLayer(QGraphicsItem):
    """One layer of the map, kept as a picture of what of it is in view until `redraw`, a zoom or a pan.

    While the hand is still zooming or panning, the picture kept is shown moved and scaled.
    """

    def __init__(self, z: float, bounds: QRectF, draw: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._bounds, self._draw = bounds, weakref.WeakMethod(draw)
        self._kept: _Kept | None = None
        self.moving = False
        self.setZValue(z)

    def boundingRect(self) -> QRectF:
        """What the layer draws on, with room for the width of its lines."""
        return self._bounds

    def redraw(self, bounds: QRectF | None = None) -> None:
        """Drop the picture kept; with `bounds`, the layer draws there from now on, and nowhere else."""
        self._kept = None
        if bounds is not None and bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Show the picture kept, made anew where it no longer fits; on a device that is no view, draw straight."""
        draw = self._draw()
        if draw is None:
            return
        if widget is None:
            draw(painter)
            return
        with layers.in_px(painter) as transform:
            kept = self._picture(draw, transform, widget)
            if kept.transform != transform:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.setWorldTransform(kept.transform.inverted()[0] * transform)
            painter.drawPixmap(kept.place.topLeft(), kept.picture)

    def _picture(self, draw: Callable[[QPainter], None], transform: QTransform, widget: QWidget) -> _Kept:
        ratio, kept = widget.devicePixelRatio(), self._kept
        fits = kept is not None and (kept.view, kept.picture.devicePixelRatio()) == (widget.size(), ratio)
        if kept is not None and fits and (self.moving or kept.transform == transform):
            return kept
        place = transform.mapRect(self._bounds).toAlignedRect() & widget.rect()
        picture = QPixmap((QSizeF(place.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        if not picture.isNull():
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setWorldTransform(transform * QTransform.fromTranslate(-place.x(), -place.y()))
            draw(painter)
            painter.end()
        self._kept = _Kept(picture, QTransform(transform), place, widget.size())
        return self._kept


class LabelLayer(QGraphicsItem):
    """Every label, each drawn once as a small picture and then put where the zoom says, on whole px."""

    def __init__(self, scene: MapScene, bounds: QRectF) -> None:
        super().__init__()
        self._map = weakref.ref(scene)
        self._bounds = bounds
        self._pictures: dict[tuple[object, ...], tuple[QPixmap, QPointF]] = {}
        self.setZValue(_LABELS)

    def boundingRect(self) -> QRectF:
        """The whole map with room for labels at its rim."""
        return self._bounds

    def forget(self) -> None:
        """Drop every picture: theme or fonts have changed."""
        self._pictures.clear()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the labels of the zoom in force."""
        scene = self._map()
        if scene is None:
            return
        ratio = widget.devicePixelRatio() if widget else 1.0
        with layers.in_px(painter) as transform:
            for label in scene.labels_at(transform.m11()):
                picture, corner = self._picture(scene, label, ratio)
                at = transform.map(scene.geometry.labels[label.borough]) + corner
                painter.drawPixmap(QPointF(round(at.x()), round(at.y())), picture)

    def _picture(self, scene: MapScene, label: PlacedLabel, ratio: float) -> tuple[QPixmap, QPointF]:
        style = scene.styles[label.borough]
        key = (label.borough, label.step, label.lines[0].middle, label.lines[0].baseline, style.key, ratio)
        if key not in self._pictures:
            box = QRectF()
            for line in label.lines:
                box = box.united(line.box)
            frame = box.adjusted(-16, -4, 16, 4).toAlignedRect()
            picture = QPixmap((QSizeF(frame.size()) * ratio).toSize())
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            corner = QPointF(frame.topLeft())
            paint_label(painter, -corner, label, style, scene.fonts(), scene.theme)
            painter.end()
            self._pictures[key] = (picture, corner)
        return self._pictures[key]


class GhostItem(QGraphicsPathItem):
    """The outline of boroughs being moved, where they would be if the hand let go of them there."""

    def __init__(self) -> None:
        super().__init__()
        self._casing = QPen()
        self.setZValue(_GHOST)
        self.setVisible(False)

    def set_look(self, path: QPainterPath, theme: Theme) -> None:
        """Show that outline: a dashed line in a casing, so that it shows on every fill."""
        casing, line = edge_pens(theme).ghost
        self._casing = casing.pen()
        self.setPen(line.pen())
        self.setPath(path)

    def boundingRect(self) -> QRectF:
        """The outline with room for its lines at the smallest zoom."""
        box = self.path().boundingRect()
        room = max(box.width(), box.height()) / 20
        return box.adjusted(-room, -room, room, room)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the casing, then the dashes."""
        painter.strokePath(self.path(), self._casing)
        painter.strokePath(self.path(), self.pen())


class MapScene(QGraphicsScene):
    """Everything the map shows but the cursor card and the legend."""

    def __init__(self, area: Area, outlines: Outlines, theme: Theme, fonts: FontSet) -> None:
        super().__init__()
        self.geometry = MapGeometry(area, outlines)
        self.state = MapState(dict.fromkeys(b.code for b in area.policed), {})
        self.theme = theme
        self._fonts = fonts
        self._small = False
        self._ward_dots = True
        self._hovered: str | None = None
        self._focused: str | None = None
        self._held: tuple[str, ...] = ()
        self._placed: tuple[PlacedLabel, ...] = ()
        self._labels: dict[tuple[object, ...], tuple[PlacedLabel, ...]] = {}
        self.styles: dict[str, BoroughStyle] = self._all_styles()
        self._edges = self.geometry.edges(self.state.assignment)
        self._build()

    def _build(self) -> None:
        bounds = self.geometry.bounds
        room = max(bounds.width(), bounds.height()) * 0.06
        rim = bounds.adjusted(-room, -room, room, room)
        self.setSceneRect(bounds.adjusted(-bounds.width(), -bounds.height(), bounds.width(), bounds.height()))
        self.boroughs = {c: BoroughItem(c, p, self.styles[c]) for c, p in self.geometry.paths.items()}
        self._ground = KeptLayer(_GROUND, rim, self._paint_ground)
        self._line_room = room * _LINE_SHARE
        self._states = KeptLayer(_STATES, QRectF(), self._paint_states)
        self._target = KeptLayer(_TARGET, QRectF(), self._paint_target)
        self._label_layer = LabelLayer(self, rim)
        self._ghost = GhostItem()
        layers_ = (self._ground, self._states, self._target, self._label_layer, self._ghost)
        for item in (*self.boroughs.values(), *layers_):
            self.addItem(item)

    def _all_styles(self) -> dict[str, BoroughStyle]:
        return {code: style_for(code, self.state, self.theme) for code in self.geometry.codes}

    def set_state(self, state: MapState) -> None:
        """Show that state, redrawing only what differs from the one before."""
        before, self.state = self.state, state
        ground_changed = self._restyle()
        if state.assignment != before.assignment:
            self._edges = self.geometry.edges(state.assignment)
            ground_changed = True
        marks_changed = state.ward_marks is not before.ward_marks and state.ward_marks != before.ward_marks
        if ground_changed or marks_changed:
            self._ground.redraw()
        if (state.selected, _held_in(state)) != (before.selected, _held_in(before)):
            self._redraw_states()
        if state.preview != before.preview or (ground_changed and state.preview):
            self._target.redraw(self._with_room(layers.target_box(self.geometry, state)))

    def _redraw_states(self) -> None:
        box = layers.overlay_box(self.geometry, self.state, self._hovered, self._focused)
        self._states.redraw(self._with_room(box))

    def _with_room(self, box: QRectF) -> QRectF:
        """The box with room for the width of its lines at the smallest zoom."""
        room = self._line_room
        return box if box.isEmpty() else box.adjusted(-room, -room, room, room)

    def _restyle(self) -> bool:
        """Work out every borough's style; True when one changed in more than its veil, which lies above."""
        before, self.styles = self.styles, self._all_styles()
        changed = [code for code, style in self.styles.items() if style.key != before[code].key]
        for code in changed:
            self.boroughs[code].look = self.styles[code]
        if changed:
            self._label_layer.update()
        return any(replace(self.styles[c], veiled=False).key != replace(before[c], veiled=False).key for c in changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in that theme."""
        self.theme = theme
        self._restyle()
        self._ground.redraw()
        self._states.redraw()
        self._target.redraw()
        self._label_layer.forget()

    def set_detail(self, *, small: bool, ward_dots: bool) -> None:
        """Use the smaller label fonts or not, and show dots for wards that meet the minimum or not."""
        if (small, ward_dots) != (self._small, self._ward_dots):
            self._small, self._ward_dots = small, ward_dots
            self._ground.redraw()
            self._label_layer.forget()

    def set_moving(self, moving: bool) -> None:
        """Say whether the hand is still zooming or panning, when a quick picture is better than a sharp one."""
        kept = (self._ground, self._states, self._target)
        for layer in kept:
            layer.moving = moving
        if not moving:
            for item in (*kept, self._label_layer):
                item.update()

    def set_hovered(self, code: str | None) -> None:
        """Mark the borough under the pointer."""
        if code != self._hovered:
            self._hovered = code
            self._redraw_states()

    def set_focused(self, code: str | None) -> None:
        """Ring the borough the keyboard is on."""
        if code != self._focused:
            self._focused = code
            self._redraw_states()

    def set_ghost(self, codes: tuple[str, ...], offset: QPointF) -> None:
        """Show the outline of boroughs being moved, shifted by `offset` map units; no codes: none."""
        if codes != self._held:
            self._held = codes
            self._ghost.set_look(self.geometry.outline(frozenset(codes)), self.theme)
        self._ghost.setPos(offset)
        self._ghost.setVisible(bool(codes))

    def ghost_offset(self) -> QPointF:
        """How far the outline of boroughs being moved is from them, in map units."""
        return self._ghost.pos()

    def fonts(self) -> LabelFonts:
        """The fonts labels are drawn in now."""
        return LabelFonts.of(self._fonts, small=self._small)

    def labels_at(self, scale: float) -> tuple[PlacedLabel, ...]:
        """Every label as placed at `scale` px a metre."""
        if self._ground.moving and self._placed:
            return self._placed
        texts = tuple((bool(style.code), style.padlock) for style in self.styles.values())
        key = (round(scale, 9), self._small, widest_code(self.styles), texts)
        if key not in self._labels:
            if len(self._labels) > _PLACINGS_KEPT:
                self._labels.clear()
            self._labels[key] = place_labels(self.geometry, self.styles, self.fonts(), scale)
        self._placed = self._labels[key]
        return self._placed

    def _paint_ground(self, painter: QPainter) -> None:
        for item in self.boroughs.values():
            layers.paint_borough(painter, item.path(), item.look, self.theme)
        layers.paint_edges(painter, self._edges, self.theme)
        layers.paint_wards(painter, self.geometry, self.state.ward_marks, self.theme, dots=self._ward_dots)

    def _paint_states(self, painter: QPainter) -> None:
        layers.paint_overlay(painter, self.geometry, self.state, self._hovered, self._focused, self.theme)

    def _paint_target(self, painter: QPainter) -> None:
        layers.paint_target(painter, self.geometry, self.state, self.theme)


def _held_in(state: MapState) -> tuple[str, ...]:
    return state.preview.codes if state.preview is not None else ()
