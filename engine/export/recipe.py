"""How does an exported program train? What goes into compile, fit and its callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Callback:
    """A callback by its Keras name, with its arguments."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """What a program is told about training, in Keras's words, for all targets alike.

    `validation_split` takes the last share of the training samples, before they are shuffled.
    `learning_rate` is a number, or a schedule of `engine.optimizers.schedules`.
    """

    loss: str = ""
    optimizer: str = "Adam"
    learning_rate: Any = 0.001
    metrics: tuple[str, ...] = ()
    optimizer_parameters: Mapping[str, Any] | None = None
    batch_size: int = 32
    epochs: int = 5
    validation_split: float = 0.0
    shuffle: bool = True
    seed: int = 0
    callbacks: tuple[Callback, ...] = ()
