"""Do pools and their gradients agree with the plain walk over each window?"""

import naive_products as naive
import numpy as np
import pytest

from engine.kernels import load


class Case:
    """A pool: images, sizes, channels, window, strides, padding before each axis, output sizes."""

    def __init__(self, images, inside, channels, window, strides, padding, sizes):
        fill = 3 - len(inside)
        self.window, self.strides = (1,) * fill + window, (1,) * fill + strides
        self.padding, self.sizes = (0,) * fill + padding, (1,) * fill + sizes
        inside = (1,) * fill + inside
        self.numbers = (
            images, *inside, channels, *self.sizes, *self.window, *self.strides, *self.padding,
        )  # fmt: skip
        self.geometry = (self.window, self.strides, self.padding, self.sizes)
        generator = np.random.default_rng(sum(self.numbers))
        # Few different values: ties are common, also within a window.
        self.x = generator.integers(-9, 9, (images, *inside, channels)).astype(np.float32) / 4
        self.dy = generator.standard_normal((images, *self.sizes, channels)).astype(np.float32)

    def __repr__(self):
        return "-".join(map(str, self.numbers))

    def forward(self, kind, parts):
        y = np.full(self.dy.shape, 7, np.float32)
        load(f"pooling.{kind}_forward").run(self.x, y, *self.numbers, parts=parts)
        return y

    def gradient(self, kind, parts, relu=0):
        dx = np.full(self.x.shape, 7, np.float32)
        if kind == "max":
            given = self.x, self.forward("max", 1), self.dy, dx, relu
            load("pooling.max_gradient").run(*given, *self.numbers, parts=parts)
        else:
            load("pooling.average_gradient").run(self.dy, dx, *self.numbers, parts=parts)
        return dx


CASES = [
    Case(2, (8, 8), 32, (2, 2), (2, 2), (0, 0), (4, 4)),
    Case(3, (9, 7), 17, (2, 2), (2, 2), (0, 0), (4, 3)),
    Case(2, (9, 7), 5, (2, 2), (2, 2), (0, 0), (5, 4)),
    Case(2, (9, 8), 3, (3, 3), (2, 2), (1, 0), (5, 4)),
    Case(2, (7, 7), 16, (3, 3), (1, 1), (1, 1), (7, 7)),
    Case(1, (11, 13), 65, (2, 3), (3, 4), (0, 0), (4, 3)),
    Case(1, (6, 6), 1500, (2, 2), (2, 2), (0, 0), (3, 3)),
    Case(1, (7, 7), 40, (7, 7), (7, 7), (0, 0), (1, 1)),
    Case(4, (15,), 6, (2,), (2,), (0,), (7,)),
    Case(4, (16,), 6, (5,), (3,), (2,), (6,)),
    Case(2, (4, 5, 6), 3, (2, 2, 2), (2, 2, 2), (0, 0, 0), (2, 2, 3)),
    Case(2, (4, 5, 6), 3, (2, 3, 1), (1, 2, 2), (0, 1, 0), (4, 3, 3)),
    Case(1, (40, 31, 2), 3, (40, 30, 1), (40, 30, 1), (0, 0, 0), (1, 1, 2)),
    Case(0, (4, 4), 3, (2, 2), (2, 2), (0, 0), (2, 2)),
    Case(1, (1, 1), 1, (1, 1), (1, 1), (0, 0), (1, 1)),
]
KINDS = ["max", "average"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [1, 3, 5])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_forward(case, parts, kind):
    expected = naive.pool(case.x, *case.geometry, kind)

    np.testing.assert_allclose(case.forward(kind, parts), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [1, 3, 5])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_gradient_goes_to_the_first_greatest_or_to_all(case, parts, kind):
    expected = naive.pool_gradient(case.x, case.dy, *case.geometry, kind)

    np.testing.assert_allclose(case.gradient(kind, parts), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_gradient_behind_a_relu_ends_where_the_greatest_is_cut(case):
    y = naive.pool(case.x, *case.geometry, "max")
    expected = naive.pool_gradient(case.x, case.dy * (y > 0), *case.geometry, "max")

    np.testing.assert_allclose(case.gradient("max", 2, relu=1), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_nan_and_infinity_show_in_their_windows_only(kind):
    case = Case(1, (6, 8), 17, (2, 2), (2, 2), (0, 0), (3, 4))
    case.x[0, 0, 1, 3, 5], case.x[0, 0, 2, 2, 16] = np.nan, np.inf
    case.x[0, 0, 4, 0, 0] = -np.inf

    y = case.forward(kind, 1)

    expected = naive.pool(case.x, *case.geometry, kind)
    assert np.isnan(y[0, 0, 0, 1, 5]) and np.isnan(y).sum() == 1
    np.testing.assert_allclose(y, expected, rtol=1e-5, atol=1e-5)


def test_window_of_padding_only_has_no_greatest_and_mean_zero():
    case = Case(1, (2, 2), 3, (2, 2), (2, 2), (2, 0), (2, 1))

    assert (case.forward("max", 1)[0, 0, 0] == -np.inf).all()
    assert (case.forward("average", 1)[0, 0, 0] == 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_naive_gradient_agrees_with_finite_differences(kind):
    case = Case(1, (5, 6), 2, (3, 2), (2, 1), (1, 0), (3, 5))
    case.x += np.random.default_rng(0).standard_normal(case.x.shape).astype(np.float32)
    gradient = naive.pool_gradient(case.x, case.dy, *case.geometry, kind)
    for index in np.ndindex(*case.x.shape):
        ends = []
        for step in (-1e-4, 1e-4):
            x = case.x.astype(np.float64)
            x[index] += step
            ends.append((naive.pool(x, *case.geometry, kind) * case.dy).sum())
        assert abs((ends[1] - ends[0]) / 2e-4 - gradient[index]) < 1e-5


def test_pools_run_as_plain_python(run_python):
    run_python(
        "import sys; sys.path[:0] = ['tests/engine', 'tests']\n"
        "import test_kernels_pooling as tests\n"
        "for case in (tests.CASES[2], tests.CASES[3], tests.CASES[11]):\n"
        "    for kind in tests.KINDS:\n"
        "        tests.test_forward(case, 3, kind)\n"
        "        tests.test_gradient_goes_to_the_first_greatest_or_to_all(case, 3, kind)\n"
        "tests.test_nan_and_infinity_show_in_their_windows_only('max')",
        NUMBA_DISABLE_JIT="1",
    )
