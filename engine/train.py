"""How are the numbers of a program's models, optimizers and variables kept? `tf.train`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from engine.errors import DesignError, DesignFileError
from engine.examples import BytesList, Example, Feature, Features, FloatList, Int64List
from engine.saving.files import STATE, may_write, remember
from engine.variables import Variable

ENDING = ".npz"


def held(owner: Any) -> list[Variable]:
    """The variables of a model, a layer, an optimizer, a module or a variable itself."""
    if isinstance(owner, Variable):
        return [owner]
    for name in ("variables", "weights"):
        found = getattr(owner, name, None)
        if found is not None:
            return list(found() if callable(found) else found)
    raise DesignError(
        "{value} holds no variables that could be kept.",
        fix="Give models, layers, optimizers or variables.", value=repr(owner)[:60],
    )  # fmt: skip


class Checkpoint:
    """Keeps the numbers of everything it was given by name, and brings them back.

    An optimizer that has no slots yet gets them at its first step; a model must have been called.
    """

    def __init__(self, root: Any = None, **kwargs: Any) -> None:
        self._kept = {**({} if root is None else {"root": root}), **kwargs}
        vars(self).update(self._kept)
        self.save_counter = Variable(0, name="save_counter", trainable=False, dtype="int32")

    def _variables(self) -> Iterator[tuple[str, Variable]]:
        for name, owner in sorted({**self._kept, "save_counter": self.save_counter}.items()):
            for place, variable in enumerate(held(owner)):
                yield f"{name}/{place}", variable

    def write(self, file_prefix: Any, options: Any = None) -> str:
        """Write the numbers into a file of this name. Returns the name."""
        path = Path(f"{file_prefix}{ENDING}")
        may_write(path, True)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        with part.open("wb") as stream:
            np.savez(stream, **{name: variable.numpy() for name, variable in self._variables()})
        part.replace(path)
        return str(file_prefix)

    def save(self, file_prefix: Any, options: Any = None) -> str:
        """`write` under a name that is counted on, and remember it as the latest one."""
        self.save_counter.assign_add(1)
        path = self.write(f"{file_prefix}-{int(self.save_counter.numpy())}")
        remember(Path(path).parent, [path])
        return path

    def read(self, save_path: Any, options: Any = None) -> Any:
        """Bring the numbers of a file back. Raises DesignFileError for another program's file."""
        try:
            with np.load(f"{save_path}{ENDING}", allow_pickle=False) as kept:
                numbers = {name: kept[name] for name in kept.files}
        except (OSError, ValueError) as error:
            raise DesignFileError(
                "{path} is no checkpoint that can be read.", path=str(save_path)
            ) from error
        for name, owner in {**self._kept, "save_counter": self.save_counter}.items():
            count = sum(one.startswith(f"{name}/") for one in numbers)
            _bring_back(name, owner, [numbers[f"{name}/{place}"] for place in range(count)])
        return _Status()

    def restore(self, save_path: Any, options: Any = None) -> Any:
        """`read`, where None (no checkpoint yet) changes nothing."""
        return _Status() if save_path is None else self.read(save_path)


def _bring_back(name: str, owner: Any, kept: list[np.ndarray]) -> None:
    """Give an owner's variables their numbers; an optimizer gets the rest once it has slots."""
    variables = held(owner)
    for variable, values in zip(variables, kept, strict=False):
        if tuple(variable.shape) != values.shape:
            raise DesignError(
                "{name} has shape {shape}, but {kept} was kept.",
                fix="Make the same models as when it was written.",
                name=variable.path, shape=tuple(variable.shape), kept=values.shape,
            )  # fmt: skip
        variable.assign(values)
    if len(variables) >= len(kept):
        return
    if not hasattr(owner, "apply_gradients"):
        raise DesignError(
            "{name} has {count} weights, but {kept} were kept for it.",
            fix="Call it on data once before restoring.",
            name=name, count=len(variables), kept=len(kept),
        )  # fmt: skip
    build = type(owner).build.__get__(owner)

    def built(var_list: Any) -> None:
        build(var_list)
        if len(held(owner)) >= len(kept):
            del owner.build
            _bring_back(name, owner, kept)

    owner.build = built


class _Status(SimpleNamespace):
    """What is asked after restoring: everything was brought back, or an error was raised."""

    def expect_partial(self) -> _Status:
        return self

    assert_consumed = assert_existing_objects_matched = expect_partial


def latest_checkpoint(checkpoint_dir: Any, latest_filename: str | None = None) -> str | None:
    """The newest checkpoint in a folder, or None."""
    state = Path(checkpoint_dir) / (latest_filename or STATE)
    if not state.exists():
        return None
    return str(Path(checkpoint_dir) / json.loads(state.read_text("utf-8"))["latest"])


class CheckpointManager:
    """Keeps the newest checkpoints of one folder and deletes older ones."""

    def __init__(
        self, checkpoint: Checkpoint, directory: Any, max_to_keep: int | None,
        checkpoint_name: str = "ckpt", **_: Any,
    ) -> None:  # fmt: skip
        self.checkpoint, self.directory = checkpoint, str(directory)
        self._most, self._name = max_to_keep, checkpoint_name
        state = Path(directory) / STATE
        known = json.loads(state.read_text("utf-8"))["all"] if state.exists() else []
        self.checkpoints = [str(Path(directory) / name) for name in known]

    @property
    def latest_checkpoint(self) -> str | None:
        return self.checkpoints[-1] if self.checkpoints else None

    def save(self, checkpoint_number: int | None = None, **_: Any) -> str:
        """Write one more checkpoint."""
        counter = self.checkpoint.save_counter
        counter.assign_add(1)
        number = int(counter.numpy()) if checkpoint_number is None else int(checkpoint_number)
        path = self.checkpoint.write(Path(self.directory) / f"{self._name}-{number}")
        self.checkpoints = [*(one for one in self.checkpoints if one != path), path]
        while self._most and len(self.checkpoints) > self._most:
            Path(self.checkpoints.pop(0) + ENDING).unlink(missing_ok=True)
        remember(Path(self.directory), self.checkpoints)
        return path

    def restore_or_initialize(self) -> str | None:
        """Bring the newest numbers back, if there are some."""
        if self.latest_checkpoint:
            self.checkpoint.restore(self.latest_checkpoint)
        return self.latest_checkpoint


__all__ = [
    "BytesList", "Checkpoint", "CheckpointManager", "Example", "Feature", "Features", "FloatList",
    "Int64List", "latest_checkpoint",
]  # fmt: skip
