"""The BCU list: unassigned boroughs first, then each BCU with its boroughs, as rows to read and to act on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from planner.area.joins import join_of
from planner.outcome.evaluate import Outcome
from planner.outcome.rules.result import MET, OUTCOMES, RuleResult
from planner.views.issues import BOROUGH_RULES, WARD_RULES, counted, new_findings
from planner.views.marks import mark_of
from planner.views.tried import RELEASED, if_words
from planner.words.dates import long_date
from planner.words.money import change_in_millions, in_millions
from planner.words.names import plural
from planner.words.numbers import DASH, change_in_whole, signed, whole
from planner.words.vocabulary import OFFICER_ROLES
from planner.words.vocabulary import Outcome as RuleOutcome


@dataclass(frozen=True)
class Opened:
    """One line of a row opened in place: a figure now, then, and the change; `mark` where they are provisional."""

    label: str
    now: str
    then: str
    change: str
    mark: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule line of a row opened in place."""

    outcome: RuleOutcome
    rule: str
    words: str


@dataclass(frozen=True)
class BoroughRow:
    """A borough in the list. `why_fixed` says why it cannot move, empty when it can."""

    code: str
    name: str
    bcu: str
    posts: str
    change: str
    wards: str
    locked: bool
    why_fixed: str
    contact: str


