"""What is known of the planner on Windows: builds, installs, runs and tests it under a Windows Python in Wine.

    python packaging/windows_evidence.py --lab LAB [--out out/windows] [--minutes N] [--only PART…]

LAB, or the variable BCU_PLANNER_WINDOWS_LAB, is the folder of such a Python (packaging/README.md says how it comes
about). Writes report.json and report.txt beside the installer and zip. Exit code 1 when something did not hold, 3
when there is no lab: then nothing was checked, and that is said and counted. With --minutes, what does not fit is left
out, said and counted, and the code is 0 when the rest held. Needs the pins of requirements/bundle.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from windows_lab import Lab

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LAB = "BCU_PLANNER_WINDOWS_LAB"
NO_LAB = 3
SOURCE, BUILT, WORK, TOOLS = r"C:\bcu-source", r"C:\bcu-built", r"C:\bcu-work", r"C:\bcu-source\packaging\windows"
BUNDLE = BUILT + r"\bcu-planner"
CONSOLE, WINDOW = "bcu-planner.exe", "BCU Planner.exe"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\BCUPlanner"
KIND_KEY = r"HKCU\Software\Classes\.bcuplan"
DECIDED = r"C:\job\Déc idé.bcuplan"
SELF_TEST_S = 30
TESTS_S = 1500
"""The most for one folder of tests: a test that hangs costs no more."""
WITH_WINDOWS = ("ui", "snapshots", "e2e")
NOT_THERE = ("benchmarks", "golden", "samples", "packaging", "architecture")
"""Folders of tests without tests, or with those of Linux's own tools and of the source as text."""
CHANGE_ONE = r"""
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Wards"]
head = next(row for row in sheet.iter_rows() if row[0].value == "Ward code")
column = next(cell.column for cell in head if cell.value == "DWO posts")
cell = sheet.cell(head[0].row + 1, column)
cell.value += 1
book.save(sys.argv[1])
"""


@dataclass
class Part:
    """One thing looked at: `held` is None when it was left out. `figures` are counts and sizes."""

    name: str
    held: bool | None
    words: str
    seconds: float = 0.0
    figures: dict[str, Any] = field(default_factory=dict)


class Failed(Exception):
    """A part did not hold; the message says how."""


class TimeOver(Exception):
    """What there was time for held; the message says what was left out."""


