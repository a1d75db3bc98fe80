"""Do the data, the ends of the network and the loss fit each other? If not: what would mend it?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.data.columns import column_facts, column_names
from engine.data.facts import DataFacts
from engine.errors import DesignError, Repair, Where, did_you_mean

CLASS_CODES = {"sparse_categorical_crossentropy"}
CLASS_ROWS = {"categorical_crossentropy", "kl_divergence", "categorical_hinge"}
YES_OR_NO = {"binary_crossentropy", "hinge", "squared_hinge"}
SOFT = ("softmax", "sigmoid")


@dataclass(frozen=True)
class Place:
    """One end of the network: the layer, its shape without the batch axis, its activation.

    `layer` is the layer's name, or its id where `name` is given too. `activation` is empty where
    it is not known. `column` is the column of a table that the layer reads by its name, as values
    of the kind `dtype`.
    """

    layer: str
    shape: tuple[int | None, ...]
    activation: str = ""
    name: str = ""
    column: str = ""
    dtype: str = "float32"

    @property
    def called(self) -> str:
        return self.name or self.layer


@dataclass(frozen=True)
class Misfit:
    """Something that does not fit. severity: "error" (training cannot begin) or "warning"."""

    severity: str
    error: DesignError


def fit_problems(
    facts: DataFacts, inputs: Sequence[Place], outputs: Sequence[Place], loss: str
) -> list[Misfit]:
    """Every misfit, each with repairs where one is known. The network's own faults are not here."""
    columns = [place for place in inputs if place.column]
    found = _column_problems(facts, columns)
    if len(columns) < len(inputs) or not inputs:
        found += _input_problems(facts, [place for place in inputs if not place.column])
    if len(outputs) != 1:
        if len(outputs) > 1:
            found.append(
                _error(
                    "The network has {count} outputs, but the data has one target.",
                    "Leave only one layer without a wire behind it.",
                    count=len(outputs),
                )
            )
        return found
    check = {
        "classes": _class_problems,
        "numbers": _number_problems,
        "input": _same_problems,
        "next": _same_problems,
    }
    return found + check[facts.target_kind](facts, outputs[0], loss)


def _error(what: str, fix: str = "", at: str = "", field: str = "", repairs=(), **values):
    where = Where(layer=at or None, field=field or None)
    return Misfit("error", DesignError(what, fix=fix, where=where, repairs=repairs, **values))


def _set_parameter(label: str, name: str, value) -> Repair:
    return Repair("set_parameter", label, {"name": name, "value": value})


def _set_training(label: str, **changes) -> Repair:
    return Repair("set_training", label, changes)


def _set_data(label: str, **changes) -> Repair:
    return Repair("set_data", label, changes)


def _input_problems(facts: DataFacts, inputs: Sequence[Place]) -> list[Misfit]:
    if not inputs:
        return [_error("The network has no Input layer.", "Drag an Input onto the canvas.")]
    if len(inputs) != len(facts.input_shapes):
        return [
            _error(
                "The network has {inputs} inputs, but the data feeds {arrays}.",
                "Choose as many arrays as there are Input layers, or remove Input layers.",
                inputs=len(inputs),
                arrays=len(facts.input_shapes),
            )
        ]
    pairs = zip(inputs, facts.input_shapes, strict=True)
    return [
        _input_misfit(facts, place, shape)
        for place, shape in pairs
        if not _same_shape(place.shape, shape)
    ]


def _column_problems(facts: DataFacts, places: Sequence[Place]) -> list[Misfit]:
    """What is wrong with the columns that layers read by name: one misfit for each."""
    if places and facts.kind != "table":
        return [
            _error(
                "'{layer}' reads columns of a table, but {title} is none.",
                "Choose a table in the data panel, or begin with an Input layer.",
                places[0].layer,
                layer=places[0].called,
                title=facts.title,
            )
        ]
    return [misfit for place in places if (misfit := _column_misfit(facts, place)) is not None]


def _column_misfit(facts: DataFacts, place: Place) -> Misfit | None:
    values = {"layer": place.called, "column": place.column, "field": "feature_columns"}
    known = column_facts(facts, place.column)
    if place.column == facts.target:
        return _error(
            "'{layer}' reads the column '{column}', which is the answer to learn.",
            "Leave this column out, or choose another target.",
            place.layer,
            **values,
        )
    if known is None:
        near = did_you_mean(place.column, column_names(facts))
        return _error(
            "{title} has no column '{column}', which '{layer}' reads.",
            "Did you mean '{near}'?" if near else "Choose the columns of '{layer}' anew.",
            place.layer,
            title=facts.title,
            near=near,
            **values,
        )
    if place.dtype != "string" and known.kind not in ("number", "empty"):
        return _error(
            "'{layer}' takes numbers from the column '{column}', but it holds words such as "
            "'{example}'.",
            "Look its words up in a vocabulary, or hash them.",
            place.layer,
            example=known.example,
            **values,
        )
    if place.shape != (1,):
        return _error(
            "'{layer}' takes the shape {shape} from the column '{column}', but a table holds one "
            "value for each sample.",
            "Set the shape of the column to 1.",
            place.layer,
            shape=place.shape,
            **values,
        )
    return None


