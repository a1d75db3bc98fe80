"""Do the templates' programs learn whole as the engine does, and do their whole models load?"""

import json
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from test_export_learning import (
    SAMPLES,
    TARGETS,
    TESTS,
    assert_learn_alike,
    calm,
    cut,
    drawn,
    learned_here,
)

import engine
import resources
from designer.document.build import build, data, recipe
from engine import export
from engine.export import proving
from engine.export.probes import keras_like

pytestmark = pytest.mark.usefixtures("precise")
TEMPLATES = sorted(path.stem for path in resources.path("templates").glob("*.loom"))
# Those that test_export_learning runs anyhow.
ELSEWHERE = ("custom_cell", "reviews", "titanic")


def tolerance(name):
    """Of a value. Rounding grows along a deep network with normalized batches: the engine itself
    is 1e-4 from itself when each weight is off by 2e-7, and frameworks round each step their way.
    """
    return 1e-3 if name == "residual" else 2e-5


@pytest.fixture
def precise():
    """The engine's last digits as they are without its faster convolutions."""
    engine.settings.set_precise(True)
    yield
    engine.settings.set_precise(False)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in ELSEWHERE])
@pytest.mark.parametrize("target", TARGETS)
def test_a_template_s_program_learns_what_the_engine_learns(name, target, tmp_path):
    assert_learn_alike(drawn(name), target, tmp_path, rtol=tolerance(name))


# The program's own training, told what to learn from; prints its history and what it measures.
IN_TORCH = """
import json, sys
from pathlib import Path
import numpy as np
import torch
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
import program
torch.set_num_threads(1)
with np.load(folder / "data.npz", allow_pickle=False) as file:
    held = {kind: [file[key] for key in file if key.startswith(kind)] for kind in "xyst"}
trainer = program.make_trainer(program.make_network(), program.Process("full"))
history = trainer.fit(held["x"], held["y"], **json.loads(sys.argv[2]))
found = trainer.evaluate(held["s"], held["t"], 16)
print(json.dumps([history, found]))
"""


@pytest.mark.reference("torch", "safetensors")
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_s_program_learns_in_torch_what_the_engine_learns(name, tmp_path):
    document = drawn(name)
    model, how = calm(build(document)), replace(recipe(document), callbacks=())
    loaded = data(document, model)
    done = export.save_program(model, "pytorch", tmp_path / "program.py", how, loaded)
    program = keras_like.load(str(done.program))
    (given, answers), (tests, right) = program.load_data()
    given, answers = cut(given, SAMPLES), cut(answers, SAMPLES)
    tests, right = cut(tests, TESTS), cut(right, TESTS)
    sides = {"x": program.samples(given), "y": program.in_order(answers),
             "s": program.samples(tests), "t": program.in_order(right)}  # fmt: skip
    arrays = {f"{kind}{n}": one for kind, side in sides.items() for n, one in enumerate(side)}
    np.savez(tmp_path / "data.npz", **arrays)
    options = {"batch_size": 16, "epochs": how.epochs, "shuffle": False,
               "validation_split": how.validation_split}  # fmt: skip
    (tmp_path / "learn.py").write_text(IN_TORCH, encoding="utf-8")
    root = str(Path(engine.__file__).parents[1])
    ran = subprocess.run(
        [sys.executable, "learn.py", str(tmp_path), json.dumps(options)], cwd=tmp_path,
        capture_output=True, text=True, env={"PYTHONPATH": root}, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    epochs, found = json.loads(ran.stdout.strip().splitlines()[-1])
    theirs = {key: [row[key] for row in epochs] for key in epochs[0]}, found
    mine = learned_here(model, how, given, answers, (tests, right))
    for ours, others in zip(mine, theirs, strict=True):
        for key, value in ours.items():
            np.testing.assert_allclose(
                others[key], value, rtol=tolerance(name), atol=2e-6, err_msg=key
            )


# Where the program's own model is the one to load: Keras 3 takes the name hard_sigmoid for another
# function, and has no columns.
NAMED_OTHERWISE = {("next_frame", "keras"), ("titanic", "keras")}


@pytest.mark.filterwarnings("ignore")  # Keras's own, about old formats
@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("target", TARGETS)
def test_whole_models_are_loaded_by_keras(name, target, tmp_path):
    """Of the engine as they are, with the program's classes; and of the program itself."""
    model = build(drawn(name))
    inputs = proving.samples(model, 3, 0)
    mine = proving.own_answers(model, inputs, [])["output/0"]
    done = export.save_program(model, target, tmp_path / "program.py")
    if (name, target) == ("titanic", "tf_keras"):  # TensorFlow loses what scales its columns
        assert "--save" not in done.program.read_text()
        return
    assert "--save" in done.program.read_text()
    program = keras_like.load(str(done.program))
    theirs = program.build_model()
    theirs.load_weights(done.weights)
    load = import_module(target).models.load_model
    # Neither Keras reads every .h5 that it has written itself: an attention, a cell of one's own.
    saved = [tmp_path / "theirs.keras"]
    theirs.save(saved[0])
    if (name, target) not in NAMED_OTHERWISE:
        saved += [tmp_path / "mine.keras", tmp_path / "mine.h5"]
        for path in saved[1:]:
            model.save(path)
    given = inputs[0] if len(inputs) == 1 else inputs
    if name == "titanic":
        given = program.encode(dict(zip(model.input_names, inputs, strict=True)))
    for path in saved:
        found = load(path).predict(given, verbose=0)
        np.testing.assert_allclose(found, mine, atol=1e-5, rtol=1e-5, err_msg=path.name)
