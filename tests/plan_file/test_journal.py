"""The journal's text: a line is believed when it is as it was written, after all lines before it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.plan_file import NewerVersion, OpenError
from planner.plan_file.journal import Base, Ending, Kept, Kind, Writer, read_journal
from tests.conftest import TIER

BASE = Base(Path("/plans/north.bcuplan"), "f" * 64, bytes(range(256)), 3, "2018-02-28T12:00:00+00:00")
AT = "2018-02-28T12:30:00+00:00"
ENTRIES: tuple[tuple[Kind, Any], ...] = (
    (Kind.DID, {"id": "a", "label": "Move “Barnet” → CN £1"}),
    (Kind.UNDID, "a"),
    (Kind.CHOSE, "twelve"),
    (Kind.SAVING, "/plans/north.bcuplan"),
    (Kind.SAVED, {"path": "/plans/north.bcuplan", "file_hash": "0"}),
)
FLIPS = {"test": 400, "ci": 4_000, "thorough": 40_000}[TIER]


def lines() -> list[bytes]:
    writer = Writer()
    return [writer.base(BASE), *(writer.entry(kind, AT, what) for kind, what in ENTRIES)]


@cache
def content() -> bytes:
    return b"".join(lines())


def said(kept: Kept) -> list[tuple[Kind, Any]]:
    return [(entry.kind, entry.what) for entry in kept.entries]


def test_what_is_written_is_read() -> None:
    kept = read_journal(content())
    assert kept.base == BASE
    assert said(kept) == list(ENTRIES)
    assert kept.ending is Ending.WHOLE
    assert [entry.line for entry in kept.entries] == [2, 3, 4, 5, 6]
    assert kept.entries[-1].end == len(content())
    assert {entry.at for entry in kept.entries} == {AT}


def test_every_line_is_json() -> None:
    for line in content().splitlines():
        assert len(json.loads(line)) == 2


def test_a_plan_without_a_file_has_none() -> None:
    base = Base(None, "", b"", 0, AT)
    assert read_journal(Writer().base(base)).base == base


def test_a_journal_cut_at_any_byte_holds_the_whole_lines_before_the_cut() -> None:
    ends = [len(b"".join(lines()[: i + 1])) for i in range(len(lines()))]
    for cut in range(len(content()) + 1):
        whole = sum(end <= cut for end in ends)
        if not whole:
            with pytest.raises(OpenError):
                read_journal(content()[:cut])
            continue
        kept = read_journal(content()[:cut])
        assert said(kept) == list(ENTRIES[: whole - 1])
        assert kept.ending is (Ending.WHOLE if cut in ends else Ending.CUT)


def test_a_bit_flipped_anywhere_leaves_the_lines_before_it_and_no_other() -> None:
    chance = Random(7)
    ends = [len(b"".join(lines()[: i + 1])) for i in range(len(lines()))]
    for _ in range(FLIPS):
        at = chance.randrange(len(content()))
        harmed = bytearray(content())
        harmed[at] ^= 1 << chance.randrange(8)
        try:
            kept = read_journal(bytes(harmed))
        except OpenError:
            assert at < ends[0]
            continue
        assert at >= ends[0]
        assert said(kept) == list(ENTRIES[: sum(end <= at for end in ends) - 1])
        assert kept.ending is not Ending.WHOLE


@pytest.mark.parametrize("order", [(0, 2), (0, 1, 1), (0, 2, 1), (0, 1, 3, 4, 5)])
def test_a_line_lost_doubled_or_out_of_its_place_is_seen(order: tuple[int, ...]) -> None:
    kept = read_journal(b"".join(lines()[i] for i in order))
    assert kept.ending is Ending.DAMAGED
    right = next(i for i, line in enumerate(order) if i != line)
    assert said(kept) == list(ENTRIES[: right - 1])


def test_going_on_after_the_last_line_makes_one_journal() -> None:
    kept = read_journal(b"".join(lines()[:3]))
    writer = Writer(kept.sums[-1])
    more = writer.entry(*_entry(2))
    assert more == lines()[3]


def _entry(at: int) -> tuple[Kind, str, Any]:
    kind, what = ENTRIES[at]
    return kind, AT, what


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "dreamt", "at": AT, "what": "a"},
        {"kind": "did", "at": 3, "what": "a"},
        {"kind": "did", "at": AT},
        ["did"],
    ],
)
def test_a_line_rightly_summed_that_is_not_the_journals_ends_it(document: Any) -> None:
    writer = Writer()
    head, line = writer.base(BASE), writer.entry(*_entry(0))
    kept = read_journal(head + line + writer._line(document))
    assert said(kept) == [ENTRIES[0]]
    assert kept.ending is Ending.DAMAGED


def test_a_line_rightly_summed_that_is_no_json_ends_it() -> None:
    from planner.plan_file import journal

    writer = Writer()
    head = writer.base(BASE)
    body = b'{"kind":'
    line = b'["' + journal._sum(writer._sum, body).encode() + b'",' + body + b"]\n"
    assert read_journal(head + line).ending is Ending.DAMAGED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "something"}, "bcuplan-journal"),
        ({"version": 0}, "1 is expected"),
        ({"plan": "%%"}, "no plan file"),
        ({"unsaved": -1}, "steps are whole"),
        ({"path": 3}, "text is expected"),
        ({"extra": 1}, "not known here"),
    ],
)
def test_a_first_line_that_is_not_the_journals_is_refused(change: dict[str, Any], words: str) -> None:
    document = json.loads(lines()[0])[1] | change
    with pytest.raises(OpenError, match=words):
        read_journal(Writer()._line(document))


@pytest.mark.parametrize("start", [b'["x",', b'["'])
def test_a_journal_of_a_newer_planner_is_said_to_be_so_however_it_sums(start: bytes) -> None:
    text = start + (b"" if b"x" in start else b'0123456789abcdef",') + b'{"format":"bcuplan-journal","version":2}]\n'
    with pytest.raises(NewerVersion, match="newer planner"):
        read_journal(text)


def test_what_json_cannot_say_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        Writer().entry(Kind.DID, AT, float("nan"))
