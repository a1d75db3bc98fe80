"""How does a torch user write the networks of `workloads.py`? Weights come in Keras's order.

Where a strided window is padded, TensorFlow puts the odd line behind the picture and torch before
it. "autoencoder" and "resnet" therefore run on mirrored pictures with mirrored windows, which is
the same network for torch's own padding, without a copy that only torch would have to make.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

MIRRORED = {"resnet", "autoencoder"}
Weights = Iterator[np.ndarray]


def dense(weights: Weights, picture: tuple[int, ...] = ()) -> nn.Linear:
    """A linear layer; `picture` is what was flattened before it, channels last."""
    kernel = next(weights)
    if picture:
        channels_first = (len(picture) - 1, *range(len(picture) - 1), len(picture))
        kernel = kernel.reshape(*picture, -1).transpose(channels_first).reshape(kernel.shape)
    layer = nn.Linear(*kernel.shape)
    return filled(layer, kernel.T, next(weights))


def filled(layer: Any, kernel: np.ndarray, bias: np.ndarray | None = None) -> Any:
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(np.ascontiguousarray(kernel)))
        if bias is not None:
            layer.bias.copy_(torch.tensor(bias))
    return layer


def conv(
    weights: Weights,
    padding: int = 0,
    stride: int = 1,
    bias: bool = True,
    mirrored: bool = False,
    transposed: bool = False,
) -> nn.Module:
    kernel = next(weights)
    rank = kernel.ndim - 2
    if mirrored:
        kernel = np.flip(kernel, range(rank))
    kernel = kernel.transpose(rank + 1, rank, *range(rank))
    size = kernel.shape[2:]
    if transposed:
        # Keras keeps (height, width, out, in), so out and in have changed places already.
        layer = nn.ConvTranspose2d(*kernel.shape[:2], size, stride, padding, stride - 1)
        return filled(layer, kernel, next(weights))
    kind = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[rank - 1]
    layer = kind(kernel.shape[1], kernel.shape[0], size, stride, padding, bias=bias)
    return filled(layer, kernel, next(weights) if bias else None)


def depthwise(weights: Weights) -> nn.Conv2d:
    kernel = next(weights)
    channels = kernel.shape[2]
    layer = nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False)
    return filled(layer, kernel.transpose(2, 3, 0, 1))


def normalized(weights: Weights) -> nn.BatchNorm2d:
    gamma, beta, _, _ = (next(weights) for _ in range(4))
    return filled(nn.BatchNorm2d(len(gamma), eps=1e-3, momentum=0.01), gamma, beta)


def embedding(weights: Weights) -> nn.Embedding:
    table = next(weights)
    return filled(nn.Embedding(*table.shape), table)


def recurrent(weights: Weights, kind: type, both_ways: bool = False) -> Any:
    """An LSTM or a GRU. Keras's GRU has its gates in the order z, r, h, torch in r, z, h."""
    sets = [[next(weights) for _ in range(3)] for _ in range(2 if both_ways else 1)]
    units = sets[0][1].shape[0]
    layer = kind(sets[0][0].shape[0], units, batch_first=True, bidirectional=both_ways)
    for suffix, (kernel, inner, bias) in zip(("", "_reverse"), sets, strict=False):
        biases = bias if bias.ndim == 2 else np.stack([bias, np.zeros_like(bias)])
        values = kernel.T, inner.T, biases[0], biases[1]
        for name, value in zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), values,
                               strict=True):  # fmt: skip
            if kind is nn.GRU:
                z, r, h = np.split(value, 3)
                value = np.concatenate([r, z, h])
            with torch.no_grad():
                getattr(layer, f"{name}_l0{suffix}").copy_(torch.tensor(value.copy()))
    return layer


# Networks


def mlp(w: Weights) -> nn.Module:
    return nn.Sequential(dense(w), nn.ReLU(), dense(w), nn.ReLU(), dense(w))


wide_mlp = mlp


def lenet(w: Weights) -> nn.Module:
    first = [conv(w), nn.ReLU(), nn.MaxPool2d(2), conv(w), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*first, nn.Flatten(), dense(w, (5, 5, 64)), nn.ReLU(), dense(w))


def vgg(w: Weights) -> nn.Module:
    inner: list[nn.Module] = []
    for _ in range(3):
        inner += [conv(w, 1), nn.ReLU(), conv(w, 1), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*inner, nn.Flatten(), dense(w, (4, 4, 128)), nn.ReLU(), dense(w))


class Block(nn.Module):
    """Two convolutions and a shortcut. Weights come in the order in which Keras lists them."""

    def __init__(self, w: Weights, stride: int) -> None:
        super().__init__()
        self.first, self.norm = conv(w, 1, stride, bias=False, mirrored=True), normalized(w)
        self.second = conv(w, 1, bias=False, mirrored=True)
        self.short = None
        if stride > 1:
            self.pool, self.short = nn.AvgPool2d(stride), conv(w, bias=False)
        self.second_norm = normalized(w)
        self.short_norm = normalized(w) if self.short is not None else None

    def forward(self, x: Any) -> Any:
        inner = functional.relu(self.norm(self.first(x)))
        inner = self.second_norm(self.second(inner))
        if self.short is not None:
            x = self.short_norm(self.short(self.pool(x)))
        return functional.relu(inner + x)


