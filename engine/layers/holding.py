"""What does a layer hold? Its weights and the layers inside it, in Keras's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from engine.errors import DesignError, DesignTypeError, Where
from engine.layers.structure import PLAIN, Bag, contained, unique
from engine.tape import TensorShape, current_tape, dtype_name
from engine.training import constraints, initializers, regularizers
from engine.variables import Variable

# Attributes that name layers without holding them.
NO_HOLDERS = frozenset(
    (
        "arguments",
        "calls",
        "history",
        "optimizer",
        "_call_layers",
        "_compile_arguments",
        "_compiled_trainable",
        "_graph_losses",
        "_losses",
        "_made_calls",
        "_metrics",
        "_network",
        "_plans",
        "_quick",
    )
)
# What add_weight takes for the sake of TensorFlow and does not need.
IGNORED = (
    "use_resource",
    "synchronization",
    "aggregation",
    "partitioner",
    "autocast",
    "experimental_autocast",
    "collections",
    "caching_device",
    "getter",
    "layout",
    "experimental_enable_variable_lifting",
)


class Holder:
    """The part of a layer that keeps weights, metrics and sublayers."""

    is_metric = False

    def __setattr__(self, key: str, value: Any) -> None:
        held = self.__dict__.get(key)
        if held is None and type(value) in PLAIN:
            super().__setattr__(key, value)
            return
        if held is not value and isinstance(held, Holder):
            # What is set anew stands last, as in Keras.
            del self.__dict__[key]
        super().__setattr__(key, value)
        if held is not value and isinstance(held, Variable):
            self._let_go(held, value)
        if isinstance(value, (Holder, list, tuple, dict)) and key not in NO_HOLDERS:
            for metric in contained(value, Holder):
                if metric.is_metric:
                    self._keep_metric(metric)

    def __delattr__(self, key: str) -> None:
        held = self.__dict__.get(key)
        super().__delattr__(key)
        if isinstance(held, Variable):
            self._let_go(held, None)

    def _let_go(self, held: Variable, value: Any) -> None:
        """A weight that no attribute names any more goes; another weight takes its place."""
        if any(held is other for other in self.__dict__.values()):
            return
        for place, known in enumerate(self.__dict__.get("_weights", ())):
            if known is held:
                self._weights[place : place + 1] = [value] if isinstance(value, Variable) else []
                return

    def _keep_metric(self, metric: Any) -> None:
        known = self.__dict__.setdefault("_metrics", [])
        if all(metric is not one for one in known):
            known.append(metric)

    @property
    def trainable(self) -> bool:
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for layer in [self, *all_sublayers(self)]:
            layer.__dict__["_trainable"] = bool(value)

    def _held(self) -> list[Any]:
        """Layers and metrics held as attributes, in the order in which they were set."""
        found: dict[int, Any] = {}
        for _, value in self._holding():
            if isinstance(value, Variable):
                continue
            for layer in contained(value, Holder):
                found.setdefault(id(layer), layer)
        return list(found.values())

    def _holding(self) -> list[tuple[str, Any]]:
        """The attributes in which layers and weights may be, with their names."""
        return [
            (key, value)
            for key, value in vars(self).items()
            if type(value) not in PLAIN
            and may_hold(type(value))
            and key not in NO_HOLDERS
            and not (type(value) is tuple and PLAIN.issuperset(map(type, value)))
        ]

    def _sublayers(self) -> list[Any]:
        """The layers held as attributes; lists and dicts are looked into."""
        return [layer for layer in self._held() if not layer.is_metric]

    def weight_paths(self) -> dict[str, Variable]:
        """The weights by the attributes (or the names of layers) that lead to them."""
        found: dict[str, Variable] = {}

        def look(path: str, value: Any) -> None:
            if isinstance(value, Variable):
                found.setdefault(path, value)
            elif isinstance(value, Holder):
                found.update((f"{path}.{key}", one) for key, one in value.weight_paths().items())
            elif isinstance(value, (Bag, list, tuple)):
                items = value.variables if isinstance(value, Bag) else value
                for place, one in enumerate(items):
                    look(f"{path}.{place}", one)
            elif isinstance(value, Mapping):
                for key, one in value.items():
                    look(f"{path}.{key}", one)

        for key, value in self._holding():
            if not key.startswith("_"):
                look(key, value)
        return found

    @property
    def submodules(self) -> tuple[Any, ...]:
        """All layers inside this one, at any depth."""
        return tuple(all_sublayers(self))

    def add_weight(
        self,
        name=None,
        shape=None,
        dtype=None,
        initializer=None,
        regularizer=None,
        trainable=None,
        constraint=None,
        **ignored: Any,
    ) -> Variable:
        """Make a weight of this layer. Without an initializer floats are drawn glorot-uniformly.

        Keras 3's order (shape first) is understood too.
        """
        for key in ignored:
            if key not in IGNORED:
                raise DesignTypeError(
                    "add_weight has no argument {word}.", where=Where(layer=self.name), word=key
                )
        if isinstance(name, (tuple, list)) or isinstance(shape, str):
            name, shape = (shape if isinstance(shape, str) else None), name
        shape = (shape,) if isinstance(shape, int) else tuple(shape or ())
        dtype = dtype or self.dtype or "float32"
        if any(size is None for size in shape):
            raise DesignError(
                "{layer} cannot make its weight {weight}: the size of an axis of its input is not "
                "known.",
                fix="Give the Input layer a shape without an open size there.",
                layer=self.title,
                weight=name or "weight",
            )
        if initializer is None:
            initializer = "glorot_uniform" if dtype_name(dtype) == "float32" else "zeros"
        variable = Variable(
            shape=shape,
            initializer=initializers.get(initializer),
            name=f"{self._scope()}/{name or 'Variable'}",
            trainable=True if trainable is None else trainable,
            dtype=dtype,
            constraint=constraints.get(constraint),
            regularizer=regularizers.get(regularizer),
        )
        self._weights.append(variable)
        return variable

    def _scope(self) -> str:
        """The names of the layers that are being called, down to this one."""
        tape = current_tape()
        path = tape.path if tape is not None else ""
        if not path:
            return self.name
        if not self.names_weights or path.split("/")[-1] == self.name:
            return path
        return f"{path}/{self.name}"

    def _own(self) -> list[Variable]:
        """The weights that are this layer's own, in the order in which they were made."""
        found = {id(v): v for v in self._weights}
        for key, value in self._holding():
            if key == "_weights":
                continue
            for one in contained(value, (Variable, Bag)):
                for variable in one.variables if isinstance(one, Bag) else (one,):
                    found.setdefault(id(variable), variable)
        return list(found.values())

    @property
    def trainable_weights(self) -> list[Variable]:
        if not self._trainable:
            return []
        own = [variable for variable in self._own() if variable.trainable]
        return unique([*own, *(w for layer in self._sublayers() for w in layer.trainable_weights)])

    @property
    def non_trainable_weights(self) -> list[Variable]:
        own = self._own()
        if self._trainable:
            own = [variable for variable in own if not variable.trainable]
            nested = [w for layer in self._sublayers() for w in layer.non_trainable_weights]
        else:
            nested = [w for layer in self._sublayers() for w in layer.weights]
            own = [v for v in own if v.trainable] + [v for v in own if not v.trainable]
        return unique([*own, *nested])

    @property
    def weights(self) -> list[Variable]:
        return unique([*self.trainable_weights, *self.non_trainable_weights])

    @property
    def trainable_variables(self) -> list[Variable]:
        return self.trainable_weights

    @property
    def non_trainable_variables(self) -> list[Variable]:
        return self.non_trainable_weights

    @property
    def variables(self) -> list[Variable]:
        return self.weights

    def get_weights(self) -> list[np.ndarray]:
        """Copies of all weights, in Keras's order."""
        return [variable.numpy() for variable in self.weights]

    def set_weights(self, values: Sequence[Any]) -> None:
        """Overwrite all weights. Raises DesignError when number or shapes differ."""
        variables = self.weights
        if len(values) != len(variables):
            raise DesignError(
                "{layer} has {expected} weights, but was given {count}.",
                fix="Give one array for each weight, in the order of get_weights().",
                layer=self.title,
                expected=len(variables),
                count=len(values),
            )
        for variable, value in zip(variables, values, strict=True):
            variable._same_shape(np.shape(value))
        for variable, value in zip(variables, values, strict=True):
            variable.assign(np.asarray(value))

    def count_params(self) -> int:
        """Number of scalars in all weights."""
        if not self.built:
            raise DesignError(
                "{layer} has no weights yet, because it has not seen an input.",
                fix="Call it once, or build(input_shape).",
                layer=self.title,
            )
        return sum(variable.size for variable in self.weights)


