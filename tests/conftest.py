"""What does every test get: an own home, an offscreen screen, a check that it leaves nothing?"""

import gc
import importlib.util
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import getCppPointer, isValid


def _own_home() -> Path:
    """Point every per-user folder at a new empty place, before Qt or numba look for theirs.

    The kernel cache is the exception: it stays from run to run, so that only the first is slow.
    """
    kernels = Path.home() / ".cache" / "layerloom" / "kernels-tests"
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernels))
    home = Path(tempfile.mkdtemp(prefix="layerloom-tests-"))
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for variable, folder in {
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_RUNTIME_DIR": "runtime",
    }.items():
        (home / folder).mkdir(parents=True, mode=0o700)
        os.environ[variable] = str(home / folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LC_ALL"] = "C.UTF-8"
    return home


HOME = _own_home()


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out comparisons with engines that are not installed, and the mouse without a server.

    ``@pytest.mark.reference("torch")`` names the modules it needs; the default is tf_keras.
    ``@pytest.mark.xvfb("gdbus")`` names the programs that it needs besides the X server.
    """
    kept, left_out = [], []
    for item in items:
        reference = item.get_closest_marker("reference")
        needed = (reference.args or ("tf_keras",)) if reference else ()
        missing = any(importlib.util.find_spec(name) is None for name in needed)
        screen = item.get_closest_marker("xvfb")
        programs = ("Xvfb", *screen.args) if screen else ()
        screenless = any(shutil.which(program) is None for program in programs)
        (left_out if missing or screenless else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(autouse=True)
def _no_work_is_left_to_be_brought_back():
    """Windows that a test killed leave recovery files, which the next window would tell of."""
    for left in HOME.rglob("*.recovery"):
        left.unlink(missing_ok=True)
    yield


@pytest.fixture(autouse=True)
def _no_thread_stays_behind():
    """Daemon threads are allowed: the kernels' pool lives as long as the process."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2
    while True:
        left = [
            thread
            for thread in threading.enumerate()
            if thread not in before and not thread.daemon and thread.is_alive()
        ]
        if not left or time.monotonic() > deadline:
            break
        time.sleep(0.01)
    assert not left, f"threads still run after the test: {left}"


@pytest.fixture(autouse=True)
def _no_widget_or_timer_stays_behind(request: pytest.FixtureRequest):
    """A test that uses Qt closes its windows (``qtbot.addWidget``) and stops its timers."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    started = []
    start = QTimer.start

    def noted_start(timer, *arguments):
        started.append(weakref.ref(timer))
        return start(timer, *arguments)

    before = set(_windows())
    QTimer.start = noted_start
    try:
        yield
    finally:
        QTimer.start = start
    _let_qt_finish()
    if any(window not in before for window in _windows()):
        gc.collect()
        _let_qt_finish()
    windows = [description for window, description in _windows().items() if window not in before]
    assert not windows, f"windows still stand after the test: {windows}"
    timers = _active([timer() for timer in started])
    assert not timers, f"timers still run after the test: {timers}"


def _let_qt_finish() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _windows() -> dict[int, str]:
    """Parentless windows by address. Qt keeps one tool-tip label for itself."""
    return {
        getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _active(timers: list) -> list[str]:
    return [
        f"every {timer.interval()} ms, of {timer.parent()!r}"
        for timer in timers
        if timer is not None and isValid(timer) and timer.isActive()
    ]


@pytest.fixture(scope="session")
def x_display():
    """The name of a real X screen (``":7"``) for tests marked ``xvfb``; a server of their own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        ready, _, _ = select.select([read], [], [], 20)
        number = os.read(read, 16).decode().strip() if ready else ""
        assert number, "Xvfb did not start within 20 seconds"
        yield f":{number}"
    finally:
        os.close(read)
        server.terminate()
        server.wait(10)


@pytest.fixture
def run_python():
    """Run a line of Python in a fresh interpreter; its output comes back as text."""

    def run(code: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[1],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
