"""What goes back through a convolution whose results only a global max pool reads?

Made by fusion only: it stands for the gradients of the pool, of a relu, and of the convolution.
"""

from __future__ import annotations

from engine.ops.base import Op, size_of
from engine.ops.convolution import geometry
from engine.ops.elementwise import CHEAP


class PeakGradients(Op):
    """Gradients of what a convolution reads: inputs, kernel and bias, as far as `gives` names them.

    From x, kernel, the convolution's result, its greatest of each picture, and what arrives there.
    With `relu`, the result was cut.
    """

    name = "peak_gradients"

    def emit(self, plan, record):
        x, kernel, y, top, arriving = record.inputs
        given = dict(zip(record.attributes["gives"], map(plan.of, record.outputs), strict=True))
        numbers = geometry(x.shape, kernel.shape, y.shape, record.attributes)
        count, filters = size_of(kernel.shape), y.shape[-1]
        row = count // filters
        work = (2 * size_of(y.shape) + size_of(x.shape) + x.shape[0] * count) * CHEAP
        parts = plan.parts(work, limit=min(x.shape[0], plan.threads))
        turned = sums = None
        if "inputs" in given:
            turned = plan.scratch(count)
            plan.step("peaks.turned_sum", plan.of(kernel), turned, 1, row, filters)
        if "kernel" in given:
            sums = plan.scratch(parts * count)
        biases = plan.scratch(parts * filters)
        plan.step(
            "peaks.gradients",
            plan.of(x),
            turned,
            plan.of(top),
            plan.of(y),
            *numbers,
            int(record.attributes["relu"]),
            plan.of(arriving),
            given.get("inputs"),
            sums,
            biases,
            parts=parts,
        )
        if "kernel" in given:
            plan.step("peaks.turned_sum", sums, given["kernel"], parts, filters, row)
        if "bias" in given:
            plan.step("reduction.combine", biases, given["bias"], parts, filters)
