"""Which penalties keep weights small? Keras's regularizers."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError, DesignTypeError
from engine.training.tables import Configurable, Table
from engine.training.weighting import on_arrays_too, unit_length

table = Table("regularizer")


def penalty(value: Any) -> float:
    """A factor as a float. Raises DesignError for what is no finite number."""
    if not isinstance(value, numbers.Real) or not math.isfinite(value):
        raise DesignError(
            "A penalty's factor must be a finite number, but is {value}.", value=repr(value)
        )
    return float(value)


class Regularizer(Configurable):
    """Called with a weight or an output it returns the penalty, a single number."""

    def __call__(self, x):
        return 0.0


class L1L2(Regularizer):
    """l1 * sum(|x|) + l2 * sum(x²)."""

    def __init__(self, l1=0.0, l2=0.0):
        self.l1 = penalty(0.0 if l1 is None else l1)
        self.l2 = penalty(0.0 if l2 is None else l2)

    @on_arrays_too
    def __call__(self, x):
        total = ops.convert_to_tensor(0.0)
        if self.l1:
            total = total + ops.sum(ops.abs(x)) * self.l1
        if self.l2:
            total = total + ops.sum(ops.square(x)) * self.l2
        return total


def one_factor(given: Any, older: dict[str, Any]) -> float:
    """The factor of L1 and L2, which older programs call `l`."""
    given = older.pop("l", given)
    if older:
        raise DesignTypeError(
            "A regularizer has no argument {word}.", word=next(iter(older))
        )
    return penalty(0.01 if given is None else given)


@table.add("l1")
class L1(Regularizer):
    """l1 * sum(|x|)."""

    def __init__(self, l1=0.01, **kwargs):
        self.l1 = one_factor(l1, kwargs)

    @on_arrays_too
    def __call__(self, x):
        return ops.sum(ops.abs(x)) * self.l1


@table.add("l2")
class L2(Regularizer):
    """l2 * sum(x²)."""

    def __init__(self, l2=0.01, **kwargs):
        self.l2 = one_factor(l2, kwargs)

    @on_arrays_too
    def __call__(self, x):
        return ops.sum(ops.square(x)) * self.l2


@table.add("orthogonal_regularizer")
class OrthogonalRegularizer(Regularizer):
    """factor times how far rows (or columns) are from being at right angles to each other."""

    def __init__(self, factor=0.01, mode="rows"):
        if mode not in ("rows", "columns"):
            raise DesignError(
                "mode cannot be {mode}.", fix="Choose rows or columns.", mode=repr(mode)
            )
        self.factor, self.mode = penalty(factor), mode

    @on_arrays_too
    def __call__(self, x):
        x = ops.convert_to_tensor(x)
        if x.ndim != 2:
            raise DesignError(
                "An orthogonal regularizer needs a weight with 2 axes, but its shape is {shape}.",
                shape=x.shape,
            )
        axis, size = (1, x.shape[0]) if self.mode == "rows" else (0, x.shape[1])
        unit = unit_length(x, axis)
        turned = ops.transpose(unit)
        product = ops.matmul(unit, turned) if axis == 1 else ops.matmul(turned, unit)
        if size is None:  # how many samples there are is not known yet, and only a shape is asked
            return ops.sum(product)
        apart = ops.abs(product * (1.0 - np.eye(size, dtype=np.float32)))
        return ops.sum(apart) * (self.factor * 0.5 / (size * (size - 1.0) / 2.0))


def l1_l2(l1=0.01, l2=0.01):
    """Both penalties, with Keras's default factors."""
    return L1L2(l1=l1, l2=l2)


table.entries.update({"L1L2": L1L2, "l1l2": L1L2, "l1_l2": L1L2})
table.makers["l1_l2"] = l1_l2
table.main.append("l1_l2")
get, serialize, deserialize = table.get, table.serialize, table.deserialize
l1, l2, orthogonal_regularizer = L1, L2, OrthogonalRegularizer
