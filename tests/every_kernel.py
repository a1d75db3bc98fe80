"""Which small steps reach every kernel there is? Run it: python tests/every_kernel.py FILE.

Each case gives arrays that depend on its kernels only; FILE gets them all, and the names of the
kernels that ran. So what one host or one way of compiling computes is held against another.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE), str(HERE / "engine")]

import test_ops  # noqa: E402
from guarded import CheckedPlan  # noqa: E402
from layer_examples import EXAMPLES  # noqa: E402
from test_layer_laws import LAYERS, arrays, listed, model_of  # noqa: E402

import engine  # noqa: E402
from engine import compiling, eager, kernels, ops, settings  # noqa: E402
from engine.layers import Dense, Flatten  # noqa: E402
from engine.nest import flatten  # noqa: E402
from engine.tape import Spec, Tape, gradients  # noqa: E402
from engine.training import losses, optimizers, steps  # noqa: E402

X = np.random.default_rng(0).standard_normal((6, 3)).astype("f")
ACTIVATIONS = (
    "elu", "gelu", "hard_sigmoid", "leaky_relu", "mish", "relu", "relu6", "selu", "sigmoid",
    "softmax", "softplus", "softsign", "swish", "tanh", "log_softmax",
)  # fmt: skip
OPTIMIZERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Adadelta", {"clipnorm": 0.1}), ("Adagrad", {"global_clipnorm": 0.1}),
    ("Adam", {"clipvalue": 0.1}), ("Adam", {"amsgrad": True, "use_ema": True}),
    ("Adamax", {}), ("AdamW", {}), ("Ftrl", {}), ("Nadam", {}), ("RMSprop", {}),
    ("RMSprop", {"momentum": 0.9}), ("RMSprop", {"centered": True}),
    ("RMSprop", {"momentum": 0.9, "centered": True}), ("SGD", {}), ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
)  # fmt: skip
MORE = (
    ("gelu tanh", lambda x: ops.gelu(x, approximate=True), None, (X,)),
    ("power", lambda x: ops.power(x, 1.7), None, (np.abs(X),)),
    ("uniform", lambda x: x * ops.ALL["random_uniform"](shape=(6, 3), low=0.0, high=1.0, seed=3),
     None, (X,)),
    ("tall sum", lambda x: ops.sum(x, axis=0), None, (np.ones((9_000, 10)),)),
)
WHOLE = (
    ("floor_divide", lambda: ops.floor_divide(X, 0.4 + 0 * X), None),
    ("logical_or", lambda: ops.logical_or(X > 1, X < -1), None),
    ("ceil", lambda: ops.ceil(3 * X), None),
)
reached: set[str] = set()


class Watched(CheckedPlan):
    """A plan between guard bands that tells which kernels it has run."""

    def _execute(self) -> None:
        reached.update(name for name, _, _ in self.steps)
        super()._execute()


def step(model: Any, x: Any, y: Any, loss: Any = "mse", optimizer: Any = "sgd") -> list[np.ndarray]:
    """A step of training: the loss, and the weights after it."""
    model.compile(optimizer, loss)
    told = model.train_on_batch(x, y)
    return [np.float32(told), *model.get_weights()]


def layers() -> Iterator[tuple[str, list[np.ndarray]]]:
    """Every kind of layer, behind something that learns where its inputs are no numbers."""
    for name in LAYERS:
        settings.set_random_seed(1)
        one, several = model_of(name), len(EXAMPLES[name].shapes) != 1
        value = one.inputs if several else one.inputs[0]
        if not EXAMPLES[name].whole_numbers:
            before = [Dense(tensor.shape[-1])(tensor) for tensor in one.inputs]
            value = before if several else before[0]
        flat = [Flatten()(tensor) for tensor in flatten(one(value))]
        joined = flat[0] if len(flat) == 1 else engine.layers.Concatenate()(flat)
        model = engine.Model(one.inputs, Dense(1)(joined))
        yield name, step(model, listed(name, arrays(name)), np.ones((2, 1), "f"))


def activated() -> Iterator[tuple[str, list[np.ndarray]]]:
    for name in ACTIVATIONS:
        settings.set_random_seed(2)
        model = engine.Sequential([engine.Input((3,)), Dense(4), engine.layers.Activation(name)])
        yield name, step(model, X, np.ones((6, 4), "f"))


def optimized() -> Iterator[tuple[str, list[np.ndarray]]]:
    for number, (kind, options) in enumerate(OPTIMIZERS):
        settings.set_random_seed(3)
        model = engine.Sequential([engine.Input((3,)), Dense(4)])
        chosen = getattr(optimizers, kind)(0.1, **options)
        yield f"{kind} {number}", step(model, X, np.ones((6, 4), "f"), optimizer=chosen)


def compared() -> Iterator[tuple[str, list[np.ndarray]]]:
    """The losses that have kernels of their own."""
    classes = np.arange(6) % 4
    for kind, y in (
        ("BinaryCrossentropy", np.eye(4, dtype="f")[classes]),
        ("CategoricalCrossentropy", np.eye(4, dtype="f")[classes]),
        ("SparseCategoricalCrossentropy", classes),
    ):
        for last in ("linear", "softmax"):
            settings.set_random_seed(4)
            model = engine.Sequential([engine.Input((3,)), Dense(4, last)])
            yield f"{kind} {last}", step(model, X, y, getattr(losses, kind)(last == "linear"))


def pictured() -> Iterator[tuple[str, list[np.ndarray]]]:
    """What fusion and size decide: transformed convolutions, pools of normalized pictures."""
    kinds = engine.layers
    for name, size, inner in (
        ("winograd", (4, 4, 16), [
            kinds.Conv2D(16, 3, padding="same"), kinds.Conv2D(16, 3, padding="same"),
        ]),
        ("pooled", (4, 4, 3), [
            kinds.Conv2D(16, 1), kinds.BatchNormalization(), kinds.ReLU(), kinds.MaxPooling2D(),
        ]),
        ("peaks", (6, 6, 2), [
            kinds.Conv2D(3, 1), kinds.Conv2D(5, 2, activation="relu"), kinds.GlobalMaxPooling2D(),
        ]),
    ):  # fmt: skip
        settings.set_random_seed(5)
        model = engine.Sequential([engine.Input(size), *inner, Flatten(), Dense(1)])
        x = np.random.default_rng(0).standard_normal((24, *size)).astype("f")
        yield name, step(model, x, np.ones((24, 1), "f"))


def operations() -> Iterator[tuple[str, list[np.ndarray]]]:
    """Values, and the gradients of the sum of their squares."""
    for name, function, _, inputs in (*test_ops.SMOOTH, *MORE):
        given = [np.asarray(value, np.float32) for value in inputs]
        tape = Tape()
        with tape:
            fed = [tape.feed(Spec(value.shape)) for value in given]
            result = ops.convert_to_tensor(function(*fed))
            slopes = gradients(tape, ops.sum(ops.square(result)), fed)
        yield name, Watched(tape, [result, *slopes], threads=2).run(*given)
    for name, run, _ in (*test_ops.WHOLE, *WHOLE):
        yield name, [run()]


def results() -> dict[str, list[np.ndarray]]:
    steps.Plan = eager.Plan = Watched
    found: dict[str, list[np.ndarray]] = {}
    for part in (layers, operations, activated, optimized, compared, pictured):
        for name, values in part():
            found[f"{part.__name__} {name}"] = [np.array(value) for value in values]
    return found


if __name__ == "__main__":
    compiling.prepare(kernels.names())  # several processes at once, where nothing is kept yet
    kept = {
        f"{name} {place}": value
        for name, values in results().items()
        for place, value in enumerate(values)
    }
    np.savez(sys.argv[1], reached=sorted(reached), **kept)
