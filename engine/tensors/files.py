"""Which of `tf.io`'s functions are there? Whole files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine import records
from engine.errors import DesignFileError
from engine.examples import Bytes, FixedLenFeature, parse_single_example
from engine.tensors.image import (
    decode_bmp,
    decode_image,
    decode_jpeg,
    decode_png,
    encode_jpeg,
    encode_png,
)


def read_file(filename, name=None) -> bytes:
    """A file's bytes. Raises DesignFileError."""
    path = _path(filename)
    try:
        return Bytes(path.read_bytes())
    except OSError as error:
        raise DesignFileError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror or str(error)
        ) from error


def write_file(filename, contents, name=None) -> None:
    data = contents if isinstance(contents, bytes) else str(np.asarray(contents)[()]).encode()
    _path(filename).write_bytes(data)


class TFRecordWriter:
    """Writes a record file, entry by entry."""

    def __init__(self, path: Any, options: Any = None) -> None:
        self._stream = _path(path).open("wb")

    def write(self, record: bytes) -> None:
        self._stream.write(records.record(record))

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> TFRecordWriter:
        return self

    def __exit__(self, *caught: Any) -> None:
        self.close()


def _path(filename: Any) -> Path:
    found = filename if isinstance(filename, (str, bytes, Path)) else np.asarray(filename)[()]
    return Path(found.decode() if isinstance(found, bytes) else str(found))


__all__ = [
    "FixedLenFeature", "TFRecordWriter", "decode_bmp", "decode_image", "decode_jpeg", "decode_png",
    "encode_jpeg", "encode_png", "parse_single_example", "read_file", "write_file",
]  # fmt: skip
