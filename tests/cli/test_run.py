"""The command line: what it prints, what it writes, its exit codes, and its refusals in one sentence."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import jsonschema
import pytest

from planner.cli import commands, run
from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.plan_file.save import save_plan
from planner.plan_file.steps import Log
from planner.scenario import decisions as d
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from planner.session import Session
from planner.views.briefing import Briefing
from planner.words.vocabulary import OFFICER_ROLES, Terms

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "formats" / "report.schema.json").read_text("utf-8"))
PLAN = shipped_plan()


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What a refusal said: one line on stderr, nothing else anywhere."""
        assert self.code == 2, self
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


Command = Callable[..., Said]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Command:
    def command(*argv: str, drawn: dict[str, Callable[..., object]] | None = None) -> Said:
        code = run(argv, drawn)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command


def saved(path: Path, plan: Plan) -> str:
    save_plan(path, plan, Log((), ()), saved_at="2018-02-12T00:00:00+00:00")
    return str(path)


def with_scenario(**changes: object) -> Plan:
    return replace(PLAN, scenarios=tuple(replace(s, **changes) if s is PLAN.shown else s for s in PLAN.scenarios))


# --- report


@pytest.mark.parametrize("terms", ["real", "cash"])
@pytest.mark.parametrize("scenario", [s.name for s in PLAN.scenarios])
def test_the_report_holds_to_its_schema(say: Command, scenario: str, terms: str) -> None:
    said = say("report", "--json", "--scenario", scenario, "--terms", terms)
    found = json.loads(said.out)
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    assert (found["scenario"], found["price_terms"]) == (scenario, terms)
    assert said.code == 0


