"""What calls what? The graph of layer calls between a model's inputs and outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import DesignError
from engine.nest import flatten, map_structure
from engine.tape import Spec, Tape, Tensor


class Call:
    """One call of a layer on values of the graph: a shared layer has several."""

    def __init__(self, layer: Any, args: tuple, kwargs: dict) -> None:
        self.layer = layer
        self.args = args
        self.kwargs = kwargs
        self.outputs: Any = None

    @property
    def inputs(self) -> list[Tensor]:
        """The graph values among the arguments, in order."""
        arguments = [list(self.args), list(self.kwargs.values())]
        return [leaf for leaf in flatten(arguments) if is_symbolic(leaf)]

    @property
    def tensors_in(self) -> Any:
        """The first argument, as it was given; an input layer's own value."""
        return self.args[0] if self.args else self.outputs

    input_tensors = tensors_in

    @property
    def output_tensors(self) -> Any:
        return self.outputs

    @property
    def outbound_layer(self) -> Any:
        return self.layer

    @property
    def inbound_layers(self) -> Any:
        """The layers whose values are read; a single one stands alone, as in Keras."""
        found = [parent.layer for parent in self.parents]
        return found[0] if len(found) == 1 else found

    @property
    def is_input(self) -> bool:
        return not self.args and not self.kwargs

    @property
    def parents(self) -> list[Call]:
        return [tensor.history[0] for tensor in self.inputs]

    @property
    def index(self) -> int:
        """Which of its layer's calls this is."""
        return self.layer.calls.index(self)

    def __repr__(self) -> str:
        return f"<Call {self.index} of {self.layer.name}>"


def is_symbolic(value: Any) -> bool:
    """Whether a leaf is a value between layers of a model that is being put together."""
    return isinstance(value, Tensor) and value.source == "graph"


def graph_value(spec: Spec, call: Call, index: int) -> Tensor:
    value = Tensor(spec.shape, spec.dtype, "graph")
    value.history = (call, index)
    value.name = call.layer.name
    return value


def call_layer(layer: Any, args: tuple, kwargs: dict) -> Any:
    """Call `layer` on graph values: works out shapes, builds weights, records the call."""
    # Lists are copied: a program may go on to change its own.
    call = Call(layer, *map_structure(lambda leaf: leaf, (args, kwargs)))
    tape = Tape(concrete=False)
    with tape:
        placed: dict[int, Tensor] = {}

        def place(leaf: Any) -> Any:
            if not is_symbolic(leaf):
                return leaf
            if id(leaf) not in placed:
                placed[id(leaf)] = tape.feed(leaf.spec)
                mask = leaf._keras_mask
                if mask is not None:
                    placed[id(leaf)]._keras_mask = tape.feed(mask.spec)
            return placed[id(leaf)]

        results = layer(*map_structure(place, args), **map_structure(place, kwargs))
    for owner, loss in tape.losses:
        # They have no numbers before the network is called on data.
        owner._graph_losses.append(Tensor(loss.shape, loss.dtype, "graph"))
    return attach(call, results)


def attach(call: Call, results: Any) -> Any:
    """Graph values for the results of a call, with masks where the call made them."""
    count = iter(range(len(flatten(results))))

    def lift(leaf: Any) -> Any:
        if not isinstance(leaf, Tensor):
            return leaf
        value = graph_value(leaf.spec, call, next(count))
        if leaf._keras_mask is not None:
            # Only whether there is a mask, and its shape, matters between layers.
            value._keras_mask = Tensor(leaf._keras_mask.shape, "bool", "graph")
        return value

    call.outputs = map_structure(lift, results)
    call.layer.calls.append(call)
    return call.outputs


@dataclass(frozen=True)
class Network:
    """The calls and layers between inputs and outputs, each in Keras's order.

    `depths` says how many calls lie between a call and the outputs, at most.
    """

    calls: tuple[Call, ...]
    layers: tuple[Any, ...]
    depths: dict[Call, int]

    def with_calls(self, added: Sequence[Call]) -> Network:
        """A network that makes further calls at the end; their layers come last."""
        calls = [call for call in added if call not in self.depths]
        layers = list(dict.fromkeys([*self.layers, *(call.layer for call in calls)]))
        depths = dict(self.depths)
        for call in calls:
            depths[call] = min(0, *(depths[parent] for parent in call.parents)) - 1
        return Network((*self.calls, *calls), tuple(layers), depths)


