"""What does a document consist of? Frozen records of plain JSON content, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.data.settings import Settings
from engine.errors import DesignError
from engine.worker.jobs import Training

if TYPE_CHECKING:
    import networkx

MOST_NODES = 20_000
MOST_WIRES = 60_000
MOST_NOTES = 5_000
MOST_BLOCKS = 1_000
LONGEST_NAME = 100
LONGEST_TEXT = 20_000
LONGEST_VALUE = 200_000
LARGEST_INTEGER = 2**63 - 1
DEEPEST_VALUE = 24
FARTHEST_PLACE = 10_000_000.0


class FrozenDict(dict):
    """A dict that cannot change, so that documents may share it and tables may be keyed by it.

    Being a dict it compares at C speed and is written by `json` as it stands; the hash is kept.
    """

    __slots__ = ("_hash",)

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(frozenset(self.items()))
            return self._hash

    def _refuse(self, *_arguments: Any, **_named: Any):
        raise TypeError("a document's records never change: make a new one through an edit")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self):
        return (FrozenDict, (dict(self),))

    def __copy__(self) -> FrozenDict:
        return self

    def __deepcopy__(self, _memo: dict) -> FrozenDict:
        return self

    def with_item(self, key: Any, value: Any) -> FrozenDict:
        return FrozenDict({**self, key: value})

    def without(self, *keys: Any) -> FrozenDict:
        gone = set(keys)
        return FrozenDict((key, value) for key, value in self.items() if key not in gone)


def is_text(value: str) -> bool:
    """Whether a file can hold the text: no half characters, no zero bytes."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value


def freeze(value: Any, depth: int = 0) -> Any:
    """JSON content in immutable form: lists as tuples, objects as FrozenDict.

    Raises DesignError for what a project file could not hold: NaN, objects, endless nesting.
    """
    if value is None or isinstance(value, (bool, FrozenDict)):
        return value
    if isinstance(value, str):
        if is_text(value) and len(value) <= LONGEST_VALUE:
            return value
        raise DesignError("The text is too long or holds signs that are no characters.")
    if isinstance(value, int):
        if abs(value) <= LARGEST_INTEGER:
            return value
        raise DesignError("The number is too large for a project.")
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        raise DesignError("{value} is no number for a project.", value=repr(value))
    if depth >= DEEPEST_VALUE:
        raise DesignError("The value is nested too deeply.", fix="Use a flatter value.")
    if isinstance(value, (list, tuple)) and len(value) <= LONGEST_VALUE:
        return tuple(freeze(item, depth + 1) for item in value)
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return FrozenDict((key, freeze(item, depth + 1)) for key, item in value.items())
    raise DesignError("{value} cannot be kept in a project.", value=repr(value)[:80])


@dataclass(frozen=True)
class Node:
    """A layer call as drawn. `parameters` holds only what differs from the layer's defaults.

    `shares` is the id of the node whose weights this one uses: a second call of the same layer.
    Such a node carries the same parameters as the one it shares with, and that one never shares.
    """

    id: str
    type: str
    name: str
    parameters: Mapping[str, Any] = FrozenDict()
    x: float = 0.0
    y: float = 0.0
    shares: str | None = None
    collapsed: bool = False
    bypassed: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.parameters, FrozenDict):
            object.__setattr__(self, "parameters", freeze(self.parameters))


class Wire(NamedTuple):
    """One wire; its value is its identity. The wires of a port that takes many count 0, 1, 2 ….

    A named tuple because wires are put into sets and used as keys by the thousand.
    """

    source: str
    source_port: int
    target: str
    target_port: int


class Wires(tuple):
    """All wires of a drawing in the order in which they were drawn, and who meets whom.

    Documents in which nothing was rewired share one such value and with it the tables below.
    """

    def into(self, node: str) -> tuple[Wire, ...]:
        """The wires that end at `node`, by port."""
        return self._incoming.get(node, ())

    def out_of(self, node: str) -> tuple[Wire, ...]:
        """The wires that begin at `node`, in drawing order."""
        return self._outgoing.get(node, ())

    @cached_property
    def _incoming(self) -> dict[str, tuple[Wire, ...]]:
        table: dict[str, list[Wire]] = {}
        for wire in self:
            table.setdefault(wire[2], []).append(wire)
        return {
            node: tuple(sorted(wires, key=lambda wire: wire[3]) if len(wires) > 1 else wires)
            for node, wires in table.items()
        }

    @cached_property
    def _outgoing(self) -> dict[str, tuple[Wire, ...]]:
        table: dict[str, list[Wire]] = {}
        for wire in self:
            table.setdefault(wire[0], []).append(wire)
        return {node: tuple(wires) for node, wires in table.items()}

    @cached_property
    def graph(self) -> networkx.DiGraph:
        """Which node leads to which. Nodes without a wire are not in it."""
        import networkx

        graph = networkx.DiGraph()
        graph.add_edges_from((wire[0], wire[2]) for wire in self)
        return graph


