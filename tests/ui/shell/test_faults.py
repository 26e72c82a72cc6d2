"""A program brought down below Python leaves a trace, which the next start finds, tells of once and keeps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ui.faults import MOST_KEPT, Faults, fault_details, fault_words

ROOT = Path(__file__).parents[3]
FALLS = """
import ctypes, sys
from pathlib import Path
from ui.faults import Faults
Faults(Path(sys.argv[1])).install()
print("ready", flush=True)
{}
"""


def ended(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FALLS.format(how), str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_program_brought_down_leaves_a_trace_that_is_told_of_once(tmp_path: Path) -> None:
    ran = ended(tmp_path, "ctypes.string_at(0)")
    assert ran.returncode != 0
    trace = Faults(tmp_path).left()
    assert trace is not None
    assert 'File "<string>"' in fault_details(trace)
    assert str(trace) in fault_words(trace)
    assert Faults(tmp_path).left() is None
    assert [path.name for path in tmp_path.iterdir()] == [trace.name]


def test_a_program_that_was_killed_or_ended_well_leaves_none(tmp_path: Path) -> None:
    ended(tmp_path, "import os, signal; os.kill(os.getpid(), getattr(signal, 'SIGKILL', 9))")
    assert Faults(tmp_path).left() is None
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_runs_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", FALLS.format("sys.stdin.read()"), str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stdin is not None
        running.stdout.readline()
        (path,) = tmp_path.glob("running-*.log")
        path.write_text("a trace of another thread's fault", encoding="utf-8")
        assert Faults(tmp_path).left() is None
        assert path.exists()
        running.stdin.close()


def test_the_latest_traces_are_kept_and_no_more(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 2):
        (tmp_path / f"running-{number}.log").write_text("Fatal Python error", encoding="utf-8")
    assert Faults(tmp_path).left() is not None
    assert len(list(tmp_path.glob("fault-*.log"))) == MOST_KEPT


def test_its_own_file_is_gone_at_the_end(tmp_path: Path) -> None:
    ran = ended(tmp_path, "faults = Faults(Path(sys.argv[1])); faults.install(); faults.remove(); faults.remove()")
    assert ran.returncode == 0, ran.stderr
    assert len(list(tmp_path.glob("running-*.log"))) == 1  # that of the first, which was not removed


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    faults = Faults(tmp_path / "taken")
    faults.install()
    assert faults.left() is None
    faults.remove()


def test_a_trace_that_is_gone_is_said_to_be_so(tmp_path: Path) -> None:
    assert "cannot be read" in fault_details(tmp_path / "gone.log")
