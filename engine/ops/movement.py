"""Operations that move numbers without computing: reshape, transpose, slice, pad, join, repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.ops.base import (
    ALL,
    Op,
    composed,
    convert,
    known_size,
    normalise_axes,
    normalise_axis,
    size_of,
)
from engine.ops.elementwise import CHEAP, broadcast_shapes, merge_axes, strided_copy, sum_to
from engine.tape import Operators, Spec, Tensor, current_tape


def steps_of(shape: Sequence[int]) -> list[int]:
    """Distances in floats between neighbours along each axis of a contiguous array."""
    steps, step = [], 1
    for size in reversed(shape):
        steps.insert(0, step)
        step *= size
    return steps


def solve_shape(shape: Sequence[int | None], target: Sequence[int]) -> tuple[int | None, ...]:
    """`target` with its -1 worked out from `shape`. Raises DesignError when sizes do not match."""
    total = known_size(shape)
    open_axes = [axis for axis, size in enumerate(target) if size == -1]
    if len(open_axes) > 1:
        raise DesignError(
            "Only one size of a reshape can be -1, but {target} has {count}.",
            fix="Give all sizes but one.",
            target=tuple(target),
            count=len(open_axes),
        )
    known = size_of([size for size in target if size not in (-1, None)])
    if total is None:
        return tuple(None if size == -1 else size for size in target)
    if open_axes and known and total % known == 0:
        return tuple(total // known if size == -1 else size for size in target)
    if open_axes or (known != total and None not in target):
        raise DesignError(
            "{total} values of shape {shape} cannot be laid out as {target}.",
            fix="Choose sizes whose product is {total}.",
            total=total,
            shape=tuple(shape),
            target=tuple(target),
        )
    return tuple(target)


class Reshape(Op):
    """The same numbers in the same order under another shape; no memory moves."""

    name = "reshape"
    arity = 1
    alias = True

    def infer(self, x, newshape):
        return Spec(solve_shape(x.shape, tuple(newshape)), x.dtype)

    def gradient(self, record, incoming, wants):
        return [reshape(incoming[0], newshape=record.inputs[0].shape)]

    def emit(self, plan, record):
        pass


class Transpose(Op):
    """Axes in another order."""

    name = "transpose"
    arity = 1

    def infer(self, x, axes=None):
        axes = self.order(x, axes)
        return Spec(tuple(x.shape[axis] for axis in axes), x.dtype)

    def order(self, x, axes):
        if axes is None:
            return tuple(reversed(range(len(x.shape))))
        order = tuple(normalise_axis(axis, len(x.shape)) for axis in axes)
        if sorted(order) != list(range(len(x.shape))):
            raise DesignError(
                "The order of axes {axes} does not name each of the {rank} axes once.",
                axes=tuple(axes),
                rank=len(x.shape),
            )
        return order

    def gradient(self, record, incoming, wants):
        order = self.order(record.inputs[0], record.attributes.get("axes"))
        return [transpose(incoming[0], axes=tuple(int(axis) for axis in np.argsort(order)))]

    def emit(self, plan, record):
        (x,), (y,) = record.inputs, record.outputs
        steps = steps_of(x.shape)
        order = self.order(x, record.attributes.get("axes"))
        strided_copy(plan, plan.of(x), plan.of(y), y.shape, [steps[axis] for axis in order], 0)


class BroadcastTo(Op):
    """Repeated along axes of size 1."""

    name = "broadcast_to"
    arity = 1

    def infer(self, x, shape):
        broadcast_shapes(x.shape, shape)
        return Spec(tuple(shape), x.dtype)

    def gradient(self, record, incoming, wants):
        return [sum_to(incoming[0], record.inputs[0].shape)]

    def emit(self, plan, record):
        (x,), (y,) = record.inputs, record.outputs
        count = size_of(y.shape)
        if size_of(x.shape) == 1:
            parts = plan.parts(count * CHEAP)
            plan.step("elementwise.spread", plan.of(x), plan.of(y), count, parts=parts)
            return
        full = (1,) * (len(y.shape) - len(x.shape)) + tuple(x.shape)
        steps = [0 if size == 1 else step for size, step in zip(full, steps_of(full), strict=True)]
        strided_copy(plan, plan.of(x), plan.of(y), y.shape, steps, 0)


class Slice(Op):
    """A regular part: along each axis `counts` elements from `begins`, `steps` apart."""

    name = "strided_slice"
    arity = 1

    def infer(self, x, begins, counts, steps):
        return Spec(tuple(counts), x.dtype)

    def gradient(self, record, incoming, wants):
        x = record.inputs[0]
        return [unslice(incoming[0], shape=tuple(x.shape), **record.attributes)]

    def emit(self, plan, record):
        (x,), (y,) = record.inputs, record.outputs
        strides, offset = walk(x.shape, **record.attributes)
        strided_copy(plan, plan.of(x), plan.of(y), y.shape, strides, offset)


def walk(shape, begins, counts, steps, **_):
    """Strides and offset in floats of a slice."""
    distances = steps_of(shape)
    strides = [step * distance for step, distance in zip(steps, distances, strict=True)]
    offset = sum(begin * distance for begin, distance in zip(begins, distances, strict=True))
    return strides, offset


def strided_write(plan, source, target, dims, strides, offset, accumulate=0) -> None:
    """Steps that scatter contiguous `source` into a strided walk over `target`."""
    count = size_of(dims)
    if count == 0:
        return
    sizes, steps = merge_axes(dims, strides)
    fill = 8 - len(sizes)
    plan.step(
        "movement.strided_write",
        source,
        target,
        len(sizes),
        *sizes,
        *[1] * fill,
        *steps,
        *[0] * fill,
        offset,
        accumulate,
        parts=plan.parts(count * CHEAP * 2),
    )


def fill(plan, target, count, value=0.0) -> None:
    if count:
        plan.step("elementwise.fill", target, count, float(value), parts=plan.parts(count * 0.1))


class Unslice(Op):
    """`value` everywhere but on a slice, which holds the input: padding, and slice's gradient."""

    name = "unslice"
    arity = 1

    def infer(self, x, shape, begins, counts, steps, value=0.0):
        return Spec(tuple(shape), x.dtype)

    def gradient(self, record, incoming, wants):
        attributes = {key: record.attributes[key] for key in ("begins", "counts", "steps")}
        return [strided_slice(incoming[0], **attributes)]

    def emit(self, plan, record):
        (x,), (y,) = record.inputs, record.outputs
        fill(plan, plan.of(y), size_of(y.shape), record.attributes.get("value", 0.0))
        strides, offset = walk(
            y.shape, *(record.attributes[key] for key in ("begins", "counts", "steps"))
        )
        strided_write(plan, plan.of(x), plan.of(y), x.shape, strides, offset)


