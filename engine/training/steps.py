"""What happens to one batch? The traced step of training, testing and predicting, as a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.eager import wrap
from engine.errors import DesignError
from engine.nest import flatten, map_structure
from engine.ops import convert
from engine.plan import Plan
from engine.raw import data_of, kind_of
from engine.tape import Spec, Tape, Tensor
from engine.training.batches import Batch, leaves_of
from engine.training.metrics.base import Metric


def spec_of(leaf: Any) -> Spec:
    return Spec(np.shape(leaf), kind_of(leaf))


def specs_of(structure: Any) -> Any:
    """The key under which a plan for data of this structure and these shapes is kept."""
    if type(structure) is np.ndarray:
        return structure.shape, structure.dtype.kind
    if isinstance(structure, Mapping):
        return tuple((key, specs_of(structure[key])) for key in sorted(structure))
    if isinstance(structure, (list, tuple)):
        return tuple(specs_of(item) for item in structure)
    return None if structure is None else (np.shape(structure), kind_of(structure))


class Step:
    """A plan for batches of one shape, and what its fetches mean."""

    def __init__(
        self,
        plan: Plan,
        logs: Mapping[str, Tensor],
        outputs: Any,
        losses: list,
        checks: list,
        metrics: list,
    ) -> None:
        self.plan, self.outputs = plan, outputs
        self._logs = [(name, plan.view(value)) for name, value in logs.items()]
        self._losses, self._checks = losses, checks
        # Looked for once: walking through all layers takes longer than a small network's step.
        plain = [one for one in metrics if type(one).reset_state is Metric.reset_state]
        self._states = [variable.array for one in plain for variable in one.weights]
        self._metrics = [one for one in metrics if one not in plain]
        self.metrics_names = [metric.name for metric in metrics]
        # No work for the host, which may ask for more than the arrays themselves.
        self.is_plain = not plan.host_steps
        self.gives_one = isinstance(outputs, Tensor) and outputs.dtype == "float32"

    def run(self, batch: Batch) -> None:
        """Run one batch. Raises DesignError for targets that a loss cannot mean."""
        leaves = leaves_of(batch.x, batch.y, batch.weights)
        for place, check, shape in self._checks:
            check(leaves[place], shape)
        self.plan.run(*leaves, whole=batch.whole, rows=batch.rows)

    def run_plain(self, x: np.ndarray, y: np.ndarray) -> None:
        """Run one batch of two arrays of numbers, of shapes that were seen before."""
        for place, check, shape in self._checks:
            check((x, y)[place], shape)
        self.plan.run(x, y)

    def logs(self) -> dict[str, Any]:
        """What the metrics came to with the last batch, by name."""
        return {name: number(view) for name, view in self._logs}

    def answer(self, x: np.ndarray) -> np.ndarray:
        """The output for a plain input, in as little time as possible."""
        return self.plan.run(x)[0].copy()

    def reset_metrics(self) -> None:
        """Let the metrics forget what they have seen."""
        for array in self._states:
            array[...] = 0.0
        for metric in self._metrics:
            metric.reset_state()

    def results(self) -> Any:
        """Copies of the model's outputs, in their structure."""
        return map_structure(self._result, self.outputs)

    def _result(self, leaf: Any) -> Any:
        array = wrap(self.plan.view(leaf), leaf.dtype)
        if leaf._keras_mask is not None:
            array._keras_mask = wrap(self.plan.view(leaf._keras_mask), "bool")
        return array

    def keep_losses(self) -> None:
        """Hand the penalties of the last batch to the layers that added them."""
        for owner, loss in self._losses:
            owner._call_losses.append(wrap(self.plan.view(loss), "float32"))


def number(view: np.ndarray) -> Any:
    return float(view) if view.ndim == 0 else np.array(view)


