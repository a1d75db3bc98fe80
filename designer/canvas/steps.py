"""Which edits does one gesture make? Edits of the document put together, still one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from designer.canvas.geometry import DOT
from designer.canvas.rows import in_rows
from designer.document import clipboard, edits, kinds, levels, slots
from designer.document.arrange import arrange
from designer.document.naming import fresh_ids
from designer.document.placing import Sizes, runs_down, size_of
from designer.document.slots import Path
from designer.document.values import Document, Wire
from designer.document.wiring import can_connect
from engine.errors import DesignError

ASIDE = 32.0
GAP = 56.0  # free space between a node and the next when one makes room


def move_onto_wire(
    document: Document,
    positions: Mapping[str, tuple[float, float]],
    key: str,
    wire: Wire,
    sizes: Sizes,
) -> Document:
    """Move a node onto a wire: it joins in, and what follows moves aside."""
    document = edits.insert_on_wire(edits.move(document, positions), key, wire)
    return make_room(document, key, wire, sizes)


def add_onto_wire(
    document: Document, type: str, x: float, y: float, wire: Wire, sizes: Sizes, key: str
) -> Document:
    """Add a layer on a wire: it joins in, and what follows moves aside."""
    document = edits.add_on_wire(document, wire, type, x, y, id=key)
    return make_room(document, key, wire, sizes)


def make_room(document: Document, key: str, wire: Wire, sizes: Sizes) -> Document:
    """Shift the node `key`, just put onto `wire`, and all that follows, so that nothing overlaps.

    Things only ever move on in the way of the data: to the right, or down.
    """
    node, source, target = (document.nodes[name] for name in (key, wire.source, wire.target))
    if runs_down(document):
        return _make_room_below(document, key, wire, sizes)
    width = size_of(document, key, sizes)[0]
    x = max(node.x, source.x + size_of(document, source.id, sizes)[0] + GAP)
    shift = x + width + GAP - target.x
    positions = {key: (x, node.y)}
    if shift > 0:
        for follower in {target.id, *edits.downstream(document, [target.id])}:
            record = document.nodes[follower]
            positions[follower] = (record.x + shift, record.y)
    return edits.move(document, positions)


def _make_room_below(document: Document, key: str, wire: Wire, sizes: Sizes) -> Document:
    node, source, target = (document.nodes[name] for name in (key, wire.source, wire.target))
    y = max(node.y, source.y + size_of(document, source.id, sizes)[1] + GAP)
    shift = y + size_of(document, key, sizes)[1] + GAP - target.y
    positions = {key: (node.x, y)}
    if shift > 0:
        for follower in {target.id, *edits.downstream(document, [target.id])}:
            record = document.nodes[follower]
            positions[follower] = (record.x, record.y + shift)
    return edits.move(document, positions)


def reroute(document: Document, places: Mapping[Wire, tuple[float, float]]) -> Document:
    """Put a dot onto each wire, its middle at a place; wires from one output share a dot."""
    outputs: dict[tuple[str, int], list[Wire]] = {}
    for wire in sorted(places):
        outputs.setdefault((wire.source, wire.source_port), []).append(wire)
    for wires in outputs.values():
        x, y = places[wires[0]][0] - DOT.width() / 2, places[wires[0]][1] - DOT.height() / 2
        key = edits.fresh_id(document)
        document = edits.add_node(document, kinds.REROUTE, x, y, id=key)
        for wire in wires:
            document = edits.insert_on_wire(document, key, wire)
    return document


def share(
    document: Document, places: Mapping[str, tuple[float, float]], new: Mapping[str, str]
) -> Document:
    """Second calls of several layers, one at each place; `new` gives the calls' ids."""
    for key, (x, y) in places.items():
        document = edits.make_shared_instance(document, key, x, y, id=new[key])
    return document


@dataclass(frozen=True)
class Measures:
    """What a layout needs to know of the drawing besides the document.

    `port` tells how far below a node's top its first ports are, `pixels` how many places of
    height and width, or of time, a node's output has, where that is known.
    """

    size: Callable[[str], tuple[float, float]]
    port: Callable[[str], float]
    pixels: Mapping[str, int]

    def level(self, key: str) -> tuple[float, float]:
        """A box with the ports in its middle: a layout brings middles to one line, so that the
        wires of a chain come out straight whatever the nodes' heights."""
        width, height = self.size(key)
        return width, 2 * max(self.port(key), height - self.port(key))


def arranged(
    document: Document, ids: Iterable[str] | None, direction: str, measures: Measures
) -> Document:
    """Some nodes, or all, laid out so that data runs "right" or "down".

    With "rows" what runs to the right is broken into rows of about a page's width, with "levels"
    wherever the data get another height and width.
    """
    keys = [key for key in document.nodes if ids is None or key in set(ids)]
    if not keys:
        return document
    if direction == "down":
        return edits.move(document, arrange(document, keys, "down", measures.size))
    if direction == "levels":
        return edits.move(document, _in_levels(document, keys, measures))
    places = _level(document, keys, measures)
    if direction == "rows":
        places = in_rows(document, places, measures.size)
    return edits.move(document, places)


