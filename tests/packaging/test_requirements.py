"""The pins: everything the project needs is pinned, with hashes and without an address."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.architecture.sources import ROOT

REQUIREMENTS = ROOT / "packaging" / "requirements"
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)


def pins(name: str) -> dict[str, set[str]]:
    """Return the versions pinned for each library (two where Python versions need different ones)."""
    found: dict[str, set[str]] = {}
    for library, version, _, _ in PIN.findall((REQUIREMENTS / name).read_text(encoding="utf-8")):
        found.setdefault(library, set()).add(version)
    return found


def wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    for extra in extras:
        lines += project["project"]["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("name", "extras"), [("run.txt", ()), ("dev.txt", ("dev",)), ("bundle.txt", ("bundle",))])
def test_everything_the_project_asks_for_is_pinned_within_its_bounds(name: str, extras: tuple[str, ...]) -> None:
    pinned = pins(name)
    for requirement in wanted(*extras):
        versions = pinned.get(re.sub("[._]", "-", requirement.name).lower(), set())
        assert versions, requirement.name
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "bundle.txt"])
def test_every_line_is_a_pin_with_hashes_or_a_comment(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    rest = PIN.sub("", text)
    assert all(line.startswith("#") for line in rest.splitlines() if line.strip()), rest


def test_what_the_planner_runs_on_is_what_it_is_tested_on() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in run} == run


def test_what_is_bundled_is_what_is_tested() -> None:
    run, bundle = pins("run.txt"), pins("bundle.txt")
    assert {name: bundle.get(name) for name in run} == run
