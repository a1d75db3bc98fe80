"""How do a layer's parameters change? Each value passes its field; defaults are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from designer.document import kinds
from designer.document.kinds import Kind, port_order
from designer.document.settings import check_field
from designer.document.sheets import check_nesting
from designer.document.standing import stand_in
from designer.document.starting import with_new_cells
from designer.document.values import Document, FrozenDict, Node, freeze
from designer.document.wiring import known_node
from engine import registry
from engine.errors import DesignError, unknown_name
from engine.fields import Field


def stored(field: Field, value: Any) -> Any:
    """A parameter as a document keeps it: checked, in JSON form, immutable. Raises DesignError."""
    with registry.offering(stand_in):
        checked = check_field(field, freeze(value))
        return freeze(field.to_json(checked))


def is_default(field: Field, value: Any) -> bool:
    """Whether a stored value says what the field says anyway."""
    return not field.required and value == stored(field, field.default)


def stored_parameters(kind: Kind, parameters: Mapping[str, Any]) -> FrozenDict:
    """All parameters as a node of this kind keeps them. Raises DesignError placed at the field."""
    fields = kind.fields
    kept = {}
    for name, value in parameters.items():
        field = _field(fields, name)
        value = stored(field, value)
        if not is_default(field, value):
            kept[name] = value
    return FrozenDict(_in_order(fields, kept))


def set_parameter(document: Document, key: str, name: str, value: Any) -> Document:
    """Set one parameter of a node, and of those that share its weights.

    `value` is in JSON form; the default is kept by leaving the parameter out.
    """
    return set_parameters(document, key, {name: value})


def set_parameters(document: Document, key: str, values: Mapping[str, Any]) -> Document:
    """Set several parameters of a node as one edit."""
    node = known_node(document, key)
    kind = kinds.of(document, node)
    document, values = with_new_cells(document, values)
    fields = kind.fields
    kept = dict(node.parameters)
    if kind.role == "port" and "position" in values:
        document = _with_place(document, node, values["position"])
        values = {name: value for name, value in values.items() if name != "position"}
        kept = dict(document.nodes[key].parameters)
    try:
        for name, value in values.items():
            field = _field(fields, name)
            value = stored(field, value)
            kept.pop(name, None)
            if not is_default(field, value):
                kept[name] = value
    except DesignError as error:
        raise error.at(layer=key) from None
    return check_nesting(_with_parameters(document, key, FrozenDict(_in_order(fields, kept))))


def _with_place(document: Document, node: Node, position: Any) -> Document:
    """A port at another place among its like; the others make room."""
    alike = [other for other in document.nodes.values() if other.type == node.type]
    alike.sort(key=port_order)
    position = stored(kinds.of(document, node).fields["position"], position)
    alike.remove(node)
    alike.insert(position - 1, node)
    nodes = {
        other.id: replace(other, parameters=_placed(other.parameters, number))
        for number, other in enumerate(alike, 1)
    }
    return replace(document, nodes=FrozenDict({**document.nodes, **nodes}))


def _placed(parameters: FrozenDict, position: int) -> FrozenDict:
    parameters = parameters.without("position")
    return parameters if position == 1 else parameters.with_item("position", position)


def reset_parameters(
    document: Document, ids: Iterable[str], names: Iterable[str] | None = None
) -> Document:
    """Bring parameters back to their defaults: the named ones, or all that have a default."""
    wanted = None if names is None else set(names)
    for key in ids:
        node = known_node(document, key)
        fields = kinds.of(document, node).fields
        gone = [
            name
            for name in node.parameters
            if (
                name not in fields or not fields[name].required
                if wanted is None
                else name in wanted
            )
        ]
        document = _with_parameters(document, key, node.parameters.without(*gone))
    return document


def share_group(document: Document, key: str) -> tuple[str, ...]:
    """The ids of all calls of one layer, the one that owns the weights first."""
    node = known_node(document, key)
    owner = node.shares or node.id
    calls = (other.id for other in document.nodes.values() if other.shares == owner)
    return (owner, *calls)


def _with_parameters(document: Document, key: str, parameters: FrozenDict) -> Document:
    if document.nodes[key].parameters == parameters:
        return document
    changed: dict[str, Node] = {
        call: replace(document.nodes[call], parameters=parameters)
        for call in share_group(document, key)
    }
    return replace(document, nodes=FrozenDict({**document.nodes, **changed}))


def _field(fields: Mapping[str, Field], name: str) -> Field:
    if name not in fields:
        raise unknown_name("parameter", name, fields).at(field=name)
    return fields[name]


def _in_order(fields: Mapping[str, Field], kept: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters in the order of the layer's fields, so that equal nodes are written alike."""
    return {name: kept[name] for name in fields if name in kept}
