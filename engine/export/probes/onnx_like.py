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
    """(a function from inputs by name to outputs, names of the inputs with types, versions)."""
    try:
        runtime = importlib.import_module("onnxruntime")
    except ImportError:
        onnx = importlib.import_module("onnx")
        evaluator = importlib.import_module("onnx.reference").ReferenceEvaluator(path)
        types = {
            one.name: onnx.helper.tensor_dtype_to_np_dtype(one.type.tensor_type.elem_type)
            for one in onnx.load(path).graph.input
        }
        return lambda given: evaluator.run(None, given), types, {"onnx": onnx.__version__}
    made = runtime.InferenceSession(path, providers=["CPUExecutionProvider"])
    kinds = {"tensor(int32)": "int32", "tensor(int64)": "int64", "tensor(bool)": "bool"}
    types = {one.name: kinds.get(one.type, "float32") for one in made.get_inputs()}
    return lambda given: made.run(None, given), types, {"onnxruntime": runtime.__version__}


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
        pairs = zip(types.items(), arrays, strict=True)
        given = {name: one.astype(kind) for (name, kind), one in pairs}
        results = {f"output/{place}": one for place, one in enumerate(answer(given))}
        np.savez(job["outputs"], **results)
        report = {"versions": {"python": platform.python_version(), **versions}}
    with open(job["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)
    return MISSING if "missing" in report else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
