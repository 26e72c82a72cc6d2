"""A file is held by one process, and by nobody once that process is gone, however it went."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner.files import hold

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from planner.files import hold
print("held" if hold(Path(sys.argv[1])) else "refused", flush=True)
sys.stdin.read()
"""


def _holder(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_file_held_here_is_held_by_nobody_else_until_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    held = hold(path)
    assert held is not None
    assert hold(path) is None
    held.let_go()
    held.let_go()
    assert not path.exists()
    again = hold(path)
    assert again is not None
    again.let_go(remove=False)
    assert path.exists()


def test_a_process_that_is_killed_holds_nothing_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with _holder(path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert hold(path) is None
        holder.kill()
        holder.wait()
    held = hold(path)
    assert held is not None
    held.let_go()


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be taken away there")
def test_a_file_taken_away_and_made_again_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.files import holding

    path = tmp_path / "a.lock"
    real, times = holding._lock, []

    def lock(handle: int) -> None:
        times.append(handle)
        if len(times) == 1:  # whoever held it takes it away between our opening and our locking
            path.unlink()
        real(handle)

    monkeypatch.setattr(holding, "_lock", lock)
    held = hold(path)
    assert held is not None
    assert len(times) == 2
    assert path.exists()
    monkeypatch.undo()
    assert hold(path) is None
    held.let_go()


@pytest.mark.skipif(sys.platform == "win32", reason="every folder knows locks there")
def test_where_a_folder_knows_no_locks_everybody_holds_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.files import holding

    def no_locks(handle: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(holding, "_lock", no_locks)
    first, second = hold(tmp_path / "a.lock"), hold(tmp_path / "a.lock")
    assert first is not None
    assert second is not None
    first.let_go()
    second.let_go()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        hold(tmp_path / "nowhere" / "a.lock")
