"""How long does a key press wait in a large drawing? The longest spans between events, typing.

python tests/benchmarks/typing_time.py [layers] [--stacks]

The input of many layers of which no two are alike gets another height, letter by letter, in the
inspector of the real window: so all layers have other shapes after each letter. Problems and the
program's text are in sight. Each span is told in processor time, which other programs do not
lengthen, and by the clock; --stacks says what the longest ones did.
"""

import collections
import os
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from analysis_time import wide
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from designer import app as application
from designer.demo import Agreeing
from designer.shell.preferences import Preferences

HEIGHTS = ("123", "77", "41", "96", "118")
PAUSE = 0.12  # seconds between letters
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, order=True)
class Span:
    """How long events were not looked at: milliseconds of the processor and of the clock."""

    work: float
    clock: float
    begin: float


def measured(do) -> Span:
    begin, work = perf_counter(), thread_time()
    do()
    return Span(1000 * (thread_time() - work), 1000 * (perf_counter() - begin), begin)


def press(window, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window.windowHandle(), event)


def rest(qt, seconds: float) -> list[Span]:
    """Let the window live; how long each turn of its events took."""
    spans, end = [], perf_counter() + seconds
    while perf_counter() < end:
        spans.append(measured(qt.processEvents))
        time.sleep(0.002)
    return spans


class Watch(threading.Thread):
    """Looks every millisecond at what the window does."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: list[tuple[float, list[str]]] = []
        self._main = threading.main_thread().ident
        sys.setswitchinterval(0.0005)

    def run(self) -> None:
        while True:
            frame, stack = sys._current_frames()[self._main], []
            while frame:
                if frame.f_code.co_filename.startswith(f"{ROOT}/designer"):
                    stack.append(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")
                frame = frame.f_back
            self.seen.append((perf_counter(), stack[::-1]))
            time.sleep(0.001)

    def tell(self, span: Span) -> None:
        end = span.begin + span.clock / 1000
        stacks = [stack for at, stack in self.seen if span.begin <= at <= end]
        print(f"  {span.work:.0f} ms:")
        for words, count in collections.Counter(" > ".join(s[:5]) for s in stacks).most_common(4):
            print(f"    {100 * count / len(stacks):3.0f} %  {words or 'Qt'}")


def main(count: int, stacks: bool) -> None:
    qt = application.application()
    with tempfile.TemporaryDirectory() as own:
        preferences = Preferences(Path(own) / "preferences.ini")
        preferences.set("language", "en")
        window = application.open_window(qt, preferences=preferences, dialogs=Agreeing())
        window.resize(1440, 900)
        window.show()
        application.settle(window)
        window.projects.show(wide(count))
        window.studio.select({"n1"})
        bench = window.workbench
        bench.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, bench.docks["code"])
        rest(qt, 3.0)
        form = bench.panel("inspector").form
        field = form.rows["shape"].editor.findChild(QLineEdit)
        watch = Watch()
        if stacks:
            watch.start()
        keys, between = [], []
        for word in HEIGHTS:
            field.setFocus()
            field.setSelection(0, field.text().index(","))
            for letter in word:
                keys.append(measured(lambda letter=letter: press(window, letter)))
                between += rest(qt, PAUSE)
        after = rest(qt, 8.0)
        print(f"{count} layers, no two alike; milliseconds: processor, clock; median and longest")
        for what, spans in (("a key press", keys), ("between", between), ("afterwards", after)):
            work, clock = ([getattr(one, name) for one in spans] for name in ("work", "clock"))
            told = (statistics.median(work), max(work), statistics.median(clock), max(clock))
            print(f"{what:<16}" + "".join(f"{one:8.1f}" for one in told), flush=True)
            if stacks:
                for span in sorted(spans)[:-4:-1]:
                    watch.tell(span)
        os._exit(0)


if __name__ == "__main__":
    numbers = [word for word in sys.argv[1:] if word.isdigit()]
    main(int(numbers[0]) if numbers else 200, "--stacks" in sys.argv)
