"""How were the pictures of automatic layout made? python packaging/make_drawings.py [FOLDER]

Draws four well-known networks layer by layer, none of them with a place, arranges each with the
command of the canvas and exports it as the File menu does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOME"] = tempfile.mkdtemp(prefix="layerloom-drawings-")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image

import resources
from designer import app as application
from designer.canvas.view import CanvasView
from designer.document import edits
from designer.document.values import Document, Wire
from designer.shell import theme
from designer.studio import Studio

SAME = {"padding": "same"}


class Sketch:
    """A drawing that grows by one layer at a time, fed by the layers given; none has a place."""

    def __init__(self, name: str) -> None:
        self.document = edits.set_name(Document(), name)

    def add(self, kind: str, *feeds: str, **parameters) -> str:
        """Add a layer and wire `feeds` into it in order; "key:1" is the second output of a key."""
        key = edits.fresh_id(self.document)
        self.document = edits.add_node(self.document, kind, 0, 0, parameters, id=key)
        for slot, feed in enumerate(feeds):
            source, _, port = feed.partition(":")
            wire = Wire(source, int(port or 0), key, slot)
            self.document = edits.connect(self.document, wire)
        return key

    def conv(self, feed: str, filters: int, size: int = 3, activation="relu", **parameters) -> str:
        return self.add(
            "Conv2D",
            feed,
            filters=filters,
            kernel_size=[size, size],
            activation=activation,
            **(SAME | parameters),
        )


def u_net(depth: int = 4) -> Document:
    """Ronneberger, Fischer and Brox, 2015: a contracting and an expanding path."""
    sketch = Sketch("U-Net")
    flow, skips = sketch.add("Input", shape=[256, 256, 3]), []
    for level in range(depth):
        flow = sketch.conv(sketch.conv(flow, 64 * 2**level), 64 * 2**level)
        skips.append(flow)
        flow = sketch.add("MaxPooling2D", flow, pool_size=[2, 2])
    flow = sketch.conv(sketch.conv(flow, 64 * 2**depth), 64 * 2**depth)
    for level in reversed(range(depth)):
        filters = 64 * 2**level
        flow = sketch.add(
            "Conv2DTranspose", flow, filters=filters, kernel_size=[2, 2], strides=[2, 2]
        )
        flow = sketch.add("Concatenate", skips[level], flow)
        flow = sketch.conv(sketch.conv(flow, filters), filters)
    sketch.conv(flow, 1, 1, "sigmoid")
    return sketch.document


def resnet_18() -> Document:
    """He, Zhang, Ren and Sun, 2015: eight blocks, each added to what came into it."""
    sketch = Sketch("ResNet-18")

    def normed(feed: str, filters: int, size: int = 3, stride: int = 1) -> str:
        strides = {"strides": [stride, stride]} if stride > 1 else {}
        return sketch.add(
            "BatchNormalization",
            sketch.conv(feed, filters, size, "linear", use_bias=False, **strides),
        )

    def active(feed: str) -> str:
        return sketch.add("Activation", feed, activation="relu")

    flow = active(normed(sketch.add("Input", shape=[224, 224, 3]), 64, 7, 2))
    flow = sketch.add("MaxPooling2D", flow, pool_size=[3, 3], strides=[2, 2], **SAME)
    for filters, strides in ((64, (1, 1)), (128, (2, 1)), (256, (2, 1)), (512, (2, 1))):
        for stride in strides:
            skip = normed(flow, filters, 1, 2) if stride > 1 else flow
            inner = normed(active(normed(flow, filters, 3, stride)), filters)
            flow = active(sketch.add("Add", inner, skip))
    flow = sketch.add("GlobalAveragePooling2D", flow)
    sketch.add("Dense", flow, units=1000, activation="softmax")
    return sketch.document


def inception_block() -> Document:
    """Szegedy and others, 2014: four views of one picture side by side."""
    sketch = Sketch("Inception block")
    flow = sketch.add("Input", shape=[28, 28, 192])
    pooled = sketch.add("MaxPooling2D", flow, pool_size=[3, 3], strides=[1, 1], **SAME)
    sketch.add(
        "Concatenate",
        sketch.conv(flow, 64, 1),
        sketch.conv(sketch.conv(flow, 96, 1), 128, 3),
        sketch.conv(sketch.conv(flow, 16, 1), 32, 5),
        sketch.conv(pooled, 32, 1),
    )
    return sketch.document


def seq2seq() -> Document:
    """An encoder, a decoder, and attention from the one to the other."""
    sketch = Sketch("Seq2seq with attention")
    recurrent = {"units": 256, "return_sequences": True, "return_state": True}
    told = sketch.add("Input", shape=[None], dtype="int32")
    told = sketch.add("Embedding", told, input_dim=8000, output_dim=128, mask_zero=True)
    encoder = sketch.add("LSTM", told, **recurrent)
    asked = sketch.add("Input", shape=[None], dtype="int32")
    asked = sketch.add("Embedding", asked, input_dim=8000, output_dim=128, mask_zero=True)
    decoder = sketch.add("LSTM", asked, f"{encoder}:1", f"{encoder}:2", **recurrent)
    context = sketch.add("Attention", decoder, encoder)
    joined = sketch.add("Concatenate", decoder, context)
    hidden = sketch.add("Dense", joined, units=256, activation="tanh")
    sketch.add("Dense", hidden, units=8000, activation="softmax")
    return sketch.document


NETWORKS = {
    "u-net": u_net,
    "resnet-18": resnet_18,
    "inception": inception_block,
    "seq2seq": seq2seq,
}

COLORS = 128
# network -> (way of the data, theme, pixels a unit)
SHEETS = {
    "u-net": ("levels", "light", 0.5),
    "resnet-18": ("levels", "light", 0.5),
    "inception": ("down", "dark", 1.0),
    "seq2seq": ("right", "dark", 1.0),
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resources.path("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    app = application.application()
    application.load_fonts(app)
    for name, (way, look, scale) in SHEETS.items():
        theme.apply(app, look)
        canvas = CanvasView(Studio(NETWORKS[name]()))
        canvas.arrange(way)
        path = folder / f"{name}.png"
        canvas.grab_image(path, scale=scale)
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLORS).save(path, optimize=True)
        canvas.studio.discard_recovery()


if __name__ == "__main__":
    main()
