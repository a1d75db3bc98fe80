"""Which of `tf.linalg`'s functions are there? Products in traces too, the rest for arrays."""

from __future__ import annotations

import numpy as np

from engine.tensors.computing import _numbers, einsum, matmul, norm, tensordot, transpose
from engine.tensors.making import constant, eye


def matvec(a, b, **_):
    """A matrix times a vector."""
    return matmul(a, b[..., None])[..., 0]


def inv(input, **_):
    return constant(np.linalg.inv(_numbers(input, "inv")))


def det(input, **_):
    return constant(np.linalg.det(_numbers(input, "det")))


def trace(x, name=None):
    return constant(np.trace(_numbers(x, "trace"), axis1=-2, axis2=-1))


def diag(diagonal, **_):
    values = _numbers(diagonal, "diag")
    return constant(values[..., None] * np.eye(values.shape[-1], dtype=values.dtype))


def diag_part(input, **_):
    return constant(np.diagonal(_numbers(input, "diag_part"), axis1=-2, axis2=-1))


def band_part(input, num_lower, num_upper, name=None):
    """A matrix without what lies so far below and above its diagonal; -1 keeps all."""
    values = _numbers(input, "band_part")
    kept = values if num_lower < 0 else np.triu(values, -num_lower)
    return constant(kept if num_upper < 0 else np.tril(kept, num_upper))


__all__ = [
    "band_part", "det", "diag", "diag_part", "einsum", "eye", "inv", "matmul", "matvec", "norm",
    "tensordot", "trace", "transpose",
]  # fmt: skip
