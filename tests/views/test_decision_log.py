"""The decision log: every kind of change in words, undone decisions marked, and what is looked for found."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.scenario import decisions as d
from planner.scenario.log import Log
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Edit, Step
from planner.session import Session
from planner.views.decision_log import (
    MOST_CHANGES_TOLD,
    Wanted,
    choices,
    chosen,
    log_columns,
    log_lines,
    log_note,
    log_plain,
    log_text,
    when_words,
)
from planner.views.edit_words import Names, codes_of, said_of
from planner.words.vocabulary import Function, Role
from tests.property.plans import baseline_with

TWELVE = "twelve-bcus-2018"
ENFIELD, BARNET, ABBEY = "E09000010", "E09000003", "E05000026"
RAW = re.compile(r"E0[59]\d{6}|[0-9a-f]{32,}|twelve-bcus-2018|\bf0\d\d\b|cost\.|change\.|go_live|\bdwo\b|pcso\b")
"""What no reader of the log may meet: codes, hashes, ids and names of fields."""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    ticks = itertools.count()

    def clock() -> datetime:
        return datetime(2026, 11, 14, 9, 5, tzinfo=UTC) + timedelta(minutes=next(ticks))

    return Session.shipped(recent_folder=tmp_path, who=lambda: "Ann", clock=clock)


def told(session: Session) -> tuple[str, str, str]:
    line = log_lines(session.plan, session.log)[0]
    return line.place, line.before, line.after


Case = tuple[Callable[..., Step | None], tuple[Any, ...], tuple[str, str, str]]
CASES: dict[str, Case] = {
    "assignment": (d.assign_boroughs, ([ENFIELD], "NW"), ("Enfield", "North Area", "North West")),
    "unassigned": (d.assign_boroughs, ([ENFIELD], None), ("Enfield", "North Area", "no BCU")),
    "bcu": (d.new_bcu, ("ZZ", "Test"), ("BCU Test", "not there", "Test, not yet dated")),
    "bcu name": (d.rename_bcu, ("NW", "Other"), ("BCU Other: name", "North West", "Other")),
    "go-live": (
        d.set_go_live, ("NW", date(2018, 4, 1)), ("BCU North West: go-live date", "30 Nov 2018", "1 Apr 2018"),
    ),
    "fill": (d.set_fill, ("NW", "blue-1"), ("BCU North West: colour", "Sand 2", "Blue 1")),
    "dwo": (d.set_wards, ("dwo", {ABBEY: 3}), ("Abbey, Barking and Dagenham: DWO posts", "2", "3")),
    "ring fence": (
        d.set_wards, ("ring_fenced", {ABBEY: False}), ("Abbey, Barking and Dagenham: ring fence", "yes", "no"),
    ),
    "abstraction": (
        d.set_wards, ("abstraction", {ABBEY: 0.125}),
        ("Abbey, Barking and Dagenham: abstraction rate", "0 %", "12.5 %"),
    ),
    "contact": (
        d.nominate, (ENFIELD, Function.HQ), ("Enfield: nominated superintendent", "none nominated", "HQ"),
    ),
    "youth": (
        d.set_youth, (ENFIELD, 11), ("Enfield: Schools and Youth Officer posts", "its share by population", "11"),
    ),
    "override": (
        d.set_override, ("NW", Function.HQ, Role.CONSTABLE, 5, "desk"),
        ("North West, HQ, Constable: override", "no override", "5 posts (desk)"),
    ),
    "target in force": (
        d.choose_target, ("f001",), ("Target in force", "Saving expected from the move to BCUs", ""),
    ),
    "one-off": (
        d.set_one_off, ("revenue", "2017/18", 1_000_000),
        ("One-off cost, revenue, 2017/18", "£2,244,000", "£1,000,000"),
    ),
    "lock": (d.lock_boroughs, ([ENFIELD],), ("Enfield: lock", "not locked", "locked")),
    "lock of a BCU": (d.lock_bcus, (["NW"],), ("BCU North West: lock", "not locked", "locked")),
    "rule": (d.set_rule, ("W1.minimum", 1), ("Rule W1: at least, DWO posts", "2", "1")),
    "rule off": (d.set_rule, ("P1.on", True), ("Rule P1", "off", "on")),
    "rule date": (d.set_rule, ("T1.date", "2019-01-31"), ("Rule T1: by, date", "31 Mar 2019", "31 Jan 2019")),
    "name": (d.rename_scenario, ("Mine",), ("Name", "Twelve BCUs, February 2018", "Mine")),
    "note": (d.set_note, ("As agreed",), ("Note", "–", "As agreed")),
    "copy": (d.duplicate_scenario, ("Copy", "copy"), ("Scenario Copy", "not there", "there")),
    "baseline": (d.set_baseline, (baseline_with(ENFIELD, 5, 9),), ("2 changes", "several", "several")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_decision_reads_in_words(session: Session, case: str) -> None:
    decision, args, expected = CASES[case]
    assert session.decide(decision, *args) is not None
    place, before, after = told(session)
    assert (place, before) == expected[:2]
    assert after == expected[2] or not expected[2]


@pytest.mark.parametrize("case", [*CASES, "freeze", "assumption", "target"])
def test_no_code_hash_or_field_name_is_in_the_log(session: Session, case: str) -> None:
    if case == "freeze":
        session.decide(d.freeze_scenario, session.record())
    elif case == "assumption":
        session.decide(d.set_assumption, "cost.pcso", "value", 39_000)
        assert told(session)[1:] == ("£38,000", "£39,000") or told(session)[0].endswith("changes")
    elif case == "target":
        session.decide(d.set_target_field, "f001", "amount", 5_000_000)
    else:
        decision, args, _ = CASES[case]
        session.decide(decision, *args)
    text = log_text(log_lines(session.plan, session.log), "Log")
    assert RAW.search(text) is None, text


@pytest.mark.parametrize("name", [*CASES, "lock"])
def test_what_a_change_is_about_is_known_without_wording_it(session: Session, name: str) -> None:
    if name == "lock":
        session.decide(d.lock_boroughs, [ENFIELD])
        session.decide(d.lock_bcus, ["NW"])
    else:
        decide, given, _ = CASES[name]
        session.decide(decide, *given)
    assert session.log.done
    for line in log_lines(session.plan, session.log):
        for edit in line.step.edits:
            said = said_of(edit, line.names)
            assert codes_of(edit, line.names) == (said.boroughs, said.bcus)


def test_the_note_of_an_override_is_why_it_was_made(session: Session) -> None:
    session.decide(d.set_override, "NW", Function.HQ, Role.CONSTABLE, 5, "one desk closes")
    assert log_lines(session.plan, session.log)[0].why == "one desk closes"


def test_a_bcu_that_is_no_longer_there_keeps_its_name(session: Session) -> None:
    session.decide(d.new_bcu, "ZZ", "Test")
    session.decide(d.assign_boroughs, [ENFIELD], "ZZ")
    session.decide(d.assign_boroughs, [ENFIELD], "NA")
    session.decide(d.remove_bcu, "ZZ")
    lines = log_lines(session.plan, session.log)
    assert [(x.before, x.after) for x in (*lines[1].changes, *lines[2].changes)] == [
        ("Test", "North Area"), ("North Area", "Test"),
    ]  # fmt: skip


def test_undone_decisions_stay_and_are_marked(session: Session) -> None:
    session.decide(d.set_note, "one")
    session.decide(d.set_note, "two")
    session.undo()
    assert [line.state for line in log_lines(session.plan, session.log)] == ["undone", "done"]
    session.decide(d.set_note, "three")
    lines = log_lines(session.plan, session.log)
    assert [(line.after, line.state) for line in lines] == [
        ("three", "done"), ("two", "undone, overtaken"), ("one", "done"),
    ]  # fmt: skip
    assert "[undone, overtaken]" in log_text(lines, "Log")


def test_what_was_overtaken_stands_before_what_passed_it_even_within_a_second(tmp_path: Path) -> None:
    session = Session.shipped(recent_folder=tmp_path, clock=lambda: datetime(2026, 11, 14, tzinfo=UTC))
    for note in ("one", "two", "three"):
        session.decide(d.set_note, note)
    session.undo()
    session.undo()
    session.decide(d.set_note, "four")
    session.decide(d.set_note, "five")
    session.undo()
    lines = log_lines(session.plan, session.log)
    assert [(x.after, x.state) for x in reversed(lines)] == [
        ("one", "done"), ("two", "undone, overtaken"), ("three", "undone, overtaken"), ("four", "done"),
        ("five", "undone"),
    ]  # fmt: skip
    log = replace(session.log, done=())
    assert [x.after for x in reversed(log_lines(session.plan, log))] == ["two", "three", "five"]


def test_what_is_overtaken_is_kept_in_the_file(session: Session, tmp_path: Path) -> None:
    session.decide(d.set_note, "one")
    session.undo()
    session.decide(d.set_note, "two")
    session.explain(session.history[0].id, "It reads better.")
    assert session.dirty
    session.save_as(tmp_path / "map.bcuplan")
    assert not session.dirty
    again = Session.open(tmp_path / "map.bcuplan")
    assert again.log == session.log
    assert [(x.state, x.why) for x in log_lines(again.plan, again.log)] == [
        ("done", "It reads better."), ("undone, overtaken", ""),
    ]  # fmt: skip


def test_why_can_be_said_of_any_step_and_saying_the_same_changes_nothing(session: Session) -> None:
    session.decide(d.set_note, "one")
    step = session.history[0]
    session.explain(step.id, "")
    session.explain("no such step", "because")
    session.undo()
    session.save_as(session.recent[0] if session.recent else Path(str(Path.home() / "a.bcuplan")))
    session.explain(step.id, "Because.")
    assert session.undone[0].why == "Because."
    assert session.dirty
    with pytest.raises(d.Refused, match="2,000"):
        session.explain(step.id, "x" * 2_001)


def test_the_log_is_searched_by_words_person_scenario_place_and_state(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.sign_as("Bob")
    session.decide(d.set_wards, "dwo", {ABBEY: 3})
    session.undo()
    lines = log_lines(session.plan, session.log)

    def found(**wanted: str) -> list[str]:
        return [line.label for line in chosen(lines, Wanted(**wanted))]

    move, ward = "Move Enfield from North Area to North West", lines[0].label
    assert found() == [ward, move]
    assert found(words="enfield") == [move]
    assert found(words="abbey posts") == [ward]
    assert found(words="abbey enfield") == []
    assert found(who="Bob") == [ward]
    assert found(scenario="Twelve BCUs, February 2018") == [ward, move]
    assert found(borough="E09000002") == [ward]
    assert found(bcu="NW") == [move]
    assert found(state="undone") == [ward]
    made = choices(lines)
    assert made["who"] == (("Ann", "Ann"), ("Bob", "Bob"))
    assert made["borough"] == (("E09000002", "Barking and Dagenham"), (ENFIELD, "Enfield"))
    assert made["bcu"] == (("NA", "North Area"), ("NW", "North West"))
    assert made["state"] == (("done", "Done"), ("undone", "Undone"))
    assert choices(())["borough"] == ()


def test_a_step_of_many_changes_is_told_in_part(session: Session) -> None:
    codes = session.plan.area_of(session.plan.shown).ward_codes
    session.decide(d.set_wards, "dwo", dict.fromkeys(codes, 3))
    (line,) = log_lines(session.plan, session.log)
    assert (line.place, line.before, line.after) == ("629 changes", "2", "3")
    text = log_text([line], "Log")
    assert f"and {629 - MOST_CHANGES_TOLD} more changes" in text


def test_the_note_says_how_many_there_are_and_what_is_no_longer_kept(session: Session) -> None:
    assert log_note(Log(), 0).startswith("Nothing was decided yet.")
    session.decide(d.set_note, "one")
    session.decide(d.set_note, "two")
    assert log_note(session.log, 2) == "2 decisions."
    assert log_note(replace(session.log, dropped=3), 1) == (
        "2 decisions, 1 shown. 3 older steps no longer kept: a plan keeps the latest 2,000 of each kind."
    )


def test_a_time_that_cannot_be_read_is_a_dash() -> None:
    assert when_words("never") == "–"
    assert re.fullmatch(r"14 Nov 2026 \d\d:05", when_words("2026-11-14T09:05:00+00:00"))


def test_the_json_agrees_with_its_schema(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.undo()
    session.decide(d.set_note, "two")
    document = log_plain(log_lines(session.plan, session.log), session.log)
    schema = json.loads((Path(__file__).parents[2] / "docs/formats/log.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)


def test_every_column_of_the_table_has_words(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    (line,) = log_lines(session.plan, session.log)
    cells = {column.key: column.text(line) for column in log_columns()}
    assert cells["who"] == "Ann"
    assert cells["scenario"] == "Twelve BCUs, February 2018"
    assert (cells["place"], cells["before"], cells["after"]) == ("Enfield", "North Area", "North West")
    assert (cells["why"], cells["state"]) == ("", "Done")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)
KEYS = st.sampled_from(
    [
        ("current",), ("order",), ("baseline", "x"), ("scenario", TWELVE), ("scenario", "gone"),
        *(("scenario", TWELVE, *rest) for rest in (
            ("name",), ("note",), ("read_only",), ("frozen",), ("baseline",), ("target_in_force",),
            ("assignment", "E1"), ("bcu", "Q"), ("bcu", "Q", "go_live"), ("bcu", "Q", "fill"), ("ward", "W", "dwo"),
            ("ward", "W", "abstraction"), ("contact", "E1"), ("youth", "E1"), ("override", "Q", "HQ", "Constable"),
            ("assumption", "a"), ("assumption", "a", "value"), ("target", "t"), ("target", "t", "annual"),
            ("one_off", "revenue", "2017/18"), ("lock", "bcu", "Q"), ("rule", "W1.minimum"), ("rule", "odd"),
        )),
    ]
)  # fmt: skip


@given(KEYS, plain, plain)
def test_no_edit_of_a_log_from_elsewhere_stops_the_reading(key: tuple[str, ...], before: Any, after: Any) -> None:
    edit = Edit(key, before, after)
    said = said_of(edit, Names(shipped_plan(), [Step("", (edit,))]))
    assert said.place
    assert isinstance(said.before, str)
    assert isinstance(said.after, str)
