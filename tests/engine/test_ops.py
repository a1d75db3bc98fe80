"""Do the operations compute what NumPy does, with gradients that finite differences confirm?"""

import math

import numpy as np
import pytest

from engine import ops
from engine.errors import DesignError
from engine.plan import Plan
from engine.tape import Spec, Tape, gradients

generator = np.random.default_rng(5)
A = generator.uniform(0.3, 1.7, (3, 4)).astype("f")
B = generator.uniform(0.3, 1.7, (3, 4)).astype("f")
ROW = generator.uniform(0.3, 1.7, (4,)).astype("f")
CUBE = generator.uniform(-1, 1, (2, 3, 4)).astype("f")


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


# name, function of ops, the same in NumPy, inputs
SMOOTH = [
    ("add", lambda x, y: ops.add(x, y), np.add, (A, B)),
    ("row", lambda x, y: x * y + y, lambda x, y: x * y + y, (A, ROW)),
    ("subtract", lambda x, y: 1.0 - x - y, lambda x, y: 1 - x - y, (A, ROW)),
    ("divide", lambda x, y: x / y, np.divide, (A, B)),
    ("divide_no_nan", ops.elementwise.divide_no_nan, np.divide, (A, B)),
    ("number over", lambda x: 2.0 / x, lambda x: 2 / x, (A,)),
    ("power", lambda x, y: x**y, np.power, (A, B)),
    ("square", lambda x: x**2, np.square, (A,)),
    ("squared_difference", ops.squared_difference, lambda x, y: (x - y) ** 2, (A, B)),
    ("maximum", ops.maximum, np.maximum, (A, B)),
    ("minimum", ops.minimum, np.minimum, (A, B)),
    ("exp", ops.exp, np.exp, (A,)),
    ("expm1", ops.expm1, np.expm1, (A,)),
    ("log", ops.log, np.log, (A,)),
    ("log1p", ops.log1p, np.log1p, (A,)),
    ("sqrt", ops.sqrt, np.sqrt, (A,)),
    ("rsqrt", ops.rsqrt, lambda x: 1 / np.sqrt(x), (A,)),
    ("reciprocal", ops.reciprocal, np.reciprocal, (A,)),
    ("sin", ops.sin, np.sin, (A,)),
    ("cos", ops.cos, np.cos, (A,)),
    ("tan", ops.tan, np.tan, (A * 0.5,)),
    ("arctan", ops.arctan, np.arctan, (A,)),
    ("erf", ops.erf, np.vectorize(math.erf), (A,)),
    ("tanh", ops.tanh, np.tanh, (CUBE,)),
    ("sigmoid", ops.sigmoid, lambda x: 1 / (1 + np.exp(-x)), (CUBE,)),
    ("softplus", ops.softplus, lambda x: np.log1p(np.exp(x)), (CUBE,)),
    ("silu", ops.silu, lambda x: x / (1 + np.exp(-x)), (CUBE,)),
    ("softmax", ops.softmax, softmax, (CUBE,)),
    ("softmax middle", lambda x: ops.softmax(x, axis=1), lambda x: softmax(x, 1), (CUBE,)),
    ("log_softmax", ops.log_softmax, lambda x: np.log(softmax(x)), (CUBE,)),
    ("sum", lambda x: ops.sum(x, axis=(0, 2)), lambda x: x.sum((0, 2)), (CUBE,)),
    ("sum all", ops.sum, np.sum, (CUBE,)),
    (
        "mean",
        lambda x: ops.mean(x, axis=1, keepdims=True),
        lambda x: x.mean(1, keepdims=True),
        (CUBE,),
    ),
    ("max", lambda x: ops.max(x, axis=1), lambda x: x.max(1), (CUBE,)),
    ("max outside", lambda x: ops.max(x, axis=(0, 2)), lambda x: x.max((0, 2)), (CUBE,)),
    ("max inside", lambda x: ops.max(x, axis=(1, 2)), lambda x: x.max((1, 2)), (CUBE,)),
    ("min", lambda x: ops.min(x, axis=-1), lambda x: x.min(-1), (CUBE,)),
    ("prod", lambda x: ops.prod(x, axis=1), lambda x: x.prod(1), (A,)),
    ("var", lambda x: ops.var(x, axis=-1), lambda x: x.var(-1), (CUBE,)),
    ("std", lambda x: ops.std(x, axis=0), lambda x: x.std(0), (A,)),
    (
        "logsumexp",
        lambda x: ops.logsumexp(x, axis=-1),
        lambda x: np.log(np.exp(x).sum(-1)),
        (CUBE,),
    ),
    ("cumsum", lambda x: ops.cumsum(x, axis=1), lambda x: x.cumsum(1), (CUBE,)),
    ("norm", lambda x: ops.norm(x, axis=-1), lambda x: np.linalg.norm(x, axis=-1), (CUBE,)),
    ("reshape", lambda x: ops.reshape(x, (4, -1)), lambda x: x.reshape(4, -1), (CUBE,)),
    ("transpose", lambda x: ops.transpose(x, (2, 0, 1)), lambda x: x.transpose(2, 0, 1), (CUBE,)),
    ("slice", lambda x: x[1, ::-2, 1:3], lambda x: x[1, ::-2, 1:3], (CUBE,)),
    ("new axis", lambda x: x[..., None] * 2.0, lambda x: x[..., None] * 2, (CUBE,)),
    (
        "concatenate",
        lambda x, y: ops.concatenate([x, y], axis=1),
        lambda x, y: np.concatenate([x, y], 1),
        (A, B),
    ),
    ("stack", lambda x, y: ops.stack([x, y], axis=1), lambda x, y: np.stack([x, y], 1), (A, B)),
    ("tile", lambda x: ops.tile(x, (2, 3)), lambda x: np.tile(x, (2, 3)), (A,)),
    ("repeat", lambda x: ops.repeat(x, 3, axis=1), lambda x: np.repeat(x, 3, 1), (A,)),
    ("flip", lambda x: ops.flip(x, axis=1), lambda x: np.flip(x, 1), (CUBE,)),
    ("pad", lambda x: ops.pad(x, ((1, 2), (0, 1))), lambda x: np.pad(x, ((1, 2), (0, 1))), (A,)),
    (
        "reflect",
        lambda x: ops.pad(x, ((1, 2), (0, 1)), "reflect"),
        lambda x: np.pad(x, ((1, 2), (0, 1)), "reflect"),
        (A,),
    ),
    (
        "symmetric",
        lambda x: ops.pad(x, ((1, 2), (2, 1)), "symmetric"),
        lambda x: np.pad(x, ((1, 2), (2, 1)), "symmetric"),
        (A,),
    ),
    (
        "broadcast_to",
        lambda x: ops.broadcast_to(x, (3, 4)),
        lambda x: np.broadcast_to(x, (3, 4)),
        (ROW,),
    ),
    ("matmul", ops.matmul, np.matmul, (A, B.T.copy())),
    ("matmul batch", ops.matmul, np.matmul, (CUBE, generator.standard_normal((2, 4, 5)))),
    ("matmul vector", ops.matmul, np.matmul, (CUBE, ROW)),
    (
        "tensordot",
        lambda x, y: ops.tensordot(x, y, axes=[[1], [0]]),
        lambda x, y: np.tensordot(x, y, [[1], [0]]),
        (CUBE, A),
    ),
    (
        "einsum",
        lambda x, y: ops.einsum("bij,kj->bki", x, y),
        lambda x, y: np.einsum("bij,kj->bki", x, y),
        (CUBE, A),
    ),
    (
        "einsum batch",
        lambda x, y: ops.einsum("bij,bjk->ik", x, y),
        lambda x, y: np.einsum("bij,bjk->ik", x, y),
        (CUBE, generator.standard_normal((2, 4, 5))),
    ),
    (
        "take",
        lambda x: ops.take(x, np.array([[2, 0], [1, 1]]), axis=1),
        lambda x: np.take(x, [[2, 0], [1, 1]], 1),
        (CUBE,),
    ),
    (
        "where",
        lambda x, y: ops.where(x > y, x * 2.0, y),
        lambda x, y: np.where(x > y, x * 2, y),
        (A, B),
    ),
    ("clip", lambda x: ops.clip(x, 0.5, 1.5), lambda x: np.clip(x, 0.5, 1.5), (A,)),
    ("abs", ops.abs, np.abs, (CUBE,)),
    ("moveaxis", lambda x: ops.moveaxis(x, 0, 2), lambda x: np.moveaxis(x, 0, 2), (CUBE,)),
    ("swapaxes", lambda x: ops.swapaxes(x, 0, 2), lambda x: np.swapaxes(x, 0, 2), (CUBE,)),
    ("squeeze", lambda x: ops.squeeze(x[:1], axis=0), lambda x: x[0], (CUBE,)),
    ("split", lambda x: ops.split(x, 2, axis=2)[1], lambda x: np.split(x, 2, 2)[1], (CUBE,)),
]


