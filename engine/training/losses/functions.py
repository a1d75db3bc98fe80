"""How far is a prediction from its target? Keras's losses as functions, one value a sample."""

from __future__ import annotations

import functools
import math
import warnings

from engine import ops
from engine.errors import DesignError
from engine.ops.base import normalise_axis
from engine.settings import EPSILON
from engine.training.tables import Table
from engine.training.weighting import as_float, at_once, misfit, unit_length

table = Table("loss")


def loss(*aliases: str):
    """Decorator: offer a function under its name and these, on traced values and on arrays."""

    def put(function):
        wrapped = at_once(function)
        table.add(function.__name__, *aliases)(wrapped)
        return wrapped

    return put


def of_floats(function):
    """Decorator: targets and predictions arrive as float values."""

    @functools.wraps(function)
    def call(y_true, y_pred, *args, **kwargs):
        return function(as_float(y_true), as_float(y_pred), *args, **kwargs)

    return call


def mean_last(x):
    return ops.mean(x, axis=-1)


# Of numbers


@loss("mse", "MSE")
@of_floats
def mean_squared_error(y_true, y_pred):
    """mean((y_true - y_pred)²)"""
    return mean_last(ops.squared_difference(y_pred, y_true))


@loss("mae", "MAE")
@of_floats
def mean_absolute_error(y_true, y_pred):
    """mean(|y_true - y_pred|)"""
    return mean_last(ops.abs(y_pred - y_true))


@loss("mape", "MAPE")
@of_floats
def mean_absolute_percentage_error(y_true, y_pred):
    """100 * mean(|y_true - y_pred| / |y_true|)"""
    share = (y_true - y_pred) / ops.maximum(ops.abs(y_true), EPSILON)
    return mean_last(ops.abs(share)) * 100.0


@loss("msle", "MSLE")
@of_floats
def mean_squared_logarithmic_error(y_true, y_pred):
    """mean((log(y_true + 1) - log(y_pred + 1))²)"""
    first = ops.log(ops.maximum(y_pred, EPSILON) + 1.0)
    second = ops.log(ops.maximum(y_true, EPSILON) + 1.0)
    return mean_last(ops.squared_difference(first, second))


@loss("huber_loss")
@of_floats
def huber(y_true, y_pred, delta=1.0):
    """Half the squared error where it is at most delta, a straight line beyond."""
    error = y_pred - y_true
    distance = ops.abs(error)
    near, far = ops.square(error) * 0.5, distance * delta - 0.5 * delta**2
    return mean_last(ops.where(ops.less_equal(distance, delta), near, far))


@loss("logcosh")
@of_floats
def log_cosh(y_true, y_pred):
    """mean(log(cosh(y_pred - y_true)))"""
    error = y_pred - y_true
    return mean_last(error + ops.softplus(error * -2.0) - math.log(2.0))


@loss()
@of_floats
def poisson(y_true, y_pred):
    """mean(y_pred - y_true * log(y_pred))"""
    return mean_last(y_pred - y_true * ops.log(y_pred + EPSILON))


@loss()
@of_floats
def cosine_similarity(y_true, y_pred, axis=-1):
    """Minus the cosine of the angle between target and prediction."""
    return -ops.sum(unit_length(y_true, axis) * unit_length(y_pred, axis), axis=axis)


# Of margins


def as_signs(y_true):
    """Targets of 0 and 1 as -1 and 1; targets that hold anything else stay."""
    binary = ops.all(ops.logical_or(ops.equal(y_true, 0.0), ops.equal(y_true, 1.0)))
    return ops.where(binary, y_true * 2.0 - 1.0, y_true)


@loss()
@of_floats
def hinge(y_true, y_pred):
    """mean(max(1 - y_true * y_pred, 0)) for targets of -1 or 1 (0 counts as -1)"""
    return mean_last(ops.maximum(1.0 - as_signs(y_true) * y_pred, 0.0))


@loss()
@of_floats
def squared_hinge(y_true, y_pred):
    """mean(max(1 - y_true * y_pred, 0)²) for targets of -1 or 1 (0 counts as -1)"""
    return mean_last(ops.square(ops.maximum(1.0 - as_signs(y_true) * y_pred, 0.0)))


@loss()
@of_floats
def categorical_hinge(y_true, y_pred):
    """max(best wrong score - right score + 1, 0) for one-hot targets"""
    right = ops.sum(y_true * y_pred, axis=-1)
    wrong = ops.max((1.0 - y_true) * y_pred, axis=-1)
    return ops.maximum(wrong - right + 1.0, 0.0)


# Of probabilities


@loss("kld", "KLD", "kullback_leibler_divergence")
@of_floats
def kl_divergence(y_true, y_pred):
    """sum(y_true * log(y_true / y_pred)) for targets and predictions that are probabilities"""
    y_true = ops.clip(y_true, EPSILON, 1.0)
    y_pred = ops.clip(y_pred, EPSILON, 1.0)
    return ops.sum(y_true * ops.log(y_true / y_pred), axis=-1)


def smooth_binary(y_true, label_smoothing):
    """Targets moved towards one half."""
    if not label_smoothing:
        return y_true
    return y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing


