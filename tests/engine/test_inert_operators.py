"""Does an operator that nobody knows leave an ONNX file and come back into one as it was?"""

import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from designer.cli import main
from designer.document import edits, files, imports
from designer.document.analysis import analyse
from designer.document.build import build
from designer.document.values import Wire
from engine import export
from engine.errors import DesignError
from engine.export.onnx import onnx_model

node = helper.make_node
DRAWN = np.random.default_rng(1)


def value(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def fixed(name, array, dtype="f"):
    return numpy_helper.from_array(np.asarray(array, dtype), name)


def drawn(name, *shape):
    return fixed(name, DRAWN.standard_normal(shape))


def graph(nodes, inputs, outputs, arrays=(), version=18, known=(), functions=()):
    """A model of these nodes; `inputs` and `outputs` are shapes by name."""
    ends = [[value(*one) for one in many.items()] for many in (inputs, outputs)]
    made = helper.make_graph(nodes, "network", *ends, list(arrays), value_info=list(known))
    houses = {one.domain for one in nodes} - {""}
    sets = [helper.make_opsetid("", version), *(helper.make_opsetid(one, 1) for one in houses)]
    return helper.make_model(made, opset_imports=sets, ir_version=9, functions=list(functions))


def body(name, nodes, inputs, outputs):
    return helper.make_graph(nodes, name, inputs, outputs)


WIDE, PICTURES = {"x": ["batch", 4]}, {"x": ["batch", 3, 8, 8]}
LOOP = body(
    "body",
    [node("Add", ["state", "bias"], ["sum"]), node("Mul", ["sum", "bent"], ["scaled"]),
     node("Identity", ["go"], ["on"])],
    [value("turn", [], TensorProto.INT64), value("go", [], TensorProto.BOOL),
     value("state", ["batch", 4])],
    [value("on", [], TensorProto.BOOL), value("scaled", ["batch", 4])],
)  # fmt: skip
BRANCHES = {
    name: body(name, [node(kind, ["bent"], [name])], [], [value(name, ["batch", 4])])
    for name, kind in (("then_branch", "Neg"), ("else_branch", "Exp"))
}
TWICE = helper.make_function(
    "own", "Twice", ["a"], ["b"],
    [node("LRN", ["a"], ["c"], size=3), node("Add", ["c", "c"], ["b"])],
    [helper.make_opsetid("", 18)],
)  # fmt: skip
CASES = {
    "between layers with weights": lambda: graph(
        [node("Conv", ["x", "w"], ["a"]), node("LRN", ["a"], ["b"], size=3, alpha=0.5),
         node("GlobalAveragePool", ["b"], ["c"]), node("Flatten", ["c"], ["d"]),
         node("MatMul", ["d", "k"], ["y"])],
        PICTURES, {"y": ["batch", 5]}, [drawn("w", 6, 3, 3, 3), drawn("k", 6, 5)],
    ),
    "two results, whole numbers": lambda: graph(
        [node("TopK", ["x", "k"], ["v", "i"], axis=-1), node("Cast", ["i"], ["f"], to=1),
         node("Add", ["v", "f"], ["y"])],
        WIDE, {"y": ["batch", 3]}, [fixed("k", [3], "i8")],
    ),
    "of another house, with its shape told": lambda: graph(
        [node("MatMul", ["x", "k"], ["a"]),
         node("BiasGelu", ["a", "b"], ["g"], domain="com.microsoft"),
         node("MatMul", ["g", "k2"], ["y"])],
        WIDE, {"y": ["batch", 2]}, [drawn("k", 4, 8), drawn("b", 8), drawn("k2", 8, 2)], 17,
        [value("g", ["batch", 8])],
    ),
    "a loop that reads around itself": lambda: graph(
        [node("Relu", ["x"], ["bent"]), node("Loop", ["n", "", "bent"], ["l"], body=LOOP),
         node("MatMul", ["l", "k"], ["y"])],
        WIDE, {"y": ["batch", 2]}, [fixed("n", 3, "i8"), drawn("bias", 4), drawn("k", 4, 2)],
    ),
    "branches of an older version": lambda: graph(
        [node("Relu", ["x"], ["bent"]), node("ReduceSum", ["bent"], ["s"], keepdims=0),
         node("Greater", ["s", "one"], ["c"]), node("If", ["c"], ["o"], **BRANCHES),
         node("Relu", ["o"], ["y"])],
        WIDE, {"y": ["batch", 4]}, [fixed("one", 1)], 13,
    ),
    "of a newer version": lambda: graph(
        [node("AffineGrid", ["x", "s"], ["g"]), node("Relu", ["g"], ["y"])],
        {"x": [2, 2, 3]}, {"y": [2, 5, 5, 2]}, [fixed("s", [2, 1, 5, 5], "i8")], 20,
    ),
    "a size that is worked out": lambda: graph(
        [node("Shape", ["x"], ["s"]), node("Mul", ["s", "by"], ["t"]),
         node("CenterCropPad", ["x", "t"], ["c"]), node("Relu", ["c"], ["y"])],
        PICTURES, {"y": ["batch", 3, 16, 16]}, [fixed("by", [1, 1, 2, 2], "i8")],
    ),
    "a size that is the same for all": lambda: graph(
        [node("Shape", ["x"], ["s"], start=2), node("Div", ["s", "by"], ["t"]),
         node("CenterCropPad", ["x", "t"], ["c"], axes=[2, 3]), node("Relu", ["c"], ["y"])],
        PICTURES, {"y": ["batch", 3, 4, 4]}, [fixed("by", [2, 2], "i8")],
    ),
    "values that are no arrays": lambda: graph(
        [node("SplitToSequence", ["x", "two"], ["q"], axis=1),
         node("SequenceAt", ["q", "zero"], ["o"]), node("Relu", ["o"], ["y"])],
        WIDE, {"y": ["batch", 2]}, [fixed("two", 2, "i8"), fixed("zero", 0, "i8")],
    ),
    "a large array": lambda: graph(
        [node("RoiAlign", ["x", "rois", "of"], ["o"], output_height=2, output_width=2),
         node("Flatten", ["o"], ["y"])],
        {"x": [2, 3, 8, 8]}, {"y": [1500, 12]},
        [fixed("rois", DRAWN.uniform(0, 7, (1500, 4)).cumsum(1)), fixed("of", [0] * 1500, "i8")],
    ),
    "inside a function of the file": lambda: graph(
        [node("Twice", ["x"], ["a"], domain="own"), node("Relu", ["a"], ["y"])],
        PICTURES, {"y": PICTURES["x"]}, functions=[TWICE],
    ),
}  # fmt: skip


def through(model, folder):
    """(the drawing of a file, its model with the weights), read back from a project."""
    onnx.save(model, folder / "one.onnx")
    coming = imports.read(folder / "one.onnx")
    files.write(coming.document, folder / "one.loom")
    document = files.read(folder / "one.loom")
    made, left = imports.take_weights(document, coming.weights)
    assert left == []
    return document, made


def unknown(document):
    return [one.type for one in document.nodes.values() if one.type.startswith("unknown:")]


def run(model, seed=2):
    """What onnxruntime answers."""
    import onnxruntime

    session = onnxruntime.InferenceSession(model.SerializeToString())
    drawn = np.random.default_rng(seed)
    feeds = {
        one.name: drawn.standard_normal(
            [2 if isinstance(size, str) or size is None else size for size in one.shape]
        ).astype("f") for one in session.get_inputs()
    }  # fmt: skip
    return session.run(None, feeds)


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("name", CASES)
def test_it_leaves_for_onnx_as_it_came_and_answers_the_same(name, tmp_path):
    model = CASES[name]()
    document, made = through(model, tmp_path)
    assert unknown(document)
    again = onnx_model(made)
    official = all(one.domain == "" for one in again.opset_import)
    onnx.checker.check_model(again, full_check=official)
    for one, other in zip(run(again), run(model), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    back, _ = through(again, tmp_path)
    assert sorted(unknown(back)) == sorted(unknown(document))


def test_other_targets_refuse_it_with_a_reason_and_nothing_computes_it(tmp_path):
    document, made = through(CASES["between layers with weights"](), tmp_path)
    for target in export.TARGETS:
        faults = export.refusals(made, target)
        assert (faults == []) == (target == "onnx"), target
        assert all("LRN 'lrn'" in str(one) and one.fix for one in faults)
    with pytest.raises(DesignError) as told:
        made.predict(np.zeros((1, 3, 8, 8), "f"), verbose=0)
    assert told.value.values["kind"] == "LRN"
    assert not analyse(document).is_trainable


def test_what_was_too_large_to_be_kept_is_told_when_it_shall_leave(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.importing.onnx_files.LARGEST_KEPT", 1000)
    _, made = through(CASES["a large array"](), tmp_path)
    (fault,) = export.refusals(made, "onnx")
    assert "roialign" in str(fault) and "not all" in fault.what


def test_the_weights_of_known_layers_are_kept_and_fit_when_it_is_replaced(
    qapp, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    onnx.save(CASES["between layers with weights"](), tmp_path / "net.onnx")
    assert main(["import", "net.onnx", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["weights"]
    (kept,) = (tmp_path / "net.runs").glob("*/weights.safetensors")
    assert main(["export", "net.loom", "--target", "onnx", "-o", "out"]) == 0
    again = onnx.load(tmp_path / "out" / "onnx_model.onnx")
    assert "LRN" in {one.op_type for one in again.graph.node}
    document = files.read(tmp_path / "net.loom")
    (odd,) = [one for one in document.nodes.values() if one.type == "unknown:LRN"]
    (before,), (after,) = document.wires.into(odd.id), document.wires.out_of(odd.id)
    mended = edits.add_node(edits.remove(document, [odd.id]), "BatchNormalization")
    (fresh,) = mended.nodes.keys() - document.nodes.keys() or {odd.id}
    mended = edits.connect(mended, Wire(before.source, before.source_port, fresh, 0))
    mended = edits.connect(mended, Wire(fresh, 0, after.target, after.target_port))
    model, whole = build(mended), build(document)
    whole.load_weights(kept)
    model.load_weights(kept)
    for layer in whole.layers:
        for one, other in zip(
            layer.get_weights(),
            model.get_layer(layer.name).get_weights() if layer.weights else (), strict=True
        ):  # fmt: skip
            np.testing.assert_array_equal(one, other)
    assert any(layer.weights for layer in whole.layers)
