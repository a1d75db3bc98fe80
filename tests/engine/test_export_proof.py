"""Is an export proven equal, told where it is not, and can one stop waiting for it?"""

import json
import re
import runpy
import shutil
import sys

import numpy as np
import pytest

import engine
from engine import export, layers
from engine.data import prepare
from engine.errors import DesignError
from engine.export.data import data_for
from engine.export.layout import tidy
from engine.export.proving import difference
from engine.export.report import Report, page
from engine.worker.feeding import fed


def network():
    x = engine.Input((6, 3), name="steps")
    hidden = layers.LSTM(4, return_sequences=True, name="lstm")(x)
    return engine.Model(x, layers.Dense(2, name="answer")(layers.Flatten(name="flat")(hidden)))


def test_a_verified_export_says_how_equal_it_is_in_three_places(tmp_path):
    done = export.save(network(), "engine", tmp_path, layers=True)
    assert done.proof.equal and done.proof.largest == 0.0
    assert [one.name for one in done.proof.layers] == ["lstm", "flat", "answer"]
    kept = json.loads(done.proof_file.read_text())
    assert kept["equal"] and kept["versions"]["python"]
    assert "# Verified on" in done.program.read_text()
    compile(done.program.read_text(), "exported", "exec")


def test_the_first_layer_that_differs_is_named(tmp_path):
    model = network()
    done = export.save(model, "engine", tmp_path, verify=False)
    text = done.program.read_text().replace("4, return_sequences", '4, "relu", return_sequences')
    done.program.write_text(text)
    checked = export.verify(model, done, layers=True)
    assert not checked.proof.equal
    assert checked.proof.first == "lstm"
    assert "DIFFERS" in done.program.read_text()


def test_onnx_is_always_verified(tmp_path):
    done = export.save(network(), "onnx", tmp_path, layers=True)
    assert done.unverified is None
    assert done.proof.equal and done.proof.largest < 1e-5
    assert len(done.proof.layers) == 3


def test_a_missing_library_is_told_with_the_command_that_installs_it(tmp_path):
    model, done = network(), None
    done = export.save(model, "engine", tmp_path, verify=False)
    text = done.program.read_text()
    done.program.write_text(text.replace("import engine", "import no_such_library", 1))
    with pytest.raises(DesignError, match="no_such_library is not installed") as caught:
        export.verify(model, done)
    assert f"{sys.executable} -m pip install layerloom" in str(caught.value)


def test_a_program_that_fails_is_told_with_its_own_words(tmp_path):
    model = network()
    done = export.save(model, "engine", tmp_path, verify=False)
    done.program.write_text(done.program.read_text().replace("return_sequences=True, ", ""))
    with pytest.raises(DesignError, match="failed"):
        export.verify(model, done)


def test_nobody_needs_to_wait_for_a_proof(tmp_path):
    model = network()
    done = export.save(model, "engine", tmp_path, verify=False)
    with pytest.raises(export.Stopped):
        export.verify(model, done, stop=lambda: True)


def test_a_python_that_is_not_there_is_told(tmp_path):
    done = export.save(network(), "engine", tmp_path, python="/no/such/python")
    assert "/no/such/python" in str(done.unverified)
    assert done.program.exists() and done.proof is None


def test_a_program_that_is_no_python_is_told(tmp_path):
    silent = shutil.which("true")
    done = export.save(network(), "engine", tmp_path, python=silent)
    assert f"{silent} ran the exported program, but gave no answer" in str(done.unverified)
    assert done.program.exists() and done.proof is None


def test_differences_know_shapes_missing_numbers_and_size():
    ones = np.ones((2, 3), np.float32)
    assert difference("a", ones, ones + 1e-3).largest == pytest.approx(1e-3, rel=1e-3)
    assert difference("a", ones, ones[:1]).largest == float("inf")
    assert difference("a", ones, None).largest == float("inf")
    nothing = np.full((2, 3), np.nan, np.float32)
    assert difference("a", nothing, nothing).largest == 0.0
    assert difference("a", ones, nothing).largest == float("inf")
    assert difference("a", ones * 1e6, ones * 1e6 + 10).is_small


def loaded(settings, reads, folder):
    """What an exported program loads for these settings."""
    data = data_for(settings, reads)
    text = tidy("\n".join(["from pathlib import Path", "", *data.imports, "", *data.lines]))
    for source, name in data.files:
        shutil.copyfile(source, folder / name)
    (folder / "program.py").write_text(text)
    return runpy.run_path(str(folder / "program.py"))["load_data"]()


