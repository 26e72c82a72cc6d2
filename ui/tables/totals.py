"""What stands under the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TotalsLine:
    """One line under a table: text by column key; `figures` names what can be worked out, by column key.

    `short` are the texts of a tight table, `signs` the glyphs that stand before them there; `marks` says which
    figures rest on a provisional source.
    """

    texts: Mapping[str, str]
    figures: Mapping[str, str]
    is_strong: bool = True
    short: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    def read(self, key: str, is_tight: bool) -> str:
        """The text under a column; empty for none."""
        text = self.texts.get(key, "")
        return self.short.get(key, text) if is_tight else text

    def sign(self, key: str, is_tight: bool) -> str:
        """The name of the glyph before that text; empty for none."""
        return self.signs.get(key, "") if is_tight else ""