class Concatenate(Op):
    """Values one behind the other along `axis`."""

    name = "concatenate_values"

    def infer(self, *inputs, axis=-1):
        first = inputs[0]
        axis = normalise_axis(axis, len(first.shape))
        total: int | None = 0
        shape = list(first.shape)
        for spec in inputs:
            if len(spec.shape) != len(shape):
                raise DesignError(
                    "Values of shapes {first} and {other} have different numbers of axes.",
                    first=first.shape,
                    other=spec.shape,
                )
            for position, (size, other) in enumerate(zip(shape, spec.shape, strict=True)):
                if position == axis:
                    continue
                if size is None:
                    shape[position] = other
                elif other is not None and other != size:
                    raise DesignError(
                        "Shapes {first} and {other} differ along axis {position}, but are joined "
                        "along axis {axis}.",
                        fix="Make all sizes but that of axis {axis} equal.",
                        first=first.shape,
                        other=spec.shape,
                        position=position,
                        axis=axis,
                    )
            size = spec.shape[axis]
            total = None if total is None or size is None else total + size
        shape[axis] = total
        dtype = "float32" if any(s.dtype == "float32" for s in inputs) else first.dtype
        return Spec(tuple(shape), dtype)

    def gradient(self, record, incoming, wants):
        axis = normalise_axis(record.attributes["axis"], len(record.outputs[0].shape))
        result, begin = [], 0
        for tensor, wanted in zip(record.inputs, wants, strict=True):
            begins = [0] * len(tensor.shape)
            begins[axis] = begin
            begin += tensor.shape[axis]
            result.append(
                strided_slice(
                    incoming[0],
                    begins=tuple(begins),
                    counts=tuple(tensor.shape),
                    steps=(1,) * len(begins),
                )
                if wanted
                else None
            )
        return result

    def emit(self, plan, record):
        (y,) = record.outputs
        axis = normalise_axis(record.attributes["axis"], len(y.shape))
        distances, begin = steps_of(y.shape), 0
        for tensor in record.inputs:
            offset = begin * distances[axis]
            strided_write(plan, plan.of(tensor), plan.of(y), tensor.shape, distances, offset)
            begin += tensor.shape[axis]


