"""How does a child process measure? It builds steps and times slices of them on request.

One JSON message a line on stdin, one answer a line on stdout. Only one child works at a time, so
slices of different engines lie close together and meet the same weather on the machine.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from workloads import WORKLOADS, Workload

FEWEST = 3  # repetitions in a slice, however long they take
EPOCH = 300  # steps that need no warming and no repetition


@dataclass(frozen=True)
class Step:
    """Something to time: `run` does `count` steps and returns the losses that it knows."""

    run: Callable[[], list[float]]
    count: int = 1


class Variants:
    """All variants of one engine for one workload, made when they are first asked for."""

    def __init__(self, make: Callable[[Workload, str, dict[str, np.ndarray]], Step]) -> None:
        self.make = make
        self.steps: dict[str, Step] = {}

    def prepare(self, workload: str, variant: str, folder: str) -> dict[str, Any]:
        """Build a variant and run it until it is warm: its losses, first step, peak memory."""
        chosen = next(one for one in WORKLOADS if one.key == workload)
        arrays = dict(np.load(Path(folder) / f"{workload}.npz"))
        resident = memory("VmRSS")
        forget_peak()
        start = perf_counter()
        step = self.steps[variant] = self.make(chosen, variant, arrays)
        losses = list(step.run())
        first = perf_counter() - start
        while step.count == 1 and len(losses) < 3:
            losses += step.run()
        peak = memory("VmHWM") - resident
        return {"losses": losses[:3], "first": first, "memory": peak}

    def slice(self, variant: str, seconds: float) -> dict[str, Any]:
        """Times of single steps over so many seconds, and the processor's time a step."""
        step, times = self.steps[variant], []
        fewest = FEWEST if step.count < EPOCH else 1
        if fewest > 1:
            step.run()
        end, used = perf_counter() + seconds, process_time()
        while len(times) < fewest or perf_counter() < end:
            start = perf_counter()
            step.run()
            times.append((perf_counter() - start) / step.count)
        used = (process_time() - used) / (len(times) * step.count)
        return {"times": times, "processor": used}


def serve(make: Callable[[Workload, str, dict[str, np.ndarray]], Step]) -> None:
    """Answer until stdin ends. What libraries print goes to stderr."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    variants = Variants(make)
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = getattr(variants, question.pop("do"))(**question)
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def memory(entry: str) -> int:
    """Bytes of this process, as Linux counts them; 0 elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(entry))


def forget_peak() -> None:
    """Let the peak of memory begin at what is in use now."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def weights_of(arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
    return [arrays[f"w{number}"] for number in range(sum(name[0] == "w" for name in arrays))]
