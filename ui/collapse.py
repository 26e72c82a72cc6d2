"""What gives way as the window gets smaller, in one fixed order."""

from __future__ import annotations

from enum import IntEnum


class Collapse(IntEnum):
    """How far the window has given way. Each level includes those before it."""

    NOTHING = 0
    ISSUES = 1
    HEADLINE = 2
    ROWS = 3
    LEGEND = 4
    TOOLS = 5
    TABS = 6


MAP_LEGEND_FROM = 700
"""A map narrower than this, in px, has a Key button instead of its legend."""

_SMALLER_THAN: tuple[tuple[Collapse, int, int], ...] = (
    (Collapse.TABS, 1280, 0),
    (Collapse.TOOLS, 1320, 0),
    (Collapse.LEGEND, 1440, 800),
    (Collapse.ROWS, 1500, 840),
    (Collapse.HEADLINE, 1560, 880),
    (Collapse.ISSUES, 1600, 940),
)


def collapse_for(width: int, height: int) -> Collapse:
    """The level of a window of that size (device-independent px)."""
    for level, least_width, least_height in _SMALLER_THAN:
        if width < least_width or height < least_height:
            return level
    return Collapse.NOTHING