@lru_cache(1_000)
def may_hold(kind: type) -> bool:
    """Whether values of a type can be or have inside them what a layer holds."""
    held = issubclass(kind, (Bag, Holder, Variable, list, tuple, Mapping))
    return held and not issubclass(kind, TensorShape)


def weights_by_kind(layer: Any) -> tuple[list[Variable], list[Variable]]:
    """(`trainable_weights`, `non_trainable_weights`): looked for once where no layer is inside."""
    own_way = type(layer).trainable_weights is not Holder.trainable_weights
    own_way |= type(layer).non_trainable_weights is not Holder.non_trainable_weights
    if own_way or layer._sublayers():
        return layer.trainable_weights, layer.non_trainable_weights
    own = layer._own()
    learned = [variable for variable in own if variable.trainable]
    fixed = [variable for variable in own if not variable.trainable]
    return (learned, fixed) if layer.trainable else ([], [*learned, *fixed])


def all_sublayers(layer: Any) -> list[Any]:
    """Every layer inside `layer`, at any depth, once."""
    found: dict[int, Any] = {}
    waiting = layer._sublayers()
    while waiting:
        one = waiting.pop(0)
        if id(one) not in found:
            found[id(one)] = one
            waiting = [*one._sublayers(), *waiting]
    return list(found.values())
