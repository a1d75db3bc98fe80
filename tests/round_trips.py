"""What must come back after a drawing has left, and is it the same drawing?"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from layer_examples import EXAMPLES

import resources
from designer.document import edits, imports
from designer.document.build import build
from designer.document.values import Document, Node, Wire, Wires, keyed
from engine import export
from engine.export.onnx import onnx_model
from engine.importing import network_of
from engine.models import Model
from engine.nest import flatten
from engine.saving.objects import layer_entry

TEMPLATES = sorted((Path(resources.__file__).parent / "templates").glob("*.loom"))


def layer_drawing(name: str) -> Document:
    """One layer between its inputs, as a user would draw it."""
    example = EXAMPLES[name]
    whole = {"dtype": "int32"} if example.whole_numbers else {}
    nodes = [
        Node(f"n{place}", "Input", f"seen_{place}", {"shape": list(shape[1:]), **whole})
        for place, shape in enumerate(example.shapes)
    ]
    wires = [Wire(node.id, 0, "layer", place) for place, node in enumerate(nodes)]
    nodes.append(Node("layer", name, "my_layer"))
    if not example.shapes:  # it reads data by itself
        nodes.append(Node("next", "Dense", "next", {"units": 2}))
        wires.append(Wire("layer", 0, "next", 0))
    drawing = Document("one", keyed(nodes), Wires(wires))
    return edits.set_parameters(drawing, "layer", example.parameters)


def drawing_of(model: Model) -> Document:
    """The drawing of a model that a program made."""
    return imports.drawn(network_of(layer_entry(model))).document


def settled(document: Document, seed: int = 1) -> Model:
    """The drawing's model, with weights of which no two are equal."""
    model, generator = build(document), np.random.default_rng(seed)
    for weight in model.weights:
        weight.assign(np.abs(generator.normal(0, 0.3, weight.shape)) + 0.05)
    return model


def samples(model: Model) -> list[np.ndarray]:
    """Data for each input of a model; whole numbers where it takes such."""
    generator, found = np.random.default_rng(3), []
    for tensor in model.inputs:
        shape = (tensor.shape[0] or 3, *(size or 6 for size in tensor.shape[1:]))
        if tensor.dtype == "string":
            found.append(generator.choice(["a", "male", "First", "unknown", ""], shape))
        elif tensor.dtype == "float32":
            found.append(generator.standard_normal(shape).astype("f"))
        else:
            found.append(generator.integers(0, 4, shape).astype("i4"))
    return found


def answers(model: Model, arrays: list[np.ndarray]) -> list[np.ndarray]:
    model.reset_states()
    return [np.asarray(one) for one in flatten(model.predict_on_batch(
        arrays if len(arrays) > 1 else arrays[0]
    ))]


def plain(value):
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def called(node: Node) -> str:
    """A node's name; what leaves a sub-model has none outside of drawings, but a place."""
    is_end = node.type in ("BlockOutput", "StateOutput")
    return f"{node.type} {node.parameters.get('position', 1)}" if is_end else node.name


def said(node: Node) -> Mapping:
    """What is set of a node; the example of a size that a port has is for the eye alone."""
    return node.parameters.without("shape") if node.type == "BlockInput" else node.parameters


def graph(document: Document) -> dict:
    """What a drawing says of its network: layers by name, settings, wires, what it holds inside.

    Where things stand, and how a drawing numbers them, is not part of it.
    """
    names = {node.id: called(node) for node in document.nodes.values()}
    wired = {end for wire in document.wires for end in (wire.source, wire.target)}

    def held(value):
        if isinstance(value, Mapping):
            if isinstance(value.get("type"), str) and value["type"].startswith("block:"):
                block = document.blocks[value["type"].partition(":")[2]]
                rest = {key: item for key, item in value.items() if key != "type"}
                return {"type": inside(block), **held(rest)}
            return {key: held(item) for key, item in value.items()}
        return [held(item) for item in value] if isinstance(value, (list, tuple)) else value

    def kind(type_):
        prefix, _, rest = type_.partition(":")
        return inside(document.blocks[rest]) if prefix == "block" else type_

    def inside(block):
        nested = Document("", block.nodes, block.wires, blocks=document.blocks)
        # What a sub-model is called in the drawing no file tells but by its instances' names.
        return {"kind": block.kind, "source": block.source, **graph(nested)}

    return json.loads(json.dumps({
        "layers": sorted(
            [names[node.id], kind(node.type), held(said(node)),
             None if node.shares is None else names[node.shares]]
            for node in document.nodes.values() if node.id in wired
        ) if len(wired) else [],
        "wires": sorted([names[w.source], w.source_port, names[w.target], w.target_port]
                        for w in document.wires),
    }, default=str))  # fmt: skip


PROGRAMS = ("engine", "notebook", "keras", "tf_keras", "pytorch")
FILES = (".keras", ".h5", ".json", ".onnx")
DIALECTS = (*PROGRAMS, *FILES)


def left(model: Model, dialect: str, folder: Path) -> Path:
    """The file in which a model leaves."""
    if dialect in PROGRAMS:
        made = export.save(model, dialect, folder / dialect, verify=False).files
        return next(path for path in made if path.suffix in (".py", ".ipynb"))
    path = folder / f"one{dialect}"
    if dialect == ".json":
        path.write_text(model.to_json(), encoding="utf-8")
    elif dialect == ".onnx":
        onnx.save(onnx_model(model), path)
    else:
        model.save(path)
    return path


def come_back(path: Path) -> tuple[imports.Import, Model]:
    """A file as a drawing, and its model with the weights that came along."""
    coming = imports.read(path)
    model, misfits = imports.take_weights(coming.document, coming.weights)
    assert list(coming.remarks) == []
    assert path.suffix == ".json" or misfits == []
    return coming, model
