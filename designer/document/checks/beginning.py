"""What could one draw first for data that were chosen? Two Dense layers, to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designer.document.analysis import Problem
from designer.document.checks.sight import Sight, told
from engine.data import DataFacts
from engine.errors import Repair

HIDDEN = 64


def nothing_drawn(sight: Sight) -> Iterator[Problem]:
    """Data are chosen, and the drawing is empty: how to begin."""
    facts = sight.data
    if facts is None or sight.document.nodes or not facts.input_shapes:
        return
    shape = facts.input_shapes[0]
    given = {"parameters": {"shape": list(shape)}}
    shown = {"shown": tuple(shape)}
    alone = Repair("add_input", "Add an Input layer of shape {shown}", given, shown)
    steps = _first_network(facts, given)
    whole = Repair("steps", "Draw a first network for these data", {"repairs": steps})
    yield told(
        "hint",
        None,
        "Data are chosen, but nothing is drawn yet.",
        "Begin with an Input in the shape of one sample, {shape}.",
        repairs=[whole, alone] if steps else [alone],
        about="data",
        shape=tuple(shape),
    )


def _first_network(facts: DataFacts, given: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Input, Flatten where a sample has several axes, two Dense layers, and Rescaling where answers
    lie far from 0; empty where words or answers of another form need more than that."""
    words = any(column.role == "words" for column in facts.columns)
    classes = facts.target_kind == "classes" and (facts.one_hot or not facts.target_shape)
    numbers = facts.target_kind == "numbers" and facts.target_shape in ((), (1,))
    if words or len(facts.input_shapes) > 1 or not (classes or numbers):
        return []
    answer = {"units": facts.classes, "activation": "softmax"} if classes else {"units": 1}
    layers = [("Dense", {"units": HIDDEN, "activation": "relu"}), ("Dense", answer)]
    if len(facts.input_shapes[0]) > 1:
        layers.insert(0, ("Flatten", {}))
    if rescaling := facts.rescaling():
        layers.append(("Rescaling", rescaling))
    steps: list[tuple[str, dict[str, Any]]] = [("add_input", given)]
    for number, (kind, parameters) in enumerate(layers, 1):
        place = {"layer": f"n{number}", "type": kind, "parameters": parameters}
        steps.append(("insert_after", place))
    if numbers:
        loss = {"loss": "mean_squared_error", "metrics": ["mean_absolute_error"]}
    else:
        rows = "categorical" if facts.one_hot else "sparse_categorical"
        loss = {"loss": f"{rows}_crossentropy", "metrics": ["accuracy"]}
    return [*steps, ("set_training", loss)]
