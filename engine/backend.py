"""Which functions does Keras 2's backend module offer? Its names and defaults over `engine.ops`.

They work on values of a traced call, on values between layers and on arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine import nest, ops, settings
from engine.backend_numbers import *  # noqa: F403
from engine.backend_numbers import constant, dtype_of, variable
from engine.backend_windows import *  # noqa: F403
from engine.eager import Array
from engine.errors import DesignError
from engine.layers.core import Input
from engine.layers.naming import clear_session, unique_name
from engine.model import Model
from engine.ops.base import is_graph_value
from engine.settings import learning_phase, set_learning_phase
from engine.tape import Tensor, current_tape
from engine.variables import Variable

# The process's settings


def backend() -> str:
    """The name of what computes; programs written for Keras ask whether it is TensorFlow."""
    return "tensorflow"


def epsilon() -> float:
    return settings.get("epsilon")


def set_epsilon(value: float) -> None:
    settings.put("epsilon", float(value))


def floatx() -> str:
    return settings.get("floatx")


def set_floatx(value: str) -> None:
    """Choose the kind of floats by name. All are computed as float32."""
    if value not in ("float16", "float32", "float64", "bfloat16"):
        raise DesignError(
            "floatx cannot be {value}.",
            fix="Choose float16, float32 or float64; all are computed as float32.",
            value=repr(value),
        )
    settings.put("floatx", value)


def image_data_format() -> str:
    return settings.get("image_data_format")


def set_image_data_format(data_format: str) -> None:
    """Choose where layers that are not told otherwise expect the channels."""
    if data_format not in ("channels_last", "channels_first"):
        raise DesignError(
            "The data format cannot be {value}.",
            fix="Choose channels_last or channels_first.",
            value=repr(data_format),
        )
    settings.put("image_data_format", data_format)


def get_uid(prefix: str = "") -> int:
    """How often a name has been given so far, this time included."""
    name = unique_name(f"uid:{prefix}", first=1)
    return int(name.rpartition("_")[2])


def reset_uids() -> None:
    clear_session()


@contextmanager
def learning_phase_scope(value: int):
    before = learning_phase()
    set_learning_phase(value)
    try:
        yield
    finally:
        set_learning_phase(before)


@contextmanager
def name_scope(name: str):
    """Names of operations play no part here."""
    yield name


# Values and weights


def is_keras_tensor(x: Any) -> bool:
    if not isinstance(x, (Tensor, Variable, np.ndarray)):
        raise DesignError("{value} is no value of a network.", value=repr(x))
    return is_graph_value(x)


def is_tensor(x: Any) -> bool:
    return isinstance(x, (Tensor, Variable, Array))


def is_sparse(tensor: Any) -> bool:
    return False


def placeholder(shape=None, ndim=None, dtype=None, sparse=False, name=None, ragged=False) -> Any:
    """A value that data will be given for: an Input that tells the batch axis too."""
    if shape is None and ndim is None:
        raise DesignError(
            "A placeholder needs a shape.", fix="Give shape, or the number of axes (ndim)."
        )
    sizes = (None,) * ndim if shape is None else tuple(shape)
    return Input(batch_shape=sizes, dtype=dtype, name=name)


def function(inputs: Any, outputs: Any, updates: Any = None, name: str | None = None) -> Any:
    """A function from arrays for `inputs` to arrays for `outputs`, between layers.

    It gives them in the structure of `outputs`, and a list for a list of one.
    """
    model = Model(list(inputs) if isinstance(inputs, (list, tuple)) else inputs, outputs)

    def call(values: Any) -> Any:
        given = values[0] if isinstance(values, (list, tuple)) and len(values) == 1 else values
        found = nest.flatten(model(given))
        return nest.pack_like(outputs, [np.asarray(value) for value in found])

    return call


def int_shape(x: Any) -> tuple[int | None, ...]:
    return tuple(x.shape)


def count_params(x: Any) -> int:
    return int(np.prod(x.shape, dtype=np.int64))


def get_value(x: Any) -> np.ndarray:
    """The numbers of a weight or an array."""
    return x.numpy() if isinstance(x, Variable) else np.asarray(x)


eval = get_value


def batch_get_value(tensors: Sequence[Any]) -> list[np.ndarray]:
    return [get_value(x) for x in tensors]


def set_value(x: Variable, value: Any) -> None:
    x.assign(np.asarray(value))


def batch_set_value(tuples: Sequence[tuple[Variable, Any]]) -> None:
    for x, value in tuples:
        set_value(x, value)


def update(x: Variable, new_x: Any) -> Any:
    return x.assign(new_x)


def update_add(x: Variable, increment: Any) -> Any:
    return x.assign_add(increment)


def update_sub(x: Variable, decrement: Any) -> Any:
    return x.assign_sub(decrement)


def moving_average_update(x: Variable, value: Any, momentum: float) -> Any:
    return x.assign(x.read_value() * momentum + value * (1.0 - momentum))


def made(values: Any, name: str | None) -> Any:
    """Values of a traced call, or a weight outside."""
    if current_tape() is not None:
        return values
    return variable(np.asarray(values), name=name)


def zeros(shape, dtype=None, name=None) -> Any:
    return made(ops.zeros(tuple(shape), dtype_of(dtype or floatx())), name)


def ones(shape, dtype=None, name=None) -> Any:
    return made(ops.ones(tuple(shape), dtype_of(dtype or floatx())), name)


def eye(size: int, dtype=None, name=None) -> Any:
    return made(ops.convert_to_tensor(np.eye(size, dtype=np.float32)), name) if (
        current_tape() is not None
    ) else variable(np.eye(size, dtype=np.float32), name=name)


def arange(start: int, stop: int | None = None, step: int = 1, dtype: str = "int32") -> Any:
    begin, end = (0, start) if stop is None else (start, stop)
    return constant(np.arange(begin, end, step), dtype)


def cast_to_floatx(x: Any) -> Any:
    return ops.cast(x, "float32") if isinstance(x, (Tensor, Variable)) else np.asarray(x, floatx())
