"""What can a repair do to a drawing? Each kind of repair as one edit."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from designer.document import edits, kinds, slots
from designer.document.naming import layer_name, names
from designer.document.parameters import stored_parameters
from designer.document.placing import Sizes, make_room, size_of
from designer.document.sheets import opened, put_back
from designer.document.values import Document, FrozenDict, Wire
from designer.document.wiring import input_ports, slot_for
from engine.errors import DesignError, Repair, Where, unknown_name

BESIDE = 64.0


def apply(
    document: Document, repair: Repair, where: Where | str | None = None, sizes: Sizes = None
) -> Document:
    """The document with the repair made, as one edit. Raises DesignError when it cannot be made.

    `where` is the place of the error that offered it, or a node's id. The argument ``layer`` of
    a repair names another node than the one at fault.
    """
    if repair.action not in ACTIONS:
        raise unknown_name("repair", repair.action, ACTIONS)
    where = Where(layer=where) if isinstance(where, str) else where or Where()
    arguments = dict(repair.arguments)
    layer, alone = arguments.pop("layer", where.layer), repair.action in NO_LAYER
    key = None if alone and layer not in document.nodes else _node(document, layer)
    if key is None and not alone:
        raise DesignError("The repair {action} needs a layer.", action=repair.action)
    place = (document, key, arguments.pop("port", where.port), sizes)
    action = ACTIONS[repair.action]
    try:
        inspect.signature(action).bind(*place, **arguments)
    except TypeError as error:
        raise DesignError(
            "The repair {action} does not suit: {reason}.",
            action=repair.action,
            reason=str(error),
        ) from None
    return action(*place, **arguments)


def _node(document: Document, layer: str | None) -> str | None:
    """The id of the layer that an error names by its id or its name."""
    if layer is None or layer in document.nodes:
        return layer
    named = (node.id for node in document.nodes.values() if node.name == layer)
    key = next(named, None)
    if key is None:
        raise DesignError("There is no layer {id} in this drawing.", id=repr(layer))
    return key


def _wire_into(document: Document, key: str, port: int | None) -> Wire:
    wires = document.wires.into(key)
    found = [wire for wire in wires if port is None or wire.target_port == port]
    if not found:
        raise DesignError(
            "No wire ends there any more.",
            fix="Draw one to {name} first.",
            where=Where(layer=key, port=port),
            name=document.nodes[key].name,
        )
    return found[0]


def _insert_before(
    document: Document,
    key: str,
    port: int | None,
    sizes: Sizes,
    type: str,
    parameters: Mapping[str, Any] | None = None,
) -> Document:
    """A layer on the wire into the one at fault."""
    wire = _wire_into(document, key, port)
    new = edits.fresh_id(document)
    target = document.nodes[key]
    document = edits.add_on_wire(document, wire, type, target.x, target.y, parameters, id=new)
    return make_room(document, new, sizes)


def _insert_after(
    document: Document,
    key: str,
    port: int | None,
    sizes: Sizes,
    type: str,
    parameters: Mapping[str, Any] | None = None,
) -> Document:
    """A layer behind the one at fault: all that it fed is fed by the new one."""
    new = edits.fresh_id(document)
    node = document.nodes[key]
    outgoing = [wire for wire in document.wires.out_of(key) if wire.source_port == (port or 0)]
    x = node.x + size_of(document, key, sizes)[0] + BESIDE
    document = edits.add_after(document, key, port or 0, type, x, node.y, parameters, id=new)
    document = edits.rewire(
        document, {wire: wire._replace(source=new, source_port=0) for wire in outgoing}
    )
    return make_room(document, new, sizes) if outgoing else document


def _add_input(
    document: Document,
    key: str | None,
    port: int | None,
    sizes: Sizes,
    parameters: Mapping[str, Any] | None = None,
    type: str = "Input",
) -> Document:
    """An Input in front of the layer at fault, or of the first that nothing feeds."""
    key = _unfed(document) if key is None else key
    if key is None:
        return edits.add_node(document, type, 0, 0, parameters)
    node = document.nodes[key]
    slot = slot_for(document, key) if port is None else port
    new = edits.fresh_id(document)
    document = edits.add_before(document, key, slot, type, node.x, node.y, parameters, id=new)
    x = node.x - BESIDE - size_of(document, new, sizes)[0]
    return edits.move(document, {new: (x, node.y)})


def _unfed(document: Document) -> str | None:
    """The node furthest left to which no wire leads although one could."""
    open_ends = [
        node
        for key, node in document.nodes.items()
        if input_ports(document, key) and not document.wires.into(key)
    ]
    return min(open_ends, key=lambda node: node.x).id if open_ends else None


def _connect(
    document: Document,
    key: str,
    port: int | None,
    _sizes: Sizes,
    source: str,
    source_port: int = 0,
) -> Document:
    """A wire from `source` to the layer at fault."""
    slot = slot_for(document, key) if port is None else port
    return edits.connect(document, Wire(_node(document, source), source_port, key, slot))


def _remove_wire(document: Document, key: str, port: int | None, _sizes: Sizes) -> Document:
    return edits.disconnect(document, [_wire_into(document, key, port)])


def _remove_layer(document: Document, key: str, _port: int | None, _sizes: Sizes) -> Document:
    """The layer at fault taken out, the gap closed."""
    return edits.remove(document, [key], heal=True)


def _remove_layers(
    document: Document, _key: str | None, _port: int | None, _sizes: Sizes, ids: Iterable[str]
) -> Document:
    """Some layers taken out with their wires."""
    return edits.remove(document, ids)


def _replace_layer(
    document: Document,
    key: str,
    _port: int | None,
    _sizes: Sizes,
    type: str,
    parameters: Mapping[str, Any] | None = None,
) -> Document:
    """Another kind of layer in the same place and on the same wires, with a new name."""
    kind, node = kinds.get(document, type), document.nodes[key]
    if len(edits.share_group(document, key)) > 1:
        raise DesignError("{name} shares its weights with another layer.", name=node.name)
    kept = stored_parameters(kind, parameters or {})
    name = layer_name(kind, names(document))
    new = replace(node, type=kind.name, name=name, parameters=kept)
    for wire in document.wires.into(key):
        if kind.port_of(wire.target_port) is None:
            raise DesignError(
                "{name} has no input {number}.", name=name, number=wire.target_port + 1
            )
    return replace(document, nodes=FrozenDict({**document.nodes, key: new}))


def _wrap(
    document: Document, key: str, port: int | None, sizes: Sizes, type: str = "TimeDistributed"
) -> Document:
    """The layer put into a wrapper, which stands in its place."""
    node = document.nodes[key]
    inner = {"type": node.type, "parameters": node.parameters}
    return _replace_layer(document, key, port, sizes, type, {"layer": inner})


def _reconnect(
    document: Document,
    _key: str | None,
    _port: int | None,
    _sizes: Sizes,
    remove: Iterable[Sequence[Any]] = (),
    draw: Iterable[Sequence[Any]] = (),
) -> Document:
    """Some wires taken away, then others drawn."""
    document = edits.disconnect(document, [Wire(*wire) for wire in remove])
    for wire in draw:
        document = edits.connect(document, Wire(*wire))
    return document


def _unshare(document: Document, key: str, _port: int | None, _sizes: Sizes) -> Document:
    return edits.unshare(document, [key])


def _steps(
    document: Document,
    key: str | None,
    port: int | None,
    sizes: Sizes,
    repairs: Iterable[tuple[str, Mapping[str, Any]]],
) -> Document:
    """Several repairs, one after the other."""
    for action, arguments in repairs:
        document = apply(document, Repair(action, "", arguments), Where(key, port=port), sizes)
    return document


def _inside(
    document: Document,
    _key: str | None,
    _port: int | None,
    _sizes: Sizes,
    block: str,
    at: str | None,
    repair: tuple[str, Mapping[str, Any]],
) -> Document:
    """A repair in the drawing of a sub-model: all that use it are mended."""
    sheet, (action, arguments) = opened(document, block), repair
    return put_back(document, apply(sheet, Repair(action, "", arguments), Where(at)))


def _swap_inputs(
    document: Document,
    key: str,
    _port: int | None,
    _sizes: Sizes,
    first: int = 0,
    second: int = 1,
) -> Document:
    return edits.swap_inputs(document, key, first, second)


def _set_parameter(
    document: Document, key: str, _port: int | None, _sizes: Sizes, name: str, value: Any
) -> Document:
    return edits.set_parameter(document, key, name, value)


def _set_parameters(
    document: Document, key: str, _port: int | None, _sizes: Sizes, values: Mapping[str, Any]
) -> Document:
    return edits.set_parameters(document, key, values)


def _set_budget(
    document: Document, _key: str | None, _port: int | None, _sizes: Sizes, **values: Any
) -> Document:
    return edits.set_budget(document, **values)


def _set_training(
    document: Document, _key: str | None, _port: int | None, _sizes: Sizes, **values: Any
) -> Document:
    return edits.set_training(document, **values)


def _set_data(
    document: Document, _key: str | None, _port: int | None, _sizes: Sizes, **values: Any
) -> Document:
    return edits.set_data(document, **values)


def _fill_slot(
    document: Document, key: str, port: int | None, sizes: Sizes, field: str, type: str
) -> Document:
    return slots.fill(document, key, (slots.Place(field),), type)


def _set_inside(
    document: Document,
    key: str,
    _port: int | None,
    _sizes: Sizes,
    path: slots.Path,
    name: str,
    value: Any,
) -> Document:
    """Set a parameter of a layer in a slot."""
    return slots.set_inner(document, key, path, name, value)


# Every repair that an error may offer: (document, node id, port, sizes, **arguments) -> document.
ACTIONS: dict[str, Callable[..., Document]] = {
    "insert_before": _insert_before,
    "insert_after": _insert_after,
    "add_input": _add_input,
    "connect": _connect,
    "remove_wire": _remove_wire,
    "remove_layer": _remove_layer,
    "remove_layers": _remove_layers,
    "replace_layer": _replace_layer,
    "wrap": _wrap,
    "fill_slot": _fill_slot,
    "set_inside": _set_inside,
    "reconnect": _reconnect,
    "unshare": _unshare,
    "inside": _inside,
    "steps": _steps,
    "swap_inputs": _swap_inputs,
    "set_parameter": _set_parameter,
    "set_parameters": _set_parameters,
    "set_training": _set_training,
    "set_data": _set_data,
    "set_budget": _set_budget,
}

# Repairs that need no layer at fault: of settings, of the drawing as a whole.
NO_LAYER = frozenset(
    {
        "set_training",
        "set_data",
        "set_budget",
        "add_input",
        "remove_layers",
        "reconnect",
        "steps",
    }
)
