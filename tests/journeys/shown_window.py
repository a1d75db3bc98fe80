"""How does a window stand on a real screen for a test that runs in another process?"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from designer import app
from designer.shell.preferences import Preferences

AT_REST = 1500  # milliseconds until the window stands and its panels are filled


def tell(**facts):
    """A line of JSON for the test."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def run(folder, prepare, begin):
    """Show a new project that `prepare(window)` fills; `begin(window)` comes when it is at rest."""
    application = app.application()
    preferences = Preferences(Path(folder) / "preferences.ini")
    preferences.set("language", "en")
    window = app.open_window(application, preferences=preferences)
    window.setGeometry(20, 20, 1400, 900)
    window.show()
    window.projects.new()
    prepare(window)
    kept = []
    QTimer.singleShot(AT_REST, lambda: kept.append(begin(window)))
    return application.exec()
