"""Which calls of layers are held against Keras's numbers? Layer, arguments, input shapes."""

from typing import NamedTuple


class Case(NamedTuple):
    """One call: a layer's class, its arguments, its inputs' shapes and the phase, if it matters."""

    layer: str
    arguments: dict
    shapes: tuple
    training: bool | None = None

    @property
    def name(self):
        arguments = ",".join(f"{key}={value}" for key, value in self.arguments.items())
        phase = "" if self.training is None else f",training={self.training}"
        return f"{self.layer}({arguments}{phase})on{'+'.join(map(str, self.shapes))}"


CASES = []


def c(layer, arguments, *shapes, training=None):
    CASES.append(Case(layer, arguments, shapes, training))


for p in ("valid", "same"):
    for s in (1, 2, 3):
        c("Conv2D", {"filters": 4, "kernel_size": 3, "strides": s, "padding": p}, (2, 7, 8, 3))
    c(
        "Conv2D",
        {
            "filters": 4,
            "kernel_size": (2, 3),
            "dilation_rate": 2,
            "padding": p,
            "activation": "relu",
        },
        (2, 9, 8, 3),
    )
    c("Conv2D", {"filters": 6, "kernel_size": 3, "groups": 3, "padding": p}, (2, 7, 8, 3))
    c(
        "Conv2D",
        {"filters": 6, "kernel_size": 3, "groups": 2, "padding": p, "strides": 2},
        (2, 7, 8, 4),
    )
    c("Conv1D", {"filters": 4, "kernel_size": 3, "padding": p, "strides": 2}, (2, 9, 3))
    c(
        "Conv3D",
        {"filters": 4, "kernel_size": (2, 3, 2), "padding": p, "strides": (1, 2, 1)},
        (2, 5, 6, 5, 3),
    )
    c(
        "SeparableConv2D",
        {"filters": 4, "kernel_size": 3, "padding": p, "depth_multiplier": 2, "strides": 2},
        (2, 7, 8, 3),
    )
    c(
        "SeparableConv1D",
        {"filters": 4, "kernel_size": 3, "padding": p, "depth_multiplier": 2},
        (2, 7, 3),
    )
    c(
        "DepthwiseConv2D",
        {"kernel_size": 3, "padding": p, "depth_multiplier": 2, "strides": 2},
        (2, 7, 8, 3),
    )
    c(
        "DepthwiseConv2D",
        {"kernel_size": 3, "padding": p, "depth_multiplier": 1, "dilation_rate": 2},
        (2, 7, 8, 3),
    )
    c("DepthwiseConv1D", {"kernel_size": 3, "padding": p, "depth_multiplier": 2}, (2, 7, 3))
    for s in (1, 2, 3):
        c(
            "Conv2DTranspose",
            {"filters": 4, "kernel_size": 3, "strides": s, "padding": p},
            (2, 5, 6, 3),
        )
        c(
            "Conv2DTranspose",
            {"filters": 4, "kernel_size": 2, "strides": s, "padding": p},
            (2, 5, 6, 3),
        )
        c(
            "Conv2DTranspose",
            {"filters": 4, "kernel_size": 4, "strides": s, "padding": p},
            (2, 5, 6, 3),
        )
    c(
        "Conv2DTranspose",
        {"filters": 4, "kernel_size": 3, "strides": 2, "padding": p, "output_padding": 1},
        (2, 5, 6, 3),
    )
    c(
        "Conv2DTranspose",
        {"filters": 4, "kernel_size": 3, "strides": 2, "padding": p, "output_padding": 0},
        (2, 5, 6, 3),
    )
    c(
        "Conv2DTranspose",
        {"filters": 4, "kernel_size": 4, "strides": 3, "padding": p, "output_padding": 1},
        (2, 5, 6, 3),
    )
    c(
        "Conv2DTranspose",
        {"filters": 4, "kernel_size": 3, "dilation_rate": 2, "padding": p},
        (2, 5, 6, 3),
    )
    c("Conv1DTranspose", {"filters": 4, "kernel_size": 3, "strides": 2, "padding": p}, (2, 5, 3))
    c(
        "Conv3DTranspose",
        {"filters": 4, "kernel_size": 3, "strides": 2, "padding": p},
        (2, 3, 4, 3, 3),
    )
    for L in ("MaxPooling2D", "AveragePooling2D"):
        for k, s in ((2, None), (3, 2), (3, 1), ((2, 3), (2, 1)), (2, 3)):
            c(L, {"pool_size": k, "strides": s, "padding": p}, (2, 7, 8, 3))
    for L in ("MaxPooling1D", "AveragePooling1D"):
        c(L, {"pool_size": 3, "strides": 2, "padding": p}, (2, 8, 3))
    for L in ("MaxPooling3D", "AveragePooling3D"):
        c(L, {"pool_size": 2, "strides": 2, "padding": p}, (2, 5, 4, 5, 3))
c("Conv1D", {"filters": 4, "kernel_size": 3, "padding": "causal", "dilation_rate": 2}, (2, 9, 3))
c("SeparableConv1D", {"filters": 4, "kernel_size": 3, "padding": "causal"}, (2, 9, 3))
c("LocallyConnected2D", {"filters": 4, "kernel_size": (2, 3), "strides": (2, 1)}, (2, 6, 7, 3))
c(
    "LocallyConnected2D",
    {"filters": 4, "kernel_size": 3, "implementation": 2, "padding": "same"},
    (2, 4, 5, 3),
)
c(
    "LocallyConnected2D",
    {"filters": 4, "kernel_size": 3, "implementation": 3, "padding": "same"},
    (2, 4, 5, 3),
)
c("LocallyConnected2D", {"filters": 4, "kernel_size": 3, "implementation": 3}, (2, 4, 5, 3))
c("LocallyConnected1D", {"filters": 4, "kernel_size": 3, "strides": 2}, (2, 8, 3))
c(
    "LocallyConnected1D",
    {"filters": 4, "kernel_size": 3, "implementation": 2, "padding": "same"},
    (2, 8, 3),
)
for L in ("GlobalMaxPool2D", "GlobalAvgPool2D"):
    c(L, {}, (2, 4, 5, 3))
    c(L, {"keepdims": True}, (2, 4, 5, 3))
    c(L, {"data_format": "channels_first"}, (2, 4, 5, 3))
