"""Every table of the workbook that is read back: everything a planner owns.

The writer may put columns that follow (formulas) to the right of these, never between them and never in their
place; the reader finds a table by its headings, wherever they stand on the sheet.
"""

from __future__ import annotations

from planner.exchange.columns import Column, InputTable, Reads
from planner.scenario.decisions.values import CELL_POSTS, WARD_POSTS
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS

SLOTS = 16
"""BCU slots on the sheet, used or not; a scenario with more BCUs has as many slots as BCUs."""

BCU_CODES, BOROUGHS, FUNCTION_LIST, ROLE_LIST, SCOPES, KINDS, YEAR_LIST, YES_NO, STATUSES, TERMS = (
    "BCU codes",
    "Boroughs",
    "Functions",
    "Roles",
    "Scopes",
    "Kinds of target",
    "Financial years",
    "Yes or no",
    "Statuses",
    "Price terms",
)
"""Names of the lists on the sheet Lists that drop-downs point at. BCU codes are the cells of the sheet BCUs."""

_POSTS = "posts"

BCUS = InputTable(
    "BCUs",
    "BCUs",
    "BCUs and go-live dates",
    "One row for each BCU; an empty row is a slot for another.",
    (
        Column("slot", "Slot", Reads.WHOLE, 6, is_key=True, low=1),
        Column("code", "BCU", Reads.CODE, 8, may_be_blank=True, blank_means="no BCU in this slot",
               also=("BCU code", "code"),
               note="1–4 letters or figures. To add a BCU, fill an empty row; then put its code on Boroughs."),
        Column("name", "BCU name", Reads.NAME, 20, may_be_blank=True, blank_means="no BCU in this slot",
               also=("name",), note="The name people see, at most 80 characters."),
        Column("go_live", "Go-live date", Reads.DATE, 14, may_be_blank=True, blank_means="not yet dated",
               also=("go live", "live from"), note="The first day live. Savings count from this day on."),
    ),
    rows_may_go=True,
)  # fmt: skip

BOROUGH_ROWS = InputTable(
    "Boroughs",
    "Boroughs",
    "Assignment, nominated superintendents, schools and youth",
    "One row for each policed borough.",
    (
        Column("borough", "Borough code", Reads.TEXT, 12, is_key=True, also=("GSS code", "code", "LAD code")),
        Column("borough_name", "Borough", Reads.TEXT, 24, else_key=True, also=("Borough name", "name")),
        Column("bcu", "BCU", Reads.CHOICE, 8, choices=BCU_CODES, may_be_blank=True, blank_means="in no BCU",
               also=("BCU code",), note="A code from the sheet BCUs. Blank: the borough keeps its baseline posts."),
        Column("contact", "Nominated superintendent", Reads.CHOICE, 20, choices=FUNCTION_LIST, may_be_blank=True,
               blank_means="none nominated", also=("contact",),
               note="The function whose superintendent, in the borough’s BCU, is its nominated one."),
        Column("youth", "Schools and youth posts decided", Reads.WHOLE, 12, _POSTS, may_be_blank=True,
               blank_means="its share by population", low=0, high=WARD_POSTS, also=("schools and youth",),
               note="Whole posts, where they differ from the share by population. Blank: the share."),
    ),
)  # fmt: skip

WARDS = InputTable(
    "Wards",
    "Wards",
    "Ward posts",
    "One row for each ward.",
    (
        Column("ward", "Ward code", Reads.TEXT, 12, is_key=True, also=("GSS code", "code", "WD code")),
        Column("ward_name", "Ward", Reads.TEXT, 30, else_key=True, also=("Ward name", "name")),
        Column("borough_name", "Borough", Reads.TEXT, 22, else_key=True, also=("Borough name",)),
        Column("dwo", "DWO posts", Reads.WHOLE, 9, _POSTS, low=0, high=WARD_POSTS,
               also=("DWO", "DWOs", "Dedicated Ward Officers"), note="Dedicated Ward Officer posts: whole, 0 to 99."),
        Column("pcso", "PCSO posts", Reads.WHOLE, 9, _POSTS, low=0, high=WARD_POSTS, also=("PCSO", "PCSOs"),
               note="PCSO posts: whole, 0 to 99."),
        Column("vacancies", "DWO vacancies", Reads.WHOLE, 10, _POSTS, low=0, high=WARD_POSTS, also=("vacancies",),
               note="DWO posts with nobody in them: whole, 0 to 99."),
        Column("ring_fenced", "Ring-fenced", Reads.YES_NO, 9, choices=YES_NO, also=("ring fence",),
               note="Yes where the ward’s DWOs are ring-fenced from abstraction."),
        Column("abstraction", "Abstraction rate", Reads.SHARE, 11, "%", low=0, high=1, also=("abstraction",),
               note="Share of DWO time taken for other work, 0 % to 100 %."),
    ),
)  # fmt: skip

