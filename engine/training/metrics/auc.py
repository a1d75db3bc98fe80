"""How well do predictions rank positives above negatives? The area under a curve of rates."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.ops.elementwise import divide_no_nan
from engine.settings import EPSILON
from engine.tape import Tensor
from engine.training.metrics.base import metric
from engine.training.metrics.confusion import (
    KINDS,
    AllCounts,
    count_confusions,
    even_thresholds,
    evenly_spread,
    more_than_one,
)
from engine.training.weighting import as_float

CURVES = {
    "ROC": "ROC", "roc": "ROC", "PR": "PR", "pr": "PR", "PR_GAIN": "PR_GAIN", "PRGAIN": "PR_GAIN",
    "pr_gain": "PR_GAIN", "prgain": "PR_GAIN",
}
SUMS = {
    "interpolation": "interpolation", "Interpolation": "interpolation", "majoring": "majoring",
    "Majoring": "majoring", "minoring": "minoring", "Minoring": "minoring",
}


def chosen(value: Any, known: dict[str, str], argument: str) -> str:
    """The canonical word for one of several spellings. Raises DesignError for another."""
    if value not in known:
        raise DesignError(
            "{argument} cannot be {value}.", fix="Choose one of: {known}.", argument=argument,
            value=repr(value), known=sorted(set(known.values())),
        )
    return known[value]


@metric
class AUC(AllCounts):
    """The area under the ROC or the precision-recall curve, summed up over thresholds.

    With `multi_label` it is taken for each label and averaged, with `label_weights` if given.
    """

    def __init__(
        self, num_thresholds=200, curve="ROC", summation_method="interpolation", name=None,
        dtype=None, thresholds=None, multi_label=False, num_labels=None, label_weights=None,
        from_logits=False,
    ):
        super().__init__(name=name, dtype=dtype)
        self.curve = chosen(curve, CURVES, "curve")
        self.summation_method = chosen(summation_method, SUMS, "summation_method")
        self._given_thresholds = thresholds is not None
        if thresholds is None:
            inner = even_thresholds(more_than_one(num_thresholds, 2))[1:-1]
            self._even = True
        else:
            inner = sorted(thresholds)
            self._even = evenly_spread([0.0, *inner, 1.0])
        self.num_thresholds = len(inner) + 2
        # The outer ones lie outside, so that predictions of 0 and 1 are on the right side.
        self._thresholds = np.array([-EPSILON, *inner, 1.0 + EPSILON])
        self.multi_label, self.num_labels = multi_label, num_labels
        self.label_weights = None
        if label_weights is not None:
            self.label_weights = np.asarray(label_weights, np.float32)
            if (self.label_weights < 0).any():
                raise DesignError("label_weights must not be below 0.")
        self.from_logits = from_logits
        self._sums = {}
        if multi_label:
            if num_labels:
                self._make_sums((self.num_thresholds, num_labels))
        elif num_labels:
            raise DesignError("num_labels is only needed with multi_label=True.")
        else:
            self._make_sums((self.num_thresholds,))

    @property
    def thresholds(self) -> list[float]:
        return list(self._thresholds)

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = ops.convert_to_tensor(y_true), as_float(y_pred)
        if self.multi_label or self.label_weights is not None:
            self._check_labels(y_true, y_pred)
        if not self._sums:
            self._make_sums((self.num_thresholds, y_pred.shape[-1]))
        if self.from_logits:
            y_pred = ops.sigmoid(y_pred)
        count_confusions(
            self._sums, y_true, y_pred, self._thresholds, sample_weight, even=self._even,
            multi_label=self.multi_label, label_weights=self.label_weights,
        )

    def _check_labels(self, y_true: Tensor, y_pred: Tensor) -> None:
        known = {y_pred.shape[-1]}
        if self._sums and self.multi_label:
            known.add(self._sums["true_positives"].shape[1])
        if self.label_weights is not None:
            known.add(len(self.label_weights))
        if y_true.ndim != 2 or y_pred.ndim != 2 or len(known) > 1:
            raise DesignError(
                "The metric {metric} needs targets and predictions of shape (samples, labels) with "
                "one label weight for each label, but gets {targets} and {predictions}.",
                metric=self.name, targets=y_true.shape, predictions=y_pred.shape,
            )

    def result(self):
        if not self._sums:
            raise DesignError(
                "The metric {metric} has no value yet.", fix="Call update_state first.",
                metric=self.name,
            )
        tp, tn, fp, fn = (ops.convert_to_tensor(self._sums[name]) for name in KINDS)
        if self.curve == "PR" and self.summation_method == "interpolation":
            return self._of_labels(interpolated_precision(tp, fp, fn))
        if self.curve == "ROC":
            x, y = divide_no_nan(fp, fp + tn), divide_no_nan(tp, tp + fn)
        elif self.curve == "PR":
            x, y = divide_no_nan(tp, tp + fn), divide_no_nan(tp, tp + fp)
        else:
            x, y = gains(tp, tn, fp, fn)
        upper, lower = y[:-1], y[1:]
        heights = {
            "interpolation": lambda: (upper + lower) / 2.0,
            "minoring": lambda: ops.minimum(upper, lower),
            "majoring": lambda: ops.maximum(upper, lower),
        }[self.summation_method]()
        return self._of_labels((x[:-1] - x[1:]) * heights)

    def _of_labels(self, pieces: Tensor) -> Tensor:
        """The area from its pieces, averaged over labels."""
        if not self.multi_label:
            return ops.sum(pieces)
        areas = ops.sum(pieces, axis=0)
        if self.label_weights is None:
            return ops.mean(areas)
        return ops.sum(areas * self.label_weights) / float(self.label_weights.sum() or 1.0)

    def get_config(self):
        config = {**super().get_config(), "num_thresholds": self.num_thresholds}
        del config["thresholds"]
        return {**config, "thresholds": self.thresholds[1:-1]} if self._given_thresholds else config


def interpolated_precision(tp: Tensor, fp: Tensor, fn: Tensor) -> Tensor:
    """Pieces of the area under precision over recall (Davis and Goadrich 2006).

    Between two thresholds true positives are taken to grow evenly with all positives, not
    precision with recall.
    """
    found = tp[:-1] - tp[1:]
    p = tp + fp
    slope = divide_no_nan(found, ops.maximum(p[:-1] - p[1:], 0.0))
    intercept = tp[1:] - slope * p[1:]
    both = ops.logical_and(ops.greater(p[:-1], 0.0), ops.greater(p[1:], 0.0))
    ratio = ops.where(both, divide_no_nan(p[:-1], ops.maximum(p[1:], 0.0)), 1.0)
    area = slope * (found + intercept * ops.log(ratio))
    return divide_no_nan(area, ops.maximum(tp[1:] + fn[1:], 0.0))


def gains(tp: Tensor, tn: Tensor, fp: Tensor, fn: Tensor) -> tuple[Tensor, Tensor]:
    """Recall gain and precision gain (Flach and Kull 2015)."""
    scale = divide_no_nan(tp + fn, fp + tn)
    none = ops.equal(tp, 0.0)
    recall = ops.where(none, 0.0, 1.0 - scale * divide_no_nan(fn, tp))
    precision = ops.where(none, 1.0, 1.0 - scale * divide_no_nan(fp, tp))
    return ops.maximum(recall, 0.0), precision
