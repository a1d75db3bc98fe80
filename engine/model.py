"""What is a model? A layer made of layers, which can be trained, measured and saved."""

from __future__ import annotations

import copy
import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any

from engine import graph, saving
from engine.errors import (
    DesignError,
    DesignNotImplementedError,
    DesignRuntimeError,
    DesignTypeError,
    unknown_name,
)
from engine.layers.base import Layer, is_shape, unique
from engine.layers.core import Input
from engine.layers.holding import Holder
from engine.layers.measuring import makers
from engine.layers.operations import AddLoss, AddMetric
from engine.layers.structure import TensorShape, contained, map_shapes
from engine.nest import flatten, map_structure
from engine.network import conform, in_order, output_names
from engine.ops.base import is_graph_value
from engine.summary import print_summary
from engine.tape import Spec, Tape, Tensor, current_tape
from engine.training.metrics import Mean
from engine.training.trainer import Trainer
from engine.variables import Variable

makers["mean"] = Mean
log = logging.getLogger(__name__)


class Model(Trainer, Layer):
    """A network: `Model(inputs, outputs)` between graph values, or a subclass with `call`."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is Model and (len(args) >= 2 or "outputs" in kwargs):
            cls = Functional
        return super().__new__(cls, *args, **kwargs)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        functional = len(args) >= 2 or "outputs" in kwargs or "inputs" in kwargs
        inputs, outputs = None, None
        if functional:
            given = dict(zip(("inputs", "outputs", "name", "trainable"), args, strict=False))
            kwargs = {**kwargs, **given}
            inputs, outputs = kwargs.pop("inputs", None), kwargs.pop("outputs", None)
            args = ()
            for word in kwargs:
                if word not in ("name", "trainable"):
                    raise DesignTypeError(
                        "Model(inputs, outputs) has no parameter {word}, only name and trainable.",
                        word=word,
                    )
        self.__dict__["_ready"] = True
        super().__init__(*args, **kwargs)
        self._network: graph.Network | None = None
        self.inputs: list[Any] | None = None
        self.outputs: list[Any] | None = None
        self.stop_training = False
        self._init_trainer()
        if functional:
            self._connect(inputs, outputs)

    def __setattr__(self, key: str, value: Any) -> None:
        if "_ready" not in self.__dict__ and any(contained(value, (Holder, Variable))):
            raise DesignRuntimeError(
                "{model} sets the attribute {key} before Model's own __init__ has run.",
                fix="Call super().__init__() at the begin of its __init__.",
                model=type(self).__name__,
                key=key,
            )
        super().__setattr__(key, value)

    def _connect(self, inputs: Any, outputs: Any) -> None:
        """Become the network between graph values."""
        places = [("inputs", v) for v in flatten(inputs)] + [
            ("outputs", v) for v in flatten(outputs)
        ]
        for place, value in places:
            if not is_graph_value(value):
                raise DesignError(
                    "The model's {place} must be values of layers, but hold {value}.",
                    fix="Begin with Input(shape) and call layers on it.",
                    place=place,
                    value=repr(value),
                )
        self._input_structure, self._output_structure = unwrapped(inputs), unwrapped(outputs)
        self.inputs, self.outputs = flatten(inputs), flatten(outputs)
        if len({id(value) for value in self.inputs}) != len(self.inputs):
            raise DesignError(
                "The model's inputs name the same value twice.", fix="Name each input once."
            )
        if not all(value.history[0].is_input for value in self.inputs):
            self._cut_out()
        self._network = graph.network(self.inputs, self.outputs)
        check_names(self._network.layers)
        self.input_names = [tensor.history[0].layer.name for tensor in self.inputs]
        self.output_names = output_names(self.outputs)
        self._build_input_shape = map_structure(
            lambda leaf: TensorShape(leaf.shape), self._input_structure
        )
        self.built = True

    def _cut_out(self) -> None:
        """Begin at values inside another network: they become inputs of this one."""
        old_inputs, old_outputs = self.inputs, self.outputs
        self.inputs, self.outputs = graph.cut_out(old_inputs, old_outputs, input_like)
        renewed = dict(zip(map(id, old_inputs), self.inputs, strict=True))
        renewed.update(zip(map(id, old_outputs), self.outputs, strict=True))

        def change(structure: Any) -> Any:
            return map_structure(lambda leaf: renewed[id(leaf)], structure)

        self._input_structure = change(self._input_structure)
        self._output_structure = change(self._output_structure)

    # What it holds

    def _held(self) -> list[Any]:
        known = list(self._network.layers) if self._network is not None else []
        return list({id(one): one for one in [*known, *super()._held()]}.values())

    @property
    def layers(self) -> list[Layer]:
        """The layers in Keras's order: far from the outputs first."""
        return self._sublayers()

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """The layer with that name, or at that place of `layers`. Raises DesignError."""
        layers = self.layers
        if (name is None) == (index is None):
            raise DesignError(
                "get_layer needs a name or an index.", fix="Give one of them, not both."
            )
        if index is not None:
            if not -len(layers) <= index < len(layers):
                raise DesignError(
                    "The model has {count} layers, so there is none at {index}.",
                    count=len(layers),
                    index=index,
                )
            return layers[index]
        for layer in layers:
            if layer.name == name:
                return layer
        raise unknown_name("layer", name, [layer.name for layer in layers])

    @property
    def trainable_weights(self) -> list[Variable]:
        self._need_weights()
        if not self._trainable:
            return []
        nested = [w for one in self._held() for w in one.trainable_weights]
        return unique([*nested, *(w for w in self._own() if w.trainable)])

    @property
    def non_trainable_weights(self) -> list[Variable]:
        self._need_weights()
        held, own = self._held(), self._own()
        fixed = [w for one in held for w in one.non_trainable_weights]
        later = [w for w in own if not w.trainable]
        if self._trainable:
            return unique([*fixed, *later])
        learned = [w for one in held for w in one.trainable_weights]
        return unique([*learned, *(w for w in own if w.trainable), *fixed, *later])

    @property
    def weights(self) -> list[Variable]:
        self._need_weights()
        nested = [w for one in self._held() for w in one.weights]
        own = self._own()
        return unique(
            [*nested, *(w for w in own if w.trainable), *(w for w in own if not w.trainable)]
        )

    def get_weight_paths(self) -> dict[str, Variable]:
        """The weights by the attributes that lead to them, such as ``hidden.kernel``."""
        if self._network is None:
            return self.weight_paths()
        pairs = [(one.name, one.weight_paths()) for one in self.layers]
        return {f"{name}.{path}": w for name, paths in pairs for path, w in paths.items()}

    def _need_weights(self) -> None:
        """Raise DesignError where the list of weights would be empty for want of a build."""
        if not self.built and "build" in vars(type(self)) and self._network is None:
            raise DesignError(
                "The weights of the model {name} have not been made yet.",
                fix="Call the model on data, or build(input_shape), first.",
                name=self.name,
            )

    @property
    def stateful(self) -> bool:
        return any(getattr(layer, "stateful", False) for layer in self.layers)

    # Calling

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if self._network is None:
            raise DesignNotImplementedError(
                "{model} has no call(inputs).",
                fix="Write one that computes its outputs, or give inputs and outputs.",
                model=type(self).__name__,
            )
        values: dict[int, Tensor] = {}
        masks = [None] * len(self.inputs) if mask is None else flatten(mask)
        ordered = in_order(self, inputs)
        for symbol, value, one in zip(self.inputs, ordered, masks, strict=True):
            values[id(symbol)] = conform(symbol, value, one)

        def place(leaf: Any) -> Any:
            return values[id(leaf)] if is_graph_value(leaf) else leaf

        for call in self._network.calls:
            if call.is_input:
                continue
            results = call.layer(
                *map_structure(place, call.args), **map_structure(place, call.kwargs)
            )
            for symbol, value in zip(flatten(call.outputs), flatten(results), strict=True):
                if isinstance(symbol, Tensor):
                    values[id(symbol)] = value
        return map_structure(place, self._output_structure)

    def _mask_outputs(self, inputs: Any, results: Any, masks: Any) -> None:
        """A model's outputs carry the masks that their own layers gave them."""

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        """The masks of the outputs, worked out by the layers on the active tape."""
        tape = current_tape()
        if self._network is None or tape is None:
            return None
        values, assigned, count = dict(tape.values), dict(tape.assigned), len(tape.losses)
        outputs = self.call(inputs, mask=mask)
        # Only the masks are wanted: what the layers changed beside them is forgotten.
        tape.values, tape.assigned = values, assigned
        del tape.losses[count:]
        return map_structure(lambda leaf: leaf._keras_mask, outputs)

    def build(self, input_shape: Any) -> None:
        """Make all weights for inputs of that batch shape. Raises DesignError."""
        if self._network is None and current_tape() is None:
            if not isinstance(input_shape, (tuple, list, dict)):
                raise DesignError(
                    "{shape} is no batch shape.",
                    fix="Give a tuple such as (None, 28), or a list or dict of them.",
                    shape=repr(input_shape),
                )
            self._check_buildable()
            if isinstance(input_shape, list) and is_shape(input_shape):
                input_shape = tuple(input_shape)
            self._call_on_shapes(input_shape)
        super().build(input_shape)

    def _call_on_shapes(self, input_shape: Any) -> None:
        """Let the layers make their weights. As in Keras these do not bear the model's name."""
        signature = self._signature()
        wanted = [name for name in ("training", "mask") if name in signature.names]
        options = {name: None for name in wanted if name not in signature.defaults}
        with Tape(concrete=False) as tape:
            inputs = map_shapes(lambda shape: tape.feed(Spec(tuple(shape))), input_shape)
            self.call(inputs, **options)

    def _check_buildable(self) -> None:
        """Raise DesignError when `call` needs more than its inputs."""
        signature = self._signature()
        needed = [
            name
            for name in signature.names[1:]
            if name not in signature.defaults and name not in ("training", "mask")
        ]
        if needed or not signature.names:
            raise DesignError(
                "{model} cannot be built from a shape, because its call() needs {names}.",
                fix="Call it on data with all its arguments.",
                model=type(self).__name__,
                names=needed or ["inputs"],
            )

    def _eager(self, args: tuple, kwargs: dict) -> Any:
        if set(kwargs) <= {"training"} and len(args) == 1:
            return self._run_eager(args[0], kwargs.get("training"))
        return super()._eager(args, kwargs)

    # Losses and metrics between the layers

    def _add_graph_loss(self, loss: Any) -> None:
        if self._network is None:
            super()._add_graph_loss(loss)
        self._extend(loss, AddLoss())

    def _add_graph_metric(self, value: Any, name: str) -> None:
        if self._network is None:
            super()._add_graph_metric(value, name)
        if any(metric.name == name for metric in self.metrics):
            raise DesignError(
                "Two metrics of the model are called {name}.",
                fix="Give each metric a name of its own.",
                name=name,
            )
        self._extend(value, AddMetric("mean", name))

    def _extend(self, value: Any, layer: Layer) -> None:
        """Compute a further value in every call, and hand it to a layer that counts it."""
        calls = graph.calls_to(self.inputs, [layer(value)])
        self._network = self._network.with_calls(calls)
        check_names(self._network.layers)
        self._forget_plans()

    def _network_layers(self) -> list[Any]:
        return list(self._network.layers) if self._network is not None else []

    # Where it stands

    @property
    def input(self) -> Any:
        return self._input_structure if self._network is not None else super().input

    @property
    def output(self) -> Any:
        return self._output_structure if self._network is not None else super().output

    @property
    def input_mask(self) -> Any:
        if self._network is None:
            return super().input_mask
        return map_structure(lambda leaf: leaf._keras_mask, self._input_structure)

    @property
    def output_mask(self) -> Any:
        if self._network is None:
            return super().output_mask
        return map_structure(lambda leaf: leaf._keras_mask, self._output_structure)

    @property
    def input_shape(self) -> Any:
        if self._network is None:
            return super().input_shape
        return map_structure(lambda leaf: TensorShape(leaf.shape), self._input_structure)

    @property
    def output_shape(self) -> Any:
        if self._network is None:
            return super().output_shape
        return map_structure(lambda leaf: TensorShape(leaf.shape), self._output_structure)

    # What a person reads and keeps

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Callable | None = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print a table of the layers with output shapes and numbers of parameters."""
        if not self.built:
            raise DesignError(
                "The model {name} has not been built yet.",
                fix="Call build(input_shape), or the model on data, first.",
                name=self.name,
            )
        print_summary(
            self, line_length, positions, print_fn, expand_nested, show_trainable, layer_range
        )

    def save(
        self, filepath: Any, overwrite: bool = True, save_format: str | None = None, **options: Any
    ) -> None:
        """Write the whole model into a ``.keras`` or ``.h5`` file. Raises DesignError."""
        saving.save_model(self, filepath, overwrite, save_format, **options)

    def save_weights(self, filepath: Any, overwrite: bool = True, **options: Any) -> None:
        """Write all weights into a ``.safetensors`` file or one of Keras's HDF5 files."""
        saving.save_weights(self, filepath, overwrite, **options)

    def load_weights(self, filepath: Any, **options: Any) -> None:
        """Read weights from a file. Raises DesignError when they do not fit."""
        saving.load_weights(self, filepath, **options)

    def get_config(self) -> dict[str, Any]:
        if self._network is not None and made_like_functional(type(self)):
            return saving.network_config(self)
        if not getattr(type(self).get_config, "is_default", False):
            return {}
        try:
            return super().get_config()
        except DesignNotImplementedError as error:
            log.warning("%s Its config is empty.", error)
            return {}

    get_config.is_default = True

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Mapping | None = None):
        if "layers" in config and "input_layers" in config and made_like_functional(cls):
            return saving.network_from_config(cls, config, custom_objects)
        return super().from_config(config)

    def to_json(self, **options: Any) -> str:
        """The model without its weights, in Keras's JSON."""
        return saving.to_json(self, **options)

    def to_yaml(self, **_: Any) -> str:
        raise DesignRuntimeError(
            "Models are not written as YAML, which can run code when it is read.",
            fix="Use to_json().",
        )

    def __deepcopy__(self, memory: dict) -> Model:
        """A model of the same layers with weights of its own."""
        twin = type(self).__new__(type(self))
        memory[id(self)] = twin
        for key, value in vars(self).items():
            twin.__dict__[key] = {} if key == "_plans" else copy.deepcopy(value, memory)
        twin._forget_plans()
        return twin


class Functional(Model):
    """A model between graph values, as `Model(inputs, outputs)` makes it."""

    @classmethod
    def stem(cls) -> str:
        return "model" if cls is Functional else super().stem()


def made_like_functional(cls: type) -> bool:
    """Whether a class takes (inputs, outputs), as Model itself does."""
    names = list(inspect.signature(cls.__init__).parameters)[1:]
    return names in (["args", "kwargs"], ["inputs", "outputs", "name", "trainable", "kwargs"])


def unwrapped(structure: Any) -> Any:
    """A list of a single value is that value."""
    if isinstance(structure, list) and len(flatten(structure)) == 1:
        return structure[0]
    return structure


def input_like(value: Any) -> Any:
    """A new input of the shape of a value inside a network."""
    return Input(batch_shape=value.shape, dtype=value.dtype)


def check_names(layers: Any) -> None:
    """Raise DesignError for two layers of one name."""
    names = [layer.name for layer in layers]
    for name in names:
        if names.count(name) > 1:
            raise DesignError(
                "The name {name} is used by {count} layers.",
                fix="Give each layer a name of its own.",
                name=name,
                count=names.count(name),
            )
