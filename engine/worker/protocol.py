"""How do window and worker talk? Frames of a length, a JSON header and raw arrays; never pickles.

A frame is ``magic, header length, payload length`` (little endian: 4 bytes, uint32, uint64), then
the header in UTF-8, then the arrays one after another. The header is
``{"kind": …, "values": {…}, "arrays": [[name, dtype, shape], …]}``. There is no resynchronising: a
stream that breaks the rules once says nothing more that could be trusted.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import DesignError, Repair, Where, readable

MAGIC = b"LLw1"
PREFIX = struct.Struct("<4sIQ")
LONGEST_HEADER = 16 * 2**20
LARGEST_PAYLOAD = 2**30
MOST_ARRAYS = 64
TYPES = frozenset({"uint8", "int32", "int64", "float32", "float64", "bool"})

# What each message must carry; more is allowed.
COMMANDS: dict[str, tuple[str, ...]] = {
    "warm": (),  # compile the kernels that are not in the cache yet
    "peek": ("data", "ticket"),  # prepare data and tell what it looks like
    "start": ("job",),  # train
    "pause": (),
    "resume": (),
    "stop": (),
    "tune": ("learning_rate",),
    "evaluate": ("job", "ticket"),
    "predict": ("job", "path", "ticket"),
    "quit": (),
}
EVENTS: dict[str, tuple[str, ...]] = {
    "ready": ("version",),  # the first word of a worker
    "warming": ("done", "total", "name"),
    "data": ("ticket", "facts", "preview"),
    "preparing": (),
    "compiling": ("done", "total", "name"),
    "started": ("epoch", "epochs", "steps", "samples", "validation_samples"),
    "batch": ("epoch", "step", "steps", "logs", "seconds"),
    "epoch": ("epoch", "epochs", "logs", "seconds"),
    "validating": ("epoch",),
    "paused": (),
    "resumed": (),
    "tuned": ("learning_rate",),
    "saved": ("epoch", "folder"),
    "finished": ("reason", "epochs", "logs", "folder"),
    "evaluated": ("ticket", "logs", "facts"),
    "predicted": ("ticket", "count", "class_names"),
    "failed": ("during", "error"),
}
NEVER_DROPPED = frozenset(EVENTS) - {"batch", "warming", "compiling"}


class ProtocolError(DesignError):
    """The other side does not speak this protocol, or a frame was damaged."""


@dataclass(frozen=True)
class Message:
    """One command or event: its kind, JSON values, and arrays by name."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def broken(reason: str) -> ProtocolError:
    return ProtocolError(
        "The talk between window and worker broke off: {reason}.",
        fix="Start the training again; the drawing is untouched.",
        reason=reason,
    )


