"""Flat combo boxes, check boxes, radio buttons and arrows; a style sheet needs picture files for those."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

if TYPE_CHECKING:
    from ui.theme import Theme

CONTROL_HEIGHT = 24
RADIUS = 3.0
_ARROWS = {
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: 90.0,
    QStyle.PrimitiveElement.PE_IndicatorArrowUp: -90.0,
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: 0.0,
    QStyle.PrimitiveElement.PE_IndicatorArrowLeft: 180.0,
}
_CHECKS = (
    QStyle.PrimitiveElement.PE_IndicatorCheckBox,
    QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck,
)


class ControlStyle(QProxyStyle):
    """Fusion, with the controls above drawn flat in the colours of the theme in force."""

    def __init__(self, theme: Callable[[], Theme]) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Check boxes, radio buttons, arrows and tree branches; the rest is Fusion's."""
        if element in _ARROWS:
            self._arrow(painter, QRectF(option.rect), _ARROWS[element], self._ink(option))
        elif element in _CHECKS:
            self._check(painter, option)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            self._radio(painter, option)
        elif element == QStyle.PrimitiveElement.PE_IndicatorBranch:
            self._branch(painter, option)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Combo boxes; the rest is Fusion's."""
        if control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._combo(painter, option)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Combo and spin boxes are one control high at 100 %, and taller when the font asks for it."""
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind in (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox):
            found.setHeight(max(CONTROL_HEIGHT, option.fontMetrics.height() + 6))
        return found

    def _ink(self, option: QStyleOption) -> QColor:
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        return self._theme().ink2 if enabled else self._theme().control

    def _arrow(self, painter: QPainter, rect: QRectF, degrees: float, ink: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center())
        painter.rotate(degrees)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(-2, -4), QPointF(2.2, 0), QPointF(-2, 4)]))
        painter.restore()

    def _frame(self, painter: QPainter, option: QStyleOption, rect: QRectF, radius: float) -> None:
        theme = self._theme()
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(theme.accent if focused else theme.control if enabled else theme.line, width))
        hover = enabled and bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(theme.alt if hover else theme.panel)
        inset = width / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _combo(self, painter: QPainter, option: QStyleOptionComboBox) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, option, QRectF(option.rect), RADIUS)
        painter.restore()
        rect = QRect(option.rect)
        rect.setLeft(rect.right() - 20)
        self._arrow(painter, QRectF(rect), 90.0, self._ink(option))

    def _check(self, painter: QPainter, option: QStyleOption) -> None:
        theme, rect = self._theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, option, rect, 2.0)
        scale = rect.width() / 14
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.ink, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if option.state & QStyle.StateFlag.State_On:
            tick = QPainterPath(QPointF(3.4, 7.2))
            tick.lineTo(6, 9.8)
            tick.lineTo(10.8, 4.4)
            painter.drawPath(tick)
        elif option.state & QStyle.StateFlag.State_NoChange:
            painter.drawLine(QPointF(4, 7), QPointF(10, 7))
        painter.restore()

    def _radio(self, painter: QPainter, option: QStyleOption) -> None:
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, option, rect, rect.width() / 2)
        if option.state & QStyle.StateFlag.State_On:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme().ink)
            painter.drawEllipse(rect.center(), rect.width() / 4, rect.width() / 4)
        painter.restore()

    def _branch(self, painter: QPainter, option: QStyleOption) -> None:
        if option.state & QStyle.StateFlag.State_Children:
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            self._arrow(painter, QRectF(option.rect), 90.0 if is_open else 0.0, self._ink(option))
