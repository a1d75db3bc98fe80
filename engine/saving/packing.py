"""How does a drawing hold an array or bytes of another program? As numbers, or packed as texts."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

# So many numbers of an array stand in a drawing as numbers; larger ones are packed.
MOST_NUMBERS = 4096
# A text in a drawing is no longer than this.
LONGEST_TEXT = 150_000
# How many bytes of large arrays and graphs a drawing keeps of a file.
LARGEST_KEPT = 16 * 2**20
# The marks of numbers that JSON has none for.
MARKS = ("nan", "inf", "-inf")


def packed(data: bytes) -> list[str]:
    """Bytes as texts that a drawing can hold, by zlib and base64."""
    text = base64.b64encode(zlib.compress(data, 6)).decode("ascii")
    return [text[start : start + LONGEST_TEXT] for start in range(0, len(text), LONGEST_TEXT)]


def unpacked(texts: Any) -> bytes:
    """The bytes behind such texts. Raises ValueError for what is none, or is too much."""
    try:
        pressed = base64.b64decode("".join(texts), validate=True)
        opened = zlib.decompressobj()
        data = opened.decompress(pressed, LARGEST_KEPT)
    except (TypeError, zlib.error) as error:
        raise ValueError(str(error)) from None
    if opened.unconsumed_tail or not opened.eof:
        raise ValueError("too large, or cut off")
    return data


def as_numbers(array: np.ndarray) -> bool:
    """Whether an array stands in a drawing as numbers."""
    return array.size <= MOST_NUMBERS or array.dtype.kind not in "fiub"


def array_of(told: Mapping[str, Any]) -> np.ndarray:
    """An array that a drawing holds. Raises ValueError where it is not there as a whole."""
    try:
        dtype, shape = np.dtype(told["dtype"]), tuple(told["shape"])
        if "packed" in told:
            data = np.frombuffer(unpacked(told["packed"]), dtype.newbyteorder("<"))
            return data.reshape(shape).astype(dtype)
        values = [float(one) if one in MARKS and dtype.kind == "f" else one
                  for one in told["values"]]
        return np.asarray(values, object if dtype.kind in "OSU" else dtype).reshape(shape)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


__all__ = ["LARGEST_KEPT", "LONGEST_TEXT", "MOST_NUMBERS", "array_of", "as_numbers", "packed",
           "unpacked"]
