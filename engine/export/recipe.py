"""How does an exported program train? What goes into compile, fit and its callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import DesignError, unknown_name
from engine.training import callbacks, losses, metrics, optimizers
from engine.training.metrics.lookup import BY_SHAPE
from engine.training.tables import arguments_of


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


def check(recipe: Recipe) -> None:
    """Raise DesignError for what the engine could not learn by, such as a loss of no such name.

    Names in a recipe come out of files, and stand in programs where names of functions stand.
    """
    told = recipe.loss.values() if isinstance(recipe.loss, Mapping) else recipe.loss
    for loss in [told] if isinstance(told, str) else told:
        losses.as_loss(loss)
    config = {"learning_rate": recipe.learning_rate, **(recipe.optimizer_parameters or {})}
    optimizers.get({"class_name": recipe.optimizer, "config": config})
    for metric in recipe.metrics:
        if isinstance(metric, str) and metric not in BY_SHAPE:
            metrics.table.find(metric)
    for callback in recipe.callbacks:
        check_callback(callback)


def check_callback(callback: Callback) -> None:
    kinds = {
        name: kind
        for name, kind in vars(callbacks).items()
        if isinstance(kind, type) and issubclass(kind, callbacks.Callback)
    }
    if callback.name not in kinds:
        raise unknown_name("callback", callback.name, kinds)
    for name in callback.parameters:
        if name not in arguments_of(kinds[callback.name]):
            raise DesignError(
                "{callback} has no argument {name}.", callback=callback.name, name=name
            )
