"""How does another program's model come in? As a network of layers and wires, with its weights.

Nothing of a file is run: descriptions are read as data, programs as text. What knows a format
loads with the first file of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import DesignError
from engine.importing.configs import network_of
from engine.importing.values import Network, Part, Source


def read_keras(path: Path) -> Network:
    from engine.importing import keras_files

    return keras_files.read(path)


def read_onnx(path: Path) -> Network:
    from engine.importing import onnx_rooms

    return onnx_rooms.read_onnx(path)


def read_program(path: Path) -> Network:
    from engine.importing import programs

    return programs.read(path)


READERS: dict[str, Callable[[Path], Network]] = {
    **dict.fromkeys((".keras", ".h5", ".hdf5", ".json"), read_keras),
    ".onnx": read_onnx,
    **dict.fromkeys((".py", ".ipynb"), read_program),
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
    except DesignError:
        raise
    except OSError as error:
        raise DesignError(
            "{path} cannot be read: {reason}.", path=path.name,
            reason=error.strerror or str(error),
        ) from error
    except Exception as error:  # a broken file may hold anything, its readers raise all there is
        raise DesignError(
            "{path} is no readable model: {reason}.",
            fix="Save it again with the program that it comes from.", path=path.name,
            reason=(str(error) or type(error).__name__)[:200],
        ) from error


__all__ = ["READERS", "Network", "Part", "Source", "network_of", "read"]
