"""Are batch and layer normalization right, forward and back, also where the mean is huge?"""

import naive
import naive_products
import numpy as np
import pytest

from engine.kernels import load

SHAPES = [(1, 1), (2, 3), (7, 1), (50, 3), (3, 64), (33, 5), (9, 100), (3, 1100), (200, 17)]
PARTS = range(1, 6)
EPSILON = 1e-3


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype("f4")


def run(name, *arguments, parts=1):
    module = "layer_normalization" if name.startswith("layer_") else "normalization"
    load(f"{module}.{name}").run(*arguments, parts=parts)


def statistics(x, parts):
    rows, channels = x.shape
    partials = np.full((parts, 2, channels), np.nan)
    mean, variance = np.empty(channels, "f4"), np.empty(channels, "f4")
    run("batch_sums", x, partials, rows, channels, parts=parts)
    run("batch_statistics", partials, mean, variance, parts, rows, channels, parts=2)
    return mean, variance


def combined(partials):
    sums = np.empty(partials.shape[1:], "f4")
    load("reduction.combine").run(partials, sums, len(partials), sums.size)
    return sums


@pytest.mark.parametrize("shape", SHAPES)
def test_batch_statistics_are_mean_and_biased_variance(shape):
    x = numbers(*shape)
    for parts in PARTS:
        mean, variance = statistics(x, parts)
        np.testing.assert_allclose(mean, x.mean(0, dtype=float), rtol=1e-6, atol=1e-7)
        np.testing.assert_allclose(variance, x.var(0, dtype=float), rtol=1e-6, atol=1e-7)


def test_a_small_variance_beside_a_huge_mean_is_kept():
    x = (4096 + numbers(10_000, 3) / 16).astype("f4")
    mean, variance = statistics(x, 3)
    np.testing.assert_allclose(mean, x.mean(0, dtype=float), rtol=1e-7)
    np.testing.assert_allclose(variance, x.var(0, dtype=float), rtol=1e-4)


def test_a_constant_channel_has_no_variance():
    mean, variance = statistics(np.full((33, 2), 0.1, "f4"), 2)
    assert variance.tolist() == pytest.approx([0, 0], abs=1e-12)
    assert mean.tolist() == pytest.approx([0.1, 0.1])


def test_statistics_show_nan_and_only_in_their_channel():
    x = numbers(40, 3)
    x[17, 1] = np.nan
    mean, variance = statistics(x, 3)
    assert np.isnan(mean).tolist() == np.isnan(variance).tolist() == [False, True, False]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("with_gamma", "with_beta"), [(1, 1), (1, 0), (0, 1), (0, 0)])
def test_batch_normalize_agrees_with_its_twin(shape, with_gamma, with_beta):
    rows, channels = shape
    x, gamma, beta = numbers(*shape), numbers(channels, seed=1), numbers(channels, seed=2)
    mean, variance = statistics(x, 1)
    given = (gamma if with_gamma else None, beta if with_beta else None)
    wanted = naive.normalize(
        x.astype(float), gamma if with_gamma else 1, beta if with_beta else 0, EPSILON, 0
    )
    for parts in PARTS:
        for relu in (0, 1):
            out = np.full(x.size + 1, 7.0, "f4")
            arguments = (x, mean, variance, *given, out, rows, channels, relu, EPSILON)
            run("batch_normalize", *arguments, parts=parts)
            assert out[-1] == 7
            limit = 0 if relu else -np.inf
            np.testing.assert_allclose(
                out[:-1].reshape(shape), np.maximum(wanted, limit), rtol=1e-5, atol=3e-6
            )


def test_relu_after_normalizing_keeps_nan():
    x = np.array([[np.nan], [1], [-1]], "f4")
    out, zero, one = np.empty_like(x), np.zeros(1, "f4"), np.ones(1, "f4")
    run("batch_normalize", x, zero, one, None, None, out, 3, 1, 1, 0.0)
    assert np.isnan(out[0, 0])
    assert out[1:].ravel().tolist() == [1, 0]


