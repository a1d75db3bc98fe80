"""Layers that let each place of one sequence look at all places of another."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.fields import Boolean, Choice, Float
from engine.layers.base import Layer
from engine.layers.structure import TensorShape, is_shape
from engine.ops.base import convert
from engine.ops.linear import batch_matmul
from engine.ops.movement import shape_only
from engine.registry import Port, register
from engine.tape import current_tape

# What a score loses where it is masked: more than any score, and exact in float32.
MASKED = 1e9
PORTS = (Port("query"), Port("value"), Port("key", optional=True))


def dropout_field() -> Float:
    return Float(0.0, "Share of the attention that is dropped while training.", minimum=0.0,
                 maximum=1.0, open_maximum=True)


def call_settings() -> dict[str, Boolean]:
    """What a drawing can set of how attention is called."""
    scores = Boolean(False, "Whether the weights of the mean come out too, as a second output: how "
                            "much each place looks at each other one.")
    causal = Boolean(False, "Whether each place looks only at itself and at what came before it.")
    return {"return_attention_scores": scores, "use_causal_mask": causal}


def causal_mask(queries: int | None, values: int | None, like: Any) -> Any:
    """(1, queries, values): True where a value stands no later than the query."""
    if queries is None or values is None:
        return shape_only(ops.cast(like, "bool"), (1, queries, values))
    return convert(np.tri(queries, values, dtype=bool)[np.newaxis])


class DenseAttention(Layer):
    """What both attentions share. A subclass says how well a query and a key go together.

    Called on [query, value] or [query, value, key]: (batch, queries, size), (batch, values,
    size). The output has one vector for each query, a mean of the values weighted by the scores.
    """

    supports_masking = True
    dropout = dropout_field()
    call_fields = call_settings()

    def __init__(self, *args, **kwargs):
        self.causal = bool(kwargs.pop("causal", False))
        self.seed = kwargs.pop("seed", None)
        super().__init__(*args, **kwargs)

    def _calculate_scores(self, query, key):
        """(batch, queries, values) out of (batch, queries, size) and (batch, values, size)."""
        raise NotImplementedError(type(self).__name__)

    def _apply_scores(self, scores, value, scores_mask=None, training=None):
        """(the values' mean for each query, the weights of the mean)."""
        if scores_mask is not None:
            scores = scores - ops.cast(ops.logical_not(scores_mask), "float32") * MASKED
        weights = ops.softmax(scores, axis=-1)
        used = weights
        if self.dropout > 0 and training:
            used = ops.dropout(weights, self.dropout, seed=self.seed)
        return ops.matmul(used, value), used

    def call(self, inputs, mask=None, training=None, return_attention_scores=False,
             use_causal_mask=False):
        self._check_call(inputs, mask)
        query, value = inputs[0], inputs[1]
        key = inputs[2] if len(inputs) > 2 else value
        query_mask, value_mask = (mask[0], mask[1]) if mask else (None, None)
        self._check_shapes(query, value, key)
        scores = self._calculate_scores(query=query, key=key)
        allowed = None
        if value_mask is not None:
            allowed = ops.expand_dims(ops.cast(value_mask, "bool"), -2)
        if self.causal or use_causal_mask:
            past = causal_mask(scores.shape[-2], scores.shape[-1], scores)
            allowed = past if allowed is None else ops.logical_and(allowed, past)
        result, weights = self._apply_scores(scores, value, allowed, training)
        if query_mask is not None:
            result = result * ops.expand_dims(ops.cast(query_mask, "float32"), -1)
        return (result, weights) if return_attention_scores else result

    def compute_mask(self, inputs, mask=None):
        self._check_call(inputs, mask)
        return mask[0] if mask else None

    def compute_output_shape(self, input_shape):
        query, value = tuple(input_shape[0]), tuple(input_shape[1])
        return TensorShape((*query[:-1], value[-1]))

    def _check_list(self, inputs) -> None:
        several = isinstance(inputs, list) and not is_shape(inputs)
        if not several or not 2 <= len(inputs) <= 3:
            raise DesignError(
                "{layer} must be called on a list of inputs, [query, value] or [query, value, "
                "key], but gets {count}.",
                fix="Connect a query and a value to it.", layer=self.title,
                count=len(inputs) if several else 1,
            )

    def _check_call(self, inputs, mask) -> None:
        self._check_list(inputs)
        if mask is not None and (
            not isinstance(mask, list) or not 2 <= len(mask) <= len(inputs)
        ):
            raise DesignError(
                "{layer} takes a list [query mask, value mask] as its mask.", layer=self.title
            )

    def _check_shapes(self, query, value, key) -> None:
        """Refuse what cannot be compared: other sizes, or other numbers of keys and values."""
        if value.shape[-2] != key.shape[-2] and None not in (value.shape[-2], key.shape[-2]):
            raise DesignError(
                "{layer} gets {values} values, but {keys} keys.",
                fix="Give one key for each value.",
                layer=self.title, values=value.shape[-2], keys=key.shape[-2],
            )
        if query.shape[-1] != key.shape[-1] and None not in (query.shape[-1], key.shape[-1]):
            raise DesignError(
                "{layer} compares queries of size {query} with keys of size {key}.",
                fix="Make both sizes equal, for example with a Dense layer.",
                layer=self.title, query=query.shape[-1], key=key.shape[-1],
            )


def spread(query, key):
    """query + key for each pair of places: (batch, queries, values, size)."""
    return ops.add(ops.expand_dims(query, -2), ops.expand_dims(key, -3))


@register("attention", inputs=PORTS, chapter=True)
class Attention(DenseAttention):
    """For each query, the mean of the values, weighted by how well their keys match the query.

    The match is the dot product of query and key (Luong et al. 2015); without a key input the
    values are the keys.
    """

    use_scale = Boolean(False, "Whether the scores are multiplied with a learned number.")
    score_mode = Choice(("dot", "concat"), "dot",
                        "dot: query times key, concat: sum of tanh(query + key).")
    field_order = ("use_scale", "score_mode", "dropout")

    def build(self, input_shape):
        self._check_list(list(input_shape))
        self.scale = self.add_weight("scale", (), initializer="ones") if self.use_scale else None
        self.concat_score_weight = (
            self.add_weight("concat_score_weight", (), initializer="ones")
            if self.score_mode == "concat" else None
        )
        self.built = True

    def _calculate_scores(self, query, key):
        if self.score_mode == "dot":
            scores = products(query, key)
            return scores if self.scale is None else scores * self.scale
        both = spread(query, key)
        if self.scale is not None:
            both = both * self.scale
        return ops.sum(ops.tanh(both), axis=-1) * self.concat_score_weight


def products(query, key):
    """query @ transposed key over the last two axes."""
    plain = len(query.shape) == len(key.shape) == 3
    if plain and current_tape() is not None and query.shape[0] == key.shape[0]:
        return batch_matmul(query, key, transpose_b=True)
    rank = len(key.shape)
    return ops.matmul(query, ops.swapaxes(key, rank - 2, rank - 1))


@register("attention", inputs=PORTS, chapter=True)
class AdditiveAttention(DenseAttention):
    """For each query, the mean of the values, weighted by how well their keys match the query.

    The match is a learned sum over tanh(query + key): Bahdanau et al. 2015.
    """

    use_scale = Boolean(True, "Whether each feature has a learned weight in the sum.")
    field_order = ("use_scale", "dropout")

    def build(self, input_shape):
        self._check_list(list(input_shape))
        size = tuple(input_shape[-1])[-1]
        self.scale = (
            self.add_weight("scale", (size,), initializer="glorot_uniform")
            if self.use_scale else None
        )
        self.built = True

    def _calculate_scores(self, query, key):
        matched = ops.tanh(spread(query, key))
        return ops.sum(matched if self.scale is None else matched * self.scale, axis=-1)


__all__ = ["AdditiveAttention", "Attention"]
