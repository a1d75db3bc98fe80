"""How many weights has a cell, and what does walking along a sequence give?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designer.explain.axes import Axes, Sizes, batch
from designer.explain.expressions import Expression, Symbol, product, total


def in_usual_order(layer: Any, shape: Sizes) -> Sizes:
    """(batch, steps, …), wherever the layer has its steps."""
    if getattr(layer, "time_major", False):
        return (shape[1], shape[0], *shape[2:])
    return shape


def walked(layer: Any, size: int | None, steps: int | None, inner: Axes) -> Axes:
    """The output for every step, or for the last one alone."""
    if not layer.return_sequences:
        return (batch(size), *inner)
    time = "steps", Symbol("t", steps, "steps")
    first = (time, batch(size)) if getattr(layer, "time_major", False) else (batch(size), time)
    return (*first, *inner)


def weights(layer: Any, features: int | None, gates: int, biases: int = 1) -> Expression:
    """Each gate has a matrix for the input, one for the state, and a bias."""
    n, u = Symbol("n", features, "features_in"), units(layer)
    parts = [n * u, u * u]
    if layer.use_bias:
        parts.append(u if biases == 1 else product(biases, u))
    gate = total(*parts)
    return gate if gates == 1 else product(gates, gate)


def units(layer: Any) -> Symbol:
    return Symbol("u", layer.units, "units", "units")


def simple(layer: Any, features: int | None) -> Expression:
    return weights(layer, features, 1)


def long(layer: Any, features: int | None) -> Expression:
    return weights(layer, features, 4)


def gated(layer: Any, features: int | None) -> Expression:
    return weights(layer, features, 3, 2 if layer.reset_after else 1)


def cell(count):
    """The rule of a cell: one step."""

    def rule(layer: Any, inputs: Sequence[Sizes]):
        size, features = inputs[0]
        return (batch(size), ("features", units(layer))), count(layer, features)

    return rule


def sequence(count):
    """The rule of a layer that walks along a sequence with such a cell."""

    def rule(layer: Any, inputs: Sequence[Sizes]):
        size, steps, features = in_usual_order(layer, inputs[0])
        axes = walked(layer, size, steps, (("features", units(layer)),))
        return axes, count(layer, features)

    return rule


COUNTS = {"SimpleRNN": simple, "LSTM": long, "GRU": gated}
RULES = {
    **{name: sequence(count) for name, count in COUNTS.items()},
    **{f"{name}Cell": cell(count) for name, count in COUNTS.items()},
}
