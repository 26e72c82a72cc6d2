"""`merge` of two plans: what is printed, what is written, and what is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from planner.cli import run
from planner.plan_file import open_plan, save_plan
from planner.plan_file.hold import hold, whoami
from planner.scenario import decisions as d
from planner.scenario.validate import check_plan
from planner.session import Session
from tests.session.merging.two import ABBEY, BARNET, ENFIELD, Two

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "formats" / "merge-plans.schema.json").read_text("utf-8"))


@dataclass
class Said:
    code: int
    out: str
    err: str


class Merge:
    """The command over two plans in a folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.out = folder / "merged.bcuplan"

    def keep(self, session: Session, name: str) -> Path:
        save_plan(self.folder / name, session.plan, session.log, saved_at="2018-02-28T12:00:00+00:00")
        return self.folder / name

    def __call__(self, two: Two, *more: str) -> Said:
        ours, theirs = self.keep(two.ours, "amina.bcuplan"), self.keep(two.theirs, "ben.bcuplan")
        code = run(["merge", str(ours), str(theirs), *more])
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)


@pytest.fixture
def merge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Merge:
    return Merge(tmp_path, capsys)


def changed() -> Two:
    """A change on each side, and a conflict."""
    two = Two().we(d.assign_boroughs, [ENFIELD], "NW").we(d.set_wards, "dwo", {ABBEY: 1})
    return two.they(d.assign_boroughs, [ENFIELD], "NE").they(d.set_youth, BARNET, 8)


def test_the_changes_are_printed_by_part_and_nothing_is_written(merge: Merge) -> None:
    said = merge(changed())
    lines = said.out.splitlines()
    assert (said.code, said.err) == (1, "")
    assert lines[0].startswith(
        "amina.bcuplan, with ben.bcuplan: 1 changed in the other plan, 1 changed in this plan, 1 conflict, "
    )
    assert lines[1].startswith("Compared three ways from the last step both share, “Change the note of Twelve BCUs")
    assert "Twelve BCUs, February 2018: Assignment" in lines
    assert "  Enfield: BCU  North Area → North West in this plan, North East in the other plan  conflict" in lines
    assert "  Abbey, Barking and Dagenham: DWO posts  2 → 1  changed in this plan" in lines
    assert lines[-1] == "1 conflict needs a choice: add --take ours or --take theirs. Nothing was written."
    assert sorted(path.name for path in merge.folder.iterdir()) == ["amina.bcuplan", "ben.bcuplan"]


@pytest.mark.parametrize(("take", "home"), [("ours", "NW"), ("theirs", "NE")])
def test_with_a_choice_the_merged_plan_is_written_as_one_step_of_ours(merge: Merge, take: str, home: str) -> None:
    said = merge(changed(), "--out", str(merge.out), "--take", take)
    assert said.code == 0
    assert said.out.splitlines()[-1] == f"Wrote {merge.out}."
    opened = open_plan(merge.out)
    check_plan(opened.plan)
    assert (opened.plan.shown.assignment[ENFIELD], opened.plan.shown.youth[BARNET]) == (home, 8)
    assert opened.plan.shown.wards.dwo[0] == 1
    assert opened.log.done[-1].label == "Merged ben’s plan"
    assert len(opened.log.done) == 4


def test_what_is_not_met_afterwards_is_told(merge: Merge) -> None:
    said = merge(changed(), "--take", "theirs")
    twelve = "Twelve BCUs, February 2018: "
    told = next(line for line in said.out.splitlines() if line.startswith(twelve) and "not met" in line)
    assert "officers " in told
    assert "; not met: W1 (1 finding), " in told
    met = merge(Two().they(d.set_note, "x"))
    assert f"{twelve}no headline figure changes; no rule is not met." in met.out


def test_json_fits_its_schema_and_counts_what_it_lists(merge: Merge) -> None:
    document = json.loads(merge(changed(), "--json").out)
    jsonschema.validate(document, SCHEMA)
    assert document["counts"]["conflict"] == 1
    assert {line["place"] for line in document["lines"]} == {
        "Enfield: BCU",
        "Barnet: Schools and Youth Officer posts",
        "Abbey, Barking and Dagenham: DWO posts",
    }
    written = json.loads(merge(changed(), "--json", "--take", "ours", "--out", str(merge.out)).out)
    jsonschema.validate(written, SCHEMA)
    assert written["written"] == str(merge.out)
    assert written["rules"]


def test_plans_without_a_common_step_ask_for_their_base(merge: Merge) -> None:
    two = changed()
    two.theirs = Session(two.theirs.plan, who=lambda: "ben")
    said = merge(two)
    assert (said.code, said.out) == (2, "")
    assert said.err == ("The two plans share no step. Name the plan that both came from. --base FILE names it.\n")
    base = merge.keep(Session(two.start), "monday.bcuplan")
    named = merge(two, "--base", str(base), "--take", "ours", "--out", str(merge.out))
    assert named.code == 0
    assert "Compared three ways from monday.bcuplan, as named." in named.out
    assert open_plan(merge.out).plan.shown.youth[BARNET] == 8
    assert open_plan(merge.out).log.done[-1].label == "Merged ben.bcuplan"


def test_a_choice_that_leaves_no_plan_is_refused_in_a_sentence(merge: Merge) -> None:
    two = Two().we(d.assign_boroughs, [BARNET], "NA").they(d.remove_bcu, "NA")
    said = merge(two, "--take", "theirs", "--out", str(merge.out))
    assert said.code == 2
    assert "Barnet is assigned to BCU NA, which is not in the scenario" in said.err
    assert said.err.endswith("Nothing was written.\n")
    assert not merge.out.exists()


def test_nothing_is_written_onto_a_plan_that_somebody_has_open(merge: Merge) -> None:
    two = changed()
    held = hold(merge.keep(two.ours, "merged.bcuplan"), whoami())
    before = merge.out.read_bytes()
    said = merge(two, "--take", "ours", "--out", str(merge.out))
    assert said.code == 2
    assert said.err.startswith(f"merged.bcuplan is open by {held.holder.words}. Nothing was written")
    assert merge.out.read_bytes() == before
    held.release()
    assert merge(two, "--take", "ours", "--out", str(merge.out)).code == 0


def test_a_scenario_alone_cannot_be_merged_and_the_same_plan_has_nothing(merge: Merge) -> None:
    assert "leave --scenario out" in merge(changed(), "--scenario", "x").err
    same = Two()
    said = merge(same)
    assert said.code == 0
    assert said.out.splitlines()[-1] == "Nothing was written: --out FILE writes the plan with the changes."


def test_a_plan_over_another_area_is_refused_in_its_own_sentence(merge: Merge, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise d.Refused("Theirs is over Elsewhere, an area that this plan does not have: it cannot be merged.")

    monkeypatch.setattr("planner.cli.merge_plans.compare_plans", refuse)
    said = merge(changed())
    assert (said.code, said.out) == (2, "")
    assert said.err == "Theirs is over Elsewhere, an area that this plan does not have: it cannot be merged.\n"
