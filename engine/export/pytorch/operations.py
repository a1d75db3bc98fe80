"""How are operations between layers spelled, such as ``x + y`` on values of the graph?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.export.python import literal
from engine.export.pytorch.body import Body, Value
from engine.export.pytorch.spelling import spells
from engine.layers import operations

SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "floor_divide": "//", "mod": "%",
    "power": "**", "equal": "==", "not_equal": "!=", "greater": ">", "greater_equal": ">=",
    "less": "<", "less_equal": "<=", "logical_and": "&", "logical_or": "|",
}  # fmt: skip
# Operations on one value: functions of torch's, or text with {x} for the value.
SINGLE = {
    **{name: f"torch.{name}({{x}})" for name in (
        "abs", "arctan", "ceil", "cos", "erf", "exp", "expm1", "floor", "isnan", "log", "log1p",
        "reciprocal", "round", "rsqrt", "sigmoid", "sign", "sin", "sqrt", "square", "tan", "tanh",
        "zeros_like", "ones_like",
    )},
    **{name: f"F.{name}({{x}})" for name in ("mish", "relu6", "selu", "silu", "softplus",
                                             "softsign")},
    "swish": "F.silu({x})", "negative": "-{x}", "logical_not": "~{x}",
    "hard_sigmoid": "hard_sigmoid({x})", "stop_gradient": "{x}.detach()", "identity": "{x}",
}  # fmt: skip
FOLDS = {"sum": "sum", "mean": "mean", "max": "amax", "min": "amin", "prod": "prod", "any": "any",
         "all": "all", "logsumexp": "logsumexp"}  # fmt: skip
KINDS = {"float32": "torch.float32", "int32": "torch.int32", "int64": "torch.int64",
         "bool": "torch.bool"}  # fmt: skip
OTHERS: dict[str, Callable] = {}


def operation(name: str) -> Callable:
    """Decorator: the function writes an operation, given its arguments as texts."""

    def put(function: Callable) -> Callable:
        OTHERS[name] = function
        return function

    return put


@spells(*operations.OPERATIONS)
def operate(body: Body, layer: Any, *given: Any, **options: Any) -> Any:
    name = layer.operation
    values = [text_of(body, one) for one in given]
    if name in SIGNS and len(values) == 2:
        sign = SIGNS[name] if name == "power" else f" {SIGNS[name]} "
        return Value(f"{values[0]}{sign}{values[1]}", ())
    if name in SINGLE and len(values) == 1 and not options:
        return Value(SINGLE[name].format(x=values[0]), ())
    if name in FOLDS:
        return Value(fold(body, FOLDS[name], given[0], *given[1:], **options), ())
    if name in OTHERS:
        options = {key: text_of(body, value) for key, value in options.items()}
        found = OTHERS[name](body, *values, **options)
        return [Value(text, ()) for text in found] if isinstance(found, list) else Value(found, ())
    raise body.refuse(
        "The operation {name} between layers has no spelling in PyTorch yet.",
        fix="Use a layer that does the same.",
        name=name,
    )


def text_of(body: Body, value: Any) -> Any:
    """An argument as text: a value of the graph, a number, or a structure of them."""
    if isinstance(value, Value):
        return body.last(value).text
    if isinstance(value, slice):
        parts = ["" if part is None else str(part) for part in (value.start, value.stop)]
        return ":".join(parts if value.step is None else [*parts, str(value.step)])
    if value is Ellipsis:
        return "..."
    if isinstance(value, (list, tuple)):
        inner = [text_of(body, item) for item in value]
        if isinstance(value, list):
            return f"[{', '.join(inner)}]"
        return f"({inner[0]},)" if len(inner) == 1 else f"({', '.join(inner)})"
    if isinstance(value, np.ndarray) and value.size <= 64:
        return f"torch.tensor({literal(value.tolist())})"
    if isinstance(value, np.generic):
        return literal(value.item())
    if isinstance(value, (str, int, float, Mapping)) or value is None:
        return literal(value)
    raise body.refuse(
        "An operation between layers uses a large array or a weight, which has no spelling in "
        "PyTorch.",
        fix="Put the weight into a layer.",
    )


def fold(body: Body, name: str, x: Value, axis: Any = None, keepdims: bool = False) -> str:
    """A reduction over some axes or all."""
    text = body.last(x).text
    extra = ", keepdim=True" if keepdims else ""
    if axis is None:
        if name in ("amax", "amin"):
            name = name[1:]
        if keepdims:
            axis = tuple(range(x.rank))
        elif name == "logsumexp":
            return f"{text}.flatten().logsumexp(dim=0)"
        else:
            return f"{text}.{name}()"
    axes = tuple(axis) if isinstance(axis, (list, tuple)) else (axis,)
    if name in ("prod", "any", "all") and len(axes) > 1:
        raise body.refuse(
            "A fold over several axes by {name} has no spelling in PyTorch yet.",
            fix="Fold one axis at a time.",
            name=name,
        )
    return f"{text}.{name}(dim={axes[0] if len(axes) == 1 else axes}{extra})"


for _name in ("maximum", "minimum"):
    OTHERS[_name] = lambda body, x, y, name=_name: f"torch.{name}(*as_tensors({x}, {y}))"


@operation("where")
def where(body: Body, condition: str, x: str, y: str) -> str:
    return f"torch.where({condition}, {x}, {y})"


@operation("matmul")
def matmul(body: Body, x: str, y: str) -> str:
    return f"{x} @ {y}"


@operation("squared_difference")
def squared_difference(body: Body, x: str, y: str) -> str:
    return f"({x} - {y}).square()"


@operation("clip")
def clip(body: Body, x: str, x_min: str, x_max: str) -> str:
    return f"{x}.clamp({x_min}, {x_max})"


@operation("clip_by_value")
def clip_by_value(body: Body, x: str, low: str, high: str) -> str:
    return f"{x}.clamp({low}, {high})"


@operation("cast")
def cast(body: Body, x: str, dtype: str) -> str:
    kind = dtype.strip("\"'")
    if kind not in KINDS:
        raise body.refuse("A cast to {dtype} has no spelling in PyTorch.", dtype=kind)
    return f"{x}.to({KINDS[kind]})"


@operation("reshape")
def reshape(body: Body, x: str, newshape: str) -> str:
    return f"{x}.reshape({newshape.replace('None', '-1')})"


@operation("transpose")
def transpose(body: Body, x: str, axes: str = "None") -> str:
    return f"{x}.permute(*range({x}.dim())[::-1])" if axes == "None" else f"{x}.permute({axes})"


@operation("expand_dims")
def expand_dims(body: Body, x: str, axis: str) -> str:
    if not axis.lstrip("-").isdigit():
        raise body.refuse("Several new axes at once have no spelling in PyTorch yet.")
    return f"{x}.unsqueeze({axis})"


@operation("squeeze")
def squeeze(body: Body, x: str, axis: str = "None") -> str:
    return f"{x}.squeeze()" if axis == "None" else f"{x}.squeeze({axis})"


@operation("concatenate")
def concatenate(body: Body, values: str, axis: str = "-1") -> str:
    return f"torch.cat({values}, dim={axis})"


@operation("stack")
def stack(body: Body, values: str, axis: str = "0") -> str:
    return f"torch.stack({values}, dim={axis})"


@operation("getitem")
def getitem(body: Body, x: str, key: str) -> str:
    inner = key[1:-1].rstrip(",") if key.startswith("(") else key
    return f"{x}[{inner}]"


@operation("flip")
def flip(body: Body, x: str, axis: str = "None") -> str:
    dims = f"tuple(range({x}.dim()))" if axis == "None" else axis
    return f"{x}.flip({dims})"


@operation("softmax")
def softmax(body: Body, x: str, axis: str = "-1") -> str:
    return f"F.softmax({x}, dim={axis})"


@operation("log_softmax")
def log_softmax(body: Body, x: str, axis: str = "-1") -> str:
    return f"F.log_softmax({x}, dim={axis})"


@operation("relu")
def relu(body: Body, x: str, **options: str) -> str:
    told = "".join(f", {name}={text}" for name, text in options.items())
    return f"bent_relu({x}{told})" if told else f"F.relu({x})"


@operation("elu")
def elu(body: Body, x: str, alpha: str = "1.0") -> str:
    return f"F.elu({x}, {alpha})"


@operation("leaky_relu")
def leaky_relu(body: Body, x: str, negative_slope: str = "0.2") -> str:
    return f"F.leaky_relu({x}, {negative_slope})"


@operation("gelu")
def gelu(body: Body, x: str, approximate: str = "True") -> str:
    return f'F.gelu({x}, approximate="tanh")' if approximate == "True" else f"F.gelu({x})"


@operation("swapaxes")
def swapaxes(body: Body, x: str, axis1: str, axis2: str) -> str:
    return f"{x}.transpose({axis1}, {axis2})"


@operation("moveaxis")
def moveaxis(body: Body, x: str, source: str, destination: str) -> str:
    return f"{x}.movedim({source}, {destination})"


@operation("argmax")
def argmax(body: Body, x: str, axis: str = "-1") -> str:
    return f"{x}.argmax(dim={axis})"


@operation("argmin")
def argmin(body: Body, x: str, axis: str = "-1") -> str:
    return f"{x}.argmin(dim={axis})"


@operation("cumsum")
def cumsum(body: Body, x: str, axis: str = "0") -> str:
    return f"{x}.cumsum(dim={axis})"


@operation("tile")
def tile(body: Body, x: str, repeats: str) -> str:
    return f"{x}.tile({repeats})"


@operation("one_hot")
def one_hot(body: Body, x: str, num_classes: str) -> str:
    return f"F.one_hot({x}.long(), {num_classes}).float()"


@operation("einsum")
def einsum(body: Body, subscripts: str, *operands: str) -> str:
    return f"torch.einsum({subscripts}, {', '.join(operands)})"


