"""Do broken and hostile model files end in words, without harm, without end and without memory?"""

import copy
import json
import random
import tracemalloc
import zipfile
from pathlib import Path

import h5py
import numpy as np
import onnx
import pytest

import engine
from designer.document import files, imports
from designer.document.analysis import analyse
from designer.document.build import build
from engine import export, layers
from engine.errors import DesignError

GOLDEN = Path(__file__).parents[1] / "golden" / "imports"
SOME = ("transformer_3.keras", "ops_2.keras", "nested_3.h5", "shared_2.h5", "nested_2.json",
        "torch_gru3.onnx", "torch_mha.onnx")  # fmt: skip
ODD = (None, True, -1, 10**12, 1e308, "x", "", [], {}, [[]], {"a": 1}, [None], "__lambda__")
MEMORY = 400 * 2**20


def opened(path):
    """Read a file: a drawing, or an error in words. Anything else is a fault of ours."""
    tracemalloc.start()
    try:
        coming = imports.read(path)
    except DesignError as error:
        assert error.what
        return None
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < MEMORY
    return coming


def changed(value, generator):
    """A description in which one leaf, or one branch, is something else."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = generator.choice(keys)
    if isinstance(value[key], (dict, list)) and value[key] and generator.random() < 0.9:
        changed(value[key], generator)
    elif generator.random() < 0.2 and isinstance(value, dict):
        del value[key]
    else:
        value[key] = copy.deepcopy(generator.choice(ODD))


@pytest.mark.parametrize("name", SOME)
def test_files_that_were_cut_or_spoilt_end_in_words(name, tmp_path):
    content, generator = (GOLDEN / name).read_bytes(), random.Random(4)
    path = tmp_path / name
    for _ in range(12):
        path.write_bytes(content[: generator.randrange(len(content))])
        opened(path)
        spoilt = bytearray(content)
        for _ in range(generator.choice((1, 8, 64))):
            spoilt[generator.randrange(len(spoilt))] = generator.randrange(256)
        path.write_bytes(spoilt)
        opened(path)


@pytest.mark.parametrize("name", ["transformer_3.keras", "ops_3.keras", "s2s_2.keras"])
def test_descriptions_with_odd_values_end_in_words_or_in_inert_layers(name, tmp_path):
    with zipfile.ZipFile(GOLDEN / name) as archive:
        whole = archive.read("config.json")
    generator = random.Random(5)
    for _ in range(60):
        described = json.loads(whole)
        for _ in range(generator.choice((1, 1, 4))):
            changed(described, generator)
        (tmp_path / "odd.json").write_text(json.dumps(described))
        opened(tmp_path / "odd.json")


def saved(folder):
    first = engine.Input((4,))
    model = engine.Model(first, layers.Dense(3, name="one")(first))
    model.save(folder / "good.keras")
    model.save(folder / "good.h5")
    return model


def with_files(path, source, **files):
    """A copy of a zip file in which some files are other ones."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in files:
                new.writestr(name, old.read(name))
        for name, content in files.items():
            new.writestr(name, content)
    return path


def test_a_bomb_a_way_out_of_the_folder_and_a_nest_in_a_keras_file_do_nothing(tmp_path):
    saved(tmp_path)
    good = tmp_path / "good.keras"
    bomb = with_files(tmp_path / "bomb.keras", good, **{"config.json": b" " * (64 * 2**20)})
    assert opened(bomb) is None
    out = {"../../escaped.txt": b"x", "/tmp/escaped.txt": b"x"}
    assert opened(with_files(tmp_path / "out.keras", good, **out)) is not None
    assert not list(tmp_path.parent.glob("escaped.txt"))
    nest = b'{"config":' * 5000 + b"1" + b"}" * 5000
    assert opened(with_files(tmp_path / "nest.keras", good, **{"config.json": nest})) is None