OVERRIDES = InputTable(
    "Posts",
    "Posts",
    "Overrides",
    "One row for each slot, function and role.",
    (
        Column("slot", "Slot", Reads.WHOLE, 6, is_key=True, low=1),
        Column("function", "Function", Reads.CHOICE, 18, choices=FUNCTION_LIST, is_key=True),
        Column("role", "Role", Reads.CHOICE, 24, choices=ROLE_LIST, is_key=True),
        Column("override", "Override", Reads.WHOLE, 9, _POSTS, may_be_blank=True, blank_means="no override", low=0,
               high=CELL_POSTS, note="Whole posts that replace those worked out. Blank: as worked out."),
        Column("override_note", "Why overridden", Reads.TEXT, 24, may_be_blank=True, blank_means="no note",
               note="Why the posts are overridden. Kept only where there is an override."),
    ),
)  # fmt: skip

BASELINE = InputTable(
    "Baseline",
    "Baseline",
    "Baseline posts",
    "One row for each borough, function and role.",
    (
        Column("borough", "Borough code", Reads.TEXT, 12, is_key=True, also=("GSS code", "LAD code")),
        Column("borough_name", "Borough", Reads.TEXT, 24, else_key=True, also=("Borough name",)),
        Column("function", "Function", Reads.CHOICE, 18, choices=FUNCTION_LIST, is_key=True, also=("strand",)),
        Column("role", "Role", Reads.CHOICE, 24, choices=ROLE_LIST, is_key=True, also=("rank",)),
        Column("posts", "Baseline posts", Reads.WHOLE, 10, _POSTS, low=0, high=CELL_POSTS, also=("posts", "baseline"),
               note="Established posts before the merger: whole."),
    ),
)  # fmt: skip

ASSUMPTIONS = InputTable(
    "Assumptions",
    "Assumptions",
    "Assumptions",
    "One row for each assumption.",
    (
        Column("assumption", "Id", Reads.TEXT, 34, is_key=True, also=("assumption id",)),
        Column("name", "Assumption", Reads.TEXT, 44, else_key=True, also=("name",)),
        Column("value", "Value", Reads.BY_UNIT, 13, note="The value used; its unit stands beside it."),
        Column("low", "Low", Reads.BY_UNIT, 13, may_be_blank=True, blank_means="no range",
               note="The low end of the range, not above the value."),
        Column("high", "High", Reads.BY_UNIT, 13, may_be_blank=True, blank_means="no range",
               note="The high end of the range, not below the value."),
        Column("status", "Status", Reads.CHOICE, 14, choices=STATUSES, note="How well the value is supported."),
        Column("source", "Source", Reads.TEXT, 44, may_be_blank=True, blank_means="as it was, with its value",
               note="Where the value comes from. A row that loses it keeps the value it had."),
        Column("owner", "Owner", Reads.TEXT, 14, may_be_blank=True, blank_means="nobody named",
               note="Who answers for the value: a post, not a person’s name."),
        Column("dated", "Dated", Reads.TEXT, 12, may_be_blank=True, blank_means="not dated",
               note="The date the value is of, as its source gives it."),
        Column("note", "Note", Reads.TEXT, 40, may_be_blank=True, blank_means="no note",
               note="Anything to know of it."),
    ),
)  # fmt: skip

