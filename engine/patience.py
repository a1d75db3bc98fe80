"""How long may a user's text run in one go? A loop without end is stopped, with its line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import perf_counter
from types import FrameType
from typing import Any

from engine.errors import DesignError

MOST = 8.0  # seconds; describing a layer takes milliseconds


@contextmanager
def watching(file: str) -> Iterator[None]:
    """Inside this context lines of that file run for a limited time. Raises DesignError.

    Where somebody watches already, such as a debugger, this stays out of the way.
    """
    if sys.gettrace() is not None:
        yield
        return
    until = perf_counter() + MOST

    def line(frame: FrameType, _event: str, _argument: Any) -> Callable | None:
        if perf_counter() > until:
            raise DesignError(
                "Line {line} of the code does not come to an end.",
                fix="Look at the conditions of its loops.",
                line=frame.f_lineno,
            )
        return line

    def called(frame: FrameType, _event: str, _argument: Any) -> Callable | None:
        return line if frame.f_code.co_filename == file else None

    sys.settrace(called)
    try:
        yield
    finally:
        sys.settrace(None)


def patient(function: Callable, file: str) -> Callable:
    """A method of a user's class that is stopped when it does not end."""

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        with watching(file):
            return function(*arguments, **named)

    return run
