"""bcu-planner compare and log: what they print, and their refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.cli import run
from planner.scenario import decisions as d
from planner.session import Session

TWO, TWELVE = "two-pathfinders-2017", "twelve-bcus-2018"
FORMATS = Path(__file__).parents[2] / "docs" / "formats"


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = run(argv)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def check(document: Any, schema: str) -> None:
    found = json.loads((FORMATS / schema).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    jsonschema.Draft202012Validator(found).validate(document)


@pytest.fixture
def saved(tmp_path: Path) -> str:
    session = Session.shipped(recent_folder=tmp_path, who=lambda: "Ann")
    session.decide(d.duplicate_scenario, "Enfield moved", "moved")
    session.decide(d.assign_boroughs, ["E09000010"], "NW")
    session.explain(session.history[-1].id, "It borders Barnet.")
    session.decide(d.set_note, "not for long")
    session.undo()
    session.save_as(tmp_path / "map.bcuplan")
    return str(tmp_path / "map.bcuplan")


def test_two_scenarios_are_compared_by_name(capsys: pytest.CaptureFixture[str], saved: str) -> None:
    code, out, _ = said(capsys, "compare", saved, "--scenario", "twelve bcus, february 2018", "--scenario", "moved")
    assert code == 0
    assert out.startswith("Enfield moved against Twelve BCUs, February 2018: 1 value is decided otherwise.")
    assert "  Enfield: North Area → North West" in out
    assert "Full-year saving, from Twelve BCUs, February 2018 to Enfield moved" in out


def test_the_json_agrees_with_its_schema_and_its_bridge_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "compare", "--scenario", TWO, "--scenario", TWELVE, "--terms", "cash", "--json")
    assert code == 0
    document = json.loads(out)
    check(document, "compare.schema.json")
    bars = document["bridges"][0]["bars"]
    assert round(sum(bar["amount"] for bar in bars[:-1]), 2) == bars[-1]["amount"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--scenario", TWO), "Choose 2 to 6 scenarios"),
        (("--scenario", TWO, "--scenario", TWO), "not with itself"),
        (("--scenario", TWO, "--scenario", "other"), "There is no scenario “other”"),
        ((), "--scenario"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], words: str
) -> None:
    code, out, err = said(capsys, "compare", *argv)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_the_log_is_printed_as_text_with_what_was_undone(capsys: pytest.CaptureFixture[str], saved: str) -> None:
    code, out, _ = said(capsys, "log", saved, "--text")
    assert code == 0
    assert "3 decisions.\n" in out
    assert "  Enfield: North Area → North West\n  Why: It borders Barnet.\n" in out
    assert "Change the note of Enfield moved  [undone]" in out
    assert said(capsys, "log", saved)[1] == out


def test_the_log_is_searched(capsys: pytest.CaptureFixture[str], saved: str) -> None:
    _, out, _ = said(capsys, "log", saved, "--find", "barnet")
    assert "3 decisions, 1 shown." in out
    assert "Duplicate" not in out


def test_the_log_as_json_agrees_with_its_schema(capsys: pytest.CaptureFixture[str], saved: str) -> None:
    _, out, _ = said(capsys, "log", saved, "--json")
    document = json.loads(out)
    check(document, "log.schema.json")
    assert [one["state"] for one in document["decisions"]].count("undone") == 1


def test_a_log_of_no_plan_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = said(capsys, "log", str(tmp_path / "none.bcuplan"))
    assert code == 2
    assert "There is no file" in err
