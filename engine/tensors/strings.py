"""Which of `tf.strings`'s functions are there? For single texts and arrays of texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.raw import texts
from engine.tensors.making import constant


def _each(function: Callable[[str], Any], value: Any) -> Any:
    """`function` of a text, or of all texts of an array."""
    if isinstance(value, (str, bytes)):
        return function(_text(value))
    values = np.asarray(value)
    if not values.ndim:
        return function(_text(values[()]))
    found = [function(_text(one)) for one in values.ravel().tolist()]
    if found and isinstance(found[0], str):
        return texts(np.array(found, object).reshape(values.shape))
    return constant(np.array(found).reshape(values.shape))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def format(template, inputs=(), placeholder="{}", summarize=3, name=None):
    """`template` with its placeholders filled."""
    parts = template.split(placeholder)
    values = inputs if isinstance(inputs, (list, tuple)) else [inputs]
    shown = [_text(np.asarray(value)[()]) for value in values]
    return "".join(a + b for a, b in zip(parts, [*shown, ""], strict=True))


def join(inputs, separator="", name=None):
    return separator.join(_text(np.asarray(one)[()]) for one in inputs)


def as_string(input, precision=-1, name=None):
    """Numbers as texts, floats with 6 places unless told otherwise."""
    values = np.asarray(input)
    places = 6 if precision < 0 else precision
    if values.dtype.kind == "f":
        return _each(lambda one: f"{float(one):.{places}f}", values)
    return _each(str, values)


def to_number(input, out_type="float32", name=None):
    found = _each(float, input)
    return constant(found, out_type)


def length(input, unit="BYTE", name=None):
    """How many bytes (or, with the unit UTF8_CHAR, letters) a text has."""
    return _each(len if unit == "UTF8_CHAR" else lambda one: len(one.encode()), input)


def lower(input, encoding="", name=None):
    return _each(str.lower, input)


def upper(input, encoding="", name=None):
    return _each(str.upper, input)


def strip(input, name=None):
    return _each(str.strip, input)


def regex_replace(input, pattern, rewrite, replace_global=True, name=None):
    count = 0 if replace_global else 1
    return _each(lambda one: re.sub(pattern, rewrite, one, count=count), input)


def regex_full_match(input, pattern, name=None):
    return _each(lambda one: re.fullmatch(pattern, one) is not None, input)


def substr(input, pos, len, unit="BYTE", name=None):
    return _each(lambda one: one.encode()[pos : pos + len].decode(errors="replace"), input)


def split(input, sep=None, maxsplit=-1, name=None):
    """The parts of a text between separators (or white space)."""
    return texts(np.array(_text(np.asarray(input)[()]).split(sep, maxsplit), object))


def reduce_join(inputs, axis=None, keepdims=False, separator="", name=None):
    """All texts of an array (or along an axis) as one."""
    values = np.asarray(inputs, object)
    if axis is None:
        return separator.join(map(_text, values.ravel().tolist()))
    found = np.apply_along_axis(lambda row: separator.join(map(_text, row)), axis, values)
    return texts(np.expand_dims(found, axis) if keepdims else found)


def unicode_split(input, input_encoding, errors="replace", name=None):
    """The letters of a text."""
    return texts(np.array(list(_text(np.asarray(input)[()])), object))


__all__ = [
    "as_string", "format", "join", "length", "lower", "reduce_join", "regex_full_match",
    "regex_replace", "split", "strip", "substr", "to_number", "unicode_split", "upper",
]  # fmt: skip
