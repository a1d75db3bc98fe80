"""Which records compute nothing new? They become other names of what they are given."""

from __future__ import annotations

from dataclasses import replace

from engine.ops.base import ALL, size_of
from engine.tape import Record, Tensor

# Where one number meets one number these copy it.
FOLDS = frozenset({"sum", "mean", "max", "min", "prod", "broadcast_to"})


def simplify(records: list[Record]) -> list[Record]:
    """The records, where a copy is another name for its input, as a change of shape is.

    Gradients and metrics are written for any shape, so many sums are over one number and many
    factors are 1. A weight's memory changes during a step: a copy of it stays a copy.
    """
    held: set[int] = set()  # ids of values that are a weight's own memory
    found = []
    for record in records:
        weight = any(one.source == "variable" or id(one) in held for one in record.inputs[:1])
        if not weight and copies(record):
            record = replace(record, op=ALL["identity"], attributes={})
        elif weight and record.op.alias:
            held.add(id(record.outputs[0]))
        found.append(record)
    return found


def copies(record: Record) -> bool:
    """Whether the output holds the input's numbers in the input's order."""
    name, attributes = record.op.name, record.attributes
    if name in FOLDS:
        return size_of(record.inputs[0].shape) == size_of(record.outputs[0].shape) > 0
    if name == "affine":
        return attributes["scale"] == 1.0 and attributes["shift"] == 0.0
    if name == "transpose":
        return in_order(record.inputs[0], record.op.order(record.inputs[0], attributes.get("axes")))
    return False


def in_order(tensor: Tensor, axes: tuple[int, ...]) -> bool:
    """Whether only axes of size 1 change places."""
    moved = [axis for axis in axes if tensor.shape[axis] != 1]
    return moved == sorted(moved)
