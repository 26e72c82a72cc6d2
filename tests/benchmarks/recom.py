"""GerryChain's ReCom on the questions of the search's benchmark, from an environment of its own.

The environment is made the first time, beside other caches, from the package index that pip is set up for. Where it
cannot be made, that is said and the questions are counted as skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import platformdirs

from planner.suggest import Terms
from planner.suggest.graph import graph_of
from planner.suggest.measures import by_borough
from tests.benchmarks.measure import at_time
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE

PACKAGE = "gerrychain>=1,<2"
SECONDS = 60.0
_WORKER = Path(__file__).with_name("recom_worker.py")
_HOME = Path(platformdirs.user_cache_dir("bcu-planner-benchmarks")) / "recom"


def run(questions: dict[str, Terms], ours: dict[str, float], shares: dict[str, float]) -> None:
    """Print the quality of each question at our time and at some others, and the share seen beside the true one.

    `ours` are our seconds for each question, `shares` the exact shares as good or better.
    """
    python = _environment()
    if python is None:
        print(f"  GerryChain could not be installed: {len(questions)} questions skipped")
        return
    for name, terms in questions.items():
        found = _asked(python, terms)
        if found is None:
            print(f"  GerryChain failed on {name}: skipped")
            continue
        best = [(seconds, at_time(found["found"], seconds)) for seconds in (ours[name], 1.0, 10.0, SECONDS)]
        said = "   ".join(f"{_time(seconds)} {value:.2%}" for seconds, value in best)
        print(f"  GerryChain, {name:<16} best deviation by time: {said}   ({found['steps']:,} steps, nothing proven)")
        share = found["as_good"] / found["visited"]
        print(
            f"  GerryChain, {name:<16} as good or better: {share:.2%} of {found['visited']:,} maps visited in "
            f"{SECONDS:.0f} s; of all maps {shares[name]:.2%}"
        )


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.0f} s"


def _environment() -> Path | None:
    """The Python of an environment that has GerryChain; None where it cannot be made."""
    python = _HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    commands = [
        [sys.executable, "-m", "venv", str(_HOME)],
        [str(python), "-m", "pip", "install", "-qqq", "--disable-pip-version-check", PACKAGE],
    ]
    if python.exists() and not subprocess.run([str(python), "-c", "import gerrychain"], check=False).returncode:
        return python
    for command in commands:
        if subprocess.run(command, check=False).returncode:
            return None
    return python


def _asked(python: Path, terms: Terms) -> dict[str, Any] | None:
    question = {
        "people": by_borough(LONDON, LONDON_BASELINE, TWELVE, terms.measure),
        "pairs": sorted(graph_of(LONDON, terms).pairs),
        "home": dict(TWELVE.assignment),
        "bcus": terms.most,
        "smallest": terms.smallest,
        "largest": terms.largest,
        "seconds": SECONDS,
    }
    # Isolated: the environment has nothing of the planner's own.
    done = subprocess.run(
        [str(python), "-I", str(_WORKER)], input=json.dumps(question), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr[-2000:])
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found
