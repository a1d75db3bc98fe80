"""How are products, convolutions, windows and normalizations spelled in ONNX?"""

from __future__ import annotations

import numpy as np

from engine.export.onnx.spelling import spells
from engine.export.onnx.writer import Writer
from engine.ops.convolution import borders
from engine.tape import Record, Tensor


def laid_out(value: Tensor) -> Tensor | None:
    """What a value was before it was only laid out anew."""
    made = value.op is not None and value.op.name == "reshape"
    return value.record.inputs[0] if made else None


def unflattened(writer: Writer, base: Tensor, y: Tensor) -> Tensor:
    """What `y` would have been without the flattening of `base`; `y` is to be a view of it."""
    made = Tensor((*base.shape[:-1], y.shape[-1]), y.dtype, "record")
    writer.traces.twins[id(made)] = tuple(
        Tensor((*one.shape[:-1], y.shape[-1]), y.dtype, "record")
        for one in writer.traces.twins[id(base)]
    )
    writer.held.append(made)
    return made


@spells("batch_matmul")
def batch_matmul(writer: Writer, record: Record) -> None:
    """MatMul and Add. What was flattened to rows for one tall product is multiplied as it was."""
    a, b, *bias = record.inputs
    (y,) = record.outputs
    turn_a, turn_b = (record.attributes.get(f"transpose_{side}", False) for side in "ab")
    base, matrix = laid_out(a), laid_out(b)
    tall = (
        not turn_a and base is not None and matrix is not None and a.shape[0] == 1
        and len(base.shape) >= 2 and base.shape[-1] == a.shape[-1] and len(matrix.shape) == 2
    )
    if tall:
        right = writer.of(matrix)
        if turn_b:
            right = writer.node("Transpose", [right], perm=[1, 0])
        name = writer.node("MatMul", [writer.of(base), right])
    else:
        left, right = (
            writer.node("Transpose", [writer.of(value)], perm=[0, 2, 1]) if turn
            else writer.of(value)
            for value, turn in ((a, turn_a), (b, turn_b))
        )
        name = writer.node("MatMul", [left, right])
    if bias:
        name = writer.node("Add", [name, writer.of(bias[0])])
    if tall:
        made = unflattened(writer, base, y)
        writer.put(made, name)
        writer.put_view(y, made)
    else:
        writer.put(y, name)


def channels_first(writer: Writer, kernel: Tensor, order: list[int]) -> str:
    """A kernel with its axes as ONNX wants them; a weight is turned once and for all."""
    array = writer.fixed(kernel)
    if array is None:
        return writer.node("Transpose", [writer.of(kernel)], perm=order)
    return writer.weight(np.transpose(array, order), writer.variable(kernel), {"order": order})


def padding_of(writer: Writer, record: Record, x: Tensor, window, dilation) -> dict:
    """The attributes that say how a window's input is padded."""
    traces, strides = writer.traces, record.attributes["strides"]
    padding = record.attributes["padding"]
    if padding == "same" and any(
        len(set(sizes)) > 1 and stride > 1
        for sizes, stride in zip(traces.sizes(x)[1:-1], strides, strict=True)
    ):
        return {"auto_pad": "SAME_UPPER"}  # how much depends on whether the size is odd
    shapes = [x.shape, *(twin.shape for twin in traces.twins[id(x)])]
    (pairs,) = {borders(shape[1:-1], window, strides, padding, dilation) for shape in shapes}
    return {"pads": [before for before, _ in pairs] + [after for _, after in pairs]}


@spells("convolution")
def convolution(writer: Writer, record: Record) -> None:
    x, kernel, *bias = record.inputs
    window = list(kernel.shape[:-2])
    rank = len(window)
    dilation = list(record.attributes["dilation"])
    names = [
        writer.of_first(x),
        channels_first(writer, kernel, [rank + 1, rank, *range(rank)]),
        *(writer.of(one) for one in bias),
    ]
    made = writer.node(
        "Conv", names, kernel_shape=window, strides=list(record.attributes["strides"]),
        dilations=dilation, group=record.attributes.get("groups", 1),
        **padding_of(writer, record, x, window, dilation),
    )
    writer.put_first(record.outputs[0], made)