@pytest.mark.parametrize(("name", "function", "twin", "inputs"), SMOOTH, ids=[s[0] for s in SMOOTH])
def test_operation_equals_numpy_and_its_gradient_finite_differences(name, function, twin, inputs):
    inputs = [np.asarray(value, np.float32) for value in inputs]
    wanted = twin(*(value.astype("d") for value in inputs))
    weights = np.random.default_rng(0).standard_normal(np.shape(wanted)).astype("f")
    tape = Tape()
    with tape:
        fed = [tape.feed(Spec(value.shape)) for value in inputs]
        result = ops.convert_to_tensor(function(*fed))
        slopes = gradients(tape, ops.sum(result * weights), fed)
    found, *slopes = Plan(tape, [result, *slopes], threads=2).run(*inputs)
    assert found.shape == np.shape(wanted)
    np.testing.assert_allclose(found, wanted, rtol=3e-6, atol=3e-6)

    def total(values):
        return float(np.sum(twin(*values) * weights.astype("d")))

    for index, slope in enumerate(slopes):
        values = [value.astype("d") for value in inputs]
        for place in np.ndindex(inputs[index].shape):
            before = values[index][place]
            values[index][place] = before + 1e-5
            above = total(values)
            values[index][place] = before - 1e-5
            difference = (above - total(values)) / 2e-5
            values[index][place] = before
            assert slope[place] == pytest.approx(difference, rel=2e-3, abs=2e-3), (index, place)


