"""What does a project look like as JSON? The schema of the file, and the way there and back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

import networkx
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from designer.document import kinds
from designer.document.faults import Fault, Faults, shape_faults, shown
from designer.document.kinds import Kind
from designer.document.naming import check_name
from designer.document.notes import check_annotation
from designer.document.parameters import is_default, stored
from designer.document.settings import DATA_FIELDS, TRAINING_FIELDS, check_field
from designer.document.values import (
    FARTHEST_PLACE,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_NODES,
    MOST_NOTES,
    MOST_WIRES,
    DataSettings,
    Document,
    Frame,
    FrozenDict,
    Node,
    Note,
    TrainingSettings,
    View,
    Wire,
    Wires,
    is_text,
    keyed,
)
from designer.document.wiring import MOST_OUTPUTS, closed_up
from engine.errors import DesignError, unknown_name

FORMAT = "layerloom"
VERSION = 1
# From the version of a file to the function that makes the next version's record of it.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}

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


class ProjectRecord(Strict):
    format: Literal["layerloom"]
    version: Literal[1]
    name: Title = ""
    view: ViewRecord | None = None
    data: dict[str, Any] = {}
    training: dict[str, Any] = {}
    nodes: Annotated[list[NodeRecord], Field(max_length=MOST_NODES)] = []
    wires: Annotated[list[WireRecord], Field(max_length=MOST_WIRES)] = []
    notes: Annotated[list[NoteRecord], Field(max_length=MOST_NOTES)] = []
    frames: Annotated[list[FrameRecord], Field(max_length=MOST_NOTES)] = []


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
    lists = {
        "nodes": [_line(node_record(node)) for node in document.nodes.values()],
        "wires": [_line(wire) for wire in document.wires],
        "notes": [_line(vars(note)) for note in document.notes.values()],
        "frames": [_line(vars(frame)) for frame in document.frames.values()],
    }
    parts = [f"{_line(key)}: {_line(value)}" for key, value in head.items()]
    parts += [
        f"{_line(key)}: [" + ("\n" + ",\n".join(lines) + "\n]" if lines else "]")
        for key, lines in lists.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


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


def from_record(record: Mapping[str, Any]) -> Document:
    """The document that a parsed file of the newest version tells. Raises Faults with them all."""
    try:
        project = ProjectRecord.model_validate(record)
    except ValidationError as error:
        raise Faults(shape_faults(error, record)) from None
    return _Reader(project).document()


class _Reader:
    """Makes a document of a record that has the right shape, and gathers what is wrong in it."""

    def __init__(self, project: ProjectRecord) -> None:
        self.project = project
        self.drawn = Document()
        self.faults: list[Fault] = []

    def document(self) -> Document:
        project = self.project
        self._ids_once()
        data = DataSettings(**self._settings(DATA_FIELDS, "data", project.data))
        training = TrainingSettings(**self._settings(TRAINING_FIELDS, "training", project.training))
        notes = keyed(self._annotations("note", Note, project.notes))
        frames = keyed(self._annotations("frame", Frame, project.frames))
        nodes = keyed(self._with_shared_parameters(list(self._nodes())))
        self._names_once(nodes)
        if not is_text(project.name):
            self._add("name", DesignError("This holds signs that are no characters."))
        wires = list(self._wires(nodes))
        self._no_circle(wires)
        if self.faults:
            raise Faults(self.faults)
        return Document(
            name=project.name,
            nodes=nodes,
            wires=Wires(closed_up(Document(nodes=nodes), wires, nodes)),
            notes=notes,
            frames=frames,
            data=data,
            training=training,
            view=View(**dict(project.view)) if project.view else None,
        )

    def _add(self, place: str, error: DesignError) -> None:
        self.faults.append(Fault(place, error))

    def _ids_once(self) -> None:
        project = self.project
        ids = [record.id for record in (*project.nodes, *project.notes, *project.frames)]
        for key, count in Counter(ids).items():
            if count > 1:
                self._add(f"id {key!r}", DesignError("This id stands {count} times.", count=count))

    def _names_once(self, nodes: Mapping[str, Node]) -> None:
        for name, count in Counter(node.name for node in nodes.values()).items():
            if count > 1:
                error = DesignError(
                    "{count} layers have this name.",
                    fix="Each layer needs a name of its own.",
                    count=count,
                )
                self._add(f"name {name!r}", error)

    def _settings(self, fields: Mapping, section: str, record: Mapping) -> dict[str, Any]:
        checked = {}
        for name, value in record.items():
            try:
                if name not in fields:
                    raise unknown_name("setting", shown(name), fields)
                checked[name] = check_field(fields[name], value)
            except DesignError as error:
                self._add(f"{section}, {shown(name)}", error)
        return checked

    def _annotations(self, kind: str, value: type, records: Iterable[BaseModel]) -> Iterator:
        for number, record in enumerate(records, 1):
            try:
                yield check_annotation(value(**dict(record)))
            except DesignError as error:
                self._add(f"{kind} {number}", error)

    def _nodes(self) -> Iterator[Node]:
        for number, record in enumerate(self.project.nodes, 1):
            place = f"node {number} ({record.name[:40]!r})"
            try:
                check_name(record.name)
            except DesignError as error:
                self._add(place, error)
            try:
                kind = kinds.get(self.drawn, record.type)
            except DesignError as error:
                self._add(place, error)
                continue
            parameters = self._parameters(kind, record, place)
            yield Node(**dict(record) | {"type": kind.type, "parameters": parameters})

    def _parameters(self, kind: Kind, record: NodeRecord, place: str) -> FrozenDict:
        kept = {}
        for name, value in record.parameters.items():
            try:
                if name not in kind.fields:
                    raise unknown_name("parameter", shown(name), kind.fields)
                value = stored(kind.fields[name], value)
            except DesignError as error:
                self._add(f"{place}, {shown(name)}", error)
                continue
            if not is_default(kind.fields[name], value):
                kept[name] = value
        return FrozenDict((name, kept[name]) for name in kind.fields if name in kept)

    def _with_shared_parameters(self, nodes: list[Node]) -> Iterator[Node]:
        by_id = {node.id: node for node in nodes}
        for node in nodes:
            if node.shares is None:
                yield node
                continue
            owner = by_id.get(node.shares)
            if owner is None or owner.type != node.type or owner.shares is not None:
                error = DesignError(
                    "This shares the weights of {owner}, which is no {type} with its own weights.",
                    owner=repr(node.shares),
                    type=node.type,
                )
                self._add(f"node {node.name!r}", error)
                continue
            if node.parameters and node.parameters != owner.parameters:
                error = DesignError(
                    "This has other parameters than {owner}, whose weights it shares.",
                    owner=owner.name,
                )
                self._add(f"node {node.name!r}", error)
            yield replace(node, parameters=owner.parameters)

    def _wires(self, nodes: Mapping[str, Node]) -> Iterator[Wire]:
        known = {record.id for record in self.project.nodes}
        taken: set[tuple[str, int]] = set()
        for number, record in enumerate(self.project.wires, 1):
            wire = Wire(*record)
            error = self._wire_fault(wire, nodes, known)
            if error is None and (wire.target, wire.target_port) in taken:
                error = DesignError("Another wire ends at the same input.")
            if error is None:
                taken.add((wire.target, wire.target_port))
                yield wire
            else:
                self._add(f"wire {number}", error)

    def _wire_fault(
        self, wire: Wire, nodes: Mapping[str, Node], known: set[str]
    ) -> DesignError | None:
        for key in (wire.source, wire.target):
            if key not in known:
                return DesignError("This wire ends at {id}, but no node has that id.", id=repr(key))
        target = nodes.get(wire.target)
        kind = target and kinds.of(self.drawn, target)
        if kind is None or kind.port_of(wire.target_port) is not None:
            return None
        return DesignError(
            "{name} has no input {number}.", name=target.name, number=wire.target_port + 1
        )

    def _no_circle(self, wires: Iterable[Wire]) -> None:
        try:
            circle = networkx.find_cycle(Wires(wires).graph)
        except networkx.NetworkXNoCycle:
            return
        names = {record.id: record.name for record in self.project.nodes}
        around = [names[source] for source, _ in circle]
        around = around if len(around) <= 6 else [*around[:3], "…", *around[-2:]]
        error = DesignError(
            "These lead in a circle: {path}.",
            fix="Data can only flow forward.",
            path=" → ".join([*around, around[0]]),
        )
        self._add("wires", error)
