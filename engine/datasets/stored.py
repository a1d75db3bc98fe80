"""How are lists and arrays that Python stored read without running anything of the file?

Some of Keras's data sets are kept in Python's own format, which may run any function when it is
read as Python reads it. Here only values are understood: numbers, texts, bytes, lists, tuples,
dicts and NumPy's arrays. A file that asks for anything else is refused.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignFileError

# Names that stand for values, and what they are taken for. None of them is ever called.
KNOWN = {
    ("numpy.core.multiarray", "_reconstruct"): "array",
    ("numpy._core.multiarray", "_reconstruct"): "array",
    ("numpy", "ndarray"): "kind",
    ("numpy", "dtype"): "dtype",
    ("_codecs", "encode"): "bytes",
}
MARK = object()
TRUTHS = {b"00": False, b"01": True}


@dataclass(eq=False)
class Begun:
    """An array or a kind of numbers whose contents come later in the file."""

    what: str
    dtype: Any = None

    def filled(self, state: tuple) -> Any:
        """The value with its contents."""
        if self.what == "dtype":
            order = state[1].decode() if isinstance(state[1], bytes) else state[1]
            self.dtype = np.dtype(self.dtype).newbyteorder(order if order in "<>" else "=")
            return self
        _, shape, kind, by_columns, data = state
        order = "F" if by_columns else "C"
        if isinstance(data, list):
            whole = np.empty(len(data), object)
            whole[:] = data
            return whole.reshape(shape, order=order)
        return np.frombuffer(data, kind.dtype).reshape(shape, order=order)


class Reader:
    """A stack, as the format's commands work on one; see `value`."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0
        self.stack: list[Any] = []
        self.memory: dict[int, Any] = {}

    def value(self) -> Any:
        """What the bytes hold. Raises DesignFileError for what is no plain value."""
        data, stack = self.data, self.stack
        push = stack.append
        try:
            while True:
                code = data[self.place]
                self.place += 1
                # Nearly all commands of a file with texts as numbers are these two.
                if code == 77:
                    push(data[self.place] | data[self.place + 1] << 8)
                    self.place += 2
                elif code == 75:
                    push(data[self.place])
                    self.place += 1
                elif code == 46:
                    return stack.pop()
                else:
                    COMMANDS[code](self)
        except DesignFileError:
            raise
        except (KeyError, IndexError, ValueError, TypeError, AttributeError, struct.error) as error:
            raise DesignFileError(
                "The file holds more than plain values, or is damaged.",
                fix="Load it anew, or store it with numpy.savez without objects.",
            ) from error

    def take(self, count: int) -> bytes:
        found = self.data[self.place : self.place + count]
        self.place += count
        return found

    def line(self) -> bytes:
        end = self.data.index(b"\n", self.place)
        found = self.data[self.place : end]
        self.place = end + 1
        return found

    def number(self, form: str) -> Any:
        (found,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return found

    def since_mark(self) -> list[Any]:
        place = len(self.stack) - 1
        while self.stack[place] is not MARK:
            place -= 1
        found = self.stack[place + 1 :]
        del self.stack[place:]
        return found

    # What commands do

    def reduce(self) -> None:
        arguments, what = self.stack.pop(), self.stack.pop()
        if what == ("name", "array"):
            self.stack.append(Begun("array"))
        elif what == ("name", "dtype"):
            kind = arguments[0]
            self.stack.append(Begun("dtype", kind.decode() if isinstance(kind, bytes) else kind))
        elif what == ("name", "bytes"):
            self.stack.append(arguments[0].encode("latin1"))
        else:
            raise TypeError(what)

    def build(self) -> None:
        state, begun = self.stack.pop(), self.stack.pop()
        whole = begun.filled(state)
        for key, value in self.memory.items():
            if value is begun:
                self.memory[key] = whole
        self.stack.append(whole)

    def name(self, module: bytes | str, name: bytes | str) -> None:
        words = [one.decode() if isinstance(one, bytes) else one for one in (module, name)]
        self.stack.append(("name", KNOWN[tuple(words)]))

    def named_on_stack(self) -> None:
        name, module = self.stack.pop(), self.stack.pop()
        self.name(module, name)

    def extend(self) -> None:
        found = self.since_mark()
        self.stack[-1].extend(found)

    def append(self) -> None:
        found = self.stack.pop()
        self.stack[-1].append(found)

    def items(self, pairs: list[Any]) -> None:
        self.stack[-1].update(zip(pairs[::2], pairs[1::2], strict=True))

    def keep(self, key: int) -> None:
        self.memory[key] = self.stack[-1]

    def tuple_of(self, count: int) -> None:
        found = tuple(self.stack[-count:])
        del self.stack[-count:]
        self.stack.append(found)

    def two(self) -> list[Any]:
        value = self.stack.pop()
        return [self.stack.pop(), value]


def _push(make: Callable[[Reader], Any]) -> Callable[[Reader], None]:
    return lambda r: r.stack.append(make(r))


COMMANDS: dict[int, Callable[[Reader], Any]] = {
    0x80: lambda r: r.take(1),
    0x95: lambda r: r.take(8),
    ord("("): _push(lambda r: MARK),
    ord("N"): _push(lambda r: None),
    0x88: _push(lambda r: True),
    0x89: _push(lambda r: False),
    ord("]"): _push(lambda r: []),
    ord("}"): _push(lambda r: {}),
    ord(")"): _push(lambda r: ()),
    ord("l"): _push(lambda r: r.since_mark()),
    ord("t"): _push(lambda r: tuple(r.since_mark())),
    0x85: lambda r: r.tuple_of(1),
    0x86: lambda r: r.tuple_of(2),
    0x87: lambda r: r.tuple_of(3),
    ord("a"): lambda r: r.append(),
    ord("e"): lambda r: r.extend(),
    ord("s"): lambda r: r.items(r.two()),
    ord("u"): lambda r: r.items(r.since_mark()),
    ord("J"): _push(lambda r: r.number("<i")),
    ord("G"): _push(lambda r: r.number(">d")),
    0x8A: _push(lambda r: int.from_bytes(r.take(r.number("<B")), "little", signed=True)),
    ord("I"): _push(lambda r: TRUTHS[line] if (line := r.line()) in TRUTHS else int(line)),
    ord("L"): _push(lambda r: int(r.line().rstrip(b"L"))),
    ord("U"): _push(lambda r: r.take(r.number("<B"))),
    ord("T"): _push(lambda r: r.take(r.number("<i"))),
    ord("C"): _push(lambda r: r.take(r.number("<B"))),
    ord("B"): _push(lambda r: r.take(r.number("<I"))),
    0x8C: _push(lambda r: r.take(r.number("<B")).decode()),
    ord("X"): _push(lambda r: r.take(r.number("<I")).decode("utf-8", "surrogatepass")),
    ord("q"): lambda r: r.keep(r.number("<B")),
    ord("r"): lambda r: r.keep(r.number("<I")),
    ord("p"): lambda r: r.keep(int(r.line())),
    0x94: lambda r: r.keep(len(r.memory)),
    ord("h"): _push(lambda r: r.memory[r.number("<B")]),
    ord("j"): _push(lambda r: r.memory[r.number("<I")]),
    ord("g"): _push(lambda r: r.memory[int(r.line())]),
    ord("c"): lambda r: r.name(r.line(), r.line()),
    0x93: lambda r: r.named_on_stack(),
    ord("R"): lambda r: r.reduce(),
    ord("b"): lambda r: r.build(),
}


def plain_value(data: bytes) -> Any:
    """The value that bytes in Python's own format hold. Raises DesignFileError."""
    return Reader(data).value()


def arrays_of(path: Any) -> dict[str, np.ndarray]:
    """The arrays of an .npz file; arrays of objects may hold plain values. DesignFileError."""
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as stream:
                    found[name.removesuffix(".npy")] = _array(stream)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        if isinstance(error, DesignFileError):
            raise
        raise DesignFileError(
            "{file} is damaged or holds no arrays.", file=Path(path).name
        ) from error
    return found


def _array(stream: Any) -> np.ndarray:
    version = np.lib.format.read_magic(stream)
    read = np.lib.format.read_array_header_1_0
    shape, by_columns, dtype = (
        read(stream) if version == (1, 0) else np.lib.format.read_array_header_2_0(stream)
    )
    data = stream.read()
    if dtype.hasobject:
        return plain_value(data).reshape(shape)
    return np.frombuffer(data, dtype).reshape(shape, order="F" if by_columns else "C").copy()
