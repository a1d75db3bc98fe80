"""How do targets, predictions, weights and masks meet? Ranks and masks as Keras matches them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine import eager, ops
from engine.errors import DesignError
from engine.nest import flatten
from engine.ops.base import is_graph_value
from engine.tape import Tensor, current_tape
from engine.variables import Variable


def as_array(value: Any) -> Any:
    """Lists of numbers and whatever else holds numbers as an array; anything else as it is."""
    if isinstance(value, (Tensor, Variable, np.ndarray)):
        return value
    if isinstance(value, (list, tuple)):
        if any(isinstance(leaf, (Tensor, Variable)) for leaf in flatten(value)):
            return value
    elif not hasattr(value, "__array__"):
        return value
    array = np.asarray(value)
    return array if array.dtype.kind in "fiub" else value


def at_once(function: Callable) -> Callable:
    """`function`, which outside a trace runs on arrays as one plan.

    Arrays and lists of numbers are values; plain numbers, names and None are options.
    """

    @functools.wraps(function)
    def call(*values: Any, **options: Any) -> Any:
        if current_tape() is not None:
            return function(*values, **options)
        if any(is_graph_value(leaf) for leaf in flatten([list(values), options])):
            # Between the layers of a model each operation becomes a layer of its own.
            return function(*values, **options)
        arrays = [as_array(value) for value in (*values, *options.values())]
        count = len(values)

        def traced(*placed: Any) -> Any:
            return function(
                *placed[:count], **dict(zip(options, placed[count:], strict=True))
            )

        return eager.run(traced, arrays)

    return call


def on_arrays_too(method: Callable) -> Callable:
    """Decorator: a method that outside a trace runs on arrays as one plan."""

    @functools.wraps(method)
    def call(self, *args: Any, **kwargs: Any) -> Any:
        return at_once(functools.partial(method, self))(*args, **kwargs)

    return call


def on_nested_arrays_too(method: Callable) -> Callable:
    """As `on_arrays_too`, for arguments that are arrays or nested arrays."""

    @functools.wraps(method)
    def call(self, *args: Any, **kwargs: Any) -> Any:
        if current_tape() is not None:
            return method(self, *args, **kwargs)

        def traced(*placed: Any) -> Any:
            named = dict(zip(kwargs, placed[len(args) :], strict=True))
            return method(self, *placed[: len(args)], **named)

        return eager.run(traced, [*args, *kwargs.values()])

    return call


def as_float(value: Any) -> Tensor:
    return ops.cast(ops.convert_to_tensor(value), "float32")


def drop_last(value: Tensor) -> Tensor:
    return ops.squeeze(value, axis=-1)


def remove_squeezable(labels: Tensor, predictions: Tensor, expected: int = 0):
    """(labels, predictions) with a last axis of size 1 dropped where the ranks differ by one."""
    difference = predictions.ndim - labels.ndim
    if difference == expected + 1 and predictions.shape[-1] in (1, None):
        predictions = drop_last(predictions)
    elif difference == expected - 1 and labels.shape[-1] in (1, None):
        labels = drop_last(labels)
    return labels, predictions


def match_ranks(y_pred: Tensor, y_true: Tensor | None = None, sample_weight: Any = None):
    """(y_pred, y_true, sample_weight) of matching ranks, as Keras's losses_utils makes them.

    Targets that hold class numbers keep one axis less than the predictions.
    """
    if y_true is not None and (y_pred.ndim - y_true.ndim != 1 or y_pred.shape[-1] == 1):
        y_true, y_pred = remove_squeezable(y_true, y_pred)
    if sample_weight is not None and sample_weight.ndim != 0:
        if sample_weight.ndim - y_pred.ndim == 1:
            sample_weight = drop_last(sample_weight)
        elif y_pred.ndim - sample_weight.ndim == 1:
            sample_weight = ops.expand_dims(sample_weight, -1)
    return y_pred, y_true, sample_weight


def match_batch(y_true: Tensor, y_pred: Tensor, sample_weight: Any = None):
    """(y_true, y_pred, sample_weight) as the training loop hands them to losses and metrics.

    One target or weight a sample becomes a column where the predictions have two axes.
    """
    if y_true.ndim == 1 and y_pred.ndim == 2:
        y_true = ops.expand_dims(y_true, -1)
    if sample_weight is not None:
        sample_weight = as_float(sample_weight)
        if sample_weight.ndim == 1 and y_pred.ndim == 2:
            sample_weight = ops.expand_dims(sample_weight, -1)
    if y_true.dtype == "float32" or y_pred.dtype != "float32":
        y_true = ops.cast(y_true, y_pred.dtype)
    return y_true, y_pred, sample_weight


def mask_of(value: Any) -> Tensor | None:
    return getattr(value, "_keras_mask", None)


def apply_mask(sample_weight: Any, mask: Any) -> Any:
    """Weights that are zero where the mask is False."""
    if mask is None:
        return sample_weight
    mask = as_float(mask)
    if sample_weight is None:
        return mask
    mask, _, sample_weight = match_ranks(mask, None, as_float(sample_weight))
    return sample_weight * mask


def apply_valid_mask(sample_weight: Any, mask: Any, averaged: bool) -> Any:
    """Weights for a value of which only the unmasked elements count.

    Where the value is `averaged` over all elements, the valid ones weigh more in turn, so that the
    result is the mean over them alone.
    """
    if mask is None:
        return sample_weight
    mask = as_float(mask)
    if averaged:
        known = [1 if size is None else size for size in mask.shape]
        mask = mask * (float(np.prod(known)) / ops.sum(mask))
    return apply_mask(sample_weight, mask)


def weighted(values: Tensor, sample_weight: Any) -> Tensor:
    """`values` times the weights, a last axis of the weights dropped or added where it helps."""
    if sample_weight is None:
        return values
    values, _, sample_weight = match_ranks(values, None, as_float(sample_weight))
    return values * sample_weight


def weights_fit(weights: Sequence[int | None], values: Sequence[int | None]) -> bool:
    """Whether weights of that shape can be repeated to the values' shape without new axes."""
    if not weights:
        return True
    return len(weights) == len(values) and all(
        weight in (1, value) for weight, value in zip(weights, values, strict=True)
    )


