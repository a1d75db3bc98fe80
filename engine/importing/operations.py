"""What is an operation between layers given? A call in Keras's description, as a drawing has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import DesignError
from engine.layers.operations import OperationLayer, described
from engine.saving import networks
from engine.saving.objects import operation_settings

Reference = tuple[str, int, int]


@dataclass(frozen=True)
class Mark:
    """A value that a call reads."""

    reference: Reference


class Recorder(OperationLayer):
    """Is called as the operation is, and keeps what it is given."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    def _accepts(self, name: str) -> bool:
        return True


def given(
    operation: str, attributes: Mapping[str, Any], node: Any
) -> tuple[dict[str, Any], list[Reference]]:
    """(the parameters of the drawing's operation, what feeds its slots) of one call.

    `attributes` are the operation's own config, which holds arguments in Keras 3. Raises
    DesignError.
    """
    made: dict[str, list[Any]] = {}
    for name, place, output in marks_in(node):
        row = made.setdefault(name, [])
        row += [[] for _ in range(place + 1 - len(row))]
        row[place] += [Mark((name, place, n)) for n in range(len(row[place]), output + 1)]
    recorder = Recorder(operation, operation_settings(attributes), name="recorder")
    args, kwargs = networks.call_from(recorder, node, made)
    inputs: list[Mark] = []
    arguments = [described(one, inputs, is_mark) for one in args]
    options = {key: described(one, inputs, is_mark) for key, one in kwargs.items()}
    if not inputs:
        raise DesignError("The operation {name} is given no value.", name=operation)
    parameters: dict[str, Any] = {"operation": operation, "arguments": arguments}
    if options:
        parameters["options"] = options
    return parameters, [one.reference for one in inputs]


def is_mark(value: Any) -> bool:
    return isinstance(value, Mark)


def marks_in(value: Any) -> list[Reference]:
    """All references in a call, of Keras 3's kind or of Keras 2's."""
    if isinstance(value, Mapping):
        if networks.is_keras_tensor(value):
            return [tuple(value["config"]["keras_history"][:3])]
        return [one for item in value.values() for one in marks_in(item)]
    if not isinstance(value, (list, tuple)):
        return []
    is_name = (
        len(value) in (3, 4) and isinstance(value[0], str) and value[0] != networks.CONSTANT
        and all(isinstance(number, int) for number in value[1:3])
    )
    found: list[Reference] = [tuple(value[:3])] if is_name else []
    rest = value[3:] if is_name else value
    return found + [one for item in rest for one in marks_in(item)]


__all__ = ["given"]
