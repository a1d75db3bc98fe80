"""Which modules of PyTorch are understood? Their arguments, their arrays, and what they compute."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.importing.torch_graph import Misfit, Parameter, Value, fresh
from engine.importing.torch_windows import FUNCTIONS

MAKERS: dict[str, Callable[..., Module]] = {}


class Module:
    """A module: what it holds by name, and what it computes of values."""

    is_true = True

    def __init__(self, run: Callable[..., Any] | None = None) -> None:
        self.run = run
        self.parameters: dict[str, Parameter] = {}
        self.children: dict[str, Any] = {}
        self.path = ""
        # The class's name, and what tells the shape that it takes.
        self.kind, self.takes = "", 0

    def hold(self, **arrays: Sequence[int] | None) -> None:
        """Parameters of these shapes; those without a shape are not there."""
        for name, shape in arrays.items():
            if shape is not None:
                self.parameters[name] = Parameter(fresh(*shape))

    def get(self, name: str) -> Parameter | None:
        return self.parameters.get(name)


class Row(Module):
    """Sequential, ModuleList or ModuleDict: modules by their numbers or names."""

    def __init__(self, children: dict[str, Any], one_by_one: bool = False) -> None:
        super().__init__()
        self.children, self.one_by_one = children, one_by_one

    def __len__(self) -> int:
        return len(self.children)

    @property
    def items(self) -> list[Any]:
        return list(self.children.values())


def module(*names: str) -> Callable:
    """Enter a maker: called with a module's arguments, it returns the module."""

    def enter(make: Callable[..., Module]) -> Callable:
        for name in names:
            MAKERS[name] = named(make, name)
        return make

    return enter


def named(make: Callable[..., Module], name: str) -> Callable[..., Module]:
    known = set(inspect.signature(make).parameters)

    def call(*args: Any, **kwargs: Any) -> Module:
        for silent in ("device", "dtype", "inplace"):
            if silent not in known:
                kwargs.pop(silent, None)
        made = make(*args, **kwargs)
        made.kind = name
        return made

    return call


# Functions that are modules too, with what these are told


PLAIN = {
    "ReLU": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softsign": "softsign", "Mish": "mish",
    "SELU": "selu", "Hardswish": "hardswish", "Hardsigmoid": "hardsigmoid", "SiLU": "silu",
    "ReLU6": "relu6", "LogSigmoid": "logsigmoid", "LeakyReLU": "leaky_relu", "ELU": "elu",
    "CELU": "celu", "GELU": "gelu", "Softplus": "softplus", "Hardtanh": "hardtanh",
    "Softmax": "softmax", "LogSoftmax": "log_softmax", "Unflatten": "unflatten",
    "PixelShuffle": "pixel_shuffle", "Dropout": "dropout", "Dropout1d": "dropout",
    "Dropout2d": "dropout", "Dropout3d": "dropout", "AlphaDropout": "dropout",
    "Upsample": "interpolate",
    **{f"{long}Pool{n}d": f"{short}_pool{n}d" for n in (1, 2, 3) for long, short in (
        ("Max", "max"), ("Avg", "avg"), ("AdaptiveAvg", "adaptive_avg"),
        ("AdaptiveMax", "adaptive_max"))},
}  # fmt: skip


def plain_module(function: str) -> Callable[..., Module]:
    def make(*args: Any, **kwargs: Any) -> Module:
        return Module(lambda x: FUNCTIONS[function](x, *args, **kwargs))

    return make


for _name, _function in PLAIN.items():
    module(_name)(plain_module(_function))


@module("Identity")
def identity(*_, **__):
    return Module(lambda x: x)


@module("Flatten")
def flatten(start_dim=1, end_dim=-1):
    return Module(lambda x: FUNCTIONS["flatten"](x, start_dim, end_dim))


@module("UpsamplingNearest2d")
def nearest(size=None, scale_factor=None):
    return Module(lambda x: FUNCTIONS["interpolate"](x, size, scale_factor))


@module("UpsamplingBilinear2d")
def bilinear(size=None, scale_factor=None):
    return Module(lambda x: FUNCTIONS["interpolate"](x, size, scale_factor, "bilinear", True))


@module("ZeroPad1d", "ZeroPad2d", "ZeroPad3d", "ConstantPad1d", "ConstantPad2d")
def zero_pad(padding, value=0.0):
    def run(x):
        pairs = padding if isinstance(padding, (list, tuple)) else [padding] * (2 * (x.ndim - 2))
        return FUNCTIONS["pad"](x, list(pairs), value=value)

    return Module(run)


@module("PReLU")
def prelu(num_parameters=1, init=0.25):
    made = Module(lambda x: x.graph.op("PRelu", x, slope(x)))
    made.hold(weight=(num_parameters,))

    def slope(x):
        weight = made.get("weight")
        shape = (-1, *[1] * (x.ndim - 2)) if num_parameters > 1 else (1,)
        return x.graph.array(weight.array.reshape(shape), weight.name)

    return made


