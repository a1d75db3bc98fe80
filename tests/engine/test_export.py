"""Do exported programs run as they stand, compute the same, and do no harm?"""

import ast
import runpy
import subprocess
import sys

import numpy as np
import pytest
from test_layer_laws import LAYERS, model_of

import engine
import resources
from designer.document import edits, files
from designer.document.build import build, code, recipe
from designer.document.values import Document, Wire
from engine import export, layers
from engine.errors import DesignError
from engine.export.python import Names, literal

HOSTILE = ['a"; import os #', "class", "None", "😀 网络", "x\n    boom()", "'''", "../../etc", "é"]


def branched():
    """Shared layers, several inputs and outputs, a merge: what a chain cannot say."""
    first, second = engine.Input((8, 8, 2), name="left"), engine.Input((8, 8, 2), name="right")
    shared = layers.Conv2D(4, 3, padding="same", activation="relu", name="shared")
    joined = layers.Concatenate(name="joined")([shared(first), shared(second)])
    summed = layers.Add(name="summed")([shared(first), shared(second)])
    pooled = layers.GlobalAveragePooling2D(name="pooled")(joined)
    normal = layers.BatchNormalization(name="normal")(summed)
    flat = layers.Flatten(name="flat")(normal)
    one = layers.Dense(3, activation="softmax", kernel_regularizer="l2", name="one")(pooled)
    two = layers.Dense(
        1, kernel_initializer=engine.initializers.RandomNormal(stddev=0.1), name="two"
    )(flat)
    return engine.Model([first, second], [one, two], name="branched")


def pictures():
    generator = np.random.default_rng(0)
    return [generator.standard_normal((3, 8, 8, 2)).astype("f") for _ in range(2)]


def outputs_of(program, weights, values):
    model = program["build_model"]()
    model.load_weights(weights)
    return model.predict(values, verbose=0)


def test_branches_shared_layers_and_several_ends_come_out_the_same(tmp_path):
    model = branched()
    done = export.save(model, "engine", tmp_path, verify=False)
    found = outputs_of(runpy.run_path(str(done.program)), done.weights, pictures())
    for mine, theirs in zip(model.predict(pictures()), found, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    text = done.program.read_text()
    assert text.count("layers.Conv2D(") == 1, "a shared layer is made once"


def test_exported_program_runs_as_a_program(tmp_path):
    model = branched()
    script = export.save(
        model, "engine", tmp_path, recipe=export.Recipe("mse", "SGD", 0.1)
    ).program
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Total params" in done.stdout


@pytest.mark.parametrize("target", ["keras", "tf_keras", "engine"])
@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_any_kind_come_out_as_harmless_code(name, target):
    inputs = engine.Input((4,), name=name)
    outputs = layers.Dense(2, name=f"{name} 2")(inputs)
    model = engine.Model(inputs, layers.Add(name=f"{name} 3")([outputs, outputs]), name=name)
    text = export.code(model, target)
    tree = ast.parse(text)
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called <= {"main", "build_model", "Path"}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported == {target, "sys"}


def test_names_are_valid_and_each_once():
    names = Names()
    taken = [names.take(name) for name in [*HOSTILE, *HOSTILE]]
    assert all(name.isidentifier() for name in taken)
    assert len(set(taken)) == len(taken)


def test_only_plain_values_become_literals():
    assert literal({"a": (1, 2.5, None, True), "b": ['x"y']}) == (
        '{"a": (1, 2.5, None, True), "b": [\'x"y\']}'
    )
    with pytest.raises(DesignError):
        literal(object())


def test_program_of_a_drawing_keeps_its_settings():
    document = Document(name="Small net")
    for kind, parameters in (("Input", {"shape": [4]}), ("Dense", {"units": 3})):
        document = edits.add_node(document, kind, 0, 0, parameters)
    document = edits.connect(document, Wire("n1", 0, "n2", 0))
    document = edits.set_training(
        document, optimizer="SGD", learning_rate=0.25, loss="mse", metrics=["mae"]
    )
    text = code(document, "keras")
    assert "keras.optimizers.SGD(learning_rate=0.25)" in text
    assert 'loss="mse"' in text and 'metrics=["mae"]' in text
    assert 'name="small_net"' in text
    assert build(document).name == "small_net"


def test_unknown_target_names_the_known_ones():
    with pytest.raises(DesignError, match="keras"):
        export.code(branched(), "kerass")


def formatted(folder):
    """What `ruff format` makes of the programs in a folder, by file name."""
    subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--quiet", "--isolated", folder], check=True
    )
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.mark.parametrize("target", [name for name, one in export.TARGETS.items() if one.is_python])
def test_programs_of_all_layers_and_templates_are_laid_out_as_the_formatter_does(target, tmp_path):
    models = {name: (model_of(name), None) for name in LAYERS}
    for path in resources.path("templates").glob("*.loom"):
        document = files.read(path)
        models[path.stem] = (build(document), recipe(document))
    texts = {}
    for name, (model, how) in models.items():
        if not export.refusals(model, target):
            texts[f"{name}.py"] = export.code(model, target, how)
            (tmp_path / f"{name}.py").write_text(texts[f"{name}.py"])
    assert len(texts) > 60
    assert texts == formatted(tmp_path)
