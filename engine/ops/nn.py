"""Operations of networks: softmax, cross-entropies, embeddings, dropout, random numbers."""

from __future__ import annotations

import math

import numpy as np

from engine import settings
from engine.ops.base import ALL, Op, composed, convert, normalise_axis, size_of
from engine.ops.convolution import per_axis
from engine.ops.elementwise import (
    CHEAP,
    DEAR,
    bounded_relu,
    cast,
    elu_,
    gelu_exact,
    gelu_tanh,
    leaky_relu_,
    log,
    relu_,
    sigmoid,
)
from engine.ops.movement import moveaxis, reshape, shape_only
from engine.ops.pooling import average_pool_forward, max_pool_forward
from engine.ops.reduction import sum_
from engine.tape import Spec


def rows_cols(x) -> tuple[int, int]:
    return size_of(x.shape[:-1]), x.shape[-1]


class Softmax(Op):
    """exp(x) / sum(exp(x)) over the last axis."""

    name = "softmax_last"

    def infer(self, x):
        return Spec(x.shape)

    def gradient(self, record, incoming, wants):
        return [ALL["softmax_last_gradient"](record.outputs[0], incoming[0])]

    def emit(self, plan, record):
        rows, cols = rows_cols(record.outputs[0])
        plan.step(
            "softmax.softmax",
            plan.of(record.inputs[0]),
            plan.of(record.outputs[0]),
            rows,
            cols,
            parts=plan.parts(rows * cols * DEAR, limit=max(1, rows)),
        )


class SoftmaxGradient(Op):
    """dx of softmax from its output."""

    name = "softmax_last_gradient"

    def infer(self, y, dy):
        return Spec(y.shape)

    def emit(self, plan, record):
        y, dy = record.inputs
        rows, cols = rows_cols(y)
        plan.step(
            "softmax.softmax_gradient",
            plan.of(y),
            plan.of(dy),
            plan.of(record.outputs[0]),
            rows,
            cols,
            parts=plan.parts(rows * cols * CHEAP, limit=max(1, rows)),
        )


class LogSoftmax(Op):
    """log(softmax(x)) over the last axis, exact for far-apart values."""

    name = "log_softmax_last"

    def infer(self, x):
        return Spec(x.shape)

    def gradient(self, record, incoming, wants):
        return [ALL["log_softmax_gradient"](record.outputs[0], incoming[0])]

    def emit(self, plan, record):
        rows, cols = rows_cols(record.outputs[0])
        plan.step(
            "softmax.log_softmax",
            plan.of(record.inputs[0]),
            plan.of(record.outputs[0]),
            rows,
            cols,
            parts=plan.parts(rows * cols * DEAR, limit=max(1, rows)),
        )


class LogSoftmaxGradient(Op):
    """dx from the logarithms y and dy: dy - exp(y) * sum(dy)."""

    name = "log_softmax_gradient"

    def infer(self, y, dy):
        return Spec(y.shape)

    def gradient(self, record, incoming, wants):
        (y, dy), back = record.inputs, incoming[0]
        shares = back * ALL["exp"](y)
        return [
            -shares * sum_(dy, axis=-1, keepdims=True),
            back - sum_(shares, axis=-1, keepdims=True),
        ]

    def emit(self, plan, record):
        rows, cols = rows_cols(record.outputs[0])
        plan.step(
            "softmax.log_softmax_gradient",
            *(plan.of(tensor) for tensor in (*record.inputs, *record.outputs)),
            rows,
            cols,
            parts=plan.parts(rows * cols * DEAR, limit=max(1, rows)),
        )


