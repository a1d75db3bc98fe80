"""Does the micro-kernel multiply right for every tile, stride, start and end?"""

import numpy as np
import pytest

from engine.kernels.abi import integers, kernel
from engine.kernels.simd import (
    CHANNEL_KERNEL,
    MICRO_KERNEL,
    START_BIAS,
    START_C,
    START_ZERO,
    channelwise,
    gemm,
)

EDGES = [0, 1, 2, 3, 5, 6, 7, 8, 12, 13, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 100]


@kernel(uses=(MICRO_KERNEL,))
def product(arguments, part, parts):
    """(the arguments of gemm): gemm itself."""
    a = integers(arguments, 16)
    gemm(
        a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8],
        a[9], a[10], a[11], a[12], a[13], a[14], a[15],
    )  # fmt: skip


@kernel(uses=(CHANNEL_KERNEL,))
def channel_product(arguments, part, parts):
    """(the arguments of channelwise): channelwise itself."""
    a = integers(arguments, 16)
    channelwise(
        a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8],
        a[9], a[10], a[11], a[12], a[13], a[14], a[15],
    )  # fmt: skip


def random(*shape):
    return np.random.default_rng(sum(shape)).standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("columns", EDGES)
@pytest.mark.parametrize("rows", EDGES)
def test_product_of_every_size_touches_only_its_own_cells(rows, columns):
    depth = 9
    a, b = random(rows, depth), random(depth, columns)
    c = np.full((rows + 1, columns + 3), 7, np.float32)

    product.run(
        rows, columns, a, depth, 0, 1, b, 0, columns, c, columns + 3, 1, depth, START_ZERO, 0, 0
    )

    np.testing.assert_allclose(c[:rows, :columns], a @ b, rtol=1e-5, atol=1e-5)
    assert (c[rows:] == 7).all() and (c[:, columns:] == 7).all()


@pytest.mark.parametrize("relu", [0, 1])
@pytest.mark.parametrize("start", [START_ZERO, START_C, START_BIAS])
@pytest.mark.parametrize("repeats, depth", [(1, 1), (3, 4), (0, 4), (2, 0)])
def test_sum_over_r_starts_and_ends_as_told(repeats, depth, start, relu):
    rows, columns = 7, 21
    a, b = random(repeats, rows, depth + 1), random(repeats, depth + 1, columns)
    bias, c = random(columns), random(rows, columns)
    begin = {START_ZERO: 0, START_C: c, START_BIAS: bias}[start]
    expected = begin + np.einsum("rmk,rkn->mn", a[..., :depth], b[:, :depth])
    if relu:
        expected = np.maximum(expected, 0)
    out = c.copy()

    product.run(
        rows, columns, a, depth + 1, rows * (depth + 1), 1, b, (depth + 1) * columns, columns,
        out, columns, repeats, depth, start, bias, relu,
    )  # fmt: skip

    np.testing.assert_allclose(out, np.broadcast_to(expected, c.shape), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("relu", [0, 1])
@pytest.mark.parametrize("start", [START_ZERO, START_C, START_BIAS])
@pytest.mark.parametrize("columns", EDGES)
def test_columns_with_their_own_column_of_a(columns, start, relu):
    rows, repeats, depth = 14, 3, 2
    a, b = random(repeats, depth, rows, columns), random(repeats, depth, columns)
    bias, c = random(columns), random(rows, columns)
    begin = {START_ZERO: 0, START_C: c, START_BIAS: bias}[start]
    expected = begin + np.einsum("rkmn,rkn->mn", a, b)
    if relu:
        expected = np.maximum(expected, 0)

    channel_product.run(
        rows, columns, a, columns, depth * rows * columns, rows * columns,
        b, depth * columns, columns, c, columns, repeats, depth, start, bias, relu,
    )  # fmt: skip

    np.testing.assert_allclose(c, expected, rtol=1e-5, atol=1e-5)


def test_strides_transpose_and_reverse():
    a, b = random(5, 9), random(5, 33)
    c = np.zeros((9, 33), np.float32)

    product.run(9, 33, a, 1, 0, 9, b, 0, 33, c, 33, 1, 5, START_ZERO, 0, 0)
    np.testing.assert_allclose(c, a.T @ b, rtol=1e-5, atol=1e-5)

    last = a.ctypes.data + 4 * 4 * 9
    product.run(9, 33, last, 1, -9, 0, b, 33, 0, c, 33, 5, 1, START_ZERO, 0, 0)
    np.testing.assert_allclose(c, a[::-1].T @ b, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("relu", [0, 1])
def test_nan_and_infinity_pass_through(relu):
    a, b = np.ones((3, 2), np.float32), np.ones((2, 40), np.float32)
    a[1, 0], b[1, 35], b[0, 3] = np.nan, np.inf, -np.inf
    c = np.zeros((3, 40), np.float32)

    product.run(3, 40, a, 2, 0, 1, b, 0, 40, c, 40, 1, 2, START_ZERO, 0, relu)

    assert np.isnan(c[1]).all()
    assert (c[[0, 2], 35] == np.inf).all()
    assert (c[[0, 2], 3] == (0 if relu else -np.inf)).all()


SMALL = """
import sys; sys.path[:0] = ['tests/engine']
import test_kernels_simd as tests
from engine.kernels import simd
print(simd.LANES)
for rows in (1, 5, 7, 12, 13):
    for columns in (0, 1, 7, 8, 15, 17, 33, 65):
        tests.test_product_of_every_size_touches_only_its_own_cells(rows, columns)
for start in (0, 1, 2):
    tests.test_sum_over_r_starts_and_ends_as_told(3, 4, start, 1)
    tests.test_sum_over_r_starts_and_ends_as_told(0, 4, start, 0)
for columns in (0, 1, 17, 65):
    tests.test_columns_with_their_own_column_of_a(columns, 2, 1)
tests.test_strides_transpose_and_reverse()
tests.test_nan_and_infinity_pass_through(0)
tests.test_nan_and_infinity_pass_through(1)
"""


def test_plain_python_multiplies_the_same(run_python):
    run_python(SMALL, NUMBA_DISABLE_JIT="1")


@pytest.mark.parametrize("processor", ["haswell", "generic"])
def test_hosts_with_shorter_vectors_multiply_the_same(processor, tmp_path, run_python):
    host = {"NUMBA_CPU_NAME": processor, "NUMBA_CACHE_DIR": str(tmp_path)}
    first = run_python(SMALL, NUMBA_DISABLE_JIT="0", **host)
    second = run_python(
        SMALL + "print(tests.product._compiled.cache_hits, simd.MICRO_KERNEL._compiled.cache_hits)",
        NUMBA_DISABLE_JIT="0",
        **host,
    )

    assert int(first) <= 8
    assert second.split()[1:] == ["1", "1"]
