"""A window on a real screen for another process that listens as screen readers do.

Run by test_reader_journey.py in a session with a message bus. It tells where the bus is.
"""

import os
import sys

from shown_window import run, tell

from designer.document import edits
from designer.document.values import Document, Wire

LAYERS = (("Input", {"shape": [28, 28, 1]}), ("Flatten", {}), ("Dense", {"units": 10}))


def drawing() -> Document:
    document = Document()
    for number, (kind, parameters) in enumerate(LAYERS):
        key = f"n{number}"
        document = edits.add_node(document, kind, 300 * number, 0, parameters, id=key)
        if number:
            document = edits.connect(document, Wire(f"n{number - 1}", 0, key, 0))
    return document


def prepare(window):
    window.studio.load(drawing())
    window.activateWindow()
    window.canvas.setFocus()


if __name__ == "__main__":
    bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    sys.exit(run(sys.argv[1], prepare, lambda _: tell(bus=bus)))
