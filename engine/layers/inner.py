"""How does a layer hold another layer as a parameter? The field for it, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import custom, registry
from engine.errors import DesignError, Where, unknown_name
from engine.fields import REQUIRED, Field
from engine.layers.base import Layer


def layer_from(config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None) -> Any:
    """The layer that `layer_config` described. Raises DesignError for an unknown class."""
    name = str(config["class_name"])
    known = {**custom.layer_classes(), **custom.registered(), **(custom_objects or {})}
    names = (name, str(config.get("registered_name") or name), name.rpartition(">")[2])
    key = next((one for one in names if one in known), None)
    if key is None:
        raise unknown_name("layer class", name, known)
    with custom.custom_object_scope(custom_objects or {}):
        return known[key].from_config(dict(config["config"]))


def layer_config(layer: Any) -> dict[str, Any]:
    """A layer inside another's config, as Keras writes it."""
    return {"class_name": type(layer).__name__, "config": layer.get_config()}


def kind_of(layer: Any) -> registry.LayerType | None:
    """The registry's entry for a layer's class, or None for a class that only a program knows."""
    return registry.of(type(layer))


class LayerField(Field):
    """A layer inside a layer.

    In a drawing it is ``{"type": "LSTM", "parameters": {...}}``; a program gives the layer itself,
    a file Keras's ``{"class_name": ..., "config": ...}``.
    """

    editor = "layer"
    # What the field holds, for an editor that lists what fits: "layer", "sequence" or "cell".
    holds = "layer"

    def __init__(self, default=REQUIRED, doc="The layer inside.", *, holds="layer", **options):
        super().__init__(default, doc, **options)
        self.holds = holds

    def normalise(self, value):
        if isinstance(value, Mapping):
            value = self._made(value)
        if not isinstance(value, Layer):
            raise self.refuse(
                "{field} must be a layer, not {value}.",
                "Give it a layer, such as Dense(8).",
                value=repr(value),
            )
        return value

    def _made(self, value: Mapping[str, Any]) -> Any:
        """The layer that JSON describes; a fault inside is placed at this field."""
        try:
            if "class_name" in value:
                return layer_from(value)
            if "type" not in value:
                raise self.refuse(
                    "{field} describes no layer: it has no type.",
                    'Write it as {{"type": "Dense", "parameters": {{…}}}}.',
                )
            kind = registry.get(value["type"])
            parameters = value.get("parameters") or {}
            missing = registry.missing(kind.name, parameters)
            if missing is not None:
                raise missing
            return registry.create(kind.name, parameters, value.get("name"))
        except DesignError as error:
            error.where = Where(error.where.layer, self.name, error.where.port)
            raise

    def to_json(self, value):
        if value is None or isinstance(value, Mapping):
            return value
        described = getattr(value, "described_as", None)
        if described is not None:
            return described
        kind = kind_of(value)
        if kind is None:
            return layer_config(value)
        return {"type": kind.name, "parameters": told_parameters(value, kind)}

    def to_config(self, value):
        return None if value is None else layer_config(value)

    def invalid_examples(self):
        nothing = [] if self.optional else [None]
        return [*nothing, "no-such-layer", 7, {"type": "NoSuchLayer"}]


def told_parameters(layer: Any, kind: Any) -> dict[str, Any]:
    """What differs from a layer's defaults, and does not follow from its other settings.

    In the JSON form of drawings, by the fields of the layer's kind in the registry.
    """
    found = {}
    for name, field in kind.fields.items():
        written, implied = field.to_json(layer.setting(name)), layer.implied(name)
        usual = not field.required and written == field.to_json(field.check(field.default))
        if not usual and (implied is None or written != field.to_json(implied)):
            found[name] = written
    return found


class CellField(LayerField):
    """One recurrent cell, or a list of them that work one after the other.

    A cell is a layer, or any object, with `call(inputs, states)` and `state_size`. With `several`
    only a list is right. An editor knows the field by `holds`, which is "cell".
    """

    def __init__(self, doc="The cell that does one step.", *, several=False, **options):
        super().__init__(doc=doc, holds="cell", **options)
        self.several = several

    def normalise(self, value):
        if self.several and not isinstance(value, (list, tuple)):
            raise self.refuse(
                "{field} must be a list of cells, not {value}.", value=repr(value)
            )
        if isinstance(value, (list, tuple)):
            return [self._cell(item) for item in value]
        return self._cell(value)

    def _cell(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            value = self._made(value)
        for name in ("call", "state_size"):
            if name not in dir(value):
                raise self.refuse(
                    "{field} must be a cell with call() and state_size, but {value} has no {name}.",
                    "Give it a cell, such as LSTMCell(8), or a list of cells.",
                    value=repr(value),
                    name=name,
                )
        return value

    def to_json(self, value):
        if isinstance(value, (list, tuple)):
            return [super(CellField, self).to_json(item) for item in value]
        cells = getattr(value, "cells", None)
        if cells is not None and not self.several and kind_of(value) is not None:
            plain = [super(CellField, self).to_json(cell) for cell in cells]
            return plain if not value.reverse_state_order else super().to_json(value)
        return super().to_json(value)

    def to_config(self, value):
        if isinstance(value, (list, tuple)):
            return [layer_config(item) for item in value]
        return super().to_config(value)


__all__ = ["CellField", "LayerField"]
