"""The acts as QActions, and the menus they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from ui import theme as themes
from ui.actions import bcus, boroughs, bring, edit, file, log, merge, money, scenarios, share, suggest, view
from ui.actions import help as helps
from ui.actions.base import UserAction
from ui.glyphs import glyph_icon

if TYPE_CHECKING:
    from ui.main_window import MainWindow

RECENT, SCENARIOS, MOVE, COLOUR = "recent", "scenarios", "move_menu", "colour"
Entry = type[UserAction] | str | None
"""An act, the name of a menu filled when it opens, or None for a line between."""

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "&File",
        (
            file.NewPlan, file.OpenPlan, RECENT, file.ShippedPlan, None,
            file.SavePlan, file.SavePlanAs, log.SaveWithoutLog, log.ExportLog, None,
            merge.MergePlan, bring.ImportWorkbook, bring.SaveTemplate, None, file.CloseWindow,
        ),
    ),
    ("&Edit", (edit.Undo, edit.Redo, None, edit.Find, None, edit.NextIssue, edit.PreviousIssue)),
    (
        "&View",
        (
            view.RealTerms, view.CashTerms, None, view.LightLook, view.DarkLook, view.SystemLook,
        ),
    ),
    (
        "&Map",
        (
            boroughs.MoveTo, MOVE, boroughs.Unassign, None, boroughs.LockBoroughs, boroughs.LockBcu,
            boroughs.LockAll, boroughs.UnlockAll, None, suggest.SuggestMap, suggest.ShowStanding, None,
            view.Fit, view.ZoomSelection, view.ZoomUnassigned,
        ),
    ),
    (
        "&Plan",
        (
            SCENARIOS, scenarios.DuplicateScenario, scenarios.RenameScenario, scenarios.SetNote,
            scenarios.RemoveScenario, None,
            scenarios.FreezeScenario, scenarios.CompareScenarios, scenarios.RebaseEffects, scenarios.Rebase,
            log.DecisionLog, None,
            bcus.NewBcu, bcus.RenameBcu, COLOUR, bcus.SetGoLive, bcus.RemoveBcu, None,
            scenarios.NominateEvenly, suggest.EvenOut, suggest.SharePosts, None,
            scenarios.Team2017, scenarios.Team2013, scenarios.TeamBefore, None,
            money.GoalSeek,
        ),
    ),
    ("E&xcel", (share.ExportWorkbook, bring.ImportWorkbook, bring.SaveTemplate, None, log.LeaveLogOut)),
    (
        "&Briefing",
        (share.CopyBriefing, share.SaveBriefing, None, share.Official, share.OfficialSensitive),
    ),
    ("&Help", (helps.Shortcuts, helps.About)),
)  # fmt: skip
CONTEXT: tuple[Entry, ...] = (
    MOVE, boroughs.Unassign, None, boroughs.LockBoroughs, boroughs.LockBcu, None,
    bcus.RenameBcu, COLOUR, bcus.SetGoLive, bcus.RemoveBcu, None, view.ZoomSelection,
)  # fmt: skip
_GROUPS: tuple[tuple[type[UserAction], ...], ...] = (
    (view.RealTerms, view.CashTerms),
    (view.LightLook, view.DarkLook, view.SystemLook),
    (share.Official, share.OfficialSensitive),
    (scenarios.Team2017, scenarios.Team2013, scenarios.TeamBefore),
)


class ActionSet(QObject):
    """Every act once, with its QAction kept up to date."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._acts: dict[str, UserAction] = {}
        self._actions: dict[str, QAction] = {}
        self._menus: list[tuple[str, tuple[Entry, ...]]] = list(MENUS)
        for _, entries in MENUS:
            for entry in entries:
                if isinstance(entry, type) and entry.id not in self._acts:
                    self._add(entry(window))
        for group in _GROUPS:
            exclusive = QActionGroup(self)
            exclusive.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
            for kind in group:
                exclusive.addAction(self._actions[kind.id])
        window.document.changed.connect(self.refresh)
        window.document.file_changed.connect(self.refresh)
        window.view.selection_changed.connect(self.refresh)
        window.view.bcu_changed.connect(self.refresh)
        window.looks.changed.connect(self._redraw)
        self._redraw()

    def __getitem__(self, kind: type[UserAction]) -> QAction:
        return self._actions[kind.id]

    def act(self, kind: type[UserAction]) -> UserAction:
        """The act itself."""
        return self._acts[kind.id]

    def _add(self, act: UserAction) -> None:
        action = QAction(act.text, self._window)
        action.setObjectName(act.id)
        action.setCheckable(act.checkable)
        keys = [key for key in (act.shortcut, *act.other_shortcuts) if key]
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: self._run(act))
        self._acts[act.id], self._actions[act.id] = act, action
        self._window.addAction(action)

    def _run(self, act: UserAction) -> None:
        if act.enabled():
            act.run()
        self.refresh()

    def refresh(self) -> None:
        """Bring words, ticks and what can be done up to date."""
        for id_, act in self._acts.items():
            action, label = self._actions[id_], act.label()
            plain = label.replace("&", "")
            action.setText(self._window.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, _LABEL_MOST))
            action.setIconText(act.short or plain)
            keys = act.shortcut
            action.setToolTip(f"{act.tip or plain} ({keys})" if keys else act.tip or plain)
            action.setEnabled(act.enabled())
            if act.checkable:
                action.setChecked(act.checked())

    def _redraw(self) -> None:
        for id_, act in self._acts.items():
            if act.icon:
                self._actions[id_].setIcon(glyph_icon(act.icon, themes.current(), 12))
        self.refresh()

    # Menus

    def fill_menu_bar(self) -> None:
        """Make the menus, with undo and redo in words at the right end."""
        bar = self._window.menuBar()
        bar.setNativeMenuBar(False)
        for title, entries in self._menus:
            self._fill(bar.addMenu(title), entries)
        corner = QWidget(bar)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, 8, 0)  # level with the words of the menus
        row.setSpacing(4)
        for kind, sign in ((edit.Undo, "↶"), (edit.Redo, "↷")):
            button = _StepButton(self[kind], sign, bar)
            row.addWidget(button)
            # The bar gives its corner room only when it is put there: put it there again when its words change.
            button.changed.connect(lambda: bar.setCornerWidget(corner))
        bar.setCornerWidget(corner)

    def context_menu(self) -> QMenu:
        """The menu of what is selected; it goes when it closes."""
        menu = QMenu(self._window)
        self._fill(menu, CONTEXT)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _fill(self, menu: QMenu, entries: Iterable[Entry]) -> None:
        menu.setToolTipsVisible(True)
        fillers: dict[str, tuple[str, Callable[[QMenu], None]]] = {
            RECENT: ("Open &recent", self._fill_recent),
            SCENARIOS: ("&Scenario shown", self._fill_scenarios),
            MOVE: ("Move &to", self._fill_move),
            COLOUR: ("Co&lour of the BCU", self._fill_colours),
        }
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, str):
                title, fill = fillers[entry]
                inner = menu.addMenu(title)
                inner.aboutToShow.connect(partial(fill, inner))
            else:
                menu.addAction(self[entry])

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        opener = self._acts[file.OpenPlan.id]
        assert isinstance(opener, file.OpenPlan)
        for path in self._window.document.session.recent:
            menu.addAction(path.name, opener.opener(path)).setToolTip(str(path))
        if menu.isEmpty():
            menu.addAction("No plan opened or saved yet").setEnabled(False)
        menu.setToolTipsVisible(True)

    def _fill_scenarios(self, menu: QMenu) -> None:
        menu.clear()
        document = self._window.document
        for scenario in document.plan.scenarios:
            action = menu.addAction(scenario.name, partial(document.choose, scenario.id))
            action.setCheckable(True)
            action.setChecked(scenario.id == document.scenario.id)

    def _fill_move(self, menu: QMenu) -> None:
        menu.clear()
        selected = tuple(sorted(self._window.view.selected))
        if selected:
            self._window.controller.fill_move_menu(menu, selected)
        else:
            menu.addAction("Select a borough first").setEnabled(False)

    def _fill_colours(self, menu: QMenu) -> None:
        menu.clear()
        bcus.fill_colour_menu(menu, self._window)

    def shortcut_rows(self) -> list[tuple[str, str, str]]:
        """(menu, keys, what they do) of every act that has keys."""
        rows = []
        for title, entries in self._menus:
            for entry in entries:
                if isinstance(entry, type) and entry.shortcut:
                    keys = ", ".join((entry.shortcut, *entry.other_shortcuts))
                    rows.append((title.replace("&", ""), keys, entry.text.replace("&", "").rstrip("…")))
        return rows


_LABEL_MOST, _STEP_LEAST, _STEP_BESIDE = 420, 60, 44
"""Px of a label in a menu or a step button at most, of a step button's words at least, and of its sign and sides."""


class _StepButton(QToolButton):
    """Undo or redo in words, as many as have room beside the menus; the whole label is its tip."""

    changed = Signal()

    def __init__(self, action: QAction, sign: str, bar: QMenuBar) -> None:
        super().__init__()
        self._action, self._sign, self._bar = action, sign, bar
        bar.installEventFilter(self)
        self.setProperty("kind", "quiet")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        words = self._action.iconText()
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self._room())
        self.setText(f"{self._sign} {shown}".replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        self.changed.emit()

    def _room(self) -> int:
        """Px for the words: half of what the menus leave, since there are two such buttons."""
        menus = self._bar.actions()
        taken = self._bar.actionGeometry(menus[-1]).right() if menus else 0
        return max(_STEP_LEAST, min(_LABEL_MOST, (self._bar.width() - taken) // 2 - _STEP_BESIDE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the menu bar, once it has laid itself out."""
        if watched is self._bar and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)
