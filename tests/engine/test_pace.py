"""Does a plan find the number of threads that is fastest, and notice when that changes?"""

import pytest

from engine import pace
from engine.pace import LONGEST, PATIENCE, SHORTEST, TRIAL, Pace


class Machine:
    """Takes the time that a test says for each number of threads."""

    def __init__(self, monkeypatch):
        self.now, self.costs, self.used = 0.0, {1: 2.0, 2: 1.0}, []
        monkeypatch.setattr(pace, "perf_counter", lambda: self.now)

    def run(self, table, threads):
        self.now += self.costs[threads]
        self.used.append(threads)


@pytest.fixture
def machine(monkeypatch):
    return Machine(monkeypatch)


def go(chosen, machine, runs):
    for _ in range(runs):
        chosen.run(machine, None)


def test_threads_stay_where_they_help(machine):
    chosen = Pace(2)

    go(chosen, machine, 3000)

    assert chosen.threads == 2
    assert machine.used.count(1) < 40, "what is known is tried ever more seldom"


def test_one_thread_is_taken_while_another_program_has_the_cores(machine):
    chosen = Pace(2)
    machine.costs[2] = 5.0

    go(chosen, machine, SHORTEST + TRIAL)

    assert chosen.threads == 1


def test_threads_come_back_when_the_cores_are_free(machine):
    chosen = Pace(2)
    machine.costs[2] = 5.0
    go(chosen, machine, 100)
    machine.costs[2] = 1.0

    go(chosen, machine, LONGEST + TRIAL)

    assert chosen.threads == 2


def test_runs_that_become_slow_are_looked_into_at_once(machine):
    chosen = Pace(2)
    go(chosen, machine, 3000)
    machine.costs[2] = 9.0

    go(chosen, machine, PATIENCE + TRIAL + 1)

    assert chosen.threads == 1


def test_a_small_gain_changes_nothing(machine):
    chosen = Pace(2)
    machine.costs[1] = 0.95

    go(chosen, machine, 200)

    assert chosen.threads == 2


def test_a_plan_without_shared_steps_is_not_timed(machine):
    chosen = Pace(1)

    go(chosen, machine, 50)

    assert set(machine.used) == {1}