@dataclass(frozen=True)
class Note:
    """A text on the canvas. `color` is a word that the theme knows; empty is its usual one."""

    id: str
    text: str = ""
    x: float = 0.0
    y: float = 0.0
    width: float = 200.0
    height: float = 120.0
    color: str = ""


@dataclass(frozen=True)
class Frame:
    """A titled box behind nodes. It holds what lies inside it: membership is place, not a list."""

    id: str
    title: str = ""
    x: float = 0.0
    y: float = 0.0
    width: float = 400.0
    height: float = 300.0
    color: str = ""


@dataclass(frozen=True)
class DataSettings(Settings):
    """Where the samples come from and how they are split: the engine's settings, frozen."""

    def __post_init__(self) -> None:
        if not isinstance(self.columns, FrozenDict):
            object.__setattr__(self, "columns", freeze(self.columns))


@dataclass(frozen=True)
class TrainingSettings(Training):
    """How the network is trained: the engine's settings, frozen."""

    def __post_init__(self) -> None:
        if not isinstance(self.optimizer_parameters, FrozenDict):
            object.__setattr__(self, "optimizer_parameters", freeze(self.optimizer_parameters))


@dataclass(frozen=True)
class Budget:
    """What the network may take at most; 0 sets no limit.

    `memory` is that of all outputs of one batch, in bytes; `multiply_adds` those of one sample.
    """

    parameters: int = 0
    memory: int = 0
    multiply_adds: int = 0


@dataclass(frozen=True)
class View:
    """What the window looked at when the project was saved: the middle of the canvas, the zoom."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0


class Sheet:
    """What one drawing holds, on whichever level: nodes, wires, notes and frames."""

    nodes: Mapping[str, Node]
    wires: Wires
    notes: Mapping[str, Note]
    frames: Mapping[str, Frame]

    def _freeze_tables(self, *names: str) -> None:
        for name in ("nodes", "notes", "frames", *names):
            records = getattr(self, name)
            if not isinstance(records, FrozenDict):
                object.__setattr__(self, name, FrozenDict(records))
        if not isinstance(self.wires, Wires):
            object.__setattr__(self, "wires", Wires(self.wires))


@dataclass(frozen=True)
class Block(Sheet):
    """A drawing that others use as one node: a sub-model, or a cell for a recurrent layer.

    `kind` is "model" or "cell". Its ports are nodes inside it. A node of type ``block:ID`` is an
    instance of it, with weights of its own unless it shares those of another instance. One with
    a `source` is written in Python instead of drawn.
    """

    id: str
    name: str
    kind: str = "model"
    nodes: Mapping[str, Node] = FrozenDict()
    wires: tuple[Wire, ...] = Wires()
    notes: Mapping[str, Note] = FrozenDict()
    frames: Mapping[str, Frame] = FrozenDict()
    source: str = ""

    def __post_init__(self) -> None:
        self._freeze_tables()

    def __hash__(self) -> int:
        return hash((self.id, self.name, self.kind, self.nodes, self.wires, self.source))


@dataclass(frozen=True)
class Document(Sheet):
    """Everything that is drawn and set. A document may be wrong: that is what drawing is.

    What holds always: ids are unique over nodes, notes and frames, names over nodes; wires join
    nodes that are there and close no cycle; a slot takes one wire; parameters pass their fields.
    No block contains itself, and all that is inside them together is not too much.
    `sheet` is the id of the block whose drawing this is, when one was opened to be edited (see
    `sheets.opened`); a whole project's is empty.
    `view` is kept in the file but is no part of the value: looking around changes nothing.
    """

    name: str = ""
    nodes: Mapping[str, Node] = FrozenDict()
    wires: tuple[Wire, ...] = Wires()
    notes: Mapping[str, Note] = FrozenDict()
    frames: Mapping[str, Frame] = FrozenDict()
    data: DataSettings = DataSettings()
    training: TrainingSettings = TrainingSettings()
    budget: Budget = Budget()
    blocks: Mapping[str, Block] = FrozenDict()
    sheet: str = ""
    view: View | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        self._freeze_tables("blocks")


def keyed(records: Iterable[Any]) -> FrozenDict:
    """Nodes, notes, frames or blocks as a document holds them: by id, in order."""
    return FrozenDict((record.id, record) for record in records)
