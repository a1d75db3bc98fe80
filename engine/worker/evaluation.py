"""How good is a network, and where is it wrong? Numbers, a confusion matrix, single samples."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.data.prepared import Part, Prepared
from engine.data.preview import array_rows, as_pictures, is_pictured, table_rows
from engine.data.texts import word_at

SAMPLES = 120  # how many single samples are told
WRONG = 90  # how many of these may be wrong ones, so that some right ones are seen too
POINTS = 3000  # how many predicted numbers are drawn against the true ones


@dataclass(frozen=True)
class Evaluation:
    """The answer to "evaluate".

    logs: loss and metrics. facts: of the data. values: JSON; arrays, by name: "confusion" (int64,
    rows are true classes), "truth" and "predicted" (classes or numbers of the told samples),
    "probabilities" (float32 [samples, classes]), "pictures" and "rebuilt" (uint8), "points"
    (float32 [n, 2]: true and predicted numbers).
    """

    logs: Mapping[str, float]
    facts: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"logs": self.logs, "facts": self.facts, **self.values}


@dataclass(frozen=True)
class Prediction:
    """The answer to "predict": one output for each sample, and what it means."""

    outputs: np.ndarray
    class_names: tuple[str, ...] = ()
    classes: np.ndarray | None = None
    confidence: np.ndarray | None = None

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        found = {"outputs": self.outputs, "classes": self.classes, "confidence": self.confidence}
        return {name: array for name, array in found.items() if array is not None}

    def to_json(self) -> dict[str, Any]:
        return {"count": len(self.outputs), "class_names": self.class_names}


def probabilities_of(outputs: np.ndarray, classes: int) -> np.ndarray:
    """A row of probabilities for each sample; one number for two classes is that of the second."""
    rows = outputs.reshape(len(outputs), -1).astype(np.float32)
    if rows.shape[1] == 1 and classes == 2:
        return np.concatenate([1 - rows, rows], axis=1)
    return rows


def read_prediction(outputs: np.ndarray, prepared: Prepared) -> Prediction:
    """What the outputs of a network mean for this data."""
    each_step = prepared.facts.target_shape and not prepared.facts.one_hot
    if prepared.target_kind != "classes" or each_step:
        return Prediction(np.asarray(outputs, np.float32))
    rows = probabilities_of(outputs, prepared.classes)
    chosen = rows.argmax(axis=1)
    confidence = rows[np.arange(len(rows)), chosen]
    return Prediction(
        np.asarray(outputs, np.float32), prepared.facts.class_names, chosen, confidence
    )


def describe(
    prepared: Prepared, part: Part, outputs: np.ndarray, logs: Mapping[str, float]
) -> Evaluation:
    """Everything that is shown about `outputs`, the network's answers to the samples of `part`."""
    describe_kind = {
        "classes": _classes,
        "numbers": _numbers,
        "input": _rebuilt,
        "next": _rebuilt,
    }
    values, arrays, chosen = describe_kind[prepared.target_kind](prepared, part, outputs)
    facts = prepared.facts
    if is_pictured(facts.kind):
        shown = part.y[chosen] if facts.target_kind == "next" else part.x[0][chosen]
        arrays["pictures"] = as_pictures(prepared, shown)
    elif facts.kind == "table":
        values["heading"] = [*values.get("heading", ()), *map(str, prepared.data.table.columns)]
        rows = table_rows(prepared, part, chosen)
        words = values.get("rows", ((),) * len(rows))
        values["rows"] = [(*first, *row) for first, row in zip(words, rows, strict=True)]
    else:
        values["heading"], values["rows"] = array_rows(prepared, part, chosen)
    return Evaluation(dict(logs), prepared.facts.to_json(), values, arrays)


def _classes(prepared: Prepared, part: Part, outputs: np.ndarray):
    """Each answer; where a sample has an answer for every step, each of these."""
    facts = prepared.facts
    truth = part.y.argmax(axis=1) if facts.one_hot else part.y
    steps = math.prod(truth.shape[1:])
    rows = probabilities_of(outputs.reshape(len(part) * steps, -1), prepared.classes)
    truth = truth.ravel()
    told = np.flatnonzero(truth > 0) if facts.filled else np.arange(len(truth))
    truth, rows = truth[told], rows[told]
    predicted = rows.argmax(axis=1)
    matrix = np.zeros((prepared.classes, prepared.classes), np.int64)
    np.add.at(matrix, (truth, predicted), 1)
    confidence = rows[np.arange(len(rows)), predicted]
    wrong = np.flatnonzero(predicted != truth)
    right = np.flatnonzero(predicted == truth)
    # The surest mistakes tell most; of what is right, what was least sure.
    wrong = wrong[np.argsort(-confidence[wrong], kind="stable")]
    right = right[np.argsort(confidence[right], kind="stable")]
    shown = wrong[: max(WRONG, SAMPLES - len(right))][:SAMPLES]
    chosen = np.concatenate([shown, right[: SAMPLES - len(shown)]])
    samples = told[chosen] // steps
    arrays = {
        "confusion": matrix,
        "truth": truth[chosen].astype(np.int64),
        "predicted": predicted[chosen].astype(np.int64),
        "probabilities": rows[chosen],
        "places": part.rows[samples].astype(np.int64),
    }
    values: dict[str, Any] = {"wrong": len(wrong), "count": len(truth)}
    if facts.filled:  # which word of the text it is
        numbers = part.x[0].ravel()[told[chosen]]
        values["heading"] = [prepared.texts[0].column]
        values["rows"] = [(word_at(prepared.texts[0], int(number)),) for number in numbers]
    return values, arrays, samples


def _numbers(prepared: Prepared, part: Part, outputs: np.ndarray):
    truth = part.y.reshape(len(part), -1)
    predicted = outputs.reshape(len(part), -1).astype(np.float32)
    error = np.abs(predicted - truth).mean(axis=1)
    chosen = np.argsort(-error, kind="stable")[:SAMPLES]
    step = max(1, len(part) // POINTS)
    arrays = {
        "truth": truth[chosen],
        "predicted": predicted[chosen],
        "points": np.stack([truth[::step, 0], predicted[::step, 0]], axis=1).astype(np.float32),
        "places": part.rows[chosen].astype(np.int64),
    }
    return {"count": len(part)}, arrays, chosen


def _rebuilt(prepared: Prepared, part: Part, outputs: np.ndarray):
    error = np.abs(outputs - part.y).reshape(len(part), -1).mean(axis=1)
    chosen = np.argsort(-error, kind="stable")[:SAMPLES]
    arrays = {
        "truth": error[chosen][:, None].astype(np.float32),
        "places": part.rows[chosen].astype(np.int64),
    }
    if is_pictured(prepared.facts.kind):
        arrays["rebuilt"] = as_pictures(prepared, np.asarray(outputs, np.float32)[chosen])
    return {"count": len(part)}, arrays, chosen
