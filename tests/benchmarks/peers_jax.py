"""How does a jax user write the networks of `workloads.py`? Functions of weights and a batch.

Each is `network(weights, x)`; the weights come in Keras's order, and collect what batch
normalization makes of its moving statistics.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

LAYOUTS = {1: ("NWC", "WIO", "NWC"), 2: ("NHWC", "HWIO", "NHWC"), 3: ("NDHWC", "DHWIO", "NDHWC")}
relu = jax.nn.relu


class Weights:
    """The weights one after the other, and where they stand."""

    def __init__(self, values: list[Any]) -> None:
        self.values, self.place, self.moved = values, 0, {}

    def next(self, count: int = 1) -> Any:
        self.place += count
        found = self.values[self.place - count : self.place]
        return found[0] if count == 1 else found


def dense(w: Weights, x: Any) -> Any:
    kernel, bias = w.next(2)
    return x @ kernel + bias


def windows(x: Any, kernel: Any, padding: str, stride: int = 1, groups: int = 1) -> Any:
    rank = x.ndim - 2
    return lax.conv_general_dilated(
        x,
        kernel,
        (stride,) * rank,
        padding,
        dimension_numbers=LAYOUTS[rank],
        feature_group_count=groups,
    )


def conv(w: Weights, x: Any, padding: str = "VALID", stride: int = 1) -> Any:
    kernel, bias = w.next(2)
    return windows(x, kernel, padding, stride) + bias


def max_pool(x: Any) -> Any:
    size = (1, *(2,) * (x.ndim - 2), 1)
    return lax.reduce_window(x, -jnp.inf, lax.max, size, size, "VALID")


def normalized(w: Weights, x: Any) -> Any:
    gamma, beta, mean, variance = w.next(4)
    now, spread = x.mean((0, 1, 2)), x.var((0, 1, 2))
    w.moved[w.place - 2] = 0.99 * mean + 0.01 * now
    w.moved[w.place - 1] = 0.99 * variance + 0.01 * spread
    return (x - now) * lax.rsqrt(spread + 1e-3) * gamma + beta


def mlp(w: Weights, x: Any) -> Any:
    return dense(w, relu(dense(w, relu(dense(w, x)))))


wide_mlp = mlp


def lenet(w: Weights, x: Any) -> Any:
    x = max_pool(relu(conv(w, max_pool(relu(conv(w, x))))))
    return dense(w, relu(dense(w, x.reshape(len(x), -1))))


def vgg(w: Weights, x: Any) -> Any:
    for _ in range(3):
        x = max_pool(relu(conv(w, relu(conv(w, x, "SAME")), "SAME")))
    return dense(w, relu(dense(w, x.reshape(len(x), -1))))


def resnet(w: Weights, x: Any) -> Any:
    x = relu(normalized(w, windows(x, w.next(), "SAME")))
    for stride in (1, 2, 2):
        inner = relu(normalized(w, windows(x, w.next(), "SAME", stride)))
        inner = windows(inner, w.next(), "SAME")
        if stride > 1:
            size = (1, stride, stride, 1)
            x = lax.reduce_window(x, 0.0, lax.add, size, size, "VALID") / stride**2
            x = windows(x, w.next(), "VALID")
            inner = normalized(w, inner)
            x = normalized(w, x)
        else:
            inner = normalized(w, inner)
        x = relu(inner + x)
    return dense(w, x.mean((1, 2)))


def separable(w: Weights, x: Any) -> Any:
    x = relu(normalized(w, windows(x, w.next(), "SAME")))
    for pooled in (True, True, False):
        kernel = w.next()
        channels = kernel.shape[2]
        kernel = kernel.reshape(3, 3, 1, channels)
        x = relu(normalized(w, windows(x, kernel, "SAME", groups=channels)))
        x = relu(normalized(w, windows(x, w.next(), "VALID")))
        x = max_pool(x) if pooled else x
    return dense(w, x.mean((1, 2)))


def lstm_states(w: Weights, x: Any, backwards: bool = False) -> Any:
    """The hidden states in the order of time, [steps, batch, units]."""
    kernel, inner, bias = w.next(3)
    given = jnp.swapaxes(x @ kernel + bias, 0, 1)
    zero = jnp.zeros((len(x), inner.shape[0]))

    def step(carry: Any, gates: Any) -> Any:
        hidden, cell = carry
        i, f, c, o = jnp.split(gates + hidden @ inner, 4, 1)
        cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(c)
        hidden = jax.nn.sigmoid(o) * jnp.tanh(cell)
        return (hidden, cell), hidden

    return lax.scan(step, (zero, zero), given, reverse=backwards)[1]


def lstm(w: Weights, x: Any) -> Any:
    states = lstm_states(w, w.next()[x])
    return dense(w, states[-1])


def gru(w: Weights, x: Any) -> Any:
    x = w.next()[x]
    kernel, inner, bias = w.next(3)
    given = jnp.swapaxes(x @ kernel + bias[0], 0, 1)

    def step(hidden: Any, gates: Any) -> Any:
        z, r, h = jnp.split(gates, 3, 1)
        own_z, own_r, own_h = jnp.split(hidden @ inner + bias[1], 3, 1)
        z, r = jax.nn.sigmoid(z + own_z), jax.nn.sigmoid(r + own_r)
        return z * hidden + (1 - z) * jnp.tanh(h + r * own_h), None

    hidden, _ = lax.scan(step, jnp.zeros((len(x), inner.shape[0])), given)
    return dense(w, hidden)


def text_cnn(w: Weights, x: Any) -> Any:
    x = relu(conv(w, w.next()[x])).max(1)
    return dense(w, relu(dense(w, x)))


def convlstm(w: Weights, x: Any) -> Any:
    kernel, inner, bias = w.next(3)
    batch, steps, *picture = x.shape
    given = windows(x.reshape(batch * steps, *picture), kernel, "SAME") + bias
    given = jnp.swapaxes(given.reshape(batch, steps, *given.shape[1:]), 0, 1)
    zero = jnp.zeros((*given.shape[1:-1], inner.shape[2]))

    def hard(x: Any) -> Any:
        return jnp.clip(0.2 * x + 0.5, 0.0, 1.0)

    def step(carry: Any, gates: Any) -> Any:
        hidden, cell = carry
        i, f, c, o = jnp.split(gates + windows(hidden, inner, "SAME"), 4, -1)
        cell = hard(f) * cell + hard(i) * jnp.tanh(c)
        return (hard(o) * jnp.tanh(cell), cell), None

    # Laid out step by step: inside a loop XLA's convolutions take twenty times as long.
    (hidden, _), _ = lax.scan(step, (zero, zero), given, unroll=steps)
    return conv(w, hidden, "SAME")


def tagger(w: Weights, x: Any) -> Any:
    x = w.next()[x]
    states = [lstm_states(w, x), lstm_states(w, x, backwards=True)]
    x = jnp.swapaxes(jnp.concatenate(states, -1), 0, 1)
    seen = jax.nn.softmax(x @ jnp.swapaxes(x, 1, 2)) @ x
    return dense(w, jnp.concatenate([x, seen], -1))


def volumes(w: Weights, x: Any) -> Any:
    x = max_pool(relu(conv(w, max_pool(relu(conv(w, x, "SAME"))), "SAME")))
    return dense(w, relu(dense(w, x.reshape(len(x), -1))))


def autoencoder(w: Weights, x: Any) -> Any:
    x = relu(conv(w, relu(conv(w, x, "SAME", 2)), "SAME", 2))
    for _ in range(2):
        kernel, bias = w.next(2)
        layout = LAYOUTS[2]
        x = lax.conv_transpose(x, kernel, (2, 2), "SAME", None, layout, transpose_kernel=True)
        x = relu(x + bias)
    return conv(w, x, "SAME")


def own_cell(w: Weights, x: Any) -> Any:
    kernel, inner, gate = w.next(3)

    def step(state: Any, x: Any) -> Any:
        z = jnp.tanh(x @ kernel)
        u = jax.nn.sigmoid(state @ inner + z @ gate)
        return u * state + (1.0 - u) * z, None

    zero = jnp.zeros((len(x), inner.shape[0]))
    return dense(w, lax.scan(step, zero, jnp.swapaxes(x, 0, 1))[0])
