"""How does another program's model come in? As a network of layers and wires, with its weights.

Nothing of a file is run: descriptions are read as data, programs as text.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.importing.values import Network, Part, Source


def _keras(name: str) -> Callable[[Path], Network]:
    def read(path: Path) -> Network:
        from engine.importing import keras_files

        return getattr(keras_files, name)(path)

    return read


def _onnx(path: Path) -> Network:
    from engine.importing.onnx_files import read_onnx

    return read_onnx(path)


def _python(path: Path) -> Network:
    from engine.importing.programs import read_program

    return read_program(path)


READERS: dict[str, Callable[[Path], Network]] = {
    ".keras": _keras("read_keras"),
    ".h5": _keras("read_hdf5"),
    ".hdf5": _keras("read_hdf5"),
    ".json": _keras("read_json"),
    ".onnx": _onnx,
    ".py": _python,
}


def read(path: Any) -> Network:
    """The network in a model file, told by its suffix. Raises DesignError, also for bad files."""
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DesignError(
            "{path} is no kind of model that can be opened.",
            fix="Open one of these: {kinds}.", path=path.name, kinds=", ".join(READERS),
        )
    try:
        return reader(path)
    except OSError as error:
        raise DesignError(
            "{path} cannot be read: {reason}.", path=path.name,
            reason=error.strerror or str(error),
        ) from error


__all__ = ["READERS", "Network", "Part", "Source", "read"]
