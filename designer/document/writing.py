"""How is a project written? As JSON with one node, wire, note or frame a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from designer.document.values import Block, Budget, Document, Node, Sheet

FORMAT = "layerloom"
VERSION = 2
NOTHING_MORE: Mapping[str, Any] = {}
# From the version of a file to the function that makes the next version's record of it. In
# version 2 sub-models came, which older files have none of.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda record: record | {"version": 2},
}


def to_json(
    document: Document, *, settings: bool = True, more: Mapping[str, Any] = NOTHING_MORE
) -> str:
    """The project as text: JSON with one node, wire, note or frame a line.

    Without `settings` only what is drawn is told, as the clipboard carries it, and `more`.
    """
    head: dict[str, Any] = {"format": FORMAT, "version": VERSION, **more}
    if settings:
        head["name"] = document.name
        head["view"] = vars(document.view) if document.view else None
        head["data"] = vars(document.data)
        head["training"] = vars(document.training)
        if document.budget != Budget():
            head["budget"] = vars(document.budget)
    parts = _pairs(head) + _drawing(document)
    blocks = [
        "{" + ",\n".join(_pairs(block_record(block)) + _drawing(block)) + "}"
        for block in document.blocks.values()
    ]
    if blocks:
        parts.append(_list("blocks", blocks))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def block_record(block: Block) -> dict[str, Any]:
    """What a block is besides its drawing."""
    record = {"id": block.id, "name": block.name, "kind": block.kind}
    return record | {"source": block.source} if block.source else record


def _drawing(sheet: Sheet) -> list[str]:
    """What a sheet holds, each list with one record a line."""
    return [
        _list("nodes", [_line(node_record(node)) for node in sheet.nodes.values()]),
        _list("wires", [_line(wire) for wire in sheet.wires]),
        _list("notes", [_line(vars(note)) for note in sheet.notes.values()]),
        _list("frames", [_line(vars(frame)) for frame in sheet.frames.values()]),
    ]


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{_line(key)}: {_line(value)}" for key, value in values.items()]


def _list(name: str, lines: Iterable[str]) -> str:
    lines = ",\n".join(lines)
    return f"{_line(name)}: [" + (f"\n{lines}\n]" if lines else "]")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def node_record(node: Node) -> dict[str, Any]:
    """A node as the file writes it: what says nothing is left out.

    A call of a layer that another node owns has that node's parameters, told once, over there.
    """
    record: dict[str, Any] = {"id": node.id, "type": node.type, "name": node.name}
    record |= {"x": node.x, "y": node.y}
    if node.parameters and node.shares is None:
        record["parameters"] = node.parameters
    for name, plain in (("shares", None), ("collapsed", False), ("bypassed", False)):
        if getattr(node, name) != plain:
            record[name] = getattr(node, name)
    return record