@pytest.mark.parametrize("shape", [*SHAPES, (5000, 2)])
@pytest.mark.parametrize("relu", [0, 1])
def test_batch_gradient_is_the_exact_one(shape, relu):
    rows, channels = shape
    x, dy = numbers(*shape), numbers(*shape, seed=1)
    gamma, beta = numbers(channels, seed=2), numbers(channels, seed=3)
    mean, variance = statistics(x, 1)
    exact = x.astype(float)
    inverse = 1 / np.sqrt(exact.var(0) + EPSILON)
    hat = (exact - exact.mean(0)) * inverse
    passed = np.where(hat * gamma + beta > 0, dy, 0) if relu else dy
    dgamma, dbeta = (passed * hat).sum(0), passed.sum(0, dtype=float)
    wanted = gamma * inverse * (passed - dbeta / rows - hat * dgamma / rows)
    given = x, dy, mean, variance, gamma, beta
    for parts in PARTS:
        partials = np.full((parts, 2, channels), np.nan, "f4")
        arguments = (*given, partials, rows, channels, relu, EPSILON)
        run("batch_gradient_sums", *arguments, parts=parts)
        sums = combined(partials)
        np.testing.assert_allclose(sums, [dgamma, dbeta], rtol=1e-5, atol=2e-5)
        dx = np.empty_like(x)
        run("batch_gradient", *given, sums, dx, rows, channels, relu, EPSILON, parts=parts)
        np.testing.assert_allclose(dx, wanted, rtol=1e-4, atol=2e-5)


