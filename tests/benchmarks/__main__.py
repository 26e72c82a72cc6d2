"""Run every benchmark and print one table: `python -m tests.benchmarks`, or the parts named of those in PARTS.

Nothing here asserts a time: machines are shared and noisy. Ratios come from the same run.
"""

import importlib
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PARTS = ["core", "money", "file", "journal", "exchange", "window", "start", "suggest"]


def main(argv: list[str]) -> None:
    """Run the parts named, or all of them."""
    for name in argv or PARTS:
        print(f"\n{name}")
        importlib.import_module(f"tests.benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
