"""Operations that fold axes away: sums, means, extremes, arg-extremes, running sums."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ops.base import ALL, Op, composed, convert, known_size, normalise_axes, size_of
from engine.ops.elementwise import CHEAP, cast, exp, log, sqrt, square, stop_gradient, strided_copy
from engine.ops.movement import broadcast_to, reshape, steps_of, with_open
from engine.tape import Spec


def kept_shape(shape: Sequence[int | None], axes: Sequence[int]) -> tuple[int | None, ...]:
    """`shape` with size 1 along `axes`."""
    return tuple(1 if axis in axes else size for axis, size in enumerate(shape))


def folded_shape(shape, axes, keepdims):
    kept = kept_shape(shape, axes)
    return kept if keepdims else tuple(s for axis, s in enumerate(kept) if axis not in axes)


def as_block(plan, tensor, axes):
    """(buffer, outer, reduce, inner): the folded axes as one axis, moved together if need be."""
    shape = tensor.shape
    axes = [axis for axis in axes if shape[axis] != 1] or list(axes[:1])
    if not axes:
        return plan.of(tensor), 1, 1, size_of(shape)
    first, last = axes[0], axes[-1]
    between = [a for a in range(first, last + 1) if a not in axes and shape[a] != 1]
    if not between:
        return (
            plan.of(tensor),
            size_of(shape[:first]),
            size_of(shape[first : last + 1]),
            size_of(shape[last + 1 :]),
        )
    others = [axis for axis in range(len(shape)) if axis not in axes]
    order = [*others, *axes]
    steps = steps_of(shape)
    held = plan.scratch(size_of(shape))
    strided_copy(
        plan, plan.of(tensor), held, [shape[a] for a in order], [steps[a] for a in order], 0
    )
    return held, size_of([shape[a] for a in others]), size_of([shape[a] for a in axes]), 1


class Reduction(Op):
    """Folds axes with one kernel over [outer, reduce, inner]."""

    arity = 1
    dtype = None

    def infer(self, x, axis=None, keepdims=False):
        axes = normalise_axes(axis, len(x.shape))
        return Spec(folded_shape(x.shape, axes, keepdims), self.dtype or x.dtype)

    def emit(self, plan, record):
        x, y = record.inputs[0], record.outputs[0]
        axes = normalise_axes(record.attributes.get("axis"), len(x.shape))
        buffer, outer, reduce, inner = as_block(plan, x, axes)
        self.fold(plan, buffer, plan.of(y), outer, reduce, inner)

    def fold(self, plan, source, target, outer, reduce, inner):
        plan.step(
            f"reduction.{self.name}",
            source,
            target,
            outer,
            reduce,
            inner,
            parts=plan.shares(outer, outer * reduce * inner * CHEAP, limit=outer * inner),
        )

    def spread(self, record, gradient):
        """`gradient` in the shape of the input again."""
        x = record.inputs[0]
        axes = normalise_axes(record.attributes.get("axis"), len(x.shape))
        kept = reshape(gradient, newshape=with_open(kept_shape(x.shape, axes)))
        return broadcast_to(kept, shape=tuple(x.shape))


class Sum(Reduction):
    """Sum over axes."""

    name = "sum"

    def infer(self, x, axis=None, keepdims=False):
        spec = super().infer(x, axis, keepdims)
        return Spec(spec.shape, "int32" if x.dtype == "bool" else x.dtype)

    def fold(self, plan, source, target, outer, reduce, inner):
        fold_rows(plan, source, target, outer, reduce, inner)

    def gradient(self, record, incoming, wants):
        return [self.spread(record, incoming[0])]


def fold_rows(plan, source, target, outer, reduce, inner) -> None:
    """Steps of a sum; a tall narrow one is cut into parts that are added up in a fixed order."""
    cost = outer * reduce * inner * CHEAP
    if outer == 1 and plan.parts(cost) > 1 and inner < 256:
        partials = plan.scratch(0)
        parts = plan.shares(reduce, cost, rooms=[(partials, inner)])
        plan.step("reduction.partial_sum", source, partials, reduce, inner, parts=parts)
        plan.step("reduction.combine", partials, target, parts, inner)
    else:
        plan.step(
            "reduction.sum",
            source,
            target,
            outer,
            reduce,
            inner,
            parts=plan.parts(cost, limit=max(1, outer * inner)),
        )


class Mean(Reduction):
    """Mean over axes."""

    name = "mean"
    dtype = "float32"

    def fold(self, plan, source, target, outer, reduce, inner):
        if reduce == 1:  # as in a loss of predictions of one number each
            count = outer * inner
            plan.step("elementwise.copy", source, target, count, parts=plan.parts(count * CHEAP))
            return
        super().fold(plan, source, target, outer, reduce, inner)

    def gradient(self, record, incoming, wants):
        x, y = record.inputs[0], record.outputs[0]
        share = max(1, size_of(y.shape)) / max(1, size_of(x.shape))
        return [self.spread(record, incoming[0] * share)]


class Extreme(Reduction):
    def gradient(self, record, incoming, wants):
        """Ties share the gradient evenly, as TensorFlow's reduce_max does."""
        x, y = record.inputs[0], record.outputs[0]
        folded = normalise_axes(record.attributes.get("axis"), len(x.shape))
        if lie_together(x.shape, folded):
            return [ALL["extreme_gradient"](x, y, incoming[0], axis=folded)]
        equal = cast(ALL["equal"](x, self.spread(record, y)), "float32")
        axes = record.attributes.get("axis")
        count = ALL["sum"](equal, axis=axes, keepdims=record.attributes.get("keepdims", False))
        return [equal * self.spread(record, incoming[0] / count)]


