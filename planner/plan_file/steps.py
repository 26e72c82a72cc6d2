"""What a plan file keeps beside the plan."""

from planner.scenario.log import Log

__all__ = ["Log"]
