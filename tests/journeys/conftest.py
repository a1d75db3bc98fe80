"""How do journeys get a window, in this process or in one of its own on a real screen?"""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from designer import app
from designer.demo import Agreeing
from designer.shell.preferences import Preferences

HOME = Path(__file__).parent


@pytest.fixture
def opened(qtbot, qapp, tmp_path):
    """Opens the window, in English, with preferences of its own; closes it at the end."""
    windows = []

    def opened(path=None, size=None, dialogs=None):
        preferences = Preferences(tmp_path / "preferences.ini")
        preferences.set("language", "en")
        dialogs = dialogs or Agreeing()
        window = app.open_window(qapp, path, preferences=preferences, dialogs=dialogs)
        qtbot.addWidget(window)
        if size is not None:
            window.resize(*size)
        window.show()
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.close()


class Process(subprocess.Popen):
    """A window in another process, which tells in lines of JSON how it stands with it."""

    def told(self, seconds=60):
        ready, _, _ = select.select([self.stdout], [], [], seconds)
        line = self.stdout.readline() if ready else ""
        assert line, "the window said nothing"
        return json.loads(line)


@pytest.fixture
def on_screen(x_display, tmp_path):
    """Starts a script of this folder on the real screen; ends it at the end."""
    processes = []

    def started(script, *arguments, before=(), **environment):
        folder = tmp_path / f"window_{len(processes)}"
        folder.mkdir()
        process = Process(
            [*before, sys.executable, HOME / script, folder, *arguments],
            env={**os.environ, "DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb", **environment},
            stdout=subprocess.PIPE,
            text=True,
            cwd=HOME.parents[1],
        )
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.terminate()
        process.wait(20)
        process.stdout.close()
