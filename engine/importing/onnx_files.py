"""How is an ONNX graph read as layers? Operator by operator, whatever layout its values have.

Programs that keep channels first write windows as they are; programs that keep them last put a
transposition before and after each. Such a transposition makes no layer: the value is noted as
"seen with channels first", and a window that takes it becomes a layer with channels last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.export.onnx import OPSET, origin
from engine.importing.configs import network_of
from engine.importing.onnx_fixed import is_fixed, is_size
from engine.importing.onnx_inert import add_inert
from engine.importing.onnx_nodes import Unreadable, Value, attribute, has_graph
from engine.importing.onnx_shapes import Sizes
from engine.importing.values import Network, Part, Source
from engine.saving.packing import LARGEST_KEPT

LARGEST_FILE = 2 * 2**30
MOST_NODES = 50_000


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

    def __init__(self, model: Any) -> None:
        from onnx import numpy_helper

        self.graph = graph = model.graph
        # Which version of each set of operators the file speaks.
        self.versions = {one.domain: one.version for one in model.opset_import}
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
        # How many bytes of large arrays may still be kept with operators that stay inert.
        self.room = LARGEST_KEPT
        self.to_array = numpy_helper.to_array

    def read(self, name: str) -> Network:
        self.add_inputs()
        for node in self.graph.node:
            if node.op_type == "Constant" or self.done.issuperset(node.output):
                continue
            # What a graph inside a node reads is not told among its inputs.
            if not has_graph(node) and (is_size(self, node) or is_fixed(self, node)):
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
            add_inert(self, node)

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
            if name not in self.values:
                raise DesignError(
                    "No operator of the file makes its output {name}.", name=name,
                    fix="Save the model again with the program that it comes from.",
                ) from None
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

    def counted(self, name: str) -> tuple[np.ndarray, ...]:
        """The numbers of a size for both batches; none where they are not known."""
        found = tuple(sizes.numbers.get(name) for sizes in self.twice)
        return () if any(one is None for one in found) else found

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

    def kind_of(self, name: str) -> str | None:
        """The kind of a value's numbers, as far as the graph tells it."""
        from onnx import TensorProto, helper

        if not hasattr(self, "_kinds"):
            told = [*self.graph.input, *self.graph.value_info, *self.graph.output]
            self._kinds = {one.name: one.type.tensor_type.elem_type for one in told}
        known = self._kinds.get(name) or next(
            (sizes.types[name].tensor_type.elem_type for sizes in self.twice
             if name in sizes.types), 0)
        if not known or known == TensorProto.STRING:
            return "string" if known else None
        return np.dtype(helper.tensor_dtype_to_np_dtype(known)).name

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


def read_onnx(path: Path) -> Network:
    """The network and weights of an ``.onnx`` file. Raises DesignError."""
    import onnx
    import onnx.inliner

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("too large")
        model = onnx.load(str(path), load_external_data=False)
        if any(one.data_location == onnx.TensorProto.EXTERNAL for one in model.graph.initializer):
            raise DesignError(
                "{path} keeps its weights in other files, which is not read.",
                fix="Save the model as one file.", path=path.name,
            )
        check_names(model.graph)
        own = described(model)
        if own is not None:
            return own
        if model.functions:
            model = onnx.inliner.inline_local_functions(model)
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
    name = model.graph.name or path.stem
    network = network_in(model, name)
    if any(is_outdated(part) for part in network.unknown):
        newer = lifted(model)
        return network if newer is None else network_in(newer, name)
    return network


def network_in(
    model: Any, name: str, arrays: Mapping[str, np.ndarray] | None = None
) -> Network:
    """The network of a graph. `arrays` are those that stand beside it."""
    reader = Reader(model)
    reader.arrays.update(arrays or {})
    reader.add_constants()
    reader.twice = [Sizes(model, batch, reader.arrays) for batch in (3, 5)]
    return reader.read(name)


def is_outdated(part: Part) -> bool:
    """Whether an inert operator is one of ONNX's own, of a version before the one written here."""
    told = part.attributes["onnx"]
    return told["domain"] in ("", "ai.onnx") and told["version"] < OPSET


def lifted(model: Any) -> Any:
    """The file in the version of ONNX that is written here; None where it cannot be told so.

    What stays inert can then leave again beside operators of that version.
    """
    from onnx import shape_inference, version_converter

    try:
        return shape_inference.infer_shapes(version_converter.convert_version(model, OPSET))
    except Exception:  # whatever an operator of a foreign file may raise
        return None


def check_names(graph: Any) -> None:
    """Raises ValueError for names that are no texts, as they are in damaged files."""
    for node in graph.node:
        names = (node.name, node.op_type, *node.input, *node.output)
        if not all(isinstance(name, str) for name in names):
            raise ValueError("names that are no texts")


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


__all__ = ["Reader", "read_onnx", "reads"]
