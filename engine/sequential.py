"""What is a chain of layers? Sequential, which may learn the shape of its input from data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import saving
from engine.errors import DesignError, DesignTypeError
from engine.layers.base import Layer, is_shape
from engine.layers.core import Input, InputLayer
from engine.layers.structure import TensorShape
from engine.model import Functional, Model
from engine.nest import flatten, map_structure
from engine.ops.base import is_graph_value
from engine.tape import outside_tapes


class Sequential(Functional):
    """A chain of layers, each on the output of the one before."""

    def __init__(self, layers: Any = None, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self._chain: list[Layer] = []
        # The batch shape that the data had, where no layer tells it.
        self._seen_shape: tuple | None = None
        self._made_calls: list[Any] = []
        # False where the layers cannot be called on graph values: then they are just called.
        self._linkable = True
        for layer in layers if isinstance(layers, (list, tuple)) else [layers] if layers else []:
            self.add(layer)

    def _held(self) -> list[Any]:
        begin = [value.history[0].layer for value in self.inputs or ()]
        known = [*begin, *self._chain, *self._network_layers(), *super()._held()]
        return list({id(one): one for one in known}.values())

    @property
    def layers(self) -> list[Layer]:
        chain = [layer for layer in self._chain if not isinstance(layer, InputLayer)]
        added = [
            layer
            for layer in self._network_layers()
            if layer not in self._chain and not isinstance(layer, InputLayer)
        ]
        return [*chain, *added]

    @property
    def has_own_input(self) -> bool:
        """Whether the chain begins with an input of a shape that was told."""
        return bool(self._chain) and isinstance(self._chain[0], InputLayer)

    def add(self, layer: Any) -> None:
        """Put a layer at the end. Raises DesignError for anything but a layer."""
        if is_graph_value(layer) and isinstance(layer.history[0].layer, InputLayer):
            layer = layer.history[0].layer
        if not isinstance(layer, Layer):
            raise DesignTypeError(
                "A Sequential model takes layers, but was given {value}.",
                fix="Add a layer, such as Dense(10).",
                value=repr(layer),
            )
        if any(layer.name == known.name and layer is not known for known in self._chain):
            raise DesignError(
                "The name {name} is used twice in this model.",
                fix="Give each layer a name of its own.",
                name=layer.name,
            )
        if not self._chain and not isinstance(layer, InputLayer):
            shape, dtype = input_of(layer)
            if shape is not None:
                begin = Input(batch_shape=shape, name=f"{layer.name}_input", dtype=dtype)
                self._chain.append(begin.history[0].layer)
        self._chain.append(layer)
        try:
            self._lengthen()
        except DesignError:
            self._chain.pop()
            raise
        self._forget_plans()

    def _lengthen(self) -> None:
        """Connect a new last layer, where the input is known."""
        if self._network is None and not self.has_own_input:
            self.built = False
            return
        if self._network is not None and len(self._chain) > 1:
            self._connect(self.inputs, single(self._chain[-1], self._chain[-1](self.outputs[0])))
        else:
            self._link(self._chain[0].calls[0].outputs, self._chain[1:])

    def _link(self, begin: Any, layers: list[Layer]) -> None:
        """Become the network that calls the layers one after the other."""
        value = begin
        with outside_tapes():
            for layer in layers:
                value = single(layer, layer(value))
                self._made_calls.append(layer.calls[-1])
            self._connect(begin, value)

    def pop(self) -> None:
        """Take the last layer away."""
        if not self.layers:
            raise DesignTypeError("There are no layers in the model.")
        last = self._chain.pop()
        self._forget_plans()
        if self._network is None:
            return
        if not any(not isinstance(layer, InputLayer) for layer in self._chain):
            self._chain = []
            self._network = self.inputs = self.outputs = self._seen_shape = None
            self.built = False
            return
        value = next(c for c in self._network.calls if c.layer is last).inputs[0]
        self._connect(self.inputs, value)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights for inputs of that batch shape. Raises DesignError."""
        if self._network is None and input_shape is None:
            raise DesignError(
                "The model {name} cannot be built without the shape of its input.",
                fix="Give build() a batch shape, such as (None, 28).",
                name=self.name,
            )
        if not self.has_own_input and input_shape is not None:
            self._see_shape(input_shape)
        if self._network is None:
            self._build_input_shape = input_shape
            if self._chain:
                self._linkable = False
                Model.build(self, input_shape)
        self.built = True

    def _build(self, inputs: Any) -> None:
        """Called on values for the first time: `call` links the layers, if it is this class's."""
        self._build_input_shape = map_structure(lambda leaf: TensorShape(leaf.shape), inputs)
        self.built = True

    def see_batches(self, shape: Any, dtype: Any) -> None:
        """Be a network for batches of any size of data like these, unless `call` is another's."""
        if type(self).call is Sequential.call:
            self._see_shape((None, *shape[1:]), dtype)

    def _see_shape(self, shape: Any, dtype: Any = None) -> None:
        """Be a network for data of that batch shape, and of the shapes that came before."""
        if self.has_own_input or not self._linkable or not self._chain or not is_shape(shape):
            return
        shape = relaxed(self._seen_shape, tuple(shape))
        if shape is None or shape == self._seen_shape:
            return
        for layer in self._chain:
            layer.calls = [call for call in layer.calls if call not in self._made_calls]
        self._made_calls = []
        with outside_tapes():
            begin = Input(batch_shape=shape, name=f"{self._chain[0].name}_input", dtype=dtype)
        try:
            self._link(begin, self._chain)
        except (DesignError, TypeError, AttributeError, NotImplementedError):
            # Calling the layers on the data themselves tells better what is wrong, if anything.
            self._linkable = False
            self._network = self.inputs = self.outputs = None
            self.built = False
            return
        self._seen_shape = shape

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if not self.has_own_input and hasattr(inputs, "shape"):
            self._see_shape(inputs.shape, inputs.dtype)
        if self._network is not None:
            return super().call(inputs, training=training, mask=mask)
        for layer in self._chain:
            options = {"mask": mask} if mask is not None and layer._accepts("mask") else {}
            inputs, mask = layer(inputs, **options), None
        return inputs

    def predict_proba(self, x: Any, batch_size: int = 32, verbose: Any = 0) -> Any:
        """`predict`, under the name that it had beside until Keras 2.6."""
        return self.predict(x, batch_size=batch_size, verbose=verbose)

    def predict_classes(self, x: Any, batch_size: int = 32, verbose: Any = 0) -> Any:
        """The class of each sample: the likeliest, or whether the only output is above a half."""
        found = self.predict_proba(x, batch_size, verbose)
        return found.argmax(axis=-1) if found.shape[-1] > 1 else (found > 0.5).astype("int32")

    def compute_output_shape(self, input_shape: Any) -> Any:
        for layer in self.layers:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    def get_config(self) -> dict[str, Any]:
        return saving.sequential_config(self)

    @classmethod
    def from_config(cls, config: Any, custom_objects: Mapping | None = None):
        return saving.sequential_from_config(cls, config, custom_objects)


