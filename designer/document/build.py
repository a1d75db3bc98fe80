"""How does a drawing become a model, and a model's text? Document in, engine objects out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from designer.document import kinds
from designer.document.analysis import (
    Analysis,
    analyse,
    ends,
    in_order,
    make_layer,
)
from designer.document.values import Document
from engine import export
from engine.errors import DesignError
from engine.export import Recipe
from engine.feature_column import merged_reads
from engine.layers import Input
from engine.models import Model
from engine.nest import flatten
from engine.tape import Tensor


def build(document: Document) -> Model:
    """The model that the drawing describes, with new weights. Raises its first DesignError.

    Layers bear the names of the drawing; nodes without any wire are left out.
    """
    analysis = analyse(document)
    if analysis.errors:
        problem = analysis.errors[0]
        raise problem.error.at(layer=problem.node)
    inputs, outputs = ends(document)
    if not inputs or not outputs:
        raise DesignError(
            "The drawing has no network yet.",
            fix="Connect an Input layer with at least one other layer.",
        )
    values: dict[str, list[Tensor]] = {}
    layers: dict[str, Any] = {}
    columns = column_inputs(analysis, inputs)
    for key in in_order(document):
        node = document.nodes[key]
        wires = document.wires.into(key)
        kind = kinds.of(document, node)
        if kind.is_source:
            if key in inputs:
                values[key] = source(make_layer(node), columns)
            continue
        if not wires or any(wire.source not in values for wire in wires):
            continue
        given = [
            values[w.source][w.source_port] for w in sorted(wires, key=lambda w: w.target_port)
        ]
        if node.bypassed or kind.role == "reroute":
            values[key] = given[:1]
            continue
        owner = node.shares or key
        if owner not in layers:
            layers[owner] = make_layer(document.nodes[owner])
        several = kind.takes_list or len(given) != 1
        values[key] = flatten(layers[owner](given if several else given[0]))
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


def single(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def model_name(title: str) -> str:
    """The document's name as a model's name."""
    kept = "".join(letter if letter.isalnum() else "_" for letter in title.strip().lower())
    return kept.strip("_") or "model"


def recipe(document: Document) -> Recipe:
    """How the document's settings train, for an exported program."""
    training = document.training
    return Recipe(
        training.loss,
        training.optimizer,
        training.learning_rate,
        tuple(training.metrics),
        dict(training.optimizer_parameters),
    )


def code(document: Document, target: str) -> str:
    """The drawing as a program for a target ("keras" or "engine"). Raises DesignError."""
    return export.code(build(document), target, recipe(document))
