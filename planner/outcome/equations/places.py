"""Wards at the minimum, in posts and in effect, and the response exposure of a BCU."""

from __future__ import annotations

from planner.outcome.expressions import Choose, Ref, Round, Sum, SumOfBoroughs, SumOfWards, wrap
from planner.outcome.quantities import EFFECTIVE, FLAG, METRES, WARDS, Equation

zero, one = wrap(0), wrap(1)


def ward_equations() -> tuple[Equation, ...]:
    """Effective DWOs beside the nominal, and the wards that meet the minimum of rules W1, W2 and W3."""
    filled = Ref("dwo") - Ref("vacancies")
    enough_posts = (Ref("minimum_dwo") <= Ref("dwo")) * (Ref("minimum_pcso") <= Ref("pcso"))
    enough_effective = Ref("minimum_effective") <= Round(Ref("effective"), 9)
    return (
        Equation(
            "effective",
            "Effective DWOs",
            ("ward",),
            EFFECTIVE,
            "effective = (DWO posts − vacancies) × (1 − abstraction rate), 0 where it would be negative",
            Choose(filled > 0, filled * (1 - Ref("abstraction")), zero),
        ),
        Equation(
            "at_minimum",
            "At the minimum in posts",
            ("ward",),
            FLAG,
            "yes where DWO posts and PCSO posts are each at least the minimum of their rule, W1 and W2",
            enough_posts,
        ),
        Equation(
            "at_minimum_in_effect",
            "At the minimum in effect",
            ("ward",),
            FLAG,
            "yes where a ward at the minimum in posts has effective DWOs of at least the minimum of rule W3",
            Ref("at_minimum") * enough_effective,
        ),
        *_counted("wards_met", "Wards meeting the minimum in posts", "at_minimum"),
        *_counted("wards_met_in_effect", "Wards meeting the minimum in effect", "at_minimum_in_effect"),
    )


def _counted(name: str, label: str, flag: str) -> tuple[Equation, ...]:
    """The wards under a flag, by borough and in all."""
    return (
        Equation(
            f"{name}_of_borough",
            f"{label}, by borough",
            ("borough",),
            WARDS,
            "wards = those of the borough that meet it; none while the borough is in no BCU",
            Choose(Ref("assigned"), SumOfWards(Ref(flag)), zero),
        ),
        Equation(
            name,
            label,
            (),
            WARDS,
            "wards = Σ over boroughs of the wards that meet it",
            Sum(Ref(f"{name}_of_borough"), ("borough",)),
        ),
    )


def exposure_equations() -> tuple[Equation, ...]:
    """Response exposure: how much further apart the crimes of a BCU are than those of its boroughs."""
    weighted = SumOfBoroughs(Ref("crimes") * Ref("spread_of_borough"))
    # Divisors are kept from nought: the arrays work out both branches of a choice.
    crimes = Choose(Ref("crimes_of_bcu") > 0, Ref("crimes_of_bcu"), one)
    apart = Choose(Ref("spread_apart") > 0, Ref("spread_apart"), one)
    ratio = Choose(Ref("spread_apart") > 0, Ref("spread") / apart, one)
    return (
        Equation(
            "crimes_of_bcu",
            "Crime recorded in 2015",
            ("bcu",),
            "crimes",
            "crime = the sum over the BCU's boroughs",
            SumOfBoroughs(Ref("crimes")),
        ),
        Equation(
            "crime_distances",
            "Distance between crimes, times crime",
            ("bcu",),
            "crimes × m",
            "Σ over the BCU's boroughs of crime × distance between crimes of the borough",
            weighted,
        ),
        Equation(
            "spread_apart",
            "Distance between crimes, its boroughs apart",
            ("bcu",),
            METRES,
            "distance = that of each borough alone, weighted by crime: Σ crime × distance ÷ crime of the BCU",
            Ref("crime_distances") / crimes,
        ),
        Equation(
            "exposure",
            "Response exposure",
            ("bcu",),
            "times",
            "exposure = distance between crimes of the BCU ÷ that of its boroughs apart; 0 where it cannot be said",
            Choose(Ref("crimes_of_bcu") > 0, ratio, zero),
        ),
    )
