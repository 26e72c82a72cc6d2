"""An outcome's tables as pandas data frames, for notebooks and scripts. pandas is imported when one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.outcome.evaluate import Outcome
from planner.views.tables import Table, posts_table, rules_table, savings_table, wards_table

if TYPE_CHECKING:
    import pandas as pd


def posts_frame(outcome: Outcome) -> pd.DataFrame:
    """Posts by BCU, function and role; boroughs in no BCU have an empty `bcu`."""
    return frame(posts_table(outcome))


def wards_frame(outcome: Outcome) -> pd.DataFrame:
    """A row for each ward. `abstraction` is a share 0–1, `effective` DWOs in effect."""
    return frame(wards_table(outcome))


def savings_frame(outcome: Outcome) -> pd.DataFrame:
    """Pounds by financial year, in all and by BCU (`bcu_NA`, …); the last row is the full year."""
    return frame(savings_table(outcome))


def rules_frame(outcome: Outcome) -> pd.DataFrame:
    """A row for each rule and subject."""
    return frame(rules_table(outcome))


def frame(table: Table) -> pd.DataFrame:
    """A table as a data frame, its column keys as names. The BCU code NA stays the text "NA"."""
    import pandas as pd

    return pd.DataFrame.from_records(list(table.rows), columns=[column.key for column in table.columns])
