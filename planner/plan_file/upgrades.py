"""Numbered upgrades of older files, on the documents in memory; the file changes only on the next save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Documents = dict[str, Any]
Upgrade = Callable[[Documents], Documents]


def _to_2(documents: Documents) -> Documents:
    """Format 2 says of each step why it was made and what became of it, and how many are no longer kept.

    A part that is not as format 1 has it is left as it is: reading it names the place.
    """
    plan, lines = documents["plan.json"], documents["log.jsonl"]
    return {
        **documents,
        "plan.json": {**plan, "steps_dropped": 0} if isinstance(plan, dict) else plan,
        "log.jsonl": [_line_of_2(line) for line in lines],
    }


def _line_of_2(line: Any) -> Any:
    if not isinstance(line, dict) or not isinstance(line.get("undone"), bool):
        return line
    rest = {key: value for key, value in line.items() if key != "undone"}
    return {"why": "", **rest, "state": "undone" if line["undone"] else "done"}


UPGRADES: Mapping[int, Upgrade] = {1: _to_2}
"""Each takes the documents of its version, by part name, to the next one. Format 1 is the first."""


def upgraded(documents: Documents, version: int, newest: int, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Documents:
    """The documents at the newest version. Raises KeyError when a step on the way is missing."""
    for step in range(version, newest):
        documents = upgrades[step](documents)
    return documents
