"""What may a project file hold? The schema of its newest version."""

from __future__ import annotations

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
)
from designer.document.wiring import MOST_OUTPUTS

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
# A wire on the clipboard that led into what was copied, with the name and type of its source.
FeedRecord = Annotated[
    tuple[Id, Annotated[int, Field(ge=0, lt=MOST_OUTPUTS)], Id, Slot, Title, Title],
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
    feeds: Annotated[list[FeedRecord], Field(max_length=MOST_WIRES)] = []
