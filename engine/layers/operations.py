"""How does an operation stand between layers? As a layer of its own in the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import DesignError, Where, unknown_name
from engine.fields import REQUIRED, Choice, Field
from engine.layers.base import Layer
from engine.layers.calling import Signature
from engine.layers.naming import unique_name
from engine.nest import flatten
from engine.ops import ALL
from engine.ops.base import outside
from engine.registry import Port, register

# Keras's names of TensorFlow's functions, and what these call their arguments, for our operations.
KERAS_NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "abs": ("math.abs", ("x",)),
    "add": ("__operators__.add", ("x", "y")),
    "argmax": ("math.argmax", ("input", "axis")),
    "broadcast_to": ("broadcast_to", ("input", "shape")),
    "cast": ("cast", ("x", "dtype")),
    "clip": ("clip_by_value", ("t", "clip_value_min", "clip_value_max")),
    "concatenate": ("concat", ("values", "axis")),
    "cos": ("math.cos", ("x",)),
    "divide": ("math.truediv", ("x", "y")),
    "equal": ("math.equal", ("x", "y")),
    "exp": ("math.exp", ("x",)),
    "expand_dims": ("expand_dims", ("input", "axis")),
    "floor_divide": ("math.floordiv", ("x", "y")),
    "getitem": ("__operators__.getitem", ("tensor", "slice_spec")),
    "greater": ("math.greater", ("x", "y")),
    "greater_equal": ("math.greater_equal", ("x", "y")),
    "less": ("math.less", ("x", "y")),
    "less_equal": ("math.less_equal", ("x", "y")),
    "log": ("math.log", ("x",)),
    "logical_and": ("math.logical_and", ("x", "y")),
    "logical_not": ("math.logical_not", ("x",)),
    "logical_or": ("math.logical_or", ("x", "y")),
    "matmul": ("linalg.matmul", ("a", "b")),
    "max": ("math.reduce_max", ("input_tensor", "axis", "keepdims")),
    "maximum": ("math.maximum", ("x", "y")),
    "mean": ("math.reduce_mean", ("input_tensor", "axis", "keepdims")),
    "min": ("math.reduce_min", ("input_tensor", "axis", "keepdims")),
    "minimum": ("math.minimum", ("x", "y")),
    "mod": ("math.floormod", ("x", "y")),
    "multiply": ("math.multiply", ("x", "y")),
    "negative": ("math.negative", ("x",)),
    "not_equal": ("math.not_equal", ("x", "y")),
    "one_hot": ("one_hot", ("indices", "depth")),
    "ones_like": ("ones_like", ("input",)),
    "power": ("math.pow", ("x", "y")),
    "relu": ("nn.relu", ("features",)),
    "reshape": ("reshape", ("tensor", "shape")),
    "rsqrt": ("math.rsqrt", ("x",)),
    "sigmoid": ("math.sigmoid", ("x",)),
    "sign": ("math.sign", ("x",)),
    "sin": ("math.sin", ("x",)),
    "softmax": ("nn.softmax", ("logits", "axis")),
    "softplus": ("math.softplus", ("features",)),
    "sqrt": ("math.sqrt", ("x",)),
    "square": ("math.square", ("x",)),
    "squared_difference": ("math.squared_difference", ("x", "y")),
    "squeeze": ("squeeze", ("input", "axis")),
    "stack": ("stack", ("values", "axis")),
    "subtract": ("math.subtract", ("x", "y")),
    "sum": ("math.reduce_sum", ("input_tensor", "axis", "keepdims")),
    "tanh": ("math.tanh", ("x",)),
    "tile": ("tile", ("input", "multiples")),
    "transpose": ("transpose", ("a", "perm")),
    "where": ("where", ("condition", "x", "y")),
    "zeros_like": ("zeros_like", ("input",)),
}


class Given(Field):
    """What an operation is given besides its inputs, as JSON.

    ``{"input": 0}`` stands for the first input, ``{"slice": [1, None, None]}`` for a part of an
    axis, and ``{"ellipsis": true}`` for all axes between.
    """

    editor = "json"
    kind: type = list

    def normalise(self, value):
        kinds = (list, tuple) if self.kind is list else self.kind
        if not isinstance(value, kinds):
            raise self.refuse("{field} cannot be {value}.", value=repr(value)[:60])
        return value

    def to_json(self, value):
        return None if value is None else self.kind(value)

    def invalid_examples(self):
        return [7]


class GivenByName(Given):
    """The same for arguments that go by their names."""

    kind = dict


def filled(value: Any, inputs: Sequence[Any], weights: Iterator[Any] | None = None) -> Any:
    """What an operation is given, with its inputs and weights put in. Raises DesignError."""
    if isinstance(value, (list, tuple)):
        return [filled(item, inputs, weights) for item in value]
    if not isinstance(value, Mapping):
        return value
    if set(value) == {"input"}:
        place = value["input"]
        if not isinstance(place, int) or not 0 <= place < len(inputs):
            raise DesignError(
                "The operation needs an input number {place}, and gets {count}.",
                fix="Connect as many wires as the operation takes.",
                place=place if not isinstance(place, int) else place + 1, count=len(inputs),
            )
        return inputs[place]
    if set(value) == {"weight"}:
        return next(weights)
    if set(value) == {"slice"}:
        return slice(*value["slice"])
    if set(value) == {"ellipsis"}:
        return Ellipsis
    if set(value) == {"key"}:
        return tuple(filled(item, inputs, weights) for item in value["key"])
    if set(value) == {"array"}:
        return np.asarray(value["array"], np.float32)
    return {key: filled(item, inputs, weights) for key, item in value.items()}


def shapes_of_weights(value: Any) -> list[tuple[int, ...]]:
    """The shapes of the weights that an operation is given, in order."""
    if isinstance(value, (list, tuple)):
        return [shape for item in value for shape in shapes_of_weights(item)]
    if not isinstance(value, Mapping):
        return []
    if set(value) == {"weight"}:
        return [tuple(value["weight"])]
    return [shape for item in value.values() for shape in shapes_of_weights(item)]


def described(value: Any, inputs: list[Any], is_input: Any) -> Any:
    """The opposite of `filled`: values for which `is_input` is true are put into `inputs`."""
    if is_input(value):
        found = next((n for n, one in enumerate(inputs) if one == value), None)
        if found is None:
            inputs.append(value)
        return {"input": len(inputs) - 1 if found is None else found}
    if isinstance(value, slice):
        return {"slice": [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return {"ellipsis": True}
    if isinstance(value, tuple) and any(
        isinstance(item, slice) or item is Ellipsis or item is None for item in value
    ):
        return {"key": [described(item, inputs, is_input) for item in value]}
    if isinstance(value, np.ndarray):
        return {"array": value.tolist()} if value.ndim else value.item()
    if isinstance(value, (list, tuple)):
        return [described(item, inputs, is_input) for item in value]
    if isinstance(value, Mapping):
        return {key: described(item, inputs, is_input) for key, item in value.items()}
    return value


class OperationLayer(Layer):
    """An operation of `engine.ops` that stands between layers, such as `x + y` on graph values.

    It is called with the operation's own arguments. Weights among these are used, not held.
    `settings` are arguments that Keras 3 keeps in the operation's config; its calls are repeated
    with them.
    """

    def __new__(cls, operation: Any = None, *args: Any, **kwargs: Any) -> Any:
        if cls is OperationLayer:
            cls = SlicingOpLambda if operation == "getitem" else TFOpLambda
        return super().__new__(cls, operation, *args, **kwargs)

    def __init__(
        self, operation: str, settings: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        if kwargs.get("name") is None:
            known = KERAS_NAMES.get(operation, (operation,))[0]
            kwargs["name"] = unique_name(f"tf.{known}", avoid_observed=True)
        super().__init__(**kwargs)
        self.operation = operation
        self.settings = dict(settings or {})
        self.built = True

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return ALL[self.operation](*args, **kwargs)

    _call_signature = Signature((), {}, False)

    def get_config(self) -> dict[str, Any]:
        function = KERAS_NAMES.get(self.operation, (f"engine.{self.operation}",))[0]
        return {**super().get_config(), "function": function}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Layer:
        config = dict(config)
        function = config.pop("function").removeprefix("compat.v1.")
        if function.startswith("engine."):
            return cls(function.removeprefix("engine."), **config)
        known = {name: operation for operation, (name, _) in KERAS_NAMES.items()}
        if function not in known:
            raise unknown_name("operation", function, known)
        return cls(known[function], **config)


class TFOpLambda(OperationLayer):
    """An operation, under the name that Keras's summary gives it."""


