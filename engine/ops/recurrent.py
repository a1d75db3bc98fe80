"""Recurrent layers over whole sequences: one operation forward, one in reverse."""

from __future__ import annotations

from typing import Any

from engine.kernels.sizes import RECURRENT_ACTIVATIONS
from engine.ops.base import ALL, Op, size_of
from engine.ops.elementwise import strided_copy
from engine.ops.linear import FLOP
from engine.tape import Spec, Tensor

GATES = {"simple_rnn": 1, "lstm": 4, "gru": 3}
# Names of the inputs, in their order; those that a call lacks are left out.
INPUTS = ("x", "kernel", "recurrent", "bias", "h0", "c0", "mask")


def named(tensors: Any, names: Any) -> dict[str, Any]:
    """Inputs by their names; None for those that are not there."""
    return {**dict.fromkeys(INPUTS), **dict(zip(names, tensors, strict=True))}


def numbers(a: dict, x: Any, units: int, keep: int, sequence: int) -> tuple[int, ...]:
    """The sizes and settings that both kernels take, in their order."""
    return (
        *x.shape, units, keep, sequence, int(a["reverse"]), int(a["zero_masked"]),
        RECURRENT_ACTIVATIONS[a["activation"]], RECURRENT_ACTIVATIONS[a["gate"]],
    )


def work(x: Any, units: int, gates: int) -> float:
    """Estimated nanoseconds of a walk forward."""
    batch, time, features = x.shape
    return batch * time * gates * units * ((features + units) * FLOP + 1.0)


class RecurrentSequence(Op):
    """A SimpleRNN, LSTM or GRU over x (batch, time, features).

    Attributes: `kind`, `names` (which of INPUTS are given), `every` (outputs of all steps or of
    the last one), `reverse`, `zero_masked`, `activation`, `gate` and `reset_after`. Results: the
    outputs, the last state, the last carry (of an LSTM), and what the reverse needs: all states,
    the gates, and the carries or what the reset gate let through.
    """

    name = "recurrent_sequence"
    spare = (1, 2, 3, 4, 5)

    def infer(self, *inputs, kind, names, every, **_):
        given = named(inputs, names)
        batch, time, _ = given["x"].shape
        units = given["recurrent"].shape[0]
        state, states = (batch, units), (batch, time, units)
        rows = None if time is None else time + 1
        return (
            Spec(states if every else state),
            Spec(state),
            Spec(state if kind == "lstm" else (0,)),
            Spec(states),
            Spec((time, batch, GATES[kind] * units)),
            Spec({"lstm": (rows, batch, units), "gru": (time, batch, units)}.get(kind, (0,))),
        )

    def gradient(self, record, incoming, wants):
        a = record.attributes
        y, _, _, hidden, gates, extra = record.outputs
        if a["every"] and "mask" not in a["names"]:
            # The outputs are the states.
            hidden = y
        arriving = [one for one in incoming[:3] if one is not None]
        present = tuple(one is not None for one in incoming[:3])
        results = recurrent_gradient(
            *record.inputs, hidden, gates, extra, *arriving, **{**a, "present": present}
        )
        by_name = dict(zip(INPUTS, [*results, None], strict=True))
        return [
            by_name[name] if wanted else None
            for name, wanted in zip(a["names"], wants, strict=True)
        ]

    def multiply_adds(self, record):
        x, kernel, recurrent = record.inputs[:3]
        return size_of(x.shape[:2]) * (size_of(kernel.shape) + size_of(recurrent.shape))

    def emit(self, plan, record):
        a = record.attributes
        kind, every = a["kind"], a["every"]
        y, last, carry, hidden, gates, extra = record.outputs
        given = named([plan.of(tensor) for tensor in record.inputs], a["names"])
        x, units = record.inputs[0], last.shape[-1]
        batch, time, _ = x.shape
        # Whether a reverse walk follows, which needs the states of all steps.
        keep = plan.has(gates)
        sequence = keep or every
        whole = batch * time * units if sequence else batch * units
        is_masked = given["mask"] is not None
        if is_masked:
            states = plan.of(hidden) if plan.has(hidden) else plan.scratch(whole)
            outputs = plan.of(y) if every or not sequence else plan.scratch(whole)
        else:
            states = plan.of(hidden) if plan.has(hidden) else plan.of(y)
            outputs = None
        held = GATES[kind] * batch * units
        rows = {"lstm": 2, "gru": 1}.get(kind, 0)
        own = {"lstm": (given["c0"],), "gru": (int(a["reset_after"]),)}.get(kind, ())
        inner = plan.of(extra) if keep and rows else plan.scratch(max(1, rows * batch * units))
        plan.step(
            f"{kind}.forward", given["x"], given["kernel"], given["recurrent"], given["bias"],
            given["h0"], given["mask"], states, outputs,
            plan.of(gates) if keep else plan.scratch(held), inner,
            *numbers(a, x, units, int(keep), int(sequence)), *own,
            parts=plan.parts(work(x, units, GATES[kind]), limit=max(1, batch)),
        )
        if sequence and not every:
            copy_step(plan, states if outputs is None else outputs, plan.of(y), x, units)
        if plan.has(last):
            if sequence:
                copy_step(plan, states, plan.of(last), x, units)
            else:
                plan.step("elementwise.copy", states, plan.of(last), batch * units)
        if kind == "lstm" and plan.has(carry):
            row = time if keep else time % 2
            plan.step("elementwise.copy", inner.at(row * batch * units), plan.of(carry),
                      batch * units)


