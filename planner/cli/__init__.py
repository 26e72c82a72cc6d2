"""The command line: one module to a command. No Qt: what Qt draws is handed in."""

from planner.cli.commands import run

__all__ = ["run"]
