"""Does an exported program compute the same? It is run elsewhere, and its answers compared."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.errors import DesignError
from engine.export.python import layer_names
from engine.export.samples import fed, samples
from engine.export.targets import Target
from engine.model import Functional, Model
from engine.nest import flatten

PYTHON = "LAYERLOOM_PYTHON"
SAMPLES = 4
MISSING = 3
EVERY = 0.05  # seconds between two looks at whether to stop


class Stopped(Exception):
    """Somebody does not want to wait any longer."""


@dataclass(frozen=True)
class Difference:
    """How far one value of the program lies from the designer's: largest absolute difference."""

    name: str
    largest: float
    scale: float = 1.0

    @property
    def is_small(self) -> bool:
        return self.largest <= TOLERANCE * max(1.0, self.scale)


TOLERANCE = 1e-4  # of values near one; larger values may differ by as much of their size


@dataclass(frozen=True)
class Proof:
    """What was compared and how equal it is. `layers` is empty unless they were asked for.

    first: the first layer that differs by more than rounding, if one does.
    """

    target: str
    outputs: tuple[Difference, ...]
    layers: tuple[Difference, ...]
    versions: Mapping[str, str]
    python: str
    date: str
    samples: int
    seed: int

    @property
    def largest(self) -> float:
        return max((one.largest for one in self.outputs), default=0.0)

    @property
    def equal(self) -> bool:
        return all(one.is_small for one in self.outputs)

    @property
    def first(self) -> str | None:
        return next((one.name for one in self.layers if not one.is_small), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "equal": self.equal,
            "largest": self.largest,
            "first_layer_that_differs": self.first,
            **asdict(self),
        }

    def sentence(self) -> str:
        """The proof in one line of plain text, for the program's own header."""
        libraries = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        word = "Verified" if self.equal else "DIFFERS"
        return (
            f"{word} on {self.date}: largest difference {self.largest:.2g} from Layerloom's "
            f"engine, over {self.samples} random samples ({libraries})."
        )


def interpreter(given: str | None = None) -> str:
    """Which Python runs exported programs: the one given, LAYERLOOM_PYTHON, or this one."""
    wanted = given or os.environ.get(PYTHON)
    if not wanted:
        frozen = getattr(sys, "frozen", False)
        wanted = (shutil.which("python3") or "python3") if frozen else sys.executable
    found = shutil.which(os.path.expanduser(wanted))
    if found is None:
        raise DesignError(
            "There is no Python at {path}.",
            fix="Choose the Python that has the libraries of the exported program.",
            path=wanted,
        )
    return found


def nothing(_: str) -> None:
    return None


def prove(
    model: Any,
    target: Target,
    program: Path,
    weights: Path | None,
    *,
    layers: bool = False,
    python: str | None = None,
    tell: Callable[[str], None] = nothing,
    stop: Callable[[], bool] = bool,
    seed: int = 0,
) -> Proof:
    """Run an exported program on random samples and compare it with `model`.

    `tell` is told "computing", "running" and "comparing". Raises DesignError where the program's
    libraries are missing or the program fails, Stopped as soon as `stop()` says so.
    """
    command = interpreter(python)
    tell("computing")
    arrays = samples(model, SAMPLES, seed)
    wanted = layer_entries(model) if layers else []
    mine = own_answers(model, arrays, wanted)
    tell("running")
    job = {
        "program": str(program.resolve()),
        "weights": str(weights.resolve()) if weights else None,
        "input_names": input_names(model),
        "layers": [{key: entry[key] for key in entry if key != "value"} for entry in wanted],
        "taps": target.taps(model) if layers and target.taps else [],
        "steps": 0,
    }
    given = {f"input/{place}": array for place, array in enumerate(arrays)}
    theirs, report = run_probe(target, job, given, command, stop)
    if wanted and not target.is_program:
        theirs |= inner_answers(model, target, job, given, wanted, command, stop)
    tell("comparing")
    return Proof(
        target.name,
        tuple(
            difference(name, mine[f"output/{place}"], theirs.get(f"output/{place}"))
            for place, name in enumerate(model.output_names)
        ),
        tuple(
            difference(entry["key"], mine[f"layer/{entry['key']}"], theirs[f"layer/{entry['key']}"])
            for entry in wanted
            if f"layer/{entry['key']}" in theirs
        ),
        report["versions"],
        command,
        datetime.date.today().isoformat(),
        len(arrays[0]),
        seed,
    )


def input_names(model: Any) -> list[str]:
    """The inputs as programs call them. A table's columns keep their names."""
    if isinstance(model._input_structure, Mapping):
        return list(model.input_names)
    names = layer_names(model)
    if any(getattr(layer, "reads", None) for layer in model.layers):
        return list(model.input_names)
    return [names[tensor.history[0].layer] for tensor in model.inputs]


def layer_entries(model: Any) -> list[dict[str, Any]]:
    """Every value inside the model in the order in which it is computed: what makes it."""
    names, calls = layer_names(model), [one for one in model._network.calls if not one.is_input]
    found: list[dict[str, Any]] = []
    for one in calls:
        same = [other for other in calls if other.layer is one.layer]
        values = flatten(one.outputs)
        for place, value in enumerate(values):
            key = one.layer.name
            key += f" #{same.index(one) + 1}" if len(same) > 1 else ""
            key += f" [{place + 1}]" if len(values) > 1 else ""
            entry = {
                "key": key,
                "layer": names[one.layer],
                "call": same.index(one),
                "calls": len(same),
                "output": place,
                "is_model": isinstance(one.layer, Model),
                "value": value,
            }
            found.append(entry)
    return found


