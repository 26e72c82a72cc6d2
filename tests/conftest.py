"""What holds for every test: counts by tier, nothing of this machine's own touched, nothing left behind.

Qt is not imported here unless a test asks for it, so the planner's tests run where Qt cannot be loaded:
`python -m pytest tests/outcome -p no:pytest-qt`.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: no test opens a window or reaches a real clipboard unless told to.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # off the screen Qt finds no fonts there by itself
    os.environ.setdefault("QT_QPA_FONTDIR", os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"))

TIER = os.environ.get("BCU_PLANNER_TIER", "test")
EXAMPLES = {"test": 30, "ci": 200, "thorough": 2000}
RECALCULATED = {"test": 2, "ci": 50, "thorough": 200}
"""Random scenarios whose workbooks LibreOffice recalculates, beside the shipped ones."""
HOME_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "WIN_PD_OVERRIDE_APPDATA",  # platformdirs asks Windows itself unless these are set
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
)
FAILED = pytest.StashKey[bool]()
THREAD_PATIENCE_S = 2.0

for _tier, _examples in EXAMPLES.items():
    settings.register_profile(
        _tier,
        max_examples=_examples,
        stateful_step_count=30 if _tier == "test" else 60,
        deadline=None,  # two cores, shared: a slow example is no failure
        derandomize=_tier == "ci",
        database=None if _tier == "ci" else settings.default.database if settings.default else None,
        print_blob=True,
        # Every test stands in an isolated home (a function-scoped fixture) that examples may share.
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Keep pyproject's Qt settings known where pytest-qt is switched off because Qt cannot be loaded."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "read by pytest-qt, which is switched off", type="linelist")


def pytest_configure(config: pytest.Config) -> None:
    if TIER not in EXAMPLES:
        raise pytest.UsageError(f"BCU_PLANNER_TIER is {TIER!r}; it can be {', '.join(EXAMPLES)}")
    settings.load_profile(TIER)


def pytest_report_header() -> str:
    return f"tier: {TIER} ({EXAMPLES[TIER]} examples for each property)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the thorough tests to the thorough tier, and the slow ones to CI and to it."""
    for item in items:
        if TIER != "thorough" and item.get_closest_marker("thorough"):
            item.add_marker(pytest.mark.skip(reason="full counts: start.py test --thorough"))
        elif TIER == "test" and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run by .ci/run and start.py test --thorough"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what a program that is not installed left unchecked: pytest only counts what is skipped."""
    skipped = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    for reason in sorted({each for each in skipped if "is not installed, so" in each}):
        terminalreporter.write_sep("!", f"NOT CHECKED: {skipped.count(reason)} tests", red=True)
        terminalreporter.write_line(reason.removeprefix("Skipped: "))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test has failed: its traceback holds on to windows that would else be gone."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def examples() -> int:
    """How many cases a hand-written loop over random cases takes in this tier."""
    return EXAMPLES[TIER]


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    base, made = tmp_path_factory.mktemp("homes"), 0

    def new_home() -> Path:
        nonlocal made
        made += 1
        home = base / str(made)
        home.mkdir(mode=0o700)
        return home

    return new_home


@pytest.fixture(autouse=True)
def home(_homes: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home of the test's own: settings, journals and caches go there, on every platform."""
    folder = _homes()
    for name in HOME_VARIABLES:
        monkeypatch.setenv(name, str(folder))
    if "PySide6.QtCore" in sys.modules:
        # QSettings reads the environment once per process (and the registry on Windows): tell it outright.
        from PySide6.QtCore import QSettings

        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))
    return folder


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test; one that expects a warning takes `caplog` and asserts on it."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    if handler.said:
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.said), pytrace=False)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A thread that would keep the program from ending fails the test that started it."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + THREAD_PATIENCE_S
    while left := [t for t in set(threading.enumerate()) - before if t.is_alive() and not t.daemon]:
        if time.monotonic() > end:
            names = ", ".join(sorted(t.name for t in left))
            pytest.fail(f"threads still running after the test: {names}", pytrace=False)
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def _no_window_or_timer_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A top-level widget or a running timer left over, or text on the clipboard, cannot reach the next test.

    Widgets and timers fail the test that left them; the clipboard is emptied. Only for tests that use Qt.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    app: Any = request.getfixturevalue("qapp")
    watch = _QtWatch(app)
    try:
        yield
        left = [] if request.node.stash.get(FAILED, False) else watch.left_over()
    finally:
        watch.stop()
    if left:
        pytest.fail("left over after the test:\n" + "\n".join(left), pytrace=False)


class _QtWatch:
    """Knows the windows there were before and every timer started since."""

    def __init__(self, app: Any) -> None:
        from PySide6 import QtCore, QtWidgets

        self._core, self._widgets, self._app = QtCore, QtWidgets, app
        self._before = set(map(id, QtWidgets.QApplication.topLevelWidgets()))
        self._timers: weakref.WeakSet[Any] = weakref.WeakSet()
        self._start = QtCore.QTimer.start
        start, timers = self._start, self._timers

        def start_and_remember(timer: Any, *args: Any) -> None:
            timers.add(timer)
            start(timer, *args)

        QtCore.QTimer.start = start_and_remember  # type: ignore[method-assign,assignment]

    def stop(self) -> None:
        self._core.QTimer.start = self._start  # type: ignore[method-assign]
        self._app.clipboard().clear()

    def left_over(self) -> list[str]:
        """Return one line for each widget or timer left, after what Qt deletes later has been deleted."""
        self._settle()
        if self._windows() or self._running():
            gc.collect()  # an object held only by a cycle is not left over, just not collected yet
            self._settle()
        return [f"window {w!r}" for w in self._windows()] + [f"timer {t!r}" for t in self._running()]

    def _settle(self) -> None:
        for _ in range(2):
            self._core.QCoreApplication.sendPostedEvents(None, self._core.QEvent.Type.DeferredDelete)
            self._app.processEvents()

    def _windows(self) -> list[Any]:
        found = self._widgets.QApplication.topLevelWidgets()
        return [w for w in found if id(w) not in self._before and not _qt_keeps(w)]

    def _running(self) -> list[Any]:
        import shiboken6

        return [t for t in self._timers if shiboken6.isValid(t) and t.isActive()]


def _qt_keeps(widget: Any) -> bool:
    """Tell whether Qt itself keeps this window for the life of the process (tool tip, combo box list)."""
    names = ("QTipLabel", "QComboBoxPrivateContainer", "QShortcutMap", "QWhatsThat")
    return widget.metaObject().className() in names or widget.objectName().startswith("qtooltip")
