"""Is what a file tells a document? From a parsed record to the value, or to all its faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import networkx
from pydantic import BaseModel, ValidationError

from designer.document import kinds
from designer.document.faults import Fault, Faults, shape_faults, shown
from designer.document.kinds import Kind
from designer.document.naming import check_block_name, check_name
from designer.document.notes import check_annotation
from designer.document.parameters import is_default, stored
from designer.document.schema import BlockRecord, NodeRecord, ProjectRecord, SheetRecord
from designer.document.settings import BUDGET_FIELDS, DATA_FIELDS, TRAINING_FIELDS, check_field
from designer.document.sheets import check_nesting
from designer.document.values import (
    Block,
    Budget,
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
from designer.document.wiring import closed_up
from engine import written
from engine.errors import DesignError, unknown_name


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
        self.faults: list[Fault] = []

    def document(self) -> Document:
        project = self.project
        data = DataSettings(**self._settings(DATA_FIELDS, "data", project.data))
        training = TrainingSettings(**self._settings(TRAINING_FIELDS, "training", project.training))
        budget = Budget(**self._settings(BUDGET_FIELDS, "budget", project.budget))
        if not is_text(project.name):
            self._add("name", DesignError("This holds signs that are no characters."))
        blocks = self._blocks()
        document = Document(
            name=project.name,
            **_SheetReader(project, Document(blocks=blocks), "", self._add).tables(),
            data=data,
            training=training,
            budget=budget,
            blocks=blocks,
            view=View(**dict(project.view)) if project.view else None,
        )
        if not self.faults:
            try:
                check_nesting(document)
            except DesignError as error:
                self._add("blocks", error)
        if self.faults:
            raise Faults(self.faults)
        return document

    def _add(self, place: str, error: DesignError) -> None:
        self.faults.append(Fault(place, error))

    def _blocks(self) -> FrozenDict:
        """The blocks. What ports each has is known before any of them is looked into."""
        records = self.project.blocks
        for key, count in Counter(record.id for record in records).items():
            if count > 1:
                error = DesignError("This id stands {count} times.", count=count)
                self._add(f"block {key!r}", error)
        for name, count in Counter(record.name for record in records).items():
            if count > 1:
                error = DesignError("{count} sub-models have this name.", count=count)
                self._add(f"block {name[:40]!r}", error)
        known = Document(blocks=keyed(_ports_only(record) for record in records))
        blocks = []
        for record in records:
            place = f"block {record.name[:40]!r}"
            try:
                check_block_name(record.name)
            except DesignError as error:
                self._add(place, error)
            drawn = replace(known, sheet=record.id)
            tables = _SheetReader(record, drawn, f"{place}, ", self._add).tables()
            blocks.append(
                Block(record.id, record.name, record.kind, **tables, source=record.source)
            )
            self._readable(blocks[-1], place)
        return keyed(blocks)

    def _readable(self, block: Block, place: str) -> None:
        """Code is read, not run: is it a layer or a cell, as the block says?"""
        if not block.source:
            return
        try:
            if not is_text(block.source):
                raise DesignError("This holds signs that are no characters.")
            told = written.outline(block.source)
            if told.is_cell != (block.kind == "cell") or block.nodes:
                raise DesignError("This is no {kind} written in Python.", kind=block.kind)
        except DesignError as error:
            self._add(f"{place}, source", error)

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


def _ports_only(record: BlockRecord) -> Block:
    """A block with nothing but its ports, for those who want to know how to wire it."""
    nodes = [
        Node(node.id, node.type, node.name, _position(node.parameters))
        for node in record.nodes
        if node.type in kinds.PORTS
    ]
    return Block(record.id, record.name, record.kind, keyed(nodes), source=record.source)


def _position(parameters: Mapping[str, Any]) -> FrozenDict:
    position = parameters.get("position")
    return FrozenDict(position=position) if type(position) is int else FrozenDict()


class _SheetReader:
    """Reads what one sheet holds. `drawn` is a document that knows the blocks."""

    def __init__(self, record: SheetRecord, drawn: Document, place: str, add) -> None:
        self.record, self.drawn = record, drawn
        self._place, self._tell = place, add

    def tables(self) -> dict[str, Any]:
        """Nodes, wires, notes and frames, as far as they can be made."""
        record = self.record
        self._ids_once()
        notes = keyed(self._annotations("note", Note, record.notes))
        frames = keyed(self._annotations("frame", Frame, record.frames))
        nodes = keyed(self._with_shared_parameters(list(self._nodes())))
        self._names_once(nodes)
        wires = list(self._wires(nodes))
        self._no_circle(wires)
        drawn = replace(self.drawn, nodes=nodes)
        wires = Wires(closed_up(drawn, wires, nodes))
        return {"nodes": nodes, "wires": wires, "notes": notes, "frames": frames}

    def _add(self, place: str, error: DesignError) -> None:
        self._tell(f"{self._place}{place}", error)

    def _ids_once(self) -> None:
        tables = (self.record.nodes, self.record.notes, self.record.frames)
        ids = [one.id for table in tables for one in table]
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

    def _annotations(self, kind: str, value: type, records: Iterable[BaseModel]) -> Iterator:
        for number, record in enumerate(records, 1):
            try:
                yield check_annotation(value(**dict(record)))
            except DesignError as error:
                self._add(f"{kind} {number}", error)

    def _nodes(self) -> Iterator[Node]:
        for number, record in enumerate(self.record.nodes, 1):
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
        known = {record.id for record in self.record.nodes}
        taken: set[tuple[str, int]] = set()
        for number, record in enumerate(self.record.wires, 1):
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
        names = {record.id: record.name for record in self.record.nodes}
        around = [names[source] for source, _ in circle]
        around = around if len(around) <= 6 else [*around[:3], "…", *around[-2:]]
        error = DesignError(
            "These lead in a circle: {path}.",
            fix="Data can only flow forward.",
            path=" → ".join([*around, around[0]]),
        )
        self._add("wires", error)
