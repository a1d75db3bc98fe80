"""How is each kind of layer used? One example a layer, which the laws are held against."""

from typing import Any, NamedTuple


class Example(NamedTuple):
    """JSON parameters as a drawing holds them, and the shapes of the inputs with their batch."""

    parameters: dict[str, Any] = {}
    shapes: tuple[tuple[int, ...], ...] = ((2, 5),)
    whole_numbers: bool = False


SEQUENCE, PICTURE, VOLUME = (2, 7, 3), (2, 6, 8, 3), (2, 5, 6, 4, 3)
TWO = ((2, 4, 3), (2, 4, 3))
LSTM_CELL = {"type": "LSTMCell", "parameters": {"units": 4}}
GRU_CELL = {"type": "GRUCell", "parameters": {"units": 4}}
LSTM_LAYER = {"type": "LSTM", "parameters": {"units": 4, "return_sequences": True}}
DENSE_LAYER = {"type": "Dense", "parameters": {"units": 4}}


def _window(size, **more):
    return {"filters": 4, "kernel_size": [3] * size, **more}


EXAMPLES = {
    "Input": Example({"shape": [5]}, ()),
    "DenseFeatures": Example(
        {"feature_columns": [{"class_name": "NumericColumn", "config": {"key": "age"}}]}, ()
    ),
    "Dense": Example({"units": 4, "activation": "tanh", "kernel_regularizer": "l2"}),
    "Activation": Example({"activation": "sigmoid"}),
    "ReLU": Example({"max_value": 0.7}),
    "LeakyReLU": Example(),
    "PReLU": Example({"shared_axes": [1]}, (PICTURE,)),
    "ELU": Example({"alpha": 0.5}),
    "ThresholdedReLU": Example(),
    "Softmax": Example({"axis": -1}),
    "Dropout": Example({"rate": 0.5, "seed": 3}),
    "SpatialDropout1D": Example({"rate": 0.5}, (SEQUENCE,)),
    "SpatialDropout2D": Example({"rate": 0.5}, (PICTURE,)),
    "SpatialDropout3D": Example({"rate": 0.5}, (VOLUME,)),
    "GaussianNoise": Example({"stddev": 0.1}),
    "GaussianDropout": Example({"rate": 0.2}),
    "AlphaDropout": Example({"rate": 0.2}),
    "ActivityRegularization": Example({"l2": 0.1}),
    "BatchNormalization": Example({"momentum": 0.9}, (PICTURE,)),
    "LayerNormalization": Example({}, (SEQUENCE,)),
    "GroupNormalization": Example({"groups": 2}, ((2, 6, 8, 4),)),
    "UnitNormalization": Example({}, (SEQUENCE,)),
    "Rescaling": Example({"scale": [0.5, 2.0, -1.0], "offset": 0.25}, (SEQUENCE,)),
    "Flatten": Example({}, (PICTURE,)),
    "Reshape": Example({"target_shape": [-1, 2]}, ((2, 4, 3),)),
    "Permute": Example({"dims": [2, 1]}, (SEQUENCE,)),
    "RepeatVector": Example({"n": 3}),
    "Masking": Example({}, (SEQUENCE,)),
    "ZeroPadding1D": Example({"padding": [1, 2]}, (SEQUENCE,)),
    "ZeroPadding2D": Example({"padding": [[1, 0], [2, 1]]}, (PICTURE,)),
    "ZeroPadding3D": Example({}, (VOLUME,)),
    "Cropping1D": Example({"cropping": [1, 2]}, (SEQUENCE,)),
    "Cropping2D": Example({"cropping": [[1, 0], [2, 1]]}, (PICTURE,)),
    "Cropping3D": Example({}, (VOLUME,)),
    "UpSampling1D": Example({"size": 3}, (SEQUENCE,)),
    "UpSampling2D": Example({"size": [2, 3], "interpolation": "bilinear"}, (PICTURE,)),
    "UpSampling3D": Example({}, (VOLUME,)),
    "Add": Example({}, TWO),
    "Subtract": Example({}, TWO),
    "Multiply": Example({}, TWO),
    "Average": Example({}, TWO),
    "Maximum": Example({}, TWO),
    "Minimum": Example({}, TWO),
    "Concatenate": Example({"axis": 1}, TWO),
    "Dot": Example({"axes": 2}, TWO),
    "Conv1D": Example(_window(1, padding="causal"), (SEQUENCE,)),
    "Conv2D": Example(_window(2, strides=[2, 1], padding="same"), (PICTURE,)),
    "Conv3D": Example(_window(3, activation="relu"), (VOLUME,)),
    "Conv1DTranspose": Example(_window(1, strides=[2]), (SEQUENCE,)),
    "Conv2DTranspose": Example(_window(2, strides=[2, 2], padding="same"), (PICTURE,)),
    "Conv3DTranspose": Example(_window(3), (VOLUME,)),
    "DepthwiseConv1D": Example({"kernel_size": [3], "depth_multiplier": 2}, (SEQUENCE,)),
    "DepthwiseConv2D": Example({"kernel_size": [3, 3], "depth_multiplier": 2}, (PICTURE,)),
    "SeparableConv1D": Example(_window(1), (SEQUENCE,)),
    "SeparableConv2D": Example(_window(2, dilation_rate=[2, 2]), (PICTURE,)),
    "LocallyConnected1D": Example(_window(1), (SEQUENCE,)),
    "LocallyConnected2D": Example(_window(2, implementation=2), (PICTURE,)),
    "MaxPooling1D": Example({}, (SEQUENCE,)),
    "MaxPooling2D": Example({"pool_size": [3, 2], "padding": "same"}, (PICTURE,)),
    "MaxPooling3D": Example({}, (VOLUME,)),
    "AveragePooling1D": Example({}, (SEQUENCE,)),
    "AveragePooling2D": Example({"strides": [1, 1], "padding": "same"}, (PICTURE,)),
    "AveragePooling3D": Example({}, (VOLUME,)),
    "GlobalMaxPooling1D": Example({}, (SEQUENCE,)),
    "GlobalMaxPool2D": Example({}, (PICTURE,)),
    "GlobalMaxPooling3D": Example({}, (VOLUME,)),
    "GlobalAveragePooling1D": Example({"keepdims": True}, (SEQUENCE,)),
    "GlobalAvgPool2D": Example({}, (PICTURE,)),
    "GlobalAveragePooling3D": Example({}, (VOLUME,)),
    "Embedding": Example({"input_dim": 7, "output_dim": 3, "mask_zero": True}, ((2, 6),), True),
    "SimpleRNN": Example({"units": 4, "return_sequences": True}, (SEQUENCE,)),
    "LSTM": Example({"units": 4, "go_backwards": True}, (SEQUENCE,)),
    "GRU": Example({"units": 4, "reset_after": False}, (SEQUENCE,)),
    "SimpleRNNCell": Example({"units": 4}, ((2, 3), (2, 4))),
    "LSTMCell": Example({"units": 4}, ((2, 3), (2, 4), (2, 4))),
    "GRUCell": Example({"units": 4}, ((2, 3), (2, 4))),
    "RNN": Example({"cell": LSTM_CELL, "return_sequences": True}, (SEQUENCE,)),
    "StackedRNNCells": Example({"cells": [GRU_CELL, GRU_CELL]}, ((2, 3), (2, 4), (2, 4))),
    "ConvLSTM1D": Example(_window(1, padding="same"), ((2, 3, 6, 2),)),
    "ConvLSTM2D": Example(_window(2), ((2, 3, 5, 6, 2),)),
    "ConvLSTM3D": Example(_window(3), ((2, 2, 4, 5, 4, 2),)),
    "Bidirectional": Example({"layer": LSTM_LAYER, "merge_mode": "sum"}, (SEQUENCE,)),
    "TimeDistributed": Example({"layer": DENSE_LAYER}, (SEQUENCE,)),
    "Attention": Example({"use_scale": True}, TWO),
    "AdditiveAttention": Example({}, TWO),
    "MultiHeadAttention": Example({"num_heads": 2, "key_dim": 3}, TWO),
}