def spread_weights(weights: Tensor, values: Tensor) -> Tensor:
    """The weights repeated to the shape of the values. Raises DesignError when they do not fit."""
    if not weights_fit(weights.shape, values.shape):
        raise DesignError(
            "Sample weights of shape {weights} do not fit values of shape {values}.",
            fix="Give one weight for each sample, or an array of the values' shape.",
            weights=weights.shape,
            values=values.shape,
        )
    return ops.broadcast_to(weights, shape=values.shape)


def same_shape(y_true: Tensor, y_pred: Tensor) -> None:
    """Raise DesignError unless targets and predictions have equal shapes."""
    if tuple(y_true.shape) != tuple(y_pred.shape):
        raise DesignError(
            "Targets of shape {targets} do not fit predictions of shape {predictions}.",
            fix="Give one target for each prediction.",
            targets=y_true.shape,
            predictions=y_pred.shape,
        )


def misfit(y_true: Tensor, y_pred: Tensor) -> DesignError:
    """The error for class numbers that do not go with the predictions."""
    return DesignError(
        "Class numbers of shape {targets} do not fit predictions of shape {predictions}.",
        fix="Give one class number for each row of predictions.",
        targets=y_true.shape,
        predictions=y_pred.shape,
    )


def unit_length(x: Tensor, axis: Any) -> Tensor:
    """`x` scaled to length 1 along an axis, where it is not 0."""
    total = ops.sum(ops.square(x), axis=axis, keepdims=True)
    return x * ops.rsqrt(ops.maximum(total, 1e-12))
