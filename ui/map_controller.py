"""Between the map and the plan: what the map shows, and what a drag, a key or a menu would do and does.

The move not yet made is worked out here, once, and put in the ViewState for strip, list, card and issues to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from planner.area.outlines import load_outlines
from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused, assign_boroughs, lock_boroughs, unlock_boroughs
from planner.session import Preview
from planner.views.drag import FROM_MENU, DragCard, drag_card, refused_card, shorter_card
from planner.views.ward_marks import ward_marks
from ui.document import Document
from ui.map.card import CARD_MARGIN, CardContent, CardLine, CardRow, CursorCard
from ui.map.legend import Legend
from ui.map.place import Ground
from ui.map.state import NOWHERE, BcuLook, DragPreview, MapState, WardMark
from ui.map.style import DOTS_FROM_WIDTH
from ui.map.view import MapView
from ui.spoken import announce
from ui.view_state import ViewState

_HOME = object()
"""Stands for a drop target not yet asked about."""
HERE_ALREADY = "{} is in {} already."
NOT_HERE = "{} cannot be moved here."


def make_map(document: Document) -> MapView:
    """The map of the document's area."""
    area = document.outcome.area
    return MapView(area, load_outlines(area.outlines_id))


@dataclass(frozen=True)
class _Move:
    """What a move from the outcome `now` would be: its preview and card, or why it cannot be made."""

    now: Outcome
    preview: Preview | None = None
    content: CardContent = field(default_factory=CardContent)
    refusal: str = ""


