"""What numbers does a PyTorch program work out before its network runs? Shapes, tables, zeros."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.importing.torch_graph import BATCH, fresh
from engine.importing.torch_walks import Zeros

LARGEST = 50_000_000


def rows(sizes: Sequence[Any]) -> list[int]:
    return [int(one) for one in (sizes[0] if len(sizes) == 1 and isinstance(
        sizes[0], (list, tuple)) else sizes)]


def filled(number: float) -> Callable[..., Any]:
    def make(*sizes: Any, size: Any = None) -> Any:
        shape = rows(sizes) if sizes else list(size)
        if any(one == BATCH for one in shape) and number == 0.0:
            return Zeros()
        check(shape)
        return np.full(shape, number, np.float32)

    return make


def drawn(*sizes: Any, size: Any = None) -> Any:
    shape = rows(sizes) if sizes else list(size)
    check(shape)
    return fresh(*shape)


def check(shape: Sequence[int]) -> None:
    if math.prod(shape) > LARGEST:
        raise ValueError("too large")


def counted(*ends: Any, step: Any = None) -> np.ndarray:
    ends = [*ends, *([step] if step is not None else [])]
    if any(abs(one) > LARGEST for one in ends):
        raise ValueError("too large")
    found = np.arange(*ends)
    return found.astype(np.int64 if found.dtype.kind == "i" else np.float32)


KNOWN = {"size", "step", "diagonal"}
MADE: dict[str, Callable[..., Any]] = {
    "zeros": filled(0.0), "ones": filled(1.0), "empty": filled(0.0), "randn": drawn, "rand": drawn,
    "arange": counted, "tensor": lambda data: np.asarray(data), "as_tensor": np.asarray,
    "linspace": lambda start, end, steps: np.linspace(start, end, steps, dtype=np.float32),
    "full": lambda size, value: filled(value)(*size), "eye": lambda n: np.eye(n, dtype=np.float32),
    "from_numpy": np.asarray,
}
NUMERIC: dict[str, Callable[..., Any]] = {
    "sin": np.sin, "cos": np.cos, "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs,
    "unsqueeze": np.expand_dims, "squeeze": lambda x, dim=None: np.squeeze(x, dim),
    "transpose": np.swapaxes, "view": lambda x, *shape: np.reshape(x, rows(shape)),
    "reshape": lambda x, *shape: np.reshape(x, rows(shape)), "pow": np.power, "triu": np.triu,
    "tril": np.tril, "repeat": lambda x, *sizes: np.tile(x, rows(sizes)), "t": np.transpose,
    "cat": lambda tensors, dim=0: np.concatenate(tensors, dim),
    **dict.fromkeys(("float", "to", "long", "int", "clone", "detach", "contiguous", "type_as"),
                    lambda x, *_, **__: x),
}  # fmt: skip
MATH = {"sqrt": math.sqrt, "log": math.log, "floor": math.floor, "ceil": math.ceil,
        "exp": math.exp, "prod": math.prod, "log2": math.log2}


__all__ = ["KNOWN", "MADE", "MATH", "NUMERIC"]