def table(folder):
    """A table with gaps, words of all kinds and a hostile name."""
    lines = ['"a""; import os #",kind,word,answer']
    for row in range(24):
        number = "" if row == 3 else f"{row * 0.37:.2f}"
        lines.append(f"{number},{['x', 'y ', '', 'é'][row % 4]},{row % 3},{['no', 'yes'][row % 2]}")
    (folder / "own.csv").write_text("\n".join(lines), encoding="utf-8")
    return f"file:{folder / 'own.csv'}"


@pytest.mark.parametrize(
    "settings",
    [
        {"source": "builtin:digits", "scale": "unit", "sample_shape": (64,)},
        {"source": "builtin:titanic"},
        {"source": "builtin:iris", "target_encoding": "one_hot", "shuffle": False},
        {"columns": {"kind": "code", "word": "one_hot"}, "scale": "unit"},
        {"target": "word", "target_encoding": "one_hot"},
        {"source": "builtin:reviews"},
        {"source": "builtin:trips", "text_length": 7},
        {"source": "builtin:shapes"},
        {"source": "builtin:mnist", "target": "=input"},
        {"source": "builtin:sunspots", "window": 5, "horizon": 2, "columns": {"year": "number"}},
    ],
)
def test_programs_load_the_very_numbers_that_the_designer_trains_on(settings, tmp_path):
    settings = {"source": settings.get("source") or table(tmp_path), **settings}
    prepared = prepare(settings)
    parts = loaded(settings, {}, tmp_path)
    for part, (x, y) in zip((prepared.train, prepared.test), parts, strict=True):
        np.testing.assert_array_equal(part.x[0], x)
        np.testing.assert_array_equal(part.y, y)
        assert (part.x[0].dtype, part.y.dtype) == (x.dtype, y.dtype)


def test_programs_load_a_text_beside_numbers(tmp_path):
    rows = "".join(f"good film {row % 5},{row},{row % 2}\n" for row in range(20))
    (tmp_path / "own.csv").write_text(f"text,age,y\n{rows}")
    source = f"file:{tmp_path / 'own.csv'}"
    settings = {"source": source, "target": "y", "columns": {"text": "words"}}
    prepared = prepare(settings)
    (x, y), _ = loaded(settings, {}, tmp_path)
    for mine, theirs in zip(prepared.train.x, x, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(prepared.train.y, y)


def test_programs_load_answers_that_are_pictures_or_have_a_class_for_each_pixel(tmp_path):
    generator = np.random.default_rng(0)
    pictures = generator.integers(0, 256, (2, 20, 8, 8), np.uint8)
    masks = generator.integers(0, 3, (20, 8, 8))
    np.savez(tmp_path / "pairs.npz", x=pictures[0], y=pictures[1], masks=masks)
    source = {"source": f"file:{tmp_path / 'pairs.npz'}", "features": ("x",)}
    for more in ({"target": "y"}, {"target": "masks", "target_kind": "classes"}):
        prepared = prepare({**source, **more})
        (x, y), _ = loaded({**source, **more}, {}, tmp_path)
        np.testing.assert_array_equal(prepared.train.x[0], x)
        np.testing.assert_array_equal(prepared.train.y, y)


def test_programs_load_several_arrays_and_read_columns_by_name(tmp_path):
    generator = np.random.default_rng(0)
    arrays = {"left": generator.random((20, 4)), "right": generator.random((20, 3, 2))}
    np.savez(tmp_path / "two.npz", **arrays, y=generator.integers(3, 6, 20))
    settings = {
        "source": f"file:{tmp_path / 'two.npz'}", "features": ("left", "right"), "target": "y",
        "scale": "standard",
    }  # fmt: skip
    prepared = prepare(settings)
    (x, y), _ = loaded(settings, {}, tmp_path)
    for mine, theirs in zip(prepared.train.x, x, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(prepared.train.y, y)

    column = engine.feature_column.numeric_column("Age")
    words = engine.feature_column.categorical_column_with_vocabulary_list("Sex", ("male",))
    layer = layers.DenseFeatures([column, engine.feature_column.indicator_column(words)])
    ends = {
        name: engine.Input(batch_shape=spec.shape, name=name, dtype=spec.dtype)
        for name, spec in layer.reads.items()
    }
    model = engine.Model(list(ends.values()), layer(ends))
    settings = {"source": "builtin:titanic"}
    prepared = prepare(settings)
    _, (x, _) = loaded(settings, export.columns_read(model), tmp_path)
    for name, values in fed(model, prepared, prepared.test).items():
        np.testing.assert_array_equal(values, x[name])


def test_a_notebook_holds_the_program_in_cells_and_is_proven_too(tmp_path):
    done = export.save(network(), "notebook", tmp_path, recipe=export.Recipe("mse"))
    assert done.proof.equal
    content = json.loads(done.program.read_text())
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in content["cells"]}) == len(content["cells"])
    for cell in content["cells"]:
        expected = {"id", "cell_type", "metadata", "source"}
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), "cell", "exec")
            expected |= {"outputs", "execution_count"}
        assert set(cell) == expected
    assert "Verified on" in "".join(content["cells"][0]["source"])


