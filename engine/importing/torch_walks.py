"""What do PyTorch's recurrent modules, its attention and its encoders compute?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.importing.torch_functions import transpose
from engine.importing.torch_graph import ATTENTION, Misfit, Value
from engine.importing.torch_modules import MAKERS, Module, Row, called, module
from engine.importing.torch_windows import FUNCTIONS


class Ends:
    """The last states of all layers and directions of a walk, of which single ones are picked."""

    is_true = True

    def __init__(self, values: list[Value], ways: int) -> None:
        self.values, self.ways = values, ways

    def item(self, key: Any) -> Value:
        place, *rest = key if isinstance(key, tuple) else (key,)
        if any(one != slice(None) and one is not Ellipsis for one in rest):
            raise TypeError(key)
        count = len(self.values) * self.ways
        if not isinstance(place, int) or not -count <= place < count:
            raise TypeError(key)
        place %= count
        value = self.values[place // self.ways]
        return value.graph.op("Gather", value, value.graph.array(np.int64(place % self.ways)),
                              axis=0)

    def method(self, name: str, args: Sequence[Any]) -> Any:
        if name == "squeeze" and len(self.values) * self.ways == 1:
            return self.item(0)
        raise TypeError(name)


class Zeros:
    """An array of zeros of whatever size: first states."""

    is_true = True


GATES = {"LSTM": (4, (0, 3, 1, 2)), "GRU": (3, (1, 0, 2)), "RNN": (1, (0,))}


def walk(kind: str) -> Callable[..., Module]:
    count, order = GATES[kind]

    def make(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
             bidirectional=False, nonlinearity="tanh", proj_size=0):
        ways = 2 if bidirectional else 1
        made = Module()
        made.takes = input_size
        if proj_size:
            raise TypeError("proj_size")
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * ways
            for end in ("", "_reverse")[:ways]:
                tall = count * hidden_size
                made.hold(**{
                    f"weight_ih_l{layer}{end}": (tall, width),
                    f"weight_hh_l{layer}{end}": (tall, hidden_size),
                    f"bias_ih_l{layer}{end}": (tall,) if bias else None,
                    f"bias_hh_l{layer}{end}": (tall,) if bias else None,
                })

        def gates(name: str) -> np.ndarray:
            parts = np.split(made.get(name).array, count)
            return np.concatenate([parts[place] for place in order])

        def both(name: str, layer: int) -> np.ndarray:
            return np.stack([gates(f"{name}_l{layer}{end}") for end in ("", "_reverse")[:ways]])

        def run(x, states=None):
            given = states if isinstance(states, (list, tuple)) else [states]
            if any(one is not None and not isinstance(one, Zeros) for one in given):
                raise TypeError("first states")
            if x.ndim != 3 or x.shape[2] != input_size:
                raise Misfit
            graph, path, hidden, cells = x.graph, x.graph.path, [], []
            x = transpose(x, 0, 1) if batch_first else x
            for layer in range(num_layers):
                arrays = [both("weight_ih", layer), both("weight_hh", layer)]
                if bias:
                    arrays.append(np.concatenate(
                        [both("bias_ih", layer), both("bias_hh", layer)], 1))
                graph.path = path if num_layers == 1 else f"{path}_{layer}"
                more = {"linear_before_reset": 1} if kind == "GRU" else {}
                if kind == "RNN":
                    more["activations"] = [nonlinearity.title()] * ways
                y, *ends = graph.op(
                    kind, x, *arrays, outputs=3 if kind == "LSTM" else 2, hidden_size=hidden_size,
                    direction="bidirectional" if ways == 2 else "forward", **more)
                graph.path = ""
                if ways == 2:
                    y = graph.op("Reshape", graph.op("Transpose", y, perm=[0, 2, 1, 3]),
                                 graph.longs([0, 0, -1]))
                else:
                    y = graph.op("Squeeze", y, graph.longs([1]))
                x = y
                hidden.append(ends[0])
                cells += ends[1:]
                if dropout and layer + 1 < num_layers:
                    x = FUNCTIONS["dropout"](x, dropout)
            graph.path = path
            x = transpose(x, 0, 1) if batch_first else x
            last = Ends(hidden, ways)
            return x, ((last, Ends(cells, ways)) if kind == "LSTM" else last)

        made.run = run
        return made

    return make


for _kind in GATES:
    module(_kind)(walk(_kind))


# Attention


@module("MultiheadAttention")
def attention(embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False,
              kdim=None, vdim=None, batch_first=False):
    if add_bias_kv or add_zero_attn or kdim not in (None, embed_dim) or vdim not in (
        None, embed_dim
    ):
        raise TypeError("add_bias_kv")
    made = Module()
    projected = Module()
    projected.hold(weight=(embed_dim, embed_dim), bias=(embed_dim,) if bias else None)
    made.children["out_proj"] = projected
    made.hold(in_proj_weight=(3 * embed_dim, embed_dim),
              in_proj_bias=(3 * embed_dim,) if bias else None)
    made.takes = embed_dim

    def run(query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
            average_attn_weights=True, is_causal=False):
        if key_padding_mask is not None or attn_mask is not None or is_causal:
            raise TypeError("mask")
        graph = query.graph
        if query.shape[-1] != embed_dim:
            raise Misfit
        values = [query, key, value]
        if not batch_first:
            values = [transpose(one, 0, 1) for one in values]
        arrays = [*np.split(made.get("in_proj_weight").array, 3), projected.get("weight").array]
        if bias:
            arrays += [*np.split(made.get("in_proj_bias").array, 3), projected.get("bias").array]
        out = graph.op(ATTENTION, *values, *arrays, heads=num_heads, dropout=float(dropout),
                       domain="torch")
        return (out if batch_first else transpose(out, 0, 1)), None

    made.run = run
    return made


@module("TransformerEncoderLayer")
def encoder_layer(d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu",
                  layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True):
    made = Module()
    held = made.children
    held["self_attn"] = MAKERS["MultiheadAttention"](
        d_model, nhead, dropout, bias, batch_first=batch_first)
    held["linear1"] = MAKERS["Linear"](d_model, dim_feedforward, bias)
    held["linear2"] = MAKERS["Linear"](dim_feedforward, d_model, bias)
    held["norm1"], held["norm2"] = (MAKERS["LayerNorm"](d_model, layer_norm_eps) for _ in "ab")
    made.takes = d_model

    def run(x, src_mask=None, src_key_padding_mask=None, is_causal=False):
        if src_mask is not None or src_key_padding_mask is not None:
            raise TypeError("mask")

        def drop(y):
            return FUNCTIONS["dropout"](y, dropout) if dropout else y

        def attend(y):
            return drop(called(held["self_attn"], y, y, y)[0])

        def widen(y):
            bent = activation(called(held["linear1"], y)) if callable(activation) else FUNCTIONS[
                activation](called(held["linear1"], y))
            return drop(called(held["linear2"], drop(bent)))

        add = FUNCTIONS["add"]
        if norm_first:
            x = add(x, attend(called(held["norm1"], x)))
            return add(x, widen(called(held["norm2"], x)))
        x = called(held["norm1"], add(x, attend(x)))
        return called(held["norm2"], add(x, widen(x)))

    made.run = run
    made.again = lambda: MAKERS["TransformerEncoderLayer"](
        d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first,
        norm_first, bias)
    return made


@module("TransformerEncoder")
def encoder(encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
    made = Module()
    made.children["layers"] = Row({str(n): encoder_layer.again() for n in range(num_layers)})
    if norm is not None:
        made.children["norm"] = norm

    def run(src, mask=None, src_key_padding_mask=None, is_causal=None):
        if mask is not None or src_key_padding_mask is not None:
            raise TypeError("mask")
        for layer in made.children["layers"].items:
            src = called(layer, src)
        return src if norm is None else called(norm, src)

    made.run = run
    return made


__all__ = ["MAKERS", "Ends", "Zeros"]
