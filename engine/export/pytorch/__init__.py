"""How does a model leave for PyTorch? As an nn.Module with its training, and a state_dict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.export.python import layer_names
from engine.export.pytorch import origin, script
from engine.export.pytorch.network import Program
from engine.saving.replacing import beside
from engine.work import Work, finished


def writing(model: Any, recipe: Any = None, data: Any = None) -> Work[str]:
    """A whole program: the network, how it is trained, and how it loads its weights.

    `recipe` says how it is compiled and fitted, `data` (with `lines(dialect)`) how data are read.
    Raises DesignError for what PyTorch cannot express.
    """
    return script.writing(model, recipe, data)


def program(model: Any, recipe: Any = None, data: Any = None) -> str:
    """`writing` without a stop."""
    return finished(writing(model, recipe, data))


def state(model: Any) -> dict[str, np.ndarray]:
    """The weights as the program's ``state_dict`` holds them."""
    written = Program(model).whole()
    return {name: kept.array() for name, kept in written.body.weights.items()}


def save_weights(model: Any, path: Any) -> None:
    """Write the weights as safetensors, which ``load_state_dict`` takes.

    The model's description goes with them, by which the program can be opened again.
    """
    from safetensors.numpy import save_file

    path = Path(path)
    script = path.with_suffix(".py")  # the program may say more of the model where it trains it
    text = script.read_text("utf-8") if script.is_file() else program(model)
    with beside(path) as held:
        # No note is None: for an empty one the library writes a header that it cannot read.
        save_file(state(model), held, origin.note(model, text) or None)


def refusals(model: Any) -> list[DesignError]:
    """What PyTorch cannot express of a model, each with its place and a way out."""
    written = Program(model, collects=True)
    try:
        written.whole()
    except DesignError as error:
        return [*written.faults, error]
    return written.faults


def taps(model: Any) -> list[dict[str, Any]]:
    """Where in the program's forward the value of each layer can be seen, call by call.

    layer: the exported name; call: which of its calls; statement: the last one of the call;
    written: False where the call has no statement of its own; values: (variable, whether the
    program has the channels behind the batch) for each result.
    """
    written = Program(model)
    written.whole()
    names, seen = layer_names(model), {}
    found = []
    for tap in written.taps:
        layer = tap["layer"]
        seen[layer] = seen.get(layer, -1) + 1
        found.append({**tap, "layer": names[layer], "call": seen[layer]})
    return found


__all__ = ["program", "refusals", "save_weights", "state", "taps", "writing"]
