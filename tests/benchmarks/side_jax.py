"""How fast is jax, the whole step compiled? Child process; variants say how often it waits."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import peers_jax
from measuring import Step, serve, weights_of
from workloads import LEARNING_RATE, Workload, goal

AHEAD = 10  # steps that the "async" variant hands over before it asks for the last loss


def loss_of(kind: str, z: Any, y: Any) -> Any:
    if kind == "values":
        return jnp.mean(jnp.square(z - y))
    if kind == "binary":
        return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[..., None], -1))


def make(workload: Workload, variant: str, arrays: dict[str, np.ndarray]) -> Step:
    network = getattr(peers_jax, workload.network)
    kind = goal(workload.network)
    weights = [jnp.asarray(value) for value in weights_of(arrays)]
    x, y = jnp.asarray(arrays["x"]), jnp.asarray(arrays["y"])

    def outcome(values: Any, x: Any, y: Any) -> Any:
        held = peers_jax.Weights(values)
        return loss_of(kind, network(held, x), y), held.moved

    @jax.jit
    def infer(values: Any, x: Any) -> Any:
        return network(peers_jax.Weights(values), x)

    def step(state: Any, x: Any, y: Any) -> Any:
        values, first, second, count = state
        (loss, moved), slopes = jax.value_and_grad(outcome, has_aux=True)(values, x, y)
        count = count + 1
        first = [0.9 * m + 0.1 * g for m, g in zip(first, slopes, strict=True)]
        second = [0.999 * v + 0.001 * g * g for v, g in zip(second, slopes, strict=True)]
        rate = LEARNING_RATE * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
        values = [
            moved.get(number, w - rate * m / (jnp.sqrt(v) + 1e-7))
            for number, (w, m, v) in enumerate(zip(values, first, second, strict=True))
        ]
        return (values, first, second, count), loss

    if workload.task == "infer":
        return Step(lambda: [float(np.sum(np.square(np.asarray(infer(weights, arrays["x"])))))])
    compiled = jax.jit(step, donate_argnums=0)
    # Donated memory is given away, so each weight gets memory of its own.
    slots = [[jnp.zeros_like(w) for w in weights] for _ in range(2)]
    held = [(weights, *slots, jnp.float32(0))]

    def one(x: Any, y: Any) -> Any:
        held[0], loss = compiled(held[0], x, y)
        return loss

    def epoch() -> list[float]:
        order, losses = np.random.permutation(len(x)), []
        for begin in range(0, len(order), workload.batch):
            rows = order[begin : begin + workload.batch]
            losses.append(one(arrays["x"][rows], arrays["y"][rows]))
        return [float(np.mean([float(loss) for loss in losses]))]

    if workload.task == "epoch":
        return Step(epoch, -(-len(x) // workload.batch))
    if variant == "async":
        return Step(lambda: [float([one(x, y) for _ in range(AHEAD)][-1])][:0], AHEAD)
    return Step(lambda: [float(one(x, y))])


if __name__ == "__main__":
    serve(make)
