"""Sets the planner up beside this folder and starts it, or sets it up and runs its tests.

    python packaging/start.py                      the window; with no display, workbook and picture in out/
    python packaging/start.py report --json        anything the bcu-planner command takes
    python packaging/start.py test [--thorough]    the tests; what follows goes to pytest

The first start makes .venv from hashed requirements and, on Debian as root, installs the system libraries
that Qt needs and, for the tests, LibreOffice Calc. Later starts change nothing and need no network. Only the
standard library is used, in syntax that Python 3.8 can read, so that an old Python can say which one is needed.
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import glob
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STAMP = os.path.join(ENVIRONMENT, "bcu-planner-ready.txt")
LAUNCHER = os.path.join(ENVIRONMENT, "bcu-planner.py")
REQUIREMENTS = os.path.join(ROOT, "packaging", "requirements")
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
OLDEST, TOO_NEW = (3, 11), (3, 15)
OTHER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")
MOST_WORKERS = 8

# What Qt loads from the system on Linux (library file: Debian package): to draw at all, and to open a window.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X_WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_WINDOW = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
FONT_PACKAGE = "fonts-open-sans"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


class Stop(Exception):
    """Something the user has to know: what happened, what was kept, what to do."""


def main(arguments: list[str]) -> int:
    """Set up what is missing, run what was asked for and return its exit code."""
    check_python()
    for name in ("PYTHONPATH", "PYTHONHOME"):
        os.environ.pop(name, None)  # another Python's libraries would pass for installed ones
    testing = arguments[:1] == ["test"]
    kind = "dev" if testing else "run"
    if not is_ready(kind):
        with one_at_a_time():
            if not is_ready(kind):
                set_up(kind)
    missing = missing_libraries_after_installing() if LINUX else []
    if testing and LINUX:
        install_spreadsheet()
    return run_tests(arguments[1:], missing) if testing else run_planner(arguments, missing)


def say(sentence: str) -> None:
    """Tell the user; not on standard output, which belongs to the command that was asked for."""
    print(sentence, file=sys.stderr, flush=True)


# --- Python and its environment ------------------------------------------------------------------------


def check_python() -> None:
    """Raise Stop when this Python is too old, too new or too narrow for the planner."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        if sys.maxsize < 2**32:
            raise Stop(
                "The planner needs a 64-bit Python, and this is a 32-bit one. Nothing was changed.\n"
                "What to do: install the 64-bit Python and run this again with it."
            )
        return
    others = [name for name in OTHER_NAMES if shutil.which(name)]
    advice = "install one of those and run this again with it"
    if others:
        advice = f"run it as: {others[0]} packaging/start.py"
    elif WINDOWS:
        advice += " (py --list shows what is here; py -3.13 packaging\\start.py chooses one)"
    version = ".".join(map(str, sys.version_info[:3]))
    raise Stop(
        f"The planner needs Python 3.11, 3.12, 3.13 or 3.14, and this is {version}. Nothing was changed.\n"
        f"What to do: {advice}."
    )


def in_environment(name: str) -> str:
    """Return the path of a program of the environment."""
    return os.path.join(ENVIRONMENT, *(("Scripts", name + ".exe") if WINDOWS else ("bin", name)))


