"""The looks of the window: colour tokens from the one theme file, fonts by use, palette, and switching.

Widgets that paint themselves ask `current()` while they paint; `notifier.changed` tells them when to repaint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.control_style import ControlStyle
from ui.stylesheet import stylesheet

__all__ = [
    "TOKENS", "FontSet", "Theme", "apply", "bundled_fonts", "contrast", "current", "dark", "font", "light",
    "notifier", "palette_for", "screen_fonts", "stylesheet",
]  # fmt: skip

_DOTS = "+dots"


@dataclass(frozen=True, eq=False)
class Theme:
    """The colours of one look, by what they are for. Compared by identity.

    `fills_on` is False in a contrast theme, where every BCU has the ground of a pane and is told apart by its
    code and edge. `is_dark` says which way the ground goes.
    """

    name: str
    is_dark: bool
    fills_on: bool
    fills: Mapping[str, QColor]
    window: QColor
    panel: QColor
    alt: QColor
    head: QColor
    line: QColor
    control: QColor
    ink: QColor
    ink2: QColor
    accent: QColor
    soft: QColor
    on_accent: QColor
    over: QColor
    under: QColor
    not_met: QColor
    incomplete: QColor
    map_ground: QColor
    city: QColor
    city_hatch: QColor
    bcu_edge: QColor
    borough_edge: QColor
    ward_dot: QColor
    on_under: QColor
    shadow: QColor
    series_1: QColor
    series_2: QColor
    series_3: QColor
    series_4: QColor

    def fill(self, fill_id: str) -> QColor:
        """The colour of a BCU fill ("blue-1" or "blue-1+dots"). Raises KeyError for an unknown fill."""
        colour = self.fills[fill_id.removesuffix(_DOTS)]
        return colour if self.fills_on else self.panel

    def dots(self, fill_id: str) -> bool:
        """True when that fill carries the dot pattern of a BCU beyond the twelfth."""
        return fill_id.endswith(_DOTS)

    def with_alpha(self, token: str, share: float) -> QColor:
        """The token's colour at `share` (0–1) of its opacity."""
        colour = QColor(self.colour(token))
        colour.setAlphaF(colour.alphaF() * share)
        return colour

    def colour(self, token: str) -> QColor:
        """A token by its name, as the theme file spells it. Raises KeyError for an unknown one."""
        if token not in TOKENS:
            raise KeyError(token)
        found: QColor = getattr(self, token)
        return found


TOKENS: tuple[str, ...] = tuple(
    name for name in Theme.__dataclass_fields__ if name not in ("name", "is_dark", "fills_on", "fills")
)


@cache
def light() -> Theme:
    """Dark ink on white panels."""
    return _from_file("light")


@cache
def dark() -> Theme:
    """Light ink on dark panels."""
    return _from_file("dark")


def contrast(palette: QPalette | None = None) -> Theme:
    """The theme for Windows contrast themes: the system's colours only, no BCU fills."""
    p = palette if palette is not None else QGuiApplication.palette()
    ground, ink = p.color(QPalette.ColorRole.Window), p.color(QPalette.ColorRole.WindowText)
    base, text = p.color(QPalette.ColorRole.Base), p.color(QPalette.ColorRole.Text)
    accent, on_accent = p.color(QPalette.ColorRole.Highlight), p.color(QPalette.ColorRole.HighlightedText)
    grounds = dict.fromkeys(("panel", "alt", "head", "soft", "map_ground", "city", "under"), base)
    inks = dict.fromkeys(set(TOKENS) - set(grounds), text)
    tokens = {**grounds, **inks, "window": ground, "ink": ink, "accent": accent, "on_accent": on_accent}
    tokens["shadow"] = QColor(Qt.GlobalColor.transparent)
    return Theme(
        name="contrast",
        is_dark=base.lightnessF() < text.lightnessF(),
        fills_on=False,
        fills=light().fills,
        **tokens,
    )


def _from_file(name: str) -> Theme:
    text = (resources.files("resources") / "theme.json").read_text(encoding="utf-8")
    document = json.loads(text)[name]
    return Theme(
        name=name,
        is_dark=name == "dark",
        fills_on=True,
        fills={key: QColor(value) for key, value in document["fills"].items()},
        **{key: QColor(document["tokens"][key]) for key in TOKENS},
    )


# Sizes in px at 100 %, and weights. Points are three quarters of px, so Windows scaling carries them along.
_REGULAR, _SEMIBOLD, _BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold
USES: dict[str, tuple[float, QFont.Weight]] = {
    "headline": (20, _SEMIBOLD),
    "headline-small": (15, _SEMIBOLD),
    "title": (13, _SEMIBOLD),
    "dialog": (16, _SEMIBOLD),
    "body": (12, _REGULAR),
    "strong": (12, _SEMIBOLD),
    "note": (11, _REGULAR),
    "head": (11, _SEMIBOLD),
    "map-name": (11, _REGULAR),
    "map-code": (13, _BOLD),
    "map-name-small": (9.5, _REGULAR),
    "map-code-small": (11.5, _BOLD),
    "tile-name": (15, _SEMIBOLD),
    "tile-code": (21, _BOLD),
    "working-out": (28, _SEMIBOLD),
}
_POINTS_PER_PX = 0.75
SCREEN_FAMILIES = ("Segoe UI", "Open Sans", "Liberation Sans")


