"""How equal do exported programs compute? For layers, templates and known networks, by target.

    python tests/benchmarks/export_equality.py                  all targets, tables on stdout
    python tests/benchmarks/export_equality.py keras -k LSTM    one target, rows with that name
    python tests/benchmarks/export_equality.py --only graphs    Keras's networks alone
    python tests/benchmarks/export_equality.py --write          the tables in README.md

Needs the `reference` extra. Two numbers a cell: the largest absolute difference from the engine of
the outputs, and of the outputs after three training steps on the same batches (mean squared error,
SGD at 0.05; randomness of dropout and noise switched off). Weights of layers and templates are
drawn, so that none is 0 or 1 by chance of its beginning; networks keep those that Keras gave them
(see keras_graphs.py). The latter are opened from a file first: how far the engine's outputs then
are from Keras's is their first columns. Deep ones take steps of at most 0.01; the last column says
how far the engine comes out from itself when its weights are off by 1e-7: from random weights, a
deep network goes where rounding leads it.
"""

import argparse
import contextlib
import functools
import importlib
import importlib.util
import io
import json
import re
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
sys.path[:0] = [str(ROOT), str(TESTS), str(TESTS / "engine"), str(TESTS / "benchmarks")]
# Where a probe finds its neighbour, as when it is run as a script.
sys.path.append(str(ROOT / "engine" / "export" / "probes"))

import keras_graphs  # noqa: E402

import engine  # noqa: E402
import resources  # noqa: E402
from designer.document import files, imports  # noqa: E402
from designer.document.build import build  # noqa: E402
from engine import export, registry  # noqa: E402
from engine.errors import DesignError  # noqa: E402
from engine.export import proving  # noqa: E402
from engine.nest import flatten  # noqa: E402

STEPS = 3
PLAIN = export.Recipe("mse", "SGD", 0.05)
GENTLE = export.Recipe("mse", "SGD", 0.01, optimizer_parameters={"global_clipnorm": 1.0})
NOISE = ("rate", "stddev", "dropout", "recurrent_dropout")


def layers_and_templates():
    """(name, function that makes it) of every layer and template."""
    from test_layer_laws import LAYERS, model_of

    for name in sorted(LAYERS, key=str.lower):
        yield name, lambda name=name: settled(model_of(name))
    for path in sorted(resources.path("templates").glob("*.loom")):
        document = files.read(path)
        name = f"template: {document.name or path.stem}"
        yield name, lambda document=document: settled(build(document))


def graphs():
    """(name, function that opens it) of Keras's networks."""
    for name in keras_graphs.MAKERS:
        yield name, lambda name=name: quiet(opened(name, "keras", ".keras")[0])


@functools.cache
def opened(name, library, suffix):
    """(the model out of a file that a Keras wrote, how far it is from what Keras answers)."""
    keras = importlib.import_module(library)
    theirs, inputs, answers = keras_graphs.made(keras, name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name.replace(' ', '_')}{suffix}"
        theirs.save(path)
        found = imports.read(path)
        model, left = imports.take_weights(found.document, found.weights)
    assert not left, f"weights of {left} do not fit"
    mine = np.asarray(model.predict(proving.fed(model, inputs), verbose=0))
    return model, proving.difference(name, mine, answers).largest


def quiet(model):
    """The model without randomness."""
    for layer in engine.layers.base.all_sublayers(model):
        for name in NOISE:
            if isinstance(getattr(layer, name, None), float):
                setattr(layer, name, 0.0)
    return model


def settled(model, seed=0):
    """The model without randomness, with drawn weights."""
    quiet(model)
    generator = np.random.default_rng(seed)
    arrays = []
    for variable in model.weights:
        scale = 1.0 / np.sqrt(max(1, np.prod(variable.shape[:-1])))
        values = generator.uniform(0.3, 1.0, variable.shape) * scale
        signs = 1 if "variance" in variable.name else generator.choice([-1, 1], variable.shape)
        arrays.append((values * signs).astype(np.float32))
    model.set_weights(arrays)
    return model


def batches(model, inputs):
    """Inputs and random answers for each training step, as a job holds them."""
    generator = np.random.default_rng(1)
    shapes = [np.shape(one) for one in flatten(model.predict(proving.fed(model, inputs)))]
    found = {}
    for step in range(STEPS):
        for place, one in enumerate(inputs):
            moved = generator.permutation(len(one))
            found[f"batch/{step}/input/{place}"] = one[moved]
        for place, shape in enumerate(shapes):
            answers = generator.standard_normal(shape).astype(np.float32)
            found[f"batch/{step}/target/{place}"] = answers
    return found


def learned(model, inputs, given, recipe):
    """The engine's outputs after the training steps."""
    options = recipe.optimizer_parameters or {}
    model.compile(engine.optimizers.SGD(recipe.learning_rate, **options), recipe.loss)
    for step in range(STEPS):
        x = [given[f"batch/{step}/input/{place}"] for place in range(len(inputs))]
        y = [given[f"batch/{step}/target/{place}"] for place in range(len(model.outputs))]
        model.train_on_batch(proving.fed(model, x), y if len(y) > 1 else y[0])
    found = flatten(model.predict(proving.fed(model, inputs), verbose=0))
    return {f"trained/{place}": one for place, one in enumerate(found)}


