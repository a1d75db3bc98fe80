"""How does a model go through data? Keras's fit, evaluate and predict."""

from __future__ import annotations

import functools
import itertools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine import settings
from engine.errors import DesignError, DesignTypeError
from engine.nest import flatten, map_structure
from engine.training.arrays import split_off, unpacked
from engine.training.batches import Batch, batches, length
from engine.training.callbacks import CallbackList


def takes_threads(function: Any) -> Any:
    """Give a method the argument `threads`, which Keras lacks: on how many threads plans run."""

    @functools.wraps(function)
    def call(self: Any, *args: Any, threads: int | None = None, **named: Any) -> Any:
        with settings.on_threads(threads):
            return function(self, *args, **named)

    return call


class Loop:
    """The part of a model that sees whole data sets, batch by batch."""

    @takes_threads
    def fit(
        self,
        x=None,
        y=None,
        batch_size=None,
        epochs=1,
        verbose="auto",
        callbacks=None,
        validation_split=0.0,
        validation_data=None,
        shuffle=True,
        class_weight=None,
        sample_weight=None,
        initial_epoch=0,
        steps_per_epoch=None,
        validation_steps=None,
        validation_batch_size=None,
        validation_freq=1,
        max_queue_size=10,
        workers=1,
        use_multiprocessing=False,
    ):
        """Train for a number of passes over the data. Returns the History callback.

        Raises DesignError when data, targets, loss and outputs do not fit together.
        """
        self._need_compile()
        check_counts(epochs=epochs, initial_epoch=initial_epoch)
        if validation_split and validation_data is None:
            (x, y, sample_weight), validation_data = split_off(
                self._as_data(x), y, sample_weight, validation_split
            )
        source = batches(
            self._as_data(x), y, sample_weight, batch_size, shuffle, steps_per_epoch, class_weight
        )
        passes = Passes(source, steps_per_epoch, epochs - initial_epoch)
        hooks = self._hooks(callbacks, verbose, epochs, passes.steps, history=True)
        self.stop_training = False
        hooks.on_train_begin()
        logs: dict[str, Any] = {}
        # A callback that restores a training that broke off says where it goes on.
        first = max(initial_epoch, hooks.initial_epoch)
        for epoch in range(first, epochs):
            self.reset_metrics()
            hooks.on_epoch_begin(epoch)
            count = 0
            for batch in passes.epoch():
                hooks.on_train_batch_begin(count)
                logs = self._train(batch)
                hooks.on_train_batch_end(count, logs)
                count += 1
                if self.stop_training:
                    break
                explain_nan(logs, batch)
            if count == 0:
                if epoch > first:
                    break
                raise DesignError(
                    "There were no data for the epoch {epoch}.",
                    fix="Give more batches, or fewer steps_per_epoch.",
                    epoch=epoch + 1,
                )
            if hasattr(x, "on_epoch_end"):
                x.on_epoch_end()
            logs = dict(logs)
            if validation_data is not None and due(epoch, validation_freq):
                measured = self._validate(
                    validation_data, validation_batch_size or batch_size, validation_steps, hooks
                )
                logs.update({f"val_{name}": value for name, value in measured.items()})
            hooks.on_epoch_end(epoch, logs)
            if self.stop_training or passes.ended_early:
                break
        if epochs > 0:
            self.optimizer.finalize_variable_values(self.trainable_weights)
        hooks.on_train_end(logs)
        return self.history

    def _validate(self, data: Any, batch_size, steps, hooks) -> dict[str, Any]:
        x, y, weights = unpacked(data)
        return self.evaluate(
            x,
            y,
            batch_size=batch_size,
            sample_weight=weights,
            steps=steps,
            callbacks=hooks,
            verbose=0,
            return_dict=True,
        )

    @takes_threads
    def evaluate(
        self,
        x=None,
        y=None,
        batch_size=None,
        verbose="auto",
        sample_weight=None,
        steps=None,
        callbacks=None,
        max_queue_size=10,
        workers=1,
        use_multiprocessing=False,
        return_dict=False,
        **unknown,
    ):
        """Loss and metrics over data: a number, a list, or a dict by name."""
        self._need_compile()
        if unknown:
            raise DesignTypeError("evaluate has no argument {word}.", word=min(unknown))
        source = batches(self._as_data(x), y, sample_weight, batch_size, False, steps)
        passes = Passes(source, steps, 1)
        hooks = self._hooks(callbacks, verbose, 1, passes.steps)
        hooks.on_test_begin()
        self.reset_metrics()
        logs: dict[str, Any] = {}
        for count, batch in enumerate(passes.epoch()):
            hooks.on_test_batch_begin(count)
            logs = self._test(batch)
            hooks.on_test_batch_end(count, logs)
        hooks.on_test_end(logs)
        return as_result(logs, self.metrics_names, return_dict)

    @takes_threads
    def predict(
        self,
        x,
        batch_size=None,
        verbose="auto",
        steps=None,
        callbacks=None,
        max_queue_size=10,
        workers=1,
        use_multiprocessing=False,
    ):
        """The outputs for all data, one row a sample."""
        self._need_plain_call()
        source = batches(self._as_data(x), None, None, batch_size, False, steps)
        passes = Passes(source, steps, 1)
        hooks = self._hooks(callbacks, verbose, 1, passes.steps)
        hooks.on_predict_begin()
        results: list[Any] = []
        for count, batch in enumerate(passes.epoch()):
            hooks.on_predict_batch_begin(count)
            results.append(self._predict(batch))
            hooks.on_predict_batch_end(count, {"outputs": results[-1]})
        hooks.on_predict_end()
        if not results:
            raise DesignError("The data are empty.", fix="Give at least one sample.")
        return map_structure(joined, results[0], *results[1:])

    # The names that these had when generators had methods of their own.

    def fit_generator(self, generator, *args, **kwargs):
        """`fit` from a generator of batches; `steps_per_epoch` and `epochs` come first here."""
        names = ("steps_per_epoch", "epochs", "verbose", "callbacks", "validation_data")
        return self.fit(generator, **dict(zip(names, args, strict=False)), **kwargs)

    def evaluate_generator(self, generator, steps=None, **kwargs):
        return self.evaluate(generator, steps=steps, **{"verbose": 0, **kwargs})

    def predict_generator(self, generator, steps=None, **kwargs):
        return self.predict(generator, steps=steps, **{"verbose": 0, **kwargs})

    def _hooks(
        self, callbacks: Any, verbose: Any, epochs: int, steps: int | None, history: bool = True
    ) -> CallbackList:
        if isinstance(callbacks, CallbackList):
            return callbacks
        shown = 1 if verbose == "auto" else int(verbose)
        return CallbackList(
            callbacks,
            add_history=history,
            add_progbar=shown != 0,
            model=self,
            verbose=shown,
            epochs=epochs,
            steps=steps,
        )