class MapController(QObject):
    """Keeps one MapView and the document in step."""

    menu_asked = Signal(QPoint)

    def __init__(self, document: Document, view: ViewState, map_view: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._view, self.map = document, view, map_view
        self._held: tuple[str, ...] = ()
        self._target: object = _HOME
        self._content = CardContent()
        self._tried: dict[tuple[tuple[str, ...], str | None], _Move] = {}
        self._where: tuple[float, ...] = ()
        self._grounds: dict[tuple[str, tuple[str, ...]], Ground] = {}
        """What the card keeps clear of, for the place and size the map has in `_where`."""
        self._ahead: list[str] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._work_ahead)
        self.card = CursorCard(map_view.viewport())
        self.legend = Legend(map_view.viewport())
        self._committed = self._shown = self._state()
        self._whole: Preview | None = None
        self._leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), parent, self.end_preview)
        self._leave.setEnabled(False)
        map_view.set_state(self._committed)
        map_view.viewport().installEventFilter(self)
        self._connect()

    def _connect(self) -> None:
        self.map.selection_changed.connect(self._selected)
        self.map.drag_started.connect(self._lift)
        self.map.drag_moved.connect(self._over)
        self.map.drag_dropped.connect(self._drop)
        self.map.drag_cancelled.connect(self._cancel)
        self.map.context_menu.connect(lambda _code, at: self.menu_asked.emit(at))
        self.map.move_requested.connect(self.ask_where)
        self.map.lock_requested.connect(self.toggle_locks)
        self.map.unassign_requested.connect(lambda codes: self.move(codes, None))
        self._document.changed.connect(self.refresh)
        self._view.selection_changed.connect(self._show_selection)
        self._view.preview_changed.connect(self._follow_whole)

    # What is shown

    def _state(self, then: Outcome | None = None) -> MapState:
        """The plan as it stands, or as it would be with the boroughs in another BCU told apart."""
        now = self._document.outcome
        outcome = then if then is not None else now
        scenario = outcome.scenario
        looks = {
            code: BcuLook(code, bcu.name, bcu.fill, code in scenario.locked_bcus) for code, bcu in scenario.bcus.items()
        }
        return MapState(
            assignment={b.code: scenario.assignment.get(b.code) for b in outcome.area.policed},
            bcus=looks,
            locked_boroughs=scenario.locked_boroughs,
            ward_marks=_marks(now, outcome),
            selected=self._view.selected,
            differing=frozenset(
                b.code
                for b in outcome.area.policed
                if scenario.assignment.get(b.code) != now.scenario.assignment.get(b.code)
            ),
        )

    def _follow_whole(self) -> None:
        """Draw a whole map as it would be in place of the present one, or the present one again."""
        if self._view.whole is self._whole:
            return
        self._whole = self._view.whole
        self._shown = self._committed if self._whole is None else self._state(self._whole.outcome)
        self._leave.setEnabled(self._whole is not None)
        self.map.set_state(self._with(None))
        self._settle_legend()

    def refresh(self) -> None:
        """Show the plan as it stands."""
        self._grounds.clear()
        self._committed = self._shown = self._state()
        self.map.set_state(self._committed)
        self._settle_legend()

    def _with(self, preview: DragPreview | None) -> MapState:
        return replace(self._shown, selected=self._view.selected, preview=preview)

    def _show_selection(self, _initiator: object = None) -> None:
        self.map.set_state(self._with(self.map.state.preview))

    def _selected(self, codes: frozenset[str]) -> None:
        known = self._document.outcome.area.borough_index
        chosen = frozenset(code for code in codes if code in known)
        self._view.select(chosen, self)
        homes = {self._document.scenario.assignment.get(code) for code in chosen}
        self._view.choose_bcu(homes.pop() if len(homes) == 1 else None, self)

    # Legend

    def set_legend(self, *, on_map: bool) -> None:
        """The legend on the map, or left to the Key button."""
        self.legend.set_compact(not on_map)
        if on_map:
            self.legend.show()
        self._settle_legend()

    def _settle_legend(self) -> None:
        waiting = any(mark.outcome == "incomplete" for mark in self._committed.ward_marks)
        dots = self.map.viewport().width() >= DOTS_FROM_WIDTH
        changed = any(mark.differs for mark in self._shown.ward_marks)
        self.legend.set_shown(dots=dots, incomplete=waiting, differing=bool(self._shown.differing), changed=changed)

    def pop_up_key(self, button: QPushButton) -> None:
        """Show the key under its button."""
        self.legend.pop_up(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the legend in its corner."""
        if event.type() == QEvent.Type.Resize:
            self._settle_legend()
        return super().eventFilter(watched, event)

    # Drag

    def _lift(self, codes: tuple[str, ...]) -> None:
        known = self._document.outcome.area.borough_index
        self._held = tuple(code for code in codes if code in known)
        self._target = _HOME
        if self._view.whole is not None:
            self._view.set_preview(None)  # what is in the hand moves on the map as it is
        if not self._held:
            self._refuse(codes, f"{self._names(codes)} has its own police force and is not assigned to a BCU.")
            return
        self._tried.clear()
        self._ahead = [*self._document.scenario.bcus]
        self._idle.start()

    def _work_ahead(self) -> None:
        """While the hand gives nothing to do, work out where it may go next: one BCU at a time."""
        if not self._held or not self._ahead:
            self._idle.stop()
            return
        move = self._move_to(self._held, self._ahead.pop(0))
        if move.preview is not None:
            self.card.draw_ahead(move.content)
            self._view.expect(move.preview)

    def _over(self, target: str | None, at: QPoint) -> None:
        if self._held and target != self._target:
            self._target = target
            self.preview_move(self._held, target)
        under = self.map.borough_at(at)
        never = [self._labels(target), self._ground([under] if under is not None else [])]
        self.card.show_at(self._content, at, [self._ground(self._keep_clear(self._held, target))], never)

    def _keep_clear(self, moving: Iterable[str], target: str | None) -> list[str]:
        """The boroughs of the BCUs that a move is from and to."""
        homes = {self._committed.assignment.get(code) for code in moving} | {target}
        return [code for code, bcu in self._committed.assignment.items() if bcu and bcu in homes]

    def _ground(self, codes: Iterable[str]) -> Ground:
        """The ground of some boroughs, worked out once while the map stays where it is."""
        return self._seen_once("ground", tuple(codes), self.map.ground_of)

    def _labels(self, target: str | None) -> Ground:
        """The labels of the BCU pointed at."""
        return self._seen_once("labels", tuple(self._keep_clear((), target)), self.map.labels_of)

    def _seen_once(self, what: str, codes: tuple[str, ...], find: Callable[[Iterable[str]], list[QRect]]) -> Ground:
        at, size = self.map.viewportTransform(), self.map.viewport().size()
        where = at.m11(), at.dx(), at.dy(), size.width(), size.height()
        if where != self._where:
            self._where = where
            self._grounds.clear()
        if (what, codes) not in self._grounds:
            self._grounds[what, codes] = Ground(find(codes), size)
        return self._grounds[what, codes]

    def preview_move(self, boroughs: tuple[str, ...], target: str | None) -> bool:
        """Work out a move without making it, for everything that shows one. NOWHERE is out of any BCU.

        False, and nothing but what is so is shown, when it cannot be made or would change nothing.
        """
        move = self._move_to(boroughs, target)
        if move.preview is None:
            self._refuse(boroughs, move.refusal)
            return False
        self._content = move.content
        announce(self.map, move.content.words())
        self._view.set_preview(move.preview)
        self.map.set_state(self._with(DragPreview(boroughs, target)))
        return True

    def _move_to(self, boroughs: tuple[str, ...], target: str | None) -> _Move:
        """A move worked out, once for a plan and its terms."""
        now = self._document.outcome
        move = self._tried.get((boroughs, target))
        if move is None or move.now is not now:
            move = self._tried[boroughs, target] = self._work_out(now, boroughs, target)
        return move

    def _work_out(self, now: Outcome, boroughs: tuple[str, ...], target: str | None) -> _Move:
        if target is None:
            return _Move(now, refusal=NOT_HERE.format(self._names(boroughs)))
        bcu = target or None
        try:
            preview = self._document.would(assign_boroughs, boroughs, bcu)
        except Refused as refusal:
            return _Move(now, refusal=str(refusal))
        if preview is None:
            return _Move(now, refusal=self._already(boroughs, bcu))
        return _Move(now, preview, self._fitted(drag_card(now, preview.outcome, boroughs, bcu)))

    def _fitted(self, card: DragCard) -> CardContent:
        """As much of the card as the map is high."""
        room = self.map.viewport().height() - 2 * CARD_MARGIN
        content = content_of(card)
        while self.card.height_for(content) > room and (less := shorter_card(card)) is not None:
            card, content = less, content_of(less)
        return content

    def _would_refuse(self, boroughs: tuple[str, ...], target: str | None) -> str:
        if target is None:
            return NOT_HERE.format(self._names(boroughs))
        try:
            assign_boroughs(self._document.plan, self._document.scenario.id, boroughs, target or None)
        except Refused as refusal:
            return str(refusal)
        return ""

    def _already(self, boroughs: tuple[str, ...], bcu: str | None) -> str:
        where = self._document.scenario.bcus[bcu].name if bcu is not None else "no BCU"
        return HERE_ALREADY.format(self._names(boroughs), where)

    def _names(self, boroughs: tuple[str, ...]) -> str:
        names = self._document.outcome.area.borough_by_code
        return names[boroughs[0]].name if len(boroughs) == 1 else f"{len(boroughs)} boroughs"

    def _refuse(self, boroughs: tuple[str, ...], reason: str) -> None:
        self._content = content_of(refused_card(reason))
        announce(self.map, reason)
        self._view.set_preview(None)
        self.map.set_state(self._with(DragPreview(boroughs, None, refused=True)))

    def _drop(self, target: str | None) -> None:
        held, refused = self._held, bool(self._content.refused)
        reason = self._content.refused
        self._cancel()
        if not held or refused:
            if reason:
                self._document.said.emit(reason)
            return
        self.move(held, target or None)

    def _cancel(self) -> None:
        self._held, self._target = (), _HOME
        self._tried.clear()
        self.card.hide()
        self.end_preview()

    def end_preview(self) -> None:
        """Show nothing but what is so."""
        self._content = CardContent()
        self._view.set_preview(None)
        self.map.set_state(self._with(None))

    # Acts

    def move(self, boroughs: Iterable[str], bcu: str | None) -> None:
        """Put the boroughs in the BCU, or in none: one step."""
        self.end_preview()
        self._document.decide(assign_boroughs, tuple(boroughs), bcu, initiator=self)

    def toggle_locks(self, boroughs: Iterable[str]) -> None:
        """Lock the boroughs, or unlock them when all are locked."""
        codes = tuple(boroughs)
        locked = set(codes) <= self._document.scenario.locked_boroughs
        self._document.decide(unlock_boroughs if locked else lock_boroughs, codes, initiator=self)

    def ask_where(self, boroughs: tuple[str, ...], at: QPoint | None = None) -> None:
        """The "Move to" menu, at a place on the screen; each BCU pointed at is previewed before it is chosen."""
        known = self._document.outcome.area.borough_index
        codes = tuple(code for code in boroughs if code in known)
        if not codes:
            self._document.said.emit("Select a borough to move it.")
            return
        menu = QMenu(self.map)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill_move_menu(menu, codes)
        menu.popup(at if at is not None else self.map.viewport().mapToGlobal(self.map.position_of(codes[0])))
        first = next((a for a in menu.actions() if a.isEnabled() and not a.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)

    def fill_move_menu(self, menu: QMenu, boroughs: tuple[str, ...]) -> None:
        """Fill a menu with every BCU, and none; what is pointed at is previewed, what is refused says why."""
        scenario = self._document.scenario
        for code in sorted(scenario.bcus, key=lambda c: scenario.bcus[c].name.casefold()):
            self._add_place(menu, f"{scenario.bcus[code].name} ({code})", boroughs, code)
        menu.addSeparator()
        self._add_place(menu, "Unassigned", boroughs, NOWHERE)
        menu.aboutToHide.connect(self._left_menu)

    def _add_place(self, menu: QMenu, text: str, boroughs: tuple[str, ...], target: str) -> None:
        action = menu.addAction(text)
        refusal = self._would_refuse(boroughs, target)
        assignment = self._document.scenario.assignment
        here = all(assignment.get(code) == (target or None) for code in boroughs)
        action.setEnabled(not refusal and not here)
        action.setToolTip(refusal or (self._already(boroughs, target or None) if here else text))
        menu.setToolTipsVisible(True)
        action.hovered.connect(lambda: self._point_at(menu, boroughs, target))
        action.triggered.connect(lambda: self.move(boroughs, target or None))

    def _point_at(self, menu: QMenu, boroughs: tuple[str, ...], target: str) -> None:
        self.preview_move(boroughs, target)
        beside = self.map.viewport().mapFromGlobal(menu.geometry().topRight())
        content = self._content if self._content.refused else replace(self._content, foot=FROM_MENU)
        over = QRect(self.map.viewport().mapFromGlobal(menu.geometry().topLeft()), menu.size())
        never = [Ground([over], self.map.viewport().size()), self._labels(target)]
        self.card.show_at(content, beside, [self._ground(self._keep_clear(boroughs, target))], never)

    def _left_menu(self) -> None:
        self.card.hide()
        self.end_preview()


def content_of(card: DragCard) -> CardContent:
    """The card's values in the card's own shape."""
    if card.refused:
        return CardContent(refused=card.refused)
    rows = tuple(
        CardRow(f"   {row.label}" if row.part else row.label, row.now, row.then, row.change, row.starts_group)
        for row in card.rows
    )
    lines = tuple(CardLine(line.sign.replace(" ", "_"), line.words, line.rule) for line in card.lines)
    return CardContent(card.title, rows, lines, card.way_out)


def _marks(now: Outcome, shown: Outcome) -> tuple[WardMark, ...]:
    """What each ward's mark says, told apart where its posts are others than they are now."""
    before, after = now.scenario.wards, shown.scenario.wards
    is_so = before.dwo == after.dwo and before.pcso == after.pcso
    return tuple(
        WardMark(i, mark, not is_so and (before.dwo[i], before.pcso[i]) != (after.dwo[i], after.pcso[i]))
        for i, mark in enumerate(ward_marks(shown))
    )
