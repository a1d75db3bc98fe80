"""How are layers, weights and shapes found in nested values, and values made fit for a call?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any

import numpy as np

from engine.nest import flatten, rebuilt
from engine.ops import convert
from engine.tape import Tensor, TensorShape
from engine.training.tables import Configurable
from engine.variables import Variable


def dtype_of(dtype: Any) -> str:
    """The layer's dtype as Keras names it. Half and double precision are computed in float32."""
    if dtype is None:
        return "float32"
    if isinstance(dtype, Mapping):
        dtype = dtype.get("config", {}).get("name", "float32")
    name = getattr(dtype, "name", None) or str(
        np.dtype(dtype) if isinstance(dtype, type) else dtype
    )
    return "float32" if name.startswith(("float", "bfloat", "mixed")) else name


def input_shape_of(kwargs: dict) -> tuple | None:
    """The batch shape told with input_shape, batch_input_shape or input_dim."""
    batch = kwargs.pop("batch_input_shape", None)
    shape = kwargs.pop("input_shape", None)
    dimension = kwargs.pop("input_dim", None)
    if batch is not None:
        return tuple(batch)
    if shape is not None:
        return (kwargs.get("batch_size"), *((shape,) if isinstance(shape, int) else shape))
    return (None, dimension) if dimension is not None else None


# What holds nothing: most attributes of a layer, asked about at each trace of a drawing.
PLAIN = frozenset({type(None), bool, int, float, str})


class Bag:
    """What is no layer and holds `variables`: a layer that has it as an attribute trains them."""


def contained(value: Any, kind: type | tuple[type, ...]) -> Iterable[Any]:
    """All objects of a kind, or of several, in lists, tuples and dicts; these go by sorted key."""
    if type(value) in PLAIN:
        return
    if isinstance(value, kind):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            if type(item) not in PLAIN:
                yield from contained(item, kind)
    elif isinstance(value, Mapping):
        keys = list(value)
        if all(isinstance(key, str) for key in keys):
            keys.sort()
        for key in keys:
            yield from contained(value[key], kind)


def repeatable(layer: Any) -> Callable[[], Any] | None:
    """What makes further layers like one that was just made, without checking anything again.

    None for a layer that has what must be its own, such as a layer inside it.
    """
    values = vars(layer) if hasattr(layer, "calls") else {"": layer}
    if not all(map(serves_many, values.values())):
        return None
    empty = [(key, type(value)) for key, value in values.items() if type(value) in (list, dict)]

    def again() -> Any:
        other = object.__new__(type(layer))
        vars(other).update(values)
        vars(other).update((key, kind()) for key, kind in empty)
        return other

    return again


def serves_many(value: Any) -> bool:
    """Whether several layers can have one value, or each its own empty list in its place."""
    if type(value) in PLAIN or isinstance(value, Configurable):
        return True
    if type(value) is tuple:
        return all(map(serves_many, value))
    if isinstance(value, FunctionType):
        return value.__closure__ is None
    return type(value) in (list, dict) and not value


def unique(variables: Iterable[Variable]) -> list[Variable]:
    return list({id(variable): variable for variable in variables}.values())


def unpacked(items: list) -> Any:
    return items[0] if len(items) == 1 else items


def as_tensor(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else convert(value)


def as_tensor_argument(value: Any) -> Any:
    """Arrays and weights become values of the tape; options stay what they are."""
    return convert(value) if isinstance(value, (np.ndarray, Variable)) else value


def as_arrays(value: Any) -> Any:
    """Numbers and nested numbers as arrays; lists of arrays stay lists."""
    if isinstance(value, (list, tuple)):
        # A list of plain numbers is one array; a list of arrays is several inputs.
        plain = all(isinstance(leaf, (int, float, bool, np.generic)) for leaf in flatten(value))
        if plain and value:
            return np.asarray(value)
        return rebuilt(value, [as_arrays(item) for item in value])
    if isinstance(value, Mapping):
        return {key: as_arrays(item) for key, item in value.items()}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return np.asarray(value)
    if isinstance(value, np.ndarray) or value is None or isinstance(value, (Variable, str, bool)):
        return value
    return np.asarray(value) if hasattr(value, "__array__") else value


def eager_argument(value: Any) -> bool:
    """Whether a keyword's value holds arrays, so that it must be fed."""
    return any(isinstance(leaf, (np.ndarray, np.generic)) for leaf in flatten(value))


def batch_size(tensor: Tensor) -> float:
    return float(tensor.shape[0] or 1)


def is_shape(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and all(
        size is None or isinstance(size, (int, np.integer)) for size in value
    )


def map_shapes(function: Any, shapes: Any) -> Any:
    """`function` of each shape in a nested structure of shapes."""
    if is_shape(shapes):
        return function(TensorShape(shapes))
    if isinstance(shapes, Mapping):
        return {key: map_shapes(function, item) for key, item in shapes.items()}
    return rebuilt(shapes, [map_shapes(function, item) for item in shapes])
