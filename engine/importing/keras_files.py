"""How is a model file of Keras read as a drawing? Its description, and the weights beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.importing.configs import name_of, network_of
from engine.importing.learned import END
from engine.importing.values import Network
from engine.layers.naming import snake_case
from engine.models import Model
from engine.saving import container, hdf5, load_model

LARGEST_TEXT = 256 * 2**20
# In which order a layer's weights count where it holds several layers.
ORDER = ("forward_layer", "backward_layer", "query_dense", "key_dense", "value_dense",
         "output_dense")


def read_json(path: Path) -> Network:
    """The network in the text that `to_json` wrote. It has no weights."""
    if path.stat().st_size > LARGEST_TEXT:
        raise DesignError("{path} is too large to be a description of a model.", path=path.name)
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise DesignError(
            "{path} holds no readable description of a model.", path=path.name
        ) from None
    return network_of(described)


def read_keras(path: Path) -> Network:
    """The network and weights of a ``.keras`` file."""
    with container.opened_zip(path) as archive:
        try:
            described = json.loads(container.content(archive, container.CONFIG, path))
        except (KeyError, ValueError, RecursionError):
            raise DesignError(
                "{path} holds no readable description of a model.", path=path.name
            ) from None
        keep_words(archive, described, path)
        network = network_of(described)
        weights = whole(path)
        if weights is None:
            with container.weights_in(archive, path) as file:
                weights = by_path(file, described, network)
    return replace(network, weights=nested(network, weights))


def nested(network: Network, weights: dict[str, list[np.ndarray]]) -> dict[str, list[np.ndarray]]:
    """The arrays by the layers that have them here: where a layer came in as a network, the only
    layer in that with arrays; where a layer kept them for an operation, the operation.
    """
    found = dict(weights)
    for part in network.parts:
        if part.type == "LearnedOperation" and part.name + END in found:
            found[part.name] = found.pop(part.name + END)
        if part.inner is not None and part.name in found:
            kept = [one for one in part.inner.parts if one.type not in ("Input", "Operation")]
            found[f"{part.name}/{kept[0].name}"] = found.pop(part.name)
    return found


def keep_words(archive: Any, described: Any, path: Path) -> None:
    """Put the vocabularies that stand beside a description into it, where each layer has its own.
    """
    files = [name for name in archive.namelist() if name.endswith("vocabulary.txt")]
    config = described.get("config") if isinstance(described, Mapping) else None
    entries = config.get("layers") if isinstance(config, Mapping) and files else None
    for entry, _, place in placed(entries if isinstance(entries, list) else []):
        inner = entry.get("config")
        known = isinstance(inner, Mapping) and "vocabulary" in inner and not inner["vocabulary"]
        found = [name for name in files if place in name.split("/") or name_of(entry) in name.split(
            "/")]
        if known and found:
            text = container.content(archive, min(found, key=len), path)
            words = text.decode("utf-8") if isinstance(text, bytes) else text
            inner["vocabulary"] = words_of(entry, words.splitlines())


def words_of(entry: Mapping[str, Any], words: list[str]) -> list[Any]:
    """The words of a vocabulary, numbers as such, without the signs for what is unknown."""
    if str(entry.get("class_name", "")).endswith("IntegerLookup"):
        return [int(word) for word in words if word.lstrip("-").isdecimal() and word != "-1"]
    return [word for word in words if word not in ("", "[UNK]")]


def placed(entries: Sequence[Any]) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """(layer, the stem of its class's name, what a file calls it after its class) for each."""
    counts: dict[str, int] = {}
    for entry in entries:
        stem = snake_case(str(entry.get("class_name", "")).rpartition(">")[2])
        counts[stem] = counts.get(stem, -1) + 1
        yield entry, stem, stem + (f"_{counts[stem]}" * (counts[stem] > 0))


def whole(path: Path) -> dict[str, list[np.ndarray]] | None:
    """The weights of a model that this engine knows wholly; None where it does not."""
    try:
        return weights_of(load_model(path, compile=False))
    except (DesignError, ValueError, TypeError, KeyError, AttributeError):
        return None


def weights_of(model: Any, above: str = "") -> dict[str, list[np.ndarray]]:
    """The arrays of each layer in Keras's order; those of inner models by both names."""
    found: dict[str, list[np.ndarray]] = {}
    for layer in model.layers:
        if isinstance(layer, Model):
            found.update(weights_of(layer, f"{above}{layer.name}/"))
        elif layer.weights:
            found[above + layer.name] = layer.get_weights()
    return found


def by_path(file: Any, described: Any, network: Network, above: str = "") -> dict[str, list]:
    """The arrays of each layer, where some class is not known and the model cannot be made.

    The file calls layers after their classes, and counts them.
    """
    entries = described["config"]["layers"]
    found: dict[str, list[np.ndarray]] = {}
    for key in ("layers", "_layer_checkpoint_dependencies"):
        group = file.get(f"{above}{key}")
        if group is not None:
            break
    else:
        return found
    inner = {part.name: part.inner for part in network.parts}
    for entry, stem, counted in placed(entries):
        name = name_of(entry)
        place = name if name in group and stem not in group else counted
        if place not in group:
            continue
        if inner.get(name) is not None and "layers" in entry["config"]:
            below = by_path(file, entry, inner[name], f"{above}{key}/{place}/")
            found.update({f"{name}/{part}": arrays for part, arrays in below.items()})
            continue
        arrays: list[np.ndarray] = []
        collect(group[place], arrays)
        if arrays:
            found[name] = arrays
    return found


def collect(group: Any, arrays: list[np.ndarray]) -> None:
    """All variables of a layer, its own before those of what it holds."""
    own = group.get("vars")
    if own is not None:
        arrays += [hdf5.numbers_of(own[key]) for key in sorted(own, key=int)]
    names = [key for key in group if key != "vars" and hasattr(group[key], "keys")]
    for key in sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else 0, name)):
        collect(group[key], arrays)


