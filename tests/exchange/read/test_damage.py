"""Property: a good export damaged at random is refused, or reads as it was, or every difference is listed.

A value that changed is a difference like any other: the comparison lists it. What must never happen is a crash,
or a value that goes missing from a row without a word.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.exchange.received import Received
from tests.exchange.read.sheets import SCENARIO, exported, few_sheets, read, values, write

Damage = Callable[[bytes, random.Random], bytes]
_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW = re.compile(rb"<row [^>]*?>.*?</row>", re.DOTALL)
_VALUE = re.compile(rb"<v>[^<]*</v>")


def flip(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 20])):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def drop_a_piece(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice([1, 2, 100, 5_000]) :]


def put_in_a_piece(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + rng.randbytes(rng.choice([1, 30, 4_000])) + data[start:]


def repack(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def lose_a_part(data: bytes, rng: random.Random) -> bytes:
    return repack(data, lambda parts: parts.__delitem__(rng.choice(sorted(parts))))


def swap_parts(data: bytes, rng: random.Random) -> bytes:
    def swap(parts: dict[str, bytes]) -> None:
        one, other = rng.sample(sorted(parts), 2)
        parts[one], parts[other] = parts[other], parts[one]

    return repack(data, swap)


def scribble(data: bytes, rng: random.Random) -> bytes:
    """Bytes of a part changed, its checksum made good again."""

    def change(parts: dict[str, bytes]) -> None:
        name = rng.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(rng.choice([1, 3, 50])):
            content[rng.randrange(len(content))] = rng.choice(b"<>/=\"'&;0129aEZ \x00\xff")
        parts[name] = bytes(content)

    return repack(data, change)


def _in_a_sheet(data: bytes, rng: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    def one(parts: dict[str, bytes]) -> None:
        name = rng.choice(sorted(n for n in parts if n.startswith("xl/worksheets/sheet")))
        parts[name] = change(parts[name])

    return repack(data, one)


def lose_cells(data: bytes, rng: random.Random) -> bytes:
    share = rng.choice([0.001, 0.05, 0.5])
    return _in_a_sheet(data, rng, lambda sheet: _CELL.sub(lambda m: b"" if rng.random() < share else m[0], sheet))


def lose_rows(data: bytes, rng: random.Random) -> bytes:
    share = rng.choice([0.01, 0.3])
    return _in_a_sheet(data, rng, lambda sheet: _ROW.sub(lambda m: b"" if rng.random() < share else m[0], sheet))


def other_values(data: bytes, rng: random.Random) -> bytes:
    strange = [b"0", b"-1", b"1e5", b"2.5", b"99", b"1e-9", b"43404", b"100000", b"", b"007"]
    share = rng.choice([0.001, 0.05])
    return _in_a_sheet(
        data,
        rng,
        lambda sheet: _VALUE.sub(lambda m: b"<v>%s</v>" % rng.choice(strange) if rng.random() < share else m[0], sheet),
    )


def other_kinds(data: bytes, rng: random.Random) -> bytes:
    kinds = [b' t="s"', b' t="str"', b' t="b"', b' t="e"', b' t="d"', b"", b' s="3"']
    return _in_a_sheet(
        data,
        rng,
        lambda sheet: re.sub(rb' t="s"', lambda m: rng.choice(kinds) if rng.random() < 0.02 else m[0], sheet),
    )


DAMAGES: tuple[Damage, ...] = (flip, cut, drop_a_piece, put_in_a_piece, lose_a_part, swap_parts, scribble, lose_cells,
                               lose_rows, other_values, other_kinds)  # fmt: skip
QUICK: tuple[Damage, ...] = (flip, cut, drop_a_piece, put_in_a_piece)
"""Damage that a checksum shows before anything is read."""


def listed(received: Received, original: Received) -> str:
    """What went missing without a word; empty where every difference is listed."""
    if received.refused:
        return "" if not received.tables else "a refused file gives values"
    told = {problem.sheet for problem in received.problems} | {
        name for problem in received.problems if not problem.sheet for name in original.tables if name in problem.text
    }
    whole = " ".join(problem.text for problem in received.problems if not problem.sheet)
    for name, table in original.tables.items():
        after = received.tables.get(name)
        if after is None:
            if table.sheet not in told and table.sheet not in whole:
                return f"the table {name}"
            continue
        values_after = {row.key: row.values for row in after.rows}
        for row in table.rows:
            lost = row.values.keys() - values_after.get(row.key, row.values).keys()
            if lost and after.sheet not in told:
                return f"{lost} of {row.key} in {name}"
    return ""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    sheets = few_sheets()
    sheets["Wards"] = sheets["Wards"][:90]
    return write(tmp_path_factory.mktemp("small") / "plan.xlsx", sheets).read_bytes()


def hold(tmp_path: Path, good: bytes, damages: tuple[Damage, ...], seeds: range) -> dict[str, int]:
    """Damage the file for each seed and hold what comes of it; return how often it was refused or read."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(good)
    original = read(path)
    counts = {"refused": 0, "as it was": 0, "listed": 0}
    for seed in seeds:
        rng = random.Random(seed)
        path.write_bytes(damages[seed % len(damages)](good, rng))
        received = read(path)
        assert listed(received, original) == "", seed
        if received.refused:
            counts["refused"] += 1
        elif values(received) == values(original):
            counts["as it was"] += 1
        else:
            counts["listed"] += 1
    return counts


def test_a_damaged_workbook_is_refused_or_every_difference_is_listed(
    tmp_path: Path, small: bytes, examples: int
) -> None:
    counts = hold(tmp_path, small, DAMAGES, range(max(examples * 9 // 10, 2 * len(DAMAGES))))
    assert all(counts.values()), counts


def test_a_damaged_export_is_refused_or_every_difference_is_listed(tmp_path: Path, examples: int) -> None:
    good = exported(SCENARIO.id)
    counts = hold(tmp_path, good, QUICK, range(examples // 10, examples // 5))
    assert counts["refused"]
    hold(tmp_path, good, DAMAGES[4:], range(max(2, examples // 20)))


def test_the_measure_sees_what_went_missing(tmp_path: Path, small: bytes) -> None:
    from dataclasses import replace

    path = tmp_path / "plan.xlsx"
    path.write_bytes(small)
    original = read(path)
    wards = original.tables["Wards"]
    row = replace(wards.rows[0], values={})
    without = replace(original, tables={**original.tables, "Wards": replace(wards, rows=(row, *wards.rows[1:]))})
    assert "in Wards" in listed(without, original)
    assert listed(replace(original, tables={}), original) != ""
    assert listed(original, original) == ""
