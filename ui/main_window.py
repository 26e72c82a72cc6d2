"""The window: strip, list, map, tabs, issues and status bar, and what gives way when it is small."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.plan_file.hold import Holder
from planner.views.issues import Target, target_of
from ui import theme as themes
from ui.actions import bcus, boroughs, file, scenarios, share
from ui.actions import view as view_acts
from ui.actions.file import may_leave
from ui.actions.registry import ActionSet
from ui.collapse import Collapse, collapse_for
from ui.document import Document
from ui.holding import Holding
from ui.looks import Looks
from ui.map_controller import MapController, make_map
from ui.panels.bcu_list import BcuListPanel
from ui.panels.beside import Beside
from ui.panels.headline_strip import HeadlineStrip
from ui.panels.issues_panel import IssuesPanel
from ui.panels.map_pane import MapPane
from ui.panels.message_bar import MessageBar
from ui.panels.scenario_bar import ScenarioBar
from ui.panels.tabs_pane import TabsPane
from ui.panels.working_out import WorkingOut
from ui.spoken import announce
from ui.tasks import TaskBar, Tasks
from ui.toggle import Toggle
from ui.view_state import ViewState

LIST_WIDTH, TABS_WIDTH = 316, 644
LIST_WIDTH_SMALL, TABS_WIDTH_SMALL = 252, 484
LEAST_WIDTH, LEAST_HEIGHT = 1280, 720
SAYS_FOR_MS = 12_000


class MainWindow(QMainWindow):
    """The one window."""

    painted = Signal()
    """The first paint is done; what is not needed for it may be made now."""

    def __init__(self, document: Document, settings: QSettings) -> None:
        themes.use_font()
        super().__init__()
        self.document = document
        self.settings = settings
        self.view = ViewState(document, self)
        self._collapse: Collapse | None = None
        self._shown = False
        self.strip = HeadlineStrip(document, self.view)
        self.list = BcuListPanel(document, self.view)
        self.map_pane = MapPane(make_map(document))
        self.controller = MapController(document, self.view, self.map_pane.map_view, self)
        self.tabs = TabsPane(document, self.view)
        self.issues = IssuesPanel(document, self.view)
        self.message = MessageBar()
        self.scenario_bar = ScenarioBar(document)
        self.tasks = Tasks(self)
        self.looks = Looks(settings, self)
        self.holding = Holding(document, self)
        self._switch = _Switch()
        self._working: WorkingOut | None = None
        self.beside = Beside(self)
        self._lay_out()
        self._fill_status_bar()
        self.actions_set = ActionSet(self)
        self._place_actions()
        self._connect()
        self._restore()

    # Layout

    def _lay_out(self) -> None:
        self.across = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.list, self.map_pane, self.tabs):
            self.across.addWidget(pane)
        self.across.setStretchFactor(1, 1)
        self.across.setChildrenCollapsible(False)
        self.across.setHandleWidth(1)
        self.down = QSplitter(Qt.Orientation.Vertical)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._switch)
        column.addWidget(self.across, 1)
        self.down.addWidget(work)
        self.down.addWidget(self.issues)
        self.down.setStretchFactor(0, 1)
        self.down.setChildrenCollapsible(False)
        self.down.setHandleWidth(1)
        centre = QWidget()
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        line = QFrame()
        line.setProperty("hairline", "h")
        self._above = whole
        whole.addWidget(self.message)
        whole.addWidget(self.scenario_bar)
        whole.addWidget(self.strip)
        whole.addWidget(line)
        whole.addWidget(self.down, 1)
        self.setCentralWidget(centre)

    def _place_actions(self) -> None:
        acts = self.actions_set
        acts.fill_menu_bar()
        for kind in (boroughs.LockAll, view_acts.ZoomUnassigned, view_acts.Fit):
            self.map_pane.add_tool(acts[kind])
        self.key_button = self.map_pane.add_key()
        self.key_button.clicked.connect(lambda: self.controller.pop_up_key(self.key_button))
        self.scenario_bar.add_actions(
            tuple(acts[kind] for kind in (scenarios.DuplicateScenario, scenarios.FreezeScenario)),
            tuple(acts[kind] for kind in (scenarios.RebaseEffects, scenarios.Rebase)),
        )
        for share_kind in (share.ExportWorkbook, share.SaveBriefing):
            self.strip.add_action(acts[share_kind])
        self.list.new_asked.connect(acts[bcus.NewBcu].trigger)
        self.list.tree.rename_asked.connect(acts[bcus.RenameBcu].trigger)
        self.list.tree.unassign_asked.connect(acts[boroughs.Unassign].trigger)
        self.list.tree.move_asked.connect(lambda at: self.controller.ask_where(tuple(sorted(self.view.selected)), at))
        for menu_asked in (self.list.tree.menu_asked, self.controller.menu_asked):
            menu_asked.connect(lambda at: acts.context_menu().popup(at))
        self.map_pane.finder.found.connect(self._found)

    def _fill_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setAccessibleName("Status")
        self._said = QLabel("Ready")
        self._area, self._baseline, self._saved = QLabel(), QLabel(), QLabel()
        self._said.setContentsMargins(10, 0, 8, 0)
        bar.addWidget(self._said, 1)
        bar.addPermanentWidget(TaskBar(self.tasks))
        for label in (self._area, self._baseline, self._saved):
            label.setContentsMargins(8, 0, 8, 0)
            bar.addPermanentWidget(label)
        self._quiet = QTimer(self, singleShot=True, interval=SAYS_FOR_MS)
        self._quiet.timeout.connect(lambda: self._said.setText("Ready"))

    def _connect(self) -> None:
        self.document.said.connect(self.say)
        self.document.file_changed.connect(self._name_file)
        self.document.changed.connect(self._name_file)
        self.view.preview_changed.connect(self._say_preview)
        self.issues.go_to.connect(self.go_to)
        self.strip.explain_asked.connect(self.explain)
        self.tabs.explain_asked.connect(self.explain)
        self.tabs.figure_chosen.connect(self.follow_figure)
        self.tabs.go_there.connect(self._go_to_finding)
        self.tabs.task_asked.connect(self.tasks.start)
        self.tabs.made_tab.connect(self._order_focus)
        self.issues.open_changed.connect(lambda _: self._size_issues())
        self.strip.issues_asked.connect(self.issues.show_all)
        self.across.splitterMoved.connect(lambda *_: self._after_splitter())
        self.map_pane.resized.connect(self._settle_legend)
        self._switch.chosen.connect(self._show_one_pane)
        self.holding.told.connect(self.message.tell)
        self.holding.held.connect(self._held_elsewhere)
        self.holding.changed_underneath.connect(lambda: file.tell_changed(self.actions_set.act(file.SavePlan)))
        self._name_file()

    # Status

    def say(self, words: str) -> None:
        """Say something in the status bar, for a while."""
        self._said.setText(words)
        self._said.setToolTip(words)
        announce(self._said, words)
        self._quiet.start()

    def _say_preview(self) -> None:
        if self.view.preview is not None:
            self._quiet.stop()
            self._said.setText("Preview only: nothing is changed yet. Esc leaves it as it was.")
        else:
            self._said.setText("Ready")

    def _name_file(self) -> None:
        session = self.document.session
        name = session.path.name if session.path is not None else "New plan"
        self.setWindowTitle(f"{name}{' (read-only)' if session.read_only else ''}[*] — BCU Planner")
        self.setWindowModified(session.dirty)
        outcome = self.document.outcome
        self._area.setText(outcome.area.name)
        self._baseline.setText(f"Baseline: {outcome.baseline.status.value}")
        self._baseline.setToolTip(outcome.baseline.source)
        kept = "Not saved" if session.dirty else "Saved" if session.path else "Not a file yet"
        self._saved.setText("Read-only: Save As keeps it" if session.read_only else kept)

    def _held_elsewhere(self, path: Path, holder: Holder) -> None:
        # After what showed it is done: a question would stop that half-way.
        QTimer.singleShot(0, self, lambda: file.settle_held(self.actions_set.act(file.SavePlan), path, holder))

    def _order_focus(self) -> None:
        """The focus goes as the eye does: strip, list, map, tabs, issues, each from left to right."""
        order: list[QWidget] = [
            *self.scenario_bar.focus_order(),
            *self.strip.focus_order(),
            self.list.new_button,
            self.list.tree,
            *self._switch.focus_order(),
            *self.map_pane.focus_order(),
            self.tabs.tabs.tabBar(),
            *self.tabs.focus_order(),
            *self.issues.focus_order(),
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    # How a figure is worked out

    def explain(self, figure: str) -> None:
        """Show how a figure is worked out, beside the window."""
        working = self._working_out()
        working.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        working.ask(figure)
        working.show()
        working.raise_()
        working.activateWindow()

    def follow_figure(self, figure: str, opens: bool) -> None:
        """Show a figure that was clicked, and while the panel is open each that becomes current: the keys stay here."""
        working = self._working_out()
        if opens and not working.isVisible():
            working.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            working.ask(figure)
            working.show()
            working.raise_()
        elif working.isVisible():
            working.ask(figure)

    def _working_out(self) -> WorkingOut:
        if self._working is None:
            self._working = WorkingOut(self.document, self)
        return self._working

    def _found(self, kind: str, code: str) -> None:
        area = self.document.outcome.area
        borough = code if kind == "borough" else area.wards[area.ward_index[code]].borough
        self.view.select({borough}, None)
        self.view.choose_bcu(self.document.scenario.assignment.get(borough), None)
        self.map_pane.map_view.zoom_to({borough})
        if kind == "ward":
            self._show_in_tab("Wards", code)

    # Where an issue leads

    def go_to(self, target: Target) -> None:
        """Show the place an issue is about, on the map and in its table."""
        if target.kind == "rules":
            self.tabs.show_tab("Rules")
        elif target.kind == "savings":
            self._show_in_tab("Savings", target.code)
        elif target.kind == "ward":
            self.view.select({target.borough}, None)
            self.view.choose_bcu(target.bcu or None, None)
            self._show_in_tab("Wards", target.code)
        elif target.kind == "borough":
            self.view.select({target.code}, None)
            self.view.choose_bcu(target.bcu or None, None)
            self._show_in_tab("Leadership", target.code)
        elif target.kind == "bcu":
            self.view.select(self.document.outcome.boroughs_of.get(target.code, ()), None)
            self.view.choose_bcu(target.code, None)
        else:
            self.list.tree.setFocus()

    def _go_to_finding(self, rule: str, subject: str) -> None:
        self.go_to(target_of(self.document.outcome, rule, subject))

    def _show_in_tab(self, name: str, subject: str) -> None:
        tab = self.tabs.show_tab(name)
        if tab is not None and subject:
            tab.go_to(subject)
        if self._collapse == Collapse.TABS:
            self._switch.choose(tables=True)

    def show_suggestion(self, page: str) -> None:
        """Show a page of the Suggest tab: "best", "standing", "front", "wards" or "contacts"."""
        self.tabs.show_suggestion(page)
        if self._collapse == Collapse.TABS:
            self._switch.choose(tables=True)

    # What gives way

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let things give way, in their order."""
        super().resizeEvent(event)
        self._collapse_to(collapse_for(self.width(), self.height()))

    def _collapse_to(self, level: Collapse) -> None:
        if level == self._collapse:
            self._size_issues()
            return
        was_small = self._is_small
        self._collapse = level
        self.issues.set_small(level >= Collapse.ISSUES)
        self.strip.set_small(level >= Collapse.HEADLINE)
        self.list.set_small(level >= Collapse.ROWS)
        self.map_pane.set_small(level >= Collapse.ROWS, in_menu=level >= Collapse.TOOLS)
        over = level >= Collapse.TABS
        self._switch.setVisible(over)
        self._place_scenario_bar(in_row=over)
        self.tabs.setMaximumWidth(16_777_215 if over else 760)
        # Tables that take the map's turn take its room too, and not the list.
        self.across.setStretchFactor(2, int(over))
        if over:
            self._show_one_pane(self._switch.on_tables)
        else:
            self.map_pane.show()
            self.tabs.show()
        if self._is_small != was_small or self._shown is False:
            self._size_panes()
        self._settle_legend()
        self._size_issues()
        QTimer.singleShot(0, self, self._after_splitter)

    def _place_scenario_bar(self, *, in_row: bool) -> None:
        """A line of its own over the headline, or where height is short beside the switch."""
        self.scenario_bar.set_small(in_row)
        if in_row:
            self._switch.row.addWidget(self.scenario_bar)
        else:
            self._above.insertWidget(1, self.scenario_bar)

    @property
    def collapse_level(self) -> Collapse:
        """How far the window has given way."""
        return self._collapse if self._collapse is not None else Collapse.NOTHING

    def show_tables(self, tables: bool) -> None:
        """Where there is room for one, show the tables or the map."""
        self._switch.choose(tables=tables)

    @property
    def _is_small(self) -> bool:
        return self._collapse is not None and self._collapse >= Collapse.ROWS

    def _show_one_pane(self, tables: bool) -> None:
        if self._collapse == Collapse.TABS:
            self.map_pane.setVisible(not tables)
            self.tabs.setVisible(tables)

    def _size_panes(self) -> None:
        kept = self.settings.value(self._splitter_key())
        if isinstance(kept, QByteArray) and self.across.restoreState(kept):
            return
        first = LIST_WIDTH_SMALL if self._is_small else LIST_WIDTH
        last = TABS_WIDTH_SMALL if self._is_small else TABS_WIDTH
        middle = max(self.map_pane.minimumWidth(), self.width() - first - last - 2)
        self.across.setSizes([first, middle, last])

    def _splitter_key(self) -> str:
        return f"splitter/{'small' if self._is_small else 'large'}"

    def _size_issues(self) -> None:
        high = self.issues.natural_height()
        text = str(self.settings.value("issues/height"))
        if not self.issues.collapsed and text.isdecimal():
            high = int(text)
        # Collapsed as well: the splitter keeps the height that a pane had, though the pane itself is lower by now.
        self.down.setSizes([max(200, self.down.height() - self.down.handleWidth() - high), high])

    def _after_splitter(self) -> None:
        self.strip.set_list_width(self.list.width())
        self._settle_legend()

    def _settle_legend(self) -> None:
        fits = self._collapse is not None and self._collapse < Collapse.LEGEND and self.map_pane.legend_fits
        self.controller.set_legend(on_map=fits)
        self.map_pane.show_key(not fits)

    # Remembering

    def _restore(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.setMinimumSize(min(LEAST_WIDTH, screen.width()), min(LEAST_HEIGHT, screen.height()))
        kept = self.settings.value("window/geometry")
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            self.resize(min(1600, screen.width()), min(1000, screen.height()))
        tab = str(self.settings.value("window/tab", "Wards"))
        if tab in self.tabs.names:
            self.tabs.tabs.setCurrentIndex(self.tabs.names.index(tab))

    def _remember(self) -> None:
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.settings.setValue(self._splitter_key(), self.across.saveState())
        at = self.tabs.tabs.currentIndex()
        if at >= 0:
            self.settings.setValue("window/tab", self.tabs.names[at])
        if not self.issues.collapsed:
            self.settings.setValue("issues/height", self.issues.height())
        self.settings.sync()

    def showEvent(self, event: QShowEvent) -> None:
        """After the first paint, make the tab in sight."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self._size_panes()
            QTimer.singleShot(0, self, self._first_paint_done)

    def _first_paint_done(self) -> None:
        self._after_splitter()
        self.holding.begin()
        self.painted.emit()
        self.tabs.make_current()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, remember how the window was, and stop what is still being done."""
        if not may_leave(self.actions_set.act(file.SavePlan)):
            event.ignore()
            return
        self._remember()
        self.holding.release()
        self.tasks.finish()
        if self._working is not None:
            self._working.close()
        self.beside.close()
        self.document.close()
        event.accept()


class _Switch(QFrame):
    """Map or tables, where there is room for one of them."""

    chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(32)
        self.on_tables = False
        row = self.row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        self._buttons = (Toggle("Map", "The map alone"), Toggle("Tables", "The tables alone"))
        for at, button in enumerate(self._buttons):
            button.setAutoExclusive(True)
            button.setProperty("kind", "segment")
            button.clicked.connect(lambda _=False, tables=bool(at): self.choose(tables=tables))
            row.addWidget(button)
        self._buttons[0].setChecked(True)
        row.addStretch(1)
        self.hide()

    def focus_order(self) -> list[QWidget]:
        """From left to right."""
        return list(self._buttons)

    def choose(self, *, tables: bool) -> None:
        """Show the tables, or the map."""
        self.on_tables = tables
        self._buttons[int(tables)].setChecked(True)
        self.chosen.emit(tables)