class SparseCrossEntropy(Op):
    """-log(softmax(logits))[label] a row; also gives the probabilities for its gradient."""

    name = "sparse_cross_entropy"
    kernel = "softmax.sparse_cross_entropy"

    def infer(self, logits, labels):
        return Spec(logits.shape[:-1]), Spec(logits.shape)

    def gradient(self, record, incoming, wants):
        if incoming[0] is None:
            return [None, None]
        reverse = ALL[f"{self.name}_gradient"]
        return [reverse(record.outputs[1], record.inputs[1], incoming[0]), None]

    def emit(self, plan, record):
        rows, cols = rows_cols(record.inputs[0])
        plan.step(
            self.kernel,
            *(plan.of(t) for t in (*record.inputs, *record.outputs)),
            rows,
            cols,
            parts=plan.parts(rows * cols * DEAR, limit=max(1, rows)),
        )


class SparseCrossEntropyGradient(Op):
    """(probabilities - one_hot(label)) * dy."""

    name = "sparse_cross_entropy_gradient"
    kernel = "softmax.sparse_cross_entropy_gradient"

    def infer(self, probabilities, target, dy):
        return Spec(probabilities.shape)

    def emit(self, plan, record):
        rows, cols = rows_cols(record.outputs[0])
        plan.step(
            self.kernel,
            *(plan.of(t) for t in (*record.inputs, *record.outputs)),
            rows,
            cols,
            parts=plan.parts(rows * cols * CHEAP, limit=max(1, rows)),
        )


class CrossEntropy(SparseCrossEntropy):
    """-sum(target * log(softmax(logits))) a row."""

    name = "cross_entropy"
    kernel = "softmax.cross_entropy"


class CrossEntropyGradient(SparseCrossEntropyGradient):
    """What arrives at the logits of `cross_entropy`."""

    name = "cross_entropy_gradient"
    kernel = "softmax.cross_entropy_gradient"


class BinaryCrossEntropy(Op):
    """max(z, 0) - z * target + log(1 + exp(-|z|)), element by element."""

    name = "binary_cross_entropy"

    def infer(self, logits, targets):
        return Spec(logits.shape)

    def gradient(self, record, incoming, wants):
        logits, targets = record.inputs
        reverse = ALL["binary_cross_entropy_gradient"]
        return [reverse(logits, targets, incoming[0]), -incoming[0] * logits]

    def emit(self, plan, record):
        count = size_of(record.outputs[0].shape)
        plan.step(
            "softmax.binary_cross_entropy",
            *(plan.of(t) for t in (*record.inputs, *record.outputs)),
            count,
            parts=plan.parts(count * DEAR),
        )


class BinaryCrossEntropyGradient(Op):
    """(sigmoid(z) - target) * dy: what arrives at the logits of `binary_cross_entropy`."""

    name = "binary_cross_entropy_gradient"

    def infer(self, logits, targets, dy):
        return Spec(logits.shape)

    def gradient(self, record, incoming, wants):
        (logits, targets, dy), back = record.inputs, incoming[0]
        share = sigmoid(logits)
        return [back * dy * share * (1.0 - share), -back * dy, back * (share - targets)]

    def emit(self, plan, record):
        count = size_of(record.outputs[0].shape)
        plan.step(
            "softmax.binary_cross_entropy_gradient",
            *(plan.of(tensor) for tensor in (*record.inputs, *record.outputs)),
            count,
            parts=plan.parts(count * DEAR),
        )


softmax_last, log_softmax_last, sparse_cross_entropy, cross_entropy, binary_cross_entropy = (
    ALL[name]
    for name in (
        "softmax_last",
        "log_softmax_last",
        "sparse_cross_entropy",
        "cross_entropy",
        "binary_cross_entropy",
    )
)


@composed
def softmax(x, axis=-1):
    """exp(x) / sum(exp(x)) along an axis."""
    return over_last(softmax_last, convert(x), axis)


@composed
def log_softmax(x, axis=-1):
    """log(softmax(x)) along an axis."""
    return over_last(log_softmax_last, convert(x), axis)


