"""What stands for layers and functions of Keras that are none here? Networks that do the same.

Keras's own applications bring three layers of their own, and Keras 3 has functions that Keras 2
lacks, or calls by the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.importing.values import Network, Part, Source

X, LAST = {"x": 0}, {"last": 0}
# So many numbers a table of a lookup has at most as an operation's array.
LONGEST = 2000
Step = tuple[str, Sequence[Any]]
# Functions of Keras 3 as operations one after another.
FUNCTIONS: dict[str, Sequence[Step]] = {
    "hard_sigmoid": (("add", (X, 3.0)), ("clip", (LAST, 0.0, 6.0)), ("divide", (LAST, 6.0))),
    "hard_tanh": (("clip", (X, -1.0, 1.0)),),
    "log_sigmoid": (("negative", (X,)), ("softplus", (LAST,)), ("negative", (LAST,))),
    "celu": (("elu", (X,)),),
    "tanh_shrink": (("tanh", (X,)), ("subtract", (X, LAST))),
    "squareplus": (("multiply", (X, X)), ("add", (LAST, 4.0)), ("sqrt", (LAST,)),
                   ("add", (LAST, X)), ("multiply", (LAST, 0.5))),
}  # fmt: skip
FUNCTIONS["hard_silu"] = (*FUNCTIONS["hard_sigmoid"], ("multiply", (X, LAST)))
FUNCTIONS["hard_swish"] = FUNCTIONS["hard_silu"]


def network(name: str, steps: Sequence[Step], first: Sequence[Part], count: int = 1) -> Network:
    """Operations one after another behind `first`, of whose parts the last is what they work on.

    `count` is how many inputs there are.
    """
    parts, begin = list(first), len(first) - 1
    for operation, given in steps:
        sources: list[Source] = []
        arguments = []
        for one in given:
            if isinstance(one, Mapping) and "array" not in one:
                number = {"x": begin, "last": len(parts) - 1}.get(next(iter(one)), one.get("port"))
                source = Source(number)
                if source not in sources:
                    sources.append(source)
                arguments.append({"input": sources.index(source)})
            else:
                arguments.append(one)
        parts.append(Part(
            f"{operation}_{len(parts)}", "Operation",
            {"operation": operation, "arguments": arguments}, dict(enumerate(sources)),
        ))
    return Network(name, tuple(parts), (Source(len(parts) - 1),))


def inputs(count: int) -> list[Part]:
    """Where values enter such a network: their shapes are those that come in."""
    return [Part(f"inputs_{n}", "Input", {"shape": []}) for n in range(count)]


def is_newest(config: Mapping[str, Any]) -> bool:
    """Whether a layer's config is one of Keras 3, whose functions differ."""
    dtype = config.get("dtype")
    return isinstance(dtype, Mapping) and dtype.get("class_name") == "DTypePolicy"


def function_of(config: Mapping[str, Any]) -> str:
    """The function of a layer's activation that needs operations; empty where it needs none."""
    name = config.get("activation")
    if isinstance(name, Mapping):
        name = name.get("config")
    strange = isinstance(name, str) and name in FUNCTIONS
    return name if strange and (is_newest(config) or name != "hard_sigmoid") else ""


def is_strange_inside(config: Mapping[str, Any]) -> bool:
    """Whether a layer bends values inside its steps by a function that is none here."""
    name = config.get("recurrent_activation")
    within = "recurrent_activation" in config and function_of(config) != ""
    return within or function_of({**config, "activation": name}) != ""


def layer_scale(name: str, config: Mapping[str, Any]) -> Part:
    """ConvNeXt's product with a number for each feature."""
    size = int(config["projection_dim"])
    return Part(name, "LearnedOperation", {
        "operation": "multiply", "arguments": [{"input": 0}, {"weight": [size]}],
    })


