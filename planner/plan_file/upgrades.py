"""Numbered upgrades of older files, on the documents in memory; the file changes only on the next save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Documents = dict[str, Any]
Upgrade = Callable[[Documents], Documents]

UPGRADES: Mapping[int, Upgrade] = {}
"""Each takes the documents of its version, by part name, to the next one. Format 1 is the first."""


def upgraded(documents: Documents, version: int, newest: int, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Documents:
    """The documents at the newest version. Raises KeyError when a step on the way is missing."""
    for step in range(version, newest):
        documents = upgrades[step](documents)
    return documents
