"""How is an ONNX graph read as layers? Operator by operator, whatever layout its values have.

Programs that keep channels first write windows as they are; programs that keep them last put a
transposition before and after each. Such a transposition makes no layer: the value is noted as
"seen with channels first", and a window that takes it becomes a layer with channels last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.export.onnx import origin
from engine.importing.configs import network_of, plain
from engine.importing.onnx_shapes import Sizes
from engine.importing.values import Network, Part, Source

LARGEST_FILE = 2 * 2**30
MOST_NODES = 50_000
# Of an operator that is not known so many numbers of an array are kept.
MOST_KEPT = 4096


@dataclass(frozen=True)
class Value:
    """A value of the graph: which part makes it, and how the graph sees it.

    `view` is "" for a value as the part makes it; "first" where the graph sees its channels
    first; "time" where it sees its steps before the batch; "rows" and "turned" for what a
    recurrent operator gives before its directions are put together. `flipped` is whether the
    steps run the other way round than in the part, `way` which direction of two was picked.
    """

    source: Source
    rank: int | None = None
    view: str = ""
    flipped: bool = False
    shape: tuple[int | None, ...] | None = None
    way: int | None = None


class Unreadable(Exception):
    """An operator is used in a way for which there is no layer."""


Reading = Callable[["Reader", Any], None]
TABLE: dict[str, Reading] = {}
# Set by the room that computes what is no layer.
FALLBACK: dict[str, Reading] = {}


def reads(*kinds: str) -> Callable[[Reading], Reading]:
    """Enter `read(reader, node)` as the meaning of operators."""

    def enter(read: Reading) -> Reading:
        for kind in kinds:
            TABLE[kind] = read
        return read

    return enter


class Reader:
    """One graph while it is read."""

    def __init__(self, graph: Any) -> None:
        from onnx import numpy_helper

        self.graph = graph
        self.arrays: dict[str, np.ndarray] = {
            one.name: numpy_helper.to_array(one) for one in graph.initializer
        }
        self.values: dict[str, Value] = {}
        self.parts: list[Part] = []
        self.weights: dict[str, list[np.ndarray]] = {}
        self.names: set[str] = set()
        self.remarks: list[DesignError] = []
        self.readers: dict[str, list[Any]] = {}
        for node in graph.node:
            for name in node.input:
                self.readers.setdefault(name, []).append(node)
        self.ends = {one.name for one in graph.output}
        # Results that an operator before has made already, such as the sum with a bias.
        self.done: set[str] = set()
        # Results that are sizes, and arrays of zeros.
        self.sizes: set[str] = set()
        # The shapes of all values for two sizes of a batch: what differs goes with the batch.
        self.twice: Sequence[Sizes] = ()
        self.zeros: set[str] = set()
        # The last states of the directions of a walk, where there are two.
        self.ends_of: dict[str, tuple[Source, ...]] = {}
        # The values that hold the steps of both directions.
        self.ways: set[str] = set()
        # Arrays that stand once for each sample.
        self.batched: dict[str, np.ndarray] = {}
        self.to_array = numpy_helper.to_array

    def read(self, name: str) -> Network:
        self.add_inputs()
        for node in self.graph.node:
            if node.op_type == "Constant" or self.done.issuperset(node.output):
                continue
            # What a graph inside a node reads is not told among its inputs.
            if not has_graph(node) and (self.is_size(node) or self.is_fixed(node)):
                continue
            before, self.kept_values = len(self.parts), dict(self.values)
            try:
                reading = TABLE.get(node.op_type)
                if reading is None:
                    raise Unreadable
                reading(self, node)
            except (Unreadable, KeyError, IndexError, ValueError, TypeError):
                self.undo(before)
                self.compute(node, before)
        outputs = [self.source_of(one.name) for one in self.graph.output]
        return Network(name, tuple(self.parts), tuple(outputs), self.weights,
                       tuple(self.remarks))

    def compute(self, node: Any, before: int) -> None:
        """A node for which there is no layer: as operations of the engine, or inert."""
        try:
            FALLBACK["compute"](self, node)
        except (Unreadable, KeyError, IndexError, ValueError, TypeError):
            self.undo(before)
            self.add_unknown(node)

    def undo(self, before: int) -> None:
        """Take back the parts of a node that turned out not to be readable."""
        for part in self.parts[before:]:
            self.names.discard(part.name)
            self.weights.pop(part.name, None)
        del self.parts[before:]
        gone = [name for name, value in self.values.items() if value.source.part >= before]
        for name in gone:
            del self.values[name]
        self.values.update({name: value for name, value in self.kept_values.items()
                            if name in gone and value.source.part < before})

    def source_of(self, name: str) -> Source:
        """What makes a result of the graph; the value as it is where it cannot be turned."""
        try:
            return self.plain(name)
        except Unreadable:
            return self.of(name).source

    def add_constants(self) -> None:
        for node in self.graph.node:
            if node.op_type == "Constant":
                self.add_constant(node)

    def add_constant(self, node: Any) -> None:
        value = attribute(node, "value")
        if value is not None:
            self.arrays[node.output[0]] = self.to_array(value)
            return
        for name, dtype in (("value_float", np.float32), ("value_floats", np.float32),
                            ("value_int", np.int64), ("value_ints", np.int64)):
            value = attribute(node, name)
            if value is not None:
                self.arrays[node.output[0]] = np.asarray(value, dtype)

    def add_inputs(self) -> None:
        from onnx import TensorProto

        whole = (TensorProto.INT32, TensorProto.INT64)
        for one in self.graph.input:
            if one.name in self.arrays:
                continue
            kind = one.type.tensor_type
            shape = [d.dim_value if d.HasField("dim_value") else None for d in kind.shape.dim]
            shape = [size if size and size > 0 else None for size in shape]
            if not shape:
                raise DesignError("The input {name} has no shape.", name=one.name,
                                  fix="Save the model again with the shapes of its inputs.")
            # A first size of 1 is what exporters write that were shown one sample.
            parameters: dict[str, Any] = {"shape": shape[1:]}
            if kind.elem_type in whole:
                parameters["dtype"] = "int32"
            self.put(one.name, Part(self.name(one.name), "Input", parameters),
                     shape=(None, *shape[1:]))

    # What is no layer

    def is_size(self, node: Any) -> bool:
        """Whether a node only works out sizes, or fills an array of zeros of such a size."""
        if node.op_type != "Shape":
            given = [name for name in node.input if name]
            if not any(name in self.sizes for name in given) or not all(
                name in self.sizes or name in self.arrays for name in given
            ):
                return False
        self.sizes.update(node.output)
        if any(name in self.zeros for name in node.input):
            self.zeros.update(node.output)
        fills = node.op_type == "ConstantOfShape" or (
            node.op_type == "Expand" and node.input[0] in self.arrays
        )
        if fills:
            fill = attribute(node, "value")
            told = self.arrays.get(node.input[0]) if node.op_type == "Expand" else (
                None if fill is None else self.to_array(fill)
            )
            if told is None or not np.any(told):
                self.zeros.update(node.output)
            elif self.counted(node.output[0]):
                # Once for each sample: what it is joined with tells how many there are.
                self.batched[node.output[0]] = self.counted(node.output[0])[0][:1]
        return True

    def counted(self, name: str) -> tuple[np.ndarray, ...]:
        """The numbers of a size for both batches; none where they are not known."""
        found = tuple(sizes.numbers.get(name) for sizes in self.twice)
        return () if any(one is None for one in found) else found

    def is_fixed(self, node: Any) -> bool:
        """Whether a node works on fixed arrays only: its result is one as well."""
        from onnx.reference import ReferenceEvaluator

        given = [name for name in node.input if name]
        if not given or not all(name in self.arrays for name in given):
            return False
        if sum(self.arrays[name].size for name in given) > 1_000_000 or node.op_type == "Identity":
            return False
        try:
            found = ReferenceEvaluator(node).run(None, {name: self.arrays[name] for name in given})
        except Exception:  # whatever an operator of a foreign file may raise
            return False
        self.arrays.update(zip(node.output, found, strict=False))
        return True

    # Parts

    def name(self, wanted: str) -> str:
        """A name after the layer that a node belongs to; paths lose their operator."""
        wanted = wanted.strip("/").replace(":", "_") or "layer"
        name, count = wanted, 1
        while name in self.names:
            name, count = f"{wanted}_{count}", count + 1
        self.names.add(name)
        return name

    def layer_name(self, node: Any) -> str:
        """What the node's layer was called: "model/conv2d/Conv" and "/layer1/Conv" tell it."""
        path = [step for step in node.name.split("/") if step]
        if len(path) > 1 and path[-1].split("_")[0].lower().startswith(node.op_type.lower()):
            path = path[:-1]
        name = path[-1] if path else node.op_type.lower()
        return f"{node.op_type.lower()}_{name}" if name.isdecimal() else name

    def put(
        self, result: str, part: Part, weights: Sequence[np.ndarray] = (), output: int = 0,
        **more: Any,
    ) -> Value:
        """Add a part; its output is the value called `result`."""
        self.parts.append(part)
        if weights:
            self.weights[part.name] = [np.ascontiguousarray(one) for one in weights]
        value = Value(Source(len(self.parts) - 1, output), **more)
        if result:
            self.values[result] = value
        return value

    def layer(
        self, node: Any, type_: str, parameters: Mapping[str, Any], sources: Sequence[Source],
        weights: Sequence[np.ndarray] = (), **more: Any,
    ) -> Value:
        """Add a layer for a node; its first output is the node's."""
        part = Part(
            self.name(self.layer_name(node)), type_, dict(parameters), dict(enumerate(sources))
        )
        return self.put(node.output[0], part, weights, **more)

    def add_unknown(self, node: Any) -> None:
        """A node without a meaning: its name, attributes and wires stay."""
        from onnx import helper

        attributes: dict[str, Any] = {}
        for one in node.attribute:
            value = helper.get_attribute_value(one)
            attributes[one.name] = self.kept(value)
        for name in node.input:
            if name in self.arrays:
                given = attributes.setdefault("given", {})
                given[name] = self.kept(self.arrays[name])
        sources = []
        for name in node.input:
            try:
                sources.append(self.plain(name))
            except (Unreadable, KeyError):
                continue
        shapes = [self.told.get(name) for name in node.output]
        part = Part(
            self.name(self.layer_name(node)), "", {}, dict(enumerate(sources)),
            class_name=node.op_type, attributes=attributes,
            output_shapes=[list(shape) for shape in shapes] if all(shapes) else (),
        )
        self.parts.append(part)
        for place, name in enumerate(node.output):
            self.values[name] = Value(Source(len(self.parts) - 1, place),
                                      shape=self.told.get(name))

    def kept(self, value: Any) -> Any:
        """An attribute as a drawing can hold it; of large arrays only the kind and the shape."""
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        if isinstance(value, (list, tuple)):
            return [self.kept(item) for item in value]
        if isinstance(value, np.ndarray):
            told: dict[str, Any] = {"dtype": value.dtype.name, "shape": list(value.shape)}
            if value.size <= MOST_KEPT:
                told["values"] = plain(value.ravel().tolist())
            return told
        if isinstance(value, (int, float, str)):
            return plain(value)
        return self.kept(self.to_array(value)) if hasattr(value, "dims") else str(value)[:1000]

    @property
    def told(self) -> Mapping[str, tuple[int | None, ...]]:
        """The shapes that the graph itself tells, after the official inference."""
        if not hasattr(self, "_told"):
            self._told = {}
            for one in [*self.graph.value_info, *self.graph.output]:
                dims = one.type.tensor_type.shape.dim
                self._told[one.name] = (None, *(
                    d.dim_value if d.HasField("dim_value") and d.dim_value > 0 else None
                    for d in dims[1:]
                )) if dims else ()
        return self._told

    # Values

    def of(self, name: str) -> Value:
        """The value called `name`; a fixed array is none."""
        if name not in self.values:
            raise Unreadable
        return self.values[name]

    def array(self, node: Any, place: int, default: Any = None) -> np.ndarray:
        """The fixed array that a node takes at a place."""
        if place >= len(node.input) or not node.input[place]:
            if default is None:
                raise Unreadable
            return np.asarray(default)
        if node.input[place] not in self.arrays:
            found = self.counted(node.input[place])
            if not found or not np.array_equal(*found):
                raise Unreadable
            return found[0]
        return self.arrays[node.input[place]]

    def plain(self, name: str) -> Source:
        """What makes a value as the graph sees it; a transposition becomes a layer here."""
        value = self.of(name)
        if value.view == "time" and not value.flipped:
            part = Part(self.name("transpose"), "Operation", {
                "operation": "transpose", "arguments": [{"input": 0}, [1, 0, 2]]
            }, {0: value.source})
            made = self.put("", part)
            self.values[name] = replace(value, source=made.source, view="")
            return made.source
        if value.flipped or value.way is not None or value.view in (
            "rows", "turned", "time", "states"
        ):
            raise Unreadable
        if value.view == "first":
            rank = self.rank(name)
            part = Part(self.name("permute"), "Permute",
                        {"dims": [rank - 1, *range(1, rank - 1)]}, {0: value.source})
            made = self.put("", part)
            self.values[name] = replace(value, source=made.source, view="")
            return made.source
        return value.source

    def seen_first(self, name: str) -> Value:
        """A value that the graph has with channels first, with channels last in the drawing."""
        rank = self.rank(name)
        part = Part(self.name("permute"), "Permute", {"dims": [*range(2, rank), 1]},
                    {0: self.plain(name)})
        made = self.put("", part, rank=rank, view="first")
        self.values[name] = made
        return made

    def rank(self, name: str) -> int:
        value = self.of(name)
        if value.rank is not None:
            return value.rank
        shape = self.fixed_shape(name) or self.told.get(name) or value.shape
        if not shape:
            raise Unreadable
        return len(shape)

    def fixed_shape(self, name: str) -> tuple[int | None, ...] | None:
        """A value's shape; None for a size that goes with the batch."""
        first, second = (sizes.shape(name) for sizes in self.twice)
        if first is None or second is None:
            return None
        return tuple(a if a == b else None for a, b in zip(first, second, strict=True))

    def shape(self, name: str) -> tuple[int | None, ...]:
        shape = self.fixed_shape(name) or self.told.get(name) or self.of(name).shape
        if not shape:
            raise Unreadable
        return shape

    def alias(self, node: Any, value: Value, **more: Any) -> None:
        """The node changes nothing but how its value is seen."""
        self.values[node.output[0]] = replace(value, **more)

    def sole_reader(self, name: str) -> Any | None:
        """The only node that reads a value which does not leave the graph."""
        found = self.readers.get(name, [])
        return found[0] if len(found) == 1 and name not in self.ends else None