def read_hdf5(path: Path) -> Network:
    """The network and weights of a ``.h5`` file."""
    with hdf5.opened(path, path) as file:
        if "model_config" not in file.attrs:
            raise DesignError(
                "{path} holds weights, but no description of a model.",
                fix="Open the drawing that they belong to, or save the whole model.",
                path=path.name,
            )
        described = hdf5.read_json(file.attrs["model_config"], path)
        network = network_of(described)
        group = file.get("model_weights", file)
        weights = whole(path)
        if weights is None:
            weights = by_layer_names(group, network)
    return replace(network, weights=nested(network, weights))


def by_layer_names(group: Any, network: Network) -> dict[str, list]:
    """The arrays of each layer in a file that goes by the names of layers.

    Those of a model inside a model stand together; their own names tell which layer has them.
    """
    inner = {part.name: part.inner for part in network.parts}
    found: dict[str, list] = {}
    for name in hdf5.read_names(group, "layer_names"):
        if name not in group:
            continue
        names = hdf5.read_names(group[name], "weight_names")
        for weight, array in zip(names, hdf5.get_weights(group[name]), strict=True):
            place = below(name, inner.get(name), weight.split("/")[:-1])
            found.setdefault(place, []).append(array)
    return found


def below(name: str, inner: Network | None, steps: Sequence[str]) -> str:
    """The layer inside a layer that a weight belongs to, by the steps of the weight's own name."""
    for part in inner.parts if inner is not None else ():
        if part.name in steps:
            return f"{name}/{below(part.name, part.inner, steps)}"
    return name


def read(path: Path) -> Network:
    """The network in a file of any of Keras's kinds, told by its suffix."""
    readers = {".json": read_json, ".keras": read_keras}
    return readers.get(path.suffix.lower(), read_hdf5)(path)


__all__ = ["read"]
