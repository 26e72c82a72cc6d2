"""The decision log as people read it: who decided what, when, from what to what, and why; undone steps marked.

Also as text. The words of a change are those of planner.views.edit_words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from planner.scenario.keys import CURRENT, ORDER, touched_scenario
from planner.scenario.log import Log
from planner.scenario.types import Edit, Plan, Step
from planner.views.columns import Column
from planner.views.edit_words import Names, Said, codes_of, said_of
from planner.words.dates import long_date
from planner.words.names import plural
from planner.words.numbers import DASH, whole

MOST_CHANGES_TOLD = 40
"""Changes of one step that the text of the log spells out."""
FITTED = 60
"""Lines from the top whose changes are worded to find how wide their columns are; the others when they are seen."""
NOBODY = "somebody not named"
DONE, UNDONE, OVERTAKEN = "done", "undone", "undone, overtaken"
STATES: tuple[str, ...] = (DONE, UNDONE, OVERTAKEN)
SEVERAL = "several"
_FOLLOWS = frozenset({"go_live_status", "go_live_source", "status", "source"})


@dataclass(frozen=True)
class LogLine:
    """One decision. `when` is in words, `order` its place from 0, `state` one of STATES, `scenario` a name."""

    id: str
    order: int
    when: str
    who: str
    scenario: str
    label: str
    why: str
    state: str
    step: Step = field(repr=False)
    names: Names = field(repr=False, compare=False)

    @cached_property
    def changes(self) -> tuple[Said, ...]:
        """Every change of the step; which scenario was shown, and their order, only where nothing else changed."""
        return tuple(said_of(edit, self.names) for edit in self._edits)

    @cached_property
    def _edits(self) -> tuple[Edit, ...]:
        return tuple(edit for edit in self.step.edits if edit.key not in (CURRENT, ORDER)) or self.step.edits

    @cached_property
    def _main(self) -> tuple[Edit, ...]:
        """The edits without status and source that follow from them."""
        return tuple(edit for edit in self._edits if edit.key[-1] not in _FOLLOWS) or self._edits

    @cached_property
    def place(self) -> str:
        """Whose value was changed; how many there are where they are several."""
        if len(self._main) != 1:
            return plural(len(self._main), "change")
        return said_of(self._main[0], self.names).place

    @cached_property
    def before(self) -> str:
        """From what, where all changes are from the same."""
        return _common(said_of(edit, self.names).before for edit in self._main)

    @cached_property
    def after(self) -> str:
        """To what, where all changes are to the same."""
        return _common(said_of(edit, self.names).after for edit in self._main)

    @cached_property
    def _codes(self) -> tuple[frozenset[str], frozenset[str]]:
        found = [codes_of(edit, self.names) for edit in self._edits]
        return (
            frozenset(code for boroughs, _ in found for code in boroughs),
            frozenset(code for _, bcus in found for code in bcus),
        )

    @property
    def boroughs(self) -> frozenset[str]:
        """Codes of the boroughs it is about."""
        return self._codes[0]

    @property
    def bcus(self) -> frozenset[str]:
        """Codes of the BCUs it is about."""
        return self._codes[1]

    @property
    def words(self) -> str:
        """The whole line in a sentence."""
        why = f" Why: {self.why}" if self.why else ""
        mark = "" if self.state == DONE else f" ({self.state})"
        return f"{self.when}, {self.who}: {self.label}{mark}.{why}"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words in the label, the changes or the why; the rest is empty for all."""

    words: str = ""
    who: str = ""
    scenario: str = ""
    borough: str = ""
    bcu: str = ""
    state: str = ""


def log_lines(plan: Plan, log: Log, before: tuple[LogLine, ...] = ()) -> tuple[LogLine, ...]:
    """Every step kept, the newest first. Of the lines there were `before`, those that read the same stay."""
    ordered = _in_order(log)
    names = Names(plan, (step for step, _ in ordered))
    same = {line.id: line for line in before} if before and before[0].names.alike(names) else {}
    lines = []
    for order, (step, state) in enumerate(ordered):
        known = same.get(step.id)
        if known is not None and (known.step, known.order, known.state) == (step, order, state):
            lines.append(known)
        else:
            scenario = _scenario(step, names)
            when, who = when_words(step.when), step.who or NOBODY
            lines.append(LogLine(step.id, order, when, who, scenario, step.label, step.why, state, step, names))
    return tuple(reversed(lines))


def _in_order(log: Log) -> list[tuple[Step, str]]:
    """Each step with its state, oldest first: one overtaken stands before the decision that passed it.

    One whose place cannot be told, since the step before it is no longer kept, goes first.
    """
    after: dict[str, list[Step]] = {}
    for step in log.overtaken:
        after.setdefault(step.parent, []).append(step)
    found: list[tuple[Step, str]] = []
    for step in log.done:
        found += _passed(after, step.parent)
        found.append((step, DONE))
    found += _passed(after, log.done[-1].id if log.done else "")
    lost = [(step, OVERTAKEN) for steps in after.values() for step in steps]
    return [*lost, *found, *((step, UNDONE) for step in log.undone)]


def _passed(after: dict[str, list[Step]], parent: str) -> Iterator[tuple[Step, str]]:
    """The overtaken steps that followed that one, and those that followed them, taken out of `after`."""
    left = list(reversed(after.pop(parent, [])))
    while left:
        step = left.pop()
        yield step, OVERTAKEN
        left += reversed(after.pop(step.id, []))


def when_words(when: str) -> str:
    """A moment as read, in the time of the reader's clock: "14 Nov 2026 09:05"."""
    try:
        moment = datetime.fromisoformat(when).astimezone()
    except (ValueError, OverflowError, OSError):
        return DASH
    return f"{long_date(moment.date())} {moment:%H:%M}"


