"""How does a Python program come in? By the network that its text builds, and weights beside it.

Its text is looked at; nothing of it is run.
"""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine import custom
from engine.errors import DesignError
from engine.importing import configs, keras_files, pytorch
from engine.importing.interpreting import Program
from engine.importing.values import Network
from engine.layers.naming import counted_apart
from engine.saving import hdf5
from engine.saving.objects import layer_entry

LARGEST_TEXT = 4 * 2**20


def read_program(path: Path) -> Network:
    """The network that a program builds, with the weights beside it. Raises DesignError."""
    return network_in(text_of(path), path)


def read_notebook(path: Path) -> Network:
    """The network that the cells of a Jupyter notebook build. Raises DesignError."""
    try:
        cells = json.loads(text_of(path))["cells"]
        text = "\n".join(
            without_commands("".join(cell["source"])) for cell in cells
            if cell["cell_type"] == "code"
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DesignError("{path} is no readable notebook.", path=path.name) from None
    return network_in(text, path)


def without_commands(source: str) -> str:
    """A cell without the lines that are commands for the notebook, such as "!pip install"."""
    return "\n".join(
        "" if line.lstrip().startswith(("!", "%")) else line for line in source.splitlines()
    )


def text_of(path: Path) -> str:
    if path.stat().st_size > LARGEST_TEXT:
        raise DesignError("{path} is too long for a program that is read.", path=path.name)
    try:
        return path.read_text(encoding="utf-8-sig")
    except ValueError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: Exception) -> DesignError:
    return DesignError(
        "{path} is no readable Python program: {reason}.", path=path.name,
        reason=str(error)[:200],
    )


def network_in(text: str, path: Path) -> Network:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise unreadable(path, error) from None
    if uses_torch(tree):
        return pytorch.read_module(text, path)
    program = Program(tree, text, path.name)
    # What the program wrote itself is known while its description is read, and not beyond.
    with counted_apart(), custom.custom_object_scope(program.foreign):
        model = program.model()
        entry = layer_entry(model)
        network = configs.network_of(entry)
    network = replace(
        network, sources={name: program.source_of(name) for name in program.foreign}
    )
    beside = [path.with_suffix(suffix) for suffix in (".weights.h5", ".h5")]
    found = next((one for one in beside if one.is_file()), None)
    if found is None:
        return network
    if program.foreign:
        weights = weights_by_name(found, entry, network)
    else:
        model.load_weights(found)
        weights = keras_files.weights_of(model)
    return replace(network, weights=keras_files.nested(network, weights))


def uses_torch(tree: ast.Module) -> bool:
    """Whether a program is one for PyTorch."""
    heads = [one.name for node in tree.body if isinstance(node, ast.Import) for one in node.names]
    heads += [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    return any(name.partition(".")[0] == "torch" for name in heads)


def weights_by_name(path: Path, entry: Any, network: Network) -> dict[str, list[Any]]:
    """The weights of layers of which some were written by the program: as the file names them."""
    with hdf5.opened(path, path) as file:
        if "layer_names" in file.attrs:
            return keras_files.by_layer_names(file, network)
        return keras_files.by_path(file, entry, network)


def read(path: Path) -> Network:
    """The network in a program or a notebook."""
    return read_notebook(path) if path.suffix.lower() == ".ipynb" else read_program(path)


__all__ = ["read"]
