"""How is a job done? Train, evaluate and predict: the one code path of worker and command line."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine import settings, written
from engine.data import Prepared, fit_problems, prepare
from engine.errors import DesignError, Repair
from engine.models import Model
from engine.training import losses
from engine.training.callbacks import EarlyStopping
from engine.worker import checkpoints
from engine.worker.evaluation import Evaluation, Prediction, describe, read_prediction
from engine.worker.feeding import ends, fed, fed_from_file
from engine.worker.folders import RunFolder, write_atomically
from engine.worker.jobs import Control, Job, Training
from engine.worker.protocol import error_to_json
from engine.worker.reporter import Halt, Reporter

Tell = Callable[..., None]
LARGE_INPUT = 50.0  # inputs beyond this are likely not scaled at all


@dataclass(frozen=True)
class Outcome:
    """How a training ended: "finished", "early" (early stopping), "stopped" or "diverged"."""

    reason: str
    epochs: int
    logs: dict[str, float] = field(default_factory=dict)
    error: DesignError | None = None


def train(job: Job, tell: Tell, control: Control) -> Outcome:
    """Train and keep the results in the job's folder. Raises DesignError before it has begun.

    `tell(kind, **values)` is called with the events of engine.worker.protocol; `control` is asked
    at every batch.
    """
    tell("preparing")
    prepared = prepare(job.data)
    model = build(job, prepared, tell)
    folder = RunFolder(job.folder)
    early = early_stopping(job)
    first_epoch = 0
    resumed = checkpoints.read(folder.checkpoint) if job.resume else None
    if resumed is not None:
        first_epoch = resumed.epoch
        folder.keep_history(first_epoch)
    folder.begin(job)
    reporter = Reporter(model, job, folder, tell, control, early, resumed, len(prepared.train))
    if resumed is not None:
        checkpoints.restore(model, resumed)
    outcome = _fit(model, prepared, job, reporter, early, first_epoch)
    if outcome.reason != "diverged":
        write_atomically(folder.weights, model.save_weights)
    folder.end(outcome.reason, outcome.epochs, outcome.logs)
    error = error_to_json(outcome.error) if outcome.error is not None else None
    tell(
        "finished",
        reason=outcome.reason,
        epochs=outcome.epochs,
        logs=outcome.logs,
        folder=str(folder.path),
        error=error,
    )
    return outcome


def _fit(
    model: Model,
    prepared: Prepared,
    job: Job,
    reporter: Reporter,
    early: EarlyStopping | None,
    first_epoch: int,
) -> Outcome:
    training = job.training
    try:
        model.fit(
            fed(model, prepared, prepared.train),
            prepared.train.y,
            batch_size=training.batch_size,
            epochs=training.epochs,
            initial_epoch=first_epoch,
            validation_split=training.validation_share,
            shuffle=training.shuffle,
            callbacks=[reporter] if early is None else [early, reporter],
            verbose=0,
        )
    except Halt as halt:
        done, logs = reporter.epochs, dict(reporter.logs)
        if halt.reason == "diverged":
            return Outcome("diverged", done, logs, _explain_divergence(job, prepared, reporter))
        return Outcome("stopped", done, logs)
    reason = "finished" if reporter.epochs >= training.epochs else "early"
    return Outcome(reason, reporter.epochs, dict(reporter.logs))


def build(job: Job, prepared: Prepared, tell: Tell) -> Model:
    """The job's network with its first weights, compiled. Raises DesignError if it does not fit."""
    training = job.training
    losses.get(training.loss)  # a name that is unknown is told before it is found not to fit
    settings.set_threads(job.threads)
    settings.set_random_seed(training.seed)
    for source in job.code:
        written.load(source)  # refuses what the user has not agreed to
    model = Model.from_config(job.model)
    for misfit in fit_problems(prepared.facts, *ends(model), training.loss):
        if misfit.severity == "error":
            raise misfit.error
    model.compile_report = lambda done, total, name: tell(
        "compiling", done=done, total=total, name=name
    )
    compile_model(model, training)
    if job.weights:
        model.load_weights(job.weights)
    return model


