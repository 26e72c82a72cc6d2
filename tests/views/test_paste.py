from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.evaluate import evaluate_plan
from planner.scenario.decisions.wards import FIELD_WORDS
from planner.scenario.shipped import shipped_plan
from planner.views.paste import Anchor, copy_cells, paste_wards, read_block, said_of
from planner.views.ward_rows import WARD_COLUMN, WARD_COLUMNS, WardRow, ward_rows

PLAN = shipped_plan()
AREA = PLAN.area_of(PLAN.shown)
ROWS = ward_rows(evaluate_plan(PLAN))
KEYS = tuple(column.key for column in WARD_COLUMNS)
DECIDED = tuple(key for key in KEYS if key in FIELD_WORDS)
HERE = Anchor(rows=[row.code for row in ROWS], columns=KEYS)
ABBEY, ALIBON = ROWS[0], ROWS[1]


def copied(rows: list[WardRow], keys: list[str], *, with_heads: bool) -> str:
    columns = [WARD_COLUMN[key] for key in keys]
    cells = [[column.copied(row) for column in columns] for row in rows]
    return copy_cells(cells, [c.title for c in columns] if with_heads else ()).text


def decided(row: WardRow) -> dict[str, object]:
    return {key: getattr(row, key) for key in DECIDED}


VALUES = st.fixed_dictionaries(
    {
        "dwo": st.integers(0, 99),
        "vacancies": st.integers(0, 99),
        "pcso": st.integers(0, 99),
        "abstraction": st.floats(0, 1),
        "ring_fenced": st.booleans(),
    }
)


@given(
    st.lists(st.sampled_from(range(len(ROWS))), min_size=1, max_size=12, unique=True),
    st.lists(VALUES, min_size=12, max_size=12),
    st.permutations(KEYS),
)
def test_what_is_copied_with_headers_reads_back_the_same_in_any_order_of_columns(
    places: list[int], values: list[dict[str, object]], keys: list[str]
) -> None:
    rows = [replace(ROWS[i], **found) for i, found in zip(places, values, strict=False)]  # type: ignore[arg-type]
    pasted = paste_wards(copied(rows, keys, with_heads=True), AREA, HERE)
    assert pasted.details == ""
    assert {(w, f): v for w, f, v in pasted.cells} == {(r.code, k): v for r in rows for k, v in decided(r).items()}


@given(st.integers(0, 620), st.lists(VALUES, min_size=1, max_size=8), st.data())
def test_what_is_copied_without_headers_reads_back_the_same_at_its_place(
    first: int, values: list[dict[str, object]], data: st.DataObject
) -> None:
    left = data.draw(st.integers(KEYS.index("dwo"), KEYS.index("ring_fenced")))
    right = data.draw(st.integers(left, KEYS.index("ring_fenced")))
    rows = [replace(ROWS[first + i], **found) for i, found in enumerate(values)]  # type: ignore[arg-type]
    keys = list(KEYS[left : right + 1])
    if keys == ["effective"]:
        return
    pasted = paste_wards(copied(rows, keys, with_heads=False), AREA, replace(HERE, row=first, column=left))
    assert pasted.details == ""
    wanted = {(r.code, k): v for r in rows for k, v in decided(r).items() if k in keys}
    assert {(w, f): v for w, f, v in pasted.cells} == wanted


def test_wards_go_by_code_wherever_they_stand() -> None:
    text = f"Code\tVacancies\tDWO posts\n{ALIBON.code}\t1\t3\n{ABBEY.code}\t0\t 4 \n"
    assert paste_wards(text, AREA, HERE).cells == (
        (ALIBON.code, "vacancies", 1),
        (ALIBON.code, "dwo", 3),
        (ABBEY.code, "vacancies", 0),
        (ABBEY.code, "dwo", 4),
    )


def test_wards_go_by_borough_and_name_however_the_borough_is_spelled() -> None:
    text = "ward\tborough\tpcsos\nAbbey\tBarking & Dagenham\t2\nTown\tH&F\t3\n"
    cells = paste_wards(text, AREA, HERE).cells
    assert [value for _, _, value in cells] == [2, 3]
    boroughs = [AREA.wards[AREA.ward_index[w]].borough for w, _, _ in cells]
    assert [AREA.borough_by_code[b].name for b in boroughs] == ["Barking and Dagenham", "Hammersmith and Fulham"]


def test_a_name_that_several_boroughs_have_is_asked_about_and_never_guessed() -> None:
    pasted = paste_wards("Ward\tDWO posts\nAbbey\t3\n", AREA, HERE)
    assert pasted.cells == ()
    assert "Barking and Dagenham" in pasted.details
    assert pasted.details.startswith("Row 2, Ward: “Abbey” is a ward of ")


