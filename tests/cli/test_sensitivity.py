"""`sensitivity`: the same study in words and as JSON, and its refusals."""

from __future__ import annotations

import json

import pytest

from planner.cli import run


def test_the_study_is_printed_with_what_breaks_the_target_and_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sensitivity", "--draws", "500", "--seed", "7"]) == 0
    said = capsys.readouterr().out
    assert "Full cost of a Constable: at its low, £41,927, £73.9m (−25.9)" in said
    assert "Full cost of a Constable just meets the target at £41,414.40, beyond its range" in said
    assert "500 draws, seed 7, each assumption drawn by itself" in said


def test_json_holds_the_numbers_and_is_the_same_for_the_same_seed(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for _ in range(2):
        assert run(["sensitivity", "--json", "--draws", "500", "--together", "--terms", "cash"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    draws = found[0]["draws"]
    assert (draws["count"], draws["together"], found[0]["terms"]) == (500, True, "cash")
    assert draws["by_year"][3]["year"] == "2019/20"
    assert draws["by_year"][3]["chance"]["of"] == 500
    assert found[0]["tornado"][0]["assumption"] == "cost.constable"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--draws", "0"], "--draws is from 1 to 1,000,000."),
        (["--draws", "2000000"], "--draws is from 1 to 1,000,000."),
        (["--seed", "-1"], "--seed is from 0 to 4,294,967,295."),
    ],
)
def test_counts_that_cannot_be_are_refused_in_a_sentence(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sensitivity", *argv]) == 2
    assert capsys.readouterr().err.strip() == said
