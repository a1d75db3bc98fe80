"""What does a graph remember between two runs? Nothing: what is to be kept goes in and comes out.

A stateful layer has an input for each of its states and an output for the state after the run,
which whoever runs the graph hands to the next run; zeros begin a new sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.tape import Record, Tape, Tensor

HANDED_ON = "Hand on from run to run, zeros at the begin: "


@dataclass(frozen=True)
class Memory:
    """A state that outputs depend on: its value before and after a run, and its name."""

    before: Tensor
    after: Tensor
    base: str
    old: str

    @property
    def new(self) -> str:
        return f"{self.old}_new"


def kept(tape: Tape, records: Sequence[Record], outputs: Sequence[Tensor]) -> list[Memory]:
    """The states that the outputs depend on; what is only counted along is left out."""
    read = {id(value) for record in inner(records) for value in record.inputs}
    read |= {id(value) for value in outputs}
    found = []
    for key, (variable, after) in tape.assigned.items():
        before = tape.variables.get(key, (None, None))[1]
        if before is not None and id(before) in read:
            base = variable.path.partition(":")[0].replace("/", "_")
            same = sum(one.base == base for one in found)
            found.append(Memory(before, after, base, f"{base}_{same + 1}" if same else base))
    return found


def inner(records: Sequence[Record]) -> list[Record]:
    """The records and those in the bodies of loops."""
    found = list(records)
    for record in records:
        found += inner(record.attributes.get("body", ()))
    return found


def enter(writer: Any, memory: Memory) -> Any:
    """An input of the graph for a state."""
    name = writer.name(memory.old)
    writer.put(memory.before, name)
    return writer.info(name, memory.before)


def explained(memory: Sequence[Memory]) -> str:
    """What a reader of the graph must know of its states."""
    pairs = ", ".join(f"{one.new} -> {one.old}" for one in memory)
    return HANDED_ON + pairs if memory else ""
