"""What is known of a drawing? Shapes, sizes and problems, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from designer.document.values import Document, FrozenDict, Wire
from engine.errors import DesignError
from engine.registry import Port
from engine.tape import Spec

OUTPUT = (Port("output"),)


# What comes in at the ports of a block, by their ids: each a spec and whether it is masked.
Entering = Mapping[str, tuple[Spec, bool]]
NOTHING: Entering = FrozenDict()


@dataclass(frozen=True)
class NodeFacts:
    """What is known of one node.

    `status` is "ok", "error" (the fault is here) or "unknown" (it cannot be known yet, because
    of a fault above or of a missing wire above). Shapes begin with the batch axis, None. `reads`
    are the columns of a table that the node takes from the data. `masked` tells whether a mask
    says which steps of the outputs count. `is_inert` tells a layer of a file that is not known, but
    can stand in a network, from one that cannot.
    """

    status: str
    inputs: tuple[Spec | None, ...] = ()
    outputs: tuple[Spec, ...] = ()
    parameters: int = 0
    trainable: int = 0
    weights: tuple[tuple[str, tuple[int, ...]], ...] = ()
    input_ports: tuple[Port, ...] = ()
    output_ports: tuple[Port, ...] = OUTPUT
    reads: Mapping[str, Spec] = field(default_factory=FrozenDict)
    masked: bool = False
    is_inert: bool = False


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `severity` is "error", "warning" or "hint".

    `about` tells what it lies in: the "drawing" itself, how it fits the "data", its "cost".
    """

    severity: str
    node: str | None
    error: DesignError
    field: str | None = None
    wire: Wire | None = None
    about: str = "drawing"


@dataclass(frozen=True)
class Analysis:
    """Everything that is known of a drawing."""

    facts: Mapping[str, NodeFacts] = field(default_factory=dict)
    wires: Mapping[Wire, Spec | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    masks: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    document: Document = field(default=Document(), compare=False)

    @property
    def total_parameters(self) -> int:
        return sum(facts.parameters for facts in self.facts.values())

    @property
    def trainable_parameters(self) -> int:
        return sum(facts.trainable for facts in self.facts.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The errors with which the drawing is no network: inert layers stand in one."""
        return tuple(
            problem for problem in self.errors
            if problem.node is None or not self.facts[problem.node].is_inert
        )  # fmt: skip

    @property
    def is_trainable(self) -> bool:
        """Whether the drawing is a whole network without a fault."""
        return bool(self.inputs and self.outputs) and not self.errors
