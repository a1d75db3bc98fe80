"""How often is what taken for what? Counts of right and wrong, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.ops.elementwise import divide_no_nan
from engine.settings import EPSILON
from engine.tape import Tensor
from engine.training.metrics.base import Metric, metric
from engine.training.weighting import (
    as_float,
    match_ranks,
    same_shape,
    spread_weights,
)
from engine.variables import Variable

# What takes the place of all predictions but the k largest.
LOWEST = -1e10
POSITIVE, NEGATIVE = "positives", "negatives"


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, np.ndarray)) else [value]


def checked_thresholds(thresholds: Any, default: float = 0.5) -> list[float]:
    """A list of thresholds. Raises DesignError for one outside 0..1."""
    if thresholds is None:
        return [default]
    for threshold in listed(thresholds):
        if threshold is None or not 0 <= threshold <= 1:
            raise DesignError(
                "A threshold must be between 0 and 1, but one is {value}.", value=threshold
            )
    return listed(thresholds)


def evenly_spread(thresholds: Sequence[float]) -> bool:
    """Whether the thresholds cut 0..1 into equal pieces, so that a prediction's place is found
    by arithmetic instead of comparing it with all of them."""
    if len(thresholds) < 3:
        return False
    even = np.arange(len(thresholds), dtype=np.float32) / (len(thresholds) - 1)
    return bool(np.allclose(thresholds, even, atol=EPSILON))


def keep_largest(x: Tensor, k: int) -> Tensor:
    """`x` with all but its k largest elements along the last axis pushed far down."""
    kept, rest = None, x
    for _ in range(k):
        hot = ops.one_hot(ops.argmax(rest, axis=-1), x.shape[-1])
        kept = hot if kept is None else kept + hot
        rest = ops.where(hot, -np.inf, rest)
    return ops.where(kept, x, LOWEST)


def count_confusions(
    sums: Mapping[str, Variable], y_true: Any, y_pred: Any, thresholds: Sequence[float],
    sample_weight: Any = None, *, top_k: int | None = None, class_id: int | None = None,
    multi_label: bool = False, label_weights: Any = None, even: bool = False,
) -> None:
    """Add a batch to weighted counts, one for each threshold (and label with `multi_label`).

    `sums` names what to count: true_positives, false_positives, true_negatives, false_negatives.
    A prediction is positive when it is above the threshold; a target when it is not 0.
    """
    y_true, y_pred = as_float(y_true), as_float(y_pred)
    weights = None if sample_weight is None else as_float(sample_weight)
    y_pred, y_true, weights = match_ranks(y_pred, y_true, weights)
    same_shape(y_true, y_pred)
    if top_k is not None:
        y_pred = keep_largest(y_pred, top_k)
    if class_id is not None:
        y_true, y_pred = y_true[..., class_id, None], y_pred[..., class_id, None]
    if weights is not None:
        weights = spread_weights(weights, y_pred)
    if label_weights is not None and not multi_label:
        of_labels = ops.broadcast_to(as_float(label_weights), shape=y_pred.shape)
        weights = of_labels if weights is None else weights * of_labels
    if weights is None:
        weights = ops.ones_like(y_pred)
    labels = y_pred.shape[-1] if multi_label else 1
    truth, chance, weights = (
        ops.reshape(value, newshape=(-1, labels)) for value in (y_true, y_pred, weights)
    )
    positive = ops.cast(ops.not_equal(truth, 0.0), "float32") * weights
    count = count_even if even else count_any
    above = {
        POSITIVE: count(positive, chance, thresholds),
        NEGATIVE: count(weights - positive, chance, thresholds),
    }
    totals = {POSITIVE: positive, NEGATIVE: weights - positive}
    found = {
        "true_positives": lambda: above[POSITIVE],
        "false_positives": lambda: above[NEGATIVE],
        "false_negatives": lambda: ops.sum(totals[POSITIVE], axis=0) - above[POSITIVE],
        "true_negatives": lambda: ops.sum(totals[NEGATIVE], axis=0) - above[NEGATIVE],
    }
    for name, variable in sums.items():
        variable.assign_add(ops.reshape(found[name](), newshape=variable.shape))


def count_any(weights: Tensor, chance: Tensor, thresholds: Sequence[float]) -> Tensor:
    """Weights of the predictions above each threshold; both have shape [samples, labels]."""
    edges = np.asarray(thresholds, np.float32).reshape(-1, 1, 1)
    above = ops.greater(ops.expand_dims(chance, 0), edges)
    return ops.sum(ops.cast(above, "float32") * weights, axis=1)


def count_even(weights: Tensor, chance: Tensor, thresholds: Sequence[float]) -> Tensor:
    """`count_any` for evenly spread thresholds: puts each prediction into its piece, then sums up
    from above."""
    count, labels = len(thresholds), chance.shape[-1]
    place = ops.ceil(ops.clip(chance, 0.0, 1.0) * float(count - 1)) - 1.0
    if thresholds[0] < 0.0 or thresholds[-1] > 1.0:
        # The outer thresholds lie a little outside, so that 0 is above the first one.
        place = ops.relu(place)
    if labels > 1:
        place = place * float(labels) + np.arange(labels, dtype=np.float32)
    # A prediction of 0 that is above no threshold has a place below 0, which is left out.
    rows = ops.ALL["scatter_rows"](
        ops.reshape(place, newshape=(-1,)), ops.reshape(weights, newshape=(-1, 1)),
        shape=(count * labels, 1),
    )
    pieces = ops.reshape(rows, newshape=(count, labels))
    return ops.cumsum(pieces, axis=0, reverse=True)


class ThresholdCounts(Metric):
    """The weighted number of one kind of right or wrong, for each threshold."""

    counted = ""

    def __init__(self, thresholds=None, name=None, dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.init_thresholds = thresholds
        self.thresholds = checked_thresholds(thresholds)
        self._even = evenly_spread(self.thresholds)
        self.accumulator = self.add_weight("accumulator", shape=(len(self.thresholds),))

    def update_state(self, y_true, y_pred, sample_weight=None):
        count_confusions(
            {self.counted: self.accumulator}, y_true, y_pred, self.thresholds, sample_weight,
            even=self._even,
        )

    def result(self):
        result = ops.convert_to_tensor(self.accumulator)
        return result[0] if len(self.thresholds) == 1 else result

    def get_config(self):
        return {**super().get_config(), "thresholds": self.init_thresholds}


@metric
class TruePositives(ThresholdCounts):
    """How many positives were found."""

    counted = "true_positives"


@metric
class TrueNegatives(ThresholdCounts):
    """How many negatives were left alone."""

    counted = "true_negatives"


@metric
class FalsePositives(ThresholdCounts):
    """How many negatives were taken for positives."""

    counted = "false_positives"


@metric
class FalseNegatives(ThresholdCounts):
    """How many positives were missed."""

    counted = "false_negatives"


class PositiveShare(Metric):
    """True positives as a share of them and one kind of wrong."""

    against = ""

    def __init__(self, thresholds=None, top_k=None, class_id=None, name=None, dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.init_thresholds, self.top_k, self.class_id = thresholds, top_k, class_id
        self.thresholds = checked_thresholds(thresholds, 0.5 if top_k is None else LOWEST)
        self._even = evenly_spread(self.thresholds)
        self._sums = {}
        for name in ("true_positives", self.against):
            variable = self.add_weight(name, shape=(len(self.thresholds),))
            self._sums[name] = variable
            setattr(self, name, variable)

    def update_state(self, y_true, y_pred, sample_weight=None):
        count_confusions(
            self._sums, y_true, y_pred, self.thresholds, sample_weight, top_k=self.top_k,
            class_id=self.class_id, even=self._even,
        )

    def result(self):
        right, wrong = (ops.convert_to_tensor(variable) for variable in self._sums.values())
        result = divide_no_nan(right, right + wrong)
        return result[0] if len(self.thresholds) == 1 else result

    def get_config(self):
        return {**super().get_config(), "thresholds": self.init_thresholds}


@metric
class Precision(PositiveShare):
    """How many of the positive predictions are right."""

    against = "false_positives"


@metric
class Recall(PositiveShare):
    """How many of the positives are found."""

    against = "false_negatives"


def share(value: float, name: str) -> float:
    """`value`. Raises DesignError unless it is from 0 to 1."""
    if not 0 <= value <= 1:
        raise DesignError(
            "{argument} must be between 0 and 1, but is {value}.", argument=name, value=value
        )
    return value


def more_than_one(count: int, least: int) -> int:
    if count < least:
        raise DesignError(
            "num_thresholds must be at least {least}, but is {count}.", least=least, count=count
        )
    return count


KINDS = ("true_positives", "true_negatives", "false_positives", "false_negatives")


class AllCounts(Metric):
    """All four counts for many thresholds."""

    def _make_sums(self, shape: tuple[int, ...]) -> None:
        self._sums = {name: self.add_weight(name, shape=shape) for name in KINDS}
        for name, variable in self._sums.items():
            setattr(self, name, variable)

    def _rates(self) -> dict[str, Tensor]:
        """What the counts come to at each threshold."""
        tp, tn, fp, fn = (ops.convert_to_tensor(self._sums[name]) for name in KINDS)
        return {
            "sensitivity": divide_no_nan(tp, tp + fn),
            "specificity": divide_no_nan(tn, tn + fp),
            "precision": divide_no_nan(tp, tp + fp),
            "recall": divide_no_nan(tp, tp + fn),
        }


class BestAtBound(AllCounts):
    """The best rate that a threshold reaches while another rate stays at or above a bound."""

    bounded, sought = "", ""

    def __init__(self, value, num_thresholds=200, class_id=None, name=None, dtype=None):
        super().__init__(name=name, dtype=dtype)
        setattr(self, self.bounded, share(value, self.bounded))
        self.value, self.class_id = value, class_id
        self.num_thresholds = more_than_one(num_thresholds, 1)
        self.thresholds = [0.5] if num_thresholds == 1 else even_thresholds(num_thresholds)
        self._make_sums((num_thresholds,))

    def update_state(self, y_true, y_pred, sample_weight=None):
        count_confusions(
            self._sums, y_true, y_pred, self.thresholds, sample_weight, class_id=self.class_id,
            even=len(self.thresholds) > 1,
        )

    def result(self):
        rates = self._rates()
        allowed = ops.greater_equal(rates[self.bounded], float(self.value))
        return ops.max(ops.where(allowed, rates[self.sought], 0.0))


def even_thresholds(count: int) -> list[float]:
    """`count` thresholds from 0 to 1."""
    inner = [(i + 1) * 1.0 / (count - 1) for i in range(count - 2)]
    return [0.0, *inner, 1.0]


@metric
class SensitivityAtSpecificity(BestAtBound):
    """The best sensitivity while the specificity is at least as given."""

    bounded, sought = "specificity", "sensitivity"

    def __init__(self, specificity, num_thresholds=200, class_id=None, name=None, dtype=None):
        super().__init__(specificity, num_thresholds, class_id, name, dtype)


@metric
class SpecificityAtSensitivity(BestAtBound):
    """The best specificity while the sensitivity is at least as given."""

    bounded, sought = "sensitivity", "specificity"

    def __init__(self, sensitivity, num_thresholds=200, class_id=None, name=None, dtype=None):
        super().__init__(sensitivity, num_thresholds, class_id, name, dtype)


@metric
class PrecisionAtRecall(BestAtBound):
    """The best precision while the recall is at least as given."""

    bounded, sought = "recall", "precision"

    def __init__(self, recall, num_thresholds=200, class_id=None, name=None, dtype=None):
        super().__init__(recall, num_thresholds, class_id, name, dtype)


@metric
class RecallAtPrecision(BestAtBound):
    """The best recall while the precision is at least as given."""

    bounded, sought = "precision", "recall"

    def __init__(self, precision, num_thresholds=200, class_id=None, name=None, dtype=None):
        super().__init__(precision, num_thresholds, class_id, name, dtype)