class SlicingOpLambda(OperationLayer):
    """A slice `x[...]`, under the name that Keras's summary gives it."""


OPERATIONS = (TFOpLambda, SlicingOpLambda)


@register("shape", inputs=(Port("inputs", many=True),), placeable=False)
class Operation(Layer):
    """An operation between layers, such as a sum with a number, a slice or a product of matrices.

    Drawings get it from programs and files that compute `x + y`, `x[:, 0]` or `ops.matmul(x, y)`
    between their layers. It has no weights, and each call of it stands in the network as if the
    program had computed it there.
    """

    operation = Choice(sorted(ALL), REQUIRED, "Which operation it is, by its name in engine.ops.")
    arguments = Given(
        None, 'What the operation is given in order; {"input": 0} stands for the first wire.',
        optional=True,
    )
    options = GivenByName(
        None, "What the operation is given by name, such as an axis.", optional=True
    )

    def __call__(self, *args: Any, **_: Any) -> Any:
        inputs = flatten(list(args))
        try:
            given = filled(self.arguments or [{"input": n} for n in range(len(inputs))], inputs)
            named = filled(self.options or {}, inputs)
            return OperationLayer(self.operation, name=self.name)(*given, **named)
        except DesignError:
            raise
        except (TypeError, ValueError, IndexError, KeyError) as error:
            raise DesignError(
                "{layer} cannot compute {operation} of this: {reason}.",
                where=Where(layer=self.name), layer=self.title, operation=self.operation,
                reason=str(error),
            ) from error


