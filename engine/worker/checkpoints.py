"""What must be kept to go on with a training as if it had never stopped?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import settings
from engine.errors import DesignError
from engine.saving.tensors import read_tensors, write_tensors
from engine.training.callbacks import EarlyStopping

VERSION = "2"


@dataclass(frozen=True)
class Checkpoint:
    """The state after a whole epoch: weights, the optimizer's slots, random numbers to come."""

    epoch: int
    weights: list[np.ndarray]
    optimizer: list[np.ndarray]
    best: list[np.ndarray]
    state: dict[str, Any]

    def write(self, path: Path) -> None:
        """Put everything into one safetensors file."""
        tensors = {}
        for kind in ("weights", "optimizer", "best"):
            for place, array in enumerate(getattr(self, kind)):
                tensors[f"{kind}/{place:05}"] = np.array(array, order="C", ndmin=1)
        shapes = {
            kind: [list(np.shape(array)) for array in getattr(self, kind)]
            for kind in ("weights", "optimizer", "best")
        }
        state = {"epoch": self.epoch, "shapes": shapes, **self.state}
        write_tensors(path, tensors, {"version": VERSION, "state": state})


def take(model: Any, epoch: int, early: EarlyStopping | None) -> Checkpoint:
    """The state of a training after `epoch` whole epochs."""
    state: dict[str, Any] = {
        "random": settings.random_state(),
        "learning_rate": float(model.optimizer.learning_rate.numpy()),
    }
    best: list[np.ndarray] = []
    if early is not None:
        state["early"] = {
            "wait": int(early.wait),
            "best": float(early.best),
            "best_epoch": int(early.best_epoch),
        }
        best = list(early.best_weights or [])
    return Checkpoint(epoch, model.get_weights(), model.optimizer.get_weights(), best, state)


def read(path: Path) -> Checkpoint:
    """The checkpoint in a file. Raises DesignError if it is missing or damaged."""
    try:
        tensors, note = read_tensors(path)
        state = note["state"]
        if isinstance(state, str):  # version 1
            state = json.loads(state)
        shapes = state.pop("shapes")
        arrays = {
            kind: [
                tensors[f"{kind}/{place:05}"].reshape(shape)
                for place, shape in enumerate(shapes[kind])
            ]
            for kind in ("weights", "optimizer", "best")
        }
        return Checkpoint(int(state.pop("epoch")), **arrays, state=state)
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise DesignError(
            "The checkpoint {path} is missing or damaged, so the training cannot go on.",
            fix="Train again from the start.",
            path=str(path),
        ) from error


def restore(model: Any, checkpoint: Checkpoint) -> None:
    """Give the model, its optimizer and the random numbers the state of the checkpoint."""
    model.set_weights(checkpoint.weights)
    model.optimizer.build(model.trainable_weights)
    model.optimizer.set_weights(checkpoint.optimizer)
    model.optimizer.learning_rate = checkpoint.state["learning_rate"]
    settings.restore_random_state(checkpoint.state["random"])


def restore_early_stopping(early: EarlyStopping, checkpoint: Checkpoint) -> None:
    """Let early stopping count on; call it when fit has reset it."""
    kept = checkpoint.state.get("early")
    if kept is not None:
        early.wait, early.best, early.best_epoch = kept["wait"], kept["best"], kept["best_epoch"]
        early.best_weights = checkpoint.best or None