class Evidence:
    """Goes through the parts in order and keeps what became of each."""

    def __init__(self, lab: Lab, out: Path, seconds: float) -> None:
        self.lab, self.out = lab, out
        self.end = time.monotonic() + seconds
        self.parts: list[Part] = []
        self.figures: dict[str, Any] = {}

    def left(self, most: float) -> float:
        """Return the seconds that a program may take now."""
        return min(most, self.end - time.monotonic())

    def run(self, name: str, look: Callable[[], str], *, needs: str = "") -> None:
        """Do one part, unless the one it needs did not hold or the time is over."""
        begun, self.figures = time.monotonic(), {}
        ready = not needs or any(part.name == needs and part.held for part in self.parts)
        if not ready or self.left(1) <= 0:
            self.add(Part(name, None, f"left out: {f'it needs “{needs}”' if not ready else 'the time was over'}"))
            return
        try:
            held: bool | None = True
            words = look()
        except TimeOver as over:
            held, words = None, str(over)
        except (Failed, OSError, subprocess.SubprocessError, ValueError, KeyError) as problem:
            held, words = False, str(problem)
        self.add(Part(name, held, words, round(time.monotonic() - begun, 1), self.figures))

    def add(self, part: Part) -> None:
        """Keep a part and say it."""
        self.parts.append(part)
        mark = {True: "ok     ", False: "FAILED ", None: "NOT RUN"}[part.held]
        print(f"{mark} {part.name} ({part.seconds:.0f} s): {part.words}", flush=True)

    # The parts

    def libraries(self) -> str:
        """Put the pinned Windows libraries into the lab's Python."""
        uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
        if not uv:
            raise Failed("uv is not installed; it is in packaging/requirements/bundle.txt")
        command = [uv, "pip", "install", "--quiet", "--python-platform", "x86_64-pc-windows-msvc", "--python-version"]
        command += ["3.11", "--only-binary", ":all:", "--require-hashes", "--target", str(self.lab.libraries)]
        for name in ("dev.txt", "bundle.txt"):
            command += ["-r", str(PACKAGING / "requirements" / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=self.left(900))
        if done.returncode:
            raise Failed(f"uv said: {done.stderr.strip()[-600:]}")
        return "the pinned Windows wheels are installed, each with its hash checked"

    def source(self) -> str:
        """Copy the project's files, and nothing that git does not keep, into the lab."""
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        target = self.lab.here(SOURCE)
        shutil.rmtree(target, ignore_errors=True)
        for folder in (BUILT, WORK):
            shutil.rmtree(self.lab.here(folder), ignore_errors=True)
        files = [name for name in names.decode().split("\0") if name and (ROOT / name).is_file()]
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
        return f"{len(files)} files"

    def bundle(self) -> str:
        """Build the bundle with PyInstaller on the Windows Python."""
        options = ["--noconfirm", "--distpath", BUILT, "--workpath", WORK, SOURCE + r"\packaging\bcu-planner.spec"]
        ran = self.lab.python(["-m", "PyInstaller", *options], self.left(1200))
        if ran.code != 0 or not self.lab.here(BUNDLE + "\\" + CONSOLE).is_file():
            raise Failed(f"PyInstaller ended with {ran.code}: {ran.last}")
        files = [path for path in self.lab.here(BUNDLE).rglob("*") if path.is_file()]
        self.figures = {"files": len(files), "bytes": sum(path.stat().st_size for path in files)}
        return f"{len(files)} files, {self.figures['bytes'] / 1e6:.1f} MB"

    def programs(self) -> str:
        """Look into every program and library of the bundle."""
        tell = [SOURCE, WORK, str(ROOT), str(self.lab.folder), f"{Path.home()}{os.sep}", self.profile() + "\\"]
        command = [sys.executable, str(PACKAGING / "check_pe.py"), str(self.lab.here(BUNDLE)), "--built-in", *tell]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=self.left(600))
        if done.returncode:
            raise Failed((done.stdout + done.stderr).strip()[-1500:])
        return done.stdout.strip().splitlines()[-1]

    def self_test(self, program: str) -> str:
        """Have a program check itself."""
        ran = self.lab.program([program, "self-test"], self.left(120))
        if ran.code != 0:
            raise Failed(f"it ended with {ran.code}: {ran.last}")
        self.figures = {"seconds": round(ran.seconds, 1), "within_30_s": ran.seconds <= SELF_TEST_S}
        return f"{ran.said.count('ok      ')} parts, {ran.seconds:.0f} s; it says: {ran.last.splitlines()[-1]}"

    def installer(self) -> str:
        """Build the installer and the portable zip."""
        command = [sys.executable, str(PACKAGING / "release.py"), str(self.lab.here(BUNDLE)), str(self.out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=self.left(900))
        if done.returncode:
            raise Failed((done.stdout + done.stderr).strip()[-800:])
        self.figures = {path.name: path.stat().st_size for path in sorted(self.out.glob("BCU-Planner-*"))}
        return ", ".join(line for line in done.stdout.splitlines() if "MB" in line or "igned" in line)

    def install(self) -> str:
        """Install silently, into a person's own programs."""
        setup = next(self.out.glob("BCU-Planner-*-setup.exe"))
        shutil.copyfile(setup, self.lab.here(r"C:\setup.exe"))
        ran = self.lab.program([r"C:\setup.exe", "/S"], self.left(300))
        missing = [name for name in (CONSOLE, WINDOW, "uninstall.exe") if not self.lab.here(self.place(name)).is_file()]
        if ran.code != 0 or missing:
            raise Failed(f"it ended with {ran.code}; missing: {', '.join(missing) or 'nothing'}")
        installed = {path for path in self.lab.here(self.place("")).rglob("*") if path.is_file()}
        built = [path for path in self.lab.here(BUNDLE).rglob("*") if path.is_file()]
        if len(installed) != len(built) + 1:
            raise Failed(f"{len(installed)} files were installed; there are {len(built)} and the uninstaller")
        opens = self.lab.program(["reg", "query", KIND_KEY, "/ve"], 60)
        if "BCUPlanner.Plan" not in opens.said or not self.links():
            raise Failed("plans do not open with it, or it is not in the Start menu")
        return f"in {ran.seconds:.0f} s, {len(installed)} files; .bcuplan opens with it; in the Start menu"

    def main_job(self) -> str:
        """Open the shipped plan, decide, save, export and draw, each by the installed program."""
        plan, decided, book, picture = (
            rf"C:\job\{name}" for name in ("plan.bcuplan", "Déc idé.bcuplan", "p.xlsx", "p.png")
        )
        shutil.rmtree(self.lab.here(r"C:\job"), ignore_errors=True)
        self.lab.here(r"C:\job").mkdir()
        self.command("export", "--xlsx", book)
        self.command("import", book, "--out", plan)
        before = json.loads(self.command("report", plan, "--json"))
        changed = self.lab.python(["-c", CHANGE_ONE, book], 120)
        if changed.code != 0:
            raise Failed(f"the workbook could not be changed: {changed.last}")
        self.command("merge", plan, book, "--out", decided)
        after = json.loads(self.command("report", decided, "--json"))
        if after["fingerprint"] == before["fingerprint"]:
            raise Failed("the plan with the decision is the plan without it")
        moved = sum(a["proposed"] - b["proposed"] for a, b in zip(after["posts"], before["posts"], strict=True))
        if moved != 1:
            raise Failed(f"one DWO post was decided, and the report tells of {moved} more posts")
        self.command("export", decided, "--xlsx", book)
        self.command("brief", decided, "--png", picture)
        sizes = [self.lab.here(path).stat().st_size for path in (decided, book, picture)]
        return f"one DWO post decided and saved; plan, workbook and picture of {', '.join(map(str, sizes))} bytes"

    def window(self) -> str:
        """Start the window with a plan, see it painted, and close it as a person would."""
        command = [TOOLS + r"\window_once.py", self.place(WINDOW), DECIDED]
        ran = self.lab.python(command, self.left(240))
        found = [line for line in ran.said.splitlines() if line.startswith("{")]
        if ran.code != 0 or not found:
            raise Failed(f"it ended with {ran.code}: {ran.last}")
        self.figures = json.loads(found[-1])
        if "Déc idé" not in self.figures["title"]:
            raise Failed(f"the plan is not in its title: {self.figures['title']}")
        return f"“{self.figures['title']}” painted after {self.figures['painted_s']} s, closed with code 0"

    def upgrade(self) -> str:
        """Install over what is there: its files are replaced; a plan saved among them, the link and the kind stay."""
        plan = self.place("my plan.bcuplan")
        shutil.copyfile(self.lab.here(r"C:\job\plan.bcuplan"), self.lab.here(plan))
        kept = self.lab.here(plan).read_bytes()
        self.lab.here(self.place(r"_internal\LICENSE")).write_text("changed", encoding="ascii")
        ran = self.lab.program([r"C:\setup.exe", "/S"], self.left(300))
        if ran.code != 0 or self.lab.here(plan).read_bytes() != kept:
            raise Failed(f"it ended with {ran.code}, or the plan was touched")
        if self.lab.here(self.place(r"_internal\LICENSE")).read_bytes() != (ROOT / "LICENSE").read_bytes():
            raise Failed("a file of the version before is still there")
        if not self.links() or "BCUPlanner.Plan" not in self.lab.program(["reg", "query", KIND_KEY, "/ve"], 60).said:
            raise Failed("the Start menu or the kind of file was lost")
        return "over the version there; a plan saved in its folder was left alone"

    def uninstall(self) -> str:
        """Remove it silently; plans and what is kept between them stay."""
        plan, kept = self.place("my plan.bcuplan"), self.lab.here(r"C:\job\plan.bcuplan").read_bytes()
        ran = self.lab.program([self.place("uninstall.exe"), "/S"], self.left(300))
        for _ in range(60):  # the uninstaller goes on in a copy of itself
            if not self.lab.here(self.place("uninstall.exe")).exists():
                break
            time.sleep(0.5)
        left = sorted(path.name for path in self.lab.here(self.place("")).rglob("*"))
        if ran.code != 0 or left != ["my plan.bcuplan"] or self.lab.here(plan).read_bytes() != kept:
            raise Failed(f"it ended with {ran.code}; left there: {', '.join(left) or 'nothing, the plan too is gone'}")
        if self.links() or any(
            self.lab.program(["reg", "query", key], 60).code == 0 for key in (UNINSTALL_KEY, KIND_KEY)
        ):
            raise Failed("the Start menu or the registry still tells of it")
        self.lab.here(plan).unlink()
        self.lab.here(self.place("")).rmdir()
        return "nothing of it is left but the plan that was saved in its folder"

    def tests(self, folders: list[Path], platform: str) -> str:
        """Run tests folder by folder, each in a process of its own, and compare what fails with what is known to."""
        known, counts = known_failures(), {"run": 0, "passed": 0, "skipped": 0}
        failed: list[tuple[str, str]] = []
        broken, late = [], []
        junit = self.lab.here(r"C:\junit.xml")
        for place in folders:
            inside = str(place.relative_to(ROOT)).replace("/", "\\")
            junit.unlink(missing_ok=True)
            command = [TOOLS + r"\run_tests.py", SOURCE, platform, r"C:\junit.xml", inside]
            ran = self.lab.python(command, self.left(TESTS_S)) if self.left(1) > 0 else None
            if self.left(1) <= 0 and (ran is None or ran.code is None):
                late.append(inside)
            elif ran is None or ran.code is None:
                broken.append(f"{inside} did not end within {TESTS_S} seconds")
            elif not junit.is_file():
                broken.append(f"{inside} ended with {ran.code}: {ran.last[-300:]}")
            else:
                failed += add_counts(junit, counts)
        new = [f"{name}: {why}" for name, why in failed if name not in known]
        self.figures = {**counts, "failed": [name for name, _ in failed], "known": len(failed) - len(new)}
        self.figures |= {"new": new, "broken": broken, "not_run": late}
        words = f"{counts['run']} run, {counts['passed']} passed, {counts['skipped']} skipped, {len(failed)} failed "
        words += f"({len(failed) - len(new)} of them known, each with its reason)"
        if late:
            words += f"; NOT RUN for lack of time, {len(late)} of {len(folders)} parts: {', '.join(late)}"
        if new or broken:
            raise Failed("\n    ".join([words, *broken, *new[:30]]))
        if late:
            raise TimeOver(words)
        return words

    # Where things are

    def place(self, name: str) -> str:
        """Return where the installed program is, as Windows says it."""
        return rf"{self.profile()}\AppData\Local\Programs\BCU Planner" + (f"\\{name}" if name else "")

    def profile(self) -> str:
        """Return the folder of the one person who uses the lab's Windows."""
        users = sorted(path.name for path in self.lab.here(r"C:\users").iterdir() if path.name != "Public")
        return rf"C:\users\{users[0]}"

    def links(self) -> list[Path]:
        """Return the entries of the Start menu."""
        return list(self.lab.here(r"C:\users").rglob("BCU Planner.lnk"))

    def command(self, *arguments: str) -> str:
        """Run a command of the installed program and return what it printed. Raises Failed."""
        ran = self.lab.program([self.place(CONSOLE), *arguments], self.left(120))
        if ran.code != 0:
            raise Failed(f"{' '.join(arguments)} ended with {ran.code}: {ran.last}")
        return ran.said


def known_failures() -> dict[str, str]:
    """Return the tests that fail under Wine for a reason of Wine's, with that reason."""
    lines = (PACKAGING / "windows" / "fails_under_wine.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line.strip() and not line.startswith("#"))


def add_counts(junit: Path, counts: dict[str, int]) -> list[tuple[str, str]]:
    """Add a run's counts, and return each test that failed with the first line of why."""
    failed = []
    for case in ElementTree.parse(junit).getroot().iter("testcase"):
        bad = next((case.find(kind) for kind in ("failure", "error") if case.find(kind) is not None), None)
        skipped = case.find("skipped") is not None
        counts["skipped"] += skipped
        counts["run"] += not skipped
        counts["passed"] += not skipped and bad is None
        if bad is not None:
            failed.append((f"{case.get('classname')}.{case.get('name')}", (bad.get("message") or "")[:200]))
    return failed


def test_folders(*, with_windows: bool) -> list[Path]:
    """Return the folders and files of tests that need a window, or those that need none."""
    tests, found = ROOT / "tests", []
    for path in sorted(tests.iterdir()):
        inner = sorted(path.iterdir()) if path.name in ("ui", "e2e") else [path]
        if path.is_dir() and path.name not in NOT_THERE and (path.name in WITH_WINDOWS) == with_windows:
            found += [each for each in inner if each.name.startswith("test_") or any(each.rglob("test_*.py"))]
    return found


def gather(evidence: Evidence, only: list[str]) -> None:
    """Go through every part, or those asked for."""
    bundle, here = "bundle", rf"{BUNDLE}\{CONSOLE}"
    for name, look, needs in (
        ("libraries", evidence.libraries, ""),
        ("source", evidence.source, ""),
        (bundle, evidence.bundle, ""),
        ("programs and libraries", evidence.programs, bundle),
        ("self-test of the bundle", lambda: evidence.self_test(here), bundle),
        ("installer", evidence.installer, bundle),
        ("silent install", evidence.install, "installer"),
        ("self-test installed", lambda: evidence.self_test(evidence.place(CONSOLE)), "silent install"),
        ("main job installed", evidence.main_job, "silent install"),
        ("window installed", evidence.window, "main job installed"),
        ("upgrade in place", evidence.upgrade, "main job installed"),
        ("silent uninstall", evidence.uninstall, "upgrade in place"),
        ("tests without a window", lambda: evidence.tests(test_folders(with_windows=False), "offscreen"), ""),
        ("tests with a window", lambda: evidence.tests(test_folders(with_windows=True), "windows"), ""),
    ):
        if not only or name in only or name in ("libraries", "source"):
            evidence.run(name, look, needs=needs)


def write_report(parts: list[Part], out: Path) -> None:
    """Write what was found, for programs and for people."""
    out.mkdir(parents=True, exist_ok=True)
    about = "Windows build of CPython 3.11 and Windows wheels under Wine; not real Windows."
    report = {"about": about, "parts": [asdict(part) for part in parts]}
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    marks = {True: "held   ", False: "FAILED ", None: "NOT RUN"}
    lines = [about, *(f"{marks[part.held]}  {part.name}: {part.words}" for part in parts)]
    (out / "report.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Gather the evidence, report it and return the exit code."""
    parser = argparse.ArgumentParser(description="Gathers what is known of the planner on Windows, under Wine.")
    parser.add_argument("--lab", type=Path, default=Path(os.environ[LAB]) if os.environ.get(LAB) else None)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "windows")
    parser.add_argument("--minutes", type=float, default=600.0, help="leave out what does not fit")
    parser.add_argument("--only", nargs="*", default=[], help="these parts, by their names")
    options = parser.parse_args(arguments)
    problem = Lab.why_not(options.lab)
    if problem:
        print(f"!!! NOT CHECKED: 14 parts of what is known of Windows, because {problem} (--lab, or {LAB}).")
        return NO_LAB
    lab = Lab(options.lab)
    evidence = Evidence(lab, options.out.resolve(), options.minutes * 60)
    with lab.screen():
        gather(evidence, options.only)
    write_report(evidence.parts, evidence.out)
    held = sum(part.held is True for part in evidence.parts)
    not_run = sum(part.held is None for part in evidence.parts)
    print(f"{held} of {len(evidence.parts)} parts held, under Wine, not on real Windows. Report: {options.out}")
    if not_run:
        print(f"!!! NOT CHECKED: {not_run} parts")
    return 1 if any(part.held is False for part in evidence.parts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
