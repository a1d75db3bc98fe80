"""What does Keras 2's backend compute? Its functions with its names, order and defaults."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np

from engine import eager, ops, settings
from engine.eager import Array
from engine.errors import DesignError
from engine.ops.scan import scan
from engine.settings import learning_phase
from engine.tape import Tensor, current_tape, dtype_name
from engine.training.initializers import TruncatedNormal
from engine.variables import Variable

# What is the same in Keras 2 and in engine.ops

abs, arctan, ceil, cos, equal, exp = ops.abs, ops.arctan, ops.ceil, ops.cos, ops.equal, ops.exp
floor, greater, greater_equal = ops.floor, ops.greater, ops.greater_equal
less, less_equal, log = ops.less, ops.less_equal, ops.log
maximum, minimum = ops.maximum, ops.minimum
not_equal, round, sigmoid, sign, sin = ops.not_equal, ops.round, ops.sigmoid, ops.sign, ops.sin
softplus, softsign, square, tanh, tile = (
    ops.softplus, ops.softsign, ops.square, ops.tanh, ops.tile
)  # fmt: skip
dot, batch_dot, cast, stop_gradient = ops.dot, ops.batch_dot, ops.cast, ops.stop_gradient
hard_sigmoid, one_hot, ones_like, zeros_like = (
    ops.hard_sigmoid, ops.one_hot, ops.ones_like, ops.zeros_like
)  # fmt: skip
pow, reshape, squeeze, transpose = ops.power, ops.reshape, ops.squeeze, ops.transpose
any, all, sum, prod, max, min = ops.any, ops.all, ops.sum, ops.prod, ops.max, ops.min
logsumexp, elu, relu, in_top_k = ops.logsumexp, ops.elu, ops.relu, ops.in_top_k
shape = ops.shape


# Values and weights


def variable(value: Any, dtype: Any = None, name: str | None = None, constraint: Any = None):
    """A weight that begins with `value`."""
    array = np.asarray(value)
    return Variable(array, name=name, dtype=dtype, constraint=constraint)


def constant(value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
    array = np.asarray(value, dtype_of(dtype) if dtype is not None else None)
    if array.dtype == np.float64:
        array = array.astype(np.float32)
    if shape is not None:
        whole = np.prod(shape, dtype=np.int64) == array.size
        array = array.reshape(shape) if whole else np.broadcast_to(array, shape).copy()
    return array.view(Array) if current_tape() is None else ops.convert(array)


def dtype_of(dtype: Any) -> str:
    return {"float32": "float32", "int32": "int32", "bool": "bool"}[dtype_name(dtype)]


def ndim(x: Any) -> int:
    return len(x.shape)


def dtype(x: Any) -> str:
    return dtype_name(x.dtype)


# Numbers and axes


def as_float(x: Any) -> Any:
    """Truth values as 0 and 1, as Keras counts them in means."""
    return ops.cast(x, "float32") if dtype(as_value(x)) != "float32" else x


def as_value(x: Any) -> Any:
    return x if hasattr(x, "dtype") and hasattr(x, "shape") else np.asarray(x)


def mean(x, axis=None, keepdims=False):
    return ops.mean(as_float(x), axis=axis, keepdims=keepdims)


def var(x, axis=None, keepdims=False):
    return ops.var(as_float(x), axis=axis, keepdims=keepdims)


def std(x, axis=None, keepdims=False):
    return ops.std(as_float(x), axis=axis, keepdims=keepdims)


def argmax(x, axis=-1):
    return ops.argmax(x, axis=axis)


def argmin(x, axis=-1):
    return ops.argmin(x, axis=axis)


def cumsum(x, axis=0):
    return ops.cumsum(x, axis=axis)


def cumprod(x, axis=0):
    parts = unstacked(x, axis)
    for place in range(1, len(parts)):
        parts[place] = parts[place - 1] * parts[place]
    return ops.stack(parts, axis=axis)


def sqrt(x):
    """The root; 0 for negative numbers."""
    return ops.sqrt(ops.maximum(x, 0.0))


def clip(x, min_value=None, max_value=None):
    if isinstance(min_value, (int, float)) and isinstance(max_value, (int, float)):
        max_value = builtins.max(min_value, max_value)
    low = -np.inf if min_value is None else min_value
    high = np.inf if max_value is None else max_value
    return ops.clip(x, low, high)


def softmax(x, axis=-1):
    return ops.softmax(x, axis=axis)


def l2_normalize(x, axis=None):
    square_sum = ops.sum(ops.square(x), axis=axis, keepdims=True)
    return x / ops.sqrt(ops.maximum(square_sum, 1e-12))


def bias_add(x, bias, data_format=None):
    if ndim(bias) not in (1, ndim(x) - 1):
        raise DesignError(
            "A bias of shape {bias} cannot be added to {shape}.",
            fix="Give it one axis, or one axis less than the values.",
            bias=tuple(bias.shape), shape=tuple(x.shape),
        )
    if (data_format or settings.get("image_data_format")) == "channels_first" and ndim(x) > 2:
        return x + ops.reshape(bias, (1, -1, *(1,) * (ndim(x) - 2)))
    return x + bias


def concatenate(tensors, axis=-1):
    return ops.concatenate(tensors, axis=axis)


def stack(x, axis=0):
    return ops.stack(x, axis=axis)


def expand_dims(x, axis=-1):
    return ops.expand_dims(x, axis)


def permute_dimensions(x, pattern):
    return ops.transpose(x, axes=tuple(pattern))


def flatten(x):
    return ops.reshape(x, (-1,))


def batch_flatten(x):
    return ops.reshape(x, (-1, int(np.prod(x.shape[1:]))))


def repeat(x, n):
    """(samples, features) as (samples, n, features)."""
    return ops.repeat(ops.expand_dims(x, 1), n, axis=1)


def repeat_elements(x, rep, axis):
    return ops.repeat(x, rep, axis=axis)


def reverse(x, axes):
    return ops.flip(x, axis=(axes,) if isinstance(axes, int) else tuple(axes))


def gather(reference, indices):
    return ops.take(reference, ops.cast(indices, "int32"), axis=0)


def temporal_padding(x, padding=(1, 1)):
    return ops.pad(x, ((0, 0), tuple(padding), (0, 0)))


def spatial_2d_padding(x, padding=((1, 1), (1, 1)), data_format=None):
    rows, columns = (tuple(one) for one in padding)
    if (data_format or settings.get("image_data_format")) == "channels_first":
        return ops.pad(x, ((0, 0), (0, 0), rows, columns))
    return ops.pad(x, ((0, 0), rows, columns, (0, 0)))


def resize_images(x, height_factor, width_factor, data_format=None, interpolation="nearest"):
    """Pictures made larger by whole factors, each pixel repeated."""
    if interpolation != "nearest":
        raise DesignError("resize_images repeats pixels only.", fix="Use UpSampling2D.")
    data_format = data_format or settings.get("image_data_format")
    if data_format not in ("channels_last", "channels_first"):
        raise DesignError(
            "The data format cannot be {value}.",
            fix="Choose channels_last or channels_first.",
            value=repr(data_format),
        )
    first = data_format == "channels_first"
    rows = ops.repeat(x, height_factor, axis=2 if first else 1)
    return ops.repeat(rows, width_factor, axis=3 if first else 2)


# Losses, random numbers, phases


def binary_crossentropy(target, output, from_logits=False):
    return ops.binary_crossentropy(target, output, from_logits=from_logits)


def categorical_crossentropy(target, output, from_logits=False, axis=-1):
    return ops.categorical_crossentropy(target, output, from_logits=from_logits, axis=axis)


def dropout(x, level, noise_shape=None, seed=None):
    return ops.dropout(x, level, noise_shape=noise_shape, seed=seed)


def random_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    if current_tape() is None:
        return constant(drawing(seed).normal(mean, stddev, shape).astype(np.float32))
    draw = ops.ALL["random_normal"]
    return draw(shape=tuple(shape), mean=mean, deviation=stddev, seed=seed)


def random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    if current_tape() is None:
        return constant(drawing(seed).uniform(minval, maxval, shape).astype(np.float32))
    return ops.ALL["random_uniform"](shape=tuple(shape), low=minval, high=maxval, seed=seed)


def random_bernoulli(shape, p=0.0, dtype=None, seed=None):
    return ops.cast(ops.less(random_uniform(shape, seed=seed), p), "float32")


random_binomial = random_bernoulli


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Normal numbers, none beyond two deviations; outside a traced call only."""
    return constant(np.asarray(TruncatedNormal(mean, stddev, seed)(shape), np.float32))


