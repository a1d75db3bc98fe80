"""How large is each value of an ONNX graph for a batch of one size? Node by node.

Two answers for two sizes tell what goes with the batch. Exporters write chains of operators that
work out sizes; such chains are computed here.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.importing.onnx_fixed import swells

SMALL = 10_000


class Sizes:
    """The shapes of all values for one size of the batch, and the numbers that are sizes."""

    def __init__(self, model: Any, batch: int, arrays: dict[str, np.ndarray]) -> None:
        from onnx import helper

        self.model, self.arrays = model, arrays
        self.types: dict[str, Any] = {}
        self.numbers: dict[str, np.ndarray] = {}
        self.protos: dict[str, Any] = {one.name: one for one in model.graph.initializer}
        for name, array in arrays.items():
            kind = helper.np_dtype_to_tensor_dtype(array.dtype)
            self.types[name] = helper.make_tensor_type_proto(kind, array.shape)
        for one in model.graph.input:
            if one.name not in arrays:
                self.types[one.name] = self.entering(one, batch)
        for node in model.graph.node:
            self.add(node)

    @staticmethod
    def entering(one: Any, batch: int) -> Any:
        from onnx import TypeProto

        kind = TypeProto()
        kind.CopyFrom(one.type)
        if kind.tensor_type.shape.dim:
            kind.tensor_type.shape.dim[0].Clear()
            kind.tensor_type.shape.dim[0].dim_value = batch
        return kind

    def shape(self, name: str) -> tuple[int, ...] | None:
        kind = self.types.get(name)
        if kind is None or not kind.tensor_type.HasField("shape"):
            return None
        dims = kind.tensor_type.shape.dim
        if not all(dim.HasField("dim_value") for dim in dims):
            return None
        return tuple(dim.dim_value for dim in dims)

    def number(self, name: str) -> np.ndarray | None:
        return self.arrays[name] if name in self.arrays else self.numbers.get(name)

    def add(self, node: Any) -> None:
        """Find out what a node gives; what cannot be found out stays open."""
        from onnx import defs, helper, numpy_helper, shape_inference

        if node.op_type == "Shape" and self.shape(node.input[0]) is not None:
            told = {one.name: one.i for one in node.attribute}
            sizes = self.shape(node.input[0])[told.get("start", 0) : told.get("end")]
            self.keep(node.output[0], np.asarray(sizes, np.int64))
            return
        if node.domain == "torch" and node.input[0] in self.types:
            self.types[node.output[0]] = self.types[node.input[0]]
            return
        given = [name for name in node.input if name]
        known = {name: self.number(name) for name in given}
        if given and all(array is not None and array.size < SMALL for array in known.values()):
            if not swells(node, list(known.values())) and self.computed(node, known):
                return
        try:
            version = next(one.version for one in self.model.opset_import if not one.domain)
            schema = defs.get_schema(node.op_type, version, node.domain)
            data = {name: self.protos.get(name) or numpy_helper.from_array(array, name)
                    for name, array in known.items() if array is not None and array.size < SMALL}
            types = {name: self.types[name] for name in given}
            found = shape_inference.infer_node_outputs(
                schema, node, types, data, None, [helper.make_opsetid("", version)],
                self.model.ir_version,
            )
        except Exception:  # whatever an operator of a foreign file may raise
            return
        self.types.update(found)

    def computed(self, node: Any, given: dict[str, np.ndarray]) -> bool:
        from onnx.reference import ReferenceEvaluator

        try:
            found = ReferenceEvaluator(node).run(None, given)
        except Exception:  # whatever an operator of a foreign file may raise
            return False
        for name, array in zip(node.output, found, strict=False):
            if name:
                self.keep(name, np.asarray(array))
        return True

    def keep(self, name: str, array: np.ndarray) -> None:
        from onnx import helper

        self.numbers[name] = array
        kind = helper.np_dtype_to_tensor_dtype(array.dtype)
        self.types[name] = helper.make_tensor_type_proto(kind, array.shape)


__all__ = ["Sizes"]
