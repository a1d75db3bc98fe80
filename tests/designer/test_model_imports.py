"""Do other programs' models come in whole, with their numbers, and do bad files do no harm?"""

import base64
import json
import zipfile
import zlib
from pathlib import Path

import numpy as np
import onnx
import pytest
from layer_examples import EXAMPLES

import engine
from designer.cli import main
from designer.document import files, imports
from designer.document.analysis import analyse
from designer.document.build import build
from engine import export, layers, registry
from engine.errors import DesignError
from engine.export.onnx import onnx_model, save_onnx
from engine.nest import flatten

GOLDEN = Path(__file__).parents[1] / "golden" / "imports"
FILES = sorted(path.name for path in GOLDEN.iterdir() if path.suffix != ".npz")


def numbers(model, arrays):
    return flatten(model.predict_on_batch(arrays if len(arrays) > 1 else arrays[0]))


def same(mine, theirs, tolerance):
    assert len(mine) == len(theirs)
    for one, other in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(one, other, atol=tolerance)


def model_of(name):
    """One layer between inputs, with weights that are all different."""
    example = EXAMPLES[name]
    inputs = [engine.Input(shape[1:]) for shape in example.shapes]
    layer = registry.create(name, dict(example.parameters), None)
    several = len(inputs) > 1 or registry.get(name).inputs[0].many
    model = engine.Model(inputs, layer(inputs if several else inputs[0]))
    generator = np.random.default_rng(1)
    for weight in model.weights:
        weight.assign(np.abs(generator.normal(0, 0.3, weight.shape)) + 0.1)
    arrays = [
        generator.integers(0, 4, (3, *shape[1:])).astype("f") if example.whole_numbers
        else generator.standard_normal((3, *shape[1:])).astype("f")
        for shape in example.shapes
    ]  # fmt: skip
    return model, arrays


def known(file):
    """What a model was given where it was made, and what it answered."""
    with np.load(GOLDEN / f"{Path(file).stem}.npz") as kept:
        return [[kept[key] for key in sorted(kept) if key.startswith(side)] for side in "xy"]


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith((".keras", ".h5"))])
def test_a_program_loads_whole_models_of_keras_as_well(file):
    arrays, answers = known(file)
    same(numbers(engine.models.load_model(GOLDEN / file), arrays), answers, 2e-6)


@pytest.mark.parametrize("file", FILES)
def test_models_of_keras_and_pytorch_answer_as_they_did_there(file):
    coming = imports.read(GOLDEN / file)
    assert coming.remarks == ()
    assert analyse(coming.document).problems == ()
    model, left = imports.take_weights(coming.document, coming.weights)
    arrays, answers = known(file)
    if file.endswith(".json"):
        assert not coming.weights and left
    else:
        assert left == []
        same(numbers(model, arrays), answers, 2e-6)


@pytest.mark.parametrize("name", [name for name, one in EXAMPLES.items() if one.shapes])
def test_every_layer_comes_back_from_every_kind_of_file_of_our_own(name, tmp_path):
    model, arrays = model_of(name)
    expected = numbers(model, arrays)
    model.save(tmp_path / "one.keras")
    model.save(tmp_path / "one.h5")
    save_onnx(model, tmp_path / "one.onnx")
    program = next(
        path for path in export.save(model, "engine", tmp_path / "program", verify=False).files
        if path.suffix == ".py"
    )  # fmt: skip
    drawn = None
    for path in (*(tmp_path / f"one.{kind}" for kind in ("keras", "h5", "onnx")), program):
        coming = imports.read(path)
        again, left = imports.take_weights(coming.document, coming.weights)
        assert (coming.remarks, left) == ((), []), path.name
        same(numbers(again, arrays), expected, 0)
        nodes = [(node.type, node.parameters) for node in coming.document.nodes.values()]
        assert drawn is None or nodes == drawn, path.name
        drawn = nodes


def test_a_changed_onnx_file_is_read_by_its_operators(tmp_path):
    first = engine.Input((8, 8, 3))
    value = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu", name="one")(first)
    value = layers.MaxPooling2D(name="small")(layers.BatchNormalization(name="normal")(value))
    value = layers.Dense(2, activation="softmax", name="last")(layers.Flatten(name="flat")(value))
    model = engine.Model(first, value)
    made = onnx_model(model)
    del made.metadata_props[:]
    onnx.save(made, tmp_path / "plain.onnx")
    coming = imports.read(tmp_path / "plain.onnx")
    types = [node.type for node in coming.document.nodes.values()]
    assert types == ["Input", "Conv2D", "Activation", "BatchNormalization", "MaxPooling2D",
                     "Flatten", "Dense", "Softmax"]  # fmt: skip
    again, left = imports.take_weights(coming.document, coming.weights)
    pictures = np.random.default_rng(0).standard_normal((2, 8, 8, 3)).astype("f")
    assert left == []
    same(numbers(again, [pictures]), numbers(model, [pictures]), 1e-6)


