"""Do steps that are walked together give what they give one after the other, in less memory?"""

import numpy as np
import pytest
from guarded import CheckedPlan

from engine import layers, ops, settings, walking
from engine.memory import Buffer
from engine.plan import Plan
from engine.tape import CallContext, Spec, Tape, gradients
from engine.walking import Shares, Step, Walks


def traced(batch):
    """The gradients of a separable network with normalizations and a pool."""
    settings.set_random_seed(4)
    tape = Tape(contexts=[CallContext(training=True)])
    with tape:
        x = value = tape.feed(Spec((batch, 32, 32, 16)))
        for layer in (
            layers.DepthwiseConv2D(3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(32, 1, use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, 2, padding="same"),
        ):
            value = layer(value)
        loss = ops.mean(ops.square(value))
        weights = [tensor for _, tensor in tape.variables.values()]
        found = gradients(tape, loss, [x, *weights])
    return tape, [loss, *(one for one in found if one is not None)]


def planned(batch, kind=Plan, threads=2):
    return kind(*traced(batch), threads=threads)


def walks(plan):
    return [int(cell) >> 48 for cell in plan.table[:, 2] if int(cell) >> 48]


@pytest.fixture
def one_by_one(monkeypatch):
    """Plans made from here on walk nothing."""

    def switch():
        monkeypatch.setattr(Walks, "_shares", lambda self, steps, most=0: int(len(steps) == 1))

    return switch


@pytest.mark.parametrize("batch", [12, 13, 16])
def test_walked_steps_give_what_they_give_one_after_the_other(batch, one_by_one):
    x = np.random.default_rng(1).standard_normal((batch, 32, 32, 16)).astype("f")
    together = planned(batch)
    found = [one.copy() for one in together.run(x)]
    checked = [one.copy() for one in planned(batch, CheckedPlan).run(x)]
    one_by_one()
    apart = planned(batch)

    assert len(walks(together)) >= 4 and not walks(apart)
    for one, guarded, other in zip(found, checked, apart.run(x), strict=True):
        np.testing.assert_array_equal(one, guarded)
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6 * max(1, np.abs(other).max()))


def test_what_only_one_walk_writes_and_reads_has_room_for_its_shares_alone(one_by_one):
    together = planned(32)._arena_buffers
    one_by_one()
    apart = planned(32)._arena_buffers

    confined = [(one.size, other.size) for one, other in zip(together, apart, strict=True)
                if one.share]  # fmt: skip
    assert len(confined) >= 2
    assert all(4 * small <= large for small, large in confined)


def test_results_do_not_depend_on_who_walks():
    x = np.random.default_rng(1).standard_normal((8, 32, 32, 16)).astype("f")
    plan = planned(8)
    plan._pace.threads = 2
    both = [one.copy() for one in plan.run(x)]
    plan._pace.threads = 1

    for one, other in zip(both, plan.run(x), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_batch_smaller_than_the_pieces_is_not_walked():
    assert not walks(planned(3))


def step(kernel, *buffers, parts=1, whole=()):
    if parts != 1:
        parts = Shares(parts, 4, whole)
    return Step(kernel, [*buffers, 5], parts, 0)


def order(*steps, movable=True):
    made = Walks(4)
    for one in steps:
        made.add(one, movable)
    made.close()
    return [(one.kernel, one.further) for one in made.steps]


X, Y, Z, SUMS, WEIGHTS, TURNED = (Buffer(size) for size in (6400, 6400, 6400, 8, 9, 9))


def test_small_steps_move_before_a_walk_or_behind_it():
    def ordered(movable):
        return order(
            step("first", X, Y, parts=64),
            step("turn", WEIGHTS, TURNED),
            step("sums", Y, SUMS, parts=64),
            step("add up", SUMS, WEIGHTS),
            step("second", Y, TURNED, Z, parts=64, whole=(TURNED,)),
            movable=movable,
        )

    moved = [("turn", 0), ("first", 2), ("sums", 0), ("second", 0), ("add up", 0)]
    as_made = [("first", 0), ("turn", 0), ("sums", 0), ("add up", 0), ("second", 0)]
    assert ordered(True) == moved
    assert ordered(False) == as_made


def test_a_large_step_goes_behind_a_walk_where_it_is_known_what_it_writes():
    def ordered(gives, third):
        slopes = step("slopes", X, Y, SUMS)
        slopes.parts, slopes.gives = 2, gives
        return order(step("first", X, Y, parts=64), slopes, step("second", *third, parts=64))

    behind = [("first", 1), ("second", 0), ("slopes", 0)]
    as_made = [("first", 0), ("slopes", 0), ("second", 0)]
    assert ordered((SUMS,), (Y, Z)) == behind
    assert ordered((), (Y, Z)) == as_made
    assert ordered((SUMS,), (Y, SUMS, Z)) == as_made


@pytest.mark.parametrize(
    "second",
    [
        step("second", Y, SUMS, Z, parts=64, whole=(SUMS,)),  # needs what is behind the walk
        step("second", X, Y, Z, parts=64, whole=(Y,)),  # needs the whole of what is walked
        step("second", Y, Z, parts=63),  # cuts its work elsewhere
    ],
)
def test_what_needs_more_than_its_share_begins_a_new_walk(second):
    steps = step("first", X, Y, parts=64), step("add up", Y, SUMS), second

    assert order(*steps) == [("first", 0), ("add up", 0), ("second", 0)]


def test_shares_are_small_enough_for_the_cache():
    large = Buffer(64 * 64_000), Buffer(64 * 64_000)
    steps = [step("first", *large, parts=64), step("second", *large, parts=64)]

    assert Walks(4)._shares(steps) * walking.CACHE >= 2 * 4 * 64 * 64_000
    assert Walks(4)._shares([step("first", X, parts=64)]) == 4
    assert Walks(4)._shares([step("first", X, parts=6)]) == 6
    assert Walks(4)._shares([step("first", X, parts=30)]) == 30
    assert Walks(4)._shares([step("first", X, parts=3)]) == 0
