"""What is a layer called that got no name? Keras's counting in snake case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from engine.tape import current_tape

_counters: dict[str, int] = {}
_observed: set[str] = set()


def snake_case(name: str) -> str:
    """Keras's layer name for a class: ``Conv2D`` is ``conv2d``, ``BatchNormalization`` …"""
    text = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    text = re.sub(r"([a-z])([A-Z])", r"\1_\2", text).lower()
    return text if text[0] != "_" else f"private{text}"


def unique_name(base: str, first: int = 0, avoid_observed: bool = False) -> str:
    """`base`, or `base_1`, `base_2`, … when it has been given before in this process.

    With `first` 1 the number is always there, as in `input_1`. `avoid_observed` passes over names
    that a user has given to a layer. Layers that another one makes while it is put into a network
    are counted by themselves, as in Keras.
    """
    tape = current_tape()
    counters = _counters if tape is None or tape.names is None else tape.names
    while True:
        count = counters.get(base, first)
        counters[base] = count + 1
        name = base if count == 0 else f"{base}_{count}"
        if not (avoid_observed and name in _observed):
            return name


def observed(name: str) -> str:
    """`name`, remembered as one that a user has given."""
    _observed.add(name)
    return name


def clear_session() -> None:
    """Start counting layer names anew, as Keras's `backend.clear_session` does."""
    _counters.clear()
    _observed.clear()


@contextmanager
def counted_apart() -> Iterator[None]:
    """Inside it names are counted as in a program of its own; what was counted before stays."""
    counters, seen = dict(_counters), set(_observed)
    clear_session()
    try:
        yield
    finally:
        clear_session()
        _counters.update(counters)
        _observed.update(seen)