@pytest.mark.parametrize("with_gamma", [0, 1])
def test_batch_gradients_agree_with_finite_differences(with_gamma):
    x, dy, gamma = numbers(6, 3), numbers(6, 3, seed=1), numbers(3, seed=2)
    beta = np.zeros(3)
    mean, variance = statistics(x, 1)
    partials, dx = np.empty((1, 2, 3), "f4"), np.empty_like(x)
    given = x, dy, mean, variance, gamma if with_gamma else None, None
    run("batch_gradient_sums", *given, partials, 6, 3, 0, EPSILON)
    sums = combined(partials)
    run("batch_gradient", *given, sums, dx, 6, 3, 0, EPSILON)
    scale = gamma if with_gamma else np.ones(3)

    def of_x(x):
        return naive.normalize(x, scale, beta, EPSILON, 0)

    def of_gamma(gamma):
        return naive.normalize(x.astype(float), gamma, beta, EPSILON, 0)

    np.testing.assert_allclose(dx, naive.gradient(of_x, x, dy), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(sums[0], naive.gradient(of_gamma, gamma, dy), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(sums[1], dy.sum(0), rtol=1e-5, atol=1e-6)


def test_with_fixed_statistics_the_gradient_is_only_scaled():
    x, dy, gamma = numbers(9, 5), numbers(9, 5, seed=1), numbers(5, seed=2)
    mean, variance = numbers(5, seed=3), np.abs(numbers(5, seed=4))
    dx = np.empty_like(x)
    run("batch_gradient", x, dy, mean, variance, gamma, None, None, dx, 9, 5, 0, EPSILON)
    wanted = dy * gamma / np.sqrt(variance.astype(float) + EPSILON)
    np.testing.assert_allclose(dx, wanted, rtol=1e-5, atol=1e-7)


# Pooled: lines of pairs, width and channels of what the pool makes.
PICTURES = [(1, 1, 16), (6, 4, 17), (4, 3, 64), (2, 40, 5), (3, 2, 1100)]


class Pooled:
    """A picture, what normalizing, cutting and pooling it gives, and the gradient, in float64."""

    def __init__(self, lines, width, channels, relu, gamma=True, beta=True):
        self.x = numbers(1, 2 * lines, 2 * width, channels)
        self.dy = numbers(1, lines, width, channels, seed=1)
        self.mean, self.variance = statistics(self.x.reshape(-1, channels), 1)
        self.gamma = numbers(channels, seed=2) if gamma else None
        self.beta = numbers(channels, seed=3) if beta else None
        self.given = self.mean, self.variance, self.gamma, self.beta
        self.numbers = lines, width, channels, relu, EPSILON
        self.geometry = (2, 2), (2, 2), (0, 0), (lines, width)
        flat = self.x.reshape(-1, channels).astype(float)
        scale, shift = self.gamma if gamma else 1, self.beta if beta else 0
        value = naive.normalize(flat, scale, shift, EPSILON, 0).reshape(self.x.shape)
        cut = np.maximum(value, 0) if relu else value
        self.y = naive_products.pool(cut, *self.geometry, "max")
        passed = naive_products.pool_gradient(value, self.dy, *self.geometry, "max")
        passed = passed * (value > 0) if relu else passed
        self.passed = passed.reshape(-1, channels)
        self.inverse = scale / np.sqrt(flat.var(0) + EPSILON)
        hat = (flat - flat.mean(0)) / np.sqrt(flat.var(0) + EPSILON)
        self.sums = np.stack([(self.passed * hat).sum(0), self.passed.sum(0)])
        pulled = self.passed - self.sums[1] / len(flat) - hat * self.sums[0] / len(flat)
        self.dx = (self.inverse * pulled).reshape(self.x.shape)


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("relu", [0, 1])
def test_normalizing_and_pooling_in_one_walk_agrees_with_one_after_the_other(picture, relu):
    case = Pooled(*picture, relu, gamma=picture[2] != 64, beta=picture[2] != 17)
    for parts in PARTS:
        y, dx = np.full_like(case.dy, 7), np.full_like(case.x, 7)
        load("pooled_normalization.normalize").run(
            case.x, *case.given, y, *case.numbers, parts=parts
        )
        np.testing.assert_allclose(y, case.y, rtol=1e-5, atol=1e-5)
        partials = np.full((parts, 2, picture[2]), np.nan, "f4")
        load("pooled_normalization.gradient_sums").run(
            case.x, case.dy, *case.given, partials, *case.numbers, parts=parts
        )
        sums = combined(partials)
        np.testing.assert_allclose(sums, case.sums, rtol=1e-4, atol=2e-5)
        gradient = load("pooled_normalization.gradient")
        gradient.run(case.x, case.dy, *case.given, sums, dx, *case.numbers, parts=parts)
        np.testing.assert_allclose(dx, case.dx, rtol=1e-4, atol=2e-5)
        gradient.run(case.x, case.dy, *case.given, None, dx, *case.numbers, parts=parts)
        scaled = (case.inverse * case.passed).reshape(case.x.shape)
        np.testing.assert_allclose(dx, scaled, rtol=1e-4, atol=2e-5)


@pytest.mark.parametrize("relu", [0, 1])
def test_gradient_of_normalizing_and_pooling_agrees_with_finite_differences(relu):
    case = Pooled(2, 2, 2, relu)

    def of_x(x):
        flat = x.reshape(-1, 2).astype(float)
        value = naive.normalize(flat, case.gamma, case.beta, EPSILON, 0).reshape(x.shape)
        return naive_products.pool(np.maximum(value, 0) if relu else value, *case.geometry, "max")

    wanted = naive.gradient(of_x, case.x, case.dy)
    np.testing.assert_allclose(case.dx, wanted, rtol=1e-4, atol=1e-5)


def test_nan_and_infinity_show_through_normalizing_and_pooling():
    x, y = numbers(1, 4, 4, 16), np.empty((1, 2, 2, 16), "f4")
    x[0, 0, 1, 3], x[0, 2, 2, 5], x[0, 3, 3, 5] = np.nan, np.inf, -np.inf
    zero, one = np.zeros(16, "f4"), np.ones(16, "f4")
    load("pooled_normalization.normalize").run(x, zero, one, None, None, y, 2, 2, 16, 1, 0.0)
    assert np.isnan(y[0, 0, 0, 3]) and np.isnan(y).sum() == 1
    assert y[0, 1, 1, 5] == np.inf


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), *SHAPES])
@pytest.mark.parametrize(("with_gamma", "with_beta"), [(1, 1), (1, 0), (0, 1), (0, 0)])
def test_layer_normalize_agrees_with_its_twin(shape, with_gamma, with_beta):
    rows, cols = shape
    x, gamma, beta = 5 + numbers(*shape), numbers(cols, seed=1), numbers(cols, seed=2)
    given = (gamma if with_gamma else None, beta if with_beta else None)
    for parts in PARTS:
        out, mean, variance = np.full_like(x, 7), np.empty(rows, "f4"), np.empty(rows, "f4")
        arguments = (x, *given, out, mean, variance, rows, cols, EPSILON)
        run("layer_normalize", *arguments, parts=parts)
        if x.size == 0:
            continue
        wanted = naive.normalize(
            x.astype(float), gamma if with_gamma else 1, beta if with_beta else 0, EPSILON, 1
        )
        np.testing.assert_allclose(out, wanted, rtol=1e-5, atol=2e-5)
        np.testing.assert_allclose(mean, x.mean(1, dtype=float), rtol=1e-6)
        np.testing.assert_allclose(variance, x.var(1, dtype=float), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("with_gamma", [0, 1])
def test_layer_gradients_are_the_exact_ones(shape, with_gamma):
    rows, cols = shape
    x, dy = numbers(*shape), numbers(*shape, seed=1)
    gamma = numbers(cols, seed=2)
    exact = x.astype(float)
    mean, variance = exact.mean(1).astype("f4"), exact.var(1).astype("f4")
    inverse = 1 / np.sqrt(exact.var(1, keepdims=True) + EPSILON)
    hat = (exact - exact.mean(1, keepdims=True)) * inverse
    scaled = dy * gamma if with_gamma else dy.astype(float)
    pulled = scaled - scaled.mean(1, keepdims=True)
    wanted = inverse * (pulled - hat * (scaled * hat).mean(1, keepdims=True))
    given = gamma if with_gamma else None
    for parts in PARTS:
        dx = np.full_like(x, 7)
        arguments = (x, dy, mean, variance, given, dx, rows, cols, EPSILON)
        run("layer_gradient", *arguments, parts=parts)
        np.testing.assert_allclose(dx, wanted, rtol=1e-4, atol=2e-5)
        partials = np.full((parts, 2, cols), np.nan, "f4")
        arguments = (x, dy, mean, variance, partials, rows, cols, EPSILON)
        run("layer_gradient_sums", *arguments, parts=parts)
        sums = combined(partials)
        np.testing.assert_allclose(sums, [(dy * hat).sum(0), dy.sum(0)], rtol=1e-5, atol=1e-5)


def test_layer_gradient_agrees_with_finite_differences():
    x, dy, gamma = numbers(3, 5), numbers(3, 5, seed=1), numbers(5, seed=2)
    out, mean, variance = np.empty_like(x), np.empty(3, "f4"), np.empty(3, "f4")
    run("layer_normalize", x, gamma, None, out, mean, variance, 3, 5, EPSILON)
    dx = np.empty_like(x)
    run("layer_gradient", x, dy, mean, variance, gamma, dx, 3, 5, EPSILON)

    def of_x(x):
        return naive.normalize(x, gamma, 0, EPSILON, 1)

    np.testing.assert_allclose(dx, naive.gradient(of_x, x, dy), rtol=1e-4, atol=1e-5)


def test_a_row_with_nan_is_nan_alone():
    x = numbers(3, 40)
    x[1, 7] = np.nan
    out, mean, variance = np.empty_like(x), np.empty(3, "f4"), np.empty(3, "f4")
    run("layer_normalize", x, None, None, out, mean, variance, 3, 40, EPSILON)
    assert np.isnan(out).all(1).tolist() == [False, True, False]
    assert np.isnan(out).any(1).tolist() == [False, True, False]


def test_the_same_source_runs_without_compiling(run_python):
    code = """
import numpy as np
from engine.kernels import load
x = (np.arange(42) % 11).astype("f4").reshape(14, 3)
partials, mean, variance = np.empty((2, 2, 3)), np.empty(3, "f4"), np.empty(3, "f4")
load("normalization.batch_sums").run(x, partials, 14, 3, parts=2)
load("normalization.batch_statistics").run(partials, mean, variance, 2, 14, 3)
out = np.empty_like(x)
load("normalization.batch_normalize").run(x, mean, variance, None, mean, out, 14, 3, 1, 0.001)
out, pooled = out.reshape(-1), np.empty(3, "f4")
sums, dx = np.empty((1, 2, 3), "f4"), np.empty((4, 3), "f4")
given = mean, variance, None, mean
load("pooled_normalization.normalize").run(x, *given, pooled, 1, 1, 3, 1, 0.001)
numbers = 1, 1, 3, 1, 0.001
load("pooled_normalization.gradient_sums").run(x, pooled, *given, sums, *numbers)
load("pooled_normalization.gradient").run(x, pooled, *given, sums, dx, *numbers)
load("normalization.batch_gradient_sums").run(x, x, *given, sums, 4, 3, 1, 0.001)
print([f"{value:.4f}" for one in (out, pooled, dx, sums) for value in one.ravel()])
"""
    assert run_python(code, NUMBA_DISABLE_JIT="1") == run_python(code)