def test_the_schema_refuses_what_is_not_a_report(say: Command) -> None:
    found = json.loads(say("report", "--json").out)
    for spoilt in (
        {**found, "more": 1},
        {**found, "fingerprint": "C95B-CF6F"},
        {**found, "posts": [{**found["posts"][0], "borough": "E09000002"}]},
        {**found, "rules": [{**found["rules"][0], "outcome": "failed"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoilt, SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("scenario", PLAN.scenarios, ids=lambda s: s.id)
def test_the_reports_posts_add_up_to_all_officers(say: Command, scenario: object) -> None:
    name = scenario.name  # type: ignore[attr-defined]
    outcome = evaluate_plan(PLAN, scenario_id=scenario.id)  # type: ignore[attr-defined]
    rows = json.loads(say("report", "--json", "--scenario", name).out)["posts"]
    officers = {role.value for role in OFFICER_ROLES}
    for column, figure in (("baseline", "officers_in_all_baseline"), ("proposed", "officers_in_all")):
        assert sum(r[column] for r in rows if r["role"] in officers) == outcome.number(figure)


def test_an_unassigned_borough_keeps_its_baseline_in_the_report(say: Command) -> None:
    rows = json.loads(say("report", "--json", "--scenario", "borough-commands-2016").out)["posts"]
    assert {r["bcu"] for r in rows} == {""}
    assert len({r["borough"] for r in rows}) == 32
    assert all(r["baseline"] == r["proposed"] > 0 for r in rows)
    assert {r["why"] for r in rows} == {"not yet in a BCU: baseline kept"}


def test_the_report_is_of_the_shipped_plans_twelve_bcus(say: Command) -> None:
    found = json.loads(say("report", "--json").out)
    assert found["scenario"] == "Twelve BCUs, February 2018"
    assert found["fingerprint"] == fingerprint(PLAN.shown)
    assert found["full_year_saving"] == 99_770_090
    assert found["savings"][3] == {
        "year": "2019/20",
        "gross": 99_770_090.0,
        "one_off_revenue": 1_976_000.0,
        "one_off_capital": 0.0,
        "net": 97_794_090.0,
        "cumulative_net": 156_586_294.92,
    }
    assert [t["amount"] for t in found["targets"] if t["in_force"]] == [73_000_000]
    outcome = evaluate_plan(PLAN)
    assert len(found["rules"]) == sum(len(rule.subjects) for rule in outcome.rules)


def test_an_override_of_nought_on_nought_still_has_its_row(say: Command, tmp_path: Path) -> None:
    from planner.scenario.types import Override
    from planner.words.vocabulary import Function, Role

    cell = ("NA", Function.HQ, Role.DWO)
    plan = with_scenario(overrides=PLAN.shown.overrides.put(cell, Override(0, "none here")))
    rows = json.loads(say("report", saved(tmp_path / "a.bcuplan", plan), "--json").out)["posts"]
    found = [r for r in rows if (r["bcu"], r["function"], r["role"]) == ("NA", "HQ", "Dedicated Ward Officer")]
    assert [(r["baseline"], r["proposed"]) for r in found] == [(0, 0)]
    assert "none here" in found[0]["why"]


def test_without_json_the_report_is_the_headline_in_words(say: Command) -> None:
    lines = say("report").out.splitlines()
    assert any(line.startswith("Officer posts") and "15,937" in line and "−1,584" in line for line in lines)
    assert any("£99.8m" in line and "+£26.8m" in line and "real 2017/18" in line for line in lines)
    assert "cash 2019/20" in say("report", "--terms", "cash").out


# --- frozen


def frozen_plan(path: Path) -> tuple[str, Plan]:
    session = Session.shipped(recent_folder=path.parent, who=lambda: "Ann")
    session.decide(
        d.freeze_scenario, replace(session.record(), when="2018-02-14T10:00:00+00:00", app="BCU Planner 1.0")
    )
    return saved(path, session.plan), session.plan


@pytest.mark.parametrize("command", ["report", "check"])
def test_a_frozen_scenario_says_when_by_whom_and_with_what_and_that_its_figures_are_kept(
    say: Command, tmp_path: Path, command: str
) -> None:
    path, _ = frozen_plan(tmp_path / "frozen.bcuplan")
    (line,) = [line for line in say(command, path).out.splitlines() if line.strip().startswith("Frozen")]
    assert " ".join(line.split()) == (
        "Frozen 14 Feb 2018 by Ann, BCU Planner 1.0, fingerprint C95B-CF6F. Its figures are those it was frozen with."
    )
    assert "Frozen" not in say(command).out


def test_the_report_of_a_frozen_scenario_holds_to_its_schema_and_says_so(say: Command, tmp_path: Path) -> None:
    path, plan = frozen_plan(tmp_path / "frozen.bcuplan")
    found = json.loads(say("report", path, "--json").out)
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    assert found.pop("frozen") == {
        "when": "2018-02-14T10:00:00+00:00",
        "who": "Ann",
        "app": "BCU Planner 1.0",
        "fingerprint": fingerprint(plan.shown),
        "figures_as_kept": True,
        "differences": [],
    }
    assert found == json.loads(say("report", "--json").out)


def test_a_frozen_figure_that_is_another_now_is_told_in_words_and_in_the_report(say: Command, tmp_path: Path) -> None:
    _, plan = frozen_plan(tmp_path / "frozen.bcuplan")
    was = plan.shown.frozen
    assert was is not None
    name = "pcsos_in_all, real"
    record = replace(was, figures=was.figures.put(name, was.figures[name] + 1))
    shown = replace(plan.shown, frozen=record)
    plan = replace(plan, scenarios=tuple(shown if s.id == shown.id else s for s in plan.scenarios))
    path = saved(tmp_path / "other.bcuplan", plan)
    assert "works 1 figure out otherwise than BCU Planner 1.0, which froze it: " in say("report", path).out
    assert "works 1 figure out otherwise than BCU Planner 1.0, which froze it: " in say("check", path).out
    found = json.loads(say("report", path, "--json").out)
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    assert not found["frozen"]["figures_as_kept"]
    assert len(found["frozen"]["differences"]) == 1


# --- check


def test_check_gives_1_and_says_why_when_a_rule_is_not_met(say: Command, tmp_path: Path) -> None:
    plan = with_scenario(assignment=PLAN.shown.assignment.put("E09000010", "NW"))
    said = say("check", saved(tmp_path / "a.bcuplan", plan))
    assert said.code == 1
    assert "Not met, G2: North Area has 1 borough" in said.out


def test_check_gives_0_and_counts_what_is_at_risk_and_incomplete(say: Command) -> None:
    said = say("check")
    assert said.code == 0
    assert "4 at risk, 32 incomplete" in said.out
    assert "South West: response exposure" in said.out


def test_check_names_every_ward_below_the_minimum(say: Command, tmp_path: Path) -> None:
    wards = PLAN.shown.wards
    plan = with_scenario(wards=replace(wards, dwo=(0,) * 6 + wards.dwo[6:]))
    said = say("check", saved(tmp_path / "a.bcuplan", plan))
    assert said.code == 1
    assert said.out.count("has 0 DWO posts") == 6


def test_a_scenario_half_built_is_incomplete_and_not_failing(say: Command) -> None:
    assert say("check", "--scenario", "Two pathfinders, 2017").code == 0


# --- explain


def test_a_figure_is_explained_with_its_terms(say: Command) -> None:
    said = say("explain", "net[2019/20]")
    assert said.code == 0
    assert "Net saving, 2019/20: £97,794,090" in said.out
    assert "net saving = gross saving − one-off revenue cost" in said.out
    assert "£1,976,000" in said.out


def test_a_figure_can_be_explained_down_to_its_inputs(say: Command) -> None:
    deep = say("explain", "posts[NW,Emergency Response,Inspector]", "--depth", "4").out
    assert "−16.7 %" in deep
    assert "base[E09000003,Emergency Response,Inspector]" in deep
    assert "−16.7 %" not in say("explain", "posts[NW,Emergency Response,Inspector]").out


def test_the_figures_are_listed_with_their_keys(say: Command, tmp_path: Path) -> None:
    said = say("explain", "--list")
    assert "gross[year]" in said.out
    assert "NA" in said.out.partition("Keys:")[2]
    assert say("explain", "--list", saved(tmp_path / "a.bcuplan", PLAN)).out == said.out


def test_a_published_figure_and_a_decision_are_explained_too(say: Command) -> None:
    said = say("explain", "published[F019,Central West: Neighbourhoods]").out
    assert "function_officers_change[AW,Neighbourhoods]" in said
    assert "full-year saving of the scenario before its first step" in say("explain", "decision[start]").out
    assert "Nothing of that kind is decided in this scenario." in say("explain", "decision[wards]").sentence


def test_explain_speaks_of_the_terms_asked_for(say: Command) -> None:
    assert "real 2017/18 prices" in say("explain", "full_year_saving").out
    cash = say("explain", "full_year_saving", "--terms", "cash").out
    assert "cash, pay award 1 % a year from 2017/18, full year 2019/20" in cash
    assert "full year" not in say("explain", "net[2019/20]", "--terms", "cash").out
    assert "full year 2019/20" in say("explain", "gap[f013]", "--terms", "cash").out
    assert "cash 2019/20" in say("report", "--terms", "cash").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("argv", [["report"], ["report", "--json"]])
def test_an_output_with_no_room_is_one_sentence(argv: list[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; from planner.cli import run; sys.exit(run({argv!r}))"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("The output could not be written: No space left on device.")


# --- files


def draw(outcome: Outcome, content: Briefing, path: Path) -> None:
    path.write_text(f"{content.title} {content.marking}", encoding="utf-8")


def test_export_writes_a_workbook_and_says_where(say: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    said = say("export", "--xlsx", str(path))
    assert said.code == 0
    assert str(path) in said.out
    assert path.read_bytes()[:2] == b"PK"


def test_brief_hands_the_scenarios_content_to_the_drawing(say: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    said = say("brief", "--png", str(path), "--scenario", "Two pathfinders, 2017", drawn={"brief": draw})
    assert said.code == 0
    assert path.read_text(encoding="utf-8").startswith("Two Basic Command Units")
    assert path.read_text(encoding="utf-8").endswith("OFFICIAL")


def test_brief_carries_the_marking_asked_for(say: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    say("brief", "--png", str(path), "--marking", "OFFICIAL-SENSITIVE", drawn={"brief": draw})
    assert path.read_text(encoding="utf-8").endswith("OFFICIAL-SENSITIVE")


def test_headless_writes_both_files_and_says_how_to_get_the_window(say: Command, tmp_path: Path) -> None:
    out = tmp_path / "a" / "out"
    said = say("headless", "--out", str(out), drawn={"brief": draw})
    assert said.code == 0
    assert sorted(p.name for p in out.iterdir()) == ["twelve-bcus.png", "twelve-bcus.xlsx"]
    for words in ("15,937", "£99.8m", str(out / "twelve-bcus.xlsx"), str(out / "twelve-bcus.png"), "window"):
        assert words in said.out


@pytest.mark.parametrize("reason", ["libEGL.so.1: cannot open shared object file", ""])
def test_headless_without_qt_writes_the_workbook_and_says_why_there_is_no_picture(
    say: Command, tmp_path: Path, reason: str
) -> None:
    def no_qt(*_: object) -> None:
        raise ImportError(reason)

    said = say("headless", "--out", str(tmp_path), drawn={"brief": no_qt} if reason else {})
    assert said.code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["twelve-bcus.xlsx"]
    line = next(line for line in said.out.splitlines() if "no picture" in line)
    assert "Qt" in line
    assert reason in line


# --- refusals


def test_an_unknown_scenario_is_refused_with_the_names_there_are(say: Command) -> None:
    sentence = say("report", "--scenario", "Thirteen").sentence
    assert "“Thirteen”" in sentence
    assert "“Two pathfinders, 2017”" in sentence


def test_two_scenarios_of_one_name_are_told_apart_by_id(say: Command, tmp_path: Path) -> None:
    first, second = PLAN.scenarios[:2]
    plan = replace(PLAN, scenarios=(first, replace(second, name=first.name.upper()), *PLAN.scenarios[2:]))
    path = saved(tmp_path / "a.bcuplan", plan)
    assert second.id in say("report", path, "--scenario", first.name).sentence
    assert say("report", path, "--scenario", second.id).code == 0


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["report", "nowhere.bcuplan"], "nowhere.bcuplan"),
        (["explain", "net"], "net[year]"),
        (["explain", "posts[XX]"], "1 key was given"),
        (["explain", "net[2019/20,2020/21]"], "2 keys were given"),
        (
            ["explain", "north.bcuplan", "net[2019/20]"],
            "first and the plan after it: explain net[2019/20] north.bcuplan",
        ),
        (["explain", "net[1999/00]"], "2016/17"),
        (["explain", "nett[2019/20]"], "Did you mean net"),
        (["explain"], "--list"),
        (["explain", "net[2019/20]", "--depth", "0"], "1 or more"),
        (["explain", "net[2019/20]", "--depth", "two"], "two"),
        (["export", "--xlsx", "plan.xls"], "plan.xlsx"),
        (["export", "--xlsx", "nowhere/plan.xlsx"], "no folder"),
        (["export"], "--xlsx"),
        (["brief", "--png", "plan.jpg"], "plan.png"),
        (["brief", "--png", "plan.png"], "Qt"),
        (["brief", "--png", "plan.png", "--marking", "SECRET"], "SECRET"),
        (["report", "--terms", "nominal"], "nominal"),
        (["reprot"], "reprot"),
        ([], "COMMAND"),
        (["report", "--jsn"], "--jsn"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(say: Command, argv: list[str], words: str) -> None:
    assert words in say(*argv).sentence


def test_a_damaged_plan_is_refused_in_a_sentence(say: Command, tmp_path: Path) -> None:
    path = tmp_path / "damaged.bcuplan"
    path.write_bytes(b"PK\x03\x04 not a plan")
    assert say("check", str(path)).sentence


def test_a_picture_that_cannot_be_written_is_refused_in_a_sentence(say: Command, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "plan.png"
    sentence = say("brief", "--png", str(path), drawn={"brief": draw}).sentence
    assert str(path) in sentence
    assert f"There is no folder {path.parent}: make it or choose another" in sentence


def test_headless_refuses_a_folder_that_is_a_file(say: Command, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("taken")
    assert "could not be made" in say("headless", "--out", str(tmp_path / "out")).sentence


def test_a_fault_of_the_planners_own_is_a_sentence_too(say: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("a ÷ 0")

    monkeypatch.setattr(commands.report, "run", broken)
    assert "ZeroDivisionError" in say("report").sentence


# --- the rest


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["report", "--help"]])
def test_help_and_version_are_printed_and_give_0(say: Command, argv: list[str]) -> None:
    said = say(*argv)
    assert said.code == 0
    assert said.out
    assert said.err == ""


def test_pounds_and_minus_signs_come_through_a_console_that_knows_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    console = io.TextIOWrapper(raw, encoding="cp437")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", console)
        assert run(["report"]) == 0
    assert "£99.8m" in raw.getvalue().decode("utf-8")
    assert "−1,584" in raw.getvalue().decode("utf-8")


def test_a_reader_that_leaves_early_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w") as pipe, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", pipe)
        assert run(["report", "--json"]) == 0


def test_what_is_made_can_be_made_again_the_same(say: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1518393600")
    for name in ("a", "b"):
        say("export", "--xlsx", str(tmp_path / f"{name}.xlsx"))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_cash_and_real_terms_differ_where_years_do(say: Command) -> None:
    real, cash = (json.loads(say("report", "--json", "--terms", t.value).out)["savings"] for t in Terms)
    assert real[1]["gross"] == cash[1]["gross"]  # 2017/18 is the price year
    assert real[5]["gross"] < cash[5]["gross"]
