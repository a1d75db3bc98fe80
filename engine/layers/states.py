"""What are a recurrent layer's states? Their sizes, first values, and places among the inputs."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from engine import ops
from engine.errors import DesignError
from engine.layers.base import Layer
from engine.layers.structure import TensorShape, map_shapes
from engine.nest import flatten, pack_like, rebuilt
from engine.ops.base import composed, convert, is_graph_value
from engine.tape import current_tape, dtype_name


def is_nested(value: Any) -> bool:
    """Whether a value is a structure; a TensorShape is one size, though it is a tuple."""
    return isinstance(value, (list, tuple, dict)) and not hasattr(value, "as_list")


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def axes_of(state_size: Any) -> tuple[int | None, ...]:
    """The axes after the batch of one state: a number stands for one axis."""
    if hasattr(state_size, "as_list"):
        return tuple(state_size.as_list())
    return (int(state_size),)


def map_sizes(function: Any, state_size: Any) -> Any:
    """`function` of the axes of each state in a nested structure of sizes."""
    if is_nested(state_size):
        return rebuilt(state_size, [map_sizes(function, one) for one in state_size])
    return function(axes_of(state_size))


def zero_states(state_size: Any, batch_size: Any, dtype: Any = None) -> Any:
    """States of zeros in the structure of `state_size`."""
    if batch_size is None and current_tape() is None:
        raise DesignError(
            "The size of the batch must be known to make states of zeros.",
            fix="Give inputs, or batch_size and dtype.",
        )
    kind = dtype_name(dtype or "float32")
    return map_sizes(lambda axes: ops.zeros((batch_size, *axes), kind), state_size)


@composed
def batch_zeros(x, axes):
    """Zeros of shape (batch, *axes), for the batch of `x`."""
    x = convert(x)
    return ops.zeros((x.shape[0], *axes), x.dtype)


def first_states(state_size: Any, inputs: Any, batch_size: Any, dtype: Any) -> Any:
    """States of zeros for the batch of `inputs`, or for one of a given size."""
    if inputs is None:
        return zero_states(state_size, batch_size, dtype)
    first = flatten(inputs)[0]
    return map_sizes(lambda axes: batch_zeros(first, axes=axes), state_size)


def takes(cell: Any, name: str) -> bool:
    """Whether the `call` of a cell or layer has a parameter of that name."""
    if isinstance(cell, Layer):
        return name in cell._call_parameters
    return name in inspect.signature(cell.call).parameters


def initial_state_of(cell: Any, batch_size: Any, dtype: Any = None) -> Any:
    """The states that a cell begins with; zeros where it does not say."""
    own = getattr(cell, "get_initial_state", None)
    if own is None:
        return zero_states(cell.state_size, batch_size, dtype)
    given = {"inputs": None, "batch_size": batch_size, "dtype": dtype}
    accepted = inspect.signature(own).parameters
    if any(one.kind is one.VAR_KEYWORD for one in accepted.values()):
        return own(**given)
    return own(**{name: value for name, value in given.items() if name in accepted})


def output_size_of(cell: Any) -> Any:
    """The size of a cell's output; that of its first state where it does not say."""
    try:
        size = getattr(cell, "output_size", None)
    except NotImplementedError:
        size = None
    if size is not None:
        return size
    return cell.state_size[0] if is_nested(cell.state_size) else cell.state_size


class Axes:
    """The axes of a state or output, as a leaf of a nested structure."""

    def __init__(self, axes: Sequence[int | None], lead: Sequence[int | None] = ()) -> None:
        self.axes, self.lead = tuple(axes), tuple(lead)

    @property
    def whole(self) -> tuple[int | None, ...]:
        return TensorShape((*self.lead, *self.axes))

    def fit(self, shape: Sequence[int | None]) -> bool:
        return len(shape) == len(self.axes) and all(
            a is None or b is None or a == b for a, b in zip(self.axes, shape, strict=True)
        )

    def __str__(self) -> str:
        return str(self.axes[0] if len(self.axes) == 1 else self.axes)


def arranged(state_size: Any, leaves: list[Any]) -> Any:
    """States in the structure of `state_size`."""
    return pack_like(map_sizes(Axes, state_size), leaves)


def flatten_shapes(shapes: Any) -> list[tuple[int | None, ...]]:
    """All shapes in a nested structure of shapes."""
    found: list[tuple[int | None, ...]] = []
    map_shapes(found.append, shapes)
    return found


class Hidden:
    """Holds values that are not weights of the layer: the states of a stateful layer."""

    def __init__(self, values: Any) -> None:
        self.values = values


def standardized(inputs, initial_state, constants, count: int):
    """The inputs, initial states and constants, where a list of inputs holds all three."""
    if isinstance(inputs, list):
        if count:
            inputs, constants = inputs[:-count], inputs[-count:]
        if len(inputs) > 1:
            initial_state = inputs[1:]
        inputs = inputs[0]
    return inputs, listed(initial_state), listed(constants)


def listed(value: Any) -> list[Any] | None:
    """A list of states: a single one counts as a list, a named tuple as its parts."""
    if value is None or isinstance(value, list):
        return value
    return list(value) if isinstance(value, tuple) else [value]


def together(inputs: Any, *others: list[Any] | None) -> Any:
    """One list of inputs, states and constants, where these are values of the graph.

    Keras describes such a call by one list. Returns None where they are numbers. Raises
    DesignError where the two are mixed.
    """
    more = [item for items in others if items is not None for item in items]
    leaves = flatten(more)
    values = [is_graph_value(leaf) for leaf in leaves]
    if any(values) and not all(values):
        raise DesignError(
            "The initial states and constants are partly values of layers and partly numbers.",
            fix="Give all of them as values of layers, or all as numbers.",
        )
    whole = all(values) if leaves else any(is_graph_value(leaf) for leaf in flatten(inputs))
    return [inputs, *more] if whole else None