def single(layer: Layer, value: Any) -> Any:
    """A layer's output. Raises DesignError when there are several."""
    if len(flatten(value)) != 1:
        raise DesignError(
            "{layer} has {count} outputs, but a Sequential model can pass on only one.",
            fix="Use Model(inputs, outputs) instead.",
            layer=layer.title,
            count=len(flatten(value)),
        )
    return flatten(value)[0]


def input_of(layer: Layer) -> tuple[Any, Any]:
    """(batch shape, dtype) of the input that a layer tells of itself, or that its own input has."""
    shape = layer._input_shape_argument
    if shape is not None:
        return shape, layer.dtype if layer.dtype == "int32" else None
    if isinstance(layer, Sequential) and layer.layers:
        if layer.has_own_input:
            begin = layer._chain[0]
            return begin.batch_input_shape, begin.dtype
        return input_of(layer.layers[0])
    if isinstance(layer, Model) and layer._network is not None and len(layer.inputs) == 1:
        return layer.inputs[0].shape, layer.inputs[0].dtype
    return None, None


def relaxed(known: tuple | None, shape: tuple) -> tuple | None:
    """A shape that fits both, with None where they differ; None when the ranks differ."""
    if known is None:
        return shape
    if len(known) != len(shape):
        return None
    return tuple(
        size if size == other else None for size, other in zip(known, shape, strict=True)
    )
