"""Windows that fold into one number: max and average pooling over one to three spatial axes."""

from __future__ import annotations

from engine.ops.base import ALL, Op, size_of
from engine.ops.convolution import borders, check_window, three
from engine.tape import Spec


class Pool(Op):
    """Attributes: window, strides (a number an axis), padding ("valid" or "same")."""

    def infer(self, x, window, strides, padding):
        places = check_window(x, window, strides, padding, (1,) * len(window))
        return Spec((x.shape[0], *places, x.shape[-1]))

    def numbers(self, x, y, window, strides, padding):
        """What every pooling kernel takes after its buffers."""
        pairs = borders(x.shape[1:-1], window, strides, padding, (1,) * len(window))
        return (
            x.shape[0],
            *three(x.shape[1:-1]),
            x.shape[-1],
            *three(y.shape[1:-1]),
            *three(window),
            *three(strides),
            *three([before for before, _ in pairs], 0),
        )

    def work(self, plan, record, y):
        window = size_of(record.attributes["window"])
        return plan.shares(y.shape[0], size_of(y.shape) * window * 0.2)


class MaxPool(Pool):
    """Largest value in each window; padding never wins."""

    name = "max_pool_forward"

    def gradient(self, record, incoming, wants):
        return [
            max_pool_gradient(record.inputs[0], record.outputs[0], incoming[0], **record.attributes)
        ]

    def emit(self, plan, record):
        x, y = record.inputs[0], record.outputs[0]
        plan.step(
            "pooling.max_forward",
            plan.of(x),
            plan.of(y),
            *self.numbers(x, y, **record.attributes),
            parts=self.work(plan, record, y),
        )


class MaxPoolGradient(Pool):
    """The first maximum of each window takes the whole gradient.

    With `relu`, set by fusion, only where it is above 0: x is what a relu has cut.
    """

    name = "max_pool_gradient"

    def infer(self, x, y, dy, **_):
        return x

    def emit(self, plan, record):
        x, y, dy = record.inputs
        options = {key: record.attributes[key] for key in ("window", "strides", "padding")}
        plan.step(
            "pooling.max_gradient",
            plan.of(x),
            plan.of(y),
            plan.of(dy),
            plan.of(record.outputs[0]),
            int(record.attributes.get("relu", False)),
            *self.numbers(x, y, **options),
            parts=self.work(plan, record, y),
        )


class AveragePool(Pool):
    """Mean of each window; padding is not counted."""

    name = "average_pool_forward"

    def gradient(self, record, incoming, wants):
        return [
            average_pool_gradient(
                incoming[0], shape=tuple(record.inputs[0].shape), **record.attributes
            )
        ]

    def emit(self, plan, record):
        x, y = record.inputs[0], record.outputs[0]
        plan.step(
            "pooling.average_forward",
            plan.of(x),
            plan.of(y),
            *self.numbers(x, y, **record.attributes),
            parts=self.work(plan, record, y),
        )


class AveragePoolGradient(Pool):
    """Each element of a window gets its share."""

    name = "average_pool_gradient"

    def infer(self, dy, shape, **_):
        return Spec(tuple(shape))

    def emit(self, plan, record):
        dy, dx = record.inputs[0], record.outputs[0]
        options = {key: record.attributes[key] for key in ("window", "strides", "padding")}
        plan.step(
            "pooling.average_gradient",
            plan.of(dy),
            plan.of(dx),
            *self.numbers(dx, dy, **options),
            parts=self.work(plan, record, dy),
        )


max_pool_forward = ALL["max_pool_forward"]
max_pool_gradient = ALL["max_pool_gradient"]
average_pool_forward = ALL["average_pool_forward"]
average_pool_gradient = ALL["average_pool_gradient"]