def custom_scale(name: str, config: Mapping[str, Any]) -> Part:
    """Inception-ResNet's sum of a value and a part of another."""
    steps = (("multiply", (LAST, float(config["scale"]))), ("add", ({"port": 0}, LAST)))
    return Part(name, "", class_name="CustomScaleLayer", inner=network("scale", steps, inputs(2)))


def stochastic_depth(name: str, config: Mapping[str, Any]) -> Part:
    """ConvNeXt's dropping of whole samples in training."""
    return Part(name, "Dropout", {
        "rate": float(config["drop_path_rate"]), "noise_shape": [None, 1, 1, 1],
    })


def category_encoding(name: str, config: Mapping[str, Any]) -> Part:
    """Numbers of categories as rows with a column for each."""
    return operations(name, encoding(config["output_mode"], int(config["num_tokens"])))


def encoding(mode: str, depth: int) -> list[Step]:
    """The rows of a sample's numbers put together."""
    together = {"one_hot": "max", "multi_hot": "max", "count": "sum"}[mode]
    return [("one_hot", (LAST, depth)), (together, (LAST, -2))]


def discretization(name: str, config: Mapping[str, Any]) -> Part:
    """How many of the boundaries a number reaches."""
    if config.get("output_mode", "int") != "int":
        raise ValueError(name)
    return operations(name, compared("greater_equal", config["bin_boundaries"], None))


def integer_lookup(name: str, config: Mapping[str, Any]) -> Part:
    """The place of a number among those that are known; 0 stands for all others."""
    words, mode = config["vocabulary"], config.get("output_mode", "int")
    if config.get("num_oov_indices", 1) != 1 or config.get("mask_token") is not None:
        raise ValueError(name)
    steps = compared("equal", words, range(1, len(words) + 1))
    return operations(name, steps if mode == "int" else [*steps, *encoding(mode, len(words) + 1)])


def compared(sign: str, numbers: Sequence[Any], places: Any) -> list[Step]:
    """A sum over the numbers that stand in this relation to a value: of ones, or of places."""
    if not 0 < len(numbers) <= LONGEST or not all(isinstance(one, (int, float)) for one in numbers):
        raise ValueError("numbers")
    steps: list[Step] = [
        ("expand_dims", (X, -1)), (sign, (LAST, {"array": [float(one) for one in numbers]})),
        ("cast", (LAST, "float32")),
    ]  # fmt: skip
    if places is not None:
        steps.append(("multiply", (LAST, {"array": [float(one) for one in places]})))
    return [*steps, ("sum", (LAST, -1)), ("cast", (LAST, "int32"))]


def operations(name: str, steps: Sequence[Step]) -> Part:
    return Part(name, "", class_name="Operations", inner=network("encoding", steps, inputs(1)))


LAYERS: dict[str, Callable[[str, Mapping[str, Any]], Part]] = {
    "LayerScale": layer_scale, "CustomScaleLayer": custom_scale,
    "StochasticDepth": stochastic_depth, "CategoryEncoding": category_encoding,
    "Discretization": discretization, "IntegerLookup": integer_lookup,
}  # fmt: skip


def stand_in(
    name: str, class_name: str, config: Any, made: Callable[[Mapping[str, Any]], Part]
) -> Part | None:
    """What stands for a layer of Keras that is none here; None where it needs nothing of the kind.

    `made` makes the part of the same layer with another config.
    """
    if not isinstance(config, Mapping):
        return None
    if class_name in LAYERS:
        try:
            return LAYERS[class_name](name, config)
        except (KeyError, TypeError, ValueError):
            return None
    function = function_of(config)
    if not function or is_strange_inside(config):
        return None
    steps = FUNCTIONS[function]
    if class_name == "Activation":
        return Part(name, "", class_name=class_name, inner=network(function, steps, inputs(1)))
    bare = made({**config, "activation": "linear"})
    if not bare.type:
        return None
    bare = Part(**{**vars(bare), "inputs": {0: Source(0)}})
    return Part(
        name, "", class_name=class_name, inner=network(function, steps, [*inputs(1), bare])
    )


__all__ = ["is_strange_inside", "stand_in"]