def compile_model(model: Model, training: Training) -> None:
    """Give the model its optimizer with the chosen parameters, loss and metrics."""
    config = {**training.optimizer_parameters, "learning_rate": training.learning_rate}
    try:
        model.compile(
            optimizer={"class_name": training.optimizer, "config": config},
            loss=training.loss,
            metrics=list(training.metrics),
        )
    except TypeError as error:
        raise DesignError(
            "The optimizer {name} cannot be made: {reason}.",
            fix="Reset its parameters.",
            name=training.optimizer,
            reason=str(error),
        ) from error


def early_stopping(job: Job) -> EarlyStopping | None:
    training = job.training
    if not training.early_stopping:
        return None
    monitor = training.monitor
    if training.validation_share == 0:  # nothing is measured beside the training samples
        monitor = monitor.removeprefix("val_")
    return EarlyStopping(
        monitor=monitor,
        patience=training.patience,
        restore_best_weights=training.restore_best_weights,
    )


def _explain_divergence(job: Job, prepared: Prepared, reporter: Reporter) -> DesignError:
    """Why a loss becomes NaN, as far as can be seen, and what to change."""
    rate = reporter.learning_rate
    top = max(float(np.abs(array[:1000]).max()) for array in prepared.train.x)
    value = "∞" if math.isinf(reporter.logs.get("loss", math.nan)) else "NaN"
    common = {"value": value, "epoch": reporter.epochs + 1, "step": reporter.step}
    if top > LARGE_INPUT and job.data.get("scale", "auto") in ("auto", "none"):
        return DesignError(
            "The loss became {value} in epoch {epoch}, step {step}, so training was stopped. "
            "The inputs reach up to {top}.",
            fix="Scale the data to mean 0 and deviation 1.",
            repairs=[Repair("set_data", "Scale the data", {"scale": "standard"})],
            top=f"{top:.4g}",
            **common,
        )
    smaller = float(f"{rate / 10:.1g}")
    return DesignError(
        "The loss became {value} in epoch {epoch}, step {step}, so training was stopped. "
        "The steps were too large.",
        fix="Lower the learning rate from {rate} to {smaller}.",
        repairs=[
            Repair(
                "set_training",
                "Use the learning rate {learning_rate}",
                {"learning_rate": smaller},
            ),
        ],
        rate=f"{rate:g}",
        smaller=f"{smaller:g}",
        **common,
    )


# With a trained network


def trained(job: Job, prepared: Prepared, tell: Tell) -> Model:
    """The job's network with the weights of its folder. Raises DesignError."""
    model = build(job, prepared, tell)
    weights = Path(job.weights) if job.weights else RunFolder(job.folder).weights
    if not weights.is_file():
        raise DesignError(
            "There are no trained weights at {path}.",
            fix="Train the network first.",
            path=str(weights),
        )
    model.load_weights(weights)
    return model


def evaluate(job: Job, tell: Tell) -> Evaluation:
    """Loss, metrics and telling samples over the test part. Raises DesignError."""
    prepared = prepare(job.data)
    part = prepared.test if len(prepared.test) else prepared.train
    model = trained(job, prepared, tell)
    size = max(32, job.training.batch_size)
    x = fed(model, prepared, part)
    logs = model.evaluate(x, part.y, batch_size=size, verbose=0, return_dict=True)
    outputs = np.asarray(model.predict(x, batch_size=size, verbose=0))
    return describe(prepared, part, outputs, logs)


def predict(job: Job, path: str, tell: Tell) -> Prediction:
    """The network's answers to a file's samples, or to the test samples. Raises DesignError."""
    prepared = prepare(job.data)
    model = trained(job, prepared, tell)
    if path:
        x = fed_from_file(model, prepared, Path(path))
    else:
        x = fed(model, prepared, prepared.test)
    outputs = model.predict(x, batch_size=max(32, job.training.batch_size), verbose=0)
    return read_prediction(np.asarray(outputs), prepared)
