"""Totals that only a table and its working-out ask for: worked out when somebody does, not with every scenario.

They are equations like the others and are read the same way. Nothing else reads them, so a search over thousands of
maps, a drag and the workbook do without.
"""

from __future__ import annotations

from planner.outcome.expressions import Ref, Sum
from planner.outcome.quantities import CELL, POSTS, Equation

OF_FUNCTION = ("bcu", "function")


def asked_equations() -> tuple[Equation, ...]:
    """Officer posts of a function, of a BCU and in all; posts of a function and role in all."""
    return (*_of_function(), *_of_cell_in_all(), *_of_function_in_all())


def _of_function() -> tuple[Equation, ...]:
    label, officer = "Officer posts of a function", Ref("is_officer")
    return (
        Equation(
            "function_officers_baseline",
            f"{label}, baseline",
            OF_FUNCTION,
            POSTS,
            "officer posts = the sum of baseline posts over the function's officer roles",
            Sum(Ref("posts_baseline") * officer, ("role",)),
        ),
        Equation(
            "function_officers",
            label,
            OF_FUNCTION,
            POSTS,
            "officer posts = the sum of proposed posts over the function's officer roles",
            Sum(Ref("posts") * officer, ("role",)),
        ),
        Equation(
            "function_officers_change",
            f"{label}, change",
            OF_FUNCTION,
            POSTS,
            "change = proposed − baseline",
            Ref("function_officers") - Ref("function_officers_baseline"),
        ),
        Equation(
            "function_officers_kept",
            f"{label} kept",
            ("borough", "function"),
            POSTS,
            "officer posts kept = baseline posts of a borough with no BCU, over the function's officer roles",
            Sum(Ref("posts_kept") * officer, ("role",)),
        ),
    )


def _of_cell_in_all() -> tuple[Equation, ...]:
    return (
        Equation(
            "cell_baseline_in_all",
            "Baseline posts, all boroughs",
            CELL,
            POSTS,
            "baseline posts = the sum over all boroughs",
            Sum(Ref("base"), ("borough",)),
        ),
        Equation(
            "cell_posts_in_all",
            "Counted posts, all boroughs",
            CELL,
            POSTS,
            "counted posts = the BCUs' proposed posts + posts kept by boroughs with no BCU",
            Sum(Ref("posts"), ("bcu",)) + Sum(Ref("posts_kept"), ("borough",)),
        ),
        Equation(
            "cell_change_in_all",
            "Change in posts, all boroughs",
            CELL,
            POSTS,
            "change = counted posts − baseline posts",
            Ref("cell_posts_in_all") - Ref("cell_baseline_in_all"),
        ),
    )


def _of_function_in_all() -> tuple[Equation, ...]:
    label, officer = "Officer posts of a function, all boroughs", Ref("is_officer")
    return (
        Equation(
            "function_officers_in_all_baseline",
            f"{label}, baseline",
            ("function",),
            POSTS,
            "officer posts = the sum of baseline posts over the function's officer roles",
            Sum(Ref("cell_baseline_in_all") * officer, ("role",)),
        ),
        Equation(
            "function_officers_in_all",
            label,
            ("function",),
            POSTS,
            "officer posts = the sum of counted posts over the function's officer roles",
            Sum(Ref("cell_posts_in_all") * officer, ("role",)),
        ),
        Equation(
            "function_officers_in_all_change",
            f"{label}, change",
            ("function",),
            POSTS,
            "change = counted posts − baseline posts",
            Ref("function_officers_in_all") - Ref("function_officers_in_all_baseline"),
        ),
        Equation(
            "officer_rounding_in_all",
            "Officer posts in all, of which rounding",
            (),
            POSTS,
            "rounding in all = Σ over BCUs of rounding",
            Sum(Ref("officer_rounding"), ("bcu",)),
        ),
    )
