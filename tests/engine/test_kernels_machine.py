"""Does a machine run its plans right with any number of threads, machines and callers?"""

import platform
import threading
import time

import numpy as np
import pytest

from engine.kernels.abi import INTERPRETED, floats, integers, kernel, pack, reals, split
from engine.kernels.machine import COLUMNS, MOST_THREADS, Machine

THREADS = [1, 2, 3, 8]
ALONE = """
import sys; sys.path[:0] = ['tests/engine']
import test_kernels_machine as tests
"""


@kernel
def add_scalar(arguments, part, parts):
    """(x, n, p:value): x += value."""
    table = integers(arguments, 2)
    low, high = split(table[1], part, parts)
    x = floats(table[0] + 4 * low, high - low)
    value = np.float32(reals(arguments + 16, 1)[0])
    for i in range(high - low):
        x[i] += value


@kernel
def double(arguments, part, parts):
    """(x, n): x *= 2."""
    table = integers(arguments, 2)
    low, high = split(table[1], part, parts)
    x = floats(table[0] + 4 * low, high - low)
    for i in range(high - low):
        x[i] *= np.float32(2)


@kernel
def note_part(arguments, part, parts):
    """(calls): calls[part] += parts."""
    floats(integers(arguments, 1)[0], parts)[part] += np.float32(parts)


class Plan:
    """A table and all that its addresses point to."""

    def __init__(self, *steps):
        self.kept = [(kernel, pack(*values)) for kernel, values, _ in steps]
        self.table = np.array(
            [
                (kernel.address, table.ctypes.data, parts, 0)
                for (kernel, table), (_, _, parts) in zip(self.kept, steps, strict=True)
            ],
            np.int64,
        ).reshape(-1, COLUMNS)


def chain(x, parts, rounds=20):
    """x = ((x + 1) * 2 + 1) * 2 ..."""
    steps = []
    for _ in range(rounds):
        steps += [(add_scalar, (x, x.size, 1.0), parts), (double, (x, x.size), parts)]
    return Plan(*steps)


@pytest.mark.parametrize("threads", THREADS)
@pytest.mark.parametrize("parts", [1, 2, 3, 7, 64])
def test_steps_run_in_order_with_any_number_of_threads(threads, parts):
    x = np.zeros(1001, np.float32)
    plan = chain(x, parts)

    with Machine(threads) as machine:
        for _ in range(50):
            x[:] = 0
            machine.run(plan.table)
            np.testing.assert_array_equal(x, 2.0**21 - 2)


@pytest.mark.parametrize("threads", THREADS)
def test_each_part_runs_exactly_once(threads):
    calls = np.zeros(1000, np.float32)
    plan = Plan(*[(note_part, (calls,), 1000)] * 30)

    with Machine(threads) as machine:
        machine.run(plan.table)

    assert (calls == 30_000).all()


@pytest.mark.parametrize("threads", THREADS)
def test_steps_walked_together_do_all_parts_of_all_steps_in_order(threads):
    x = np.zeros(1200, np.float32)
    plan = chain(x, 12, rounds=3)
    plan.table[0, 2] = Machine.cell(12, pieces=4, further=3)

    with Machine(threads) as machine:
        for _ in range(50):
            x[:] = 0
            machine.run(plan.table)
            np.testing.assert_array_equal(x, 2.0**4 - 2)


def test_parts_may_have_arguments_of_their_own():
    x, y = np.zeros(8, np.float32), np.ones(8, np.float32)
    plan = Plan((double, (x, 8), 2))
    own = np.array([[x.ctypes.data, 8], [y.ctypes.data, 8]], np.int64)
    plan.table[0, [1, 3]] = own.ctypes.data, own.strides[0]

    with Machine(1) as machine:
        machine.run(plan.table)

    assert x.tolist() == [0] * 8 and y.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]


def test_empty_plan_and_step_without_parts_do_nothing():
    x = np.zeros(3, np.float32)
    with Machine(2) as machine:
        machine.run(Plan().table)
        machine.run(Plan((double, (x, 3), 0)).table)

    assert (x == 0).all()


def test_helpers_wake_after_a_sleep():
    x = np.zeros(1001, np.float32)
    plan = chain(x, 4)
    with Machine(3) as machine:
        for _ in range(5):
            x[:] = 0
            machine.run(plan.table)
            time.sleep(0.01)
            np.testing.assert_array_equal(x, 2.0**21 - 2)


