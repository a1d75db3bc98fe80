"""Layers that make pictures, sequences and volumes larger or smaller without weights."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Choice, Field, Integer, IntTuple
from engine.layers.base import Layer
from engine.layers.parameters import DataFormat
from engine.layers.pooling import as_given, channels_last, check_rank
from engine.registry import register


class Borders(Field):
    """Widths before and after each of some axes: a number, one number an axis, or pairs."""

    editor = "integers"

    def __init__(self, axes: int, default, doc: str) -> None:
        super().__init__(default, doc)
        self.axes = axes

    def normalise(self, value):
        whole = Integer(minimum=0)
        whole.name = self.name
        if isinstance(value, int) and not isinstance(value, bool):
            return ((whole.check(value),) * 2,) * self.axes
        if isinstance(value, (list, tuple)) and self.axes == 1 and len(value) == 2:
            return (tuple(whole.check(item) for item in value),)
        if (
            isinstance(value, (list, tuple))
            and len(value) == self.axes
            # Of a single axis Keras wants both widths.
            and (self.axes > 1 or isinstance(value[0], (list, tuple)))
        ):
            return tuple(
                tuple(whole.check(item) for item in pair)
                if isinstance(pair, (list, tuple)) and len(pair) == 2
                else (whole.check(pair),) * 2
                for pair in value
            )
        raise self.refuse(
            "{field} must be a whole number, {axes} of them, or {axes} pairs, not {value}.",
            axes=self.axes,
            value=repr(value),
        )

    def to_json(self, value):
        if self.axes == 1:
            return list(value[0])
        return [list(pair) for pair in value]

    def invalid_examples(self):
        return [None, "wide", -1, 1.5, [[1, 2, 3]] * self.axes]


class ZeroPadding(Layer):
    """Puts zeros around the spatial axes."""

    spatial = 0
    data_format = None

    def call(self, inputs):
        check_rank(self, inputs, self.spatial)
        x = channels_last(inputs, self.data_format)
        return as_given(ops.pad(x, ((0, 0), *self.padding, (0, 0))), self.data_format)


@register("shape")
class ZeroPadding1D(ZeroPadding):
    """Puts zero steps before and after a sequence."""

    spatial = 1
    padding = Borders(1, 1, "Steps before and after.")


@register("shape")
class ZeroPadding2D(ZeroPadding):
    """Puts a border of zeros around a picture."""

    spatial = 2
    padding = Borders(2, (1, 1), "Rows above and below, columns left and right.")
    data_format = DataFormat()


@register("shape")
class ZeroPadding3D(ZeroPadding):
    """Puts a border of zeros around a volume."""

    spatial = 3
    padding = Borders(3, (1, 1, 1), "Widths before and after each axis.")
    data_format = DataFormat()


class Cropping(Layer):
    """Cuts borders off the spatial axes."""

    spatial = 0
    data_format = None

    def call(self, inputs):
        check_rank(self, inputs, self.spatial)
        x = channels_last(inputs, self.data_format)
        key = [slice(None)]
        for axis, (before, after) in enumerate(self.cropping):
            size = x.shape[axis + 1]
            if size is not None and before + after >= size:
                raise DesignError(
                    "{layer} cuts {count} of the {size} places of an axis away, nothing is left.",
                    fix="Cut less.",
                    where=Where(field="cropping"),
                    layer=self.title,
                    count=before + after,
                    size=size,
                )
            key.append(slice(before, None if size is None else size - after))
        shape = tuple(
            None if size is None else size - sum(cut)
            for size, cut in zip(x.shape[1:-1], self.cropping, strict=True)
        )
        if None in shape:
            result = ops.ALL["shape_only"](x, shape=(x.shape[0], *shape, x.shape[-1]))
        else:
            result = ops.movement.getitem(x, (*key, slice(None)))
        return as_given(result, self.data_format)


@register("shape")
class Cropping1D(Cropping):
    """Cuts steps off the ends of a sequence."""

    spatial = 1
    cropping = Borders(1, (1, 1), "Steps cut off before and after.")


@register("shape")
class Cropping2D(Cropping):
    """Cuts a border off a picture."""

    spatial = 2
    cropping = Borders(2, ((0, 0), (0, 0)), "Rows cut off above and below, columns left and right.")
    data_format = DataFormat()


@register("shape")
class Cropping3D(Cropping):
    """Cuts a border off a volume."""

    spatial = 3
    cropping = Borders(3, ((1, 1), (1, 1), (1, 1)), "Widths cut off before and after each axis.")
    data_format = DataFormat()


class UpSampling(Layer):
    """Repeats every place."""

    spatial = 0
    data_format = None

    def factors(self):
        return self.size if isinstance(self.size, tuple) else (self.size,)

    def call(self, inputs):
        check_rank(self, inputs, self.spatial)
        x = channels_last(inputs, self.data_format)
        return as_given(self.enlarge(x), self.data_format)

    def enlarge(self, x):
        for axis, factor in enumerate(self.factors()):
            x = ops.repeat(x, factor, axis=axis + 1)
        return x


@register("shape")
class UpSampling1D(UpSampling):
    """Repeats each step of a sequence."""

    spatial = 1
    size = Integer(2, "How often each step is repeated.", minimum=1)


@register("shape")
class UpSampling2D(UpSampling):
    """Makes pictures larger: repeats rows and columns, or draws straight lines between them."""

    spatial = 2
    size = IntTuple(2, (2, 2), "How often rows and columns are repeated.")
    data_format = DataFormat()
    interpolation = Choice(("nearest", "bilinear"), "nearest", "How new pixels are found.")

    def enlarge(self, x):
        if self.interpolation == "nearest":
            return super().enlarge(x)
        for axis, factor in enumerate(self.factors()):
            x = straight_lines(x, axis + 1, factor)
        return x


def straight_lines(x, axis: int, factor: int):
    """`x` with `factor` times as many places along an axis, those between two on their line.

    Places are centred in their cells, as TensorFlow's resize does; the ends repeat the edge.
    """
    size = x.shape[axis]
    if size is None:
        return ops.ALL["shape_only"](x, shape=tuple(x.shape))

    def part(value, begin, end):
        return value[(*[slice(None)] * axis, slice(begin, end))]

    wide = ops.concatenate([part(x, 0, 1), x, part(x, -1, None)], axis=axis)
    before, after = part(wide, 0, -2), part(wide, 2, None)
    made = []
    for place in range(factor):  # how far a new place lies from the middle of its cell
        distance = (place + 0.5) / factor - 0.5
        other = before if distance < 0 else after
        made.append(x * (1.0 - abs(distance)) + other * abs(distance))
    shape = [*x.shape[:axis], size * factor, *x.shape[axis + 1 :]]
    return ops.reshape(ops.stack(made, axis=axis + 1), tuple(shape))


@register("shape")
class UpSampling3D(UpSampling):
    """Repeats each place of a volume along its three axes."""

    spatial = 3
    size = IntTuple(3, (2, 2, 2), "How often each axis is repeated.")
    data_format = DataFormat()


__all__ = [
    "Cropping1D",
    "Cropping2D",
    "Cropping3D",
    "UpSampling1D",
    "UpSampling2D",
    "UpSampling3D",
    "ZeroPadding1D",
    "ZeroPadding2D",
    "ZeroPadding3D",
]
