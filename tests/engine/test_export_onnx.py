"""Do ONNX graphs pass the official checker and give the engine's numbers, at any open size?"""

import numpy as np
import onnx
import onnxruntime
import pytest
import torch_cases
import written_cases
from layer_examples import EXAMPLES

import engine
from engine import feature_column as fc
from engine import layers, ops, registry
from engine.errors import DesignError
from engine.export.onnx import TABLE, onnx_model, refusals, save_onnx
from engine.nest import flatten
from engine.ops.base import ALL, Op

onnxruntime.set_default_logger_severity(3)
# What only training and losses use: no network at work computes them.
TRAINING = {
    "shape_only", "scatter_rows", "in_top_k_rows", "random_uniform", "random_normal", "keep_mask",
    "dropout_mask", "update", "in_place", "store", "advance", "clip_by_norm",
    "clip_by_global_norm", "sparse_cross_entropy", "cross_entropy", "binary_cross_entropy",
    "peak_gradients",
}  # fmt: skip


def whole_or_not(shape, whole_numbers, seed=0):
    generator = np.random.default_rng(seed)
    if whole_numbers:
        return generator.integers(0, 4, shape).astype("f")
    return generator.standard_normal(shape).astype("f")


def stirred(model):
    """The model with weights that are all different, so that none may change places."""
    generator = np.random.default_rng(1)
    for weight in model.weights:
        drawn = generator.normal(0.0, 0.3, weight.shape)
        weight.assign(np.abs(drawn) + 0.5 if "variance" in weight.path else drawn)
    return model


def farthest(model, arrays):
    """The checked graph's largest difference from the engine; shapes must be equal."""
    made = onnx_model(model)
    onnx.checker.check_model(made, full_check=True)
    session = onnxruntime.InferenceSession(
        made.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    expected = flatten(model.predict_on_batch(arrays if len(arrays) > 1 else arrays[0]))
    names = [one.name for one in session.get_inputs()]
    found = session.run(None, dict(zip(names, arrays, strict=True)))
    assert [one.shape for one in found] == [np.shape(one) for one in expected]
    return max(float(np.abs(a - b).max()) for a, b in zip(found, expected, strict=True))


def model_of(name):
    example = EXAMPLES[name]
    inputs = [engine.Input(shape[1:]) for shape in example.shapes]
    layer = registry.create(name, dict(example.parameters), None)
    several = len(inputs) > 1 or registry.get(name).inputs[0].many
    return stirred(engine.Model(inputs, layer(inputs if several else inputs[0])))


@pytest.mark.parametrize("name", [name for name, one in EXAMPLES.items() if one.shapes])
def test_every_layer_gives_its_numbers_for_any_batch(name):
    example, model = EXAMPLES[name], model_of(name)
    for batch in (2, 5):
        arrays = [
            whole_or_not((batch, *shape[1:]), example.whole_numbers) for shape in example.shapes
        ]
        assert farthest(model, arrays) < 1e-5


def test_every_operation_of_a_network_at_work_has_a_spelling():
    names = {one.name for one in ALL.values() if isinstance(one, Op)}
    forward = {name for name in names if not name.endswith("_gradient")} - TRAINING
    assert forward <= set(TABLE), forward - set(TABLE)
    assert not TRAINING & set(TABLE)


def on(shape, *calls):
    """A chain of layers behind an Input."""
    first = value = engine.Input(shape)
    for call in calls:
        value = call(value)
    return stirred(engine.Model(first, value))


def u_net(value):
    down = layers.Conv2D(4, 3, padding="same", activation="relu")(value)
    low = layers.MaxPooling2D()(down)
    low = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(low)))
    up = layers.Conv2DTranspose(4, 3, strides=2, padding="same")(low)
    return layers.Conv2D(1, 1, activation="sigmoid")(layers.Concatenate()([down, up]))


