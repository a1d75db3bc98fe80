"""What holds for the whole process: the number of threads, the seed, the numeric constants."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache

import numpy as np

from engine.errors import DesignError

EPSILON = 1e-7
# The two cells that every random kernel reads: the seed and the number of runs so far.
RANDOM_STATE = np.zeros(2, np.int64)

_values = {
    "threads": 0,
    "precise": False,
    "image_data_format": "channels_last",
    "floatx": "float32",
    "epsilon": EPSILON,
    "learning_phase": None,
    "functions_at_once": False,
    "policy": None,
}
_generator = [np.random.default_rng()]


def threads() -> int:
    """How many threads a plan uses: what `set_threads` said, else the cores that we may use."""
    return _values["threads"] or min(8, cores())


@cache
def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def set_threads(count: int) -> None:
    """Use `count` threads for plans that are made from now on; 0 means all cores."""
    _values["threads"] = max(0, int(count))


@contextmanager
def on_threads(count: int | None):
    """Inside this context plans use `count` threads; None changes nothing."""
    before = _values["threads"]
    if count is not None:
        set_threads(count)
    try:
        yield
    finally:
        _values["threads"] = before


def precise() -> bool:
    """Whether training sums convolutions directly, without Winograd's faster transform."""
    return _values["precise"]


def set_precise(wanted: bool) -> None:
    """Give up speed for the last digits in plans that are made from now on."""
    _values["precise"] = bool(wanted)


def learning_phase() -> bool | None:
    """Whether layers train or infer where nobody says it; None where that was not set."""
    return _values["learning_phase"]


def set_learning_phase(value: bool | int | None) -> None:
    if value not in (0, 1, None):
        raise DesignError("The learning phase is 0 or 1, not {value}.", value=repr(value))
    _values["learning_phase"] = None if value is None else bool(value)


def get(name: str):
    """A value that programs may change: floatx, epsilon, image_data_format, policy …"""
    return _values[name]


def put(name: str, value) -> None:
    _values[name] = value


def set_random_seed(seed: int) -> None:
    """Make weights, shuffles and dropout the same in every run that sets the same seed."""
    _generator[0] = np.random.default_rng(seed)
    np.random.seed(seed % 2**32)
    RANDOM_STATE[:] = seed, 0


def generator() -> np.random.Generator:
    """The generator of the process, for draws that happen outside kernels."""
    return _generator[0]


@contextmanager
def drawing_from(generator: np.random.Generator):
    """Inside this context, draws outside kernels come from another generator."""
    before, _generator[0] = _generator[0], generator
    try:
        yield
    finally:
        _generator[0] = before


def random_state() -> dict:
    """Everything that decides which random numbers come next, to resume a run."""
    return {
        "kernels": RANDOM_STATE.tolist(),
        "generator": _generator[0].bit_generator.state,
    }


def restore_random_state(state: dict) -> None:
    RANDOM_STATE[:] = state["kernels"]
    _generator[0].bit_generator.state = state["generator"]


RANDOM_STATE[0] = int.from_bytes(os.urandom(4), "little")
