"""How do journeys in this process get a window?"""

import pytest

from designer import app
from designer.demo import Agreeing
from designer.shell.preferences import Preferences


@pytest.fixture
def opened(qtbot, qapp, tmp_path):
    """Opens the window, in English, with preferences of its own; closes it at the end."""
    windows = []

    def opened(path=None, size=None):
        preferences = Preferences(tmp_path / "preferences.ini")
        preferences.set("language", "en")
        window = app.open_window(qapp, path, preferences=preferences, dialogs=Agreeing())
        qtbot.addWidget(window)
        if size is not None:
            window.resize(*size)
        window.show()
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.close()
