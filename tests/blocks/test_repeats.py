"""Does a repeated sub-model leave as one function or class in a loop, and come back repeated?"""

import numpy as np
import pytest

from designer.document import build, edits, imports
from engine import export


@pytest.fixture
def repeated(grouped):
    return edits.set_parameter(grouped, "n7", "repeat", 3)


@pytest.mark.parametrize("target", ["engine", "keras", "tf_keras"])
def test_a_repeat_is_one_function_in_a_loop(repeated, target):
    text = build.code(repeated, target)
    assert text.count("layers.Conv2D(") == 1
    assert 'def build_residual_block(name="residual_1"):' in text
    assert (
        "    for step in range(3):\n"
        '        residual = build_residual_block(f"residual_{step + 1}")(residual)\n'
    ) in text
    once = build.code(edits.set_parameter(repeated, "n7", "repeat", 1), target)
    assert "def build_residual():" in once
    assert "for step" not in once


def test_a_repeat_is_a_list_of_modules_of_one_class(repeated):
    text = build.code(repeated, "pytorch")
    assert text.count("nn.Conv2d(") == 1
    assert "self.residual_blocks = nn.ModuleList(ResidualBlock() for _ in range(3))" in text
    assert "        for block in self.residual_blocks:\n            x = block(x)\n" in text


def test_networks_that_differ_keep_functions_of_their_own(repeated):
    model = build.build(repeated)
    model.get_layer("residual").layers[2].get_layer("conv2d").trainable = False
    text = export.code(model, "engine")
    assert text.count("layers.Conv2D(") == 2
    assert "for step" not in text
    assert export.code(model, "pytorch").count("nn.Conv2d(") == 2


@pytest.mark.parametrize("target", ["engine", "keras", "tf_keras", "pytorch"])
def test_a_repeat_comes_back_as_a_repeat_with_its_weights(repeated, target, tmp_path):
    model = build.build(repeated)
    exported = export.save(model, target, tmp_path, verify=False)
    coming = imports.read(exported.program)
    (node,) = (one for one in coming.document.nodes.values() if one.name == "residual")
    assert node.parameters["repeat"] == 3
    again, left = imports.take_weights(coming.document, coming.weights)
    assert left == []
    x = np.random.default_rng(0).standard_normal((2, *model.input_shape[1:])).astype("f")
    np.testing.assert_array_equal(again.predict_on_batch(x), model.predict_on_batch(x))
