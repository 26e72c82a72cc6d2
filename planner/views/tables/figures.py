"""Tables of figures: the summary, posts, savings by year, rules and targets."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.outcome.status import status_of
from planner.scenario.targets import FORCE_WIDE, target_words
from planner.views.headline import wards_met
from planner.views.issues import counts
from planner.views.report import post_cells
from planner.views.rules_rows import subject_lines
from planner.views.savings import first_year_met
from planner.views.tables.table import Kind, Table, TableColumn, Value, penny
from planner.words.vocabulary import YEARS

_POSTS: tuple[tuple[str, str], ...] = (
    ("officers", "Officer posts"),
    ("supervisors", "of which supervisors"),
    ("superintendents", "of which Superintendents"),
    ("chief_superintendents", "of which Chief Superintendents"),
    ("dwos", "of which Dedicated Ward Officers"),
    ("pcsos", "PCSO posts"),
)
BASELINE_KEPT = "Boroughs in no BCU keep their baseline posts, and are counted so."


def summary_table(outcome: Outcome) -> Table:
    """The headline figures with baseline and change, what each rests on, and how the rules stand."""
    rows: list[tuple[Value, ...]] = []
    for key, label in _POSTS:
        before, after, change = (outcome.number(f"{key}_in_all{part}") for part in ("_baseline", "", "_change"))
        status = status_of(outcome, f"{key}_in_all").value
        rows.append((label, "posts", int(before), int(after), int(change), status, ""))
    rows += _money_rows(outcome)
    met, in_effect, in_all = wards_met(outcome)
    found = counts(outcome)
    rows += [
        ("Wards at the minimum, in posts", "wards", None, met, None, "", f"of {in_all}"),
        ("Wards at the minimum, in effect", "wards", None, in_effect, None, "", f"of {in_all}"),
        ("Boroughs in a BCU", "boroughs", None, len(outcome.scenario.assignment), None, "",
         f"of {len(outcome.area.policed)}"),
        ("Rules met throughout", "rules", None, found.rules_met, None, "", ""),
        ("Findings not met", "findings", None, found.not_met, None, "", ""),
        ("Findings at risk", "findings", None, found.at_risk, None, "", ""),
        ("Findings incomplete", "findings", None, found.incomplete, None, "",
         "wards waiting for their borough to be in a BCU not among them" if outcome.unassigned else ""),
    ]  # fmt: skip
    return Table(
        "Summary",
        "The headline figures, before and after.",
        (
            TableColumn("figure", "Figure", width=38),
            TableColumn("unit", "Unit", width=10),
            TableColumn("baseline", "Baseline", Kind.FIGURE, 17),
            TableColumn("counted", "Scenario", Kind.FIGURE, 17),
            TableColumn("change", "Change", Kind.CHANGE, 12),
            TableColumn("status", "Rests on", width=14),
            TableColumn("note", "Note", width=60),
        ),
        tuple(rows),
        (BASELINE_KEPT,) if outcome.unassigned else (),
    )


def _money_rows(outcome: Outcome) -> list[tuple[Value, ...]]:
    terms = terms_in_words(outcome)
    full, status = penny(outcome.number("full_year_saving")), status_of(outcome, "full_year_saving").value
    rows: list[tuple[Value, ...]] = [
        ("Full-year saving", "£", None, full, None, status, f"recurring, {terms}"),
        ("of which rounding of posts", "£", None, _rounding_in_pounds(outcome), None, "", ""),
    ]
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    if target is not None:
        words = target_words(target)
        rows.append(("Target in force", "£", None, target.amount, None, target.status.value, words))
        if target.scope == FORCE_WIDE:
            figure = outcome.number("target_figure", target.id)
            part = figure / target.amount if target.amount else None
            rows.append(("This programme’s share of it", "share", None, part, None, "", words))
        else:
            gap = penny(outcome.number("gap", target.id))
            rows.append(("Against the target in force", "£", None, gap, None, "", words))
    one_off = outcome.values
    rows += [
        ("One-off cost, revenue", "£", None, float(one_off["one_off_revenue"].sum()), None, "",
         "taken off in the net saving"),
        ("One-off cost, capital", "£", None, float(one_off["one_off_capital"].sum()), None, "",
         "beside the savings, not inside"),
    ]  # fmt: skip
    return rows


def _rounding_in_pounds(outcome: Outcome) -> float:
    """The sum of the BCUs' figures as the BCUs sheet shows them, so that it adds up by hand."""
    return penny(sum(penny(outcome.number("saving_rounding", code)) for code in outcome.scenario.bcus))


def posts_table(outcome: Outcome) -> Table:
    """Posts by BCU, function and role, and those that boroughs in no BCU keep."""
    names = {b.code: b.name for b in outcome.area.policed}
    bcus = outcome.scenario.bcus
    rows = tuple(
        (
            cell.bcu,
            bcus[cell.bcu].name if cell.bcu else "",
            cell.borough,
            names[cell.borough] if cell.borough else "",
            cell.function.value,
            cell.role.value,
            cell.baseline,
            cell.proposed,
            cell.proposed - cell.baseline,
            cell.rounding,
            cell.overridden,
            cell.why,
        )
        for cell in post_cells(outcome)
    )
    return Table(
        "Posts",
        "Posts by BCU, function and role: baseline, proposed, change and why.",
        (
            TableColumn("bcu", "BCU", width=7),
            TableColumn("bcu_name", "BCU name", width=18),
            TableColumn("borough", "Borough in no BCU", width=11),
            TableColumn("borough_name", "Borough name", width=22),
            TableColumn("function", "Function", width=20),
            TableColumn("role", "Role", width=24),
            TableColumn("baseline", "Baseline posts", Kind.WHOLE, 10, adds_up=True),
            TableColumn("proposed", "Proposed posts", Kind.WHOLE, 10, adds_up=True),
            TableColumn("change", "Change", Kind.CHANGE, 9, adds_up=True),
            TableColumn("rounding", "Of which rounding", Kind.DECIMAL, 10, adds_up=True),
            TableColumn("overridden", "Override", Kind.YES_NO, 9),
            TableColumn("why", "Why", width=44),
        ),
        rows,
        (BASELINE_KEPT,) if outcome.unassigned else (),
        total="All",
    )


