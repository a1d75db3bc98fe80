"""How are products, windows, normalizations, draws and loops said in torch's words?"""

from __future__ import annotations

import numpy as np

from engine.export.python import literal
from engine.export.pytorch.records import TABLE, says
from engine.export.tracing import needed

# Products and windows ---------------------------------------------------------------------------


@says("batch_matmul")
def batch_matmul(writer, record):
    a, b, *bias = record.inputs
    (y,) = record.outputs
    turn_a, turn_b = (record.attributes.get(f"transpose_{side}", False) for side in "ab")
    base, matrix = writer.before_layout(a), writer.before_layout(b)
    tall = (
        not turn_a and a.shape[0] == 1 and len(base.shape) >= 2
        and base.shape[-1] == a.shape[-1] and len(matrix.shape) == 2
    )  # fmt: skip
    left, right = (base, matrix) if tall else (a, b)
    first, second = writer.tight(left), writer.tight(right)
    if turn_a:
        first += ".transpose(1, 2)"
    if turn_b:
        second += ".T" if tall else ".transpose(1, 2)"
    text = f"{first} @ {second}"
    if bias:
        text += f" + {writer.tight(bias[0])}"
    if not tall:
        return text
    made = writer.like(base, y.shape[-1], y)
    writer.place(made, text, writer.uses.get(id(y), 2))
    writer.put_view(y, made)
    return None


def windows(record):
    """The arguments that say how a window moves."""
    a = record.attributes
    options = []
    for name, word, usual in (("strides", "stride", 1), ("dilation", "dilation", 1)):
        if set(a.get(name, (usual,))) != {usual}:
            options.append(f"{word}={literal(tuple(a[name]))}")
    if a["padding"] != "valid":
        options.append(f"padding={literal(a['padding'])}")
    if a.get("groups", 1) != 1:
        options.append(f"groups={a['groups']}")
    return options


@says("convolution")
def convolution(writer, record):
    given = [writer.of(one) for one in record.inputs]
    return f"convolved({', '.join([*given, *windows(record)])})"


@says("max_pool_forward", "average_pool_forward")
def pool(writer, record):
    kind = "max" if record.op.name == "max_pool_forward" else "average"
    a = record.attributes
    options = [writer.of(record.inputs[0]), literal(kind), literal(tuple(a["window"])),
               literal(tuple(a["strides"])), literal(a["padding"])]  # fmt: skip
    return f"pooled({', '.join(options)})"


@says("gather_rows")
def gather(writer, record):
    table, places = record.inputs
    held = writer.traces.payloads(places)[0] if places.source == "constant" else None
    if held is not None and np.ndim(held) == 0:
        return f"{writer.tight(table)}[{int(held)}]"
    return f"{writer.tight(table)}[{writer.tight(places)}.long()]"


@says("scatter_rows")
def scatter(writer, record):
    places, rows = record.inputs
    shape = writer.traces.attribute(record, "shape")
    return (
        f"{writer.settled(rows)}.new_zeros({literal(tuple(shape))})"
        f".index_add(0, {writer.tight(places)}.long(), {writer.settled(rows)})"
    )


@says("one_hot_rows")
def one_hot(writer, record):
    a = record.attributes
    hot = f"F.one_hot({writer.tight(record.inputs[0])}.long(), {a['depth']}).float()"
    on, off = float(a["on"]), float(a["off"])
    if (on, off) == (1.0, 0.0):
        return hot
    return f"{hot} * {literal(on - off)} + {literal(off)}"


# Normalization ----------------------------------------------------------------------------------


@says("batch_statistics")
def batch_statistics(writer, record):
    (x,) = record.inputs
    name = writer.settled(x)
    axes = tuple(range(len(x.shape) - 1))
    dims = axes[0] if len(axes) == 1 else axes
    return [f"{name}.mean(dim={dims})", f"{name}.var(dim={dims}, unbiased=False)"]


@says("batch_normalize")
def batch_normalize(writer, record):
    x, mean, variance, gamma, beta = (writer.tight(one) for one in record.inputs)
    epsilon = literal(float(record.attributes["epsilon"]))
    return f"({x} - {mean}) * torch.rsqrt({variance} + {epsilon}) * {gamma} + {beta}"


@says("layer_normalize")
def layer_normalize(writer, record):
    x, *rest = record.inputs
    given = ", ".join(writer.of(one) for one in rest)
    epsilon = literal(float(record.attributes["epsilon"]))
    return f"F.layer_norm({writer.of(x)}, ({x.shape[-1]},), {given}, {epsilon})"


