"""How are arrays and a note about them written, so that the same content gives the same bytes?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

# The library writes several metadata keys in an order that it draws anew each time, so one key
# holds the whole note.
NOTE = "layerloom"


def write_tensors(path: Path, arrays: Mapping[str, np.ndarray], note: Mapping[str, Any]) -> None:
    from safetensors.numpy import save_file

    save_file(dict(arrays), path, {NOTE: json.dumps(note)})


def read_tensors(path: Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The arrays and the note. Raises OSError or ValueError when it is missing or damaged."""
    with opened(path) as file:
        return {name: file.get_tensor(name) for name in file.keys()}, note_in(file)


def read_note(path: Path) -> dict[str, Any]:
    """The note alone, however large the arrays are. Raises OSError or ValueError as well."""
    with opened(path) as file:
        return note_in(file)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            yield file
    except SafetensorError as error:
        raise ValueError(str(error)) from None


def note_in(file: Any) -> dict[str, Any]:
    told = file.metadata() or {}
    return dict(json.loads(told[NOTE]) if NOTE in told else told)
