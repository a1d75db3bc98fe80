"""How long does an edit of 200 layers keep a person waiting? Analysis, advice, repairs and canvas.

python tests/benchmarks/analysis_time.py [layers]
"""

import gc
import os
import statistics
import sys
from collections.abc import Callable
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from designer.canvas.view import CanvasView
from designer.document import edits, repairs
from designer.document.advice import advise
from designer.document.analysis import analyse
from designer.document.values import Document, Wire
from designer.resting import THRESHOLDS
from designer.studio import Studio

TIMES = 30
KINDS = (
    ("Conv2D", {"filters": 16, "kernel_size": [3, 3], "padding": "same"}),
    ("BatchNormalization", {}),
    ("Activation", {"activation": "relu"}),
    ("Add", {}),
)


def deep(count: int) -> Document:
    """A residual network: every fourth layer adds what came two layers before."""
    document = edits.add_node(Document(), "Input", 0, 0, {"shape": [64, 64, 16]}, id="n1")
    for number in range(2, count + 1):
        kind, parameters = KINDS[number % len(KINDS)]
        document = edits.add_node(document, kind, number * 240, 0, parameters, id=f"n{number}")
        document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
        if kind == "Add":
            document = edits.connect(document, Wire(f"n{max(1, number - 4)}", 0, f"n{number}", 1))
    return document


def wide(count: int) -> Document:
    """Convolutions of which no two are alike."""
    document = edits.add_node(Document(), "Input", 0, 0, {"shape": [64, 64, 16]}, id="n1")
    for number in range(2, count + 1):
        parameters = {"filters": number, "kernel_size": [3, 3], "padding": "same"}
        document = edits.add_node(document, "Conv2D", number * 240, 0, parameters, id=f"n{number}")
        document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    return document


def measure(what: str, step: Callable[[int], None]) -> None:
    times, before = [], process_time()
    for number in range(TIMES):
        start = perf_counter()
        step(number)
        times.append(1000 * (perf_counter() - start))
    times.sort()
    mean = 1000 * (process_time() - before) / TIMES
    print(f"{what:<48}{statistics.median(times):8.1f}{times[-1]:8.1f}{mean:8.1f}", flush=True)


def main(count: int) -> None:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    gc.set_threshold(*THRESHOLDS)  # as in the window
    document = deep(count)
    advise(document)
    print(f"{count} layers; milliseconds: median, worst of {TIMES}, processor")
    first = [edits.set_parameter(document, "n1", "shape", [65 + n, 64, 16]) for n in range(TIMES)]
    measure("analyse, every shape is new", lambda n: analyse(first[n]))
    other = [edits.set_parameter(document, "n1", "shape", [200 + n, 64, 16]) for n in range(TIMES)]
    measure("advise, every shape is new", lambda n: advise(other[n]))
    others = wide(count)
    shapes = [edits.set_parameter(others, "n1", "shape", [300 + n, 64, 16]) for n in range(TIMES)]
    measure("advise, no two layers are alike", lambda n: advise(shapes[n]))
    less = [edits.remove(document, [f"n{count - n}"]) for n in range(TIMES)]
    measure("advise, one layer has gone", lambda n: advise(less[n]))
    known = advise(others)
    ends = [edits.set_parameter(others, f"n{count - 9}", "filters", 500 + n) for n in range(TIMES)]
    measure("the same, knowing what was known before", lambda n: advise(ends[n], before=known))
    studio = Studio(document)
    canvas = CanvasView(studio)
    canvas.resize(1600, 1000)
    canvas.show()
    app.processEvents()

    def edit(number: int) -> None:
        studio.edit("Set", edits.set_parameter, "n1", "shape", [400 + number, 64, 16])
        app.processEvents()

    measure("an edit that gives all layers other shapes", edit)
    middle = 4 * (count // 8)  # a convolution
    wrong = edits.set_parameter(document, f"n{middle}", "filters", 8)
    analysis = advise(wrong)
    problem = analysis.errors[0]
    measure("all repairs of a fault", lambda _: repairs.offers(wrong, analysis, problem))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