def _scenario(step: Step, names: Names) -> str:
    found = dict.fromkeys(id_ for edit in step.edits if (id_ := touched_scenario(edit.key)) is not None)
    if not found:
        return DASH
    return names.scenario(next(iter(found))) if len(found) == 1 else plural(len(found), "scenario")


def _common(values: Iterable[str]) -> str:
    found: set[str] = set()
    for value in values:  # worded one by one: where the second is another, the others are not
        found.add(value)
        if len(found) > 1:
            break
    return found.pop() if len(found) == 1 else SEVERAL


def chosen(lines: Iterable[LogLine], wanted: Wanted) -> tuple[LogLine, ...]:
    """The lines that are looked for, in their order."""
    return tuple(line for line in lines if _is_wanted(line, wanted))


def _is_wanted(line: LogLine, wanted: Wanted) -> bool:
    return (
        (not wanted.who or line.who == wanted.who)
        and (not wanted.scenario or line.scenario == wanted.scenario)
        and (not wanted.state or line.state == wanted.state)
        and (not wanted.borough or wanted.borough in line.boroughs)
        and (not wanted.bcu or wanted.bcu in line.bcus)
        and _has_words(line, wanted.words)
    )


def _has_words(line: LogLine, words: str) -> bool:
    wanted = words.casefold().split()
    if not wanted:
        return True
    own = " ".join((line.label, line.why, line.who, line.scenario)).casefold()
    if all(word in own for word in wanted):
        return True
    changes = " ".join(f"{said.place} {said.before} {said.after}" for said in line.changes).casefold()
    return all(word in own or word in changes for word in wanted)


def choices(lines: Iterable[LogLine]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What each filter can be set to, as (value, words): who, scenario, borough, bcu, state."""
    lines = tuple(lines)
    names = lines[0].names if lines else None
    boroughs = {code for line in lines for code in line.boroughs}
    bcus = {code for line in lines for code in line.bcus}
    known = names.bcus() if names is not None else {}
    return {
        "who": tuple((who, who) for who in sorted({line.who for line in lines}, key=str.casefold)),
        "scenario": tuple((name, name) for name in sorted({line.scenario for line in lines}, key=str.casefold)),
        "borough": _by_words((code, names.borough("", code)) for code in boroughs) if names is not None else (),
        "bcu": _by_words((code, known.get(code, code)) for code in bcus),
        "state": tuple((state, state.capitalize()) for state in STATES if any(line.state == state for line in lines)),
    }


def _by_words(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def log_columns() -> tuple[Column[LogLine], ...]:
    """The columns of the log's table; the why can be written."""
    return (
        Column("when", "When", lambda x: x.when, order=lambda x: x.order, about="When it was decided"),
        Column("who", "Who", lambda x: x.who, about="The name in the log when it was decided"),
        Column("scenario", "Scenario", lambda x: x.scenario, drop=3, about="The scenario it is about"),
        Column("label", "Decision", lambda x: x.label, tip=lambda x: x.words, about="What was decided"),
        Column(
            "place",
            "What changed",
            lambda x: x.place,
            drop=2,
            about="Whose value changed, or how many changes",
            measured=FITTED,
        ),
        Column("before", "From", lambda x: x.before, drop=1, about="From what", measured=FITTED),
        Column("after", "To", lambda x: x.after, drop=1, about="To what", measured=FITTED),
        Column("why", "Why", lambda x: x.why, is_editable=lambda x: bool(x.id), about="F2 or double-click to write it"),
        Column("state", "State", lambda x: x.state.capitalize(), about="Done, undone, or undone and overtaken"),
    )


def log_note(log: Log, shown: int) -> str:
    """What stands over the log: how many decisions it holds, how many are shown, and what is no longer kept."""
    count = len(log.done) + len(log.undone) + len(log.overtaken)
    if not count and not log.dropped:
        return "Nothing was decided yet. Every decision is written down here, with who made it and when."
    words = f"{plural(count, 'decision')}, {whole(shown)} shown." if shown != count else f"{plural(count, 'decision')}."
    if log.dropped:
        words += f" {plural(log.dropped, 'older step')} no longer kept: a plan keeps the latest 2,000 of each kind."
    return words


def log_text(lines: Iterable[LogLine], title: str, note: str = "") -> str:
    """The log as plain text, one paragraph a decision, in the order given."""
    parts = ["\n".join(x for x in (title, note) if x)]
    parts += ["\n".join(_paragraph(line)) for line in lines]
    return "\n\n".join(parts) + "\n"


def _paragraph(line: LogLine) -> Iterator[str]:
    mark = "" if line.state == DONE else f"  [{line.state}]"
    yield f"{line.when}  {line.who}  {line.scenario}"
    yield f"{line.label}{mark}"
    for said in line.changes[:MOST_CHANGES_TOLD]:
        yield f"  {said.place}: {said.before} → {said.after}"
    if len(line.changes) > MOST_CHANGES_TOLD:
        yield f"  and {plural(len(line.changes) - MOST_CHANGES_TOLD, 'more change')}"
    if line.why:
        yield f"  Why: {line.why}"


def log_plain(lines: Iterable[LogLine], log: Log) -> dict[str, object]:
    """The log as JSON values, in the order given. `when` is ISO, UTC."""
    return {
        "steps_dropped": log.dropped,
        "decisions": [
            {
                "id": line.id,
                "when": line.step.when,
                "who": line.step.who,
                "scenario": line.scenario,
                "label": line.label,
                "why": line.why,
                "state": line.state,
                "changes": [{"what": x.place, "from": x.before, "to": x.after} for x in line.changes],
            }
            for line in lines
        ],
    }
