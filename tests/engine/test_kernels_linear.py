"""Do matrix products and transposes agree with NumPy, over batches, strides, edges and parts?"""

import naive_products as naive
import numpy as np
import pytest

from engine.kernels import load, sizes

KINDS = ["matmul", "matmul_transposed"]
SHAPES = [
    (1, 1, 1), (1, 17, 65), (1, 63, 8), (2, 15, 16), (3, 7, 300), (13, 10, 17), (16, 64, 0),
    (17, 65, 63), (31, 128, 257), (0, 5, 3), (5, 0, 3), (65, 33, 1), (1, 2500, 9), (600, 70, 20),
]  # fmt: skip


def random(*shape):
    return np.random.default_rng(sum(shape)).standard_normal(shape).astype(np.float32)


def multiply(
    kind, a, b, bias=None, relu=0, accumulate_on=None, parts=1, transposed_a=False, cut=None
):  # fmt: skip
    """Run the kernel on a [batch or 1, M, K] and b [batch or 1, K, N]."""
    batch = max(len(a), len(b)) if len(a) and len(b) else 0
    (M, K), N = a.shape[1:], b.shape[2]
    a_batch, b_batch = (M * K if len(a) > 1 else 0), (K * N if len(b) > 1 else 0)
    a_m, a_k = (1, M) if transposed_a else (K, 1)
    a = np.ascontiguousarray(a.transpose(0, 2, 1) if transposed_a else a)
    b = np.ascontiguousarray(b.transpose(0, 2, 1) if kind == "matmul_transposed" else b)
    out = np.full((batch, M, N), 7, np.float32)
    if accumulate_on is not None:
        out[:] = accumulate_on
    scratch = np.empty(sizes.matmul_scratch(parts), np.float32)
    load(f"linear.{kind}").run(
        a, b, out, batch, M, N, K, a_batch, a_m, a_k, b_batch, b.shape[2], M * N,
        bias, relu, scratch, int(accumulate_on is not None), cut, parts=parts,
    )  # fmt: skip
    return out


def close(actual, expected, depth):
    np.testing.assert_allclose(actual, expected, rtol=1e-5, atol=3e-6 * max(1, depth) ** 0.5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [1, 2, 3, 5])
@pytest.mark.parametrize("shape", SHAPES)
def test_product_with_bias_and_relu(shape, parts, kind):
    M, N, K = shape
    a, b, bias = random(1, M, K), random(1, K, N), random(N)

    out = multiply(kind, a, b, bias, relu=1, parts=parts)

    close(out, naive.matmul(a, b, bias, relu=True), K)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(1, 17, 65), (2, 17, 65), (31, 128, 257), (600, 600, 500)])
def test_gradients_end_where_a_relu_gave_nothing(shape, kind):
    M, N, K = shape
    a, b, cut = random(2, M, K), random(2, K, N), random(2, M, N)
    cut[0, 0, :3] = 0, np.nan, np.inf

    out = multiply(kind, a, b, parts=3, cut=cut)

    close(out, np.where(cut > 0, naive.matmul(a, b), 0), K)
    assert not out[~(cut > 0)].any()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [1, 2, 3, 5])
@pytest.mark.parametrize("batch", [0, 1, 2, 3, 7])
def test_products_of_a_batch(batch, parts, kind):
    a, b = random(batch, 9, 20), random(batch, 20, 70)

    close(multiply(kind, a, b, parts=parts), naive.matmul(a, b), 20)
    if batch:
        close(multiply(kind, a[:1], b, parts=parts), naive.matmul(a[:1], b), 20)
        close(multiply(kind, a, b[:1], parts=parts), naive.matmul(a, b[:1]), 20)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(1, 30, 20), (2, 30, 20), (40, 70, 20), (40, 600, 500)])