reshape, transpose, broadcast_to, strided_slice, unslice, concatenate_values = (
    ALL[name]
    for name in (
        "reshape",
        "transpose",
        "broadcast_to",
        "strided_slice",
        "unslice",
        "concatenate_values",
    )
)


@composed
def concatenate(xs, axis=-1):
    """The values `xs` one behind the other along `axis`."""
    values = [convert(value) for value in xs]
    return values[0] if len(values) == 1 else concatenate_values(*values, axis=axis)


@composed
def stack(*xs, axis=0):
    """Values of equal shape along a new axis. Takes a list or several values."""
    values = xs[0] if len(xs) == 1 and isinstance(xs[0], (list, tuple)) else xs
    expanded = [expand_dims(convert(value), axis) for value in values]
    return expanded[0] if len(expanded) == 1 else concatenate_values(*expanded, axis=axis)


@composed
def expand_dims(x, axis):
    """`x` with an axis of size 1 put in at each given place."""
    x = convert(x)
    axes = axis if isinstance(axis, (list, tuple)) else (axis,)
    shape = list(x.shape)
    for place in sorted(normalise_axis(int(item), len(x.shape) + len(axes)) for item in axes):
        shape.insert(place, 1)
    return reshape(x, newshape=with_open(shape))


@composed
def squeeze(x, axis=None):
    """`x` without its axes of size 1, or without the given ones."""
    x = convert(x)
    chosen = normalise_axes(axis, len(x.shape)) if axis is not None else None
    if chosen is not None and any(x.shape[place] not in (1, None) for place in chosen):
        raise DesignError(
            "Axis {axis} of shape {shape} is not of size 1, so it cannot be dropped.",
            axis=axis,
            shape=x.shape,
        )
    shape = [
        size
        for place, size in enumerate(x.shape)
        if (place not in chosen if chosen is not None else size != 1)
    ]
    return reshape(x, newshape=with_open(shape))


def with_open(shape: Sequence[int | None]) -> tuple[int | None, ...]:
    """A reshape target for a shape with unknown sizes: a single one becomes -1."""
    if sum(size is None for size in shape) == 1:
        return tuple(-1 if size is None else size for size in shape)
    return tuple(shape)


@composed
def getitem(x, key):
    """Python's x[key] with integers, slices, None and Ellipsis."""
    x = convert(x)
    keys = list(key) if isinstance(key, tuple) else [key]
    for item in keys:
        whole = isinstance(item, (int, np.integer)) and not isinstance(item, bool)
        if not (whole or item is None or item is Ellipsis or isinstance(item, slice)):
            raise DesignError(
                "A value cannot be indexed with {key}.",
                fix="Use integers and slices, or engine.ops.take for a list of places.",
                key=repr(item),
            )
    used = sum(item is not None and item is not Ellipsis for item in keys)
    if Ellipsis in keys:
        place = keys.index(Ellipsis)
        keys[place : place + 1] = [slice(None)] * (len(x.shape) - used)
    else:
        keys += [slice(None)] * (len(x.shape) - used)
    begins, counts, steps, shape, axis = [], [], [], [], 0
    for item in keys:
        if item is None:
            shape.append(1)
            continue
        if axis >= len(x.shape):
            raise DesignError("Shape {shape} has too few axes for this index.", shape=x.shape)
        size = x.shape[axis]
        if isinstance(item, slice):
            begin, count, step = slice_of(item, size)
            shape.append(count)
        else:
            place = int(item)
            if size is not None and not -size <= place < size:
                raise IndexError(f"Index {place} is outside an axis of size {size}.")
            begin, count, step = (place % size if size is not None else 0), 1, 1
        begins.append(begin)
        counts.append(count)
        steps.append(step)
        axis += 1
    untouched = all(
        begin == 0 and step == 1 and count == size
        for begin, count, step, size in zip(begins, counts, steps, x.shape, strict=True)
    )
    part = (
        x
        if untouched
        else strided_slice(x, begins=tuple(begins), counts=tuple(counts), steps=tuple(steps))
    )
    return part if tuple(part.shape) == tuple(shape) else reshape(part, newshape=with_open(shape))


