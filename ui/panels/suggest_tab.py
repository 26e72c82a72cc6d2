"""The Suggest tab: questions about possible maps and the best of them; ward posts shared; superintendents nominated."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.views.suggest_map import Answer
from ui.document import Document
from ui.panels.section import Segments
from ui.panels.sheet import sheet_of
from ui.panels.suggest_answer import AnswerPage
from ui.panels.suggest_contacts import ContactsPage
from ui.panels.suggest_form import QuestionForm
from ui.panels.suggest_front import FrontPage
from ui.panels.suggest_standing import StandingPage
from ui.panels.suggest_wards import WardsPage
from ui.tables.tab import FILTER_HEIGHT, Bar, TableTab, hairline
from ui.theme import Theme
from ui.view_state import ViewState

PAGES = ("best", "standing", "front", "wards", "contacts")
BEST, STANDS, FRONT, WARDS, CONTACTS = range(len(PAGES))


class SuggestTab(TableTab):
    """For maps the question on top, and under it one of the pages that answer it; ward posts ask their own."""

    task_asked = Signal(object)
    """A Job to be run off the window's thread."""
    go_there = Signal(str, str)
    """(rule, subject): what a rule looks at is to be brought into sight in its own tab."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self.setAccessibleName("Suggest")
        self.form = QuestionForm(view)
        self.form.set_outcome(document.outcome)
        self.best = AnswerPage(document, view, self.form, theme)
        self.standing = StandingPage(document, view, self.form, theme)
        self.front = FrontPage(document, self.form, theme)
        self.wards = WardsPage(document, view, theme)
        self.contacts = ContactsPage(document, view, theme)
        self.pages: list[QWidget] = [self.best, self.standing, self.front, self.wards, self.contacts]
        self.shows = Segments(
            "Show",
            ("Best map", "Standing", "Trade-off", "DWO posts", "Superintendents"),
            (
                "The provably best map under the terms",
                "Where this map stands: how many of all possible maps are as good or better",
                "The maps that nothing beats on two aims",
                "Extra DWO posts shared among wards",
                "A nominated superintendent for every borough, with an even load",
            ),
        )
        self._lay_out()
        self.shows.chosen.connect(self.show_page)
        self.form.changed.connect(self._asked_anew)
        self.form.entered.connect(self._enter)
        self.front.opened.connect(self._open)
        self.best.answered.connect(lambda: self._bring(self.best.offer.take))
        self.contacts.leadership_asked.connect(self.go_there)
        for page in (self.best, self.standing, self.front, self.wards):
            page.asking.task_asked.connect(self.task_asked)
        self.show_page(BEST)

    def _lay_out(self) -> None:
        bar = Bar(FILTER_HEIGHT)
        bar.row.setContentsMargins(12, 0, 12, 0)
        bar.add(self.shows)
        bar.row.addStretch(1)
        inner = _Sheet()
        inner.setProperty("ground", "panel")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = inner.column
        self._line = hairline()
        for part in (self.form, self._line, *self.pages):
            column.addWidget(part)
        column.addStretch(1)
        self.area = sheet_of(inner)
        self.column.addWidget(bar)
        self.column.addWidget(hairline())
        self.column.addWidget(self.area, 1)

    def refresh(self) -> None:
        """Ask about the scenario as it is."""
        self.form.set_outcome(self.document.outcome)
        self.best.refresh()
        self.standing.refresh()
        self.front.refresh()
        self.wards.refresh()
        self.contacts.refresh()

    def open_page(self, name: str) -> None:
        """Bring one of PAGES to the front, with the keyboard in it."""
        self.shows.choose(PAGES.index(name))
        self.shows.button(PAGES.index(name)).setFocus()

    def show_page(self, at: int) -> None:
        """Show one of the pages."""
        for i, page in enumerate(self.pages):
            page.setVisible(i == at)
        asks_maps = at in (BEST, STANDS, FRONT)
        self.form.setVisible(asks_maps)
        self._line.setVisible(asks_maps)
        first = (self.best.search, self.standing.charts[0], self.front.chart, self.wards.form, self.contacts.words)
        self._bring(first[at])

    def _bring(self, part: QWidget) -> None:
        """Scroll to a part, once the parts have their places."""
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(part, 0, 8))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.best.set_theme(theme)
        self.standing.set_theme(theme)
        self.front.set_theme(theme)
        self.wards.set_theme(theme)
        self.contacts.set_theme(theme)

    def _asked_anew(self) -> None:
        self.best.question_changed()
        self.standing.refresh()
        self.front.refresh()

    def _open(self, answer: Answer) -> None:
        """A map of the trade-off is looked at and accepted like the best one."""
        self.shows.choose(BEST)
        self.best.open(answer)

    def _enter(self) -> None:
        if self.shows.current == BEST:
            self.best.find_best()


class _Sheet(QWidget):
    """What is scrolled: as high as its lines ask for at its width, so that none is squeezed over another."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def event(self, event: QEvent) -> bool:
        """Be high enough again when a part has changed, or the width has."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            high = self.column.totalHeightForWidth(self.width())
            if high != self.minimumHeight():
                self.setMinimumHeight(max(0, high))
        return done
