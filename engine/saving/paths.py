"""Where does a layer's state stand in Keras's files? Paths of attributes, as Keras walks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.layers.base import Layer
from engine.layers.core import InputLayer
from engine.layers.holding import NO_HOLDERS, Holder
from engine.layers.naming import snake_case
from engine.training.optimizers import Optimizer

# What Keras has no attribute for, or leaves out.
HIDDEN = {*NO_HOLDERS, "_weights", "_chain", "inputs", "outputs", "loss", "_ready"}
NAMED_AS_THEY_ARE: Mapping[type, str] = {}
# What Keras 3 also has without the underscore, and visits under that name.
PUBLIC_IN_KERAS_3 = {"_query_dense", "_key_dense", "_value_dense", "_output_dense"}


def keeps_state(value: Any) -> bool:
    return isinstance(value, (Holder, Optimizer))


def attributes(holder: Any, newest: bool) -> Iterator[tuple[str, Any]]:
    """Attributes in the order in which Keras visits them.

    tf_keras goes backwards through the alphabet; Keras 3 (`newest`) goes forwards, after a
    model's layers.
    """
    names = {name for name in vars(holder) if name not in HIDDEN}
    names -= getattr(type(holder), "patterns", frozenset())
    is_model = hasattr(holder, "compiled_loss")
    if is_model:
        names |= {"layers", "metrics", "optimizer"}
    elif holder_metrics(holder):
        names.add("metrics")
    known = sorted(names, reverse=not newest)
    if newest and is_model and getattr(holder, "_network", None) is not None:
        known = ["layers", *(name for name in known if name != "layers")]
    for name in known:
        public = newest and name in PUBLIC_IN_KERAS_3
        yield name.removeprefix("_") if public else name, getattr(holder, name)


def holder_metrics(holder: Any) -> list[Any]:
    return list(getattr(holder, "_metrics", ()))


def places(
    root: Any,
    newest: bool = False,
    inner: str = "",
    seen: set[int] | None = None,
    called: Mapping[type, str] = NAMED_AS_THEY_ARE,
) -> Iterator[tuple[str, Any]]:
    """(path, object) for all that has state, each object once.

    `called` tells the names of classes that have another one in the program that reads the file.
    """
    seen = set() if seen is None else seen
    if id(root) in seen:
        return
    seen.add(id(root))
    yield inner, root
    if isinstance(root, Optimizer):
        return
    for name, value in attributes(root, newest):
        path = f"{inner}/{name}" if inner else name
        if keeps_state(value):
            yield from places(value, newest, path, seen, called)
        elif isinstance(value, (list, tuple, Mapping)):
            yield from contained_places(value, newest, path, seen, called)


def contained_places(
    container: Any, newest: bool, inner: str, seen: set[int], called: Mapping[type, str]
) -> Iterator[tuple[str, Any]]:
    """The objects of a list or dict, named after their classes and numbered."""
    items = container.values() if isinstance(container, Mapping) else container
    used: dict[str, int] = {}
    for item in items:
        if not keeps_state(item) or (id(item) in seen and not newest):
            continue
        name = stem(item, called)
        count = used.get(name, -1) + 1
        used[name] = count
        path = f"{inner}/{name}_{count}" if count else f"{inner}/{name}"
        yield from places(item, newest, path, seen, called)


def stem(value: Any, called: Mapping[type, str]) -> str:
    kind = type(value)
    return "input_layer" if kind is InputLayer else snake_case(called.get(kind, kind.__name__))


def own_variables(value: Any) -> list[Any]:
    """An object's own weights, the trainable ones first."""
    if isinstance(value, Optimizer):
        return list(value.variables)
    if isinstance(value, Layer):
        own = value._own()
        return [*(v for v in own if v.trainable), *(v for v in own if not v.trainable)]
    return []
