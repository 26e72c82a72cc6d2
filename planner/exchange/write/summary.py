"""The sheet Summary: the headline before and after, how the wards and rules stand, all of it live."""

from __future__ import annotations

from planner.exchange.write.blocks import Maker, SheetPlan, Shown
from planner.exchange.write.costs import words_of_terms
from planner.exchange.write.figures import Figures, by_equation, range_of
from planner.exchange.write.layout import BESIDE, Layout, Place, Seen
from planner.exchange.write.rules import ward_waiting
from planner.exchange.write.savings import of_target
from planner.exchange.write.styles import Look
from planner.outcome.status import status_of
from planner.scenario.targets import target_words
from planner.views.issues import counts
from planner.views.tables import Kind, Value, kind_of_unit

POSTS: tuple[tuple[str, str], ...] = (
    ("officers", "Officer posts"),
    ("supervisors", "of which supervisors"),
    ("superintendents", "of which Superintendents"),
    ("chief_superintendents", "of which Chief Superintendents"),
    ("dwos", "of which Dedicated Ward Officers"),
    ("pcsos", "PCSO posts"),
)
MONEY: tuple[str, ...] = (
    "terms_in_words",
    "full_year_saving",
    "saving_rounding_in_all",
    "target_in_force",
    "gap_in_force",
    "share_of_target",
    "one_off_revenue_in_all",
    "one_off_capital_in_all",
)
"""What the rows about money are copies of, from the top."""


def summary_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Summary",
        "The headline figures, before and after.",
        ("Boroughs in no BCU keep their baseline posts, and are counted so. “Rests on” is as at export.",),
        fixed_columns=1,
    )
    _posts(f, plan)
    _figures(f, plan)
    return plan


def _posts(f: Figures, plan: SheetPlan) -> None:
    block = plan.table(
        [
            Shown("summary posts", "Figure", [label for _, label in POSTS], Kind.TEXT, Look.GIVEN, width=40),
            _in_all(f, "_in_all_baseline", "Baseline", Kind.WHOLE),
            _in_all(f, "_in_all", "Scenario", Kind.WHOLE),
            _in_all(f, "_in_all_change", "Change", Kind.CHANGE),
            Shown("summary posts unit", "Unit", ["posts"] * len(POSTS), Kind.TEXT, Look.GIVEN, width=10),
            Shown("summary posts rests", "Rests on", [status_of(f.outcome, f"{key}_in_all").value for key, _ in POSTS],
                  Kind.TEXT, Look.GIVEN, width=16),
        ],
        len(POSTS),
        dims=("headline",),
    )  # fmt: skip
    for part in ("_in_all_baseline", "_in_all", "_in_all_change"):
        column = block.places[part]
        for i, (key, _) in enumerate(POSTS):
            plan.layout.add(f"{key}{part}", Place(plan.name, column.top + i, column.left))


def _in_all(f: Figures, part: str, heading: str, kind: Kind) -> Shown:
    names = [f"{key}{part}" for key, _ in POSTS]
    values = [f.flat(name)[0] for name in names]
    return Shown(part, heading, values, kind, Look.OUTPUT, width=20, makes=[by_equation(name) for name in names])


def _figures(f: Figures, plan: SheetPlan) -> None:
    rows = [*_money(f), *_wards(f), *_rules(f)]
    units = [unit for _, _, unit, _, _ in rows]
    block = plan.table(
        [
            Shown("summary figure", "Figure", [label for label, _, _, _, _ in rows], Kind.TEXT, Look.GIVEN, width=40),
            Shown("summary value", "Scenario", [value for _, value, _, _, _ in rows], Kind.WHOLE, Look.OUTPUT,
                  width=20, makes=[make for _, _, _, make, _ in rows], kinds=[_kind(unit) for unit in units]),
            Shown("summary unit", "Unit", units, Kind.TEXT, Look.GIVEN, width=20),
            Shown("summary note", "Note", [note for _, _, _, _, note in rows], Kind.TEXT, Look.GIVEN, width=20),
        ],
        len(rows),
        dims=("figure",),
    )  # fmt: skip
    place = block.places["summary value"]
    for i, key in enumerate(("wards_met", "wards_met_in_effect")):
        plan.layout.add(key, Place(plan.name, place.top + len(_money(f)) + i, place.left))
    for i, key in enumerate(MONEY):
        plan.layout.add(f"{key}{BESIDE}summary", Place(plan.name, place.top + i, place.left), stands=False)


def _kind(unit: str) -> Kind:
    return Kind.TEXT if unit == "prices" else kind_of_unit(unit)


Row = tuple[str, Value, str, Maker, str]


def _copy(key: str) -> Maker:
    return lambda seen: seen.cell(key)


def _money(f: Figures) -> list[Row]:
    outcome = f.outcome
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    words = f"at export: {target_words(target)}" if target else "none at export"
    wide = target is not None and target.scope == "force-wide" and target.amount
    share = outcome.number("target_figure", target.id) / target.amount if target and wide else ""
    return [
        ("Price terms", words_of_terms(f), "prices", _copy("terms_in_words"), "chosen on Costs"),
        ("Full-year saving", f.number("full_year_saving"), "£", _copy("full_year_saving"), "recurring"),
        ("of which rounding of posts", f.number("saving_rounding_in_all"), "£", _copy("saving_rounding_in_all"), ""),
        ("Target in force", target.amount if target else "", "£", _copy("target_in_force"), words),
        ("Against the target in force", outcome.number("gap", target.id) if target else "", "£",
         _copy("gap_in_force"), ""),
        ("This programme’s share of it", share, "share", of_target("share_of_target"), "of a force-wide target"),
        ("One-off cost, revenue", f.number("one_off_revenue_in_all"), "£", _copy("one_off_revenue_in_all"),
         "taken off in the net saving"),
        ("One-off cost, capital", f.number("one_off_capital_in_all"), "£", _copy("one_off_capital_in_all"),
         "beside the savings, not inside"),
    ]  # fmt: skip


def _wards(f: Figures) -> list[Row]:
    outcome = f.outcome
    in_all = f"of {len(outcome.area.wards)}"
    return [
        ("Wards at the minimum, in posts", f.flat("wards_met")[0], "wards", by_equation("wards_met"), in_all),
        ("Wards at the minimum, in effect", f.flat("wards_met_in_effect")[0], "wards",
         by_equation("wards_met_in_effect"), in_all),
        ("Boroughs in a BCU", len(outcome.scenario.assignment), "boroughs",
         lambda seen: f"SUM({range_of(seen, 'assigned')})", f"of {len(outcome.area.policed)}"),
    ]  # fmt: skip


def _rules(f: Figures) -> list[Row]:
    found = counts(f.outcome)
    return [
        ("Rules met throughout", found.rules_met, "rules", _met_throughout, ""),
        ("Findings not met", found.not_met, "findings", _all("not met"), ""),
        ("Findings at risk", found.at_risk, "findings", _all("at risk"), ""),
        ("Findings incomplete", found.incomplete, "findings",
         lambda seen: f"{_all('incomplete')(seen)}-({ward_waiting(seen)})", "wards waiting for a BCU not among them"),
    ]  # fmt: skip


def _met_throughout(seen: Seen) -> str:
    return f'COUNTIF({range_of(seen, "rule found")},"met")'


def _all(words: str) -> Maker:
    return lambda seen: f"SUM({range_of(seen, f'count {words}')})"
