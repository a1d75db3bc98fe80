"""How much do predicted regions and true regions share? Intersection over union of classes."""

from __future__ import annotations

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.ops.elementwise import divide_no_nan
from engine.training.metrics.base import Metric, metric
from engine.training.weighting import as_float


@metric
class IoU(Metric):
    """The mean intersection over union of some classes: what predictions and targets share.

    Targets and predictions are class numbers, or one number for each class where `sparse_y_true`
    or `sparse_y_pred` is False. Elements whose target is `ignore_class` do not count.
    """

    def __init__(
        self, num_classes, target_class_ids, name=None, dtype=None, ignore_class=None,
        sparse_y_true=True, sparse_y_pred=True, axis=-1,
    ):
        super().__init__(name=name, dtype=dtype)
        self.num_classes, self.ignore_class, self.axis = num_classes, ignore_class, axis
        self.sparse_y_true, self.sparse_y_pred = sparse_y_true, sparse_y_pred
        self.target_class_ids = list(target_class_ids)
        if max(self.target_class_ids) >= num_classes:
            raise DesignError(
                "The class {number} does not exist among {classes} classes, numbered from 0.",
                number=max(self.target_class_ids), classes=num_classes,
            )
        self.total_cm = self.add_weight(
            "total_confusion_matrix", shape=(num_classes, num_classes)
        )

    def update_state(self, y_true, y_pred, sample_weight=None):
        truth = self._classes(y_true, self.sparse_y_true)
        guess = self._classes(y_pred, self.sparse_y_pred)
        if sample_weight is None:
            weights = ops.ones_like(truth)
        else:
            weights = ops.reshape(as_float(sample_weight), newshape=(-1,))
        inside = ops.logical_and(self._known(truth), self._known(guess))
        if self.ignore_class is not None:
            ignored = ops.equal(truth, float(self.ignore_class))
            weights = ops.where(ignored, 0.0, weights)
            inside = ops.logical_or(inside, ignored)
            truth, guess = ops.where(ignored, 0.0, truth), ops.where(ignored, 0.0, guess)
        # A class that does not exist makes the result NaN: a wrong count would not be seen.
        weights = ops.where(inside, weights, np.nan)
        places = ops.where(inside, truth * float(self.num_classes) + guess, 0.0)
        counts = ops.ALL["scatter_rows"](
            places, ops.reshape(weights, newshape=(-1, 1)), shape=(self.num_classes**2, 1)
        )
        self.total_cm.assign_add(ops.reshape(counts, newshape=self.total_cm.shape))

    def _classes(self, values, sparse):
        """Class numbers in one row."""
        if not sparse:
            values = ops.argmax(as_float(values), axis=self.axis)
        return ops.reshape(as_float(ops.cast(values, "int32")), newshape=(-1,))

    def _known(self, classes):
        last = self.num_classes - 1.0
        return ops.logical_and(ops.greater_equal(classes, 0.0), ops.less_equal(classes, last))

    def result(self):
        matrix = ops.convert_to_tensor(self.total_cm)
        eye = np.eye(self.num_classes, dtype=np.float32)
        shared = ops.sum(ops.where(eye, matrix, 0.0), axis=0)
        union = ops.sum(matrix, axis=0) + ops.sum(matrix, axis=1) - shared
        places = np.array(self.target_class_ids, np.int32)
        shared, union = ops.take(shared, places), ops.take(union, places)
        present = ops.sum(ops.cast(ops.not_equal(union, 0.0), "float32"))
        return divide_no_nan(ops.sum(divide_no_nan(shared, union)), present)


@metric
class BinaryIoU(IoU):
    """IoU of two classes, told apart by a threshold on one prediction."""

    def __init__(self, target_class_ids=(0, 1), threshold=0.5, name=None, dtype=None):
        super().__init__(2, target_class_ids, name, dtype)
        self.threshold = threshold

    def update_state(self, y_true, y_pred, sample_weight=None):
        above = ops.greater_equal(as_float(y_pred), float(self.threshold))
        super().update_state(y_true, ops.cast(above, "float32"), sample_weight)


@metric
class MeanIoU(IoU):
    """The mean IoU of all classes."""

    def __init__(
        self, num_classes, name=None, dtype=None, ignore_class=None, sparse_y_true=True,
        sparse_y_pred=True, axis=-1,
    ):
        super().__init__(
            num_classes, range(num_classes), name, dtype, ignore_class, sparse_y_true,
            sparse_y_pred, axis,
        )


@metric
class OneHotIoU(IoU):
    """IoU of some classes with one-hot targets."""

    def __init__(
        self, num_classes, target_class_ids, name=None, dtype=None, ignore_class=None,
        sparse_y_pred=False, axis=-1,
    ):
        super().__init__(
            num_classes, target_class_ids, name, dtype, ignore_class, False, sparse_y_pred, axis
        )


@metric
class OneHotMeanIoU(MeanIoU):
    """The mean IoU of all classes with one-hot targets."""

    def __init__(
        self, num_classes, name=None, dtype=None, ignore_class=None, sparse_y_pred=False, axis=-1
    ):
        super().__init__(num_classes, name, dtype, ignore_class, False, sparse_y_pred, axis)