def over_last(op, x, axis):
    """`op`, which works along the last axis, along another one."""
    if isinstance(axis, (list, tuple)):
        if len(axis) == 1:
            axis = axis[0]
        else:
            rest = [a for a in range(x.ndim) if a not in [b % x.ndim for b in axis]]
            order = (*rest, *(b % x.ndim for b in axis))
            turned = ALL["transpose"](x, axes=order)
            flat = op(reshape(turned, newshape=(*turned.shape[: len(rest)], -1)))
            back = reshape(flat, newshape=turned.shape)
            return ALL["transpose"](back, axes=tuple(int(i) for i in np.argsort(order)))
    if normalise_axis(axis, x.ndim) == x.ndim - 1:
        return op(x)
    return moveaxis(op(moveaxis(x, axis, x.ndim - 1)), x.ndim - 1, normalise_axis(axis, x.ndim))


# Activations with parameters


@composed
def relu(x, negative_slope=0.0, max_value=None, threshold=0.0, alpha=None):
    """max(x, 0), or Keras's ReLU with a slope below `threshold` and an upper limit."""
    slope = negative_slope if alpha is None else alpha
    x = convert(x)
    if slope == 0.0 and max_value is None and threshold == 0.0:
        return relu_(x)
    return bounded_relu(
        x,
        slope=float(slope),
        threshold=float(threshold),
        maximum=math.inf if max_value is None else float(max_value),
    )


@composed
def relu6(x):
    """min(max(x, 0), 6)."""
    return relu(x, max_value=6.0)


@composed
def leaky_relu(x, negative_slope=0.2):
    """x above 0, negative_slope * x below."""
    return leaky_relu_(convert(x), slope=float(negative_slope))


@composed
def elu(x, alpha=1.0):
    """x above 0, alpha * (exp(x) - 1) below."""
    return elu_(convert(x), alpha=float(alpha))


@composed
def gelu(x, approximate=True):
    """x times the normal distribution's function of x, or its tanh approximation."""
    return gelu_tanh(x) if approximate else gelu_exact(x)


# Pooling


@composed
def max_pool(inputs, pool_size, strides=None, padding="valid", data_format=None):
    """Largest value in each window, channels last."""
    return pooled(max_pool_forward, inputs, pool_size, strides, padding)


@composed
def average_pool(inputs, pool_size, strides=None, padding="valid", data_format=None):
    """Mean of each window without its padding, channels last."""
    return pooled(average_pool_forward, inputs, pool_size, strides, padding)


def pooled(op, inputs, pool_size, strides, padding):
    x = convert(inputs)
    window = per_axis(pool_size, x.ndim - 2)
    strides = window if strides is None else per_axis(strides, x.ndim - 2)
    return op(x, window=window, strides=strides, padding=padding)


# Places in tables


class Gather(Op):
    """Rows of a table by number: table[indices]. A number outside the table gives NaN."""

    name = "gather_rows"

    def infer(self, table, indices):
        return Spec((*indices.shape, *table.shape[1:]), table.dtype)

    def gradient(self, record, incoming, wants):
        table, indices = record.inputs
        rows = ALL["scatter_rows"](indices, incoming[0], shape=tuple(table.shape))
        return [rows if wants[0] else None, None]

    def emit(self, plan, record):
        table, indices = record.inputs
        width, count = size_of(table.shape[1:]), size_of(indices.shape)
        plan.step(
            "movement.gather",
            plan.of(table),
            plan.of(indices),
            plan.of(record.outputs[0]),
            count,
            width,
            table.shape[0],
            parts=plan.shares(count, count * width * CHEAP, plan.of(table)),
        )


class Scatter(Op):
    """Rows added into a table of zeros at the given places."""

    name = "scatter_rows"

    def infer(self, indices, updates, shape):
        return Spec(tuple(shape))

    def gradient(self, record, incoming, wants):
        return [None, gather_rows(incoming[0], record.inputs[0]) if wants[1] else None]

    def emit(self, plan, record):
        indices, updates = record.inputs
        shape = record.attributes["shape"]
        width, count = size_of(shape[1:]), size_of(indices.shape)
        plan.step(
            "movement.scatter_add",
            plan.of(indices),
            plan.of(updates),
            plan.of(record.outputs[0]),
            count,
            width,
            shape[0],
            parts=plan.parts((count + shape[0]) * width * CHEAP, limit=plan.threads),
        )