def test_every_problem_is_listed_by_row_and_column_and_nothing_is_taken() -> None:
    text = (
        "Ward\tBorough\tDWO posts\tAbstraction %\tRing fence\n"
        "Abbey\tBarking and Dagenham\t3.5\t0.5\tmaybe\n"
        "Alibon\tBarking and Dagenham\t-1\t120\tyes\n"
        "Nowhere\tBarnet\t2\t0\tyes\n"
        "Abbey\tNarnia\t2\t0\tyes\n"
        "\t\t2\t0\tyes\n"
    )
    pasted = paste_wards(text, AREA, HERE)
    assert pasted.cells == ()
    assert [(p.row, p.column) for p in pasted.problems] == [
        (2, "DWO posts"), (2, "Abstraction %"), (2, "Ring fence"),
        (3, "DWO posts"), (3, "Abstraction %"),
        (4, "Ward"), (5, "Borough"), (6, "Ward"),
    ]  # fmt: skip
    assert "Row 2, DWO posts: “3.5” is not a whole number; DWO posts are whole, 0–99" in pasted.details
    assert said_of(pasted).endswith("; and 7 more problems.")


def test_a_column_nobody_knows_stops_the_paste_before_its_rows_are_read() -> None:
    pasted = paste_wards(f"Code\tDWO post count\tVacancies\n{ABBEY.code}\t2\tx\n", AREA, HERE)
    assert [(p.row, p.column) for p in pasted.problems] == [(1, "column 2")]
    assert "“DWO post count” is no column of the ward table" in pasted.details


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing on the clipboard"),
        ("DWO posts\tDWO\n2\t2\n", "stands twice"),
        ("Ward\tDWO posts\n", "no rows under them. Copy the rows too."),
        ("Ward\tCrime 2015\nAbbey\t5\n", "No column here can be set"),
        ("DWO posts\n2\n\n3\n", "the row is empty"),
        (f"Code\tDWO posts\n{ABBEY.code}\t1\n{ABBEY.code}\t2\n", "stands in row 2 already"),
        ("Code\tDWO posts\nE05999999\t1\n", "“E05999999” is not the code of a ward"),
    ],
)
def test_a_block_that_makes_no_table_is_refused_in_words(text: str, words: str) -> None:
    pasted = paste_wards(text, AREA, HERE)
    assert pasted.cells == ()
    assert words in pasted.details


def test_a_block_wider_or_longer_than_what_is_shown_is_refused() -> None:
    last = replace(HERE, column=KEYS.index("minimum"))
    assert "2 columns wide" in paste_wards("1\t2\n", AREA, last).details
    few = replace(HERE, rows=HERE.rows[:2], row=1, column=KEYS.index("dwo"))
    assert "2 rows; 1 ward is shown from here down" in paste_wards("1\n2\n", AREA, few).details


def test_one_cell_fills_the_selection_it_is_pasted_into() -> None:
    anchor = replace(HERE, column=KEYS.index("dwo"), row=0, down=3, across=2)
    cells = paste_wards("4\n", AREA, anchor).cells
    assert cells == tuple((ROWS[i].code, field, 4) for i in range(3) for field in ("dwo", "vacancies"))


def test_columns_that_follow_are_passed_over_and_said() -> None:
    pasted = paste_wards(f"Code\tEffective\tDWO posts\n{ABBEY.code}\t9\t3\n", AREA, HERE)
    assert pasted.cells == ((ABBEY.code, "dwo", 3),)
    assert pasted.notes == ("Not read, since not decided here: Effective.",)


def test_a_block_with_names_goes_by_them_and_not_by_its_place() -> None:
    text = "Alibon\tBarking and Dagenham\tEA\t5\n"
    assert paste_wards(text, AREA, replace(HERE, row=300)).cells == ((ALIBON.code, "dwo", 5),)


def test_cells_that_hold_tabs_and_quotes_keep_them() -> None:
    cells = [["a\tb", 'say "so"'], ["c\nd", "e"]]
    assert read_block(copy_cells(cells).text) == cells


def test_words_are_marked_as_text_in_html_and_figures_are_bare() -> None:
    found = copy_cells([["=1+1", "2"]], ["Name <b>", "Posts"], [False, True]).html
    assert "<td style=\"mso-number-format:'\\@'\">=1+1</td><td>2</td>" in found
    assert "<th>Name &lt;b&gt;</th>" in found
