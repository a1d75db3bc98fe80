"""Which single score sums a model up? R² of regressions, F-scores of classes."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError
from engine.ops.elementwise import divide_no_nan
from engine.training.metrics.base import Metric, metric
from engine.training.weighting import as_float, spread_weights


class ColumnMetric(Metric):
    """A metric of targets and predictions with two axes: samples and columns."""

    def __init__(self, name=None, dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.built = False

    def build(self, y_true_shape, y_pred_shape):
        """Make the sums. Raises DesignError unless both shapes have two axes."""
        if len(y_true_shape) != 2 or len(y_pred_shape) != 2:
            raise DesignError(
                "The metric {metric} needs targets and predictions of shape (samples, columns), "
                "but gets {targets} and {predictions}.",
                metric=self.name, targets=tuple(y_true_shape), predictions=tuple(y_pred_shape),
            )
        self._make(y_pred_shape[-1])
        self.built = True

    def _make(self, columns):
        """The sums for so many columns. A subclass overrides this."""

    def reset_state(self):
        if self.built:
            super().reset_state()


@metric
class R2Score(ColumnMetric):
    """The share of the targets' variance that the predictions explain: 1 is perfect, 0 no better
    than always predicting the mean. `num_regressors` adjusts it for so many independent inputs.
    """

    def __init__(
        self, class_aggregation="uniform_average", num_regressors=0, name="r2_score", dtype=None
    ):
        super().__init__(name, dtype)
        known = (None, "uniform_average", "variance_weighted_average")
        if class_aggregation not in known:
            raise DesignError(
                "class_aggregation cannot be {value}.", fix="Choose one of: {known}.",
                value=repr(class_aggregation), known=list(known),
            )
        if num_regressors < 0:
            raise DesignError(
                "num_regressors must not be below 0, but is {value}.", value=num_regressors
            )
        self.class_aggregation, self.num_regressors = class_aggregation, num_regressors
        self.num_samples = self.add_weight("num_samples", dtype="int32")

    def _make(self, columns):
        self.squared_sum = self.add_weight("squared_sum", shape=(columns,))
        self.sum = self.add_weight("sum", shape=(columns,))
        self.total_mse = self.add_weight("residual", shape=(columns,))
        self.count = self.add_weight("count", shape=(columns,))

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = as_float(y_true), as_float(y_pred)
        if not self.built:
            self.build(y_true.shape, y_pred.shape)
        weights = as_float(1.0 if sample_weight is None else sample_weight)
        if weights.ndim == 1:
            weights = ops.expand_dims(weights, 1)
        weights = spread_weights(weights, y_true)
        weighted = y_true * weights
        self.sum.assign_add(ops.sum(weighted, axis=0))
        self.squared_sum.assign_add(ops.sum(y_true * weighted, axis=0))
        self.total_mse.assign_add(ops.sum(ops.square(y_true - y_pred) * weights, axis=0))
        self.count.assign_add(ops.sum(weights, axis=0))
        self.num_samples.assign_add(y_true.shape[0] * y_true.shape[1])

    def result(self):
        mean = self.sum / self.count
        total = self.squared_sum - self.sum * mean
        residual = ops.convert_to_tensor(self.total_mse)
        # All targets equal: there is no variance to explain.
        flat = ops.logical_and(ops.equal(total, 0.0), ops.not_equal(residual, 0.0))
        scores = ops.where(flat, 0.0, 1.0 - residual / total)
        if self.class_aggregation == "uniform_average":
            scores = ops.mean(scores)
        elif self.class_aggregation == "variance_weighted_average":
            scores = ops.sum(total * scores) / ops.sum(total)
        if self.num_regressors:
            n = as_float(self.num_samples)
            left = n - (self.num_regressors + 1.0)
            adjusted = 1.0 - (1.0 - scores) * (n - 1.0) / left
            scores = ops.where(ops.greater(left, 0.0), adjusted, scores)
        return scores


@metric
class FBetaScore(ColumnMetric):
    """The harmonic mean of precision and recall, recall counting beta times as much.

    Without a threshold the largest prediction of a row is its positive one.
    """

    def __init__(
        self, average=None, beta=1.0, threshold=None, name="fbeta_score", dtype=None
    ):
        super().__init__(name, dtype)
        if average not in (None, "micro", "macro", "weighted"):
            raise DesignError(
                "average cannot be {value}.", fix="Choose None, micro, macro or weighted.",
                value=repr(average),
            )
        if not isinstance(beta, float) or beta <= 0.0:
            raise DesignError(
                "beta must be a number with a decimal point above 0, but is {value}.", value=beta
            )
        if threshold is not None and not (isinstance(threshold, float) and 0 < threshold <= 1):
            raise DesignError(
                "threshold must be a number with a decimal point above 0 and at most 1, but is "
                "{value}.",
                value=threshold,
            )
        self.average, self.beta, self.threshold = average, beta, threshold
        self.axis = None if average == "micro" else 0

    def _make(self, columns):
        shape = () if self.average == "micro" else (columns,)
        self.true_positives = self.add_weight("true_positives", shape=shape)
        self.false_positives = self.add_weight("false_positives", shape=shape)
        self.false_negatives = self.add_weight("false_negatives", shape=shape)
        self.intermediate_weights = self.add_weight("intermediate_weights", shape=shape)

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = as_float(y_true), as_float(y_pred)
        if not self.built:
            self.build(y_true.shape, y_pred.shape)
        if self.threshold is None:
            top = ops.greater_equal(y_pred, ops.max(y_pred, axis=-1, keepdims=True))
            guess = ops.logical_and(top, ops.greater(ops.abs(y_pred), 1e-9))
        else:
            guess = ops.greater(y_pred, self.threshold)
        guess = ops.cast(guess, "float32")

        def total(value):
            if sample_weight is not None:
                value = value * ops.expand_dims(as_float(sample_weight), 1)
            return ops.sum(value, axis=self.axis)

        self.true_positives.assign_add(total(guess * y_true))
        self.false_positives.assign_add(total(guess * (1.0 - y_true)))
        self.false_negatives.assign_add(total((1.0 - guess) * y_true))
        self.intermediate_weights.assign_add(total(y_true))

    def result(self):
        right = ops.convert_to_tensor(self.true_positives)
        precision = divide_no_nan(right, right + self.false_positives)
        recall = divide_no_nan(right, right + self.false_negatives)
        square = self.beta**2
        scores = divide_no_nan(precision * recall, precision * square + recall) * (1.0 + square)
        if self.average == "weighted":
            weights = ops.convert_to_tensor(self.intermediate_weights)
            return ops.sum(scores * divide_no_nan(weights, ops.sum(weights)))
        return scores if self.average is None else ops.mean(scores)


@metric
class F1Score(FBetaScore):
    """The harmonic mean of precision and recall."""

    def __init__(self, average=None, threshold=None, name="f1_score", dtype=None):
        super().__init__(average, 1.0, threshold, name, dtype)