class OneHot(Op):
    """`on` at each row's index, `off` elsewhere."""

    name = "one_hot_rows"

    def infer(self, indices, depth, on, off):
        return Spec((*indices.shape, depth))

    def emit(self, plan, record):
        a = record.attributes
        count = size_of(record.inputs[0].shape)
        plan.step(
            "movement.one_hot",
            plan.of(record.inputs[0]),
            plan.of(record.outputs[0]),
            count,
            a["depth"],
            float(a["on"]),
            float(a["off"]),
        )


class InTopK(Op):
    """Whether a row's target is among the k largest predictions."""

    name = "in_top_k_rows"

    def infer(self, predictions, targets, k):
        return Spec(targets.shape, "bool")

    def emit(self, plan, record):
        predictions, targets = record.inputs
        rows, cols = rows_cols(predictions)
        plan.step(
            "softmax.in_top_k",
            plan.of(predictions),
            plan.of(targets),
            plan.of(record.outputs[0]),
            rows,
            cols,
            record.attributes["k"],
        )


gather_rows, scatter_rows, one_hot_rows, in_top_k_rows = (
    ALL[name] for name in ("gather_rows", "scatter_rows", "one_hot_rows", "in_top_k_rows")
)


@composed
def take(x, indices, axis=0):
    """The elements of `x` at whole-number places along an axis."""
    x, places = convert(x), convert(indices)
    axis = normalise_axis(axis, x.ndim)
    if axis == 0:
        return gather_rows(x, places)
    taken, inner = gather_rows(moveaxis(x, axis, 0), places), places.ndim
    order = (*range(inner, inner + axis), *range(inner), *range(inner + axis, taken.ndim))
    return ALL["transpose"](taken, axes=order)


@composed
def one_hot(x, num_classes, axis=-1, on_value=1.0, off_value=0.0):
    """1 at each index, 0 elsewhere, along a new axis."""
    encoded = one_hot_rows(convert(x), depth=num_classes, on=on_value, off=off_value)
    last = encoded.ndim - 1
    return encoded if axis in (-1, last) else moveaxis(encoded, last, axis)


@composed
def in_top_k(predictions, targets, k):
    """Whether each row's target is among its k largest predictions."""
    return in_top_k_rows(convert(predictions), convert(targets), k=int(k))


# Random numbers


class RandomDraw(Op):
    """Numbers that are new at every run: attributes shape, low/high or mean/deviation, seed."""

    random = True
    kernel = ""
    parameters: tuple[str, str] = ("", "")

    def infer(self, shape, seed=None, **_):
        return Spec(tuple(shape))

    def emit(self, plan, record):
        a = record.attributes
        count = size_of(a["shape"])
        plan.step(
            self.kernel,
            *random_state(plan),
            stream_of(a),
            plan.of(record.outputs[0]),
            count,
            *(float(a[name]) for name in self.parameters),
            parts=plan.parts(count * 2.0),
        )


class RandomUniform(RandomDraw):
    """Evenly spread over [low, high)."""

    name = "random_uniform"
    kernel = "random.uniform"
    parameters = ("low", "high")


class RandomNormal(RandomDraw):
    """Normally spread."""

    name = "random_normal"
    kernel = "random.normal"
    parameters = ("mean", "deviation")


class KeepMask(Op):
    """1 / (1 - rate) with probability 1 - rate, else 0: what dropout multiplies by."""

    name = "keep_mask"
    random = True

    def infer(self, shape, rate, seed=None):
        return Spec(tuple(shape))

    def emit(self, plan, record):
        a = record.attributes
        count = size_of(a["shape"])
        plan.step(
            "random.keep_mask",
            *random_state(plan),
            stream_of(a),
            plan.of(record.outputs[0]),
            count,
            float(a["rate"]),
            1.0 / (1.0 - float(a["rate"])),
            parts=plan.parts(count * 1.0),
        )


