"""How fast is it in Keras's words? Child process for `engine` or, with --peer, for tf_keras."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from measuring import Step, serve, weights_of
from workloads import LEARNING_RATE, NETWORKS, WORKLOADS, Workload, data, goal

PEER = "--peer" in sys.argv
if PEER:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as ops
    import tf_keras as keras

    ops.config.threading.set_intra_op_parallelism_threads(2)
else:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    import engine as keras
    from engine import ops

    keras.set_threads(2)
    # The compiler is loaded when the first operation runs; the peers have loaded theirs by now.
    ops.exp(np.zeros(1, np.float32))

LOSSES = {
    "binary": lambda: keras.losses.BinaryCrossentropy(from_logits=True),
    "classes": lambda: keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    "values": lambda: keras.losses.MeanSquaredError(),
}
# A `fit` that is timed sees the batch so often, or fewer times where a step is slow.
REPEATED, ENOUGH = 100, 0.5


def compiled(workload: Workload, arrays: dict[str, np.ndarray]) -> Any:
    model = NETWORKS[workload.network](keras, ops)
    model.set_weights(weights_of(arrays))
    optimizer = keras.optimizers.Adam(LEARNING_RATE)
    model.compile(optimizer, LOSSES[goal(workload.network)]())
    return model


def _first(value: np.ndarray, variable: Any) -> np.ndarray:
    """Variances and scales begin at 1."""
    name = variable.name.rpartition("/")[2].partition(":")[0]
    return np.ones_like(value) if name in ("gamma", "moving_variance") else value


def make(workload: Workload, variant: str, arrays: dict[str, np.ndarray]) -> Step:
    model, x, y = compiled(workload, arrays), arrays["x"], arrays["y"]
    if workload.task == "infer":
        ask = model.predict_on_batch if variant == "predict_on_batch" else model
        return Step(lambda: [float(np.sum(np.square(np.asarray(ask(x)))))])
    if workload.task == "epoch":
        steps = -(-len(x) // workload.batch)
        return Step(lambda: fitted(model, x, y, workload.batch), steps)
    if variant == "fit":
        model.train_on_batch(x, y)
        count = repetitions(lambda: model.train_on_batch(x, y))
        x, y = np.concatenate([x] * count), np.concatenate([y] * count)
        return Step(lambda: fitted(model, x, y, workload.batch)[:0], count)
    return Step(lambda: [float(model.train_on_batch(x, y))])


def fitted(model: Any, x: np.ndarray, y: np.ndarray, batch: int) -> list[float]:
    return model.fit(x, y, batch_size=batch, verbose=0).history["loss"]


def repetitions(step: Any) -> int:
    step()
    start = perf_counter()
    step()
    return int(max(4, min(REPEATED, ENOUGH / (perf_counter() - start))))


def write_data(folder: Path) -> None:
    """Lay down the data and the weights with which every engine begins."""
    for workload in WORKLOADS:
        model = NETWORKS[workload.network](keras, ops)
        shapes = [tuple(w.shape) for w in model.get_weights()]
        arrays = data(workload, shapes, tuple(model.input_shape[1:]))
        for number, variable in enumerate(model.weights):
            arrays[f"w{number}"] = _first(arrays[f"w{number}"], variable)
        np.savez(folder / f"{workload.key}.npz", **arrays)


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_data(Path(sys.argv[-1]))
    else:
        serve(make)
