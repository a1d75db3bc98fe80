"""Model files as Keras 2, Keras 3 and PyTorch write them, with what the models answer.

    python tests/golden/make_imports.py keras2    where tf_keras is installed
    python tests/golden/make_imports.py keras3    where keras is installed
    python tests/golden/make_imports.py torch     where torch and onnx are installed
"""

import sys
import warnings
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).with_name("imports")


def answers(name, inputs, outputs):
    arrays = {f"x{n}": one for n, one in enumerate(inputs)}
    np.savez(FOLDER / f"{name}.npz", **arrays, **{f"y{n}": one for n, one in enumerate(outputs)})


def keras_models(keras):
    """The models by name; each is written in one format."""
    kl = keras.layers
    text = kl.Input((None,))
    steps = kl.Embedding(20, 8, mask_zero=True)(text)
    steps = kl.Bidirectional(kl.LSTM(5, return_sequences=True))(steps)
    steps, end = kl.GRU(4, return_state=True, return_sequences=True)(steps)
    mean = kl.GlobalAveragePooling1D()(kl.Attention()([steps, steps]))
    answer = kl.Dense(1, activation="sigmoid")(kl.Concatenate()([mean, end]))
    yield "text", keras.Model(text, answer)
    rows = kl.Input((8, 16))
    seen = kl.MultiHeadAttention(2, 8, name="mha")(rows, rows)
    once = kl.LayerNormalization()(kl.Add()([rows, seen]))
    inner = kl.Dense(16)(kl.Dense(32, activation="gelu")(once))
    yield "transformer", keras.Model(rows, kl.LayerNormalization()(kl.Add()([once, inner])))
    part = keras.Sequential(
        [kl.Input((4,)), kl.Dense(3, activation="relu", name="inner")], name="enc"
    )
    four = kl.Input((4,))
    yield "nested", keras.Model(four, kl.Dense(2)(part(four)))
    left, right = kl.Input((7, 3)), kl.Input((5, 3))
    _, hidden, carry = kl.LSTM(4, return_state=True)(left)
    decoded = kl.LSTM(4, return_sequences=True)(right, initial_state=[hidden, carry])
    yield "s2s", keras.Model([left, right], kl.TimeDistributed(kl.Dense(2))(decoded))
    a, b = kl.Input((6,), name="a"), kl.Input((6,), name="b")
    dense = kl.Dense(5, activation="tanh", kernel_regularizer="l2", name="shared")
    both = kl.Add()([dense(a), dense(b)])
    yield "shared", keras.Model([a, b], [kl.Dense(2, name="y1")(both), kl.Concatenate()([both, a])])


WRITTEN = {
    "keras2": {"text": ".h5", "s2s": ".keras", "shared": ".h5", "nested": ".json"},
    "keras3": {"text": ".keras", "transformer": ".keras", "nested": ".h5"},
}


def write_keras(which):
    if which == "keras2":
        import tf_keras as keras
    else:
        import keras
    for name, model in keras_models(keras):
        suffix = WRITTEN[which].get(name)
        if suffix is None:
            continue
        path = FOLDER / f"{name}_{which[-1]}{suffix}"
        if suffix == ".json":
            path.write_text(model.to_json())
        else:
            model.save(path)
        generator = np.random.default_rng(0)
        inputs = [generator.uniform(0, 1, [2, *(size or 6 for size in one.shape[1:])]).astype("f")
                  for one in model.inputs]  # fmt: skip
        found = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
        answers(f"{name}_{which[-1]}", inputs, found if isinstance(found, list) else [found])


def write_torch():
    import torch
    from torch import nn

    warnings.simplefilter("ignore")
    torch.manual_seed(0)

    class Block(nn.Module):
        def __init__(self, before, after, stride):
            super().__init__()
            self.c1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
            self.b1 = nn.BatchNorm2d(after)
            self.c2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
            self.b2 = nn.BatchNorm2d(after)
            self.sc = nn.Identity() if stride == 1 else nn.Sequential(
                nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after)
            )

        def forward(self, x):
            inner = torch.relu(self.b1(self.c1(x)))
            return torch.relu(self.b2(self.c2(inner)) + self.sc(x))

    class Reader(nn.Module):
        def __init__(self, both, last):
            super().__init__()
            self.e, self.last = nn.Embedding(20, 6), last
            self.l = nn.LSTM(6, 5, batch_first=True, bidirectional=both)
            self.f = nn.Linear(10 if both else 5, 2)

        def forward(self, x):
            steps = self.l(self.e(x))[0]
            return self.f(steps[:, -1] if self.last else steps)

    class UNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 8, 3, padding=1)
            self.u, self.c = nn.ConvTranspose2d(8, 4, 2, 2), nn.Conv2d(8, 1, 1)

        def forward(self, x):
            high = torch.relu(self.a(x))
            low = torch.relu(self.b(nn.functional.max_pool2d(high, 2)))
            return torch.sigmoid(self.c(torch.cat([high, self.u(low)], 1)))

    residual = nn.Sequential(
        nn.Conv2d(3, 8, 7, 2, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
        Block(8, 8, 1), Block(8, 16, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 5),
    )  # fmt: skip
    for one in residual.modules():
        if isinstance(one, nn.BatchNorm2d):
            one.running_mean.normal_()
            one.running_var.uniform_(0.5, 2)
    mobile = nn.Sequential(
        nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU6(),
        nn.Conv2d(8, 8, 3, 1, 1, groups=8), nn.ReLU6(), nn.Conv2d(8, 4, 1),
        nn.Upsample(scale_factor=2), nn.AvgPool2d(2), nn.Flatten(), nn.LeakyReLU(0.1),
        nn.Linear(4 * 16 * 16, 2),
    )  # fmt: skip
    words = torch.randint(0, 20, (2, 7))
    models = {
        "resnet": (residual, torch.randn(2, 3, 32, 32)),
        "mlp": (nn.Sequential(nn.Linear(6, 8), nn.GELU(), nn.Linear(8, 3), nn.Softmax(-1)),
                torch.randn(4, 6)),
        "bilstm": (Reader(True, False), words),
        "lstm_last": (Reader(False, True), words),
        "unet": (UNet(), torch.randn(2, 1, 16, 16)),
        "mobile": (mobile, torch.randn(2, 3, 32, 32)),
    }  # fmt: skip
    for name, (model, x) in models.items():
        model.eval()
        torch.onnx.export(
            model, (x,), FOLDER / f"torch_{name}.onnx", dynamo=False, opset_version=17,
            input_names=["x0"], output_names=["y"], dynamic_axes={"x0": {0: "n"}, "y": {0: "n"}},
        )  # fmt: skip
        with torch.no_grad():
            answers(f"torch_{name}", [x.numpy()], [model(x).numpy()])


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_torch() if sys.argv[1] == "torch" else write_keras(sys.argv[1])
