"""A real process is killed at random instants, whatever it has in hand: at most the step in hand is lost."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.session import Session
from planner.session.recovery import find, recover
from tests.conftest import TIER
from tests.e2e.sitting_to_kill import HAND, JOURNALS, PLANS, TOLD, summary

ROOT = Path(__file__).parents[2]
INSTANTS = {"test": 6, "ci": 40, "thorough": 200}[TIER]
SEED = 20180228
LATEST_S = 1.6
PATIENCE_S = 60.0
Start = Callable[[Path, int], Callable[[], None]]
"""Starts a sitting in a folder with a seed, and gives what kills it and waits until it is gone."""

log = logging.getLogger("bcu_planner.kill")


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    if sys.platform == "win32":
        yield _started
        return
    command = [sys.executable, "-m", "tests.e2e.sitting_to_kill", "--serve"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield lambda folder, seed: _forked(server, folder, seed)
        assert server.stdin is not None
        server.stdin.close()


def _started(folder: Path, seed: int) -> Callable[[], None]:
    command = [sys.executable, "-m", "tests.e2e.sitting_to_kill", str(folder), str(seed)]
    process = subprocess.Popen(command, cwd=ROOT)

    def kill() -> None:
        process.kill()
        process.wait()

    return kill


def _forked(server: subprocess.Popen[str], folder: Path, seed: int) -> Callable[[], None]:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(f"{folder}\t{seed}\n")
    server.stdin.flush()
    number = int(server.stdout.readline())

    def kill() -> None:
        os.kill(number, signal.SIGKILL)
        _wait(lambda: _is_gone(number))

    return kill


def _is_gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_a_process_killed_at_any_instant_loses_at_most_the_step_in_hand(tmp_path: Path, start: Start) -> None:
    chance, hands, lost = Random(SEED), Counter[str](), Counter[str]()
    steps = 0
    for instant in range(INSTANTS):
        folder = tmp_path / str(instant)
        folder.mkdir()
        kill = start(folder, SEED + instant)
        _wait((folder / TOLD).exists)
        time.sleep(chance.uniform(0.0, LATEST_S))
        kill()
        told = _told(folder)
        if not told:
            continue  # killed before its first word: nothing was accepted
        session = _recovered(folder)
        how = _compared(summary(session), told[-1], session)
        session.leave()
        lost[how] += 1
        hands[(folder / HAND).read_text(encoding="ascii") if (folder / HAND).exists() else ""] += 1
        steps += len(told)
    assert steps > INSTANTS
    log.info("%s instants, %s things told; in hand %s; found %s", INSTANTS, steps, dict(hands), dict(lost))
    if TIER == "thorough":
        assert {"decide", "save", "exchange", "optimise"} <= set(hands)


def _told(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / TOLD).read_bytes().split(b"\n")
    return [json.loads(line) for line in lines[:-1]]


def _recovered(folder: Path) -> Session:
    """What the next start has: the work left, else the plan saved last, else the shipped one."""
    left = find(folder / JOURNALS)
    assert [each.harm for each in left] in ([], [""])
    if left:
        return recover(left[0])
    saved = sorted((folder / name for name in PLANS if (folder / name).exists()), key=lambda p: p.stat().st_mtime_ns)
    return Session.open(saved[-1], recent_folder=folder) if saved else Session.shipped(recent_folder=folder)


def _compared(found: dict[str, Any], told: dict[str, Any], session: Session) -> str:
    """Check that what was found is what was told last, or that with the one thing in hand."""
    if _the_same(found, told):
        return "as told"
    in_hand = len(found["done"]) - len(told["done"])
    if in_hand == 1:
        assert found["done"][:-1] == told["done"]
        session.undo()
    elif in_hand == -1:
        assert found["undone"][1:] == told["undone"]
        session.redo()
    else:
        assert in_hand == 0
        assert (found["plan"], found["undone"]) == (told["plan"], told["undone"])
        assert len(set(found["whys"]) ^ set(told["whys"])) <= 2  # one reason more, or one in another's place
        return "the same, but for what is no step"
    again = summary(session)
    assert (again["plan"], again["done"]) == (told["plan"], told["done"])
    return "one more step"


def _the_same(found: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether they are the same; what is looked at and what was exported is kept with the first step or save."""
    if not told["done"] and not told["undone"] and not told["path"]:
        return found["plan"] == told["plan"]
    return found == told
