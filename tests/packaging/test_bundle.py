"""The tools that make and look into the Windows bundle: what they write, what they refuse, what they count."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from planner import __version__
from tests.architecture.sources import ROOT

PACKAGING = ROOT / "packaging"
WINDOWS = PACKAGING / "windows"
LAB = "BCU_PLANNER_WINDOWS_LAB"


def ran(script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("BCU_PLANNER_CERT") and name != LAB
    }
    return subprocess.run(
        [sys.executable, str(PACKAGING / script), *arguments],
        env={**kept, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def called(script: str, code: str) -> str:
    """What a line of Python prints that uses the functions of a script."""
    command = (
        f"import sys; sys.path.insert(0, {str(PACKAGING)!r}); from pathlib import Path; import {script} as s; {code}"
    )
    return subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def bundle_in(folder: Path) -> Path:
    for name in ("bcu-planner.exe", "BCU Planner.exe", "_internal/a/b.dll", "_internal/cost $.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"MZ")
    return folder


def test_without_a_lab_the_evidence_says_how_much_was_not_checked_and_does_not_pass() -> None:
    done = ran("windows_evidence.py")
    assert done.returncode == 3
    assert done.stdout.startswith("!!! NOT CHECKED: 14 parts of what is known of Windows, because no lab was given")


def test_a_folder_that_is_no_lab_is_said_to_lack_what_it_lacks(tmp_path: Path) -> None:
    done = ran("windows_evidence.py", "--lab", str(tmp_path))
    assert done.returncode == 3
    assert "lacks winpy, wrun, prefix/drive_c" in done.stdout


def test_the_evidence_has_as_many_parts_as_it_says() -> None:
    source = (PACKAGING / "windows_evidence.py").read_text(encoding="utf-8")
    names = re.findall(r'^        \((?:"[a-z -]+"|bundle), (?:evidence\.|lambda)', source, re.M)
    assert len(names) == 14


def test_every_folder_of_tests_belongs_to_one_of_the_two_parts_or_is_left_out_by_name() -> None:
    for which in ("True", "False"):
        out = called(
            "windows_evidence", f"print(*(p.relative_to(s.ROOT) for p in s.test_folders(with_windows={which})))"
        )
        assert ("tests/scenario" in out.replace("\\", "/")) is (which == "False")
        assert ("tests/ui/map" in out.replace("\\", "/")) is (which == "True")


def test_each_known_failure_has_its_reason() -> None:
    known = called("windows_evidence", "print(all(len(why) > 20 for why in s.known_failures().values()))")
    assert known.strip() == "True"


def test_a_test_that_fails_is_counted_and_named(tmp_path: Path) -> None:
    junit = tmp_path / "junit.xml"
    junit.write_text(
        '<testsuites><testsuite><testcase classname="tests.a" name="good"/><testcase classname="tests.a" name="bad">'
        '<failure message="no"/></testcase><testcase classname="tests.a" name="left"><skipped/></testcase>'
        "</testsuite></testsuites>",
        encoding="utf-8",
    )
    code = f"c = dict(run=0, passed=0, skipped=0); print(s.add_counts(Path({str(junit)!r}), c), c)"
    found = called("windows_evidence", code).strip()
    assert found == "[('tests.a.bad', 'no')] {'run': 2, 'passed': 1, 'skipped': 1}"


def test_the_uninstaller_removes_each_file_by_its_name_and_folders_only_when_empty(tmp_path: Path) -> None:
    bundle = bundle_in(tmp_path)
    lines = called("release", f"print(s.removal_lines(Path({str(bundle)!r})), end='')").splitlines()
    assert 'Delete "$INSTDIR\\_internal\\a\\b.dll"' in lines
    assert 'Delete "$INSTDIR\\_internal\\cost $$.txt"' in lines
    assert lines[-2:] == ['RMDir "$INSTDIR\\_internal\\a"', 'RMDir "$INSTDIR\\_internal"']
    assert len(lines) == 6
    source = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert "RMDir /r" not in source
    assert "RequestExecutionLevel user" in source
    assert "HKLM" not in source


def test_a_folder_that_is_no_windows_bundle_is_refused(tmp_path: Path) -> None:
    done = ran("release.py", str(tmp_path), str(tmp_path / "out"))
    assert done.returncode == 2
    assert "has no bcu-planner.exe and no BCU Planner.exe. Nothing was written." in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_portable_zip_holds_the_bundle_in_one_folder(tmp_path: Path) -> None:
    bundle, packed = bundle_in(tmp_path / "bundle"), tmp_path / "a.zip"
    called("release", f"s.write_zip(Path({str(bundle)!r}), Path({str(packed)!r}), 'BCU-Planner-1')")
    with zipfile.ZipFile(packed) as archive:
        assert "BCU-Planner-1/_internal/a/b.dll" in archive.namelist()
        assert len(archive.namelist()) == 4


def test_signing_without_a_certificate_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    done = ran("release.py", "--sign", str(tmp_path / "a.exe"))
    assert done.returncode == 0
    assert done.stdout.startswith("Not signed: ")


def test_signing_with_a_certificate_that_is_not_there_fails(tmp_path: Path) -> None:
    done = ran("release.py", "--sign", "a.exe", BCU_PLANNER_CERTIFICATE=str(tmp_path / "none.pfx"))
    assert done.returncode == 2
    assert "is not there. Nothing was signed." in done.stderr


def test_the_installers_version_is_the_planners() -> None:
    assert called("release", "print(s.version())").strip() == __version__


def test_the_icon_has_every_size_that_windows_asks_for() -> None:
    content = (WINDOWS / "bcu-planner.ico").read_bytes()
    count = int.from_bytes(content[4:6], "little")
    sizes = [content[6 + 16 * i] or 256 for i in range(count)]
    assert sizes == [16, 20, 24, 32, 40, 48, 64, 256]


@pytest.mark.parametrize("text", ['level="asInvoker"', "PerMonitorV2", "longPathAware", "8e0f7a12-bfb3-4fe8-b9a5"])
def test_the_manifest_says_what_windows_has_to_know(text: str) -> None:
    assert text in (WINDOWS / "bcu-planner.manifest").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_the_planner_builds_installs_and_passes_its_tests_under_a_windows_python() -> None:
    if not os.environ.get(LAB):
        pytest.skip(
            "a Windows Python is not installed, so nothing was built, installed or tested as on Windows: " + LAB
        )
    done = ran("windows_evidence.py", **{LAB: os.environ[LAB]})
    assert done.returncode == 0, done.stdout[-3000:]
    assert "NOT CHECKED" not in done.stdout
