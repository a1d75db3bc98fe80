"""How are the layers of a drawing made and called along its wires? Blocks become nested models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from designer.document import kinds
from designer.document.kinds import BLOCK, UNKNOWN, ports_of, stem_of
from designer.document.sheets import opened
from designer.document.standing import Maker
from designer.document.values import Block, Document, FrozenDict, Node
from designer.document.wiring import MOST_OUTPUTS
from engine import registry, written
from engine.errors import DesignError, Where
from engine.layers import GraphCell, Input
from engine.layers.drawn import Blueprint
from engine.layers.inert import Inert
from engine.models import Model
from engine.nest import flatten
from engine.registry import LayerType
from engine.tape import Spec, Tensor
from engine.work import Work, finished


def thaw(value: Any) -> Any:
    """JSON content out of a document, in plain lists and dicts."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def in_order(document: Document) -> list[str]:
    """All nodes, producers before consumers; ties in drawing order, so that results are stable."""
    waiting = {key: len(document.wires.into(key)) for key in document.nodes}
    for key, node in document.nodes.items():
        waiting[key] += node.shares in document.nodes
    sharing: dict[str, list[str]] = {}
    for key, node in document.nodes.items():
        if node.shares in document.nodes:
            sharing.setdefault(node.shares, []).append(key)
    ready = [key for key, count in waiting.items() if count == 0]
    order = []
    while ready:
        following = []
        for key in ready:
            order.append(key)
            after = [wire.target for wire in document.wires.out_of(key)] + sharing.get(key, [])
            for target in after:
                waiting[target] -= 1
                if waiting[target] == 0:
                    following.append(target)
        ready = following
    placed = set(order)
    # What shares with a layer behind itself cannot be ordered; it is examined last, as it stands.
    return order + [key for key in document.nodes if key not in placed]


def made(
    blocks: Mapping[str, Block],
    type_: str,
    name: str,
    parameters: Mapping[str, Any],
    specs: Sequence[Spec],
) -> Any:
    """The layer that a node stands for when values of these specs come in. Raises DesignError."""
    if type_.startswith(UNKNOWN):
        return inert(type_[len(UNKNOWN) :], name, parameters)
    with _offered(blocks, specs):
        if not type_.startswith(BLOCK):
            return registry.create(type_, thaw(parameters), name)
        block = known_block(blocks, type_[len(BLOCK) :])
        if block.source:
            return written.load(block.source)(**thaw(parameters), name=name)
        return _repeated(blocks, type_[len(BLOCK) :], name, parameters.get("repeat", 1), specs)


def inert(kind: str, name: str, parameters: Mapping[str, Any]) -> Inert:
    """What stands in a network for a layer that is not known."""
    return Inert(
        kind,
        thaw(parameters.get("attributes")),
        told_shapes(parameters, "output_shapes"),
        told_shapes(parameters, "weight_shapes"),
        parameters.get("features"),
        name=name,
    )


def told_shapes(parameters: Mapping[str, Any], key: str) -> tuple[tuple[int | None, ...], ...]:
    """The shapes that a file tells of an unknown layer; none where they are no shapes."""
    shapes = parameters.get(key)
    shapes = shapes if isinstance(shapes, tuple) else ()
    sizes = [shape if isinstance(shape, tuple) else ("",) for shape in shapes]
    good = all(size is None or (type(size) is int and size > 0) for one in sizes for size in one)
    return shapes if good and len(shapes) <= MOST_OUTPUTS else ()


def make_layer(document: Document, node: Node, specs: Sequence[Spec] = ()) -> Any:
    """The layer of a node, for values of these specs. Raises DesignError."""
    return made(document.blocks, node.type, node.name, node.parameters, specs)


def lay(document: Document, values: dict[str, list[Tensor]]) -> None:
    """Add to `values` what every node makes of what comes in; what nothing reaches is left out."""
    finished(laying(document, values))


def laying(document: Document, values: dict[str, list[Tensor]]) -> Work[None]:
    """`lay` with a stop before each node."""
    layers: dict[str, Any] = {}  # by the id of the node that owns the weights
    for key in in_order(document):
        yield
        node, wires = document.nodes[key], document.wires.into(key)
        if key in values or not wires or any(wire.source not in values for wire in wires):
            continue
        kind = kinds.of(document, node)
        given = [values[wire.source][wire.source_port] for wire in wires]
        if node.bypassed or kind.role in ("reroute", "port"):
            values[key] = given[:1]
            continue
        owner = document.nodes[node.shares or key]
        if owner.id not in layers:
            layers[owner.id] = make_layer(document, owner, [value.spec for value in given])
        several = kind.takes_list or len(given) != 1
        values[key] = flatten(layers[owner.id](given if several else given[0]))


