"""How a row of the BCU list is drawn: swatch, code, name, what it holds, posts, change and worst rule."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from planner.views.bcu_rows import BcuRow, BoroughRow, Finding
from ui import theme as themes
from ui.panels.runs import Run, advance, metrics, outcome_glyph, paint_runs, wrapped
from ui.tables.delegate import paint_star
from ui.theme import Theme

TALL, SMALL, BOROUGH = 36, 30, 24
LINE, FINDING_LINE = 18, 16
_FINDING_INDENT = 18
SWATCH = 6
CODE_AT, NAME_AT = 19, 52
CODE_AT_SMALL, NAME_AT_SMALL = 17, 41
RIGHT_INSET, GLYPH_COLUMN = 8, 22
CHANGE_COLUMN, POSTS_COLUMN = 45, 38
CODE_GAP = 7
STAR_AT = 3.5
"""How far right of a figure the middle of its mark stands, px."""
JOINS = {"land": "join_land", "crossing": "join_bridge", "apart": "join_apart"}


@dataclass(frozen=True)
class RowState:
    """What the list knows of a row besides its values."""

    small: bool
    selected: bool
    focused: bool
    hovered: bool
    expanded: bool
    can_expand: bool
    name_at: int


def name_at(rows: Iterable[BcuRow], small: bool) -> int:
    """Where names begin, px: clear of the widest code."""
    widest = max((advance("title", row.code) for row in rows), default=0.0)
    usual, code_at = (NAME_AT_SMALL, CODE_AT_SMALL) if small else (NAME_AT, CODE_AT)
    return max(usual, code_at + math.ceil(widest) + CODE_GAP)


def height_of(row: BcuRow | BoroughRow, small: bool, width: int) -> int:
    """The row's height in px; more while it is opened for a move not yet made."""
    if isinstance(row, BoroughRow):
        return BOROUGH
    opened = 0
    if row.opened:
        findings = sum(len(_finding_lines(finding, width)) for finding in row.findings)
        opened = LINE * (1 + len(row.opened)) + FINDING_LINE * findings + 8
    return (TALL if row.opened or not small else SMALL) + opened


def paint_row(painter: QPainter, box: QRectF, row: BcuRow | BoroughRow, state: RowState) -> None:
    """Draw the whole row."""
    theme = themes.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, box, row, state, theme)
    if isinstance(row, BoroughRow):
        _borough(painter, box, row, state.name_at, theme)
    else:
        _bcu(painter, box, row, state, theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.line, 1))
    painter.drawLine(QPointF(box.left(), box.bottom() - 1), QPointF(box.right(), box.bottom() - 1))
    if isinstance(row, BcuRow) and row.opened:
        painter.setPen(QPen(theme.accent, 1.5))
        painter.drawRect(box.adjusted(1, 1, -2, -2))
    if state.focused:
        painter.setPen(QPen(theme.accent, 2))
        painter.drawRect(box.adjusted(1, 1, -2, -2))
    painter.restore()


def _ground(painter: QPainter, box: QRectF, row: BcuRow | BoroughRow, state: RowState, theme: Theme) -> None:
    opened = isinstance(row, BcuRow) and bool(row.opened)
    unassigned = isinstance(row, BcuRow) and not row.code
    ground = theme.panel
    if state.selected or opened:
        ground = theme.soft
    elif state.hovered or unassigned:
        ground = theme.alt
    painter.fillRect(box, ground)
    bar = QRectF(box.left(), box.top(), SWATCH, box.height() - 1)
    if isinstance(row, BcuRow):
        _swatch(painter, bar, row, theme)
    if state.selected:
        painter.fillRect(QRectF(box.left(), box.top(), 3, box.height() - 1), theme.accent)


def _swatch(painter: QPainter, bar: QRectF, row: BcuRow, theme: Theme) -> None:
    if not row.code:
        painter.fillRect(bar, QBrush(theme.city_hatch, Qt.BrushStyle.BDiagPattern))
        return
    painter.fillRect(bar, theme.fill(row.fill))
    painter.fillRect(QRectF(bar.right(), bar.top(), 1, bar.height()), theme.bcu_edge)
    if theme.dots(row.fill):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink)
        for step in range(5, int(bar.height()), 7):
            painter.drawEllipse(QPointF(bar.center().x(), bar.top() + step), 1.1, 1.1)


