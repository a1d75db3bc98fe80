"""What stands for a layer of a file that is not known here? It is described, and never computed.

What it holds goes through untouched, so that it can leave again for where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import DesignError, Where
from engine.layers.base import Layer
from engine.nest import flatten
from engine.ops.base import Op
from engine.tape import Spec, current_tape, dtype_name


class Foreign(Op):
    """The values that an inert layer gives. Only what knows its origin can spell it."""

    name = "foreign"

    def infer(self, *inputs: Spec, layer: Inert) -> tuple[Spec, ...]:
        return layer.specs(inputs)

    def emit(self, plan: Any, record: Any) -> None:
        raise record.attributes["layer"].refusal()


foreign = Foreign()


class Inert(Layer):
    """A layer of the kind `kind`, known by name, attributes and the shapes that a file tells.

    A size that is not told is that of the first input with such an axis; where no shape is told
    at all it is taken to give what comes in, with as many features as `features` says where that
    is told. `weight_shapes` are those of its own arrays.
    """

    def __init__(
        self,
        kind: str,
        attributes: Mapping[str, Any] | None = None,
        output_shapes: Sequence[Sequence[int | None]] | None = None,
        weight_shapes: Sequence[Sequence[int]] | None = None,
        features: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.kind, self.attributes = kind, dict(attributes or {})
        self.output_shapes = [tuple(shape) for shape in output_shapes or ()]
        self.weight_shapes = [tuple(shape) for shape in weight_shapes or ()]
        self.features = features

    @property
    def origin(self) -> Mapping[str, Any]:
        """What is kept of how it stood in an ONNX graph; empty for other layers."""
        told = self.attributes.get("onnx")
        return told if isinstance(told, Mapping) else {}

    @property
    def title(self) -> str:
        return f"{self.kind} '{self.name}'"

    def build(self, input_shape: Any) -> None:
        for shape in self.weight_shapes:
            self.add_weight("array", shape, initializer="zeros")
        self.built = True

    def call(self, inputs: Any) -> Any:
        made = foreign(*flatten(inputs), layer=self)
        return made[0] if len(made) == 1 else list(made)

    def specs(self, inputs: Sequence[Spec]) -> tuple[Spec, ...]:
        """What it gives for such inputs. Raises DesignError where a size cannot be told."""
        if not self.output_shapes:
            (first, *_) = inputs
            return (Spec((*first.shape[:-1], self.features or first.shape[-1]), "float32"),)
        kinds = [one.get("dtype") for one in self.origin.get("outputs", ())]
        kinds += [None] * (len(self.output_shapes) - len(kinds))
        return tuple(
            Spec(self.sized(shape, inputs), dtype_name(kind or "float32"))
            for shape, kind in zip(self.output_shapes, kinds, strict=False)
        )

    def sized(self, shape: Sequence[int | None], inputs: Sequence[Spec]) -> tuple[int | None, ...]:
        found = []
        for axis, size in enumerate(shape):
            likely = [spec.shape[axis] for spec in inputs if len(spec.shape) > axis]
            if size is None and likely:
                size = likely[0]
            if size is None and current_tape().concrete:
                raise DesignError(
                    "How large the result of {layer} is cannot be told from its inputs.",
                    fix="Save the file again with the shapes of its values.",
                    where=Where(layer=self.name), layer=self.title,
                )
            found.append(size)
        return tuple(found)

    def refusal(self) -> DesignError:
        """Why it can neither be computed here nor written for another program."""
        return DesignError(
            "{layer} is a {kind}, which Layerloom does not know, so it cannot be computed.",
            fix="Put layers in its place that do the same. For ONNX it leaves as it came."
            if self.origin
            else "Put layers in its place that do the same.",
            where=Where(layer=self.name), layer=self.title, kind=self.kind,
        )

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "kind": self.kind,
            "attributes": self.attributes,
            "output_shapes": [list(shape) for shape in self.output_shapes],
            "weight_shapes": [list(shape) for shape in self.weight_shapes],
            "features": self.features,
        }


__all__ = ["Inert"]
