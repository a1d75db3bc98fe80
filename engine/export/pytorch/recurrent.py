"""How are recurrent layers spelled? As torch's where these compute the same, else as a loop."""

from __future__ import annotations

from typing import Any

from engine.export.python import literal
from engine.export.pytorch.body import Body, Kept, Value, Zeros
from engine.export.pytorch.cells import cell_text
from engine.export.pytorch.spelling import bending, spell, spells, unknown
from engine.layers import bidirectional, convlstm, core, recurrent, rnn, wrappers
from engine.nest import flatten

# Keras's gates z, r, h in torch's order r, z, n.
GRU_ORDER = (1, 0, 2)
LAYERS = (recurrent.SimpleRNN, recurrent.LSTM, recurrent.GRU, rnn.RNN)
CONVOLUTIONAL = (convlstm.ConvLSTM1D, convlstm.ConvLSTM2D, convlstm.ConvLSTM3D)
# Layers that treat each step by itself anyway.
STEPLESS = (core.Dense, core.Dropout)
NATIVE = {recurrent.SimpleRNN: "RNN", recurrent.LSTM: "LSTM", recurrent.GRU: "GRU"}


# Layers ------------------------------------------------------------------------------------------


def is_native(layer: Any, mask: Any) -> bool:
    """Whether torch's own layer computes the same."""
    if type(layer) not in NATIVE or mask is not None or layer.stateful or layer.time_major:
        return False
    cell = layer.cell
    if cell.activity_regularizer is not None or cell.drops(cell.recurrent_dropout):
        return False
    if type(layer) is recurrent.SimpleRNN:
        return bending(cell.activation) in ("tanh", "relu") and not cell.drops(cell.dropout)
    if bending(cell.activation) != "tanh" or bending(cell.recurrent_activation) != "sigmoid":
        return False
    if cell.drops(cell.dropout) and not layer._could_use_gpu_kernel:
        return False
    return type(layer) is recurrent.LSTM or cell.reset_after


def native_text(layer: Any, extra: str = "") -> str:
    """What makes torch's own layer."""
    cell = layer.cell
    text = f"nn.{NATIVE[type(layer)]}({cell.kernel.shape[0]}, {cell.units}, "
    if type(layer) is recurrent.SimpleRNN and bending(cell.activation) == "relu":
        text += 'nonlinearity="relu", '
    if cell.bias is None:
        text += "bias=False, "
    return f"{text}batch_first=True{extra})"


def native_weights(layer: Any, suffix: str = "_l0") -> dict[str, Any]:
    """The weights of torch's own layer; one bias of Keras's stands for two of torch's."""
    cell = layer.cell
    gru = type(layer) is recurrent.GRU

    def bend(values):
        """A GRU's gates in torch's order, along the first axis."""
        gates = values.reshape(3, cell.units, *values.shape[1:])
        return gates[list(GRU_ORDER)].reshape(values.shape)

    weights = {
        f"weight_ih{suffix}": Kept(cell.kernel, (1, 0), bend if gru else None),
        f"weight_hh{suffix}": Kept(cell.recurrent_kernel, (1, 0), bend if gru else None),
    }
    if cell.bias is None:
        return weights
    if gru:
        weights[f"bias_ih{suffix}"] = Kept(cell.bias, None, lambda b: bend(b[0]), "laid out")
        weights[f"bias_hh{suffix}"] = Kept(cell.bias, None, lambda b: bend(b[1]), "laid out")
    else:
        weights[f"bias_ih{suffix}"] = Kept(cell.bias)
        weights[f"bias_hh{suffix}"] = Zeros((cell.units * cell.gates,))
    return weights


def dropped(body: Body, layer: Any, x: Value) -> str:
    """The input of torch's own layer, with Keras's dropout before it."""
    if not layer.cell.drops(layer.cell.dropout):
        return x.text
    module = body.module(layer, f"nn.Dropout({literal(layer.cell.dropout)})", suffix="dropout")
    return f"{module}({x.text})"


@spells(*LAYERS)
def walk(body: Body, layer: Any, inputs: Any, initial_state: Any = None, **options: Any) -> Any:
    x, states = apart(body, inputs, initial_state)
    check_options(body, layer, options)
    if is_native(layer, x.mask):
        return native(body, layer, x, states)
    return loop(body, layer, x, states)


def apart(body: Body, inputs: Any, initial_state: Any) -> tuple[Value, list[Value]]:
    """The sequence and its first states, in Keras's order of axes."""
    given = flatten(inputs)
    states = [*given[1:], *(flatten(initial_state) if initial_state is not None else ())]
    return body.last(given[0]), [body.last(state) for state in states]


def check_options(body: Body, layer: Any, options: Any) -> None:
    if options.get("constants") is not None or layer._num_constants:
        raise body.refuse(
            "{layer} hands constants to its cell, which has no spelling in PyTorch.",
            fix="Concatenate them with the input.",
            layer=layer.title,
        )


