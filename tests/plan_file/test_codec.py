"""Format 2: what is written is what is read, and agrees with the published schema."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.area.build import make_baseline
from planner.area.types import Area
from planner.plan_file import Log, OpenError, open_plan
from planner.plan_file.area_codec import decode_areas
from planner.plan_file.codec import encode
from planner.plan_file.open import open_bytes
from planner.plan_file.save import plan_bytes
from planner.plan_file.upgrades import upgraded
from planner.scenario.kept import KeptState
from planner.scenario.plain import frozen_of
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from planner.session import Session
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status
from tests.plan_file.files import SAVED_AT, all_kept, edited, good_bytes, plan_and_log

ROOT = Path(__file__).parents[2]


def documents(plan: Plan, log: Log) -> dict[str, Any]:
    parts = encode(plan, log, SAVED_AT)
    lines = parts.pop("log.jsonl").decode().splitlines()
    return {name: json.loads(part) for name, part in parts.items()} | {
        "log.jsonl": [json.loads(line) for line in lines]
    }


def check_schema(document: Any) -> None:
    schema = json.loads((ROOT / "docs/formats/plan-2.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)


def own_area_plan() -> Plan:
    """The shipped plan over an area and a baseline of its own, so that both must be embedded."""
    plan = shipped_plan()
    area: Area = replace(plan.area_of(plan.shown), id="own", name="Own area")
    old = plan.baseline_of(plan.shown)
    baseline = make_baseline(
        baseline_id="own",
        name="Own baseline",
        area=area,
        posts=old.posts,
        ward_dwo=old.ward_dwo,
        ward_pcso=old.ward_pcso,
        status=Status.PLANNER,
        source="own records",
    )
    shown = replace(plan.shown, area_hash=area.hash, baseline_hash=baseline.hash)
    return Plan(FrozenMap({area.hash: area}), FrozenMap({baseline.hash: baseline}), (shown,), shown.id)


def test_a_plan_and_its_log_come_back_equal() -> None:
    plan, log = plan_and_log()
    opened = open_bytes(plan_bytes(plan, log, SAVED_AT))
    assert (opened.plan, opened.log, opened.notes) == (plan, log, ())


def test_an_area_that_does_not_ship_is_embedded_whole() -> None:
    plan = own_area_plan()
    opened = open_bytes(plan_bytes(plan, Log(), SAVED_AT))
    assert opened.plan == plan
    assert "area" in next(iter(documents(plan, Log())["area.json"]["areas"].values()))


def test_what_ships_is_kept_by_name_and_hash_and_whole() -> None:
    plan, log = plan_and_log()
    kept = documents(plan, log)["area.json"]
    assert list(kept["areas"]) == list(plan.areas)
    for entry in (*kept["areas"].values(), *kept["baselines"].values()):
        assert entry["shipped"] == "london-2014"
    alone = {part: {key: {name: entry[name]} for key, entry in kept[part].items()}
             for part, name in (("areas", "area"), ("baselines", "baseline"))}  # fmt: skip
    areas, baselines = decode_areas(alone)
    assert areas == plan.areas
    assert baselines == plan.baselines


def exported_plan() -> tuple[Plan, Log]:
    """The plan over an area of its own, with what is shown exported."""
    plan = own_area_plan()
    gone = replace(plan.baseline_of(plan.shown), id="gone")
    before = replace(plan.shown, baseline_hash=gone.hash)
    kept = (KeptState(plan.shown, plan.baseline_of(plan.shown), SAVED_AT), KeptState(before, gone, SAVED_AT))
    return plan, Log(exports=kept)


@pytest.mark.parametrize(
    "case",
    [plan_and_log, lambda: (own_area_plan(), Log()), exported_plan, all_kept],
    ids=["shipped", "own", "exported", "all"],
)
def test_the_parts_agree_with_the_schema(case: Any) -> None:
    check_schema(documents(*case()))


def test_the_schema_refuses_half_a_post() -> None:
    document = documents(*plan_and_log())
    document["plan.json"]["scenarios"][2]["wards"]["E05000026"]["dwo"] = 2.5
    with pytest.raises(jsonschema.ValidationError):
        check_schema(document)


def test_the_same_plan_and_moment_give_the_same_bytes() -> None:
    assert good_bytes() == good_bytes()
    plan, log = plan_and_log()
    assert plan_bytes(plan, log, "2018-03-01T12:00:00+00:00") != good_bytes()


def test_the_parts_can_be_read_without_the_planner() -> None:
    with zipfile.ZipFile(io.BytesIO(good_bytes())) as archive:
        assert archive.namelist() == ["manifest.json", "plan.json", "area.json", "log.jsonl"]
        manifest = json.loads(archive.read("manifest.json"))
        plan = json.loads(archive.read("plan.json"))
    assert (manifest["format"], manifest["version"], manifest["saved_at"]) == ("bcuplan", 2, SAVED_AT)
    assert plan["scenarios"][2]["assignment"]["E09000010"] == "NW"


def test_the_sample_of_format_1_opens() -> None:
    opened = open_plan(ROOT / "tests/samples/plan-1.bcuplan")
    plan, log = plan_and_log()
    assert (opened.plan, opened.log) == (plan, log)
    assert opened.notes == ("This plan was made in format 1; saving keeps it in format 2.",)


def test_the_sample_of_format_2_opens() -> None:
    opened = open_plan(ROOT / "tests/samples/plan-2.bcuplan")
    plan, log = all_kept()
    assert (opened.plan, opened.log, opened.notes) == (plan, log, ())


def test_a_file_of_format_1_changes_only_when_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    path.write_bytes((ROOT / "tests/samples/plan-1.bcuplan").read_bytes())
    before = path.read_bytes()
    session = Session.open(path)
    assert path.read_bytes() == before
    session.save()
    assert Session.open(path).notes == ()
    assert Session.open(path).plan == session.plan


def test_format_1_is_upgraded_line_by_line() -> None:
    with zipfile.ZipFile(ROOT / "tests/samples/plan-1.bcuplan") as archive:
        lines = [json.loads(line) for line in archive.read("log.jsonl").decode().splitlines()]
    made = upgraded({"plan.json": {"current": "x"}, "log.jsonl": lines}, 1, 2)
    assert made["plan.json"] == {"current": "x", "steps_dropped": 0}
    assert [(line["state"], line["why"], "undone" in line) for line in made["log.jsonl"]] == [
        ("done", "", False),
        ("undone", "", False),
    ]


@pytest.mark.parametrize("part", ["when", "who", "app", "fingerprint"])
def test_what_is_kept_of_a_freezing_is_text(part: str) -> None:
    record: dict[str, Any] = {"when": "", "who": "", "app": "", "fingerprint": "", "figures": {"a": 1}}
    assert frozen_of(record).figures["a"] == 1.0
    with pytest.raises(TypeError):
        frozen_of({**record, part: 3})


def test_a_frozen_scenario_that_is_wrong_is_refused_with_the_place() -> None:
    def broken(document: Any) -> None:
        document["scenarios"][0]["frozen"] = {"when": 3}

    with pytest.raises(OpenError, match=r"scenario “Borough commands, 2016”: frozen has no who"):
        open_bytes(edited("plan.json", broken))


def test_a_copy_for_others_has_no_line_of_the_log(tmp_path: Path) -> None:
    plan, log = all_kept()
    session = Session(plan, log=log)
    session.save_copy(tmp_path / "all.bcuplan")
    session.save_copy(tmp_path / "none.bcuplan", with_log=False)
    assert open_plan(tmp_path / "all.bcuplan").log == log
    assert open_plan(tmp_path / "none.bcuplan").log == Log(exports=log.exports)
    assert open_plan(tmp_path / "none.bcuplan").plan == plan
    assert session.path is None


def test_what_is_wrong_in_format_1_is_left_to_the_reader() -> None:
    wrong = {"plan.json": [], "log.jsonl": [3, {"undone": "yes"}]}
    assert upgraded(wrong, 1, 2) == wrong


def test_upgrades_run_in_order_on_the_documents() -> None:
    def to_2(documents: dict[str, Any]) -> dict[str, Any]:
        return {**documents, "steps": [*documents["steps"], 2]}

    def to_3(documents: dict[str, Any]) -> dict[str, Any]:
        return {**documents, "steps": [*documents["steps"], 3]}

    upgrades = {1: to_2, 2: to_3}
    assert upgraded({"steps": []}, 1, 3, upgrades) == {"steps": [2, 3]}
    assert upgraded({"steps": []}, 2, 3, upgrades) == {"steps": [3]}
    assert upgraded({"steps": []}, 3, 3, upgrades) == {"steps": []}
    with pytest.raises(KeyError):
        upgraded({}, 0, 1, upgrades)
