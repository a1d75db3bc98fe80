"""How does a whole model leave and come back without its classes? `tf.saved_model`."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.model import Model
from engine.nest import flatten
from engine.saving.files import load_model, save_model
from engine.tape import Spec
from engine.variables import Variable

SIGNATURE = "serving_default"


def save(obj: Any, export_dir: Any, signatures: Any = None, options: Any = None) -> None:
    """Write a model as a folder. Raises DesignError for what is no model."""
    if not isinstance(obj, Model):
        raise DesignError(
            "{value} cannot be kept as a whole.",
            fix="Give a model, or keep the numbers with tf.train.Checkpoint.", value=repr(obj)[:60],
        )  # fmt: skip
    save_model(obj, export_dir, save_format="tf")


def load(export_dir: Any, tags: Any = None, options: Any = None) -> Loaded:
    """What `save`, or a model's own, wrote into a folder."""
    return Loaded(load_model(export_dir))


class Loaded:
    """A model that is called, and asked for its numbers and its signatures."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.signatures = {SIGNATURE: Signature(model)}

    def __call__(self, inputs: Any, training: bool = False, mask: Any = None) -> Any:
        return self._model(inputs, training=training)

    @property
    def variables(self) -> list[Variable]:
        return self._model.variables

    @property
    def trainable_variables(self) -> list[Variable]:
        return self._model.trainable_variables


class Signature:
    """A model as a function that takes its inputs by name, and returns its outputs by name."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def structured_outputs(self) -> dict[str, Spec]:
        """The shape and kind of each output."""
        outputs = zip(self._model.output_names, self._model.outputs, strict=True)
        return {name: output.spec for name, output in outputs}

    @property
    def structured_input_signature(self) -> tuple[tuple, dict[str, Spec]]:
        inputs = zip(self._model.input_names, self._model.inputs, strict=True)
        return (), {name: value.spec for name, value in inputs}

    def __call__(self, *inputs: Any, **named: Any) -> dict[str, np.ndarray]:
        given = [*inputs, *(named[name] for name in self._model.input_names if name in named)]
        if len(given) != len(self._model.input_names):
            raise DesignError(
                "The model takes {names}, but {count} were given.",
                names=self._model.input_names, count=len(given),
            )  # fmt: skip
        found = flatten(self._model(given if len(given) > 1 else given[0], training=False))
        return dict(zip(self._model.output_names, found, strict=True))


__all__ = ["load", "save"]
