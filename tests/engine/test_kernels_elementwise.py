"""Do the kernels that work element by element agree with their twins, at every size and cut?"""

import naive
import numpy as np
import pytest

from engine.kernels import load

SIZES = (0, 1, 2, 3, 7, 15, 16, 17, 33, 100, 1001)
SPECIAL = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 2.5, 1e-20, 300.0, -300.0], "f4")
LIMITS = np.array([np.nan, np.inf, -np.inf], "f4")

PARAMETERS = {
    "affine": [(2.5, -0.75)],
    "clip": [(-0.5, 1.25), (-np.inf, 0.0)],
    "power_scalar": [(2.0,), (3.0,), (0.5,), (1.0,), (-1.0,), (1.7,), (0.0,)],
    "leaky_relu": [(0.3,)],
    "bounded_relu": [(0.0, 0.0, 6.0), (0.1, 0.5, np.inf), (0.2, 1.0, 2.0)],
    "elu": [(1.0,), (0.4,)],
}
CASES = [
    (group, name, parameters)
    for group, table in (("elementwise", naive.UNARY), ("activations", naive.ACTIVATIONS))
    for name in table
    for parameters in PARAMETERS.get(name, [()])
]
OF_OUTPUT = {"sigmoid", "tanh", "relu"}  # whose gradient kernels take y, not x


def numbers(n, seed=0):
    random = np.random.default_rng(seed)
    return (random.standard_normal(n) * random.choice([0.1, 1, 4], n)).astype("f4")


def twin(name):
    return {**naive.UNARY, **naive.ACTIVATIONS}[name]


def close(got, wanted, relative=3e-6, absolute=1e-6):
    with np.errstate(over="ignore"):
        wanted = np.asarray(wanted).astype("f4")
    np.testing.assert_allclose(got, wanted, rtol=relative, atol=absolute)


def in_pieces(kernel, make_arguments, n):
    """Run with 1 to 5 parts, demand the same bits from each, and return the result."""
    results = []
    for parts in range(1, 6):
        out = np.full(n + 1, 7.0, "f4")
        kernel.run(*make_arguments(out), parts=parts)
        assert out[n] == 7, "wrote behind its output"
        results.append(out[:n])
    for result in results[1:]:
        np.testing.assert_array_equal(result, results[0])
    return results[0]


@pytest.mark.parametrize(("group", "name", "parameters"), CASES)
def test_unary_kernel_agrees_with_its_twin(group, name, parameters):
    kernel = load(f"{group}.{name}")
    for n in SIZES:
        x = numbers(n, n)
        x[: min(n, len(SPECIAL))] = SPECIAL[:n]
        got = in_pieces(kernel, lambda out, x=x, n=n: (x, out, n, *parameters), n)
        with np.errstate(all="ignore"):
            wanted = twin(name)(x.astype(float), *parameters)
        close(got, wanted)


@pytest.mark.parametrize(("group", "name", "parameters"), CASES)
def test_unary_kernel_keeps_nan_and_finds_the_limits(group, name, parameters):
    x = np.concatenate([LIMITS] * 11)
    out = np.empty_like(x)
    load(f"{group}.{name}").run(x, out, x.size, *parameters)
    with np.errstate(all="ignore"):
        wanted = twin(name)(x.astype(float), *parameters).astype(float)
    if name in ("gelu", "swish", "mish", "gelu_tanh"):
        wanted[2::3] = out[2::3]  # 0 times minus infinity: NaN or 0, as the rounding of 0 has it
    np.testing.assert_array_equal(out, wanted.astype("f4"))


@pytest.mark.parametrize(
    ("name", "parameters"),
    [(name, parameters) for group, name, parameters in CASES if group == "activations"],
)
def test_activation_gradient_agrees_with_finite_differences(name, parameters):
    kernel = load(f"activations.{name}_gradient")
    for n in SIZES:
        x = numbers(n, n)
        dy = numbers(n, n + 1)
        function = twin(name)
        known = function(x.astype(float)).astype("f4") if name in OF_OUTPUT else x
        got = in_pieces(kernel, lambda out, a=known, dy=dy, n=n: (a, dy, out, n, *parameters), n)
        close(got, naive.slope(function, x.astype(float), *parameters) * dy, 3e-5, 1e-5)


@pytest.mark.parametrize("name", sorted(naive.ACTIVATIONS))
def test_activation_gradient_keeps_nan_of_the_gradient(name):
    x = np.full(40, 0.25, "f4")
    dy = np.full(40, np.nan, "f4")
    out = np.zeros(40, "f4")
    parameters = PARAMETERS.get(name, [()])[0]
    load(f"activations.{name}_gradient").run(x, dy, out, 40, *parameters)
    assert np.isnan(out).all()


def test_gradients_at_the_bends_are_those_of_keras():
    def at(name, x, *parameters):
        out = np.empty(1, "f4")
        one = np.ones(1, "f4")
        kernel = load(f"activations.{name}_gradient")
        kernel.run(np.array([x], "f4"), one, out, 1, *parameters)
        return float(out[0])

    assert at("relu", 0) == 0
    assert at("leaky_relu", 0, 0.25) == 0.25
    assert at("bounded_relu", 6, 0.0, 0.0, 6.0) == 0
    assert at("hard_sigmoid", 2.5) == pytest.approx(0.2)
    assert at("hard_sigmoid", 2.6) == 0


