"""How large is the error on average? Metrics that are means of the loss functions."""

from __future__ import annotations

import numpy as np

from engine import ops
from engine.ops.elementwise import divide_no_nan
from engine.training.losses import functions
from engine.training.metrics.base import Mean, MeanMetricWrapper, metric, table
from engine.training.weighting import (
    as_float,
    at_once,
    match_ranks,
    same_shape,
    unit_length,
)

# The loss functions under all their names serve as metrics too.
table.entries.update(functions.table.entries)


def _cosine(y_true, y_pred, axis=-1):
    """the cosine of the angle between target and prediction"""
    y_true = unit_length(as_float(y_true), axis)
    return ops.sum(y_true * unit_length(as_float(y_pred), axis), axis=axis)


# As a metric it has the sign that a reader expects; as a loss it is made small.
cosine_similarity = cosine_proximity = at_once(_cosine)
table.entries.update(cosine_similarity=cosine_similarity, cosine_proximity=cosine_similarity)


@metric
class MeanSquaredError(MeanMetricWrapper):
    """The mean of squared errors."""

    def __init__(self, name="mean_squared_error", dtype=None):
        super().__init__(functions.mean_squared_error, name, dtype)


@metric
class MeanAbsoluteError(MeanMetricWrapper):
    """The mean of absolute errors."""

    def __init__(self, name="mean_absolute_error", dtype=None):
        super().__init__(functions.mean_absolute_error, name, dtype)


@metric
class MeanAbsolutePercentageError(MeanMetricWrapper):
    """The mean of errors as percentages of the targets."""

    def __init__(self, name="mean_absolute_percentage_error", dtype=None):
        super().__init__(functions.mean_absolute_percentage_error, name, dtype)


@metric
class MeanSquaredLogarithmicError(MeanMetricWrapper):
    """The mean of squared errors of the logarithms."""

    def __init__(self, name="mean_squared_logarithmic_error", dtype=None):
        super().__init__(functions.mean_squared_logarithmic_error, name, dtype)


@metric
class RootMeanSquaredError(Mean):
    """The square root of the mean of squared errors: an error in the targets' own unit."""

    def __init__(self, name="root_mean_squared_error", dtype=None):
        super().__init__(name, dtype)

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_pred, y_true, _ = match_ranks(as_float(y_pred), as_float(y_true))
        super().update_state(ops.squared_difference(y_pred, y_true), sample_weight)

    def result(self):
        return ops.sqrt(divide_no_nan(self.total, self.count))


@metric
class MeanRelativeError(Mean):
    """The mean of absolute errors, each divided by a given size."""

    def __init__(self, normalizer, name=None, dtype=None):
        super().__init__(name, dtype)
        self.normalizer = np.asarray(normalizer, np.float32)

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_pred, y_true, _ = match_ranks(as_float(y_pred), as_float(y_true))
        same_shape(y_true, y_pred)
        sizes = ops.broadcast_to(as_float(self.normalizer), shape=y_true.shape)
        super().update_state(divide_no_nan(ops.abs(y_true - y_pred), sizes), sample_weight)


@metric
class CosineSimilarity(MeanMetricWrapper):
    """The cosine of the angle between target and prediction: 1 is the same direction."""

    def __init__(self, name="cosine_similarity", dtype=None, axis=-1):
        super().__init__(cosine_similarity, name, dtype, axis=axis)


@metric
class LogCoshError(MeanMetricWrapper):
    """The mean of the logarithms of the errors' hyperbolic cosines."""

    def __init__(self, name="logcosh", dtype=None):
        super().__init__(functions.log_cosh, name, dtype)


@metric
class Hinge(MeanMetricWrapper):
    """For targets of -1 and 1: how much is missing to a margin of 1."""

    def __init__(self, name="hinge", dtype=None):
        super().__init__(functions.hinge, name, dtype)


@metric
class SquaredHinge(MeanMetricWrapper):
    """For targets of -1 and 1: the square of what is missing to a margin of 1."""

    def __init__(self, name="squared_hinge", dtype=None):
        super().__init__(functions.squared_hinge, name, dtype)


@metric
class CategoricalHinge(MeanMetricWrapper):
    """For one-hot targets: how much is missing to a margin of 1 before the best wrong class."""

    def __init__(self, name="categorical_hinge", dtype=None):
        super().__init__(functions.categorical_hinge, name, dtype)


@metric
class Poisson(MeanMetricWrapper):
    """For counts: prediction - target * log(prediction)."""

    def __init__(self, name="poisson", dtype=None):
        super().__init__(functions.poisson, name, dtype)


@metric
class KLDivergence(MeanMetricWrapper):
    """How far one spread of probabilities is from another."""

    def __init__(self, name="kullback_leibler_divergence", dtype=None):
        super().__init__(functions.kl_divergence, name, dtype)


@metric
class BinaryCrossentropy(MeanMetricWrapper):
    """The crossentropy of one probability of two classes."""

    def __init__(
        self, name="binary_crossentropy", dtype=None, from_logits=False, label_smoothing=0
    ):
        super().__init__(
            functions.binary_crossentropy, name, dtype, from_logits=from_logits,
            label_smoothing=label_smoothing,
        )


@metric
class CategoricalCrossentropy(MeanMetricWrapper):
    """The crossentropy of several classes, for one-hot targets."""

    def __init__(
        self, name="categorical_crossentropy", dtype=None, from_logits=False, label_smoothing=0,
        axis=-1,
    ):
        super().__init__(
            functions.categorical_crossentropy, name, dtype, from_logits=from_logits,
            label_smoothing=label_smoothing, axis=axis,
        )


@metric
class SparseCategoricalCrossentropy(MeanMetricWrapper):
    """The crossentropy of several classes, for class numbers as targets."""

    def __init__(
        self, name="sparse_categorical_crossentropy", dtype=None, from_logits=False,
        ignore_class=None, axis=-1,
    ):
        super().__init__(
            functions.sparse_categorical_crossentropy, name, dtype, from_logits=from_logits,
            ignore_class=ignore_class, axis=axis,
        )
