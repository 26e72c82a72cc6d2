"""Areas and questions unlike the shipped ones, by the command line: answered, or refused in a sentence within 1 GB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from planner.area.types import Area, Baseline, Border, Borough, Ward
from planner.cli import run
from planner.plan_file.save import save_plan
from planner.scenario.log import Log
from planner.scenario.shipped import shipped_scenario
from planner.scenario.types import Bcu, Plan
from planner.words.frozen_map import FrozenMap
from tests.suggest.areas import PLAN, made, made_baseline

ROOT = Path(__file__).parents[2]
ROW = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))
"""Six boroughs in a row."""
GIGABYTE = 1 << 30


def area_of(boroughs: int, joined: tuple[tuple[int, int], ...]) -> tuple[Area, Baseline]:
    """Boroughs of a ward each, as an area of wards brought in as boroughs has, with these land borders."""
    named = [Borough(f"B{i:03d}", f"Town {i}", True, 100.0 * (i % 27), 100.0 * (i // 27)) for i in range(boroughs)]
    wards = [Ward(f"W{b.code}", f"Ward of {b.name}", b.code, b.easting, b.northing) for b in named]
    borders = [Border(f"B{a:03d}", f"B{b:03d}", 500.0, 500.0, "land", "") for a, b in joined]
    area = made(named, wards, borders, Random(1))
    return area, made_baseline(area, Random(1))


def saved(path: Path, area: Area, baseline: Baseline, home: dict[str, str] | None = None, **changes: object) -> str:
    """A plan of that area alone, with the boroughs in the BCUs told."""
    scenario = shipped_scenario(area, baseline, "brought", "Brought", bcus=())
    bcus = {code: Bcu(code, f"Unit {code}", "blue-1") for code in sorted(set((home or {}).values()))}
    scenario = replace(scenario, bcus=FrozenMap(bcus), assignment=FrozenMap(home or {}), **changes)  # type: ignore[arg-type]
    plan = Plan(FrozenMap({area.hash: area}), FrozenMap({baseline.hash: baseline}), (scenario,), "brought")
    save_plan(path, plan, Log(), saved_at="2018-02-12T00:00:00+00:00")
    return str(path)


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one sentence of a refusal."""
    code = run(argv)
    said = capsys.readouterr()
    assert (code, said.out, said.err.count("\n")) == (2, "", 1), said
    return said.err.strip()


def answered(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    code = run([*argv, "--json"])
    said = capsys.readouterr()
    assert code == 0, said.err
    found: dict[str, object] = json.loads(said.out)
    return found


def grid(side: int) -> tuple[tuple[int, int], ...]:
    across = [(i, i + 1) for i in range(side * side) if (i + 1) % side]
    return (*across, *((i, i + side) for i in range(side * (side - 1))))


def test_locks_that_contradict_other_terms_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = {f"B00{i}": "AA" if i < 3 else "BB" for i in range(6)}
    locked = frozenset({"B000", "B003"})
    path = saved(tmp_path / "a.bcuplan", *area_of(6, ROW), home=home, locked_boroughs=locked)
    said = refused(
        capsys, "suggest", "map", path, "--locks", "--bcus", "2", "--boroughs", "2-4", "--together", "Town 0,Town 3"
    )
    assert said.startswith("No map meets these terms together: ")
    for word in ("Town 0 locked", "Town 3 locked", "Town 0 and Town 3 kept together"):
        assert word in said
    assert "unlocking Town 0 allows" in said


def test_two_locked_bcus_of_london_that_leave_no_map_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = replace(PLAN.shown, locked_bcus=frozenset({"CN", "EA"}))
    path = tmp_path / "a.bcuplan"
    plan = replace(PLAN, scenarios=tuple(locked if s is PLAN.shown else s for s in PLAN.scenarios))
    save_plan(path, plan, Log(), saved_at="2018-02-12T00:00:00+00:00")
    said = refused(capsys, "suggest", "map", str(path), "--locks", "--within", "30%")
    assert "Central North locked" in said
    assert "Unlocking Central North allows" in said
    assert "East Area" not in said  # it fits within 30 %, so it is not to blame


def test_more_bcus_than_boroughs_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path / "a.bcuplan", *area_of(6, ROW))
    for command in (["suggest", "map"], ["standing"]):
        said = refused(capsys, *command, path, "--bcus", "7", "--boroughs", "1-4")
        assert said.startswith("7 BCUs cannot be made of 6 boroughs"), said


