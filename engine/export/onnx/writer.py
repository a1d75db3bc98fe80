"""How is an ONNX graph written? Nodes, weights, sizes that stay open, and where channels stand.

A value may be at hand in several forms: as it is; with its channels first, as ONNX's windows want
it; or only as another value that is to be reshaped. Each form is made when somebody asks for it,
so that a chain of convolutions turns its channels once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine.errors import DesignError, Where
from engine.export.onnx.spelling import TABLE
from engine.export.tracing import Sizes, Traces, relation
from engine.tape import Record, Tensor

LONG = np.int64
ELSEWHERE = "Export to Keras, PyTorch or Layerloom's engine instead."


class Writer:
    """One graph in the making."""

    def __init__(self, traces: Traces) -> None:
        from onnx import TensorProto, helper, numpy_helper

        self.helper, self.numpy_helper = helper, numpy_helper
        self.kinds = {
            "float32": TensorProto.FLOAT, "int32": TensorProto.INT32, "bool": TensorProto.BOOL,
            "int64": TensorProto.INT64, "uint64": TensorProto.UINT64, "string": TensorProto.STRING,
            "float64": TensorProto.DOUBLE, "float16": TensorProto.FLOAT16, "int8": TensorProto.INT8,
            "uint8": TensorProto.UINT8, "int16": TensorProto.INT16, "uint16": TensorProto.UINT16,
            "uint32": TensorProto.UINT32,
        }
        self.traces = traces
        self.nodes: list[Any] = []
        self.initializers: dict[str, Any] = {}
        # For each weight of the model which initializers hold it, and how.
        self.origins: dict[int, list[dict[str, Any]]] = {}
        self.names: set[str] = set()
        self.plain: dict[int, str] = {}
        self.first: dict[int, str] = {}
        self.views: dict[int, Tensor] = {}
        # Which axis of which value has these sizes: for shapes that are known only at run time.
        self.axes: dict[Sizes, tuple[Any, int]] = {}
        self.measured: dict[Sizes, str] = {}
        self.casts: dict[tuple[str, str], str] = {}
        self.record: Record | None = None
        # Sets of operators beside ONNX's own that are used, with their versions.
        self.domains: dict[str, int] = {}
        # Operators that came from a file, with the version of ONNX that it spoke.
        self.spoken: list[tuple[Any, int]] = []
        # Values made here, kept so that their ids stay their own; and what somebody reads.
        self.held: list[Tensor] = []
        self.wanted: set[int] = {id(value) for value in traces.leading.outputs}

    def write(self, records: Sequence[Record]) -> None:
        """Spell out records, producers first."""
        self.wanted.update(id(value) for record in records for value in record.inputs)
        for record in records:
            self.record = record
            spelling = TABLE.get(record.op.name)
            if spelling is None:
                raise self.refuse("The operation {operation} has no spelling in ONNX.",
                                  operation=record.op.name)
            self.traces.check(record)
            spelling(self, record)

    # Names and nodes

    def name(self, wanted: str) -> str:
        """A name that nothing else has."""
        wanted = wanted or "value"
        name, count = wanted, 1
        while name in self.names:
            name, count = f"{wanted}_{count}", count + 1
        self.names.add(name)
        return name

    def node(self, kind: str, inputs: Sequence[str], outputs: int = 1, **attributes: Any) -> Any:
        """Add an operator. Returns the name of its result, or the names of several."""
        path = self.record.path if self.record is not None else ""
        name = self.name(f"{path}/{kind}" if path else kind)
        results = [name] if outputs == 1 else [f"{name}:{n}" for n in range(outputs)]
        self.names.update(results)
        made = self.helper.make_node(kind, list(inputs), results, name=name, **attributes)
        self.nodes.append(made)
        return results[0] if outputs == 1 else results

    def weight(
        self, array: Any, variable: Any = None, laid: Mapping[str, Any] | None = None
    ) -> str:
        """A fixed array of the graph. `laid` says how a layer's weight was laid out anew."""
        array = np.asarray(array, order="C")
        is_weight = variable is not None
        key = id(variable) if is_weight else (
            f"constant_{array.dtype}_{array.shape}_{array.tobytes()!r:.80}"
        )
        found = self.initializers.get(key)
        if found is not None and np.array_equal(self.numpy_helper.to_array(found), array):
            return found.name
        unique = self.name(variable.path if is_weight else "constant")
        if is_weight:
            self.origins.setdefault(key, []).append({"initializer": unique, **(laid or {})})
        made = self.numpy_helper.from_array(array, unique)
        self.initializers[key if found is None else unique] = made
        return unique

    def longs(self, values: Any) -> str:
        return self.weight(np.asarray(values, LONG))

    def number(self, value: float, dtype: str = "float32") -> str:
        return self.weight(np.asarray(value, np.int32 if dtype == "int32" else np.float32))

    def attribute(self, record: Record, name: str, dtype: str) -> str | None:
        """A number among the attributes; one that goes with an open size is worked out."""
        found = self.traces.changing(record, name)
        if found is None:
            return self.number(record.attributes[name], dtype)
        size = self.casted(self.node("Squeeze", [self.size(found.size)]), "int64", "float32")
        if found.kind == "over":
            return self.node("Div", [self.number(found.factor), size])
        product = self.node("Mul", [self.number(found.factor), size])
        if found.kind == "times":
            return product
        return self.node("Div", [product, self.node("Sub", [product, self.number(1.0)])])

    # Values

    def put(self, value: Tensor, name: str) -> None:
        """`value` is the result called `name`."""
        self.plain[id(value)] = name
        self.remember(value)

    def put_first(self, value: Tensor, name: str) -> None:
        """`value` with its channels before the places is the result called `name`."""
        self.first[id(value)] = name
        self.remember(value)

    def put_view(self, value: Tensor, of: Tensor) -> None:
        """`value` holds the numbers of `of` in the same order."""
        base = self.views[id(value)] = self.views.get(id(of), of)
        if self.is_first(base) and self.traces.sizes(base) == self.traces.sizes(value):
            self.first[id(value)] = self.first[id(base)]

    def remember(self, value: Tensor) -> None:
        for axis, sizes in enumerate(self.traces.sizes(value)):
            if len(set(sizes)) > 1:
                self.axes.setdefault(sizes, (value, axis))

    def of(self, value: Tensor) -> str:
        """The name of a value as it is."""
        name = self.plain.get(id(value))
        if name is not None:
            return name
        if id(value) in self.first:
            rank = len(value.shape)
            order = [0, *range(2, rank), 1]
            name = self.node("Transpose", [self.first[id(value)]], perm=order)
        elif id(value) in self.views:
            base = self.views[id(value)]
            if self.traces.sizes(base) == self.traces.sizes(value):
                name = self.of(base)
            else:
                name = self.reshaped(self.of(base), self.traces.sizes(base),
                                     self.traces.sizes(value))
        elif value.source == "variable":
            name = self.weight(np.asarray(value.payload.numpy()), value.payload)
        elif value.source == "constant":
            name = self.constant(value)
        else:
            raise self.refuse("{layer} reads data that are no input of the graph.")
        self.plain[id(value)] = name
        self.remember(value)
        return name

    def constant(self, value: Tensor) -> str:
        arrays = self.traces.payloads(value)
        dtype = {"float32": np.float32, "int32": np.int32, "bool": np.bool_}[value.dtype]
        if all(one.shape == arrays[0].shape and np.array_equal(one, arrays[0], equal_nan=True)
               for one in arrays):
            return self.weight(arrays[0].astype(dtype))
        if len({number for one in arrays for number in np.unique(one).tolist()}) == 1:
            base = self.weight(np.asarray(arrays[0].flat[0], dtype))
            return self.node("Expand", [base, self.shape(self.traces.sizes(value))])
        if all(np.array_equal(one, np.tri(*one.shape[-2:])[None]) for one in arrays):
            # Which places stand no later than others: a mask of attention.
            _, rows, columns = (self.places(size) for size in self.traces.sizes(value))
            tall = self.node("Unsqueeze", [rows, self.longs([0, 2])])
            return self.node("GreaterOrEqual", [tall, columns])
        raise self.refuse("{layer} uses a table of numbers that depends on the input's size.")

    def places(self, sizes: Sizes) -> str:
        """0, 1, 2 … up to a size that may be open."""
        count = self.node("Squeeze", [self.size(sizes)])
        return self.node("Range", [self.longs(0), count, self.longs(1)])

    def of_first(self, value: Tensor) -> str:
        """The name of a value with its channels before the places."""
        if id(value) not in self.first:
            rank = len(value.shape)
            order = [0, rank - 1, *range(1, rank - 1)]
            self.first[id(value)] = self.node("Transpose", [self.of(value)], perm=order)
        return self.first[id(value)]

    def is_first(self, value: Tensor) -> bool:
        """Whether a value is at hand only with its channels first."""
        return id(value) in self.first and id(value) not in self.plain

    def cast(self, value: Tensor, dtype: str) -> str:
        """The name of a value as another kind of number."""
        return self.casted(self.of(value), value.dtype, dtype)

    def casted(self, name: str, dtype: str | None, wanted: str | None) -> str:
        if dtype == wanted or None in (dtype, wanted):
            return name
        key = (name, wanted)
        if key not in self.casts:
            self.casts[key] = self.node("Cast", [name], to=self.kinds[wanted])
        return self.casts[key]

    def fixed(self, value: Tensor) -> np.ndarray | None:
        """The numbers of a weight or a constant; None for what is computed."""
        base = self.views.get(id(value), value)
        if base.source == "variable":
            return np.asarray(base.payload.numpy()).reshape(value.shape)
        return base.payload.reshape(value.shape) if base.source == "constant" else None

    def variable(self, value: Tensor) -> Any:
        """The layer's weight that a value is; None for others."""
        base = self.views.get(id(value), value)
        return base.payload if base.source == "variable" else None

    # Sizes

    def size(self, sizes: Sizes) -> str:
        """A row of one number: a size that may be open."""
        if len(set(sizes)) == 1:
            return self.longs([sizes[0]])
        if sizes not in self.measured:
            self.measured[sizes] = self.worked_out(sizes)
        return self.measured[sizes]

    def worked_out(self, sizes: Sizes) -> str:
        if sizes in self.axes:
            return self.axis_size(*self.axes[sizes])
        found = relation(sizes, self.axes)
        if found is None:
            raise self.refuse(
                "{layer} needs a size that cannot be told from the sizes of the input."
            )
        name, *more = map(self.size, found.of)
        for one in more:
            name = self.node("Mul", [name, one])
        if found.times != 1:
            name = self.node("Mul", [name, self.longs([found.times])])
        return self.node("Add", [name, self.longs([found.plus])]) if found.plus else name

    def axis_size(self, value: Tensor, axis: int) -> str:
        if self.is_first(value):
            rank = len(value.shape)
            axis = {0: 0, rank - 1: 1}.get(axis, axis + 1)
            name = self.first[id(value)]
        else:
            name = self.of(value)
        return self.node("Shape", [name], start=axis, end=axis + 1)

    def shape(self, sizes: Sequence[Sizes]) -> str:
        """A row of sizes, some of them open."""
        if all(len(set(one)) == 1 for one in sizes):
            return self.longs([one[0] for one in sizes])
        return self.node("Concat", [self.size(one) for one in sizes], axis=0)

    def reshaped(self, name: str, before: Sequence[Sizes], after: Sequence[Sizes]) -> str:
        """The numbers called `name` laid out anew. Open sizes are kept or follow from the rest."""
        target, unknown = [], []
        for axis, sizes in enumerate(after):
            if len(set(sizes)) == 1:
                target.append(sizes[0])
            elif axis < len(before) and before[axis] == sizes:
                target.append(0)
            else:
                target.append(-1)
                unknown.append(axis)
        if len(unknown) > 1:
            return self.node("Reshape", [name, self.shape(after)])
        if 0 in [sizes[0] for sizes in after if len(set(sizes)) == 1]:
            return self.node("Reshape", [name, self.shape(after)], allowzero=1)
        return self.node("Reshape", [name, self.longs(target)])

    def prune(self, outputs: Sequence[str]) -> None:
        """Leave out nodes and weights that nothing reads."""
        read, kept = set(outputs), []
        for node in reversed(self.nodes):
            if read.isdisjoint(node.output):
                continue
            kept.append(node)
            read.update(node.input)
            for attribute in node.attribute:
                read.update(name for inner in attribute.g.node for name in inner.input)
        self.nodes[:] = kept[::-1]
        self.initializers = {
            key: one for key, one in self.initializers.items() if one.name in read
        }

    # Bodies of loops

    @contextmanager
    def inside(self) -> Iterator[list[Any]]:
        """Nodes that are added meanwhile belong to a loop's body."""
        kept = (self.nodes, dict(self.plain), dict(self.first), dict(self.views),
                dict(self.axes), dict(self.measured), dict(self.casts))
        self.nodes = []
        try:
            yield self.nodes
        finally:
            (self.nodes, self.plain, self.first, self.views, self.axes, self.measured,
             self.casts) = kept

    def info(self, name: str, value: Tensor) -> Any:
        """What a graph says of one of its inputs or outputs."""
        names = {sizes: opening.name for opening in self.traces.openings
                 for sizes in [self.traces.sizes_of_opening(opening)]}
        shape = [sizes[0] if len(set(sizes)) == 1 else names.get(sizes)
                 for sizes in self.traces.sizes(value)]
        return self.helper.make_tensor_value_info(name, self.kinds[value.dtype], shape)

    def refuse(self, what: str, fix: str = "", **values: Any) -> DesignError:
        """A fault of the record that is being written. `{layer}` in the text is its layer."""
        path = self.record.path if self.record is not None else ""
        layer = path.split("/")[-1]
        return DesignError(
            what, fix=fix if fix else ELSEWHERE,
            where=Where(layer=layer or None), layer=layer or self.traces.name, **values,
        )


__all__ = ["Writer"]