def compared(make, target, recipe):
    """(difference of the outputs, after training), or the reason why there is none."""
    chosen = export.get(target)
    model = make()
    before = model.get_weights()
    inputs = proving.samples(model, 4, 0)
    job = {"input_names": proving.input_names(model), "layers": [], "steps": 0}
    given = {f"input/{place}": one for place, one in enumerate(inputs)}
    mine = proving.own_answers(model, inputs, [])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{chosen.suffix}"
        done = export.save_program(model, target, path, recipe if chosen.is_python else None)
        job |= {"program": str(done.program), "weights": str(done.weights or "") or None}
        if chosen.is_python and model.trainable_weights:
            job["steps"] = STEPS
            given |= batches(model, inputs)
            mine |= learned(model, inputs, given, recipe)
        theirs = answers(chosen, job, given)
    model.set_weights(before)  # what is opened once is exported to all targets
    forward = largest(mine, theirs, "output/")
    return forward, largest(mine, theirs, "trained/") if job["steps"] else None


def shaken(model, recipe):
    """How far the engine is from itself when every weight is off by its last digit or so."""
    before, inputs = model.get_weights(), proving.samples(model, 4, 0)
    given, generator = batches(model, inputs), np.random.default_rng(2)
    moved = [(w * (1 + 1e-7 * generator.standard_normal(w.shape))).astype("f") for w in before]
    rows = []
    for weights in (before, moved):
        model.set_weights(weights)
        answered = proving.own_answers(model, inputs, [])
        rows.append(answered | learned(model, inputs, given, recipe))
    model.set_weights(before)
    return largest(*rows, "output/"), largest(*rows, "trained/")


def answers(target, job, given):
    """What the program computes: asked in this process where the probe allows it."""
    spec = importlib.util.spec_from_file_location(target.probe.stem, target.probe)
    probe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(probe)
    if hasattr(probe, "answers"):
        program = importlib.import_module("keras_like").load(job["program"])
        return probe.answers(program, job, given)
    return proving.run_probe(target, job, given, sys.executable)[0]


def largest(mine, theirs, begin):
    keys = [key for key in mine if key.startswith(begin)]
    return max(proving.difference(key, mine[key], theirs.get(key)).largest for key in keys)


def cell(found):
    if isinstance(found, str):
        return found
    forward, trained = found
    shown = "0" if forward == 0 else f"{forward:.0e}"
    if trained is None:
        return shown
    return f"{shown} · {'0' if trained == 0 else f'{trained:.0e}'}"


def table(results, heads):
    lines = ["| | " + " | ".join(heads.values()) + " |", "|---" * (len(heads) + 1) + "|"]
    for name, row in results.items():
        lines.append(f"| {name} | " + " | ".join(cell(row.get(key, "")) for key in heads) + " |")
    return "\n".join(lines)


def write(kind, text):
    """Put a table between its marks in the README."""
    place = ROOT / "README.md"
    begin, end = (f"<!-- {kind}: {word} -->" for word in ("begin", "end"))
    readme = place.read_text(encoding="utf-8")
    marked = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    place.write_text(marked.sub(lambda _: f"{begin}\n{text}\n{end}", readme), encoding="utf-8")


def measured(name, make, key):
    """The cell of a row: how a file is opened, or how a target computes."""
    if key in OPENED:
        return opened(name, *OPENED[key][1:])[1], None
    if key == ROUNDING:
        return shaken(make(), recipe_of(name))
    return compared(make, key, recipe_of(name))


def recipe_of(name):
    """How a row is trained: what normalizes batches of four samples, in short steps."""
    deep = name in keras_graphs.MAKERS and name != "Transformer encoder"
    return GENTLE if deep else PLAIN


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("targets", nargs="*", default=list(export.TARGETS))
    options.add_argument("-k", default="", help="only names that hold this text")
    options.add_argument("--only", choices=list(KINDS), help="layers and templates, or graphs")
    options.add_argument("--write", action="store_true", help="put the tables into README.md")
    options.add_argument("--keep", help="a JSON file to go on with")
    given = options.parse_args()
    warnings.simplefilter("ignore")
    kept = Path(given.keep) if given.keep else None
    results = json.loads(kept.read_text()) if kept and kept.exists() else {}
    for kind in [given.only] if given.only else KINDS:
        wanted = {name: make for name, make in KINDS[kind]() if given.k in name}
        heads = {key: head for key, (head, *_) in OPENED.items()} if kind == "graphs" else {}
        heads |= {target: export.get(target).title for target in given.targets}
        heads |= {ROUNDING: "The engine, its weights off by 1e-7"} if kind == "graphs" else {}
        for name, make in wanted.items():
            row = results.setdefault(name, {})
            for key in heads:
                if key in row:
                    continue
                try:
                    with contextlib.redirect_stdout(io.StringIO()):
                        row[key] = measured(name, make, key)
                except DesignError as error:
                    row[key] = "no"
                    sys.stderr.write(f"{name} for {key}: {error}\n")
                sys.stderr.write(f"{name} {key} {row[key]}\n")
                if kept:
                    kept.write_text(json.dumps(results))
        text = table({name: results[name] for name in wanted}, heads)
        sys.stdout.write(text + "\n")
        if given.write:
            write(kind, text)


# What is measured: by the mark of its table in the README.
KINDS = {"equality": layers_and_templates, "graphs": graphs}
# How networks are opened: the column's head, which Keras writes the file, and of what kind.
ROUNDING = "rounding"
OPENED = {
    "keras_file": ("Opened: Keras 3, .keras", "keras", ".keras"),
    "h5_file": ("Opened: Keras 2, .h5", "tf_keras", ".h5"),
}


if __name__ == "__main__":
    registry.layers()
    main()
