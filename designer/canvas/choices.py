"""What does the quick box offer? Layers by fit and name, nodes to find, nodes to connect to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from designer.canvas.aiming import Aim
from designer.canvas.finding import matches
from designer.canvas.short import shapes_text
from designer.document import edits, kinds, slots
from designer.document.analysis import Analysis, refusal
from designer.document.kinds import Kind
from designer.document.library import SAVED
from designer.document.naming import fresh_id
from designer.document.prepared import offered, offered_kind
from designer.document.values import Document, Wire
from designer.document.wiring import slot_for
from designer.search import sayings, score
from designer.texts import engine_text, error_sentence
from engine import registry
from engine.errors import DesignError

translate = QCoreApplication.translate

# What commonly follows a layer of a category, most common first: the order while nothing is typed.
FOLLOWERS = {
    "input": ("convolution", "dense", "recurrent", "shape", "normalization"),
    "convolution": ("normalization", "activation", "pooling", "convolution", "merge", "shape"),
    "pooling": ("convolution", "shape", "dense", "normalization"),
    "normalization": ("activation", "convolution", "dense", "pooling", "merge"),
    "activation": ("convolution", "pooling", "dense", "normalization", "merge"),
    "shape": ("dense", "normalization", "convolution", "merge"),
    "dense": ("dense", "activation", "normalization", "merge", "shape"),
    "merge": ("activation", "normalization", "dense", "convolution"),
    "recurrent": ("recurrent", "dense", "normalization", "attention"),
    "attention": ("merge", "normalization", "dense", "pooling"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the box. An entry with a `reason` cannot be chosen: the reason says why."""

    key: str
    title: str
    subtitle: str = ""
    aside: str = ""
    kind: str = ""
    category: str = ""
    reason: str = ""
    names: tuple[str, ...] = ()
    wire: Wire | None = None
    aim: Aim | None = None


@dataclass(frozen=True)
class Place:
    """Where a new layer is wanted: on a wire, at the loose end of one, or anywhere."""

    wire: Wire | None = None
    side: str = ""  # "output": the new layer is fed from `key`; "input": it feeds `key`
    key: str = ""
    number: int = 0

    @property
    def fed_by(self) -> tuple[str, int] | None:
        """The output that would feed the new layer, if any."""
        if self.wire is not None:
            return self.wire.source, self.wire.source_port
        return (self.key, self.number) if self.side == "output" else None


def layer_entries(document: Document, recent: Iterable[str] = (), after: str = "") -> list[Entry]:
    """All that can be added to a drawing; `after` is the category of what feeds the new one."""
    recent = list(recent)
    follow = FOLLOWERS.get(after, ())

    def habit(kind: Kind) -> tuple[int, int]:
        used = recent.index(kind.type) if kind.type in recent else len(recent)
        expected = follow.index(kind.category) if kind.category in follow else len(follow)
        return (used, expected)

    return [_layer_entry(kind) for kind in sorted(offered(document), key=habit)]


def saved_entries(document: Document) -> list[Entry]:
    """The sub-models that are kept for all projects."""
    return [_layer_entry(kind) for kind in offered(document) if kind.type.startswith(SAVED)]


def _layer_entry(kind: Kind) -> Entry:
    translated = engine_text(kind.name)
    category = engine_text(registry.CATEGORIES.get(kind.category, "")) or translate(
        "Canvas", "Wires"
    )
    return Entry(
        kind.type,
        kind.name if translated == kind.name else f"{kind.name}  {translated}",
        engine_text(kind.summary).replace("`", ""),
        category,
        kind.icon,
        kind.category,
        names=(kind.name, *sayings(kind)),
    )


def judged(document: Document, known: Analysis, place: Place, entry: Entry) -> Entry:
    """The entry, with the reason why the layer cannot be there, if there is one."""
    if place.wire is None and not place.side:
        return entry
    key = fresh_id(document)
    try:
        drawn = edits.add_node(document, entry.key, 0, 0, trial(document, entry.key), id=key)
        wire = _wire_for(drawn, place, key)
        error = edits.can_connect(drawn, wire)
        if error is None and place.fed_by is not None:
            error = refusal(drawn, wire, known)
    except DesignError as refused:
        error = refused
    return replace(entry, reason=error_sentence(error)) if error is not None else entry


def trial(document: Document, kind: str) -> dict[str, Any]:
    """The smallest values for what a layer demands, so that its shape rule can be asked."""
    samples = {
        "integer": lambda field: field.minimum or 1,
        "integers": lambda field: [1] * (field.length or 1),
        "float": lambda field: 0.0,
    }
    return {
        name: samples[field.editor](field)
        for name, field in offered_kind(document, kind).fields.items()
        if field.required and field.editor in samples
    }


def _wire_for(document: Document, place: Place, key: str) -> Wire:
    if place.fed_by is not None:
        return Wire(*place.fed_by, key, slot_for(document, key))
    return Wire(key, 0, place.key, place.number)