def _bcu(painter: QPainter, box: QRectF, row: BcuRow, state: RowState, theme: Theme) -> None:
    one_line = state.small and not row.opened
    top = QRectF(box.left(), box.top(), box.width(), SMALL - 1 if one_line else TALL - 1)
    if state.can_expand:
        _chevron(painter, QPointF(box.left() + 12, top.center().y()), state.expanded, theme)
    code_at = CODE_AT_SMALL if one_line else CODE_AT
    code_box = QRectF(box.left() + code_at, top.top(), 34, top.height())
    paint_runs(painter, code_box, [Run(row.code or "–", "title" if row.code else "body")])
    right = box.right() - RIGHT_INSET
    glyph_box = QRectF(right - GLYPH_COLUMN, top.top(), GLYPH_COLUMN, top.height())
    paint_runs(painter, glyph_box, [Run(glyph=outcome_glyph(row.worst), size=13)], right=True)
    figures_right = right - GLYPH_COLUMN
    name = [Run(row.name, "body" if state.small or not row.code else "strong")]
    two_lines = bool(row.code or row.opened or row.boroughs)
    if not two_lines and not state.small:
        name.append(Run(row.about, "body", "ink2", gap=4))
    if row.locked:
        name.append(Run(glyph="lock", size=11, gap=6))
    if one_line:
        _one_line(painter, top, row, name, state.name_at, figures_right)
    elif two_lines:
        _two_lines(painter, top, row, name, state.name_at, figures_right)
    else:
        paint_runs(painter, QRectF(box.left() + state.name_at, top.top(), 170, top.height()), name)
        paint_runs(painter, _column(top, figures_right, POSTS_COLUMN), [Run(row.posts)], right=True)
    if row.mark and (one_line or two_lines or row.posts != "0"):
        _stars(painter, top, figures_right, one_line=one_line, two_lines=two_lines, theme=theme)
    if row.opened:
        _opened(painter, QRectF(box.left(), top.bottom() + 1, box.width(), box.height() - top.height() - 1), row)


def _stars(painter: QPainter, box: QRectF, right: float, *, one_line: bool, two_lines: bool, theme: Theme) -> None:
    """The mark beside posts and change, in the gap at their right, so that digits stay in line."""
    painter.setPen(theme.ink2)
    if one_line:
        places = [(right, box.center().y() - 3), (right - CHANGE_COLUMN, box.center().y() - 3)]
    elif two_lines:
        places = [(right, box.top() + 7), (right, box.top() + 22)]
    else:
        places = [(right, box.center().y() - 3)]
    for x, y in places:
        paint_star(painter, x + STAR_AT, y)


def _column(box: QRectF, right: float, width: float) -> QRectF:
    return QRectF(right - width, box.top(), width, box.height())


def _one_line(painter: QPainter, box: QRectF, row: BcuRow, name: list[Run], left: int, right: float) -> None:
    name_box = QRectF(box.left() + left, box.top(), right - CHANGE_COLUMN - POSTS_COLUMN - 2 - left, box.height())
    paint_runs(painter, name_box, name, elide=True)
    paint_runs(painter, _column(box, right - CHANGE_COLUMN, POSTS_COLUMN), [Run(row.posts)], right=True)
    paint_runs(painter, _column(box, right, CHANGE_COLUMN), [Run(row.change)], right=True)


