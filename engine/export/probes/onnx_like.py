"""What does an ONNX file answer? Asked through onnxruntime, or ONNX's own slow evaluator.

    python onnx_like.py JOB.json

It stands alone beside `keras_like.py`, which says what a job is.
"""

import importlib
import json
import os
import platform
import sys
import threading

import numpy as np

MISSING = 3


def end_with_parent():
    """Leave as soon as stdin ends: whoever asked is gone."""

    def wait():
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def session(path):
    """(a function from inputs by name to outputs, the inputs' kinds and shapes, versions)."""
    try:
        runtime = importlib.import_module("onnxruntime")
    except ImportError:
        onnx = importlib.import_module("onnx")
        evaluator = importlib.import_module("onnx.reference").ReferenceEvaluator(path)
        types = {}
        for one in onnx.load(path).graph.input:
            tensor = one.type.tensor_type
            kind = onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type)
            types[one.name] = kind, [axis.dim_value for axis in tensor.shape.dim]
        return lambda given: evaluator.run(None, given), types, {"onnx": onnx.__version__}
    made = runtime.InferenceSession(path, providers=["CPUExecutionProvider"])
    kinds = {"tensor(int32)": "int32", "tensor(int64)": "int64", "tensor(bool)": "bool",
             "tensor(string)": "object"}  # fmt: skip
    types = {one.name: (kinds.get(one.type, "float32"), one.shape) for one in made.get_inputs()}
    return lambda given: made.run(None, given), types, {"onnxruntime": runtime.__version__}


def fed(types, arrays):
    """The graph's inputs by name; states, which come after the model's inputs, begin with zeros."""
    given = {}
    for place, (name, (kind, shape)) in enumerate(types.items()):
        is_state = place >= len(arrays)
        given[name] = np.zeros(shape, kind) if is_state else arrays[place].astype(kind)
    return given


def main(job_path):
    end_with_parent()
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    with np.load(job["inputs"]) as file:
        arrays = [file[f"input/{place}"] for place in range(len(job["input_names"]))]
    report = {}
    try:
        answer, types, versions = session(job["program"])
    except ImportError as error:
        report = {"missing": error.name or str(error), "reason": str(error)}
    else:
        given = fed(types, arrays)
        results = {f"output/{place}": one for place, one in enumerate(answer(given))}
        np.savez(job["outputs"], **results)
        report = {"versions": {"python": platform.python_version(), **versions}}
    with open(job["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)
    return MISSING if "missing" in report else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
