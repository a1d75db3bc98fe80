"""How equal do exported programs compute? For every layer and template, one number a target.

    python tests/benchmarks/export_equality.py                  all targets, a table on stdout
    python tests/benchmarks/export_equality.py keras -k LSTM    one target, layers with that name
    python tests/benchmarks/export_equality.py --write          the table in README.md

Needs the `reference` extra. Two numbers a cell: the largest absolute difference from the engine of
the outputs, and of the outputs after three training steps on the same batches (SGD at 0.05, mean
squared error; randomness of dropout and noise switched off). Weights are drawn, so that none is 0
or 1 by chance of its beginning.
"""

import argparse
import contextlib
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
sys.path[:0] = [str(ROOT), str(TESTS), str(TESTS / "engine")]
# Where a probe finds its neighbour, as when it is run as a script.
sys.path.append(str(ROOT / "engine" / "export" / "probes"))

import engine  # noqa: E402
import resources  # noqa: E402
from designer.document import files  # noqa: E402
from designer.document.build import build  # noqa: E402
from engine import export, registry  # noqa: E402
from engine.errors import DesignError  # noqa: E402
from engine.export import proving  # noqa: E402
from engine.nest import flatten  # noqa: E402

STEPS = 3
RECIPE = export.Recipe("mse", "SGD", 0.05)
BEGIN, END = "<!-- equality: begin -->", "<!-- equality: end -->"
NOISE = ("rate", "stddev", "dropout", "recurrent_dropout")


def models():
    """(name, function that makes it) of every layer and template."""
    from test_layer_laws import LAYERS, model_of

    for name in sorted(LAYERS, key=str.lower):
        yield name, lambda name=name: model_of(name)
    for path in sorted(resources.path("templates").glob("*.loom")):
        document = files.read(path)
        yield f"template: {document.name or path.stem}", lambda document=document: build(document)


def settled(model, seed=0):
    """The model without randomness, with drawn weights."""
    for layer in engine.layers.base.all_sublayers(model):
        for name in NOISE:
            if isinstance(getattr(layer, name, None), float):
                setattr(layer, name, 0.0)
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


def learned(model, inputs, given):
    """The engine's outputs after the training steps."""
    model.compile(engine.optimizers.SGD(0.05), "mse")
    for step in range(STEPS):
        x = [given[f"batch/{step}/input/{place}"] for place in range(len(inputs))]
        y = [given[f"batch/{step}/target/{place}"] for place in range(len(model.outputs))]
        model.train_on_batch(proving.fed(model, x), y if len(y) > 1 else y[0])
    found = flatten(model.predict(proving.fed(model, inputs), verbose=0))
    return {f"trained/{place}": one for place, one in enumerate(found)}


def compared(make, target):
    """(difference of the outputs, after training), or the reason why there is none."""
    chosen = export.get(target)
    model = settled(make())
    inputs = proving.samples(model, 4, 0)
    job = {"input_names": proving.input_names(model), "layers": [], "steps": 0}
    given = {f"input/{place}": one for place, one in enumerate(inputs)}
    mine = proving.own_answers(model, inputs, [])
    with tempfile.TemporaryDirectory() as folder:
        recipe = RECIPE if chosen.is_python else None
        done = export.save_program(model, target, Path(folder) / f"model{chosen.suffix}", recipe)
        job |= {"program": str(done.program), "weights": str(done.weights or "") or None}
        if chosen.is_python and model.trainable_weights:
            job["steps"] = STEPS
            given |= batches(model, inputs)
            mine |= learned(model, inputs, given)
        theirs = answers(chosen, job, given)
    forward = largest(mine, theirs, "output/")
    return forward, largest(mine, theirs, "trained/") if job["steps"] else None


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


def table(results, targets):
    heads = [export.get(target).title for target in targets]
    lines = ["| | " + " | ".join(heads) + " |", "|---" * (len(targets) + 1) + "|"]
    for name, row in results.items():
        lines.append(f"| {name} | " + " | ".join(cell(row.get(t, "")) for t in targets) + " |")
    return "\n".join(lines)


def write(text):
    """Put the table between its marks in the README."""
    place = ROOT / "README.md"
    readme = place.read_text(encoding="utf-8")
    marked = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    place.write_text(marked.sub(lambda _: f"{BEGIN}\n{text}\n{END}", readme), encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("targets", nargs="*", default=list(export.TARGETS))
    options.add_argument("-k", default="", help="only names that hold this text")
    options.add_argument("--write", action="store_true", help="put the table into README.md")
    options.add_argument("--keep", help="a JSON file to go on with")
    given = options.parse_args()
    warnings.simplefilter("ignore")
    kept = Path(given.keep) if given.keep else None
    results = json.loads(kept.read_text()) if kept and kept.exists() else {}
    wanted = {name: make for name, make in models() if given.k in name}
    for name, make in wanted.items():
        row = results.setdefault(name, {})
        for target in given.targets:
            if target in row:
                continue
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    row[target] = compared(make, target)
            except DesignError as error:
                row[target] = "no"
                sys.stderr.write(f"{name} for {target}: {error}\n")
            sys.stderr.write(f"{name} {target} {row[target]}\n")
            if kept:
                kept.write_text(json.dumps(results))
    text = table({name: results[name] for name in wanted}, given.targets)
    sys.stdout.write(text + "\n")
    if given.write:
        write(text)


if __name__ == "__main__":
    registry.layers()
    main()
