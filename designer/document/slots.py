"""Which layers hold another layer or cells, what fits there, and how do they get it? The slots.

A layer inside another one is no node: it is a value among the parameters of the node that holds
it. Where it is, tells a path of places: each a field, and the number in the field's list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from designer.document import kinds
from designer.document.copies import check_room
from designer.document.edits import remove
from designer.document.kinds import BLOCK
from designer.document.library import SAVED
from designer.document.naming import fresh_id, layer_name, names
from designer.document.parameters import (
    is_default,
    reset_parameters,
    set_parameter,
    stored,
)
from designer.document.placing import place as placed
from designer.document.prepared import prepared
from designer.document.starting import NEW_CELL, NEW_CODE, NEW_MODEL
from designer.document.values import Document, FrozenDict, Node
from designer.document.wiring import known_node, rewire
from engine import registry
from engine.errors import DesignError, Where
from engine.fields import Field
from engine.layers.inner import CellField, LayerField

# Which blocks a field can hold, by what it holds.
DRAWN = {"cell": "cell", "layer": "model"}
# What a layer that must hold another one begins with where it cannot be empty: inside a third.
USUAL = {"layer": "Dense", "sequence": "LSTM", "cell": "LSTMCell"}


class Place(NamedTuple):
    """Where a layer is inside another one: in which field, and there in which place."""

    field: str
    number: int = 0


Path = tuple[Place, ...]


@dataclass(frozen=True)
class Inner:
    """One slot with what is in it; an empty one has no type.

    `spare` is one that need not be filled: for one cell more, or for a layer with a default.
    """

    path: Path
    holds: str
    type: str = ""
    parameters: Mapping[str, Any] = FrozenDict()
    spare: bool = False
    listed: bool = False


# What fits


def kinds_that_fit(holds: str) -> list[registry.LayerType]:
    """The kinds of layers that a field can hold: cells, layers that walk a sequence, or any."""
    return [kind for kind in registry.layers().values() if _fits(holds, kind)]


def _fits(holds: str, kind: registry.LayerType) -> bool:
    cell = kind.name.endswith("Cell") or hasattr(kind.cls, "state_size")
    if holds == "cell":
        return cell and kind.placeable
    if holds == "sequence":
        return "go_backwards" in kind.fields and not cell
    return kind.placeable and kind.category not in ("input", "merge") and not cell


def fits(document: Document, holds: str, type_: str) -> bool:
    """Whether a layer of a type, or what the palette calls so, can be in a slot that holds that."""
    if type_ == NEW_CELL:
        return holds == "cell"
    if type_ in (NEW_MODEL, NEW_CODE) or type_.startswith(SAVED):
        return holds == "layer"
    if type_.startswith(BLOCK):
        block = document.blocks.get(type_[len(BLOCK) :])
        return block is not None and DRAWN.get(holds) == block.kind
    return type_ in registry.layers() and _fits(holds, registry.get(type_))


def slot_fields(type_: str) -> Iterator[LayerField]:
    """The fields of a layer that hold a layer, a cell or a list of cells."""
    kind = registry.layers().get(type_)
    fields = kind.fields.values() if kind is not None else ()
    return (field for field in fields if isinstance(field, LayerField))


def holds(node: Node) -> bool:
    """Whether a node has slots."""
    return any(True for _ in slot_fields(node.type))


def inners(type_: str, parameters: Mapping[str, Any], above: Path = ()) -> Iterator[Inner]:
    """The slots of a layer, each followed by those of the layer in it."""
    for field in slot_fields(type_):
        items, listed = held(field, parameters), isinstance(field, CellField)
        for number, item in enumerate(items):
            path = (*above, Place(field.name, number))
            inner, told = type_of(item), item.get("parameters") or FrozenDict()
            yield Inner(path, field.holds, inner, told, False, listed)
            yield from inners(inner, told, path)
        if listed or not items:
            path, spare = (*above, Place(field.name, len(items))), bool(items)
            yield Inner(path, field.holds, spare=spare or not field.required, listed=listed)


def held(field: LayerField, parameters: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """What a field holds, in order."""
    value = parameters.get(field.name)
    if isinstance(value, Mapping):
        return (value,)
    return tuple(value or ())


def type_of(item: Mapping[str, Any]) -> str:
    """The type of a layer in a slot; of one that only a program knows the name of its class."""
    return item.get("type") or item.get("class_name", "")


def inner_at(node: Node, path: Path) -> Inner | None:
    """The slot of a node at a path, or None where there is none."""
    return next((one for one in inners(node.type, node.parameters) if one.path == path), None)


def slot_for(document: Document, node: Node, type_: str) -> Path | None:
    """Where a layer of this type would go in a node: into an empty slot, a spare one, or in the
    place of what is there. None where nothing fits."""
    found = [one for one in inners(node.type, node.parameters) if fits(document, one.holds, type_)]
    found.sort(key=lambda one: (bool(one.type), one.spare, len(one.path)))
    return found[0].path if found else None


# Edits


def fill(document: Document, key: str, path: Path, type_: str, among: bool = False) -> Document:
    """Put a new layer of a type into a slot; what was there goes, or with `among` moves on.

    A layer inside another one cannot wait for its values as a node can, so it gets usual ones.
    """
    parameters: Mapping[str, Any] = {}
    if type_ != NEW_CELL:
        document, type_, parameters = prepared(document, type_, {}, inside=True)
    _check_fits(document, key, path, type_)
    now = {"type": type_, "parameters": {**usual(type_), **parameters}}
    return _put(document, key, path, now, among)


def usual(type_: str) -> dict[str, Any]:
    """A value for each number and each layer that a kind of layer demands."""
    samples = {
        "integer": lambda field: 32 if field.name in ("units", "filters") else field.minimum or 1,
        "integers": lambda field: [3] * (field.length or 1),
        "float": lambda field: 0.5,
        "layer": _usual_inside,
    }
    kind = registry.layers().get(type_)
    return {
        name: samples[field.editor](field)
        for name, field in (kind.fields if kind is not None else {}).items()
        if field.required and field.editor in samples
    }


def _usual_inside(field: LayerField) -> Any:
    type_ = USUAL[field.holds]
    inside = {"type": type_, "parameters": usual(type_)}
    return [inside] if getattr(field, "several", False) else inside


def put_into(document: Document, key: str, path: Path, inner: str, among: bool = False) -> Document:
    """Put a layer of the drawing into a slot; it is no node of its own any more.

    What holds it takes over its wires where it has none itself; else the gap closes.
    """
    node, wires = known_node(document, inner), document.wires
    _check_fits(document, key, path, node.type)
    if inner == key:
        raise DesignError("{name} cannot be inside itself.", name=node.name)
    if node.shares or any(other.shares == inner for other in document.nodes.values()):
        raise DesignError(
            "{name} shares its weights, so it cannot go into another layer.",
            fix="Give it weights of its own first.",
            where=Where(layer=inner),
            name=node.name,
        )
    if node.parameters.get("repeat", 1) != 1 and node.type.startswith(BLOCK):
        raise DesignError(
            "{name} is repeated, so it cannot go into another layer.",
            fix="Set repeat to 1 first.",
            where=Where(layer=inner, field="repeat"),
            name=node.name,
        )
    now = {"type": node.type, "parameters": {**usual(node.type), **node.parameters}}
    if not wires.into(key) and not wires.out_of(key):
        taken = {wire: wire._replace(target=key) for wire in wires.into(inner)[:1]}
        taken |= {wire: wire._replace(source=key) for wire in wires.out_of(inner)}
        document = rewire(document, taken)
    return _put(remove(document, [inner], heal=True), key, path, now, among)


def take_out(
    document: Document, key: str, path: Path, x: float, y: float, *, id: str | None = None
) -> Document:
    """Make a node of the layer in a slot, which is empty then."""
    inner = _filled(document, key, path)
    document = empty(document, key, path)
    check_room(document, nodes=1)
    x, y = placed(x, y)
    node = replace(as_node(document, inner, id), x=x, y=y)
    return replace(document, nodes=document.nodes.with_item(node.id, node))


def as_node(document: Document, inner: Inner, id: str | None = None) -> Node:
    """The node that a layer in a slot would be."""
    name = layer_name(kinds.get(document, inner.type), names(document))
    return Node(id or fresh_id(document), inner.type, name, inner.parameters)


def empty(document: Document, key: str, path: Path) -> Document:
    """Take away what is in a slot; the cells after it move up."""
    _filled(document, key, path)
    return _changed(document, key, path, lambda items, number: items.pop(number))


def shift(document: Document, key: str, path: Path, by: int) -> Document:
    """Move a cell so many places on in its list, as far as that goes."""
    _filled(document, key, path)

    def moved(items: list[Any], number: int) -> None:
        items.insert(max(0, number + by), items.pop(number))

    return _changed(document, key, path, moved)


def carry(
    document: Document, key: str, path: Path, to: str, aim: Path, among: bool = False
) -> Document:
    """Bring a layer from one slot to another one; what is there comes back, or moves on."""
    inner, there = _filled(document, key, path), _slot(document, to, aim)
    if (key, path) == (to, aim[: len(path)]):
        return document
    _check_fits(document, to, aim, inner.type)
    if key == to and (path[:-1], path[-1].field) == (aim[:-1], aim[-1].field):
        if there.type and not among:
            return _changed(document, key, path, _swapped(aim[-1].number))
        onward = aim[-1].number > path[-1].number
        return shift(document, key, path, aim[-1].number - path[-1].number - onward)
    now, back = _value(inner), _value(there)
    if there.type and not among:
        _check_fits(document, key, path, there.type)
        return _put(_put(document, to, aim, now), key, path, back)
    if len(path) > len(aim):  # the deeper one first: a change in it leaves the other's numbers
        return _put(empty(document, key, path), to, aim, now, among)
    return empty(_put(document, to, aim, now, among), key, path)


def _swapped(other: int) -> Callable[[list[Any], int], None]:
    def swap(items: list[Any], number: int) -> None:
        items[number], items[other] = items[other], items[number]

    return swap


def fields_of(document: Document, inner: Inner) -> Mapping[str, Field]:
    """The fields of a layer in a slot: a sub-model in one has none, it stands there once."""
    kind = kinds.find(document, inner.type)
    return kind.fields if kind is not None and kind.role != "block" else {}


def set_inner(document: Document, key: str, path: Path, name: str, value: Any) -> Document:
    """Set a parameter of a layer in a slot; its default is kept by leaving it out."""
    inner = _filled(document, key, path)
    field = fields_of(document, inner)[name]
    value = stored(field, value)
    parameters = FrozenDict(inner.parameters).without(name)
    if not is_default(field, value):
        parameters = parameters.with_item(name, value)
    return _put(document, key, path, {"type": inner.type, "parameters": parameters})


def reset_inner(document: Document, key: str, path: Path, name: str) -> Document:
    """Bring a parameter of a layer in a slot back to its default."""
    inner = _filled(document, key, path)
    parameters = FrozenDict(inner.parameters).without(name)
    return _put(document, key, path, {"type": inner.type, "parameters": parameters})


def _put(
    document: Document, key: str, path: Path, value: Mapping[str, Any], among: bool = False
) -> Document:
    def put(items: list[Any], number: int) -> None:
        items[number : number if among else number + 1] = [value]

    return _changed(document, key, path, put)


def _changed(
    document: Document, key: str, path: Path, change: Callable[[list[Any], int], Any]
) -> Document:
    """The document in which `change` was made to the list of what the field of a path holds."""
    node = known_node(document, key)
    field = path[0].field
    told = _inside(node.type, node.parameters, path, change).get(field)
    if told is None:
        return reset_parameters(document, [key], [field])
    return set_parameter(document, key, field, told)


def _inside(
    type_: str, parameters: Mapping[str, Any], path: Path, change: Callable[[list[Any], int], Any]
) -> dict[str, Any]:
    place, *further = path
    field = next(one for one in slot_fields(type_) if one.name == place.field)
    items: list[Any] = list(held(field, parameters))
    if further:
        item = items[place.number]
        below = _inside(item["type"], item.get("parameters") or {}, tuple(further), change)
        items[place.number] = {**item, "parameters": below}
    else:
        change(items, place.number)
    kept = {name: value for name, value in parameters.items() if name != place.field}
    if items:
        several = len(items) > 1 or getattr(field, "several", False)
        kept[place.field] = items if several else items[0]
    return kept


def _slot(document: Document, key: str, path: Path) -> Inner:
    node = known_node(document, key)
    inner = inner_at(node, path)
    if inner is None:
        raise DesignError("{name} has no such slot.", where=Where(layer=key), name=node.name)
    return inner


def _filled(document: Document, key: str, path: Path) -> Inner:
    inner = _slot(document, key, path)
    if not inner.type:
        raise DesignError("The slot is empty.", where=Where(layer=key, field=path[-1].field))
    return inner


def _value(inner: Inner) -> dict[str, Any]:
    return {"type": inner.type, "parameters": inner.parameters}


def _check_fits(document: Document, key: str, path: Path, type_: str) -> None:
    """Raise DesignError where a layer of a type cannot be in a slot."""
    inner = _slot(document, key, path)
    if not fits(document, inner.holds, type_):
        kind = kinds.find(document, type_)
        raise DesignError(
            "{kind} does not fit into {field} of {name}.",
            where=Where(layer=key, field=path[-1].field),
            kind=kind.title if kind else type_,
            field=path[-1].field,
            name=document.nodes[key].name,
        )
