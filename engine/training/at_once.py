"""How does a batch go through a model whose Python decides by numbers? It runs, batch by batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.eager import settled
from engine.nest import map_structure
from engine.recording import run_recorded
from engine.tape import current_tape
from engine.training.batches import Batch
from engine.training.steps import checked_logs, number, packed


class PythonStep:
    """`train_step` and its like, run as Python for each batch; has the face of a planned `Step`.

    So do models that were compiled with `run_eagerly`, and those that ask whether a value is true,
    which no plan can know.
    """

    is_plain = gives_one = False

    def __init__(self, model: Any, mode: str) -> None:
        self._model, self._mode = model, mode
        self._logs: Mapping[str, Any] = {}
        self._outputs: Any = None

    @property
    def metrics_names(self) -> list[str]:
        return self._model.metrics_names

    def run(self, batch: Batch) -> None:
        def step(x: Any, y: Any, weights: Any) -> Any:
            current_tape().context.training = self._mode == "train"
            if self._mode == "predict":
                return {}, self._model.predict_step(packed(x))
            taken = self._model.train_step if self._mode == "train" else self._model.test_step
            return checked_logs(taken(packed(x, y, weights)), self._mode), None

        with self._model._as_compiled():
            found = run_recorded(step, [batch.x, batch.y, batch.weights])
        self._logs, self._outputs = map_structure(settled, found)

    def logs(self) -> dict[str, Any]:
        return {name: number(value) for name, value in self._logs.items()}

    def results(self) -> Any:
        return self._outputs

    def reset_metrics(self) -> None:
        self._model.reset_metrics()
