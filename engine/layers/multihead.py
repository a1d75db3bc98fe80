"""Attention with several heads, each looking at the sequence in its own way."""

from __future__ import annotations

import math
from typing import Any

from engine import ops
from engine.errors import DesignError
from engine.fields import Axis, Boolean, Integer, Shape
from engine.layers.attention import MASKED, PORTS, call_settings, causal_mask, dropout_field
from engine.layers.base import Layer
from engine.layers.parameters import Constraint, Initializer, Regularizer
from engine.layers.structure import TensorShape
from engine.ops.movement import laid_out
from engine.registry import register
from engine.training import initializers

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def equations(rank: int, axes: tuple[int, ...]) -> tuple[str, str, int]:
    """The two einsum products of attention, and the number of axes of the scores.

    Queries, keys and values are (batch, …, *attended axes, heads, size).
    """
    target = LETTERS[:rank]
    shared = [axis for axis in range(rank) if axis not in (*axes, rank - 1)]
    others = iter(LETTERS[rank:])
    source = "".join(
        target[axis] if axis in shared or axis == rank - 1 else next(others)
        for axis in range(rank)
    )
    scores = "".join(
        [target[axis] for axis in shared]
        + [target[axis] for axis in axes]
        + [source[axis] for axis in axes]
    )
    return f"{source},{target}->{scores}", f"{scores},{source}->{target}", len(scores)


class Projection(Layer):
    """A dense product over the last axes of the input, into one or several new axes."""

    def __init__(self, folded: int, sizes: tuple[int, ...], use_bias: bool, options: dict,
                 **kwargs: Any) -> None:
        super().__init__(activity_regularizer=options.get("activity_regularizer"), **kwargs)
        self.folded, self.sizes, self.use_bias = folded, sizes, use_bias
        self.options = options

    def build(self, input_shape):
        inner = tuple(input_shape)[-self.folded :]
        self.kernel = self.add_weight(
            "kernel", (*inner, *self.sizes), initializer=self.options["kernel_initializer"],
            regularizer=self.options["kernel_regularizer"],
            constraint=self.options["kernel_constraint"],
        )
        self.bias = self.add_weight(
            "bias", self.sizes, initializer=self.options["bias_initializer"],
            regularizer=self.options["bias_regularizer"],
            constraint=self.options["bias_constraint"],
        ) if self.use_bias else None
        self.built = True

    def call(self, inputs):
        lead = inputs.shape[: -self.folded]
        rows, cols = math.prod(inputs.shape[-self.folded :]), math.prod(self.sizes)
        bias = None if self.bias is None else ops.reshape(self.bias, (cols,))
        flat = laid_out(inputs, (*lead, rows))
        result = ops.dense(flat, ops.reshape(self.kernel, (rows, cols)), bias)
        return laid_out(result, (*lead, *self.sizes))


