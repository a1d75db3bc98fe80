"""What does an exported program answer? Run by the interpreter that has its framework.

    python keras_like.py JOB.json

It stands alone: it knows NumPy and what the program imports, not Layerloom. The job names the
program, its weights, a file of inputs and where answers and versions are to be written. See
`engine/export/proving.py`, which writes the job and reads the answers.
"""

import ast
import importlib.util
import json
import os
import platform
import sys
import threading

import numpy as np

MISSING = 3  # the exit code where a framework is not installed


def load(path):
    """The program as a module; its main is not run. Of a notebook, what its cells define."""
    if path.endswith(".ipynb"):
        path = as_program(path)
    spec = importlib.util.spec_from_file_location("exported_program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_program(path):
    """A Python file with the definitions of a notebook, in the folder that we run in."""
    with open(path, encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    text = "\n\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")
    tree = ast.parse(text)
    tree.body = [node for node in tree.body if defines(node)]
    with open("notebook.py", "w", encoding="utf-8") as file:
        file.write(ast.unparse(tree))
    return "notebook.py"


def defines(node):
    """Whether a statement of a notebook defines something, and makes or trains no model yet."""
    if isinstance(node, ast.Assign):
        made = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
        return not {getattr(one, "id", "") for one in made} & {"build_model", "load_data"}
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))


def flatten(value):
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in flatten(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flatten(item)]
    return [value]


def fed(model, arrays, names):
    """The arrays as the model takes them: alone, in a list, or by name where it was made so."""
    by_name = isinstance(getattr(model, "input", None), dict)
    if by_name:
        return dict(zip(names, arrays, strict=True))
    return arrays[0] if len(arrays) == 1 else arrays


def prepared(program, model, arrays, names):
    """What the model gets for raw arrays: encoded where the program does that before it."""
    if hasattr(program, "encode"):
        return program.encode(dict(zip(names, arrays, strict=True)))
    return fed(model, arrays, names)


def begin_of(model):
    """The model's inputs in the structure in which it takes them, or in a list."""
    begin = getattr(model, "input", None)
    return begin if isinstance(begin, dict) else model.inputs


def calls_of(layer):
    """What each call of a layer gave, in Keras 3, Keras 2 and Layerloom's engine."""
    for name in ("_inbound_nodes", "inbound_nodes", "calls"):
        found = getattr(layer, name, None)
        if found:
            return [flatten(node.outputs) for node in found]
    return []


def inner_values(model, wanted):
    """(keys, symbolic values) of the layers that were asked for and can be had."""
    keys, values = [], []
    for entry in wanted:
        try:
            calls = calls_of(model.get_layer(entry["layer"]))
        except ValueError:  # an operation between layers, which has a name of the library's there
            continue
        if len(calls) <= entry["call"]:
            continue
        outputs = calls[entry["call"] if entry["calls"] > 1 else -1]
        if len(outputs) > entry["output"]:
            keys.append(entry["key"])
            values.append(outputs[entry["output"]])
    return keys, values


def array(value):
    """A library's value as NumPy holds it."""
    return np.asarray(value.numpy() if hasattr(value, "numpy") else value)


def kept(key, values):
    return {f"{key}/{place}": array(one) for place, one in enumerate(flatten(values))}


def answers(program, job, arrays):
    """All that was asked for, by name."""
    model = program.build_model()
    if job["weights"]:
        model.load_weights(job["weights"])
    names = job["input_names"]
    inputs = [arrays[f"input/{place}"] for place in range(len(names))]
    given = prepared(program, model, inputs, names)
    results = kept("output", model(given, training=False))
    if job["layers"]:
        keys, values = inner_values(model, job["layers"])
        inside = functional_class(model)(begin_of(model), values)
        found = flatten(inside(given, training=False))
        results |= {f"layer/{key}": array(one) for key, one in zip(keys, found, strict=True)}
    if job["steps"]:
        program.compile_model(model)
        losses = []
        for step in range(job["steps"]):
            x = [arrays[f"batch/{step}/input/{place}"] for place in range(len(names))]
            count = sum(key.startswith(f"batch/{step}/target/") for key in arrays)
            y = [arrays[f"batch/{step}/target/{place}"] for place in range(count)]
            given = prepared(program, model, x, names)
            loss = model.train_on_batch(given, y if count > 1 else y[0])
            losses.append(float(np.ravel(loss)[0]))
        results["loss"] = np.array(losses)
        given = prepared(program, model, inputs, names)
        results |= kept("trained", model(given, training=False))
    return results


def functional_class(model):
    """The library's class for models between inputs and outputs."""
    for cls in type(model).__mro__:
        if cls.__name__ == "Functional":
            return cls
    return next(cls for cls in type(model).__mro__ if cls.__name__ == "Model")


def versions():
    """What ran, with its version, and Python."""
    known = ("keras", "tf_keras", "tensorflow", "torch", "jax", "onnxruntime", "engine", "numpy")
    loaded = ((name, getattr(sys.modules.get(name), "__version__", None)) for name in known)
    found = {name: version for name, version in loaded if isinstance(version, str)}
    return {"python": platform.python_version(), **found}


def end_with_parent():
    """Leave as soon as stdin ends: whoever asked is gone."""

    def wait():
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def run(job_path, answer):
    """Do a job: `answer(program, job, arrays)` gives the arrays to keep."""
    end_with_parent()
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    with np.load(job["inputs"]) as file:
        arrays = dict(file)
    report = {}
    try:
        program = load(job["program"])
    except ImportError as error:
        report = {"missing": error.name or str(error), "reason": str(error)}
    else:
        np.savez(job["outputs"], **answer(program, job, arrays))
        report = {"versions": versions()}
    with open(job["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)
    return MISSING if "missing" in report else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], answers))