def _same_shape(wanted: tuple[int | None, ...], given: tuple[int, ...]) -> bool:
    return len(wanted) == len(given) and all(
        size is None or size == length for size, length in zip(wanted, given, strict=True)
    )


def _input_misfit(facts: DataFacts, place: Place, shape: tuple[int, ...]) -> Misfit:
    repairs = [_set_parameter("Set the shape to ({value})", "shape", list(shape))]
    wanted = place.shape
    if None not in wanted and math.prod(wanted) == math.prod(shape) and len(facts.input_shapes) < 2:
        repairs.append(
            _set_data("Reshape the samples to ({sample_shape})", sample_shape=list(wanted))
        )
    return _error(
        "A sample of {title} has the shape {shape}, but Input '{layer}' expects {wanted}.",
        "Set its shape to {shape}.",
        place.layer,
        "shape",
        repairs,
        title=facts.title,
        shape=shape,
        layer=place.called,
        wanted=wanted,
    )


def _wants_flat(place: Place) -> Misfit:
    return _error(
        "Output '{layer}' gives {shape} for each sample, but one row of numbers is needed.",
        "Put Flatten or GlobalAvgPool2D before the last Dense layer.",
        place.layer,
        layer=place.called,
        shape=place.shape,
    )


def _class_problems(facts: DataFacts, place: Place, loss: str) -> list[Misfit]:
    steps = () if facts.one_hot else facts.target_shape
    if steps and (len(place.shape) <= len(steps) or not _same_shape(place.shape[:-1], steps)):
        return [_other_shape(facts, place, (*steps, facts.classes))]
    if len(place.shape) != 1 + len(steps):
        return [_wants_flat(place)]
    units = place.shape[-1]
    if loss in CLASS_CODES or loss in CLASS_ROWS:
        return _many_class_problems(facts, place, loss)
    if loss in YES_OR_NO:
        if facts.one_hot and units == facts.classes:
            return _activation_problem(place, "sigmoid")
        if facts.classes != 2:
            return [
                _error(
                    "{loss} tells two classes apart, but '{target}' has {classes}.",
                    "Choose the loss sparse_categorical_crossentropy.",
                    repairs=[_use_loss("sparse_categorical_crossentropy")],
                    loss=loss,
                    target=facts.target,
                    classes=facts.classes,
                )
            ]
        return _units_problem(facts, place, 1) or _activation_problem(place, "sigmoid")
    wanted = facts.classes if facts.one_hot else 1
    if place.shape[-1] == facts.classes > wanted:
        return [
            _error(
                "{loss} measures the distance of a number, but '{layer}' gives one for each of the "
                "{classes} classes.",
                "Choose the loss sparse_categorical_crossentropy.",
                repairs=[_use_loss("sparse_categorical_crossentropy")],
                loss=loss,
                layer=place.called,
                classes=facts.classes,
            )
        ]
    return _units_problem(facts, place, wanted)


def _use_loss(name: str) -> Repair:
    return _set_training("Use {loss}", loss=name)


def _many_class_problems(facts: DataFacts, place: Place, loss: str) -> list[Misfit]:
    if facts.one_hot != (loss in CLASS_ROWS):
        wanted = "categorical_crossentropy" if facts.one_hot else "sparse_categorical_crossentropy"
        encoding = "codes" if facts.one_hot else "one_hot"
        return [
            _error(
                "The labels are rows of 0 and 1, which {loss} cannot use."
                if facts.one_hot
                else "The labels are class numbers 0, 1, 2 …, which {loss} cannot use.",
                "Choose the loss {wanted}.",
                repairs=[
                    _use_loss(wanted),
                    _set_data("Change the labels", target_encoding=encoding),
                ],
                loss=loss,
                wanted=wanted,
            )
        ]
    if place.shape[-1] == 1 and facts.classes == 2:
        return [
            _error(
                "Output '{layer}' has 1 unit, but {loss} needs one for each of the 2 classes.",
                "Choose the loss binary_crossentropy.",
                place.layer,
                "units",
                [_use_loss("binary_crossentropy"), _set_units(2)],
                layer=place.called,
                loss=loss,
            )
        ]
    return _units_problem(facts, place, facts.classes) or _activation_problem(place, "softmax")