def feed_structure(tape: Tape, structure: Any, name: str) -> Any:
    """Placeholders on the tape for all arrays of a structure, in `flatten`'s order."""
    if isinstance(structure, Mapping):
        names = {key: f"{name} '{key}'" for key in sorted(structure)}
        fed = {key: feed_structure(tape, structure[key], names[key]) for key in names}
        return {key: fed[key] for key in structure}
    return map_structure(
        lambda leaf: None if leaf is None else tape.feed(spec_of(leaf), name), structure
    )


def build_step(model: Any, mode: str, batch: Batch, report: Any = None) -> Step:
    """Trace and plan what `mode` ("train", "test" or "predict") does to a batch like this one.

    The model's own `train_step`, `test_step` or `predict_step` says what that is.
    """
    if hasattr(model, "see_batches") and hasattr(batch.x, "shape"):
        model.see_batches(batch.x.shape, kind_of(batch.x))
    tape = Tape()
    with tape:
        tape.context.training = mode == "train"
        x = feed_structure(tape, batch.x, "inputs")
        if mode == "predict":
            outputs = map_structure(convert, model.predict_step(packed(x)))
            return finished(model, tape, {}, outputs, report)
        y = feed_structure(tape, batch.y, "targets")
        weights = feed_structure(tape, batch.weights, "sample weights")
        step = model.train_step if mode == "train" else model.test_step
        logs = checked_logs(step(packed(x, y, weights)), mode)
        logs = {name: convert(value) for name, value in logs.items()}
        return finished(model, tape, logs, [], report)


def checked_logs(logs: Any, mode: str) -> dict[str, Any]:
    """What a model's own step gave: numbers by name. Raises DesignError for anything else."""
    if not isinstance(logs, Mapping):
        raise DesignError(
            "{method} of the model gave {value} instead of a dict of numbers.",
            fix="Return {{metric.name: metric.result() for metric in self.metrics}}.",
            method=f"{mode}_step",
            value=repr(logs),
        )
    return flat_logs(logs)


def packed(x: Any, y: Any = None, weights: Any = None) -> Any:
    """A batch as `train_step` and its like get it."""
    if y is None and weights is None:
        return (x,) if isinstance(x, (list, tuple)) else x
    return (x, y) if weights is None else (x, y, weights)


def build_call(model: Any, x: Any, training: bool | None) -> Step:
    """Trace and plan `model(x)` for arrays of these shapes."""
    tape = Tape()
    with tape:
        fed = feed_structure(tape, x, "inputs")
        given = {} if training is None else {"training": training}
        outputs = map_structure(convert, model._traced((fed,), given))
        return finished(model, tape, {}, outputs, None, tape.losses)


def flat_logs(logs: Mapping[str, Any]) -> dict[str, Any]:
    """Logs in which a metric that gives several numbers has an entry for each."""
    flat: dict[str, Any] = {}
    for name, value in logs.items():
        flat.update(flat_logs(value) if isinstance(value, Mapping) else {name: value})
    return flat


def finished(
    model: Any, tape: Tape, logs: Mapping[str, Tensor], outputs: Any, report: Any, losses: Any = ()
) -> Step:
    leaves = [leaf for leaf in flatten(outputs) if leaf is not None]
    masks = [leaf._keras_mask for leaf in leaves if leaf._keras_mask is not None]
    fetches = [*logs.values(), *leaves, *masks, *(loss for _, loss in losses)]
    plan = Plan(tape, fetches, report=report)
    checks, metrics = (target_checks(model, tape), model.metrics) if logs else ([], [])
    return Step(plan, logs, outputs, list(losses), checks, metrics)


def target_checks(model: Any, tape: Tape) -> list[tuple[int, Any, tuple]]:
    """(place among the fed arrays, what to ask about the array, shape of the output compared).

    Only for targets that are compared as they were fed.
    """
    places = {id(tensor): place for place, tensor in enumerate(tape.feeds)}
    checks = []
    for loss, target, output in model.compiled_loss.pairs:
        data = data_of(target)
        if data is not None and id(data) in places and target.tape is tape:
            checks.append((places[id(data)], loss.check_targets, tuple(output.shape)))
    return checks
