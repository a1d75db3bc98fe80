"""Which networks stand in a row? Copies of one, numbered, each on what the one before it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from engine.model import Model
from engine.nest import flatten


class Rows:
    """The rows among the calls of a model."""

    def __init__(self, model: Any, calls: Sequence[Any]) -> None:
        self.calls = calls
        self._called = Counter(id(one.layer) for one in calls)
        self._read = Counter(id(tensor) for one in calls for tensor in one.inputs)
        self._read.update(id(tensor) for tensor in flatten(model.outputs))

    def at(self, place: int) -> Sequence[Any]:
        """The calls of the row that begins at a place; none where none does."""
        first = self.calls[place]
        stem = first.layer.name.removesuffix("_1")
        if stem == first.layer.name or not self._fits(first):
            return ()
        row = [first]
        for number, one in enumerate(self.calls[place + 1 :], 2):
            before = flatten(row[-1].outputs)
            if not self._fits(one) or one.layer.name != f"{stem}_{number}":
                break
            given = flatten(one.args[0])
            if [id(x) for x in given] != [id(x) for x in before]:
                break
            if any(self._read[id(tensor)] > 1 for tensor in before):
                break
            row.append(one)
        return row if len(row) > 1 else ()

    def _fits(self, one: Any) -> bool:
        """Whether a network is called, here alone, and on nothing but values."""
        return (
            isinstance(one.layer, Model)
            and self._called[id(one.layer)] == 1
            and len(one.args) == 1
            and not one.kwargs
            and len(flatten(one.args[0])) == len(one.inputs)
        )


def stem_of(row: Sequence[Any]) -> str:
    """What the networks of a row are called, without their numbers."""
    return row[0].layer.name.removesuffix("_1")
