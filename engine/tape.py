"""What is computed, in which order: symbolic values and the recorded list of operations on them."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np

from engine.errors import DesignError, NeedsNumbers, NeedsRun

DTYPES = ("float32", "int32", "bool")
NUMPY_DTYPES = {"float32": np.float32, "int32": np.int32, "bool": np.bool_}
# Integers are stored as float32, which holds every whole number up to this size exactly.
LARGEST_INTEGER = 2**24
# Kinds of data that no kernel reads: texts, and whole numbers beyond that (see engine.raw).
RAW = ("string", "int64")


@dataclass(frozen=True)
class Spec:
    """The shape and the kind of number of a value. None stands for a size that is not known yet."""

    shape: tuple[int | None, ...]
    dtype: str = "float32"

    @property
    def rank(self) -> int:
        return len(self.shape)


class DType(str):
    """A kind of number as a program for Keras sees it: its name, with TensorFlow's helpers."""

    @property
    def name(self) -> str:
        return str(self)

    @property
    def base_dtype(self) -> DType:
        return self

    @property
    def is_floating(self) -> bool:
        return self == "float32"

    @property
    def is_integer(self) -> bool:
        return self in ("int32", "int64")

    @property
    def is_bool(self) -> bool:
        return self == "bool"

    @property
    def as_numpy_dtype(self) -> type:
        return np.dtype(str(self)).type

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (type, np.dtype)):
            return np.dtype(other).name == str(self)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class TensorShape(tuple):
    """A shape as a program for Keras sees it: a tuple with TensorFlow's helpers."""

    @property
    def rank(self) -> int:
        return len(self)

    ndims = rank

    def __eq__(self, other: object) -> bool:
        return tuple.__eq__(self, tuple(other) if isinstance(other, list) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        return TensorShape(found) if isinstance(key, slice) else found

    def as_list(self) -> list[int | None]:
        return list(self)

    def is_fully_defined(self) -> bool:
        return None not in self

    def num_elements(self) -> int | None:
        return math.prod(map(int, self)) if self.is_fully_defined() else None


def told_shape(known: Sequence[int | None], told: Sequence[int | None] | None) -> TensorShape:
    """A shape with what a program says of it. Raises DesignError where both do not go together."""
    if told is None:
        return TensorShape(known)
    fits = len(known) == len(told) and all(
        a is None or b is None or int(a) == int(b) for a, b in zip(known, told, strict=True)
    )
    if not fits:
        raise DesignError(
            "The shape is said to be {told}, but it is {shape}.",
            told=tuple(told), shape=tuple(known),
        )  # fmt: skip
    return TensorShape(a if b is None else int(b) for a, b in zip(known, told, strict=True))


def dtype_name(dtype: Any) -> str:
    """The stored kind for any NumPy or Keras dtype: float32, int32 or bool; string for texts."""
    if not isinstance(dtype, np.dtype):
        name = getattr(dtype, "name", dtype)
        dtype = np.dtype("U" if name == "string" else name)
    kind = dtype.kind
    return {"f": "float32", "i": "int32", "u": "int32", "b": "bool"}.get(kind, "string")


class Operators:
    """Python's operators on symbolic values and variables, spelled with `engine.ops`.

    The operations register themselves here when they are made (`engine.ops.operators`), since a
    value must be known before an operation can be.
    """

    __array_priority__ = 100
    table: dict[str, Any] = {}

    def __add__(self, other):
        return self.table["add"](self, other)

    def __radd__(self, other):
        return self.table["add"](other, self)

    def __sub__(self, other):
        return self.table["subtract"](self, other)

    def __rsub__(self, other):
        return self.table["subtract"](other, self)

    def __mul__(self, other):
        return self.table["multiply"](self, other)

    def __rmul__(self, other):
        return self.table["multiply"](other, self)

    def __truediv__(self, other):
        return self.table["divide"](self, other)

    def __rtruediv__(self, other):
        return self.table["divide"](other, self)

    def __floordiv__(self, other):
        return self.table["floor_divide"](self, other)

    def __rfloordiv__(self, other):
        return self.table["floor_divide"](other, self)

    def __mod__(self, other):
        return self.table["mod"](self, other)

    def __rmod__(self, other):
        return self.table["mod"](other, self)

    def __pow__(self, other):
        return self.table["power"](self, other)

    def __rpow__(self, other):
        return self.table["power"](other, self)

    def __matmul__(self, other):
        return self.table["matmul"](self, other)

    def __rmatmul__(self, other):
        return self.table["matmul"](other, self)

    def __neg__(self):
        return self.table["negative"](self)

    def __abs__(self):
        return self.table["abs"](self)

    def __lt__(self, other):
        return self.table["less"](self, other)

    def __le__(self, other):
        return self.table["less_equal"](self, other)

    def __gt__(self, other):
        return self.table["greater"](self, other)

    def __ge__(self, other):
        return self.table["greater_equal"](self, other)

    def __eq__(self, other):
        """Element by element, as in TensorFlow; with anything that is no value, identity."""
        return self.table["equal"](self, other) if is_comparable(other) else NotImplemented

    def __ne__(self, other):
        return self.table["not_equal"](self, other) if is_comparable(other) else NotImplemented

    # Values and variables are told apart by which they are, in tables too.
    __hash__ = object.__hash__

    def __and__(self, other):
        return self.table["logical_and"](self, other)

    def __or__(self, other):
        return self.table["logical_or"](self, other)

    def __invert__(self):
        return self.table["logical_not"](self)

    def __getitem__(self, key):
        return self.table["getitem"](self, key)

    @property
    def ndim(self) -> int:
        return len(self.shape)


def is_comparable(value: Any) -> bool:
    """Whether a value is compared element by element: numbers and what holds numbers."""
    return isinstance(value, (bool, int, float, np.ndarray, np.generic, Operators, list, tuple))


class KerasHistory(NamedTuple):
    """A layer, the number of its call, and the number of the output."""

    layer: Any
    node_index: int
    tensor_index: int


class Tensor(Operators):
    """A symbolic value: what it looks like and where it comes from.

    `source` is "record" for the result of an operation, "feed" for data given at each run,
    "constant" for a fixed array, "variable" for a weight's value at the start of the run and
    "graph" for a value between two layers of a model that is being put together.
    """

    # Whether a program may ask for its numbers at any time (see engine.recording).
    has_numbers: ClassVar[bool] = False

    def __init__(self, shape, dtype="float32", source="record", payload=None, tape=None):
        self.shape = shape if type(shape) is TensorShape else TensorShape(shape)
        self.dtype = dtype if type(dtype) is DType else DType(dtype)
        self.source = source
        self.payload = payload
        self.tape = tape
        self.record: Record | None = None
        self.index = 0
        self.history: tuple[Any, int] | None = None
        self._keras_mask: Tensor | None = None
        self.name: str | None = None

    @property
    def spec(self) -> Spec:
        return Spec(self.shape, self.dtype)

    def set_shape(self, shape: Sequence[int | None] | None) -> None:
        """What a program knows of the shape. Raises DesignError where it cannot be."""
        self.shape = told_shape(self.shape, shape)

    @property
    def _keras_history(self) -> KerasHistory:
        """Which call of which layer made a value between layers, as Keras tells it."""
        if self.history is None:
            raise AttributeError("Only a value between layers has a history.")
        call, index = self.history
        return KerasHistory(call.layer, call.index, index)

    @property
    def op(self):
        """The operation that computed this value, or None for data and weights."""
        return self.record.op if self.record is not None else None

    def __repr__(self) -> str:
        return f"<Tensor shape={self.shape} dtype={self.dtype} from {self.op or self.source}>"

    def __bool__(self) -> bool:
        raise NeedsRun(
            "A value is neither True nor False while a layer's call is traced.",
            fix="Use engine.ops.where (tf.where) to choose between two values.",
        )

    def __len__(self) -> int:
        if not self.shape or self.shape[0] is None:
            raise NeedsNumbers("The length of this value is not known.")
        return self.shape[0]

    def __iter__(self):
        return (self[index] for index in range(len(self)))

    def __array__(self, dtype=None, copy=None):
        found = self.table["known"](self)
        if found is not None:
            return np.asarray(found, dtype)
        raise NeedsNumbers(
            "A value has no numbers while a layer's call is traced, so NumPy cannot use it.",
            fix="Use engine.ops instead.",
        )

    def __float__(self) -> float:
        return float(np.asarray(self))

    def __int__(self) -> int:
        return int(np.asarray(self))

    def __index__(self) -> int:
        return np.asarray(self).__index__()


@dataclass(eq=False)
class Record:
    """One recorded operation: SSA form, so every output is written once."""

    op: Any
    inputs: tuple[Tensor, ...]
    attributes: dict[str, Any]
    outputs: tuple[Tensor, ...]
    path: str = ""
    # How often it runs: above 1 where a tape without numbers records one step of a loop for all.
    times: int = 1


@dataclass(eq=False)
class HostStep:
    """Feeds that a function makes out of other data of the batch, before the kernels run."""

    function: Callable[..., Iterable[Any]]
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]


