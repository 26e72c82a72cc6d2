"""Cost, savings by financial year, targets and the bridge."""

from __future__ import annotations

from planner.outcome.expressions import Choose, DaysLive, LookUp, Ref, Round, Sum, SumToDate
from planner.outcome.quantities import CELL, POSTS, POUNDS, SHARE, Equation


def money_equations() -> tuple[Equation, ...]:
    """From unit costs and go-live dates to savings and gaps."""
    cash = Round(Ref("unit_cost") * (1 + Ref("pay_award")) ** Ref("years_on"), 2)
    difference = Ref("cost_baseline") - Ref("cost_proposed")
    measure = Choose(Ref("is_recurring"), Ref("gross"), Ref("cumulative_net"))
    in_force = Choose(Ref("is_recurring"), Ref("full_year_saving"), LookUp(Ref("cumulative_net"), Ref("target_year")))
    return (
        Equation(
            "cost",
            "Cost of a post",
            ("role", "year"),
            POUNDS,
            "cost = unit cost; in cash × (1 + pay award) ^ years after the price year, to the penny",
            Choose(Ref("is_cash"), cash, Ref("unit_cost")),
        ),
        Equation(
            "cost_baseline",
            "Baseline cost",
            ("bcu", "year"),
            POUNDS,
            "baseline cost = Σ baseline posts × cost of a post",
            Sum(Ref("role_baseline") * Ref("cost"), ("role",)),
        ),
        Equation(
            "cost_proposed",
            "Proposed cost",
            ("bcu", "year"),
            POUNDS,
            "proposed cost = Σ proposed posts × cost of a post",
            Sum(Ref("role_posts") * Ref("cost"), ("role",)),
        ),
        Equation(
            "days_live",
            "Days live",
            ("bcu", "year"),
            "days",
            "days live = days of the year on or after the go-live date",
            DaysLive(Ref("go_live")),
        ),
        Equation(
            "live",
            "Share of the year live",
            ("bcu", "year"),
            SHARE,
            "share of the year live = days live ÷ days in the year",
            Ref("days_live") / Ref("days"),
        ),
        Equation(
            "saving",
            "Saving",
            ("bcu", "year"),
            POUNDS,
            "saving = share of the year live × (baseline cost − proposed cost), to the penny",
            Round(Ref("live") * difference, 2),
        ),
        Equation(
            "gross",
            "Gross saving",
            ("year",),
            POUNDS,
            "gross saving = Σ saving of each BCU",
            Sum(Ref("saving"), ("bcu",)),
        ),
        Equation(
            "net",
            "Net saving",
            ("year",),
            POUNDS,
            "net saving = gross saving − one-off revenue cost",
            Ref("gross") - Ref("one_off_revenue"),
        ),
        Equation(
            "cumulative_net",
            "Cumulative net saving",
            ("year",),
            POUNDS,
            "cumulative net saving = net saving of this year and those before",
            SumToDate(Ref("net")),
        ),
        Equation(
            "full_saving",
            "Full-year saving",
            ("bcu", "year"),
            POUNDS,
            "full-year saving = baseline cost − proposed cost, to the penny",
            Round(difference, 2),
        ),
        Equation(
            "full_saving_of_bcu",
            "Full-year saving",
            ("bcu",),
            POUNDS,
            "full-year saving = that of the year the full-year figure is for",
            LookUp(Ref("full_saving"), Ref("full_year")),
        ),
        Equation(
            "full_year_saving",
            "Full-year saving",
            (),
            POUNDS,
            "full-year saving = Σ over BCUs of baseline cost − proposed cost, each live all year",
            Sum(Ref("full_saving_of_bcu"), ("bcu",)),
        ),
        Equation(
            "full_cost",
            "Cost of a post, full year",
            ("role",),
            POUNDS,
            "cost of a post in the year the full-year figure is for",
            LookUp(Ref("cost"), Ref("full_year")),
        ),
        Equation(
            "saving_rounding",
            "Full-year saving, of which rounding",
            ("bcu",),
            POUNDS,
            "rounding = 0 − Σ rounding of posts × cost of a post",
            0 - Sum(Ref("role_rounding") * Ref("full_cost"), ("role",)),
        ),
        Equation(
            "saving_rounding_in_all",
            "Full-year saving in all, of which rounding",
            (),
            POUNDS,
            "rounding in all = Σ over BCUs of rounding",
            Sum(Ref("saving_rounding"), ("bcu",)),
        ),
        Equation(
            "one_off_of_year",
            "One-off cost",
            ("year",),
            POUNDS,
            "one-off cost = revenue + capital of the year",
            Ref("one_off_revenue") + Ref("one_off_capital"),
        ),
        Equation(
            "one_off_revenue_in_all",
            "One-off revenue cost in all",
            (),
            POUNDS,
            "one-off revenue cost in all = Σ over the years",
            Sum(Ref("one_off_revenue"), ("year",)),
        ),
        Equation(
            "one_off_capital_in_all",
            "One-off capital cost in all",
            (),
            POUNDS,
            "one-off capital cost in all = Σ over the years",
            Sum(Ref("one_off_capital"), ("year",)),
        ),
        Equation(
            "one_off",
            "One-off cost in all",
            (),
            POUNDS,
            "one-off cost = revenue + capital over all years",
            Sum(Ref("one_off_of_year"), ("year",)),
        ),
        Equation(
            "target_figure",
            "Figure the target is held against",
            ("target",),
            POUNDS,
            "full-year saving for a recurring target; cumulative net saving at its date for a cumulative one",
            in_force,
        ),
        Equation(
            "gap",
            "Against the target",
            ("target",),
            POUNDS,
            "gap = figure − target, to the penny",
            Round(Ref("target_figure") - Ref("target_amount"), 2),
        ),
        Equation(
            "gap_of_year",
            "Against the target, by year",
            ("target", "year"),
            POUNDS,
            "gap = gross saving (recurring target) or cumulative net saving (cumulative target) − target, to the penny",
            Round(measure - Ref("target_amount"), 2),
        ),
    )


