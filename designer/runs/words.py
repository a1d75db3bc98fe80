"""How are a run's state, times and numbers said? In the user's language, short."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLocale

from designer.runs.state import RunState
from designer.texts import number


def phase_name(phase: str) -> str:
    """The word for a phase of a run."""
    tr = QCoreApplication.translate
    return {
        "idle": "",
        "preparing": tr("Run", "Preparing the data"),
        "compiling": tr("Run", "Compiling"),
        "training": tr("Run", "Training"),
        "validating": tr("Run", "Validating"),
        "paused": tr("Run", "Paused"),
        "stopping": tr("Run", "Stopping"),
        "finished": tr("Run", "Finished"),
        "stopped": tr("Run", "Stopped"),
        "early": tr("Run", "Stopped early"),
        "diverged": tr("Run", "Stopped: the loss is not a number"),
        "failed": tr("Run", "Failed"),
        "lost": tr("Run", "Interrupted"),
        "unfinished": tr("Run", "Unfinished"),
        "imported": tr("Run", "Opened from a file"),
    }[phase]


def summary(state: RunState) -> str:
    """The state in a few words, in the user's language; empty while nothing goes on."""
    tr = QCoreApplication.translate
    name = phase_name(state.phase)
    if state.phase in ("training", "validating", "paused", "stopping") and state.epochs:
        text = tr("Run", "{phase}: epoch {epoch} of {epochs}").format(
            phase=name, epoch=min(state.epoch + 1, state.epochs), epochs=state.epochs
        )
        left = state.seconds_left
        if state.phase == "training" and left is not None:
            text += " · " + tr("Run", "{time} left").format(time=duration(left))
        return text
    if state.phase == "compiling" and state.compiling:
        done, total, _ = state.compiling
        return tr("Run", "Compiling {done} of {total}").format(
            done=min(done + 1, total), total=total
        )
    if not name and state.warming:
        done, total = state.warming
        return tr("Run", "Getting faster: {done} of {total}").format(done=done, total=total)
    return name


def result(state: RunState) -> str:
    """How a training ended, with the newest values."""
    values = [
        f"{metric_name(name)} {value(name, amount)}"
        for name, amount in state.logs.items()
        if name.startswith("val_")
    ] or [f"{metric_name(name)} {value(name, amount)}" for name, amount in state.logs.items()]
    return ": ".join([phase_name(state.phase), ", ".join(values)])


def duration(seconds: float) -> str:
    """A time as a person says it: "8 s", "3 min 20 s", "1 h 5 min"."""
    tr = QCoreApplication.translate
    whole = max(0, math.ceil(seconds))
    if whole < 60:
        return tr("Run", "{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return tr("Run", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    hours, minutes = divmod(minutes, 60)
    return tr("Run", "{hours} h {minutes} min").format(hours=number(hours), minutes=minutes)


def speed(samples_a_second: float) -> str:
    """How fast it goes."""
    tr = QCoreApplication.translate
    return tr("Run", "{count} samples/s").format(count=number(round(samples_a_second)))


def value(name: str, amount: float) -> str:
    """A loss or metric: shares as percentages, the rest with four digits that matter."""
    if not math.isfinite(amount):
        return {True: "NaN", False: "∞" if amount > 0 else "−∞"}[math.isnan(amount)]
    if is_share(name):
        return QLocale().toString(100 * amount, "f", 2) + " %"
    if amount != 0 and not 1e-3 <= abs(amount) < 1e5:
        return QLocale().toString(amount, "e", 2)
    return QLocale().toString(amount, "f", 4)


def is_share(name: str) -> bool:
    """Whether a metric lies between 0 and 1 and is read as a percentage."""
    return "accuracy" in name or name.removeprefix("val_") in ("precision", "recall", "auc", "acc")


def metric_name(name: str) -> str:
    """A log's name as a legend shows it; Keras's own words stay as they are in code."""
    tr = QCoreApplication.translate
    plain = name.removeprefix("val_")
    known = {
        "loss": tr("Run", "loss"),
        "accuracy": tr("Run", "accuracy"),
        "sparse_categorical_accuracy": tr("Run", "accuracy"),
        "categorical_accuracy": tr("Run", "accuracy"),
        "binary_accuracy": tr("Run", "accuracy"),
        "mean_absolute_error": tr("Run", "mean absolute error"),
        "mae": tr("Run", "mean absolute error"),
        "mean_squared_error": tr("Run", "mean squared error"),
        "mse": tr("Run", "mean squared error"),
        "precision": tr("Run", "precision"),
        "recall": tr("Run", "recall"),
        "auc": tr("Run", "area under the curve"),
    }
    return known.get(plain, plain)