def node_entries(document: Document, known: Analysis) -> list[Entry]:
    """All nodes of the drawing, for finding one."""
    entries = []
    for node in document.nodes.values():
        facts = known.facts.get(node.id)
        kind = kinds.find(document, node.type)
        title = kind.title if kind else node.type
        entries.append(
            Entry(
                node.id,
                node.name,
                title,
                shapes_text(facts.outputs) if facts is not None else "",
                node.type,
                kind.category if kind else "",
                names=(node.name, title, engine_text(title)),
            )
        )
    return entries


def target_entries(document: Document, known: Analysis, source: str) -> list[Entry]:
    """The nodes to which a wire from `source` can lead; those that refuse it say why."""
    entries = []
    for entry in node_entries(document, known):
        if entry.key == source:
            continue
        slot = edits.free_slot(document, entry.key)
        wire = Wire(source, 0, entry.key, slot or 0)
        error = edits.can_connect(document, wire) or refusal(document, wire, known)
        entries.append(replace(entry, reason=error_sentence(error) if error else ""))
    return entries


def holder_entries(document: Document, key: str) -> list[Entry]:
    """The slots of other nodes that can take a node, the empty ones first."""
    type_, found = document.nodes[key].type, []
    for node in document.nodes.values():
        kind = kinds.find(document, node.type)
        for inner in slots.inners(node.type, node.parameters) if node.id != key else ():
            if not slots.fits(document, inner.holds, type_):
                continue
            field, there = inner.path[-1].field, kinds.find(document, inner.type)
            entry = Entry(
                f"{node.id}{inner.path}",
                f"{node.name}  {field}",
                there.title if there else translate("Canvas", "empty"),
                kind.title,
                kind.icon,
                kind.category,
                names=(node.name, field, kind.title),
                aim=Aim(node.id, inner.path),
            )
            found.append((bool(inner.type), inner.spare, entry))
    found.sort(key=lambda item: item[:2])
    return [entry for *_, entry in found]


def wire_entries(document: Document, known: Analysis, key: str) -> list[Entry]:
    """The wires at a node: those into it, then those out of it."""
    wires = document.wires
    into = [_wire_entry(document, known, wire, wire.source) for wire in wires.into(key)]
    return into + [_wire_entry(document, known, wire, wire.target) for wire in wires.out_of(key)]


def way_entries(document: Document, known: Analysis, key: str) -> list[Entry]:
    """The wires onto which a node can be put; those that refuse it say why."""
    entries = []
    for wire in document.wires:
        if key in (wire.source, wire.target):
            continue
        entry = _wire_entry(document, known, wire, wire.target)
        try:
            placed = edits.insert_on_wire(document, key, wire)
            (first,) = [other for other in placed.wires.into(key) if other[:2] == wire[:2]]
            error = refusal(document, first, known) if first not in document.wires else None
        except DesignError as refused:
            error = refused
        entries.append(replace(entry, reason=error_sentence(error) if error else ""))
    return entries


def _wire_entry(document: Document, known: Analysis, wire: Wire, shown: str) -> Entry:
    """A line for a wire, with the picture of the node `shown` at one of its ends."""
    kind = kinds.find(document, document.nodes[shown].type)
    spec = known.wires.get(wire)
    source, target = (document.nodes[end].name for end in (wire.source, wire.target))
    return Entry(
        shown,
        f"{source} → {target}",
        translate("Canvas", "Input: {name}").format(name=wire.target_port + 1),
        shapes_text([spec]) if spec is not None else "",
        document.nodes[shown].type,
        kind.category if kind else "",
        names=(source, target),
        wire=wire,
    )


def chosen(entries: Iterable[Entry], query: str) -> list[Entry]:
    """The entries that fit what was typed; choosable ones first, then by fit and habit."""
    if not query.strip():
        return _spread(entries)
    ranked = [(bool(entry.reason), -score(query, *entry.names), entry) for entry in entries]
    ranked = [item for item in ranked if item[1]]
    ranked.sort(key=lambda item: item[:2])
    return [entry for *_, entry in ranked]


def _spread(entries: Iterable[Entry]) -> list[Entry]:
    """Before anything is typed: the likeliest of each category, then all the rest."""
    leading, following, refused, seen = [], [], [], set()
    for entry in entries:
        if entry.reason:
            refused.append(entry)
        elif entry.category in seen:
            following.append(entry)
        else:
            leading.append(entry)
            seen.add(entry.category)
    return [*leading, *following, *refused]


def found(entries: Iterable[Entry], query: str, document: Document, known: Analysis) -> list[Entry]:
    """The entries of the nodes that match a query by name, kind, shape or problem."""
    by_key = {entry.key: entry for entry in entries}
    if not query.strip():
        return list(by_key.values())
    return [by_key[key] for key in matches(document, known, query) if key in by_key]
