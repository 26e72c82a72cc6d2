"""The application's style sheet, made from the theme's tokens.

Widgets choose a look by dynamic property:
- `ground` on any widget: "panel", "alt", "head", "window", "soft";
- `ink` on a label: "2" for notes and old values, "accent" for "if released";
- `hairline` on a QFrame: "h" or "v";
- `kind` on a button: "quiet" (no border), "link", "segment" (one of a pair such as Map and Tiles),
  "dialog" (28 high);
- `small` on a table: "true" for 22-px rows.
Combo boxes, check boxes and tree arrows are drawn by ui.control_style, not here.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from ui.theme import Theme


def stylesheet(theme: Theme) -> str:
    """The style sheet of the whole application in that theme."""
    from ui.theme import TOKENS

    values = {token: _css(theme.colour(token)) for token in TOKENS}
    selected_ink = theme.ink if theme.fills_on else theme.on_accent
    selected_ground = theme.soft if theme.fills_on else theme.accent
    return _SHEET.substitute(values, selected=_css(selected_ground), on_selected=_css(selected_ink))


def _css(colour: QColor) -> str:
    return colour.name(QColor.NameFormat.HexArgb) if colour.alpha() < 255 else colour.name()


_SHEET = Template("""
QMainWindow, QDialog { background: $window; color: $ink; }
QWidget[ground="panel"] { background: $panel; }
QWidget[ground="alt"] { background: $alt; }
QWidget[ground="head"] { background: $head; }
QWidget[ground="window"] { background: $window; }
QWidget[ground="soft"] { background: $soft; }
QLabel[ink="2"] { color: $ink2; }
QLabel[ink="accent"] { color: $accent; }
QFrame[hairline="h"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[hairline="v"] { background: $line; border: none; max-width: 1px; min-width: 1px; }

QMenuBar { background: $panel; color: $ink; border: none; border-bottom: 1px solid $line; padding: 0 8px; }
QMenuBar::item { background: transparent; padding: 6px 8px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selected; color: $on_selected; }
QMenu { background: $panel; color: $ink; border: 1px solid $control; padding: 4px 0; }
QMenu::item { padding: 4px 24px 4px 28px; min-height: 16px; }
QMenu::item:selected { background: $selected; color: $on_selected; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QMenu::icon { left: 8px; }

QPushButton, QToolButton {
  background: $panel; color: $ink; border: 1px solid $control; border-radius: 3px;
  padding: 0 11px; min-height: 22px; max-height: 22px;
}
QToolButton { padding: 0 7px; }
QPushButton:hover, QToolButton:hover { background: $alt; }
QPushButton:pressed, QToolButton:pressed { background: $head; }
QPushButton:disabled, QToolButton:disabled { color: $control; border-color: $line; }
QPushButton:checked, QToolButton:checked {
  background: $selected; color: $on_selected; border: 1px solid $accent; font-weight: 600;
}
QPushButton:focus, QToolButton:focus {
  border: 2px solid $accent; padding: 0 10px; min-height: 20px; max-height: 20px;
}
QToolButton:focus { padding: 0 6px; }
QPushButton:default { border: 2px solid $accent; padding: 0 10px; min-height: 20px; max-height: 20px; }
QPushButton[kind="dialog"], QDialogButtonBox QPushButton {
  min-height: 26px; max-height: 26px; padding: 0 15px;
}
QDialogButtonBox QPushButton:focus, QPushButton[kind="dialog"]:focus, QDialogButtonBox QPushButton:default {
  min-height: 24px; max-height: 24px; padding: 0 14px;
}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border: 1px solid transparent;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $alt; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="link"], QToolButton[kind="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 3px;
  text-decoration: underline;
}
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 2px; }
QPushButton[kind="segment"] { border-radius: 0; }
QToolButton::menu-indicator { width: 0; }
QPushButton[kind="menu"] { padding: 0 22px 0 11px; }
QPushButton[kind="menu"]:focus { padding: 0 21px 0 10px; }
QPushButton::menu-indicator { subcontrol-origin: border; subcontrol-position: center right; width: 10px; right: 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit {
  background: $panel; color: $ink; border: 1px solid $control; border-radius: 3px; padding: 0 7px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QDateEdit { min-height: 22px; max-height: 22px; }
QPlainTextEdit, QTextEdit { padding: 4px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QDateEdit:focus {
  border: 2px solid $accent; padding: 0 6px;
}
QLineEdit:focus, QDateEdit:focus { min-height: 20px; max-height: 20px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 6px; }
QLineEdit:disabled { color: $control; border-color: $line; }
QAbstractItemView QLineEdit { border: 2px solid $accent; border-radius: 0; padding: 0 4px; min-height: 18px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; background: $panel; }
QTabBar { background: $panel; border: none; }
QTabBar::tab {
  background: $panel; color: $ink; border: none; padding: 0 10px; height: 34px;
  border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { background: $alt; }
QTabBar::tab:selected { color: $ink; font-weight: 600; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { background: $soft; }
QTabBar::tab:disabled { color: $control; }

QAbstractItemView {
  background: $panel; color: $ink; border: none; gridline-color: $line; outline: none;
  selection-background-color: $selected; selection-color: $on_selected;
}
QTableView::item, QTreeView::item { padding: 0 8px; border: none; border-bottom: 1px solid $line; }
QTableView[small="true"]::item, QTreeView[small="true"]::item { padding: 0 6px; }
QTableView::item:hover, QTreeView::item:hover { background: $alt; }
QTableView::item:selected, QTreeView::item:selected { background: $selected; color: $on_selected; }
QTableView::item:focus { border: 2px solid $accent; padding: 0 6px; }
QTableView:focus, QTreeView:focus, QListView:focus { outline: none; }
QListView::item { padding: 4px 8px; min-height: 16px; }
QListView::item:selected { background: $selected; color: $on_selected; }
QHeaderView { background: $head; border: none; }
QHeaderView::section {
  background: $head; color: $ink2; border: none; border-bottom: 1px solid $line; padding: 0 8px;
  min-height: 27px; font-size: 8.25pt; font-weight: 600;
}
QTableView[small="true"] QHeaderView::section { padding: 0 6px; }
/* The style keeps 3 px more beside the words of an item than beside those of a head. */
QTableWidget QHeaderView::section { padding: 0 11px; }
QTableCornerButton::section { background: $head; border: none; border-bottom: 1px solid $line; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $control; border: 3px solid $panel; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: $panel; }

QToolTip { background: $panel; color: $ink; border: 1px solid $control; padding: 4px 8px; }
QStatusBar {
  background: $head; color: $ink; border-top: 1px solid $line; min-height: 23px; max-height: 23px;
}
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: 8.25pt; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QProgressBar {
  background: $panel; color: $ink; border: 1px solid $control; border-radius: 3px; max-height: 14px;
  text-align: center;
}
QProgressBar::chunk { background: $accent; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QScrollArea { border: none; background: $panel; }
""")
