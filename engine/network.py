"""How do data meet the inputs of a network? Order, names and ranks, as Keras matches them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from engine import ops
from engine.errors import DesignError
from engine.nest import flatten
from engine.tape import RAW, Tensor


def output_names(outputs: Sequence[Tensor]) -> list[str]:
    """Names of the layers that make the outputs, told apart when one makes several."""
    names: list[str] = []
    counts: dict[str, int] = {}
    for tensor in outputs:
        base = name = tensor.history[0].layer.name
        while name in names:
            counts[base] = counts.get(base, 0) + 1
            name = f"{base}_{counts[base]}"
        names.append(name)
    return names


def takes_names(structure: Any) -> bool:
    """Whether data for a network with these inputs may be a dict by the inputs' names."""
    if isinstance(structure, Mapping):
        structure = list(structure.values())
    if not isinstance(structure, (list, tuple)):
        return True
    return not any(isinstance(item, (list, tuple, Mapping)) for item in structure)


def in_order(model: Any, inputs: Any) -> list[Any]:
    """The inputs in the order of `model.inputs`; dicts go by the input layers' names."""
    structure = model._input_structure
    if isinstance(inputs, Mapping) and takes_names(structure):
        names = sorted(structure) if isinstance(structure, Mapping) else model.input_names
        missing = [name for name in names if name not in inputs]
        if missing:
            raise DesignError(
                "The data lack values for the input {name}.",
                fix="Name the data after the Input layers: {names}.",
                name=missing[0],
                names=names,
            )
        unused = [name for name in inputs if name not in names]
        if unused:
            warnings.warn(
                f"The model has no inputs called {', '.join(map(str, unused))}; these data are "
                "left out.",
                stacklevel=2,
            )
        return [inputs[name] for name in names]
    given = flatten(inputs)
    if len(given) != len(model.inputs):
        raise DesignError(
            "The model has {expected} inputs, but was given {count}.",
            fix="Give one array for each of: {names}.",
            expected=len(model.inputs),
            count=len(given),
            names=model.input_names,
        )
    if all(value is None for value in given):
        raise DesignError(
            "The model was given no inputs.",
            fix="Give one array for each of: {names}.", names=model.input_names,
        )
    return given


def conform(symbol: Tensor, value: Tensor | None, mask: Any = None) -> Tensor | None:
    """`value` with rank and kind of the Input it stands for; one axis of size 1 may be missing.

    An input that is left out stays None. Raises DesignError when the sizes differ. The size of
    the batch is not looked at.
    """
    if value is None:
        return None
    rank, wanted = len(value.shape), len(symbol.shape)
    if rank == wanted - 1 and symbol.shape[-1] == 1:
        value = ops.expand_dims(value, -1)
    elif rank == wanted + 1 and value.shape[-1] == 1:
        value = ops.squeeze(value, axis=-1)
    fits = len(value.shape) == wanted and all(
        size is None or other is None or size == other
        for size, other in zip(symbol.shape[1:], value.shape[1:], strict=True)
    )
    if not fits:
        raise DesignError(
            "The input {name} takes values of shape {expected}, but gets {shape}.",
            fix="Give it data of that shape, or change the shape of the Input layer.",
            name=symbol.history[0].layer.name,
            expected=symbol.shape,
            shape=value.shape,
        )
    if value.dtype != symbol.dtype and not {value.dtype, symbol.dtype} & set(RAW):
        value = ops.cast(value, symbol.dtype)
    if mask is not None:
        value._keras_mask = mask
    return value
