"""Which functions bend a layer's output? Keras's activations by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import custom, ops
from engine.eager import Array
from engine.errors import DesignError
from engine.training.tables import Table


class Activations(Table):
    """Functions by name, and the layers that do nothing but bend, such as LeakyReLU."""

    def find(self, name: str, custom_objects: Mapping[str, Any] | None = None) -> Any:
        layer = custom.layer_classes().get(name)
        if getattr(layer, "category", None) == "activation" and name not in self.entries:
            return layer
        return super().find(name, custom_objects)


table = Activations("activation")


def with_logits(y: Any, x: Any) -> Any:
    """`y`, which remembers what went in: a crossentropy computes with that, be it its own or not.

    As in Keras, categorical_crossentropy after a sigmoid takes what went into the sigmoid.
    """
    y._keras_logits = np.asarray(x, np.float32) if isinstance(y, Array) else x
    return y


@table.add()
def linear(x):
    """x"""
    return x


@table.add()
def relu(x, alpha=0.0, max_value=None, threshold=0.0):
    """max(x, 0)"""
    return ops.relu(x, negative_slope=alpha, max_value=max_value, threshold=threshold)


@table.add()
def sigmoid(x):
    """1 / (1 + exp(-x))"""
    return with_logits(ops.sigmoid(x), x)


@table.add()
def tanh(x):
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x))"""
    return ops.tanh(x)


@table.add()
def softmax(x, axis=-1):
    """exp(x) / sum(exp(x)): positive shares that sum to 1"""
    shape = ops.shape(x)
    if len(shape) < 2:
        raise DesignError(
            "Softmax needs a value with at least 2 axes, but gets {shape}.", shape=shape
        )
    return with_logits(ops.softmax(x, axis=axis), x)


@table.add()
def elu(x, alpha=1.0):
    """x above 0, alpha * (exp(x) - 1) below"""
    return ops.elu(x, alpha=alpha)


@table.add()
def selu(x):
    """1.0507 * elu(x, 1.67326): keeps mean and variance through deep networks"""
    return ops.selu(x)


@table.add()
def softplus(x):
    """log(exp(x) + 1)"""
    return ops.softplus(x)


@table.add()
def softsign(x):
    """x / (|x| + 1)"""
    return ops.softsign(x)


@table.add("swish", "silu")
def swish(x):
    """x * sigmoid(x)"""
    return ops.silu(x)


@table.add()
def gelu(x, approximate=False):
    """x times the normal distribution's function of x"""
    return ops.gelu(x, approximate=approximate)


@table.add()
def exponential(x):
    """exp(x)"""
    return ops.exp(x)


@table.add()
def hard_sigmoid(x):
    """clip(0.2 * x + 0.5, 0, 1)"""
    return ops.hard_sigmoid(x)


@table.add()
def mish(x):
    """x * tanh(softplus(x))"""
    return ops.mish(x)


@table.add()
def leaky_relu(x, alpha=0.2):
    """x above 0, alpha * x below"""
    return ops.leaky_relu(x, negative_slope=alpha)


@table.add()
def log_softmax(x, axis=-1):
    """log(softmax(x)), exact for far-apart values"""
    return ops.log_softmax(x, axis=axis)


@table.add()
def relu6(x):
    """min(max(x, 0), 6)"""
    return ops.relu6(x)


silu = swish
serialize, deserialize = table.serialize, table.deserialize


def get(identifier):
    """The function for a name or a config; None is `linear`."""
    return linear if identifier is None else table.get(identifier)
