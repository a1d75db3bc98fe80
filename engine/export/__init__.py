"""How does a model leave? As a program with its weights, for one of the targets, with a proof."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.export import targets
from engine.export.data import Data, columns_read, data_for
from engine.export.proving import Difference, Proof, Stopped, install_command, nothing, prove
from engine.export.recipe import Callback, Recipe
from engine.export.stamping import proof_file, stamp
from engine.export.targets import TARGETS, Target, get
from engine.saving.replacing import beside
from engine.work import Work, finished


@dataclass(frozen=True)
class Exported:
    """What was written, and how equal it computes.

    `proof` is None where nothing was verified; `unverified` then says why, if it was asked for.
    """

    target: str
    program: Path
    weights: Path | None = None
    proof: Proof | None = None
    proof_file: Path | None = None
    data: tuple[Path, ...] = ()
    unverified: DesignError | None = None

    @property
    def files(self) -> list[Path]:
        known = (self.program, self.weights, self.proof_file, *self.data)
        return [path for path in known if path is not None]


def code(model: Any, target: str, recipe: Recipe | None = None, data: Any = None) -> str:
    """The program text for a target. Raises DesignError for what the target cannot express."""
    return finished(coding(model, target, recipe, data))


def coding(
    model: Any, target: str, recipe: Recipe | None = None, data: Any = None
) -> Work[str]:
    """`code` with stops."""
    text = yield from targets.get(target).writing(model, recipe, data)
    if isinstance(text, bytes):
        raise DesignError("{title} is no program text.", title=targets.get(target).title)
    return text


def refusals(model: Any, target: str) -> list[DesignError]:
    """Why the model cannot leave for a target: all faults, none where it can."""
    return targets.get(target).refusals(model)


def save_program(
    model: Any,
    target: str,
    script: Any,
    recipe: Recipe | None = None,
    data: Any = None,
    with_weights: bool = True,
) -> Exported:
    """Write a program, and its weights beside it under the same name.

    Raises DesignError for what the target cannot express, OSError where nothing can be written.
    """
    script, chosen = Path(script), targets.get(target)
    content = chosen.program(model, recipe, data)
    if not script.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(script.parent))
    with beside(script) as held:
        held.write_bytes(content if isinstance(content, bytes) else content.encode())
    proof_file(script).unlink(missing_ok=True)  # it was about what stood here before
    weights = None
    if with_weights and chosen.weights is not None:
        weights = script.with_suffix(chosen.weights_suffix)
        chosen.weights(model, weights)
    needed = data.files if data is not None and chosen.is_program else ()
    for source, name in needed:
        if source.resolve() != script.with_name(name).resolve():
            shutil.copyfile(source, script.with_name(name))
    files = tuple(script.with_name(name) for _, name in needed)
    return Exported(target, script, weights, data=files)


def verify(
    model: Any,
    exported: Exported,
    *,
    layers: bool = False,
    python: str | None = None,
    tell: Callable[[str], None] = nothing,
    stop: Callable[[], bool] = bool,
) -> Exported:
    """Run what was exported and stamp it with the proof.

    Raises DesignError where its libraries are missing, Stopped as soon as `stop()` says so.
    """
    chosen = targets.get(exported.target)
    proof = prove(
        model,
        chosen,
        exported.program,
        exported.weights,
        layers=layers,
        python=python,
        tell=tell,
        stop=stop,
    )
    place = stamp(exported.program, proof)
    return replace(exported, proof=proof, proof_file=place)


def save(
    model: Any,
    target: str,
    folder: Any,
    verify: bool = True,
    recipe: Recipe | None = None,
    data: Any = None,
    **options: Any,
) -> Exported:
    """Write program, weights and the proof into a folder. Returns what was written, how equal.

    Options are those of `verify` above. Where the target's libraries are not installed the files
    are written all the same, and `unverified` of the result tells what to install.
    """
    chosen = targets.get(target)
    Path(folder).mkdir(parents=True, exist_ok=True)
    script = Path(folder) / f"{target}_model{chosen.suffix}"
    done = save_program(model, target, script, recipe, data)
    if not verify:
        return done
    try:
        return verified(model, done, **options)
    except DesignError as error:
        return replace(done, unverified=error)


verified = verify

__all__ = [
    "TARGETS",
    "Callback",
    "Data",
    "Difference",
    "Exported",
    "Proof",
    "Recipe",
    "Stopped",
    "Target",
    "code",
    "coding",
    "columns_read",
    "data_for",
    "get",
    "install_command",
    "refusals",
    "save",
    "save_program",
    "verify",
]
