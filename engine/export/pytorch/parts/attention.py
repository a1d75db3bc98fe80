"""How do Keras's attention layers compute?"""

import math

import torch
import torch.nn.functional as F
from torch import nn


class Attention(nn.Module):
    """Keras's Attention and AdditiveAttention: the mean of the values, weighted by how well
    their keys match each query. `kind` is "dot", "concat" or "additive"."""

    def __init__(self, kind="dot", scale=None, dropout=0.0, causal=False):
        super().__init__()
        self.kind, self.dropout, self.causal = kind, dropout, causal
        self.scale = None if scale is None else nn.Parameter(torch.ones(scale))
        self.concat_score_weight = (
            nn.Parameter(torch.ones(())) if kind == "concat" else None
        )

    def scores(self, query, key):
        if self.kind == "dot":
            scores = query @ key.transpose(-2, -1)
            return scores if self.scale is None else scores * self.scale
        both = query.unsqueeze(-2) + key.unsqueeze(-3)
        if self.kind == "concat":
            both = both if self.scale is None else both * self.scale
            return torch.tanh(both).sum(dim=-1) * self.concat_score_weight
        both = torch.tanh(both)
        return (both if self.scale is None else both * self.scale).sum(dim=-1)

    def forward(self, query, value, key=None, query_mask=None, value_mask=None):
        """(the output, the weights)"""
        scores = self.scores(query, value if key is None else key)
        allowed = None if value_mask is None else value_mask.unsqueeze(-2)
        if self.causal:
            past = torch.ones_like(scores, dtype=torch.bool).tril()
            allowed = past if allowed is None else allowed & past
        if allowed is not None:
            scores = scores - 1e9 * ~allowed
        weights = F.dropout(F.softmax(scores, dim=-1), self.dropout, self.training)
        result = weights @ value
        if query_mask is not None:
            result = result * query_mask.unsqueeze(-1)
        return result, weights


def past_only(query, value):
    """Which scores count where a place must not look at later ones."""
    ones = torch.ones(query.shape[1], value.shape[1], dtype=torch.bool)
    return ones.tril().to(query.device)


class MultiHeadAttention(nn.Module):
    """Keras's MultiHeadAttention: sizes of heads, output and attended axes are free.

    `scores` and `values` are the two products as einsum writes them.
    """

    def __init__(
        self, sizes, heads, key_dim, value_dim, output, scores, values, axes, bias=True,
        dropout=0.0, replaces=False,
    ):  # fmt: skip
        super().__init__()
        query, value, key = sizes
        self.heads, self.axes, self.output = heads, axes, output
        self.scores, self.values = scores, values
        self.dropout, self.replaces = dropout, replaces
        self.query = nn.Linear(query, heads * key_dim, bias=bias)
        self.key = nn.Linear(key, heads * key_dim, bias=bias)
        self.value = nn.Linear(value, heads * value_dim, bias=bias)
        self.attention_output = nn.Linear(
            heads * value_dim, math.prod(output), bias=bias
        )

    def forward(self, query, value, key=None, mask=None):
        """(the output, the weights)"""
        key = value if key is None else key
        query = self.query(query).unflatten(-1, (self.heads, -1))
        key = self.key(key).unflatten(-1, (self.heads, -1))
        value = self.value(value).unflatten(-1, (self.heads, -1))
        scores = torch.einsum(self.scores, key, query / math.sqrt(query.shape[-1]))
        if mask is not None:
            while mask.dim() < scores.dim():
                mask = mask.unsqueeze(mask.dim() - 2 * self.axes)
            if self.replaces:
                scores = torch.where(mask, scores, -1e9)
            else:
                scores = scores - 1e9 * (1.0 - mask.to(scores.dtype))
        flat = F.softmax(scores.flatten(-self.axes), dim=-1)
        weights = flat.reshape(scores.shape)
        used = F.dropout(weights, self.dropout, self.training)
        result = torch.einsum(self.values, used, value)
        result = self.attention_output(result.flatten(-2))
        return result.unflatten(-1, self.output), weights