def block_model(blocks: Mapping[str, Block], key: str, name: str, specs: Sequence[Spec]) -> Model:
    """A new model of what is drawn in a block, for inputs of these specs. Raises DesignError."""
    sheet = opened(Document(blocks=FrozenDict(blocks)), key)
    before, after = ports_of(blocks[key])
    if len(before) != len(specs) or not before or not after:
        raise DesignError(
            "The sub-model {name} needs an input port and an output port.",
            fix="Open it and add them.",
            where=Where(layer=name),
            name=blocks[key].name,
        )
    inputs = [
        Input(batch_shape=spec.shape, name=port.name, dtype=spec.dtype)
        for port, spec in zip(before, specs, strict=True)
    ]
    values = {port.id: [value] for port, value in zip(before, inputs, strict=True)}
    lay(sheet, values)
    missing = [port.name for port in after if port.id not in values]
    if missing:
        raise DesignError(
            "Nothing reaches the port {port} of the sub-model {name}.",
            fix="Open it and draw a wire to the port.",
            where=Where(layer=name),
            port=missing[0],
            name=blocks[key].name,
        )
    return Model(single(inputs), single([values[port.id][0] for port in after]), name=name)


def _repeated(
    blocks: Mapping[str, Block], key: str, name: str, count: int, specs: Sequence[Spec]
) -> Model:
    """An instance of a block: its model, or a model of several copies in a row."""
    if count == 1:
        return block_model(blocks, key, name, specs)
    inputs = [Input(batch_shape=spec.shape, dtype=spec.dtype) for spec in specs]
    values, stem = inputs, stem_of(blocks[key].name)
    for number in range(1, count + 1):
        copy = block_model(blocks, key, f"{stem}_{number}", [value.spec for value in values])
        values = flatten(copy(single(values)))
        if len(values) != len(specs) and number < count:
            raise chain_error(blocks[key], name)
    return Model(single(inputs), single(values), name=name)


def chain_error(block: Block, name: str) -> DesignError:
    before, after = ports_of(block)
    return DesignError(
        "{name} cannot stand in a row: {block} has {inputs} inputs, but {outputs} outputs.",
        fix="Set repeat to 1, or give the sub-model as many outputs as inputs.",
        where=Where(layer=name, field="repeat"),
        name=name,
        block=block.name,
        inputs=len(before),
        outputs=len(after),
    )


# Blocks in the slots of layers


def known_block(blocks: Mapping[str, Block], key: str) -> Block:
    """The block with this id. Raises DesignError."""
    if key not in blocks:
        raise DesignError("There is no sub-model {id} in this project.", id=repr(key))
    return blocks[key]


def state_shapes(block: Block) -> list[tuple[int, ...]]:
    """The shapes of the states that a cell keeps. Raises DesignError where one is not told."""
    shapes = []
    for port in ports_of(block)[0]:
        if port.type == kinds.STATE_INPUT:
            shape = port.parameters.get("shape")
            if not shape or None in shape:
                raise DesignError(
                    "The state {port} of the cell {name} has no size yet.",
                    fix="Open the cell and enter its shape, such as (32,).",
                    port=port.name,
                    name=block.name,
                )
            shapes.append(tuple(shape))
    return shapes


def _offered(blocks: Mapping[str, Block], specs: Sequence[Spec]) -> AbstractContextManager:
    """Inside it the registry knows the blocks of a drawing, for a layer with inputs like these."""

    def find(type_: str) -> LayerType | None:
        if not type_.startswith(BLOCK):
            return None
        key = type_[len(BLOCK) :]
        block = known_block(blocks, key)
        if block.source:
            fields = kinds.get(Document(blocks=FrozenDict(blocks)), type_).fields
            return Maker(written.load(block.source), type_, fields).kind
        make = _cell if block.kind == "cell" else _inner
        return Maker(make(blocks, key, specs), type_).kind

    return registry.offering(find)


def _cell(blocks: Mapping[str, Block], key: str, _specs: Sequence[Spec]) -> Callable:
    def make(name: str | None = None) -> GraphCell:
        block = blocks[key]
        shapes = state_shapes(block)
        if not shapes:
            raise DesignError(
                "The cell {name} keeps no state.",
                fix="Open it and add a state port, in and out.",
                name=block.name,
            )
        states = [Spec((None, *shape), "float32") for shape in shapes]
        stem = stem_of(block.name)

        def step(shape: tuple[int | None, ...]) -> Model:
            return block_model(blocks, key, stem, [Spec((None, *shape), "float32"), *states])

        return GraphCell(Blueprint(step, shapes), name=name or stem)

    return make


def _inner(blocks: Mapping[str, Block], key: str, specs: Sequence[Spec]) -> Callable:
    """A sub-model inside a wrapper, which calls it on every step: the axis after the batch goes."""

    def make(name: str | None = None) -> Model:
        steps = [Spec((spec.shape[0], *spec.shape[2:]), spec.dtype) for spec in specs[:1]]
        return block_model(blocks, key, name or stem_of(blocks[key].name), steps)

    return make


def single(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items
