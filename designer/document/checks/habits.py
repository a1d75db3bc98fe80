"""What do beginners draw that runs, but not as they think? Layers that undo or hide each other."""

from __future__ import annotations

from collections.abc import Iterator

from designer.document.analysis import Problem
from designer.document.checks.sight import (
    KEEPS_LINEAR,
    KEEPS_MEANING,
    Sight,
    set_activation,
    set_parameter,
    take_out,
    told,
)
from designer.document.values import Node
from engine.errors import Repair

WEIGHTED = ("Dense", "Conv1D", "Conv2D", "Conv3D", "SeparableConv2D", "SeparableConv1D")
# What has no business behind probabilities, and what reads them as they are.
NORMALIZES = {"BatchNormalization", "GroupNormalization", "LayerNormalization"}
SPOILS = KEEPS_MEANING | NORMALIZES | {"ReLU", "Softmax"}
STEPS = ("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional", "Attention", "MultiHeadAttention")
# Layers in which the steps of a mask come to an end on purpose.
ENDS_STEPS = (*STEPS, "GlobalAveragePooling1D", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
TOO_MUCH = 0.8


def follows_softmax(sight: Sight) -> Iterator[Problem]:
    """Layers behind a softmax: they turn probabilities into something else."""
    for node in sight.sound():
        if sight.bends(node) != "softmax" or not sight.document.wires.out_of(node.id):
            continue
        for other in sight.after(node.id):
            again = sight.bends(other) == "softmax" and other.type in ("Softmax", "Activation")
            if other.type in SPOILS or again:
                yield told(
                    "warning",
                    other,
                    "{name} comes after the softmax of {source}: its answers are no probabilities "
                    "any more.",
                    "Put it before the softmax, or take it out.",
                    repairs=_round_softmax(sight, node, other),
                    source=node.name,
                )
            elif other.type == "Dense" and node.type == "Dense":
                yield told(
                    "hint",
                    node,
                    "{name} ends with softmax in the middle of the network: {target} sees little "
                    "of what it found.",
                    "Keep softmax for the last layer.",
                    field="activation",
                    repairs=[set_activation("relu")],
                    target=other.name,
                )


def _round_softmax(sight: Sight, node: Node, other: Node) -> list[Repair]:
    repairs = []
    if other.type in (*NORMALIZES, "Dropout"):
        moved = {"type": other.type, "parameters": other.parameters, "layer": node.id}
        steps = [("remove_layer", {}), ("insert_before", moved)]
        values = {"name": other.name, "source": node.name}
        repairs.append(Repair("steps", "Put {name} before {source}", {"repairs": steps}, values))
    repairs.append(take_out(other))
    return repairs


def embedded_numbers(sight: Sight) -> Iterator[Problem]:
    """An Embedding looks whole numbers up; what it gets is cut to one."""
    for node in sight.sound():
        given = sight.facts(node.id).inputs
        if node.type != "Embedding" or not given or given[0].dtype != "float32":
            continue
        source = sight.source_of(node.id, KEEPS_LINEAR - {"BatchNormalization"})
        if source is None:
            continue
        without = take_out(node)
        if source.type != "Input":
            width = node.parameters["output_dim"]
            yield told(
                "warning",
                node,
                "{name} looks up whole numbers such as words, but {source} gives it computed ones, "
                "which are cut off behind the point.",
                "Put the Embedding right behind the Input, or use Dense here.",
                repairs=[
                    _behind_input(sight, node),
                    Repair(
                        "replace_layer",
                        "Use Dense instead",
                        {"type": "Dense", "parameters": {"units": width}},
                    ),
                    without,
                ],
                source=source.name,
            )
        elif sight.data is not None and sight.data.kind == "table" or _is_scaled(sight):
            yield told(
                "warning",
                node,
                "{name} looks up whole numbers such as words, but the data are measurements.",
                "Use Dense here, or choose data of whole numbers.",
                repairs=[
                    Repair(
                        "replace_layer",
                        "Use Dense instead",
                        {
                            "type": "Dense",
                            "parameters": {"units": node.parameters["output_dim"]},
                        },
                    ),
                    without,
                ],
            )
        else:
            yield told(
                "hint",
                node,
                "{name} looks up whole numbers, but {source} is declared to give any numbers.",
                "Set the dtype of {source} to int32.",
                repairs=[
                    set_parameter(
                        "Set the dtype of {source} to {value}",
                        "dtype",
                        "int32",
                        layer_id=source.id,
                        source=source.name,
                    )
                ],
                source=source.name,
            )


def _behind_input(sight: Sight, node: Node) -> Repair:
    """The Embedding moved to where the data enter."""
    first = node
    while (before := sight.before(first.id)) is not None:
        first = before
    moved = {"type": node.type, "parameters": node.parameters, "layer": first.id}
    return Repair(
        "steps",
        "Put {name} behind {source}",
        {"repairs": [("remove_layer", {}), ("insert_after", moved)]},
        {"name": node.name, "source": first.name},
    )


def _is_scaled(sight: Sight) -> bool:
    return sight.data is not None and bool(sight.data.scaling) and sight.data.scaling != "none"


def lost_mask(sight: Sight) -> Iterator[Problem]:
    """The mask of an Embedding or a Masking layer that a layer in between does not hand on."""
    for node in sight.sound():
        marks = node.type == "Masking" or bool(node.parameters.get("mask_zero"))
        if not marks:
            continue
        for loser in _losers(sight, node):
            yield told(
                "hint",
                loser,
                "The mask of {source} ends at {name}: the layers behind it see the padded steps.",
                "Put {name} behind the recurrent layer, or leave the mask out.",
                repairs=_mask_repairs(node),
                source=node.name,
            )


def _losers(sight: Sight, start: Node) -> Iterator[Node]:
    """The layers that get the mask, do not hand it on, and are not meant to end it."""
    waiting, seen = sight.after(start.id), set()
    while waiting:
        node = waiting.pop(0)
        if node.id in seen or sight.facts(node.id).status != "ok" or node.type in ENDS_STEPS:
            continue
        seen.add(node.id)
        if sight.facts(node.id).masked:
            waiting += sight.after(node.id)
        elif sight.reaches(node.id, lambda other: other.type in STEPS, KEEPS_LINEAR | {node.type}):
            yield node


def _mask_repairs(node: Node) -> list[Repair]:
    if node.type == "Masking":
        return [take_out(node)]
    return [
        set_parameter(
            "Set {name} of {source} to {value}",
            "mask_zero",
            False,
            layer_id=node.id,
            source=node.name,
        )
    ]


def drops_too_much(sight: Sight) -> Iterator[Problem]:
    """Dropout that leaves nothing, or that drops the answers."""
    for node in sight.sound():
        rate = node.parameters.get("rate")
        if node.type not in KEEPS_MEANING or not isinstance(rate, (int, float)):
            continue
        usual = set_parameter("Set {name} to {value}", "rate", 0.5)
        if rate >= TOO_MUCH:
            yield told(
                "warning" if rate >= 1 else "hint",
                node,
                "{name} drops {percent} % of what it gets: next to nothing is left to learn from.",
                "Usual rates lie between 0.1 and 0.5.",
                field="rate",
                repairs=[usual],
                percent=f"{100 * rate:g}",
            )
        elif node.id in sight.analysis.outputs and sight.before(node.id) is not None:
            yield told(
                "warning",
                node,
                "{name} is the last layer: it drops answers of the network while it trains.",
                "Take it out, or put it before the last Dense layer.",
                repairs=_before_last(sight, node),
            )


def _before_last(sight: Sight, node: Node) -> list[Repair]:
    source = sight.before(node.id)
    moved = {"type": node.type, "parameters": node.parameters, "layer": source.id}
    return [
        Repair(
            "steps",
            "Put {name} before {source}",
            {"repairs": [("remove_layer", {}), ("insert_before", moved)]},
            {"name": node.name, "source": source.name},
        ),
        take_out(node),
    ]


def nothing_bends(sight: Sight) -> Iterator[Problem]:
    """Two layers in a row with nothing between them but sums: they can say no more than one."""
    for node in sight.sound():
        if node.type not in WEIGHTED or sight.bends(node) != "linear":
            continue

        def is_next(other: Node) -> bool:
            return other.type in WEIGHTED

        if sight.reaches(node.id, is_next, KEEPS_LINEAR):
            yield told(
                "hint",
                node,
                "Nothing bends the numbers between {name} and the next layer with weights: "
                "together they can do no more than one.",
                "Give {name} an activation such as relu.",
                field="activation",
                repairs=[set_activation("relu")],
            )