def _set_units(count: int) -> Repair:
    return _set_parameter("Set the units to {value}", "units", count)


def _units_problem(facts: DataFacts, place: Place, wanted: int) -> list[Misfit]:
    if place.shape[-1] in (wanted, None):
        return []
    values = {
        "at": place.layer,
        "field": "units",
        "repairs": [_set_units(wanted)],
        "layer": place.called,
        "units": place.shape[-1],
        "wanted": wanted,
    }
    if wanted == facts.classes and wanted > 1:
        what = _error(
            "Output '{layer}' has {units} units, but there are {wanted} classes.",
            "Set its units to {wanted}.",
            **values,
        )
    else:
        what = _error(
            "Output '{layer}' has {units} units, but '{target}' needs {wanted} with this loss.",
            "Set its units to {wanted}.",
            target=facts.target,
            **values,
        )
    return [what]


def _level_problem(facts: DataFacts, place: Place) -> list[Misfit]:
    """Answers far from where a network begins: each step brings its last layer only a bit nearer.

    A layer without an activation at the end, such as Rescaling, is left to whoever chose it.
    """
    parameters = facts.rescaling()
    if not place.activation or not parameters:
        return []
    insert = {"type": "Rescaling", "parameters": parameters}
    repair = Repair("insert_after", "Insert Rescaling behind {layer}", insert)
    told = zip(("mean", "deviation"), facts.level, strict=True)
    error = DesignError(
        "'{target}' lies around {mean}, give or take {deviation}, but '{layer}' begins near 0 and "
        "learns this slowly.",
        fix="Let a Rescaling layer behind it bring its answers to this size.",
        where=Where(layer=place.layer),
        repairs=[repair],
        target=facts.target,
        layer=place.called,
        **{name: f"{value:,.0f}" if abs(value) >= 10 else f"{value:g}" for name, value in told},
    )
    return [Misfit("hint", error)]


def _activation_problem(place: Place, wanted: str) -> list[Misfit]:
    """A cross-entropy reads its input as probabilities: without them it learns badly or not."""
    if not place.activation or place.activation in SOFT:
        return []
    error = DesignError(
        "The loss expects probabilities, but '{layer}' ends with the activation {activation}.",
        fix="Set its activation to {wanted}.",
        where=Where(layer=place.layer, field="activation"),
        repairs=[_set_parameter("Set the activation to {value}", "activation", wanted)],
        layer=place.called,
        activation=place.activation,
        wanted=wanted,
    )
    return [Misfit("warning", error)]


def _number_problems(facts: DataFacts, place: Place, loss: str) -> list[Misfit]:
    if loss in CLASS_CODES | CLASS_ROWS | YES_OR_NO:
        return [
            _error(
                "'{target}' holds numbers, and {loss} tells classes apart.",
                "Choose the loss mean_squared_error, or take the values as classes.",
                repairs=[
                    _set_training(
                        "Use {loss}", loss="mean_squared_error", metrics=["mean_absolute_error"]
                    ),
                    _set_data("Take the values as classes", target_kind="classes"),
                ],
                target=facts.target,
                loss=loss,
            )
        ]
    wanted = facts.target_shape or (1,)
    if len(place.shape) == 1 and len(wanted) == 1:
        return _units_problem(facts, place, wanted[0]) or _level_problem(facts, place)
    if _same_shape(place.shape, wanted):
        return []
    return [_wants_flat(place)] if len(wanted) == 1 else [_other_shape(facts, place, wanted)]


def _same_problems(facts: DataFacts, place: Place, loss: str) -> list[Misfit]:
    wanted = facts.target_shape
    if loss in CLASS_CODES | CLASS_ROWS:
        return [
            _error(
                "The network shall give back its input, and {loss} tells classes apart.",
                "Choose the loss mean_squared_error.",
                repairs=[_use_loss("mean_squared_error")],
                loss=loss,
            )
        ]
    return [] if _same_shape(place.shape, wanted) else [_other_shape(facts, place, wanted)]


def _other_shape(facts: DataFacts, place: Place, wanted: tuple[int, ...]) -> Misfit:
    return _error(
        "Output '{layer}' gives {shape} for each sample, but '{target}' has {wanted}.",
        "Change the last layers so that they give {wanted}.",
        place.layer,
        layer=place.called,
        shape=place.shape,
        target=facts.target,
        wanted=wanted,
    )
