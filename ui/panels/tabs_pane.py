"""The tabs beside the map. Only the one in sight is made; the others when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui import theme as themes
from ui.document import Document
from ui.view_state import ViewState

if TYPE_CHECKING:
    from ui.tables.tab import TableTab


@dataclass(frozen=True)
class TabSpec:
    """A tab's name, what gives its widget's class, imported when it is first asked for, and its tip."""

    name: str
    kind: Callable[[], type[TableTab]]
    tip: str


def _wards() -> type[TableTab]:
    from ui.tables.wards_tab import WardsTab

    return WardsTab


def _posts() -> type[TableTab]:
    from ui.tables.posts_tab import PostsTab

    return PostsTab


def _leadership() -> type[TableTab]:
    from ui.tables.leadership_tab import LeadershipTab

    return LeadershipTab


def _savings() -> type[TableTab]:
    from ui.panels.savings_tab import SavingsTab

    return SavingsTab


def _rules() -> type[TableTab]:
    from ui.panels.rules_tab import RulesTab

    return RulesTab


def _response() -> type[TableTab]:
    from ui.panels.response_tab import ResponseTab

    return ResponseTab


def _suggest() -> type[TableTab]:
    from ui.panels.suggest_tab import SuggestTab

    return SuggestTab


TABS: tuple[TabSpec, ...] = (
    TabSpec("Wards", _wards, "Posts, vacancies and ring fence of every ward"),
    TabSpec("Posts", _posts, "Posts by BCU, function and role"),
    TabSpec("Leadership", _leadership, "Superintendents and schools and youth"),
    TabSpec("Savings", _savings, "Savings by year, go-live dates and targets"),
    TabSpec("Rules", _rules, "Every rule, its threshold and what it finds"),
    TabSpec("Response", _response, "The pathfinders' record, and exposure"),
    TabSpec("Suggest", _suggest, "The best map for an aim, and where this one stands"),
)


class TabsPane(QWidget):
    """A tab widget that makes its pages late."""

    explain_asked = Signal(str)
    figure_chosen = Signal(str, bool)
    """(figure, opens): a figure of one of the tabs was clicked, or has become current."""
    go_there = Signal(str, str)
    """(rule, subject): a finding of the Rules tab that is to be brought into sight."""
    task_asked = Signal(object)
    """A ui.tasks.Job that a tab wants run off the window's thread."""
    made_tab = Signal()

    def __init__(self, document: Document, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(460)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Tables")
        self.tabs.tabBar().setExpanding(False)
        self._made: dict[int, Any] = {}
        self._pages: list[QVBoxLayout] = []
        for at, spec in enumerate(TABS):
            page = QWidget()
            layout = QVBoxLayout(page)
            layout.setContentsMargins(0, 0, 0, 0)
            self._pages.append(layout)
            self.tabs.addTab(page, spec.name)
            self.tabs.setTabToolTip(at, spec.tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._make)
        themes.notifier.changed.connect(self._retheme)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tabs, in order."""
        return tuple(spec.name for spec in TABS)

    def focus_order(self) -> list[QWidget]:
        """Controls of the pages made, page by page, in the order each page has them."""
        found: list[QWidget] = []
        for at in sorted(self._made):
            page = self._made[at]
            step = page.nextInFocusChain()
            while step is not page:
                if page.isAncestorOf(step) and step.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    found.append(step)
                step = step.nextInFocusChain()
        return found

    def make_current(self) -> None:
        """Make the page in sight, if it is not there yet."""
        self._make(self.tabs.currentIndex())

    def show_tab(self, name: str) -> Any:
        """Bring a tab to the front; gives its widget, or None where there is none of that name."""
        if name not in self.names:
            return None
        at = self.names.index(name)
        self.tabs.setCurrentIndex(at)
        self._make(at)
        return self._made.get(at)

    def show_suggestion(self, page: str) -> None:
        """Bring a page of the Suggest tab to the front: "best", "standing", "front", "wards" or "contacts"."""
        self.show_tab("Suggest").open_page(page)

    def made(self, name: str) -> Any:
        """The tab's widget if it has been made, else None."""
        return self._made.get(self.names.index(name)) if name in self.names else None

    def _make(self, at: int) -> None:
        if at in self._made or not 0 <= at < len(TABS):
            return
        widget = TABS[at].kind()(self._document, self._view, themes.current())
        self._made[at] = widget
        self._pages[at].addWidget(widget)
        if hasattr(widget, "explain_asked"):
            widget.explain_asked.connect(self.explain_asked)
        if hasattr(widget, "figure_chosen"):
            widget.figure_chosen.connect(self.figure_chosen)
        if hasattr(widget, "task_asked"):
            widget.task_asked.connect(self.task_asked)
        if hasattr(widget, "go_there"):
            widget.go_there.connect(self.go_there)
        if hasattr(widget, "suggest_asked"):
            widget.suggest_asked.connect(self.show_suggestion)
        self.made_tab.emit()

    def _retheme(self) -> None:
        for widget in self._made.values():
            widget.set_theme(themes.current())