def _level(document: Document, keys: list[str], measures: Measures) -> dict[str, tuple]:
    places = arrange(document, keys, "right", measures.level)
    lift = {key: measures.level(key)[1] / 2 - measures.port(key) for key in places}
    least = min(lift.values(), default=0.0)
    return {key: (x, y + lift[key] - least) for key, (x, y) in places.items()}


def _in_levels(document: Document, keys: list[str], measures: Measures) -> dict[str, tuple]:
    parts = levels.parts(document, keys, measures.pixels)
    laid = {part: _level(document, members, measures) for part, members in parts.items()}
    places = levels.stacked(laid, {key: measures.size(key) for key in keys})
    left = min(document.nodes[key].x for key in keys)
    top = min(document.nodes[key].y for key in keys)
    return {key: (x + left, y + top) for key, (x, y) in places.items()}


def inside(document: Document, frame: str, sizes: Sizes) -> list[str]:
    """What a frame holds: layers and notes whose middle lies in it, and frames wholly inside."""
    box = document.frames[frame]

    def within(x: float, y: float) -> bool:
        return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height

    held = []
    for table in (document.nodes, document.notes):
        for key, record in table.items():
            width, height = size_of(document, key, sizes)
            if within(record.x + width / 2, record.y + height / 2):
                held.append(key)
    for key, other in document.frames.items():
        corner = within(other.x + other.width, other.y + other.height)
        if key != frame and within(other.x, other.y) and corner:
            held.append(key)
    return held


def by_reading(document: Document, ids: Iterable[str]) -> list[str]:
    """Nodes in the order in which one reads the drawing: from left to right, then down."""
    known = [document.nodes[key] for key in ids if key in document.nodes]
    return [node.id for node in sorted(known, key=lambda node: (node.x, node.y))]


def delete(document: Document, ids: Iterable[str], wires: Iterable[Wire], heal: bool) -> Document:
    """Delete nodes, notes, frames and wires."""
    document = edits.disconnect(document, wires)
    return edits.remove(document, ids, heal)


def paste_text(
    document: Document,
    text: str,
    at: tuple[float, float],
    fed: bool = False,
) -> Document:
    """Add what a text from the clipboard tells, a little aside of what stands there exactly.

    Where they shall be `fed`, what fed the originals feeds the copies, as far as it is here too.
    Raises DesignError when the text tells no layers.
    """
    fragment = clipboard.from_text(text)
    taken = {(node.x, node.y) for node in document.nodes.values()}
    while True:
        pasted = edits.paste(document, fragment, at)
        new = (node for key, node in pasted.nodes.items() if key not in document.nodes)
        if not any((node.x, node.y) in taken for node in new):
            break
        at = (at[0] + ASIDE, at[1] + ASIDE)
    if not fed:
        return pasted
    copies = _copies(document, fragment)
    known = [
        one.wire
        for one in clipboard.feeds(text)
        if one.wire.target in copies and (one.wire.source in copies or one.is_here(document))
    ]
    return _fed(pasted, known, copies)


def paste_inside(document: Document, text: str, key: str, path: Path) -> Document:
    """Put the one layer of a text from the clipboard into a slot. Raises DesignError."""
    pasted = edits.paste(document, clipboard.from_text(text))
    new = [node for node in pasted.nodes if node not in document.nodes]
    if len(new) != 1:
        raise DesignError(
            "The clipboard holds {count} layers, and a slot takes one.",
            fix="Copy one layer alone.",
            count=len(new),
        )
    return slots.put_into(pasted, key, path, new[0])


def duplicate_fed(document: Document, ids: Iterable[str]) -> Document:
    """Duplicate things; the copies are fed by what feeds the originals."""
    ids = set(ids)
    wires = [one.wire for one in clipboard.feeding(document, ids)]
    copies = _copies(document, edits.extract(document, ids))
    return _fed(edits.duplicate(document, ids), wires, copies)


def _copies(document: Document, fragment: Document) -> dict[str, str]:
    """The ids that the nodes of a fragment get in a document, by those that they had."""
    return dict(zip(fragment.nodes, fresh_ids(document, len(fragment.nodes)), strict=True))


def _fed(document: Document, wires: Iterable[Wire], copies: Mapping[str, str]) -> Document:
    """The document in which all `wires`, told of the originals, lead into the copies."""
    wires = sorted(wires, key=lambda wire: (wire.target, wire.target_port))
    fed = {copies[wire.target] for wire in wires}
    document = edits.disconnect(document, [w for key in fed for w in document.wires.into(key)])
    for wire in wires:
        source = copies.get(wire.source, wire.source)
        target = copies[wire.target]
        drawn = wire._replace(source=source, target=target)
        if can_connect(document, drawn) is None:  # another project may allow fewer
            document = edits.connect(document, drawn)
    return document
