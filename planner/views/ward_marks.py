"""What the minimum finds for each ward, for the points on the map."""

from __future__ import annotations

import numpy as np

from planner.outcome.evaluate import Outcome
from planner.outcome.rules.result import MET, OUTCOMES


def ward_marks(outcome: Outcome) -> tuple[str, ...]:
    """The worst of W1, W2 and W3 for each ward, in ward order, as words: "met", "at risk", "not met", "incomplete"."""
    found = np.full(len(outcome.area.wards), MET, dtype=np.int8)
    for result in outcome.rules:
        if result.id in ("W1", "W2", "W3"):
            found = np.minimum(found, result.found)
    return tuple(OUTCOMES[verdict].value for verdict in found.tolist())
