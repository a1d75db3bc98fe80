"""Do exported programs compute the same in Keras 3 and Keras 2 themselves, and learn the same?"""

import numpy as np
import pytest
from golden.recurrent_cases import CASES
from test_export_proof import attending
from test_layer_laws import LAYERS, model_of

import engine
from engine import export, layers
from engine.export import proving
from engine.export.probes import keras_like

TARGETS = [
    pytest.param(name, marks=pytest.mark.reference(name, "tensorflow"))
    for name in ("keras", "tf_keras")
]
# Recurrent layers in all their ways: without masks and states, which need inputs of their own.
WAYS = {case.name: case for case in CASES if case.mask is None and not case.states}


def drawn(model):
    """The model with weights of which none is 0 or 1."""
    generator = np.random.default_rng(0)
    model.set_weights([generator.uniform(0.1, 0.6, one.shape) for one in model.get_weights()])
    return model


def asked(model, target, folder, recipe=None, more=None, steps=0):
    """The answers of the exported program, asked in this process."""
    done = export.save_program(model, target, folder / "program.py", recipe)
    inputs = proving.samples(model, 4, 0)
    job = {
        "weights": str(done.weights), "input_names": proving.input_names(model), "layers": [],
        "steps": steps,
    }  # fmt: skip
    given = {f"input/{place}": one for place, one in enumerate(inputs)} | (more or {})
    return keras_like.answers(keras_like.load(str(done.program)), job, given), inputs


def assert_same(model, target, folder):
    theirs, inputs = asked(model, target, folder)
    for key, mine in proving.own_answers(model, inputs, []).items():
        np.testing.assert_allclose(mine, theirs[key], atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_computes_the_same(name, target, tmp_path):
    assert_same(drawn(model_of(name)), target, tmp_path)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", WAYS)
def test_recurrent_layers_walk_the_same_way(name, target, tmp_path):
    case = WAYS[name]
    layer = case.make(layers)
    dtype = "int32" if case.numbers else "float32"
    fixed = getattr(layer, "stateful", False)
    inputs = [
        engine.Input(batch_shape=shape if fixed else (None, *shape[1:]), dtype=dtype)
        for shape in case.shapes
    ]
    several = case.listed or len(inputs) > 1
    outputs = layer(inputs if several else inputs[0], **case.options)
    assert_same(drawn(engine.Model(inputs, outputs)), target, tmp_path)


@pytest.mark.parametrize("target", TARGETS)
# Keras 3 fears for the masks that go into a network, and hands them on all the same.
@pytest.mark.filterwarnings("ignore:Layer 'block'")
@pytest.mark.parametrize("dropout, inside", [(0.0, False), (0.1, False), (0.1, True)])
def test_attention_leaves_masks_to_other_layers(dropout, inside, target, tmp_path):
    assert_same(drawn(attending(True, dropout, inside)), target, tmp_path)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("masked", [False, True])
def test_what_attention_looks_at_leaves_beside_its_output(masked, target, tmp_path):
    words = engine.Input((6,), dtype="int32")
    value, outputs = layers.Embedding(5, 8, mask_zero=masked)(words), []
    for layer in (layers.Attention(), layers.AdditiveAttention()):
        value, scores = layer([value, value], return_attention_scores=True)
        outputs.append(scores)
    heads = layers.MultiHeadAttention(2, 4)
    value, scores = heads(value, value, return_attention_scores=True, use_causal_mask=True)
    assert_same(drawn(engine.Model(words, [value, scores, *outputs])), target, tmp_path)


@pytest.mark.parametrize("target", TARGETS)
def test_programs_learn_the_same_in_three_steps(target, tmp_path):
    picture = engine.Input((8, 8, 2))
    normal = layers.BatchNormalization(momentum=0.8)(layers.Conv2D(3, 3)(picture))
    local = layers.LocallyConnected2D(2, 3, activation="hard_sigmoid")(normal)
    model = drawn(engine.Model(picture, layers.Dense(2)(layers.Flatten()(local))))
    generator = np.random.default_rng(1)
    steps = [
        (generator.standard_normal((4, 8, 8, 2)), generator.standard_normal((4, 2)))
        for _ in range(3)
    ]
    batches = {}
    for place, (x, y) in enumerate(steps):
        batches |= {
            f"batch/{place}/input/0": x.astype("f"), f"batch/{place}/target/0": y.astype("f"),
        }  # fmt: skip
    recipe = export.Recipe("mse", "SGD", 0.05)
    theirs, inputs = asked(model, target, tmp_path, recipe, batches, 3)
    model.compile(engine.optimizers.SGD(0.05), "mse")
    losses = [
        model.train_on_batch(batches[f"batch/{n}/input/0"], batches[f"batch/{n}/target/0"])
        for n in range(3)
    ]
    np.testing.assert_allclose(losses, theirs["loss"], rtol=1e-4)
    mine = model.predict(inputs[0], verbose=0)
    np.testing.assert_allclose(mine, theirs["trained/0"], atol=1e-5, rtol=1e-5)
