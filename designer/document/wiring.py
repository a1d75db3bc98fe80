"""Which wires may there be? The wiring law and the edits that obey it, regardless of shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from designer.document import kinds
from designer.document.values import MOST_WIRES, Document, Node, Wire, Wires
from engine.errors import DesignError, Where
from engine.registry import Port

MOST_OUTPUTS = 64


def input_ports(document: Document, key: str) -> tuple[Port, ...]:
    """The input ports that a node has; the last may take many wires."""
    return kinds.of(document, document.nodes[key]).inputs


def free_slot(document: Document, target: str) -> int | None:
    """The first empty input slot of a node; None when all are taken or there are none."""
    known_node(document, target)
    taken = {wire.target_port for wire in document.wires.into(target)}
    ports = input_ports(document, target)
    free = (slot for slot, port in enumerate(ports) if slot not in taken and not port.many)
    first = next(free, None)
    if first is None and ports and ports[-1].many:
        return max(len(ports) - 1, *(slot + 1 for slot in taken)) if taken else len(ports) - 1
    return first


def known_node(document: Document, key: str) -> Node:
    """The node with this id. Raises DesignError."""
    node = document.nodes.get(key)
    if node is None:
        raise DesignError("There is no layer {id} in this drawing.", id=repr(key))
    return node


def upstream(document: Document, ids: Iterable[str]) -> frozenset[str]:
    """All nodes that lead to one of `ids`, without these."""
    return _reach(document, ids, "ancestors")


def downstream(document: Document, ids: Iterable[str]) -> frozenset[str]:
    """All nodes to which one of `ids` leads, without these."""
    return _reach(document, ids, "descendants")


def _reach(document: Document, ids: Iterable[str], which: str) -> frozenset[str]:
    import networkx

    walk = getattr(networkx, which)
    graph, start = document.wires.graph, frozenset(ids)
    return frozenset().union(*(walk(graph, key) for key in start if key in graph)) - start


def can_connect(document: Document, wire: Wire) -> DesignError | None:
    """Why the drawing cannot have this wire, or None. A taken slot is no reason: see `connect`."""
    place = Where(layer=wire.target, port=wire.target_port)
    for key in (wire.source, wire.target):
        if key not in document.nodes:
            return DesignError("There is no layer {id} in this drawing.", id=repr(key))
    source, target = document.nodes[wire.source], document.nodes[wire.target]
    if wire.source == wire.target:
        return DesignError(
            "{name} cannot feed itself.",
            fix="Recurrence happens inside layers such as LSTM; wires only run forward.",
            where=place,
            name=target.name,
        )
    outputs = kinds.of(document, source).outputs
    if not 0 <= wire.source_port < (MOST_OUTPUTS if outputs is None else len(outputs)):
        return DesignError(
            "{name} has no output {number}.",
            where=Where(layer=wire.source),
            name=source.name,
            number=wire.source_port + 1,
        )
    kind = kinds.of(document, target)
    if kind.is_source:
        return DesignError(
            "{name} takes no input.",
            fix="Data enters the network here: draw wires away from it.",
            where=place,
            name=target.name,
        )
    if kind.port_of(wire.target_port) is None:
        return DesignError(
            "{name} has no input {number}.",
            fix="It takes {count}.",
            where=place,
            name=target.name,
            number=wire.target_port + 1,
            count=len(kind.inputs),
        )
    if wire in document.wires.into(wire.target):
        return DesignError(
            "{source} already feeds this input of {target}.",
            where=place,
            source=source.name,
            target=target.name,
        )
    if len(document.wires) >= MOST_WIRES:
        return DesignError("A drawing holds at most {count} wires.", count=MOST_WIRES)
    return _circle(document, wire)


def _circle(document: Document, wire: Wire) -> DesignError | None:
    """The error when the wire would close a circle, with the way round in words."""
    wires = document.wires
    if not wires.out_of(wire.target) or not wires.into(wire.source):
        return None
    import networkx

    try:
        path = networkx.shortest_path(wires.graph, wire.target, wire.source)
    except networkx.NetworkXNoPath:
        return None
    words = [document.nodes[key].name for key in path]
    if len(words) > 6:
        words = [*words[:3], "…", *words[-2:]]
    return DesignError(
        "This wire would close a circle: {target} already leads to {source} ({path}).",
        fix="Data can only flow forward.",
        where=Where(layer=wire.target, port=wire.target_port),
        target=document.nodes[wire.target].name,
        source=document.nodes[wire.source].name,
        path=" → ".join(words),
    )


def connect(document: Document, wire: Wire) -> Document:
    """Draw a wire. A wire that holds its slot gives way; a port for many appends after its last.

    Raises DesignError as `can_connect` words it.
    """
    wire = Wire(*wire)
    target = document.nodes.get(wire.target)
    first = kinds.of(document, target).many_from if target is not None else None
    present = document.wires.into(wire.target)
    if first is not None and wire.target_port > first:
        count = sum(other.target_port >= first for other in present)
        wire = wire._replace(target_port=min(wire.target_port, first + count))
    error = can_connect(document, wire)
    if error is not None:
        raise error
    for other in present:
        if other.target_port == wire.target_port:
            return rewire(document, {other: wire})
    return replace(document, wires=Wires((*document.wires, wire)))


def disconnect(document: Document, wires: Iterable[Wire]) -> Document:
    """Take wires away. The wires of a port for many close up."""
    gone = {Wire(*wire): None for wire in wires}
    for wire in gone:
        if wire not in document.wires.into(wire.target):
            raise DesignError("That wire is not in this drawing any more.")
    return rewire(document, gone) if gone else document


def reconnect(document: Document, old: Wire, new: Wire) -> Document:
    """Pull a wire off and plug it in elsewhere, as one edit."""
    if Wire(*old) == Wire(*new):
        return document
    return connect(disconnect(document, [old]), new)


def replace_source(document: Document, wire: Wire, source: str, source_port: int = 0) -> Document:
    """Feed the slot at the end of `wire` from another node."""
    return connect(document, wire._replace(source=source, source_port=source_port))


def swap_inputs(document: Document, target: str, first: int = 0, second: int = 1) -> Document:
    """Exchange what two slots of a node get; one of them may be empty."""
    node = known_node(document, target)
    other = {first: second, second: first}
    changes = {
        wire: wire._replace(target_port=other[wire.target_port])
        for wire in document.wires.into(target)
        if wire.target_port in other
    }
    kind = kinds.of(document, node)
    if not changes or kind.port_of(first) is None or kind.port_of(second) is None:
        raise DesignError(
            "{name} has no two inputs to exchange.", where=Where(layer=target), name=node.name
        )
    return rewire(document, changes)


def join_in_order(document: Document, ids: Iterable[str]) -> Document:
    """Wire each node to the next of `ids`, at its first empty slot."""
    ids = list(ids)
    if len(ids) < 2:
        raise DesignError(
            "Joining needs at least two layers.", fix="Select them in the order of the data."
        )
    for source, target in zip(ids, ids[1:], strict=False):
        if any(wire.source == source for wire in document.wires.into(target)):
            continue
        document = connect(document, Wire(source, 0, target, slot_for(document, target)))
    return document


def slot_for(document: Document, target: str) -> int:
    """The first empty slot of a node. Raises DesignError when all are taken."""
    slot = free_slot(document, target)
    if slot is None:
        name = document.nodes[target].name
        if not input_ports(document, target):
            raise DesignError("{name} takes no input.", where=Where(layer=target), name=name)
        raise DesignError(
            "Every input of {name} is taken.",
            fix="Remove one of its wires first.",
            where=Where(layer=target),
            name=name,
        )
    return slot


def insert_on_wire(document: Document, key: str, wire: Wire) -> Document:
    """Put a node of the drawing onto a wire: what the wire carried now passes through it."""
    wire = Wire(*wire)
    known_node(document, key)
    if wire not in document.wires.into(wire.target):
        raise DesignError("That wire is not in this drawing any more.")
    if key in (wire.source, wire.target):
        raise DesignError(
            "{name} is an end of this wire already.",
            where=Where(layer=key),
            name=document.nodes[key].name,
        )
    first_half = any(other[:2] == wire[:2] for other in document.wires.into(key))
    if not first_half:
        start = Wire(wire.source, wire.source_port, key, slot_for(document, key))
        document = connect(document, start)
    onward = Wire(key, 0, wire.target, wire.target_port)
    error = _circle(document, onward)
    if error is not None:
        raise error
    return rewire(document, {wire: onward})


def heal(document: Document, gone: Iterable[str]) -> Document:
    """Lead wires round the nodes `gone`: what came into their first input goes on to the next.

    The nodes stay, without a wire; an output for which nothing came in is left open.
    """
    gone = set(gone)

    def origin(wire: Wire) -> Wire | None:
        while wire.source in gone:
            before = document.wires.into(wire.source)
            if not before:
                return None
            wire = wire._replace(source=before[0].source, source_port=before[0].source_port)
        return wire

    changes = {
        wire: None if wire.target in gone else origin(wire)
        for wire in document.wires
        if wire.source in gone or wire.target in gone
    }
    return rewire(document, changes)


def rewire(document: Document, changes: Mapping[Wire, Wire | None]) -> Document:
    """The document with some wires replaced in their place, or taken away where None stands.

    The wires of ports for many are numbered anew, so that no gap stays. Checks no law.
    """
    if not changes:
        return document
    wires = [changes.get(wire, wire) for wire in document.wires]
    wires = [wire for wire in wires if wire is not None]
    touched = {wire.target for wire in changes}
    touched.update(wire.target for wire in changes.values() if wire is not None)
    return replace(document, wires=Wires(closed_up(document, wires, touched)))


def closed_up(document: Document, wires: Sequence[Wire], touched: Iterable[str]) -> Sequence[Wire]:
    """The wires with those of ports for many numbered without gaps, at the nodes `touched`."""
    nodes = document.nodes
    starts = {key: kinds.of(document, nodes[key]).many_from for key in touched if key in nodes}
    lists: dict[str, list[Wire]] = {key: [] for key, first in starts.items() if first is not None}
    if not lists:
        return wires
    for wire in wires:
        if wire.target in lists and wire.target_port >= starts[wire.target]:
            lists[wire.target].append(wire)
    moved = {}
    for key, items in lists.items():
        items.sort(key=lambda wire: wire.target_port)
        for step, wire in enumerate(items):
            if wire.target_port != starts[key] + step:
                moved[wire] = wire._replace(target_port=starts[key] + step)
    return [moved.get(wire, wire) for wire in wires] if moved else wires