def encode(message: Message, kinds: Mapping[str, tuple[str, ...]]) -> bytes:
    """The message as one frame. Raises ProtocolError if it breaks the rules or the limits."""
    check(message, kinds)
    arrays = {name: np.ascontiguousarray(array) for name, array in message.arrays.items()}
    described = [[name, str(array.dtype), list(array.shape)] for name, array in arrays.items()]
    for _, dtype, _ in described:
        if dtype not in TYPES:
            raise broken(f"arrays of {dtype} cannot be sent")
    payload = b"".join(_little(array).tobytes() for array in arrays.values())
    header = json.dumps(
        {"kind": message.kind, "values": plain(message.values), "arrays": described},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    _within_limits(len(header), len(payload), len(arrays))
    return PREFIX.pack(MAGIC, len(header), len(payload)) + header + payload


def check(message: Message, kinds: Mapping[str, tuple[str, ...]]) -> None:
    if message.kind not in kinds:
        raise broken(f"{message.kind!r} is no known message")
    missing = [name for name in kinds[message.kind] if name not in message.values]
    if missing:
        raise broken(f"{message.kind} came without {missing[0]}")


def _little(array: np.ndarray) -> np.ndarray:
    return array.astype(array.dtype.newbyteorder("<"), copy=False)


def _within_limits(header: int, payload: int, arrays: int) -> None:
    if header > LONGEST_HEADER:
        raise broken(f"a header of {header} bytes is too long")
    if payload > LARGEST_PAYLOAD:
        raise broken(f"arrays of {payload} bytes are too large")
    if arrays > MOST_ARRAYS:
        raise broken(f"{arrays} arrays are too many")


def plain(value: Any) -> Any:
    """JSON content: tuples as lists, NumPy's numbers as Python's, NaN and infinity as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return number if math.isfinite(number) else {"number": str(number)}
    if isinstance(value, np.integer):
        return int(value)
    return value


def _revive(value: dict[str, Any]) -> Any:
    if len(value) == 1 and value.get("number") in ("nan", "inf", "-inf"):
        return float(value["number"])
    return value


class FrameReader:
    """Cuts a stream of bytes, which comes in pieces of any size, into messages."""

    def __init__(self, kinds: Mapping[str, tuple[str, ...]]) -> None:
        self._kinds = kinds
        self._pending = bytearray()
        self._error: ProtocolError | None = None

    @property
    def unfinished(self) -> bool:
        """Whether the stream stopped in the middle of a frame."""
        return bool(self._pending)

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that are whole now. Raises ProtocolError, from then on at every call."""
        self._pending += data
        while True:
            if self._error is not None:
                raise self._error
            try:
                message = self._take()
            except ProtocolError as error:
                self._error = error
                self._pending.clear()
                raise
            if message is None:
                return
            yield message

    def _take(self) -> Message | None:
        start = PREFIX.size
        if len(self._pending) < start:
            if not MAGIC.startswith(bytes(self._pending[:4])):
                raise broken("something else was written into its stream")
            return None
        magic, header_length, payload_length = PREFIX.unpack_from(self._pending)
        if magic != MAGIC:
            raise broken("something else was written into its stream")
        _within_limits(header_length, payload_length, 0)
        end = start + header_length + payload_length
        if len(self._pending) < end:
            return None
        header = bytes(self._pending[start : start + header_length])
        payload = bytes(self._pending[start + header_length : end])
        del self._pending[:end]
        message = decode(header, payload)
        check(message, self._kinds)
        return message


def decode(header: bytes, payload: bytes) -> Message:
    """A message from the two parts of its frame. Raises ProtocolError."""
    try:
        content = json.loads(header.decode(), object_hook=_revive)
        kind, values, described = content["kind"], content["values"], content["arrays"]
        listed = [(str(name), str(dtype), tuple(shape)) for name, dtype, shape in described]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise broken("a header is damaged") from error
    if not isinstance(kind, str) or not isinstance(values, dict):
        raise broken("a header is damaged")
    _within_limits(len(header), len(payload), len(listed))
    arrays, offset = {}, 0
    for name, dtype, shape in listed:
        sizes = all(isinstance(size, int) and 0 <= size <= LARGEST_PAYLOAD for size in shape)
        if dtype not in TYPES or not sizes:
            raise broken(f"array {name!r} is described wrongly")
        kind_of = np.dtype(dtype).newbyteorder("<")
        length = math.prod(shape) * kind_of.itemsize
        if offset + length > len(payload):
            raise broken(f"array {name!r} is cut short")
        piece = payload[offset : offset + length]
        arrays[name] = np.frombuffer(piece, kind_of).reshape(shape)
        offset += length
    if offset != len(payload):
        raise broken("more bytes came than were announced")
    return Message(kind, values, arrays)


def error_to_json(error: Exception) -> dict[str, Any]:
    """An error as data: templates and values apart, so that the window can translate it."""
    if not isinstance(error, DesignError):
        reason = f"{type(error).__name__}: {error}"
        error = DesignError("Something unexpected happened: {reason}", reason=reason)
    where = error.where
    return {
        "what": error.what,
        "fix": error.fix,
        "where": [where.layer, where.field, where.port],
        "values": {name: readable(value) for name, value in error.values.items()},
        "repairs": [
            [repair.action, repair.label, plain(repair.arguments), plain(repair.values)]
            for repair in error.repairs
        ],
    }


def error_from_json(content: Mapping[str, Any]) -> DesignError:
    """The error that `error_to_json` wrote."""
    return DesignError(
        content["what"],
        fix=content["fix"],
        where=Where(*content["where"]),
        repairs=[Repair(*repair) for repair in content["repairs"]],
        **content["values"],
    )
