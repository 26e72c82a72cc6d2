"""A comparison as a table's rows and columns: parts under heads, a column for each scenario and each difference."""

from __future__ import annotations

from planner.scenario.shipped import shipped_plan
from planner.views.compare import compare
from planner.views.compare_rows import compare_columns, compare_lines, decision_columns, decision_rows
from tests.views.plans import NOT_ANY, TWELVE, TWO


def test_every_part_has_a_head_and_every_scenario_a_column() -> None:
    found = compare(shipped_plan(), [TWO, TWELVE, NOT_ANY])
    lines, columns = compare_lines(found), compare_columns(found)
    heads = [line.label for line in lines if line.is_head]
    assert heads[0] == "Headline, posts and pounds"
    assert heads[-1] == "What they stand on"
    assert [c.title for c in columns] == [
        "Figure", "Two pathfinders, 2017", "Twelve BCUs, February 2018", "Difference", "Borough commands, 2016",
        "Difference",
    ]  # fmt: skip
    assert columns[3].about == "Twelve BCUs, February 2018 less Two pathfinders, 2017"
    line = next(line for line in lines if line.label == "Officer posts")
    assert [c.text(line) for c in columns] == ["Officer posts", "17,286", "15,937", "−1,349", "17,521", "+235"]
    assert [c.copied(line) for c in columns] == ["Officer posts", "17286", "15937", "-1349", "17521", "235"]
    assert [c.text(lines[0]) for c in columns[1:]] == [""] * 5
    assert [c.copied(lines[0]) for c in columns[1:]] == [""] * 5


def test_rows_have_keys_of_their_own() -> None:
    lines = compare_lines(compare(shipped_plan(), [TWO, TWELVE]))
    assert len({line.key for line in lines}) == len(lines)


def test_only_what_differs_leaves_out_parts_that_are_alike() -> None:
    found = compare(shipped_plan(), [TWO, TWELVE])
    lines = compare_lines(found, only_differing=True)
    assert "PCSO posts" not in [line.label for line in lines]
    assert all(not line.is_head or lines[at + 1].key[0] == line.key[0] for at, line in enumerate(lines))


def test_decisions_are_told_scenario_by_scenario() -> None:
    found = compare(shipped_plan(), [TWELVE, TWO, NOT_ANY])
    rows = decision_rows(found.decisions)
    assert [row.at for row in rows] == list(range(len(rows)))
    assert {row.scenario for row in rows} == {"Two pathfinders, 2017", "Borough commands, 2016"}
    columns = decision_columns(found.names[0])
    enfield = next(row for row in rows if row.said.place == "Enfield")
    assert [c.text(enfield) for c in columns] == ["Two pathfinders, 2017", "Enfield", "North Area", "no BCU"]
    assert columns[2].title == "In Twelve BCUs, February 2018"