def smooth_classes(y_true, label_smoothing, axis):
    """One-hot targets moved towards an even spread."""
    if not label_smoothing:
        return y_true
    return y_true * (1.0 - label_smoothing) + label_smoothing / y_true.shape[axis]


def check_classes(name, y_true, y_pred, axis):
    """Warn about a single class; raise DesignError where one-hot targets do not fit."""
    if isinstance(axis, bool):
        raise DesignError("axis must be a whole number, not {axis}.", axis=axis)
    if y_pred.ndim and y_pred.shape[-1] == 1:
        warnings.warn(
            f"In loss {name}, expected y_pred.shape to be (batch_size, num_classes) with "
            f"num_classes > 1. Received: y_pred.shape={y_pred.shape}. Consider using "
            "'binary_crossentropy' if you only have 2 classes.",
            SyntaxWarning,
            stacklevel=4,
        )
    if tuple(y_true.shape) != tuple(y_pred.shape):
        raise DesignError(
            "{loss} compares one-hot targets of shape {targets} with predictions of shape "
            "{predictions}, which differ.",
            fix="Encode the targets with one place for each class, or use "
            "sparse_categorical_crossentropy for class numbers.",
            loss=name,
            targets=y_true.shape,
            predictions=y_pred.shape,
        )


@loss("bce", "BCE")
@of_floats
def binary_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1):
    """mean of -log of the probability given to the right one of two classes"""
    y_true = smooth_binary(y_true, label_smoothing)
    values = ops.binary_crossentropy(y_true, y_pred, from_logits=from_logits)
    return ops.mean(values, axis=axis)


@loss()
@of_floats
def binary_focal_crossentropy(
    y_true, y_pred, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False,
    label_smoothing=0.0, axis=-1,
):
    """binary_crossentropy in which what is classified well counts less (Lin et al. 2018)"""
    y_true = smooth_binary(y_true, label_smoothing)
    values = ops.binary_crossentropy(y_true, y_pred, from_logits=from_logits)
    share = ops.sigmoid(y_pred) if from_logits else y_pred
    right = y_true * share + (1.0 - y_true) * (1.0 - share)
    values = ops.power(1.0 - right, float(gamma)) * values
    if apply_class_balancing:
        values = (y_true * alpha + (1.0 - y_true) * (1.0 - alpha)) * values
    return ops.mean(values, axis=axis)


@loss()
@of_floats
def categorical_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1):
    """-log of the probability given to the right class, for one-hot targets"""
    check_classes("categorical_crossentropy", y_true, y_pred, axis)
    y_true = smooth_classes(y_true, label_smoothing, axis)
    return ops.categorical_crossentropy(y_true, y_pred, from_logits=from_logits, axis=axis)


@loss()
@of_floats
def categorical_focal_crossentropy(
    y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1
):
    """categorical_crossentropy in which what is classified well counts less (Lin et al. 2018)"""
    check_classes("categorical_focal_crossentropy", y_true, y_pred, axis)
    y_true = smooth_classes(y_true, label_smoothing, -1)
    share = ops.softmax(y_pred, axis=axis) if from_logits else y_pred
    share = share / ops.sum(share, axis=axis, keepdims=True)
    share = ops.clip(share, EPSILON, 1.0 - EPSILON)
    values = ops.power(1.0 - share, float(gamma)) * alpha * (-y_true * ops.log(share))
    return ops.sum(values, axis=axis)


@loss()
def sparse_categorical_crossentropy(
    y_true, y_pred, from_logits=False, axis=-1, ignore_class=None
):
    """-log of the probability given to the right class, for class numbers as targets"""
    y_true, y_pred = ops.cast(ops.convert_to_tensor(y_true), "int32"), as_float(y_pred)
    classes = normalise_axis(axis, y_pred.ndim)
    places = tuple(size for place, size in enumerate(y_pred.shape) if place != classes)
    if None in y_true.shape or None in places:
        # Between layers: a column of class numbers, or one number in each place.
        if y_true.ndim > len(places):
            y_true = ops.squeeze(y_true, axis=-1)
    else:
        if math.prod(y_true.shape) != math.prod(places) or (
            y_true.ndim == len(places) and tuple(y_true.shape) != places
        ):
            raise misfit(y_true, y_pred)
        # The same, or any other layout of as many numbers as there are places.
        y_true = ops.reshape(y_true, newshape=places)
    if ignore_class is None:
        return ops.sparse_categorical_crossentropy(
            y_true, y_pred, from_logits=from_logits, axis=axis
        )
    valid = ops.not_equal(y_true, float(ignore_class))
    values = ops.sparse_categorical_crossentropy(
        ops.where(valid, y_true, 0), y_pred, from_logits=from_logits, axis=axis
    )
    values = ops.where(valid, values, 0.0)
    values._keras_mask = valid
    return values


mse = MSE = mean_squared_error
mae = MAE = mean_absolute_error
mape = MAPE = mean_absolute_percentage_error
msle = MSLE = mean_squared_logarithmic_error
bce = BCE = binary_crossentropy
kld = KLD = kullback_leibler_divergence = kl_divergence
logcosh = log_cosh
huber_loss = huber
