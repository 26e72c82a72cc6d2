"""The pictures of the manual: the real window, off the screen, with the fonts that ship.

`python -m tests.snapshots.pictures` draws them anew into docs/manual/pictures. The tests beside this draw them
again and compare.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from planner.scenario import decisions
from planner.session import Session
from planner.suggest import Aim
from planner.views.briefing import briefing
from planner.words.vocabulary import Function, Role
from tests.snapshots import two_plans, worked_example
from ui import theme as themes
from ui.document import Document
from ui.looks import Look
from ui.main_window import MainWindow
from ui.panels.compare_window import MAP
from ui.panels.savings_tab import BRIDGE, BY_YEAR, UNCERTAINTY, SavingsTab
from ui.panels.suggest_tab import BEST, FRONT, STANDS, WARDS, SuggestTab

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual" / "pictures"
LARGE, SMALL = (1920, 1080), (1366, 768)
ENFIELD, BARNET = "E09000010", "E09000003"

Scene = Callable[[MainWindow], None]


@contextmanager
def window(size: tuple[int, int], look: Look) -> Iterator[MainWindow]:
    """The window on the shipped plan at that size, painted and with its tabs made."""
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        made = MainWindow(Document(Session.shipped(recent_folder=Path(folder), who=lambda: "planner")), settings)
        made.looks.choose(look)
        made.looks.put_on()
        made.resize(*size)
        made.show()
        QTest.qWaitForWindowExposed(made)
        QTest.qWait(700)
        try:
            yield made
        finally:
            made.document.session.save_as(Path(folder) / "end.bcuplan")  # so that closing asks nothing
            made.looks.choose(Look.LIGHT)
            made.close()
            made.deleteLater()
            QTest.qWait(20)


def tab(made: MainWindow, name: str) -> None:
    """Bring a tab to the front."""
    bar = made.tabs.findChild(QTabBar)
    assert isinstance(bar, QTabBar)
    names = [bar.tabText(i) for i in range(bar.count())]
    bar.setCurrentIndex(names.index(name))
    QTest.qWait(200)


def drag(made: MainWindow) -> None:
    """Hold Enfield over North West."""
    view = made.map_pane.map_view
    ground, start, end = view.viewport(), view.position_of(ENFIELD), view.position_of(BARNET)
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for i in range(1, 9):
        QTest.mouseMove(ground, (QPointF(start) + (QPointF(end) - QPointF(start)) * i / 8).toPoint())
        QTest.qWait(15)
    QTest.qWait(200)


def drop_nothing(made: MainWindow) -> None:
    """Let go of a drag without moving anything."""
    ground = made.map_pane.map_view.viewport()
    QTest.keyClick(ground, Qt.Key.Key_Escape)
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton)
    QTest.qWait(50)


def _wards(made: MainWindow) -> None:
    area = made.document.outcome.area
    ward = next(w.code for w in area.wards if w.name == "Edmonton Green")
    made.document.decide(decisions.set_ward_cells, [(ward, "vacancies", 1)])
    made.view.choose_bcu("NA", made)
    tab(made, "Wards")


def _posts(made: MainWindow) -> None:
    made.document.decide(
        decisions.set_override, "NW", Function.RESPONSE, Role.INSPECTOR, 22, "one more duty officer at night"
    )
    made.view.choose_bcu("NW", made)
    tab(made, "Posts")
    made.tabs.show_tab("Posts").go_to("NW,Emergency Response,Inspector")


def _leadership(made: MainWindow) -> None:
    made.document.decide(decisions.nominate_evenly)
    tab(made, "Leadership")
    made.tabs.show_tab("Leadership").show_page(1)


def _pathfinders(made: MainWindow) -> None:
    made.document.choose("two-pathfinders-2017")
    QTest.qWait(300)


def _money(made: MainWindow, reading: int) -> SavingsTab:
    tab(made, "Savings")
    savings: SavingsTab = made.tabs.show_tab("Savings")
    savings.show_reading(reading)
    return savings


def _bridge(made: MainWindow) -> None:
    ward = next(w.code for w in made.document.outcome.area.wards if w.name == "Edmonton Green")
    made.document.decide(decisions.assign_boroughs, [ENFIELD], "NW")
    made.document.decide(decisions.set_assumption, "cost.constable", "value", 60_000)
    made.document.decide(decisions.set_wards, "dwo", {ward: 4})
    page = _money(made, BRIDGE).bridge
    page.reading.choose(1)
    QTest.qWait(100)
    page.chart.setFocus()
    for _ in range(3):
        QTest.keyClick(page.chart, Qt.Key.Key_Down)


def _timeline(made: MainWindow) -> None:
    savings = _money(made, BY_YEAR)
    table = savings.go_live.table
    savings.area.ensureWidgetVisible(savings.go_live.foot, 0, 0)
    QTest.qWait(100)
    cell, row = table.bar_cell(), table.rows_model.row_of("CE")
    assert cell is not None
    y = table.rowViewportPosition(row) + table.row_height // 2
    start, end = (QPoint(round(table.x_of(date(2018, month, 30), cell)), y) for month in (10, 4))
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for i in range(1, 5):
        QTest.mouseMove(table.viewport(), start + (end - start) * i / 4)
        QTest.qWait(15)


def _until(is_there: Callable[[], bool]) -> None:
    """Let the window go on until something is there."""
    loop = QEventLoop()  # Qt's own wait keeps the interpreter from the thread that works it out
    look = QTimer(interval=50)
    look.timeout.connect(lambda: loop.quit() if is_there() else None)
    look.start()
    loop.exec()
    look.stop()


def _uncertainty(made: MainWindow) -> None:
    page = _money(made, UNCERTAINTY).uncertainty
    _until(lambda: page.found is not None)


def _suggest(made: MainWindow, page: int) -> SuggestTab:
    tab(made, "Suggest")
    suggest: SuggestTab = made.tabs.show_tab("Suggest")
    suggest.shows.choose(page)
    return suggest


def _best_map(made: MainWindow) -> None:
    suggest = _suggest(made, BEST)
    suggest.best.search.click()
    _until(lambda: suggest.best.answer is not None)


def _standing(made: MainWindow) -> None:
    suggest = _suggest(made, STANDS)
    _until(lambda: suggest.standing.found is not None)


def _trade_off(made: MainWindow) -> None:
    suggest = _suggest(made, FRONT)
    suggest.form.ask(replace(suggest.form.question, second=Aim.OUTLINE))
    _until(lambda: suggest.front.found is not None)


def _share(made: MainWindow) -> None:
    suggest = _suggest(made, WARDS)
    _until(lambda: suggest.wards.found is not None)
    suggest.wards.offer.show_it.click()


def _only(name: str) -> Scene:
    return lambda made: tab(made, name)


SCENES: dict[str, tuple[tuple[int, int], Look, Scene]] = {
    "drag-light-1920": (LARGE, Look.LIGHT, drag),
    "main-light-1366": (SMALL, Look.LIGHT, _only("Wards")),
    "drag-dark-1366": (SMALL, Look.DARK, drag),
    "savings-dark-1920": (LARGE, Look.DARK, _only("Savings")),
    "wards-light-1920": (LARGE, Look.LIGHT, _wards),
    "posts-light-1366": (SMALL, Look.LIGHT, _posts),
    "leadership-light-1920": (LARGE, Look.LIGHT, _leadership),
    "savings-light-1366": (SMALL, Look.LIGHT, _only("Savings")),
    "rules-light-1920": (LARGE, Look.LIGHT, _only("Rules")),
    "response-light-1920": (LARGE, Look.LIGHT, _only("Response")),
    "pathfinders-light-1920": (LARGE, Look.LIGHT, _pathfinders),
    "bridge-light-1920": (LARGE, Look.LIGHT, _bridge),
    "timeline-light-1920": (LARGE, Look.LIGHT, _timeline),
    "uncertainty-light-1920": (LARGE, Look.LIGHT, _uncertainty),
    "suggest-map-light-1920": (LARGE, Look.LIGHT, _best_map),
    "suggest-standing-light-1366": (SMALL, Look.LIGHT, _standing),
    "suggest-trade-off-light-1920": (LARGE, Look.LIGHT, _trade_off),
    "suggest-wards-light-1920": (LARGE, Look.LIGHT, _share),
}


def draw(name: str) -> QImage:
    """One picture of the window."""
    size, look, scene = SCENES[name]
    with window(size, look) as made:
        scene(made)
        QTest.qWait(250)
        image = made.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        if scene is drag:
            drop_nothing(made)
        if scene is _timeline:
            made.tabs.show_tab("Savings").go_live.table.give_up()
    return image


def draw_working_out() -> QImage:
    """The panel that says how the full-year saving is worked out."""
    with window(LARGE, Look.LIGHT) as made:
        made.explain("full_year_saving")
        QTest.qWait(300)
        panels = [w for w in QApplication.topLevelWidgets() if w is not made and w.isVisible() and w.width() > 300]
        image = panels[0].grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        panels[0].close()
    return image


def draw_briefing() -> QImage:
    """The briefing picture of the shipped plan."""
    from ui.briefing.render import render

    outcome = Session.shipped().outcome
    return render(outcome, briefing(outcome, as_at=date(2018, 2, 12)))


def draw_import() -> QImage:
    """The preview of the worked example: what a workbook that comes back would change."""
    with tempfile.TemporaryDirectory() as folder, window(SMALL, Look.LIGHT) as made:
        return worked_example.preview(made, Path(folder))


def decide_some(made: MainWindow) -> None:
    """A copy of the twelve BCUs with Enfield moved and an override, one decision overtaken, one explained."""
    ticks = itertools.count()

    def clock() -> datetime:
        return datetime(2018, 2, 12, 10, 0, tzinfo=UTC) + timedelta(minutes=4 * next(ticks))

    folder = Path(made.settings.fileName()).parent
    made.document.replace_session(Session.shipped(recent_folder=folder, who=lambda: "planner", clock=clock), "")
    wards = {w.name: w.code for w in made.document.outcome.area.wards if w.borough == ENFIELD}
    made.document.decide(decisions.duplicate_scenario, "Enfield to North West", "enfield")
    made.document.decide(decisions.assign_boroughs, [ENFIELD], "NW")
    made.document.explain(made.document.session.history[-1].id, "It borders Barnet along its whole west side.")
    made.document.decide(decisions.set_wards, "dwo", {wards["Edmonton Green"]: 4, wards["Lower Edmonton"]: 3})
    made.document.undo()
    made.document.decide(
        decisions.set_override, "NW", Function.RESPONSE, Role.INSPECTOR, 22, "one more duty officer at night"
    )


def draw_comparison() -> QImage:
    """Two scenarios side by side: the second's map with what differs hatched."""
    with window(LARGE, Look.LIGHT) as made:
        decide_some(made)
        shown = made.beside.show_comparison()
        shown.resize(1160, 720)
        shown.pages.setCurrentIndex(MAP)
        QTest.qWait(400)
        image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        made.beside.close()
    return image


