"""Tables of what is decided and what follows, by BCU, borough and ward."""

from __future__ import annotations

from planner.area.joins import join_of
from planner.outcome.evaluate import Outcome
from planner.views.tables.table import Kind, Table, TableColumn, Value, penny
from planner.views.ward_rows import ward_rows
from planner.words.names import listing
from planner.words.vocabulary import FUNCTIONS, LEADERSHIP_ROLES, ROLES, Role

NO_BCU = "in no BCU"

_BCU_POSTS: tuple[tuple[str, str], ...] = (
    ("officers", "Officer posts"),
    ("supervisors", "Supervisor posts"),
    ("superintendents", "Superintendents"),
    ("dwos", "DWO posts"),
    ("pcsos", "PCSO posts"),
)


def bcus_table(outcome: Outcome) -> Table:
    """A row for each BCU, then one for the boroughs in none, which keep their baseline."""
    columns = [
        TableColumn("code", "Code", width=7),
        TableColumn("name", "BCU", width=18),
        TableColumn("boroughs", "Boroughs", width=40),
        TableColumn("borough_count", "Boroughs, number", Kind.WHOLE, 10, adds_up=True),
        TableColumn("wards", "Wards", Kind.WHOLE, 8, adds_up=True),
        TableColumn("joined", "Joined", width=28),
        TableColumn("go_live", "Go-live", Kind.DATE, 12),
        TableColumn("go_live_status", "Go-live status", width=12),
    ]
    for key, label in _BCU_POSTS:
        columns += [
            TableColumn(f"{key}_baseline", f"{label}, baseline", Kind.WHOLE, 11, adds_up=True),
            TableColumn(key, f"{label}, counted", Kind.WHOLE, 11, adds_up=True),
            TableColumn(f"{key}_change", f"{label}, change", Kind.CHANGE, 11, adds_up=True),
        ]
    columns += [
        TableColumn("full_year_saving", "Full-year saving, £", Kind.POUNDS, 16, adds_up=True),
        TableColumn("saving_rounding", "Of which rounding, £", Kind.POUNDS, 16, adds_up=True),
        TableColumn("exposure", "Response exposure", Kind.DECIMAL, 10),
        TableColumn("locked", "Locked", Kind.YES_NO, 8),
    ]
    rows = [_bcu_row(outcome, code) for code in outcome.scenario.bcus]
    if outcome.unassigned:
        rows.append(_unassigned_row(outcome))
    return Table(
        "BCUs",
        "Each BCU: boroughs, go-live, posts before and after, full-year saving.",
        tuple(columns),
        tuple(rows),
        total="All",
    )


def _bcu_row(outcome: Outcome, code: str) -> tuple[Value, ...]:
    scenario, boroughs = outcome.scenario, outcome.boroughs_of[code]
    bcu = scenario.bcus[code]
    posts: list[Value] = []
    for key, _ in _BCU_POSTS:
        posts += [int(outcome.number(f"{key}{part}", code)) for part in ("_baseline", "", "_change")]
    exposures = outcome.exposures
    return (
        code,
        bcu.name,
        listing(_names(outcome, boroughs)),
        len(boroughs),
        _ward_count(outcome, boroughs),
        join_of(outcome.area, boroughs).words if boroughs else "no boroughs yet",
        bcu.go_live,
        bcu.go_live_status.value if bcu.go_live else "",
        *posts,
        penny(outcome.number("full_saving_of_bcu", code)),
        penny(outcome.number("saving_rounding", code)),
        exposures.by_bcu.get(code) if exposures else None,
        code in scenario.locked_bcus,
    )


def _unassigned_row(outcome: Outcome) -> tuple[Value, ...]:
    codes = outcome.unassigned
    posts: list[Value] = []
    for key, _ in _BCU_POSTS:
        kept = int(sum(outcome.number(f"{key}_kept", code) for code in codes))
        posts += [kept, kept, 0]
    names, wards = listing(_names(outcome, codes)), _ward_count(outcome, codes)
    return ("", NO_BCU, names, len(codes), wards, "", None, "", *posts, 0.0, 0.0, None, None)


def _names(outcome: Outcome, codes: tuple[str, ...]) -> list[str]:
    return [outcome.area.borough_by_code[code].name for code in codes]


def _ward_count(outcome: Outcome, codes: tuple[str, ...]) -> int:
    return sum(len(outcome.area.wards_of[code]) for code in codes)


