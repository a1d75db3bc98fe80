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


def svd(tensor, full_matrices=False, compute_uv=True, name=None):
    """Singular values, and the left and right vectors as columns."""
    values = _numbers(tensor, "svd")
    if not compute_uv:
        return constant(np.linalg.svd(values, compute_uv=False))
    left, found, right = np.linalg.svd(values, full_matrices=full_matrices)
    return constant(found), constant(left), constant(np.swapaxes(right, -1, -2))


def qr(input, full_matrices=False, name=None):
    found = np.linalg.qr(_numbers(input, "qr"), "complete" if full_matrices else "reduced")
    return tuple(map(constant, found))


def eigh(tensor, name=None):
    return tuple(map(constant, np.linalg.eigh(_numbers(tensor, "eigh"))))


def eigvalsh(tensor, name=None):
    return constant(np.linalg.eigvalsh(_numbers(tensor, "eigvalsh")))


def eigvals(tensor, name=None):
    """Complex numbers, so an array of NumPy's."""
    return np.linalg.eigvals(_numbers(tensor, "eigvals")).astype(np.complex64)


def cholesky(input, name=None):
    return constant(np.linalg.cholesky(_numbers(input, "cholesky")))


def solve(matrix, rhs, **_):
    return constant(np.linalg.solve(_numbers(matrix, "solve"), _numbers(rhs, "solve")))


def matrix_rank(a, **_):
    return constant(np.linalg.matrix_rank(_numbers(a, "matrix_rank")))


__all__ = [
    "band_part", "cholesky", "det", "diag", "diag_part", "eigh", "eigvals", "eigvalsh", "einsum",
    "eye", "inv", "matmul", "matrix_rank", "matvec", "norm", "qr", "solve", "svd", "tensordot",
    "trace", "transpose",
]  # fmt: skip
