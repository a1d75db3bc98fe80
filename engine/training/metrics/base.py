"""What is a metric? A layer that gathers numbers batch by batch and says what they come to."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError, DesignTypeError
from engine.layers.base import Layer
from engine.nest import flatten
from engine.ops.base import is_graph_value
from engine.ops.elementwise import divide_no_nan
from engine.tape import Tensor, current_tape
from engine.training.tables import Table, plain
from engine.training.weighting import (
    apply_valid_mask,
    as_float,
    at_once,
    mask_of,
    match_ranks,
    on_arrays_too,
    weights_fit,
)
from engine.variables import Variable

table = Table("metric")


def metric(cls: type) -> type:
    """Decorator: offer a metric class under its name."""
    table.entries[cls.__name__] = cls
    table.entries.setdefault(cls.__name__.lower(), cls)
    return cls


class Metric(Layer):
    """A subclass makes its sums with `add_weight` and writes `update_state` and `result`.

    Both are written with `engine.ops`: the training loop traces them into its plan; called on
    arrays they run at once.
    """

    is_metric = True

    def __init__(self, name: str | None = None, dtype: Any = None, **kwargs: Any) -> None:
        super().__init__(name=name, dtype=dtype, **kwargs)
        if dtype is not None:
            # A label for configs; the sums are float32 whatever it says.
            self.dtype = getattr(dtype, "name", None) or np.dtype(dtype).name
        self.stateful = True
        self.built = True

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name in ("update_state", "result"):
            if name in vars(cls):
                setattr(cls, name, on_arrays_too(vars(cls)[name]))

    def update_state(self, *args: Any, **kwargs: Any) -> Any:
        """Add a batch to the sums. A subclass overrides this."""
        raise DesignTypeError(
            "The metric {metric} has no update_state.", fix="Write one.",
            metric=type(self).__name__,
        )

    def result(self) -> Any:
        """What the sums come to: a value, or a dict of values. A subclass overrides this."""
        raise DesignTypeError(
            "The metric {metric} has no result.", fix="Write one.", metric=type(self).__name__
        )

    def reset_state(self) -> None:
        """Forget all batches."""
        tape = current_tape()
        for variable in self.weights:
            if tape is None:
                variable.array[...] = 0.0
            else:
                variable.assign(np.zeros(variable.shape, np.float32))

    reset_states = reset_state

    def merge_state(self, metrics: Any) -> None:
        """Add the sums of other metrics of the same kind to these."""
        for other in metrics:
            if [w.shape for w in other.weights] != [w.shape for w in self.weights]:
                raise DesignError(
                    "The metric {other} cannot be merged into {metric}, because their sums differ "
                    "in shape.",
                    other=other.name, metric=self.name,
                )
            for mine, theirs in zip(self.weights, other.weights, strict=True):
                mine.array[...] += theirs.array

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Add a batch and give the result so far."""
        if any(is_graph_value(leaf) for leaf in flatten([list(args), kwargs])):
            raise DesignError(
                "The metric {metric} gathers numbers, but gets a value between layers.",
                fix="Hand the metric to compile(metrics=[…]), or use add_metric on the value.",
                metric=self.name,
            )
        result = at_once(self._updated_result)(*args, **kwargs)
        if not isinstance(result, Mapping):
            # By this add_metric knows whose value it is given.
            result._metric_obj = self
        return result

    def _updated_result(self, *args: Any, **kwargs: Any) -> Any:
        self.update_state(*args, **kwargs)
        return self.result()

    def add_weight(
        self, name: Any = None, shape: Any = (), dtype: Any = None, initializer: Any = "zeros",
        **kwargs: Any,
    ) -> Variable:
        """Make one of the metric's sums."""
        kwargs["trainable"] = False
        variable = super().add_weight(
            name=name, shape=shape, dtype=dtype, initializer=initializer or "zeros", **kwargs
        )
        # Keras puts no layer's name before a metric's sum.
        variable.path = variable.path.rpartition("/")[2]
        return variable

    def get_config(self) -> dict[str, Any]:
        """The constructor's arguments, read from attributes of their names."""
        config = {"name": self.name, "dtype": self.dtype}
        for name in inspect.signature(type(self).__init__).parameters:
            if name not in ("self", "kwargs", "name", "dtype") and hasattr(self, name):
                config[name] = plain(getattr(self, name))
        return config

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