@register("shape", inputs=(Port("inputs", many=True),), placeable=False)
class LearnedOperation(Layer):
    """An operation with numbers of its own that are learned, such as a sum with a table of places.

    Drawings get it from files that add, multiply or join fixed arrays between their layers.
    ``{"weight": [4, 8]}`` among the arguments stands for an array of this shape.
    """

    operation = Operation.fields["operation"]
    arguments = Given(
        REQUIRED, 'What the operation is given in order; {"input": 0} stands for the first wire.'
    )
    options = Operation.fields["options"]

    def build(self, input_shape):
        for shape in shapes_of_weights([self.arguments, self.options]):
            self.add_weight("array", shape, initializer="zeros")
        self.built = True

    def call(self, inputs):
        weights = iter(self.weights)
        given = filled(self.arguments, flatten(inputs), weights)
        return ALL[self.operation](*given, **filled(self.options or {}, flatten(inputs), weights))


class AddLoss(Layer):
    """Adds its input to what training minimises; made by `model.add_loss`."""

    def __init__(self, unconditional: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unconditional = unconditional

    def call(self, inputs: Any) -> Any:
        self.add_loss(inputs)
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "unconditional": self.unconditional}


class AddMetric(Layer):
    """Reports the mean of its input as a metric; made by `model.add_metric`."""

    def __init__(
        self, aggregation: str | None = None, metric_name: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.aggregation, self.metric_name = aggregation, metric_name

    def call(self, inputs: Any) -> Any:
        self.add_metric(inputs, name=self.metric_name)
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "aggregation": self.aggregation,
            "metric_name": self.metric_name,
        }


def operation_on_graph(op: Any, inputs: Sequence[Any], attributes: Mapping[str, Any]) -> Any:
    """Put an operation into the graph as a layer of its own."""
    return OperationLayer(op.name)(*inputs, **attributes)


outside["graph"] = operation_on_graph

__all__ = ["LearnedOperation", "Operation"]
