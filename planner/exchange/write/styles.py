"""How cells look: inputs, what is given, workings and outputs told apart, and each kind of value in its format."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from planner.area.shipped import read_rows
from planner.views.tables import Kind


class Look(StrEnum):
    """What a cell is for. People may change the inputs, and nothing else."""

    INPUT = "input"
    GIVEN = "given"
    WORKING = "working"
    OUTPUT = "output"


KEY: tuple[tuple[Look, str], ...] = (
    (Look.INPUT, "Input: may be changed. Nothing else is to be."),
    (Look.GIVEN, "Given: names, and facts of the area and of the model, as exported."),
    (Look.WORKING, "Working: a formula on the way."),
    (Look.OUTPUT, "Output: a formula that is reported."),
)
"""What each look means, as the Contents tell it."""

COLOURS: dict[str, str] = {row["name"]: row["colour"] for row in read_rows("workbook_colours.csv")}
"""Colours of the workbook, chosen to be told apart in print too."""
INPUT_FILL = COLOURS["input fill"]
_LOOKS: dict[Look, dict[str, object]] = {
    Look.INPUT: {
        "bg_color": INPUT_FILL,
        "font_color": COLOURS["input text"],
        "border": 4,
        "border_color": COLOURS["input edge"],
    },
    Look.GIVEN: {"font_color": COLOURS["given text"]},
    Look.WORKING: {"font_color": COLOURS["working text"]},
    Look.OUTPUT: {"bg_color": COLOURS["output fill"], "font_color": COLOURS["output text"]},
}
_MINUS = '"−"'
FORMATS: dict[Kind, str] = {
    Kind.WHOLE: f"#,##0;{_MINUS}#,##0",
    Kind.CHANGE: f"+#,##0;{_MINUS}#,##0;0",
    Kind.DECIMAL: f"#,##0.00;{_MINUS}#,##0.00",
    Kind.POUNDS: f"#,##0.00;{_MINUS}#,##0.00",
    Kind.SHARE: f"0.00 %;{_MINUS}0.00 %",
    Kind.PER_CENT: f"0 %;{_MINUS}0 %",
    Kind.DATE: "d mmm yyyy",
}
WRAPS_FROM = 28
"""Text columns at least this wide wrap; narrower ones hold codes and words that fit."""
LINE_HEIGHT = 13.5
"""Points for a line of 10-point text."""


class Styles:
    """Cell formats, made once for each look."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **look: object) -> Any:
        """The format with these properties."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top", **look})
        return self._made[key]

    def cell(self, kind: Kind, look: Look, *, wrap: bool = False, total: bool = False, top: bool = False) -> Any:
        """How a value of that kind is shown in a cell of that look; at the `top` where the row may be high."""
        # Text that is typed stays as typed ("1E2" is a code); a formula formatted as text would turn into its own text.
        is_typed = kind is Kind.TEXT and look in (Look.INPUT, Look.GIVEN)
        made: dict[str, object] = {
            "valign": "top" if top or wrap else "vcenter",
            "num_format": FORMATS.get(kind, "@" if is_typed else "General"),
        }
        if kind in (Kind.TEXT, Kind.YES_NO):
            made |= {"align": "left", "indent": 1}  # apart from a number that ends at the column's edge
        made |= _LOOKS[look]
        if wrap:
            made["text_wrap"] = True
        if total:
            made |= {"bold": True}
        return self.get(**made)

    def heading(self, *, is_text: bool, is_input: bool) -> Any:
        """The heading of a column; that of an input is in the input's colour."""
        side: dict[str, object] = {"align": "left", "indent": 1} if is_text else {"align": "right"}
        if is_input:
            side["bg_color"] = INPUT_FILL
        return self.get(bold=True, text_wrap=True, bottom=1, valign="bottom", **side)
