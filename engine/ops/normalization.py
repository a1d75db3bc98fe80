"""Batch and layer normalization as single operations with fused kernels."""

from __future__ import annotations

from engine.ops.base import ALL, Op, size_of
from engine.tape import Spec


def table(x) -> tuple[int, int]:
    """(rows, channels) of a value whose last axis is normalised per channel."""
    return size_of(x.shape[:-1]), x.shape[-1]


def walk(record, rows: int) -> tuple[str, tuple[int, ...]]:
    """(how the kernels' names begin, how they count x's rows) of a normalization or its gradient.

    Fusion may have set `relu`, and `pooled`: the width of what a 2 x 2 pool makes of the result.
    """
    width = record.attributes.get("pooled")
    if width:
        return "pooled_normalization.", (rows // (4 * width), width)
    return "normalization.batch_", (rows,)


class BatchStatistics(Op):
    """Mean and (biased) variance of each channel over all other axes."""

    name = "batch_statistics"

    def infer(self, x):
        return Spec((x.shape[-1],)), Spec((x.shape[-1],))

    def gradient(self, record, incoming, wants):
        """Only through `batch_normalize`, which differentiates both at once."""
        return [None]

    def emit(self, plan, record):
        x = record.inputs[0]
        mean, variance = record.outputs
        rows, channels = table(x)
        # The partial sums are float64: two float cells each.
        partials = plan.scratch(0)
        rooms = [(partials, 2 * channels * 2)]
        parts = plan.shares(rows, rows * channels * 0.5, rooms=rooms)
        plan.step("normalization.batch_sums", plan.of(x), partials, rows, channels, parts=parts)
        plan.step(
            "normalization.batch_statistics",
            partials,
            plan.of(mean),
            plan.of(variance),
            parts,
            rows,
            channels,
        )


class BatchNormalize(Op):
    """(x - mean) / sqrt(variance + epsilon) * gamma + beta over the last axis.

    With `batch` the mean and variance are x's own, and the gradient goes through them.
    """

    name = "batch_normalize"
    takes_relu = True

    def infer(self, x, mean, variance, gamma, beta, epsilon, batch=False, relu=False):
        return Spec(x.shape)

    def gradient(self, record, incoming, wants):
        x, mean, variance, gamma, _ = record.inputs
        dx, sums = batch_normalize_gradient(
            x,
            incoming[0],
            mean,
            variance,
            gamma,
            epsilon=record.attributes["epsilon"],
            batch=record.attributes.get("batch", False),
        )
        return [dx, None, None, sums[0], sums[1]]

    def emit(self, plan, record):
        rows, channels = table(record.inputs[0])
        kernels, places = walk(record, rows)
        x, *given = (plan.of(tensor) for tensor in record.inputs)
        plan.step(
            f"{kernels}normalize",
            x,
            *given,
            plan.of(record.outputs[0]),
            *places,
            channels,
            int(record.attributes.get("relu", False)),
            float(record.attributes["epsilon"]),
            parts=plan.shares(places[0], rows * channels * 0.4, *given),
        )


class BatchNormalizeGradient(Op):
    """dx and [dgamma, dbeta] of `batch_normalize`.

    Where fusion has set what `walk` tells of, dy arrives behind it and beta is an input too.
    """

    name = "batch_normalize_gradient"

    def infer(self, x, dy, mean, variance, gamma, epsilon, batch):
        return Spec(x.shape), Spec((2, x.shape[-1]))

    def emit(self, plan, record):
        x, dy, *given = (plan.of(tensor) for tensor in record.inputs)
        given += [None] * (4 - len(given))
        dx, sums = (plan.of(tensor) for tensor in record.outputs)
        rows, channels = table(record.inputs[0])
        kernels, places = walk(record, rows)
        relu = int(record.attributes.get("relu", False))
        numbers = *places, channels, relu, float(record.attributes["epsilon"])
        work, partials = rows * channels * 0.6, plan.scratch(0)
        shares = plan.shares(places[0], work, *given, rooms=[(partials, 2 * channels)])
        plan.step(f"{kernels}gradient_sums", x, dy, *given, partials, *numbers, parts=shares)
        plan.step("reduction.combine", partials, sums, shares, 2 * channels)
        used = sums if record.attributes["batch"] else None
        shares = plan.shares(places[0], work, *given, sums)
        plan.step(f"{kernels}gradient", x, dy, *given, used, dx, *numbers, parts=shares)


class LayerNormalize(Op):
    """(x - mean) / sqrt(variance + epsilon) * gamma + beta, each row over its last axis.

    Also gives the rows' means and variances, which the gradient needs.
    """

    name = "layer_normalize"

    def infer(self, x, gamma, beta, epsilon):
        rows = Spec(x.shape[:-1])
        return Spec(x.shape), rows, rows

    def gradient(self, record, incoming, wants):
        x, gamma, _ = record.inputs
        _, mean, variance = record.outputs
        dx, sums = layer_normalize_gradient(
            x, incoming[0], mean, variance, gamma, epsilon=record.attributes["epsilon"]
        )
        return [dx, sums[0], sums[1]]

    def emit(self, plan, record):
        x, gamma, beta = (plan.of(tensor) for tensor in record.inputs)
        y, mean, variance = (plan.of(tensor) for tensor in record.outputs)
        rows, cols = table(record.inputs[0])
        plan.step(
            "layer_normalization.layer_normalize",
            x,
            gamma,
            beta,
            y,
            mean,
            variance,
            rows,
            cols,
            float(record.attributes["epsilon"]),
            parts=plan.parts(rows * cols * 0.6),
        )


class LayerNormalizeGradient(Op):
    """dx and [dgamma, dbeta] of `layer_normalize`."""

    name = "layer_normalize_gradient"

    def infer(self, x, dy, mean, variance, gamma, epsilon):
        return Spec(x.shape), Spec((2, x.shape[-1]))

    def emit(self, plan, record):
        x, dy, mean, variance, gamma = (plan.of(tensor) for tensor in record.inputs)
        dx, sums = (plan.of(tensor) for tensor in record.outputs)
        rows, cols = table(record.inputs[0])
        epsilon = float(record.attributes["epsilon"])
        plan.step(
            "layer_normalization.layer_gradient",
            x,
            dy,
            mean,
            variance,
            gamma,
            dx,
            rows,
            cols,
            epsilon,
            parts=plan.parts(rows * cols * 0.6),
        )
        parts = plan.parts(rows * cols * 0.6, limit=min(plan.threads, max(1, rows)))
        partials = plan.scratch(parts * 2 * cols) if parts > 1 else sums
        plan.step(
            "layer_normalization.layer_gradient_sums",
            x,
            dy,
            mean,
            variance,
            partials,
            rows,
            cols,
            epsilon,
            parts=parts,
        )
        if parts > 1:
            plan.step("reduction.combine", partials, sums, parts, 2 * cols)


batch_statistics = ALL["batch_statistics"]
batch_normalize = ALL["batch_normalize"]
batch_normalize_gradient = ALL["batch_normalize_gradient"]
layer_normalize = ALL["layer_normalize"]
layer_normalize_gradient = ALL["layer_normalize_gradient"]
