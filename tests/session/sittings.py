"""Sittings that keep a journal, ended as a killed process ends: nothing is closed, and the system lets go."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from planner.scenario import decisions as d
from planner.scenario.types import Plan
from planner.session import Session
from planner.session.recovery import Left, find, recover

ENFIELD, BARNET = "E09000010", "E09000003"
TWELVE = "twelve-bcus-2018"


def noon() -> datetime:
    return datetime(2018, 2, 28, 12, 0, tzinfo=UTC)


def maker(folder: Path) -> partial[Session]:
    """Makes sessions of a planner called Ann, at noon."""
    return partial(Session, clock=noon, who=lambda: "Ann", recent_folder=folder)


def begun(folder: Path, journals: Path) -> Session:
    session = Session.shipped(clock=noon, who=lambda: "Ann", recent_folder=folder)
    session.keep_journal(journals)
    return session


def killed(session: Session) -> None:
    """End it as a killed process ends: its handles close, its locks go, and nothing else happens."""
    journal = session.journal
    assert journal is not None
    journal._close()
    if journal._held is not None:
        os.close(journal._held._handle)
        journal._held._handle = -1


def only(journals: Path) -> Left:
    (left,) = find(journals)
    return left


def all_of(session: Session) -> tuple[Plan, object]:
    """The plan with its log: what a recovered sitting must have."""
    return session.plan, session.log


def some_steps(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.set_wards, "dwo", {session.outcome.area.wards[0].code: 4})
    session.undo()
    session.choose("two-pathfinders-2017")
    session.redo()
    session.decide(d.duplicate_scenario, "Mine")
    session.undo()
    session.decide(d.nominate, BARNET, "HQ")


def recovered(left: Left, folder: Path) -> Session:
    return recover(left, maker(folder))