def lie_together(shape, axes):
    """Whether no other axis lies between those that are folded."""
    long = [axis for axis, size in enumerate(shape) if size != 1]
    places = [place for place, axis in enumerate(long) if axis in axes]
    return not places or places[-1] - places[0] == len(places) - 1


class ExtremeGradient(Op):
    """dx from x, y and dy, where y is the largest or smallest along neighbouring axes of x."""

    name = "extreme_gradient"

    def infer(self, x, y, dy, axis):
        return Spec(x.shape)

    def gradient(self, record, incoming, wants):
        x, y, dy = record.inputs
        shares = self(x, y, ALL["ones_like"](dy), **record.attributes)
        back = ALL["sum"](shares * incoming[0], axis=record.attributes["axis"])
        return [None, None, reshape(back, newshape=with_open(dy.shape))]

    def emit(self, plan, record):
        x, y, dy = record.inputs
        buffer, outer, length, inner = as_block(plan, x, record.attributes["axis"])
        plan.step(
            "reduction.max_gradient",
            buffer,
            plan.of(y),
            plan.of(dy),
            plan.of(record.outputs[0]),
            outer,
            length,
            inner,
            parts=plan.parts(2 * outer * length * inner * CHEAP, limit=outer * inner),
        )


class Max(Extreme):
    """Largest value over axes."""

    name = "max"


class Min(Extreme):
    """Smallest value over axes."""

    name = "min"


class Prod(Reduction):
    """Product over axes."""

    name = "prod"

    def gradient(self, record, incoming, wants):
        x, y = record.inputs[0], record.outputs[0]
        return [self.spread(record, incoming[0] * y) / x]


class Any(Reduction):
    """Whether some element is not zero."""

    name = "any"
    dtype = "bool"


class All(Reduction):
    """Whether every element is not zero."""

    name = "all"
    dtype = "bool"


class ArgExtreme(Op):
    """Place of the first extreme along one axis."""

    arity = 1

    def infer(self, x, axis=-1):
        axes = normalise_axes(axis, len(x.shape))
        return Spec(folded_shape(x.shape, axes, False), "int32")

    def emit(self, plan, record):
        x, y = record.inputs[0], record.outputs[0]
        axes = normalise_axes(record.attributes.get("axis", -1), len(x.shape))
        buffer, outer, reduce, inner = as_block(plan, x, axes)
        plan.step(f"reduction.{self.name}", buffer, plan.of(y), outer, reduce, inner)


class ArgMax(ArgExtreme):
    """Place of the largest value; the first wins."""

    name = "argmax"


class ArgMin(ArgExtreme):
    """Place of the smallest value; the first wins."""

    name = "argmin"


class CumSum(Op):
    """Running sum along an axis."""

    name = "cumsum"
    arity = 1

    def infer(self, x, axis=0, reverse=False, exclusive=False):
        normalise_axes(axis, len(x.shape))
        return Spec(x.shape, "int32" if x.dtype == "bool" else x.dtype)

    def gradient(self, record, incoming, wants):
        options = {"axis": 0, "reverse": False, "exclusive": False, **record.attributes}
        return [self(incoming[0], **{**options, "reverse": not options["reverse"]})]

    def emit(self, plan, record):
        x, y = record.inputs[0], record.outputs[0]
        axes = normalise_axes(record.attributes.get("axis", 0), len(x.shape))
        buffer, outer, reduce, inner = as_block(plan, x, axes)
        plan.step(
            "reduction.cumsum",
            buffer,
            plan.of(y),
            outer,
            reduce,
            inner,
            int(record.attributes.get("reverse", False)),
            int(record.attributes.get("exclusive", False)),
        )


sum_, mean, max_, min_, prod, any_, all_, argmax, argmin, cumsum = (
    ALL[name]
    for name in ("sum", "mean", "max", "min", "prod", "any", "all", "argmax", "argmin", "cumsum")
)


@composed
def var(x, axis=None, keepdims=False):
    """Mean squared distance from the mean."""
    x = convert(x)
    return mean(square(x - mean(x, axis=axis, keepdims=True)), axis=axis, keepdims=keepdims)


@composed
def std(x, axis=None, keepdims=False):
    """Square root of `var`."""
    return sqrt(var(x, axis=axis, keepdims=keepdims))


@composed
def logsumexp(x, axis=None, keepdims=False):
    """log(sum(exp(x))), safe for large values."""
    x = convert(x)
    peak = stop_gradient(max_(x, axis=axis, keepdims=True))
    total = log(sum_(exp(x - peak), axis=axis, keepdims=True)) + peak
    if keepdims:
        return total
    return reshape(
        total, newshape=with_open(folded_shape(x.shape, normalise_axes(axis, x.ndim), False))
    )


@composed
def norm(x, axis=None, keepdims=False):
    """Euclidean length."""
    return sqrt(sum_(square(convert(x)), axis=axis, keepdims=keepdims))


@composed
def count_nonzero(x, axis=None):
    """How many elements are not zero."""
    return sum_(cast(ALL["not_equal"](convert(x), 0.0), "int32"), axis=axis)


def count_of(shape, axes):
    return known_size([shape[axis] for axis in axes])
