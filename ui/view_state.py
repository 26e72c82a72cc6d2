"""What the window is looking at, apart from the plan: selection, chosen BCU, and the move not yet made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.words.vocabulary import Terms
from ui.document import Document

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome
    from planner.session import Preview


class ViewState(QObject):
    """Shared by map, list, tabs and issues. Signals carry the initiator, so that it need not answer itself."""

    selection_changed = Signal(object)
    bcu_changed = Signal(object)
    preview_changed = Signal()
    preview_expected = Signal(object)
    """The outcome of a move that may be tried next: whoever shows one may get its words ready."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._selected: frozenset[str] = frozenset()
        self._bcu: str | None = None
        self._preview: Preview | None = None
        self._is_whole = False
        document.changed.connect(self._forget_what_is_gone)

    @property
    def selected(self) -> frozenset[str]:
        """Codes of the boroughs selected."""
        return self._selected

    @property
    def bcu(self) -> str | None:
        """Code of the BCU the tabs look at; None for all."""
        return self._bcu

    @property
    def preview(self) -> Preview | None:
        """The move not yet made, with its outcome; None when there is none."""
        return self._preview

    @property
    def then(self) -> Outcome | None:
        """The outcome of the move not yet made."""
        return self._preview.outcome if self._preview is not None else None

    @property
    def whole(self) -> Preview | None:
        """The whole map shown as it would be; None while a move by hand is tried, or nothing is."""
        return self._preview if self._is_whole else None

    @property
    def terms(self) -> Terms:
        """Price terms of every money figure in the window."""
        return self._document.terms

    def select(self, boroughs: Iterable[str], initiator: object = None) -> None:
        """Select exactly these boroughs."""
        wanted = frozenset(boroughs)
        if wanted != self._selected:
            self._selected = wanted
            self.selection_changed.emit(initiator)

    def choose_bcu(self, code: str | None, initiator: object = None) -> None:
        """Let the tabs look at one BCU, or at all of them."""
        if code != self._bcu:
            self._bcu = code
            self.bcu_changed.emit(initiator)

    def set_preview(self, preview: Preview | None, *, whole: bool = False) -> None:
        """Show a move as it would be, or nothing but what is so. A `whole` map is drawn in place of the present one."""
        if preview is not self._preview:
            self._preview, self._is_whole = preview, whole and preview is not None
            self.preview_changed.emit()

    def expect(self, preview: Preview) -> None:
        """Say that this move may be tried next."""
        self.preview_expected.emit(preview.outcome)

    def _forget_what_is_gone(self) -> None:
        self.set_preview(None)
        known = self._document.outcome.area.borough_index
        self.select(code for code in self._selected if code in known)
        if self._bcu is not None and self._bcu not in self._document.scenario.bcus:
            self.choose_bcu(None)
