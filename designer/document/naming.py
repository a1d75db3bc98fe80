"""What are nodes called? Fresh ids, Keras's counting names, and which names are allowed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from designer.document.kinds import Kind
from designer.document.values import LONGEST_NAME, Document, is_text
from engine.errors import DesignError, Where

# What TensorFlow takes as a scope, less the three signs that separate scopes and weights.
ALLOWED_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\-]*", re.ASCII)
COUNTED = re.compile(r"(.*?)_(\d{1,9})", re.DOTALL)


def fresh_id(document: Document, prefix: str = "n") -> str:
    """An id that no node, note or frame has: one above the highest, so that few are used twice.

    Nodes count n1, n2 …, notes t1, t2 …, frames f1, f2 ….
    """
    return fresh_ids(document, 1, prefix)[0]


def fresh_ids(document: Document, count: int, prefix: str = "n") -> list[str]:
    """`count` ids that nothing in the document has."""
    start = len(prefix)
    highest = 0
    for table in (document.nodes, document.notes, document.frames):
        for key in table:
            number = key[start:]
            if key.startswith(prefix) and number.isdecimal() and number.isascii():
                highest = max(highest, int(number))
    return [f"{prefix}{highest + 1 + step}" for step in range(count)]


def layer_name(kind: Kind, taken: Container[str]) -> str:
    """The name that Keras would give the next layer of a kind: dense, dense_1 …; input_1."""
    if kind.type == "Input":
        return first_free("input", taken, 1)
    base = kind.stem
    if not ALLOWED_NAME.fullmatch(base):  # a user's class may be called in any language
        base = "layer"
    return base if base not in taken else first_free(base, taken, 1)


class Names:
    """The names of a drawing while several copies come in: each gets the next free one."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def copy(self, name: str) -> str:
        """The name for a copy of the node `name`: the same where it is free, else it counts up."""
        if name in self._taken:
            counted = COUNTED.fullmatch(name)
            base = counted[1] if counted else name
            name = first_free(base, self._taken, self._next.get(base, 1))
            self._next[base] = int(name.rpartition("_")[2]) + 1
        self._taken.add(name)
        return name


def first_free(base: str, taken: Container[str], number: int) -> str:
    """`base` with the first number from `number` on that gives a free name."""
    base = base[: LONGEST_NAME - 10]
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"


def names(document: Document, without: Iterable[str] = ()) -> set[str]:
    """The names of all nodes but those in `without`."""
    left_out = set(without)
    return {node.name for node in document.nodes.values() if node.id not in left_out}


def check_name(name: str, node: str | None = None) -> str:
    """The same name. Raises DesignError for what Keras would refuse."""
    where = Where(layer=node, field="name")
    if not isinstance(name, str) or not name.strip():
        raise DesignError("A layer needs a name.", fix="Enter a name such as dense_1.", where=where)
    if len(name) > LONGEST_NAME:
        raise DesignError(
            "The name is {count} characters long.",
            fix="Use at most {limit} characters.",
            where=where,
            count=len(name),
            limit=LONGEST_NAME,
        )
    if not ALLOWED_NAME.fullmatch(name):
        raise DesignError(
            "{name} cannot be a layer's name.",
            fix="Begin with a letter or a digit, and use only English letters, digits, _, - and a "
            "full stop, as Keras demands.",
            where=where,
            name=repr(name),
        )
    return name


def check_block_name(name: str) -> str:
    """The name of a sub-model, in any language. Raises DesignError."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not is_text(name) or not name.isprintable():
        raise DesignError(
            "A sub-model needs a name of at most {limit} characters.",
            where=Where(field="name"),
            limit=LONGEST_NAME,
        )
    return name


def fresh_block(document: Document, name: str) -> tuple[str, str]:
    """An id and a name for a new block: the name counts up where it is taken."""
    numbers = (key[1:] for key in document.blocks if key.startswith("b") and key[1:].isdecimal())
    names = Names(block.name for block in document.blocks.values())
    return f"b{1 + max(map(int, numbers), default=0)}", names.copy(name)
