"""Posts by function and role of a BCU, of a borough in none, or of all: baseline, proposed, change and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.outcome.evaluate import Outcome
from planner.outcome.why import KEPT, driver, why
from planner.scenario.types import Override
from planner.views.columns import Column
from planner.views.marks import LEGEND, mark_of
from planner.words.names import plural
from planner.words.numbers import MINUS, decimal, signed, signed_decimal, whole
from planner.words.vocabulary import FUNCTIONS, OFFICER_ROLES, ROLES, SUPERVISOR_ROLES, Function, Role, Status

ALL = ""
"""The place that stands for all BCUs and the boroughs in none."""
_WARD_ROLES = (Role.DWO, Role.PCSO)

Three = tuple[str, str, str]
"""Of baseline, proposed and change."""
_BASELINE, _PROPOSED, _CHANGE = range(3)
_NONE: Three = ("", "", "")
CELL_OF_BCU: Three = ("posts_baseline", "posts", "posts_change")
CELL_OF_BOROUGH: Three = ("base", "posts_kept", "")
CELL_IN_ALL: Three = ("cell_baseline_in_all", "cell_posts_in_all", "cell_change_in_all")
FUNCTION_OF_BCU: Three = ("function_officers_baseline", "function_officers", "function_officers_change")
FUNCTION_OF_BOROUGH: Three = ("function_officers_kept", "function_officers_kept", "")
FUNCTION_IN_ALL: Three = (
    "function_officers_in_all_baseline",
    "function_officers_in_all",
    "function_officers_in_all_change",
)
"""The figures behind the three; a borough in no BCU keeps its baseline posts and has no change to work out."""


@dataclass(frozen=True)
class PostRow:
    """One line of the posts table. `role` is None for the total of a function, `function` for those of all.

    `worked` is what the assumptions give. `figures` are those behind baseline, proposed and change, empty where there
    is none; `marks` say which of the three rest on a provisional source. `is_open` says whether the cell can be
    overridden.
    """

    name: str
    function: Function | None
    role: Role | None
    baseline: int
    proposed: int
    why: str
    worked: int
    override: Override | None = None
    overrides: int = 0
    figures: Three = _NONE
    marks: Three = _NONE
    is_open: bool = False
    rounding: float | None = None

    @property
    def change(self) -> int:
        """Proposed posts less baseline posts."""
        return self.proposed - self.baseline

    @property
    def figure(self) -> str:
        """The figure behind the proposed posts."""
        return self.figures[_PROPOSED]

    @property
    def key(self) -> tuple[str, str]:
        """What tells the row from the others of its table."""
        return (self.function or "", self.role or "") if self.function else ("", self.name)


@dataclass(frozen=True)
class PostTable:
    """The lines by function and role, and the totals under them. `place` is a BCU or borough code, or ALL.

    `kept` says that the borough is in no BCU and keeps its baseline.
    """

    place: str
    place_name: str
    kept: bool
    rows: tuple[PostRow, ...]
    totals: tuple[PostRow, ...]
    overrides: int
    status: str


@dataclass(frozen=True)
class Place:
    """A choice of the table: all, a BCU, or a borough in none."""

    code: str
    name: str


def places(outcome: Outcome) -> tuple[Place, ...]:
    """What the table can show: all, then BCUs by name, then the boroughs in no BCU."""
    bcus = sorted(outcome.scenario.bcus.values(), key=lambda bcu: bcu.name.casefold())
    names = outcome.area.borough_by_code
    return (
        Place(ALL, "All BCUs" if not outcome.unassigned else "All boroughs"),
        *(Place(bcu.code, f"{bcu.code} {bcu.name}") for bcu in bcus),
        *(Place(code, f"{names[code].name}, no BCU") for code in outcome.unassigned),
    )


def place_of(outcome: Outcome, code: str) -> str:
    """The code when the table can show it, else ALL."""
    return code if code in outcome.scenario.bcus or code in outcome.unassigned else ALL


def status_words(outcome: Outcome) -> str:
    """How well the baseline is supported, for the sign beside the table."""
    status = outcome.baseline.status
    return f"Baseline: {'illustrative' if status == Status.ILLUSTRATIVE else status.value}"


def post_table(
    outcome: Outcome, place: str = ALL, function: Function | None = None, only_overrides: bool = False
) -> PostTable:
    """The posts of a place; of one function, or only its overridden cells. The totals are always of all functions."""
    place = place_of(outcome, place)
    cells = _Cells(outcome, place)
    rows: list[PostRow] = []
    for f in FUNCTIONS:
        if function in (None, f):
            roles = [row for role in OFFICER_ROLES if (row := cells.row(f, role, only_overrides)) is not None]
            if roles:
                rows.extend([cells.total(f), *roles])
    pcso = cells.row(Function.NEIGHBOURHOODS, Role.PCSO, only_overrides)
    if pcso is not None and function in (None, Function.NEIGHBOURHOODS):
        rows.append(pcso)
    return PostTable(
        place=place,
        place_name=cells.name,
        kept=cells.kept,
        rows=tuple(rows),
        totals=tuple(cells.totals()),
        overrides=cells.overridden(None),
        status=status_words(outcome),
    )


class _Cells:
    """Baseline, proposed and worked posts of one place, function × role."""

    def __init__(self, outcome: Outcome, place: str) -> None:
        self._outcome, self._place = outcome, place
        values = outcome.values
        self.kept = place in outcome.unassigned
        if self.kept:
            i = outcome.area.borough_index[place]
            self.name = outcome.area.borough_by_code[place].name
            self._baseline = self._proposed = self._worked = _whole(values["base"][i])
        elif place:
            i = outcome.row_of[place]
            self.name = outcome.scenario.bcus[place].name
            self._baseline, self._proposed, self._worked = (
                _whole(values[name][i]) for name in ("posts_baseline", "posts", "posts_worked")
            )
        else:
            self.name = "All boroughs"
            kept = values["posts_kept"].sum(axis=0)
            self._baseline = _whole(values["base"].sum(axis=0))
            self._proposed = _whole(values["posts"].sum(axis=0) + kept)
            self._worked = _whole(values["posts_worked"].sum(axis=0) + kept)

    def overridden(self, function: Function | None, role: Role | None = None) -> int:
        """Overrides of the place, or of all BCUs; of one function or cell when one is given."""
        return sum(
            1
            for bcu, f, r in self._outcome.scenario.overrides
            if self._place in (ALL, bcu) and function in (None, f) and role in (None, r)
        )

    def row(self, function: Function, role: Role, only_overrides: bool) -> PostRow | None:
        at = FUNCTIONS.index(function), ROLES.index(role)
        baseline, proposed, worked = (int(a[at]) for a in (self._baseline, self._proposed, self._worked))
        override = self._outcome.scenario.overrides.get((self._place, function, role))
        overrides = self.overridden(function, role)
        if not overrides and (only_overrides or not (baseline or proposed or worked)):
            return None
        one = bool(self._place) and not self.kept
        names = CELL_OF_BOROUGH if self.kept else CELL_OF_BCU if self._place else CELL_IN_ALL
        place = f"{self._place}," if self._place else ""
        return PostRow(
            name="PCSOs" if role is Role.PCSO else role.value,
            function=function,
            role=role,
            baseline=baseline,
            proposed=proposed,
            why=self._why(function, role, override, overrides),
            worked=worked,
            override=override,
            overrides=overrides,
            figures=(figures := self._figures(names, f"[{place}{function.value},{role.value}]")),
            marks=self._marks(figures),
            is_open=one and self._outcome.scenario.can_change,
        )

    @staticmethod
    def _figures(names: Three, keys: str) -> Three:
        baseline, proposed, change = (f"{name}{keys}" if name else "" for name in names)
        return baseline, proposed, change

    def _marks(self, figures: Three) -> Three:
        baseline, proposed, change = (mark_of(self._outcome, figure) if figure else "" for figure in figures)
        return baseline, proposed, change

    def _why(self, function: Function, role: Role, override: Override | None, overrides: int) -> str:
        outcome = self._outcome
        if self.kept:
            return KEPT
        if self._place:
            words = why(outcome, self._place, function, role)
            return words.removesuffix(f": {override.note}") if override and override.note else words
        if overrides:
            return plural(overrides, "override")
        if not outcome.scenario.bcus:
            return KEPT
        if role in _WARD_ROLES:
            return f"sum of {plural(len(outcome.area.wards), 'ward')}"
        if role is Role.YOUTH:
            return "sum of the BCUs"
        return driver(outcome, next(iter(outcome.scenario.bcus)), function, role)

    def total(self, function: Function) -> PostRow:
        """The officers of a function. Its PCSOs are a line of their own."""
        f, officers = FUNCTIONS.index(function), slice(0, len(OFFICER_ROLES))
        overrides = sum(self.overridden(function, role) for role in OFFICER_ROLES)
        names = FUNCTION_OF_BOROUGH if self.kept else FUNCTION_OF_BCU if self._place else FUNCTION_IN_ALL
        place = f"{self._place}," if self._place else ""
        return PostRow(
            name=function.value,
            function=function,
            role=None,
            baseline=int(self._baseline[f, officers].sum()),
            proposed=int(self._proposed[f, officers].sum()),
            why=plural(overrides, "override") if overrides else "",
            worked=int(self._worked[f, officers].sum()),
            overrides=overrides,
            figures=(figures := self._figures(names, f"[{place}{function.value}]")),
            marks=self._marks(figures),
        )

    def totals(self) -> Iterator[PostRow]:
        """Officers, of which supervisors and of which rounding, and PCSOs."""
        pcso = ROLES.index(Role.PCSO)
        yield self._sum("Officers", slice(0, len(OFFICER_ROLES)), "officers", "")
        supervisors = slice(0, len(SUPERVISOR_ROLES))
        yield self._sum("of which supervisors", supervisors, "supervisors", "Sergeant and up")
        if not self.kept:
            yield self._rounding()
        yield self._sum("PCSOs", slice(pcso, pcso + 1), "pcsos", "beside officers")

    def _sum(self, name: str, roles: slice, figure: str, words: str) -> PostRow:
        return PostRow(
            name=name,
            function=None,
            role=None,
            baseline=int(self._baseline[:, roles].sum()),
            proposed=int(self._proposed[:, roles].sum()),
            why=words,
            worked=int(self._worked[:, roles].sum()),
            figures=(figures := self._total_figures(figure)),
            marks=self._marks(figures),
        )

    def _total_figures(self, figure: str) -> Three:
        if self.kept:
            # A borough in no BCU keeps its baseline posts: one figure is both, and the change is nought.
            return self._figures((f"{figure}_kept", f"{figure}_kept", ""), f"[{self._place}]")
        whole = figure if self._place else f"{figure}_in_all"
        keys = f"[{self._place}]" if self._place else ""
        return self._figures((f"{whole}_baseline", whole, f"{whole}_change"), keys)

    def _rounding(self) -> PostRow:
        values = self._outcome.values["officer_rounding"]
        found = float(values[self._outcome.row_of[self._place]]) if self._place else float(values.sum())
        name = "officer_rounding" if self._place else "officer_rounding_in_all"
        figures = self._figures(("", "", name), f"[{self._place}]" if self._place else "")
        return PostRow("of which rounding", None, None, 0, 0, "once per cell", 0, figures=figures,
                       marks=self._marks(figures), rounding=found)  # fmt: skip


def _whole(array: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(array).astype(np.int64)


@dataclass(frozen=True)
class CellWords:
    """What the foot of the table says of the chosen cell."""

    title: str
    words: str
    note: str


def cell_words(row: PostRow) -> CellWords:
    """The chosen cell in words: what it is and what sets it."""
    place = f"{row.function.value}, {row.name}" if row.function and row.role else row.name
    title = f"{place}: {plural(row.proposed, 'post')}"
    if row.override is not None:
        return CellWords(title, f"The rule gives {whole(row.worked)}.", row.override.note)
    return CellWords(title, f"{row.why[:1].upper()}{row.why[1:]}." if row.why else "", "")


def entry_words(row: PostRow) -> str:
    """What stands over an entry that overrides a cell."""
    return f"{cell_words(row).title}. The rule gives {whole(row.worked)}."


def _baseline(row: PostRow) -> str:
    return "" if row.rounding is not None else whole(row.baseline)


def _proposed(row: PostRow) -> str:
    return "" if row.rounding is not None else whole(row.proposed)


def _change(row: PostRow) -> str:
    return signed(row.change) if row.rounding is None else signed_decimal(row.rounding, 1)


def _raw_change(row: PostRow) -> str:
    return str(row.change) if row.rounding is None else decimal(row.rounding, 1).replace(MINUS, "-")


def _is_total(row: PostRow) -> bool:
    return row.role is None


POST_COLUMNS: tuple[Column[PostRow], ...] = (
    Column("name", "Function and role", lambda r: r.name, is_strong=_is_total),
    Column(
        "baseline",
        "Baseline",
        _baseline,
        is_number=True,
        raw=lambda r: "" if r.rounding is not None else str(r.baseline),
        about=f"Posts before the merger. {LEGEND}",
        is_strong=_is_total,
        figure=lambda r: r.figures[_BASELINE],
        mark=lambda r: r.marks[_BASELINE],
    ),
    Column(
        "proposed",
        "Proposed",
        _proposed,
        is_number=True,
        raw=lambda r: "" if r.rounding is not None else str(r.proposed),
        about=f"Posts of the scenario. Double-click one of a BCU to override it. {LEGEND}",
        is_strong=lambda r: r.role is None or r.override is not None,
        is_editable=lambda r: r.is_open,
        figure=lambda r: r.figure,
        mark=lambda r: r.marks[_PROPOSED],
    ),
    Column(
        "change",
        "Change",
        _change,
        is_number=True,
        raw=_raw_change,
        about=f"Proposed less baseline. {LEGEND}",
        is_strong=_is_total,
        figure=lambda r: r.figures[_CHANGE],
        mark=lambda r: r.marks[_CHANGE],
    ),
    Column(
        "why",
        "Why",
        lambda r: r.why,
        sign=lambda r: "pencil" if r.override is not None else "",
        tip=lambda r: r.override.note if r.override is not None and r.override.note else r.why,
    ),
)
