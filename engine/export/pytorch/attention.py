"""How are the attention layers spelled? By classes that compute as Keras's do."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.export.python import literal
from engine.export.pytorch.body import Body, Kept, Value
from engine.export.pytorch.spelling import spells
from engine.layers import attention, multihead


@spells(attention.Attention, attention.AdditiveAttention)
def attend(
    body: Body, layer: Any, inputs: list[Value], return_attention_scores: bool = False,
    use_causal_mask: bool = False,
) -> Any:
    additive = isinstance(layer, attention.AdditiveAttention)
    kind = "additive" if additive else layer.score_mode
    options = [f'"{kind}"'] if kind != "dot" else []
    weights = {}
    if layer.scale is not None:
        options.append(f"scale={literal(layer.scale.shape)}")
        weights["scale"] = Kept(layer.scale)
    if not additive and layer.concat_score_weight is not None:
        weights["concat_score_weight"] = Kept(layer.concat_score_weight)
    if layer.dropout:
        options.append(f"dropout={literal(layer.dropout)}")
    if layer.causal or use_causal_mask:
        options.append("causal=True")
    module = body.module(layer, f"Attention({', '.join(options)})", weights)
    values = [body.last(value) for value in inputs]
    arguments = [value.text for value in values]
    query_mask, value_mask = values[0].mask, values[1].mask
    if query_mask is not None:
        arguments.append(f"query_mask={query_mask}")
    if value_mask is not None:
        arguments.append(f"value_mask={value_mask}")
    return results(body, layer, f"{module}({', '.join(arguments)})", values[0],
                   return_attention_scores)


def results(body: Body, layer: Any, text: str, query: Value, scores: bool) -> Any:
    """The output, and the scores where they are asked for."""
    output = body.target(layer)
    if not scores:
        body.unpack([output, "_"], text)
        return Value(output, query.shape, mask=query.mask)
    weights = body.variables.take(f"{layer.name}_scores")
    body.unpack([output, weights], text)
    return [Value(output, query.shape, mask=query.mask), Value(weights, ())]


@spells(multihead.MultiHeadAttention)
def attend_with_heads(
    body: Body, layer: Any, query: Any, value: Any = None, key: Any = None,
    attention_mask: Any = None, return_attention_scores: bool = False,
    use_causal_mask: bool = False,
) -> Any:
    if isinstance(query, list):
        query, value, *more = query
        key = more[0] if more else key
    if layer.activity_regularizer is not None:
        raise body.refuse(
            "{layer} has a penalty on all its projections, which has no spelling in PyTorch.",
            fix="Leave activity_regularizer empty.",
            layer=layer.title,
        )
    query, value = body.last(query), body.last(value)
    key = None if key is None else body.last(key)
    scores, values, _ = layer._products
    shapes = [tuple(shape) for shape in layer._shapes]
    sizes = tuple(shape[-1] for shape in shapes)
    output = tuple(layer._output_shape or (shapes[0][-1],))
    options = [
        literal(sizes), str(layer.num_heads), str(layer.key_dim), str(layer.value_dim),
        literal(output), literal(scores), literal(values), str(len(layer.attention_axes)),
    ]  # fmt: skip
    if not layer.use_bias:
        options.append("bias=False")
    if layer.dropout:
        options.append(f"dropout={literal(layer.dropout)}")
    if layer.softmax_robust_masking:
        options.append("replaces=True")
    weights = {}
    parts = {
        "query": (layer._query_dense, 1), "key": (layer._key_dense, 1),
        "value": (layer._value_dense, 1), "attention_output": (layer._output_dense, 2),
    }  # fmt: skip
    for name, (dense, folded) in parts.items():
        weights[f"{name}.weight"] = Kept(dense.kernel, None, flat_kernel(folded), "laid out")
        if dense.bias is not None:
            weights[f"{name}.bias"] = Kept(dense.bias, None, np.ravel, "laid out")
    module = body.module(layer, f"MultiHeadAttention({', '.join(options)})", weights)
    arguments = [query.text, value.text] + ([] if key is None else [key.text])
    mask = joined_mask(body, query, value, key, attention_mask, use_causal_mask)
    if mask is not None:
        arguments.append(f"mask={mask}")
    return results(body, layer, f"{module}({', '.join(arguments)})", query,
                   return_attention_scores)


def flat_kernel(folded: int):
    """What lays a kernel with axes for heads out as the weight of a Linear."""

    def bend(kernel):
        rows = 1
        for size in kernel.shape[:folded]:
            rows *= size
        return kernel.reshape(rows, -1).T

    return bend


def joined_mask(
    body: Body, query: Value, value: Value, key: Value | None, given: Any, causal: bool
) -> str | None:
    """Which scores count: what the masks of the values, the caller and causality allow."""
    parts = []
    allowed = ((query, 2), (value, 1), (key if key is not None else value, 1))
    for one, axis in allowed:
        if one.mask is not None:
            parts.append(f"{one.mask}.unsqueeze({axis})")
    if causal:
        parts.append(f"past_only({query.text}, {value.text})")
    if given is not None:
        if not isinstance(given, Value):
            raise body.refuse(
                "The attention mask is a fixed array, which has no spelling in PyTorch.",
                fix="Give the mask as an input of the network.",
            )
        parts.insert(0, f"{body.last(given).text}.bool()" if parts else body.last(given).text)
    parts = list(dict.fromkeys(parts))
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    mask = body.assign("allowed", parts[0])
    for part in parts[1:]:
        body.lines.append(f"{mask} = {mask} & {part}")
    return mask
