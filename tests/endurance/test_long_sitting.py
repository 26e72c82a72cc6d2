"""A sitting of a hundred thousand decisions: as the plain planner has it after each, and no larger at the end."""

from __future__ import annotations

import gc
import logging
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from planner.exchange.bring import accept, all_ticked, bring
from planner.exchange.bring.fresh import read_for
from planner.exchange.workbook import write_workbook
from planner.plan_file.save import backup_path
from planner.scenario.decisions import Refused, set_wards
from planner.session import Session
from tests.conftest import TIER
from tests.endurance.measure import open_files, resident_mb
from tests.endurance.plain_planner import MOST, Asked, PlainPlanner
from tests.exchange.inside import Inside

log = logging.getLogger("bcu_planner.endurance")

DECISIONS = {"test": 600, "ci": 6_000, "thorough": 100_000}[TIER]
EXCHANGES = {"test": 1, "ci": 4, "thorough": 200}[TIER]
WARM = 20_000
MOST_GROWTH_MB = 20
SEED = 20180228
AS_AT = datetime(2018, 2, 12, 9, tzinfo=UTC)


def test_every_decision_undo_and_save_is_as_the_plain_planner_has_it(tmp_path: Path) -> None:
    chance = Random(SEED)
    path = tmp_path / "long.bcuplan"
    threads, files, warm, refused = threading.active_count(), open_files(), 0.0, 0
    session = Session.shipped(recent_folder=tmp_path)
    session.keep_journal(tmp_path / "journal")
    plain = PlainPlanner(session.plan.shown, session.outcome.area)
    for at in range(DECISIONS):
        what = chance.random()
        if what < 0.72:
            asked = plain.ask(chance)
            refused += _decide(session, plain, asked)
        elif what < 0.88:
            assert (session.undo() is not None) == plain.undo()
        else:
            assert (session.redo() is not None) == plain.redo()
        assert plain.agrees(session.plan.shown) == []
        assert (len(session.history), len(session.undone)) == (len(plain.done), len(plain.undone))
        if at % 10 == 0:
            placed = [b for found in session.outcome.boroughs_of.values() for b in found]
            assert sorted([*placed, *session.outcome.unassigned]) == sorted(plain.boroughs)
        if at % 500 == 499:
            session = _saved_and_opened(session, path)
        if at == WARM:
            warm = resident_mb()
    session.close()
    assert list((tmp_path / "journal").iterdir()) == []
    assert refused > DECISIONS / 100
    assert len(session.history) <= MOST
    if DECISIONS > WARM:
        grown = resident_mb() - warm
        log.info("memory after %s decisions: %+.1f MB since %s", f"{DECISIONS:,}", grown, f"{WARM:,}")
        assert grown < MOST_GROWTH_MB
    assert threading.active_count() <= threads
    assert open_files() <= files
    left = {kept.name for kept in tmp_path.iterdir()}
    assert {name for name in left if "bcuplan" in name} <= {path.name, backup_path(path).name}


def test_decisions_that_fill_the_history_are_let_go_of_from_its_beginning(tmp_path: Path) -> None:
    session = Session.shipped(recent_folder=tmp_path)
    plain = PlainPlanner(session.plan.shown, session.outcome.area)
    first = ""
    for at in range(MOST + 1_500):
        ward, posts = plain.wards[at % 7], at % 6
        _decide(session, plain, Asked(set_wards, ("dwo", {ward: posts}), (("dwo", ward, posts),)))
        assert len(session.history) == len(plain.done)
        first = first or session.history[0].id
    assert len(session.history) == MOST
    assert first not in {step.id for step in session.history}
    while plain.undo():
        assert session.undo() is not None
    assert session.undo() is None
    assert plain.agrees(session.plan.shown) == []


def test_workbooks_go_out_and_come_back_as_the_plain_planner_has_it(tmp_path: Path) -> None:
    chance = Random(SEED + 1)
    session = Session.shipped(recent_folder=tmp_path)
    plain = PlainPlanner(session.plan.shown, session.outcome.area)
    threads, files = threading.active_count(), open_files()
    warm = 0.0
    for at in range(EXCHANGES):
        for _ in range(5):
            _decide(session, plain, plain.ask(chance))
        book = tmp_path / f"{at % 3}.xlsx"
        write_workbook(session.outcome, book, plan_name="long", as_at=AS_AT)
        session.exported(session.outcome.scenario, session.outcome.baseline)
        ward, posts = chance.choice(plain.wards), chance.randint(0, 5)
        inside = Inside(book.read_bytes())
        inside.set("Wards", (ward,), dwo=posts)
        book.write_bytes(inside.content())
        found = bring(read_for(book, session.plan), session.plan, on=date(2018, 3, 1), kept=session.exports)
        step = accept(found, all_ticked(found), {})
        assert (step is not None) == plain.decide(Asked(accept, (), (("dwo", ward, posts),)))
        if step is not None:
            session.do(step)
        assert plain.agrees(session.plan.shown) == []
        if at == 20:
            warm = resident_mb()
    if EXCHANGES > 20:
        grown = resident_mb() - warm
        log.info("memory after %s exports and imports: %+.1f MB since the 20th", EXCHANGES, grown)
        assert grown < MOST_GROWTH_MB
    gc.collect()
    assert threading.active_count() <= threads
    assert open_files() <= files


def _decide(session: Session, plain: PlainPlanner, asked: Asked) -> bool:
    """Ask both; they have to agree whether there was a step. True where it was refused."""
    try:
        step = session.decide(asked.decision, *asked.args)
    except Refused:
        assert asked.is_refused, asked
        return True
    assert not asked.is_refused or step is None, asked
    assert (step is not None) == plain.decide(asked), asked
    return False


def _saved_and_opened(session: Session, path: Path) -> Session:
    session.save_as(path)
    opened = Session.open(path, recent_folder=path.parent)
    assert opened.plan == session.plan
    assert opened.history == session.history
    session.close()
    opened.keep_journal(path.parent / "journal")
    return opened