def random_normal_variable(shape, mean, scale, dtype=None, name=None, seed=None):
    return variable(drawing(seed).normal(mean, scale, shape).astype(np.float32), name=name)


def random_uniform_variable(shape, low, high, dtype=None, name=None, seed=None):
    return variable(drawing(seed).uniform(low, high, shape).astype(np.float32), name=name)


def drawing(seed: int | None) -> np.random.Generator:
    return settings.generator() if seed is None else np.random.default_rng(seed)


def called(value: Any) -> Any:
    return value() if callable(value) and not isinstance(value, Tensor) else value


def in_train_phase(x, alt, training=None):
    """`x` while training, else `alt`; functions are called."""
    if training is None:
        tape = current_tape()
        training = tape.context.training if tape is not None else None
    if training is None:
        training = learning_phase()
    return called(x) if training else called(alt)


def in_test_phase(x, alt, training=None):
    return in_train_phase(alt, x, training)


def switch(condition, then_expression, else_expression):
    """One of two values, element by element or by one condition for all; functions are called."""
    then, other = called(then_expression), called(else_expression)
    missing = ndim(as_value(then)) - ndim(as_value(condition))
    if missing < 0:
        raise DesignError(
            "A condition of shape {shape} chooses between values of shape {values}.",
            fix="Give it at most as many axes as the values.",
            shape=tuple(as_value(condition).shape), values=tuple(as_value(then).shape),
        )
    for _ in range(missing if ndim(as_value(condition)) else 0):
        condition = ops.expand_dims(condition, -1)
    return ops.where(condition, then, other)