SHAPES = [(1, 1), (1, 7), (7, 1), (3, 5), (4, 16), (5, 33), (40, 3), (2, 300), (0, 4), (4, 0)]
SPREADS = [(False, False), (False, True), (True, False), (True, True)]


@pytest.mark.parametrize("name", sorted(naive.BINARY))
def test_binary_kernel_agrees_with_its_twin_for_every_spread(name):
    kernel = load(f"binary.{name}")
    for rows, cols in SHAPES:
        for a_spread in SPREADS:
            for b_spread in SPREADS:
                a, a_strides = _operand(rows, cols, a_spread, 1)
                b, b_strides = _operand(rows, cols, b_spread, 2)
                if name == "power":
                    a = np.abs(a)
                n = rows * cols
                got = in_pieces(
                    kernel,
                    lambda out, a=a, b=b, strides=(rows, cols, *a_strides, *b_strides): (
                        *(a, b, out),
                        *strides,
                    ),
                    n,
                )
                with np.errstate(all="ignore"):
                    wanted = naive.BINARY[name](a.astype(float), b.astype(float))
                if n:
                    close(got.reshape(rows, cols), np.broadcast_to(wanted, (rows, cols)))


def _operand(rows, cols, spread, seed):
    """Return an operand, of whole numbers so that some are equal, and its two strides."""
    over_rows, over_cols = spread
    shape = (1 if over_rows else rows, 1 if over_cols else cols)
    random = np.random.default_rng(seed)
    values = random.integers(-3, 4, shape).astype("f4")
    row_stride = 0 if over_rows else shape[1]
    return values, (row_stride, 0 if over_cols else 1)


def test_a_row_may_be_longer_than_the_part_of_it_that_is_used():
    wide = numbers(40).reshape(4, 10)
    out = np.empty((4, 6), "f4")
    load("binary.add").run(wide, np.ones(1, "f4"), out, 4, 6, 10, 1, 0, 0)
    np.testing.assert_array_equal(out, wide[:, :6] + 1)


@pytest.mark.parametrize("name", ["maximum", "minimum", "add", "multiply", "mod", "power"])
def test_nan_in_either_operand_wins(name):
    a = np.tile(np.array([np.nan, 2.0], "f4"), 20)
    b = np.tile(np.array([2.0, np.nan], "f4"), 20)
    out = np.zeros(40, "f4")
    load(f"binary.{name}").run(a, b, out, 1, 40, 40, 1, 40, 1)
    assert np.isnan(out).all()


@pytest.mark.parametrize(
    "name", ["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"]
)
def test_comparisons_with_nan_and_infinity_are_those_of_numpy(name):
    values = np.array([np.nan, np.inf, -np.inf, 0, -0.0, 1], "f4")
    a, b = (side.ravel() for side in np.meshgrid(values, values))
    a, b = np.ascontiguousarray(a), np.ascontiguousarray(b)
    out = np.empty_like(a)
    load(f"binary.{name}").run(a, b, out, 1, a.size, a.size, 1, a.size, 1)
    np.testing.assert_array_equal(out, naive.BINARY[name](a, b))


def test_division_by_zero_gives_infinity_and_nan():
    a = np.array([1, -1, 0], "f4")
    out = np.empty(3, "f4")
    load("binary.divide").run(a, np.zeros(3, "f4"), out, 1, 3, 3, 1, 3, 1)
    np.testing.assert_array_equal(out, [np.inf, -np.inf, np.nan])


@pytest.mark.parametrize("n", SIZES)
def test_kernels_of_three_tensors(n):
    a, b, c = numbers(n, 1), numbers(n, 2), numbers(n, 3)
    condition = (a > 0).astype("f4") * 5
    got = in_pieces(load("elementwise.where"), lambda out: (condition, b, c, out, n), n)
    np.testing.assert_array_equal(got, np.where(a > 0, b, c))


@pytest.mark.parametrize("n", SIZES)
def test_fill_and_spread(n):
    one = np.float32([0.25])
    np.testing.assert_array_equal(
        in_pieces(load("elementwise.spread"), lambda out: (one, out, n), n), np.full(n, 0.25)
    )
    np.testing.assert_array_equal(
        in_pieces(load("elementwise.fill"), lambda out: (out, n, 0.125), n), np.full(n, 0.125)
    )


@pytest.mark.parametrize("name", ["exp", "sqrt", "clip", "affine"])
def test_output_may_be_the_input(name):
    x = np.abs(numbers(101))
    wanted = np.empty_like(x)
    kernel = load(f"elementwise.{name}")
    kernel.run(x, wanted, 101, 0.2, 0.7)
    kernel.run(x, x, 101, 0.2, 0.7)
    np.testing.assert_allclose(x, wanted, rtol=1e-6)


def test_the_same_source_runs_without_compiling(run_python):
    code = """
import numpy as np
from engine.kernels import load
x = np.linspace(-3, 3, 7).astype("f4")
out = np.empty(7, "f4")
for name in ("elementwise.exp", "elementwise.floor", "activations.gelu", "activations.relu"):
    load(name).run(x, out, 7, parts=2)
    print(*(f"{value:.4f}" for value in out))
load("binary.maximum").run(x, np.zeros(1, "f4"), out, 1, 7, 7, 1, 0, 0, parts=3)
print(*(f"{value:.4f}" for value in out))
"""
    interpreted = run_python(code, NUMBA_DISABLE_JIT="1")
    assert interpreted == run_python(code)
    assert "0.0498 0.1353" in interpreted
