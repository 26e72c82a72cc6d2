"""The rules, one function each. A rule switched off or with nothing to speak of gives None."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.outcome.rules.geography import g1, g2, g3, g4, g5
from planner.outcome.rules.leadership import l1, l2, l3, l4
from planner.outcome.rules.programme import m1, m2, m3, p1, t1
from planner.outcome.rules.result import Rule, RuleResult, RuleRow
from planner.outcome.rules.wards import w1, w2, w3, w4

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

RULES: dict[str, Rule] = {
    "W1": w1,
    "W2": w2,
    "W3": w3,
    "W4": w4,
    "G1": g1,
    "G2": g2,
    "G3": g3,
    "G4": g4,
    "G5": g5,
    "L1": l1,
    "L2": l2,
    "L3": l3,
    "L4": l4,
    "T1": t1,
    "M1": m1,
    "M2": m2,
    "M3": m3,
    "P1": p1,
}

__all__ = ["RULES", "Rule", "RuleResult", "RuleRow", "check_all"]


def check_all(outcome: Outcome) -> tuple[RuleResult, ...]:
    """Every rule that is on and has a subject, in order."""
    settings = outcome.scenario.rules
    found = (rule(outcome) for id_, rule in RULES.items() if settings.get(f"{id_}.on", False))
    return tuple(r for r in found if r is not None and len(r.subjects))
