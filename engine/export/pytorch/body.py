"""What is written into one class of a program? Its modules, its forward, and where weights go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from engine.errors import DesignError, Where
from engine.export.python import WIDTH, Names, identifier

LONGEST = 32
# Names that an nn.Module has already.
MODULE_NAMES = (
    "forward", "train", "eval", "parameters", "buffers", "modules", "children", "state_dict",
    "load_state_dict", "named_parameters", "named_modules", "named_children", "named_buffers",
    "register_buffer", "register_parameter", "register_module", "add_module", "apply", "to",
    "type", "half", "double", "float", "bfloat16", "cpu", "cuda", "xpu", "ipu", "mtia", "training",
    "zero_grad", "requires_grad_", "share_memory", "extra_repr", "compile", "get_parameter",
    "get_buffer", "get_submodule", "set_submodule", "dump_patches", "call_super_init",
    "to_empty", "get_extra_state", "set_extra_state", "penalty", "masks",
)  # fmt: skip


@dataclass
class Value:
    """What a value of the graph is in the program.

    `shape` is Keras's; where `turned` the program has the channels behind the batch instead of
    last, which may change while a class is written. `mask` is the variable that says which steps
    count.
    """

    text: str
    shape: tuple[int | None, ...]
    turned: bool = False
    mask: str | None = None

    @property
    def rank(self) -> int:
        return len(self.shape)

    def axis(self, axis: int) -> int:
        """Where one of Keras's axes lies in the program."""
        axis = axis % self.rank
        if not self.turned or axis == 0:
            return axis
        return 1 if axis == self.rank - 1 else axis + 1

    def axes(self, axes: Sequence[int]) -> str:
        """Several axes as the argument `dim`."""
        places = sorted(self.axis(axis) for axis in axes)
        return str(places[0]) if len(places) == 1 else f"({', '.join(map(str, places))})"

    def like(self, text: str, **changes: Any) -> Value:
        """Another value of the same shape and layout; a mask goes along."""
        return replace(self, text=text, **changes)


@dataclass(frozen=True)
class Kept:
    """Which of the model's weights a parameter is: its axes in torch's order, then as bent.

    `bend` does what turning the axes does not: it takes and gives an array. What `reaches` torch
    then is the weight "whole" (its numbers, perhaps in another order along an axis), "laid out"
    over other axes, or some of it is "lost" because nothing depends on it.
    """

    variable: Any
    order: tuple[int, ...] | None = None
    bend: Callable[[np.ndarray], np.ndarray] | None = None
    reaches: str = "whole"

    def array(self) -> np.ndarray:
        values = np.asarray(self.variable.numpy(), np.float32)
        if self.order is not None:
            values = values.transpose(self.order)
        if self.bend is not None:
            values = self.bend(values)
        return np.ascontiguousarray(values)


@dataclass(frozen=True)
class Zeros:
    """A parameter that torch has and Keras has not: it holds zeros and is not trained."""

    shape: tuple[int, ...]

    def array(self) -> np.ndarray:
        return np.zeros(self.shape, np.float32)


@dataclass(frozen=True)
class Count:
    """torch's count of the batches that a normalization has seen, which nothing reads here."""

    def array(self) -> np.ndarray:
        return np.zeros((), np.int64)


@dataclass(frozen=True)
class Fixed:
    """A table of numbers that is no weight of the model: it lies in the file, and never changes."""

    values: np.ndarray

    def array(self) -> np.ndarray:
        return np.ascontiguousarray(self.values, np.float32)


Weights = Mapping[str, Kept | Zeros | Count | Fixed]


