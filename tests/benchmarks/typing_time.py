"""How long does a key press wait in a large drawing? The longest spans between events, typing.

python tests/benchmarks/typing_time.py [layers]

The input of many layers of which no two are alike gets another height, letter by letter, in the
inspector of the real window: so all layers have other shapes after each letter.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from analysis_time import wide
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from designer import app as application
from designer.demo import Agreeing
from designer.shell.preferences import Preferences

HEIGHTS = ("123", "77", "41", "96", "118")
PAUSE = 0.12  # seconds between letters


def main(count: int) -> None:
    qt = application.application()
    with tempfile.TemporaryDirectory() as own:
        preferences = Preferences(Path(own) / "preferences.ini")
        preferences.set("language", "en")
        window = application.open_window(qt, preferences=preferences, dialogs=Agreeing())
        window.resize(1440, 900)
        window.show()
        window.projects.show(wide(count))
        window.studio.select({"n1"})
        rest(qt, 3.0)
        form = window.workbench.panel("inspector").form
        field = form.rows["shape"].editor.findChild(QLineEdit)
        keys, spans = [], []
        for word in HEIGHTS:
            field.setFocus()
            field.setSelection(0, field.text().index(","))
            for letter in word:
                start = perf_counter()
                QTest.keyClick(field, letter)
                keys.append(1000 * (perf_counter() - start))
                spans += rest(qt, PAUSE)
        after = rest(qt, 6.0)
        print(f"{count} layers, no two alike; milliseconds: median, longest")
        for what, times in (("a key press", keys), ("between", spans), ("afterwards", after)):
            print(f"{what:<16}{statistics.median(times):8.1f}{max(times):8.1f}", flush=True)
        os._exit(0)


def rest(qt, seconds: float) -> list[float]:
    """Let the window live; how long each turn of its events took."""
    spans, end = [], perf_counter() + seconds
    while perf_counter() < end:
        start = perf_counter()
        qt.processEvents()
        spans.append(1000 * (perf_counter() - start))
        time.sleep(0.002)
    return spans


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
