"""What happens when a layer is called? Traced, put into the graph or run, as Keras 2 does it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from engine import eager, graph, settings
from engine.errors import DesignError, DesignRuntimeError, DesignTypeError, Where
from engine.layers.holding import all_sublayers
from engine.layers.structure import (
    TensorShape,
    as_arrays,
    as_tensor,
    as_tensor_argument,
    batch_size,
    eager_argument,
    map_shapes,
)
from engine.nest import flatten, map_structure
from engine.ops import ALL, convert
from engine.ops.base import is_graph_value
from engine.tape import CallContext, Spec, Tape, Tensor, current_tape, outside_tapes


@dataclass(frozen=True)
class Signature:
    """Which arguments a layer's `call` takes: their names in order, and what they default to."""

    names: tuple[str, ...]
    defaults: Mapping[str, Any]
    takes_any: bool

    def accepts(self, name: str) -> bool:
        return self.takes_any or name in self.names

    def place(self, name: str) -> int | None:
        """The place of an argument that may be given without its name."""
        return self.names.index(name) if name in self.names else None


def signature_of(call: Any, bound: bool = False) -> Signature:
    """The signature of a `call` method, without `self`."""
    parameters = dict(inspect.signature(call).parameters)
    if not bound:
        parameters.pop(next(iter(parameters)))
    kinds = inspect.Parameter
    named = {
        name: parameter
        for name, parameter in parameters.items()
        if parameter.kind not in (kinds.VAR_KEYWORD, kinds.VAR_POSITIONAL)
    }
    return Signature(
        tuple(named),
        {n: p.default for n, p in named.items() if p.default is not kinds.empty},
        any(p.kind is kinds.VAR_KEYWORD for p in parameters.values()),
    )


