"""What does an entry of a record file hold? TensorFlow's Example: lists of values by name."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from engine.errors import DesignError
from engine.records import BYTES, VARINT, fields, inside, number, number_at
from engine.tensors.making import constant


class Bytes(bytes):
    """An entry of a record file, as a data set hands it on."""

    def numpy(self) -> bytes:
        return bytes(self)


class ListOf:
    """Values of one kind. A subclass says how they are written and read."""

    place: ClassVar[int]

    def __init__(self, value: Iterable[Any] = ()) -> None:
        self.value = [self.taken(one) for one in np.asarray(value, object).ravel().tolist()]

    def taken(self, value: Any) -> Any:
        raise NotImplementedError(type(self).__name__)


class BytesList(ListOf):
    place = 1

    def taken(self, value: Any) -> bytes:
        return as_bytes(value)

    def written(self) -> bytes:
        return b"".join(inside(1, one) for one in self.value)

    @classmethod
    def read(cls, data: bytes) -> BytesList:
        return cls([content for _, _, content in fields(data)])


class FloatList(ListOf):
    place = 2

    def taken(self, value: Any) -> float:
        return float(np.float32(value))

    def written(self) -> bytes:
        return inside(1, struct.pack(f"<{len(self.value)}f", *self.value))

    @classmethod
    def read(cls, data: bytes) -> FloatList:
        whole = b"".join(content for _, _, content in fields(data))
        return cls(np.frombuffer(whole, "<f4"))


class Int64List(ListOf):
    place = 3

    def taken(self, value: Any) -> int:
        return int(value)

    def written(self) -> bytes:
        return inside(1, b"".join(map(number, self.value)))

    @classmethod
    def read(cls, data: bytes) -> Int64List:
        found: list[int] = []
        for _, kind, content in fields(data):
            if kind == VARINT:
                found.append(content)
                continue
            at = 0
            while at < len(content):
                one, at = number_at(content, at)
                found.append(one)
        return cls(found)


class Feature:
    """One list of values: `bytes_list`, `float_list` or `int64_list`."""

    def __init__(
        self, bytes_list: BytesList | None = None, float_list: FloatList | None = None,
        int64_list: Int64List | None = None,
    ) -> None:  # fmt: skip
        self.bytes_list = bytes_list or BytesList()
        self.float_list = float_list or FloatList()
        self.int64_list = int64_list or Int64List()
        self.held = bytes_list or float_list or int64_list or BytesList()


@dataclass
class Features:
    """Lists of values by name."""

    feature: Mapping[str, Feature] = field(default_factory=dict)


class Example:
    """One sample of a record file."""

    def __init__(self, features: Features | None = None) -> None:
        self.features = features or Features()

    def SerializeToString(self) -> bytes:
        """The bytes that stand in a record file."""
        parts = b""
        for name, one in sorted(self.features.feature.items()):
            held = inside(one.held.place, one.held.written())
            parts += inside(1, inside(1, name.encode()) + inside(2, held))
        return inside(1, parts)

    def ParseFromString(self, serialized: Any) -> int:
        """Become the sample in such bytes. Returns how many they are."""
        self.features = Example.FromString(serialized).features
        return len(as_bytes(serialized))

    @classmethod
    def FromString(cls, data: Any) -> Example:
        """The sample in such bytes. Raises DesignError for others."""
        try:
            found = dict(_features(as_bytes(data)))
        except (ValueError, struct.error) as error:
            raise DesignError("These bytes are no Example.") from error
        return cls(Features(found))


@dataclass
class FixedLenFeature:
    """A feature that has as many values in each sample."""

    shape: Any
    dtype: Any
    default_value: Any = None


def parse_single_example(serialized: Any, features: Mapping[str, Any], name: Any = None) -> dict:
    """The features of a sample as arrays, a single text as bytes. Raises DesignError."""
    held = Example.FromString(serialized).features.feature
    return {key: _parsed(key, wanted, held.get(key)) for key, wanted in features.items()}


def _parsed(key: str, wanted: FixedLenFeature, found: Feature | None) -> Any:
    kind = str(getattr(wanted.dtype, "name", wanted.dtype))
    shape = np.atleast_1d(np.asarray(wanted.shape, int)).tolist() if wanted.shape != [] else []
    count = int(np.prod(shape, dtype=int))
    values = [] if found is None else getattr(found, PARTS[kind]).value
    if not values and wanted.default_value is not None:
        values = np.broadcast_to(np.asarray(wanted.default_value, object), shape).ravel().tolist()
    if len(values) != count:
        raise DesignError(
            "The feature {name} has {count} values of the kind {kind}, but {expected} are asked "
            "for.",
            name=key, count=len(values), kind=kind, expected=count,
        )  # fmt: skip
    if kind == "string" and not shape:
        return Bytes(as_bytes(values[0]))
    return constant(np.array(values, object if kind == "string" else kind).reshape(shape))


PARTS = {"string": "bytes_list", "float32": "float_list", "int64": "int64_list"}
KINDS = {1: ("bytes_list", BytesList), 2: ("float_list", FloatList), 3: ("int64_list", Int64List)}


def _features(data: bytes) -> Iterator[tuple[str, Feature]]:
    for place, kind, message in fields(data):
        for inner, inner_kind, entry in fields(message if (place, kind) == (1, BYTES) else b""):
            if (inner, inner_kind) != (1, BYTES):
                continue
            parts = {number: content for number, _, content in fields(entry)}
            given = {}
            for which, _, content in fields(parts.get(2, b"")):
                if which in KINDS:
                    name, made = KINDS[which]
                    given[name] = made.read(content)
            yield parts.get(1, b"").decode(), Feature(**given)


def as_bytes(value: Any) -> bytes:
    """The bytes behind a text, an array with one text, or bytes."""
    if isinstance(value, bytes):
        return value
    found = np.asarray(value)[()] if not isinstance(value, str) else value
    return found if isinstance(found, bytes) else str(found).encode("utf-8", "surrogateescape")


__all__ = [
    "Bytes", "BytesList", "Example", "Feature", "Features", "FixedLenFeature", "FloatList",
    "Int64List", "parse_single_example",
]  # fmt: skip