def slice_of(item: slice, size: int | None) -> tuple[int, int | None, int]:
    """First index, number of elements and step of a slice of an axis."""
    if size is None:
        if item == slice(None):
            return 0, None, 1
        return 0, None, item.step or 1
    begin, end, step = item.indices(size)
    return begin, len(range(begin, end, step)), step


@composed
def flip(x, axis=None):
    """`x` backwards along the given axes."""
    x = convert(x)
    axes = normalise_axes(axis, len(x.shape))
    return getitem(
        x, tuple(slice(None, None, -1) if a in axes else slice(None) for a in range(x.ndim))
    )


@composed
def pad(x, pad_width, mode="constant", constant_values=0.0):
    """`x` with (before, after) elements added along each axis: constant, reflect, symmetric."""
    x = convert(x)
    widths = [(w, w) if isinstance(w, int) else tuple(w) for w in pad_width]
    if all(width == (0, 0) for width in widths):
        return x
    if mode != "constant":
        return mirrored(x, widths, skip=1 if mode == "reflect" else 0)
    shape = tuple(
        None if size is None else size + before + after
        for size, (before, after) in zip(x.shape, widths, strict=True)
    )
    return unslice(
        x,
        shape=shape,
        begins=tuple(before for before, _ in widths),
        counts=tuple(x.shape),
        steps=(1,) * len(widths),
        value=float(constant_values),
    )


def mirrored(x: Tensor, widths, skip: int) -> Tensor:
    """`x` continued by its own mirror image; `skip` leaves out the edge itself."""
    for axis, (before, after) in enumerate(widths):
        size = x.shape[axis]

        def cut(first, count, axis=axis, x=x):
            key = [slice(None)] * x.ndim
            key[axis] = slice(first, first + count)
            return flip(x[tuple(key)], axis=axis)

        pieces = [cut(skip, before)] if before else []
        pieces.append(x)
        if after:
            pieces.append(cut(size - skip - after, after))
        x = concatenate(pieces, axis=axis)
    return x


@composed
def tile(x, repeats):
    """`x` repeated as a whole, `repeats` times along each axis."""
    x = convert(x)
    counts = (1,) * (x.ndim - len(repeats)) + tuple(repeats)
    spread, shape, result = [], [], []
    for size, count in zip((1,) * (len(counts) - x.ndim) + tuple(x.shape), counts, strict=True):
        spread += [1, size]
        shape += [count, size]
        result.append(None if size is None else size * count)
    if any(size is None for size in spread):
        # Only shapes are asked for: the sizes that are known suffice.
        return shape_only(x, result)
    return reshape(broadcast_to(reshape(x, newshape=spread), shape=tuple(shape)), newshape=result)


@composed
def repeat(x, repeats, axis=None):
    """Each element `repeats` times in place, along `axis` (all axes flattened when None)."""
    x = convert(x)
    if axis is None:
        x, axis = reshape(x, newshape=(-1,)), 0
    axis = normalise_axis(axis, x.ndim)
    shape = list(x.shape)
    spread = [*shape[: axis + 1], 1, *shape[axis + 1 :]]
    full = [*shape[: axis + 1], repeats, *shape[axis + 1 :]]
    shape[axis] = None if shape[axis] is None else shape[axis] * repeats
    if any(size is None for size in full):
        return shape_only(x, shape)
    return reshape(broadcast_to(reshape(x, newshape=spread), shape=tuple(full)), newshape=shape)


