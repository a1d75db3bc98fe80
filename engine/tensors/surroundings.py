"""What of TensorFlow's surroundings do programs touch? Devices, scopes, branches; one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

from engine import settings
from engine.tensors.making import _valued, constant


@contextmanager
def name_scope(name: str) -> Iterator[str]:
    yield f"{name}/"


def device(device_name: Any) -> Any:
    """Everything runs on the processor, whatever device is named."""
    return nullcontext()


def control_dependencies(control_inputs: Any) -> Any:
    """What is written first runs first."""
    return nullcontext()


init_scope = nullcontext


def cond(pred: Any, true_fn: Callable, false_fn: Callable, name: str | None = None) -> Any:
    """One of two functions' results, by a truth value that is known."""
    return true_fn() if bool(_valued(pred)) else false_fn()


def while_loop(cond: Callable, body: Callable, loop_vars: Any, **_: Any) -> Any:
    """`body` of the variables as long as `cond` of them holds."""
    state = loop_vars
    while bool(cond(*state)):
        found = body(*state)
        state = type(loop_vars)(found) if isinstance(found, (list, tuple)) else [found]
    return state


def py_function(func: Callable, inp: Any, Tout: Any = None, name: str | None = None) -> Any:
    """A Python function of values."""
    found = func(*inp)
    several = isinstance(found, (list, tuple))
    return [constant(one) for one in found] if several else constant(found)


numpy_function = py_function


def list_physical_devices(device_type: str | None = None) -> list[Any]:
    found = SimpleNamespace(name="/physical_device:CPU:0", device_type="CPU")
    return [found] if device_type in (None, "CPU") else []


def _nothing(*_: Any, **__: Any) -> None:
    """Settings that have no meaning on one machine without graphs."""


config = SimpleNamespace(
    list_physical_devices=list_physical_devices,
    list_logical_devices=list_physical_devices,
    run_functions_eagerly=lambda run_eagerly: settings.put("functions_at_once", bool(run_eagerly)),
    functions_run_eagerly=lambda: settings.get("functions_at_once"),
    set_visible_devices=_nothing,
    set_soft_device_placement=_nothing,
    experimental=SimpleNamespace(
        list_physical_devices=list_physical_devices,
        set_memory_growth=_nothing,
        set_visible_devices=_nothing,
    ),
)
__all__ = [
    "cond", "config", "control_dependencies", "device", "init_scope", "name_scope",
    "numpy_function", "py_function", "while_loop",
]  # fmt: skip
