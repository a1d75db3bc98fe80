"""Which kind of file is meant? Models and weights, by the ends of names and the first bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.custom import OF_DRAWINGS
from engine.errors import DesignError, DesignFileError
from engine.layers.base import Layer
from engine.saving import container, hdf5, weights

STATE = "checkpoint"
HDF5 = (".h5", ".hdf5")
HDF5_BEGIN = b"\x89HDF\r\n\x1a\n"
ZIP_BEGIN = b"PK"
IN_FOLDER = "model.keras"
FORMATS = {"h5": ".h5", "hdf5": ".h5", "keras": ".keras", "keras_v3": ".keras", "tf": "tf"}


def save_model(
    model: Any,
    filepath: Any,
    overwrite: bool = True,
    save_format: str | None = None,
    include_optimizer: bool = True,
    **_: Any,
) -> None:
    """Write a whole model: ``.keras``, ``.h5``, or a folder with a ``.keras`` file in it.

    The folder stands where TensorFlow would write its SavedModel. Raises DesignError for other
    kinds.
    """
    path = Path(filepath)
    kind = FORMATS.get(save_format, path.suffix or "tf")
    if kind == "tf":
        path, kind = path / IN_FOLDER, ".keras"
        path.parent.mkdir(parents=True, exist_ok=True)
    if kind not in (".keras", *HDF5) or (kind == ".keras" != path.suffix):
        raise DesignError(
            "A model cannot be saved as {path}.",
            fix="Choose a name that ends with .keras or .h5.",
            path=str(path),
        )
    may_write(path, overwrite)
    if kind == ".keras":
        container.save_model(model, path)
    else:
        hdf5.save_model(model, path, include_optimizer)


def load_model(
    filepath: Any,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
    **_: Any,
) -> Any:
    """The model in a file that `save_model` or Keras wrote. Raises DesignError.

    Nothing in a file is run: a Lambda with program code in it is refused, whatever `safe_mode`.
    A folder stands where TensorFlow's would need no classes, so those that the program has
    defined are known to it.
    """
    path = Path(filepath)
    if path.is_dir():
        path, custom_objects = path / IN_FOLDER, {**defined_classes(), **(custom_objects or {})}
    path = existing(path)
    begin = path.read_bytes()[:8]
    if begin.startswith(ZIP_BEGIN):
        return container.load_model(path, custom_objects, compile)
    if begin == HDF5_BEGIN:
        return hdf5.load_model(path, custom_objects, compile, path)
    raise DesignError(
        "{path} is no model file that can be read.",
        fix="Models are read from .keras and .h5 files.",
        path=str(path),
    )


def defined_classes() -> dict[str, type]:
    """The layers and models that the running program has defined, by name.

    Of several that have one name, the one found last wins: those nearer to Layer come first.
    """
    found: dict[str, type] = {}
    waiting = [Layer]
    while waiting:
        for cls in waiting.pop(0).__subclasses__():
            waiting.append(cls)
            if not cls.__module__.startswith(("engine.", OF_DRAWINGS)):
                found[cls.__name__] = cls
    return found


def save_weights(
    model: Any, filepath: Any, overwrite: bool = True, save_format: str | None = None, **_: Any
) -> None:
    """Write all weights: ``.weights.h5`` and ``.h5`` as Keras does, others as safetensors."""
    path = Path(filepath)
    may_write(path, overwrite)
    model._need_weights()
    if path.name.endswith(".weights.h5"):
        container.save_weights(model, path)
    elif path.suffix in (*HDF5, ".keras") or save_format in ("h5", "hdf5"):
        hdf5.save_weights(model, path)
    else:
        weights.save_weights(model, path)
        if path.suffix != weights.ENDING:
            remember(path.parent, [str(path)])


def remember(folder: Path, paths: list[str]) -> None:
    """Note which checkpoints a folder has, the newest last, where TensorFlow notes it."""
    names = [os.path.basename(path) for path in paths]
    (folder / STATE).write_text(json.dumps({"latest": names[-1], "all": names}), "utf-8")


def load_weights(
    model: Any, filepath: Any, by_name: bool = False, skip_mismatch: bool = False, **_: Any
) -> None:
    """Read weights from a file of any of these kinds. Raises DesignError when they do not fit."""
    path = existing(filepath)
    model._need_weights()
    with path.open("rb") as file:
        begin = file.read(8)
    if begin.startswith(ZIP_BEGIN):
        with container.opened_zip(path) as archive, container.weights_in(archive, path) as file:
            container.take_state(file, model, skip_mismatch)
    elif begin == HDF5_BEGIN:
        with hdf5.opened(path) as file:
            group = file.get("model_weights", file)
            if "layer_names" not in group.attrs and "layer_names0" not in group.attrs:
                container.take_state(file, model, skip_mismatch)
            elif by_name:
                hdf5.take_by_name(group, model, skip_mismatch)
            else:
                hdf5.take_model_weights(group, model)
    else:
        weights.load_weights(model, path)


def existing(filepath: Any) -> Path:
    path = Path(filepath)
    if (path.parent / "saved_model.pb").is_file() and not path.is_file():
        raise DesignFileError(
            "{path} is TensorFlow's SavedModel, which holds no layers.",
            fix="Save the model there as .keras or .h5.",
            path=str(path.parent),
        )
    if not path.is_file():
        raise DesignFileError("There is no file {path}.", path=str(path))
    return path


def may_write(path: Path, overwrite: bool) -> None:
    if not overwrite and path.exists():
        raise DesignError(
            "The file {path} is there already.",
            fix="Choose another name, or say overwrite=True.",
            path=str(path),
        )
