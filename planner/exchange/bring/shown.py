"""A value that a workbook carries, in words: where it belongs, what it is called, and how it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.area.types import Area
from planner.exchange.columns import Column, InputTable
from planner.exchange.tables import (
    ASSUMPTIONS,
    BASELINE,
    BCUS,
    BOROUGH_ROWS,
    ONE_OFF,
    OVERRIDES,
    RULE_SETTINGS,
    TARGETS,
    WARDS,
)
from planner.scenario.types import Key, Plain, Scenario
from planner.views.assumption_rows import value_words
from planner.views.rules_rows import setting_text
from planner.words.dates import long_date
from planner.words.money import pounds, pounds_pence
from planner.words.numbers import DASH, share, whole

TABLE_OF: dict[str, InputTable] = {
    "bcu": BCUS,
    "assignment": BOROUGH_ROWS,
    "contact": BOROUGH_ROWS,
    "youth": BOROUGH_ROWS,
    "ward": WARDS,
    "override": OVERRIDES,
    "posts": BASELINE,
    "assumption": ASSUMPTIONS,
    "target": TARGETS,
    "target_in_force": TARGETS,
    "one_off": ONE_OFF,
    "rule": RULE_SETTINGS,
}
"""The table that carries a value, by the first part of its key."""

_COLUMN_OF = {"assignment": "bcu", "contact": "contact", "youth": "youth", "target_in_force": "in_force"}
_RECORDS = ("bcu", "target")


@dataclass(frozen=True)
class Words:
    """Words for the values of scenarios over one area."""

    area: Area

    def place(self, key: Key, *sides: Scenario) -> str:
        """Whose value it is; what was named differently is named as in the first of the sides that has it."""
        match key[0]:
            case "bcu":
                return _first(sides, lambda s: _bcu(s, key[1])) or key[1]
            case "assignment" | "contact" | "youth":
                return self._borough(key[1])
            case "ward":
                ward = self.area.wards[self.area.ward_index[key[1]]]
                return f"{ward.name}, {self._borough(ward.borough)}"
            case "override":
                bcu = _first(sides, lambda s: _bcu(s, key[1])) or key[1]
                return f"{bcu}, {key[2]}, {key[3]}"
            case "posts":
                return f"{self._borough(key[1])}, {key[2]}, {key[3]}"
            case "assumption":
                return next(s.assumptions[key[1]].name for s in sides if key[1] in s.assumptions)
            case "target":
                return next((s.targets[key[1]].name for s in sides if key[1] in s.targets), key[1])
            case "one_off":
                return key[2]
            case "rule":
                return f"Rule {key[1].partition('.')[0]}"
        return "Target register"

    def _borough(self, code: str) -> str:
        return self.area.borough_by_code[code].name

    def field(self, key: Key) -> str:
        """What the value is called, as its column is headed."""
        table = TABLE_OF[key[0]]
        if key[0] in _RECORDS and len(key) == 2:
            return "BCU" if key[0] == "bcu" else "Target"
        if key[0] == "target" and key[2] == "annual":
            return f"Of {key[3]}"
        if key[0] == "rule":
            what = key[1].partition(".")[2]
            return "switched on" if what == "on" else what.replace("_", " ")
        column = {
            "override": "override",
            "posts": "posts",
            "one_off": key[1] if len(key) > 1 else "",
        }.get(key[0]) or _COLUMN_OF.get(key[0], key[-1])
        return table.column(column).heading.removesuffix(", £")

    def value(self, key: Key, value: Plain, side: Scenario) -> str:
        """How the value reads; what a blank means where it is none."""
        if key[0] in _RECORDS and len(key) == 2:
            return DASH if value is None else value if isinstance(value, str) else _record(key, value)
        if key[0] == "target_in_force":
            return side.targets[str(value)].name if value in side.targets else str(value)
        if value is None:
            return _blank(key)
        if key[0] == "assignment":
            return _bcu(side, str(value)) or str(value)
        if key[0] == "override":
            return _override(value)
        if key[0] == "assumption" and key[2] in ("value", "low", "high"):
            return value_words(float(value), side.assumptions[key[1]].unit)  # type: ignore[arg-type]
        if key[0] == "rule":
            return _yes_no(value) if isinstance(value, bool) else setting_text(key[1], value)  # type: ignore[arg-type]
        return _written(key, value)


def _first(sides: tuple[Scenario, ...], words: Callable[[Scenario], str]) -> str:
    return next((found for side in sides if (found := words(side))), "")


def _bcu(side: Scenario, code: str) -> str:
    return f"{side.bcus[code].name} ({code})" if code in side.bcus else ""


def _record(key: Key, value: Any) -> str:
    if key[0] == "target":
        return f"{value['name']}, {_pounds(value['amount'])}"
    live = value["go_live"]
    when = f"live {long_date(date.fromisoformat(live))}" if live else "not yet dated"
    return f"{value['name']} ({key[1]}), {when}"


def _override(value: Any) -> str:
    return f"{whole(value['posts'])} ({value['note']})" if value["note"] else whole(value["posts"])


def _blank(key: Key) -> str:
    column = _column(key)
    return column.blank_means if column is not None and column.blank_means else DASH


def _column(key: Key) -> Column | None:
    table = TABLE_OF[key[0]]
    name = {"posts": "posts", "override": "override", "one_off": key[1]}.get(key[0]) or _COLUMN_OF.get(key[0], key[-1])
    return next((column for column in table.columns if column.key == name), None)


def _yes_no(value: Plain) -> str:
    return "yes" if value else "no"


def _pounds(value: float) -> str:
    return pounds(value) if value == round(value) else pounds_pence(value)


def _written(key: Key, value: Any) -> str:
    if key[-1] == "go_live":
        return long_date(date.fromisoformat(value))
    if isinstance(value, bool):
        return _yes_no(value)
    if key[-1] == "abstraction":
        return share(value)
    if key[0] == "one_off" or (key[0] == "target" and isinstance(value, int | float)):
        return _pounds(value)
    if isinstance(value, int | float):
        return whole(value)
    return value or _blank(key)
