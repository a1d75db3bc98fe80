"""Which operations can be written in ONNX? The table that their spellings are entered into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Spelling = Callable[..., Any]
TABLE: dict[str, Spelling] = {}


def spells(*names: str) -> Callable[[Spelling], Spelling]:
    """Enter `write(writer, record)` as the spelling of operations."""

    def enter(write: Spelling) -> Spelling:
        for name in names:
            TABLE[name] = write
        return write

    return enter
