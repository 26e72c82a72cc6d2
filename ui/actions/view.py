"""What of the map is seen, in which colours and price terms."""

from __future__ import annotations

from planner.words.vocabulary import PRICE_YEAR, Terms
from ui.actions.base import UserAction
from ui.looks import Look


class Fit(UserAction):
    """Show the whole map."""

    id, text, short, shortcut = "fit", "&Fit the map", "Fit", "Ctrl+0"
    tip = "Show the whole map (0 on the map)"

    def run(self) -> None:
        self.window.map_pane.map_view.fit()


class ZoomUnassigned(UserAction):
    """Show the boroughs in no BCU."""

    id, text, short = "zoom_unassigned", "Show &unassigned boroughs", "Unassigned"
    tip = "Zoom to the boroughs in no BCU"

    def enabled(self) -> bool:
        return bool(self.document.outcome.unassigned)

    def run(self) -> None:
        unassigned = self.document.outcome.unassigned
        self.view.select(unassigned, None)
        self.window.map_pane.map_view.zoom_to(unassigned)


class ZoomSelection(UserAction):
    """Show the boroughs selected."""

    id, text = "zoom_selection", "Show the &selection"
    tip = "Zoom to the boroughs selected (L on the map)"

    def enabled(self) -> bool:
        return bool(self.selected)

    def run(self) -> None:
        self.window.map_pane.map_view.zoom_to(self.selected)


class _Terms(UserAction):
    """Show money in one kind of price terms."""

    terms: Terms
    checkable = True

    def checked(self) -> bool:
        return self.document.terms == self.terms

    def run(self) -> None:
        self.document.set_terms(self.terms, self)


class RealTerms(_Terms):
    """Money at the prices of one year."""

    id, text, terms = "terms_real", f"Money in &real terms, {PRICE_YEAR} prices", Terms.REAL


class CashTerms(_Terms):
    """Money with pay awards."""

    id, text, terms = "terms_cash", "Money in &cash terms", Terms.CASH


class _LookAction(UserAction):
    look: Look
    checkable = True

    def checked(self) -> bool:
        return self.window.looks.chosen == self.look

    def run(self) -> None:
        self.window.looks.choose(self.look)


class LightLook(_LookAction):
    """Dark ink on white."""

    id, text, look = "look_light", "&Light", Look.LIGHT


class DarkLook(_LookAction):
    """Light ink on dark."""

    id, text, look = "look_dark", "&Dark", Look.DARK


class SystemLook(_LookAction):
    """As the system is set."""

    id, text, look = "look_system", "As the &system", Look.SYSTEM
