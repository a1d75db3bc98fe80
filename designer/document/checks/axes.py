"""Which axes mean something else than was thought? Batches, channels and rows taken for another."""

from __future__ import annotations

from collections.abc import Iterator

from designer.document.analysis import Problem
from designer.document.checks.sight import Sight, insert_before, set_parameter, told
from designer.document.values import Node
from engine.errors import Repair

WINDOWS = ("Conv2D", "SeparableConv2D", "DepthwiseConv2D", "MaxPooling2D", "AveragePooling2D")
FEW_CHANNELS = (1, 3, 4)
ATTENTION = ("Attention", "AdditiveAttention")
# What a layer that goes along steps may have been meant to be, and what it keeps of its settings.
ON_PICTURES = {"Conv1D": "Conv2D", "SeparableConv1D": "SeparableConv2D"}
PICTURE = 4  # axes of a batch of pictures


def channels_in_front(sight: Sight) -> Iterator[Problem]:
    """Pictures with their colors first, read as if these were rows."""
    for node in sight.sound():
        if node.type not in WINDOWS or node.parameters.get("data_format") == "channels_first":
            continue
        source, shape = sight.before(node.id), sight.facts(node.id).inputs[0].shape
        if source is None or source.type != "Input" or len(shape) != PICTURE or None in shape[1:]:
            continue
        first, height, last = shape[1:]
        if first in FEW_CHANNELS and last not in FEW_CHANNELS and min(height, last) >= 8:
            yield told(
                "warning",
                node,
                "{name} reads {shape} as {first} row(s) of pixels with {last} channels each: the "
                "pictures seem to have their channels first.",
                "Insert Permute((2, 3, 1)) before it, which puts them last.",
                repairs=[insert_before("Insert {type}", "Permute", dims=[2, 3, 1])],
                shape=shape,
                first=first,
                last=last,
            )


def batch_in_shape(sight: Sight) -> Iterator[Problem]:
    """The shape of an Input with the batch in front, which Keras's own printouts show there."""
    if sight.data is not None:
        return  # then it is told what a sample is
    for node in sight.sound():
        shape = node.parameters.get("shape") if node.type == "Input" else None
        if not shape or shape[0] not in (None, sight.document.training.batch_size):
            continue
        if len(shape) == PICTURE and any(after.type in WINDOWS for after in sight.after(node.id)):
            yield told(
                "warning",
                node,
                "The shape of {name} begins with the size of the batch: it is that of one sample.",
                "Set its shape to {sample}.",
                field="shape",
                repairs=[set_parameter("Set the shape to {sample}", "shape", list(shape[1:]),
                                       sample=tuple(shape[1:]))],
                sample=tuple(shape[1:]),
            )  # fmt: skip


def rows_of_pictures(sight: Sight) -> Iterator[Problem]:
    """A layer along steps that gets pictures: it takes each row of pixels by itself."""
    for node in sight.sound():
        given = sight.facts(node.id).inputs
        if node.type not in ON_PICTURES or not given or len(given[0].shape) != PICTURE:
            continue
        wanted = ON_PICTURES[node.type]
        size = (node.parameters["kernel_size"] or [3])[0]
        kept = {
            name: value
            for name, value in node.parameters.items()
            if name in ("filters", "activation", "padding", "use_bias")
        }
        yield told(
            "warning",
            node,
            "{name} goes along each row of the pictures {shape} by itself: it never sees what is "
            "above or below.",
            "Use {wanted} for pictures.",
            repairs=[
                Repair(
                    "replace_layer",
                    "Use {wanted} instead",
                    {"type": wanted, "parameters": {**kept, "kernel_size": [size, size]}},
                    {"wanted": wanted},
                )
            ],
            shape=given[0].shape,
            wanted=wanted,
        )


def attends_over_samples(sight: Sight) -> Iterator[Problem]:
    """Attention between values that have no steps: it compares the samples of a batch."""
    for node in sight.sound():
        given = sight.facts(node.id).inputs
        if node.type not in ATTENTION or not given or len(given[0].shape) != 2:
            continue
        steps = [
            step
            for wire in dict.fromkeys(w.source for w in sight.document.wires.into(node.id))
            for step in _all_steps(sight.document.nodes[wire])
        ]
        mend = Repair("steps", "Let the layers before it hand on all steps", {"repairs": steps})
        yield told(
            "warning",
            node,
            "{name} gets {shape}, which has no steps: it would compare the samples of a batch with "
            "each other.",
            "Give it sequences: set return_sequences of the recurrent layer before it.",
            repairs=[mend] if steps else (),
            shape=given[0].shape,
        )


def _all_steps(node: Node) -> Iterator[tuple[str, dict]]:
    """The edit with which a recurrent layer, or one in a Bidirectional, hands on all steps."""
    inner = node.parameters.get("layer")
    if node.type == "Bidirectional" and inner:
        value = {**inner, "parameters": {**inner["parameters"], "return_sequences": True}}
        yield "set_parameter", {"layer": node.id, "name": "layer", "value": value}
    elif node.type in ("LSTM", "GRU", "SimpleRNN", "RNN"):
        yield "set_parameter", {"layer": node.id, "name": "return_sequences", "value": True}