TARGETS = InputTable(
    "Targets",
    "Targets",
    "Targets",
    "One row for each target of the register.",
    (
        Column("target", "Id", Reads.TEXT, 10, is_key=True, may_be_blank=True, also=("target id",)),
        Column("name", "Target", Reads.NAME, 40, also=("name",), note="What the target is called."),
        Column("in_force", "In force", Reads.YES_NO, 9, choices=YES_NO, note="Yes for exactly one target."),
        Column("scope", "Scope", Reads.CHOICE, 15, choices=SCOPES, note="Whom the target is for."),
        Column("kind", "Kind", Reads.CHOICE, 13, choices=KINDS, note="Recurring each year, or cumulative by a year."),
        Column("by", "By", Reads.CHOICE, 10, choices=YEAR_LIST, may_be_blank=True, blank_means="no year",
               note="The financial year a cumulative target falls due."),
        Column("amount", "Amount, £", Reads.POUNDS, 17, "£", low=0, also=("amount",), note="Pounds."),
        Column("stated", "Stated", Reads.TEXT, 12, may_be_blank=True, blank_means="not dated",
               note="When the target was stated."),
        Column("status", "Status", Reads.CHOICE, 14, choices=STATUSES, may_be_blank=True, blank_means="planner’s input",
               note="How well the target is supported. Blank: planner’s input."),
        Column("source", "Source", Reads.TEXT, 44, may_be_blank=True, blank_means="as it was, with its amount",
               note="Who stated it and where. A row that loses it keeps the amount it had; a new one needs it."),
        *(
            Column(f"annual_{i}", f"Of {year}, £", Reads.POUNDS, 15, "£", may_be_blank=True,
                   blank_means="no figure for the year", low=0,
                   note=f"The target’s own figure for {year}, if it has one.")
            for i, year in enumerate(YEARS)
        ),
    ),
    rows_may_go=True,
)  # fmt: skip

ONE_OFF = InputTable(
    "One-off cost",
    "Costs",
    "One-off cost",
    "One row for each financial year.",
    (
        Column("year", "Financial year", Reads.CHOICE, 14, choices=YEAR_LIST, is_key=True, also=("year",)),
        Column("revenue", "One-off cost, revenue, £", Reads.POUNDS, 17, "£", may_be_blank=True, blank_means="none",
               low=0, also=("revenue",), note="Taken off in the net saving."),
        Column("capital", "One-off cost, capital, £", Reads.POUNDS, 17, "£", may_be_blank=True, blank_means="none",
               low=0, also=("capital",), note="Shown beside the savings, never inside."),
    ),
)  # fmt: skip

RULE_SETTINGS = InputTable(
    "Rule settings",
    "Rules",
    "Rule settings",
    "One row for each setting of a rule.",
    (
        Column("setting", "Setting", Reads.TEXT, 14, is_key=True),
        Column("value", "Set to", Reads.BY_UNIT, 13, note="The threshold applied; its unit stands beside it."),
    ),
)  # fmt: skip

INPUT_TABLES: tuple[InputTable, ...] = (
    BCUS,
    BOROUGH_ROWS,
    WARDS,
    OVERRIDES,
    BASELINE,
    ASSUMPTIONS,
    TARGETS,
    ONE_OFF,
    RULE_SETTINGS,
)

SHEETS: tuple[str, ...] = (
    "Contents", "Summary", "BCUs", "Boroughs", "Wards", "Leadership", "Posts", "Costs", "Savings", "Bridge", "Rules",
    "Assumptions", "Targets", "Baseline", "Checks", "Lists", "Sources",
)  # fmt: skip
"""The sheets people see, in their order."""
DECISIONS_SHEET = "Decisions"
"""The log of the scenario, after Baseline; only in a workbook that carries it. Nothing of it is read back."""
RESERVED_SHEET = "Exchange"
"""The hidden sheet that carries the fingerprint and a copy of the inputs as exported."""

CHOICES: dict[str, tuple[str, ...]] = {
    FUNCTION_LIST: tuple(f.value for f in FUNCTIONS),
    ROLE_LIST: tuple(r.value for r in ROLES),
    YEAR_LIST: YEARS,
    YES_NO: ("yes", "no"),
}
"""Fixed lists; those of BCU codes and boroughs are the workbook's own."""
