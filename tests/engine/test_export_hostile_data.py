"""Do columns, arrays, classes and files of any name leave in programs that only load them?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import hostile_data
import numpy as np
import pytest
from test_export_hostile import HOSTILE, TEXTS, bare, code_of, named, program_of

import engine
from engine import export
from engine.data import prepare
from engine.errors import DesignError
from engine.export.column_names import escaped, tensorflow_names
from engine.export.probes import keras_like
from engine.nest import flatten
from engine.worker.feeding import fed

NAMES = {**HOSTILE, "keyword": "class", "many": "类别 😀", "slashes": "..\\..//a\\%s {x}",
         "beside": "Path(__file__)", "long": "long " * 60}  # fmt: skip
SCRIPTS = [target for target in TEXTS if target != "notebook"]
RUNNING = [
    pytest.param("keras", marks=pytest.mark.reference("keras", "tensorflow")),
    pytest.param("tf_keras", marks=pytest.mark.reference("tf_keras", "tensorflow")),
    pytest.param("pytorch", marks=pytest.mark.reference("torch", "safetensors")),
]


def programs(case, targets=TEXTS):
    for target in targets:
        yield target, code_of(export.code(case.model, target, case.recipe, case.data), target)


@pytest.mark.parametrize("make", hostile_data.CASES.values(), ids=hostile_data.CASES)
def test_names_in_data_change_nothing_but_names(make, tmp_path):
    (tmp_path / "plain").mkdir()
    plain = {t: bare(text) for t, text in programs(make(tmp_path / "plain", "plain name"))}
    for label, evil in NAMES.items():
        folder = tmp_path / label
        folder.mkdir()
        for target, text in programs(make(folder, evil)):
            assert bare(text) == plain[target], (label, target, text)


@pytest.mark.reference("ruff")
def test_programs_with_such_names_are_laid_out_as_ruff_does(tmp_path):
    for name, make in hostile_data.CASES.items():
        for label, evil in NAMES.items():
            folder = tmp_path / name / label
            folder.mkdir(parents=True)
            for target, text in programs(make(folder, evil), SCRIPTS):
                (tmp_path / f"{name}_{label}_{target}.py").write_text(text, encoding="utf-8")
    for label, evil in NAMES.items():
        for name in ("custom_cell", "branches", "titanic"):
            for target in ("keras", "pytorch"):
                text = program_of(named(name, evil), target)
                (tmp_path / f"{name}_{label}_{target}.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True).stdout == ""


@pytest.mark.parametrize("evil", NAMES.values(), ids=NAMES)
def test_programs_load_what_the_designer_prepares(evil, tmp_path):
    for name, make in hostile_data.CASES.items():
        folder = tmp_path / name
        folder.mkdir()
        case = make(folder, evil)
        done = export.save(case.model, "engine", folder, False, case.recipe, case.data)
        prepared = prepare(case.settings)
        parts = (prepared.train, prepared.test)
        mine = [(fed(case.model, prepared, part), part.y) for part in parts]
        theirs = keras_like.load(str(done.program)).load_data()
        for one, other in zip(flatten(mine), flatten(list(theirs)), strict=True):
            np.testing.assert_array_equal(one, other, err_msg=name)


FAULTS = {
    "loss": lambda evil: {"loss": evil},
    "metric": lambda evil: {"metrics": (evil,)},
    "optimizer": lambda evil: {"optimizer": evil},
    "option": lambda evil: {"optimizer_parameters": {evil: 1}},
    "callback": lambda evil: {"callbacks": (export.Callback(evil),)},
    "argument": lambda evil: {"callbacks": (export.Callback("EarlyStopping", {evil: 1}),)},
}


@pytest.mark.parametrize("place", FAULTS)
@pytest.mark.parametrize("target", [*TEXTS])
def test_names_that_stand_for_functions_are_refused_where_there_are_no_such(target, place):
    x = engine.Input((2,))
    model = engine.Model(x, engine.layers.Dense(1)(x))
    inside = "**{'verbose': __import__('os').getpid()}, verbose"
    for evil in (*NAMES.values(), inside):
        recipe = export.Recipe(**{"loss": "mse", **FAULTS[place](evil)})
        with pytest.raises(DesignError):
            export.code(model, target, recipe)


def test_columns_in_tensorflow_sort_as_they_do_in_the_table(tmp_path):
    for evil in NAMES.values():
        folder = tmp_path / hostile_data.file_name(evil)
        folder.mkdir()
        layer = hostile_data.columns(folder, evil).model.layers[-2]
        names = tensorflow_names(layer.feature_columns)
        assert names is not None and all(name.isascii() for name in names.values())
    column = engine.feature_column.numeric_column
    assert tensorflow_names([column("a b"), column("c")]) == {"a b": "a-20b"}
    twins = [column("年"), column(escaped("年"))]
    x = {one.key: engine.Input((1,), name=one.key) for one in twins}
    model = engine.Model(x, engine.layers.DenseFeatures(twins)(x))
    with pytest.raises(DesignError, match="Rename the columns"):
        export.code(model, "tf_keras")


# Where the frameworks are -------------------------------------------------------------------------


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("evil", NAMES.values(), ids=NAMES)
def test_onnx_files_with_such_names_compute_the_same(evil, tmp_path):
    cases = {**hostile_data.CASES, "columns": lambda *of: hostile_data.columns(*of, hashes=False)}
    for name, make in cases.items():
        folder = tmp_path / name
        folder.mkdir()
        done = export.save(make(folder, evil).model, "onnx", folder)
        assert done.unverified is None and done.proof.equal, name


@pytest.mark.parametrize("target", RUNNING)
@pytest.mark.parametrize("evil", ["markup", "many"])
def test_such_programs_compute_and_measure_the_same_elsewhere(target, evil, tmp_path):
    for name in ("columns", "arrays", "pictures") if evil == "many" else ("columns", "texts"):
        folder = tmp_path / name
        folder.mkdir()
        case = hostile_data.CASES[name](folder, NAMES[evil])
        done = export.save(case.model, target, folder, True, case.recipe, case.data)
        assert done.unverified is None and done.proof.equal, name
        case.model.compile("sgd", case.recipe.loss, metrics=list(case.recipe.metrics))
        prepared = prepare(case.settings)
        test = fed(case.model, prepared, prepared.test)
        mine = case.model.evaluate(test, prepared.test.y, verbose=0, return_dict=True)
        ran = subprocess.run(
            [sys.executable, str(done.program)], cwd=tmp_path, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(Path(engine.__file__).parents[1])}, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-2000:]
        assert numbers(ran.stdout) == pytest.approx(mine, abs=1e-3), name


def numbers(said):
    """The loss and the accuracy that a program printed last, whichever library's it is."""
    last = said.strip().splitlines()[-1]
    return {name: float(number) for name, number in re.findall(r"(loss|accuracy)\W+([\d.]+)", last)}