def test_an_area_in_two_pieces_has_maps_of_both_and_none_across(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    area, baseline = area_of(6, ((0, 1), (1, 2), (3, 4), (4, 5)))
    home = {f"B00{i}": "AA" if i < 3 else "BB" for i in range(6)}
    path = saved(tmp_path / "a.bcuplan", area, baseline, home=home)
    found = answered(capsys, "suggest", "map", path, "--bcus", "2", "--boroughs", "1-4")
    assert found["assignment"] == {f"B00{i}": 1 if i < 3 else 2 for i in range(6)}
    assert answered(capsys, "standing", path, "--bcus", "2", "--boroughs", "1-4")["maps"] == 1
    said = refused(capsys, "suggest", "map", path, "--bcus", "1", "--boroughs", "2-6")
    assert "any number of BCUs" in said
    alone = refused(capsys, "suggest", "map", path, "--bcus", "2", "--boroughs", "4-6")
    assert "need at least 8 boroughs" in alone
    pieces = refused(capsys, "suggest", "map", path, "--bcus", "1", "--boroughs", "4-6")
    assert "in 2 pieces under these terms; one is Town 0, Town 1 and Town 2" in pieces


def test_a_borough_with_no_neighbour_is_named_and_can_be_a_bcu_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path / "a.bcuplan", *area_of(6, ROW[:4]))
    said = refused(capsys, "suggest", "map", path, "--bcus", "2", "--boroughs", "2-4")
    assert "Town 5 joins no other borough under these terms" in said
    found = answered(capsys, "suggest", "map", path, "--bcus", "3", "--boroughs", "1-4")
    assignment = found["assignment"]
    assert isinstance(assignment, dict)
    assert [b for b, number in assignment.items() if number == assignment["B005"]] == ["B005"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has both the limit of memory and the count of it")
@pytest.mark.parametrize(
    "argv",
    [
        ["suggest", "map", "--bcus", "200-250", "--boroughs", "2-5"],
        ["suggest", "map", "--repair"],
        ["standing", "--bcus", "230", "--aim", "spread"],
    ],
    ids=["best map", "repair", "standing"],
)
def test_an_area_of_700_wards_as_boroughs_is_refused_within_a_gigabyte(tmp_path: Path, argv: list[str]) -> None:
    area, baseline = area_of(700, tuple((a, b) for a, b in grid(27) if b < 700))
    path = saved(tmp_path / "a.bcuplan", area, baseline, home={b: "AA" for b in area.borough_codes})
    within = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({GIGABYTE}, {GIGABYTE}))\n"
        "from planner.cli import run\n"
        "code = run(sys.argv[1:])\n"
        # Not ru_maxrss, which begins at what the process that started this one had taken.
        "status = open('/proc/self/status', encoding='ascii').read().splitlines()\n"
        "print(next(int(line.split()[1]) for line in status if line.startswith('VmHWM')) // 1024)\n"
        "sys.exit(code)\n"
    )
    command = [sys.executable, "-c", within, *argv, path]
    one_thread = dict(os.environ, OPENBLAS_NUM_THREADS="1")  # each thread maps memory that it never touches
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=one_thread)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done
    assert "its 700 boroughs make more than 2,000,000 states to go through" in done.stderr
    assert "Nothing was changed." in done.stderr
    assert int(done.stdout) < 300  # MB: refused long before the memory is taken
