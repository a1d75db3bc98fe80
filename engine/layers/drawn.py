"""What if the step of a recurrent layer is itself a network? A cell made of layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import DesignError, Where
from engine.layers.base import Layer
from engine.layers.inner import LayerField, layer_config
from engine.layers.states import first_states
from engine.layers.steps import Stepping
from engine.layers.structure import TensorShape, is_shape
from engine.nest import flatten
from engine.tape import outside_tapes


class Blueprint:
    """A network that can only be made when the shape of its input is known.

    `make` gets the shape of one sample of a step's input; `state_shapes` are known before. The
    copies of a cell (in a Bidirectional) share the blueprint, and each makes a network of its own.
    """

    def __init__(
        self, make: Callable[[tuple[int | None, ...]], Any], state_shapes: Sequence[Sequence[int]]
    ) -> None:
        self.make = make
        self.state_shapes = tuple(tuple(shape) for shape in state_shapes)
        self.config: dict[str, Any] | None = None

    def network(self, shape: Sequence[int | None]) -> Any:
        """A new network for steps of that shape."""
        with outside_tapes():
            made = self.make(tuple(shape))
            self.config = layer_config(made)
        return made


class NetworkField(LayerField):
    """A network inside a layer, or the blueprint of one."""

    def normalise(self, value):
        if isinstance(value, Blueprint):
            return value
        value = super().normalise(value)
        if len(getattr(value, "inputs", None) or ()) < 2:
            raise self.refuse(
                "{field} must be a network from the input and the states to the output and the "
                "new states, not {value}.",
                "Make it with Model([inputs, *states], [outputs, *new_states]).",
                value=repr(value),
            )
        return value

    def to_config(self, value):
        if isinstance(value, Blueprint):
            # Before it is built it goes from cell to cell as it is; a file is written later.
            return value if value.config is None else value.config
        return super().to_config(value)

    to_json = to_config

    def invalid_examples(self):
        return [None, "no-such-layer", 7]


class GraphCell(Stepping, Layer):
    """A cell whose step is a network: from the input and the states to the output and new states.

    `GraphCell(Model([x, h, c], [y, new_h, new_c]))` has two states, as large as its inputs h and c
    say. It is a cell like any other: for RNN, for stacks, and both ways.
    """

    network = NetworkField(doc="The network that makes one step.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.network, Blueprint):
            self._check_network()

    def _check_network(self) -> None:
        """Each state must come out as it went in."""
        before = [tuple(value.shape[1:]) for value in self.network.inputs[1:]]
        after = [tuple(value.shape[1:]) for value in self.network.outputs[1:]]
        if before != after:
            raise DesignError(
                "{layer} has states of shapes {before}, but makes new states of shapes {after}.",
                fix="Give the network as many new states as states, each of the same shape.",
                where=Where(layer=self.name, field="network"),
                layer=self.title,
                before=", ".join(map(str, before)) or "()",
                after=", ".join(map(str, after)) or "()",
            )

    @property
    def state_shapes(self) -> tuple[tuple[int, ...], ...]:
        if isinstance(self.network, Blueprint):
            return self.network.state_shapes
        return tuple(tuple(value.shape[1:]) for value in self.network.inputs[1:])

    @property
    def state_size(self):
        sizes = [size_of(shape) for shape in self.state_shapes]
        return sizes[0] if len(sizes) == 1 else sizes

    @property
    def output_size(self):
        if isinstance(self.network, Blueprint):
            return size_of(self.network.state_shapes[0])
        return size_of(self.network.outputs[0].shape[1:])

    def get_initial_state(self, inputs=None, batch_size=None, dtype=None):
        """Zeros for a batch, told by an input or by its size."""
        return first_states(self.state_size, inputs, batch_size, dtype)

    def build(self, input_shape):
        if not is_shape(input_shape):
            input_shape = input_shape[0]
        if isinstance(self.network, Blueprint):
            self.network = self.network.network(tuple(input_shape)[1:])
            self._check_network()
        self.built = True

    def call(self, inputs, states, training=None):
        outputs = self.network([inputs, *flatten(states)], training=training)
        return outputs[0], list(outputs[1:])


def size_of(shape: Sequence[int | None]) -> Any:
    """The shape of one sample as a cell tells it: a number for one axis."""
    return shape[0] if len(shape) == 1 else TensorShape(shape)


__all__ = ["GraphCell"]
