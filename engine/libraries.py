"""What may a program call its Keras? The names of all such libraries, and what is said inside."""

from __future__ import annotations

# Longer names first.
LIBRARIES = ("tensorflow.keras", "tensorflow.python.keras", "tf_keras", "keras", "engine")


def library(path: str) -> str | None:
    """What a dotted name is called inside of the library: "tf_keras.layers" is "layers"."""
    for prefix in LIBRARIES:
        if path == prefix:
            return ""
        if path.startswith(prefix + "."):
            return path[len(prefix) + 1 :]
    return None
