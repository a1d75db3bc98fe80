"""Which ideas help when something is missing or too much? Inputs, wires, values, whole layers."""

from __future__ import annotations

from collections.abc import Iterator

from designer.document import slots
from designer.document.repairs.case import Case, set_field
from designer.document.values import Document, Node, Wire
from designer.document.wiring import downstream, free_slot, upstream
from engine.errors import Repair

# What is put first into an empty slot, by what that holds.
LIKELY = {"sequence": ("LSTM", "GRU"), "layer": ("Dense",), "cell": ("LSTMCell", "GRUCell")}
NEAREST = 3  # so many layers are thought of as the missing end of a wire
# What a beginner would enter first, by the name of the field.
USUAL = {
    "units": (64, 10),
    "filters": (32,),
    "kernel_size": (3,),
    "output_dim": (32,),
    "input_dim": (10_000,),
    "rate": (0.5,),
    "n": (10,),
    "stddev": (0.1,),
    "activation": ("relu",),
    "num_heads": (4,),
    "key_dim": (32,),
    "axes": (-1,),
    "target_shape": ([-1],),
    "dims": ([2, 1],),
}


def value_of_field(case: Case) -> Iterator[Repair]:
    """A required parameter without a value."""
    name = case.problem.field
    if case.node is None or name is None or not case.has(name) or case.given:
        return
    field = case.fields_of(case.node)[name]
    if not field.required and case.field(name) is not None:
        return
    if name in case.node.parameters:
        return
    if name == "shape" and case.data is not None:
        for shape in case.data.input_shapes:
            yield set_field(case.node, name, list(shape))
    elif name == "shape":
        yield set_field(case.node, name, _usual_shape(case))
    is_end = not case.document.wires.out_of(case.node.id)
    if name == "units" and is_end and case.data is not None:
        yield set_field(case.node, name, case.data.classes or (1, *case.data.target_shape)[-1])
    for value in USUAL.get(name, ()):
        length = getattr(field, "length", None)
        yield set_field(case.node, name, [value] * length if length else value)


def layer_inside(case: Case) -> Iterator[Repair]:
    """A layer that must hold another one, and holds none."""
    node, name = case.node, case.problem.field
    if node is None or name in node.parameters:
        return
    for field in slots.slot_fields(node.type):
        if field.name == name and field.required:
            for type_ in LIKELY[field.holds]:
                yield Repair(
                    "fill_slot",
                    "Put {inner} into {name}",
                    {"field": name, "type": type_},
                    {"inner": type_, "name": node.name},
                )


def input_layer(case: Case) -> Iterator[Repair]:
    """A layer that nothing feeds, or a drawing without an Input: a new one, shaped as the data."""
    missing = case.node is None and not case.analysis.inputs and case.problem.severity == "error"
    if not (missing or _is_unfed(case)):
        return
    if case.sources() and not missing:
        return
    shapes = [list(shape) for shape in case.data.input_shapes] if case.data is not None else []
    for shape in shapes or [_usual_shape(case)]:
        yield Repair(
            "add_input",
            "Add an Input layer of shape {shown}",
            {"parameters": {"shape": shape}},
            {"shown": tuple(shape)},
        )


def _usual_shape(case: Case) -> list[int]:
    """A shape to begin with, while nothing is known of the data: what the next layer reads."""
    document, node = case.document, case.node
    if node is not None and case.kind_of(node).is_source:
        behind = [document.nodes[wire.target] for wire in document.wires.out_of(node.id)]
    else:
        behind = [node] if node is not None else list(document.nodes.values())
    kind = case.kind_of(behind[0]) if behind else None
    if kind is None:
        return [10]
    for ending, shape in (("1D", [20, 8]), ("2D", [28, 28, 1]), ("3D", [16, 16, 16, 1])):
        if kind.type.endswith(ending):
            return shape
    return [20, 8] if kind.category == "recurrent" or kind.type == "Bidirectional" else [10]


def _is_unfed(case: Case) -> bool:
    """Whether an input of the layer has no wire."""
    if case.node is None or case.problem.field is not None or case.problem.about != "drawing":
        return False
    facts = case.analysis.facts[case.node.id]
    return facts.status != "ok" and not facts.inputs and not case.kind_of(case.node).is_source


def wire_from_another(case: Case) -> Iterator[Repair]:
    """A layer that lacks a wire: from the nearest that could feed it, open ends first."""
    if not _is_unfed(case):
        return
    document, node = case.document, case.node
    behind = downstream(document, [node.id])
    feeding = {wire.source for wire in document.wires.into(node.id)}
    able = [
        other
        for key, other in document.nodes.items()
        if key != node.id
        and key not in behind
        and key not in feeding
        and case.analysis.facts[key].status == "ok"
    ]
    able.sort(key=lambda other: (bool(document.wires.out_of(other.id)), _distance(other, node)))
    twice = [document.nodes[wire.source] for wire in document.wires.into(node.id)]
    if case.kind_of(node).many_from is None:  # such as a query that is compared with itself
        able = [*twice, *able]
    for other in able[:NEAREST]:
        yield _wire(document, other, node)


