"""Where do data enter a drawing and leave it, and what is wrong with it as a whole?"""

from __future__ import annotations

from designer.document import kinds
from designer.document.facts import Problem
from designer.document.kinds import ports_of
from designer.document.sheets import belongs
from designer.document.values import Document
from engine.errors import DesignError, Repair, Where


def ends(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the nodes where data enter and where results leave; lone nodes are neither."""
    if document.sheet:
        before, after = ports_of(document.blocks[document.sheet])
        return tuple(node.id for node in before), tuple(node.id for node in after)
    inputs, outputs = [], []
    for key, node in document.nodes.items():
        leads_on = bool(document.wires.out_of(key))
        if kinds.of(document, node).is_source:
            if leads_on or len(document.nodes) == 1:
                inputs.append(key)
        elif not leads_on and document.wires.into(key):
            outputs.append(key)
    return tuple(inputs), tuple(outputs)


def whole(document: Document) -> list[Problem]:
    """What is wrong with the drawing as a whole."""
    found = []
    if not document.nodes:
        return []
    sources = [node for node in document.nodes.values() if kinds.of(document, node).is_source]
    found.extend(misplaced(document))
    if not sources and not document.sheet:
        error = DesignError(
            "The drawing has no Input layer.",
            fix="Add one: it tells the shape of a sample.",
            repairs=(Repair("add_input", "Add an Input layer", {}),),
        )
        found.append(Problem("error", None, error))
    for node in sources:
        if not document.wires.out_of(node.id) and len(document.nodes) > 1:
            error = DesignError(
                "{name} leads nowhere.",
                fix="Draw a wire from it to the next layer, or delete it.",
                where=Where(layer=node.id),
                name=node.name,
            )
            found.append(Problem("warning", node.id, error))
    return found


def misplaced(document: Document) -> list[Problem]:
    """What is in a drawing where it cannot be: data enter a block only through its ports, and
    there are ports nowhere else."""
    found = []
    for node in document.nodes.values():
        kind = kinds.of(document, node)
        error = belongs(document, node.type) if kind.role == "port" else None
        if document.sheet and kind.is_source and kind.role != "port":
            error = DesignError(
                "{name} is inside a sub-model, but data enter that only through its ports.",
                fix="Put it into the drawing outside, and use an input port here.",
                name=node.name,
            )
        if error is not None:
            found.append(Problem("error", node.id, error.at(layer=node.id)))
    return found
