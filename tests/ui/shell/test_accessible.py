"""Every control has a name and a role, and the focus goes as the eye does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from ui.main_window import MainWindow

WANTS_NAME = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.PageTabList,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.MenuItem,
}


def _interfaces(found: QAccessibleInterface) -> list[QAccessibleInterface]:
    """All of them; the cells of tables are left to their own tests."""
    every = [found]
    if found.role() in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
        return every
    for at in range(found.childCount()):
        child = found.child(at)
        if child is not None and child.isValid() and not child.state().invisible:
            every.extend(_interfaces(child))
    return every


def test_every_control_has_a_name_and_a_role(window: MainWindow) -> None:
    nameless = []
    for found in _interfaces(QAccessible.queryAccessibleInterface(window)):
        widget = found.object()
        focusable = isinstance(widget, QWidget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if focusable and widget.isVisibleTo(window):
            if found.role() == QAccessible.Role.NoRole:
                nameless.append(f"{widget!r} has no role")
            if not found.text(QAccessible.Text.Name) and found.role() in WANTS_NAME:
                nameless.append(f"{widget!r} {found.role()} has no name")
    assert not nameless, "\n".join(nameless)


def _tab_order(window: MainWindow) -> list[QWidget]:
    order, at = [], window.nextInFocusChain()
    while at is not None and at is not window:
        policy = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        reached = at.isVisibleTo(window) and at.isEnabled() and at.focusProxy() is None
        if policy == Qt.FocusPolicy.TabFocus and reached:
            order.append(at)
        at = at.nextInFocusChain()
    return order


def test_the_focus_goes_from_pane_to_pane_as_the_eye_does(window: MainWindow) -> None:
    order = _tab_order(window)
    panes = [window.strip, window.list, window.map_pane, window.tabs, window.issues]
    met = [next((i for i, pane in enumerate(panes) if pane.isAncestorOf(w)), -1) for w in order]
    assert [pane for i, pane in enumerate(met) if i == 0 or met[i - 1] != pane] == [0, 1, 2, 3, 4]


def test_in_the_strip_and_the_map_head_the_focus_goes_left_to_right(window: MainWindow) -> None:
    order = _tab_order(window)
    for pane in (window.strip, window.map_pane):
        lefts = [
            w.mapTo(window, QPoint(0, 0)).x()
            for w in order
            if pane.isAncestorOf(w) and w is not window.map_pane.map_view
        ]
        assert lefts == sorted(lefts)


def test_a_row_of_the_list_is_read_out_whole(window: MainWindow) -> None:
    index = window.list._model.index_of_bcu("NW")
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == (
        "North West NW, 3 boroughs · 63 wards, joined by land, 1,581 officer posts, change −151, provisional, at risk"
    )
