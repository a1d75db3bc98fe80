"""Do whole exported programs learn as the engine does, from loading data to evaluation?"""

import ast
import json
import os
import runpy
import socket
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import engine
import resources
from designer.document import files
from designer.document.build import build, code, data, recipe
from engine import export
from engine.errors import DesignError
from engine.export.probes import keras_like
from engine.training import metrics

TARGETS = [
    pytest.param("keras", marks=pytest.mark.reference("keras", "tensorflow")),
    pytest.param("tf_keras", marks=pytest.mark.reference("tf_keras", "tensorflow")),
]
NOISE = ("rate", "dropout", "recurrent_dropout")
SAMPLES, TESTS = 64, 32


def drawn(name, **training):
    """A template with settings of its own, in the order of its samples."""
    document = files.read(resources.path("templates") / f"{name}.loom")
    settings = {"shuffle": False, "epochs": 2, "batch_size": 16, **training}
    return replace(document, training=replace(document.training, **settings))


def calm(model):
    """The model without chance."""
    for layer in engine.layers.base.all_sublayers(model):
        for name in NOISE:
            if isinstance(getattr(layer, name, None), float):
                setattr(layer, name, 0.0)
    return model


def cut(values, count):
    if isinstance(values, dict):
        return {key: one[:count] for key, one in values.items()}
    return [one[:count] for one in values] if isinstance(values, list) else values[:count]


def written(document, target, folder):
    """(the model, how it learns, the program's path, the program as a module)."""
    model = calm(build(document))
    how = recipe(document)
    done = export.save_program(model, target, folder / "program.py", how, data(document, model))
    return model, how, done, keras_like.load(str(done.program))


def learned_there(program, done, given, answers, tests):
    """(history, what it measures) of the program's own functions, from the exported weights."""
    model = program.build_model()
    model.load_weights(done.weights)
    program.compile_model(model)
    if hasattr(program, "encode"):
        given, tests = program.encode(given), (program.encode(tests[0]), tests[1])
    history = program.train(model, given, answers).history
    return history, model.evaluate(*tests, return_dict=True, verbose=0)


def learned_here(model, how, given, answers, tests):
    options = how.optimizer_parameters or {}
    optimizer = getattr(engine.optimizers, how.optimizer)(how.learning_rate, **options)
    model.compile(optimizer, how.loss, metrics=list(how.metrics))
    callbacks = [getattr(engine.callbacks, one.name)(**one.parameters) for one in how.callbacks]
    history = model.fit(
        given, answers, how.batch_size, how.epochs, validation_split=how.validation_split,
        shuffle=how.shuffle, callbacks=callbacks, verbose=0,
    ).history  # fmt: skip
    return history, model.evaluate(*tests, return_dict=True, verbose=0)


def assert_learn_alike(document, target, folder, rows=False, rtol=2e-5):
    model, how, done, program = written(document, target, folder)
    (given, answers), (tests, right) = program.load_data()
    given, answers = cut(given, SAMPLES), cut(answers, SAMPLES)
    tests, right = cut(tests, TESTS), cut(right, TESTS)
    mine = learned_here(model, how, given, answers, (tests, right))
    if rows:
        answers, right = (one.reshape(len(one), -1).astype("float32") for one in (answers, right))
    theirs = learned_there(program, done, given, answers, (tests, right))
    for ours, others in zip(mine, theirs, strict=True):
        assert set(ours) == set(others)
        for name, value in ours.items():
            np.testing.assert_allclose(others[name], value, rtol=rtol, atol=2e-6, err_msg=name)


# Pictures and a cell of one's own; texts, in which words come several times; a table's columns.
@pytest.mark.parametrize("name", ["custom_cell", "reviews", "titanic"])
@pytest.mark.parametrize("target", TARGETS)
def test_a_template_s_program_learns_what_the_engine_learns(name, target, tmp_path):
    assert_learn_alike(drawn(name), target, tmp_path)


@pytest.mark.parametrize("target", TARGETS)
def test_a_program_stops_where_the_designer_would(target, tmp_path):
    settings = {"early_stopping": True, "patience": 0, "monitor": "val_accuracy", "epochs": 9}
    assert_learn_alike(drawn("custom_cell", **settings), target, tmp_path)


OPTIMIZERS = [
    pytest.param(target, name, marks=pytest.mark.reference(target, "tensorflow"))
    for target in ("keras", "tf_keras")
    for name in ("Adam", "RMSprop", "Ftrl", *(["Nadam"] if target == "keras" else []))
]


