"""One sitting: a plan, its history, its file, its journal, and what follows from the scenario shown."""

from planner.session.journal import Journal, journal_folder
from planner.session.recent import Recent, data_folder
from planner.session.session import Preview, SaveConflict, Session
from planner.session.underneath import FileWatch

__all__ = ["FileWatch", "Journal", "Preview", "Recent", "SaveConflict", "Session", "data_folder", "journal_folder"]
