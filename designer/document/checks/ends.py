"""Does the network end in what its loss can judge? Outputs, their number and their activation."""

from __future__ import annotations

from collections.abc import Iterator

from designer.document.analysis import Problem
from designer.document.checks.sight import (
    KEEPS_MEANING,
    Sight,
    insert_before,
    set_activation,
    told,
    use_loss,
)
from designer.document.values import Node
from engine.data.fitting import CLASS_CODES, CLASS_ROWS, SOFT
from engine.errors import Repair

MANY_CLASSES = CLASS_CODES | CLASS_ROWS
PLACES = {4: "GlobalAvgPool2D", 5: "GlobalAveragePooling3D"}


def dead_ends(sight: Sight) -> Iterator[Problem]:
    """More than one layer without a wire behind it: what each is worth, one loss cannot say."""
    ends = [sight.document.nodes[key] for key in sight.analysis.outputs]
    if len(ends) < 2 or (sight.misfits and sight.data is not None):
        return
    unread = [node for node in ends if _is_loose(sight, node)]
    if unread and len(unread) < len(ends):
        for node in unread:
            yield told(
                "warning",
                node,
                "{name} leads nowhere: no layer reads what it gives, {shape}.",
                "Draw a wire from it to the layer that shall read it, or take its branch out.",
                shape=sight.out(node.id).shape,
            )
        return
    yield told(
        "hint",
        None,
        "The network has {count} outputs ({names}), but there is one loss and one target.",
        "Join them, or leave only one layer without a wire behind it.",
        count=len(ends),
        names=[node.name for node in ends],
    )


def _is_loose(sight: Sight, node: Node) -> bool:
    """Whether an end looks like the middle of a network: a picture, a sequence."""
    out = sight.out(node.id)
    return out is not None and len(out.shape) > 2


def final(sight: Sight) -> tuple[Node, Node] | None:
    """The only output, and the layer that shapes it, seen through Dropout and the like."""
    if len(sight.analysis.outputs) != 1:
        return None
    end = sight.document.nodes[sight.analysis.outputs[0]]
    if sight.facts(end.id).status != "ok":
        return None
    node: Node | None = end
    while node is not None and node.type in KEEPS_MEANING:
        node = sight.before(node.id)
    return None if node is None else (end, node)


def single_softmax(sight: Sight) -> Iterator[Problem]:
    """A softmax over one number is always 1, so nothing can be learned."""
    for node in sight.sound():
        out = sight.out(node.id)
        if sight.bends(node) != "softmax" or out is None or out.shape[-1] != 1:
            continue
        if node.id in sight.misfit_nodes:
            continue
        yield told(
            "warning",
            node,
            "{name} has a softmax over a single unit, which always gives 1.",
            "Use sigmoid for yes or no, or one unit for each class.",
            field="activation" if "activation" in node.parameters else None,
            repairs=_softmax_repairs(sight, node),
        )


def _softmax_repairs(sight: Sight, node: Node) -> list[Repair]:
    repairs = []
    if node.type == "Softmax":
        change = ("replace_layer", {"type": "Activation", "parameters": {"activation": "sigmoid"}})
    else:
        change = ("set_parameter", {"name": "activation", "value": "sigmoid"})
    loss = ("set_training", {"loss": "binary_crossentropy"})
    if sight.document.training.loss in MANY_CLASSES and node.id in sight.analysis.outputs:
        repairs.append(
            Repair(
                "steps",
                "Use sigmoid with binary_crossentropy",
                {"repairs": [change, loss]},
            )
        )
    else:
        values = {"value": "sigmoid"}
        repairs.append(Repair(change[0], "Set the activation to {value}", change[1], values))
    count = "units" if "units" in node.parameters else "filters"
    if count in node.parameters:
        classes = sight.data.classes if sight.data is not None and sight.data.classes > 1 else 2
        steps = [("set_parameter", {"name": count, "value": classes})]
        if sight.document.training.loss not in MANY_CLASSES:
            steps.append(("set_training", {"loss": "sparse_categorical_crossentropy"}))
        repairs.append(
            Repair(
                "steps",
                "Give each of the {classes} classes a unit",
                {"repairs": steps},
                {"classes": classes},
            )
        )
    return repairs


