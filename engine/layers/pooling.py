"""Layers that fold windows, or all places, into one number a channel."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError, Repair
from engine.fields import Boolean, IntTuple
from engine.layers.base import Layer
from engine.layers.parameters import DataFormat, Padding
from engine.ops.pooling import average_pool_forward, max_pool_forward
from engine.registry import register
from engine.tape import current_tape

AXES = {
    1: "(batch, steps, channels)",
    2: "(batch, height, width, channels)",
    3: "(batch, depth, height, width, channels)",
}


def check_rank(layer: Layer, inputs, spatial: int) -> None:
    """Refuse inputs without exactly `spatial` axes between batch and channels."""
    if len(inputs.shape) == spatial + 2:
        return
    target = guessed_shape(inputs.shape[1:], spatial)
    raise DesignError(
        "{layer} needs {rank} axes {axes} but gets {shape}.",
        fix=advice(len(inputs.shape), spatial, target),
        repairs=[] if target is None else [reshape_repair(target)],
        layer=layer.title,
        rank=spatial + 2,
        axes=AXES[spatial],
        shape=inputs.shape,
        target=target,
    )


def advice(rank: int, spatial: int, target: tuple[int, ...] | None) -> str:
    if target is not None:
        return "Insert Reshape({target}) before it."
    if rank < spatial + 2:
        return "Insert a Reshape layer before it that adds the missing axes."
    return "Use a layer for more axes, or wrap it in TimeDistributed."


def guessed_shape(sample, spatial: int) -> tuple[int, ...] | None:
    """Sizes that a Reshape may give a sample: a square, or one more axis of size 1."""
    if None in sample or len(sample) > spatial:
        return None
    target = list(sample)
    if len(target) == 1 and spatial == 2:
        side = round(target[0] ** 0.5)
        target = [side, side, 1] if side * side == target[0] else [target[0], 1, 1]
    while len(target) < spatial + 1:
        target.append(1)
    return tuple(target)


def reshape_repair(target: tuple[int, ...]) -> Repair:
    return Repair(
        "insert_before",
        "Insert Reshape({target})",
        {"type": "Reshape", "parameters": {"target_shape": list(target)}},
    )


def channels_last(inputs, data_format):
    """`inputs` with the channels last."""
    if data_format != "channels_first":
        return inputs
    return ops.moveaxis(inputs, 1, len(inputs.shape) - 1)


def as_given(outputs, data_format):
    """`outputs` with the channels where the layer's data format has them."""
    if data_format != "channels_first":
        return outputs
    return ops.moveaxis(outputs, len(outputs.shape) - 1, 1)


class Pooling(Layer):
    """Moves a window over the spatial axes; a subclass knows how many, and what it keeps."""

    spatial = 0
    primitive = max_pool_forward

    def implied(self, name):
        return self.pool_size if name == "strides" else super().implied(name)

    def call(self, inputs):
        check_rank(self, inputs, self.spatial)
        x = channels_last(inputs, self.data_format)
        strides = self.strides if self.strides is not None else self.pool_size
        try:
            outputs = self.primitive(
                x, window=self.pool_size, strides=strides, padding=self.padding
            )
        except DesignError as error:
            raise error.at(field="pool_size") from None
        return as_given(outputs, self.data_format)


def pool_fields(spatial: int):
    return (
        IntTuple(spatial, 2, "Size of the window along each axis.", unit="px"),
        IntTuple(
            spatial,
            None,
            "Steps from one window to the next; the window's size when empty.",
            unit="px",
        ),
    )


@register("pooling", aliases=("MaxPool1D",))
class MaxPooling1D(Pooling):
    """Keeps the largest value of each window of a sequence."""

    spatial = 1
    pool_size, strides = pool_fields(1)
    padding = Padding()
    data_format = DataFormat()


@register("pooling", aliases=("MaxPool2D",), chapter=True)
class MaxPooling2D(Pooling):
    """Keeps the largest value of each window of a picture; 2 x 2 windows halve height and width.

    It has no weights. A feature counts wherever in the window it was found.
    """

    spatial = 2
    pool_size, strides = pool_fields(2)
    padding = Padding()
    data_format = DataFormat()


@register("pooling", aliases=("MaxPool3D",))
class MaxPooling3D(Pooling):
    """Keeps the largest value of each window of a volume."""

    spatial = 3
    pool_size, strides = pool_fields(3)
    padding = Padding()
    data_format = DataFormat()


