"""What holds in every document, whatever was done to it?"""

import networkx

from designer.document import files, kinds
from designer.document.naming import ALLOWED_NAME
from designer.document.parameters import stored_parameters
from designer.document.sheets import belongs, check_nesting, opened
from designer.document.values import Document, FrozenDict, Wires
from designer.document.wiring import input_ports


def check(document: Document) -> None:
    check_sheet(document)
    for key, block in document.blocks.items():
        assert key == block.id
        check_sheet(opened(document, key))
    names = [block.name for block in document.blocks.values()]
    assert len(set(names)) == len(names)
    check_nesting(document)
    hash(document)
    assert files.from_text(files.to_json(document), "copy.loom") == document


def check_sheet(document: Document) -> None:
    ids = [*document.nodes, *document.notes, *document.frames]
    assert len(set(ids)) == len(ids)
    for table in (document.nodes, document.notes, document.frames):
        assert isinstance(table, FrozenDict)
        assert all(record.id == key for key, record in table.items())
    names = [node.name for node in document.nodes.values()]
    assert len(set(names)) == len(names)
    for node in document.nodes.values():
        assert ALLOWED_NAME.fullmatch(node.name)
        kind = kinds.of(document, node)
        assert stored_parameters(kind, node.parameters) == node.parameters
        if node.shares:
            owner = document.nodes[node.shares]
            assert owner.shares is None and owner.type == node.type
            assert owner.parameters == node.parameters
        assert belongs(document, node.type) is None
    check_wires(document)


def check_wires(document: Document) -> None:
    assert isinstance(document.wires, Wires)
    slots = [(wire.target, wire.target_port) for wire in document.wires]
    assert len(set(slots)) == len(slots)
    for wire in document.wires:
        assert wire.source in document.nodes
        kind = kinds.of(document, document.nodes[wire.target])
        assert kind.port_of(wire.target_port) is not None
    assert networkx.is_directed_acyclic_graph(document.wires.graph)
    for key in document.nodes:
        ports = input_ports(document, key)
        if ports and ports[-1].many:
            first = len(ports) - 1
            taken = [wire.target_port for wire in document.wires.into(key)]
            many = [slot for slot in taken if slot >= first]
            assert many == list(range(first, first + len(many)))
