"""The command line: picks the command, and turns every refusal into one sentence and an exit code.

0: done (for `check`, every rule is met) · 1: a rule is not met, a conflict has no choice, or the self-test failed ·
2: refused.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import NoReturn

from planner import app_name
from planner.cli import (
    brief,
    check,
    compare,
    explain,
    export,
    headless,
    import_,
    log,
    merge,
    recover,
    report,
    self_test,
    sensitivity,
    standing,
    suggest,
    template,
)
from planner.cli.asked import Drawn
from planner.cli.errors import CommandError

COMMANDS: tuple[ModuleType, ...] = (
    report, check, compare, log, explain, sensitivity, export, template, merge, import_, brief, suggest, standing,
    recover, headless, self_test,
)  # fmt: skip
REFUSED, STOPPED = 2, 130
REPORT_IT = "No plan was changed. Please report it with the command you gave."


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one sentence, without the usage in front of it."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


def run(argv: Sequence[str], drawn: Mapping[str, Drawn] | None = None) -> int:
    """Run one command and give its exit code. Prints to standard output; refusals to standard error.

    `drawn` holds what only the window's painter can do: "brief" draws the briefing picture, as
    drawing(outcome, content, path), raising ImportError where Qt cannot be loaded and OSError for the file.
    """
    _speak_utf8()
    try:
        options = _parser().parse_args(list(argv))
        code: int = options.run(options, dict(drawn or {}))
        sys.stdout.flush()
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except SystemExit as stop:  # --help and --version
        return stop.code if isinstance(stop.code, int) else 0
    except OSError as problem:
        if problem.filename is not None:  # of a file, which the command itself should have spoken of
            return _own_fault(problem)
        _leave_output()
        if _reader_has_left(problem):
            return 0  # whoever was reading has seen enough (`| head`): nothing more to say
        reason = problem.strerror or problem
        print(f"The output could not be written: {reason}. Make room or send it elsewhere.", file=sys.stderr)
        return REFUSED
    except Exception as problem:  # a fault of the planner itself: still one sentence
        return _own_fault(problem)
    return code


def _reader_has_left(problem: OSError) -> bool:
    """Whether writing failed because nobody reads any more; Windows calls a pipe with no reader an invalid argument."""
    return isinstance(problem, BrokenPipeError) or (sys.platform == "win32" and problem.errno == errno.EINVAL)


def _own_fault(problem: Exception) -> int:
    print(f"The planner met a fault of its own ({type(problem).__name__}: {problem}). {REPORT_IT}", file=sys.stderr)
    return REFUSED


def _leave_output() -> None:
    """Send what waits in standard output nowhere, so that Python does not complain of it at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="bcu-planner",
        description="Plans Basic Command Units. Without a command: the window, opening PLAN if one is named.",
    )
    parser.add_argument("--version", action="version", version=app_name())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for module in COMMANDS:
        one = commands.add_parser(module.NAME, help=module.HELP, description=module.__doc__)
        module.add(one)
        one.set_defaults(run=module.run)
    return parser


def _speak_utf8() -> None:
    """Pounds signs and true minuses come through on every console and pipe; what it cannot show, it replaces."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
