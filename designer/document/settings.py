"""Which settings of a project are allowed? One field each, as layers have, and their edits."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from designer.document.values import (
    LONGEST_TEXT,
    Document,
    FrozenDict,
    freeze,
    is_text,
)
from engine.errors import DesignError, unknown_name
from engine.fields import Boolean, Choice, Field, Float, Integer, Shape, Text

LARGEST_SEED = 2**31 - 1
MOST_WORDS = 10_000
LONGEST_WINDOW = 10_000


class Words(Field):
    """Some short texts in order, such as the names of metrics or columns."""

    editor = "words"

    def normalise(self, value: Any) -> tuple[str, ...]:
        short = (
            isinstance(value, Sequence)
            and not isinstance(value, str)
            and len(value) <= MOST_WORDS
            and all(isinstance(word, str) and len(word) <= LONGEST_TEXT for word in value)
            and all(is_text(word) for word in value)
        )
        if not short:
            raise self.refuse("{field} must be a list of names, not {value}.", value=clip(value))
        return tuple(value)


class Table(Field):
    """Settings by name, such as what an optimizer takes beside its learning rate."""

    editor = "table"

    def normalise(self, value: Any) -> FrozenDict:
        if not isinstance(value, Mapping):
            raise self.refuse("{field} must be settings by name, not {value}.", value=clip(value))
        return freeze(value)


class Word(Text):
    """A text of one line and of sensible length."""

    def normalise(self, value: Any) -> str:
        text = super().normalise(value)
        if len(text) > LONGEST_TEXT or not is_text(text):
            raise self.refuse("{field} is too long or holds signs that are no characters.")
        return text


def clip(value: Any) -> str:
    """A value as an error shows it: never more than a line, however large or deep it is."""
    brief = reprlib.Repr()
    brief.maxstring = brief.maxother = brief.maxlong = 60
    text = brief.repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _named(**fields: Field) -> dict[str, Field]:
    for name, field in fields.items():
        field.name = name
    return fields


DATA_FIELDS = _named(
    source=Word("", "Where the samples come from."),
    target=Word("", "The column or array that the network learns to predict."),
    features=Words((), "The columns or arrays that go in; none means all but the target."),
    columns=Table(FrozenDict(), "What a table's columns become, where that is not the usual."),
    sample_shape=Shape((), "The shape that each sample is given; empty keeps its own."),
    target_kind=Choice(
        ("auto", "classes", "numbers", "tags"),
        "auto",
        "Whether the target tells classes, numbers or tags, which are a class for each word.",
    ),
    target_encoding=Choice(
        ("auto", "codes", "one_hot"),
        "auto",
        "Whether classes are numbers from 0, or rows of zeros with a single one.",
    ),
    test_share=Float(
        0.2,
        "The share of the samples that training never sees.",
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
    ),
    shuffle=Boolean(True, "Whether the samples are mixed before they are split."),
    scale=Choice(
        ("auto", "none", "standard", "unit"),
        "auto",
        "How numbers are brought to a common size: left alone, to mean 0 and deviation 1, or "
        "into 0 to 1.",
    ),
    seed=Integer(0, "Makes the split the same each time.", minimum=0, maximum=LARGEST_SEED),
    window=Integer(
        0,
        "How many rows of a table make one sample; 0 takes each row by itself.",
        minimum=0,
        maximum=LONGEST_WINDOW,
        unit="rows",
    ),
    horizon=Integer(
        1, "How many rows after a window its answer stands.", minimum=1, maximum=LONGEST_WINDOW
    ),
    text_length=Integer(
        0,
        "How many words of a text are fed; 0 lets the texts decide.",
        minimum=0,
        maximum=LONGEST_WINDOW,
    ),
)

TRAINING_FIELDS = _named(
    loss=Word("sparse_categorical_crossentropy", "What training makes small."),
    optimizer=Word("Adam", "How the weights are changed."),
    learning_rate=Float(0.001, "How far each step goes.", minimum=1e-12, maximum=1000.0),
    batch_size=Integer(
        32, "How many samples make one step.", minimum=1, maximum=1_000_000, unit="samples"
    ),
    epochs=Integer(
        5, "How often training sees all samples.", minimum=1, maximum=1_000_000, unit="epochs"
    ),
    metrics=Words(("accuracy",), "What is measured beside the loss."),
    validation_share=Float(
        0.1,
        "The share of the training samples kept apart to measure on after each epoch.",
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
    ),
    seed=Integer(
        0, "Makes weights, order and dropout the same each time.", minimum=0, maximum=LARGEST_SEED
    ),
    shuffle=Boolean(True, "Whether the samples come in a new order each epoch."),
    early_stopping=Boolean(False, "Whether training ends when it no longer gets better."),
    patience=Integer(
        3, "How many epochs may pass without getting better.", minimum=0, maximum=1_000_000
    ),
    monitor=Word("val_loss", "The value that early stopping watches."),
    restore_best_weights=Boolean(True, "Whether early stopping brings the best epoch back."),
    optimizer_parameters=Table(FrozenDict(), "What the optimizer takes beside its learning rate."),
)

LARGEST_BUDGET = 10**15
BUDGET_FIELDS = _named(
    parameters=Integer(
        0, "How many parameters the network may have.", minimum=0, maximum=LARGEST_BUDGET
    ),
    memory=Integer(
        0,
        "How many bytes the outputs of all layers may take for one batch.",
        minimum=0,
        maximum=LARGEST_BUDGET,
    ),
    multiply_adds=Integer(
        0, "How many multiply-adds one sample may take.", minimum=0, maximum=LARGEST_BUDGET
    ),
)


def set_data(document: Document, **changes: Any) -> Document:
    """Change data settings. Raises DesignError placed at the setting at fault."""
    checked = _checked(DATA_FIELDS, "data setting", changes)
    return replace(document, data=replace(document.data, **checked))


def set_training(document: Document, **changes: Any) -> Document:
    """Change training settings. Raises DesignError placed at the setting at fault."""
    checked = _checked(TRAINING_FIELDS, "training setting", changes)
    return replace(document, training=replace(document.training, **checked))


def set_budget(document: Document, **changes: Any) -> Document:
    """Change what the network may take. Raises DesignError placed at the limit at fault."""
    checked = _checked(BUDGET_FIELDS, "budget", changes)
    return replace(document, budget=replace(document.budget, **checked))


def _checked(fields: Mapping[str, Field], kind: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    checked = {}
    for name, value in changes.items():
        if name not in fields:
            raise unknown_name(kind, name, fields).at(field=name)
        checked[name] = check_field(fields[name], value)
    return checked


def check_field(field: Field, value: Any) -> Any:
    """What the field makes of a value. Raises nothing but DesignError, placed at the field."""
    try:
        return field.check(value)
    except DesignError as error:
        raise error.at(field=field.name) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError):
        raise DesignError("{field} cannot be {value}.", field=field.name, value=clip(value)).at(
            field=field.name
        ) from None
