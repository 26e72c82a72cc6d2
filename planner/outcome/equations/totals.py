"""Totals of posts: by role, by kind of post, for a BCU and for all boroughs."""

from __future__ import annotations

from planner.outcome.expressions import Expr, Ref, Sum
from planner.outcome.quantities import CELL, POSTS, Equation

base = Ref("base")


def totals_equations() -> tuple[Equation, ...]:
    """Posts by role, and totals of the kinds of post that are reported."""
    return (
        *_role_sums(),
        *_totals("officers", "Officer posts", "is_officer"),
        *_totals("supervisors", "Supervisor posts", "is_supervisor"),
        *_totals("superintendents", "Superintendents", "is_superintendent"),
        *_totals("chief_superintendents", "Chief Superintendents", "is_chief_superintendent"),
        *_totals("dwos", "DWO posts", "is_ward_officer"),
        *_totals("pcsos", "PCSO posts", "is_ward_pcso"),
    )


def _totals(name: str, label: str, mask: str) -> tuple[Equation, ...]:
    """Baseline, proposed and all-London totals of the roles under one mask."""
    lower = label[0].lower() + label[1:] if not label.isupper() and label[:2] not in ("DW", "PC") else label

    def total(of: str) -> Expr:
        return Sum(Ref(of) * Ref(mask), ("role",))

    return (
        Equation(
            f"{name}_baseline",
            f"{label}, baseline",
            ("bcu",),
            POSTS,
            f"{lower} = baseline posts of those roles",
            total("role_baseline"),
        ),
        Equation(name, label, ("bcu",), POSTS, f"{lower} = proposed posts of those roles", total("role_posts")),
        Equation(
            f"{name}_change",
            f"{label}, change",
            ("bcu",),
            POSTS,
            "change = proposed − baseline",
            Ref(name) - Ref(f"{name}_baseline"),
        ),
        Equation(
            f"{name}_kept",
            f"{label} kept",
            ("borough",),
            POSTS,
            f"{lower} kept = posts of a borough with no BCU",
            Sum(Ref("posts_kept") * Ref(mask), CELL),
        ),
        Equation(
            f"{name}_in_all",
            f"{label} in all",
            (),
            POSTS,
            f"{lower} in all = the BCUs' + those kept by boroughs with no BCU",
            Sum(Ref(name), ("bcu",)) + Sum(Ref(f"{name}_kept"), ("borough",)),
        ),
        Equation(
            f"{name}_in_all_baseline",
            f"{label} in all, baseline",
            (),
            POSTS,
            f"{lower} in all = the sum over all boroughs of baseline posts",
            Sum(Ref("area_role_baseline") * Ref(mask), ("role",)),
        ),
        Equation(
            f"{name}_in_all_change",
            f"{label} in all, change",
            (),
            POSTS,
            "change = counted posts − baseline posts",
            Ref(f"{name}_in_all") - Ref(f"{name}_in_all_baseline"),
        ),
    )


def _role_sums() -> tuple[Equation, ...]:
    return (
        Equation(
            "role_baseline",
            "Baseline posts by role",
            ("bcu", "role"),
            POSTS,
            "posts by role = the sum over functions",
            Sum(Ref("posts_baseline"), ("function",)),
        ),
        Equation(
            "role_posts",
            "Proposed posts by role",
            ("bcu", "role"),
            POSTS,
            "posts by role = the sum over functions",
            Sum(Ref("posts"), ("function",)),
        ),
        Equation(
            "role_rounding",
            "Rounding by role",
            ("bcu", "role"),
            POSTS,
            "rounding by role = the sum over functions",
            Sum(Ref("rounding"), ("function",)),
        ),
        Equation(
            "area_role_baseline",
            "Baseline posts by role, all boroughs",
            ("role",),
            POSTS,
            "posts by role = the sum over all boroughs and functions",
            Sum(base, ("borough", "function")),
        ),
        Equation(
            "area_role_posts",
            "Counted posts by role, all boroughs",
            ("role",),
            POSTS,
            "counted posts = the BCUs' proposed posts + posts kept by boroughs with no BCU",
            Sum(Ref("role_posts"), ("bcu",)) + Sum(Ref("posts_kept"), ("borough", "function")),
        ),
        Equation(
            "officer_rounding",
            "Officer posts, of which rounding",
            ("bcu",),
            POSTS,
            "rounding = the sum over officer roles",
            Sum(Ref("role_rounding") * Ref("is_officer"), ("role",)),
        ),
    )