def loss_misfits(sight: Sight) -> Iterator[Problem]:
    """The last activation against the loss, whether or not the data are known."""
    ending = final(sight)
    if ending is None or sight.misfits:
        return
    end, node = ending
    loss, out, word = sight.document.training.loss, sight.out(end.id), sight.bends(node)
    if word == "sigmoid" and loss in CLASS_CODES and out.shape[-1] != 1:
        yield told(
            "warning",
            node,
            "{name} ends with sigmoid, which judges each class by itself, but {loss} expects "
            "one answer among {count}.",
            "Set its activation to softmax.",
            field="activation",
            repairs=[set_activation("softmax")],
            loss=loss,
            count=out.shape[-1],
        )
    elif word == "softmax" and loss == "binary_crossentropy" and out.shape[-1] != 1:
        yield told(
            "warning",
            node,
            "{name} ends with softmax, one answer among {count}, but {loss} judges each by itself.",
            "Choose the loss sparse_categorical_crossentropy, or set the activation to sigmoid.",
            repairs=[
                use_loss("sparse_categorical_crossentropy"),
                set_activation("sigmoid"),
            ],
            loss=loss,
            count=out.shape[-1],
        )
    elif not sight.expects_data and loss in MANY_CLASSES and word != "softmax":
        yield from _no_probabilities(sight, node, word)


def _no_probabilities(sight: Sight, node: Node, word: str) -> Iterator[Problem]:
    """Nothing is known of the data, but the loss tells classes apart: a hint."""
    loss, out = sight.document.training.loss, sight.out(node.id)
    if out.shape[-1] == 1:
        repairs = [
            Repair(
                "steps",
                "Use sigmoid with binary_crossentropy",
                {
                    "repairs": [
                        ("set_parameter", {"name": "activation", "value": "sigmoid"}),
                        ("set_training", {"loss": "binary_crossentropy"}),
                    ]
                },
            ),
            _for_numbers(),
        ]
        yield told(
            "hint",
            node,
            "{name} gives a single number, but {loss} needs one for each class.",
            "Choose a loss for yes or no, or for numbers.",
            repairs=repairs,
            loss=loss,
        )
    elif word and word not in SOFT:
        yield told(
            "hint",
            node,
            "The loss expects probabilities, but {name} ends with the activation {activation}.",
            "Set its activation to softmax.",
            field="activation",
            repairs=[set_activation("softmax"), _for_numbers()],
            activation=word,
        )


def _for_numbers() -> Repair:
    return use_loss("mean_squared_error", metrics=["mean_absolute_error"])


def works_on_places(sight: Sight) -> Iterator[Problem]:
    """A Dense layer right behind pictures: allowed, but seldom what is meant."""
    if sight.expects_data:  # then it is known whether the answer fits
        return
    for node in sight.sound():
        given = sight.facts(node.id).inputs
        if node.type != "Dense" or not given or len(given[0].shape) not in PLACES:
            continue
        if node.id not in sight.analysis.outputs and not _leads_out(sight, node):
            continue
        source = sight.source_of(node.id)
        if source is None or source.type == "Dense":
            continue  # told at the first of them
        shape = given[0].shape
        yield told(
            "hint",
            node,
            "{name} works on the channels of each place by itself: its answer is still a picture, "
            "{shape}.",
            "Put Flatten or GlobalAvgPool2D before it for one answer a sample.",
            repairs=[
                insert_before("Insert {type}", "Flatten"),
                insert_before("Insert {type}", PLACES[len(shape)]),
            ],
            shape=sight.out(node.id).shape,
        )


def _leads_out(sight: Sight, node: Node) -> bool:
    """Whether only Dense layers and the like follow, up to an output."""

    def is_end(other: Node) -> bool:
        return other.id in sight.analysis.outputs and other.type in {"Dense", "Dropout"}

    return sight.reaches(node.id, is_end, {"Dense", "Dropout", "Activation"})
