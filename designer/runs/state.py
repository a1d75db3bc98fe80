"""How far is the training? One value, and one function that lets an event move it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.worker.protocol import Message, error_from_json

RUNNING = frozenset({"preparing", "compiling", "training", "validating", "paused", "stopping"})
ENDED = frozenset({"finished", "stopped", "early", "diverged", "failed", "lost"})
SMOOTHING = 0.2  # the share that the newest measurement has in the shown speed


@dataclass(frozen=True)
class RunState:
    """What is known of the current run.

    phase: "idle", one of RUNNING or one of ENDED ("early": early stopping; "diverged": the loss
    became NaN; "lost": the worker died). epoch and step count what is done; logs are the newest.
    seconds: training time without pauses. warming: (done, total) kernels, or None.
    """

    phase: str = "idle"
    epoch: int = 0
    epochs: int = 0
    step: int = 0
    steps: int = 0
    samples: int = 0
    validation_samples: int = 0
    first_epoch: int = 0
    logs: Mapping[str, float] = field(default_factory=dict)
    history: tuple[Mapping[str, float], ...] = ()
    seconds: float = 0.0
    speed: float = 0.0  # samples a second
    compiling: tuple[int, int, str] | None = None
    warming: tuple[int, int] | None = None
    folder: Path | None = None
    saved_epoch: int = 0
    error: DesignError | None = None
    learning_rate: float | None = None

    @property
    def running(self) -> bool:
        return self.phase in RUNNING

    @property
    def paused(self) -> bool:
        return self.phase == "paused"

    @property
    def can_pause(self) -> bool:
        return self.phase in ("training", "validating", "compiling")

    @property
    def can_resume_run(self) -> bool:
        """Whether a run that ended before its time can go on from its checkpoint.

        One that diverged would do so again: its settings are part of it.
        """
        open_end = self.phase in ("stopped", "lost", "failed")
        return open_end and 0 < self.saved_epoch < self.epochs

    @property
    def share(self) -> float:
        """How much of the whole training is done, from 0 to 1."""
        total = self.epochs * self.steps
        return min(1.0, (self.epoch * self.steps + self.step) / total) if total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time until the last epoch ends at the present speed; None while it is not known."""
        if not self.running or self.speed <= 0 or not self.steps:
            return None
        done = self.epoch + self.step / self.steps
        return max(0.0, (self.epochs - done) * self.samples / self.speed)


def advance(state: RunState, event: Message) -> RunState:
    """The state after one event of the worker."""
    step = _STEPS.get(event.kind)
    return step(state, event.values) if step else state


def begun(job_epochs: int, folder: Path, state: RunState, resumed: bool) -> RunState:
    """The state when a start was asked for and nothing was answered yet."""
    history = state.history if resumed else ()
    return RunState(
        "preparing",
        epochs=job_epochs,
        folder=folder,
        history=history,
        warming=state.warming,
        saved_epoch=state.saved_epoch if resumed else 0,
    )


def lost(state: RunState, error: DesignError, saved_epoch: int) -> RunState:
    """The worker died. What was saved can be gone on from."""
    return replace(
        state, phase="lost", error=error, compiling=None, warming=None, saved_epoch=saved_epoch
    )


def _preparing(state: RunState, values: Mapping[str, Any]) -> RunState:
    return replace(state, phase="preparing")


def _compiling(state: RunState, values: Mapping[str, Any]) -> RunState:
    if state.phase not in RUNNING:
        return state
    if not values["name"]:  # all are there
        phase = "training" if state.steps else "preparing"
        return replace(state, phase=_unless_stopping(state, phase), compiling=None)
    progress = (values["done"], values["total"], values["name"])
    return replace(state, phase=_unless_stopping(state, "compiling"), compiling=progress)


def _unless_stopping(state: RunState, phase: str) -> str:
    return state.phase if state.phase in ("stopping", "paused") else phase


def _warming(state: RunState, values: Mapping[str, Any]) -> RunState:
    done, total = values["done"], values["total"]
    return replace(state, warming=(done, total) if done < total else None)


def _started(state: RunState, values: Mapping[str, Any]) -> RunState:
    epoch = values["epoch"]
    return replace(
        state,
        phase=_unless_stopping(state, "training"),
        compiling=None,
        epoch=epoch,
        first_epoch=epoch,
        epochs=values["epochs"],
        step=0,
        steps=values["steps"],
        samples=values["samples"],
        validation_samples=values["validation_samples"],
        history=tuple(row for row in state.history if row.get("epoch", 0) <= epoch),
        saved_epoch=epoch,
    )


def _batch(state: RunState, values: Mapping[str, Any]) -> RunState:
    done = (values["epoch"], values["step"])
    moved = (done[0] - state.epoch) * state.steps + done[1] - state.step
    passed = values["seconds"] - state.seconds
    speed = state.speed
    if moved > 0 and passed > 0 and state.steps:
        measured = moved * state.samples / state.steps / passed
        speed = measured if not speed else speed + SMOOTHING * (measured - speed)
    return replace(
        state,
        phase=_unless_stopping(state, "training"),
        compiling=None,
        epoch=done[0],
        step=done[1],
        logs=values["logs"],
        seconds=values["seconds"],
        speed=speed,
    )


def _validating(state: RunState, values: Mapping[str, Any]) -> RunState:
    return replace(state, phase=_unless_stopping(state, "validating"), step=state.steps)


def _epoch(state: RunState, values: Mapping[str, Any]) -> RunState:
    row = {"epoch": values["epoch"], **values["logs"]}
    passed = values["seconds"] - (state.history[-1].get("seconds", 0.0) if state.history else 0.0)
    return replace(
        state,
        phase=_unless_stopping(state, "training"),
        epoch=values["epoch"],
        step=0,
        logs=values["logs"],
        history=(*state.history, row),
        seconds=max(state.seconds, values["seconds"]),
        speed=state.speed or (state.samples / passed if passed > 0 else 0.0),
    )


def _paused(state: RunState, values: Mapping[str, Any]) -> RunState:
    return replace(state, phase="paused") if state.phase in RUNNING else state


def _resumed(state: RunState, values: Mapping[str, Any]) -> RunState:
    return replace(state, phase="training") if state.phase == "paused" else state


def _tuned(state: RunState, values: Mapping[str, Any]) -> RunState:
    return replace(state, learning_rate=values["learning_rate"])


def _saved(state: RunState, values: Mapping[str, Any]) -> RunState:
    return replace(state, saved_epoch=values["epoch"], folder=Path(values["folder"]))


def _finished(state: RunState, values: Mapping[str, Any]) -> RunState:
    error = error_from_json(values["error"]) if values.get("error") else None
    return replace(
        state,
        phase=values["reason"],
        epoch=values["epochs"],
        step=0,
        logs=values["logs"] or state.logs,
        folder=Path(values["folder"]) if values["folder"] else state.folder,
        error=error,
        compiling=None,
    )


def _failed(state: RunState, values: Mapping[str, Any]) -> RunState:
    if values["during"] != "start":
        return state
    return replace(state, phase="failed", error=error_from_json(values["error"]), compiling=None)


_STEPS = {
    "preparing": _preparing,
    "compiling": _compiling,
    "warming": _warming,
    "started": _started,
    "batch": _batch,
    "validating": _validating,
    "epoch": _epoch,
    "paused": _paused,
    "resumed": _resumed,
    "tuned": _tuned,
    "saved": _saved,
    "finished": _finished,
    "failed": _failed,
}
