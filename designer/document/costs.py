"""What does each layer of a drawing cost? Multiply-adds and numbers kept, for one sample."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from designer.document import kinds
from designer.document.analysis import Analysis
from designer.document.laying import made
from designer.document.sheets import closure, used_by
from designer.document.values import Document, FrozenDict, Node
from engine.tape import Spec, Tape, Tensor

BYTES = 4  # every number is a float32


@dataclass(frozen=True)
class Cost:
    """What one call of a layer takes for one sample.

    `multiply_adds` are the products that its matrices and windows add up, `values` the numbers
    that its outputs hold. Where `is_open` a size is not known, such as the number of time steps,
    and was counted as 1.
    """

    multiply_adds: int = 0
    values: int = 0
    is_open: bool = False


@dataclass(frozen=True)
class Totals:
    """What the whole network takes: parameters, multiply-adds a sample, bytes a batch."""

    parameters: int
    trainable: int
    multiply_adds: int
    memory: int
    is_open: bool


@lru_cache(maxsize=20_000)
def multiply_adds(
    type_: str, parameters: FrozenDict, inputs: tuple[Spec, ...], many: bool, blocks: FrozenDict
) -> int:
    """The multiply-adds of a layer for one sample: those of the operations that it records.

    A sub-model's are those of the layers in it.
    """
    known = [single(spec) for spec in inputs]
    layer = made(blocks, type_, "layer", parameters, known)
    if isinstance(layer, Tensor):
        return 0
    tape = Tape(concrete=False)
    with tape:
        reads = getattr(layer, "reads", None) or {}
        values = [tape.feed(spec) for spec in known]
        given: Any = values if many or len(values) != 1 else values[0]
        layer({key: tape.feed(single(spec)) for key, spec in reads.items()} if reads else given)
    found = tape.multiply_adds
    tape.release()
    return found


def single(spec: Spec) -> Spec:
    """The spec of one sample in which every size is known: an open one counts as 1."""
    return Spec((1, *(size or 1 for size in spec.shape[1:])), spec.dtype)


def cost(document: Document, analysis: Analysis, node: Node) -> Cost:
    """What a node costs. Nothing is known of one whose shapes are not."""
    facts = analysis.facts.get(node.id)
    if facts is None or facts.status != "ok":
        return Cost()
    values = sum(count(spec) for spec in facts.outputs)
    is_open = any(None in spec.shape[1:] for spec in (*facts.inputs, *facts.outputs))
    kind = kinds.of(document, node)
    if node.bypassed or kind.role not in ("layer", "block"):
        return Cost(0, values, is_open)
    many = kind.takes_list and kind.role == "layer"
    blocks = closure(document.blocks, used_by(node))
    work = multiply_adds(node.type, node.parameters, facts.inputs, many, blocks)
    return Cost(work, values, is_open)


def costs(document: Document, analysis: Analysis) -> Mapping[str, Cost]:
    """What every node costs, by its id."""
    return {key: cost(document, analysis, node) for key, node in document.nodes.items()}


def count(spec: Spec) -> int:
    """How many numbers a value holds for one sample; an open size counts as 1."""
    return math.prod(size or 1 for size in spec.shape[1:])


def totals(document: Document, analysis: Analysis) -> Totals:
    """What the whole drawing takes, its outputs kept for one batch of the chosen size."""
    every = costs(document, analysis).values()
    return Totals(
        analysis.total_parameters,
        analysis.trainable_parameters,
        sum(one.multiply_adds for one in every),
        BYTES * document.training.batch_size * sum(one.values for one in every),
        any(one.is_open for one in every),
    )


def size_text(size: int) -> str:
    """A number of bytes as a person says it."""
    amount = float(size)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.3g} {unit}" if unit != "B" else f"{size} B"
        amount /= 1000
    return f"{amount:.3g} GB"
