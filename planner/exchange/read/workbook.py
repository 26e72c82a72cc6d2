"""Reading a workbook: the one way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner.area.types import Area
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.read.added import tell_added, tell_overwritten
from planner.exchange.read.archive import Refusal, open_archive
from planner.exchange.read.cells import Book, Sheet
from planner.exchange.read.checks import checked
from planner.exchange.read.choices import Choices, bcu_choices
from planner.exchange.read.found import Known, Problems, known_of
from planner.exchange.read.keys import Keys
from planner.exchange.read.rows import TableReader, bcu_names
from planner.exchange.read.runs import arranged
from planner.exchange.read.scan import MOST_COLUMNS, MOST_ROWS, letters
from planner.exchange.read.specs import Specs
from planner.exchange.read.structure import Found, Structure, squash
from planner.exchange.read.xml_pass import Cancelled, Stopped
from planner.exchange.received import Exported, Received, ReceivedTable
from planner.exchange.reserved import exported_of
from planner.exchange.tables import BCUS, INPUT_TABLES, RESERVED_SHEET
from planner.scenario.types import Scenario
from planner.words.dates import DayOrder
from planner.words.names import plural
from planner.words.numbers import whole

Progress = Callable[[float], None]

_OPENED, _FOUND = 0.5, 0.6
"""Shares of the work that are done when the parts are scanned, and when the tables are found."""


class ReadingCancelled(Exception):
    """Whoever asked for the workbook no longer wants it. Nothing was changed."""


def read_workbook(
    path: Path | str,
    area: Area,
    scenario: Scenario | None = None,
    *,
    order: DayOrder | None = None,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Received:
    """Read every input of a workbook over `area`, with all its problems; never raises for what a file holds.

    `scenario`, of the same area, gives the units of assumptions and rule settings, the names of assumptions and,
    where the sheet BCUs is missing, the BCU codes; without it the copy the workbook carries does, else its own
    columns of units. `order` says which comes first in dates written as text in figures; without it those that could
    be two days are problems. A file that cannot be taken gives a Received that is refused. The file is only read.
    `progress` hears shares from 0 to 1; `cancelled` is asked between parts. Raises ReadingCancelled.
    """
    path = Path(path)
    try:
        archive = open_archive(path)
        with archive:
            book = Book(path.name, archive, cancelled)
            progress(_OPENED)
            return _Reading(path.name, area, scenario, book, order, progress, cancelled).read()
    except Refusal as refusal:
        return Received(path.name, None, problems=(refusal.problem,))
    except Stopped:
        raise ReadingCancelled from None


class _Reading:
    def __init__(
        self,
        file: str,
        area: Area,
        scenario: Scenario | None,
        book: Book,
        order: DayOrder | None,
        progress: Progress,
        cancelled: Cancelled,
    ) -> None:
        self._file = file
        self._book = book
        self._order = order
        self._progress = progress
        self._cancelled = cancelled
        self._problems = Problems()
        self._exported = self._carried()
        state = scenario or (self._exported.scenario if self._exported else None)
        self._known = known_of(area, state) if state is not None and state.area_hash == area.hash else Known(area)

    def read(self) -> Received:
        """Structure first, then rows; all problems of both in their order."""
        other = self._other_wards()
        if other is not None:
            return Received(self._file, self._exported, problems=(other.problem,))
        structure = Structure(self._book, self._problems)
        found = structure.find()
        if not found:
            return self._nothing()
        self._tell_of_file(found)
        self._tell_added(found, structure)
        self._progress(_FOUND)
        tables = checked(self._tables(found), self._problems)
        self._progress(1.0)
        sheets = [sheet.name for sheet in self._book.sheets]
        return Received(self._file, self._exported, tables, arranged(self._problems.found, sheets))

    def _tables(self, found: list[Found]) -> dict[str, ReceivedTable]:
        keys = Keys(self._known)
        tables: dict[str, ReceivedTable] = {}
        # BCUs come first in INPUT_TABLES: their codes are what the other sheets may choose from.
        for i, one in enumerate(found):
            if self._cancelled():
                raise Stopped
            bcus = self._bcus(tables.get(BCUS.name))
            specs = Specs(self._known, bcus, is_1904=self._book.is_1904, order=self._order)
            tables[one.table.name] = TableReader(one, self._known.area, keys, specs, self._problems).read()
            self._progress(_FOUND + (1 - _FOUND) * (i + 1) / (len(found) + 1))
        return tables

    def _bcus(self, table: ReceivedTable | None) -> Choices | None:
        names = bcu_names(table)
        if names is None:
            names = self._known.bcus or None
        return bcu_choices(names) if names is not None else None

    def _carried(self) -> Exported | None:
        """What the reserved sheet tells of the export; None for a foreign workbook."""
        sheet = next((s for s in self._book.sheets if squash(s.name) == squash(RESERVED_SHEET)), None)
        if sheet is None:
            return None
        rows = self._book.rows(sheet)
        return exported_of([(row.get(1), row.get(2)) for _, row in sorted(rows.items())])

    def _other_wards(self) -> Refusal | None:
        """Why nothing is taken of an export over other wards: its rows are not those of this plan."""
        area, then = self._known.area, self._exported
        if then is None or then.area_hash == area.hash or set(then.ward_codes) in (set(), set(area.ward_codes)):
            return None
        there = f"“{then.area_name}”" if then.area_name else "another area"
        return Refusal(
            f"{self._file} was exported over {there}, with {plural(len(then.ward_codes), 'ward')}, and is read for "
            f"“{area.name}”, with {plural(len(area.wards), 'ward')}: its rows are of other wards, and nothing of it is "
            "taken.",
            hint="Import it into the plan it was exported from, or export a workbook here and copy figures into that.",
        )

    def _nothing(self) -> Received:
        names = ", ".join(table.sheet for table in INPUT_TABLES)
        told = replace(
            Refusal(
                f"{self._file} has none of the plan’s tables, so there is nothing to take from it.",
                hint=f"The sheets looked for are {names}. Export a workbook to see them.",
            ).problem,
            reason=Reason.STRUCTURE,
        )
        rest = [problem for problem in self._problems.found if problem.severity is Severity.ERROR]
        return Received(self._file, self._exported, problems=(told, *rest))

    def _tell_of_file(self, found: list[Found]) -> None:
        if self._book.has_macros:
            self._note("The workbook holds macros. They are ignored.")
        if self._book.has_links:
            self._note("The workbook refers to other workbooks. The links are not followed: values are as last saved.")
        own = {one.sheet for one in found}
        for sheet in self._book.sheets:
            if sheet.facts.beyond and sheet.name in own:
                self._tell_beyond(sheet)

    def _tell_added(self, found: list[Found], structure: Structure) -> None:
        headings = self._exported.headings if self._exported is not None else {}
        if self._exported is None or headings:  # an export that does not say what it wrote has columns of its own
            tell_added(found, headings, structure.asked, self._problems)
        if headings:
            tell_overwritten(found, self._problems)

    def _tell_beyond(self, sheet: Sheet) -> None:
        self._problems.told(
            f"{sheet.name} has content below row {whole(MOST_ROWS)} or right of column {letters(MOST_COLUMNS)} "
            f"(the first in {sheet.facts.beyond}). It is not read: no table of the plan comes that far.",
            sheet=sheet.name,
            cell=sheet.facts.beyond,
        )

    def _note(self, text: str) -> None:
        self._problems.found.append(Problem(Severity.NOTE, Reason.FILE, text))
