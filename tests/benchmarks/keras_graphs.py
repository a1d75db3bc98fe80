"""Which known networks must open, run alike and leave again? Built in Keras, with drawn weights.

No weights are downloaded: those that Keras draws are kept, and batch normalization is given the
averages of one batch, so that signals neither vanish nor grow on their way through a deep network.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

CLASSES = 10
MAKERS: dict[str, Callable] = {}


def graph(name):
    """Decorator: `make(keras)` builds the network called `name` with a library of Keras's kind."""

    def put(make):
        MAKERS[name] = make
        return make

    return put


def application(name, size):
    """One of Keras's own networks, for small pictures."""

    @graph(name)
    def make(keras: Any) -> Any:
        build = getattr(keras.applications, name)
        return build(weights=None, input_shape=(size, size, 3), classes=CLASSES)


application("MobileNetV2", 64)
application("ResNet50", 64)


@graph("U-Net")
def u_net(keras):
    layers = keras.layers
    x = inputs = keras.Input((64, 64, 3), name="picture")
    kept = []
    for depth, filters in enumerate((16, 32, 64)):
        x = convolved(layers, x, filters, f"down_{depth}")
        kept.append(x)
        x = layers.MaxPooling2D(name=f"halve_{depth}")(x)
    x = convolved(layers, x, 128, "bottom")
    for depth, filters in reversed(list(enumerate((16, 32, 64)))):
        x = layers.Conv2DTranspose(filters, 2, strides=2, name=f"double_{depth}")(x)
        x = layers.Concatenate(name=f"join_{depth}")([kept[depth], x])
        x = convolved(layers, x, filters, f"up_{depth}")
    outputs = layers.Conv2D(3, 1, activation="softmax", name="parts")(x)
    return keras.Model(inputs, outputs, name="u_net")


def convolved(layers, x, filters, name):
    """Two convolutions, each normalized and bent."""
    for place in (1, 2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"{name}_{place}")(x)
        x = layers.BatchNormalization(name=f"{name}_{place}_norm")(x)
        x = layers.Activation("relu", name=f"{name}_{place}_relu")(x)
    return x


@graph("Transformer encoder")
def transformer(keras):
    layers = keras.layers
    words = keras.Input((16,), dtype="int32", name="words")
    x = layers.Embedding(100, 32, name="embed")(words)
    for place in (1, 2):
        heads = layers.MultiHeadAttention(4, 8, dropout=0.1, name=f"attend_{place}")
        seen = layers.Dropout(0.1, name=f"drop_{place}")(heads(x, x))
        x = layers.LayerNormalization(epsilon=1e-6, name=f"norm_{place}")(
            layers.Add(name=f"add_{place}")([x, seen])
        )
        y = layers.Dense(64, activation="gelu", name=f"wide_{place}")(x)
        y = layers.Dense(32, name=f"narrow_{place}")(y)
        x = layers.LayerNormalization(epsilon=1e-6, name=f"norm_wide_{place}")(
            layers.Add(name=f"add_wide_{place}")([x, y])
        )
    x = layers.GlobalAveragePooling1D(name="mean")(x)
    return keras.Model(words, layers.Dense(CLASSES, activation="softmax", name="kind")(x),
                       name="transformer_encoder")  # fmt: skip


application("EfficientNetB0", 64)
application("DenseNet121", 64)
application("InceptionV3", 96)
application("Xception", 96)


def samples(model, count=4, seed=0):
    """One array for each input."""
    generator = np.random.default_rng(seed)
    found = []
    for tensor in model.inputs:
        shape = (count, *tensor.shape[1:])
        whole = "int" in getattr(tensor.dtype, "name", str(tensor.dtype))
        found.append(
            generator.integers(0, 100, shape).astype("int32") if whole
            else generator.standard_normal(shape).astype("float32")
        )  # fmt: skip
    return found


def made(keras, name):
    """(the network with averages of a batch, what it takes, what it answers)."""
    keras.utils.set_random_seed(7)
    model = MAKERS[name](keras)
    given = samples(model, 16, 1)
    normalizing = [one for one in model.layers if type(one).__name__ == "BatchNormalization"]
    momenta = [layer.momentum for layer in normalizing]
    for layer in normalizing:
        layer.momentum = 0.0
    if normalizing:
        model(given if len(given) > 1 else given[0], training=True)
    for layer, momentum in zip(normalizing, momenta, strict=True):
        layer.momentum = momentum
    x = samples(model)
    return model, x, np.asarray(model(x if len(x) > 1 else x[0], training=False))
