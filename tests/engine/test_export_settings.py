"""Does all that a training can be told mean the same in programs for every library?"""

import contextlib
import csv
import io
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec

import hostile_data
import numpy as np
import pytest
from test_export_pytorch import SCHEDULES, run_in_torch

import engine
from engine import export, layers
from engine.data import prepare
from engine.errors import DesignError
from engine.export import Callback, Recipe
from engine.export.probes import keras_like
from engine.training import constraints, initializers, losses, optimizers, regularizers
from engine.worker.feeding import fed

STEPS, SAMPLES = 3, 6
USUAL = "categorical_crossentropy"
OPTIONS = [
    ("Adam", {"clipnorm": 0.1}), ("Adam", {"clipvalue": 0.01}), ("SGD", {"global_clipnorm": 0.1}),
    ("Adam", {"weight_decay": 0.05}), ("Adam", {"amsgrad": True}), ("Adadelta", {"rho": 0.5}),
    ("SGD", {"momentum": 0.9, "nesterov": True}), ("RMSprop", {"centered": True, "momentum": 0.5}),
    ("Adagrad", {"epsilon": 0.01}), ("Ftrl", {"l1_regularization_strength": 0.01, "beta": 0.1}),
]  # fmt: skip
PENALTIES = {"l1": {"l1": 0.02}, "l2": {"l2": 0.03}, "L1L2": {"l1": 0.01, "l2": 0.02},
             "orthogonal_regularizer": {"factor": 0.02, "mode": "columns"}}  # fmt: skip
LIMITS = {"max_norm": {"max_value": 0.5}, "unit_norm": {"axis": 1}, "non_neg": {},
          "min_max_norm": {"min_value": 0.2, "max_value": 0.4, "rate": 0.5},
          "radial_constraint": {}}  # fmt: skip
# What a library computes otherwise, and says so: Keras 3 has no such limit, and Nadam of Keras 2
# multiplies its momenta once more for each weight.
REFUSED = {("keras", "radial_constraint"), ("tf_keras", "Nadam")}


def network(last="softmax", **first):
    convolves = first.get("kernel_constraint") == "radial_constraint"
    x = engine.Input((4, 4, 1) if convolves else (4,), name="numbers")
    if convolves:
        y = layers.Flatten()(layers.Conv2D(2, 3, name="hidden", **first)(x))
    else:
        y = layers.Dense(5, "tanh", name="hidden", **first)(x)
    model = engine.Model(x, layers.Dense(3, last, name="answers")(y), name="net")
    generator = np.random.default_rng(0)
    model.set_weights([generator.normal(0, 0.4, w.shape).astype("f") for w in model.get_weights()])
    return model


def every_case():
    """(name, its place in a table, model, recipe) of all that a training can be told."""
    for name in optimizers.table.names():
        yield name, name, network(), Recipe(USUAL, name, 0.05)
        for place, schedule in enumerate(SCHEDULES):
            yield f"{name}_{place}", name, network(), Recipe(USUAL, name, schedule)
    for name, told in OPTIONS:
        recipe = Recipe(USUAL, name, 0.05, optimizer_parameters=told)
        yield f"{name}_{'_'.join(told)}", name, network(), recipe
    for name in losses.table.names():
        yield name, name, network(), Recipe(name, "SGD", 0.05)
        if name.startswith("binary"):
            yield f"{name}_alone", name, network("sigmoid"), Recipe(name, "SGD", 0.05)
    for house, table, many in (
        ("kernel_regularizer", regularizers.table, PENALTIES),
        ("kernel_constraint", constraints.table, LIMITS),
    ):
        assert set(table.names()) <= {*many, "l1_l2"}
        for name, told in many.items():
            made = name if name == "radial_constraint" else {"class_name": name, "config": told}
            made = made if isinstance(made, str) else table.get(made)
            yield f"{name}_told", name, network(**{house: made}), Recipe(USUAL, "SGD", 0.1)
        for name in table.names():
            yield f"{name}_plain", name, network(**{house: name}), Recipe(USUAL, "SGD", 0.1)
    for name in initializers.table.names():
        if name != "identity":  # of square ones alone
            model = network(kernel_initializer=name)
            yield f"begins_{name}", name, model, Recipe(USUAL, "SGD", 0.1)


def batches(model, loss):
    generator = np.random.default_rng(3)
    x = generator.standard_normal((STEPS, SAMPLES, *model.inputs[0].shape[1:])).astype("f")
    kinds = generator.integers(0, 3, (STEPS, SAMPLES))
    return x, kinds if loss.startswith("sparse") else np.eye(3, dtype="f")[kinds]


