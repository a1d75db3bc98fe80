"""Which nodes of an ONNX graph are no layers: sizes that are worked out, arrays that are fixed?"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.importing.onnx_nodes import attribute

LARGEST = 1_000_000


def is_size(reader: Any, node: Any) -> bool:
    """Whether a node only works out sizes, or fills an array of zeros of such a size."""
    if node.op_type != "Shape":
        given = [name for name in node.input if name]
        if not any(name in reader.sizes for name in given) or not all(
            name in reader.sizes or name in reader.arrays for name in given
        ):
            return False
    reader.sizes.update(node.output)
    if any(name in reader.zeros for name in node.input):
        reader.zeros.update(node.output)
    fills = node.op_type == "ConstantOfShape" or (
        node.op_type == "Expand" and node.input[0] in reader.arrays
    )
    if fills:
        fill = attribute(node, "value")
        told = reader.arrays.get(node.input[0]) if node.op_type == "Expand" else (
            None if fill is None else reader.to_array(fill)
        )
        if told is None or not np.any(told):
            reader.zeros.update(node.output)
        elif reader.counted(node.output[0]):
            # Once for each sample: what it is joined with tells how many there are.
            reader.batched[node.output[0]] = reader.counted(node.output[0])[0][:1]
    return True


def is_fixed(reader: Any, node: Any) -> bool:
    """Whether a node works on fixed arrays only: its result is one as well."""
    from onnx.reference import ReferenceEvaluator

    given = [name for name in node.input if name]
    if not given or not all(name in reader.arrays for name in given):
        return False
    if sum(reader.arrays[name].size for name in given) > LARGEST or node.op_type == "Identity":
        return False
    if swells(node, [reader.arrays[name] for name in given]):
        return False
    try:
        found = ReferenceEvaluator(node).run(None, {name: reader.arrays[name] for name in given})
    except Exception:  # whatever an operator of a foreign file may raise
        return False
    reader.arrays.update(zip(node.output, found, strict=False))
    return True


# Operators whose result is as large as numbers among what they are given say.
SWELLING = {"ConstantOfShape", "Expand", "Tile", "Range", "OneHot", "Pad", "Resize", "Upsample",
            "CenterCropPad", "Col2Im", "EyeLike"}


def swells(node: Any, given: list[np.ndarray]) -> bool:
    """Whether a result may be too large to be worked out here."""
    if node.op_type not in SWELLING:
        return False
    sizes = [np.abs(one.astype(float)).ravel() for one in given if one.size <= 16]
    return any(not np.prod(np.maximum(one, 1.0)) <= LARGEST for one in sizes)


__all__ = ["is_fixed", "is_size", "swells"]