def random_state(plan):
    """The two cells that hold seed and step; the plan must advance them after its run."""
    plan.uses_random = True
    return (settings.RANDOM_STATE,)


def stream_of(attributes) -> int:
    """The number stream of a random operation: its own seed, if it has one, and its place."""
    seed = attributes.get("seed")
    own = 0 if seed is None else (int(seed) + 1) & 0x3FFFFFFF
    return (own << 24) + attributes["stream"]


random_uniform, random_normal, keep_mask = (
    ALL[name] for name in ("random_uniform", "random_normal", "keep_mask")
)


@composed
def dropout(x, rate, noise_shape=None, seed=None):
    """`x` with a share `rate` of its elements at 0 and the others scaled up to keep the mean."""
    x = convert(x)
    if any(size is None for size in x.shape):
        return shape_only(x, x.shape)
    shape = tuple(
        size if wanted is None else wanted
        for size, wanted in zip(x.shape, noise_shape or x.shape, strict=True)
    )
    return x * keep_mask(shape=shape, rate=float(rate), seed=seed)


# Losses as Keras computes them

FUZZ = settings.EPSILON


def logits_of(output, activation, from_logits=False):
    """What went into the activation that made `output`, when nothing came in between.

    Else `output` itself where it is said to hold logits, or None.
    """
    if getattr(output, "_keras_logits", None) is not None:
        return output._keras_logits
    made = output
    while (
        made.op is not None
        and made.op.name in ("reshape", "identity")
        and (made.op.name == "identity" or made.record.inputs[0].shape == made.shape)
    ):
        made = made.record.inputs[0]
    if made.op is not None and made.op.name == activation:
        return made.record.inputs[0]
    return output if from_logits else None


@composed
def sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1):
    """-log of the probability that `output` gives to the class number in `target`."""
    output, target = convert(output), convert(target)
    last = normalise_axis(axis, output.ndim) == output.ndim - 1
    if not last:
        output = moveaxis(output, axis, output.ndim - 1)
    if target.ndim == output.ndim and target.shape[-1] == 1:
        target = reshape(target, newshape=target.shape[:-1])
    logits = logits_of(output, "softmax_last", from_logits)
    if logits is None:
        logits = log(ALL["clip_by_value"](output, low=FUZZ, high=1.0 - FUZZ))
    return sparse_cross_entropy(logits, target)[0]


@composed
def categorical_crossentropy(target, output, from_logits=False, axis=-1):
    """-sum(target * log(output)) along an axis of probabilities that sum to one."""
    output, target = convert(output), cast(target, "float32")
    if normalise_axis(axis, output.ndim) != output.ndim - 1:
        output = moveaxis(output, axis, output.ndim - 1)
        target = moveaxis(target, axis, target.ndim - 1)
    logits = logits_of(output, "softmax_last", from_logits)
    if logits is not None:
        return cross_entropy(logits, target)[0]
    share = output / sum_(output, axis=-1, keepdims=True)
    safe = ALL["clip_by_value"](share, low=FUZZ, high=1.0 - FUZZ)
    return -sum_(target * log(safe), axis=-1)


@composed
def binary_crossentropy(target, output, from_logits=False):
    """-(target * log(output) + (1 - target) * log(1 - output)), element by element."""
    output, target = convert(output), cast(target, "float32")
    logits = logits_of(output, "sigmoid", from_logits)
    if logits is not None:
        return binary_cross_entropy(logits, target)
    safe = ALL["clip_by_value"](output, low=FUZZ, high=1.0 - FUZZ)
    return -(target * log(safe + FUZZ) + (1.0 - target) * log(1.0 - safe + FUZZ))
