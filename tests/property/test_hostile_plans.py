"""Plans that somebody made with care: every checksum agrees, and any value may be any other.

Each is refused in a sentence, or it is a plan: it is evaluated, shown, undone to its beginning, saved and opened again.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.plan_file.errors import OpenError
from planner.scenario.decisions import Refused
from planner.session import Session
from planner.views.bcu_rows import bcu_list
from planner.views.headline import headline
from planner.views.issues import issues
from tests.plan_file.files import edited, good_bytes, good_parts, resealed

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 99, 100, 2**63, 10**30, 0.5, -0.0, 1e308, "", " ", "x", "x" * 20_000, "\u202e", "\x00",
    "=1+1", "../../etc", "NW", "E09000010", "2018-02-30", "9999-12-31", "2017/18", [], {}, [[]], {"": 0}, [None] * 50,
)  # fmt: skip
PARTS = ("plan.json", "plan.json", "plan.json", "area.json", "log.jsonl")


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document, by the keys that lead to it."""
    found = [path] if path else []
    inner: Any = ()
    if isinstance(document, dict):
        inner = document.items()
    elif isinstance(document, list):
        inner = enumerate(document)
    for key, value in inner:
        found += places(value, (*path, key))
    return found


def harm(document: Any, chance: Random, at: list[tuple[Any, ...]]) -> None:
    """One place of the document made another: replaced, taken out, doubled under another name, or swapped."""
    *way, last = chance.choice(at)
    holder = document
    try:
        for key in way:
            holder = holder[key]
        what = chance.random()
        if what < 0.6:
            holder[last] = chance.choice(HOSTILE)
        elif what < 0.75:
            del holder[last]
        elif isinstance(holder, dict):
            other = chance.choice([*holder, "new", ""])
            holder[other], holder[last] = holder[last], holder.get(other, holder[last])
        else:
            holder.append(holder[last])
    except (KeyError, IndexError, TypeError, AttributeError):  # an earlier harm took the way there
        return


def harmed(chance: Random) -> bytes:
    """A good plan with one to three values made others, and its checksums made to agree."""
    part = chance.choice(PARTS)
    if part == "log.jsonl":
        parts = good_parts()
        lines = [json.loads(line) for line in parts[part].splitlines()]
        for _ in range(chance.randint(1, 3)):
            harm(lines, chance, places(lines))
        return resealed({**parts, part: b"".join(json.dumps(line).encode() + b"\n" for line in lines)})

    def change(document: Any) -> None:
        at = places(document)
        if part == "plan.json" and chance.random() < 0.7:  # the wards are most of the places, and all alike
            at = [path for path in at if "wards" not in path]
        for _ in range(chance.randint(1, 3)):
            harm(document, chance, at)

    return edited(part, change)


def test_a_plan_made_to_harm_is_refused_or_can_be_planned_on(examples: int, tmp_path: Path) -> None:
    chance, path, kept = Random(11), tmp_path / "harm.bcuplan", tmp_path / "kept.bcuplan"
    said: list[str] = []
    for _ in range(examples):
        content = harmed(chance)
        path.write_bytes(content)
        try:
            session = Session.open(path, recent_folder=tmp_path)
        except OpenError as problem:
            said.append(str(problem))
        else:
            _plan_on(session, kept)
        assert path.read_bytes() == content
    assert examples // 4 < len(said) < examples
    assert [words for words in said if len(words) > 1_000 or not words.isprintable() or words[-1] != "."] == []


def _plan_on(session: Session, kept: Path) -> None:
    for scenario in session.plan.scenarios:
        session.choose(scenario.id)
        headline(session.outcome)
        bcu_list(session.outcome)
        issues(session.outcome)
    with contextlib.suppress(Refused):  # a log that does not fit its plan: said, with the plan as it is
        while session.undo() is not None:
            assert session.outcome is not None
    session.save_as(kept)
    opened = Session.open(kept, recent_folder=kept.parent)
    assert opened.plan == session.plan
    assert (opened.history, opened.undone) == (session.history, session.undone)


@pytest.mark.parametrize("size", [0, 1, 21, 22, 512])
def test_a_file_of_noughts_or_of_nothing_is_refused(size: int, tmp_path: Path) -> None:
    path = tmp_path / "nothing.bcuplan"
    path.write_bytes(bytes(size))
    with pytest.raises(OpenError, match=r"nothing\.bcuplan cannot be opened"):
        Session.open(path, recent_folder=tmp_path)


def test_bytes_overwritten_cut_out_and_put_in_are_refused_or_change_nothing(examples: int, tmp_path: Path) -> None:
    chance, content = Random(12), good_bytes()
    path, whole = tmp_path / "damaged.bcuplan", tmp_path / "whole.bcuplan"
    whole.write_bytes(content)
    sound = Session.open(whole, recent_folder=tmp_path)
    said: list[str] = []
    for _ in range(examples):
        damaged = bytearray(content)
        start = chance.randrange(len(damaged))
        run = chance.choice([1, 4, 64, 1_000])
        match chance.randrange(4):
            case 0:
                damaged[start : start + run] = bytes(run)
            case 1:
                del damaged[start : start + run]
            case 2:
                damaged[start:start] = chance.randbytes(run)
            case _:
                damaged[start:start] = damaged[start : start + run]
        path.write_bytes(damaged)
        try:
            opened = Session.open(path, recent_folder=tmp_path)
        except OpenError as problem:
            said.append(str(problem))
        else:
            assert (opened.plan, opened.history, opened.undone) == (sound.plan, sound.history, sound.undone)
        assert path.read_bytes() == damaged
    assert [words for words in said if not words.startswith("damaged.bcuplan")] == []
