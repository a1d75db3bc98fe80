"""What is too large? The budget that a person has set, and one layer that outweighs all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designer.document.analysis import Problem
from designer.document.checks.sight import Sight, insert_before, told
from designer.document.costs import BYTES, costs, count, size_text
from designer.document.values import Node
from engine.errors import Repair

HUGE = 1_000_000  # parameters of one layer
MOST_OF_ALL = 0.8
NAMED = 3  # so many of the largest layers are named


def wide_dense(sight: Sight) -> Iterator[Problem]:
    """A Dense layer behind a large Flatten that holds most of all weights."""
    total = sight.analysis.total_parameters
    for node in sight.sound():
        own = sight.facts(node.id).parameters
        if node.type != "Dense" or own < HUGE or own < MOST_OF_ALL * total:
            continue
        flatten = sight.before(node.id)
        given = sight.facts(flatten.id).inputs if flatten is not None else ()
        if flatten is None or flatten.type != "Flatten" or len(given[0].shape) != 4:
            continue
        yield told(
            "hint",
            node,
            "{name} has {count} of the {total} parameters, because {flatten} hands it {size} "
            "numbers.",
            "Make the picture smaller first: MaxPool2D before {flatten}, or GlobalAvgPool2D in "
            "its place.",
            repairs=[
                Repair(
                    "insert_before",
                    "Insert {type} before {flatten}",
                    {
                        "layer": flatten.id,
                        "type": "MaxPooling2D",
                        "parameters": {"pool_size": [4, 4] if own > 8 * HUGE else [2, 2]},
                    },
                    {"flatten": flatten.name},
                ),
                Repair(
                    "replace_layer",
                    "Use GlobalAvgPool2D instead of {flatten}",
                    {"layer": flatten.id, "type": "GlobalAvgPool2D"},
                    {"flatten": flatten.name},
                ),
            ],
            count=f"{own:,}",
            total=f"{total:,}",
            flatten=flatten.name,
            size=f"{sight.out(flatten.id).shape[-1]:,}",
        )


def over_budget(sight: Sight) -> Iterator[Problem]:
    """Where the network takes more than the person allows, with the largest layers named."""
    budget, document = sight.document.budget, sight.document
    if budget.parameters and sight.analysis.total_parameters > budget.parameters:
        table = {key: facts.parameters for key, facts in sight.analysis.facts.items()}
        yield _exceeded(
            sight,
            table,
            "The network has {total} parameters, {more} more than the budget of {limit}.",
            f"{budget.parameters:,}",
            budget.parameters,
            lambda amount: f"{amount:,}",
        )
    if not (budget.memory or budget.multiply_adds):
        return
    scale = BYTES * document.training.batch_size
    memory = {
        key: scale * sum(map(count, facts.outputs)) for key, facts in sight.analysis.facts.items()
    }
    if budget.memory and sum(memory.values()) > budget.memory:
        yield _exceeded(
            sight,
            memory,
            "The outputs of one batch take {total}, {more} more than the budget of {limit}.",
            size_text(budget.memory),
            budget.memory,
            size_text,
        )
    if not budget.multiply_adds:
        return
    work = {key: one.multiply_adds for key, one in costs(document, sight.analysis).items()}
    if sum(work.values()) > budget.multiply_adds:
        yield _exceeded(
            sight,
            work,
            "A sample takes {total} multiply-adds, {more} more than the budget of {limit}.",
            f"{budget.multiply_adds:,}",
            budget.multiply_adds,
            lambda amount: f"{amount:,}",
        )


def _exceeded(
    sight: Sight, table: Mapping[str, int], what: str, limit: str, allowed: int, text
) -> Problem:
    largest = sorted((key for key in table if table[key]), key=lambda key: -table[key])[:NAMED]
    nodes = sight.document.nodes
    total = sum(table.values())
    return told(
        "warning",
        nodes[largest[0]],
        what,
        "The largest are {largest}.",
        repairs=_smaller(sight, table),
        about="cost",
        total=text(total),
        more=text(total - allowed),
        limit=limit,
        largest=[f"{nodes[key].name} ({text(table[key])})" for key in largest],
    )


def _smaller(sight: Sight, table: Mapping[str, int]) -> list[Repair]:
    """Ways to make the largest layers smaller: half, a quarter … until the budget is kept."""
    nodes = [sight.document.nodes[key] for key in sorted(table, key=lambda key: -table[key])]
    largest = [found for node in nodes if (found := _size_of(sight, node)) is not None][:NAMED]
    repairs = []
    for part in (2, 4, 8, 16, 32):
        for few in range(1, len(largest) + 1):
            steps = [
                ("set_parameter", {"layer": node.id, "name": name, "value": max(1, size // part)})
                for node, name, size in largest[:few]
            ]
            names = [node.name for node, _, _ in largest[:few]]
            repairs.append(
                Repair(
                    "steps",
                    "Divide the size of {layers} by {part}",
                    {"repairs": steps},
                    {"layers": names, "part": part},
                )
            )
    shape = sight.facts(nodes[0].id).inputs[:1]
    if shape and len(shape[0].shape) == 4:
        repairs.append(insert_before("Insert {type}", "MaxPooling2D"))
    return repairs


def _size_of(sight: Sight, node: Node) -> tuple[Node, str, int] | None:
    """The parameter that tells how large a layer is, where one may choose it."""
    if node.id in sight.analysis.outputs:
        return None
    for name in ("units", "filters", "output_dim"):
        size = node.parameters.get(name)
        if isinstance(size, int) and size > 1:
            return node, name, size
    return None
