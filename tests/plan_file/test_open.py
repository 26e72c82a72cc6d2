"""Opening what is damaged, hostile or from the future: a sentence each, never a traceback."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.plan_file import NewerVersion, OpenError, open_plan
from planner.plan_file.open import open_bytes
from tests.plan_file.files import (
    edited,
    good_bytes,
    good_parts,
    plan_and_log,
    resealed,
    zipped,
)

ABBEY = "E05000026"


def refusal(content: bytes) -> str:
    with pytest.raises(OpenError) as caught:
        open_bytes(content)
    return str(caught.value)


def plan_with(change: Callable[[Any], object]) -> bytes:
    return edited("plan.json", lambda document: change(document["scenarios"][2]))


def test_half_a_post_is_named_with_its_ward_and_the_remedy() -> None:
    content = plan_with(lambda s: s["wards"][ABBEY].update(dwo=2.5))
    assert refusal(content) == (
        "plan.json: scenario “Twelve BCUs, February 2018”, ward Abbey, Barking and Dagenham (E05000026): "
        "DWO posts are 2.5; posts are whole, 0–99. Correct it."
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s["wards"][ABBEY].update(dwo=-1), "(E05000026): DWO posts are −1; posts are whole, 0–99"),
        (lambda s: s["wards"][ABBEY].update(pcso=True), "PCSO posts are true; posts are whole"),
        (lambda s: s["wards"][ABBEY].update(abstraction=1.1), "the abstraction rate is 1.1; allowed is 1 or less"),
        (lambda s: s["wards"][ABBEY].update(abstraction=-1), "the abstraction rate is −1; allowed is 0 or more"),
        (lambda s: s["wards"][ABBEY].pop("dwo"), "ward Abbey, Barking and Dagenham (E05000026) has no dwo"),
        (lambda s: s["wards"].pop(ABBEY), "February 2018”: wards has no ward Abbey, Barking and Dagenham (E05000026)"),
        (lambda s: s["wards"].update(E05999999=s["wards"][ABBEY]), "E05999999 is not a ward"),
        (lambda s: s.update(wards=[]), "February 2018”: wards is a list; an object is expected"),
        (lambda s: s.update(overrides={}), "overrides is an object; a list is expected"),
        (lambda s: s.update(colour="x"), "has “colour”, which is not known here"),
        (lambda s: s.update(name=None), "scenarios[2].name is null; text is expected"),
        (lambda s: s.update(name="\ud800"), "name holds half a character"),
        (lambda s: s.update(read_only=0), "read_only is 0; true or false is expected"),
        (lambda s: s.update(area="0"), "February 2018”: area is not one of the areas in area.json"),
        (lambda s: s["assignment"].update(E09000010="XX"), "Enfield is assigned to BCU XX"),
        (lambda s: s["assignment"].update(E99="NA"), "borough E99 is assigned"),
        (lambda s: s["assignment"].update(E09000001="NA"), "City of London is assigned"),
        (
            lambda s: s["bcus"]["NA"].update(go_live="31/03/2018"),
            "BCU NA: the go-live date is “31/03/2018”; a date such as",
        ),
        (lambda s: s["bcus"]["NA"].update(go_live="2031-03-31"), "31 Mar 2031 is outside the years planned"),
        (
            lambda s: s["bcus"]["NA"].update(go_live_status="sure"),
            "the status of the go-live date is “sure”; allowed is",
        ),
        (
            lambda s: s["contacts"].update(E09000010="Kennels"),
            "Enfield (E09000010): the nominated superintendent is “Kennels”",
        ),
        (lambda s: s["youth"].update(E09000010=100), "Enfield (E09000010): Schools and Youth Officer posts are 100"),
        (lambda s: s["targets"]["f013"].update(amount="much"), "f013.amount is “much”; a number is expected"),
        (lambda s: s["targets"]["f013"].update(amount=10**16), "no figure is that large"),
        (lambda s: s["targets"]["f013"].update(annual={"2031/32": 1}), "annual.2031/32 is outside"),
        (lambda s: s.update(target_in_force="f999"), "target in force, “f999”"),
        (lambda s: s["one_off"].pop("capital"), "one_off has no capital"),
        (lambda s: s.update(locked_bcus=["NA", "NA"]), "locked_bcus names one twice"),
        (lambda s: s["rules"].update({"W1.minimum": None}), "rules.W1.minimum is null; a number is expected"),
        (lambda s: s["assumptions"]["cost.pcso"].update(source=""), "Full cost of a PCSO is illustrative and names no"),
        (lambda s: s["targets"]["f013"].update(source=""), "names no source. Say where it was stated"),
        (lambda s: s["assumptions"].pop("pay_award"), "assumption pay_award is missing"),
    ],
)
def test_a_wrong_value_in_the_plan_is_named_with_its_place(change: Callable[[Any], object], words: str) -> None:
    assert words in refusal(plan_with(change))


def test_a_cell_overridden_twice_is_refused() -> None:
    entry = {"bcu": "NA", "function": "HQ", "role": "Constable", "posts": 1, "note": ""}
    assert "overrides[1] overrides NA, HQ, Constable a second time" in refusal(
        plan_with(lambda s: s.update(overrides=[entry, entry]))
    )


def test_a_borough_in_two_bcus_is_refused_as_a_key_twice() -> None:
    parts = good_parts()
    text = parts["plan.json"].decode()
    twice = text.replace('"E09000010": "NW"', '"E09000010": "NW", "E09000010": "NA"', 1)
    assert twice != text
    content = resealed({**parts, "plan.json": twice.encode()})
    assert refusal(content) == (
        "plan.json: scenario “Twelve BCUs, February 2018”: Enfield (E09000010) is given two BCUs, NW and NA; "
        "it can be in one. Correct it."
    )


def test_a_bcu_code_used_twice_is_refused_with_both_names() -> None:
    parts = good_parts()
    text = parts["plan.json"].decode()
    again = text.replace('"bcus": {"', '"bcus": {"NW": {"name": "Second"}, "NW": {"name": "Third"}, "', 1)
    assert again != text
    words = refusal(resealed({**parts, "plan.json": again.encode()}))
    assert "scenario “" in words
    assert "the BCU code “NW” is used for" in words
    assert "“Second” and “Third”" in words or "“Second”, “Third”" in words


def test_any_other_key_twice_is_named_with_its_scenario() -> None:
    parts = good_parts()
    again = parts["plan.json"].decode().replace('"read_only": ', '"read_only": true, "read_only": ', 1)
    words = refusal(resealed({**parts, "plan.json": again.encode()}))
    assert "“read_only” is there two times; only one can be meant" in words
    twice = b'{"current": "a", "current": "b"}'
    assert "plan.json has current twice in one object" in refusal(resealed({**parts, "plan.json": twice}))


def test_a_plan_cut_short_is_told_so_without_the_readers_own_words() -> None:
    parts = good_parts()
    for length in (1, 100, len(parts["plan.json"]) // 2, len(parts["plan.json"]) - 1):
        words = refusal(resealed({**parts, "plan.json": parts["plan.json"][:length]}))
        assert words.startswith("plan.json is not JSON: it ")
        assert "Expecting" not in words
        assert "char " not in words
    words = refusal(resealed({**parts, "plan.json": b'{"current": "a",\n  oops}'}))
    assert "it cannot be read on from line 2, character 3" in words


def test_the_copy_kept_before_is_named_only_where_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    path.write_bytes(good_bytes()[:-100])
    with pytest.raises(OpenError) as alone:
        open_plan(path)
    assert ".bak" not in str(alone.value)
    (tmp_path / "map.bcuplan.bak").write_bytes(good_bytes())
    with pytest.raises(OpenError, match=r"The plan as saved the time before is in map\.bcuplan\.bak\."):
        open_plan(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b'{"current": NaN}', "holds NaN"),
        (b'{"current": -Infinity}', "holds -Infinity"),
        (b'{"current": 1e999}', "holds 1e999"),
        (b'{"current": ' + b"1" * 5000 + b"}", "is not JSON"),
        (b"[" * 200_000, "is nested too deep"),
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "plan.json is a list; an object is expected"),
        (b"{}", "plan.json has no current"),
        (b'{"current": "", "scenarios": [], "steps_dropped": 0}', "The plan has no scenario"),
    ],
)
def test_text_that_is_no_plan_is_refused(text: bytes, words: str) -> None:
    parts = {**good_parts(), "plan.json": text}
    assert words in refusal(resealed(parts, packed=zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (b"{}\n", "log.jsonl line 1 has no id"),
        (b"{}", "ends in the middle of a line"),
        (b"\n", "log.jsonl line 1 is not JSON"),
    ],
)
def test_a_log_that_cannot_be_read_is_refused(log: bytes, words: str) -> None:
    assert words in refusal(resealed({**good_parts(), "log.jsonl": log}))


def test_a_step_at_an_unknown_place_is_refused() -> None:
    parts = good_parts()
    line = json.loads(parts["log.jsonl"].splitlines()[0])
    line["edits"][0]["key"] = ["scenario", "x", "colour"]
    content = resealed({**parts, "log.jsonl": json.dumps(line).encode() + b"\n"})
    assert "log.jsonl line 1: edits[0].key is" in refusal(content)


def test_an_area_that_is_not_what_its_hash_says_is_refused() -> None:
    def other_hash(document: Any) -> None:
        document["areas"]["0" * 64] = document["areas"].pop(next(iter(document["areas"])))

    assert "is not what its hash says" in refusal(edited("area.json", other_hash))


def test_an_area_named_alone_that_is_not_what_its_hash_says_is_refused() -> None:
    def other_hash(document: Any) -> None:
        document["areas"] = {"0" * 64: {"shipped": "london-2014"}}

    assert "as another version of the planner ships it" in refusal(edited("area.json", other_hash))


def test_an_area_that_ships_no_more_is_read_from_its_copy() -> None:
    def unknown(document: Any) -> None:
        for entry in document["areas"].values():
            entry["shipped"] = "london-2044"

    assert open_bytes(edited("area.json", unknown)).plan == plan_and_log()[0]


def test_an_area_that_does_not_ship_is_refused() -> None:
    def unknown(document: Any) -> None:
        document["areas"] = {key: {"shipped": "paris"} for key in document["areas"]}

    assert "paris" in refusal(edited("area.json", unknown))


def test_a_newer_version_is_refused_kindly(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    path.write_bytes(resealed(good_parts(), version=3, app="BCU Planner 9.0", more="fields"))
    with pytest.raises(NewerVersion) as caught:
        open_plan(path)
    assert str(caught.value) == (
        "map.bcuplan was made by BCU Planner 9.0, in format 3; this planner reads up to format 2. "
        "Nothing is wrong with it: open it with a newer BCU Planner."
    )


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({"format": "zip"}, "does not say that this is a plan"),
        ({"version": "1"}, "no version that is known"),
        ({"version": 0}, "no version that is known"),
        ({"parts": {}}, "parts has no plan.json"),
        ({"app": 1}, "app is 1; text is expected"),
        ({"extra": 1}, "has “extra”"),
    ],
)
def test_a_manifest_that_is_wrong_is_refused(manifest: dict[str, Any], words: str) -> None:
    assert words in refusal(resealed(good_parts(), **manifest))


@pytest.mark.parametrize("part", ["manifest.json", "plan.json", "area.json", "log.jsonl"])
def test_a_missing_part_is_named(part: str) -> None:
    parts = good_parts()
    del parts[part]
    assert part in refusal(zipped(parts))


def test_a_part_that_was_changed_is_seen_by_its_checksum() -> None:
    parts = good_parts()
    parts["plan.json"] = parts["plan.json"].replace(b'"NW"', b'"NE"', 1)
    assert "plan.json is not as it was saved" in refusal(zipped(parts))


def test_a_part_too_many_is_refused() -> None:
    assert "no part of a plan" in refusal(zipped({**good_parts(), "virus.exe": b"x"}))


@pytest.mark.parametrize("content", [b"", b"hello", b"PK", b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0"])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert refusal(content).endswith(".")


def test_a_file_cut_short_anywhere_is_refused() -> None:
    content = good_bytes()
    for length in {*range(0, len(content), 487), *range(len(content) - 60, len(content))}:
        assert refusal(content[:length])


def test_a_flipped_bit_is_refused_or_changes_nothing(examples: int) -> None:
    content = good_bytes()
    plan, log = plan_and_log()
    chance = random.Random(7)
    refused = 0
    for _ in range(10 * examples):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        try:
            opened = open_bytes(bytes(damaged))
        except OpenError:
            refused += 1
        else:
            assert (opened.plan, opened.log) == (plan, log)
    assert refused > 8 * examples


@pytest.mark.parametrize("name", ["../plan.json", "/plan.json", "a/../../plan.json", "C:plan.json", "..\\x"])
def test_a_part_that_points_outside_is_refused(name: str) -> None:
    assert "points outside the file" in refusal(zipped({**good_parts(), name: b"x"}))


def test_too_many_parts_are_refused() -> None:
    many = {f"part{i}": b"" for i in range(101)}
    assert "holds 105 parts" in refusal(zipped({**good_parts(), **many}))


def test_a_part_packed_too_tight_is_refused() -> None:
    assert "200 times its size" in refusal(zipped({**good_parts(), "bomb": bytes(20_000_000)}))


def test_a_file_that_unpacks_too_large_is_refused() -> None:
    content = bytearray(zipped({f"big{i}": b"x" for i in range(5)}))
    for i in range(5):
        directory = content.rindex(f"big{i}".encode()) - 46
        content[directory + 24 : directory + 28] = struct.pack("<I", 20_000_001)
    assert "more than 100 MB" in refusal(bytes(content))


def test_a_size_declared_too_small_is_refused() -> None:
    content = bytearray(zipped({**good_parts(), "big": bytes(1000)}))
    directory = content.rindex(b"big") - 46
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert refusal(bytes(content))


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(good_bytes())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert "encrypted" in refusal(bytes(content))


def test_a_part_held_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in good_parts().items():
            archive.writestr(name, part)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("plan.json", b"{}")
    assert "twice" in refusal(buffer.getvalue())


def test_no_file_a_folder_and_a_huge_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(OpenError, match="There is no file"):
        open_plan(tmp_path / "none.bcuplan")
    with pytest.raises(OpenError, match=r"is a folder|cannot be read"):
        open_plan(tmp_path)
    huge = tmp_path / "huge.bcuplan"
    with huge.open("wb") as file:
        file.truncate(30_000_001)
    with pytest.raises(OpenError, match="larger than 30 MB"):
        open_plan(huge)


def test_the_refusal_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    path.write_bytes(b"hello")
    with pytest.raises(OpenError, match=r"map\.bcuplan cannot be opened\. It is not a plan file"):
        open_plan(path)


def test_words_of_the_file_can_neither_hide_nor_flood_the_refusal() -> None:
    hidden = refusal(plan_with(lambda s: s["bcus"]["NA"].update(go_live="31\u202e30\x00")))
    assert "‹right-to-left override›" in hidden
    assert hidden.isprintable()
    flood = refusal(edited("plan.json", lambda document: document.update({"x" * 9_000: 1})))
    assert len(flood) < 800
    assert flood.startswith("plan.json")
    assert flood.endswith("Correct it.")