# With arrays


@module("Linear")
def linear(in_features, out_features, bias=True):
    made = Module(lambda x: FUNCTIONS["linear"](x, made.get("weight"), made.get("bias")))
    made.hold(weight=(out_features, in_features), bias=(out_features,) if bias else None)
    made.takes = in_features
    return made


@module("Embedding")
def embedding(num_embeddings, embedding_dim, padding_idx=None, **_):
    made = Module(lambda x: FUNCTIONS["embedding"](x, made.get("weight")))
    made.hold(weight=(num_embeddings, embedding_dim))
    made.takes = num_embeddings
    return made


def window(count: int, turned: bool) -> Callable[..., Module]:
    def put(made, shape, out_channels, bias, padding_mode):
        if padding_mode != "zeros":
            raise TypeError(padding_mode)
        made.hold(weight=shape, bias=(out_channels,) if bias else None)
        return made

    def size(kernel):
        return list(kernel) if isinstance(kernel, (list, tuple)) else [kernel] * count

    def conv(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1,
             bias=True, padding_mode="zeros"):
        made = Module(lambda x: FUNCTIONS[f"conv{count}d"](
            x, made.get("weight"), made.get("bias"), stride, padding, dilation, groups))
        made.takes = in_channels
        shape = (out_channels, in_channels // groups, *size(kernel_size))
        return put(made, shape, out_channels, bias, padding_mode)

    def back(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0,
             groups=1, bias=True, dilation=1, padding_mode="zeros"):
        made = Module(lambda x, output_size=None: FUNCTIONS[f"conv_transpose{count}d"](
            x, made.get("weight"), made.get("bias"), stride, padding, output_padding, groups,
            dilation))
        made.takes = in_channels
        shape = (in_channels, out_channels // groups, *size(kernel_size))
        return put(made, shape, out_channels, bias, padding_mode)

    return back if turned else conv


def batch_norm(count: int) -> Callable[..., Module]:
    def make(num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True):
        def run(x):
            if x.ndim not in ((2, 3) if count == 1 else (count + 2,)):
                raise Misfit
            if x.shape[1] != num_features:
                raise Misfit
            ones, zeros = (np.full(num_features, one, np.float32) for one in (1, 0))
            kept = [*(made.parameters.get(name, usual) for name, usual in (
                ("weight", ones), ("bias", zeros), ("running_mean", zeros),
                ("running_var", ones)))]
            rate = 0.9 if momentum is None else 1.0 - momentum
            return x.graph.op("BatchNormalization", x, *kept, epsilon=eps, momentum=rate)

        made, shape = Module(run), (num_features,)
        learned = shape if affine else None
        seen = shape if track_running_stats else None
        made.hold(weight=learned, bias=learned, running_mean=seen, running_var=seen)
        if seen:  # a variance is above zero
            made.get("running_var").array = np.ones(shape, np.float32)
        made.takes = num_features
        return made

    return make


for _count in (1, 2, 3):
    module(f"Conv{_count}d")(window(_count, False))
    module(f"ConvTranspose{_count}d")(window(_count, True))
    module(f"BatchNorm{_count}d")(batch_norm(_count))


@module("LayerNorm")
def layer_norm(normalized_shape, eps=1e-5, elementwise_affine=True, bias=True):
    shape = normalized_shape if isinstance(normalized_shape, (list, tuple)) else [normalized_shape]
    made = Module(lambda x: FUNCTIONS["layer_norm"](
        x, shape, made.get("weight"), made.get("bias"), eps))
    learned = tuple(shape) if elementwise_affine else None
    made.hold(weight=learned, bias=learned if bias else None)
    made.takes = shape[-1]
    return made


@module("GroupNorm")
def group_norm(num_groups, num_channels, eps=1e-5, affine=True):
    made = Module(lambda x: FUNCTIONS["group_norm"](
        x, num_groups, made.get("weight"), made.get("bias"), eps))
    learned = (num_channels,) if affine else None
    made.hold(weight=learned, bias=learned)
    return made


@module("InstanceNorm1d", "InstanceNorm2d")
def instance_norm(num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False):
    if track_running_stats:
        raise TypeError("running")
    made = Module(lambda x: x.graph.op(
        "InstanceNormalization", x,
        made.parameters.get("weight", np.ones(num_features, np.float32)),
        made.parameters.get("bias", np.zeros(num_features, np.float32)), epsilon=eps))
    learned = (num_features,) if affine else None
    made.hold(weight=learned, bias=learned)
    return made


def called(module: Module, *args: Any, **kwargs: Any) -> Any:
    """What a module of PyTorch's own computes; its operators bear its name."""
    graph = next((one.graph for one in args if isinstance(one, Value)), None)
    if graph is None or module.run is None:
        raise TypeError(module.kind)
    before, graph.path = graph.path, module.path
    try:
        return module.run(*args, **kwargs)
    finally:
        graph.path = before


__all__ = ["MAKERS", "Module", "Row", "called", "module"]
