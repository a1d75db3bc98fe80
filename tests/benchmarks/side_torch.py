"""How fast is torch, eager, with fused Adam? Child process; variants are layouts and threads."""

from __future__ import annotations

from typing import Any

import numpy as np
import peers_torch
import torch
from measuring import Step, serve, weights_of
from torch.nn import functional
from workloads import LEARNING_RATE, Workload, goal

LOSSES = {
    "binary": functional.binary_cross_entropy_with_logits,
    "values": functional.mse_loss,
    "classes": lambda z, y: functional.cross_entropy(z.flatten(0, -2), y.flatten()),
}


def make(workload: Workload, variant: str, arrays: dict[str, np.ndarray]) -> Step:
    """`variant` is a layout and a number of threads, as "channels_last 2"."""
    name, threads = variant.rsplit(" ", 1)
    last = name == "channels_last"
    network = workload.network
    model = getattr(peers_torch, network)(iter(weights_of(arrays)))
    x = peers_torch.arranged(network, arrays["x"], last)
    if last:
        rank = 5 if network == "volumes" else 4
        for part in model.modules():
            for parameter in part.parameters(recurse=False):
                if parameter.ndim == rank:
                    parameter.data = parameter.data.to(memory_format=peers_torch.layout(rank))
    if workload.task == "infer":
        return Step(on_threads(threads, lambda: inferred(model, x)))
    y = peers_torch.arranged(network, arrays["y"], last)
    loss = LOSSES[goal(network)]
    optimizer = torch.optim.Adam(model.parameters(), LEARNING_RATE, eps=1e-7, fused=True)

    def step(x: Any, y: Any) -> Any:
        optimizer.zero_grad(set_to_none=True)
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        return value

    def epoch() -> list[float]:
        order, losses = torch.randperm(len(x)), []
        for begin in range(0, len(x), workload.batch):
            rows = order[begin : begin + workload.batch]
            losses.append(step(x[rows], y[rows]).item())
        return [float(np.mean(losses))]

    if workload.task == "epoch":
        return Step(on_threads(threads, epoch), -(-len(x) // workload.batch))
    return Step(on_threads(threads, lambda: [step(x, y).item()]))


def inferred(model: Any, x: Any) -> list[float]:
    with torch.inference_mode():
        return [float(model(x).square().sum())]


def on_threads(count: str, function: Any) -> Any:
    def run() -> list[float]:
        if torch.get_num_threads() != int(count):
            torch.set_num_threads(int(count))
        return function()

    return run


if __name__ == "__main__":
    serve(make)