def ancestors(outputs: Sequence[Tensor]) -> tuple[list[Call], dict[Any, int]]:
    """All calls that the outputs need, producers first, and their layers in order of meeting."""
    calls: list[Call] = []
    met: dict[Any, int] = {}
    reached: set[Call] = set()
    for tensor in outputs:
        # An explicit stack: networks of thousands of layers are deeper than Python's.
        stack = [(tensor.history[0], False)]
        while stack:
            call, finished = stack.pop()
            if finished:
                calls.append(call)
            elif call not in reached:
                reached.add(call)
                met.setdefault(call.layer, len(met))
                stack.append((call, True))
                stack.extend((parent, False) for parent in reversed(call.parents))
    return calls, met


def network(inputs: Sequence[Tensor], outputs: Sequence[Tensor]) -> Network:
    """All calls between inputs and outputs, producers first, and the layers by depth.

    A layer's depth is the longest way from it to an output; layers far from the outputs come
    first, layers of equal depth in the order in which a walk back from the outputs meets them.
    Raises DesignError when an output needs an input that the model does not have.
    """
    given = {tensor.history[0] for tensor in inputs}
    calls, met = ancestors(outputs)
    check_connected(calls, given)
    of_calls, of_layers = depths(calls)
    for tensor in inputs:
        # An input that nothing uses stands at the outputs' depth, before them.
        call = tensor.history[0]
        if call.layer not in of_layers:
            of_calls[call] = of_layers[call.layer] = 0
            met[call.layer] = -1
    layers = sorted(of_layers, key=lambda layer: (-of_layers[layer], met[layer]))
    unused = [call for call in of_calls if call not in set(calls)]
    return Network((*calls, *unused), tuple(layers), of_calls)


def check_connected(calls: Sequence[Call], given: set[Call]) -> None:
    """Raise DesignError for an input layer among the calls that the model does not have."""
    for call in calls:
        if call.is_input and call not in given:
            raise DesignError(
                "The model's outputs depend on the input {name}, which is not among its inputs.",
                fix="Add it to the model's inputs.",
                name=call.layer.name,
            )


def calls_to(inputs: Sequence[Tensor], outputs: Sequence[Tensor]) -> list[Call]:
    """The calls between a model's inputs and further values, such as a loss added to it."""
    calls, _ = ancestors(outputs)
    check_connected(calls, {tensor.history[0] for tensor in inputs})
    return calls


def depths(calls: Sequence[Call]) -> tuple[dict[Call, int], dict[Any, int]]:
    """The longest way from each call and each layer to an output, counted as Keras counts it."""
    of_calls: dict[Call, int] = {}
    of_layers: dict[Any, int] = {}
    for call in reversed(calls):
        depth = max(of_calls.get(call, 0), of_layers.get(call.layer, 0))
        of_calls[call] = of_layers[call.layer] = depth
        for parent in call.parents:
            of_calls[parent] = max(of_calls.get(parent, 0), depth + 1)
    return of_calls, of_layers


def cut_out(inputs: Sequence[Tensor], outputs: Sequence[Tensor], make_input: Any) -> tuple:
    """(inputs, outputs) of a network that begins at values inside another one.

    `make_input(value)` gives the new input for a value that a layer made; the calls from there
    to the outputs are recorded anew with it. Raises DesignError when an output does not depend
    on the inputs alone.
    """
    replaced = {
        id(value): value if value.history[0].is_input else make_input(value) for value in inputs
    }

    def renewed(leaf: Any) -> Any:
        return replaced.get(id(leaf), leaf) if is_symbolic(leaf) else leaf

    needed = calls_between(replaced, outputs)
    for call in needed:
        again = Call(
            call.layer, map_structure(renewed, call.args), map_structure(renewed, call.kwargs)
        )
        for leaf, copy in zip(
            flatten(call.outputs), flatten(attach(again, call.outputs)), strict=True
        ):
            if is_symbolic(leaf):
                replaced[id(leaf)] = copy
    return [replaced[id(value)] for value in inputs], [renewed(value) for value in outputs]


def calls_between(stops: Any, outputs: Sequence[Tensor]) -> list[Call]:
    """The calls that make the outputs out of values whose ids are in `stops`, producers first."""
    calls: list[Call] = []
    reached: set[Call] = set()
    stack = [(value.history[0], False) for value in reversed(outputs) if id(value) not in stops]
    while stack:
        call, finished = stack.pop()
        if finished:
            calls.append(call)
        elif call not in reached:
            reached.add(call)
            if call.is_input:
                check_connected([call], set())
            stack.append((call, True))
            parents = [leaf.history[0] for leaf in call.inputs if id(leaf) not in stops]
            stack.extend((parent, False) for parent in reversed(parents))
    return calls
