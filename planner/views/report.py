"""The whole outcome as plain values: what `report --json` prints (docs/formats/report.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.outcome.evaluate import Outcome
from planner.outcome.why import KEPT, why
from planner.scenario.plain import fingerprint
from planner.scenario.types import Frozen
from planner.views.frozen import FrozenNote
from planner.words.numbers import round_half_away
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS, Function, Role


@dataclass(frozen=True)
class PostCell:
    """Posts of one function and role of a BCU or, with `bcu` empty, of an unassigned borough.

    `worked` is what the assumptions give; it differs from `proposed` only where an override stands.
    """

    bcu: str
    borough: str
    function: Function
    role: Role
    baseline: int
    proposed: int
    worked: int
    rounding: float
    overridden: bool
    why: str


def post_cells(outcome: Outcome) -> Iterator[PostCell]:
    """Every cell that is not nought before and after, or that is overridden; then what unassigned boroughs keep."""
    baseline = outcome.values["posts_baseline"]
    proposed, worked = outcome.values["posts"], outcome.values["posts_worked"]
    rounding = outcome.values["rounding"]
    for c, code in enumerate(outcome.scenario.bcus):
        for f, function in enumerate(FUNCTIONS):
            for r, role in enumerate(ROLES):
                at = (c, f, r)
                overridden = (code, function, role) in outcome.scenario.overrides
                if baseline[at] or proposed[at] or overridden:
                    yield PostCell(
                        code,
                        "",
                        function,
                        role,
                        int(baseline[at]),
                        int(proposed[at]),
                        int(worked[at]),
                        float(rounding[at]),
                        overridden,
                        why(outcome, code, function, role),
                    )
    for borough in outcome.unassigned:
        kept = outcome.values["base"][outcome.area.borough_index[borough]]
        for f, function in enumerate(FUNCTIONS):
            for r, role in enumerate(ROLES):
                posts = int(kept[f, r])
                if posts:
                    yield PostCell("", borough, function, role, posts, posts, posts, 0.0, False, KEPT)


def report(outcome: Outcome, note: FrozenNote | None = None) -> dict[str, Any]:
    """The outcome as JSON values; pounds to the penny. `note` says of a frozen scenario whether it is as it was."""
    scenario = outcome.scenario
    frozen = scenario.frozen
    return {
        "scenario": scenario.name,
        "area": outcome.area.name,
        "fingerprint": fingerprint(scenario),
        "price_terms": outcome.terms.value,
        **({} if frozen is None or note is None else {"frozen": _frozen(frozen, note)}),
        "posts": [
            {
                "bcu": cell.bcu,
                "borough": cell.borough,
                "function": cell.function.value,
                "role": cell.role.value,
                "baseline": cell.baseline,
                "proposed": cell.proposed,
                "why": cell.why,
            }
            for cell in post_cells(outcome)
        ],
        "savings": [{"year": year, **{name: _pounds(outcome, name, year) for name in _BY_YEAR}} for year in YEARS],
        "full_year_saving": _pounds(outcome, "full_year_saving"),
        "targets": [
            {
                "name": target.name,
                "scope": target.scope,
                "kind": target.kind,
                "in_force": id_ == scenario.target_in_force,
                "amount": target.amount,
                "gap": _pounds(outcome, "gap", id_),
            }
            for id_, target in scenario.targets.items()
        ],
        "rules": [
            {"id": row.id, "subject": row.subject, "outcome": row.outcome.value, "reason": row.reason}
            for result in outcome.rules
            for row in result.rows()
        ],
    }


def _frozen(frozen: Frozen, note: FrozenNote) -> dict[str, Any]:
    return {
        "when": frozen.when,
        "who": frozen.who,
        "app": frozen.app,
        "fingerprint": frozen.fingerprint,
        "figures_as_kept": not note.warning,
        "differences": [{"figure": figure, "then": then, "now": now} for figure, then, now in note.rows],
    }


_BY_YEAR = ("gross", "one_off_revenue", "one_off_capital", "net", "cumulative_net")


def _pounds(outcome: Outcome, name: str, *keys: str) -> float:
    return round_half_away(outcome.number(name, *keys), 2)
