"""Which layers are ONNX's windows? Convolutions, poolings, and what surrounds pictures."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.importing.onnx_files import Reader, reads
from engine.importing.onnx_nodes import Unreadable, Value, attribute
from engine.importing.values import Part, Source


def windows(reader: Reader, node: Any) -> tuple[Value, Source, dict[str, Any], int]:
    """(the input, its source, data_format if need be, number of places) of a window."""
    value = reader.of(node.input[0])
    count = reader.rank(node.input[0]) - 2
    if count == 1 and value.view == "" and any(attribute(node, "pads", ())):
        # What pads a sequence knows channels last alone.
        value = reader.seen_first(node.input[0])
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
    crops: list[list[int]] = []
    cuts = [p + q - m for p, q, m in zip(pads[:count], pads[count:], more, strict=True)]
    total = [max(r - s, 0) for r, s in zip(reach, strides, strict=True)]
    parameters: dict[str, Any] = {"filters": kernel.shape[1], "kernel_size": window, **options}
    grown = [min(r - s, 0) for r, s in zip(reach, strides, strict=True)]
    if cuts == [t if t else g for t, g in zip(total, grown, strict=True)] and pads[:count] == [
        size // 2 for size in total
    ] and any(total):
        parameters["padding"] = "same"
    elif any(pads) or any(more):
        # The whole result, of which the border is cut off behind it.
        crops = [[p, q - m] for p, q, m in zip(pads[:count], pads[count:], more, strict=True)]
        if any(behind < 0 for _, behind in crops):
            raise Unreadable
    if any(stride != 1 for stride in strides):
        parameters["strides"] = strides
    if any(rate != 1 for rate in dilations):
        parameters["dilation_rate"] = dilations
    if not bias.size:
        parameters["use_bias"] = False
    turned = np.transpose(kernel, [*range(2, count + 2), 1, 0])
    weights = [turned, bias] if bias.size else [turned]
    made = reader.layer(node, f"Conv{count}DTranspose", parameters, [source], weights,
                        rank=count + 2, view=value.view)
    if any(map(any, crops)):
        cropping = {"cropping": crops[0] if count == 1 else crops, **options}
        reader.layer(node, f"Cropping{count}D", cropping, [made.source], rank=count + 2,
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


@reads("Resize", "Upsample")
def resize(reader: Reader, node: Any) -> None:
    value, source, options, count = windows(reader, node)
    mode, places = attribute(node, "mode", "nearest"), attribute(
        node, "coordinate_transformation_mode", "half_pixel"
    )
    bent = mode == "linear" and count == 2 and places in ("half_pixel", "pytorch_half_pixel")
    if count not in (2, 3) or not (bent or (mode == "nearest" and places in (
        "asymmetric", "half_pixel", "pytorch_half_pixel"
    ))):
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
    more = {"interpolation": "bilinear"} if bent else {}
    reader.layer(node, f"UpSampling{count}D", {"size": size, **options, **more}, [source],
                 rank=count + 2, view=value.view)
