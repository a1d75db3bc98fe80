"""Do convolutions and their gradients agree with the plain sum over taps, whatever the geometry?"""

import naive_products as naive
import numpy as np
import pytest

from engine.kernels import load


class Case:
    """A convolution: images, input sizes, channels, filters, window, strides, dilation, groups,
    padding ("valid", "same" or numbers before each axis, with the output sizes).
    """

    def __init__(self, images, inside, channels, filters, window, strides=None, dilation=None,
                 groups=1, padding="same", sizes=None):  # fmt: skip
        axes = len(inside)
        one = (1,) * axes
        strides, dilation = strides or one, dilation or one
        spans = [(k - 1) * d + 1 for k, d in zip(window, dilation, strict=True)]
        if padding == "same":
            sizes = [-(-i // s) for i, s in zip(inside, strides, strict=True)]
            padding = [
                max(0, (o - 1) * s + span - i) // 2
                for o, s, span, i in zip(sizes, strides, spans, inside, strict=True)
            ]
        elif padding == "valid":
            sizes = [(i - span) // s + 1 for i, span, s in zip(inside, spans, strides, strict=True)]
            padding = [0] * axes
        fill = 3 - axes
        self.images, self.channels, self.filters, self.groups = images, channels, filters, groups
        self.inside, self.sizes = (1,) * fill + tuple(inside), (1,) * fill + tuple(sizes)
        self.window = (1,) * fill + tuple(window)
        self.strides, self.dilation = (1,) * fill + tuple(strides), (1,) * fill + tuple(dilation)
        self.padding = (0,) * fill + tuple(padding)
        self.numbers = (
            images, *self.inside, channels, *self.sizes, filters, *self.window, *self.strides,
            *self.dilation, groups, *self.padding,
        )  # fmt: skip
        self.geometry = (self.strides, self.dilation, groups, self.padding, self.sizes)
        generator = np.random.default_rng(images + sum(inside) + channels + filters)

        def random(*shape):
            return generator.standard_normal(shape).astype(np.float32)

        self.x = random(images, *self.inside, channels)
        self.w = random(*self.window, channels // groups, filters)
        self.bias, self.dy = random(filters), random(images, *self.sizes, filters)

    def __repr__(self):
        return "-".join(map(str, self.numbers))

    def forward(self, parts=1, relu=1, bias=True):
        y = np.full(self.dy.shape, 7, np.float32)
        load("convolution.forward").run(
            self.x, self.w, self.bias if bias else None, y, *self.numbers, relu, parts=parts
        )
        return y

    def input_gradient(self, parts=1, bias=None, relu=0):
        rotated, dx = np.full(self.w.size, 7, np.float32), np.full(self.x.shape, 7, np.float32)
        load("convolution.rotate").run(
            self.w, rotated, *self.window, self.channels, self.filters, self.groups, parts=parts
        )
        load("convolution.input_gradient").run(
            self.dy, rotated, bias, dx, *self.numbers, relu, parts=parts
        )
        return dx

    def weight_gradient(self, copies=1, each=1):
        dw = np.full((copies, *self.w.shape), 7, np.float32)
        load("convolution.weight_gradient").run(
            self.x, self.dy, dw, *self.numbers, copies, parts=copies * each
        )
        return dw.sum(axis=0, dtype=np.float64)

    def gradients(self):
        return naive.convolution_gradients(self.x, self.w, self.dy, *self.geometry)


CASES = [
    Case(2, (7, 9), 3, 5, (3, 3)),
    Case(3, (13, 17), 4, 33, (3, 3)),
    Case(2, (26, 26), 1, 8, (3, 3), padding="valid"),
    Case(2, (14, 15), 16, 17, (5, 5), padding="valid"),
    Case(2, (5, 31), 2, 65, (1, 1)),
    Case(2, (12, 13), 8, 6, (2, 4)),
    Case(9, (4, 4), 5, 16, (3, 3)),
    Case(12, (8, 8), 8, 20, (3, 3), padding="valid"),
    Case(5, (1, 1), 6, 7, (3, 3)),
    Case(1, (16, 16), 3, 4, (7, 7)),
    Case(2, (3, 3), 3, 4, (7, 7)),
    Case(2, (14, 14), 3, 5, (3, 3), strides=(2, 2)),
    Case(2, (15, 13), 3, 5, (3, 3), strides=(2, 3), padding="valid"),
    Case(9, (7, 8), 4, 4, (1, 1), strides=(2, 2)),
    Case(2, (17, 19), 3, 5, (2, 2), strides=(3, 5), padding="valid"),
    Case(1, (20, 20), 2, 3, (4, 4), strides=(2, 2)),
    Case(2, (16, 18), 3, 5, (3, 3), dilation=(2, 3)),
    Case(2, (16, 18), 4, 5, (3, 2), dilation=(2, 2), padding="valid"),
    Case(2, (16, 18), 4, 6, (3, 3), strides=(2, 1), dilation=(1, 2)),
    Case(2, (19, 17), 4, 6, (3, 4), strides=(2, 4), dilation=(3, 2)),
    Case(2, (13, 13), 6, 4, (3, 3), groups=2),
    Case(9, (6, 6), 6, 9, (3, 3), groups=3, strides=(2, 2)),
    Case(2, (14, 13), 5, 5, (3, 3), groups=5),
    Case(9, (6, 7), 17, 17, (3, 3), groups=17),
    Case(2, (15, 16), 33, 33, (3, 3), groups=33, strides=(2, 2)),
    Case(2, (16, 13), 64, 64, (3, 3), groups=64, dilation=(2, 2)),
    Case(2, (13, 12), 3, 6, (3, 3), groups=3),
    Case(2, (14, 12), 65, 65, (5, 2), groups=65, strides=(1, 2), padding="valid"),
    Case(3, (40,), 5, 8, (3,)),
    Case(1, (100,), 16, 16, (5,)),
    Case(3, (40,), 5, 8, (4,), dilation=(3,), padding=(9,), sizes=(40,)),
    Case(3, (41,), 5, 8, (3,), strides=(2,), padding=(2,), sizes=(21,)),
    Case(2, (5, 6, 13), 3, 5, (3, 3, 3)),
    Case(9, (4, 4, 4), 3, 5, (2, 2, 2), strides=(2, 2, 2), padding="valid"),
    Case(2, (6, 7, 14), 4, 6, (3, 2, 3), strides=(2, 1, 2), groups=2),
    Case(2, (5, 6, 13), 6, 6, (3, 3, 3), groups=6),
    Case(0, (7, 9), 3, 5, (3, 3)),
    Case(2, (6, 6), 3, 5, (3, 3), padding=(5, 4), sizes=(16, 20)),
    Case(2, (14, 13), 16, 1, (3, 3)),
    Case(3, (9, 31), 5, 1, (3, 2), strides=(2, 1)),
    Case(2, (13, 15), 7, 1, (3, 3), dilation=(2, 2)),
    Case(2, (5, 6, 13), 3, 1, (3, 3, 3)),
]


def close(actual, expected):
    np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_forward(case, parts):
    expected = naive.convolution(case.x, case.w, case.bias, *case.geometry, relu=True)

    close(case.forward(parts), expected)


@pytest.mark.parametrize("case", CASES[:12:3], ids=repr)
def test_forward_without_bias_and_relu(case):
    close(case.forward(relu=0, bias=False), naive.convolution(case.x, case.w, None, *case.geometry))


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_input_gradient(case, parts):
    close(case.input_gradient(parts), case.gradients()[0])


@pytest.mark.parametrize("case", CASES[::4], ids=repr)
def test_transposed_convolution_has_bias_and_relu(case):
    bias = np.linspace(-1, 1, case.channels).astype(np.float32)

    close(case.input_gradient(2, bias, relu=1), np.maximum(case.gradients()[0] + bias, 0))


@pytest.mark.parametrize("copies, each", [(1, 1), (1, 3), (3, 1), (2, 2)])
@pytest.mark.parametrize("case", CASES, ids=repr)
def test_weight_gradient(case, copies, each):
    expected = case.gradients()[1]
    scale = max(1, case.dy[..., 0].size ** 0.5)

    np.testing.assert_allclose(
        case.weight_gradient(copies, each) / scale, expected / scale, rtol=1e-4, atol=1e-5
    )


@pytest.mark.parametrize("parts", [2, 4, 5, 50])
@pytest.mark.parametrize("case", [CASES[1], CASES[6], CASES[29], CASES[32]], ids=repr)
def test_result_does_not_depend_on_the_number_of_parts(case, parts):
    np.testing.assert_allclose(case.forward(parts), case.forward(), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(
        case.input_gradient(parts), case.input_gradient(), rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize("case", [CASES[0], CASES[11], CASES[22]], ids=repr)
def test_nan_and_infinity_reach_exactly_the_results_they_should(case):
    case = Case(*[2, (9, 13), 3, 3, (3, 3)], groups=case.groups if case.groups == 1 else 3)
    case.x[1, 0, 4, 6, 1], case.x[0, 0, 2, 2, 0] = np.nan, np.inf
    with np.errstate(invalid="ignore"):
        expected = naive.convolution(case.x, case.w, case.bias, *case.geometry, relu=True)

    close(case.forward(), expected)


def test_naive_gradients_agree_with_finite_differences():
    case = Case(1, (4, 5), 4, 4, (3, 2), strides=(2, 1), dilation=(1, 2), groups=2)
    dx, dw = case.gradients()
    for values, gradient in ((case.x, dx), (case.w, dw)):
        for index in list(np.ndindex(*values.shape))[::7]:
            kept, ends = values[index], []
            for step in (-0.5, 0.5):
                values[index] = kept + step
                y = naive.convolution(case.x, case.w, case.bias, *case.geometry)
                ends.append((y * case.dy).sum())
            values[index] = kept
            assert abs(ends[1] - ends[0] - gradient[index]) < 1e-4


SMALL = """
import sys; sys.path[:0] = ['tests/engine', 'tests']
import test_kernels_convolution as tests
for case in (tests.CASES[0], tests.CASES[6], tests.CASES[18], tests.CASES[21], tests.CASES[23]):
    tests.test_forward(case, 3)
    tests.test_input_gradient(case, 3)
    tests.test_weight_gradient(case, 2, 2)
"""


def test_plain_python_convolves_the_same(run_python):
    run_python(SMALL, NUMBA_DISABLE_JIT="1")


def test_shorter_vectors_convolve_the_same(run_python):
    run_python(SMALL, NUMBA_CPU_NAME="haswell")