@dataclass(frozen=True)
class BcuRow:
    """A BCU, or the unassigned boroughs (`code` empty). `join` is "land", "crossing", "apart" or empty.

    `mark` stands after posts and change where they rest on a provisional source. `opened` and `findings` are there
    only while a move not yet made would change this row; `moved` says in words what it would gain or lose, `gains`
    whether it gains any, and `if_words` whether if the move is released or if the suggestion is accepted.
    """

    code: str
    name: str
    fill: str
    locked: bool
    about: str
    join: str
    join_words: str
    posts: str
    change: str
    worst: RuleOutcome
    worst_words: str
    go_live: str
    boroughs: tuple[BoroughRow, ...]
    mark: str = ""
    moved: str = ""
    gains: bool = False
    if_words: str = RELEASED
    opened: tuple[Opened, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class BcuList:
    """All rows, the unassigned row first. `title` is "12 · 32 boroughs"."""

    title: str
    rows: tuple[BcuRow, ...]


@lru_cache(maxsize=16)
def bcu_list(now: Outcome, then: Outcome | None = None, *, whole: bool = False) -> BcuList:
    """The list of an outcome; with `then`, the rows a move not yet made would change are opened."""
    settled = _settled(now)
    if then is None:
        return settled
    opened = (_opened(now, then, row) for row in settled.rows)
    return replace(settled, rows=tuple(replace(row, if_words=if_words(whole=whole)) for row in opened))


@lru_cache(maxsize=4)
def _settled(now: Outcome) -> BcuList:
    """Kept, by identity, for the moves tried from one outcome."""
    faults = worst_by_bcu(now)
    order = sorted(now.scenario.bcus, key=lambda code: now.scenario.bcus[code].name.casefold())
    rows = (_unassigned(now), *(_row(now, code, faults[code]) for code in order))
    title = f"{whole(len(now.scenario.bcus))} · {plural(len(now.area.policed), 'borough')}"
    return BcuList(title, rows)


def worst_by_bcu(outcome: Outcome) -> dict[str, tuple[RuleOutcome, str]]:
    """The worst that a rule finds about each BCU, its boroughs, its wards and its functions, with rule and reason.

    Where the same rule finds it of several boroughs or wards they are counted; of two rules the first speaks.
    """
    found: dict[str, tuple[int, RuleResult, list[int]]] = {}
    for result in outcome.rules:
        for i in (result.found < MET).nonzero()[0].tolist():
            code, verdict = _bcu_of(outcome, result.id, result.subjects[i]), int(result.found[i])
            worst = found.get(code)
            if worst is None or verdict < worst[0]:
                found[code] = (verdict, result, [i])
            elif worst[1] is result and verdict == worst[0]:
                worst[2].append(i)
    return {code: _worst(*found[code]) if code in found else _ALL_MET for code in outcome.scenario.bcus}


_ALL_MET = (RuleOutcome.MET, "every rule is met")


def _worst(found: int, result: RuleResult, subjects: list[int]) -> tuple[RuleOutcome, str]:
    verdict, first = OUTCOMES[found], result.reason(subjects[0])
    is_one = len(subjects) == 1 or result.id not in WARD_RULES | BOROUGH_RULES
    return verdict, f"{result.id}: {first if is_one else counted(result, verdict, len(subjects))}"


def _bcu_of(outcome: Outcome, rule: str, subject: str) -> str:
    if rule in WARD_RULES:
        ward = outcome.area.wards[outcome.area.ward_index[subject]]
        return outcome.scenario.assignment.get(ward.borough, "")
    if rule in BOROUGH_RULES:
        return outcome.scenario.assignment.get(subject, "")
    return subject.partition(":")[0]


def _wards_in(outcome: Outcome, boroughs: tuple[str, ...]) -> int:
    return sum(len(outcome.area.wards_of[code]) for code in boroughs)


def _about(outcome: Outcome, boroughs: tuple[str, ...]) -> str:
    return f"{plural(len(boroughs), 'borough')} · {plural(_wards_in(outcome, boroughs), 'ward')}"


def _unassigned(now: Outcome) -> BcuRow:
    boroughs = now.unassigned
    posts = sum(now.number("officers_kept", code) for code in boroughs)
    return BcuRow(
        code="",
        name="Unassigned",
        fill="",
        locked=False,
        about=_about(now, boroughs) if boroughs else "no boroughs",
        join="",
        join_words="",
        posts=whole(posts),
        change="0",
        worst=RuleOutcome.INCOMPLETE if boroughs else RuleOutcome.MET,
        worst_words="boroughs in no BCU keep their baseline posts" if boroughs else "every borough is in a BCU",
        go_live="",
        boroughs=tuple(_borough(now, code) for code in boroughs),
        mark=_mark(now, *(f"officers_kept[{code}]" for code in boroughs)),
    )


def _row(now: Outcome, code: str, fault: tuple[RuleOutcome, str]) -> BcuRow:
    bcu, boroughs = now.scenario.bcus[code], now.boroughs_of[code]
    join = join_of(now.area, boroughs)
    return BcuRow(
        code=code,
        name=bcu.name,
        fill=bcu.fill,
        locked=code in now.scenario.locked_bcus,
        about=_about(now, boroughs) if boroughs else "no boroughs yet",
        join=join.kind if len(boroughs) > 1 else "",
        join_words=join.words,
        posts=whole(now.number("officers", code)),
        change=signed(now.number("officers_change", code)),
        worst=fault[0],
        worst_words=fault[1],
        go_live=long_date(bcu.go_live) if bcu.go_live is not None else "no go-live date",
        boroughs=tuple(_borough(now, b) for b in boroughs),
        mark=_mark(now, f"officers[{code}]", f"officers_change[{code}]"),
    )


def _mark(now: Outcome, *figures: str) -> str:
    """The mark where any of the figures is provisional."""
    return next((mark for figure in figures if (mark := mark_of(now, figure))), "")


def _borough(now: Outcome, code: str) -> BoroughRow:
    i = now.area.borough_index[code]
    baseline = int(now.values["base"][i, :, : len(OFFICER_ROLES)].sum())
    bcu = now.scenario.assignment.get(code, "")
    own, held = code in now.scenario.locked_boroughs, bcu in now.scenario.locked_bcus
    name = now.area.borough_by_code[code].name
    contact = now.scenario.contacts.get(code)
    return BoroughRow(
        code=code,
        name=name,
        bcu=bcu,
        posts=whole(baseline),
        change=DASH,
        wards=plural(len(now.area.wards_of[code]), "ward"),
        locked=own or held,
        why_fixed=f"{name} is locked" if own else f"{now.scenario.bcus[bcu].name} is locked" if held else "",
        contact=contact.value if contact is not None else "",
    )


def _opened(now: Outcome, then: Outcome, row: BcuRow) -> BcuRow:
    """The row opened, where the move would change it; else the same row."""
    if not row.code:
        return _unassigned_opened(now, then, row)
    before, after = now.boroughs_of[row.code], then.boroughs_of.get(row.code)
    if after is None or before == after:
        return row
    findings = tuple(
        Finding(outcome, rule, _about_it(reason, row.name))
        for outcome, rule, subject, reason in new_findings(now, then)
        if _is_told(rule, outcome) and _bcu_of(then, rule, subject) == row.code
    )
    lines = bcu_change(now, then, row.code)
    gains = not set(after) <= set(before)
    return replace(row, moved=_moved(now, before, after), gains=gains, opened=lines, findings=findings)


def _is_told(rule: str, found: RuleOutcome) -> bool:
    """Whether an opened row has a line for it: not for each ward, and not for nominations still to be made."""
    return rule not in WARD_RULES and (rule != "L3" or found == RuleOutcome.NOT_MET)


def _unassigned_opened(now: Outcome, then: Outcome, row: BcuRow) -> BcuRow:
    before, after = now.unassigned, then.unassigned
    if before == after:
        return row
    posts = [sum(o.number("officers_kept", code) for code in o.unassigned) for o in (now, then)]
    lines = (
        _count_line("Posts kept", posts[0], posts[1], _settled(now).rows[0].mark),
        _count_line("Wards", _wards_in(now, before), _wards_in(then, after)),
    )
    gains = not set(after) <= set(before)
    return replace(row, moved=_moved(now, before, after), gains=gains, opened=lines)


def _about_it(reason: str, name: str) -> str:
    """The reason without the BCU's name, which stands above it, and without what follows its first sentence."""
    first = reason.split(". ")[0]
    return first.removeprefix(name).removeprefix(":").strip()


def bcu_change(now: Outcome, then: Outcome, code: str) -> tuple[Opened, ...]:
    """Posts, saving, wards and superintendents of one BCU, now and as they would be."""
    saving = now.number("full_saving_of_bcu", code), then.number("full_saving_of_bcu", code)
    return (
        _count_line(
            "Officer posts",
            now.number("officers", code),
            then.number("officers", code),
            mark_of(now, f"officers[{code}]"),
        ),
        Opened(
            "Saving, £m",
            in_millions(saving[0], 2),
            in_millions(saving[1], 2),
            change_in_millions(*saving, 2),
            mark_of(now, f"full_saving_of_bcu[{code}]"),
        ),
        _count_line("Wards", _wards_in(now, now.boroughs_of[code]), _wards_in(then, then.boroughs_of[code])),
        _count_line("Superintendents", now.number("superintendents", code), then.number("superintendents", code)),
    )


def _count_line(label: str, now: float, then: float, mark: str = "") -> Opened:
    return Opened(label, whole(now), whole(then), change_in_whole(now, then), mark)


def _moved(now: Outcome, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    names = now.area.borough_by_code
    gains = [names[b].name for b in after if b not in before]
    loses = [names[b].name for b in before if b not in after]
    parts = [f"gains {_several(gains)}"] if gains else []
    parts += [f"loses {_several(loses)}"] if loses else []
    return f"{whole(len(before))} to {plural(len(after), 'borough')}: {' and '.join(parts)}"


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else plural(len(names), "borough")
