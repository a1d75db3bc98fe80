"""What do weights begin with where none are loaded? Keras's initializers in torch's words."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.export.python import literal
from engine.export.pytorch.body import Kept, attribute
from engine.training import initializers
from engine.training.initializers import TRUNCATED, fans

INDENT = "    "


def initialization_text(parameters: Mapping[str, Any]) -> str | None:
    """The function that draws new weights; None where one has a way of the user's own."""
    body: list[str] = []
    for key, kept in parameters.items():
        if not isinstance(kept, Kept):
            continue
        drawn = getattr(kept.variable, "_initializer", None)
        lines = beginning(drawn, kept.variable.shape, attribute("network", key))
        drawn_whole = any(word in "".join(lines or ()) for word in ("orthogonal", "eye_"))
        if lines is None or (drawn_whole and (kept.reaches != "whole" or kept.bend is not None)):
            return None
        body += lines
    if not body:
        return ""
    lines = ["@torch.no_grad()", "def initialize(network):"]
    lines.append(f'{INDENT}"""Draws new weights as Keras does."""')
    return "\n".join([*lines, *(INDENT + line for line in body)])


def beginning(drawn: Any, shape: tuple[int, ...], text: str) -> list[str] | None:
    """The lines that fill a parameter; None for an initializer of the user's own."""
    kind = type(drawn)
    if kind is initializers.Zeros:
        return [f"nn.init.zeros_({text})"]
    if kind is initializers.Ones:
        return [f"nn.init.ones_({text})"]
    if kind is initializers.Constant and not np.ndim(drawn.value):
        return [f"nn.init.constant_({text}, {literal(float(drawn.value))})"]
    if kind is initializers.RandomUniform:
        return [f"nn.init.uniform_({text}, {literal(drawn.minval)}, {literal(drawn.maxval)})"]
    if kind is initializers.RandomNormal:
        return [f"nn.init.normal_({text}, {literal(drawn.mean)}, {literal(drawn.stddev)})"]
    if kind is initializers.TruncatedNormal:
        return [cut(text, drawn.mean, drawn.stddev)]
    if kind is initializers.Identity and len(shape) == 2:
        lines = [f"nn.init.eye_({text})"]
        return lines if drawn.gain == 1.0 else [*lines, f"{text}.mul_({literal(drawn.gain)})"]
    if kind is initializers.Orthogonal and len(shape) > 1:
        extra = "" if drawn.gain == 1.0 else f", {literal(drawn.gain)}"
        return [f"nn.init.orthogonal_({text}{extra})"]
    if isinstance(drawn, initializers.VarianceScaling):
        return [scaled(drawn, shape, text)]
    if getattr(drawn, "__qualname__", "") == "forget_bias.<locals>.begin":
        own = inspect.getclosurevars(drawn).nonlocals["cell"].bias_initializer
        units = shape[0] // 4
        first = beginning(own, shape, text)
        return None if first is None else [*first, f"nn.init.ones_({text}[{units}:{2 * units}])"]
    return None


def scaled(drawn: Any, shape: tuple[int, ...], text: str) -> str:
    """A draw whose spread goes by the number of a unit's inputs and outputs."""
    inputs, outputs = fans(shape)
    fan = {"fan_in": inputs, "fan_out": outputs, "fan_avg": (inputs + outputs) / 2}[drawn.mode]
    variance = drawn.scale / max(1.0, fan)
    if drawn.distribution == "uniform":
        limit = rounded(math.sqrt(3.0 * variance))
        return f"nn.init.uniform_({text}, -{limit}, {limit})"
    if drawn.distribution == "untruncated_normal":
        return f"nn.init.normal_({text}, 0.0, {rounded(math.sqrt(variance))})"
    return cut(text, 0.0, math.sqrt(variance) / TRUNCATED)


def cut(text: str, mean: float, deviation: float) -> str:
    """A normal draw without what lies beyond two deviations."""
    low, high = rounded(mean - 2 * deviation), rounded(mean + 2 * deviation)
    return f"nn.init.trunc_normal_({text}, {rounded(mean)}, {rounded(deviation)}, {low}, {high})"


def rounded(number: float) -> str:
    """A number with as many digits as float32 has."""
    return literal(float(f"{number:.7g}"))