for L in ("GlobalMaxPooling1D", "GlobalAveragePooling1D"):
    c(L, {}, (2, 5, 3))
    c(L, {"data_format": "channels_first"}, (2, 5, 3))
for L in ("GlobalMaxPooling3D", "GlobalAveragePooling3D"):
    c(L, {}, (2, 4, 5, 3, 2))
c("Dense", {"units": 5, "activation": "tanh"}, (4, 6))
c("Dense", {"units": 5}, (2, 3, 6))
c("Dense", {"units": 5, "use_bias": False}, (2, 3, 4, 6))
for a in (
    "relu",
    "sigmoid",
    "tanh",
    "softmax",
    "elu",
    "selu",
    "softplus",
    "softsign",
    "swish",
    "gelu",
    "exponential",
    "hard_sigmoid",
    "linear",
    "mish",
):
    c("Activation", {"activation": a}, (3, 7))
c("Flatten", {}, (2, 3, 4, 5))
c("Flatten", {}, (3,))
c("Flatten", {"data_format": "channels_first"}, (2, 3, 4, 5))
c("Reshape", {"target_shape": (6, -1)}, (2, 3, 4))
c("Reshape", {"target_shape": (-1,)}, (2, 3, 4))
c("Permute", {"dims": (2, 1, 3)}, (2, 3, 4, 5))
c("RepeatVector", {"n": 3}, (2, 4))
for L in ("Add", "Multiply", "Average", "Maximum", "Minimum"):
    c(L, {}, (2, 3, 4), (2, 3, 4))
    c(L, {}, (2, 3, 4), (2, 1, 4), (2, 3, 1))
    c(L, {}, (2, 3, 4), (2, 4))
c("Subtract", {}, (2, 3, 4), (2, 3, 4))
c("Concatenate", {}, (2, 3, 4), (2, 3, 2))
c("Concatenate", {"axis": 1}, (2, 3, 4), (2, 1, 4), (2, 2, 4))
c("Dot", {"axes": 1}, (2, 3), (2, 3))
c("Dot", {"axes": (2, 1)}, (2, 3, 4), (2, 4, 5))
c("Dot", {"axes": -1, "normalize": True}, (2, 3, 4), (2, 5, 4))
for tr in (False, True):
    c("BatchNormalization", {}, (6, 5), training=tr)
    c("BatchNormalization", {}, (3, 4, 5), training=tr)
    c("BatchNormalization", {}, (3, 4, 5, 2), training=tr)
    c("BatchNormalization", {"axis": 1}, (3, 4, 5, 2), training=tr)
    c("BatchNormalization", {"axis": [1, 2]}, (3, 4, 5, 2), training=tr)
    c("BatchNormalization", {"scale": False, "momentum": 0.8}, (3, 4, 5, 2), training=tr)
    c("BatchNormalization", {"center": False, "epsilon": 0.1}, (3, 2, 2, 5, 2), training=tr)
c("LayerNormalization", {}, (3, 4, 5))
c("LayerNormalization", {"axis": [1, 2]}, (3, 4, 5))
c("LayerNormalization", {"axis": 1, "scale": False}, (3, 4, 5))
c("ReLU", {"max_value": 0.6, "negative_slope": 0.2, "threshold": 0.1}, (3, 7))
c("LeakyReLU", {}, (3, 7))
c("PReLU", {"alpha_initializer": "ones", "shared_axes": [1]}, (3, 4, 7))
c("ELU", {"alpha": 0.7}, (3, 7))
c("ThresholdedReLU", {"theta": 0.4}, (3, 7))
c("Softmax", {"axis": 1}, (3, 4, 7))
c("Softmax", {"axis": [1, 2]}, (3, 4, 7))
for n, sh in ((1, (2, 5, 3)), (2, (2, 4, 5, 3)), (3, (2, 4, 3, 5, 2))):
    c(f"ZeroPadding{n}D", {}, sh)
    c(f"Cropping{n}D", {"cropping": 1}, sh)
    c(f"UpSampling{n}D", {}, sh)
c("ZeroPadding2D", {"padding": ((1, 2), (0, 3))}, (2, 4, 5, 3))
c("UpSampling2D", {"size": (2, 3), "interpolation": "bilinear"}, (2, 4, 5, 3))
c("SpatialDropout2D", {"rate": 0.3}, (2, 4, 5, 3))
c("Dropout", {"rate": 0.3}, (2, 4))
c("GaussianNoise", {"stddev": 0.3}, (2, 4))
c("GroupNormalization", {"groups": 2}, (3, 4, 6))
c("GroupNormalization", {"groups": 3, "axis": 1, "scale": False}, (2, 6, 4, 5))
c("GroupNormalization", {"groups": -1, "epsilon": 1e-5, "center": False}, (2, 3, 4, 5))
c("UnitNormalization", {}, (3, 4, 5))
c("UnitNormalization", {"axis": [1, 2]}, (3, 4, 5))