class Caller:
    """The part of a layer that is called."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "call" in vars(cls) and "_call_signature" not in vars(cls):
            cls._call_signature = signature_of(cls.call)

    def build(self, input_shape: Any) -> None:
        """Make the weights. A subclass overrides this."""
        self._build_input_shape = input_shape
        self.built = True

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Compute the outputs with `engine.ops`. A subclass overrides this."""
        return inputs

    # A layer that only hands its inputs on asks for nothing.
    _call_signature = Signature(("inputs",), {}, False)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if "_losses" not in self.__dict__:
            raise DesignRuntimeError(
                "{layer} was made without Layer's own __init__.",
                fix="Call super().__init__() at the begin of its __init__.",
                layer=type(self).__name__,
            )
        if not args:
            args = (self._take_inputs(kwargs),)
        if self.call_options:
            kwargs = {**self.call_options, **kwargs}
        if current_tape() is not None:
            return self._traced(args, kwargs)
        leaves = flatten([list(args), kwargs])
        if any(is_graph_value(leaf) for leaf in leaves):
            return graph.call_layer(self, args, kwargs)
        return self._eager(args, kwargs)

    def _take_inputs(self, kwargs: dict) -> Any:
        """The first argument of `call`, which was given by its name."""
        first = self._signature().names[:1]
        if not first or first[0] not in kwargs:
            raise DesignTypeError("{layer} was called without inputs.", layer=self.title)
        return kwargs.pop(first[0])

    def _signature(self) -> Signature:
        if "call" in self.__dict__:
            return signature_of(self.call, bound=True)
        return self._call_signature

    def _eager(self, args: tuple, kwargs: dict) -> Any:
        """Run on arrays, at once. The losses that the call adds are kept as numbers."""
        args = tuple(as_arrays(argument) for argument in args)
        arrays = {k: v for k, v in kwargs.items() if eager_argument(v)}
        options = {k: v for k, v in kwargs.items() if k not in arrays}
        names = list(arrays)
        arrays = [as_arrays(arrays[key]) for key in names]
        owners: list[Any] = []

        def function(*values):
            named = dict(zip(names, values[len(args) :], strict=True))
            results = self._traced(values[: len(args)], {**options, **named})
            losses = current_tape().losses
            owners.extend(owner for owner, _ in losses)
            return results, [loss for _, loss in losses]

        results, losses = eager.run(function, [*args, *arrays])
        for layer in [self, *all_sublayers(self)]:
            layer._call_losses = []
        for owner, loss in zip(owners, losses, strict=True):
            owner._call_losses.append(loss)
        return results

    def _traced(self, args: tuple, kwargs: dict) -> Any:
        """Run on the active tape: masks, training phase and building as Keras 2 does them."""
        tape = current_tape()
        inputs = map_structure(as_tensor, args[0])
        rest = [map_structure(as_tensor_argument, value) for value in args[1:]]
        kwargs = {key: map_structure(as_tensor_argument, v) for key, v in kwargs.items()}
        context = CallContext(self, self._training(kwargs, rest, tape))
        tape.contexts.append(context)
        try:
            masks = self._masks(inputs, kwargs, rest)
            self._check(inputs)
            if not self.built:
                self._build(inputs)
                self._check(inputs)
            results = self.call(inputs, *rest, **kwargs)
            results = self._finish(inputs, results, masks, tape)
        except DesignError as error:
            raise error.at(layer=self.name) from None
        finally:
            tape.contexts.pop()
        return results

    def _accepts(self, name: str) -> bool:
        return self._signature().accepts(name)

    def _training(self, kwargs: dict, rest: list, tape: Tape) -> bool | None:
        """The phase: as given, else the caller's, else the process's, else the signature's.

        Handed on to `call`, by name or by place, when it asks for it.
        """
        signature = self._signature()
        place = signature.place("training")
        by_place = place is not None and 0 < place <= len(rest)
        given = rest[place - 1] if by_place else kwargs.get("training")
        if given is None:
            given = tape.context.training
        if given is None:
            given = settings.learning_phase()
        if not signature.accepts("training"):
            kwargs.pop("training", None)
            return given
        if given is None:
            given = signature.defaults.get("training")
        if by_place:
            rest[place - 1] = bool(given)
        else:
            kwargs["training"] = bool(given)
        return given

    def _masks(self, inputs: Any, kwargs: dict, rest: list) -> Any:
        """The inputs' masks, handed on to `call` when it asks for them."""
        signature = self._signature()
        place = signature.place("mask")
        if place is not None and 0 < place <= len(rest):
            return rest[place - 1]
        if not signature.accepts("mask"):
            given = kwargs.pop("mask", None)
            if given is not None:
                return given
        elif "mask" in kwargs:
            return kwargs["mask"]
        masks = map_structure(lambda leaf: getattr(leaf, "_keras_mask", None), inputs)
        if all(mask is None for mask in flatten(masks)):
            return None
        if signature.accepts("mask"):
            kwargs["mask"] = masks
        return masks

    def _build(self, inputs: Any) -> None:
        shapes = map_structure(lambda one: None if one is None else TensorShape(one.shape), inputs)
        self._build_input_shape = shapes
        self.build(shapes)
        self.built = True
        if self._initial_weights is not None:
            with outside_tapes():
                self.set_weights(self._initial_weights)
            self._initial_weights = None

    def _check(self, inputs: Any) -> None:
        """Raise DesignError for inputs that `input_spec` does not allow."""
        if self.input_spec is None:
            return
        specs = self.input_spec
        leaves = flatten(inputs)
        if isinstance(specs, Mapping) and isinstance(inputs, Mapping):
            leaves = [inputs[name] for name in sorted(specs) if name in inputs]
        single = not isinstance(specs, (list, tuple, Mapping))
        specs = flatten(specs)
        if len(leaves) < len(specs) or (single and len(leaves) > 1):
            raise DesignError(
                "{layer} takes {expected} inputs, but gets {count}.",
                fix="Give it one value for each of its inputs.",
                layer=self.title,
                expected=len(specs),
                count=len(leaves),
            )
        for leaf, spec in zip(leaves, specs, strict=False):
            if spec is not None:
                spec.check(leaf, self)

    def _finish(self, inputs: Any, results: Any, masks: Any, tape: Tape) -> Any:
        """The outputs as values of their own, with masks and activity penalties."""
        if results is None:
            raise DesignError(
                "The call of {layer} returned nothing.",
                fix="Return the output from call().",
                layer=self.title,
            )
        handed_in = {id(leaf) for leaf in flatten(inputs)}
        results = map_structure(
            lambda leaf: ALL["identity"](leaf) if id(leaf) in handed_in else as_tensor(leaf),
            results,
        )
        if self.activity_regularizer is not None:
            for leaf in flatten(results):
                penalty = convert(self.activity_regularizer(leaf))
                tape.losses.append((self, penalty / batch_size(leaf)))
        self._mask_outputs(inputs, results, masks)
        tape.watched[id(self)] = (self, results)
        return results

    def _mask_outputs(self, inputs: Any, results: Any, masks: Any) -> None:
        overridden = type(self).compute_mask is not Caller.compute_mask
        if not (self.supports_masking or overridden):
            return
        leaves = [leaf for leaf in flatten(results) if isinstance(leaf, Tensor)]
        if all(leaf._keras_mask is not None for leaf in leaves):
            return
        computed = self.compute_mask(inputs, masks)
        computed = [None] * len(leaves) if computed is None else flatten(computed)
        for leaf, mask in zip(leaves, computed, strict=False):
            leaf._keras_mask = mask if mask is None else convert(mask)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        """The outputs' mask. Layers that `supports_masking` pass the input's on."""
        if not self.supports_masking:
            if any(one is not None for one in flatten(mask)):
                raise DesignTypeError(
                    "{layer} does not support masking, but was given a mask.", layer=self.title
                )
            return None
        return mask

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The outputs' shape for an input shape, worked out by a trace without numbers."""
        if not isinstance(input_shape, (list, tuple, Mapping)):
            raise DesignError(
                "{shape} is no shape.", fix="Give a tuple of sizes such as (None, 28, 28, 1).",
                where=Where(layer=self.name), shape=repr(input_shape),
            )
        specs = self.compute_output_spec(input_shape)
        return map_structure(lambda spec: TensorShape(spec.shape), specs)

    def compute_output_signature(self, input_signature: Any) -> Any:
        """The outputs' shapes and kinds for values that have `shape` and `dtype`."""
        shapes = map_structure(lambda one: tuple(one.shape), input_signature)
        shapes = self.compute_output_shape(shapes)
        return map_shapes(lambda shape: Spec(TensorShape(shape), self.compute_dtype), shapes)

    def compute_output_spec(self, input_shape: Any, dtype: str = "float32") -> Any:
        tape = Tape(concrete=False)
        with tape:
            inputs = map_shapes(lambda shape: tape.feed(Spec(tuple(shape), dtype)), input_shape)
            results = self._traced((inputs,), {})
        return map_structure(lambda leaf: leaf.spec, results)


@contextmanager
def building(layer: Any):
    """Inside this context weights that are made bear the name of `layer`, below those around it."""
    tape = current_tape()
    if tape is None:
        with Tape(concrete=False), building(layer):
            yield
        return
    tape.contexts.append(CallContext(layer, tape.context.training))
    try:
        yield
    finally:
        tape.contexts.pop()
