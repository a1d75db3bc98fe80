"""Do slices, transpositions and table look-ups put every element where it belongs?"""

import naive
import numpy as np
import pytest

from engine.kernels import load, movement


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype("f4")


def described(whole, view):
    """Return (dims, strides, offset) of a NumPy view of `whole`, in floats."""
    offset = view.__array_interface__["data"][0] - whole.__array_interface__["data"][0]
    return view.shape, [stride // 4 for stride in view.strides], offset // 4


VIEWS = {
    "everything": lambda x: x,
    "a slice": lambda x: x[1:3, :, 1:4],
    "every second": lambda x: x[:, ::2, ::2],
    "backwards": lambda x: x[:, :, ::-1],
    "backwards everywhere": lambda x: x[::-1, ::-1, ::-1],
    "backwards by two": lambda x: x[:, ::-1, ::-2],
    "turned round": lambda x: x.transpose(2, 1, 0),
    "last two swapped": lambda x: x.transpose(0, 2, 1),
    "first two swapped": lambda x: x.transpose(1, 0, 2),
    "first axis last": lambda x: x.transpose(1, 2, 0),
    "one element": lambda x: x[2:3, 1:2, 3:4],
    "nothing": lambda x: x[:, 2:2],
    "one column": lambda x: x[:, :, 2],
}
SPREAD = {
    "a row for all": lambda x: np.broadcast_to(x[:1], (4, *x.shape[1:])),
    "a number for a row": lambda x: np.broadcast_to(x[:, :, :1], x.shape),
    "each twice": lambda x: np.broadcast_to(
        x[:, :, None, :, None], (x.shape[0], x.shape[1], 2, x.shape[2], 2)
    ),
}
SHAPES = [(4, 5, 6), (3, 20, 7), (3, 17, 37), (5, 3, 64)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", [*VIEWS, *SPREAD])
def test_strided_copy_reads_the_view(name, shape):
    x = numbers(*shape)
    view = {**VIEWS, **SPREAD}[name](x)
    dims, strides, offset = described(x, view)
    wanted = naive.strided_copy(x.ravel(), dims, strides, offset)
    for parts in range(1, 6):
        out = np.full(wanted.size + 1, 7.0, "f4")
        movement.strided_copy.run(x, out, *movement.view(dims, strides), offset, parts=parts)
        np.testing.assert_array_equal(out[:-1].reshape(dims), wanted)
        assert out[-1] == 7


@pytest.mark.parametrize("accumulate", [0, 1])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", VIEWS)
def test_strided_write_fills_the_view_and_nothing_else(name, shape, accumulate):
    for parts in range(1, 6):
        out = numbers(*shape)
        wanted = out.copy()
        part_of_out = VIEWS[name](out)
        dims, strides, offset = described(out, part_of_out)
        x = numbers(*dims, seed=1)
        VIEWS[name](wanted)[...] = x + (VIEWS[name](wanted) if accumulate else 0)
        layout = movement.view(dims, strides)
        movement.strided_write.run(x, out, *layout, offset, accumulate, parts=parts)
        np.testing.assert_array_equal(out, wanted)


def test_plain_writing_does_not_heed_what_was_there():
    out = np.full(12, np.nan, "f4")
    x = np.ones(4, "f4")
    movement.strided_write.run(x, out, *movement.view((4,), (3,)), 0, 0)
    assert np.isnan(out).sum() == 8


def test_view_joins_axes_that_follow_each_other():
    assert movement.view((2, 3, 4), (12, 4, 1))[:2] == (1, 24)
    assert movement.view((2, 3, 4), (24, 4, 1))[:3] == (2, 2, 12)
    assert movement.view((2, 1, 4), (4, 99, 1))[:2] == (1, 8)
    assert movement.view((), ())[:2] == (1, 1)
    assert movement.view((1, 1), (5, 7))[:2] == (1, 1)
    assert movement.view((2, 3), (0, 0))[:2] == (1, 6)
    with pytest.raises(ValueError, match="9 axes"):
        movement.view((2,) * 9, range(19, 10, -1))


def test_a_view_of_eight_axes_is_copied():
    x = numbers(*(2,) * 8)
    view = x.transpose(7, 6, 5, 4, 3, 2, 1, 0)
    dims, strides, offset = described(x, view)
    out = np.empty(256, "f4")
    movement.strided_copy.run(x, out, *movement.view(dims, strides), offset, parts=3)
    np.testing.assert_array_equal(out.reshape(dims), view)


PLACES = [0, 4, 2, 2, 4, 0, 0, 3]
ASTRAY = [-1, 5, np.nan, np.inf, -np.inf, 1e30, 2]


@pytest.mark.parametrize("width", [0, 1, 3, 16, 50])
@pytest.mark.parametrize("places", [[], PLACES, ASTRAY])
@pytest.mark.parametrize("parts", [1, 2, 3, 4, 5])
def test_rows_of_a_table_are_gathered_and_their_gradients_returned(width, places, parts):
    table = numbers(5, width)
    indices = np.array(places, "f4")
    count = len(places)
    out = np.zeros((count, width), "f4")
    load("movement.gather").run(table, indices, out, count, width, 5, parts=parts)
    np.testing.assert_array_equal(out, naive.gather(table, indices).astype("f4"))
    updates = numbers(count, width, seed=1)
    sums = np.full((5, width), 7.0, "f4")
    load("movement.scatter_add").run(indices, updates, sums, count, width, 5, parts=parts)
    np.testing.assert_allclose(sums, naive.scatter_add(indices, updates, 5), atol=1e-6)


def test_the_gradient_of_gather_agrees_with_finite_differences():
    table, dy = numbers(5, 2), numbers(8, 2, seed=1)
    indices = np.array(PLACES, "f4")
    got = np.empty_like(table)
    load("movement.scatter_add").run(indices, dy, got, 8, 2, 5)
    wanted = naive.gradient(lambda table: naive.gather(table, indices), table, dy)
    np.testing.assert_allclose(got, wanted, atol=1e-5)


@pytest.mark.parametrize("depth", [0, 1, 3, 5, 33])
@pytest.mark.parametrize("parts", [1, 2, 3, 4, 5])
def test_one_hot_marks_the_index_if_there_is_one(depth, parts):
    indices = np.array(PLACES + ASTRAY, "f4")
    out = np.full((15, depth), 7.0, "f4")
    load("movement.one_hot").run(indices, out, 15, depth, 0.9, 0.1, parts=parts)
    np.testing.assert_array_equal(out, naive.one_hot(indices, depth, 0.9, 0.1).astype("f4"))


def test_the_same_source_runs_without_compiling(run_python):
    code = """
import numpy as np
from engine.kernels import movement
x = np.arange(60, dtype="f4")
out = np.empty(60, "f4")
movement.strided_copy.run(x, out, *movement.view((3, 5, 4), (20, 1, 5)), 0, parts=2)
print(out.tolist())
movement.strided_copy.run(x, out, *movement.view((3, 20), (20, -1)), 19, parts=2)
print(out.tolist())
movement.gather.run(x, np.array([2, 9], "f4"), out, 2, 10, 6)
print(out[:20].tolist())
"""
    assert run_python(code, NUMBA_DISABLE_JIT="1") == run_python(code)
