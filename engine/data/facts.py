"""What is known of the data once it is prepared? Plain facts that travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.data.archives import ArrayFacts
from engine.data.tables import ColumnFacts

FAR = 100.0  # answers of this size are far from the numbers around 0 that a network begins with
LISTS = ("input_names", "target_shape", "class_names", "feature_names", "level")


@dataclass(frozen=True)
class DataFacts:
    """The shapes and meanings that the network has to fit.

    kind: "images", "films", "arrays" or "table". input_shapes: of one sample, for each array fed
    in. target_kind: "classes", "numbers", "input" (the network shall give back what it gets) or
    "next" (it shall give each step's follower).
    target_shape: of one answer; () for a single number or class code. classes: how many; 0 for
    numbers. level: mean and deviation of numbers to learn from. one_hot: answers are rows of zeros
    and a one. filled: the first class stands only where there is nothing to tell. scaling: a word
    and a number ("divide", 255) that say what was done to the values. notes: what a person should
    know.
    """

    source: str
    title: str
    about: str
    kind: str
    input_names: tuple[str, ...]
    input_shapes: tuple[tuple[int, ...], ...]
    target: str
    target_kind: str
    target_shape: tuple[int, ...]
    classes: int
    class_names: tuple[str, ...]
    one_hot: bool
    train_count: int
    test_count: int
    given_test: bool
    scaling: str
    divisor: float
    columns: tuple[ColumnFacts, ...] = ()
    arrays: tuple[ArrayFacts, ...] = ()
    feature_names: tuple[str, ...] = ()
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    filled: bool = False
    level: tuple[float, float] = (0.0, 1.0)

    def rescaling(self) -> dict[str, float]:
        """Scale and offset from what a network first gives to the answers; empty if near enough."""
        mean, deviation = self.level
        far = max(abs(mean), deviation) >= FAR
        return {"scale": deviation or 1.0, "offset": mean} if far else {}

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> DataFacts:
        return cls(
            **{
                **values,
                **{name: tuple(values[name]) for name in LISTS},
                "input_shapes": tuple(tuple(shape) for shape in values["input_shapes"]),
                "columns": tuple(_column(column) for column in values["columns"]),
                "arrays": tuple(
                    ArrayFacts(**{**array, "shape": tuple(array["shape"])})
                    for array in values["arrays"]
                ),
                "notes": tuple((text, dict(holes)) for text, holes in values["notes"]),
            }
        )


def _column(values: Mapping[str, Any]) -> ColumnFacts:
    lists = {name: tuple(values.get(name, ())) for name in ("words", "deciles")}
    return ColumnFacts(**{**values, **lists})