@spells("convolution_input_gradient")
def transposed_convolution(writer: Writer, record: Record) -> None:
    """A transposed convolution. ONNX pads what comes out; what is missing there is added."""
    x, kernel, *bias = record.inputs
    (y,) = record.outputs
    window = list(kernel.shape[:-2])
    rank = len(window)
    a = record.attributes
    strides, dilation = list(a["strides"]), list(a["dilation"])
    pairs = zip([x.shape, *(one.shape for one in writer.traces.twins[id(x)])],
                [y.shape, *(one.shape for one in writer.traces.twins[id(y)])], strict=True)
    found = set()
    for inside, outside in pairs:
        before = [first for first, _ in borders(outside[1:-1], window, strides, a["padding"],
                                                dilation)]
        whole = [s * (size - 1) + (k - 1) * d + 1
                 for s, size, k, d in zip(strides, inside[1:-1], window, dilation, strict=True)]
        behind = [w - b - size for w, b, size in zip(whole, before, outside[1:-1], strict=True)]
        found.add((tuple(before), tuple(behind)))
    if len(found) > 1:
        raise writer.refuse("{layer} cuts its result by widths that depend on its input's size.",
                            fix="Give the Input layer a fixed size.")
    before, behind = found.pop()
    names = [
        writer.of_first(x),
        channels_first(writer, kernel, [rank + 1, rank, *range(rank)]),
        *(writer.of(one) for one in bias),
    ]
    made = writer.node(
        "ConvTranspose", names, kernel_shape=window, strides=strides, dilations=dilation,
        group=a.get("groups", 1), pads=[*before, *(max(0, size) for size in behind)],
        output_padding=[max(0, -size) for size in behind],
    )
    writer.put_first(y, made)


@spells("max_pool_forward", "average_pool_forward")
def pool(writer: Writer, record: Record) -> None:
    (x,), (y,) = record.inputs, record.outputs
    window = list(record.attributes["window"])
    kind, more = "MaxPool", {}
    if record.op.name == "average_pool_forward":
        kind, more = "AveragePool", {"count_include_pad": 0}
    made = writer.node(
        kind, [writer.of_first(x)], kernel_shape=window,
        strides=list(record.attributes["strides"]),
        **padding_of(writer, record, x, window, [1] * len(window)), **more,
    )
    writer.put_first(y, made)


@spells("softmax_last", "log_softmax_last")
def softmax(writer: Writer, record: Record) -> None:
    kind = "Softmax" if record.op.name == "softmax_last" else "LogSoftmax"
    made = writer.node(kind, [writer.cast(record.inputs[0], "float32")], axis=-1)
    writer.put(record.outputs[0], made)


@spells("gather_rows")
def gather(writer: Writer, record: Record) -> None:
    table, places = record.inputs
    made = writer.node("Gather", [writer.of(table), writer.cast(places, "int64")], axis=0)
    writer.put(record.outputs[0], made)


@spells("one_hot_rows")
def one_hot(writer: Writer, record: Record) -> None:
    a = record.attributes
    values = writer.weight(np.asarray([a["off"], a["on"]], np.float32))
    places, depth = writer.cast(record.inputs[0], "int64"), writer.longs(a["depth"])
    # ONNX counts numbers below 0 from the end; here they have no place at all.
    below = writer.node("Less", [places, writer.longs(0)])
    names = [writer.node("Where", [below, depth, places]), depth, values]
    writer.put(record.outputs[0], writer.node("OneHot", names, axis=-1))


@spells("batch_statistics")
def batch_statistics(writer: Writer, record: Record) -> None:
    """Of the batch at hand, where a normalization is always called as in training."""
    (x,), (mean, variance) = record.inputs, record.outputs
    axes = writer.longs(list(range(len(x.shape) - 1)))
    middle = writer.node("ReduceMean", [writer.of(x), axes], keepdims=0)
    apart = writer.node("Sub", [writer.of(x), middle])
    squares = writer.node("Mul", [apart, apart])
    writer.put(mean, middle)
    writer.put(variance, writer.node("ReduceMean", [squares, axes], keepdims=0))


@spells("batch_normalize")
def batch_normalize(writer: Writer, record: Record) -> None:
    x, mean, variance, gamma, beta = record.inputs
    (y,) = record.outputs
    names = [writer.of(one) for one in (gamma, beta, mean, variance)]
    epsilon = float(record.attributes["epsilon"])
    base = laid_out(x)
    if base is not None and len(base.shape) > 2 and base.shape[-1] == x.shape[-1]:
        whole = unflattened(writer, base, y)
        made = writer.node("BatchNormalization", [writer.of_first(base), *names], epsilon=epsilon)
        writer.put_first(whole, made)
        writer.put_view(y, whole)
    elif len(x.shape) == 2:
        made = writer.node("BatchNormalization", [writer.of(x), *names], epsilon=epsilon)
        writer.put(y, made)
    else:
        made = writer.node("BatchNormalization", [writer.of_first(x), *names], epsilon=epsilon)
        writer.put_first(y, made)


@spells("layer_normalize")
def layer_normalize(writer: Writer, record: Record) -> None:
    names = [writer.of(one) for one in record.inputs]
    epsilon = float(record.attributes["epsilon"])
    made = writer.node("LayerNormalization", names, axis=-1, epsilon=epsilon)
    writer.put(record.outputs[0], made)
