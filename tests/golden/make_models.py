"""Writes what Keras reports of every whole training and program: run where tf_keras is installed.

python tests/golden/make_models.py
"""

import json
import sys
from pathlib import Path

import numpy as np
import tf_keras

sys.path.insert(0, str(Path(__file__).parents[1]))
from golden import model_cases, program_cases


def plain(value):
    """Texts as they are, numbers as lists of floats."""
    return value if isinstance(value, str) else np.ravel(np.asarray(value, np.float64)).tolist()


def run(function):
    tf_keras.backend.clear_session()
    return {key: plain(value) for key, value in function(tf_keras).items()}


def write(name, cases):
    found = {name: run(function) for name, function in cases.items()}
    lines = [
        f"{json.dumps(name)}: {json.dumps(values, separators=(',', ':'))}"
        for name, values in found.items()
    ]
    Path(__file__).with_name(name).write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    write("models.json", model_cases.CASES)
    write("programs.json", program_cases.CASES)
