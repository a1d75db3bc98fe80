"""What does a project look like as JSON? The schema of the file, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from designer.document.values import (
    FARTHEST_PLACE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_VALUE,
    MOST_BLOCKS,
    MOST_NODES,
    MOST_NOTES,
    MOST_WIRES,
    Block,
    Budget,
    Document,
    Node,
    Sheet,
)
from designer.document.wiring import MOST_OUTPUTS

FORMAT = "layerloom"
VERSION = 2
# From the version of a file to the function that makes the next version's record of it. In
# version 2 sub-models came, which older files have none of.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda record: record | {"version": 2},
}

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_\-]{1,40}$")]
Place = Annotated[float, Field(ge=-FARTHEST_PLACE, le=FARTHEST_PLACE, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=FARTHEST_PLACE, allow_inf_nan=False)]
Title = Annotated[str, Field(max_length=LONGEST_NAME)]
Slot = Annotated[int, Field(ge=0, le=MOST_WIRES)]
# Python's own reader makes lists where the schema says tuples of a fixed length.
WireRecord = Annotated[
    tuple[Id, Annotated[int, Field(ge=0, lt=MOST_OUTPUTS)], Id, Slot],
    BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value),
]


class Strict(BaseModel):
    """Nothing unknown, nothing guessed: "3" is no number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NodeRecord(Strict):
    id: Id
    type: Title
    name: Title
    parameters: dict[str, Any] = {}
    x: Place = 0.0
    y: Place = 0.0
    shares: Id | None = None
    collapsed: bool = False
    bypassed: bool = False


class NoteRecord(Strict):
    id: Id
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    x: Place = 0.0
    y: Place = 0.0
    width: Length = 200.0
    height: Length = 120.0
    color: Title = ""


class FrameRecord(Strict):
    id: Id
    title: Title = ""
    x: Place = 0.0
    y: Place = 0.0
    width: Length = 400.0
    height: Length = 300.0
    color: Title = ""


class ViewRecord(Strict):
    x: Place = 0.0
    y: Place = 0.0
    zoom: Annotated[float, Field(ge=0.001, le=1000, allow_inf_nan=False)] = 1.0


class SheetRecord(Strict):
    nodes: Annotated[list[NodeRecord], Field(max_length=MOST_NODES)] = []
    wires: Annotated[list[WireRecord], Field(max_length=MOST_WIRES)] = []
    notes: Annotated[list[NoteRecord], Field(max_length=MOST_NOTES)] = []
    frames: Annotated[list[FrameRecord], Field(max_length=MOST_NOTES)] = []


class BlockRecord(SheetRecord):
    id: Id
    name: Title
    kind: Literal["model", "cell"] = "model"
    source: Annotated[str, Field(max_length=LONGEST_VALUE)] = ""


class ProjectRecord(SheetRecord):
    format: Literal["layerloom"]
    version: Literal[2]
    name: Title = ""
    view: ViewRecord | None = None
    data: dict[str, Any] = {}
    training: dict[str, Any] = {}
    budget: dict[str, Any] = {}
    blocks: Annotated[list[BlockRecord], Field(max_length=MOST_BLOCKS)] = []


def to_json(document: Document, *, settings: bool = True) -> str:
    """The project as text: JSON with one node, wire, note or frame a line.

    Without `settings` only what is drawn is told, as the clipboard carries it.
    """
    head: dict[str, Any] = {"format": FORMAT, "version": VERSION}
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
