"""Which picture belongs to which layer? One scene for each family."""

from __future__ import annotations

from collections.abc import Callable

from designer.panels import card_grids, card_networks, card_scales, card_values
from designer.panels.card_sketch import Sketch

Scene = Callable[[Sketch], None]


def passing(sketch: Sketch) -> None:
    """What is known of any layer: something goes in, something comes out."""
    middle, half = sketch.width / 2, (sketch.height - 20) / 2
    live = sketch.turn(2, 0.9) == 1
    sketch.box(middle - 34, half - 22, 68, 44, live)
    sketch.arrow(middle - 90, half, middle - 40, half, not live)
    sketch.arrow(middle + 40, half, middle + 90, half, live)
    sketch.label(middle, half, "f(x)", strong=True)


def dimensions(stem: str, scene: Scene, kinds: str = "123") -> dict[str, Scene]:
    """The scene of the layers of one to three dimensions."""
    return {stem.replace("?", number): scene for number in kinds}


SCENES: dict[str, Scene] = {
    "Input": card_values.entering,
    "DenseFeatures": card_values.columns,
    "Dense": card_networks.dense,
    **dimensions("Conv?D", card_grids.window),
    **dimensions("LocallyConnected?D", card_grids.local, "12"),
    **dimensions("DepthwiseConv?D", card_grids.depthwise, "12"),
    **dimensions("SeparableConv?D", card_grids.separable, "12"),
    **dimensions("Conv?DTranspose", card_grids.spreading),
    **dimensions("MaxPooling?D", card_grids.pooling),
    **dimensions("AveragePooling?D", card_grids.pooling),
    **dimensions("GlobalMaxPooling?D", card_grids.whole),
    **dimensions("GlobalAveragePooling?D", card_grids.whole),
    "GlobalMaxPool2D": card_grids.whole,
    "GlobalAvgPool2D": card_grids.whole,
    **dimensions("ZeroPadding?D", card_grids.padded),
    **dimensions("Cropping?D", card_grids.cropped),
    **dimensions("UpSampling?D", card_grids.enlarged),
    "Dropout": card_values.dropped,
    "AlphaDropout": card_values.dropped,
    **dimensions("SpatialDropout?D", card_values.dropped_maps),
    "GaussianNoise": card_values.noisy,
    "GaussianDropout": card_values.noisy,
    "BatchNormalization": card_scales.normalized,
    "Normalization": card_scales.normalized,
    "LayerNormalization": card_scales.normalized,
    "GroupNormalization": card_scales.grouped,
    "UnitNormalization": card_scales.one_long,
    "Rescaling": card_scales.rescaled,
    "ActivityRegularization": card_values.penalized,
    "Softmax": card_values.shares,
    "Flatten": card_grids.flattened,
    "Reshape": card_grids.reshaped,
    "Permute": card_grids.permuted,
    "RepeatVector": card_grids.repeated,
    "Masking": card_values.masked,
    "Concatenate": card_values.joined,
    "Dot": card_values.dotted,
    "Embedding": card_values.looked_up,
    "RNN": card_networks.unrolled,
    "SimpleRNN": card_networks.unrolled,
    "LSTM": card_networks.unrolled,
    "GRU": card_networks.unrolled,
    **dimensions("ConvLSTM?D", card_networks.films),
    "Bidirectional": card_networks.both_ways,
    "TimeDistributed": card_networks.every_step,
    "SimpleRNNCell": card_networks.cell,
    "LSTMCell": card_networks.cell,
    "GRUCell": card_networks.cell,
    "AbstractRNNCell": card_networks.cell,
    "StackedRNNCells": card_networks.stacked,
    "Attention": card_networks.attention,
    "AdditiveAttention": card_networks.attention,
    "MultiHeadAttention": card_networks.attention,
    "Lambda": passing,
}
HOUSES: dict[str, Scene] = {"activation": card_values.bent, "merge": card_values.merged}


def scene_of(kind: str, category: str) -> Scene:
    """The scene of a kind of layer; of its category; or what holds for every layer."""
    return SCENES.get(kind) or HOUSES.get(category, passing)