OPEN = {
    "a masked LSTM over words": lambda: on(
        (None,), layers.Embedding(4, 5, mask_zero=True), layers.LSTM(4), layers.Dense(2)
    ),
    "an LSTM of odd functions": lambda: on((None, 3), layers.LSTM(4, activation="softsign")),
    "a GRU that resets before": lambda: on(
        (None, 3),
        layers.GRU(4, reset_after=False, recurrent_activation="hard_sigmoid", activation="relu"),
    ),
    "a walk backwards": lambda: on(
        (None, 3), layers.SimpleRNN(4, go_backwards=True, return_sequences=True)
    ),
    "both directions with a mask": lambda: on(
        (None, 3), layers.Masking(), layers.Bidirectional(layers.GRU(4, return_sequences=True))
    ),
    "a stack of cells": lambda: on(
        (None, 3), layers.RNN([layers.LSTMCell(4), layers.GRUCell(3)], return_sequences=True)
    ),
    "causal convolution": lambda: on(
        (None, 3), layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"),
        layers.GlobalMaxPooling1D(),
    ),
    "strides with padding": lambda: on((None, 3), layers.Conv1D(4, 3, strides=2, padding="same")),
    "a mean of what counts": lambda: on(
        (None, 3), layers.Masking(), layers.GlobalAveragePooling1D()
    ),
    "causal attention of many heads": lambda: on(
        (None, 8), lambda value: layers.MultiHeadAttention(2, 4)(
            value, value, use_causal_mask=True
        ),
    ),
    "a quotient without gaps": lambda: on(
        (None, 3), lambda value: engine.ops.divide_no_nan(value, engine.ops.relu(value))
    ),
    "where attention looks": lambda: on(
        (None, 8),
        lambda value: layers.Attention()([value, value], return_attention_scores=True)[1],
        lambda scores: scores * 2.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
def test_the_time_axis_stays_open(name):
    model = OPEN[name]()
    words = len(model.input_shape) == 2
    size = () if words else model.input_shape[2:]
    for seed, shape in enumerate([(2, 9, *size), (3, 14, *size)]):
        assert farthest(model, [whole_or_not(shape, words, seed)]) < 2e-5


# What needs sizes to have weights at all, or, as here, to be laid out anew.
CLOSED = {"LocallyConnected1D", "LocallyConnected2D", "PReLU", "Reshape"}
GROWING = [
    name for name, one in EXAMPLES.items()
    if one.shapes and name not in CLOSED and min(map(len, one.shapes)) > 2
]  # fmt: skip


def test_all_axes_between_samples_and_channels_stay_open_for_every_layer_that_has_them():
    for name in GROWING:
        example = EXAMPLES[name]
        inputs = [engine.Input((*[None] * (len(s) - 2), s[-1])) for s in example.shapes]
        layer = registry.create(name, dict(example.parameters), None)
        several = len(inputs) > 1 or registry.get(name).inputs[0].many
        model = stirred(engine.Model(inputs, layer(inputs if several else inputs[0])))
        for more in (0, 3):
            shapes = [(s[0], *(n + more for n in s[1:-1]), s[-1]) for s in example.shapes]
            arrays = [whole_or_not(shape, example.whole_numbers) for shape in shapes]
            assert farthest(model, arrays) < 1e-5, name


def test_pictures_of_any_size_pass_a_network_that_halves_and_doubles():
    model = on((None, None, 3), u_net)
    for shape in [(2, 16, 16, 3), (1, 24, 32, 3)]:
        assert farthest(model, [whole_or_not(shape, False)]) < 1e-5


def test_encoder_and_decoder_have_lengths_of_their_own():
    left, right = engine.Input((None, 3), name="left"), engine.Input((None, 3), name="right")
    _, *states = layers.LSTM(4, return_state=True)(left)
    decoded = layers.LSTM(4, return_sequences=True)(right, initial_state=states)
    model = stirred(engine.Model([left, right], decoded))
    assert farthest(model, [whole_or_not((2, 5, 3), 0), whole_or_not((2, 7, 3), 0)]) < 1e-5
    shapes = [
        [d.dim_param or d.dim_value for d in one.type.tensor_type.shape.dim]
        for one in onnx_model(model).graph.input
    ]
    assert shapes == [["batch", "left_time", 3], ["batch", "right_time", 3]]


def test_a_model_inside_a_model_and_shared_layers_keep_their_weights_once():
    inner = engine.Sequential([engine.Input((6,)), layers.Dense(4, name="one")], name="inner")
    left, right = engine.Input((6,)), engine.Input((6,))
    model = stirred(engine.Model([left, right], layers.Add()([inner(left), inner(right)])))
    assert farthest(model, [whole_or_not((2, 6), 0), whole_or_not((2, 6), 0, 1)]) < 1e-5
    names = [one.name for one in onnx_model(model).graph.initializer]
    assert len(names) == 2 and all("one" in name for name in names)


def test_weights_and_nodes_keep_their_names_and_standard_operators_are_used():
    model = on((8, 8, 3), layers.Conv2D(4, 3, activation="relu", name="first"), layers.Flatten(),
               layers.Dense(2, name="last"))  # fmt: skip
    graph = onnx_model(model).graph
    kinds = [node.op_type for node in graph.node]
    assert kinds == ["Transpose", "Conv", "Relu", "Transpose", "Reshape", "MatMul", "Add",
                     "Identity"]  # fmt: skip
    assert any("first" in node.name for node in graph.node if node.op_type == "Conv")
    names = {one.name for one in graph.initializer}
    assert {weight.path for weight in model.weights} <= names


@pytest.mark.parametrize("make", [
    lambda: layers.LSTM(4, stateful=True, name="memory"),
    lambda: layers.RNN([layers.GRUCell(3), layers.LSTMCell(2)], stateful=True, name="memory"),
])  # fmt: skip
def test_states_go_in_and_come_out_and_are_handed_on_by_whoever_runs_the_graph(make):
    model = stirred(engine.Sequential([engine.Input(batch_shape=(2, 5, 3)), make()]))
    made = onnx_model(model)
    onnx.checker.check_model(made, full_check=True)
    assert "memory_state_new -> memory_state" in made.graph.doc_string
    session = onnxruntime.InferenceSession(made.SerializeToString())
    first, *kept = session.get_inputs()
    states = {one.name: np.zeros(one.shape, "f") for one in kept}
    assert len(states) == len(flatten(model.layers[-1].states)) > 1
    model.reset_states()
    for step in range(3):
        x = whole_or_not((2, 5, 3), False, step)
        answers = session.run(None, {first.name: x, **states})
        np.testing.assert_allclose(answers[0], model.predict(x, verbose=0), atol=1e-6)
        named = dict(zip([one.name for one in session.get_outputs()], answers, strict=True))
        states = {name: named[f"{name}_new"] for name in states}


TABLE_OF_WORDS = {
    "age": np.array([[5.0], [10.0], [29.0], [50.0]], "f"),
    "kind": np.array([["b"], [""], ["unheard-of"], ["a"]], object),
    "town": np.array([["x"], ["unheard-of"], [""], ["y"]], object),
    "deck": np.array([[0], [3], [-1], [9]], "i4"),
    "code": np.array([[3], [7], [4], [-1]], "i4"),
}


def of_words(*columns):
    layer = layers.DenseFeatures(columns)
    inputs = {
        name: engine.Input(spec.shape[1:], name=name, dtype=spec.dtype)
        for name, spec in layer.reads.items()
    }
    return stirred(engine.Model(inputs, layers.Dense(2)(layer(inputs))))


def test_words_and_numbers_of_a_table_enter_the_graph_as_they_are():
    words = fc.categorical_column_with_vocabulary_list
    kind, code = words("kind", ["a", "b"]), words("code", [3, 5, 7], dtype="int64")
    deck = fc.categorical_column_with_identity("deck", 4, default_value=1)
    ages = fc.bucketized_column(fc.numeric_column("age"), [10.0, 30.0])
    model = of_words(
        fc.indicator_column(fc.crossed_column([kind, code, ages], 11)),
        fc.embedding_column(fc.crossed_column([deck, kind], 5, hash_key=77), 2),
        fc.numeric_column("age"),
        fc.bucketized_column(fc.numeric_column("age"), [10.0, 30.0]),
        fc.indicator_column(words("kind", ["a", "b"])),
        fc.embedding_column(words("town", ["x", "y", "z"], default_value=2), 3),
        fc.indicator_column(fc.categorical_column_with_identity("deck", 4, default_value=1)),
        fc.embedding_column(words("code", [3, 5, 7], dtype="int64"), 2, combiner="sqrtn"),
    )
    made = onnx_model(model)
    onnx.checker.check_model(made, full_check=True)
    session = onnxruntime.InferenceSession(made.SerializeToString())
    given = {one.name: TABLE_OF_WORDS[one.name] for one in session.get_inputs()}
    (found,) = session.run(None, given)
    np.testing.assert_allclose(found, model.predict(TABLE_OF_WORDS, verbose=0), atol=1e-6)


@pytest.mark.parametrize("name", written_cases.CASES)
def test_layers_of_a_users_own_give_their_numbers_for_any_batch(name):
    model = stirred(written_cases.CASES[name]())
    for batch in (2, 4):
        arrays = [array[:batch] for array in torch_cases.arrays_for(model)]
        kinds = [np.bool_ if tensor.dtype == "bool" else array.dtype
                 for tensor, array in zip(model.inputs, arrays, strict=True)]  # fmt: skip
        arrays = [array.astype(kind) for array, kind in zip(arrays, kinds, strict=True)]
        assert farthest(model, arrays) < 1e-5


def test_what_onnx_cannot_say_is_refused_with_the_layer_and_the_way_out(tmp_path):
    spread = [fc.categorical_column_with_hash_bucket("kind", 5),
              fc.crossed_column(["kind", "town"], 7)]  # fmt: skip
    for column in spread:
        hashed = of_words(fc.indicator_column(column))
        with pytest.raises(DesignError) as told:
            save_onnx(hashed, tmp_path / "no.onnx")
        assert "fingerprint" in told.value.what and "kind" in str(told.value) and told.value.fix
        assert list(tmp_path.iterdir()) == []
        (again,) = refusals(hashed)
        assert again.what == told.value.what
    drawn = on((3,), lambda value: layers.Dropout(0.5)(value, training=True))
    assert [error.where.layer for error in refusals(drawn)] == [drawn.layers[-1].name]
    assert refusals(on((3,), layers.Dense(2))) == []


def test_a_users_layer_of_operations_is_written_as_well():
    class Swirl(layers.Layer):
        def call(self, inputs):
            turned = ops.flip(ops.transpose(inputs, (0, 2, 1)), axis=1)
            summed = ops.cumsum(turned, axis=2) / (1.0 + ops.max(ops.abs(turned), axis=2,
                                                                keepdims=True))  # fmt: skip
            chosen = ops.where(ops.greater(summed, 0.0), ops.log1p(ops.abs(summed)), summed % 0.3)
            return ops.pad(chosen[:, 1:, :-1], ((0, 0), (1, 0), (0, 2)))

    assert farthest(on((None, 3), Swirl()), [whole_or_not((2, 6, 3), False)]) < 1e-5


def test_a_failed_write_leaves_what_was_there(tmp_path):
    path = save_onnx(on((3,), layers.Dense(2)), tmp_path / "model.onnx")
    onnx.checker.check_model(str(path))
    assert [one.name for one in tmp_path.iterdir()] == ["model.onnx"]
