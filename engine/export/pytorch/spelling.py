"""How is each kind of layer spelled in PyTorch? The table that the families fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine import ops
from engine.errors import DesignError, Where
from engine.export.python import literal
from engine.export.pytorch.body import Body, Value
from engine.layers.base import Layer
from engine.layers.calling import Caller
from engine.layers.naming import snake_case
from engine.nest import flatten, map_structure
from engine.training import activations, regularizers

Spelling = Callable[..., Any]
TABLE: dict[type, Spelling] = {}
# Penalties that do not care in which order a value is laid out.
PLAIN_PENALTIES = (regularizers.L1, regularizers.L2, regularizers.L1L2)


def spells(*classes: type) -> Callable[[Spelling], Spelling]:
    """Decorator: the function writes calls of these classes, of no subclass.

    It is given the class's body, the layer, what it is called on (a Value, or lists or dicts of
    them) and the call's further arguments, and returns the result's Value or a list of them.
    """

    def put(function: Spelling) -> Spelling:
        for cls in classes:
            TABLE[cls] = function
        return function

    return put


def spell(
    body: Body, layer: Any, inputs: Any, *more: Any, results: Any = None, **options: Any
) -> Any:
    """Write one call of a layer: its results, with their shapes, masks and penalties.

    `results` are the graph's values for them, which tell their shapes; without it these are
    worked out. Raises DesignError for what has no spelling.
    """
    outer, body.where = body.where, layer.name
    try:
        function = TABLE.get(type(layer))
        if function is None:
            raise unknown(layer)
        leaves = [leaf for leaf in flatten(inputs) if isinstance(leaf, Value)]
        mask = leaves[0].mask if leaves else None
        if results is None:
            shape = map_structure(lambda leaf: tuple(leaf.shape), inputs)
            shapes = [tuple(s) for s in shapes_in(layer.compute_output_shape(shape))]
        else:
            shapes = [tuple(leaf.shape) for leaf in flatten(results)]
        found = function(body, layer, inputs, *more, **options)
        values = found if isinstance(found, list) else [found]
        passes_on = type(layer).compute_mask is Caller.compute_mask
        for value, shape in zip(values, shapes, strict=True):
            value.shape = shape
            if passes_on:
                value.mask = mask if layer.supports_masking else None
        penalize(body, layer, values)
        return found
    finally:
        body.where = outer


def shapes_in(structure: Any) -> list[Any]:
    """The shapes in what `compute_output_shape` returns."""
    if isinstance(structure, (list, tuple)) and structure and isinstance(
        structure[0], (list, tuple)
    ):
        return [shape for part in structure for shape in shapes_in(part)]
    return [structure]


def penalize(body: Body, layer: Any, values: list[Value]) -> None:
    """Lines that add the penalty on a layer's output to the network's."""
    if getattr(layer, "activity_regularizer", None) is None:
        return
    for value in values:
        variable = body.target(layer)
        body.lines.append(f"{variable} = {value.text}")
        value.text = variable
        own = type(layer.activity_regularizer) not in PLAIN_PENALTIES
        seen = body.last(value) if own else value
        for text in penalty_texts(body, layer.activity_regularizer, seen.text, value.shape):
            body.lines.append(f"self.penalty = self.penalty + {text} / len({value.text})")
    body.penalizes = True


def penalty_texts(
    body: Any, regularizer: Any, text: str, shape: Sequence[int | None]
) -> list[str]:
    """The parts of a penalty on an expression of a shape."""
    kind = type(regularizer)
    if kind is regularizers.OrthogonalRegularizer and len(shape) == 2:
        return [f"orthogonal_penalty({text}, {regularizer.factor}, {literal(regularizer.mode)})"]
    if kind not in PLAIN_PENALTIES:
        return [f"{body.program.function(regularizer, shape, snake_case(kind.__name__))}({text})"]
    parts = []
    if getattr(regularizer, "l1", 0.0):
        parts.append(f"{literal(regularizer.l1)} * {text}.abs().sum()")
    if getattr(regularizer, "l2", 0.0):
        parts.append(f"{literal(regularizer.l2)} * {text}.square().sum()")
    return parts


def unknown(layer: Any) -> DesignError:
    """The error for a class that the program cannot have."""
    return DesignError(
        "{layer} is a class of its own, which cannot be written in PyTorch.",
        fix="Draw it with the layers of the palette, or export for Layerloom's engine.",
        where=Where(layer=layer.name),
        layer=layer.title,
    )


# Activations -------------------------------------------------------------------------------------

# How a value is bent; {x} is the value, {dim} its last axis.
BENT = {
    "linear": "{x}",
    "relu": "F.relu({x})",
    "sigmoid": "torch.sigmoid({x})",
    "tanh": "torch.tanh({x})",
    "softmax": "F.softmax({x}, dim={dim})",
    "elu": "F.elu({x})",
    "selu": "F.selu({x})",
    "softplus": "F.softplus({x})",
    "softsign": "F.softsign({x})",
    "swish": "F.silu({x})",
    "silu": "F.silu({x})",
    "gelu": "F.gelu({x})",
    "exponential": "torch.exp({x})",
    "exp": "torch.exp({x})",
    "hard_sigmoid": "hard_sigmoid({x})",
    "mish": "F.mish({x})",
    "leaky_relu": "F.leaky_relu({x}, 0.2)",
    "log_softmax": "F.log_softmax({x}, dim={dim})",
    "relu6": "F.relu6({x})",
}


def bending(function: Any) -> str | None:
    """The name of an activation, where it is one of Keras's functions."""
    if function is None:
        return "linear"
    name = getattr(function, "__name__", "")
    known = activations.table.entries.get(name)
    return name if name in BENT and function in (known, getattr(ops, name, None)) else None


def activate(body: Body, function: Any, value: Value) -> Value:
    """The value, bent by an activation. Raises DesignError for a function of the user's."""
    if isinstance(function, Layer):
        return spell(body, function, body.settled(value))
    name = bending(function)
    if name is None:
        value = body.last(value)
        return value.like(f"{own_function(body, function, value.shape)}({value.text})")
    if name == "linear":
        return value
    return value.like(BENT[name].format(x=value.text, dim=value.axis(-1) if value.rank else 0))


def function_text(body: Body, function: Any, shape: Sequence[int | None]) -> str:
    """An activation as a function that a module is given, such as ``torch.tanh``."""
    name = bending(function)
    if name is None:
        return own_function(body, function, shape)
    text = BENT[name]
    head, _, rest = text.partition("(")
    return head if rest == "{x})" else name


def own_function(body: Body, function: Any, shape: Sequence[int | None]) -> str:
    """The name of a function that is written for one of the user's."""
    name = getattr(function, "__name__", type(function).__name__)
    return body.program.function(function, (None, *shape[1:]), name.strip("<>"))