def test_a_model_inside_a_model_becomes_a_sub_model_and_a_shared_layer_one_node_that_shares():
    nested = imports.read(GOLDEN / "nested_3.h5").document
    (block,) = nested.blocks.values()
    assert block.name == "enc" and [n.type for n in block.nodes.values()].count("Dense") == 1
    shared = imports.read(GOLDEN / "shared_2.h5").document
    owners = [node for node in shared.nodes.values() if node.shares]
    assert len(owners) == 1 and shared.nodes[owners[0].shares].type == "Dense"
    same([build(nested).count_params()], [23], 0)


def test_an_axis_that_keras_2_writes_as_a_list_is_one_number(tmp_path):
    first = engine.Input((4, 4, 3))
    model = engine.Model(first, layers.BatchNormalization(axis=[3])(first))
    assert model.layers[-1].get_config()["axis"] == [3]
    (tmp_path / "one.json").write_text(model.to_json())
    document = imports.read(tmp_path / "one.json").document
    assert list(document.nodes.values())[-1].parameters["axis"] == 3
    assert "axis=3" in export.code(model, "keras") and "axis=3" in export.code(model, "engine")


def test_settings_that_keras_2_writes_without_using_them_are_passed_over(tmp_path):
    first = engine.Input((4, 4, 3))
    model = engine.Model(first, layers.SeparableConv2D(2, 2)(first))
    described = json.loads(model.to_json())
    unused = {"class_name": "GlorotUniform", "config": {"seed": None}}
    described["config"]["layers"][-1]["config"]["kernel_initializer"] = unused
    (tmp_path / "one.json").write_text(json.dumps(described))
    assert imports.read(tmp_path / "one.json").remarks == ()


def test_a_layer_that_is_not_known_stays_with_all_that_the_file_says(tmp_path):
    described = json.loads((GOLDEN / "nested_2.json").read_text())
    entry = described["config"]["layers"][-1]
    entry["class_name"] = "Swirl"
    entry["config"] = {"name": entry["name"], "turns": 3, "reach": [1, 2.5]}
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(described))
    coming = imports.read(path)
    (node,) = [one for one in coming.document.nodes.values() if one.type.startswith("unknown:")]
    assert node.type == "unknown:Swirl" and node.parameters["attributes"]["turns"] == 3
    assert coming.document.wires.into(node.id), "its wire stays"
    assert [error.values["kind"] for error in coming.remarks] == ["Swirl"]
    assert not analyse(coming.document).is_trainable
    files.write(coming.document, tmp_path / "odd.loom")
    assert files.read(tmp_path / "odd.loom") == coming.document


def test_a_program_is_read_and_never_run(tmp_path):
    path = tmp_path / "tutorial.py"
    path.write_text(
        "import os\n"
        f"os.makedirs({str(tmp_path / 'harm')!r})\n"
        "import tensorflow as tf\n"
        "from tensorflow.keras import layers, models\n"
        "model = models.Sequential()\n"
        "model.add(layers.Conv2D(32, kernel_size=(3, 3), input_shape=(32, 32, 3)))\n"
        "model.add(tf.keras.layers.MaxPool2D(2))\n"
        "model.add(layers.Flatten())\n"
        "model.add(layers.Dense(16 * 2, activation=tf.keras.activations.relu))\n"
        "model.compile(optimizer='adam')\n"
        "print(model.summary())\n"
    )
    document = imports.read(path).document
    assert not (tmp_path / "harm").exists()
    assert [node.type for node in document.nodes.values()] == [
        "Input", "Conv2D", "MaxPooling2D", "Flatten", "Dense"
    ]  # fmt: skip
    assert list(document.nodes.values())[-1].parameters["units"] == 32
    path.write_text("def build_model():\n    return __import__('os').getcwd()\n")
    with pytest.raises(DesignError) as told:
        imports.read(path)
    assert told.value.values["line"] == 2


BAD = {
    "empty.keras": b"", "cut.keras": b"PK\x03\x04rest", "noise.h5": b"\x89HDF\r\n\x1a\nxx",
    "list.json": b"[1, 2]", "open.json": b'{"config":', "deep.json": b"[" * 100_000,
    "none.json": b'{"class_name": "Sequential", "config": {"layers": []}}',
    "loop.json": json.dumps({"class_name": "Functional", "config": {"layers": [
        {"class_name": "Dense", "name": n, "config": {"name": n, "units": 1},
         "inbound_nodes": [[[m, 0, 0, {}]]]} for n, m in ("ab", "ba")]}}).encode(),
    "noise.onnx": b"\x08\x07\x12\xff\xff\xff", "bad.py": b"def (", "none.py": b"x = 1\n",
    "code.json": json.dumps({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, "os.system"]}},
        {"class_name": "Dense", "config": {"units": 1}}]}}).encode(),
    "other.txt": b"hello",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_words(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(BAD[name])
    with pytest.raises(DesignError) as told:
        imports.read(path)
    assert told.value.what
    with pytest.raises(DesignError):
        imports.read(tmp_path / f"missing{path.suffix}")


def test_a_lambda_of_another_program_is_kept_as_text_and_not_run(tmp_path):
    described = {"class_name": "Sequential", "config": {"name": "s", "layers": [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 3], "name": "i"}},
        {"class_name": "Lambda", "config": {"name": "l", "function": {
            "class_name": "__lambda__", "config": {"code": "4wEAAA=="}}}},
    ]}}  # fmt: skip
    with zipfile.ZipFile(tmp_path / "lambda.keras", "w") as archive:
        archive.writestr("config.json", json.dumps(described))
        archive.writestr("metadata.json", "{}")
    with pytest.raises(DesignError):
        imports.read(tmp_path / "lambda.keras")  # it holds no weights
    (tmp_path / "lambda.json").write_text(json.dumps(described))
    assert [n.type for n in imports.read(tmp_path / "lambda.json").document.nodes.values()] == [
        "Input", "unknown:Lambda"
    ]  # fmt: skip


