"""All layers under Keras's names."""

from engine import registry
from engine.layers import (
    attention,
    augmenting,
    bending,
    bidirectional,
    categories,
    cells,
    convlstm,
    convolution,
    core,
    drawn,
    embedding,
    features,
    further,
    group_normalization,
    local,
    lookup,
    merging,
    multihead,
    normalization,
    operations,
    pooling,
    recurrent,
    resizing,
    rnn,
    scaling,
    separable,
    vectorizing,
    wrappers,
)
from engine.layers.attention import *  # noqa: F403
from engine.layers.augmenting import *  # noqa: F403
from engine.layers.base import InputSpec, Layer
from engine.layers.bending import *  # noqa: F403
from engine.layers.bidirectional import *  # noqa: F403
from engine.layers.categories import *  # noqa: F403
from engine.layers.cells import *  # noqa: F403
from engine.layers.convlstm import *  # noqa: F403
from engine.layers.convolution import *  # noqa: F403
from engine.layers.core import *  # noqa: F403
from engine.layers.drawn import *  # noqa: F403
from engine.layers.embedding import *  # noqa: F403
from engine.layers.features import *  # noqa: F403
from engine.layers.further import *  # noqa: F403
from engine.layers.group_normalization import *  # noqa: F403
from engine.layers.local import *  # noqa: F403
from engine.layers.lookup import *  # noqa: F403
from engine.layers.merging import *  # noqa: F403
from engine.layers.multihead import *  # noqa: F403
from engine.layers.normalization import *  # noqa: F403
from engine.layers.operations import *  # noqa: F403
from engine.layers.pooling import *  # noqa: F403
from engine.layers.recurrent import *  # noqa: F403
from engine.layers.resizing import *  # noqa: F403
from engine.layers.rnn import *  # noqa: F403
from engine.layers.scaling import *  # noqa: F403
from engine.layers.separable import *  # noqa: F403
from engine.layers.vectorizing import *  # noqa: F403
from engine.layers.wrappers import *  # noqa: F403
from engine.saving.objects import deserialize, serialize

FAMILIES = (
    core,
    features,
    convolution,
    separable,
    local,
    pooling,
    normalization,
    group_normalization,
    scaling,
    bending,
    merging,
    operations,
    resizing,
    embedding,
    recurrent,
    rnn,
    cells,
    drawn,
    convlstm,
    wrappers,
    bidirectional,
    attention,
    multihead,
    lookup,
    vectorizing,
    categories,
    augmenting,
    further,
)

for _alias, _name in registry.aliases().items():
    globals().setdefault(_alias, registry.get(_name).cls)

__all__ = sorted(
    {"InputSpec", "Layer", "deserialize", "serialize", *registry.aliases()}.union(
        *(family.__all__ for family in FAMILIES)
    )
)
