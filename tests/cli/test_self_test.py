"""`self-test`: a line for each part, and a failure where an installation is not as it was released."""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from planner.cli import run, self_test
from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.views.briefing import Briefing


def png(size: tuple[int, int]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", *size)


def draw(outcome: Outcome, content: Briefing, path: Path) -> None:
    path.write_bytes(png((1920, 1080)))


def draw_small(outcome: Outcome, content: Briefing, path: Path) -> None:
    path.write_bytes(png((192, 108)))


def said(capsys: pytest.CaptureFixture[str], code: int) -> str:
    assert run(["self-test"], {"brief": draw}) == code
    return capsys.readouterr().out


def test_a_whole_installation_passes_with_a_line_for_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, 0)
    for part in ("libraries", "data", "area", "figures", "plan file", "workbook", "picture"):
        assert f"ok      {part}: " in out
    assert "FAILED" not in out
    assert "Everything works, in " in out


def test_it_fails_when_a_figure_is_not_the_released_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"scenario": "twelve-bcus-2018", "terms": "real", "figure": "full_year_saving", "value": 1.0}
    kept = self_test.read_resource
    changed = json.dumps({"figures": [entry]})
    monkeypatch.setattr(self_test, "read_resource", lambda name: changed if name == "self_test.json" else kept(name))
    out = said(capsys, 1)
    assert "FAILED  figures: full_year_saving of Twelve BCUs, February 2018 in real terms is 99770090.0" in out
    assert "1 part failed" in out
    assert "No plan was touched. Install the planner again." in out


@pytest.mark.parametrize(("hashed", "words"), [("", "missing: facts.csv"), ("0" * 64, "not as released: facts.csv")])
def test_it_names_a_data_file_that_is_missing_or_changed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, hashed: str, words: str
) -> None:
    here = self_test.resource_hashes()
    monkeypatch.setattr(self_test, "resource_hashes", lambda: {**here, "facts.csv": hashed})
    assert f"FAILED  data: {words}" in said(capsys, 1)


def test_a_changed_byte_of_a_data_file_changes_its_hash_and_a_line_end_does_not() -> None:
    assert self_test.hash_of(b"a\r\nb", binary=False) == self_test.hash_of(b"a\nb", binary=False)
    assert self_test.hash_of(b"a\r\nb", binary=True) != self_test.hash_of(b"a\nb", binary=True)
    assert self_test.hash_of(b"a\nc", binary=False) != self_test.hash_of(b"a\nb", binary=False)


def test_a_picture_of_another_size_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["self-test"], {"brief": draw_small}) == 1
    assert "FAILED  picture: the picture is (192, 108); it should be (1920, 1080)" in capsys.readouterr().out


def test_a_workbook_that_reads_back_otherwise_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = self_test.shipped_plan()
    wards = replace(plan.shown.wards, dwo=(plan.shown.wards.dwo[0] + 1, *plan.shown.wards.dwo[1:]))
    other = replace(plan.shown, wards=wards)
    changed = replace(plan, scenarios=tuple(other if each is plan.shown else each for each in plan.scenarios))
    write = self_test.write_workbook

    def write_another(outcome: Outcome, path: Path, *, as_at: datetime) -> None:
        write(evaluate_plan(changed), path, as_at=as_at)

    monkeypatch.setattr(self_test, "write_workbook", write_another)
    assert "FAILED  workbook: read back with" in said(capsys, 1)


def test_a_library_that_is_not_there_fails(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "LIBRARIES", ("numpy", "no-such-library"))
    assert "FAILED  libraries: no-such-library is not installed" in said(capsys, 1)


def test_the_bundle_goes_without_the_library_for_scripts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "FOR_SCRIPTS", "no-such-library")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    out = said(capsys, 0)
    assert ", bundled, Python" in out


def test_a_folder_that_cannot_be_written_to_is_said_and_fails_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setattr(self_test, "journal_folder", lambda: blocked / "inside")
    assert "cannot be written to" in said(capsys, 0)
