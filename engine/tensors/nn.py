"""Which of `tf.nn`'s functions are there? Activations, windows, losses; channels last."""

from __future__ import annotations

from engine import backend, ops
from engine.tensors.computing import _one, top_k
from engine.tensors.making import _valued

relu, relu6, selu, softsign = _one(ops.relu), _one(ops.relu6), _one(ops.selu), _one(ops.softsign)
sigmoid, tanh, softplus = _one(ops.sigmoid), _one(ops.tanh), _one(ops.softplus)
elu = _one(ops.elu)


def silu(features, beta=1.0):
    return features * ops.sigmoid(features * beta)


swish = silu


def gelu(features, approximate=False, name=None):
    return ops.gelu(_valued(features), approximate=approximate)


def leaky_relu(features, alpha=0.2, name=None):
    return ops.leaky_relu(_valued(features), alpha)


def softmax(logits, axis=-1, name=None):
    return ops.softmax(_valued(logits), axis=-1 if axis is None else axis)


def log_softmax(logits, axis=-1, name=None):
    return ops.log_softmax(_valued(logits), axis=-1 if axis is None else axis)


def dropout(x, rate, noise_shape=None, seed=None, name=None):
    return ops.dropout(_valued(x), rate, noise_shape, seed)


def bias_add(value, bias, data_format=None, name=None):
    return _valued(value) + bias


def embedding_lookup(params, ids, max_norm=None, name=None):
    return ops.take(params, _valued(ids), axis=0)


def l2_normalize(x, axis=None, epsilon=1e-12, name=None):
    """`x` divided by its length along `axis`."""
    squares = ops.sum(ops.square(x), axis=axis, keepdims=True)
    return x * ops.rsqrt(ops.maximum(squares, epsilon))


def l2_loss(t, name=None):
    """Half the sum of squares."""
    return ops.sum(ops.square(t)) / 2.0


def moments(x, axes, shift=None, keepdims=False, name=None):
    """Mean and variance over `axes`."""
    axes = tuple(axes)
    return ops.mean(x, axis=axes, keepdims=keepdims), ops.var(x, axis=axes, keepdims=keepdims)


def batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name=None):
    factor = ops.rsqrt(variance + variance_epsilon)
    factor = factor if scale is None else factor * scale
    moved = (x - mean) * factor
    return moved if offset is None else moved + offset


def conv1d(input, filters, stride, padding, data_format="NWC", dilations=None, name=None):
    return ops.conv(input, filters, _inner(stride, 1), padding.lower(), None, _inner(dilations, 1))


def conv2d(input, filters, strides, padding, data_format="NHWC", dilations=None, name=None):
    return ops.conv(input, filters, _inner(strides, 2), padding.lower(), None, _inner(dilations, 2))


def max_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None):
    return ops.max_pool(_valued(input), _inner(ksize, 2), _inner(strides, 2), padding.lower())


def avg_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None):
    return ops.average_pool(_valued(input), _inner(ksize, 2), _inner(strides, 2), padding.lower())


max_pool, avg_pool = max_pool2d, avg_pool2d


def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None):
    return backend.categorical_crossentropy(labels, logits, from_logits=True, axis=axis)


def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None):
    return backend.sparse_categorical_crossentropy(labels, logits, from_logits=True)


def sigmoid_cross_entropy_with_logits(labels, logits, name=None):
    return backend.binary_crossentropy(labels, logits, from_logits=True)


def in_top_k(targets, predictions, k, name=None):
    return ops.in_top_k(predictions, targets, k)


def _inner(sizes, count: int):
    """The sizes along the axes of places, of a number or of one size for each axis."""
    if sizes is None:
        return 1
    if isinstance(sizes, (list, tuple)) and len(sizes) == count + 2:
        return tuple(sizes[1:-1])
    return sizes if isinstance(sizes, int) or len(sizes) > 1 else sizes[0]


__all__ = [
    "avg_pool", "avg_pool2d", "batch_normalization", "bias_add", "conv1d", "conv2d", "dropout",
    "elu", "embedding_lookup", "gelu", "in_top_k", "l2_loss", "l2_normalize", "leaky_relu",
    "log_softmax", "max_pool", "max_pool2d", "moments", "relu", "relu6", "selu", "sigmoid",
    "sigmoid_cross_entropy_with_logits", "silu", "softmax", "softmax_cross_entropy_with_logits",
    "softplus", "softsign", "sparse_softmax_cross_entropy_with_logits", "swish", "tanh", "top_k",
]  # fmt: skip
