"""What do layers without windows and without memory give, and how many weights have they?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from designer.explain.axes import Sizes, batch, named, open_axes, plain
from designer.explain.expressions import (
    Expression,
    Number,
    Symbol,
    numbered,
    product,
    total,
)


def passed_on(layer: Any, inputs: Sequence[Sizes]):
    """The shape stays and nothing is learned."""
    return open_axes(inputs[0]), Number(0)


def dense(layer: Any, inputs: Sequence[Sizes]):
    """Every feature with every unit."""
    *others, features = inputs[0]
    n, u = Symbol("n", features, "features_in"), Symbol("u", layer.units, "units", "units")
    return named((*plain(others), u)), n * u + u if layer.use_bias else n * u


def embedding(layer: Any, inputs: Sequence[Sizes]):
    """A row of a table for every number."""
    words = Symbol("v", layer.input_dim, "vocabulary", "input_dim")
    size = Symbol("e", layer.output_dim, "vector", "output_dim")
    return named((*plain(inputs[0]), size)), words * size


def batch_normalized(layer: Any, inputs: Sequence[Sizes]):
    """Mean and variance of each channel, and what is learned to scale and shift it."""
    axes = (layer.axis,) if isinstance(layer.axis, int) else layer.axis
    kept = 2 + layer.center + layer.scale
    return open_axes(inputs[0]), product(kept, *normalized_sizes(inputs[0], axes))


def layer_normalized(layer: Any, inputs: Sequence[Sizes]):
    """A factor and a shift for each feature."""
    axes = (layer.axis,) if isinstance(layer.axis, int) else layer.axis
    kept = layer.center + layer.scale
    sizes = normalized_sizes(inputs[0], axes)
    return open_axes(inputs[0]), product(kept, *sizes) if kept else Number(0)


def normalized_sizes(shape: Sizes, axes: Sequence[int]) -> list[Expression]:
    letters = numbered("c", len(axes))
    return [
        Symbol(letter, shape[axis], "channels_in")
        for letter, axis in zip(letters, axes, strict=True)
    ]


def sloped(layer: Any, inputs: Sequence[Sizes]):
    """PReLU: a slope for each feature, or one for all along shared axes."""
    shared = layer.shared_axes or ()
    shared = (shared,) if isinstance(shared, int) else shared
    letters = numbered("n", len(inputs[0]) - 1)
    sizes = [
        Number(1) if axis in shared else Symbol(letters[axis - 1], size, "size_in")
        for axis, size in enumerate(inputs[0])
        if axis > 0
    ]
    return open_axes(inputs[0]), product(*sizes)


def flat(layer: Any, inputs: Sequence[Sizes]):
    """All sizes but the batch multiplied."""
    size, *inner = inputs[0]
    letters = numbered("n", len(inner))
    sizes = [Symbol(letter, n, "size_in") for letter, n in zip(letters, inner, strict=True)]
    whole = product(*sizes) if sizes else Number(1)
    return (batch(size), ("features", whole)), Number(0)


def reshaped(layer: Any, inputs: Sequence[Sizes]):
    """The wanted sizes; one of them may be left to be worked out."""
    size, *inner = inputs[0]
    sizes: list[Expression] = []
    for wanted in layer.target_shape:
        if wanted != -1:
            sizes.append(Number(wanted))
            continue
        letters = numbered("n", len(inner))
        given = [Symbol(x, n, "size_in") for x, n in zip(letters, inner, strict=True)]
        rest = [n for n in layer.target_shape if n != -1]
        solved = product(*given)
        sizes.append(solved / product(*rest) if math.prod(rest) > 1 else solved)
    return named((Number(size), *sizes)), Number(0)


def permuted(layer: Any, inputs: Sequence[Sizes]):
    """The sizes in the wanted order."""
    words = [word for word, _ in open_axes(inputs[0])]
    order = (0, *layer.dims)
    return tuple((words[axis], Number(inputs[0][axis])) for axis in order), Number(0)


def repeated(layer: Any, inputs: Sequence[Sizes]):
    size, features = inputs[0]
    return (
        batch(size),
        ("steps", Symbol("n", layer.n, "repeats", "n")),
        ("features", Number(features)),
    ), Number(0)


def merged(layer: Any, inputs: Sequence[Sizes]):
    """Element by element: all shapes are the same; where they are not, the rule is not told."""
    if any(shape != inputs[0] for shape in inputs):
        return None, Number(0)
    return open_axes(inputs[0]), Number(0)


def joined(layer: Any, inputs: Sequence[Sizes]):
    """Concatenate: the sizes along one axis added."""
    axis = layer.axis % len(inputs[0])
    letters = numbered("n", len(inputs))
    parts = [
        Symbol(letter, shape[axis], "size_in")
        for letter, shape in zip(letters, inputs, strict=True)
    ]
    sizes = list(plain(inputs[0]))
    for place in range(len(sizes)):
        if any(shape[place] is None for shape in inputs):
            sizes[place] = Number(None)
    sizes[axis] = total(*parts)
    return named(tuple(sizes)), Number(0)


def untold(layer: Any, inputs: Sequence[Sizes]):
    """The shape is shown as it is; nothing is learned."""
    return None, Number(0)


def attention(layer: Any, inputs: Sequence[Sizes]):
    """As many rows as queries, as wide as the values."""
    query, value = inputs[0], inputs[1]
    learned = layer.use_scale + (layer.score_mode == "concat")
    return attended(query, value), Number(int(learned))


def additive(layer: Any, inputs: Sequence[Sizes]):
    """A learned weight for each feature of the sum."""
    learned = Symbol("n", inputs[-1][-1], "features_in") if layer.use_scale else Number(0)
    return attended(inputs[0], inputs[1]), learned


def attended(query: Sizes, value: Sizes):
    last = Symbol("e", value[-1], "value_size")
    if len(query) != 3:
        return named((*plain(query[:-1]), last))
    rows = Symbol("q", query[1], "queries")
    return (batch(query[0]), ("steps", rows), ("features", last))


def many_heads(layer: Any, inputs: Sequence[Sizes]):
    """Projections for queries, keys and values, and one back; biases with each."""
    query, value = inputs[0], inputs[1]
    key = inputs[2] if len(inputs) > 2 else value
    if layer.setting("output_shape"):
        return None, None
    h = Symbol("h", layer.num_heads, "heads", "num_heads")
    k = Symbol("k", layer.key_dim, "key_size", "key_dim")
    e = Symbol("e", layer.value_dim, "value_size", "value_dim")
    q, c, n = (
        Symbol("q", query[-1], "query_features"),
        Symbol("c", key[-1], "key_features"),
        Symbol("n", value[-1], "value_features"),
    )
    one = Number(1)

    def into(size: Expression, width: Expression) -> Expression:
        return product(size + one if layer.use_bias else size, h, width)

    back = product(product(h, e) + one if layer.use_bias else product(h, e), q)
    if not layer.use_bias:
        back = product(h, e, q)
    return named((*plain(query[:-1]), q)), total(into(q, k), into(c, k), into(n, e), back)


PASS = (
    "Activation", "ReLU", "LeakyReLU", "ELU", "ThresholdedReLU", "Softmax", "Dropout",
    "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianNoise",
    "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Masking", "Rescaling",
    "UnitNormalization",
)  # fmt: skip
MERGE = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")
RULES = {
    **dict.fromkeys(PASS, passed_on),
    **dict.fromkeys(MERGE, merged),
    "Dense": dense,
    "Embedding": embedding,
    "BatchNormalization": batch_normalized,
    "LayerNormalization": layer_normalized,
    "GroupNormalization": layer_normalized,
    "PReLU": sloped,
    "Flatten": flat,
    "Reshape": reshaped,
    "Permute": permuted,
    "RepeatVector": repeated,
    "Concatenate": joined,
    "Dot": untold,
    "Attention": attention,
    "AdditiveAttention": additive,
    "MultiHeadAttention": many_heads,
}
