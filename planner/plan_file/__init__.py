"""Keeping a plan: the .bcuplan file, saved safely and opened with suspicion."""

from planner.plan_file.errors import NewerVersion, OpenError, SaveError
from planner.plan_file.open import Opened, open_plan
from planner.plan_file.save import backup_path, save_plan
from planner.plan_file.steps import Log

__all__ = ["Log", "NewerVersion", "OpenError", "Opened", "SaveError", "backup_path", "open_plan", "save_plan"]