def test_product_is_added_to_what_is_there(shape, kind):
    M, N, K = shape
    a, b, before = random(1, M, K), random(1, K, N), random(1, M, N)

    close(multiply(kind, a, b, accumulate_on=before, parts=2), before + naive.matmul(a, b), K)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(1, 30, 20), (2, 30, 20), (70, 65, 300), (513, 520, 513)])
def test_a_may_be_transposed(shape, kind):
    M, N, K = shape
    a, b, bias = random(1, M, K), random(1, K, N), random(N)

    close(multiply(kind, a, b, bias, parts=3, transposed_a=True), naive.matmul(a, b, bias), K)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [1, 5])
@pytest.mark.parametrize("rows", [1, 2, 70])
def test_one_column_of_results(rows, parts, kind):
    a, b, before, bias = random(1, rows, 21), random(1, 21, 1), random(1, rows, 1), random(1)
    product = naive.matmul(a, b)

    for turned in (False, True):
        close(multiply(kind, a, b, parts=parts, transposed_a=turned), product, 21)
        sums = multiply(kind, a, b, None, 0, before, parts, turned)
        close(sums, before + product, 21)
        found = multiply(kind, a, b, bias, 1, None, parts, turned)
        close(found, np.maximum(product + bias, 0), 21)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [1, 4])
def test_large_product_goes_through_packed_panels(parts, kind):
    a, b, bias = random(1, 545, 700), random(1, 700, 600), random(600)

    close(multiply(kind, a, b, bias, relu=1, parts=parts), naive.matmul(a, b, bias, True), 700)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [1, 2, 40])
def test_nan_and_infinity_reach_exactly_the_results_they_should(rows, kind):
    a, b = np.abs(random(1, rows, 33)) + 1, np.abs(random(1, 33, 40)) + 1
    a[0, 0, 3] = np.nan
    b[0, 5, 7] = np.inf
    with np.errstate(invalid="ignore"):
        expected = naive.matmul(a, b, relu=True)

    close(multiply(kind, a, b, relu=1), expected, 33)


@pytest.mark.parametrize("kind", KINDS)
def test_result_does_not_depend_on_the_number_of_parts(kind):
    a, b = random(1, 70, 300), random(1, 300, 130)
    once = multiply(kind, a, b)

    for parts in (2, 3, 5):
        np.testing.assert_array_equal(multiply(kind, a, b, parts=parts), once)


@pytest.mark.parametrize("parts", [1, 3, 5])
@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 17, 31), (3, 16, 64), (0, 4, 4), (1, 65, 130)])
def test_transpose_of_a_batch(shape, parts):
    x = random(*shape)
    out = np.empty((shape[0], shape[2], shape[1]), np.float32)

    load("linear.transpose").run(x, out, *shape, parts=parts)

    np.testing.assert_array_equal(out, x.transpose(0, 2, 1))


SMALL = """
import sys; sys.path[:0] = ['tests/engine', 'tests']
import test_kernels_linear as tests
for kind in tests.KINDS:
    for shape in ((1, 17, 65), (2, 9, 7), (13, 10, 17), (16, 64, 0), (0, 5, 3)):
        tests.test_product_with_bias_and_relu(shape, 3, kind)
    tests.test_products_of_a_batch(3, 2, kind)
    tests.test_product_is_added_to_what_is_there((1, 30, 20), kind)
    tests.test_a_may_be_transposed((2, 30, 20), kind)
    tests.test_one_column_of_results(2, 5, kind)
    tests.test_gradients_end_where_a_relu_gave_nothing((2, 17, 65), kind)
    tests.test_nan_and_infinity_reach_exactly_the_results_they_should(2, kind)
tests.test_transpose_of_a_batch((2, 17, 31), 3)
"""


def test_plain_python_multiplies_the_same(run_python):
    run_python(SMALL, NUMBA_DISABLE_JIT="1")


def test_shorter_vectors_multiply_the_same(run_python):
    run_python(SMALL, NUMBA_CPU_NAME="haswell")