def stamp(kind: str) -> str:
    """Return what the environment has to be made from: pins, Python and place."""
    with open(os.path.join(REQUIREMENTS, kind + ".txt"), "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    major, minor = sys.version_info[:2]
    return f"{kind} {digest} Python {major}.{minor} in {ROOT}"


def is_ready(kind: str) -> bool:
    """Tell whether the last set-up that finished was of exactly this, so that nothing needs doing."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return stamp(kind) in file.read().splitlines() and os.path.exists(in_environment("python"))
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Make a second start wait while a first one sets up; the lock goes with the process that holds it."""
    with open(os.path.abspath(__file__), "rb") as file:
        waiting = False
        while not try_lock(file.fileno()):
            if not waiting:
                say("Another start is setting the planner up: waiting for it.")
            waiting = True
            time.sleep(0.5)
        yield


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file, which goes when the file is closed; return False when another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # beyond the end: the text itself stays readable
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def set_up(kind: str) -> None:
    """Make or complete the environment; what is in it already is kept unless its Python no longer fits."""
    started = time.monotonic()
    new = not os.path.isdir(ENVIRONMENT)
    say("Setting the planner up in .venv (once, about 200 MB)." if new else "Bringing .venv up to date.")
    make_environment()
    with contextlib.suppress(FileNotFoundError):
        os.remove(STAMP)
    pip = pip_command()
    pins = os.path.join(REQUIREMENTS, kind + ".txt")
    run_pip([*pip, "install", "--require-hashes", "--only-binary", ":all:", "--requirement", pins])
    add_project()
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write("".join(stamp(each) + "\n" for each in sorted({kind, "run"})))
    say(f"Set up in {time.monotonic() - started:.0f} seconds.")


def make_environment() -> None:
    """Make .venv where there is none that this Python can use."""
    if os.path.exists(os.path.join(ENVIRONMENT, "pyvenv.cfg")):
        if environment_fits():
            return
    elif os.path.isdir(ENVIRONMENT) and os.listdir(ENVIRONMENT):
        raise Stop(
            f"{ENVIRONMENT} is there and is no Python environment. It was left as it is.\n"
            "What to do: move it or give it another name, then start again."
        )
    command = [sys.executable, "-m", "venv", "--clear", ENVIRONMENT]
    if not can_import(sys.executable, "ensurepip"):
        if can_import(sys.executable, "pip"):
            command.insert(3, "--without-pip")
        else:
            install_venv_package()
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode:
        raise Stop(
            f"The environment .venv could not be made. Python said:\n{last_lines(result.stdout)}\n"
            "Nothing else was changed.\n"
            "What to do: see that this folder can be written to and that the disk has room, then start again."
        )


def add_project() -> None:
    """Put the project itself into the environment: its folder on the path, and its command."""
    ask = [in_environment("python"), "-c", "import sysconfig; print(ascii(sysconfig.get_path('purelib')))"]
    answer = subprocess.run(ask, stdout=subprocess.PIPE, check=True).stdout
    libraries = ast.literal_eval(answer.decode("ascii"))
    # A path from there to here holds none of the letters of this folder's name, which Python might misread.
    write(os.path.join(libraries, "bcu_planner.pth"), os.path.relpath(ROOT, libraries) + "\n")
    write(LAUNCHER, "import sys\n\nfrom ui.main import main\n\nsys.exit(main())\n")
    if WINDOWS:
        by_name = os.path.join(ENVIRONMENT, "Scripts", "bcu-planner.cmd")
        write(by_name, '@"%~dp0python.exe" "%~dp0..\\bcu-planner.py" %*\n')
    else:
        by_name = in_environment("bcu-planner")
        write(by_name, '#!/bin/sh\nhere=$(dirname "$0")\nexec "$here/python" "$here/../bcu-planner.py" "$@"\n')
        os.chmod(by_name, 0o755)


def write(path: str, text: str) -> None:
    """Write a small text file whole."""
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def environment_fits() -> bool:
    """Tell whether the Python of .venv still runs and has the version of the one that runs this."""
    ask = [in_environment("python"), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    except OSError:
        return False
    return answer.split() == [str(part).encode() for part in sys.version_info[:2]]


def can_import(python: str, module: str) -> bool:
    """Tell whether a Python can import a module."""
    ask = [python, "-c", "import " + module]
    return subprocess.run(ask, stderr=subprocess.DEVNULL, check=False).returncode == 0


def install_venv_package() -> None:
    """Give Debian's own Python the part that makes environments, or raise Stop."""
    major, minor = sys.version_info[:2]
    package = f"python{major}.{minor}-venv"
    if not (sys.executable.startswith("/usr/bin/") and apt_install([package])):
        raise Stop(
            "This Python has neither pip nor ensurepip: it cannot make an environment. Nothing was changed.\n"
            f"What to do: install pip for it (on Debian: apt-get install {package}), then start again."
        )


def pip_command() -> list[str]:
    """Return the environment's pip or, where it has none, this Python's pip aimed at the environment."""
    python = in_environment("python")
    if can_import(python, "pip"):
        return [python, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", python]


def run_pip(command: list[str]) -> None:
    """Run pip, naming each library as it comes; raise Stop with pip's last words when it fails."""
    environment = dict(os.environ, PYTHONUTF8="1", PIP_ROOT_USER_ACTION="ignore", PIP_USER="0")
    command = [*command, "--no-input", "--progress-bar", "off", "--disable-pip-version-check"]
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment) as process:
        for raw in process.stdout or ():
            said.append(raw.decode(errors="replace").rstrip())
            library = re.match(r"Collecting ([\w.-]+)", said[-1])
            if library:
                say(f"  fetching {library[1]}")
            elif said[-1].startswith("Installing collected packages:"):
                say("  installing what was fetched")
    if process.returncode:
        raise Stop(
            f"Installing did not finish. pip said:\n{last_lines(said)}\n"
            f"What was installed so far is kept, and the next start goes on from there.\n"
            f"What to do: {advice_for(' '.join(said))}, then start again."
        )


def advice_for(said: str) -> str:
    """Return what to do about what pip said."""
    if WINDOWS and re.search("WinError (3|206)|Long Path|No such file", said, re.IGNORECASE):
        return "move this folder nearer to the top of its drive (Windows cuts paths at 260 characters)"
    if re.search("No space left|Errno 28|WinError 112", said):
        return "make room on the disk (about 1 GB)"
    if "DO NOT MATCH THE HASHES" in said.upper():
        return "a file that came is not the one that was pinned: ask whoever looks after your package index"
    return "check the network and pip's own settings for it (python -m pip config list)"


def last_lines(said: bytes | list[str]) -> str:
    """Return the last lines that a program said, set in."""
    lines = said.decode(errors="replace").splitlines() if isinstance(said, bytes) else said
    kept = [line for line in lines if line.strip() and not line.startswith("WARN")]
    return "\n".join("    " + line for line in kept[-12:])


# --- Qt's system libraries and the display -------------------------------------------------------------


def missing_libraries_after_installing() -> list[str]:
    """Return the Debian packages whose libraries Qt misses here, after installing them where that can be."""
    missing = missing_packages()
    if not missing:
        return []
    wanted = {*DRAWING.values(), *X_WINDOW.values(), *missing, *([] if has_fonts() else [FONT_PACKAGE])}
    if apt_install(sorted(wanted)):
        missing = missing_packages()
    return missing


def missing_packages() -> list[str]:
    """Return the Debian packages of the libraries that Qt needs for what it can show here and lacks."""
    needed = dict(DRAWING)
    if wayland_answers():
        needed.update(WAYLAND_WINDOW)
    elif os.environ.get("DISPLAY"):
        needed.update(X_WINDOW)
    return [package for library, package in needed.items() if not loads(library)]


def loads(library: str) -> bool:
    """Tell whether the system finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Tell whether any font is installed that Qt could write with."""
    folders = [os.path.expanduser(folder) for folder in FONT_FOLDERS]
    return any(glob.glob(os.path.join(folder, "**", "*.[to]t[fc]"), recursive=True) for folder in folders)


def install_spreadsheet() -> None:
    """Install LibreOffice Calc, with which the tests recalculate workbooks; say so where that cannot be done."""
    found = shutil.which("soffice")
    complete = found and os.path.exists(os.path.join(os.path.dirname(os.path.realpath(found)), "libsclo.so"))
    if not complete and not apt_install(["libreoffice-calc"]):
        say("LibreOffice Calc is missing here: the tests that recalculate workbooks will be skipped, and counted.")


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages and return True; return False where that cannot be done."""
    apt = shutil.which("apt-get")
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    names = " ".join(packages[:3]) + (f" and {len(packages) - 3} more" if len(packages) > 3 else "")
    say(f"Installing system packages with apt-get: {names}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    patience = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1", "-o", "DPkg::Lock::Timeout=120"]
    quiet = [apt, "-qq", "-o", "Dpkg::Use-Pty=0", *patience]
    install = [*quiet, "install", "--yes", "--no-install-recommends", *packages]
    said = b""
    # A machine just made has no package lists, an older one's may be out of date: hence the update between.
    for command in (install, [*quiet, "update"], install):
        result = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if result.returncode == 0 and command is install:
            return True
        said = result.stdout
    say(f"apt-get could not install them; it said:\n{last_lines(said)}")
    return False


def display_answers() -> bool:
    """Tell whether a window can be opened: a display is named, and something answers there."""
    if not LINUX:
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform in ("offscreen", "minimal"):
        return False
    if platform and not platform.startswith(("xcb", "wayland")):
        return True  # a screen of another kind, chosen on purpose
    return wayland_answers() or x_answers()


def wayland_answers() -> bool:
    """Tell whether the Wayland display that the environment names takes connections."""
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        return True
    return False


def x_answers() -> bool:
    """Tell whether the X display that the environment names takes connections (Qt would end the program)."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


# --- running -------------------------------------------------------------------------------------------


def run_planner(arguments: list[str], missing: list[str]) -> int:
    """Start the planner; with no arguments, its window or, where none can open, the work without one."""
    shows = display_answers()
    if missing:
        say(
            f"Qt misses system libraries here, so there is no {'window' if shows else 'picture'}.\n"
            f"What to do: run as root: apt-get install {' '.join(missing)}"
        )
    environment = dict(os.environ)
    if missing or not shows:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        arguments = arguments or ["headless", "--out", os.path.join(ROOT, "out")]
    return run([in_environment("python"), LAUNCHER], arguments, environment)


def run_tests(arguments: list[str], missing: list[str]) -> int:
    """Run pytest on the tests, with no window, on the cores there are; return pytest's exit code."""
    if missing:
        raise Stop(
            "The tests draw with Qt, which misses system libraries here. What was set up is kept.\n"
            f"What to do: run as root: apt-get install {' '.join(missing)}"
        )
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    if "--thorough" in arguments:
        arguments = [each for each in arguments if each != "--thorough"]
        environment["BCU_PLANNER_TIER"] = "thorough"
    chosen = any(re.match("-n|--numprocesses|--pdb|-s$|--capture=no|no:xdist", each) for each in arguments)
    workers = [] if chosen else ["-n", str(min(cores(), MOST_WORKERS))]
    return run([in_environment("python"), "-m", "pytest"], [*workers, *arguments], environment, ROOT)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(command: list[str], arguments: list[str], environment: dict[str, str], folder: str | None = None) -> int:
    """Run a program to its end and return its exit code; say so when it was cut off from outside."""
    with subprocess.Popen([*command, *arguments], env=environment, cwd=folder) as process:
        while True:
            try:
                code = process.wait()
                break
            except KeyboardInterrupt:
                continue  # Ctrl+C reaches the program too: it decides how it ends
    if code < 0:
        say(f"The planner was stopped from outside or by a fault of the system (signal {-code}).")
        return 128 - code
    return code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        say(str(stop))
        sys.exit(2)
    except KeyboardInterrupt:
        say("Stopped. What was set up so far is kept; the next start goes on from there.")
        sys.exit(130)