def savings_table(outcome: Outcome) -> Table:
    """Savings by financial year, in all and by BCU; the last row is the full year, which no total counts."""
    codes = tuple(outcome.scenario.bcus)
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    rows = [_year_row(outcome, year, codes) for year in YEARS]
    full = penny(outcome.number("full_year_saving"))
    of_bcu = (penny(outcome.number("full_saving_of_bcu", code)) for code in codes)
    rows.append((f"Full year ({outcome.full_year})", full, None, None, None, None, *of_bcu))
    notes = [
        "Net saving = gross saving − one-off revenue cost. Capital is beside the savings, never inside.",
        "Gross saving is the sum of the BCUs’ savings, each counted from its go-live date.",
    ]
    if target is not None:
        notes.append(f"Target in force: {target_words(target)}.")
    return Table(
        "Savings",
        f"Savings by financial year, in pounds, {terms_in_words(outcome)}.",
        (
            TableColumn("year", "Financial year", width=20),
            TableColumn("gross", "Gross saving, £", Kind.POUNDS, 17),
            TableColumn("one_off_revenue", "One-off cost, revenue, £", Kind.POUNDS, 16),
            TableColumn("net", "Net saving, £", Kind.POUNDS, 17),
            TableColumn("cumulative_net", "Cumulative net saving, £", Kind.POUNDS, 17),
            TableColumn("one_off_capital", "One-off cost, capital, £", Kind.POUNDS, 16),
            *(TableColumn(f"bcu_{code}", f"{code} saving, £", Kind.POUNDS, 16) for code in codes),
        ),
        tuple(rows),
        tuple(notes),
    )


def _year_row(outcome: Outcome, year: str, codes: tuple[str, ...]) -> tuple[Value, ...]:
    names = ("gross", "one_off_revenue", "net", "cumulative_net", "one_off_capital")
    of_bcu = (penny(outcome.number("saving", code, year)) for code in codes)
    return (year, *(penny(outcome.number(name, year)) for name in names), *of_bcu)


def rules_table(outcome: Outcome) -> Table:
    """What every rule finds for every subject, in the order of the rules, the worst first in each."""
    rows = tuple(
        (rule.id, rule.title, rule.threshold, line.subject, line.name, line.outcome.value, line.reason)
        for rule in outcome.rules
        for line in subject_lines(outcome, rule.id)
    )
    off = [key.removesuffix(".on") for key, on in outcome.scenario.rules.items() if key.endswith(".on") and not on]
    return Table(
        "Rules",
        "What every rule finds: met, not met, at risk or incomplete, with the reason.",
        (
            TableColumn("rule", "Rule", width=6),
            TableColumn("title", "What it asks", width=38),
            TableColumn("threshold", "Threshold", width=22),
            TableColumn("subject", "Subject", width=12),
            TableColumn("name", "Subject name", width=24),
            TableColumn("outcome", "Outcome", width=12),
            TableColumn("reason", "Reason", width=70),
        ),
        rows,
        (f"Switched off: {', '.join(off)}.",) if off else (),
    )


def targets_table(outcome: Outcome) -> Table:
    """The target register, with the gap of those of local policing and the share of force-wide ones."""
    rows: list[tuple[Value, ...]] = []
    for target in outcome.scenario.targets.values():
        wide = target.scope == FORCE_WIDE
        figure = penny(outcome.number("target_figure", target.id))
        rows.append(
            (
                target.id.upper(),
                target.name,
                target.id == outcome.scenario.target_in_force,
                target.scope,
                target.kind,
                target.by,
                target.amount,
                figure,
                None if wide else penny(outcome.number("gap", target.id)),
                figure / target.amount if wide and target.amount else None,
                "" if wide else first_year_met(outcome, target) or f"not by {YEARS[-1]}",
                target.stated,
                target.status.value,
                target.source,
            )
        )
    return Table(
        "Targets",
        f"The target register, in pounds, {terms_in_words(outcome)}.",
        (
            TableColumn("id", "Id", width=7),
            TableColumn("name", "Target", width=34),
            TableColumn("in_force", "In force", Kind.YES_NO, 8),
            TableColumn("scope", "Scope", width=14),
            TableColumn("kind", "Kind", width=11),
            TableColumn("by", "By", width=9),
            TableColumn("amount", "Amount, £", Kind.POUNDS, 17),
            TableColumn("figure", "Held against it, £", Kind.POUNDS, 17),
            TableColumn("gap", "Gap, £", Kind.POUNDS, 17),
            TableColumn("share", "This programme’s share", Kind.SHARE, 12),
            TableColumn("first_met", "First year met", width=13),
            TableColumn("stated", "Stated", width=12),
            TableColumn("status", "Status", width=12),
            TableColumn("source", "Source", width=44),
        ),
        tuple(rows),
        ("A force-wide target is not local policing’s to meet alone: the share is this programme’s part of it.",),
    )
