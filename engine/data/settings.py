"""What does a person choose about data? One value, checked once, the same for window and worker."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from engine.errors import DesignError, Where, unknown_name

# What a column of a table becomes: numbers as they are (scaled), one 0/1 column for each word,
# the word's place in the vocabulary, 1 where there is a value and 0 where it is missing, the words
# of a text as a row of numbers, nothing.
ROLES = ("number", "one_hot", "code", "presence", "words", "ignore")
SCALES = ("auto", "none", "unit", "standard")
TARGET_KINDS = ("auto", "classes", "numbers", "tags")
TARGET_ENCODINGS = ("auto", "codes", "one_hot")
SAME_AS_INPUT = "=input"  # a target that is the input itself, as an autoencoder's
NEXT_STEP = "=next"  # each step of a sample shall tell the one that follows it


@dataclass(frozen=True)
class Settings:
    """Which data, which part of it is asked and which is answered, and how both are made numbers.

    source: "builtin:<name>" or "file:<path>"; empty while nothing is chosen.
    features: the arrays (npz) or columns (table) that are fed in; empty lets the data decide.
    target: the array or column to learn; empty lets the data decide.
    columns: for a table, the role (see ROLES) of each column that shall not have its usual one.
    sample_shape: the shape to give each sample, such as (784,) for images in a row; () keeps it.
    target_kind: are the answers "classes", "numbers" or "tags", a class for each word of a text?
    window: so many rows of a table, one after the other, make a sample; 0 takes each by itself.
    horizon: how many rows after a window its answer stands. text_length: so many words of a text
    are fed; 0 lets the texts decide. target_encoding: classes as "codes" 0, 1,
    2 … or "one_hot" rows. scale: "unit" makes 0..1, "standard" mean 0 and deviation 1.
    test_share, shuffle, seed: how test samples are drawn where the source brings none of its own.
    """

    source: str = ""
    target: str = ""
    features: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    sample_shape: tuple[int, ...] = ()
    target_kind: str = "auto"
    target_encoding: str = "auto"
    test_share: float = 0.2
    shuffle: bool = True
    scale: str = "auto"
    seed: int = 0
    window: int = 0
    horizon: int = 1
    text_length: int = 0


def settings(values: Settings | Mapping[str, Any] | Any) -> Settings:
    """Settings from a mapping or any dataclass that has the same fields. Raises DesignError."""
    if isinstance(values, Settings):
        return checked(values)
    mapping = dict(values) if isinstance(values, Mapping) else asdict(values)
    known = {entry.name for entry in fields(Settings)}
    for name in mapping:
        if name not in known:
            raise unknown_name("data setting", name, known).at(field=str(name))
    for name in ("features", "sample_shape"):
        if name in mapping:
            mapping[name] = tuple(mapping[name] or ())
    mapping["columns"] = dict(mapping.get("columns") or {})
    return checked(Settings(**mapping))


def checked(value: Settings) -> Settings:
    """`value`, when every part of it can be meant. Raises DesignError placed at the part."""
    for name, choices in (
        ("scale", SCALES),
        ("target_kind", TARGET_KINDS),
        ("target_encoding", TARGET_ENCODINGS),
    ):
        if getattr(value, name) not in choices:
            raise unknown_name("choice for " + name, getattr(value, name), choices).at(field=name)
    for column, role in value.columns.items():
        if role not in ROLES:
            raise unknown_name("role of a column", role, ROLES).at(field=str(column))
    share = value.test_share
    real = isinstance(share, numbers.Real) and not isinstance(share, bool)
    if not real or not math.isfinite(share) or not 0 <= share < 1:
        raise DesignError(
            "The share of test samples must lie between 0 and 1, but is {share}.",
            fix="Enter a number such as 0.2.",
            where=Where(field="test_share"),
            share=repr(share),
        )
    if not isinstance(value.seed, numbers.Integral) or not 0 <= value.seed < 2**31:
        raise DesignError(
            "The seed must be a whole number from 0 to 2147483647, but is {seed}.",
            where=Where(field="seed"),
            seed=repr(value.seed),
        )
    for name, least in (("window", 0), ("horizon", 1), ("text_length", 0)):
        count = getattr(value, name)
        if not isinstance(count, numbers.Integral) or isinstance(count, bool) or count < least:
            raise DesignError(
                "{field} must be a whole number of at least {least}, but is {count}.",
                where=Where(field=name),
                field=name,
                least=least,
                count=repr(count),
            )
    for size in value.sample_shape:
        if not isinstance(size, numbers.Integral) or size < 1:
            raise DesignError(
                "The shape of a sample holds {size}, which is no size.",
                fix="Use whole numbers of at least 1.",
                where=Where(field="sample_shape"),
                size=repr(size),
            )
    return value
