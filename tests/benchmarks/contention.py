"""What do two threads gain where other processes want the cores as well?

python tests/benchmarks/contention.py [numbers of the table, with commas]: beside 0, 1 and 2 busy
processes, the mean time of a training step with two threads over that with one, slices in turn.
"""

import subprocess
import sys
from time import perf_counter

import numpy as np
import side_keras
from workloads import NETWORKS, WORKLOADS, data

SLICES, SECONDS = 8, 1.0


def trained(workload, threads):
    """A step of a network on so many threads."""
    side_keras.keras.set_threads(threads)
    model = NETWORKS[workload.network](side_keras.keras, side_keras.ops)
    shapes = [tuple(weight.shape) for weight in model.get_weights()]
    arrays = data(workload, shapes, tuple(model.input_shape[1:]))
    for number, variable in enumerate(model.weights):
        arrays[f"w{number}"] = side_keras._first(arrays[f"w{number}"], variable)
    model = side_keras.compiled(workload, arrays)
    model.train_on_batch(arrays["x"], arrays["y"])

    def steps():
        side_keras.keras.set_threads(threads)
        begin, count = perf_counter(), 0
        while perf_counter() < begin + SECONDS:
            model.train_on_batch(arrays["x"], arrays["y"])
            count += 1
        return (perf_counter() - begin) / count

    return steps


def main():
    wanted = (sys.argv[1] if len(sys.argv) > 1 else "3,2,7").split(",")
    for workload in (one for one in WORKLOADS if one.key in wanted):
        alone, together = trained(workload, 1), trained(workload, 2)
        for busy in range(3):
            others = [
                subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(busy)
            ]
            try:
                times = np.array([(alone(), together()) for _ in range(SLICES)])
            finally:
                for other in others:
                    other.kill()
                    other.wait()
            one, two = times.mean(0)
            print(
                f"{workload.title:32} {busy} busy: {1e3 * one:7.2f} ms alone, "
                f"{1e3 * two:7.2f} ms on two threads, ratio {two / one:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