@register("attention", inputs=PORTS)
class MultiHeadAttention(Layer):
    """Attention done by several heads at once: each projects queries, keys and values in its own
    way, and their results are joined.

    Scores are dot products divided by the root of key_dim (Vaswani et al. 2017).
    """

    supports_masking = True
    num_heads = Integer(doc="Number of heads.", minimum=1)
    key_dim = Integer(doc="Size of each head's queries and keys.", minimum=1)
    value_dim = Integer(None, "Size of each head's values; key_dim where it is not told.",
                        minimum=1)
    dropout = dropout_field()
    use_bias = Boolean(True, "Whether the projections add a number of their own.")
    output_shape = Shape(None, "Sizes of the output's last axes; those of the query when not told.",
                         advanced=True)
    attention_axes = Axis(None, "The axes that are looked along; all between batch and features "
                                "when not told.", several=True, advanced=True)
    kernel_initializer = Initializer("glorot_uniform")
    bias_initializer = Initializer("zeros", "What the biases begin with.")
    kernel_regularizer = Regularizer()
    bias_regularizer = Regularizer("A penalty on the biases.")
    activity_regularizer = Regularizer("A penalty on the output.")
    kernel_constraint = Constraint()
    bias_constraint = Constraint("A limit that the biases keep after each step.")
    softmax_robust_masking = Boolean(
        False, "Whether masked scores are replaced instead of lowered.", advanced=True
    )
    call_fields = call_settings()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.value_dim = self.value_dim or self.key_dim
        if isinstance(self.attention_axes, int):
            self.attention_axes = (self.attention_axes,)
        self._built_from_signature = False
        self._shapes: tuple = (None, None, None)
        # All axes between batch and features, once the values' rank is known.
        self._all_axes: tuple[int, ...] | None = None

    def setting(self, name):
        return self._output_shape if name == "output_shape" else super().setting(name)

    def implied(self, name):
        follows = {"value_dim": self.key_dim, "attention_axes": self._all_axes}
        return follows[name] if name in follows else super().implied(name)

    # Building ------------------------------------------------------------------------------------

    def _build_from_signature(self, query, value, key=None):
        """Make the projections for these values, or values of these shapes."""
        self._built_from_signature = True
        shapes = [tuple(getattr(one, "shape", one)) for one in
                  (query, value, value if key is None else key)]
        self._shapes = tuple(shapes)
        heads = self.num_heads
        self._query_dense = self._projection("query", 1, (heads, self.key_dim))
        self._key_dense = self._projection("key", 1, (heads, self.key_dim))
        self._value_dense = self._projection("value", 1, (heads, self.value_dim))
        self._build_attention(len(shapes[1]) + 1)
        sizes = self._output_shape or (shapes[0][-1],)
        self._output_dense = self._projection("attention_output", 2, tuple(sizes))

    def _projection(self, name: str, folded: int, sizes: tuple[int, ...]) -> Projection:
        options = {
            key: getattr(self, key) for key in (
                "kernel_regularizer", "bias_regularizer", "activity_regularizer",
                "kernel_constraint", "bias_constraint",
            )
        }
        for key in ("kernel_initializer", "bias_initializer"):
            # A copy for each, since one with a seed remembers how far it has drawn.
            options[key] = initializers.get(initializers.serialize(getattr(self, key)))
        return Projection(folded, sizes, self.use_bias, options, name=name, dtype=self.dtype)

    def _build_attention(self, rank: int) -> None:
        """Settle the products for values with `rank` axes once the heads have one of their own."""
        self._all_axes = tuple(range(1, rank - 2))
        if self.attention_axes is None:
            self.attention_axes = self._all_axes
        self.attention_axes = tuple(axis % (rank - 1) for axis in self.attention_axes)
        self._products = equations(rank, tuple(self.attention_axes))

    # Calling -------------------------------------------------------------------------------------

    def __call__(self, query=None, value=None, *args, **kwargs):
        if value is None and isinstance(query, list):
            query, value, *more = query
            args = (*more, *args)
        given = (query,) if value is None else (query, value)
        return super().__call__(*(one for one in given if one is not None), *args, **kwargs)

    def call(self, query, value, key=None, attention_mask=None, return_attention_scores=False,
             training=None, use_causal_mask=False):
        if not self._built_from_signature:
            self._build_from_signature(query=query, value=value, key=key)
        key = value if key is None else key
        mask = self._compute_attention_mask(query, value, key, attention_mask, use_causal_mask)
        output, scores = self._compute_attention(
            self._query_dense(query), self._key_dense(key), self._value_dense(value), mask,
            training,
        )
        output = self._output_dense(output)
        return (output, scores) if return_attention_scores else output

    def _compute_attention(self, query, key, value, attention_mask=None, training=None):
        """(the values' mean for each query and head, the weights of the mean)."""
        products, combine, rank = self._products
        count = len(self.attention_axes)
        scores = ops.einsum(products, key, query * (1.0 / math.sqrt(self.key_dim)))
        if attention_mask is not None:
            scores = self._masked(scores, attention_mask)
        weights = ops.softmax(scores, axis=tuple(range(rank - count, rank)))
        used = ops.dropout(weights, self.dropout) if self.dropout > 0 and training else weights
        return ops.einsum(combine, used, value), weights

    def _masked(self, scores, mask):
        missing = len(scores.shape) - len(mask.shape)
        for _ in range(missing):
            mask = ops.expand_dims(mask, len(mask.shape) - 2 * len(self.attention_axes))
        if self.softmax_robust_masking:
            kept = mask if mask.dtype == "bool" else ops.greater(mask, 0.5)
            return ops.where(kept, scores, -MASKED)
        return scores + (1.0 - ops.cast(mask, "float32")) * -MASKED

    def _compute_attention_mask(self, query, value, key=None, attention_mask=None,
                                use_causal_mask=False):
        """The given mask and those of the values joined: (batch, queries, values), or None."""
        allowed = []
        for one, axis in ((query, 2), (value, 1), (key, 1)):
            mask = getattr(one, "_keras_mask", None)
            if mask is not None:
                allowed.append(ops.expand_dims(ops.cast(mask, "bool"), axis))
        if use_causal_mask:
            allowed.append(causal_mask(query.shape[1], value.shape[1], query))
        if not allowed:
            return attention_mask
        if attention_mask is not None:
            allowed.insert(0, ops.cast(attention_mask, "bool"))
        joined = allowed[0]
        for one in allowed[1:]:
            joined = ops.logical_and(joined, one)
        return joined

    def compute_output_shape(self, query_shape, value_shape=None, key_shape=None):
        if value_shape is None:
            query_shape, value_shape, *rest = query_shape
            key_shape = rest[0] if rest else None
        query, value = tuple(query_shape), tuple(value_shape)
        key = value if key_shape is None else tuple(key_shape)
        if query[-1] != value[-1] or value[1:-1] != key[1:-1]:
            raise DesignError(
                "{layer} is given a query {query}, a value {value} and a key {key}: the last axes "
                "of query and value must be equal, and all axes of value and key but the last.",
                layer=self.title, query=query, value=value, key=key,
            )
        return TensorShape((*query[:-1], *self._output_shape) if self._output_shape else query)

    # Config --------------------------------------------------------------------------------------

    def get_config(self):
        config = super().get_config()
        names = ("query_shape", "key_shape", "value_shape")
        query, value, key = self._shapes
        return {**config, **dict(zip(names, (query, key, value), strict=True))}

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        query, value, key = (config.pop(name, None)
                             for name in ("query_shape", "value_shape", "key_shape"))
        layer = cls(**config)
        if None not in (query, value, key):
            layer._build_from_signature(query, value, key)
        return layer


# The field hides the property of the same name that every layer has: give it back.
MultiHeadAttention.output_shape = property(
    Layer.output_shape.fget, lambda layer, value: setattr(layer, "_output_shape", value)
)

__all__ = ["MultiHeadAttention"]