@dataclass
class CallContext:
    """What an enclosing layer's call hands to the layers that it calls."""

    layer: Any = None
    training: bool | None = None


_active = threading.local()


def current_tape() -> Tape | None:
    """The tape that records in this thread, or None."""
    stack = getattr(_active, "stack", None)
    return stack[-1] if stack else None


@contextmanager
def outside_tapes():
    """Inside this context operations run on arrays at once, though a tape may be recording."""
    if not hasattr(_active, "stack"):
        _active.stack = []
    _active.stack.append(None)
    try:
        yield
    finally:
        _active.stack.pop()


# Tapes that were recorded while a program runs and whose assignments no run has stored yet.
unfinished: list[Any] = []


def settle() -> None:
    """Store what recorded programs have assigned: somebody wants to see it."""
    while unfinished:
        unfinished.pop(0).compute()


@dataclass(eq=False)
class Tape:
    """The list of operations that a traced function performs.

    `concrete` tapes know every size and can be planned and run; the others only work out shapes.
    A `written` one is to become a program and is not run here: a function that is repeated over
    a sequence is one record (see engine.ops.scan) instead of being laid out step by step.
    """

    concrete: bool = True
    written: bool = False
    # Whether a program runs meanwhile and may ask for numbers (see engine.recording).
    at_once: ClassVar[bool] = False
    value_type: ClassVar[type[Tensor]] = Tensor
    records: list[Record] = field(default_factory=list)
    feeds: list[Tensor] = field(default_factory=list)
    host_steps: list[HostStep] = field(default_factory=list)
    losses: list[Tensor] = field(default_factory=list)
    metrics: list[tuple[Any, Tensor]] = field(default_factory=list)
    contexts: list[CallContext] = field(default_factory=lambda: [CallContext()])
    # What the host does before each run, such as writing the learning rate of the step.
    before_run: list[Callable[[], None]] = field(default_factory=list)
    # How often each name was given to a layer that was made here; None where that counts with
    # the whole process.
    names: dict[str, int] | None = field(default_factory=dict)

    def __post_init__(self):
        self.variables: dict[int, tuple[Any, Tensor]] = {}
        self.values: dict[int, Tensor] = {}
        self.assigned: dict[int, tuple[Any, Tensor]] = {}
        self.constants: dict[Any, Tensor] = {}
        self.streams = 0
        self.times = 1
        self.watched: dict[int, tuple[Any, Any]] = {}
        # What is said after each run: values, and how they are joined (see engine.tensors.print).
        self.said: list[tuple[tuple[Any, ...], dict[str, Any]]] | None = None
        # What layers keep from one of their calls to the next, such as dropout masks.
        self.kept: dict[Any, Any] = {}

    def __enter__(self) -> Tape:
        if not hasattr(_active, "stack"):
            _active.stack = []
        _active.stack.append(self)
        return self

    def __exit__(self, *_):
        _active.stack.pop()

    def release(self) -> None:
        """Let go of what was recorded: tape and values hold each other. Nobody asks it any more."""
        for record in self.records:
            vars(record).clear()
        vars(self).clear()

    @property
    def context(self) -> CallContext:
        return self.contexts[-1]

    @property
    def path(self) -> str:
        """Names of the layers whose calls are open, outermost first."""
        return "/".join(c.layer.name for c in self.contexts if c.layer is not None)

    def feed(self, spec: Spec, name: str | None = None) -> Tensor:
        """A place for data that is given anew at each run."""
        tensor = self.value_type(spec.shape, spec.dtype, "feed", tape=self)
        tensor.name = name
        self.feeds.append(tensor)
        return tensor

    def host_step(
        self, function: Callable, inputs: Sequence[Tensor], specs: Iterable[Spec]
    ) -> tuple[Tensor, ...]:
        """Feeds that `function` makes of the inputs' arrays (see engine.raw.on_host)."""
        kind = self.value_type
        outputs = tuple(kind(spec.shape, spec.dtype, "feed", tape=self) for spec in specs)
        self.host_steps.append(HostStep(function, tuple(inputs), outputs))
        return outputs

    def constant(self, value: Any, dtype: str | None = None) -> Tensor:
        """A fixed array; equal small ones are kept once."""
        array = np.asarray(value)
        kind = dtype or dtype_name(array.dtype)
        stored = np.ascontiguousarray(array, np.float32).reshape(array.shape)
        key = (stored.tobytes(), stored.shape, kind) if stored.size <= 64 else id(value)
        if key not in self.constants:
            tensor = self.value_type(array.shape, kind, "constant", stored, self)
            # The array is kept beside its tensor so that its id stays its own.
            tensor.original = value
            self.constants[key] = tensor
        return self.constants[key]

    def read(self, variable: Any) -> Tensor:
        """The variable's value at this point of the tape."""
        key = id(variable)
        if key not in self.values:
            tensor = self.value_type(variable.shape, variable.dtype, "variable", variable, self)
            self.variables[key] = (variable, tensor)
            self.values[key] = tensor
        return self.values[key]

    def assign(self, variable: Any, value: Tensor) -> None:
        """The variable holds `value` from here on; it is stored when the run ends."""
        self.values[id(variable)] = value
        self.assigned[id(variable)] = (variable, value)

    @contextmanager
    def repeated(self, times: int):
        """Inside this context a record stands for as many."""
        before, self.times = self.times, self.times * times
        try:
            yield
        finally:
            self.times = before

    @property
    def multiply_adds(self) -> int:
        """How many numbers the records multiply and add up: see `Op.multiply_adds`."""
        return sum(record.op.multiply_adds(record) * record.times for record in self.records)

    def stream(self) -> int:
        """A number for the next independent source of random numbers."""
        self.streams += 1
        return self.streams

    def append(
        self, op: Any, inputs: Sequence[Tensor], attributes: dict[str, Any], specs: Iterable[Spec]
    ) -> tuple[Tensor, ...]:
        """Record one operation. Returns its output values."""
        outputs = tuple(self.value_type(spec.shape, spec.dtype, tape=self) for spec in specs)
        record = Record(op, tuple(inputs), attributes, outputs, self.path, self.times)
        for index, tensor in enumerate(outputs):
            tensor.record, tensor.index = record, index
        self.records.append(record)
        return outputs


