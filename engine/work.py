"""What is work that can stop? A generator that returns its result; a window goes on between."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")
# Work that stops now and then to let others do theirs, and returns a result at its end.
Work = Generator[None, None, Result]


def finished(work: Work[Result]) -> Result:
    """The result of some work, without a stop."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
