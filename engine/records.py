"""How do TensorFlow's record files look? Entries with checksums, messages of protocol buffers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from engine.errors import DesignFileError

# The polynomial of CRC-32C (Castagnoli), reflected, with which entries are checked.
POLYNOMIAL = 0x82F63B78
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


def _byte_remainder(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    return byte


REMAINDERS = [_byte_remainder(byte) for byte in range(256)]


def masked_checksum(data: bytes) -> int:
    """CRC-32C, turned and shifted as TensorFlow's record files want it."""
    remainder = 0xFFFFFFFF
    for byte in data:
        remainder = remainder >> 8 ^ REMAINDERS[(remainder ^ byte) & 0xFF]
    checksum = remainder ^ 0xFFFFFFFF
    return ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & 0xFFFFFFFF


def record(data: bytes) -> bytes:
    """One entry of a record file: its length and itself, each with a checksum."""
    length = struct.pack("<Q", len(data))
    checks = [struct.pack("<I", masked_checksum(part)) for part in (length, data)]
    return length + checks[0] + data + checks[1]


def entries(path: Path) -> Iterator[bytes]:
    """The entries of a record file. Raises DesignFileError for another kind of file."""
    try:
        with path.open("rb") as stream:
            while head := stream.read(12):
                yield _entry(stream, head, path)
    except OSError as error:
        if isinstance(error, DesignFileError):
            raise
        raise DesignFileError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror or str(error)
        ) from error


def _entry(stream: BinaryIO, head: bytes, path: Path) -> bytes:
    if len(head) == 12 and struct.unpack("<I", head[8:])[0] == masked_checksum(head[:8]):
        (length,) = struct.unpack("<Q", head[:8])
        left = path.stat().st_size - stream.tell()
        data = stream.read(length + 4) if length + 4 <= left else b""
        if data:
            return data[:-4]
    raise DesignFileError("{file} is no record file, or is damaged.", file=str(path))


# Messages


def number(value: int) -> bytes:
    """A whole number as protocol buffers write it: seven bits a byte, the lowest first."""
    value &= 2**64 - 1
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def inside(field: int, data: bytes) -> bytes:
    """A field that holds a text or a message."""
    return number(field << 3 | BYTES) + number(len(data)) + data


def number_at(data: bytes, place: int) -> tuple[int, int]:
    """The whole number that begins at a place (with its sign), and where it ends."""
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return (value - 2**64 if value >= 2**63 else value), place
        if shift > 63:
            raise ValueError("A number has no end.")


def fields(data: bytes) -> Iterator[tuple[int, int, Any]]:
    """(number, kind, content) of each field of a message. Raises ValueError for what is none."""
    place = 0
    try:
        while place < len(data):
            key, place = number_at(data, place)
            kind = key & 7
            if kind == VARINT:
                content, place = number_at(data, place)
            else:
                if kind == BYTES:
                    size, place = number_at(data, place)
                else:
                    size = {FIXED64: 8, FIXED32: 4}[kind]
                content, place = data[place : place + size], place + size
                if size < 0 or place > len(data):
                    raise ValueError("A field is longer than its message.")
            yield key >> 3, kind, content
    except (IndexError, KeyError) as error:
        raise ValueError("The message is damaged.") from error