class Unknown(Op):
    """A value of which only the shape matters: on tapes that work out shapes and never run."""

    name = "shape_only"
    arity = 1

    def infer(self, x, shape):
        return Spec(tuple(shape), x.dtype)


def shape_only(x: Tensor, shape: Sequence[int | None]) -> Tensor:
    return ALL["shape_only"](x, shape=tuple(shape))


def laid_out(x: Tensor, shape: Sequence[int | None]) -> Tensor:
    """A reshape whose sizes may be open, where only shapes are asked for."""
    if None in x.shape or None in shape:
        return shape_only(x, shape)
    return reshape(x, newshape=tuple(shape))


@composed
def split(x, indices_or_sections, axis=0):
    """`x` cut along `axis` into equal parts, or at the given places. Returns a list."""
    x = convert(x)
    axis = normalise_axis(axis, x.ndim)
    size = x.shape[axis]
    if isinstance(indices_or_sections, int):
        count = indices_or_sections
        if size is not None and size % count:
            raise DesignError(
                "An axis of size {size} cannot be cut into {count} equal parts.",
                size=size,
                count=count,
            )
        width = None if size is None else size // count
        if width is None:
            shape = [*x.shape[:axis], None, *x.shape[axis + 1 :]]
            return [shape_only(x, shape) for _ in range(count)]
        edges = [width * index for index in range(count + 1)]
    else:
        edges = [0, *indices_or_sections, size]
    key = [slice(None)] * x.ndim
    parts = []
    for begin, end in zip(edges[:-1], edges[1:], strict=True):
        key[axis] = slice(begin, end)
        parts.append(getitem(x, tuple(key)))
    return parts


@composed
def unstack(x, num=None, axis=0):
    """The values along `axis`, as a list."""
    x = convert(x)
    count = num or x.shape[normalise_axis(axis, x.ndim)]
    key = [slice(None)] * x.ndim
    parts = []
    for index in range(count):
        key[axis] = index
        parts.append(getitem(x, tuple(key)))
    return parts


@composed
def swapaxes(x, axis1, axis2):
    """`x` with two axes exchanged."""
    x = convert(x)
    order = list(range(x.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return transpose(x, axes=tuple(order))


@composed
def moveaxis(x, source, destination):
    """`x` with one axis moved to another place."""
    x = convert(x)
    order = list(range(x.ndim))
    moved = order.pop(normalise_axis(source, x.ndim))
    order.insert(normalise_axis(destination, x.ndim), moved)
    return transpose(x, axes=tuple(order))


@composed
def zeros_like(x, dtype=None):
    """Zeros of the shape of `x`."""
    return full_like(x, 0.0, dtype)


@composed
def ones_like(x, dtype=None):
    """Ones of the shape of `x`."""
    return full_like(x, 1.0, dtype)


@composed
def full_like(x, fill_value, dtype=None):
    """`fill_value` in the shape of `x`."""
    x = convert(x)
    return constant_of(fill_value, x.shape, dtype or x.dtype)


def constant_of(value: float, shape: Sequence[int | None], dtype: Any = "float32") -> Tensor:
    """A value repeated to `shape` on the active tape."""
    base = current_tape().constant(np.float32(value), getattr(dtype, "name", dtype))
    if any(size is None for size in shape):
        return shape_only(base, shape)
    return broadcast_to(base, shape=tuple(shape))


@composed
def zeros(shape, dtype="float32"):
    """Zeros of a shape."""
    return constant_of(0.0, tuple(shape), dtype)


@composed
def ones(shape, dtype="float32"):
    """Ones of a shape."""
    return constant_of(1.0, tuple(shape), dtype)


def shape(x: Any) -> tuple[int | None, ...]:
    """The sizes of a value: whole numbers while a plan is traced, None where still unknown."""
    return tuple(x.shape) if hasattr(x, "shape") else np.shape(x)


Operators.table.update(getitem=getitem)

__all__ = [name for name in globals() if not name.startswith("_") and name not in ("Any", "Record")]
