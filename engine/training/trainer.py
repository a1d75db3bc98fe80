"""How is a model trained, measured and used? Keras's compile, and what happens to a batch."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine import settings
from engine.errors import DesignError, DesignRuntimeError, DesignTypeError, NeedsRun
from engine.layers.holding import all_sublayers
from engine.nest import flatten, map_structure
from engine.raw import columns_of, is_table, marked
from engine.tape import current_tape, gradients
from engine.training import losses, optimizers
from engine.training.arrays import INPUTS, as_arrays, class_weights, count_samples, unpacked
from engine.training.at_once import PythonStep
from engine.training.batches import Batch, as_batch
from engine.training.containers import LossesContainer, MetricsContainer
from engine.training.loop import Loop, as_result
from engine.training.metrics import Metric
from engine.training.steps import Step, build_call, build_step, specs_of

log = logging.getLogger(__name__)
# Plans of so many batch shapes are kept; each holds the memory of its intermediate values.
KEPT_PLANS = 12
# Arguments of compile that TensorFlow needs.
IGNORED = ("cloning", "experimental_run_tf_function", "sample_weight_mode")


class Trainer(Loop):
    """What a model can do once it is compiled. Mixed into `engine.Model`."""

    def _init_trainer(self) -> None:
        self.optimizer: Any = None
        self.loss: Any = None
        self.compiled_loss = LossesContainer(None)
        self.compiled_metrics = MetricsContainer()
        self._forget_plans()
        self._is_compiled = False
        self._compile_arguments: dict[str, Any] = {}
        self._compiled_trainable: list[tuple[Any, bool]] = []
        self._run_eagerly = False
        self.history: Any = None
        # Called with (done, total, name) while kernels are compiled for a new plan.
        self.compile_report: Any = None

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        metrics: Any = None,
        loss_weights: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: Any = None,
        steps_per_execution: Any = None,
        jit_compile: Any = None,
        pss_evaluation_shards: int = 0,
        from_serialized: bool = False,
        **ignored: Any,
    ) -> None:
        """Choose how to learn: optimizer, loss and metrics, by name or as objects.

        Which layers are trainable is settled here; a change counts after the next compile.
        """
        for word in ignored:
            if word not in IGNORED:
                raise DesignTypeError("compile has no argument {word}.", word=word)
        self.optimizer = optimizers.get(optimizer)
        for one in flatten(loss):
            if isinstance(one, str):
                losses.get(one)
        names = list(self.output_names) if self._network is not None else None
        self.compiled_loss = LossesContainer(loss, loss_weights, names)
        self.compiled_metrics = MetricsContainer(
            metrics, weighted_metrics, names, from_serialized
        )
        if self._network is not None:
            # Names that do not fit are told now, not when the first batch comes.
            self.compiled_loss.build(self._output_structure)
            self.compiled_loss.built = False
        self.loss = loss
        self._compile_arguments = {
            "optimizer": self.optimizer,
            "loss": loss,
            "metrics": metrics,
            "loss_weights": loss_weights,
            "weighted_metrics": weighted_metrics,
            "run_eagerly": run_eagerly,
            "steps_per_execution": steps_per_execution,
            "jit_compile": jit_compile,
        }
        self._run_eagerly = bool(run_eagerly)
        self._is_compiled = True
        self._compiled_trainable = [
            (layer, layer._trainable) for layer in [self, *all_sublayers(self)]
        ]
        self._forget_plans()

    @property
    def run_eagerly(self) -> bool:
        """Whether each batch runs as Python, not as a plan."""
        return self._run_eagerly or self.dynamic

    @run_eagerly.setter
    def run_eagerly(self, value: bool) -> None:
        self._run_eagerly = bool(value)
        self._forget_plans()

    def get_compile_config(self) -> dict[str, Any] | None:
        """The arguments of `compile` as objects; a saved model holds them."""
        return dict(self._compile_arguments) if self._is_compiled else None

    def compile_from_config(self, config: Mapping[str, Any]) -> None:
        """Compile with the arguments that a file told, and make the optimizer's slots."""
        if type(self).compile is not Trainer.compile:
            log.warning(
                "%s has a compile() of its own, so it is not compiled from the file.",
                type(self).__name__,
            )
            return
        self.compile(**config)
        if self.built and self.optimizer is not None:
            self.optimizer.build(self.trainable_variables)

    @property
    def metrics(self) -> list[Metric]:
        """The metrics as objects, once the first batch has been seen, those of layers last."""
        found: list[Metric] = []
        if self._is_compiled:
            found += [*self.compiled_loss.metrics, *self.compiled_metrics.metrics]
        for layer in [self, *all_sublayers(self)]:
            found += [one for one in layer._metrics if all(one is not known for known in found)]
        return found

    @property
    def metrics_names(self) -> list[str]:
        return [metric.name for metric in self.metrics]

    def reset_metrics(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    def reset_states(self) -> None:
        """Zero the states that stateful recurrent layers keep between batches."""
        for layer in self.layers:
            if hasattr(layer, "reset_states") and getattr(layer, "stateful", False):
                layer.reset_states()

    # What a batch means: a subclass may override these. They are traced, so they are written
    # with engine.ops.

    def train_step(self, data: Any) -> dict[str, Any]:
        """Learn from one batch (x, y, sample_weight). Returns the metrics by name."""
        x, y, weights = unpacked(data)
        y_pred = self(x, training=True)
        loss = self.compute_loss(x, y, y_pred, weights)
        self._check_loss(y, loss)
        self._learn(loss)
        return self.compute_metrics(x, y, y_pred, weights)

    def test_step(self, data: Any) -> dict[str, Any]:
        """Measure one batch (x, y, sample_weight). Returns the metrics by name."""
        x, y, weights = unpacked(data)
        y_pred = self(x, training=False)
        self.compute_loss(x, y, y_pred, weights)
        return self.compute_metrics(x, y, y_pred, weights)

    def predict_step(self, data: Any) -> Any:
        """The outputs for one batch."""
        x, _, _ = unpacked(data)
        return self(x, training=False)

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None
    ) -> Any:
        """The total loss of a batch, or None when there is nothing to minimise."""
        return self.compiled_loss(
            y, y_pred, sample_weight, regularization_losses=self.losses
        )

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any) -> dict[str, Any]:
        """Count a batch in the metrics and give their results."""
        self.compiled_metrics.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

    def get_metrics_result(self) -> dict[str, Any]:
        results: dict[str, Any] = {}
        for metric in self.metrics:
            result = metric.result()
            results.update(result if isinstance(result, Mapping) else {metric.name: result})
        return results

    def _check_loss(self, y: Any, loss: Any) -> None:
        if self.loss and y is None:
            raise DesignError(
                "There are no targets, but the model was compiled with the loss {loss}.",
                fix="Give the targets y.",
                loss=str(self.loss),
            )
        if loss is None:
            raise DesignError(
                "The model has no loss, so there is nothing to minimise.",
                fix="Call compile(loss=…).",
            )

    def _learn(self, loss: Any) -> None:
        """Gradients of the loss and the optimizer's step, on the active tape."""
        variables = self.trainable_weights
        if not variables:
            # All layers are frozen: Keras goes through the data and changes nothing.
            return
        tape = current_tape()
        for variable in variables:
            tape.read(variable)
        slopes = gradients(tape, loss, [tape.variables[id(v)][1] for v in variables])
        if all(slope is None for slope in slopes):
            raise DesignError(
                "The loss does not depend on any weight that can be trained.",
                fix="Connect layers with weights to the outputs, and make them trainable.",
            )
        self.optimizer.apply_gradients(zip(slopes, variables, strict=True))

    # Plans

    def _forget_plans(self) -> None:
        self._plans: OrderedDict[Any, Step] = OrderedDict()
        self._quick: dict[Any, Step] = {}
        self._age = getattr(self, "_age", 0) + 1
        self._call_layers: list[Any] | None = None

    @contextmanager
    def _as_compiled(self):
        """Inside this context the layers are trainable as they were when `compile` was called."""
        now = [(layer, layer._trainable) for layer, _ in self._compiled_trainable]
        for layer, trainable in self._compiled_trainable:
            layer._trainable = trainable
        try:
            yield
        finally:
            for layer, trainable in now:
                layer._trainable = trainable

    def _step(self, mode: str, batch: Batch) -> Step:
        """The plan for a batch of these shapes, made when it is first needed.

        Batches of one size that are cut out of one whole have one: their shapes are not looked at.
        """
        threads = settings.threads()
        if batch.whole is None:
            return self._planned(mode, batch, threads)
        known, like = batch.whole.steps, (mode, batch.size, threads, self._age)
        if like not in known:
            known[like] = self._planned(mode, batch, threads)
        return known[like]

    def _planned(self, mode: str, batch: Batch, threads: int) -> Step:
        # What changes whether Python runs the batch makes the model forget its plans.
        key = (mode, threads, *map(specs_of, (batch.x, batch.y, batch.weights)))

        def make() -> Step | PythonStep:
            if self.run_eagerly:
                return PythonStep(self, mode)
            try:
                if mode == "predict":
                    return build_step(self, mode, batch, self.compile_report)
                with self._as_compiled():
                    return build_step(self, mode, batch, self.compile_report)
            except NeedsRun:
                return PythonStep(self, mode)

        return self._kept(key, make)

    def _kept(self, key: Any, make: Any) -> Step:
        if key in self._plans:
            self._plans.move_to_end(key)
            return self._plans[key]
        step = make()
        # Making the step may have built the model, which forgets all plans.
        self._plans[key] = step
        while len(self._plans) > KEPT_PLANS:
            self._plans.popitem(last=False)
            self._quick.clear()
        return step

    def _run_eager(self, inputs: Any, training: bool | None) -> Any:
        """`model(arrays)`. A network's plan is kept for inputs of these shapes."""
        x = as_arrays(self._as_data(inputs), INPUTS)
        if any(getattr(leaf, "_keras_mask", None) is not None for leaf in flatten(x)):
            return super()._eager((x,), {"training": training})

        def make() -> Step:
            return build_call(self, x, training)

        if self._network is None:
            try:
                step, layers = make(), [self, *all_sublayers(self)]
            except NeedsRun:
                return super()._eager((x,), {"training": training})
        else:
            layers = self._call_layers or [self, *all_sublayers(self)]
            flags = tuple(layer._trainable for layer in layers)
            phase = settings.learning_phase() if training is None else bool(training)
            key = ("call", phase, settings.threads(), specs_of(x), flags)
            try:
                step = self._kept(key, make)
            except NeedsRun:
                return super()._eager((x,), {"training": training})
            # The first call may have built layers inside the layers.
            layers = self._call_layers = self._call_layers or [self, *all_sublayers(self)]
        step.run(Batch(x))
        for layer in layers:
            layer.__dict__["_call_losses"] = []
        step.keep_losses()
        return step.results()

    # Single batches

    def _as_data(self, x: Any) -> Any:
        """A table as a dict of its columns, where a layer of the model reads columns by name."""
        if is_table(x) and any(getattr(one, "reads", None) for one in all_sublayers(self)):
            return columns_of(x)
        return x

    def _need_compile(self) -> None:
        if not self._is_compiled:
            raise DesignRuntimeError(
                "The model has not been compiled.", fix="Call compile(optimizer, loss) first."
            )
        self._need_plain_call()

    def _need_plain_call(self) -> None:
        """Raise DesignError where `call` wants more by place than its inputs."""
        signature = self._signature()
        extra = [
            name
            for name in signature.names[1:]
            if name != "training" and name not in signature.defaults
        ]
        if extra:
            raise DesignError(
                "{model} cannot go through data, because its call() needs {names} too.",
                fix="Put all inputs into one list or dict, or give the others a default.",
                model=type(self).__name__,
                names=extra,
            )

    def _train(self, batch: Batch) -> dict[str, Any]:
        """One step of the optimizer. Returns the metrics so far."""
        step = self._step("train", batch)
        step.run(batch)
        return step.logs()

    def _test(self, batch: Batch) -> dict[str, Any]:
        step = self._step("test", batch)
        step.run(batch)
        return step.logs()

    def _predict(self, batch: Batch) -> Any:
        step = self._step("predict", Batch(batch.x))
        step.run(Batch(batch.x, None, None, batch.size, batch.whole, batch.rows))
        return map_structure(np.asarray, step.results())

    def train_on_batch(
        self,
        x,
        y=None,
        sample_weight=None,
        class_weight=None,
        reset_metrics=True,
        return_dict=False,
    ):
        """One step of the optimizer on one batch. Returns loss and metrics."""
        # A small network's step takes less time than looking at its data from all sides.
        key = None
        if sample_weight is None and class_weight is None:
            kinds = plain_kind(x), plain_kind(y)
            if None not in kinds:
                key = ("train", x.shape, y.shape, kinds, settings.threads())
        step = self._quick.get(key)
        if step is not None:
            if reset_metrics:
                step.reset_metrics()
            step.run_plain(x, y)
            return as_result(step.logs(), step.metrics_names, return_dict)
        self._need_compile()
        batch = one_batch(self._as_data(x), y, sample_weight, class_weight)
        step = self._step("train", batch)
        if reset_metrics:
            step.reset_metrics()
        step.run(batch)
        if key and step.is_plain:
            self._quick[key] = step
        return as_result(step.logs(), step.metrics_names, return_dict)

    def make_train_function(self, force: bool = False) -> Callable[[Iterator], dict[str, Any]]:
        """What learns from the next batch of an iterator; layers are trainable as they are now."""
        self._need_compile()
        if force:
            self._forget_plans()
        return lambda iterator: self._train(as_batch(next(iterator)))

    def make_test_function(self, force: bool = False) -> Callable[[Iterator], dict[str, Any]]:
        """What measures the next batch of an iterator."""
        self._need_compile()
        return lambda iterator: self._test(as_batch(next(iterator)))

    def make_predict_function(self, force: bool = False) -> Callable[[Iterator], Any]:
        """What gives the outputs for the next batch of an iterator."""
        return lambda iterator: self._predict(as_batch(next(iterator)))

    def test_on_batch(self, x, y=None, sample_weight=None, reset_metrics=True, return_dict=False):
        """Loss and metrics of one batch."""
        self._need_compile()
        if reset_metrics:
            self.reset_metrics()
        logs = self._test(one_batch(self._as_data(x), y, sample_weight))
        return as_result(logs, self.metrics_names, return_dict)

    def predict_on_batch(self, x):
        """The outputs for one batch."""
        # One sample after the other, and a small network: what it takes to ask counts.
        kind = plain_kind(x)
        key = ("predict", x.shape, kind, settings.threads()) if kind else None
        step = self._quick.get(key)
        if step is not None:
            return step.answer(x)
        self._need_plain_call()
        batch = one_batch(self._as_data(x), None, None)
        result = self._predict(batch)
        step = self._step("predict", Batch(batch.x))
        if key and step.is_plain and step.gives_one:
            self._quick[key] = step
        return result


def plain_kind(x: Any) -> str | None:
    """The kind of numbers in an array that can be fed as it is; None for anything else."""
    if type(x) is not np.ndarray or x.dtype.char not in "fi":
        return None
    return x.dtype.char if x.dtype.char == "f" or marked(x) is x else None


def one_batch(x: Any, y: Any, weights: Any, table: Mapping[int, float] | None = None) -> Batch:
    x, y = as_arrays(x, INPUTS), as_arrays(y, "targets")
    weights = as_arrays(weights, "sample weights")
    size = count_samples(x, y, weights)
    if table:
        weights = class_weights(y, weights, table)
    return Batch(x, y, weights, size)


__all__ = ["Trainer"]