# Random numbers ---------------------------------------------------------------------------------


def drawn_shape(writer, record):
    return writer.shape(writer.traces.sizes(record.outputs[0]))


@says("random_uniform")
def random_uniform(writer, record):
    low, high = (literal(float(record.attributes[name])) for name in record.op.parameters)
    return f"{writer.any_value}.new_empty({drawn_shape(writer, record)}).uniform_({low}, {high})"


@says("random_normal")
def random_normal(writer, record):
    mean, spread = (literal(float(record.attributes[name])) for name in record.op.parameters)
    return f"{writer.any_value}.new_empty({drawn_shape(writer, record)}).normal_({mean}, {spread})"


@says("keep_mask", "dropout_mask")
def keep_mask(writer, record):
    rate = literal(float(record.attributes["rate"]))
    return f"F.dropout({writer.any_value}.new_ones({drawn_shape(writer, record)}), {rate})"


# Sequences --------------------------------------------------------------------------------------


# Keras's activations that the fused walk knows, in torch's words.
BENT = {"linear": "linear", "tanh": "torch.tanh", "sigmoid": "torch.sigmoid",
        "hard_sigmoid": "hard_sigmoid", "relu": "F.relu"}  # fmt: skip


@says("recurrent_sequence")
def recurrent_sequence(writer, record):
    a = record.attributes
    pairs = zip(a["names"], record.inputs, strict=True)
    options = [literal(a["kind"]), *(f"{name}={writer.of(value)}" for name, value in pairs)]
    options += [f"{key}={BENT[a[key]]}" for key in ("activation", "gate")]
    for key in ("every", "reverse", "zero_masked", "reset_after"):
        if a[key]:
            options.append(f"{key}=True")
    names = [writer.names.take(name) for name in ("walked", "state", "carry")]
    writer.lines.append(f"{', '.join(names)} = recurrent_sequence({', '.join(options)})")
    for value, name in zip(record.outputs, names, strict=False):
        writer.put(value, name)


@says("loop")
def loop(writer, record):
    """A loop in Python over the steps; what is read from around it has a variable."""
    a = record.attributes
    count, axis = a["sequences"], a["axis"]
    given, results = a["given"], a["results"]
    states = len(given) - count
    ends, new = results[: len(results) - states], results[len(results) - states :]
    sequences = [writer.settled(value) for value in record.inputs[:count]]
    held = [writer.names.take("state") for _ in range(states)]
    for name, value in zip(held, record.inputs[count:], strict=True):
        writer.lines.append(f"{name} = {writer.of(value)}")
    lists = [writer.names.take("outputs") for _ in ends]
    begin = len(writer.lines)
    writer.lines += [f"{name} = []" for name in lists]
    step = writer.names.take("step")
    steps = f"range({sequences[0]}.shape[{axis}])"
    writer.lines.append(f"for {step} in {f'reversed({steps})' if a['backwards'] else steps}:")
    places = ", ".join([*[":"] * axis, step])
    for inner in a["body"]:
        if inner.op.name == "dropout_mask":  # a cell's, which all steps of a sequence share
            mask = writer.names.take("dropped")
            writer.lines.insert(begin, f"{mask} = {TABLE[inner.op.name](writer, inner)}")
            writer.put(inner.outputs[0], mask)
    with writer.indented():
        for value, name in zip(given[:count], sequences, strict=True):
            now = writer.names.take("now")
            writer.lines.append(f"{now} = {name}[{places}]")
            writer.put(value, now)
        for value, name in zip(given[count:], held, strict=True):
            writer.put(value, name)
        body = [one for one in a["body"] if id(one.outputs[0]) not in writer.texts]
        writer.write(needed(body, results))
        made = [writer.settled(value) for value in ends]
        for name, kept in zip(lists, made, strict=True):
            writer.lines.append(f"{name}.append({kept})")
        if held:
            after = ", ".join(map(writer.settled, new))
            writer.lines.append(f"{', '.join(held)} = {after}")
    for value, name in zip(record.outputs, made, strict=False):
        writer.put(value, name)
    together = record.outputs[len(ends) : 2 * len(ends)]
    for value, name in zip(together, lists, strict=True):
        writer.place(value, f"torch.stack({name}, dim={axis})", writer.uses.get(id(value), 0))
    for value, name in zip(record.outputs[2 * len(ends) :], held, strict=True):
        writer.put(value, name)
