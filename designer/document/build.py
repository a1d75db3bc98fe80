"""How does a drawing become a model, and a model's text? Document in, engine objects out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from designer.document.analysis import Analysis, analysing, ends
from designer.document.laying import laying, make_layer, single
from designer.document.values import DataSettings, Document
from engine import export
from engine.errors import DesignError
from engine.export import Callback, Data, Recipe, columns_read, data_for
from engine.feature_column import merged_reads
from engine.layers import Input
from engine.models import Model
from engine.nest import flatten
from engine.tape import Spec, Tensor
from engine.work import Work, finished


def build(document: Document) -> Model:
    """The model that the drawing describes, with new weights. Raises its first DesignError.

    Layers bear the names of the drawing; nodes without any wire are left out. Inert layers of a
    file stand in it, though nothing can compute them.
    """
    return finished(building(document))


def building(document: Document) -> Work[Model]:
    """`build` with stops."""
    analysis = yield from analysing(document)
    if analysis.faults:
        problem = analysis.faults[0]
        raise problem.error.at(layer=problem.node)
    inputs, outputs = ends(document)
    if not inputs or not outputs:
        raise DesignError(
            "The drawing has no network yet.",
            fix="Connect an Input layer with at least one other layer.",
        )
    columns = column_inputs(analysis, inputs)
    values = {key: source(make_layer(document, document.nodes[key]), columns) for key in inputs}
    yield from laying(document, values)
    plain = [values[key][0] for key in inputs if not analysis.facts[key].reads]
    return Model(
        single([*plain, *columns.values()]),
        single([value for key in outputs for value in values[key]]),
        name=model_name(document.name),
    )


def column_inputs(analysis: Analysis, inputs: Sequence[str]) -> dict[str, Tensor]:
    """An input for each column of a table that some layer reads, by the column's name."""
    reads = merged_reads(analysis.facts[key].reads for key in inputs)
    return {
        name: Input(batch_shape=spec.shape, name=name, dtype=spec.dtype)
        for name, spec in sorted(reads.items())
    }


def source(made: Any, columns: Mapping[str, Tensor]) -> list[Tensor]:
    """What enters the network at a node: an Input itself, or what a layer makes of columns."""
    if isinstance(made, Tensor):
        return [made]
    return flatten(made({name: columns[name] for name in made.reads}))


def model_name(title: str) -> str:
    """The document's name as a model's name."""
    kept = "".join(letter if letter.isalnum() else "_" for letter in title.strip().lower())
    return kept.strip("_") or "model"


def recipe(document: Document) -> Recipe:
    """How the document's settings train, for an exported program."""
    training = document.training
    callbacks: tuple[Callback, ...] = ()
    if training.early_stopping:
        monitor = training.monitor
        if not training.validation_share:  # nothing is measured beside the training samples
            monitor = monitor.removeprefix("val_")
        told = {
            "monitor": monitor,
            "patience": training.patience,
            "restore_best_weights": training.restore_best_weights,
        }
        callbacks = (Callback("EarlyStopping", told),)
    return Recipe(
        training.loss,
        training.optimizer,
        training.learning_rate,
        tuple(training.metrics),
        dict(training.optimizer_parameters),
        training.batch_size,
        training.epochs,
        training.validation_share,
        training.shuffle,
        training.seed,
        callbacks,
    )


def data(document: Document, model: Model) -> Data | None:
    """How a program loads the document's data. None where none are chosen or they cannot be had."""
    reads = tuple(sorted(columns_read(model).items()))
    try:
        return _data(document.data, reads) if document.data.source else None
    except DesignError:
        return None


@lru_cache(4)
def _data(settings: DataSettings, reads: tuple[tuple[str, Spec], ...]) -> Data:
    return data_for(settings, dict(reads))


def code(document: Document, target: str) -> str:
    """The drawing as a program for a target, by its name. Raises DesignError."""
    return finished(coding(document, target))


def coding(document: Document, target: str) -> Work[str]:
    """`code` with stops."""
    model = yield from building(document)
    yield
    told = recipe(document), data(document, model)
    yield
    return (yield from export.coding(model, target, *told))
