"""How does another program's model come in? As a network of layers and wires, with its weights.

Nothing of a file is run: descriptions are read as data, programs as text.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.importing import (
    keras_files,
    onnx_files,
    onnx_layers,
    onnx_layout,
    onnx_walks,
    onnx_windows,
    programs,
)
from engine.importing.configs import network_of
from engine.importing.values import Network, Part, Source

READERS: dict[str, Callable[[Path], Network]] = {
    ".keras": keras_files.read_keras,
    ".h5": keras_files.read_hdf5,
    ".hdf5": keras_files.read_hdf5,
    ".json": keras_files.read_json,
    ".onnx": onnx_files.read_onnx,
    ".py": programs.read_program,
    ".ipynb": programs.read_notebook,
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


_rooms = (onnx_layers, onnx_layout, onnx_walks, onnx_windows)
__all__ = ["READERS", "Network", "Part", "Source", "network_of", "read"]
