"""What is asked of a worker? A job: the network, the data, the training, and where results go."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from engine.errors import DesignError, unknown_name
from engine.worker.protocol import plain


@dataclass(frozen=True)
class Training:
    """How a network is trained, in Keras's words."""

    loss: str = "sparse_categorical_crossentropy"
    optimizer: str = "Adam"
    learning_rate: float = 0.001
    batch_size: int = 32
    epochs: int = 5
    metrics: tuple[str, ...] = ("accuracy",)
    validation_share: float = 0.1
    seed: int = 0
    shuffle: bool = True
    early_stopping: bool = False
    patience: int = 3
    monitor: str = "val_loss"
    restore_best_weights: bool = True
    optimizer_parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """One thing to train, evaluate or predict with.

    model: the network as `engine.Model.get_config` tells it. data: settings for `engine.data`.
    folder: where the run's files lie. resume: go on from the folder's checkpoint. weights: a
    safetensors file to begin with. threads: how many may work at once, 0 for one a core. code: the
    texts of the layers in it that were written in Python.
    """

    name: str
    model: Mapping[str, Any]
    data: Mapping[str, Any]
    training: Training
    folder: str = ""
    resume: bool = False
    weights: str = ""
    threads: int = 0
    code: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return plain(asdict(self))

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Job:
        """The job from its JSON form. Raises DesignError for settings that do not exist."""
        try:
            code = tuple(values.get("code", ()))
            return cls(**{**values, "training": training(values["training"]), "code": code})
        except (KeyError, TypeError, AttributeError) as error:
            raise DesignError(
                "The description of a run is damaged: {reason}.", reason=str(error)
            ) from error


def training(values: Mapping[str, Any] | Any) -> Training:
    """Training settings from a mapping or any dataclass that has the same fields."""
    mapping = dict(values) if isinstance(values, Mapping) else asdict(values)
    known = {entry.name for entry in fields(Training)}
    for name in mapping:
        if name not in known:
            raise unknown_name("training setting", name, known).at(field=str(name))
    mapping["metrics"] = tuple(mapping.get("metrics", ("accuracy",)))
    return Training(**mapping)


class Control:
    """What the person at the window wants of the run: asked by fit, told by another thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paused = False
        self._stopped = False
        self._learning_rate: float | None = None

    def pause(self) -> None:
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def tune(self, learning_rate: float) -> None:
        with self._changed:
            self._learning_rate = learning_rate
            self._changed.notify_all()

    def renew(self) -> None:
        """Forget what was asked of the run before."""
        with self._changed:
            self._paused = self._stopped = False
            self._learning_rate = None

    @property
    def paused(self) -> bool:
        return self._paused and not self._stopped

    @property
    def stopped(self) -> bool:
        return self._stopped

    def take_learning_rate(self) -> float | None:
        """The new learning rate, once."""
        with self._changed:
            rate, self._learning_rate = self._learning_rate, None
            return rate

    def wait_while_paused(self) -> None:
        with self._changed:
            while self._paused and not self._stopped:
                self._changed.wait()
