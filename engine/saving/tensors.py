"""How are arrays and a note about them written, so that the same content gives the same bytes?"""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            told = file.metadata() or {}
            note = json.loads(told[NOTE]) if NOTE in told else told
            return {name: file.get_tensor(name) for name in file.keys()}, dict(note)
    except SafetensorError as error:
        raise ValueError(str(error)) from None
