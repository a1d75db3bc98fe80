"""Would a kernel that leaves its buffers be caught?"""

import numpy as np
import pytest
from guarded import CheckedPlan, run_guarded

from engine import ops
from engine.kernels.abi import floats, integers, kernel
from engine.tape import Spec, Tape


@kernel
def one_too_many(arguments, part, parts):
    """Write n + 1 ones: (out, n)."""
    table = integers(arguments, 2)
    out = floats(table[0], table[1] + 1)
    for i in range(out.size):
        out[i] = 1.0


@kernel
def sum_of_one_too_many(arguments, part, parts):
    """Add up n + 1 numbers: (x, out, n)."""
    table = integers(arguments, 3)
    x, out = floats(table[0], table[2] + 1), floats(table[1], 1)
    out[0] = 0.0
    for i in range(x.size):
        out[0] += x[i]


def test_a_write_outside_is_told_with_the_kernels_name():
    with pytest.raises(AssertionError, match="one_too_many wrote outside"):
        run_guarded(one_too_many, np.zeros(5, np.float32), 5)


def test_a_read_outside_shows_as_nan():
    out = np.zeros(1, np.float32)
    run_guarded(sum_of_one_too_many, np.ones(5, np.float32), out, 5)
    assert np.isnan(out[0])


def test_a_plan_tells_which_step_left_its_buffers():
    tape = Tape()
    with tape:
        value = ops.tanh(tape.feed(Spec((5,))))
    plan = CheckedPlan(tape, [value], threads=1)
    assert np.isfinite(plan.run(np.ones(5))[0]).all()
    plan._tables[0][:, 2] += 1  # tanh of one number more than there is

    with pytest.raises(AssertionError, match="step 0, activations.tanh"):
        plan.run(np.ones(5))