def resnet(w: Weights) -> nn.Module:
    stem = [conv(w, 1, bias=False, mirrored=True), normalized(w), nn.ReLU()]
    blocks = [Block(w, stride) for stride in (1, 2, 2)]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), dense(w))


def separable(w: Weights) -> nn.Module:
    inner = [conv(w, 1, bias=False), normalized(w), nn.ReLU()]
    for pooled in (True, True, False):
        inner += [depthwise(w), normalized(w), nn.ReLU()]
        inner += [conv(w, bias=False), normalized(w), nn.ReLU()]
        inner += [nn.MaxPool2d(2)] if pooled else []
    return nn.Sequential(*inner, nn.AdaptiveAvgPool2d(1), nn.Flatten(), dense(w))


class Words(nn.Module):
    """Words, a recurrent layer and one number."""

    def __init__(self, w: Weights, kind: type) -> None:
        super().__init__()
        self.table, self.layer = embedding(w), recurrent(w, kind)
        self.last = dense(w)

    def forward(self, x: Any) -> Any:
        return self.last(self.layer(self.table(x))[0][:, -1])


def lstm(w: Weights) -> nn.Module:
    return Words(w, nn.LSTM)


def gru(w: Weights) -> nn.Module:
    return Words(w, nn.GRU)


class TextCnn(nn.Module):
    def __init__(self, w: Weights) -> None:
        super().__init__()
        self.table, self.conv = embedding(w), conv(w)
        self.inner, self.last = dense(w), dense(w)

    def forward(self, x: Any) -> Any:
        x = functional.relu(self.conv(self.table(x).transpose(1, 2))).amax(-1)
        return self.last(functional.relu(self.inner(x)))


text_cnn = TextCnn


class ConvLstm(nn.Module):
    """Keras's ConvLSTM2D with its hard sigmoid, one time step after the other."""

    def __init__(self, w: Weights) -> None:
        super().__init__()
        kernel, inner, bias = (next(w) for _ in range(3))
        self.kernel = conv(iter([kernel, bias]), 1)
        self.inner = conv(iter([inner]), 1, bias=False)
        self.last = conv(w, 1)

    def forward(self, x: Any) -> Any:
        batch, steps = x.shape[:2]
        given = self.kernel(x.flatten(0, 1)).unflatten(0, (batch, steps))
        hidden = cell = None
        for step in range(steps):
            gates = given[:, step]
            if hidden is not None:
                gates = gates + self.inner(hidden)
            i, f, c, o = gates.chunk(4, 1)
            new = hard(i) * torch.tanh(c)
            cell = new if cell is None else hard(f) * cell + new
            hidden = hard(o) * torch.tanh(cell)
        return self.last(hidden)


convlstm = ConvLstm


def hard(x: Any) -> Any:
    return torch.clamp(0.2 * x + 0.5, 0.0, 1.0)


class Tagger(nn.Module):
    def __init__(self, w: Weights) -> None:
        super().__init__()
        self.table, self.layer = embedding(w), recurrent(w, nn.LSTM, both_ways=True)
        self.last = dense(w)

    def forward(self, x: Any) -> Any:
        x, _ = self.layer(self.table(x))
        seen = torch.softmax(x @ x.transpose(1, 2), -1) @ x
        return self.last(torch.cat([x, seen], -1))


tagger = Tagger


def volumes(w: Weights) -> nn.Module:
    first = [conv(w, 1), nn.ReLU(), nn.MaxPool3d(2), conv(w, 1), nn.ReLU(), nn.MaxPool3d(2)]
    return nn.Sequential(*first, nn.Flatten(), dense(w, (4, 4, 4, 32)), nn.ReLU(), dense(w))


def autoencoder(w: Weights) -> nn.Module:
    mirrored = {"mirrored": True}
    return nn.Sequential(
        *(conv(w, 1, 2, **mirrored), nn.ReLU(), conv(w, 1, 2, **mirrored), nn.ReLU()),
        *(conv(w, 1, 2, transposed=True, **mirrored), nn.ReLU()),
        *(conv(w, 1, 2, transposed=True, **mirrored), nn.ReLU()),
        conv(w, 1, **mirrored),
    )


class OwnCell(nn.Module):
    def __init__(self, w: Weights) -> None:
        super().__init__()
        self.kernel, self.inner, self.gate = (
            nn.Parameter(torch.tensor(next(w).copy())) for _ in range(3)
        )
        self.last = dense(w)

    def forward(self, x: Any) -> Any:
        state = torch.zeros(len(x), self.inner.shape[0])
        for step in range(x.shape[1]):
            z = torch.tanh(x[:, step] @ self.kernel)
            u = torch.sigmoid(state @ self.inner + z @ self.gate)
            state = u * state + (1.0 - u) * z
        return self.last(state)


own_cell = OwnCell


def arranged(network: str, array: np.ndarray, channels_last: bool) -> Any:
    """Data as torch takes them: channels first, whole numbers in int64."""
    if array.dtype.kind == "i":
        return torch.tensor(array.astype(np.int64))
    tensor = torch.tensor(array)
    if network in MIRRORED:
        tensor = tensor.flip(1, 2)
    if tensor.ndim < 4:
        return tensor
    if network == "convlstm":
        return tensor.movedim(-1, -3).contiguous()
    tensor = tensor.movedim(-1, 1).contiguous()
    return tensor.to(memory_format=layout(tensor.ndim)) if channels_last else tensor


def layout(rank: int) -> Any:
    return torch.channels_last if rank == 4 else torch.channels_last_3d