class Reduce(Metric):
    """Sums values; a mean divides by how many there were, or by the sum of their weights."""

    averaged = True

    def __init__(self, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name=name, dtype=dtype)
        self.total = self.add_weight("total")
        if self.averaged:
            self.count = self.add_weight("count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values = as_float(values)
        if sample_weight is None:
            # Where only shapes are asked for, sizes may be open and the number does not matter.
            known = [1 if size is None else size for size in values.shape]
            count: Any = float(np.prod(known, dtype=np.int64))
        else:
            values, sample_weight = self._matched(values, as_float(sample_weight))
            values = values * sample_weight
            count = ops.sum(sample_weight)
        self.total.assign_add(ops.sum(values))
        if self.averaged:
            self.count.assign_add(count)

    def _matched(self, values: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        """Values and weights of one shape; values with more axes are folded to the weights'."""
        values, _, weights = match_ranks(values, None, weights)
        if weights_fit(weights.shape, values.shape):
            return values, ops.broadcast_to(weights, shape=values.shape)
        axes = tuple(range(weights.ndim, values.ndim))
        if axes:
            values = (ops.mean if self.averaged else ops.sum)(values, axis=axes)
        return values, weights

    def result(self) -> Any:
        if self.averaged:
            return divide_no_nan(self.total, self.count)
        return ops.convert_to_tensor(self.total)


@metric
class Sum(Reduce):
    """The weighted sum of values."""

    averaged = False

    def __init__(self, name="sum", dtype=None):
        super().__init__(name, dtype)


@metric
class Mean(Reduce):
    """The weighted mean of values."""

    def __init__(self, name="mean", dtype=None):
        super().__init__(name, dtype)


@metric
class MeanMetricWrapper(Mean):
    """The mean of a function of targets and predictions; further arguments are handed to it."""

    def __init__(self, fn, name=None, dtype=None, **kwargs):
        super().__init__(name, dtype)
        self._fn = fn
        self._options = kwargs

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_pred, y_true, _ = match_ranks(as_float(y_pred), as_float(y_true))
        values = ops.convert_to_tensor(self._fn(y_true, y_pred, **self._options))
        sample_weight = apply_valid_mask(sample_weight, mask_of(values), averaged=False)
        super().update_state(values, sample_weight)

    def get_config(self) -> dict[str, Any]:
        config = {"name": self.name, "dtype": self.dtype, **self._options}
        return {**config, "fn": self._fn.__name__} if type(self) is MeanMetricWrapper else config

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Metric:
        config = dict(config)
        function = config.pop("fn", None)
        return cls(table.get(function), **config) if cls is MeanMetricWrapper else cls(**config)


@metric
class MeanTensor(Metric):
    """The weighted mean of arrays of one shape, element by element."""

    def __init__(self, name="mean_tensor", dtype=None, shape=None):
        super().__init__(name=name, dtype=dtype)
        self.shape = shape
        self.total = self.count = None
        if shape is not None:
            self._make(shape)

    def _make(self, shape: Any) -> None:
        self.total = self.add_weight("total", shape=shape)
        self.count = self.add_weight("count", shape=shape)

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values = as_float(values)
        if self.total is None:
            self._make(values.shape)
        if tuple(values.shape) != self.total.shape:
            raise DesignError(
                "The metric {metric} takes values of shape {expected}, but gets {shape}.",
                metric=self.name, expected=self.total.shape, shape=values.shape,
            )
        counts = ops.ones_like(values)
        if sample_weight is not None:
            values, _, weights = match_ranks(values, None, as_float(sample_weight))
            if not weights_fit(weights.shape, values.shape):
                values = ops.mean(values, axis=tuple(range(weights.ndim, values.ndim)))
            counts, values = counts * weights, values * weights
        self.total.assign_add(values)
        self.count.assign_add(counts)

    def result(self) -> Any:
        if self.total is None:
            raise DesignError(
                "The metric {metric} has no value yet.", fix="Call update_state first.",
                metric=self.name,
            )
        return divide_no_nan(ops.convert_to_tensor(self.total), self.count)