def native(body: Body, layer: Any, x: Value, states: list[Value]) -> Any:
    """A call of ``nn.LSTM``, ``nn.GRU`` or ``nn.RNN``."""
    module = body.module(layer, native_text(layer), native_weights(layer))
    sequence = dropped(body, layer, x)
    if layer.go_backwards:
        sequence += ".flip(1)"
    if states:
        first = [f"{state.text}.unsqueeze(0)" for state in states]
        sequence += f", ({', '.join(first)})" if len(first) > 1 else f", {first[0]}"
    output = body.target(layer)
    if not layer.return_state:
        body.unpack([output, "_"], f"{module}({sequence})")
        kept = x.mask if layer.return_sequences else None
        return Value(output if layer.return_sequences else f"{output}[:, -1]", x.shape, mask=kept)
    names = [body.variables.take(f"{layer.name}_{part}") for part in ("state", "carry")]
    names = names[: len(flatten(layer.cell.state_size))]
    last = f"({', '.join(names)})" if len(names) > 1 else names[0]
    body.unpack([output, last], f"{module}({sequence})")
    text = output if layer.return_sequences else f"{output}[:, -1]"
    return [Value(text, x.shape), *(Value(f"{name}[0]", ()) for name in names)]


def loop_module(body: Body, layer: Any, suffix: str = "") -> str:
    """A cell repeated over the steps of a sequence, by a class that the program brings along."""
    text, weights = cell_text(body, layer.cell)
    options = [text]
    for name in ("return_sequences", "go_backwards", "stateful", "zero_output_for_mask"):
        if getattr(layer, name):
            options.append(f"{name}=True")
    if getattr(layer, "time_major", False):
        options.append("time_major=True")
    if per_step(layer):
        options.append("drop_each_step=True")
    kept = {f"cell.{name}": one for name, one in weights.items()}
    return body.module(layer, f"Recurrent({', '.join(options)})", kept, suffix)


def per_step(layer: Any) -> bool:
    """Whether Keras draws a dropout mask for each step, as it does with its usual settings."""
    return (
        isinstance(layer, recurrent.GatedLayer)
        and layer._could_use_gpu_kernel
        and layer.cell.drops(layer.cell.dropout)
    )


def loop(body: Body, layer: Any, x: Value, states: list[Value]) -> Any:
    """A call of `Recurrent`."""
    module = loop_module(body, layer)
    arguments = [x.text]
    if x.mask is not None:
        arguments.append(x.mask)
    if states:
        arguments.append(f"states=[{', '.join(state.text for state in states)}]")
    output = body.target(layer)
    kept = x.mask if layer.return_sequences else None
    if not layer.return_state:
        body.unpack([output, "_"], f"{module}({', '.join(arguments)})")
        return Value(output, x.shape, mask=kept)
    new = body.variables.take(f"{layer.name}_states")
    body.unpack([output, new], f"{module}({', '.join(arguments)})")
    count = len(flatten(layer.cell.state_size))
    return [Value(output, x.shape, mask=kept), *(Value(f"{new}[{n}]", ()) for n in range(count))]


@spells(*CONVOLUTIONAL)
def walk_films(body: Body, layer: Any, inputs: Any, initial_state: Any = None, **options: Any):
    """A ConvLSTM: its loop has the channels of each picture first."""
    x, states = apart(body, inputs, initial_state)
    last = layer.data_format != "channels_first"
    if last:
        x = Value(f"{x.text}.movedim(-1, 2)", x.shape, mask=x.mask)
        states = [Value(f"{one.text}.movedim(-1, 1)", one.shape) for one in states]
    found = loop(body, layer, x, states)
    values = found if isinstance(found, list) else [found]
    if last:
        for place, value in enumerate(values):
            axis = 2 if place == 0 and layer.return_sequences else 1
            value.text = f"{value.text}.movedim({axis}, -1)"
    return found


# Wrappers ----------------------------------------------------------------------------------------


@spells(bidirectional.Bidirectional)
def both_ways(body: Body, layer: Any, inputs: Any, initial_state: Any = None, **options: Any):
    x, states = apart(body, inputs, initial_state)
    check_options(body, layer, options)
    pair = {"forward": layer.forward_layer, "backward": layer.backward_layer}
    for way, one in pair.items():
        body.aliases[id(one)] = f"{layer.name}_{way}"
        if type(one) not in LAYERS and type(one) not in CONVOLUTIONAL:
            raise unknown(one)
        if one.activity_regularizer is not None:
            raise body.refuse(
                "{layer} has a penalty on the output of each direction, which has no spelling in "
                "PyTorch.",
                fix="Put the penalty on the whole layer.",
                layer=layer.title,
            )
    if joins_natively(layer, x.mask) and not states and not layer.return_state:
        parts = native_pair(body, layer, x)
    else:
        parts = looped_pair(body, layer, x, states)
    forward, backward, *ends = parts
    kept = x.mask if layer.return_sequences else None
    if layer.merge_mode is None:
        outputs = [Value(forward, x.shape, mask=kept), Value(backward, x.shape, mask=kept)]
    else:
        text = {
            "concat": f"torch.cat([{forward}, {backward}], dim=-1)" if backward else forward,
            "sum": f"{forward} + {backward}",
            "ave": f"({forward} + {backward}) / 2",
            "mul": f"{forward} * {backward}",
        }[layer.merge_mode]
        outputs = [Value(text, x.shape, mask=kept)]
    if len(outputs) == 1 and not ends:
        return outputs[0]
    return [*outputs, *(Value(end, ()) for end in ends)]


