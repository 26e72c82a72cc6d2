"""One sitting: a plan, its history, its file, and what follows from the scenario shown."""

from planner.session.recent import Recent, data_folder
from planner.session.session import Preview, SaveConflict, Session

__all__ = ["Preview", "Recent", "SaveConflict", "Session", "data_folder"]
