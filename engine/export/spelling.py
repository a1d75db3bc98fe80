"""How is a layer written in a program? Its constructor's call, with what its dialect demands."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.errors import DesignError, Where
from engine.export.dialects import Dialect
from engine.export.own import Own, is_own, own_arguments
from engine.export.python import layer_name, literal
from engine.fields import Axis, IntTuple, Named, Shape
from engine.layers.base import Layer
from engine.layers.inert import Inert
from engine.layers.operations import AddLoss, AddMetric, LearnedOperation, OperationLayer
from engine.model import Model
from engine.training import activations, constraints, initializers, regularizers

HOUSES = {
    id(initializers.table): "initializers",
    id(regularizers.table): "regularizers",
    id(constraints.table): "constraints",
    id(activations.table): "activations",
}


def configured(layer: Any) -> list[str]:
    """The arguments of a layer of the library that has no fields: what is not usual, by name."""
    found = []
    config = layer.get_config()
    for name, parameter in inspect.signature(type(layer).__init__).parameters.items():
        if name not in config or config[name] == parameter.default:
            continue
        if callable(config[name]):
            raise DesignError(
                "{layer} uses a function for {field}, which cannot be written.",
                fix="Choose one of the ways that have a name.",
                where=Where(layer=layer.name, field=name), layer=layer.title, field=name,
            )  # fmt: skip
        found.append(f"{name}={literal(config[name])}")
    return found


class Speller:
    """Writes layers in one dialect; keeps which definitions of its own the program needs."""

    def __init__(
        self,
        dialect: Dialect,
        training: bool = False,
        taken: Iterable[str] = (),
        masks: bool = False,
    ) -> None:
        self.dialect, self.training, self.masks = dialect, training, masks
        self.own = Own(dialect, taken)
        self.needed: dict[str, None] = {}
        self.names: dict[Any, str] = {}
        # What builds a network that stands inside a layer; set by whoever writes functions.
        self.network: Callable[[Any], str] = refuse_network

    def layer(self, layer: Any, name: str | None = None, columns: str = "") -> str:
        """The call that makes `layer`. Raises DesignError for what the dialect lacks.

        `columns` is the variable that holds its feature columns.
        """
        return f"{self.class_text(layer)}({', '.join(self.arguments(layer, name, columns))})"

    def class_text(self, layer: Any) -> str:
        fault = self.refusal(layer)
        if fault is None and isinstance(layer, LearnedOperation) and not self.dialect.is_ours:
            fault = self.no_layer(layer)  # inside a layer; between layers see `networks`
        if fault is not None:
            raise fault
        kind = type(layer).__name__
        if is_own(layer):
            return self.own.name(layer)
        if self.is_written_out(layer):
            self.needed[kind] = None
            return kind
        return f"layers.{kind}"

    def is_written_out(self, layer: Any) -> bool:
        """Whether the dialect's own layer would compute, or learn, otherwise."""
        kind = type(layer).__name__
        differs = self.dialect.own_in_training.get(kind) if self.training else None
        return (
            kind in self.dialect.own
            or (self.masks and kind in self.dialect.own_with_masks)
            or (differs is not None and differs(layer))
        )

    def refusal(self, layer: Any) -> DesignError | None:
        """Why a layer cannot be written, its own kind and settings alone."""
        if isinstance(layer, OperationLayer):
            return None  # it is no layer in the program; see `between`
        if isinstance(layer, (AddLoss, AddMetric)):
            return self.no_layer(layer)
        if isinstance(layer, Inert):
            return layer.refusal()
        if is_own(layer):
            try:
                self.own.name(layer)
            except DesignError as error:
                return error.at(layer=layer.name)
        return self.dialect.refuses(layer)

    def no_layer(self, layer: Any) -> DesignError:
        return DesignError(
            "{layer} cannot be written as a layer of {title}.",
            where=Where(layer=layer.name),
            layer=layer.title,
            title=self.dialect.title,
        )

    def arguments(self, layer: Any, name: str | None = None, columns: str = "") -> list[str]:
        """The arguments that make `layer`: required ones by place, what is not usual by name."""
        kind, found, by_place = type(layer).__name__, [], True
        for key, field in layer.fields.items():
            value, spelled = layer.setting(key), self.dialect.parameter_name(kind, key)
            if field.editor == "columns":
                found.append(columns)
                continue
            if spelled is None:
                continue
            if field.required and by_place and not field.keyword_only:
                found.append(self.parameter(field, value))
                continue
            by_place = False
            usual = not field.required and same(value, field.check(field.default))
            if usual and (kind, key) not in self.dialect.shown:
                continue
            found.append(f"{spelled}={self.parameter(field, value)}")
        if not layer.fields:
            found += self.own_parameters(layer) if is_own(layer) else configured(layer)
        penalty = layer.activity_regularizer
        if penalty is not None and not {"activity_regularizer", "l1"} & set(layer.fields):
            written = self.named("regularizers", regularizers.serialize(penalty))
            found.append(f"activity_regularizer={written}")
        if not layer.trainable:
            found.append("trainable=False")
        if layer.dtype != "float32":
            found.append(f"dtype={literal(layer.dtype)}")
        found.append(f"name={literal(name or layer_name(layer.name))}")
        return found

    def own_parameters(self, layer: Any) -> list[str]:
        """The arguments that make a layer of a user's class."""
        found = []
        for name, value in own_arguments(layer).items():
            held = getattr(layer, name, None)
            text = self.layer(held) if isinstance(held, Layer) else literal(value)
            found.append(f"{name}={text}")
        return found

    def parameter(self, field: Any, value: Any) -> str:
        """A parameter's value as program text; inner layers and cells are made in place."""
        if isinstance(value, Model):
            return self.network(value)
        if isinstance(value, Layer):
            return self.layer(value)
        if isinstance(value, (list, tuple)) and value and isinstance(value[0], Layer):
            return f"[{', '.join(self.layer(item) for item in value)}]"
        if isinstance(field, Named):
            return self.named(HOUSES[id(field.table)], field.to_json(value))
        if isinstance(field, (IntTuple, Shape)) and value is not None:
            return literal(tuple(value))
        if isinstance(field, Axis) and isinstance(value, tuple) and len(value) == 1:
            return literal(value[0])
        data = field.to_json(value)
        return literal(tuple(data) if isinstance(data, list) else data)

    def named(self, house: str, short: Any) -> str:
        """An activation, initializer, regularizer or constraint: its name, or its call."""
        if house == "activations" and short in self.dialect.own:
            self.needed[short] = None
            return str(short)
        known = short["class_name"] if isinstance(short, Mapping) else str(short)
        if (house, known) in self.dialect.lacks:
            raise DesignError(
                "{title} has no {name}.",
                fix="Choose another one.",
                title=self.dialect.title,
                name=known,
            )
        if not isinstance(short, Mapping):
            return self.dialect.spelled.get((house, short)) or literal(short)
        inner = ", ".join(
            f"{name}={literal(item)}" for name, item in short["config"].items() if item is not None
        )
        return f"{self.dialect.module}.{house}.{short['class_name']}({inner})"


def refuse_network(model: Any) -> str:
    raise DesignError("{layer} cannot be written inside a layer.", layer=model.title)


def same(value: Any, other: Any) -> bool:
    """Whether a parameter holds its default."""
    if hasattr(value, "get_config") and hasattr(other, "get_config"):
        return type(value) is type(other) and value.get_config() == other.get_config()
    return type(value) is type(other) and value == other
