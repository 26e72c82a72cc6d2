"""The columns of a table that is read back, as the writer lays them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.exchange.columns import InputTable, Reads
from planner.exchange.write.blocks import Shown
from planner.exchange.write.styles import Look
from planner.views.tables import Kind, Value

KINDS: dict[Reads, Kind] = {
    Reads.WHOLE: Kind.WHOLE,
    Reads.NUMBER: Kind.DECIMAL,
    Reads.SHARE: Kind.SHARE,
    Reads.POUNDS: Kind.POUNDS,
    Reads.DATE: Kind.DATE,
}
Also = tuple[tuple[str, str], ...]


def input_columns(
    table: InputTable,
    values: Mapping[str, Sequence[Value]],
    *,
    names: Mapping[str, Also] | None = None,
    kinds: Mapping[str, Sequence[Kind]] | None = None,
    adds_up: Sequence[str] = (),
    leave: Sequence[str] = (),
) -> list[Shown]:
    """Every column of an input table with its values by key, in the table's order, except those in `leave`.

    `names` gives the figures that are read from a column; `kinds` a kind for each row of a column that has many.
    """
    return [
        Shown(
            key=f"{table.name}.{spec.key}",
            heading=spec.heading,
            values=values[spec.key],
            kind=KINDS.get(spec.reads, Kind.TEXT),
            look=Look.INPUT if spec.is_input else Look.GIVEN,
            width=spec.width,
            spec=spec,
            adds_up=spec.key in adds_up,
            also=(names or {}).get(spec.key, ()),
            kinds=(kinds or {}).get(spec.key),
        )
        for spec in table.columns
        if spec.key not in leave
    ]
