"""What equations are made of: inputs with where they are decided, and the shape of an equation."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.expressions import Expr

POSTS = "posts"
POUNDS = "£"
SHARE = "share"
WARDS = "wards"
METRES = "m"
EFFECTIVE = "effective DWOs"
FLAG = "yes or no"
CELL = ("function", "role")
BCU_CELL = ("bcu", "function", "role")


@dataclass(frozen=True)
class Input:
    """What the equations start from. `origin` says where it is decided or given."""

    name: str
    label: str
    dims: tuple[str, ...]
    unit: str
    origin: str


@dataclass(frozen=True)
class Equation:
    """One figure: its label, dimensions, unit, the equation in words and as an expression."""

    name: str
    label: str
    dims: tuple[str, ...]
    unit: str
    words: str
    expr: Expr


BASELINE, DECISION, ASSUMPTION, AREA, MODEL = "baseline", "decision", "assumption", "area", "model"

INPUTS: tuple[Input, ...] = (
    Input("base", "Baseline posts", ("borough", *CELL), POSTS, BASELINE),
    Input("one", "Borough", ("borough",), "boroughs", MODEL),
    Input("assigned", "In a BCU", ("borough",), FLAG, DECISION),
    Input("population", "Population 2017", ("borough",), "people", AREA),
    Input("dwo", "DWO posts decided", ("ward",), POSTS, DECISION),
    Input("pcso", "PCSO posts decided", ("ward",), POSTS, DECISION),
    Input("vacancies", "DWO vacancies", ("ward",), POSTS, DECISION),
    Input("abstraction", "Abstraction rate", ("ward",), SHARE, DECISION),
    Input("youth_is_decided", "Schools and youth posts decided", ("borough",), FLAG, DECISION),
    Input("youth_decided", "Schools and youth posts decided", ("borough",), POSTS, DECISION),
    Input("youth_in_all", "Schools and Youth Officers in all, after", (), POSTS, ASSUMPTION),
    Input("is_overridden", "Overridden", BCU_CELL, FLAG, DECISION),
    Input("override", "Override", BCU_CELL, POSTS, DECISION),
    Input("posts_each", "Posts per BCU", CELL, POSTS, ASSUMPTION),
    Input("rate", "Change in posts", CELL, SHARE, ASSUMPTION),
    Input("is_leadership", "Leadership", ("role",), FLAG, MODEL),
    Input("is_rated", "Set by a rate", ("role",), FLAG, MODEL),
    Input("is_dwo", "DWO", CELL, FLAG, MODEL),
    Input("is_youth", "Schools and youth", CELL, FLAG, MODEL),
    Input("is_pcso", "PCSO", CELL, FLAG, MODEL),
    Input("is_officer", "Officer", ("role",), FLAG, MODEL),
    Input("is_supervisor", "Supervisor", ("role",), FLAG, MODEL),
    Input("is_superintendent", "Superintendent", ("role",), FLAG, MODEL),
    Input("is_chief_superintendent", "Chief Superintendent", ("role",), FLAG, MODEL),
    Input("is_ward_officer", "DWO", ("role",), FLAG, MODEL),
    Input("is_ward_pcso", "PCSO", ("role",), FLAG, MODEL),
    Input("unit_cost", "Unit cost", ("role",), POUNDS, ASSUMPTION),
    Input("pay_award", "Pay award", (), "share a year", ASSUMPTION),
    Input("years_on", "Years after the price year", ("year",), "years", MODEL),
    Input("is_cash", "Cash terms", (), FLAG, MODEL),
    Input("go_live", "Go-live date", ("bcu",), "date", DECISION),
    Input("days", "Days in the year", ("year",), "days", MODEL),
    Input("full_year", "Year of the full-year figure", (), "year", MODEL),
    Input("one_off_revenue", "One-off revenue cost", ("year",), POUNDS, DECISION),
    Input("one_off_capital", "One-off capital cost", ("year",), POUNDS, DECISION),
    Input("target_amount", "Target", ("target",), POUNDS, DECISION),
    Input("is_recurring", "Recurring target", ("target",), FLAG, DECISION),
    Input("target_year", "Year a target falls due", ("target",), "year", DECISION),
    Input("minimum_dwo", "Minimum DWO posts in a ward", (), POSTS, DECISION),
    Input("minimum_pcso", "Minimum PCSO posts in a ward", (), POSTS, DECISION),
    Input("minimum_effective", "Minimum effective DWOs in a ward", (), EFFECTIVE, DECISION),
    Input("crimes", "Crime recorded in 2015", ("borough",), "crimes", AREA),
    Input("spread_of_borough", "Distance between crimes of a borough", ("borough",), METRES, AREA),
    Input("spread", "Distance between crimes of a BCU", ("bcu",), METRES, AREA),
    Input("in_bridge_step", "Part of the step", ("step", *CELL), FLAG, MODEL),
)