def boroughs_table(outcome: Outcome) -> Table:
    """A row for each borough: its BCU, its wards, what is decided for it."""
    scenario, rows = outcome.scenario, []
    for borough in outcome.area.policed:
        code = borough.code
        bcu = scenario.assignment.get(code, "")
        contact = scenario.contacts.get(code)
        rows.append(
            (
                code,
                borough.name,
                bcu,
                scenario.bcus[bcu].name if bcu else NO_BCU,
                len(outcome.area.wards_of[code]),
                int(outcome.number("dwo_of_borough", code)),
                int(outcome.number("pcso_of_borough", code)),
                int(outcome.number("youth", code)),
                "decided" if code in scenario.youth else "by population",
                contact.value if contact is not None else "none yet",
                _baseline_officers(outcome, code),
                code in scenario.locked_boroughs,
            )
        )
    notes = ["The City of London has its own force and is in no BCU."]
    if outcome.unassigned:
        notes.append("A borough in no BCU keeps its baseline posts; what is decided for it counts once it is in one.")
    return Table(
        "Boroughs",
        "Each borough: its BCU, ward posts, schools and youth posts, nominated superintendent.",
        (
            TableColumn("code", "Code", width=11),
            TableColumn("name", "Borough", width=24),
            TableColumn("bcu", "BCU", width=7),
            TableColumn("bcu_name", "BCU name", width=18),
            TableColumn("wards", "Wards", Kind.WHOLE, 8, adds_up=True),
            TableColumn("dwo", "DWO posts", Kind.WHOLE, 9, adds_up=True),
            TableColumn("pcso", "PCSO posts", Kind.WHOLE, 9, adds_up=True),
            TableColumn("youth", "Schools and youth posts", Kind.WHOLE, 12, adds_up=True),
            TableColumn("youth_why", "Schools and youth, set", width=15),
            TableColumn("contact", "Nominated superintendent", width=22),
            TableColumn("officers_baseline", "Officer posts, baseline", Kind.WHOLE, 13, adds_up=True),
            TableColumn("locked", "Locked", Kind.YES_NO, 8),
        ),
        tuple(rows),
        tuple(notes),
        total="All",
    )


def _baseline_officers(outcome: Outcome, borough: str) -> int:
    posts = outcome.values["base"][outcome.area.borough_index[borough]]
    return int((posts * outcome.values["is_officer"]).sum())


def wards_table(outcome: Outcome) -> Table:
    """A row for each ward: what is decided, what is in effect, the baseline, and what W1–W4 find."""
    baseline = outcome.baseline
    rows = tuple(
        (
            row.code,
            row.name,
            row.borough_name,
            row.bcu,
            row.dwo,
            row.vacancies,
            row.abstraction,
            row.effective,
            row.pcso,
            row.ring_fenced,
            baseline.ward_dwo[i],
            baseline.ward_pcso[i],
            _whole(row.crime),
            _whole(row.population),
            row.outcome.value if row.outcome is not None else "",
            " ".join(row.reason.splitlines()) if row.bcu else "not yet in a BCU",
        )
        for i, row in enumerate(ward_rows(outcome))
    )
    return Table(
        "Wards",
        "Each ward: DWO and PCSO posts, effective DWOs beside them, and whether the minimum is met.",
        (
            TableColumn("code", "Code", width=11),
            TableColumn("ward", "Ward", width=26),
            TableColumn("borough", "Borough", width=24),
            TableColumn("bcu", "BCU", width=6),
            TableColumn("dwo", "DWO posts", Kind.WHOLE, 8, adds_up=True),
            TableColumn("vacancies", "DWO vacancies", Kind.WHOLE, 10, adds_up=True),
            TableColumn("abstraction", "Abstraction rate", Kind.SHARE, 11),
            TableColumn("effective", "Effective DWOs", Kind.DECIMAL, 10, adds_up=True),
            TableColumn("pcso", "PCSO posts", Kind.WHOLE, 8, adds_up=True),
            TableColumn("ring_fenced", "Ring-fenced", Kind.YES_NO, 8),
            TableColumn("dwo_baseline", "DWO posts, baseline", Kind.WHOLE, 10, adds_up=True),
            TableColumn("pcso_baseline", "PCSO posts, baseline", Kind.WHOLE, 10, adds_up=True),
            TableColumn("crime", "Recorded crime 2015", Kind.WHOLE, 10, adds_up=True),
            TableColumn("population", "Population, mid-2019 estimate", Kind.WHOLE, 12, adds_up=True),
            TableColumn("minimum", "Minimum (W1–W4)", width=11),
            TableColumn("reason", "Why", width=48),
        ),
        rows,
        ("Effective DWOs = (posts − vacancies) × (1 − abstraction rate), 0 where it would be negative.",),
        total="All",
    )


def _whole(figure: float | None) -> int | None:
    return None if figure is None else round(figure)


def leadership_table(outcome: Outcome) -> Table:
    """Leadership posts by BCU and function, with the boroughs each superintendent is nominated for."""
    rows: list[tuple[Value, ...]] = []
    for code, bcu in outcome.scenario.bcus.items():
        for function in FUNCTIONS:
            for role in LEADERSHIP_ROLES:
                at = (outcome.row_of[code], FUNCTIONS.index(function), ROLES.index(role))
                before, after = (int(outcome.values[name][at]) for name in ("posts_baseline", "posts"))
                if not before and not after:
                    continue
                nominated = [b for b in outcome.boroughs_of[code] if outcome.scenario.contacts.get(b) is function]
                words = listing(_names(outcome, tuple(nominated))) if role is Role.SUPERINTENDENT else ""
                rows.append((code, bcu.name, function.value, role.value, before, after, after - before, words))
    return Table(
        "Leadership",
        "Chief Superintendents, Superintendents and Chief Inspectors by BCU and function.",
        (
            TableColumn("bcu", "BCU", width=7),
            TableColumn("name", "BCU name", width=18),
            TableColumn("function", "Function", width=20),
            TableColumn("role", "Role", width=20),
            TableColumn("baseline", "Baseline posts", Kind.WHOLE, 10, adds_up=True),
            TableColumn("proposed", "Proposed posts", Kind.WHOLE, 10, adds_up=True),
            TableColumn("change", "Change", Kind.CHANGE, 9, adds_up=True),
            TableColumn("nominated_for", "Nominated for", width=44),
        ),
        tuple(rows),
        total="All",
    )
