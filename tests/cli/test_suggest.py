"""`suggest map`, `suggest wards`, `suggest contacts` and `standing`: their JSON, their words and their refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.cli import run
from planner.plan_file.save import save_plan
from planner.plan_file.steps import Log
from planner.scenario.shipped import shipped_plan
from planner.suggest.wards import CRIME

FORMATS = Path(__file__).parents[2] / "docs" / "formats"
PLAN = shipped_plan()


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def sentence(self) -> str:
        assert (self.code, self.out, self.err.count("\n")) == (2, "", 1), self
        return self.err.strip()


Command = Callable[..., Said]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Command:
    def command(*argv: str) -> Said:
        code = run(argv)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command


def holds(found: dict[str, Any], name: str) -> None:
    schema = json.loads((FORMATS / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.validate(found, schema, jsonschema.Draft202012Validator)


def test_the_best_map_by_its_defaults(say: Command) -> None:
    found = say("suggest", "map", "--json").json
    holds(found, "suggest-map")
    assert list(found) == ["terms", "proven", "value", "assignment", "moves", "posts_change", "saving_change"]
    assert found["proven"] is True
    assert found["value"] == pytest.approx(0.126912, abs=1e-6)
    assert sorted(set(found["assignment"].values())) == list(range(1, 13))
    assert len(found["assignment"]) == 32
    terms = found["terms"]
    assert (terms["bcus"], terms["boroughs"], terms["crossings"]) == ([12, 12], [2, 4], [])
    assert (terms["measure"], terms["aims"], terms["locked_boroughs"]) == ("pop_2017_gla", ["deviation"], [])
    assert terms["units"] == ["share of the mean"]


def test_the_standing_by_its_defaults(say: Command) -> None:
    found = say("standing", "--json").json
    holds(found, "standing")
    assert list(found) == ["terms", "maps", "as_good_or_better", "share", "best", "present", "method"]
    assert (found["maps"], found["as_good_or_better"], found["method"]) == (86_463_292, 1_324_639, "exact")
    assert found["best"] == say("suggest", "map", "--json").json["value"]
    assert found["present"] == pytest.approx(0.355992, abs=1e-6)


def test_crossings_make_more_maps_and_each_can_be_switched_off(say: Command) -> None:
    assert say("standing", "--json", "--crossings").json["maps"] == 1_252_620_461
    some = say("standing", "--json", "--crossings", "--no-crossing", "Greenwich,Newham").json
    assert 86_463_292 < some["maps"] < 1_252_620_461
    assert len(some["terms"]["crossings"]) == 7
    assert say("standing", "--json", "--no-crossing", "Greenwich,Newham").json == some


def test_a_sampled_standing_has_its_interval(say: Command) -> None:
    found = say("standing", "--json", "--aim", "outline").json
    holds(found, "standing")
    assert found["method"] == "sampled"
    assert found["interval"][0] <= found["share"] <= found["interval"][1]


def test_locks_are_kept_only_when_asked(say: Command, tmp_path: Path) -> None:
    locked = replace(PLAN.shown, locked_bcus=frozenset({"CN", "EA"}))
    plan = replace(PLAN, scenarios=tuple(locked if s is PLAN.shown else s for s in PLAN.scenarios))
    path = str(tmp_path / "a.bcuplan")
    save_plan(Path(path), plan, Log((), ()), saved_at="2018-02-12T00:00:00+00:00")
    assert say("standing", path, "--json").json["maps"] == 86_463_292
    assert say("standing", path, "--json", "--locks").json["maps"] == 1_818_162
    kept = say("suggest", "map", path, "--json", "--locks").json
    assert kept["terms"]["locked_bcus"] == ["CN", "EA"]
    assert kept["value"] == pytest.approx(0.3560, abs=5e-5)


def test_terms_come_through(say: Command) -> None:
    found = say(
        "suggest", "map", "--json", "--bcus", "10–11", "--boroughs", "2-5", "--aim", "deviation,change",
        "--tolerance", "10%", "--measure", "wards", "--within", "60%", "--min-border", "800",
        "--together", "Croydon,Sutton", "--apart", "Camden,E09000019",
    ).json  # fmt: skip
    holds(found, "suggest-map")
    terms = found["terms"]
    assert terms["bcus"] == [10, 11]
    assert terms["units"] == ["share of the mean", "posts"]
    assert terms["together"] == [["E09000008", "E09000029"]]
    assert terms["apart"] == [["E09000007", "E09000019"]]
    assert (terms["tolerance"], terms["within"], terms["min_border_m"]) == (0.1, 0.6, 800.0)
    home = found["assignment"]
    assert home["E09000008"] == home["E09000029"]
    assert home["E09000007"] != home["E09000019"]


def test_the_answers_in_words(say: Command) -> None:
    said = say("suggest", "map").out
    assert "Proven best: of all maps with 12 BCUs of 2–4 boroughs, joined by land" in said
    assert "East Area (EA): Barking and Dagenham, Havering and Redbridge" in said
    assert "11 boroughs would move; posts +5, full-year saving −£304,715." in said
    assert said.endswith("Nothing was changed.\n")
    placed = say("standing").out
    assert "Of 86,463,292 possible maps" in placed
    assert "1,324,639 are as good or better (1.53 %), counted exactly" in placed
    sampled = say("standing", "--aim", "outline").out
    assert "from maps drawn uniformly (95 % interval" in sampled
    rare = say("standing", "--aim", "deviation,outline").out
    assert re.search(r"under [0-9,]+ are as good or better \(under 0\.0\d %\), from maps drawn uniformly", rare)
    both = say("suggest", "map", "--aim", "exposure,change", "--tolerance", "10%").out
    assert "joined by land, that are within 10 % of the best by largest response exposure" in both
    assert "does not meet the terms" in say("standing", "--boroughs", "3-4", "--bcus", "9").out
    assert "Left with no borough, but kept:" in say("suggest", "map", "--aim", "saving", "--bcus", "8-9").out


def test_a_repair_from_the_command_line(say: Command) -> None:
    found = say("suggest", "map", "--repair", "--scenario", "Two pathfinders, 2017", "--json").json
    holds(found, "suggest-map")
    assert {m["from"] for m in found["moves"]} == {None}
    assert len(found["moves"]) == 27
    assert "no borough would move and 27 be assigned" in say(
        "suggest", "map", "--repair", "--scenario", "two-pathfinders-2017"
    ).out  # fmt: skip


def test_ward_posts_are_shared(say: Command) -> None:
    found = say("suggest", "wards", "--posts", "100", "--json").json
    holds(found, "suggest-wards")
    assert found["posts"] == sum(found["wards"].values()) == 1358
    assert sum(found["changes"].values()) == 100
    assert [m["method"] for m in found["methods"]] == [
        "largest-demand", "highest-averages", "webster", "largest-remainders",
    ]  # fmt: skip
    mixed = say(
        "suggest", "wards", "--posts", "50", "--measure", "crime_2015_mps_ward", "--measure", "pop_mid2019_est=2",
        "--method", "webster", "--cap", "6", "--floor", "1", "--damping", "1", "--json",
    ).json  # fmt: skip
    holds(mixed, "suggest-wards")
    assert mixed["method"] == "webster"
    assert (found["unit"], mixed["unit"]) == ("offences", "thousand-millionths of all demand")
    assert max(mixed["wards"].values()) <= 6
    assert say("suggest", "wards", "--in-all", "1358", "--json").json == found
    said = say("suggest", "wards", "--posts", "100").out
    assert "largest demand per DWO 972.5 offences" in said
    words = say("suggest", "wards", "--posts", "50", "--measure", CRIME, "--measure", "pop_mid2019_est=2").out
    demands = re.findall(r"largest demand per DWO ([0-9.,]+ % of all demand) \(", words)
    assert len(demands) == 4
    assert all(0 < float(demand.split(" ")[0]) < 1 for demand in demands)
    assert "West End, Westminster: +13" in said
    assert "A cap of 7" in said


def test_superintendents_are_nominated(say: Command) -> None:
    found = say("suggest", "contacts", "--json").json
    holds(found, "suggest-contacts")
    assert len(found["nominations"]) == 32
    assert found["largest_load"] == 1
    assert "Central South: Lambeth, the Neighbourhoods superintendent (new)" in say("suggest", "contacts").out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["suggest", "map", "--bcus", "33"], "33 BCUs cannot be made of 32 boroughs"),
        (["suggest", "map", "--bcus", "5"], "hold at most 20 boroughs"),
        (["suggest", "map", "--within", "10%"], "Allowing a larger deviation allows"),
        (["suggest", "map", "--within=-1%"], "too small"),
        (["suggest", "map", "--bcus", "many"], "write --bcus 12 or --bcus 8-16"),
        (["suggest", "map", "--aim", "beauty"], "“beauty” is not an aim"),
        (["suggest", "map", "--aim", "spread,spread"], "two different ones"),
        (["suggest", "map", "--measure", "area_land_km2"], "use one of"),
        (["suggest", "map", "--apart", "Croydon"], "does not name two boroughs"),
        (["suggest", "map", "--together", "Croyden,Sutton"], "did you mean Croydon?"),
        (["suggest", "map", "--together", "Atlantis"], "is not a borough of London"),
        (["suggest", "map", "--no-crossing", "Barnet,Brent"], "No bridge, tunnel or ferry"),
        (["standing", "--scenario", "Two pathfinders, 2017"], "27 boroughs"),
        (["standing", "--aim", "change"], "always stands first"),
        (["standing", "--bcus", "5"], "hold at most 20 boroughs"),
        (["suggest", "wards", "--posts", "-5"], "fewer than"),
        (["suggest", "wards", "--measure", "crime_2015_mps_ward=much"], "is not a weight"),
        (["suggest", "wards", "--measure", "beauty"], "is not a measure of wards"),
        (["suggest"], "PART"),
        (["suggest", "everything"], "everything"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(say: Command, argv: list[str], words: str) -> None:
    assert words in say(*argv).sentence