def depends_on(records: Sequence[Record], sources: Iterable[Tensor]) -> set[int]:
    """The ids of all values that are computed from `sources`, these included."""
    reached = {id(tensor) for tensor in sources}
    for record in records:
        if any(id(tensor) in reached for tensor in record.inputs):
            reached.update(id(tensor) for tensor in record.outputs)
    return reached


def gradients(
    tape: Tape, target: Tensor, sources: Sequence[Tensor], seed: Tensor | None = None
) -> list[Tensor | None]:
    """Reverse mode: d target / d source for each source, recorded on the same tape.

    `seed` is the gradient that arrives at `target` (ones when left out). A source that `target`
    does not depend on gets None.
    """
    add = Operators.table["add"]
    records = list(tape.records)
    wanted = depends_on(records, sources)
    arriving: dict[int, Tensor] = {}
    if id(target) in wanted:
        arriving[id(target)] = (
            seed if seed is not None else tape.constant(np.ones(target.shape, np.float32))
        )
    for record in reversed(records):
        incoming = [arriving.get(id(tensor)) for tensor in record.outputs]
        if all(gradient is None for gradient in incoming):
            continue
        wants = tuple(id(tensor) in wanted for tensor in record.inputs)
        if not any(wants):
            continue
        for tensor, wants_it, gradient in zip(
            record.inputs, wants, record.op.gradient(record, incoming, wants), strict=True
        ):
            if wants_it and gradient is not None:
                known = arriving.get(id(tensor))
                arriving[id(tensor)] = gradient if known is None else add(known, gradient)
    return [arriving.get(id(source)) for source in sources]
