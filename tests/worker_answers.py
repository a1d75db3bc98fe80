"""What would the worker answer? Data, trainings and evaluations for panels that have no worker."""

from dataclasses import asdict
from pathlib import Path

import numpy as np

from designer.document import edits
from designer.runs.state import begun
from designer.runs.view import EvaluationView
from engine.data import prepare, preview
from engine.worker.evaluation import describe
from engine.worker.protocol import Message, plain

FOLDER = Path("/nowhere/net.runs/2026-01-02 03.04.05")
LOGS = {"loss": 0.5, "accuracy": 0.8}


def use(studio, source, **settings):
    studio.edit("Data", edits.set_data, source=source, **settings)


def show_data(studio, runs):
    """What the worker would answer to "peek"."""
    runs.peek()
    prepared = prepare(asdict(studio.document.data))
    shown = preview(prepared)
    values = {
        "ticket": runs.data.ticket,
        "facts": prepared.facts.to_json(),
        "preview": {"labels": shown.labels, "heading": shown.heading, "rows": shown.rows},
    }
    arrays = {} if shown.pictures is None else {"pictures": shown.pictures}
    runs._receive(Message("data", values, arrays))
    return prepared


def train(studio, runs, epochs=3, steps=10, until=99.0):
    """A course of events as the worker tells them."""
    runs._tell_state(begun(epochs, FOLDER, runs.state, False))
    events = [
        Message("preparing"),
        Message("compiling", {"done": 1, "total": 4, "name": "linear.matmul"}),
        Message(
            "started",
            {"epoch": 0, "epochs": epochs, "steps": steps, "samples": 320,
             "validation_samples": 32},
        ),
    ]  # fmt: skip
    for epoch in range(epochs):
        for step in range(1, steps + 1):
            logs = {"loss": 2 / (1 + epoch + step / steps), "accuracy": 0.1 * (1 + epoch)}
            place = {"epoch": epoch, "step": step, "steps": steps}
            seconds = 0.1 * (epoch * steps + step)
            events.append(Message("batch", {**place, "logs": logs, "seconds": seconds}))
        logs = {**logs, "val_loss": logs["loss"] + 0.1, "val_accuracy": logs["accuracy"]}
        told = {"epoch": epoch + 1, "epochs": epochs, "logs": logs, "seconds": seconds}
        events += [
            Message("validating", {"epoch": epoch}),
            Message("epoch", told),
            Message("saved", {"epoch": epoch + 1, "folder": str(FOLDER)}),
        ]
    for event in events:
        if event.kind == "batch" and event["epoch"] + event["step"] / steps > until:
            return
        runs._receive(event)
    runs._tell_now()


def evaluate(runs, prepared, outputs, logs=LOGS):
    """What the worker would answer to "evaluate"."""
    evaluation = describe(prepared, prepared.test, outputs, logs)
    runs._show_evaluation(EvaluationView(ticket=77, busy=True, folder=FOLDER))
    values = {"ticket": 77, **plain(evaluation.to_json())}
    runs._receive(Message("evaluated", values, evaluation.arrays))


def answers(prepared, wrong=0):
    """Outputs that are right but for the first `wrong` test samples."""
    truth = prepared.test.y.copy()
    truth[:wrong] = (truth[:wrong] + 1) % prepared.classes
    outputs = np.full((len(truth), prepared.classes), 0.01, np.float32)
    outputs[np.arange(len(truth)), truth] = 0.9
    return outputs
