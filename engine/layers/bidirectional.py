"""The wrapper that walks along a sequence in both directions."""

from __future__ import annotations

import inspect
from typing import Any

from engine import ops
from engine.errors import DesignAttributeError, DesignError, Where
from engine.fields import Choice
from engine.layers.calling import building
from engine.layers.inner import LayerField, layer_config, layer_from
from engine.layers.rnn import STATES
from engine.layers.states import listed, standardized, takes, together
from engine.layers.structure import TensorShape, is_shape
from engine.layers.wrappers import Wrapper
from engine.nest import flatten
from engine.registry import register

ATTRIBUTES = ("stateful", "return_sequences", "return_state")


def again(layer: Any, turned: bool = False) -> Any:
    """A new layer with the settings of another one, walking the other way if `turned`."""
    config = layer.get_config()
    if turned:
        config["go_backwards"] = not config["go_backwards"]
    make = type(layer).from_config
    if "custom_objects" not in inspect.signature(make).parameters:
        return make(config)
    cell = getattr(layer, "cell", None)
    cells = [] if cell is None else [cell, *getattr(cell, "cells", ())]
    return make(config, custom_objects={type(one).__name__: type(one) for one in cells})


@register("wrapper", inputs=STATES, chapter=True)
class Bidirectional(Wrapper):
    """Walks along a sequence with one recurrent layer forwards and with another one backwards.

    Every step then knows what comes before it and after it. The two outputs are put side by side
    (concat), added, multiplied, averaged, or both returned (None).
    """

    supports_masking = True
    layer = LayerField(doc="The recurrent layer that walks forwards.", holds="sequence")
    merge_mode = Choice(("concat", "sum", "ave", "mul"), "concat",
                        "How the two outputs become one; None returns both.", optional=True)
    backward_layer = LayerField(
        None, "The layer that walks backwards; without it, one like the first.", holds="sequence",
        advanced=True,
    )
    patterns = frozenset({"layer"})  # the two that walk are made like it; it keeps no state

    def __init__(self, *args, **kwargs):
        trainable = kwargs.get("trainable")
        super().__init__(*args, **kwargs)
        self._check_kind(self.layer, "layer")
        self.forward_layer = again(self.layer)
        self._backward_config = None
        if self.backward_layer is None:
            self.backward_layer = again(self.layer, turned=True)
        else:
            self._check_kind(self.backward_layer, "backward_layer")
            self._backward_config = layer_config(self.backward_layer)
        self.forward_layer._name = f"forward_{self.forward_layer.name}"
        self.backward_layer._name = f"backward_{self.backward_layer.name}"
        self._check_pair()
        for layer in (self.forward_layer, self.backward_layer):
            if getattr(layer, "zero_output_for_mask", None) is not None:
                layer.zero_output_for_mask = layer.return_sequences
        for name in ATTRIBUTES:
            setattr(self, name, getattr(self.layer, name))
        self._trainable = self.layer.trainable if trainable is None else bool(trainable)
        self._num_constants = 0
        self.input_spec = self.layer.input_spec

    def _check_kind(self, layer: Any, field: str) -> None:
        for name in (*ATTRIBUTES, "go_backwards"):
            if not hasattr(layer, name):
                raise DesignError(
                    "{layer} cannot walk along a sequence: it has no {name}.",
                    fix="Use a recurrent layer, such as LSTM, GRU or RNN.",
                    where=Where(layer=self.name, field=field), layer=layer.title, name=name,
                )

    def _check_pair(self) -> None:
        """The two layers must walk in different directions, and be alike in what they return."""
        forward, backward = self.forward_layer, self.backward_layer
        place = Where(layer=self.name, field="backward_layer")
        if forward.go_backwards == backward.go_backwards:
            raise DesignError(
                "The forward and the backward layer should have different `go_backwards` value, "
                "but both have {value}.",
                fix="Set go_backwards of one of them.", where=place, value=forward.go_backwards,
            )
        for name in ATTRIBUTES:
            if getattr(forward, name) != getattr(backward, name):
                raise DesignError(
                    "The forward and the backward layer are expected to have the same value for "
                    'attribute "{name}", but have {forward} and {backward}.',
                    fix="Give {name} the same value in both.", where=place, name=name,
                    forward=getattr(forward, name), backward=getattr(backward, name),
                )

    def setting(self, name):
        if name == "backward_layer" and self._backward_config is None:
            return None
        return super().setting(name)

    def implied(self, name):
        if name == "backward_layer":
            return again(self.layer, turned=True)
        return super().implied(name)

    def _sublayers(self):
        # `layer` itself is only the pattern of the two that walk.
        return [self.forward_layer, self.backward_layer]

    def build(self, input_shape):
        if isinstance(input_shape, list) and not is_shape(input_shape):
            input_shape = input_shape[0]
        for layer in self._sublayers():
            if not layer.built:
                with building(layer):
                    layer.build(input_shape)
                    layer.built = True
        self.built = True

    def __call__(self, inputs, initial_state=None, constants=None, **kwargs):
        inputs, initial_state, constants = standardized(
            inputs, initial_state, constants, self._num_constants
        )
        if initial_state is not None and len(initial_state) % 2:
            raise DesignError(
                "{layer} was given {count} initial states, which its two layers cannot share.",
                fix="Give a list: first the states of the forward layer, then as many of the "
                    "backward layer.",
                layer=self.title, count=len(initial_state),
            )
        if constants is not None:
            for layer in (self, *self._sublayers()):
                layer._num_constants = len(constants)
        if initial_state is None and constants is None:
            return super().__call__(inputs, **kwargs)
        joined = together(inputs, initial_state, constants)
        if joined is not None:
            return super().__call__(joined, **kwargs)
        if initial_state is not None:
            kwargs["initial_state"] = initial_state
        if constants is not None:
            kwargs["constants"] = constants
        return super().__call__(inputs, **kwargs)

    def call(self, inputs, training=None, mask=None, initial_state=None, constants=None):
        inputs, initial_state, constants = standardized(
            inputs, initial_state, constants, self._num_constants
        ) if isinstance(inputs, list) else (inputs, listed(initial_state), listed(constants))
        options = {
            name: value
            for name, value in (("training", training), ("mask", flatten(mask)[0]),
                                ("constants", constants))
            if takes(self.layer, name) and value is not None
        }
        halves = [{}, {}]
        if initial_state is not None and takes(self.layer, "initial_state"):
            half = len(initial_state) // 2
            halves = [{"initial_state": initial_state[:half]},
                      {"initial_state": initial_state[half:]}]
        y = self.forward_layer(inputs, **options, **halves[0])
        back = self.backward_layer(inputs, **options, **halves[1])
        states = []
        if self.return_state:
            states = [*y[1:], *back[1:]]
            y, back = y[0], back[0]
        if self.return_sequences:
            time_major = getattr(self.forward_layer, "time_major", False)
            back = ops.flip(back, axis=0 if time_major else 1)
        output = merged(self.merge_mode, y, back)
        if not self.return_state:
            return output
        return [*output, *states] if self.merge_mode is None else [output, *states]

    def reset_states(self, states=None):
        """Begin anew in both directions; of given states the first half goes forwards."""
        if not self.stateful:
            raise DesignAttributeError(
                "{layer} keeps no states between batches.",
                fix="Create the inner layer with stateful=True.", layer=self.title,
            )
        if states is not None and not isinstance(states, (list, tuple)):
            raise DesignError(
                "The states of {layer} must be a list, not {value}.",
                fix="Give the states of both directions in one list.",
                layer=self.title, value=repr(states),
            )
        half = None if states is None else len(states) // 2
        self.forward_layer.reset_states(None if states is None else states[:half])
        self.backward_layer.reset_states(None if states is None else states[half:])

    reset_state = reset_states

    def compute_mask(self, inputs, mask=None):
        mask = flatten(mask)[0] if self.return_sequences else None
        outputs = [mask, mask] if self.merge_mode is None else [mask]
        if self.return_state:
            count = len(self.forward_layer.states)
            return outputs + [None] * (2 * count)
        return outputs if self.merge_mode is None else mask

    def compute_output_shape(self, input_shape):
        shapes = self.forward_layer.compute_output_shape(input_shape)
        states = []
        if self.return_state:
            shapes, states = shapes[0], list(shapes[1:])
        shape = TensorShape(shapes)
        if self.merge_mode == "concat":
            shape = TensorShape((*shape[:-1], 2 * shape[-1]))
        outputs = [shape, shape] if self.merge_mode is None else [shape]
        if self.return_state:
            return [*outputs, *states, *states]
        return outputs if self.merge_mode is None else shape

    def get_config(self):
        config = super().get_config()
        del config["backward_layer"]
        if self._backward_config is not None:
            config["backward_layer"] = self._backward_config
        if self._num_constants:
            config["num_constants"] = self._num_constants
        return config

    @classmethod
    def from_config(cls, config, custom_objects=None):
        config = dict(config)
        count = config.pop("num_constants", 0)
        backward = config.pop("backward_layer", None)
        if backward is not None:
            config["backward_layer"] = layer_from(backward, custom_objects)
        layer = super().from_config(config, custom_objects)
        layer._num_constants = count
        return layer


def merged(mode: str | None, forward: Any, backward: Any) -> Any:
    """The outputs of the two directions as one, or both of them."""
    if mode == "concat":
        return ops.concatenate([forward, backward], axis=-1)
    if mode == "sum":
        return forward + backward
    if mode == "ave":
        return (forward + backward) / 2.0
    if mode == "mul":
        return forward * backward
    return [forward, backward]


__all__ = ["Bidirectional"]