# Loops


def unstacked(x: Any, axis: int = 0) -> list[Any]:
    return list(ops.unstack(x, axis=axis))


def map_fn(fn: Callable, elems: Any, name=None, dtype=None) -> Any:
    """`fn` of each part along the first axis."""
    return ops.stack([fn(part) for part in unstacked(elems)], axis=0)


def foldl(fn: Callable, elems: Any, initializer: Any = None, name=None) -> Any:
    """fn(fn(start, first), second) … along the first axis."""
    parts = unstacked(elems)
    found = parts.pop(0) if initializer is None else initializer
    for part in parts:
        found = fn(found, part)
    return found


def foldr(fn: Callable, elems: Any, initializer: Any = None, name=None) -> Any:
    """As `foldl`, from the end."""
    parts = unstacked(elems)
    found = parts.pop() if initializer is None else initializer
    for part in reversed(parts):
        found = fn(found, part)
    return found


def rnn(
    step_function,
    inputs,
    initial_states,
    go_backwards=False,
    mask=None,
    constants=None,
    unroll=False,
    input_length=None,
    time_major=False,
    zero_output_for_mask=False,
    return_all_outputs=True,
):
    """Repeat a step over time: (last output, outputs of all steps, last states)."""

    def repeated(inputs, states, mask, constants):
        return scan(
            step_function,
            inputs,
            states,
            go_backwards=go_backwards,
            mask=mask,
            constants=constants,
            time_major=time_major,
            zero_output_for_mask=zero_output_for_mask,
            return_all_outputs=return_all_outputs,
        )

    given = [inputs, list(initial_states), mask, list(constants or ())]
    return repeated(*given) if current_tape() is not None else eager.run(repeated, given)


__all__ = [
    "abs",
    "all",
    "any",
    "arctan",
    "argmax",
    "argmin",
    "batch_dot",
    "batch_flatten",
    "bias_add",
    "binary_crossentropy",
    "cast",
    "categorical_crossentropy",
    "ceil",
    "clip",
    "concatenate",
    "constant",
    "cos",
    "cumprod",
    "cumsum",
    "dot",
    "dropout",
    "dtype",
    "elu",
    "equal",
    "exp",
    "expand_dims",
    "flatten",
    "floor",
    "foldl",
    "foldr",
    "gather",
    "greater",
    "greater_equal",
    "hard_sigmoid",
    "in_test_phase",
    "in_top_k",
    "in_train_phase",
    "l2_normalize",
    "less",
    "less_equal",
    "log",
    "logsumexp",
    "map_fn",
    "max",
    "maximum",
    "mean",
    "min",
    "minimum",
    "ndim",
    "not_equal",
    "one_hot",
    "ones_like",
    "permute_dimensions",
    "pow",
    "prod",
    "random_bernoulli",
    "random_binomial",
    "random_normal",
    "random_normal_variable",
    "random_uniform",
    "random_uniform_variable",
    "relu",
    "repeat",
    "repeat_elements",
    "reshape",
    "resize_images",
    "reverse",
    "rnn",
    "round",
    "shape",
    "sigmoid",
    "sign",
    "sin",
    "softmax",
    "softplus",
    "softsign",
    "spatial_2d_padding",
    "sqrt",
    "square",
    "squeeze",
    "stack",
    "std",
    "stop_gradient",
    "sum",
    "switch",
    "tanh",
    "temporal_padding",
    "tile",
    "transpose",
    "truncated_normal",
    "var",
    "variable",
    "zeros_like",
]