class FontSet:
    """Fonts of one list of families, by use, with tabular figures on."""

    def __init__(self, families: tuple[str, ...]) -> None:
        self.families = families
        self._made: dict[tuple[float, int, bool], QFont] = {}

    def font(self, use: str) -> QFont:
        """The font for a use (a key of USES), sized in points. Raises KeyError for an unknown use."""
        px, weight = USES[use]
        return QFont(self._font(px, weight, in_points=True))

    def pixel_font(self, px: float, weight: QFont.Weight = _REGULAR) -> QFont:
        """A font of exactly that many px, for pictures drawn at a set size."""
        return QFont(self._font(px, weight, in_points=False))

    def _font(self, px: float, weight: QFont.Weight, *, in_points: bool) -> QFont:
        key = (px, int(weight.value), in_points)
        if key not in self._made:
            made = QFont(list(self.families))
            # A picture's device is 96 dots an inch wherever it is drawn, so points are px there too; unlike
            # setPixelSize they take fractions.
            made.setPointSizeF(px * _POINTS_PER_PX)
            if not in_points and float(px).is_integer():
                made.setPixelSize(int(px))
            made.setWeight(weight)
            made.setFeature(QFont.Tag("tnum"), 1)
            self._made[key] = made
        return self._made[key]


@cache
def bundled_fonts() -> FontSet:
    """The fonts in resources/, the same everywhere: for pictures and pixel tests. Needs a QGuiApplication."""
    return FontSet((_add_bundled(),))


@cache
def screen_fonts() -> FontSet:
    """The system's fonts for the window, or the bundled ones where it has none of them."""
    found = tuple(family for family in SCREEN_FAMILIES if QFontDatabase.hasFamily(family))
    return FontSet(found) if found else bundled_fonts()


def font(use: str) -> QFont:
    """The window's font for a use: one of USES."""
    return screen_fonts().font(use)


@cache
def _add_bundled() -> str:
    family = ""
    for face in ("Regular", "SemiBold", "Bold"):
        data = (resources.files("resources") / "fonts" / f"OpenSans-{face}.ttf").read_bytes()
        font_id = QFontDatabase.addApplicationFontFromData(data)
        family = family or QFontDatabase.applicationFontFamilies(font_id)[0]
    return family


class _Notifier(QObject):
    changed = Signal()


notifier = _Notifier()
_state: dict[str, Theme] = {}


def current() -> Theme:
    """The theme in force; light until `apply` has said otherwise."""
    return _state.get("theme") or light()


def use_font() -> None:
    """Make the body's font the one that widgets begin with.

    Called before a window is made: one that has begun with the system's keeps it under a style sheet.
    """
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(font("body"))


def apply(app: QApplication, theme: Theme) -> None:
    """Put the theme on every window of the app, now and for those still to come."""
    _state["theme"] = theme
    hints = app.styleHints()
    if theme.fills_on:
        hints.setColorScheme(Qt.ColorScheme.Dark if theme.is_dark else Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()
    if not app.property("planner_style"):
        app.setStyle(ControlStyle(current))
        app.setProperty("planner_style", True)
    app.setFont(font("body"))
    app.setPalette(palette_for(theme))
    app.setStyleSheet(stylesheet(theme))
    notifier.changed.emit()


def palette_for(theme: Theme) -> QPalette:
    """The palette behind every control Qt draws itself."""
    role, palette = QPalette.ColorRole, QPalette()
    for which, colour in (
        (role.Window, theme.window), (role.WindowText, theme.ink), (role.Base, theme.panel),
        (role.AlternateBase, theme.alt), (role.Text, theme.ink), (role.Button, theme.panel),
        (role.ButtonText, theme.ink), (role.BrightText, theme.not_met), (role.Highlight, theme.soft),
        (role.HighlightedText, theme.ink), (role.Link, theme.accent), (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.panel), (role.ToolTipText, theme.ink), (role.PlaceholderText, theme.ink2),
        (role.Light, theme.alt), (role.Midlight, theme.head), (role.Mid, theme.line),
        (role.Dark, theme.control), (role.Shadow, theme.ink2), (role.Accent, theme.accent),
    ):  # fmt: skip
        palette.setColor(which, colour)
    if not theme.fills_on:
        # In a contrast theme the system's own pair is the only selection people know.
        palette.setColor(role.Highlight, theme.accent)
        palette.setColor(role.HighlightedText, theme.on_accent)
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, which, theme.control)
    return palette
