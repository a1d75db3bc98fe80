"""How does a PyTorch program come in? By the description beside it, or by what its text says.

A program of our own is known by the description that goes with its weights, as long as its
classes are as they were. Others, and ours once they are edited, are followed class by class.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.export import pytorch
from engine.export.pytorch import origin
from engine.importing.configs import network_of
from engine.importing.expressions import Unknown
from engine.importing.keras_files import weights_of
from engine.importing.onnx_rooms import network_in
from engine.importing.torch_graph import Graph, Misfit, weights
from engine.importing.torch_inputs import candidates, root_of, told
from engine.importing.torch_program import FAULTS, TorchProgram
from engine.importing.values import Network
from engine.models import model_from_json
from engine.saving.objects import layer_entry

PICKLES = (".pt", ".pth", ".bin", ".ckpt")


def read_module(text: str, path: Path) -> Network:
    """The network of a program for PyTorch with its weights. Raises DesignError."""
    beside = path.with_suffix(".safetensors")
    found = described(text, beside) if beside.is_file() else None
    return followed(text, path) if found is None else found


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


# Programs of others


def followed(text: str, path: Path) -> Network:
    """The network that the classes of a program build, with the weights of the file beside it."""
    program = TorchProgram(ast.parse(text), text, path.name)
    try:
        program.constants()
        root = root_of(program)
    except Unknown as error:
        raise program.fault(error.node) from None
    arrays = program.named(root)
    state, known, remarks = state_of(program.tree, path)
    left = weights(state, arrays) if state else list(arrays)
    if state and left:
        remarks.append(DesignError(
            "The file's weights do not fit {names}, so they begin anew there.",
            names=", ".join(left[:5]) + ("…" if len(left) > 5 else ""),
        ))
    graph, inputs = traced(program, root, known, path)
    if inputs not in ([*named] for named in [told(program), known]):
        remarks.append(DesignError(
            "The program does not tell the size of its input: {shape} was taken, which fits its "
            "layers.",
            fix="Change it in the Input layer if your data are larger or smaller.",
            shape=", ".join(str((*shape,)) for shape, _ in inputs),
        ))
    network = network_in(graph.model, path.stem, graph.arrays)
    anew = {name.rpartition(".")[0].replace(".", "_") for name in left}
    kept = {name: one for name, one in network.weights.items()
            if state and not any(name == begin or name.startswith(f"{begin}_") for begin in anew)}
    return replace(network, weights=kept, remarks=(*network.remarks, *remarks))


def traced(
    program: TorchProgram, root: Any, known: Sequence[Any], path: Path
) -> tuple[Graph, list[Any]]:
    """(the graph, the shapes of its inputs). Raises DesignError."""
    fault: ast.AST | None = None
    for row in candidates(program, root, known):
        try:
            return program.traced(root, row), [(shape, kind) for _, shape, kind in row]
        except Misfit:
            continue
        except Unknown as error:
            fault = error.node if fault is None else fault
        except FAULTS:
            continue
    if fault is not None:
        raise program.fault(fault)
    raise DesignError(
        "{path} does not tell how large the input of its network is.",
        fix="Add a line such as model(torch.randn(1, 3, 32, 32)) to it, and open it again.",
        path=path.name,
    )


def state_of(
    tree: ast.Module, path: Path
) -> tuple[Mapping[str, np.ndarray], list[Any], list[DesignError]]:
    """(the arrays of the file beside a program, the shapes of inputs that it tells, remarks)."""
    from safetensors import SafetensorError, safe_open

    texts = [node.value for node in ast.walk(tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    names = [path.with_suffix(".safetensors").name]
    names += [Path(one).name for one in texts if one.endswith(".safetensors") and len(one) < 255]
    found = next((path.with_name(one) for one in names if path.with_name(one).is_file()), None)
    if found is None:
        pickles = [path.with_suffix(one).name for one in PICKLES]
        pickles += [Path(one).name for one in texts if one.endswith(PICKLES) and len(one) < 255]
        return {}, [], [pickled(one) for one in pickles if path.with_name(one).is_file()][:1]
    try:
        with safe_open(found, framework="numpy") as file:
            note = file.metadata() or {}
            return {name: file.get_tensor(name) for name in file.keys()}, shapes_in(note), []
    except (SafetensorError, ValueError, TypeError, OSError) as error:
        remark = DesignError("{path} is no readable weights file: {reason}.", path=found.name,
                             reason=str(error)[:100])
        return {}, [], [remark]


def pickled(name: str) -> DesignError:
    return DesignError(
        "The weights in {path} are not read: it is a pickle, which can run code.",
        fix="Save them with safetensors.torch.save_file(model.state_dict(), …) beside the program, "
        "and open it again.",
        path=name,
    )


def shapes_in(note: Mapping[str, str]) -> list[Any]:
    """The shapes of the inputs of the model that a program of our own was made of."""
    try:
        model = model_from_json(json.loads(note[origin.NOTE])["model"])
        return [(tuple(one.shape[1:]), one.dtype != "float32") for one in model.inputs]
    except (KeyError, ValueError, TypeError, DesignError):
        return []


__all__ = ["read_module"]