def _wire(document: Document, source: Node, target: Node) -> Repair:
    return Repair(
        "connect",
        "Draw a wire from {source_name} to {target_name}",
        {"layer": target.id, "source": source.id},
        {"source_name": source.name, "target_name": target.name},
    )


def _distance(source: Node, target: Node) -> float:
    """How far apart two nodes stand; one to the right counts as far."""
    return abs(target.x - source.x) * (1 if source.x <= target.x else 4) + abs(target.y - source.y)


def join_ends(case: Case) -> Iterator[Repair]:
    """Several outputs where one is wanted: join them, lead one on, or take a branch out."""
    analysis, document = case.analysis, case.document
    outputs = [document.nodes[key] for key in analysis.outputs]
    one_of_them = case.node is not None and case.node.id in analysis.outputs
    of_all = case.node is None and case.problem.about in ("drawing", "data")
    if len(outputs) < 2 or not (of_all or one_of_them):
        return
    loose = [case.node] if one_of_them else outputs
    for node in loose:
        yield from _led_on(case, node)
    for node in sorted(loose, key=lambda node: node.x):
        yield _without_branch(document, node)
    if not one_of_them:
        yield from _joined(document, outputs)


def _led_on(case: Case, node: Node) -> Iterator[Repair]:
    """The end led to a layer with room for another wire, or to one that nothing feeds."""
    document = case.document
    before = upstream(document, [node.id]) | {node.id}
    able = [
        other
        for key, other in document.nodes.items()
        if key not in before
        and not case.kind_of(other).is_source
        and free_slot(document, key) is not None
        and (case.kind_of(other).many_from is not None or not document.wires.into(key))
    ]
    able.sort(key=lambda other: _distance(node, other))
    for other in able[:NEAREST]:
        yield _wire(document, node, other)


def _without_branch(document: Document, node: Node) -> Repair:
    """The end taken out with all layers that lead nowhere else."""
    kept = {
        key
        for key in document.nodes
        if key != node.id and not document.wires.out_of(key) and document.wires.into(key)
    }
    needed = upstream(document, kept) | kept
    gone = [key for key in (*upstream(document, [node.id]), node.id) if key not in needed]
    gone = [key for key in document.nodes if key in set(gone)]
    names = [document.nodes[key].name for key in gone]
    return Repair("remove_layers", "Take {layers} out", {"ids": gone}, {"layers": names})


def _joined(document: Document, outputs: list[Node]) -> Iterator[Repair]:
    """All ends joined by a Concatenate."""
    first, *rest = outputs
    wires = [("connect", {"layer": "concatenate", "source": node.id}) for node in rest]
    if "concatenate" not in {node.name for node in document.nodes.values()}:
        start = ("insert_after", {"layer": first.id, "type": "Concatenate"})
        yield Repair("steps", "Join them with Concatenate", {"repairs": [start, *wires]})


def own_weights(case: Case) -> Iterator[Repair]:
    """A second call of a layer whose weights do not suit it."""
    if case.node is not None and case.node.shares and case.is_shape_fault:
        yield Repair("unshare", "Give {name} weights of its own", {}, {"name": case.node.name})


def other_order(case: Case) -> Iterator[Repair]:
    """Two wires exchanged."""
    if len(case.given) > 1 and len(case.kind_of(case.node).inputs) > 1:
        first, second = (given.wire.target_port for given in case.given[:2])
        yield Repair("swap_inputs", "Swap the two wires", {"first": first, "second": second})


def without_wire(case: Case) -> Iterator[Repair]:
    """One of several wires taken away."""
    for given in case.given if len(case.given) > 2 else ():
        yield Repair(
            "remove_wire",
            "Remove the wire from {source_name}",
            {"port": given.port},
            {"source_name": given.source.name},
        )


def without_layer(case: Case) -> Iterator[Repair]:
    """The layer at fault taken out, the gap closed."""
    if case.node is not None and case.problem.severity == "error" and case.problem.about != "data":
        yield Repair("remove_layer", "Take {name} out", {}, {"name": case.node.name})


def ways_out(document: Document, wanted: Wire) -> list[Repair]:
    """What to do instead of a wire that would close a circle."""
    import networkx

    source, target = wanted.source, wanted.target
    first, last = document.nodes[target], document.nodes[source]
    path = networkx.shortest_path(document.wires.graph, target, source)
    wires = document.wires
    back = [
        wire
        for before, after in zip(path, path[1:], strict=False)
        for wire in wires.into(after)
        if wire.source == before
    ]
    repairs = []
    for wire in (back[0], back[-1]):
        names = {
            "source_name": document.nodes[wire.source].name,
            "target_name": document.nodes[wire.target].name,
        }
        repair = Repair(
            "reconnect",
            "Remove the wire from {source_name} to {target_name} instead",
            {"remove": [list(wire)], "draw": [list(wanted)]},
            names,
        )
        if repair not in repairs:
            repairs.append(repair)
    if not any(wire.source == target for wire in wires.into(source)):
        repairs.append(
            Repair(
                "connect",
                "Draw it the other way round, from {source_name} to {target_name}",
                {"layer": source, "source": target},
                {"source_name": first.name, "target_name": last.name},
            )
        )
    return repairs
