"""However many workers there are, the first recalculates and the others wait for what it gives or why it failed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.exchange import once
from tests.exchange.libreoffice import NotRecalculated


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The names given to each run of LibreOffice, which here gives back what it was given."""
    runs: list[list[str]] = []

    def recalculate(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
        runs.append(list(workbooks))
        for part in ("in", "out"):
            (folder / part).mkdir()
            for i, content in enumerate(workbooks.values()):
                (folder / part / f"{i}.xlsx").write_bytes(content)
        return {name: folder / "out" / f"{i}.xlsx" for i, name in enumerate(workbooks)}

    monkeypatch.setattr(once, "needed", lambda: "soffice")
    monkeypatch.setattr(once, "recalculate", recalculate)
    return runs


def test_the_second_worker_finds_what_the_first_recalculated(tmp_path: Path, asked: list[list[str]]) -> None:
    for _ in range(2):
        folder = once.recalculated_once(tmp_path / "x", ["a b", "c"], str.encode)
        assert once.given_in(folder, "a b").read_bytes() == b"a b"
        assert once.recalculated_in(folder, "c").read_bytes() == b"c"
    assert asked == [["a b", "c"]]


def test_what_the_first_worker_met_is_told_to_the_second(
    tmp_path: Path, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotRecalculated("nothing for a")

    monkeypatch.setattr(once, "recalculate", fail)
    with pytest.raises(NotRecalculated, match="nothing for a"):
        once.recalculated_once(tmp_path / "x", ["a"], str.encode)
    with pytest.raises(pytest.fail.Exception, match=r"another worker's recalculation failed: .*nothing for a"):
        once.recalculated_once(tmp_path / "x", ["a"], str.encode)


def test_a_worker_does_not_wait_for_ever(
    tmp_path: Path, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "START_S", 0.1)
    monkeypatch.setattr(once, "EACH_S", 0.1)
    (tmp_path / "x").mkdir()
    with pytest.raises(pytest.fail.Exception, match="was not done after"):
        once.recalculated_once(tmp_path / "x", ["a"], str.encode)


def test_only_the_workbooks_of_the_tests_that_run_are_asked_for() -> None:
    items = [
        SimpleNamespace(callspec=SimpleNamespace(params={"workbook": "b"})),
        SimpleNamespace(callspec=SimpleNamespace(params={"other": "x"})),
        SimpleNamespace(),
        SimpleNamespace(callspec=SimpleNamespace(params={"workbook": "a"})),
        SimpleNamespace(callspec=SimpleNamespace(params={"workbook": "b"})),
    ]
    assert once.wanted(items) == ["a", "b"]
