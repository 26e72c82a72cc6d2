"""The start script: which Python, when it is ready, what it runs. Setting up for real is CI's first step."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.sources import ROOT

SCRIPT = ROOT / "packaging" / "start.py"


@pytest.fixture
def start() -> ModuleType:
    """The script as a module of its own for one test."""
    spec = importlib.util.spec_from_file_location("start_script", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def place(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the environment, with pins."""
    (tmp_path / "requirements").mkdir()
    for name in ("run.txt", "dev.txt"):
        (tmp_path / "requirements" / name).write_text(name)
    monkeypatch.setattr(start, "ROOT", str(tmp_path))
    monkeypatch.setattr(start, "REQUIREMENTS", str(tmp_path / "requirements"))
    monkeypatch.setattr(start, "ENVIRONMENT", str(tmp_path / ".venv"))
    monkeypatch.setattr(start, "STAMP", str(tmp_path / ".venv" / "ready.txt"))
    return tmp_path


@pytest.fixture
def ran(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What the script would run, with its environment, instead of running it."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    def note(command: list[str], arguments: list[str], environment: dict[str, str], *_: Any) -> int:
        calls.append((command + arguments, environment))
        return 7

    monkeypatch.setattr(start, "run", note)
    return calls


def finish_set_up(start: ModuleType, *kinds: str) -> None:
    python = Path(start.in_environment("python"))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    Path(start.STAMP).write_text("".join(start.stamp(kind) + "\n" for kind in kinds), encoding="utf-8")


def test_python_3_8_can_read_it() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_it_uses_the_standard_library_only() -> None:
    nodes = list(ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8"))))
    names = {name.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    names |= {str(node.module).split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13), (3, 15, 0)])
def test_a_python_that_does_not_fit_is_told_which_does(
    version: tuple[int, ...], start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.sys, "version_info", version)
    with pytest.raises(start.Stop, match=r"needs Python 3\.11, 3\.12, 3\.13 or 3\.14") as stop:
        start.check_python()
    assert ".".join(map(str, version)) in str(stop.value)
    assert "What to do:" in str(stop.value)


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_a_python_that_fits_goes_on(minor: int, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "version_info", (3, minor, 0))
    start.check_python()


def test_a_python_of_32_bits_is_told_so(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "maxsize", 2**31 - 1)
    with pytest.raises(start.Stop, match="needs a 64-bit Python"):
        start.check_python()


def test_it_is_ready_only_after_a_set_up_that_finished(start: ModuleType, place: Path) -> None:
    assert not start.is_ready("run")
    finish_set_up(start, "run")
    assert start.is_ready("run")
    assert not start.is_ready("dev")


def test_it_is_not_ready_after_a_pin_changed(start: ModuleType, place: Path) -> None:
    finish_set_up(start, "run")
    (place / "requirements" / "run.txt").write_text("something else")
    assert not start.is_ready("run")


def test_it_is_not_ready_where_it_was_moved_to(start: ModuleType, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish_set_up(start, "run")
    monkeypatch.setattr(start, "ROOT", str(place / ".." / place.name))
    assert not start.is_ready("run")


def test_a_second_start_changes_nothing(
    start: ModuleType,
    place: Path,
    ran: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finish_set_up(start, "run")
    monkeypatch.setattr(start, "set_up", lambda kind: pytest.fail("set up again"))
    monkeypatch.setattr(start, "missing_libraries_after_installing", list)
    assert start.main(["report", "--json"]) == 7
    assert ran[0][0][-2:] == ["report", "--json"]


def test_a_folder_that_is_no_environment_is_left_alone(start: ModuleType, place: Path) -> None:
    (place / ".venv").mkdir()
    (place / ".venv" / "letter.txt").write_text("mine")
    with pytest.raises(start.Stop, match="left as it is"):
        start.make_environment()
    assert (place / ".venv" / "letter.txt").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="writes the other system's command")
def test_the_environment_finds_the_project_in_a_folder_of_any_name(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "bcu plänner ł"
    environment = root / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    (root / "ui").mkdir()
    (root / "ui" / "__init__.py").touch()
    (root / "ui" / "main.py").write_text("import sys\ndef main():\n    print(sys.argv[1:])\n    return 4\n")
    monkeypatch.setattr(start, "ROOT", str(root))
    monkeypatch.setattr(start, "ENVIRONMENT", str(environment))
    monkeypatch.setattr(start, "LAUNCHER", str(environment / "bcu-planner.py"))
    start.add_project()
    for command in ([start.in_environment("bcu-planner")], [start.in_environment("python"), start.LAUNCHER]):
        plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        result = subprocess.run([*command, "a b"], capture_output=True, env=plain, cwd=tmp_path, check=False)
        assert result.returncode == 4, result.stderr
        assert result.stdout.split() == [b"['a", b"b']"]


def test_two_starts_do_not_set_up_at_once(start: ModuleType) -> None:
    with SCRIPT.open("rb") as first, SCRIPT.open("rb") as second:
        assert start.try_lock(first.fileno())
        assert not start.try_lock(second.fileno())
        first.close()
        assert start.try_lock(second.fileno())


def test_no_display_means_the_work_without_a_window(
    start: ModuleType, ran: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "display_answers", lambda: False)
    assert start.run_planner([], []) == 7
    command, environment = ran[0]
    assert command[-3:] == ["headless", "--out", os.path.join(start.ROOT, "out")]
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


def test_a_display_means_the_window(start: ModuleType, ran: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "display_answers", lambda: True)
    monkeypatch.delenv("QT_QPA_PLATFORM")
    start.run_planner([], [])
    command, environment = ran[0]
    assert "headless" not in command
    assert "QT_QPA_PLATFORM" not in environment


def test_missing_libraries_are_named_and_the_work_goes_on(
    start: ModuleType,
    ran: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(start, "display_answers", lambda: True)
    start.run_planner([], ["libxcb-cursor0"])
    assert "headless" in ran[0][0]
    assert "apt-get install libxcb-cursor0" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a display")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":4711"},
        {"WAYLAND_DISPLAY": "wayland-4711"},
        {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"},
    ],
)
def test_a_display_that_does_not_answer_is_none(
    environment: dict[str, str], start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert not start.display_answers()


@pytest.mark.parametrize(
    ("arguments", "expected", "tier"),
    [
        (["tests/words"], ["-n", "2", "tests/words"], None),
        (["--thorough", "-x"], ["-n", "2", "-x"], "thorough"),
        (["-n", "1"], ["-n", "1"], None),
        (["--pdb"], ["--pdb"], None),
    ],
)
def test_the_tests_run_on_the_cores_there_are(
    arguments: list[str],
    expected: list[str],
    tier: str | None,
    start: ModuleType,
    ran: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start, "cores", lambda: 2)
    monkeypatch.delenv("BCU_PLANNER_TIER", raising=False)
    assert start.run_tests(arguments, []) == 7
    command, environment = ran[0]
    assert command[1:] == ["-m", "pytest", *expected]
    assert environment.get("BCU_PLANNER_TIER") == tier
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


@pytest.fixture
def asked_of_apt(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Packages that apt-get was asked for, on a machine where it can install nothing."""
    asked: list[list[str]] = []
    monkeypatch.setattr(start, "apt_install", lambda packages: asked.append(packages))
    return asked


def test_the_tests_get_a_spreadsheet_and_the_planner_does_not(
    start: ModuleType, place: Path, ran: list[Any], asked_of_apt: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_set_up(start, "run", "dev")
    monkeypatch.setattr(start, "LINUX", True)
    monkeypatch.setattr(start, "missing_libraries_after_installing", list)
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    start.main(["report"])
    assert asked_of_apt == []
    start.main(["test", "-n", "1"])
    assert asked_of_apt == [["libreoffice-calc"]]


def test_a_machine_without_a_spreadsheet_is_told_what_goes_unchecked_and_tests_all_the_same(
    start: ModuleType,
    asked_of_apt: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    start.install_spreadsheet()
    assert "the tests that recalculate workbooks will be skipped, and counted" in capsys.readouterr().err


def test_a_spreadsheet_that_is_there_is_not_installed_again(
    start: ModuleType, tmp_path: Path, asked_of_apt: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: str(tmp_path / name))
    start.install_spreadsheet()
    (tmp_path / "libsclo.so").touch()
    start.install_spreadsheet()
    assert asked_of_apt == [["libreoffice-calc"]]  # once, while the command was there without the spreadsheet


def test_the_exit_code_comes_through(start: ModuleType) -> None:
    code = "import sys; sys.exit(5)"
    assert start.run([sys.executable, "-c", code], [], dict(os.environ)) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_program_that_is_cut_off_is_spoken_of(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert start.run([sys.executable, "-c", code], [], dict(os.environ)) == 137
    assert "signal 9" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was pinned"),
        ("OSError: [Errno 28] No space left on device", "make room"),
        ("ERROR: No matching distribution found for numpy", "check the network"),
    ],
)
def test_what_pip_says_becomes_advice(said: str, advice: str, start: ModuleType) -> None:
    assert advice in start.advice_for(said)


def test_an_install_that_fails_says_what_was_kept(start: ModuleType) -> None:
    code = "print('ERROR: No matching distribution found for numpy'); raise SystemExit(1)"
    with pytest.raises(start.Stop, match="is kept") as stop:
        start.run_pip([sys.executable, "-c", code])
    assert "No matching distribution" in str(stop.value)


def test_a_stop_is_a_sentence_and_exit_code_2(tmp_path: Path) -> None:
    """Run for real in a copy of the project whose .venv is somebody's own folder."""
    (tmp_path / "packaging").mkdir()
    copy = tmp_path / "packaging" / "start.py"
    copy.write_bytes(SCRIPT.read_bytes())
    (tmp_path / "packaging" / "requirements").mkdir()
    (tmp_path / "packaging" / "requirements" / "run.txt").touch()
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "letter.txt").touch()
    result = subprocess.run([sys.executable, str(copy)], capture_output=True, text=True, check=False, encoding="utf-8")
    assert result.returncode == 2
    assert "What to do:" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