def bridge_equations() -> tuple[Equation, ...]:
    """From baseline cost to proposed cost by cause."""
    by_cause = Ref("in_bridge_step") * Ref("area_change_worked") * Ref("full_cost")
    return (
        Equation(
            "area_cost_baseline",
            "Baseline cost, all boroughs",
            (),
            POUNDS,
            "baseline cost = Σ baseline posts of all boroughs × cost of a post",
            Sum(Ref("area_role_baseline") * Ref("full_cost"), ("role",)),
        ),
        Equation(
            "area_cost_proposed",
            "Proposed cost, all boroughs",
            (),
            POUNDS,
            "proposed cost = Σ counted posts of all boroughs × cost of a post",
            Sum(Ref("area_role_posts") * Ref("full_cost"), ("role",)),
        ),
        Equation(
            "area_change_worked",
            "Change by the assumptions",
            CELL,
            POSTS,
            "change by the assumptions = Σ over BCUs of posts by the assumptions − baseline posts",
            Sum(Ref("posts_worked") - Ref("posts_baseline"), ("bcu",)),
        ),
        Equation(
            "bridge",
            "Bridge step",
            ("step",),
            POUNDS,
            "bridge step = Σ change by the assumptions × cost of a post, over the step's functions and roles",
            Sum(by_cause, CELL),
        ),
        Equation(
            "role_overridden",
            "Posts by override, against the assumptions",
            ("bcu", "role"),
            POSTS,
            "difference = proposed posts − posts by the assumptions, over functions",
            Sum(Ref("posts") - Ref("posts_worked"), ("function",)),
        ),
        Equation(
            "bridge_overrides",
            "Bridge step: overrides",
            (),
            POUNDS,
            "overrides = Σ difference made by overrides × cost of a post",
            Sum(Ref("role_overridden") * Ref("full_cost"), ("bcu", "role")),
        ),
        Equation(
            "bridge_residual",
            "Bridge residual",
            (),
            POUNDS,
            "residual = proposed cost − baseline cost − the steps − overrides, to the penny",
            Round(
                Ref("area_cost_proposed")
                - Ref("area_cost_baseline")
                - Sum(Ref("bridge"), ("step",))
                - Ref("bridge_overrides"),
                2,
            ),
        ),
    )