def attribute(node: Any, name: str, default: Any = None) -> Any:
    from onnx import helper

    for one in node.attribute:
        if one.name == name:
            value = helper.get_attribute_value(one)
            return value.decode() if isinstance(value, bytes) else value
    return default


def has_graph(node: Any) -> bool:
    """Whether a node holds a graph, as a loop does."""
    return any(one.HasField("g") or one.graphs for one in node.attribute)


def read_onnx(path: Path) -> Network:
    """The network and weights of an ``.onnx`` file. Raises DesignError."""
    import onnx

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("too large")
        model = onnx.load(str(path), load_external_data=False)
        if any(one.data_location == onnx.TensorProto.EXTERNAL for one in model.graph.initializer):
            raise DesignError(
                "{path} keeps its weights in other files, which is not read.",
                fix="Save the model as one file.", path=path.name,
            )
        own = described(model)
        if own is not None:
            return own
        model = onnx.shape_inference.infer_shapes(model)
    except DesignError:
        raise
    except Exception as error:
        raise DesignError(
            "{path} is no readable ONNX file: {reason}.", path=path.name,
            reason=str(error)[:200] or type(error).__name__,
        ) from None
    if len(model.graph.node) > MOST_NODES:
        raise DesignError("The model has {count} layers, which is more than a drawing holds.",
                          count=len(model.graph.node))
    reader = Reader(model.graph)
    reader.add_constants()
    reader.twice = [Sizes(model, batch, reader.arrays) for batch in (3, 5)]
    return reader.read(model.graph.name or path.stem)


def described(model: Any) -> Network | None:
    """The network of an unchanged file of our own, by the description that goes with it."""
    from onnx import numpy_helper

    told = {one.key: one.value for one in model.metadata_props}
    if told.get(origin.CHECKSUM) != origin.checksum(model) or origin.MODEL not in told:
        return None
    arrays = {one.name: one for one in model.graph.initializer}
    found: dict[str, dict[int, np.ndarray]] = {}
    for laid in json.loads(told[origin.WEIGHTS]).values():
        array = numpy_helper.to_array(arrays[laid["initializer"]])
        found.setdefault(laid["layer"], {})[laid["place"]] = origin.restored(array, laid)
    weights = {layer: [places[n] for n in sorted(places)] for layer, places in found.items()}
    return replace(network_of(json.loads(told[origin.MODEL])), weights=weights)


__all__ = ["Reader", "Unreadable", "Value", "attribute", "read_onnx", "reads"]
