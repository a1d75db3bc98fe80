"""How are data made ready for a network? Keras's helpers for sequences, texts and pictures."""

from typing import Any

from engine import lately
from engine.preprocessing import image, sequence, text


def __getattr__(name: str) -> Any:
    return lately.get(__name__, name, lately.DATA)
