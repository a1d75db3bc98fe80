"""Steps that change weights in place: what optimizers are made of, and clipping of gradients.

A value that is read from a weight on the tape after such a step is the changed one.
"""

from __future__ import annotations

from engine.ops.base import ALL, Op, size_of
from engine.tape import Spec


class Update(Op):
    """One optimizer kernel on one weight.

    Inputs: the gradient. Attributes: `kernel`, `variables` (the weight and its slots, in the
    kernel's order) and `hyper` (the array of float64 that holds the step's numbers).
    """

    name = "update"
    effect = True

    def infer(self, gradient, **_):
        return Spec(())

    def emit(self, plan, record):
        a = record.attributes
        (gradient,) = record.inputs
        weight, *slots = a["variables"]
        plan.step(
            a["kernel"],
            weight.array,
            plan.of(gradient),
            *(slot.array for slot in slots),
            weight.size,
            a["hyper"],
            parts=plan.parts(weight.size * 0.5),
        )


class InPlace(Op):
    """One kernel on weights or slots alone: decay, moving averages.

    Attributes: `kernel`, `variables` in the kernel's order, and `hyper`.
    """

    name = "in_place"
    effect = True

    def infer(self, kernel, variables, hyper):
        return Spec(())

    def emit(self, plan, record):
        a = record.attributes
        size = a["variables"][0].size
        plan.step(
            a["kernel"],
            *(variable.array for variable in a["variables"]),
            size,
            a["hyper"],
            parts=plan.parts(size * 0.25),
        )


class Store(Op):
    """A value put into a weight's memory at this place, so that the step goes on from there."""

    name = "store"
    effect = True

    def infer(self, value, variable):
        return Spec(())

    def emit(self, plan, record):
        variable = record.attributes["variable"]
        plan.step(
            "elementwise.copy", plan.of(record.inputs[0]), variable.array, variable.size,
            parts=plan.parts(variable.size * 0.2),
        )


class Advance(Op):
    """One kernel that begins an optimizer's next step: its counter and its corrections."""

    name = "advance"
    effect = True

    def infer(self, kernel, hyper):
        return Spec(())

    def emit(self, plan, record):
        plan.step(record.attributes["kernel"], record.attributes["hyper"])


class Clip(Op):
    """Gradients of at most a given length each (`clip_by_norm`) or together (`…_global_norm`)."""

    kernel = ""
    together = False

    def infer(self, *gradients, limit):
        return tuple(Spec(gradient.shape) for gradient in gradients)

    def emit(self, plan, record):
        """The kernels work in place, so each gradient is copied first: others may read it."""
        targets = [(plan.of(tensor), size_of(tensor.shape)) for tensor in record.outputs]
        for tensor, (target, size) in zip(record.inputs, targets, strict=True):
            plan.step(
                "elementwise.copy", plan.of(tensor), target, size, parts=plan.parts(size * 0.2)
            )
        groups = [targets] if self.together else [[target] for target in targets]
        for group in groups:
            parts = [plan.parts(size * 0.2) for _, size in group]
            # One cell of float64, so two of float32, for the sum of squares of each part.
            partials, first = plan.scratch(2 * sum(parts)), 0
            for (target, size), count in zip(group, parts, strict=True):
                plan.step(
                    "clipping.squared_norm", target, partials.at(2 * first), size, parts=count
                )
                first += count
            for (target, size), count in zip(group, parts, strict=True):
                plan.step(
                    self.kernel,
                    target,
                    partials,
                    first,
                    size,
                    float(record.attributes["limit"]),
                    parts=count,
                )


class ClipByNorm(Clip):
    """Each gradient scaled down to a length of at most `limit`."""

    name = "clip_by_norm"
    kernel = "clipping.clip_by_norm"


class ClipByGlobalNorm(Clip):
    """All gradients scaled down alike, to a length of at most `limit` together."""

    name = "clip_by_global_norm"
    kernel = "clipping.clip_by_global_norm"
    together = True


NAMES = ("update", "in_place", "store", "advance", "clip_by_norm", "clip_by_global_norm")
update, in_place, store, advance, clip_by_norm, clip_by_global_norm = (
    ALL[name] for name in NAMES
)
