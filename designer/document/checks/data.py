"""Do the data and the training settings fit the drawing? What the engine says, as problems."""

from __future__ import annotations

from collections.abc import Iterator

from designer.document.analysis import Problem
from designer.document.checks.sight import Sight, set_training, told

# Optimizers that adapt the step to each weight: a rate that suits SGD is far too high for them.
ADAPTIVE = frozenset({"adam", "adamw", "nadam", "adamax", "rmsprop"})
HIGH_RATE, USUAL_RATE = 0.1, 0.001
SHARE = "Set the validation share to {validation_share}"


def data_misfits(sight: Sight) -> Iterator[Problem]:
    """Where inputs, outputs, labels and loss do not fit each other."""
    nodes = sight.document.nodes
    for misfit in sight.misfits:
        where = misfit.error.where
        node = where.layer if where.layer in nodes else None
        yield Problem(misfit.severity, node, misfit.error, where.field, about="data")


def training_misfits(sight: Sight) -> Iterator[Problem]:
    """Where the settings of the training cannot do what they are meant to."""
    training, facts = sight.document.training, sight.data
    if training.optimizer.lower() in ADAPTIVE and training.learning_rate >= HIGH_RATE:
        yield told(
            "warning",
            None,
            "The learning rate {rate} is far too high for {optimizer}: the loss will jump about.",
            "Begin with {usual}.",
            repairs=[
                set_training("Set the learning rate to {learning_rate}", learning_rate=USUAL_RATE)
            ],
            about="data",
            rate=training.learning_rate,
            optimizer=training.optimizer,
            usual=USUAL_RATE,
        )
    watches = training.early_stopping and training.monitor.startswith("val_")
    if watches and training.validation_share == 0:
        yield told(
            "warning",
            None,
            "Early stopping watches {monitor}, but no samples are kept apart to measure it on.",
            "Keep a share of the samples for validation, or watch the loss.",
            repairs=[
                set_training(SHARE, validation_share=0.1),
                set_training("Watch the loss of training", monitor="loss"),
            ],
            about="data",
            monitor=training.monitor,
        )
    if facts is not None and facts.train_count:
        yield from _few_samples(sight)


def _few_samples(sight: Sight) -> Iterator[Problem]:
    """Too few samples for what the settings want to do with them."""
    training, facts = sight.document.training, sight.data
    kept = int(facts.train_count * training.validation_share)
    least = max(facts.classes, 5)
    if training.validation_share > 0 and kept < least:
        share = next((s for s in (0.2, 0.3, 0.5) if facts.train_count * s >= least), None)
        repairs = [set_training("Train without validation", validation_share=0.0)]
        if share is not None:
            repairs.insert(0, set_training(SHARE, validation_share=share))
        yield told(
            "warning",
            None,
            "Validation gets {kept} of the {count} samples, too few to measure on.",
            "Keep at least {least} for it, or train without validation.",
            repairs=repairs,
            about="data",
            kept=kept,
            count=facts.train_count,
            least=least,
        )
    learned = facts.train_count - kept
    if training.batch_size > learned > 0:
        fitting = 1 << max(0, min(5, (learned // 4).bit_length() - 1))
        yield told(
            "hint",
            None,
            "A batch of {size} samples is larger than the {count} that training learns from: "
            "each epoch makes a single step.",
            "Choose a smaller batch size.",
            repairs=[set_training("Set the batch size to {batch_size}", batch_size=fitting)],
            about="data",
            size=training.batch_size,
            count=learned,
        )