def test_a_weights_file_that_points_elsewhere_or_lies_about_its_size_gives_no_numbers(tmp_path):
    saved(tmp_path)
    with h5py.File(tmp_path / "secret.h5", "w") as other:
        other["numbers"] = np.full((4, 3), 42.0, "f")
    with h5py.File(tmp_path / "good.h5", "a") as file:
        place = next(key for key in keys_of(file["model_weights"]) if "kernel" in key)
        del file["model_weights"][place]
        file["model_weights"][place] = h5py.ExternalLink(str(tmp_path / "secret.h5"), "numbers")
    coming = opened(tmp_path / "good.h5")
    held = [] if coming is None else [a for arrays in coming.weights.values() for a in arrays]
    assert not any(np.any(np.asarray(array) == 42.0) for array in held)
    with h5py.File(tmp_path / "good.h5", "a") as file:
        del file["model_weights"][place]
        file["model_weights"].create_dataset(place, (10**6, 10**6), "f", chunks=(1, 1000))
    assert opened(tmp_path / "good.h5") is None


def keys_of(group):
    found = []
    group.visit(found.append)
    return found


def test_onnx_files_with_absurd_sizes_circles_and_arrays_elsewhere_are_told(tmp_path):
    ends = [onnx.helper.make_tensor_value_info(name, 1, ["batch", 3]) for name in "xy"]

    def write(nodes, arrays=()):
        graph = onnx.helper.make_graph(nodes, "one", ends[:1], ends[1:], list(arrays))
        onnx.save(onnx.helper.make_model(graph), tmp_path / "odd.onnx")
        return opened(tmp_path / "odd.onnx")

    node = onnx.helper.make_node
    relu = [node("Relu", ["a"], [name]) for name in "by"]
    write([node("Add", ["x", "b"], ["a"]), *relu])
    write([node("Relu", ["nowhere"], ["y"])])
    huge = onnx.TensorProto(name="w", data_type=1, dims=[10**9, 10**9], raw_data=b"1234")
    write([node("MatMul", ["x", "w"], ["y"])], [huge])
    fill = onnx.numpy_helper.from_array(np.array([10**6, 10**6]), "s")
    write([node("ConstantOfShape", ["s"], ["w"]), node("MatMul", ["x", "w"], ["y"])], [fill])
    away = onnx.TensorProto(name="w", data_type=1, dims=[3, 3])
    away.data_location = onnx.TensorProto.EXTERNAL
    away.external_data.add(key="location", value="../../../../etc/passwd")
    assert write([node("MatMul", ["x", "w"], ["y"])], [away]) is None


def test_programs_that_ask_for_too_much_are_told_and_not_run(tmp_path):
    path = tmp_path / "program.py"
    begin = "import keras\nfrom keras import layers\n"
    for text in (
        "def build_model():\n    return [0] * 10**12\n",
        "def build_model():\n    return 9 ** 9 ** 9\n",
        "def build_model():\n    return build_model()\n",
        "x = 'a' * 10**9\n" * 3,
        "def build_model():\n    x = [1]\n" + "    x = x + x\n" * 60 + "    return x\n",
        "model = keras.Sequential([layers.Dense(10**15, input_shape=(10**15,))])\n",
        "model = keras.Sequential([layers.Dense(" + "(" * 150 + "1" + ")" * 150 + ")])\n",
        "x = " + "-" * 50_000 + "1\n",
    ):
        path.write_text(begin + text)
        opened(path)


def test_a_pytorch_program_beside_spoilt_weights_is_told(tmp_path):
    made = export.save(saved(tmp_path), "pytorch", tmp_path / "program", verify=False).files
    program, weights = (next(p for p in made if p.suffix == s) for s in (".py", ".safetensors"))
    content = weights.read_bytes()
    for spoilt in (b"", content[:50], b"\xff" * 8 + content[8:], content[:-4]):
        weights.write_bytes(spoilt)
        coming = opened(program)
        assert coming is None or (coming.remarks and not coming.weights)


TORCH = """
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rows = nn.Sequential(*[nn.Linear(4, 4) for _ in range(3)])
    def forward(self, x):
        return self.rows(x).view(x.size(0), 2, -1).mean(dim=1)
model = Net()
"""