@register("pooling", aliases=("AvgPool1D",))
class AveragePooling1D(Pooling):
    """Takes the mean of each window of a sequence."""

    spatial = 1
    primitive = average_pool_forward
    pool_size, strides = pool_fields(1)
    padding = Padding()
    data_format = DataFormat()


@register("pooling", aliases=("AvgPool2D",), chapter=True)
class AveragePooling2D(Pooling):
    """Takes the mean of each window of a picture; padding is not counted. It has no weights."""

    spatial = 2
    primitive = average_pool_forward
    pool_size, strides = pool_fields(2)
    padding = Padding()
    data_format = DataFormat()


@register("pooling", aliases=("AvgPool3D",))
class AveragePooling3D(Pooling):
    """Takes the mean of each window of a volume."""

    spatial = 3
    primitive = average_pool_forward
    pool_size, strides = pool_fields(3)
    padding = Padding()
    data_format = DataFormat()


class GlobalPooling(Layer):
    """Folds all places into one number a channel."""

    spatial = 0
    data_format = DataFormat()
    keepdims = Boolean(False, "Whether the folded axes stay, with size 1.")

    def axes(self):
        first = 2 if self.data_format == "channels_first" else 1
        return tuple(range(first, first + self.spatial))

    def build(self, input_shape):
        sizes = [input_shape[axis] for axis in self.axes() if axis < len(input_shape)]
        if 0 in sizes:
            raise DesignError(
                "{layer} folds {shape}, which has no places.", layer=self.title,
                shape=tuple(input_shape),
            )
        self.built = True

    def call(self, inputs):
        check_rank(self, inputs, self.spatial)
        return self.fold(inputs)

    def fold(self, inputs):
        return ops.max(inputs, axis=self.axes(), keepdims=self.keepdims)


class GlobalAveraging(GlobalPooling):
    """Takes the mean over all places."""

    def fold(self, inputs):
        return ops.mean(inputs, axis=self.axes(), keepdims=self.keepdims)


@register("pooling", aliases=("GlobalMaxPool1D",))
class GlobalMaxPooling1D(GlobalPooling):
    """Keeps the largest value of each channel over all steps."""

    spatial = 1


@register("pooling", name="GlobalMaxPool2D", aliases=("GlobalMaxPooling2D",), chapter=True)
class GlobalMaxPooling2D(GlobalPooling):
    """Keeps the largest value of each feature map: (batch, height, width, channels) becomes (batch,
    channels)."""

    spatial = 2


@register("pooling", aliases=("GlobalMaxPool3D",))
class GlobalMaxPooling3D(GlobalPooling):
    """Keeps the largest value of each channel over a volume."""

    spatial = 3


@register("pooling", aliases=("GlobalAvgPool1D",))
class GlobalAveragePooling1D(GlobalAveraging):
    """Takes the mean of each channel over all steps that are not masked."""

    spatial = 1
    supports_masking = True

    def call(self, inputs, mask=None):
        check_rank(self, inputs, self.spatial)
        if mask is None or not current_tape().concrete:
            return self.fold(inputs)
        axis = self.axes()[0]
        kept = ops.cast(mask, "float32")
        kept = ops.expand_dims(kept, 2 if axis == 1 else 1)
        total = ops.sum(inputs * kept, axis=axis, keepdims=self.keepdims)
        return total / ops.sum(kept, axis=axis, keepdims=self.keepdims)

    def compute_mask(self, inputs, mask=None):
        return None


@register("pooling", name="GlobalAvgPool2D", aliases=("GlobalAveragePooling2D",), chapter=True)
class GlobalAveragePooling2D(GlobalAveraging):
    """Takes the mean of each feature map: one number a channel stays.

    (batch, height, width, channels) becomes (batch, channels). Often stands where Flatten would,
    with far fewer weights behind it.
    """

    spatial = 2


@register("pooling", aliases=("GlobalAvgPool3D",))
class GlobalAveragePooling3D(GlobalAveraging):
    """Takes the mean of each channel over a volume."""

    spatial = 3


# The names that the tutorial uses.
GlobalMaxPool2D, GlobalAvgPool2D = GlobalMaxPooling2D, GlobalAveragePooling2D

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "GlobalAveragePooling3D",
    "GlobalAvgPool2D",
    "GlobalMaxPool2D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
    "GlobalMaxPooling3D",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
]
