"""What stands for a layer that has no spelling in torch? Its operations, one after the other.

A layer of a user's own, a Lambda, or a known layer called in an unusual way is traced, and the
record of each operation is written in torch's words: as a function where it has no weights, as a
module otherwise. Values keep Keras's order of axes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.export.python import INDENT, comment
from engine.export.pytorch.phases import Holder, Phase, indented
from engine.export.tracing import Subject
from engine.nest import flatten, map_structure
from engine.tape import Spec, Tensor


@dataclass
class Written:
    """A function or a module that has been written: its text, its weights, what it adds.

    `text` has {name} for its name. `penalizes` says whether it leaves a penalty behind.
    """

    text: str
    weights: dict[str, Any] = field(default_factory=dict)
    is_module: bool = False
    penalizes: bool = False


def written(
    subject: Callable[[bool], Subject], about: str, learns: bool = False, module: bool = False
) -> Written:
    """What `subject(training)` computes; with `learns` in both phases, else in prediction."""
    holder = Holder()
    phases = [Phase(subject(training), holder) for training in (False, True)[: 1 + learns]]
    first = phases[0]
    lines = first.lines
    if len(phases) > 1 and phases[1].lines != lines:
        lines = ["if self.training:", *indented(phases[1].lines), *lines]
        holder.has_phases = True
    is_module = module or holder.is_needed
    doc = f'"""{comment(about)}"""'
    if not is_module:
        head = f"def {{name}}({', '.join(first.arguments)}):"
        return Written("\n".join([head, *indented([doc, *lines])]))
    lead = ["class {name}(nn.Module):", f"{INDENT}{doc}", ""]
    if holder.modules:
        made = ["super().__init__()", *holder.modules]
        lead += [f"{INDENT}def __init__(self):", *indented(indented(made)), ""]
    lead.append(f"{INDENT}def forward({', '.join(['self', *first.arguments])}):")
    return Written(
        "\n".join([*lead, *indented(indented(lines))]), holder.weights, True, holder.penalizes
    )


def of_call(
    call: Any, tensors: Sequence[Tensor], masked: Sequence[Tensor]
) -> Callable[[bool], Subject]:
    """What one call of a layer computes: of its values, then of the masks that some of them have.

    The results' masks follow the results.
    """
    layer = call.layer
    specs = [leaf.spec for leaf in tensors]
    specs += [Spec(tuple(leaf._keras_mask.shape), "bool") for leaf in masked]
    names = names_of(call, tensors, masked)

    def subject(training: bool) -> Subject:
        def run(given: list[Tensor]) -> Any:
            placed = dict(zip(map(id, tensors), given, strict=False))
            for leaf, mask in zip(masked, given[len(tensors) :], strict=True):
                placed[id(leaf)]._keras_mask = mask

            def place(leaf: Any) -> Any:
                return placed.get(id(leaf), leaf)

            options = map_structure(place, dict(call.kwargs))
            options.setdefault("training", training)
            results = flatten(layer(*map_structure(place, list(call.args)), **options))
            pairs = zip(results, flatten(call.outputs), strict=True)
            return [*results, *(one._keras_mask for one, leaf in pairs if has_mask(leaf))]

        return Subject(layer.title, tuple(specs), names, run)

    return subject


def has_mask(value: Any) -> bool:
    return value._keras_mask is not None


def names_of(call: Any, tensors: Sequence[Tensor], masked: Sequence[Tensor]) -> tuple[str, ...]:
    """What the written function calls its arguments."""
    if len(tensors) == 1:
        return ("x", "mask") if masked else ("x",)
    places = {id(leaf): place for place, leaf in enumerate(tensors, 1)}
    return (
        *(f"x_{place}" for place in places.values()),
        *(f"mask_{places[id(leaf)]}" for leaf in masked),
    )


def of_function(function: Callable, shape: Sequence[int | None], name: str) -> Subject:
    """A function of one value, such as an activation."""
    return Subject(name, (Spec(tuple(shape)),), ("x",), lambda given: function(*given))