def test_the_report_is_one_harmless_page(tmp_path):
    x = engine.Input((4,), name="<script>alert(1)</script>")
    model = engine.Model(x, layers.Dense(2, name='a"><img src=x>')(x), name="page")
    told = Report(
        "<b>Net</b>", '<?xml version="1.0"?>\n<svg width="9mm" height="4mm"><g/></svg>\n',
        {"loss": [2.0, float("nan"), 1.0], "val_loss": [2.5, 2.2, 1.9], "epoch": [1, 2, 3]},
        np.array([[3, 1], [0, 4]]), ("cat", "<i>"), [("Training", "loss", "<mse>")],
    )  # fmt: skip
    text = page(model, told)
    assert "<script" not in text and "<img" not in text and "<i>" not in text
    assert '<svg class="drawing"><g/></svg>' in text
    assert text.count("<polyline") == 2 and ">epoch<" not in text
    assert "&lt;mse&gt;" in text and "(None, 2)" in text
    assert "default-src 'none'" in text


def test_a_training_of_one_epoch_shows_in_the_report():
    x = engine.Input((4,))
    text = page(engine.Model(x, layers.Dense(2)(x)), Report("Net", curves={"loss": [2.0]}))
    (points,) = re.findall(r'<polyline points="([^"]*)"', text)
    first, second = points.split()
    assert first == second, "a line of one point would be invisible"


def test_feature_columns_are_encoded_before_the_network_for_keras_3(tmp_path):
    column = engine.feature_column
    age = column.bucketized_column(column.numeric_column("Age"), [18, 60])
    words = ("male", "female")
    sex = column.categorical_column_with_vocabulary_list("Sex", words, num_oov_buckets=2)
    town = column.categorical_column_with_hash_bucket("Embarked", 5)
    layer = layers.DenseFeatures([
        age, column.indicator_column(sex), column.indicator_column(town),
        column.indicator_column(column.crossed_column([age, "Sex"], 7)),
        column.numeric_column("Fare", normalizer_fn=column.Standardize(30.0, 50.0)),
    ])  # fmt: skip
    ends = {
        name: engine.Input(batch_shape=spec.shape, name=name, dtype=spec.dtype)
        for name, spec in layer.reads.items()
    }
    model = engine.Model(list(ends.values()), layer(ends))
    features = {
        "Age": np.array([[17.0], [18.0], [70.0]], "f"),
        "Fare": np.array([[7.5], [0.0], [512.3]], "f"),
        "Sex": np.array([["male"], [""], ["réd"]], object),
        "Embarked": np.array([["S"], ["Q"], [""]], object),
    }
    text = export.code(model, "keras")
    # What stands before the network is plain NumPy: it runs without Keras.
    lines = [line for line in text[: text.index("\n\n\n")].splitlines() if "keras" not in line]
    body = text[text.index("ALL_ONES = ") : text.index("def build_model")]
    program = tmp_path / "encode.py"
    program.write_text("\n".join([*lines, body]))
    encoded = runpy.run_path(str(program))["encode"](features)
    mine = model.predict(features, verbose=0)
    np.testing.assert_allclose(np.concatenate(list(encoded.values()), axis=1), mine, rtol=1e-6)


def attending(masked, dropout=0.0, inside=False):
    """A block of a Transformer on words, of which some may be masked."""
    words = engine.Input((7,), dtype="int32")
    vectors = layers.Embedding(5, 8, mask_zero=masked)(words)
    read = engine.Input((7, 8)) if inside else vectors
    mixed = layers.MultiHeadAttention(2, 4, dropout=dropout, name="heads")(read, read)
    mixed = layers.LayerNormalization()(layers.Add()([read, mixed]))
    mixed = engine.Model(read, mixed, name="block")(vectors) if inside else mixed
    return engine.Model(words, layers.LSTM(3)(mixed))


@pytest.mark.parametrize("inside", [False, True])
def test_attention_that_keeps_masks_is_written_out_for_keras_3_where_there_are_masks(inside):
    kept = "class MultiHeadAttention(layers.MultiHeadAttention)"
    assert kept in export.code(attending(True, inside=inside), "keras")
    assert kept not in export.code(attending(False, inside=inside), "keras")
    assert kept not in export.code(attending(True, inside=inside), "tf_keras")
