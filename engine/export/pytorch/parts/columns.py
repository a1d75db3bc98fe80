"""What does a network make of the categories of a table's columns?"""

import torch
import torch.nn.functional as F


def multi_hot(ids, counts, buckets):
    """How often each sample has each category."""
    return (F.one_hot(ids.long(), buckets) * counts.unsqueeze(-1)).sum(dim=1)


def embedded(table, ids, counts, max_norm=None):
    """The vectors of each sample's categories, combined."""
    vectors = table(ids)
    if max_norm is not None:
        lengths = torch.linalg.vector_norm(vectors, dim=-1, keepdim=True)
        vectors = vectors * (max_norm / lengths.clamp(min=max_norm))
    return (vectors * counts.unsqueeze(-1)).sum(dim=1)