@pytest.mark.parametrize("target, name", OPTIMIZERS)
def test_optimizers_step_alike_over_repeated_words(target, name, tmp_path):
    assert_learn_alike(drawn("reviews", optimizer=name, metrics=()), target, tmp_path)


@pytest.mark.parametrize("name", ["binary_focal_crossentropy", "hinge", "poisson"])
@pytest.mark.parametrize("target", TARGETS)
def test_losses_of_single_numbers_mean_the_same(name, target, tmp_path):
    assert_learn_alike(drawn("titanic", loss=name, metrics=(), epochs=1), target, tmp_path, True)


@pytest.mark.parametrize("target", TARGETS)
def test_every_metric_is_called_and_computed_as_in_the_designer(target, tmp_path):
    names = tuple(one for one in metrics.table.names() if "top_k" not in one)
    assert_learn_alike(drawn("titanic", metrics=names), target, tmp_path, rows=True)


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # of Keras 3's own saving
@pytest.mark.parametrize("target", TARGETS)
def test_a_program_runs_as_it_stands_and_uses_what_it_learned(
    target, tmp_path, monkeypatch, capsys
):
    document = drawn("titanic", epochs=2, shuffle=True, metrics=("accuracy", "F1Score"))
    model, how, done, _ = written(document, target, tmp_path)

    def printed(*arguments):
        monkeypatch.setattr(sys, "argv", [str(done.program), *arguments])
        runpy.run_path(str(done.program), run_name="__main__")
        last = capsys.readouterr().out.strip().splitlines()[-1]
        return {name: float(number) for name, number in numbers(last).items()}

    untrained, trained = printed(), printed("--train")
    assert set(trained) == {"loss", "accuracy", "f1_score"}
    assert trained["loss"] < 0.7 and trained["loss"] != untrained["loss"]
    assert printed() == pytest.approx(trained, rel=1e-6)
    if target == "keras":
        assert printed("--save") == pytest.approx(trained, rel=1e-6)
        assert import_module(target).models.load_model(tmp_path / "program.keras").built


def numbers(line):
    """What was printed, whichever library's arrays it holds."""
    plain = line[line.index("{") :].replace("array(", "(").replace(", dtype=float32", "")
    found = ast.literal_eval(plain)
    return {name: np.ravel(value)[0] for name, value in found.items()}


@pytest.mark.reference("ruff")
@pytest.mark.parametrize("target", ["keras", "tf_keras", "engine"])
def test_whole_programs_are_laid_out_as_ruff_does(target, tmp_path):
    kept = {}
    for name in ("titanic", "reviews", "custom_cell", "sunspots"):
        document = drawn(name, early_stopping=True, metrics=("F1Score", "hinge", "AUC"))
        kept[name] = code(document, target)
        (tmp_path / f"{name}.py").write_text(kept[name], encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "format", "--quiet", "--isolated", tmp_path], check=True)
    for name, text in kept.items():
        assert (tmp_path / f"{name}.py").read_text(encoding="utf-8") == text
    subprocess.run([*ruff, "check", "--quiet", "--isolated", "--select=F,E7", tmp_path], check=True)


def test_what_a_library_would_learn_otherwise_is_refused():
    inputs = engine.Input((3,))
    model = engine.Model(inputs, engine.layers.Dense(1)(inputs))
    for target, how in (
        ("keras", export.Recipe("mse", "Adam", optimizer_parameters={"use_ema": True})),
        ("tf_keras", export.Recipe("mse", "Nadam")),
    ):
        with pytest.raises(DesignError, match="learns otherwise"):
            export.code(model, target, how)
    usual = export.Recipe("mse", "Adam", optimizer_parameters={"use_ema": False})
    assert "use_ema" not in export.code(model, "keras", usual)


def test_each_of_several_outputs_gets_the_loss_and_the_metrics_in_keras_3():
    inputs = engine.Input((3,))
    dense = engine.layers.Dense
    model = engine.Model(inputs, [dense(1)(inputs), dense(1)(inputs)])
    text = export.code(model, "keras", export.Recipe("mse", metrics=("mean_absolute_error",)))
    assert 'loss=["mse", "mse"]' in text
    assert 'metrics=[["mean_absolute_error"], ["mean_absolute_error"]]' in text


# Several processes --------------------------------------------------------------------------------