def test_machines_of_different_size_take_turns():
    x = np.zeros(500, np.float32)
    plan = chain(x, 8)
    machines = [Machine(threads) for threads in (4, 2, 1, 3)]
    for _ in range(20):
        for machine in machines:
            x[:] = 0
            machine.run(plan.table)
            np.testing.assert_array_equal(x, 2.0**21 - 2)
    for machine in machines:
        machine.close()
        machine.close()


def test_plans_may_run_from_several_python_threads():
    faults = []

    def work(threads):
        x = np.zeros(300, np.float32)
        plan = chain(x, 5)
        with Machine(threads) as machine:
            for _ in range(200):
                x[:] = 0
                machine.run(plan.table)
                if not (x == 2.0**21 - 2).all():
                    faults.append(threads)

    workers = [threading.Thread(target=work, args=(threads,)) for threads in (1, 2, 3, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []


def test_helpers_go_home_with_the_last_machine(run_python):
    """In a process of its own: other tests' models may hold helpers in this one."""
    run_python(ALONE + "tests.helpers_go_home()", NUMBA_DISABLE_JIT="0")


def helpers_go_home():
    machine, other = Machine(3), Machine(2)
    machine.close()
    assert _helpers() == 2
    other.close()
    assert _helpers() == 0

    with Machine(2):
        assert _helpers() == 1


def test_closed_machine_still_runs_alone(run_python):
    run_python(ALONE + "tests.closed_machine_runs()")


def closed_machine_runs():
    x = np.ones(10, np.float32)
    machine = Machine(2)
    machine.close()

    machine.run(Plan((double, (x, 10), 3)).table)

    assert (x == 2).all() and _helpers() == 0


def test_idle_helpers_use_no_processor_time():
    with Machine(2) as machine:
        x = np.ones(10, np.float32)
        machine.run(Plan((double, (x, 10), 3)).table)
        time.sleep(0.05)
        before = time.process_time()
        time.sleep(0.3)

        assert time.process_time() - before < 0.1


def test_subnormal_numbers_count_as_zero_in_every_thread():
    if INTERPRETED or platform.machine().lower() not in ("x86_64", "amd64"):
        return
    x = np.full(1000, 1e-40, np.float32)
    with Machine(2) as machine:
        machine.run(Plan((double, (x, 1000), 8)).table)

    assert (x == 0).all()
    assert np.float32(1e-40) * np.float32(2) > 0


@pytest.mark.parametrize("threads", [0, MOST_THREADS + 1])
def test_impossible_number_of_threads_is_refused(threads):
    with pytest.raises(ValueError, match="1 to 64 threads"):
        Machine(threads)


def test_table_of_another_type_is_refused():
    with Machine(1) as machine, pytest.raises(TypeError):
        machine.run(np.zeros((2, 3), np.int32))


def test_process_ends_cleanly_with_a_machine_open(run_python):
    run_python(
        "import numpy as np\n"
        "from engine.kernels.machine import Machine\n"
        "machine = Machine(4)\n"
        "machine.run(np.zeros((0, 3), np.int64))"
    )


SMALL = f"""{ALONE}
for threads in (1, 3):
    tests.test_steps_run_in_order_with_any_number_of_threads(threads, 3)
tests.test_each_part_runs_exactly_once(2)
tests.test_machines_of_different_size_take_turns()
tests.test_plans_may_run_from_several_python_threads()
tests.test_helpers_wake_after_a_sleep()
"""


def test_plans_run_as_plain_python(run_python):
    run_python(
        "import sys; sys.path[:0] = ['tests/engine']\n"
        "import test_kernels_machine as tests\n"
        "tests.chain(tests.np.zeros(3, 'f'), 2, 1)\n"
        "x = tests.np.zeros(5, 'f')\n"
        "tests.Machine(2).run(tests.chain(x, 3, 4).table)\n"
        "assert (x == 30).all()",
        NUMBA_DISABLE_JIT="1",
    )


def test_helpers_without_futexes_do_the_same(run_python, tmp_path):
    run_python(
        "import platform; platform.machine = lambda: 'another'\n"
        + SMALL
        + "tests.test_idle_helpers_use_no_processor_time()",
        NUMBA_CACHE_DIR=str(tmp_path),
    )


def _helpers():
    return sum(thread.name.startswith("kernel-helper") for thread in threading.enumerate())
