"""Run every benchmark and print one table: `python -m tests.benchmarks [core] [file] [window] [start]`.

Nothing here asserts a time: machines are shared and noisy. Ratios come from the same run.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(argv: list[str]) -> None:
    """Run the parts named, or all of them."""
    from tests.benchmarks import core, file, start, window

    parts = {"core": core.run, "file": file.run, "window": window.run, "start": start.run}
    for name in argv or list(parts):
        print(f"\n{name}")
        parts[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