SHARED = """
import json, sys
import numpy as np
sys.path.insert(0, sys.argv[1])
import program
{begin}
with {scope}:
    model = program.build_model()
    model.load_weights(program.WEIGHTS)
    program.compile_model(model)
(x, y), (x_test, y_test) = program.load_data()
history = program.train(model, x[:320], y[:320]).history
print(json.dumps([float(one) for one in history["loss"] + history["val_loss"]]))
{end}
"""
KERAS = {
    "begin": "program.distribute()\nimport contextlib",
    "scope": "contextlib.nullcontext()",
    "end": "model.save_weights(program.own_file(program.WEIGHTS))",
}
TENSORFLOW = {
    "begin": "strategy = program.strategy()",
    "scope": "strategy.scope()",
    "end": "model.save_weights(program.worker_file(program.WEIGHTS))",
}


def free_ports(count):
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def run_together(folder, text, surroundings):
    """The losses that each process printed last."""
    script = folder / "together.py"
    script.write_text(text, encoding="utf-8")
    root = str(Path(engine.__file__).parents[1])
    started = [
        subprocess.Popen(
            [sys.executable, str(script), str(folder)],
            env={**os.environ, "PYTHONPATH": root, "TF_CPP_MIN_LOG_LEVEL": "3",
                 "CUDA_VISIBLE_DEVICES": "", **more},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for more in surroundings
    ]  # fmt: skip
    try:
        said = [one.communicate(timeout=120)[0] for one in started]
    finally:
        for one in started:
            one.kill()
    assert [one.returncode for one in started] == [0] * len(started), said[0][-2000:]
    return [json.loads(text.strip().splitlines()[-1]) for text in said]


def jax_processes(count):
    address = f"127.0.0.1:{free_ports(1)[0]}"
    return [
        {
            "KERAS_BACKEND": "jax",
            "JAX_CPU_COLLECTIVES_IMPLEMENTATION": "gloo",
            "KERAS_DISTRIBUTION_JOB_ADDRESSES": address,
            "KERAS_DISTRIBUTION_NUM_PROCESSES": str(count),
            "KERAS_DISTRIBUTION_PROCESS_ID": str(place),
        }
        for place in range(count)
    ]


def workers(count):
    cluster = {"worker": [f"127.0.0.1:{port}" for port in free_ports(count)]}
    told = [{"cluster": cluster, "task": {"type": "worker", "index": n}} for n in range(count)]
    return [{"TF_CONFIG": json.dumps(one)} for one in told]


@pytest.mark.reference("keras", "tensorflow")
def test_processes_that_cannot_share_their_work_are_told_so(tmp_path):
    document = drawn("first_network")
    model = build(document)
    told = (recipe(document), data(document, model))
    done = export.save_program(model, "keras", tmp_path / "program.py", *told)
    more = {"KERAS_BACKEND": "tensorflow", "LOCAL_WORLD_SIZE": "2"}
    ran = subprocess.run(
        [sys.executable, str(done.program)], env={**os.environ, **more}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1 and "on JAX alone" in ran.stderr


@pytest.mark.parametrize(
    "target, parts, alone, together",
    [
        pytest.param(
            "keras", KERAS, {"KERAS_BACKEND": "jax"}, jax_processes, id="keras",
            marks=pytest.mark.reference("keras", "jax"),
        ),
        pytest.param(
            "tf_keras", TENSORFLOW, {}, workers, id="tf_keras",
            marks=pytest.mark.reference("tf_keras", "tensorflow"),
        ),
    ],
)  # fmt: skip
def test_two_processes_or_devices_learn_what_one_learns(target, parts, alone, together, tmp_path):
    document = drawn("first_network", epochs=3)
    model = build(document)
    told = (recipe(document), data(document, model))
    done = export.save_program(model, target, tmp_path / "program.py", *told)
    text, begun = SHARED.format(**parts), done.weights.read_bytes()
    one = run_together(tmp_path, text, [alone])
    done.weights.write_bytes(begun)
    two = run_together(tmp_path, text, together(2))
    assert len(one[0]) == 6
    np.testing.assert_allclose(two, [one[0], one[0]], rtol=1e-5)
    if target == "keras":
        done.weights.write_bytes(begun)
        several = {**alone, "XLA_FLAGS": "--xla_force_host_platform_device_count=2"}
        np.testing.assert_allclose(run_together(tmp_path, text, [several]), one, rtol=1e-5)
