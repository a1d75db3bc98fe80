"""Does a row of alike networks, written as a loop, compute elsewhere what it computes here?"""

import pytest

from engine import export, layers
from engine.models import Model

TARGETS = {"keras": "tensorflow", "tf_keras": "tensorflow", "torch": "safetensors"}


def block(name):
    x = layers.Input((8, 8, 4), name="inputs")
    y = layers.Conv2D(4, 3, padding="same", name="conv2d")(x)
    y = layers.BatchNormalization(name="batch_normalization")(y)
    return Model(x, layers.Add(name="add")([y, x]), name=name)


def repeated():
    inner = x = layers.Input((8, 8, 4), name="input_1")
    for number in range(1, 4):
        x = block(f"residual_{number}")(x)
    row = Model(inner, x, name="residual")
    outer = layers.Input((8, 8, 4), name="input_1")
    return Model(outer, layers.GlobalAveragePooling2D(name="pool")(row(outer)), name="net")


@pytest.mark.parametrize(
    "target",
    [pytest.param(one, marks=pytest.mark.reference(one, more)) for one, more in TARGETS.items()],
)
def test_a_loop_computes_what_the_copies_compute(target, tmp_path):
    exported = export.save(repeated(), {"torch": "pytorch"}.get(target, target), tmp_path)
    assert exported.unverified is None
    assert exported.proof.largest < 1e-5
    assert exported.program.read_text().count("Conv2d(" if target == "torch" else "Conv2D(") == 1
