"""What model was an ONNX file made of? Its description goes with it, for the way back.

A graph of operators does not say that a sum was a layer's bias or a loop an LSTM with a mask. The
description says it, as long as nobody has changed the graph: its checksum tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.errors import DesignError

MODEL, WEIGHTS, CHECKSUM = "layerloom.model", "layerloom.weights", "layerloom.checksum"
# Where Keras's gates stand among ONNX's.
BACK = {"simple_rnn": (0,), "lstm": (0, 2, 3, 1), "gru": (0, 1, 2)}


def checksum(proto: Any) -> str:
    """A number for the operators and their wires, whatever the weights are."""
    digest = hashlib.sha256()
    for node in proto.graph.node:
        digest.update(node.SerializeToString(deterministic=True))
    return digest.hexdigest()


def described(model: Any, proto: Any, origins: Mapping[int, list[dict]]) -> dict[str, str]:
    """The texts that go with a file; none for a model that cannot be described.

    `origins` says by the id of each weight in which initializers it lies, and how.
    """
    there = {one.name for one in proto.graph.initializer}
    known: dict[str, dict[str, Any]] = {}
    count = 0
    for layer, place, weight in weights_of(model):
        count += 1
        for laid in origins.get(id(weight), ()):
            if laid["initializer"] in there:
                known[f"{layer}:{place}"] = {
                    **laid, "layer": layer, "place": place, "shape": list(weight.shape)
                }
    try:
        text = model.to_json()
    except DesignError:
        return {}
    if len(known) != count:
        return {}  # some weight is not read, or two layers have one name
    return {MODEL: text, WEIGHTS: json.dumps(known), CHECKSUM: checksum(proto)}


def weights_of(model: Any, above: str = "") -> Any:
    """(name of the layer, number of the weight, the weight); inner models with a slash."""
    for layer in model.layers:
        if hasattr(layer, "compiled_loss"):
            yield from weights_of(layer, f"{above}{layer.name}/")
        else:
            for place, weight in enumerate(layer.weights):
                yield above + layer.name, place, weight


def restored(array: np.ndarray, laid: Mapping[str, Any]) -> np.ndarray:
    """A weight as the layer has it, out of the file's layout."""
    return turned_back(array, laid).reshape(laid["shape"])


def turned_back(array: np.ndarray, laid: Mapping[str, Any]) -> np.ndarray:
    if "order" in laid:
        return np.transpose(array, np.argsort(laid["order"]))
    if "gates" in laid:
        return by_gate(array[0], laid["gates"]).T
    if "biases" in laid:
        halves = [by_gate(half, laid["biases"]) for half in np.split(array[0], 2)]
        # The second is one of its own only where a GRU resets after its product.
        return np.stack(halves) if len(laid["shape"]) == 2 else halves[0]
    return array


def by_gate(array: np.ndarray, kind: str) -> np.ndarray:
    parts = np.split(array, len(BACK[kind]))
    return np.concatenate([parts[place] for place in BACK[kind]])