WHOLE = [
    ("equal", lambda: ops.equal(A, A), True),
    ("greater", lambda: ops.greater(A, B), A > B),
    ("less_equal", lambda: ops.less_equal(A, ROW), A <= ROW),
    ("logical", lambda: ops.logical_and(A > 1, ops.logical_not(B > 1)), (A > 1) & ~(B > 1)),
    ("argmax", lambda: ops.argmax(CUBE, axis=1), CUBE.argmax(1)),
    ("argmin", lambda: ops.argmin(CUBE, axis=-1), CUBE.argmin(-1)),
    ("any", lambda: ops.any(CUBE > 0.9, axis=1), (CUBE > 0.9).any(1)),
    ("all", lambda: ops.all(CUBE > -0.9, axis=(0, 1)), (CUBE > -0.9).all((0, 1))),
    ("one_hot", lambda: ops.one_hot(np.array([1, 0]), 3), np.eye(3)[[1, 0]]),
    ("floor", lambda: ops.floor(CUBE * 3), np.floor(CUBE * 3)),
    ("round", lambda: ops.round(np.array([0.5, 1.5, -0.5, 2.4])), [0, 2, -0.0, 2]),
    ("cast", lambda: ops.cast(np.array([-1.7, 1.7]), "int32"), [-1, 1]),
    ("mod", lambda: ops.mod(np.array([5.0, -5.0]), 3.0), [2, 1]),
    ("isnan", lambda: ops.isnan(np.array([1.0, np.nan])), [False, True]),
    ("ints stay ints", lambda: ops.add(np.array([1, 2]), 3), [4, 5]),
    ("in_top_k", lambda: ops.in_top_k(CUBE[0], np.array([0, 1, 2]), 4), [True] * 3),
]