class Passes:
    """The batches of epoch after epoch, as many as were asked for."""

    def __init__(self, source: Any, steps: int | None, epochs: int) -> None:
        self.source, self.epochs = source, epochs
        self.asked = None if steps in (None, -1) else steps
        self.steps = self.asked if self.asked is not None else length(source)
        self.ended_early = False
        self._going_on: Iterator[Batch] | None = None

    def epoch(self) -> Iterator[Batch]:
        """The batches of the next epoch."""
        if self.asked is None or self.source.begins_anew:
            yield from self._counted(iter(self.source))
            return
        if self._going_on is None:
            again = max(1, self.epochs) if self.source.repeats else 1
            self._going_on = itertools.chain.from_iterable(
                iter(self.source) for _ in range(again)
            )
        yield from self._counted(self._going_on)

    def _counted(self, items: Iterator[Batch]) -> Iterator[Batch]:
        """At most the batches of one epoch; a warning when they end before."""
        done = 0
        while self.asked is None or done < self.asked:
            batch = next(items, None)
            if batch is None:
                break
            yield batch
            done += 1
        if self.asked is None and self.steps is None:
            # Only now is it known how many there are; a generator gives no more.
            self.steps = done
            self.ended_early = hasattr(getattr(self.source, "source", None), "__next__")
        elif self.asked is not None and done < self.asked:
            warnings.warn(
                f"The data ended after {done} of {self.asked} steps; no more steps are made. "
                "Make sure that they last for steps_per_epoch * epochs batches.",
                stacklevel=4,
            )
            self.ended_early = True


def joined(*leaves: Any) -> np.ndarray:
    """The outputs of all batches in one array."""
    arrays = [np.asarray(leaf) for leaf in leaves]
    if arrays[0].ndim == 0:
        return arrays[0] if len(arrays) == 1 else np.stack(arrays)
    return np.concatenate(arrays)


def as_result(logs: Mapping[str, Any], names: Sequence[str], return_dict: bool) -> Any:
    """Logs as Keras returns them: a dict, or a list in the order of the metrics' names."""
    if return_dict:
        return dict(logs)
    values = [logs[name] for name in names if name in logs]
    if len(values) < len(logs):
        values += [logs[name] for name in sorted(logs) if name not in names]
    return values[0] if len(values) == 1 else values


def due(epoch: int, frequency: Any) -> bool:
    """Whether validation runs after this epoch. Raises DesignError for what is no frequency."""
    if isinstance(frequency, int):
        return (epoch + 1) % frequency == 0
    if isinstance(frequency, (list, tuple, set)):
        return epoch + 1 in frequency
    raise DesignError(
        "validation_freq is a number of epochs or a list of epochs, not {value}.",
        value=repr(frequency),
    )


def check_counts(epochs: int, initial_epoch: int) -> None:
    if epochs <= 0:
        raise DesignError("epochs must be at least 1, but is {epochs}.", epochs=epochs)
    if initial_epoch < 0:
        raise DesignError(
            "initial_epoch must be at least 0, but is {epoch}.", epoch=initial_epoch
        )


def explain_nan(logs: Mapping[str, Any], batch: Batch) -> None:
    """Raise DesignError when a loss is NaN because the data are: training could only go wrong."""
    loss = logs.get("loss")
    if not isinstance(loss, float) or loss == loss:
        return
    parts = (("inputs", batch.x), ("targets", batch.y), ("sample weights", batch.weights))
    for name, part in parts:
        for leaf in flatten(part):
            if leaf is None or leaf.dtype.kind != "f" or not np.isnan(leaf).any():
                continue
            sample = int(np.argwhere(np.isnan(leaf).reshape(len(leaf), -1).any(1))[0, 0])
            if batch.rows is not None:
                rows = batch.rows
                sample += rows.start if isinstance(rows, slice) else int(rows[sample]) - sample
            raise DesignError(
                "The loss is NaN (not a number), because the {name} hold NaN in sample {sample}.",
                fix="Fill in or leave out what is missing.",
                name=name,
                sample=sample,
            )
