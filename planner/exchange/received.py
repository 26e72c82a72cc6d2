"""What reading a workbook gives: typed values by table and row, and everything worth telling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.area.types import Baseline
from planner.exchange.columns import CellValue
from planner.exchange.problems import Problem, Severity
from planner.scenario.types import Scenario
from planner.words.dates import DayOrder


@dataclass(frozen=True)
class ReceivedRow:
    """A row. `key` holds codes, resolved from names where codes were blank; `values` only what could be read.

    `values` may hold None for a blank that is allowed; a column that is absent or wrong is not in it. `cells`
    gives the address of each value, such as "D17".
    """

    number: int
    key: tuple[str, ...]
    values: Mapping[str, CellValue]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ReceivedTable:
    """A table as found: its sheet as the workbook names it, the columns it has, and its rows in their order.

    `all_rows_known` is False where a row could not be told apart: then no row that seems left out may be taken out.
    """

    name: str
    sheet: str
    columns: frozenset[str]
    rows: tuple[ReceivedRow, ...]
    all_rows_known: bool = True


@dataclass(frozen=True)
class Exported:
    """What the reserved sheet tells of the export: the state it was made from, whole.

    `is_whole` is False where the copy does not have the fingerprint that the sheet states: then only the
    fingerprint can be used, to find the state in the plan. `headings` are those of every table written, by sheet;
    `area_name` is empty where the workbook does not say, and so are `ward_codes` where its copy is not whole.
    """

    fingerprint: str
    scenario_id: str
    area_hash: str
    baseline_hash: str
    app: str
    as_at: str
    terms: str
    scenario: Scenario | None
    baseline: Baseline | None
    is_whole: bool
    headings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    area_name: str = ""
    ward_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """A workbook as read. `tables` has only those that were found; `exported` is None for a foreign workbook.

    `by_order` is the same workbook read with the day and with the month first, where dates in it ask for that.
    """

    file: str
    exported: Exported | None
    tables: Mapping[str, ReceivedTable] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    by_order: Mapping[DayOrder, Received] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether nothing of it can be taken."""
        return any(problem.severity is Severity.REFUSED for problem in self.problems)

    @property
    def asks_order(self) -> bool:
        """Whether some date could be taken once it is said which comes first, the day or the month."""
        return any(problem.asks_order for problem in self.problems)
