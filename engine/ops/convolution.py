"""Convolutions over one to three spatial axes, channels last, forward and in both reverses."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import DesignError
from engine.kernels.sizes import SMALL_ROW
from engine.ops import winograd
from engine.ops.base import ALL, Op, composed, convert, size_of
from engine.ops.linear import FLOP
from engine.ops.movement import reshape
from engine.ops.reduction import sum_
from engine.tape import Spec
from engine.walking import Shares

Pairs = tuple[tuple[int, int], ...]

_SMALL = 1 << 14  # weights, whose gradient may be added up image by image


def output_size(size: int | None, kernel: int, stride: int, padding: str, dilation: int = 1):
    """Number of places of a window along an axis; None while the axis's size is not known."""
    if size is None:
        return None
    reach = (kernel - 1) * dilation + 1
    if padding in ("same", "causal"):
        return -(-size // stride)
    return (size - reach) // stride + 1


def border(size: int, kernel: int, stride: int, padding: str, dilation: int = 1) -> tuple[int, int]:
    """Elements added before and after an axis. The odd one of "same" goes to the end."""
    if padding == "valid":
        return 0, 0
    reach = (kernel - 1) * dilation + 1
    if padding == "causal":
        return reach - 1, 0
    total = max(0, (-(-size // stride) - 1) * stride + reach - size)
    return total // 2, total - total // 2


def borders(sizes, window, strides, padding, dilation) -> Pairs:
    return tuple(
        border(size, kernel, stride, padding, rate)
        for size, kernel, stride, rate in zip(sizes, window, strides, dilation, strict=True)
    )


def three(values: Sequence[int], default: int = 1) -> tuple[int, ...]:
    """One to three spatial numbers as three, the missing leading axes filled up."""
    return (default,) * (3 - len(values)) + tuple(values)


def check_window(x: Spec, window, strides, padding, dilation) -> tuple[int | None, ...]:
    """Spatial output sizes. Raises DesignError when the window is larger than the input."""
    result = []
    for axis, (size, kernel, stride, rate) in enumerate(
        zip(x.shape[1:-1], window, strides, dilation, strict=True)
    ):
        places = output_size(size, kernel, stride, padding, rate)
        if places is not None and places < 1 and size != 0:
            raise DesignError(
                "A window of {reach} along axis {axis} is larger than the input, which has only "
                "{size} there (shape {shape}).",
                fix='Choose a smaller window, or padding "same".',
                reach=(kernel - 1) * rate + 1,
                axis=axis + 1,
                size=size,
                shape=x.shape,
            )
        result.append(None if places is None else max(places, 0))
    return tuple(result)


def geometry(x, kernel, y, a):
    """The numbers that every convolution kernel takes, in their order, from shapes of values.

    Padding is told by what stands before each axis; the output size asks for what stands behind.
    """
    inside, window = x[1:-1], kernel[:-2]
    pairs = borders(inside, window, a["strides"], a["padding"], a["dilation"])
    before = three([first for first, _ in pairs], 0)
    return (
        x[0],
        *three(inside),
        x[-1],
        *three(y[1:-1]),
        y[-1],
        *three(window),
        *three(a["strides"]),
        *three(a["dilation"]),
        a.get("groups", 1),
        *before,
    )


def work(numbers) -> float:
    """Estimated nanoseconds of a convolution with these numbers."""
    images, channels, filters, groups = numbers[0], numbers[4], numbers[8], numbers[18]
    places, window = size_of(numbers[5:8]), size_of(numbers[9:12])
    return images * places * window * channels * filters / groups * FLOP


def shares(plan, numbers, target, *whole) -> int | Shares:
    """The parts of a convolution with these numbers: small pictures are done across all images."""
    if max(target.shape[1:-1]) >= SMALL_ROW:
        return plan.shares(numbers[0], work(numbers), *whole)
    return plan.parts(work(numbers), limit=max(1, numbers[0]))


def options(record) -> dict:
    """The attributes that a convolution hands to its gradients."""
    return {k: record.attributes[k] for k in ("strides", "padding", "dilation", "groups")}


class Convolution(Op):
    """y = x * kernel (+ bias). Kernel (…window, channels / groups, filters).

    Attributes: strides, dilation (a number an axis), padding ("valid", "same", "causal"), groups.
    """

    name = "convolution"
    takes_relu = True

    def infer(self, x, kernel, *bias, strides, padding, dilation, groups=1, relu=False):
        window = kernel.shape[:-2]
        if len(x.shape) != len(window) + 2:
            raise DesignError(
                "A convolution over {count} axes needs {rank} axes (batch, …, channels), but gets "
                "{shape}.",
                count=len(window),
                rank=len(window) + 2,
                shape=x.shape,
            )
        places = check_window(x, window, strides, padding, dilation)
        return Spec((x.shape[0], *places, kernel.shape[-1]))

    def gradient(self, record, incoming, wants):
        x, kernel = record.inputs[:2]
        dy, shared = incoming[0], options(record)
        result = [
            input_gradient(dy, kernel, shape=tuple(x.shape), **shared) if wants[0] else None,
            weight_gradient(x, dy, shape=tuple(kernel.shape), **shared) if wants[1] else None,
        ]
        if len(record.inputs) == 3:
            axes = tuple(range(len(dy.shape) - 1))
            result.append(sum_(dy, axis=axes) if wants[2] else None)
        return result

    def multiply_adds(self, record):
        # Each output sums over the window and the channels of its group.
        return size_of(record.outputs[0].shape) * size_of(record.inputs[1].shape[:-1])

    def emit(self, plan, record):
        x, kernel = record.inputs[:2]
        y = record.outputs[0]
        numbers = geometry(x.shape, kernel.shape, y.shape, record.attributes)
        bias = plan.of(record.inputs[2]) if len(record.inputs) == 3 else None
        relu = int(record.attributes.get("relu", False))
        if winograd.pays(plan, numbers):
            buffers = plan.of(x), plan.of(kernel), bias, plan.of(y)
            winograd.forward(plan, *buffers, numbers, relu, work(numbers))
            return
        plan.step(
            "convolution.forward",
            plan.of(x),
            plan.of(kernel),
            bias,
            plan.of(y),
            *numbers,
            relu,
            parts=shares(plan, numbers, y, plan.of(kernel), bias),
        )


class InputGradient(Op):
    """What arrives at a convolution's input: also the forward pass of a transposed convolution.

    `shape` is the input's, which several strides and paddings would allow. A transposed
    convolution may have a bias.
    """

    name = "convolution_input_gradient"
    takes_relu = True

    def infer(self, dy, kernel, *bias, shape, strides, padding, dilation, groups=1, relu=False):
        return Spec(tuple(shape))

    def gradient(self, record, incoming, wants):
        dy, kernel = record.inputs[:2]
        arriving, shared = incoming[0], options(record)
        result = [
            convolution(arriving, kernel, **shared) if wants[0] else None,
            weight_gradient(arriving, dy, shape=tuple(kernel.shape), **shared)
            if wants[1]
            else None,
        ]
        if len(record.inputs) == 3:
            axes = tuple(range(len(arriving.shape) - 1))
            result.append(sum_(arriving, axis=axes) if wants[2] else None)
        return result

    def multiply_adds(self, record):
        # Each input is spread over the window and the channels of its group.
        return size_of(record.inputs[0].shape) * size_of(record.inputs[1].shape[:-1])

    def emit(self, plan, record):
        dy, kernel = record.inputs[:2]
        dx = record.outputs[0]
        window, groups = kernel.shape[:-2], record.attributes.get("groups", 1)
        channels, filters = dx.shape[-1], dy.shape[-1]
        numbers = geometry(dx.shape, kernel.shape, dy.shape, record.attributes)
        rotated = plan.scratch(size_of(kernel.shape))
        plan.step(
            "convolution.rotate",
            plan.of(kernel),
            rotated,
            *three(window),
            channels,
            filters,
            groups,
        )
        bias = plan.of(record.inputs[2]) if len(record.inputs) == 3 else None
        relu = int(record.attributes.get("relu", False))
        if winograd.pays(plan, numbers):
            buffers = plan.of(dy), rotated, bias, plan.of(dx)
            winograd.input_gradient(plan, *buffers, numbers, relu, work(numbers))
            return
        plan.step(
            "convolution.input_gradient",
            plan.of(dy),
            rotated,
            bias,
            plan.of(dx),
            *numbers,
            relu,
            parts=shares(plan, numbers, dx, rotated, bias),
        )


class WeightGradient(Op):
    """What arrives at a convolution's kernel."""

    name = "convolution_weight_gradient"

    def infer(self, x, dy, shape, strides, padding, dilation, groups=1):
        return Spec(tuple(shape))

    def multiply_adds(self, record):
        return size_of(record.inputs[1].shape) * size_of(record.outputs[0].shape[:-1])

    def emit(self, plan, record):
        x, dy = record.inputs
        dw = record.outputs[0]
        numbers = geometry(x.shape, dw.shape, dy.shape, record.attributes)
        if winograd.pays(plan, numbers):
            buffers = plan.of(x), plan.of(dy), plan.of(dw)
            winograd.weight_gradient(plan, *buffers, numbers, work(numbers))
            return
        # Each piece adds into a copy of its own; the copies are summed in a fixed order.
        count = size_of(dw.shape)
        parts = shares(plan, numbers, dy)
        walks = isinstance(parts, Shares) and count <= _SMALL and parts.parts == plan.pieces
        if not walks:
            parts = plan.parts(work(numbers), limit=min(max(1, x.shape[0]), plan.threads))
        copies = int(parts)
        target = plan.of(dw) if copies == 1 else plan.scratch(copies * count)
        plan.step(
            "convolution.weight_gradient",
            plan.of(x),
            plan.of(dy),
            target,
            *numbers,
            copies,
            parts=parts,
            gives=(target,),
        )
        if copies > 1:
            plan.step("reduction.combine", target, plan.of(dw), copies, count)


convolution = ALL["convolution"]
input_gradient = ALL["convolution_input_gradient"]
weight_gradient = ALL["convolution_weight_gradient"]


def depthwise(x, kernel, **attributes):
    """Every channel convolved by itself. Kernel (…window, channels, multiplier).

    Output channels are in-major: the `multiplier` results of a channel stand together, which is
    what a convolution in as many groups as channels gives.
    """
    *window, channels, multiplier = kernel.shape
    grouped = reshape(kernel, newshape=(*window, 1, channels * multiplier))
    return convolution(x, grouped, groups=channels, **attributes)


def per_axis(value, count: int) -> tuple[int, ...]:
    return (value,) * count if isinstance(value, int) else tuple(value)


@composed
def conv(inputs, kernel, strides=1, padding="valid", data_format=None, dilation_rate=1):
    """Keras 3's conv: the groups follow from the kernel's channels."""
    x, w = convert(inputs), convert(kernel)
    count = w.ndim - 2
    groups = x.shape[-1] // w.shape[-2]
    return convolution(
        x,
        w,
        strides=per_axis(strides, count),
        padding=padding,
        dilation=per_axis(dilation_rate, count),
        groups=groups,
    )