def own_answers(model: Any, arrays: list[np.ndarray], wanted: list[dict]) -> dict[str, np.ndarray]:
    """What the designer's model computes: its outputs, and the values inside that are wanted."""
    given, size = fed(model, arrays), len(arrays[0])
    if model.stateful:
        model.reset_states()
    found = flatten(model.predict(given, batch_size=size, verbose=0))
    answers = {f"output/{place}": np.asarray(array) for place, array in enumerate(found)}
    if wanted:
        inside = Functional(model.inputs, [entry["value"] for entry in wanted])
        if model.stateful:
            model.reset_states()
        values = flatten(inside.predict(arrays, batch_size=size, verbose=0))
        for entry, value in zip(wanted, values, strict=True):
            answers[f"layer/{entry['key']}"] = np.asarray(value)
    return answers


def inner_answers(
    model: Any,
    target: Target,
    job: Mapping[str, Any],
    given: Mapping[str, np.ndarray],
    wanted: list[dict],
    command: str,
    stop: Callable[[], bool],
) -> dict[str, np.ndarray]:
    """The values inside a model that leaves as a file: of one more file, whose outputs they are."""
    inside = Functional(model.inputs, [entry["value"] for entry in wanted])
    with tempfile.TemporaryDirectory(prefix="layerloom-proof-") as name:
        path = Path(name) / f"inside{target.suffix}"
        path.write_bytes(target.program(inside, None, None))
        asked = {**job, "program": str(path), "layers": []}
        found, _ = run_probe(target, asked, given, command, stop)
    return {
        f"layer/{entry['key']}": found[f"output/{place}"] for place, entry in enumerate(wanted)
    }


def difference(name: str, mine: np.ndarray, theirs: np.ndarray | None) -> Difference:
    """The largest absolute difference; infinite where shapes or missing numbers differ."""
    if theirs is None or mine.shape != theirs.shape:
        return Difference(name, float("inf"))
    if not mine.size:
        return Difference(name, 0.0)
    mine, theirs = mine.astype(np.float64), theirs.astype(np.float64)
    equal = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
    with np.errstate(invalid="ignore"):
        apart = np.where(equal, 0.0, np.abs(mine - theirs))
    largest = float(np.max(np.where(np.isnan(apart), np.inf, apart)))
    finite = np.abs(mine[np.isfinite(mine)])
    return Difference(name, largest, float(finite.max()) if finite.size else 1.0)


def run_probe(
    target: Target,
    job: Mapping[str, Any],
    arrays: Mapping[str, np.ndarray],
    command: str,
    stop: Callable[[], bool] = bool,
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """(answers, report) of a target's probe. Raises DesignError, Stopped."""
    with tempfile.TemporaryDirectory(prefix="layerloom-proof-") as name:
        folder = Path(name)
        inputs, outputs, report = folder / "inputs.npz", folder / "outputs.npz", folder / "r.json"
        # Texts are kept as such: a pickle would be refused, and rightly.
        texts = {key: one.astype(str) for key, one in arrays.items() if one.dtype == object}
        np.savez(inputs, **{**arrays, **texts})
        whole = {**job, "inputs": str(inputs), "outputs": str(outputs), "report": str(report)}
        (folder / "job.json").write_text(json.dumps(whole), encoding="utf-8")
        with (folder / "said.txt").open("w+b") as said:
            code = wait_for(
                [command, str(target.probe), str(folder / "job.json")], folder, said, stop
            )
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
        told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        if code == MISSING:
            raise missing(target, command, told)
        if code != 0:
            raise DesignError(
                "The exported program failed: {reason}",
                fix="This is a fault of the export: please report it with the drawing.",
                reason=words[-800:] or f"exit code {code}",
            )
        if not outputs.exists():
            raise DesignError(
                "{path} ran the exported program, but gave no answer.",
                fix="Choose the Python that has the libraries of the exported program.",
                path=command,
            )
        with np.load(outputs) as file:
            return dict(file), told


def wait_for(line: list[str], folder: Path, said: Any, stop: Callable[[], bool]) -> int:
    """Run a command until it ends; its stdin ends with us, and then it ends too."""
    root = str(Path(engine.__file__).parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    surroundings = {
        **os.environ,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": path,
        # The user's folder holds the export, not what Python keeps for itself.
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    child = subprocess.Popen(
        line,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=said,
        stderr=subprocess.STDOUT,
        env=surroundings,
    )
    try:
        while child.poll() is None:
            if stop():
                raise Stopped
            time.sleep(EVERY)
    finally:
        if child.poll() is None:
            child.kill()
        child.stdin.close()
        child.wait()
    return child.returncode


def missing(target: Target, command: str, told: Mapping[str, Any]) -> DesignError:
    """The error for a framework that is not installed."""
    return DesignError(
        "{title} cannot be run by {python}: {module} is not installed there.",
        fix="Install it with: {command}",
        title=target.title,
        python=command,
        module=told.get("missing", target.modules[0] if target.modules else "a library"),
        command=install_command(target, command),
    )


def install_command(target: Target, python: str) -> str:
    """The command that installs what a target's programs need."""
    return f"{python} -m pip install {' '.join(target.packages)}"