def test_the_command_line_makes_a_project_with_its_weights(qapp, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["import", str(GOLDEN / "text_3.keras")]) == 0
    assert "921" in capsys.readouterr().out
    assert files.read(tmp_path / "text_3.loom").name == "text_3"
    (run,) = (tmp_path / "text_3.runs").iterdir()
    model = build(files.read(tmp_path / "text_3.loom"))
    model.load_weights(run / "weights.safetensors")
    with np.load(GOLDEN / "text_3.npz") as kept:
        same(numbers(model, [kept["x0"]]), [kept["y0"]], 2e-6)
    assert main(["import", str(GOLDEN / "text_3.keras")]) == 1, "nothing is replaced unasked"
    assert main(["import", str(GOLDEN / "text_3.keras"), "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["layers"] == 8


def test_an_operator_that_is_not_known_keeps_its_attributes_and_arrays(tmp_path):
    node = onnx.helper.make_node(
        "Swirl", ["x", "table"], ["y"], name="odd", domain="own", turns=3, words=[b"a", b"b"]
    )
    table = onnx.numpy_helper.from_array(np.arange(6, dtype="f").reshape(2, 3), "table")
    ends = [onnx.helper.make_tensor_value_info(name, 1, ["batch", 3]) for name in "xy"]
    graph = onnx.helper.make_graph([node], "one", ends[:1], ends[1:], [table])
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid(*one) for one in (("", 17), ("own", 1))]
    )
    onnx.save(model, tmp_path / "odd.onnx")
    coming = imports.read(tmp_path / "odd.onnx")
    odd = list(coming.document.nodes.values())[-1]
    assert odd.type == "unknown:Swirl" and len(coming.remarks) == 1
    told = odd.parameters["attributes"]
    assert (told["turns"], told["words"]) == (3, ("a", "b"))
    assert told["given"]["table"]["values"] == (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    assert odd.parameters["output_shapes"] == ((None, 3),)
    files.write(coming.document, tmp_path / "odd.loom")
    assert files.read(tmp_path / "odd.loom") == coming.document


def test_a_large_array_of_an_unknown_operator_stays_in_the_project_bit_by_bit(tmp_path):
    array = np.random.default_rng(1).standard_normal((100, 700)).astype("f")
    node = onnx.helper.make_node("Swirl", ["x", "table"], ["y"], name="odd", domain="own")
    ends = [onnx.helper.make_tensor_value_info(name, 1, ["batch", 3]) for name in "xy"]
    graph = onnx.helper.make_graph(
        [node], "one", ends[:1], ends[1:], [onnx.numpy_helper.from_array(array, "table")]
    )
    sets = [onnx.helper.make_opsetid(*one) for one in (("", 17), ("own", 1))]
    onnx.save(onnx.helper.make_model(graph, opset_imports=sets), tmp_path / "odd.onnx")
    files.write(imports.read(tmp_path / "odd.onnx").document, tmp_path / "odd.loom")
    odd = list(files.read(tmp_path / "odd.loom").nodes.values())[-1]
    told = odd.parameters["attributes"]["given"]["table"]
    assert len(told["packed"]) > 1 and told["shape"] == array.shape
    kept = zlib.decompress(base64.b64decode("".join(told["packed"])))
    assert kept == array.tobytes()


def test_the_graph_inside_an_unknown_operator_stays_whole(tmp_path):
    inner = onnx.helper.make_node("Swirl", ["x"], ["z"], domain="own")
    ends = [onnx.helper.make_tensor_value_info(name, 1, ["batch", 3]) for name in "xyz"]
    body = onnx.helper.make_graph([inner], "body " + "long" * 600, [], ends[2:])
    node = onnx.helper.make_node("Twice", ["x"], ["y"], name="odd", domain="own", body=body)
    graph = onnx.helper.make_graph([node], "one", ends[:1], ends[1:2])
    sets = [onnx.helper.make_opsetid(*one) for one in (("", 17), ("own", 1))]
    onnx.save(onnx.helper.make_model(graph, opset_imports=sets), tmp_path / "odd.onnx")
    files.write(imports.read(tmp_path / "odd.onnx").document, tmp_path / "odd.loom")
    odd = list(files.read(tmp_path / "odd.loom").nodes.values())[-1]
    told = odd.parameters["attributes"]["body"]
    assert told["message"] == "GraphProto"
    assert onnx.GraphProto.FromString(
        zlib.decompress(base64.b64decode("".join(told["packed"])))
    ) == body
