"""How is each recorded operation said in torch's words? For what has no spelling as a layer."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine.export.python import literal
from engine.export.tracing import END, truncated
from engine.ops.base import normalise_axes, normalise_axis

Saying = Callable[..., Any]
TABLE: dict[str, Saying] = {}


def says(*names: str) -> Callable[[Saying], Saying]:
    """Enter `say(writer, record)` for operations: an expression, or one for each result."""

    def enter(say: Saying) -> Saying:
        for name in names:
            TABLE[name] = say
        return say

    return enter


# One value --------------------------------------------------------------------------------------

# {x} is an argument of a function.
FUNCTIONS = {
    **{name: f"torch.{name}({{x}})" for name in (
        "abs", "arctan", "ceil", "cos", "erf", "exp", "expm1", "floor", "isnan", "log", "log1p",
        "reciprocal", "round", "rsqrt", "sigmoid", "sign", "sin", "sqrt", "square", "tan", "tanh",
    )},
    **{name: f"F.{name}({{x}})" for name in ("mish", "relu", "selu", "softplus", "softsign")},
    "swish": "F.silu({x})", "gelu": "F.gelu({x})", "hard_sigmoid": "hard_sigmoid({x})",
    "gelu_tanh": 'F.gelu({x}, approximate="tanh")', "softmax_last": "F.softmax({x}, dim=-1)",
    "log_softmax_last": "F.log_softmax({x}, dim=-1)",
}  # fmt: skip
# Operations that keep whole numbers whole.
WHOLE = ("abs", "sign", "square")


@says("foreign")
def foreign(writer, record):
    raise record.attributes["layer"].refusal()


@says(*FUNCTIONS)
def function(writer, record):
    (x,) = record.inputs
    name = record.op.name
    dtype = x.dtype if name in WHOLE and x.dtype != "bool" else "float32"
    return FUNCTIONS[name].format(x=writer.of(x, dtype))


@says("negative")
def negative(writer, record):
    return f"-{writer.tight(record.inputs[0], record.outputs[0].dtype)}"


@says("elu")
def elu(writer, record):
    return f"F.elu({writer.of(record.inputs[0])}, {literal(record.attributes['alpha'])})"


@says("leaky_relu")
def leaky_relu(writer, record):
    return f"F.leaky_relu({writer.of(record.inputs[0])}, {literal(record.attributes['slope'])})"


@says("bounded_relu")
def bounded_relu(writer, record):
    (x,), a = record.inputs, record.attributes
    options = [writer.of(x), literal(float(a["slope"]))]
    limit = float(a["maximum"])
    options.append("None" if math.isinf(limit) else literal(limit))
    return f"bent_relu({', '.join([*options, literal(float(a['threshold']))])})"


UNIT, ZERO = ("1", "1.0", "-1", "-1.0"), ("0", "0.0", "-0.0")


@says("affine")
def affine(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    scale, shift = (writer.attribute(record, key, y.dtype) for key in ("scale", "shift"))
    text = (writer.term if scale in UNIT else writer.tight)(x, y.dtype)
    if scale in UNIT and scale.startswith("-"):
        return f"-{writer.tight(x, y.dtype)}" if shift in ZERO else f"{shift} - {text}"
    if scale not in UNIT:
        text = f"{text} * {scale}"
    if shift in ZERO:
        return text
    return f"{text} - {shift[1:]}" if shift.startswith("-") else f"{text} + {shift}"


@says("power_scalar")
def power_scalar(writer, record):
    exponent = literal(record.attributes["exponent"])
    return f"{writer.tight(record.inputs[0], 'float32')} ** {exponent}"


@says("clip_by_value")
def clip(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    low, high = (writer.number(record.attributes[key], y.dtype) for key in ("low", "high"))
    return f"{writer.tight(x, y.dtype)}.clamp({low}, {high})"


@says("logical_not")
def logical_not(writer, record):
    return f"~{writer.tight(record.inputs[0], 'bool')}"


@says("stop_gradient")
def stop_gradient(writer, record):
    return f"{writer.tight(record.inputs[0])}.detach()"


@says("identity", "reshape")
def same(writer, record):
    writer.put_view(record.outputs[0], record.inputs[0])


@says("relabel")
def relabel(writer, record):
    x = truncated(record)
    return writer.of(x, record.outputs[0].dtype)


# Two values -------------------------------------------------------------------------------------

SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "floor_divide": "//", "mod": "%",
    "power": "**",
}  # fmt: skip
COMPARISONS = {
    "equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">",
    "greater_equal": ">=",
}  # fmt: skip


@says(*SIGNS)
def arithmetic(writer, record):
    a, b = record.inputs
    dtype = "int32" if record.outputs[0].dtype == "bool" else record.outputs[0].dtype
    sign = SIGNS[record.op.name]
    operand = writer.term if sign in "+-" else writer.tight
    text = f"{operand(a, dtype)} {sign} {operand(b, dtype)}"
    return text if record.outputs[0].dtype == dtype else f"({text}).bool()"


@says(*COMPARISONS)
def compare(writer, record):
    a, b = record.inputs
    return f"{writer.tight(a)} {COMPARISONS[record.op.name]} {writer.tight(b)}"


@says("logical_and", "logical_or")
def logical(writer, record):
    sign = "&" if record.op.name == "logical_and" else "|"
    return f" {sign} ".join(writer.tight(one, "bool") for one in record.inputs)


@says("maximum", "minimum")
def extreme(writer, record):
    dtype = record.outputs[0].dtype
    plain = [one for one in record.inputs if writer.is_number(one)]
    name = record.op.name
    if len(plain) == 1:
        (other,) = (one for one in record.inputs if one is not plain[0])
        side = "min" if name == "maximum" else "max"
        return f"{writer.tight(other, dtype)}.clamp({side}={writer.of(plain[0], dtype)})"
    return f"torch.{name}({', '.join(writer.of(one, dtype) for one in record.inputs)})"


@says("squared_difference")
def squared_difference(writer, record):
    first, second = (writer.tight(one) for one in record.inputs)
    return f"({first} - {second}).square()"


@says("divide_no_nan")
def divide_no_nan(writer, record):
    first, second = (writer.tight(one, "float32") for one in record.inputs)
    return f"torch.where({second} == 0, 0.0, {first} / {second})"


@says("select")
def select(writer, record):
    condition, a, b = record.inputs
    dtype = record.outputs[0].dtype
    parts = [writer.of(condition, "bool"), writer.of(a, dtype), writer.of(b, dtype)]
    return f"torch.where({', '.join(parts)})"


# Layout -----------------------------------------------------------------------------------------


@says("transpose")
def transpose(writer, record):
    (x,) = record.inputs
    order = record.op.order(x, record.attributes.get("axes"))
    moved = [place for place, axis in enumerate(order) if place != axis]
    if not moved:
        return writer.of(x)
    if len(moved) == 2:
        return f"{writer.tight(x)}.transpose({moved[0]}, {moved[1]})"
    return f"{writer.tight(x)}.permute({', '.join(map(str, order))})"


@says("broadcast_to")
def broadcast_to(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    sizes = writer.traces.sizes(y)
    if writer.traces.sizes(x) == sizes:
        writer.put_view(y, x)
        return None
    if writer.is_number(x):
        return writer.filled(writer.of(x), sizes, y.dtype)
    return f"{writer.tight(x)}.expand({writer.shape(sizes)})"


@says("strided_slice")
def strided_slice(writer, record):
    (x,) = record.inputs
    parts, turned = [], []
    for axis, (begin, end, step) in enumerate(writer.traces.slices(record)):
        if step < 0:
            if step != -1 or record.attributes["counts"][axis] != x.shape[axis]:
                raise writer.refuse(
                    "{layer} walks backwards over a part, which has no spelling in PyTorch."
                )
            turned.append(axis)
        whole = begin == 0 and end == END or step < 0
        head, tail = "" if whole or begin == 0 else begin, "" if whole or end == END else end
        parts.append(f"{head}:{tail}" + (f":{step}" if step > 1 else ""))
    text = writer.tight(x)
    if turned:
        text = f"{text}.flip({', '.join(map(str, turned))})"
    while parts and parts[-1] == ":":
        parts.pop()
    if not parts:
        return text
    return f"{text}[{', '.join(parts)}]"


@says("unslice")
def unslice(writer, record):
    (x,) = record.inputs
    pairs = writer.traces.padding(record)
    while pairs and pairs[0] == (0, 0):
        pairs = pairs[1:]
    flat = [str(size) for pair in reversed(pairs) for size in pair]
    value = record.attributes.get("value", 0.0)
    extra = f", value={writer.number(value, x.dtype)}" if value else ""
    return f"F.pad({writer.of(x)}, ({', '.join(flat)}){extra})"


@says("concatenate_values")
def concatenate(writer, record):
    (y,) = record.outputs
    axis = normalise_axis(record.attributes["axis"], len(y.shape))
    parts = ", ".join(writer.of(one, y.dtype) for one in record.inputs)
    return f"torch.cat([{parts}], dim={axis})"


@says("unstack_axis")
def unstack(writer, record):
    x, axis = record.inputs[0], record.attributes["axis"]
    name = writer.settled(x)
    places = [":"] * axis
    return [f"{name}[{', '.join([*places, str(place)])}]" for place in range(len(record.outputs))]


@says("stack_axis")
def stack(writer, record):
    a = record.attributes
    if a["places"] != tuple(range(a["count"])):
        raise writer.refuse("{layer} leaves gaps in a sequence, which has no spelling in PyTorch.")
    return f"torch.stack([{', '.join(map(writer.of, record.inputs))}], dim={a['axis']})"


# Folding axes away ------------------------------------------------------------------------------

FOLDS = {"sum": "sum", "mean": "mean", "max": "amax", "min": "amin", "any": "any", "all": "all"}


@says(*FOLDS, "prod")
def fold(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    name = record.op.name
    axes = normalise_axes(record.attributes.get("axis"), len(x.shape))
    keep = ", keepdim=True" if record.attributes.get("keepdims", False) else ""
    dtype = {"any": "bool", "all": "bool"}.get(name, y.dtype)
    text = writer.tight(x, dtype)
    if not axes:
        return text
    if name == "prod":
        for axis in reversed(axes):
            text += f".prod(dim={axis}{keep})"
    elif len(axes) == len(x.shape) and not keep:
        text += f".{FOLDS[name]}()"
    else:
        dims = axes[0] if len(axes) == 1 else f"({', '.join(map(str, axes))})"
        text += f".{FOLDS[name]}(dim={dims}{keep})"
    return writer.casted(text, dtype, y.dtype)


@says("argmax", "argmin")
def place_of_extreme(writer, record):
    (x,) = record.inputs
    axes = normalise_axes(record.attributes.get("axis", -1), len(x.shape))
    if len(axes) != 1:
        raise writer.refuse("{layer} looks for the place of an extreme over several axes.")
    return f"{writer.tight(x, 'float32')}.{record.op.name}(dim={axes[0]})"


@says("cumsum")
def cumsum(writer, record):
    (x,), (y,) = record.inputs, record.outputs
    (axis,) = normalise_axes(record.attributes.get("axis", 0), len(x.shape))
    text = writer.tight(x, y.dtype)
    back = f".flip({axis})" if record.attributes.get("reverse", False) else ""
    total = f"{text}{back}.cumsum(dim={axis}){back}"
    return f"{total} - {text}" if record.attributes.get("exclusive", False) else total
