"""Which of our operations is meant by a word of TensorFlow? The words of the export, read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from engine import ops
from engine.export import snippets
from engine.export.words import Word, in_tensorflow, ours
from engine.ops import ALL


@cache
def table() -> dict[str, tuple[str, Word]]:
    """Our operation, and how it is said, by TensorFlow's name for it."""
    found: dict[str, tuple[str, Word]] = {}
    for name in ops.__all__:
        word = in_tensorflow(name)
        if word is not None and word.name.startswith("tf."):
            own = (name, word)
            found.setdefault(word.name.removeprefix("tf."), own)
            # What stands in tf.math and tf.linalg is mostly there without them too.
            found.setdefault(word.name.rpartition(".")[2], own)
    return found


def tensorflow_operation(path: str) -> Callable[..., Any] | None:
    """What computes a function of TensorFlow, by its path such as "nn.relu"; None for others."""
    if path not in table():
        return None
    name, word = table()[path]

    def compute(*args: Any, **kwargs: Any) -> Any:
        kwargs.pop("name", None)
        if word.arguments is not None:
            known = dict(zip(word.arguments, ours(name), strict=False))
            kwargs = {known.get(key, key): value for key, value in kwargs.items()}
        if word.packed and args:
            args = (*args[0], *args[1:])
        return ALL[name](*args, **kwargs) if name in ALL else getattr(ops, name)(*args, **kwargs)

    return compute


def in_our_words(text: str) -> str:
    """The text of a class of any Keras with this engine's modules and operations."""
    text = re.sub(r"\btf\.keras\b|\btensorflow\.keras\b|\btf_keras\b", "keras", text)
    for pattern, ours_ in (
        (r"^from keras\b", "from engine"),
        (r"^import keras as (\w+)", r"import engine as \1"),
        (r"^(?:from tensorflow )?import keras\b", "import engine as keras"),
    ):
        text = re.sub(pattern, ours_, text, flags=re.MULTILINE)

    def operation(found: re.Match) -> str:
        known = table().get(found[1])
        return found[0] if known is None or known[1].packed else f"ops.{known[0]}"

    text = re.sub(r"\btf\.([A-Za-z_.]+)", operation, text)
    for name in written_out():
        text = re.sub(rf"(?<![\w.]){name}\(", f"ops.{name.removesuffix('_of')}(", text)
    return text


def written_out() -> list[str]:
    """The operations that our own programs bring along as functions."""
    return [name for name in snippets.definitions() if name.removesuffix("_of") in ops.__all__]


__all__ = ["in_our_words", "tensorflow_operation", "written_out"]