@pytest.mark.parametrize(("name", "run", "wanted"), WHOLE, ids=[w[0] for w in WHOLE])
def test_discrete_operation_equals_numpy(name, run, wanted):
    found = run()
    np.testing.assert_array_equal(found, np.broadcast_to(wanted, found.shape))


def test_ints_and_bools_come_back_in_their_own_kind():
    assert ops.add(np.array([1, 2]), np.array([3, 4])).dtype == np.int32
    assert ops.equal(A, B).dtype == np.bool_
    assert ops.mean(np.array([1, 2])).dtype == np.float32


def test_ties_send_their_gradient_where_tensorflow_does():
    tape = Tape()
    with tape:
        x, y = tape.feed(Spec((3,))), tape.feed(Spec((3,)))
        slopes = gradients(tape, ops.sum(ops.maximum(x, y)), [x, y])
        shared = gradients(tape, ops.sum(ops.max(x, axis=0)), [x])
        bent = gradients(tape, ops.sum(ops.relu(x - 1.0)), [x])
    found = Plan(tape, [*slopes, *shared, *bent]).run(np.ones(3), np.ones(3))
    np.testing.assert_array_equal(found[0], np.ones(3))
    np.testing.assert_array_equal(found[1], np.zeros(3))
    np.testing.assert_allclose(found[2], np.full(3, 1 / 3))
    np.testing.assert_array_equal(found[3], np.zeros(3))


def test_nan_and_infinity_pass_through():
    values = np.array([np.nan, np.inf, -np.inf, 1.0], np.float32)
    np.testing.assert_array_equal(ops.relu(values), [np.nan, np.inf, 0, 1])
    assert np.isnan(ops.sum(values)) and np.isnan(ops.max(values))
    assert np.isnan(ops.matmul(values[None], np.ones((4, 1), "f"))).all()


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (lambda: ops.add(np.ones((2, 3)), np.ones((2, 4))), "do not go together"),
        (lambda: ops.matmul(np.ones((2, 3)), np.ones((4, 2))), "cannot be multiplied"),
        (lambda: ops.reshape(np.ones(6), (4, -1)), "cannot be laid out"),
        (lambda: ops.reshape(np.ones(6), (-1, -1)), "Only one size"),
        (lambda: ops.sum(np.ones((2, 3)), axis=2), "Axis 2 does not exist"),
        (lambda: ops.concatenate([np.ones((2, 3)), np.ones((3, 3))], axis=1), "differ along"),
        (lambda: ops.transpose(np.ones((2, 3)), (0, 0)), "each of the 2 axes once"),
        (lambda: ops.squeeze(np.ones((2, 3)), axis=0), "not of size 1"),
    ],
)
def test_shapes_that_do_not_fit_are_refused_in_words(run, words):
    with pytest.raises(DesignError, match=words):
        run()


def test_a_penalty_on_the_gradient_of_a_maximum_is_felt():
    tape = Tape()
    with tape:
        x, w = tape.feed(Spec((2, 3))), tape.feed(Spec((2,)))
        (slope,) = gradients(tape, ops.sum(ops.max(x, axis=1) * w), [x])
        penalty = gradients(tape, ops.sum(ops.square(slope)), [w])
    given = np.float32([3, -2])
    (found,) = Plan(tape, penalty).run(np.float32([[1, 5, 2], [4, 4, 1]]), given)
    np.testing.assert_allclose(found, [6, -2])  # of two that are tied each gets half
