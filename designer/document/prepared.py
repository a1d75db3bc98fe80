"""What comes along when something is added that is more than a layer? New blocks, saved blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from designer.document.kinds import (
    ABOUT,
    BLOCK,
    OWN,
    PICTURES,
    PORTS,
    REROUTE,
    Kind,
    get,
    placeable,
)
from designer.document.library import SAVED, brought, saved
from designer.document.sheets import belongs
from designer.document.starting import (
    NEW_CELL,
    NEW_CODE,
    NEW_MODEL,
    Prepared,
    new_cell,
    new_code,
    new_model,
)
from designer.document.values import Document
from engine.registry import ONE


def prepared(
    document: Document, type_: str, parameters: Mapping[str, Any], *, inside: bool = False
) -> Prepared:
    """The document with what a type needs, the type of the node itself and its parameters.

    A drawn or written cell becomes a node as what an RNN holds, unless it goes `inside` a slot.
    """
    if is_cell(document, type_) and not inside:
        return document, "RNN", {"cell": {"type": type_}, **parameters}
    if type_ in STARTS:
        return STARTS[type_](document, parameters)
    if type_.startswith(SAVED):
        document, node = brought(document, type_.removeprefix(SAVED))
        return document, node.type, {**node.parameters, **parameters}
    return document, type_, parameters


def is_cell(document: Document, type_: str) -> bool:
    """Whether a type is that of a cell of the project, drawn or written."""
    block = document.blocks.get(type_.removeprefix(BLOCK)) if type_.startswith(BLOCK) else None
    return block is not None and block.kind == "cell"


def next_position(document: Document, type_: str) -> int:
    """The place of a new port: behind its like."""
    alike = [node for node in document.nodes.values() if node.type == type_]
    return 1 + max((node.parameters.get("position", 1) for node in alike), default=0)


def offered(document: Document) -> list[Kind]:
    """All that can be added to a drawing: layers, dots, ports, sub-models new, known and saved."""
    found = [*placeable(), OWN[REROUTE]]
    found += [OWN[type_] for type_ in PORTS if belongs(document, type_) is None]
    found += NEW.values()
    for block in document.blocks.values():
        if belongs(document, BLOCK + block.id) is None:
            found.append(get(document, BLOCK + block.id))
    found += [_saved_kind(name) for name in saved()]
    return found


def offered_kind(document: Document, type_: str) -> Kind:
    """The kind of a type that `offered` has, or of any node's. Raises DesignError."""
    if type_ in NEW:
        return NEW[type_]
    if type_.startswith(SAVED):
        return _saved_kind(type_.removeprefix(SAVED))
    return get(document, type_)


def _saved_kind(name: str) -> Kind:
    return Kind(
        SAVED + name, name, "new", "block", ONE, {}, None,
        ABOUT["saved"], picture=PICTURES["model"],
    )  # fmt: skip


NEW = {
    kind.type: kind
    for kind in (
        Kind(
            NEW_MODEL, "Sub-model", "new", "block", ONE, {}, None,
            "A new drawing that is used as one node.", picture=PICTURES["model"],
        ),
        Kind(
            NEW_CELL, "AbstractRNNCell", "new", "block", ONE, {}, None,
            "A cell that you draw: what a recurrent layer does at each step.",
            picture=PICTURES["cell"],
        ),
        Kind(
            NEW_CODE, "Layer in Python", "new", "block", ONE, {}, None,
            "A layer that you write yourself.", picture="CustomLayer",
        ),
    )
}  # fmt: skip
STARTS: dict[str, Callable[[Document, Mapping[str, Any]], Prepared]] = {
    NEW_CELL: new_cell,
    NEW_MODEL: new_model,
    NEW_CODE: new_code,
}
