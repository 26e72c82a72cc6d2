"""Pins what the planner runs on and is developed with: `python packaging/lock.py`.

Writes packaging/requirements/run.txt, dev.txt and bundle.txt from pyproject.toml: exact versions with hashes, for Linux
and Windows and Python 3.11 to 3.14, and no address of any package index, so they install from whichever one
a machine is set up for. Needs `uv`; when there is none it is put in a folder that is removed again.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
ADDRESS = re.compile(r"://|^\s*--?(index|extra-index|find-links|trusted-host|i\b|f\b)", re.MULTILINE)
HEADERS = {
    "run.txt": "What the planner runs on.",
    "dev.txt": "What the planner runs on, and what its tests, types, lint and build need.",
    "bundle.txt": "What the planner runs on, and what its bundles are built and looked into with.",
}


def main() -> int:
    """Write the files; return 1, with the files as they were, when an address would get into one."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = shutil.which("uv") or _scratch_uv(Path(scratch))
        run, dev, bundle = (Path(scratch) / name for name in HEADERS)
        _compile(uv, run, [])
        _compile(uv, dev, ["--extra", "dev", "--constraint", str(run)])
        _compile(uv, bundle, ["--extra", "bundle", "--constraint", str(run), "--constraint", str(dev)])
        return _keep(run, dev, bundle)


def _scratch_uv(folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", str(folder / "uv")], check=True)
    scripts = folder / "uv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([str(scripts / "python"), "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(scripts / "uv")


def _compile(uv: str, target: Path, more: list[str]) -> None:
    command = [uv, "pip", "compile", str(ROOT / "pyproject.toml"), *more, "--output-file", str(target)]
    command += ["--universal", "--python-version", "3.11", "--only-binary", ":all:", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]
    subprocess.run(command, check=True, cwd=ROOT)


def _keep(*made: Path) -> int:
    texts = {path.name: path.read_text(encoding="utf-8") for path in made}
    for name, text in texts.items():
        if found := ADDRESS.search(text):
            print(f"{name} not written: it would hold an address ({found[0]!r})", file=sys.stderr)
            return 1
    for name, text in texts.items():
        header = f"# {HEADERS[name]}\n# Made by packaging/lock.py; hashes, no addresses.\n"
        (REQUIREMENTS / name).write_text(header + text, encoding="utf-8", newline="\n")
        print(f"packaging/requirements/{name}: {len(re.findall('^[a-zA-Z]', text, re.MULTILINE))} pins")
    return 0


if __name__ == "__main__":
    sys.exit(main())
