"""What does a PyTorch program compute? An ONNX graph, operator by operator, while it is read.

It is made in memory only, with the arrays beside it, and read by the rooms that read ONNX files.
The batch has a size that no other axis has, so that it is known wherever it turns up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.importing.onnx_shapes import Sizes

BATCH, OPSET, FORMAT = 97, 20, 9
# So many numbers a single array may have.
LARGEST = 2**28
# What onnx has no operator for, and is a layer here.
ATTENTION = "TorchAttention"


class Misfit(Exception):
    """The sizes of values do not go together: the input must have another size."""


class Value:
    """A value that is computed from the input."""

    is_true = True

    def __init__(self, graph: Graph, name: str) -> None:
        self.graph, self.name = graph, name

    @property
    def shape(self) -> tuple[int, ...]:
        shape = self.graph.sizes.shape(self.name)
        if shape is None:
            raise Misfit
        return shape

    def __len__(self) -> int:
        return self.shape[0]

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def is_whole(self) -> bool:
        from onnx import TensorProto

        kind = self.graph.sizes.types[self.name].tensor_type.elem_type
        return kind in (TensorProto.INT64, TensorProto.INT32)


class Graph:
    """A graph in the making. `inputs` are shapes without the batch, each with its kind of numbers.
    """

    def __init__(self, inputs: Sequence[tuple[str, Sequence[int], bool]]) -> None:
        from onnx import TensorProto, helper

        self.helper = helper
        ends = [
            helper.make_tensor_value_info(
                name, TensorProto.INT64 if whole else TensorProto.FLOAT, ["batch", *shape]
            ) for name, shape, whole in inputs
        ]  # fmt: skip
        graph = helper.make_graph([], "network", ends, [])
        self.model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT
        )
        self.arrays: dict[str, np.ndarray] = {}
        self.sizes = Sizes(self.model, BATCH, self.arrays)
        self.inputs = [Value(self, name) for name, *_ in inputs]
        self.names: set[str] = {name for name, *_ in inputs}
        # The module that is called, by which its operators are named.
        self.path = ""

    def name(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self.names:
            name, count = f"{wanted}_{count}", count + 1
        self.names.add(name)
        return name

    def array(self, array: Any, name: str = "constant") -> str:
        """A fixed array; one with a name of its own is there once."""
        array = np.asarray(array)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        if name in self.arrays and self.arrays[name] is array:
            return name
        name = self.name(name)
        self.arrays[name] = array
        kind = self.helper.np_dtype_to_tensor_dtype(array.dtype)
        self.sizes.types[name] = self.helper.make_tensor_type_proto(kind, array.shape)
        return name

    def longs(self, values: Any) -> str:
        return self.array(np.asarray(values, np.int64))

    def of(self, value: Any) -> str:
        """The name of a value, an array, a parameter or a number."""
        if isinstance(value, Value):
            return value.name
        if hasattr(value, "array") and not isinstance(value, np.ndarray):
            return self.array(value.array, value.name)
        return self.array(value if isinstance(value, np.ndarray) else np.float32(value))

    def op(
        self, kind: str, *inputs: Any, outputs: int = 1, **attributes: Any
    ) -> Any:
        """Add an operator; texts among its inputs are names. Returns its value, or several."""
        names = [one if isinstance(one, str) else self.of(one) for one in inputs]
        path = self.path.replace(".", "_")
        results = [self.name(f"{path or kind.lower()}_out") for _ in range(outputs)]
        node = self.helper.make_node(
            kind, names, results, name=path,
            **{key: one for key, one in attributes.items() if one is not None},
        )
        self.model.graph.node.append(node)
        self.sizes.add(node)
        made = [Value(self, name) for name in results]
        # A shape that cannot be told is one that does not fit.
        return made[0] if outputs == 1 and made[0].shape is not None else made

    def batch(self) -> Value:
        """How many samples there are, as a row of one number."""
        return self.op("Shape", self.inputs[0], start=0, end=1)

    def prune(self) -> None:
        """Leave out what nothing reads."""
        graph = self.model.graph
        read, kept = {one.name for one in graph.output}, []
        for node in reversed(graph.node):
            if not read.isdisjoint(node.output):
                kept.append(node)
                read.update(node.input)
        del graph.node[:]
        graph.node.extend(reversed(kept))

    def finish(self, outputs: Sequence[Value]) -> None:
        """Let values leave, and tell the shapes of all."""
        graph = self.model.graph
        for value in outputs:
            graph.output.append(self.info(self.op("Identity", value).name))
        self.prune()
        for node in graph.node:
            graph.value_info.extend(
                self.info(name) for name in node.output if self.sizes.shape(name) is not None
            )

    def info(self, name: str) -> Any:
        shape = ["batch" if size == BATCH else size for size in self.sizes.shape(name)]
        kind = self.sizes.types[name].tensor_type.elem_type
        return self.helper.make_tensor_value_info(name, kind, shape)


class Parameter:
    """An array of a module that is learned, or goes with it. Its name is that in `state_dict`."""

    is_true = True

    def __init__(self, array: np.ndarray) -> None:
        self.array, self.name = array, "parameter"

    def __len__(self) -> int:
        return len(self.array)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.array.shape


def fresh(*shape: int) -> np.ndarray:
    """An array where no file tells its numbers: none of them is 0 or like another by chance."""
    size = math.prod(shape)
    if size > LARGEST:
        raise ValueError("too large")
    return (np.arange(size, dtype=np.float32) % 977 / 977 - 0.37).reshape(shape) * 0.1


def weights(state: Mapping[str, np.ndarray], arrays: Mapping[str, Parameter]) -> list[str]:
    """Put a file's arrays into the parameters of these names. Returns what does not fit."""
    left = []
    for name, parameter in arrays.items():
        found = state.get(name)
        single = found is not None and found.size == parameter.array.size == 1
        if found is None or (found.shape != parameter.shape and not single):
            left.append(name)
        else:
            parameter.array = np.asarray(found).reshape(parameter.shape)
    return left


__all__ = ["ATTENTION", "BATCH", "Graph", "Misfit", "Parameter", "Value", "fresh", "weights"]
