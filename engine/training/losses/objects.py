"""Which objects hold a loss with its options? Keras's Loss, a class for each function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError, DesignTypeError
from engine.tape import Tensor
from engine.training.losses import functions
from engine.training.losses.functions import table
from engine.training.tables import Configurable
from engine.training.weighting import (
    apply_valid_mask,
    as_float,
    at_once,
    mask_of,
    match_ranks,
    weighted,
)


class Reduction:
    """How a loss becomes one number."""

    AUTO = "auto"
    NONE = "none"
    SUM = "sum"
    SUM_OVER_BATCH_SIZE = "sum_over_batch_size"

    @classmethod
    def all(cls) -> tuple[str, ...]:
        return cls.AUTO, cls.NONE, cls.SUM, cls.SUM_OVER_BATCH_SIZE

    @classmethod
    def validate(cls, key: Any) -> None:
        if key not in cls.all():
            raise DesignError(
                "A loss cannot be reduced by {key}.", fix="Choose one of: {known}.",
                key=repr(key), known=list(cls.all()),
            )


class Loss(Configurable):
    """A loss with its options. A subclass writes `call(y_true, y_pred)`: one value a sample.

    `reduction` says what becomes of the samples' values: their sum divided by how many they are
    ("auto", "sum_over_batch_size"), their "sum", or "none" to keep them apart.
    """

    def __init__(self, reduction: str = Reduction.AUTO, name: str | None = None) -> None:
        Reduction.validate(reduction)
        self.reduction = reduction
        self.name = name

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """One value a sample, written with `engine.ops`. A subclass overrides this."""
        raise DesignTypeError(
            "{loss} has no call(y_true, y_pred).", fix="Write one.", loss=type(self).__name__
        )

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        return at_once(self._reduced)(y_true, y_pred, sample_weight)

    def _reduced(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tensor:
        """The weighted values, reduced. Masked elements count nothing."""
        Reduction.validate(self.reduction)
        values = ops.convert_to_tensor(self.call(y_true, y_pred))
        masks = [mask for mask in (mask_of(y_pred), mask_of(values)) if mask is not None]
        mask = ops.logical_and(*masks) if len(masks) == 2 else masks[0] if masks else None
        averaged = self.reduction in (Reduction.AUTO, Reduction.SUM_OVER_BATCH_SIZE)
        sample_weight = apply_valid_mask(sample_weight, mask, averaged)
        values = weighted(as_float(values), sample_weight)
        if self.reduction == Reduction.NONE:
            return values
        if not averaged:
            return ops.sum(values)
        # The mean of nothing is 0 to Keras, not 0 / 0.
        return ops.mean(values) if 0 not in values.shape else ops.sum(values)

    def check_targets(self, targets: np.ndarray, output_shape: Sequence[int | None]) -> None:
        """Raise DesignError for target values that this loss cannot mean, such as class 7 of 5.

        A plan cannot stop for them, so the training loop asks before it begins.
        """

    def get_config(self) -> dict[str, Any]:
        return {"reduction": self.reduction, "name": self.name}


class LossFunctionWrapper(Loss):
    """A function of targets and predictions as a loss; further arguments are handed to it."""

    def __init__(
        self, fn: Callable, reduction: str = Reduction.AUTO, name: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(reduction, name)
        self.fn = fn
        self._options = kwargs

    def __getattr__(self, name: str) -> Any:
        options = self.__dict__.get("_options", {})
        if name in options:
            return options[name]
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def call(self, y_true: Any, y_pred: Any) -> Any:
        y_pred, y_true = ops.convert_to_tensor(y_pred), ops.convert_to_tensor(y_true)
        y_pred, y_true, _ = match_ranks(y_pred, y_true)
        return self.fn(y_true, y_pred, **self._options)

    def check_targets(self, targets: np.ndarray, output_shape: Sequence[int | None]) -> None:
        if self.fn is functions.sparse_categorical_crossentropy:
            classes = output_shape[self._options.get("axis", -1)]
            check_class_numbers(targets, classes, self._options.get("ignore_class"))

    def get_config(self) -> dict[str, Any]:
        config = {**super().get_config(), **self._options}
        return {**config, "fn": self.fn.__name__} if type(self) is LossFunctionWrapper else config

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Loss:
        # Keras writes the function's name into the config of every class.
        config = dict(config)
        function = config.pop("fn", None)
        return cls(table.get(function), **config) if cls is LossFunctionWrapper else cls(**config)


def of(function: Callable) -> Callable:
    """Decorator: the class is the loss made of `function`. One without options needs no code."""

    def put(cls: type) -> type:
        def __init__(self, reduction=Reduction.AUTO, name=function.__name__):
            LossFunctionWrapper.__init__(self, function, reduction, name)

        if "__init__" not in vars(cls):
            cls.__init__ = __init__
        table.entries[cls.__name__] = cls
        table.entries.setdefault(cls.__name__.lower(), cls)
        return cls

    return put


@of(functions.mean_squared_error)
class MeanSquaredError(LossFunctionWrapper):
    """The mean of squared errors."""


@of(functions.mean_absolute_error)
class MeanAbsoluteError(LossFunctionWrapper):
    """The mean of absolute errors."""


@of(functions.mean_absolute_percentage_error)
class MeanAbsolutePercentageError(LossFunctionWrapper):
    """The mean of errors as percentages of the targets."""


@of(functions.mean_squared_logarithmic_error)
class MeanSquaredLogarithmicError(LossFunctionWrapper):
    """The mean of squared errors of the logarithms."""


@of(functions.huber)
class Huber(LossFunctionWrapper):
    """Squared error up to delta, a straight line beyond it, so that outliers pull less."""

    def __init__(self, delta=1.0, reduction=Reduction.AUTO, name="huber_loss"):
        super().__init__(functions.huber, reduction, name, delta=delta)


@of(functions.log_cosh)
class LogCosh(LossFunctionWrapper):
    """The logarithm of the error's hyperbolic cosine: half its square near 0, its size far away."""


