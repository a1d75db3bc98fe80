"""How does a PyTorch program come in? By the description that goes with the weights beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.errors import DesignError
from engine.export import pytorch
from engine.export.pytorch import origin
from engine.importing.configs import network_of
from engine.importing.keras_files import weights_of
from engine.importing.values import Network
from engine.models import model_from_json
from engine.saving.objects import layer_entry


def read_module(text: str, path: Path) -> Network:
    """The network of a program for PyTorch with its weights. Raises DesignError."""
    beside = path.with_suffix(".safetensors")
    found = described(text, beside) if beside.is_file() else None
    if found is not None:
        return found
    raise DesignError(
        "{path} is a program for PyTorch that Layerloom did not write, or that was changed.",
        fix="Export the network with torch.onnx.export, and open that file.", path=path.name,
    )


def described(text: str, weights: Path) -> Network | None:
    """The network of an unchanged program of our own."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(weights, framework="numpy") as file:
            told = origin.description(file.metadata(), text)
            if told is None:
                return None
            arrays = {name: file.get_tensor(name) for name in file.keys()}
        model = model_from_json(told)
        origin.restore(model, arrays, pytorch.state)
    except (SafetensorError, ValueError, KeyError, TypeError):
        return None
    return replace(network_of(layer_entry(model)), weights=weights_of(model))


__all__ = ["read_module"]