def copy_step(plan: Any, states: Any, target: Any, x: Tensor, units: int) -> None:
    """The step that copies the last of all states (batch, time, units)."""
    batch, time, _ = x.shape
    strided_copy(plan, states, target, (batch, units), (time * units, 1), (time - 1) * units)


class RecurrentGradient(Op):
    """The reverse of `recurrent_sequence`: gradients of everything but the mask.

    Inputs: those of the forward walk, all states, gates, inner values, and those of the three
    arriving gradients that `present` tells of.
    """

    name = "recurrent_gradient"
    spare = (0, 3, 4, 5)

    def infer(self, *inputs, kind, names, **_):
        given = named(inputs[: len(names)], names)
        state = (given["x"].shape[0], given["recurrent"].shape[0])
        bias = given["bias"].shape if given["bias"] is not None else (0,)
        return (
            Spec(given["x"].shape), Spec(given["kernel"].shape), Spec(given["recurrent"].shape),
            Spec(bias), Spec(state), Spec(state if kind == "lstm" else (0,)),
        )

    def multiply_adds(self, record):
        # Once for the gradients of the values, once for those of the weights.
        x, kernel, recurrent = record.inputs[:3]
        return 2 * size_of(x.shape[:2]) * (size_of(kernel.shape) + size_of(recurrent.shape))

    def emit(self, plan, record):
        a = record.attributes
        kind, count = a["kind"], len(a["names"])
        given = named([plan.of(tensor) for tensor in record.inputs[:count]], a["names"])
        states, gates, inner, *arriving = record.inputs[count:]
        rest = iter(plan.of(tensor) for tensor in arriving)
        dy, dh, dc = (next(rest) if there else None for there in a["present"])
        x, kernel, recurrent = record.inputs[:3]
        units, (batch, _, features) = recurrent.shape[0], x.shape
        width = GATES[kind] * units
        dx, dkernel, drecurrent, dbias, dh0, dc0 = record.outputs
        parts = plan.parts(3 * work(x, units, GATES[kind]), limit=min(max(1, batch), plan.threads))
        sums = [(dkernel, features * width), (drecurrent, units * width)]
        if given["bias"] is not None:
            sums.append((dbias, size_of(dbias.shape)))
        copies = [plan.of(tensor) if parts == 1 and plan.has(tensor) else plan.scratch(parts * size)
                  for tensor, size in sums]
        first = plan.of(dh0) if plan.has(dh0) else plan.scratch(batch * units)
        own: tuple = {"gru": (int(a["reset_after"]),)}.get(kind, ())
        if kind == "lstm":
            own = (dc, plan.of(dc0) if plan.has(dc0) else plan.scratch(batch * units))
        plan.step(
            f"{kind}.backward", given["x"], transposed(plan, given["kernel"], features, width),
            transposed(plan, given["recurrent"], units, width), None, given["h0"], given["mask"],
            plan.of(states), None, self.own_copy(plan, gates),
            self.own_copy(plan, inner) if kind == "gru" else
            plan.of(inner) if kind == "lstm" else None,
            *numbers(a, x, units, 1, 1), dy, int(a["every"]), dh,
            plan.of(dx) if plan.has(dx) else None, *copies, *[None] * (3 - len(copies)), first,
            plan.scratch(plan.sizes.recurrent_scratch(batch, units, parts)), *own, parts=parts,
        )
        if parts > 1:
            for (tensor, size), copy in zip(sums, copies, strict=True):
                if plan.has(tensor):
                    plan.step("reduction.combine", copy, plan.of(tensor), parts, size)

    def own_copy(self, plan, tensor):
        """A value that the kernel overwrites: copied where somebody reads it later."""
        buffer = plan.of(tensor)
        if buffer.last <= plan.moment:
            return buffer
        held = plan.scratch(buffer.size)
        plan.step("elementwise.copy", buffer, held, buffer.size)
        return held


def transposed(plan: Any, weights: Any, rows: int, columns: int) -> Any:
    """Scratch that holds a matrix's transpose."""
    held = plan.scratch(rows * columns)
    plan.step("linear.transpose", weights, held, 1, rows, columns,
              parts=plan.parts(rows * columns * 0.5))
    return held


recurrent_sequence, recurrent_gradient = ALL["recurrent_sequence"], ALL["recurrent_gradient"]
