"""Do drawing, data and loss fit each other? The drawing's two ends, and what the engine says."""

from __future__ import annotations

from designer.document import kinds
from designer.document.analysis import Analysis
from designer.document.values import Document, Node
from engine.data import DataFacts, Misfit, Place, fit_problems

# Categories of layers whose activation is the last thing that they do.
ENDING = ("dense", "convolution", "activation")


def ends(document: Document, analysis: Analysis) -> tuple[list[Place], list[Place]] | None:
    """The network's inputs and outputs; None while there are none or a shape is unknown."""
    found: tuple[list[Place], list[Place]] = ([], [])
    for places, keys in zip(found, (analysis.inputs, analysis.outputs), strict=True):
        for key in keys:
            node, facts = document.nodes[key], analysis.facts[key]
            if facts.status != "ok":
                return None
            places.extend(
                Place(key, tuple(spec.shape[1:]), "", node.name, column, spec.dtype)
                for column, spec in facts.reads.items()
            )
            if not facts.reads:
                places.extend(
                    Place(key, tuple(spec.shape[1:]), activation(document, node), node.name)
                    for spec in facts.outputs
                )
    return found if found[0] and found[1] else None


def activation(document: Document, node: Node) -> str:
    """The function that the layer ends with, as far as it is plain to see."""
    if node.type == "Softmax":
        return "softmax"
    kind = kinds.of(document, node)
    field = kind.fields.get("activation")
    if field is None or kind.category not in ENDING:
        return ""
    default = None if field.required else field.to_json(field.default)
    value = node.parameters.get("activation", default)
    return value if isinstance(value, str) else "linear" if value is None else ""


def misfits(document: Document, analysis: Analysis, facts: DataFacts | None) -> list[Misfit]:
    """What does not fit; empty while that cannot be told yet."""
    places = ends(document, analysis)
    if facts is None or places is None or not document.nodes:
        return []
    return fit_problems(facts, *places, document.training.loss)