def draw_log() -> QImage:
    """The decision log with a decision overtaken and one explained."""
    with window(LARGE, Look.LIGHT) as made:
        decide_some(made)
        shown = made.beside.show_log()
        shown.resize(1280, 520)
        QTest.qWait(300)
        image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        made.beside.close()
    return image


def draw_two_plans(scene: Callable[[MainWindow], QImage]) -> QImage:
    """A dialog over the window: another's plan, or an earlier sitting."""
    with window(SMALL, Look.LIGHT) as made:
        return scene(made)


def draw_any(name: str) -> QImage:
    """A picture of the manual by its name."""
    others = {"working-out": draw_working_out, "briefing": draw_briefing, "import-preview": draw_import,
              "comparison": draw_comparison, "decision-log": draw_log,
              "merge-preview": lambda: draw_two_plans(two_plans.preview),
              "changed-underneath": lambda: draw_two_plans(two_plans.changed_underneath),
              "recovery": lambda: draw_two_plans(two_plans.recovery)}  # fmt: skip
    return others[name]() if name in others else draw(name)


NAMES = (*SCENES, "working-out", "briefing", "import-preview", "comparison", "decision-log", "merge-preview",
         "changed-underneath", "recovery")  # fmt: skip
"""Every picture of the manual that is drawn here."""
PRINTED = ("workbook-summary", "workbook-savings")
"""Pages of the workbook as LibreOffice prints them: another version draws them otherwise, so none is compared."""


def in_few_colours(image: QImage) -> QImage:
    """The picture in 256 colours, a third of the size: its commonest 64, then the commonest of each other shade."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = np.unique(np.frombuffer(plain.constBits(), np.uint32), return_counts=True)
    common = [int(c) for c in colours[np.argsort(-counts)]]
    table = common[:64]
    shades = {colour & 0xE0E0E0 for colour in table}
    for colour in common[64:]:
        if colour & 0xE0E0E0 not in shades and len(table) < 256:
            shades.add(colour & 0xE0E0E0)
            table.append(colour)
    nearest = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, nearest)


def main() -> int:
    """Draw every picture into the manual."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert app is not None
    themes.screen_fonts = themes.bundled_fonts
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        path, image = FOLDER / f"{name}.png", draw_any(name)
        in_few_colours(image).save(str(path), "PNG", 0)
        print(path.name, image.width(), "×", image.height(), path.stat().st_size // 1024, "kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