@of(functions.poisson)
class Poisson(LossFunctionWrapper):
    """For counts: prediction - target * log(prediction)."""


@of(functions.cosine_similarity)
class CosineSimilarity(LossFunctionWrapper):
    """Minus the cosine of the angle between target and prediction: -1 is the same direction."""

    def __init__(self, axis=-1, reduction=Reduction.AUTO, name="cosine_similarity"):
        super().__init__(functions.cosine_similarity, reduction, name, axis=axis)


@of(functions.hinge)
class Hinge(LossFunctionWrapper):
    """For targets of -1 and 1: how much is missing to a margin of 1."""


@of(functions.squared_hinge)
class SquaredHinge(LossFunctionWrapper):
    """For targets of -1 and 1: the square of what is missing to a margin of 1."""


@of(functions.categorical_hinge)
class CategoricalHinge(LossFunctionWrapper):
    """For one-hot targets: how much is missing to a margin of 1 before the best wrong class."""


@of(functions.kl_divergence)
class KLDivergence(LossFunctionWrapper):
    """How far one spread of probabilities is from another."""


@of(functions.binary_crossentropy)
class BinaryCrossentropy(LossFunctionWrapper):
    """For one probability of two classes (or one for each of several labels)."""

    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction=Reduction.AUTO,
        name="binary_crossentropy",
    ):
        super().__init__(
            functions.binary_crossentropy, reduction, name, from_logits=from_logits,
            label_smoothing=label_smoothing, axis=axis,
        )


@of(functions.binary_focal_crossentropy)
class BinaryFocalCrossentropy(LossFunctionWrapper):
    """BinaryCrossentropy that looks at the hard cases: what is classified well counts less."""

    def __init__(
        self, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False,
        label_smoothing=0.0, axis=-1, reduction=Reduction.AUTO, name="binary_focal_crossentropy",
    ):
        super().__init__(
            functions.binary_focal_crossentropy, reduction, name,
            apply_class_balancing=apply_class_balancing, alpha=alpha, gamma=gamma,
            from_logits=from_logits, label_smoothing=label_smoothing, axis=axis,
        )


@of(functions.categorical_crossentropy)
class CategoricalCrossentropy(LossFunctionWrapper):
    """For several classes with one-hot targets."""

    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction=Reduction.AUTO,
        name="categorical_crossentropy",
    ):
        super().__init__(
            functions.categorical_crossentropy, reduction, name, from_logits=from_logits,
            label_smoothing=label_smoothing, axis=axis,
        )


@of(functions.categorical_focal_crossentropy)
class CategoricalFocalCrossentropy(LossFunctionWrapper):
    """CategoricalCrossentropy that looks at the hard cases: what is classified well counts less."""

    def __init__(
        self, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1,
        reduction=Reduction.AUTO, name="categorical_focal_crossentropy",
    ):
        super().__init__(
            functions.categorical_focal_crossentropy, reduction, name, alpha=alpha, gamma=gamma,
            from_logits=from_logits, label_smoothing=label_smoothing, axis=axis,
        )


@of(functions.sparse_categorical_crossentropy)
class SparseCategoricalCrossentropy(LossFunctionWrapper):
    """For several classes with class numbers as targets."""

    def __init__(
        self, from_logits=False, ignore_class=None, reduction=Reduction.AUTO,
        name="sparse_categorical_crossentropy",
    ):
        super().__init__(
            functions.sparse_categorical_crossentropy, reduction, name, from_logits=from_logits,
            ignore_class=ignore_class,
        )


get, serialize, deserialize = table.get, table.serialize, table.deserialize


def as_loss(identifier: Any) -> Loss | None:
    """The Loss object for whatever `compile` takes: a name, an object, a class or a function."""
    found = table.get(identifier)
    if found is None or isinstance(found, Loss):
        return found
    return LossFunctionWrapper(found, name=name_of(found))


def name_of(function: Any) -> str:
    """What a function or a callable object is called in logs."""
    known = getattr(function, "name", None) or getattr(function, "__name__", None)
    return known if isinstance(known, str) else type(function).__name__.lower()


def check_class_numbers(targets: np.ndarray, classes: int, ignored: int | None = None) -> None:
    """Raise DesignError for a target that is no class number from 0 to classes - 1."""
    targets = np.asarray(targets)
    whole = targets.dtype.kind in "iu" and targets.size
    if whole and targets.min() >= 0 and targets.max() < classes:
        return
    wrong = (targets < 0) | (targets >= classes) | (targets != np.floor(targets))
    if ignored is not None:
        wrong &= targets != ignored
    if wrong.any():
        raise DesignError(
            "The target {value} is no class number: the predictions have {classes} classes, "
            "numbered from 0 to {last}.",
            fix="Number the classes from 0, or give the last layer more units.",
            value=float(targets[wrong].reshape(-1)[0]), classes=classes, last=classes - 1,
        )