@dataclass
class Body:
    """One class: the lines of its ``__init__`` and of its ``forward``, and its weights."""

    program: Any
    names: Names = field(default_factory=lambda: Names(MODULE_NAMES))
    variables: Names = field(default_factory=Names)
    modules: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    weights: dict[str, Kept | Zeros | Count | Fixed] = field(default_factory=dict)
    made: dict[tuple[int, str], str] = field(default_factory=dict)
    texts: dict[tuple[int, str], str] = field(default_factory=dict)
    # Modules that stay as they are while the rest is trained.
    resting: list[str] = field(default_factory=list)
    # The names under which inner layers appear: those of the wrappers around them.
    aliases: dict[int, str] = field(default_factory=dict)
    # The layer whose call is being written, and the variable wanted for its result.
    target_of: tuple[Any, str] = (None, "")
    # What turns a table's columns into arguments, where feature columns enter this class.
    encoder: Any = None
    penalizes: bool = False
    where: str = ""

    def attribute(self, layer: Any, suffix: str = "") -> str:
        """A name for a module or a parameter of a layer."""
        base = identifier(self.aliases.get(id(layer), layer.name))[:LONGEST].strip("_")
        return self.names.take(f"{base}_{suffix}" if suffix else base)

    def module(
        self, layer: Any, text: str, weights: Weights | None = None, suffix: str = ""
    ) -> str:
        """``self.name`` of a layer's module, made once however often the layer is called."""
        key = (id(layer), suffix)
        if key in self.made and self.texts[key] != text:
            raise two_ways(layer)
        if key not in self.made:
            name = self.attribute(layer, suffix)
            self.made[key], self.texts[key] = f"self.{name}", text
            self.modules.append(f"self.{name} = {text}")
            self.hold_all(layer, name, weights or {})
        return self.made[key]

    def hold_all(self, layer: Any, name: str, weights: Weights) -> None:
        """Note that the module `name` holds these weights of a layer, by their paths inside it."""
        module = attribute("self", name)
        for parameter, kept in weights.items():
            self.weights[f"{name}.{parameter}"] = kept
            if isinstance(kept, Kept):
                self.program.hold(kept.variable, self, name, layer)
            if isinstance(kept, Zeros):
                held = attribute(module, parameter)
                self.modules.append(f"nn.init.zeros_({held}).requires_grad_(False)")
        self.program.own(layer, self, weights)
        self.modules += self.frozen(module, weights)

    def frozen(self, module: str, weights: Weights) -> list[str]:
        """Lines that keep weights from being trained which the model does not train."""
        learnable = {
            name: self.program.learns(kept.variable)
            for name, kept in weights.items()
            if isinstance(kept, Kept) and kept.variable.trainable
        }
        if not any(learnable.values()):
            return [f"{module}.requires_grad_(False)"] if learnable else []
        return [
            f"{attribute(module, name)}.requires_grad_(False)"
            for name, learns in learnable.items()
            if not learns
        ]

    def as_it_is(self) -> Callable[[], None]:
        """What brings the class back to how it is now, after a spelling that broke off."""
        kept = {one.name: copied(getattr(self, one.name)) for one in fields(self)}
        shared = self.program.as_it_is()

        def restore() -> None:
            for name, value in kept.items():
                setattr(self, name, value)
            shared()

        return restore

    def assign(self, wanted: str, text: str) -> str:
        """A new variable that holds an expression."""
        name = self.variables.take(identifier(wanted)[:LONGEST].strip("_"))
        self.lines.append(f"{name} = {text}")
        return name

    def unpack(self, names: Sequence[str], text: str) -> None:
        """Several variables for what an expression gives, in two lines where one is too long."""
        together = ", ".join(names)
        if len(together) + len(text) + 11 > WIDTH:
            text = self.assign("results", text)
        self.lines.append(f"{together} = {text}")

    def target(self, layer: Any) -> str:
        """The variable for a layer's result; in a chain all of them are x."""
        of, wanted = self.target_of
        if of is layer and wanted == "x":
            return "x"
        return self.variables.take(wanted if of is layer else identifier(layer.name)[:LONGEST])

    def first(self, value: Value) -> Value:
        """The value with its channels behind the batch, as torch's convolutions take it."""
        if not value.turned and value.rank > 2:
            order = (0, value.rank - 1, *range(1, value.rank - 1))
            self._reorder(value, order, "channels first")
        return value

    def last(self, value: Value) -> Value:
        """The value with its axes in Keras's order."""
        if value.turned:
            self._reorder(value, (0, *range(2, value.rank), 1), "channels last")
        return value

    def _reorder(self, value: Value, order: Sequence[int], remark: str) -> None:
        text = permuted(value.text, order)
        if value.text.isidentifier():
            self.lines.append(f"{value.text} = {text}  # {remark}")
        else:
            value.text = text
        value.turned = not value.turned

    def settled(self, value: Value, wanted: str = "x") -> Value:
        """The value as a variable, where it is an expression."""
        if value.text.isidentifier():
            return value
        return replace(value, text=self.assign(wanted, value.text))

    def refuse(self, what: str, fix: str = "", **values: Any) -> DesignError:
        return DesignError(what, fix=fix, where=Where(layer=self.where or None), **values)


def two_ways(layer: Any) -> DesignError:
    """The error for a layer whose calls need different modules."""
    return DesignError(
        "{layer} is called in two ways that need different modules in PyTorch, which cannot share "
        "its weights.",
        fix="Call it in one of the two ways.",
        where=Where(layer=layer.name),
        layer=layer.title,
    )


def copied(value: Any) -> Any:
    """What a collection holds now; anything else as it is."""
    if isinstance(value, Names):
        made = Names()
        made.taken = set(value.taken)
        return made
    return type(value)(value) if isinstance(value, (list, dict, set)) else value


def attribute(owner: str, path: str) -> str:
    """A parameter's path in the state_dict as an expression."""
    for part in path.split("."):
        owner += f"[{part}]" if part.isdigit() else f".{part}"
    return owner


def permuted(text: str, order: Sequence[int]) -> str:
    """An expression with its axes in another order."""
    moved = [place for place, axis in enumerate(order) if place != axis]
    if not moved:
        return text
    if len(moved) == 2:
        return f"{text}.transpose({moved[0]}, {moved[1]})"
    return f"{text}.permute({', '.join(map(str, order))})"
