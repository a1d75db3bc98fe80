"""What do many exported programs give in PyTorch? Run in one process that has it.

    python torch_runner.py FOLDER

Each case is a folder with program.py, program.safetensors and arrays.npz, named as the probe of
the target (engine/export/probes/torch_like.py) names them; answers.npz or error.txt comes back.
"""

import sys
import traceback
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "engine" / "export" / "probes"))

from keras_like import load
from torch_like import answers


def answer(case):
    with np.load(case / "arrays.npz") as file:
        arrays = dict(file)
    steps = len({key.split("/")[1] for key in arrays if key.startswith("batch/")})
    job = {"weights": case / "program.safetensors", "layers": [], "steps": steps}
    np.savez(case / "answers.npz", **answers(load(str(case / "program.py")), job, arrays))


def main(folder):
    for case in sorted(Path(folder).iterdir()):
        try:
            answer(case)
        except Exception:
            (case / "error.txt").write_text(traceback.format_exc())


if __name__ == "__main__":
    main(sys.argv[1])