def joins_natively(layer: Any, mask: Any) -> bool:
    """Whether torch's own layer with `bidirectional=True` computes the same."""
    forward, backward = layer.forward_layer, layer.backward_layer
    alike = type(forward) is type(backward) and not forward.go_backwards
    return (
        alike
        and is_native(forward, mask)
        and is_native(backward, mask)
        and native_text(forward) == native_text(backward)
        and not forward.cell.drops(forward.cell.dropout)
        and not backward.cell.drops(backward.cell.dropout)
    )


def native_pair(body: Body, layer: Any, x: Value) -> list[str]:
    """The outputs of both directions out of one call of torch's own layer."""
    forward, backward = layer.forward_layer, layer.backward_layer
    weights = {**native_weights(forward), **native_weights(backward, "_l0_reverse")}
    module = body.module(layer, native_text(forward, ", bidirectional=True"), weights)
    output = body.target(layer)
    if layer.return_sequences:
        body.unpack([output, "_"], f"{module}({x.text})")
        if layer.merge_mode == "concat":
            return [output, ""]
        names = [body.variables.take(f"{layer.name}_{way}") for way in ("forward", "backward")]
        body.unpack(names, f"{output}.chunk(2, dim=-1)")
        return names
    last = f"({output}, _)" if type(forward) is recurrent.LSTM else output
    body.unpack(["_", last], f"{module}({x.text})")
    return [f"{output}[0]", f"{output}[1]"]


def looped_pair(body: Body, layer: Any, x: Value, states: list[Value]) -> list[str]:
    """The outputs of two layers that walk in opposite directions, then their states."""
    half = len(states) // 2
    outputs, ends = [], []
    film = type(layer.forward_layer) in CONVOLUTIONAL
    for place, one in enumerate((layer.forward_layer, layer.backward_layer)):
        own = states[:half] if place == 0 else states[half:]
        write = walk_films if film else walk
        inputs = Value(x.text, x.shape, mask=x.mask)
        found = write(body, one, [inputs, *own])
        values = found if isinstance(found, list) else [found]
        ends += [value.text for value in values[1:]]
        text = values[0].text
        if place == 1 and layer.return_sequences:
            time = 0 if getattr(one, "time_major", False) else 1
            text = f"{text}.flip({time})"
        outputs.append(text)
    return [*outputs, *ends]


@spells(wrappers.TimeDistributed)
def every_step(body: Body, layer: Any, x: Value, **options: Any) -> Value:
    """The inner layer on samples and steps as one long batch."""
    if not isinstance(x, Value):
        raise body.refuse(
            "{layer} has several inputs, which has no spelling in PyTorch.",
            fix="Join them before it.",
            layer=layer.title,
        )
    inner = layer.layer
    body.aliases[id(inner)] = layer.name
    if type(inner) in STEPLESS and inner.activity_regularizer is None:
        found = spell(body, inner, x)  # it works on the last axis alone
        return x.like(found.text, shape=found.shape, turned=found.turned, mask=x.mask)
    x = body.settled(body.last(x))
    mask = x.mask
    steps = Value(
        body.assign("steps", f"{x.text}.flatten(0, 1)"), (None, *x.shape[2:])
    )
    if mask is not None and inner._accepts("mask"):
        steps.mask = body.assign("steps_mask", f"{mask}.flatten(0, 1)")
    found = spell(body, inner, steps)
    if isinstance(found, list):
        raise body.refuse(
            "{layer} has several outputs, which has no spelling in PyTorch.",
            fix="Let the inner layer return one value.",
            layer=layer.title,
        )
    if found.text != steps.text:
        body.lines.append(f"{steps.text} = {found.text}")
        found.text = steps.text
    found = body.last(found)
    if mask is not None and found.mask is not None:
        mask = body.assign("mask", f"{found.mask}.unflatten(0, {x.text}.shape[:2])")
    elif mask is not None and x.rank > 3:
        mask = body.assign("mask", f"{mask}.reshape(*{mask}.shape[:2], -1).any(-1)")
    text = f"{found.text}.unflatten(0, {x.text}.shape[:2])"
    return Value(text, (*x.shape[:2], *found.shape[1:]), mask=mask)
