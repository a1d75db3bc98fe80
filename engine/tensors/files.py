"""Which of `tf.io`'s functions are there? Whole files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignFileError
from engine.tensors.image import decode_bmp, decode_image, decode_jpeg, decode_png


def read_file(filename, name=None) -> bytes:
    """A file's bytes. Raises DesignFileError."""
    path = _path(filename)
    try:
        return path.read_bytes()
    except OSError as error:
        raise DesignFileError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror or str(error)
        ) from error


def write_file(filename, contents, name=None) -> None:
    data = contents if isinstance(contents, bytes) else str(np.asarray(contents)[()]).encode()
    _path(filename).write_bytes(data)


def _path(filename: Any) -> Path:
    found = filename if isinstance(filename, (str, bytes, Path)) else np.asarray(filename)[()]
    return Path(found.decode() if isinstance(found, bytes) else str(found))


__all__ = [
    "decode_bmp", "decode_image", "decode_jpeg", "decode_png", "read_file", "write_file",
]  # fmt: skip
