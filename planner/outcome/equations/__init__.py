"""Every equation of the model, once.

`EQUATIONS` are in an order in which each reads only inputs (planner.outcome.quantities) and equations before
it. Posts are whole numbers; money is pounds a year. The text in `words` is what people are shown.
"""

from __future__ import annotations

from planner.outcome.equations.asked import asked_equations
from planner.outcome.equations.money import bridge_equations, money_equations
from planner.outcome.equations.places import exposure_equations, ward_equations
from planner.outcome.equations.posts import posts_equations
from planner.outcome.equations.totals import totals_equations
from planner.outcome.quantities import INPUTS, Equation, Input

EQUATIONS: tuple[Equation, ...] = (
    *posts_equations(),
    *totals_equations(),
    *money_equations(),
    *bridge_equations(),
    *ward_equations(),
    *exposure_equations(),
)

ASKED: tuple[Equation, ...] = asked_equations()
"""Worked out only when one of them is asked for; nothing in EQUATIONS reads them."""

BY_NAME: dict[str, Input | Equation] = {
    **{i.name: i for i in INPUTS},
    **{e.name: e for e in (*EQUATIONS, *ASKED)},
}