def _two_lines(painter: QPainter, box: QRectF, row: BcuRow, name: list[Run], left: int, right: float) -> None:
    first = QRectF(box.left() + left, box.top() + 2, right - left - POSTS_COLUMN, 16)
    second = QRectF(box.left() + left, box.top() + 18, right - left, 15)
    paint_runs(painter, first, name, elide=True)
    room = second.width() - metrics("note").horizontalAdvance(row.change) - 8
    about = [Run(_moved_words(row, room) or row.about, "note", "ink2")]
    if row.join and not row.moved:
        about.append(Run(glyph=JOINS[row.join], size=12, gap=4))
    paint_runs(painter, QRectF(second.left(), second.top(), room, 15), about, elide=bool(row.moved))
    paint_runs(
        painter, QRectF(first.left(), first.top(), right - first.left(), 16), [Run(row.posts, "strong")], right=True
    )
    paint_runs(painter, second, [Run(row.change, "note", "ink2")], right=True)


def _moved_words(row: BcuRow, room: float) -> str:
    """What the row would gain or lose, without the counts where there is no room for them."""
    if metrics("note").horizontalAdvance(row.moved) <= room:
        return row.moved
    return row.moved.partition(": ")[2]


def figure_columns(box: QRectF) -> tuple[float, float, float]:
    """Where the figures now, then and changed end in a row opened in place."""
    right, step = box.right() - 10, 52 if box.width() > 300 else 45
    return right - 2 * step, right - step, right


def _opened(painter: QPainter, box: QRectF, row: BcuRow) -> None:
    left, right, theme = box.left() + CODE_AT, box.right() - 10, themes.current()
    columns = figure_columns(box)

    def line(at: int, texts: tuple[str, str, str, str], use: str, token: str, mark: str = "") -> None:
        strip = QRectF(left, box.top() + at * LINE, box.width(), LINE)
        paint_runs(painter, strip, [Run(texts[0], use, token)])
        if mark:
            painter.setPen(theme.ink2)
            for edge in columns:
                paint_star(painter, edge + STAR_AT, strip.center().y() - 3)
        for text, edge, strong in zip(texts[1:], columns, (False, True, False), strict=True):
            weight = "strong" if strong and use == "body" else use
            shade = "ink" if strong or (use == "body" and edge == right) else "ink2"
            paint_runs(painter, _column(strip, edge, 60), [Run(text, weight, shade)], right=True)

    line(0, (row.if_words, "now", "then", "change"), "note", "ink2")
    for at, figure in enumerate(row.opened, start=1):
        line(at, (figure.label, figure.now, figure.then, figure.change), "body", "ink", figure.mark)
    y = box.top() + LINE * (1 + len(row.opened)) + 2
    for finding in row.findings:
        for at, text in enumerate(_finding_lines(finding, int(box.width()))):
            strip = QRectF(left, y, right - left, FINDING_LINE)
            if not at:
                paint_runs(painter, strip, [Run(glyph=outcome_glyph(finding.outcome), size=12)])
            paint_runs(painter, strip.adjusted(_FINDING_INDENT, 0, 0, 0), [Run(text, "note")])
            y += FINDING_LINE


def _finding_lines(finding: Finding, width: int) -> list[str]:
    return wrapped(f"{finding.rule} {finding.words}", "note", width - CODE_AT - 10 - _FINDING_INDENT)


def _borough(painter: QPainter, box: QRectF, row: BoroughRow, left: int, theme: Theme) -> None:
    name = [Run(row.name)]
    if row.locked:
        name.append(Run(glyph="lock", size=11, gap=6))
    right = box.right() - RIGHT_INSET - GLYPH_COLUMN
    wards = metrics("note").horizontalAdvance(row.wards)
    paint_runs(
        painter,
        QRectF(box.left() + left, box.top(), right - left - wards - 12, box.height() - 1),
        name,
        elide=True,
    )
    strip = QRectF(box.left(), box.top(), right - box.left(), box.height() - 1)
    paint_runs(painter, strip, [Run(row.wards, "note", "ink2")], right=True)


def _chevron(painter: QPainter, centre: QPointF, expanded: bool, theme: Theme) -> None:
    painter.save()
    painter.translate(centre)
    painter.rotate(90 if expanded else 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ink2)
    painter.drawPolygon(QPolygonF([QPointF(-2, -3.6), QPointF(2, 0), QPointF(-2, 3.6)]))
    painter.restore()