def learned_here(model, recipe):
    """(losses of the steps, answers after them)."""
    options = {"learning_rate": recipe.learning_rate, **(recipe.optimizer_parameters or {})}
    model.compile(getattr(engine.optimizers, recipe.optimizer)(**options), recipe.loss)
    x, y = batches(model, recipe.loss)
    found = [model.train_on_batch(*one) for one in zip(x, y, strict=True)]
    return np.array(found), model.predict(x[0], verbose=0)


def held(target, cases):
    """The cases that a target does not refuse; those that it refuses are known."""
    for name, entry, model, recipe in cases:
        if (target, entry) in REFUSED:
            with pytest.raises(DesignError):
                export.code(model, target, recipe)
        else:
            yield name, model, recipe


@pytest.mark.parametrize(
    "target",
    [pytest.param(one, marks=pytest.mark.reference(one, "tensorflow"))
     for one in ("keras", "tf_keras")],
)  # fmt: skip
def test_three_steps_end_where_the_engine_s_end_in_keras(target, tmp_path):
    wrong = {}
    for name, model, recipe in held(target, every_case()):
        done = export.save_program(model, target, tmp_path / f"{name}.py", recipe)
        program = keras_like.load(str(done.program))
        with contextlib.redirect_stdout(io.StringIO()):
            theirs = program.build_model()
            theirs.load_weights(done.weights)
            program.compile_model(theirs)
            theirs.run_eagerly = True
            x, y = batches(model, recipe.loss)
            losses = [float(theirs.train_on_batch(*one)) for one in zip(x, y, strict=True)]
            after = np.asarray(theirs(x[0]))
        mine = learned_here(model, recipe)
        note(wrong, name, mine, (losses, after))
    assert wrong == {}


@pytest.mark.reference("torch", "safetensors")
def test_three_steps_end_where_the_engine_s_end_in_torch(tmp_path):
    wrong, mine = {}, {}
    for name, model, recipe in held("pytorch", every_case()):
        folder = tmp_path / name
        folder.mkdir()
        export.save_program(model, "pytorch", folder / "program.py", recipe)
        x, y = batches(model, recipe.loss)
        given = {"input/0": x[0]}
        for step in range(STEPS):
            given |= {f"batch/{step}/input/0": x[step], f"batch/{step}/target/0": y[step]}
        np.savez(folder / "arrays.npz", **given)
        mine[name] = learned_here(model, recipe)
    for name, found in run_in_torch(tmp_path).items():
        assert isinstance(found, dict), f"{name}: {found}"
        note(wrong, name, mine[name], (found["loss"], found["trained/0"]))
    assert wrong == {}


def watched(target, folder):
    """Callbacks that say what they saw, and those that steer."""
    kept = {"filepath": str(folder / "best.weights.h5"), "save_best_only": True,
            "save_weights_only": True}  # fmt: skip
    found = [
        Callback("ReduceLROnPlateau", {"factor": 0.5, "patience": 1, "min_delta": 0.2}),
        Callback("EarlyStopping", {"patience": 3, "min_delta": 0.2, "restore_best_weights": True}),
        Callback("TerminateOnNaN"),
        Callback("CSVLogger", {"filename": str(folder / "rows.csv"), "separator": ";"}),
        Callback("ModelCheckpoint", kept),
    ]
    if target != "pytorch":
        found.append(Callback("BackupAndRestore", {"backup_dir": str(folder / "backup")}))
    if target == "engine" or (target != "pytorch" and find_spec("tensorboard")):
        found.append(Callback("TensorBoard", {"log_dir": str(folder / "board")}))
    return tuple(found)


def learns(folder, target):
    """A case that learns for some epochs, watched by all callbacks."""
    case = hostile_data.encoded(folder, "table")
    recipe = replace(case.recipe, epochs=9, shuffle=False, validation_split=0.25,
                     learning_rate=0.05, callbacks=watched(target, folder))  # fmt: skip
    return replace(case, recipe=recipe)