@pytest.mark.parametrize("target", ["keras", "notebook", "torch"])
def test_programs_that_were_cut_anywhere_or_have_odd_values_end_in_words(target, tmp_path):
    if target == "torch":
        path = tmp_path / "one.py"
        path.write_text(TORCH)
    else:
        x = engine.Input((6,))
        model = engine.Model(x, layers.Dense(2)(layers.Dense(4)(x)))
        path = export.save(model, target, tmp_path, verify=False).program
    text, generator = path.read_text("utf-8"), random.Random(5)
    for _ in range(25):
        path.write_text(text[: generator.randrange(len(text))], "utf-8")
        opened(path)
        numbers = [n for n, sign in enumerate(text) if sign.isdigit()]
        place = generator.choice(numbers)
        odd = generator.choice(["-1", "10**9", "None", "'a'", "[]", "1e308", "()", "lambda: 0"])
        path.write_text(text[:place] + odd + text[place + 1 :], "utf-8")
        opened(path)


NAMES = ("a\nb", "层 一", "🙂", "a/b", "", "x" * 3000, "con\x00nul", "a: b # c")


@pytest.mark.parametrize("kind", ["json", "onnx"])
def test_layers_with_odd_names_open_under_names_that_they_may_have(kind, tmp_path):
    path = tmp_path / f"名字 🙂.{kind}"
    if kind == "json":
        entries = [{"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "i"}}]
        entries += [{"class_name": "Dense" if n % 2 else "Swirl\n", "config": {
            "name": name, "units": 4}} for n, name in enumerate(NAMES)]
        described = {"class_name": "Sequential", "config": {"name": "s\n", "layers": entries}}
        path.write_text(json.dumps(described), "utf-8")
    else:
        steps = ["x", *(f"v{n}" for n in range(len(NAMES)))]
        nodes = [onnx.helper.make_node("LRN" if n % 2 else "Relu", [steps[n]], [steps[n + 1]],
                                       name=name, **({"size": 3} if n % 2 else {}))
                 for n, name in enumerate(NAMES)]
        ends = [onnx.helper.make_tensor_value_info(name, 1, ["b", 3, 4, 4])
                for name in (steps[0], steps[-1])]
        graph = onnx.helper.make_graph(nodes, "层\n", ends[:1], ends[1:])
        onnx.save(onnx.helper.make_model(graph), path)
    document = imports.read(path).document
    names = [node.name for node in document.nodes.values()]
    assert len(set(names)) == len(names) >= len(NAMES) + 1
    assert all(name.isprintable() and 0 < len(name) <= 200 for name in names)
    files.write(document, tmp_path / "one.loom")
    assert files.read(tmp_path / "one.loom") == document


def test_what_a_project_holds_of_an_operator_may_be_spoilt(tmp_path):
    table = onnx.numpy_helper.from_array(np.arange(9000, dtype="f").reshape(90, 100), "t")
    inside = onnx.helper.make_graph(
        [onnx.helper.make_node("Relu", ["x"], ["z"])], "in", [],
        [onnx.helper.make_tensor_value_info("z", 1, ["b", 100])],
    )
    node = onnx.helper.make_node("Odd", ["x", "t"], ["y"], domain="own", body=inside, turns=3)
    ends = [onnx.helper.make_tensor_value_info(name, 1, ["b", 100]) for name in "xy"]
    graph = onnx.helper.make_graph([node], "one", ends[:1], ends[1:], [table])
    sets = [onnx.helper.make_opsetid(*one) for one in (("", 18), ("own", 1))]
    onnx.save(onnx.helper.make_model(graph, opset_imports=sets), tmp_path / "one.onnx")
    document, generator = imports.read(tmp_path / "one.onnx").document, random.Random(6)
    files.write(document, tmp_path / "one.loom")
    told = json.loads((tmp_path / "one.loom").read_text("utf-8"))
    for _ in range(40):
        spoilt = copy.deepcopy(told)
        changed(next(one for one in spoilt["nodes"] if one["type"] == "unknown:Odd")["parameters"],
                generator)
        (tmp_path / "spoilt.loom").write_text(json.dumps(spoilt), "utf-8")
        try:
            read = files.read(tmp_path / "spoilt.loom")
            analyse(read)
            export.save(build(read), "onnx", tmp_path / "out", verify=False)
        except DesignError as error:
            assert error.what
