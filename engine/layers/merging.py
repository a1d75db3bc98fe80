"""Layers that join several values into one."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Axis, Boolean
from engine.layers.base import Layer
from engine.ops.base import normalise_axis
from engine.registry import Port, register

SEVERAL = (Port("inputs", many=True, minimum=2),)
ONE_OR_MORE = (Port("inputs", many=True, minimum=1),)


class Merge(Layer):
    """Folds a list of values with broadcasting; a subclass says how two become one."""

    supports_masking = True

    def combine(self, first, second):
        raise NotImplementedError(type(self).__name__)

    def build(self, input_shape):
        self._check_list(input_shape)
        self.built = True

    def _check_list(self, shapes) -> None:
        if not shapes or not isinstance(shapes[0], (list, tuple)):
            raise DesignError(
                "{layer} needs a list of at least {least} inputs, but gets {count}.",
                fix="Connect another value to it.",
                layer=self.title,
                least=2,
                count=min(1, len(shapes)),
            )

    def call(self, inputs):
        self._check_list(
            [value.shape for value in inputs] if isinstance(inputs, (list, tuple)) else inputs.shape
        )
        return self.fold(aligned(inputs))

    def fold(self, values):
        result = values[0]
        for value in values[1:]:
            try:
                result = self.combine(result, value)
            except DesignError:
                raise DesignError(
                    "{layer} joins values of shapes {shapes}, which do not fit element by element.",
                    fix="Make the shapes equal, for example with a Dense layer or a convolution "
                    "with one more window of size 1 in the shorter branch.",
                    layer=self.title,
                    shapes=[str(value.shape) for value in values],
                ) from None
        return result

    def _check_masks(self, inputs, mask) -> None:
        for word, value in (("inputs", inputs), ("masks", mask)):
            if not isinstance(value, (list, tuple)):
                raise DesignError(
                    "{layer} needs a list of {word}.", layer=self.title, word=word
                )
        if len(inputs) != len(mask):
            raise DesignError(
                "{layer} has {count} inputs, but {masks} masks.", layer=self.title,
                fix="Give one mask, or None, for each input.", count=len(inputs), masks=len(mask),
            )

    def compute_mask(self, inputs, mask=None):
        if mask is None:
            return None
        self._check_masks(inputs, mask)
        known = [one for one in mask if one is not None]
        if not known:
            return None
        result = known[0]
        for one in known[1:]:
            result = ops.logical_and(result, one)
        return result


def exactly_two(layer, count) -> DesignError:
    return DesignError(
        "{layer} needs exactly two inputs, but gets {count}.", layer=layer.title, count=count
    )


def aligned(values):
    """Values with the same number of axes: sizes of 1 are put in after the batch axis."""
    rank = max(len(value.shape) for value in values)
    result = []
    for value in values:
        missing = rank - len(value.shape)
        if missing:
            value = ops.expand_dims(value, tuple(range(1, 1 + missing)))
        result.append(value)
    return result


@register("merge", inputs=SEVERAL, chapter=True)
class Add(Merge):
    """Adds its inputs element by element. Residual networks add a block's input to its output."""

    def combine(self, first, second):
        return ops.add(first, second)


@register("merge", inputs=(Port("first"), Port("second")), chapter=True)
class Subtract(Merge):
    """First input minus second input, element by element."""

    def combine(self, first, second):
        return ops.subtract(first, second)

    def _check_list(self, shapes):
        super()._check_list(shapes)
        if len(shapes) != 2:
            raise exactly_two(self, len(shapes))


@register("merge", inputs=SEVERAL)
class Multiply(Merge):
    """Multiplies its inputs element by element: one branch can gate another."""

    def combine(self, first, second):
        return ops.multiply(first, second)


@register("merge", inputs=SEVERAL)
class Average(Merge):
    """The mean of its inputs, element by element."""

    def fold(self, values):
        return ops.divide(super().fold(values), float(len(values)))

    def combine(self, first, second):
        return ops.add(first, second)


@register("merge", inputs=SEVERAL, chapter=True)
class Maximum(Merge):
    """The largest of its inputs, element by element."""

    def combine(self, first, second):
        return ops.maximum(first, second)


