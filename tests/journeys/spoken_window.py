"""A window on a real screen for another process that listens as screen readers do.

Run by test_reader_journey.py in a session with a message bus. It tells where the bus is.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from designer import app
from designer.document import edits
from designer.document.values import Document, Wire
from designer.shell.preferences import Preferences

LAYERS = (("Input", {"shape": [28, 28, 1]}), ("Flatten", {}), ("Dense", {"units": 10}))


def drawing() -> Document:
    document = Document()
    for number, (kind, parameters) in enumerate(LAYERS):
        key = f"n{number}"
        document = edits.add_node(document, kind, 300 * number, 0, parameters, id=key)
        if number:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, key, 0))
    return document


def main(folder):
    application = app.application()
    preferences = Preferences(Path(folder) / "preferences.ini")
    preferences.set("language", "en")
    window = app.open_window(application, preferences=preferences)
    window.setGeometry(20, 20, 1400, 900)
    window.show()
    window.projects.new()
    window.studio.load(drawing())
    window.activateWindow()
    window.canvas.setFocus()

    def tell():
        sys.stdout.write(json.dumps({"bus": os.environ["DBUS_SESSION_BUS_ADDRESS"]}) + "\n")
        sys.stdout.flush()

    QTimer.singleShot(1500, tell)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
