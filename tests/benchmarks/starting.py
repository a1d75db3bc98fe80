"""How long until something happens? Run it: python tests/benchmarks/starting.py [--cold]

Seconds from the start of a process: `import engine`, the window's first frame, and the first step
of a worker that trains the LeNet of `workloads.py`. With --cold the worker finds no compiled
kernels, and tells how long it was silent at most. Each is the best of three, cold starts of one.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import time

from workloads import lenet

import engine
from engine.layers import Input
from engine.models import Model
from engine.worker.jobs import Job, training
from engine.worker.protocol import COMMANDS, EVENTS, FrameReader, Message, encode

ROOT = Path(__file__).parents[2]
WINDOW = """
import os
from designer import app
qt = app.application()
window = app.open_window(qt)
window.show()
qt.processEvents()  # paints
os._exit(0)
"""


def seconds(program: str, **environment: str) -> float:
    begin = time()
    subprocess.run(
        [sys.executable, "-c", program],
        check=True, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return time() - begin


def job(folder: str) -> dict:
    network = lenet(engine, engine.ops)
    inputs = value = Input((28, 28, 1))
    for layer in network.layers:
        value = layer(value)
    config = Model(inputs, value).get_config()
    data = {"source": "builtin:fashion_mnist"}
    loss = {"loss": "sparse_categorical_crossentropy", "epochs": 1, "batch_size": 64}
    return Job("lenet", config, data, training(loss), folder).to_json()


def first_step(cache: str | None) -> tuple[float, float]:
    """Seconds to the first step of a new worker, and the longest of them without a word."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    if cache:
        environment["NUMBA_CACHE_DIR"] = cache
    with tempfile.TemporaryDirectory() as folder:
        given = job(folder + "/run")
        begin = last = time()
        with subprocess.Popen(
            [sys.executable, "-m", "engine.worker.main"], cwd=ROOT, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as worker:  # fmt: skip
            worker.stdin.write(encode(Message("start", {"job": given}), COMMANDS))
            worker.stdin.flush()
            # Several messages may come at once, with the one that is waited for among them.
            reader, silent, ends = FrameReader(EVENTS), 0.0, []
            while not ends:
                told = list(reader.feed(os.read(worker.stdout.fileno(), 65536)))
                ends = [message for message in told if message.kind in ("started", "failed")]
                if told:
                    silent, last = max(silent, time() - last), time()
            worker.kill()
    if ends[0].kind == "failed":
        sys.exit(f"The training failed: {ends[0].values}")
    return last - begin, silent


def main() -> None:
    cold = "--cold" in sys.argv
    told = {
        "import engine": min(seconds("import engine") for _ in range(3)),
        "window": min(seconds(WINDOW, QT_QPA_PLATFORM="offscreen") for _ in range(3)),
    }
    if cold:
        with tempfile.TemporaryDirectory() as cache:
            told["first step, cold"], told["longest silence"] = first_step(cache)
    told["first step"] = min(first_step(None)[0] for _ in range(3))
    for name, took in told.items():
        print(f"{name:18} {took:6.2f} s")


if __name__ == "__main__":
    main()
