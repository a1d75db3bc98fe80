"""Do operations between layers leave for the Keras targets, computing the same?"""

import numpy as np
import pytest

import engine
from engine import export, layers, ops
from engine.errors import DesignError
from engine.export import proving
from engine.export.probes import keras_like

TARGETS = ["engine"] + [
    pytest.param(name, marks=pytest.mark.reference(name, "tensorflow"))
    for name in ("keras", "tf_keras")
]


def results(x, y, z):
    """What is computed of two inputs and a layer's output, one operation or two each."""
    return [
        (x + y) * 2.0 - ops.mean(x, axis=-1, keepdims=True),
        (1.0 - ops.softmax(z)) ** 2.0,
        ops.concatenate([z, -z], axis=-1),
        ops.reshape(z, (-1, 6)),
        z[:, 1:],
        x[..., 0] + np.arange(4, dtype="float32"),
        ops.stack([z, z * -1.0], axis=1),
        ops.where(z > 0.0, z, ops.abs(z)),
        ops.maximum(z, 0.1) / (1.0 + ops.square(z)),
        ops.transpose(x, (0, 2, 1)) @ y,
        ops.cast(ops.argmax(x, axis=-1), "float32"),
        ops.expand_dims(ops.squeeze(x[:, :1], axis=1), 1),
        ops.clip(x, -0.1, 0.3),
        ops.repeat(x, 2, axis=1),
        ops.logsumexp(x, axis=-1),
        ops.einsum("bij,bkj->bik", x, y),
        *ops.split(x, 2, axis=-1),
        ops.mish(x),
        ops.moveaxis(x, 1, -1),
        ops.dot(x, y[0, 0]),
        ops.take(x, 1, axis=1),
        ops.divide_no_nan(x, ops.relu(y)),
    ]


def with_operations():
    x, y = engine.Input((4, 6), name="x"), engine.Input((4, 6), name="y")
    z = layers.Dense(3, name="dense")(x[:, ::2] + y[:, 1::2])
    return engine.Model([x, y], results(x, y, z))


@pytest.mark.parametrize("target", TARGETS)
def test_operations_between_layers_compute_the_same(target, tmp_path):
    model = with_operations()
    done = export.save_program(model, target, tmp_path / "program.py")
    inputs = proving.samples(model, 4, 0)
    job = {
        "weights": str(done.weights), "input_names": proving.input_names(model),
        "layers": [{k: v for k, v in entry.items() if k != "value"}
                   for entry in proving.layer_entries(model)],
        "steps": 0,
    }  # fmt: skip
    given = {f"input/{place}": one for place, one in enumerate(inputs)}
    theirs = keras_like.answers(keras_like.load(str(done.program)), job, given)
    for key, mine in proving.own_answers(model, inputs, []).items():
        np.testing.assert_allclose(theirs[key], mine, atol=1e-5, rtol=1e-5, err_msg=key)
    assert "layer/dense" in theirs  # operations have names of the library's own, layers keep theirs


def test_operations_read_as_people_write_them():
    inputs = engine.Input((4, 6), name="steps")
    shifted = layers.Dense(6, name="dense")(inputs) * 2.0 + inputs[:, -1:]
    text = export.code(engine.Model(inputs, ops.mean(shifted, axis=1)), "keras")
    assert "multiply = dense * 2.0" in text
    assert "getitem = steps[:, -1:]" in text
    assert "mean = ops.mean(add, axis=1)" in text
    assert "layers.TFOpLambda" not in text


def test_an_operation_that_a_library_cannot_say_is_refused_at_its_place():
    inputs = engine.Input((4, 6))
    joined = engine.Model(inputs, ops.batch_dot(inputs, inputs, axes=[2, 2]))
    with pytest.raises(DesignError, match="batch_dot between layers cannot be written for Keras 3"):
        export.code(joined, "keras")


def with_arrays():
    """Operations with arrays of their own, one of them in two places."""
    x = engine.Input((4, 6), name="steps")
    table = layers.LearnedOperation("add", [{"input": 0}, {"weight": [1, 4, 6]}], name="places")
    lift = layers.LearnedOperation("matmul", [{"input": 0}, {"weight": [6, 6]}], name="lift")
    beside = layers.LearnedOperation(
        "where", [{"input": 0}, {"weight": [6]}, {"weight": []}], name="beside"
    )
    z = lift(lift(table(x)))
    model = engine.Model(x, [z, beside(z > 0.5)])
    generator = np.random.default_rng(0)
    model.set_weights([generator.uniform(-1, 1, one.shape) for one in model.get_weights()])
    return model


@pytest.mark.parametrize("target", TARGETS)
def test_operations_with_arrays_compute_the_same_and_learn(target, tmp_path):
    model = with_arrays()
    done = export.save_program(model, target, tmp_path / "program.py", export.Recipe("mse", "SGD"))
    inputs = proving.samples(model, 4, 0)
    job = {
        "weights": str(done.weights), "input_names": proving.input_names(model), "layers": [],
        "steps": 0,
    }  # fmt: skip
    program = keras_like.load(str(done.program))
    theirs = keras_like.answers(program, job, {"input/0": inputs[0]})
    for key, mine in proving.own_answers(model, inputs, []).items():
        np.testing.assert_allclose(theirs[key], mine, atol=1e-5, rtol=1e-5, err_msg=key)
    made = program.build_model()
    assert len(made.trainable_weights) == len(model.trainable_weights) == 4


def test_arrays_that_are_learned_stand_beside_the_operation_that_reads_them():
    text = export.code(with_arrays(), "keras")
    assert '[places_array] = LearnedArrays([(1, 4, 6)], name="places_arrays")(steps)' in text
    assert "places = steps + places_array" in text
    assert text.count("LearnedArrays([(6, 6)]") == 1  # it is one layer in two places
    assert "LearnedOperation(" in export.code(with_arrays(), "engine")


def test_an_operation_that_no_target_knows_is_refused_everywhere_it_cannot_be_said():
    x = engine.Input((4, 6))
    odd = engine.Model(x, ops.ALL["affine"](x, scale=2.0, shift=1.0))
    for target in ("keras", "tf_keras", "engine", "notebook"):
        assert "affine" in str(export.refusals(odd, target)[0])
