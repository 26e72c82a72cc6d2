"""Posts of each BCU, function and role."""

from __future__ import annotations

from planner.outcome.expressions import Choose, Floor, Rank, Ref, Round, Sum, SumOfBoroughs, SumOfWards, wrap
from planner.outcome.quantities import BCU_CELL, CELL, POSTS, Equation

base = Ref("base")
one = Ref("one")
zero = wrap(0)


def posts_equations() -> tuple[Equation, ...]:
    """From baseline and decisions to proposed posts."""
    boroughs = Ref("boroughs")
    leadership = Choose(boroughs > 0, Ref("posts_each"), zero)
    exact = Choose(
        Ref("is_leadership"),
        leadership,
        Choose(
            Ref("is_rated"),
            Ref("posts_baseline") * (1 + Ref("rate")),
            Choose(
                Ref("is_dwo"),
                SumOfBoroughs(Ref("dwo_of_borough")),
                Choose(
                    Ref("is_youth"),
                    SumOfBoroughs(Ref("youth")),
                    Choose(Ref("is_pcso"), SumOfBoroughs(Ref("pcso_of_borough")), zero),
                ),
            ),
        ),
    )
    decided = Choose(Ref("is_overridden"), Ref("override"), Ref("posts_worked"))
    return (
        Equation(
            "boroughs", "Boroughs", ("bcu",), "boroughs", "boroughs = those assigned to the BCU", SumOfBoroughs(one)
        ),
        Equation(
            "posts_baseline",
            "Baseline posts",
            BCU_CELL,
            POSTS,
            "baseline posts = the sum over the BCU's boroughs",
            SumOfBoroughs(base),
        ),
        Equation(
            "dwo_of_borough",
            "DWO posts",
            ("borough",),
            POSTS,
            "DWO posts = the sum over the borough's wards",
            SumOfWards(Ref("dwo")),
        ),
        Equation(
            "pcso_of_borough",
            "PCSO posts",
            ("borough",),
            POSTS,
            "PCSO posts = the sum over the borough's wards",
            SumOfWards(Ref("pcso")),
        ),
        Equation(
            "youth_quota",
            "Share by population",
            ("borough",),
            POSTS,
            "share by population = all Schools and Youth Officers × population ÷ population of all boroughs",
            Ref("youth_in_all") * Ref("population") / Sum(Ref("population"), ("borough",)),
        ),
        Equation(
            "youth_floor",
            "Share rounded down",
            ("borough",),
            POSTS,
            "share rounded down = whole posts in the share by population",
            Floor(Ref("youth_quota")),
        ),
        Equation(
            "youth_left",
            "Posts left to share",
            (),
            POSTS,
            "posts left = all Schools and Youth Officers − the shares rounded down",
            Ref("youth_in_all") - Sum(Ref("youth_floor"), ("borough",)),
        ),
        Equation(
            "youth_rank",
            "Place by remainder",
            ("borough",),
            "place",
            "place = order of the remainders, largest first, ties by code",
            Rank(Ref("youth_quota") - Ref("youth_floor")),
        ),
        Equation(
            "youth_share",
            "Schools and youth posts, by population",
            ("borough",),
            POSTS,
            "posts = share rounded down, and one more where the place by remainder is within the posts left",
            Ref("youth_floor") + Choose(Ref("youth_rank") <= Ref("youth_left"), wrap(1), zero),
        ),
        Equation(
            "youth",
            "Schools and youth posts",
            ("borough",),
            POSTS,
            "posts = the value decided for the borough, else its share by population",
            Choose(Ref("youth_is_decided"), Ref("youth_decided"), Ref("youth_share")),
        ),
        Equation(
            "posts_exact",
            "Posts before rounding",
            BCU_CELL,
            POSTS,
            "posts before rounding = posts per BCU; or baseline × (1 + change); or the sum over wards or boroughs",
            exact,
        ),
        Equation(
            "posts_worked",
            "Posts by the assumptions",
            BCU_CELL,
            POSTS,
            "posts by the assumptions = posts before rounding, rounded once per cell, halves away from zero",
            Round(Ref("posts_exact")),
        ),
        Equation(
            "posts",
            "Proposed posts",
            BCU_CELL,
            POSTS,
            "proposed posts = the override where there is one, else posts by the assumptions",
            Choose(boroughs > 0, decided, zero),
        ),
        Equation(
            "posts_change",
            "Change in posts",
            BCU_CELL,
            POSTS,
            "change = proposed posts − baseline posts",
            Ref("posts") - Ref("posts_baseline"),
        ),
        Equation(
            "rounding",
            "Of which rounding",
            BCU_CELL,
            POSTS,
            "rounding = posts by the assumptions − posts before rounding, where there is no override",
            Choose(Ref("is_overridden"), zero, Ref("posts_worked") - Ref("posts_exact")),
        ),
        Equation(
            "posts_kept",
            "Posts kept by a borough with no BCU",
            ("borough", *CELL),
            POSTS,
            "posts kept = baseline posts of a borough that is in no BCU",
            Choose(Ref("assigned"), zero, base),
        ),
    )
