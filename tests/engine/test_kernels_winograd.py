"""Does the convolution with fewer products give what the plain sum gives, to its own accuracy?"""

import naive_products as naive
import numpy as np
import pytest

from engine.kernels import load, sizes

ONES, WINDOW = (1, 1, 1), (1, 3, 3)


class Case:
    """A 3 x 3 convolution: images, input size, channels, filters, padding before, output size."""

    def __init__(self, images, inside, channels, filters, padding=(1, 1), sizes=None):
        self.inside, self.sizes, self.padding = inside, sizes or inside, padding
        self.channels, self.filters, self.images = channels, filters, images
        generator = np.random.default_rng(images + sum(inside) + channels + filters)

        def random(*shape):
            return generator.standard_normal(shape).astype(np.float32)

        self.x = random(images, 1, *inside, channels)
        self.w = random(1, 3, 3, channels, filters) / np.float32(3 * channels**0.5)
        self.bias, self.dy = random(filters), random(images, 1, *self.sizes, filters)
        self.geometry = (ONES, ONES, 1, (0, *padding), (1, *self.sizes))

    def __repr__(self):
        numbers = (self.images, *self.inside, self.channels, self.filters, *self.sizes)
        return "-".join(map(str, numbers))

    def forward(self, parts=1, relu=1):
        return self._convolve(
            self.x, self.w, self.bias, self.inside, self.channels, self.sizes, self.filters,
            self.padding, relu, parts,
        )  # fmt: skip

    def input_gradient(self, parts=1):
        rotated = np.empty((1, 3, 3, self.filters, self.channels), np.float32)
        load("convolution.rotate").run(
            self.w, rotated, 1, 3, 3, self.channels, self.filters, 1, parts=parts
        )
        padding = tuple(2 - before for before in self.padding)
        return self._convolve(
            self.dy, rotated, None, self.sizes, self.filters, self.inside, self.channels, padding,
            0, parts,
        )  # fmt: skip

    def _convolve(self, x, w, bias, inside, channels, outside, filters, padding, relu, parts):
        u = np.full(sizes.winograd_weights(channels, filters), np.nan, np.float32)
        load("winograd.weights").run(w, u, channels * filters, parts=parts)
        y = np.full((self.images, 1, *outside, filters), 7, np.float32)
        scratch = np.full(sizes.winograd_scratch(channels, filters, parts), np.nan, np.float32)
        load("winograd.forward").run(
            x, u, bias, y, self.images, *inside, channels, *outside, filters, *padding, relu,
            scratch, parts=parts,
        )  # fmt: skip
        return y

    def weight_gradient(self, parts=1, each=1):
        n, copies = self.channels * self.filters, -(-parts // each)
        du = np.full(copies * sizes.winograd_weights(self.channels, self.filters), np.nan, "f")
        scratch = np.full(sizes.winograd_scratch(self.channels, self.filters, parts), np.nan, "f")
        load("winograd.weight_gradient").run(
            self.x, self.dy, None, du, self.images, *self.inside, self.channels, *self.sizes,
            self.filters, *self.padding, scratch, copies, parts=parts,
        )  # fmt: skip
        dw = np.full(self.w.shape, 7, np.float32)
        load("winograd.weights_back").run(du, dw, copies, n, parts=parts)
        return dw


CASES = [
    Case(2, (8, 8), 16, 16),
    Case(3, (13, 17), 5, 33),
    Case(1, (4, 4), 1, 1),
    Case(2, (7, 6), 17, 15),
    Case(5, (3, 2), 16, 65),
    Case(2, (16, 16), 32, 48),
    Case(2, (10, 11), 16, 16, padding=(0, 0), sizes=(8, 9)),
    Case(2, (9, 9), 8, 16, padding=(2, 0), sizes=(11, 8)),
    Case(0, (8, 8), 16, 16),
    Case(40, (8, 8), 3, 4),
]


def close(actual, expected, scale=1.0):
    np.testing.assert_allclose(actual / scale, expected / scale, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("parts", [1, 2, 5])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_forward(case, parts):
    expected = naive.convolution(case.x, case.w, case.bias, *case.geometry, relu=True)

    close(case.forward(parts), expected)


@pytest.mark.parametrize("parts", [1, 2, 5])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_gradients(case, parts):
    dx, dw = naive.convolution_gradients(case.x, case.w, case.dy, *case.geometry)

    close(case.input_gradient(parts), dx)
    scale = max(1, case.dy[..., 0].size ** 0.5)
    close(case.weight_gradient(parts), dw, scale=scale)
    close(case.weight_gradient(2 * parts + 1, each=2), dw, scale=scale)


@pytest.mark.parametrize("relu", [0, 1])
def test_nan_shows_where_it_is_seen_and_no_farther_than_its_tiles(relu):
    case = Case(2, (16, 16), 4, 20)
    case.x[1, 0, 6, 9, 2] = np.nan

    found = np.isnan(case.forward(relu=relu))

    assert found[1, 0, 5:8, 8:11].all()
    assert not found[0].any() and not found[1, 0, 8:].any() and not found[1, 0, :, :8].any()


def test_result_does_not_depend_on_the_number_of_parts():
    case = Case(3, (12, 12), 16, 16)

    for parts in (2, 5, 50):
        np.testing.assert_allclose(case.forward(parts), case.forward(), rtol=1e-5, atol=1e-6)


def test_it_pays_for_many_channels_and_whole_tiles_only():
    assert sizes.winograd_pays(64, 32, 32, 32, 32)
    assert not sizes.winograd_pays(64, 32, 32, 3, 32)
    assert not sizes.winograd_pays(64, 5, 5, 64, 64)
    assert not sizes.winograd_pays(1, 8, 8, 64, 64)
    assert not sizes.winograd_pays(0, 8, 8, 64, 64)


SMALL = """
import sys; sys.path[:0] = ['tests/engine', 'tests']
import test_kernels_winograd as tests
for case in tests.CASES[1:5]:
    tests.test_forward(case, 2)
    tests.test_gradients(case, 2)
tests.test_nan_shows_where_it_is_seen_and_no_farther_than_its_tiles(1)
"""


def test_plain_python_convolves_the_same(run_python):
    run_python(SMALL, NUMBA_DISABLE_JIT="1")


@pytest.mark.parametrize("processor", ["haswell", "generic"])
def test_shorter_vectors_convolve_the_same(processor, run_python):
    run_python(SMALL, NUMBA_CPU_NAME=processor)