@register("merge", inputs=SEVERAL, chapter=True)
class Minimum(Merge):
    """The smallest of its inputs, element by element."""

    def combine(self, first, second):
        return ops.minimum(first, second)


@register("merge", inputs=SEVERAL, chapter=True)
class Concatenate(Merge):
    """Puts its inputs one behind the other along an axis; all other sizes must be equal."""

    axis = Axis(-1, "The axis along which the inputs follow each other.")
    least = 1

    def call(self, inputs):
        self._check_list(
            [value.shape for value in inputs] if isinstance(inputs, (list, tuple)) else inputs.shape
        )
        try:
            return ops.concatenate(inputs, axis=self.axis)
        except DesignError:
            raise DesignError(
                "{layer} joins shapes {shapes} along axis {axis}: their other sizes must be equal.",
                fix="Make all sizes but that of axis {axis} equal, or choose another axis.",
                where=Where(field="axis"),
                layer=self.title,
                axis=self.axis,
                shapes=[str(value.shape) for value in inputs],
            ) from None

    def compute_mask(self, inputs, mask=None):
        if mask is None:
            return None
        self._check_masks(inputs, mask)
        if all(one is None for one in mask):
            return None
        axis = normalise_axis(self.axis, len(inputs[0].shape))
        masks = []
        for value, one in zip(inputs, mask, strict=True):
            if one is None:
                masks.append(ops.cast(ops.ones_like(value), "bool"))
            elif len(one.shape) < len(value.shape):
                missing = tuple(range(len(one.shape), len(value.shape)))
                wide = ops.expand_dims(one, missing)
                masks.append(ops.logical_and(wide, ops.cast(ops.ones_like(value), "bool")))
            else:
                masks.append(one)
        return ops.all(ops.concatenate(masks, axis=axis), axis=-1)


@register("merge", inputs=(Port("first"), Port("second")))
class Dot(Merge):
    """Products summed over one axis of each of two inputs, sample by sample."""

    axes = Axis(doc="The axis, or one axis of each input, that is summed over.", several=True)
    normalize = Boolean(False, "Whether vectors are scaled to length 1 first: cosine similarity.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.axes, tuple) and len(self.axes) != 2:
            raise DesignError(
                "{layer} needs one axis, or one for each of its two inputs, not {axes}.",
                where=Where(field="axes"), layer=self.title, axes=self.axes,
            )

    def _check_list(self, shapes):
        super()._check_list(shapes)
        if len(shapes) != 2:
            raise exactly_two(self, len(shapes))

    def call(self, inputs):
        self._check_list(
            [value.shape for value in inputs] if isinstance(inputs, (list, tuple)) else inputs.shape
        )
        first, second = inputs
        axes = self.axes if isinstance(self.axes, tuple) else (self.axes, self.axes)
        axes = tuple(
            normalise_axis(axis, len(value.shape)) for axis, value in zip(axes, inputs, strict=True)
        )
        if self.normalize:
            first, second = (
                value / ops.maximum(ops.norm(value, axis=axis, keepdims=True), 1e-6)
                for value, axis in zip(inputs, axes, strict=True)
            )
        return ops.batch_dot(first, second, axes=axes)

    def compute_mask(self, inputs, mask=None):
        return None


def _function(cls):
    """Keras's function form: ``add([a, b])`` is ``Add()([a, b])``."""

    def call(inputs, **kwargs):
        return cls(**kwargs)(inputs)

    call.__name__ = cls.__name__.lower()
    call.__doc__ = cls.__doc__
    return call


add, subtract, multiply, average, maximum, minimum = (
    _function(cls) for cls in (Add, Subtract, Multiply, Average, Maximum, Minimum)
)


def concatenate(inputs, axis=-1, **kwargs):
    return Concatenate(axis=axis, **kwargs)(inputs)


def dot(inputs, axes, normalize=False, **kwargs):
    return Dot(axes=axes, normalize=normalize, **kwargs)(inputs)


__all__ = [
    "Add",
    "Average",
    "Concatenate",
    "Dot",
    "Maximum",
    "Minimum",
    "Multiply",
    "Subtract",
    "add",
    "average",
    "concatenate",
    "dot",
    "maximum",
    "minimum",
    "multiply",
    "subtract",
]
