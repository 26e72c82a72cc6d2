"""The briefing picture: its size, nothing too small, nothing over anything else, the same every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage

from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import FILLS, Bcu
from planner.views.briefing import Briefing, briefing
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Terms
from ui.briefing.draw import draw_briefing
from ui.briefing.paint import HEIGHT, SMALLEST, WIDTH
from ui.briefing.render import copy_to_clipboard, png_bytes, render, render_with_boxes, write_png
from ui.charts.writer import Written

pytestmark = pytest.mark.usefixtures("qapp")

PLAN = shipped_plan()
TWELVE = evaluate_plan(PLAN)
AS_AT = date(2026, 11, 22)
LONG = "The longest name that a scenario may have, which is eighty characters, as counted"[:80]


def of(outcome: Outcome, **more: object) -> Briefing:
    return briefing(outcome, as_at=AS_AT, **more)  # type: ignore[arg-type]


def crowded() -> Outcome:
    """Thirty-two BCUs of one borough each with names as long as can be: every legend entry at its widest."""
    codes = [b.code for b in TWELVE.area.policed]
    fills = [*FILLS, *(f"{fill}+dots" for fill in FILLS), *FILLS[:8]]
    bcus = {f"W{i:02}": Bcu(f"W{i:02}", f"{i} {LONG}"[:80], fills[i], date(2018, 1, 1)) for i in range(32)}
    scenario = replace(
        PLAN.shown,
        name=LONG,
        bcus=FrozenMap(bcus),
        assignment=FrozenMap(dict(zip(codes, bcus, strict=True))),
        wards=replace(PLAN.shown.wards, vacancies=(1,) + (0,) * 628),
    )
    return evaluate(TWELVE.area, TWELVE.baseline, scenario, Terms.CASH)


CASES = {
    "twelve": lambda: TWELVE,
    "pathfinders": lambda: evaluate_plan(PLAN, scenario_id="two-pathfinders-2017"),
    "none": lambda: evaluate_plan(PLAN, scenario_id="borough-commands-2016"),
    "cash": lambda: evaluate_plan(PLAN, Terms.CASH),
    "crowded": crowded,
}


@pytest.fixture(params=CASES, scope="module")
def drawn(request: pytest.FixtureRequest, qapp: object) -> tuple[QImage, list[Written], Briefing]:
    outcome = CASES[request.param]()
    content = of(outcome, unsaved=True, marking="OFFICIAL-SENSITIVE")
    image, writer = render_with_boxes(outcome, content)
    return image, writer.written, content


Drawn = tuple[QImage, list[Written], Briefing]


def test_it_is_1920_by_1080_on_white(drawn: Drawn) -> None:
    image = drawn[0]
    assert (image.width(), image.height()) == (WIDTH, HEIGHT) == (1920, 1080)
    assert all(QColor(image.pixel(x, y)).lightnessF() == 1 for x, y in ((2, 2), (1917, 1077), (990, 500)))


def test_no_text_is_below_twelve_px(drawn: Drawn) -> None:
    assert min(piece.px for piece in drawn[1]) >= SMALLEST == 12


def test_no_text_meets_another_or_the_edge(drawn: Drawn) -> None:
    pieces = drawn[1]
    page = QRectF(40, 20, WIDTH - 80, HEIGHT - 28)
    assert [p.text for p in pieces if not page.contains(p.box)] == []
    meeting = [(a.text, b.text) for i, a in enumerate(pieces) for b in pieces[i + 1 :] if a.box.intersects(b.box)]
    assert meeting == []


def test_no_number_is_cut_short(drawn: Drawn) -> None:
    texts = {piece.text for piece in drawn[1]}
    for figure in drawn[2].figures:
        assert figure.value in texts
        assert {part.text for part in figure.note} <= texts
    for bar in (*drawn[2].savings.bars, *drawn[2].posts.bars):
        assert bar.shown in texts


def test_the_title_and_the_marking_are_whole_and_the_marking_stands_twice(drawn: Drawn) -> None:
    texts = [piece.text for piece in drawn[1]]
    assert drawn[2].title in texts
    assert texts.count("OFFICIAL-SENSITIVE") == 2


def test_the_picture_carries_its_words_and_whose_data_it_is(tmp_path: Path) -> None:
    content = of(TWELVE)
    path = tmp_path / "plan.png"
    write_png(render(TWELVE, content), path)
    found = QImage(str(path))
    assert found.text("Title") == content.title
    assert found.text("Description") == content.alt_text
    assert found.text("Copyright") == TWELVE.area.attribution
    assert content.fingerprint in found.text("Source")


def test_the_same_outcome_gives_the_same_picture() -> None:
    content = of(TWELVE)
    assert png_bytes(render(TWELVE, content)) == png_bytes(render(TWELVE, content))


def test_another_map_gives_another_picture() -> None:
    moved = replace(PLAN.shown, assignment=PLAN.shown.assignment.put("E09000010", "NW"))
    other = evaluate(TWELVE.area, TWELVE.baseline, moved)
    content = of(TWELVE)
    assert png_bytes(render(TWELVE, content)) != png_bytes(render(other, content))


def test_the_map_is_drawn_in_the_bcus_fills_without_locks() -> None:
    locked = replace(PLAN.shown, locked_bcus=frozenset({"SN"}), locked_boroughs=frozenset({"E09000006"}))
    outcome = evaluate(TWELVE.area, TWELVE.baseline, locked)
    content = of(TWELVE)
    image = render(TWELVE, content)
    assert render(outcome, content) == image
    colours = {QColor(image.pixel(x, y)).name().upper() for x in range(60, 980, 9) for y in range(240, 940, 9)}
    assert {"#D6E4F5", "#CFBAE6", "#62B8AC"} <= colours


def test_a_file_that_was_there_is_as_it_was_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.png"
    path.write_bytes(b"before")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(PermissionError):
        write_png(render(TWELVE, of(TWELVE)), path)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.png"]


def test_the_clipboard_gets_the_picture_and_its_words() -> None:
    content = of(TWELVE)
    copy_to_clipboard(render(TWELVE, content), content.alt_text)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.text() == content.alt_text
    assert QGuiApplication.clipboard().image().size().width() == WIDTH


def test_the_command_lines_drawing_writes_the_same_picture(tmp_path: Path) -> None:
    path, content = tmp_path / "plan.png", of(TWELVE)
    draw_briefing(TWELVE, content, path)
    assert path.read_bytes() == png_bytes(render(TWELVE, content))