def rows_of(path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [{k: float(v) for k, v in row.items() if k not in ("lr", "learning_rate")}
            for row in rows]  # fmt: skip


@pytest.mark.parametrize(
    "target",
    ["engine", *(pytest.param(one, marks=pytest.mark.reference(one, more)) for one, more in
                 (("keras", "tensorflow"), ("tf_keras", "tensorflow")))],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore")  # TensorFlow's own
def test_callbacks_see_and_steer_alike_in_keras(target, tmp_path):
    case = learns(tmp_path, target)
    done = export.save(case.model, target, tmp_path, False, case.recipe, case.data)
    program = keras_like.load(str(done.program))
    model = program.build_model()
    model.load_weights(done.weights)
    program.compile_model(model)
    program.train(model, *program.load_data()[0])
    theirs = rows_of(tmp_path / "rows.csv")
    assert (tmp_path / "best.weights.h5").exists()
    boards = [one for one in case.recipe.callbacks if one.name == "TensorBoard"]
    assert not boards or any((tmp_path / "board").rglob("*events*"))
    assert theirs == alike(learned_with_callbacks(case, tmp_path))


@pytest.mark.reference("torch", "safetensors")
def test_callbacks_see_and_steer_alike_in_torch(tmp_path):
    case = learns(tmp_path, "pytorch")
    done = export.save(case.model, "pytorch", tmp_path, False, case.recipe, case.data)
    text = done.program.read_text().replace("make_network(new=learns)", "make_network()")
    done.program.write_text(text)
    ran = subprocess.run([sys.executable, str(done.program), "--train"], capture_output=True,
                         text=True, check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    theirs = rows_of(tmp_path / "rows.csv")
    assert (tmp_path / "best.safetensors").exists()
    assert theirs == alike(learned_with_callbacks(case, tmp_path))


def alike(rows):
    return [pytest.approx(row, rel=1e-4, abs=1e-5) for row in rows]


def learned_with_callbacks(case, folder):
    """The rows that the engine's own callbacks write."""
    made = [getattr(engine.callbacks, one.name)(**one.parameters) for one in case.recipe.callbacks]
    recipe, prepared = case.recipe, prepare(case.settings)
    case.model.compile(engine.optimizers.SGD(recipe.learning_rate), recipe.loss,
                       metrics=list(recipe.metrics))  # fmt: skip
    case.model.fit(
        fed(case.model, prepared, prepared.train), prepared.train.y, recipe.batch_size,
        recipe.epochs, validation_split=recipe.validation_split, shuffle=False, verbose=0,
        callbacks=made,
    )  # fmt: skip
    rows = rows_of(folder / "rows.csv")
    assert 3 < len(rows) < recipe.epochs, "it stops early, after the rate was lowered"
    return rows


def test_callbacks_that_call_functions_or_are_unknown_are_refused_with_a_way_out():
    for name, told in (("LearningRateScheduler", {"schedule": abs}), ("LambdaCallback", {}),
                       ("TensorBoard", {}),
                       ("ModelCheckpoint", {"filepath": "x", "save_freq": 3})):  # fmt: skip
        recipe = Recipe(USUAL, callbacks=(Callback(name, told),))
        with pytest.raises(DesignError) as caught:
            export.code(network(), "pytorch", recipe)
        assert caught.value.fix


def note(wrong, name, mine, theirs):
    """Keep a case in which losses or answers are apart."""
    pairs = zip(mine, theirs, strict=True)
    apart = [np.abs(np.subtract(a, b)) / np.maximum(1, np.abs(a)) for a, b in pairs]
    largest = max(float(one.max()) for one in apart)
    if not largest < 1e-5:
        wrong[name] = largest


def masked(layer):
    words = engine.Input((7,), dtype="int32")
    x = layers.Embedding(6, 4, mask_zero=True)(words)
    return engine.Model(words, layers.LSTM(3)(layer(x)))


SCALING = {
    "unit": lambda: layers.UnitNormalization(axis=[1, 2]),
    "rescaled": lambda: layers.Rescaling(0.5, 0.1),
    "normalized": lambda: layers.Normalization(mean=0.1, variance=0.5),
}


def test_numbers_that_are_scaled_lose_their_mask_as_in_keras_2():
    assert [masked(make()).layers[-1].calls[0].inputs[0]._keras_mask is not None
            for make in SCALING.values()] == [True, False, False]  # fmt: skip


ELSEWHERE = {"keras": "keras", "tf_keras": "tf_keras", "pytorch": "torch"}


@pytest.mark.parametrize(
    "target",
    ["onnx", *(pytest.param(target, marks=pytest.mark.reference(library))
               for target, library in ELSEWHERE.items())],
)  # fmt: skip
@pytest.mark.parametrize("make", SCALING.values(), ids=SCALING)
def test_what_scales_masked_words_computes_the_same_elsewhere(make, target, tmp_path):
    done = export.save(masked(make()), target, tmp_path)
    assert done.unverified is None and done.proof.equal
