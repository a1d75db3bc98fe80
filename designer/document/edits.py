"""What can be done to a document? Every edit, as a function from a document to a document.

An edit that is refused raises DesignError and has changed nothing; one that changes nothing
returns the document it got. Who needs the ids of what an edit added reads `diff(…).added`, or
passes an id of `fresh_id` to the edits that take one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from designer.document import kinds
from designer.document.copies import (
    check_room,
    duplicate,
    extract,
    make_shared_instance,
    paste,
    unshare,
    with_owners,
)
from designer.document.naming import check_name, fresh_id, layer_name, names
from designer.document.notes import add_frame, add_note, edit_frame, edit_note, frame_around
from designer.document.parameters import (
    reset_parameters,
    set_parameter,
    set_parameters,
    share_group,
    stored_parameters,
)
from designer.document.placing import align, distribute, make_room, move, nudge, place
from designer.document.prepared import next_position, prepared
from designer.document.settings import set_budget, set_data, set_training
from designer.document.sheets import belongs, check_nesting
from designer.document.values import LONGEST_NAME, Document, FrozenDict, Node, Wire, is_text
from designer.document.wiring import (
    can_connect,
    connect,
    disconnect,
    downstream,
    free_slot,
    heal,
    insert_on_wire,
    join_in_order,
    known_node,
    reconnect,
    replace_source,
    rewire,
    slot_for,
    swap_inputs,
    upstream,
)
from engine.errors import DesignError, Where


def add_node(
    document: Document,
    type: str,
    x: float = 0.0,
    y: float = 0.0,
    parameters: Mapping[str, Any] | None = None,
    name: str | None = None,
    *,
    id: str | None = None,
) -> Document:
    """Add a layer. Its id is `id` or `fresh_id(document)`, its name counts as Keras counts."""
    check_room(document, nodes=1)
    key = fresh_id(document) if id is None else id
    if not key or key in document.nodes or key in document.notes or key in document.frames:
        raise DesignError("The id {id} is taken.", id=repr(key))
    document, type, parameters = prepared(document, type, parameters or {})
    kind = kinds.get(document, type)
    error = belongs(document, kind.type)
    if error is not None:
        raise error
    if kind.role == "port":
        parameters = {"position": next_position(document, kind.type), **parameters}
    kept = stored_parameters(kind, parameters)
    taken = names(document)
    name = layer_name(kind, taken) if name is None else _free_name(name, taken, key)
    x, y = place(x, y)
    node = Node(key, kind.type, name, kept, x, y)
    return check_nesting(replace(document, nodes=document.nodes.with_item(key, node)))


def add_after(
    document: Document,
    source: str,
    source_port: int,
    type: str,
    x: float,
    y: float,
    parameters: Mapping[str, Any] | None = None,
    *,
    id: str | None = None,
) -> Document:
    """Add a layer that is fed by an output: a wire was drawn from it onto the empty canvas."""
    key = fresh_id(document) if id is None else id
    document = add_node(document, type, x, y, parameters, id=key)
    return connect(document, Wire(source, source_port, key, slot_for(document, key)))


def add_before(
    document: Document,
    target: str,
    target_port: int,
    type: str,
    x: float,
    y: float,
    parameters: Mapping[str, Any] | None = None,
    *,
    id: str | None = None,
) -> Document:
    """Add a layer that feeds an input slot: a wire was drawn from it onto the empty canvas."""
    key = fresh_id(document) if id is None else id
    document = add_node(document, type, x, y, parameters, id=key)
    return connect(document, Wire(key, 0, target, target_port))


def add_on_wire(
    document: Document,
    wire: Wire,
    type: str,
    x: float,
    y: float,
    parameters: Mapping[str, Any] | None = None,
    *,
    id: str | None = None,
) -> Document:
    """Add a layer in the middle of a wire."""
    key = fresh_id(document) if id is None else id
    return insert_on_wire(add_node(document, type, x, y, parameters, id=key), key, wire)


def remove(document: Document, ids: Iterable[str], heal: bool = False) -> Document:
    """Delete nodes, notes and frames with the wires at them; what is gone already is no matter.

    With `heal` the gap closes: what fed a deleted node feeds what came after it. Where the owner
    of shared weights goes, the next call of that layer owns them.
    """
    gone = set(ids)
    tables = {
        name: getattr(document, name).without(*gone)
        for name in ("nodes", "notes", "frames")
        if not gone.isdisjoint(getattr(document, name))
    }
    if not tables:
        return document
    if "nodes" in tables:
        document = _without_wires(document, gone, heal)
        if any(node.shares in gone for node in tables["nodes"].values()):
            tables["nodes"] = with_owners(tables["nodes"])
    return replace(document, **tables)


def _without_wires(document: Document, gone: set[str], healed: bool) -> Document:
    if healed:
        return heal(document, gone)
    return rewire(
        document,
        {wire: None for wire in document.wires if wire.source in gone or wire.target in gone},
    )


def rename(document: Document, key: str, name: str) -> Document:
    """Give a node another name. Raises DesignError when Keras would refuse it or it is taken."""
    node = known_node(document, key)
    name = _free_name(name, names(document, without=[key]), key)
    return document if name == node.name else _change(document, {key: replace(node, name=name)})


def _free_name(name: str, taken: set[str], key: str) -> str:
    name = check_name(name.strip() if isinstance(name, str) else name, key)
    if name in taken:
        raise DesignError(
            "There is another layer called {name}.",
            fix="Choose a name that no other layer has.",
            where=Where(layer=key, field="name"),
            name=name,
        )
    return name


def bypass(document: Document, ids: Iterable[str], on: bool | None = None) -> Document:
    """Let data pass by these layers unchanged, or no longer; without `on` it is turned over."""
    return _flag(document, ids, "bypassed", on)


def collapse(document: Document, ids: Iterable[str], on: bool | None = None) -> Document:
    """Draw these layers small, or in full again; without `on` it is turned over."""
    return _flag(document, ids, "collapsed", on)


def _flag(document: Document, ids: Iterable[str], flag: str, on: bool | None) -> Document:
    nodes = [known_node(document, key) for key in ids]
    if on is None:
        on = not all(getattr(node, flag) for node in nodes)
    return _change(
        document,
        {node.id: replace(node, **{flag: on}) for node in nodes if getattr(node, flag) != on},
    )


def set_name(document: Document, name: str) -> Document:
    """Name the project."""
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME or not is_text(name):
        raise DesignError(
            "The text is too long or holds signs that are no characters.",
            fix="Use at most {limit} characters.",
            limit=LONGEST_NAME,
        )
    return document if name == document.name else replace(document, name=name)


def _change(document: Document, changed: Mapping[str, Node]) -> Document:
    if not changed:
        return document
    return replace(document, nodes=FrozenDict({**document.nodes, **changed}))


__all__ = [
    "add_after",
    "add_before",
    "add_frame",
    "add_node",
    "add_note",
    "add_on_wire",
    "align",
    "bypass",
    "can_connect",
    "collapse",
    "connect",
    "disconnect",
    "distribute",
    "downstream",
    "duplicate",
    "edit_frame",
    "edit_note",
    "extract",
    "frame_around",
    "free_slot",
    "fresh_id",
    "insert_on_wire",
    "join_in_order",
    "make_room",
    "make_shared_instance",
    "move",
    "nudge",
    "paste",
    "reconnect",
    "remove",
    "rename",
    "replace_source",
    "reset_parameters",
    "rewire",
    "set_budget",
    "set_data",
    "set_name",
    "set_parameter",
    "set_parameters",
    "set_training",
    "share_group",
    "swap_inputs",
    "unshare",
    "upstream",
]
