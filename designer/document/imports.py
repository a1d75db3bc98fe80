"""How does a model file of another program become a drawing? Layers as nodes, laid out anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from designer.document import sheets
from designer.document.arrange import arrange
from designer.document.build import build
from designer.document.making import Making
from designer.document.values import (
    MOST_NODES,
    MOST_WIRES,
    Block,
    Document,
    FrozenDict,
    keyed,
)
from engine import importing
from engine.errors import DesignError
from engine.importing import Network, Part
from engine.models import Model

SUFFIXES = tuple(importing.READERS)


@dataclass(frozen=True)
class Import:
    """A drawing out of a file, the weights of its nodes by name, and what could not be kept."""

    document: Document
    weights: Mapping[str, tuple[np.ndarray, ...]]
    remarks: tuple[DesignError, ...] = ()


def read(path: Any) -> Import:
    """The drawing in a model file. Raises DesignError; nothing of the file is run."""
    return drawn(importing.read(path), Path(path).stem.removesuffix(".weights"))


def drawn(network: Network, name: str = "") -> Import:
    """The drawing of a network. Its models become sub-models; unknown layers stay, inert."""
    blocks: dict[str, Block] = {}
    making = Making(network, blocks)
    making.mark_outputs()
    count = len(making.nodes) + sum(len(block.nodes) for block in blocks.values())
    if count > MOST_NODES or len(making.wires) > MOST_WIRES:
        raise DesignError(
            "The model has {count} layers, which is more than a drawing holds.", count=count
        )
    document = replace(making.document, name=name or network.name)
    document = replace(document, nodes=placed(document))
    for key in [key for key, block in blocks.items() if not block.source]:
        inside = sheets.opened(document, key)
        document = sheets.put_back(document, replace(inside, nodes=placed(inside)))
    inert = [part for part in network.unknown if part.class_name not in making.written_classes]
    remarks = [*network.remarks, *(unknown_remark(part) for part in inert[:20])]
    remarks += [written_remark(block) for block in blocks.values() if block.source]
    return Import(document, making.weights, tuple(remarks))


def written_remark(block: Block) -> DesignError:
    return DesignError(
        "{name} is written in Python, and its code does not run before you agree.",
        fix="Open it to review its code, and allow it if you trust it.",
        name=block.name,
    )


# What Keras reads texts and categories with, ahead of a network.
LOOKUPS = ("StringLookup", "TextVectorization", "Hashing", "HashedCrossing", "IntegerLookup",
           "CategoryEncoding", "Discretization")  # fmt: skip


def unknown_remark(part: Part) -> DesignError:
    if part.class_name in LOOKUPS:
        return DesignError(
            "{name} is a {kind}, which prepares data ahead of a network: its settings and words "
            "are kept, but it cannot work.",
            fix="Read the column with DenseFeatures and these words, or begin behind it with an "
            "Input of numbers.",
            name=part.name,
            kind=part.class_name,
        )
    return DesignError(
        "{name} is a {kind}, which Layerloom does not know: it stands there, but cannot work.",
        fix="Replace it by layers that do the same.",
        name=part.name,
        kind=part.class_name or "Layer",
    )


def placed(document: Document) -> FrozenDict:
    places = arrange(document)
    return keyed(
        replace(node, x=float(places[key][0]), y=float(places[key][1])) if key in places else node
        for key, node in document.nodes.items()
    )


def take_weights(document: Document, weights: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """(the drawing's model with these weights, names of the layers that they did not fit)."""
    model = build(document)
    left: list[str] = []
    give(model, "", weights, left)
    return model, left


def give(model: Any, above: str, weights: Mapping[str, Any], left: list[str]) -> None:
    for layer in model.layers:
        if isinstance(layer, Model):
            give(layer, f"{above}{layer.name}/", weights, left)
        elif layer.weights:
            try:
                layer.set_weights(list(weights[above + layer.name]))
            except (KeyError, DesignError, ValueError):
                left.append(above + layer.name)


__all__ = ["SUFFIXES", "Import", "drawn", "read", "take_weights"]
