"""What is wrong with, or worth knowing of, a workbook that was read: a value for each, right to the cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """REFUSED: nothing of the workbook is taken. ERROR: that value is not taken. NOTE: told, and taken as said."""

    REFUSED = "refused"
    ERROR = "error"
    NOTE = "note"


class Reason(StrEnum):
    """Four kinds of wrong value, and what concerns more than a value."""

    ABSENT = "absent"
    UNREADABLE = "unreadable"
    NOT_ALLOWED = "not allowed"
    OUT_OF_RANGE = "out of range"
    FILE = "the file"
    STRUCTURE = "sheets and headings"
    ROW = "the row"
    TOLD = "told"


@dataclass(frozen=True)
class Problem:
    """One problem. `sheet` and `cell` ("D17", or a range) are empty where it concerns the whole file or sheet.

    `found` is what was read, quoted, with hidden spaces visible; `allowed` says what may stand there; `hint`
    what to do, such as the nearest name. `text` is the sentence. `asks_order` is True of a date in figures that can be
    taken once it is said whether its day or its month comes first.
    """

    severity: Severity
    reason: Reason
    text: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    allowed: str = ""
    hint: str = ""
    asks_order: bool = False

    @property
    def place(self) -> str:
        """Sheet and cell as Excel writes them: Wards!D17, 'One-off cost'!A1; empty for the whole file."""
        sheet = f"'{self.sheet}'" if any(not c.isalnum() for c in self.sheet) else self.sheet
        return f"{sheet}!{self.cell}" if self.sheet and self.cell else sheet
