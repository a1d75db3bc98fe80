"""How do the arrays of an operation come back, which a program for Keras keeps in a layer?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine import ops
from engine.importing.values import Part
from engine.layers.base import Layer

KIND, END = "LearnedArrays", "_arrays"


class LearnedArrays(Layer):
    """Arrays that are learned, whatever they are called on, as our programs for Keras have them."""

    def __init__(self, shapes: Sequence[Sequence[int]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shapes = [tuple(shape) for shape in shapes]

    def build(self, input_shape: Any) -> None:
        for shape in self.shapes:
            self.add_weight("array", shape, initializer="zeros")
        self.built = True

    def call(self, inputs: Any) -> Any:
        return [ops.add(weight, 0.0) for weight in self.weights]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "shapes": [list(shape) for shape in self.shapes]}


def joined(parts: Sequence[Part]) -> list[Part]:
    """The parts, in which an operation has the arrays itself that a layer beside it kept.

    That layer is still there, and nothing reads it.
    """
    found = list(parts)
    owners: dict[int, int] = {}
    for place, part in enumerate(parts):
        kept = {slot: one for slot, one in part.inputs.items() if is_kept(parts[one.part])}
        if part.type != "Operation" or not kept:
            continue
        first = next(iter(kept.values())).part
        origin = first if parts[first].shares is None else parts[first].shares
        shapes = parts[origin].attributes["shapes"]
        rest = [slot for slot in sorted(part.inputs) if slot not in kept]
        told = {
            slot: {"weight": list(shapes[one.output])} for slot, one in kept.items()
        } | {slot: {"input": number} for number, slot in enumerate(rest)}
        parameters = {key: given(part.parameters[key], told)
                      for key in ("arguments", "options") if key in part.parameters}
        if parts[origin].attributes.get("trainable") is False:
            parameters["trainable"] = False
        found[place] = replace(
            part, name=parts[origin].name.removesuffix(END), type="LearnedOperation",
            parameters={"operation": part.parameters["operation"], **parameters},
            inputs={number: part.inputs[slot] for number, slot in enumerate(rest)},
            shares=owners.get(origin),
        )
        owners.setdefault(origin, place)
    return found


def is_kept(part: Part) -> bool:
    return part.class_name == KIND and isinstance(part.attributes.get("shapes"), (list, tuple))


def given(value: Any, told: Mapping[int, Mapping[str, Any]]) -> Any:
    """What an operation is given, by what now stands at its places."""
    if isinstance(value, (list, tuple)):
        return [given(item, told) for item in value]
    if not isinstance(value, Mapping):
        return value
    if set(value) == {"input"}:
        return told.get(value["input"], value)
    return {key: given(item, told) for key, item in value.items()}


__all__ = ["END", "KIND", "LearnedArrays", "joined"]
