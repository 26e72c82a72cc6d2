"""Guards the pin of PySide6: 6.12.0 gives away a reference to None on every call that returns nothing."""

from __future__ import annotations

import sys

CALLS = 100_000


def test_calls_that_return_nothing_keep_none_alive(qapp: object) -> None:
    from PySide6.QtCore import QObject

    held = [None] * (2 * CALLS)  # so that the fault, if it is there, is seen here and does not end Python
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("a")
    lost = before - sys.getrefcount(None)
    assert lost < CALLS // 100
    assert len(held) == 2 * CALLS
