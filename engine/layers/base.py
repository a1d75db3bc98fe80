"""What is a layer? Keras 2's protocol: fields, build, call, weights, masks, config."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import graph
from engine.errors import (
    DesignError,
    DesignNotImplementedError,
    DesignTypeError,
    Where,
    did_you_mean,
)
from engine.fields import REQUIRED, Field
from engine.layers.calling import Caller, building
from engine.layers.holding import Holder, all_sublayers
from engine.layers.input_spec import InputSpec
from engine.layers.measuring import Measurer
from engine.layers.naming import clear_session, observed, snake_case, unique_name
from engine.layers.placing import Placed
from engine.layers.structure import (
    contained,
    dtype_of,
    input_shape_of,
    is_shape,
    map_shapes,
    unique,
)
from engine.nest import flatten
from engine.training import regularizers

# What every layer's constructor takes besides its own fields.
COMMON = (
    "name",
    "trainable",
    "dtype",
    "dynamic",
    "input_shape",
    "batch_input_shape",
    "batch_size",
    "input_dim",
    "weights",
    "autocast",
    "activity_regularizer",
    "implementation",
    "force_generator",
    "rng_type",
)



class Layer(Caller, Measurer, Placed, Holder):
    """One step of a network with its weights.

    A subclass declares `Field`s as class attributes and writes `build(input_shape)` and
    `call(inputs)` with `engine.ops`; or it has its own `__init__` and calls
    `super().__init__(**kwargs)`, as Keras's tutorials do.
    """

    fields: dict[str, Field] = {}
    # What a drawing can set of how the layer is called, and what of it is set on a layer: each
    # call is given these, unless it says otherwise.
    call_fields: dict[str, Field] = {}
    call_options: Mapping[str, Any] = {}
    category = ""
    supports_masking = False
    input_spec: Any = None
    stateful = False
    _call_parameters = frozenset({"inputs"})
    # False where a wrapper builds this layer as if its weights were the wrapper's own.
    names_weights = True

    def __init_subclass__(cls, own_fields_first: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {key: value for key, value in vars(cls).items() if isinstance(value, Field)}
        dropped = {key for key, value in vars(cls).items() if value is None}
        inherited = {k: f for k, f in cls.fields.items() if k not in own and k not in dropped}
        if own or dropped:
            order = vars(cls).get("field_order")
            merged = {**own, **inherited} if own_fields_first else {**inherited, **own}
            cls.fields = {key: merged[key] for key in order} if order else merged
        for name, field in vars(cls).get("call_fields", {}).items():
            field.name = name
        if "call" in vars(cls):
            cls._call_parameters = frozenset(inspect.signature(cls.call).parameters)

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        layer = super().__new__(cls)
        if describes_itself(cls):
            layer.__dict__["_made_with"] = plain_arguments(cls, args, kwargs)
        return layer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        cls = type(self)
        if not cls.fields and args:
            # Keras's order for a layer without arguments of its own.
            kwargs.update(zip(("trainable", "name", "dtype", "dynamic"), args, strict=False))
            args = args[4:]
        values = self._bind(args, kwargs)
        name = kwargs.pop("name", None)
        if name is not None and not isinstance(name, str):
            raise DesignTypeError("A layer's name must be a text, not {name}.", name=repr(name))
        self._name = observed(name) if name else unique_name(cls.stem())
        trainable = kwargs.pop("trainable", True)
        # Weights and arrays of truth values are understood too.
        self._trainable = bool(np.asarray(trainable)) if is_truth(trainable) else trainable
        self._dynamic = kwargs.pop("dynamic", False)
        for key, value in (("trainable", self._trainable), ("dynamic", self._dynamic)):
            if not isinstance(value, bool):
                raise DesignTypeError(
                    "{layer} has {field} {value}, which is not True or False.",
                    where=Where(layer=self._name, field=key),
                    layer=cls.__name__,
                    field=key,
                    value=repr(value),
                )
        self.dtype = dtype_of(kwargs.pop("dtype", None))
        self.built = False
        self.calls: list[graph.Call] = []
        self._weights: list[Any] = []
        # Functions that make penalties, and the penalties of the last call: in numbers, or while
        # it has not been called on data, as values of the network.
        self._losses: list[Any] = []
        self._call_losses: list[Any] = []
        self._graph_losses: list[Any] = []
        self.__dict__.setdefault("_metrics", [])
        self._initial_weights = kwargs.pop("weights", None)
        self._input_shape_argument = input_shape_of(kwargs)
        if "activity_regularizer" not in cls.fields:
            self.activity_regularizer = regularizers.get(kwargs.pop("activity_regularizer", None))
        for key in ("autocast", "batch_size", "implementation", "force_generator", "rng_type"):
            kwargs.pop(key, None)
        if kwargs:
            raise self._unknown_argument(next(iter(kwargs)))
        for key, field in self.fields.items():
            try:
                setattr(self, key, field.check(values[key]))
            except DesignError as error:
                raise error.at(layer=self._name) from None

    @classmethod
    def stem(cls) -> str:
        """What layers of this class are called that get no name."""
        return snake_case(cls.__name__)

    def _bind(self, args: tuple, kwargs: dict) -> dict[str, Any]:
        """Take the fields' values out of the constructor's arguments, in Keras's order."""
        positional = []
        if args:
            positional = [key for key, field in self.fields.items() if not field.keyword_only]
        if len(args) > len(positional):
            raise DesignTypeError(
                "{layer} takes at most {most} positional arguments, but was given {count}.",
                layer=type(self).__name__,
                most=len(positional),
                count=len(args),
            )
        values = dict(zip(positional, args, strict=False))
        for key, field in self.fields.items():
            if key in kwargs:
                if key in values:
                    raise DesignTypeError(
                        "{layer} was given {field} twice.", layer=type(self).__name__, field=key
                    )
                values[key] = kwargs.pop(key)
            elif key not in values:
                if field.default is REQUIRED:
                    raise DesignTypeError(
                        "{layer} needs a value for {field}.",
                        fix="Give it as an argument.",
                        where=Where(field=key),
                        layer=type(self).__name__,
                        field=key,
                    )
                values[key] = field.default
        return values

    def _unknown_argument(self, word: str) -> DesignTypeError:
        near = did_you_mean(word, [*self.fields, *COMMON])
        if near:
            return DesignTypeError(
                "{layer} has no parameter {word}.",
                fix="Did you mean {near}?",
                layer=type(self).__name__,
                word=word,
                near=near,
            )
        return DesignTypeError(
            "{layer} has no parameter {word}.", layer=type(self).__name__, word=word
        )

    # Names, weights

    @property
    def name(self) -> str:
        return self._name

    @property
    def dynamic(self) -> bool:
        """Whether this layer or one inside it says that Python decides in its call."""
        return any(layer._dynamic for layer in [self, *all_sublayers(self)])

    @property
    def compute_dtype(self) -> str:
        return self.dtype

    variable_dtype = compute_dtype

    @property
    def title(self) -> str:
        """How a sentence names this layer: ``Dense 'dense_1'``."""
        return f"{type(self).__name__} '{self._name}'"

    def __repr__(self) -> str:
        return f"<{self.title}>"

    # Config

    def setting(self, name: str) -> Any:
        """What a field of this layer or of its calls was set to."""
        if name in self.call_fields:
            return self.call_options.get(name, self.call_fields[name].default)
        return getattr(self, name)

    def implied(self, name: str) -> Any:
        """What a field means where it is left open, as far as that is known; None where not."""
        return self.fields[name].implied if name in self.fields else None

    def get_config(self) -> dict[str, Any]:
        """Everything that `from_config` needs to make this layer again, as JSON.

        A class with fields is described by them; another one by the arguments that it was made
        with. Raises DesignError where these are no plain values.
        """
        config: dict[str, Any] = {
            "name": self.name,
            "trainable": self.trainable,
            "dtype": self.dtype,
        }
        if self._input_shape_argument is not None:
            config["batch_input_shape"] = self._input_shape_argument
        for key, field in self.fields.items():
            config[key] = field.to_config(self.setting(key))
        if "activity_regularizer" not in self.fields and self.activity_regularizer is not None:
            config["activity_regularizer"] = regularizers.serialize(self.activity_regularizer)
        if describes_itself(type(self)):
            self._add_arguments(config)
        return config

    def _add_arguments(self, config: dict[str, Any]) -> None:
        """Put the constructor's arguments into a config, and leave out what it does not take."""
        if self._made_with is None:
            raise DesignNotImplementedError(
                "{layer} was made with arguments that cannot be written into a config.",
                fix="Write a get_config() that returns plain values for them.",
                layer=self.title,
            )
        common = set(config)
        config.update(self._made_with)
        signature = inspect.signature(type(self).__init__).parameters
        if not any(p.kind is inspect.Parameter.VAR_KEYWORD for p in signature.values()):
            for key in common - set(signature):
                config.pop(key)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Layer:
        try:
            return cls(**config)
        except DesignError:
            raise
        except TypeError as error:
            raise DesignTypeError(
                "{layer} cannot be made from its config: {reason}.",
                fix="Return all arguments of its __init__ from get_config().",
                layer=cls.__name__,
                reason=str(error),
            ) from error


def is_truth(value: Any) -> bool:
    """Whether a value is one truth value in an array or a weight."""
    return not isinstance(value, bool) and str(getattr(value, "dtype", "")) == "bool"


def describes_itself(cls: type) -> bool:
    """Whether a user's class has an __init__ of its own but no fields and no get_config."""
    return (
        cls.__init__ is not Layer.__init__
        and not cls.fields
        and getattr(cls.get_config, "is_default", cls.get_config is Layer.get_config)
    )


def plain_arguments(cls: type, args: tuple, kwargs: Mapping[str, Any]) -> dict[str, Any] | None:
    """A constructor's arguments by name when all are plain values, else None."""
    names = list(inspect.signature(cls.__init__).parameters)[1:]
    given = {**kwargs, **dict(zip(names, args, strict=False))}
    leaves = flatten(list(given.values()))
    plain = all(isinstance(leaf, (str, int, float, bool, type(None))) for leaf in leaves)
    return given if plain else None


__all__ = [
    "InputSpec",
    "Layer",
    "all_sublayers",
    "building",
    "clear_session",
    "contained",
    "is_shape",
    "map_shapes",
    "snake_case",
    "unique",
    "unique_name",
]
