"""Which layers are ONNX's operators? All but the recurrent ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.importing.onnx_files import Reader, Unreadable, Value, attribute, reads
from engine.importing.values import Part, Source

ACTIVATIONS = {
    "Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "Softsign": "softsign", "Selu": "selu", "Exp": "exponential", "Mish": "mish",
}
MERGES = {"Add": "Add", "Sum": "Add", "Mul": "Multiply", "Sub": "Subtract", "Max": "Maximum",
          "Min": "Minimum", "Mean": "Average"}


def elementwise(reader: Reader, node: Any, type_: str, parameters: dict, **more: Any) -> None:
    """A layer that treats all elements alike: however its input is seen, so is its result."""
    value = reader.of(node.input[0])
    reader.layer(node, type_, parameters, [value.source], rank=value.rank, view=value.view,
                 flipped=value.flipped, shape=value.shape, **more)


@reads(*ACTIVATIONS)
def activation(reader: Reader, node: Any) -> None:
    elementwise(reader, node, "Activation", {"activation": ACTIVATIONS[node.op_type]})


@reads("Identity", "Dropout", "Cast")
def nothing(reader: Reader, node: Any) -> None:
    if node.input[0] in reader.arrays:
        reader.arrays[node.output[0]] = reader.arrays[node.input[0]]
        return
    if node.op_type == "Dropout":
        rate = attribute(node, "ratio")
        if rate is None and len(node.input) > 1 and node.input[1] in reader.arrays:
            rate = float(reader.arrays[node.input[1]])
        elementwise(reader, node, "Dropout", {"rate": round(0.5 if rate is None else rate, 6)})
        return
    reader.alias(node, reader.of(node.input[0]))


@reads("LeakyRelu")
def leaky_relu(reader: Reader, node: Any) -> None:
    elementwise(reader, node, "LeakyReLU", {"alpha": rounded(attribute(node, "alpha", 0.01))})


@reads("Elu")
def elu(reader: Reader, node: Any) -> None:
    elementwise(reader, node, "ELU", {"alpha": rounded(attribute(node, "alpha", 1.0))})


@reads("HardSigmoid")
def hard_sigmoid(reader: Reader, node: Any) -> None:
    numbers = rounded(attribute(node, "alpha", 0.2)), rounded(attribute(node, "beta", 0.5))
    if numbers != (0.2, 0.5):
        raise Unreadable
    elementwise(reader, node, "Activation", {"activation": "hard_sigmoid"})


@reads("Clip")
def clip(reader: Reader, node: Any) -> None:
    low = attribute(node, "min")
    high = attribute(node, "max")
    low = float(reader.array(node, 1)) if low is None else low
    high = float(reader.array(node, 2, np.inf)) if high is None else high
    if low != 0.0:
        raise Unreadable
    parameters = {} if high == np.inf or high > 1e30 else {"max_value": rounded(high)}
    elementwise(reader, node, "ReLU", parameters)


@reads("PRelu")
def prelu(reader: Reader, node: Any) -> None:
    value, slope = reader.of(node.input[0]), reader.array(node, 1)
    rank = reader.rank(node.input[0])
    if slope.size == 1:
        shared = list(range(1, rank))
        weight = slope.reshape((1,) * (rank - 1))
    elif value.view == "first":
        shared = list(range(1, rank - 1))
        weight = slope.reshape((1,) * (rank - 2) + (-1,))
    else:
        shared = list(range(2, rank))
        weight = slope.reshape((-1,) + (1,) * (rank - 2))
    elementwise(reader, node, "PReLU", {"shared_axes": shared} if shared else {},
                weights=[weight.astype(np.float32)])


@reads("Softmax", "LogSoftmax")
def softmax(reader: Reader, node: Any) -> None:
    rank = reader.rank(node.input[0])
    axis = attribute(node, "axis", -1)
    axis = axis if axis < 0 else axis - rank
    source = reader.plain(node.input[0])
    if node.op_type == "LogSoftmax":
        raise Unreadable
    parameters = {} if axis == -1 else {"axis": axis}
    reader.layer(node, "Softmax", parameters, [source], rank=rank)


def rounded(number: float) -> float:
    """A number as it was written before it became a float32."""
    return float(np.format_float_positional(np.float32(number), unique=True, trim="0"))


# Products


def dense(reader: Reader, node: Any, result: str, source: Source, kernel, bias, rank) -> None:
    units = int(kernel.shape[1])
    weights = [kernel.astype(np.float32)] + ([] if bias is None else [bias.astype(np.float32)])
    parameters: dict[str, Any] = {"units": units}
    if bias is None:
        parameters["use_bias"] = False
    reader.layer(node, "Dense", parameters, [source], weights, rank=rank)
    reader.values[result] = reader.values[node.output[0]]


@reads("Gemm")
def gemm(reader: Reader, node: Any) -> None:
    if attribute(node, "transA", 0) or attribute(node, "alpha", 1.0) != 1.0:
        raise Unreadable
    kernel = reader.array(node, 1)
    kernel = kernel.T if attribute(node, "transB", 0) else kernel
    bias = None
    if len(node.input) > 2 and node.input[2]:
        bias = reader.array(node, 2).reshape(-1) * attribute(node, "beta", 1.0)
        bias = np.broadcast_to(bias, kernel.shape[1:])
    dense(reader, node, node.output[0], reader.plain(node.input[0]), kernel, bias, 2)


@reads("MatMul")
def matmul(reader: Reader, node: Any) -> None:
    """A Dense layer; the Add behind it is its bias."""
    kernel = reader.array(node, 1)
    if kernel.ndim != 2:
        raise Unreadable
    value = reader.of(node.input[0])
    view = value.view if value.view == "time" else ""
    source = value.source if view else reader.plain(node.input[0])
    rank = value.rank
    follower = reader.sole_reader(node.output[0])
    bias, result = None, node.output[0]
    if follower is not None and follower.op_type == "Add":
        other = next((n for n in follower.input if n in reader.arrays), None)
        if other is not None and reader.arrays[other].size == kernel.shape[1]:
            bias, result = reader.arrays[other].reshape(-1), follower.output[0]
            reader.done.add(result)
    dense(reader, node, result, source, kernel, bias, rank)
    for name in (node.output[0], result):
        reader.values[name] = Value(reader.values[name].source, rank, view)


# Merging


@reads(*MERGES)
def merge(reader: Reader, node: Any) -> None:
    fixed = [name for name in node.input if name in reader.arrays]
    if fixed:
        add_bias(reader, node, fixed)
        return
    values = [reader.of(name) for name in node.input]
    view, flipped = values[0].view, values[0].flipped
    if any((one.view, one.flipped) != (view, flipped) for one in values) or view == "rows":
        view, flipped = "", False
        sources = [reader.plain(name) for name in node.input]
    else:
        sources = [one.source for one in values]
    reader.layer(node, MERGES[node.op_type], {}, sources, rank=values[0].rank, view=view,
                 flipped=flipped, shape=values[0].shape)


def add_bias(reader: Reader, node: Any, fixed: Sequence[str]) -> None:
    """The sum with a row of numbers behind a layer that has no bias yet is its bias."""
    (name,) = [one for one in node.input if one not in fixed]
    value, array = reader.of(name), reader.arrays[fixed[0]]
    part = reader.parts[value.source.part]
    weights = reader.weights.get(part.name, ())
    if node.op_type != "Add" or len(fixed) != 1 or reader.sole_reader(name) is None:
        raise Unreadable
    if part.parameters.get("use_bias", True) or not weights:
        raise Unreadable
    width = weights[0].shape[-1]
    if part.type.startswith("Depthwise"):
        width *= weights[0].shape[-2]
    rank = reader.rank(name)
    first = part.parameters.get("data_format") == "channels_first" or value.view == "first"
    along = array.shape[::-1][rank - 2] if first and array.ndim >= rank - 1 else array.shape[-1]
    if array.size != width or along != width:
        raise Unreadable
    parameters = {key: one for key, one in part.parameters.items() if key != "use_bias"}
    reader.parts[value.source.part] = replace(part, parameters=parameters)
    reader.weights[part.name].append(array.reshape(-1).astype(np.float32))
    reader.alias(node, value)


@reads("Concat")
def concat(reader: Reader, node: Any) -> None:
    if all(name in reader.arrays for name in node.input):
        reader.arrays[node.output[0]] = np.concatenate(
            [reader.arrays[name] for name in node.input], attribute(node, "axis", 0)
        )
        return
    values = [reader.of(name) for name in node.input]
    rank = reader.rank(node.input[0])
    axis = attribute(node, "axis") % rank
    view = values[0].view
    if view and all(one.view == view for one in values) and axis != 0:
        # Seen first, the channels are axis 1; in the parts they come last.
        inner = {"first": {1: rank - 1}, "time": {}}.get(view, {}).get(axis, axis)
        inner = inner if view != "first" or axis == 1 else axis - 1
        sources = [one.source for one in values]
    else:
        view, inner = "", axis
        sources = [reader.plain(name) for name in node.input]
    parameters = {} if inner == rank - 1 else {"axis": inner}
    reader.layer(node, "Concatenate", parameters, sources, rank=rank, view=view)


# Windows


def windows(reader: Reader, node: Any) -> tuple[Value, Source, dict[str, Any], int]:
    """(the input, its source, data_format if need be, number of places) of a window."""
    value = reader.of(node.input[0])
    count = reader.rank(node.input[0]) - 2
    if value.view == "first":
        return value, value.source, {}, count
    return value, reader.plain(node.input[0]), {"data_format": "channels_first"}, count


def padded(
    reader: Reader, node: Any, window, strides, dilations, source: Source, options: dict,
    count: int, value: float = 0.0,
) -> tuple[str, Source]:
    """(Keras's padding, the source): what it cannot say is padded by a layer before."""
    auto = attribute(node, "auto_pad", "NOTSET")
    if auto == "SAME_UPPER":
        return "same", source
    if auto == "SAME_LOWER":
        raise Unreadable
    pads = list(attribute(node, "pads", [0] * (2 * count)))
    if auto == "VALID" or not any(pads):
        return "valid", source
    sizes = known_sizes(reader, node)
    pairs = list(zip(pads[:count], pads[count:], strict=True))
    same = []
    for size, k, s, d in zip(sizes, window, strides, dilations, strict=True):
        reach = (k - 1) * d + 1
        if size is None and s != 1:
            break
        total = reach - 1 if s == 1 else max(0, (-(-size // s) - 1) * s + reach - size)
        same.append((total // 2, total - total // 2))
    if same == pairs:
        return "same", source
    if value != 0.0 and not never_negative(reader, source):
        raise Unreadable
    widths: Any = [list(pair) for pair in pairs]
    layer = f"ZeroPadding{count}D"
    parameters = {"padding": widths[0] if count == 1 else widths}
    if options and count > 1:
        parameters.update(options)
    if options and count == 1:
        raise Unreadable
    part = Part(reader.name(f"{reader.layer_name(node)}_padding"), layer, parameters, {0: source})
    return "valid", reader.put("", part).source


def never_negative(reader: Reader, source: Source) -> bool:
    """Whether a value has no number below zero, so that zeros around it never win."""
    part = reader.parts[source.part]
    if part.type in ("MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "Dropout"):
        return never_negative(reader, part.inputs[0])
    return part.type == "ReLU" or part.parameters.get("activation") in (
        "relu", "sigmoid", "softmax", "softplus", "exponential"
    )


def known_sizes(reader: Reader, node: Any) -> list[int | None]:
    try:
        return list(reader.shape(node.input[0])[2:])
    except Unreadable:
        return [None] * (reader.rank(node.input[0]) - 2)


@reads("Conv")
def conv(reader: Reader, node: Any) -> None:
    value, source, options, count = windows(reader, node)
    kernel = reader.array(node, 1).astype(np.float32)
    bias = reader.array(node, 2, ()).astype(np.float32)
    window = list(kernel.shape[2:])
    strides = list(attribute(node, "strides", [1] * count))
    dilations = list(attribute(node, "dilations", [1] * count))
    groups = attribute(node, "group", 1)
    padding, source = padding_or_causal(
        reader, node, window, strides, dilations, source, options, count
    )
    turned = np.transpose(kernel, [*range(2, count + 2), 1, 0])
    parameters: dict[str, Any] = {"kernel_size": window, **options}
    depthwise = groups > 1 and kernel.shape[1] == 1 and count < 3
    if depthwise:
        if kernel.shape[0] != groups:
            parameters["depth_multiplier"] = kernel.shape[0] // groups
        turned = turned.reshape(*window, groups, -1)
        type_ = f"DepthwiseConv{count}D"
    else:
        parameters = {"filters": kernel.shape[0], **parameters}
        type_ = f"Conv{count}D"
        if groups > 1:
            parameters["groups"] = groups
    if any(stride != 1 for stride in strides):
        parameters["strides"] = strides
    if any(rate != 1 for rate in dilations):
        parameters["dilation_rate"] = dilations
    if padding != "valid":
        parameters["padding"] = padding
    if not bias.size:
        parameters["use_bias"] = False
    weights = [turned, bias] if bias.size else [turned]
    reader.layer(node, type_, parameters, [source], weights, rank=count + 2, view=value.view)


def padding_or_causal(reader, node, window, strides, dilations, source, options, count):
    pads = attribute(node, "pads")
    if count == 1 and pads and pads[1] == 0 and pads[0] == (window[0] - 1) * dilations[0] > 0:
        return "causal", source
    return padded(reader, node, window, strides, dilations, source, options, count)


@reads("ConvTranspose")
def conv_transpose(reader: Reader, node: Any) -> None:
    value, source, options, count = windows(reader, node)
    kernel = reader.array(node, 1).astype(np.float32)
    bias = reader.array(node, 2, ()).astype(np.float32)
    window = list(kernel.shape[2:])
    strides = list(attribute(node, "strides", [1] * count))
    dilations = list(attribute(node, "dilations", [1] * count))
    if attribute(node, "group", 1) != 1 or attribute(node, "output_shape"):
        raise Unreadable
    pads = list(attribute(node, "pads", [0] * (2 * count)))
    more = list(attribute(node, "output_padding", [0] * count))
    reach = [(k - 1) * d + 1 for k, d in zip(window, dilations, strict=True)]
    cuts = [p + q - m for p, q, m in zip(pads[:count], pads[count:], more, strict=True)]
    total = [max(r - s, 0) for r, s in zip(reach, strides, strict=True)]
    parameters: dict[str, Any] = {"filters": kernel.shape[1], "kernel_size": window, **options}
    grown = [min(r - s, 0) for r, s in zip(reach, strides, strict=True)]
    if cuts == [t if t else g for t, g in zip(total, grown, strict=True)] and pads[:count] == [
        size // 2 for size in total
    ] and any(total):
        parameters["padding"] = "same"
    elif any(pads) or any(m != g * -1 for m, g in zip(more, grown, strict=True)):
        if any(pads[:count]) and pads[:count] == [r // 2 for r in reach] == pads[count:]:
            # Keras counts the added rows within a half window on both sides.
            parameters["padding"] = "same"
            parameters["output_padding"] = more
        else:
            raise Unreadable
    if any(stride != 1 for stride in strides):
        parameters["strides"] = strides
    if any(rate != 1 for rate in dilations):
        parameters["dilation_rate"] = dilations
    if not bias.size:
        parameters["use_bias"] = False
    turned = np.transpose(kernel, [*range(2, count + 2), 1, 0])
    weights = [turned, bias] if bias.size else [turned]
    reader.layer(node, f"Conv{count}DTranspose", parameters, [source], weights, rank=count + 2,
                 view=value.view)


@reads("MaxPool", "AveragePool")
def pool(reader: Reader, node: Any) -> None:
    value, source, options, count = windows(reader, node)
    window = list(attribute(node, "kernel_shape"))
    strides = list(attribute(node, "strides", [1] * count))
    if attribute(node, "ceil_mode", 0) or any(
        rate != 1 for rate in attribute(node, "dilations", [1] * count)
    ):
        raise Unreadable
    is_max = node.op_type == "MaxPool"
    if not is_max and attribute(node, "count_include_pad", 0) and any(attribute(node, "pads", [])):
        raise Unreadable
    padding, source = padded(reader, node, window, strides, [1] * count, source, options, count,
                             value=-np.inf)
    parameters: dict[str, Any] = {"pool_size": window, **options}
    if strides != window:
        parameters["strides"] = strides
    if padding != "valid":
        parameters["padding"] = padding
    type_ = f"{'Max' if is_max else 'Average'}Pooling{count}D"
    reader.layer(node, type_, one_size(parameters, count), [source], rank=count + 2,
                 view=value.view)


def one_size(parameters: dict[str, Any], count: int) -> dict[str, Any]:
    """The parameters of a window over one axis, where Keras takes single numbers."""
    if count > 1:
        return parameters
    return {key: value[0] if key in ("pool_size", "strides") else value
            for key, value in parameters.items()}


GLOBAL = {"GlobalAveragePool": "Average", "GlobalMaxPool": "Max"}


@reads(*GLOBAL)
def global_pool(reader: Reader, node: Any) -> None:
    value, source, options, count = windows(reader, node)
    parameters = {**options, "keepdims": True}
    reader.layer(node, global_name(GLOBAL[node.op_type], count), parameters, [source],
                 rank=count + 2, view=value.view)


def global_name(kind: str, count: int) -> str:
    return {("Average", 2): "GlobalAvgPool2D", ("Max", 2): "GlobalMaxPool2D"}.get(
        (kind, count), f"Global{kind}Pooling{count}D"
    )


@reads("ReduceMean", "ReduceMax")
def reduce(reader: Reader, node: Any) -> None:
    axes = attribute(node, "axes")
    axes = [int(axis) for axis in (reader.array(node, 1) if axes is None else axes)]
    rank = reader.rank(node.input[0])
    axes = sorted(axis % rank for axis in axes)
    value = reader.of(node.input[0])
    keep = bool(attribute(node, "keepdims", 1))
    kind = "Average" if node.op_type == "ReduceMean" else "Max"
    last = axes == list(range(1, rank - 1))
    first = axes == list(range(2, rank))
    if value.view == "first" and first and not keep:
        options, source = {}, value.source
    elif last and value.view == "":
        options, source = {}, reader.plain(node.input[0])
    elif first:
        options, source = {"data_format": "channels_first"}, reader.plain(node.input[0])
    else:
        raise Unreadable
    if keep:
        options["keepdims"] = True
    reader.layer(node, global_name(kind, rank - 2), options, [source], rank=rank if keep else 2)


# Normalization


@reads("BatchNormalization")
def batch_normalization(reader: Reader, node: Any) -> None:
    value, rank = reader.of(node.input[0]), reader.rank(node.input[0])
    weights = [reader.array(node, place).astype(np.float32) for place in (1, 2, 3, 4)]
    parameters: dict[str, Any] = {"epsilon": rounded(attribute(node, "epsilon", 1e-5))}
    momentum = rounded(attribute(node, "momentum", 0.9))
    if momentum != 0.99:
        parameters["momentum"] = momentum
    source = value.source
    if rank > 2 and value.view != "first":
        source = reader.plain(node.input[0])
        parameters["axis"] = 1
    reader.layer(node, "BatchNormalization", parameters, [source], weights, rank=rank,
                 view=value.view)


@reads("LayerNormalization")
def layer_normalization(reader: Reader, node: Any) -> None:
    rank = reader.rank(node.input[0])
    if attribute(node, "axis", -1) not in (-1, rank - 1):
        raise Unreadable
    gamma = reader.array(node, 1).astype(np.float32)
    beta = reader.array(node, 2, np.zeros_like(gamma)).astype(np.float32)
    parameters = {"epsilon": rounded(attribute(node, "epsilon", 1e-5))}
    reader.layer(node, "LayerNormalization", parameters, [reader.plain(node.input[0])],
                 [gamma, beta], rank=rank)


# Layout


@reads("Transpose")
def transpose(reader: Reader, node: Any) -> None:
    if node.input[0] in reader.arrays:
        reader.arrays[node.output[0]] = np.transpose(
            reader.arrays[node.input[0]], attribute(node, "perm")
        )
        return
    value = reader.of(node.input[0])
    order = list(attribute(node, "perm") or range(reader.rank(node.input[0]))[::-1])
    rank = len(order)
    to_first, to_last = [0, rank - 1, *range(1, rank - 1)], [0, *range(2, rank), 1]
    if order == list(range(rank)):
        reader.alias(node, value)
    elif value.view == "rows" and order == [0, 2, 1, 3]:
        reader.alias(node, value, view="turned")
    elif order == [1, 0, 2] and value.view in ("", "time"):
        reader.alias(node, value, view="" if value.view else "time", rank=3)
    elif order == to_last and value.view == "first":
        reader.alias(node, value, view="", rank=rank)
    elif order == to_first and value.view == "" and rank > 2 and wants_first(reader, node):
        reader.alias(node, value, view="first", rank=rank)
    elif order[0] == 0:
        source = reader.plain(node.input[0])
        reader.layer(node, "Permute", {"dims": order[1:]}, [source], rank=rank)
    else:
        raise Unreadable


FIRST = {"Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
         "BatchNormalization"}


def wants_first(reader: Reader, node: Any) -> bool:
    """Whether a transposition is made for windows."""
    return any(one.op_type in FIRST for one in reader.readers.get(node.output[0], ()))


@reads("Flatten")
def flatten(reader: Reader, node: Any) -> None:
    if attribute(node, "axis", 1) != 1:
        raise Unreadable
    reader.layer(node, "Flatten", {}, [reader.plain(node.input[0])], rank=2)


@reads("Reshape")
def reshape(reader: Reader, node: Any) -> None:
    if node.input[0] in reader.arrays and node.input[1] in reader.arrays:
        reader.arrays[node.output[0]] = reader.arrays[node.input[0]].reshape(
            reader.arrays[node.input[1]]
        )
        return
    value = reader.of(node.input[0])
    if node.input[1] in reader.sizes:
        target = [-1 if size is None else size for size in reader.shape(node.output[0])]
    else:
        target = [int(size) for size in reader.array(node, 1)]
    if value.view == "turned":
        reader.alias(node, value, view="time", rank=3)
        return
    source = reader.plain(node.input[0])
    known = reader.told.get(node.output[0])
    sizes = [
        known[axis] if known and known[axis] is not None else size
        for axis, size in enumerate(target[1:], 1)
    ]
    if len(target) == 2:
        reader.layer(node, "Flatten", {}, [source], rank=2)
        return
    if sizes.count(-1) > 1 or 0 in sizes or target[0] not in (-1, 0, 1):
        raise Unreadable
    reader.layer(node, "Reshape", {"target_shape": sizes}, [source], rank=len(target))


@reads("Squeeze", "Unsqueeze")
def squeeze(reader: Reader, node: Any) -> None:
    axes = attribute(node, "axes")
    axes = [int(axis) for axis in (reader.array(node, 1) if axes is None else axes)]
    value = reader.of(node.input[0])
    if value.view == "rows":
        if node.op_type != "Squeeze" or axes != [1]:
            raise Unreadable
        reader.alias(node, value, view="time", rank=3)
        return
    if value.view == "states":
        if node.op_type != "Squeeze" or axes != [0]:
            raise Unreadable
        reader.alias(node, value, view="", rank=2)
        return
    shape = reader.shape(node.output[0])
    if 0 in axes or list(shape[1:]).count(None) > 1:
        raise Unreadable
    target = [-1 if size is None else size for size in shape[1:]]
    reader.layer(node, "Reshape", {"target_shape": target}, [reader.plain(node.input[0])],
                 rank=len(shape))


@reads("Slice")
def flip(reader: Reader, node: Any) -> None:
    """Only a walk backwards over the steps is known: behind a recurrent operator."""
    starts, ends, axes = (reader.array(node, place).tolist() for place in (1, 2, 3))
    steps = reader.array(node, 4, [1] * len(starts)).tolist()
    value = reader.of(node.input[0])
    if set(steps) == {1}:
        crop(reader, node, value, starts, ends, axes)
        return
    steps_axis = 0 if value.view == "time" else 1
    if (starts, axes, steps) != ([-1], [steps_axis], [-1]) or ends[0] > -(2**30):
        raise Unreadable
    if reader.parts[value.source.part].type not in ("LSTM", "GRU", "SimpleRNN"):
        raise Unreadable
    reader.alias(node, value, flipped=not value.flipped)


def crop(reader: Reader, node: Any, value: Value, starts, ends, axes) -> None:
    """A part of the places: what is cut off before and behind."""
    shape, after = reader.shape(node.input[0]), reader.shape(node.output[0])
    rank = len(shape)
    cuts = [[0, 0] for _ in range(rank)]
    for start, end, axis in zip(starts, ends, axes, strict=True):
        axis %= rank
        size, left = shape[axis], after[axis]
        if size is None or left is None:
            behind = 0 if end > 2**30 else -end
            if start < 0 or behind < 0:
                raise Unreadable
        else:
            start = start + size if start < 0 else start
            behind = size - start - left
        cuts[axis] = [start, behind]
    inner = cuts[2:] if value.view == "first" else cuts[1:-1]
    others = [cuts[0], cuts[1] if value.view == "first" else cuts[-1]]
    if any(any(pair) for pair in others) or value.view not in ("", "first"):
        raise Unreadable
    parameters = {"cropping": inner[0] if len(inner) == 1 else inner}
    reader.layer(node, f"Cropping{len(inner)}D", parameters, [value.source], rank=rank,
                 view=value.view)


@reads("Pad")
def pad(reader: Reader, node: Any) -> None:
    pads = attribute(node, "pads")
    pads = [int(n) for n in (reader.array(node, 1) if pads is None else pads)]
    if attribute(node, "mode", "constant") != "constant":
        raise Unreadable
    if len(node.input) > 2 and node.input[2] and float(reader.array(node, 2)) != 0.0:
        raise Unreadable
    rank = len(pads) // 2
    pairs = [list(pair) for pair in zip(pads[:rank], pads[rank:], strict=True)]
    value = reader.of(node.input[0])
    options: dict[str, Any] = {}
    if value.view == "first" or (rank > 2 and not any(pairs[-1]) and value.view == ""):
        inner = pairs[2:] if value.view == "first" else pairs[1:-1]
        channels = pairs[1] if value.view == "first" else pairs[-1]
        source = value.source
    else:
        inner, channels, source = pairs[2:], pairs[1], reader.plain(node.input[0])
        options = {"data_format": "channels_first"}
    if any(pairs[0]) or any(channels) or not inner:
        raise Unreadable
    if options and len(inner) == 1:
        raise Unreadable
    parameters = {"padding": inner[0] if len(inner) == 1 else inner, **options}
    reader.layer(node, f"ZeroPadding{len(inner)}D", parameters, [source], rank=rank,
                 view=value.view)


@reads("Gather")
def gather(reader: Reader, node: Any) -> None:
    """Rows of a fixed table are an Embedding; the last step of a walk is what it returns."""
    if node.input[0] in reader.arrays and attribute(node, "axis", 0) == 0:
        table = reader.arrays[node.input[0]].astype(np.float32)
        if table.ndim != 2:
            raise Unreadable
        source = reader.plain(node.input[1])
        rank = reader.rank(node.input[1])
        reader.layer(node, "Embedding", {"input_dim": table.shape[0],
                                         "output_dim": table.shape[1]}, [source], [table],
                     rank=rank + 1)
        return
    value, place = reader.of(node.input[0]), reader.array(node, 1)
    part = reader.parts[value.source.part]
    is_walk = part.type in ("LSTM", "GRU", "SimpleRNN") and value.source.output == 0
    axis = {"": 1, "time": 0}.get(value.view)
    if not is_walk or value.flipped or attribute(node, "axis", 0) != axis or place.tolist() != -1:
        raise Unreadable
    # The last step of a walk is the state that it ends with.
    parameters = {**part.parameters, "return_state": True}
    reader.parts[value.source.part] = replace(part, parameters=parameters)
    reader.values[node.output[0]] = Value(Source(value.source.part, 1), 2)


@reads("Resize", "Upsample")
def resize(reader: Reader, node: Any) -> None:
    value, source, options, count = windows(reader, node)
    if attribute(node, "mode", "nearest") != "nearest" or count not in (2, 3):
        raise Unreadable
    place = 2 if node.op_type == "Resize" else 1
    if place < len(node.input) and node.input[place]:
        scales = reader.array(node, place).tolist()
    else:
        before, after = reader.shape(node.input[0]), reader.shape(node.output[0])
        if None in before[2:] or None in after[2:]:
            raise Unreadable
        scales = [1.0, 1.0] + [b / a for a, b in zip(before[2:], after[2:], strict=True)]
    size = [int(scale) for scale in scales[2:]]
    if scales != [1, 1, *size] or min(size) < 1:
        raise Unreadable
    reader.layer(node, f"UpSampling{count}D", {"size": size, **options}, [source],
                 rank=count + 2, view=value.view)


@reads("Div")
def gelu(reader: Reader, node: Any) -> None:
    """x / sqrt 2, its error function, plus 1, times x, times a half: the GELU."""
    if node.input[1] not in reader.arrays:
        raise Unreadable
    if not np.allclose(reader.arrays[node.input[1]], np.sqrt(2.0), rtol=1e-4):
        raise Unreadable
    x, step, results = node.input[0], node, [node.output[0]]
    for kind, other in (("Erf", None), ("Add", 1.0), ("Mul", x), ("Mul", 0.5)):
        step = reader.sole_reader(step.output[0])
        if step is None or step.op_type != kind:
            raise Unreadable
        if isinstance(other, float):
            fixed = [reader.arrays[name] for name in step.input if name in reader.arrays]
            if len(fixed) != 1 or not np.allclose(fixed[0], other):
                raise Unreadable
        elif other is not None and other not in step.input:
            raise Unreadable
        results.append(step.output[0])
    elementwise(reader, node, "Activation", {"activation": "gelu"})
    reader.values[results[-1]] = reader.values[node.output[0]]
    reader.done.update(results[1:])
