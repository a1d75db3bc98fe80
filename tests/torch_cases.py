"""Which settings, masks, wrappers and graphs must an exported PyTorch program get right?"""

from collections.abc import Callable

import numpy as np

import engine
from engine import layers as L
from engine import ops

CASES: dict[str, Callable] = {}


def case(function):
    CASES[function.__name__] = function
    return function


def one(layer, *shapes, dtype="float32"):
    """A model of one layer (or of several one after the other) on inputs of these shapes."""
    inputs = [engine.Input(shape, dtype=dtype) for shape in shapes]
    x = inputs[0] if len(inputs) == 1 else inputs
    for step in layer if isinstance(layer, list) else [layer]:
        x = step(x)
    return engine.Model(inputs, x)


def listed(prefix, settings, make, *shapes):
    """A case for each of several settings of one layer."""
    for number, options in enumerate(settings):
        CASES[f"{prefix}_{number}"] = lambda o=options: one(make(**o), *shapes)


PICTURE, VOLUME, SEQUENCE = (7, 9, 4), (5, 6, 4, 2), (8, 3)
ACTIVATIONS = (
    "relu", "sigmoid", "tanh", "softmax", "elu", "selu", "softplus", "softsign", "swish", "gelu",
    "exponential", "hard_sigmoid", "mish", "leaky_relu", "log_softmax", "relu6", "linear",
)  # fmt: skip
listed("dense", [{"activation": name} for name in ACTIVATIONS], lambda **o: L.Dense(5, **o), (4,))
listed(
    "conv2d",
    [
        {"padding": "same", "strides": 2},
        {"padding": "same", "kernel_size": 4},
        {"padding": "same", "dilation_rate": (2, 3)},
        {"strides": (2, 3), "use_bias": False},
        {"groups": 2, "padding": "same", "kernel_size": (1, 3), "strides": (3, 2)},
        {"activation": "softmax"},
    ],
    lambda **o: L.Conv2D(**{"filters": 6, "kernel_size": 3, **o}),
    PICTURE,
)
listed(
    "conv2d_first",
    [{"padding": "same", "strides": 2}, {"activation": "hard_sigmoid"}],
    lambda **o: L.Conv2D(6, 3, data_format="channels_first", **o),
    (4, 7, 9),
)
listed(
    "conv_open",
    [{"padding": "same", "strides": 2}, {"padding": "same", "dilation_rate": 2}, {}],
    lambda **o: L.Conv2D(6, (3, 2), **o),
    (None, None, 4),
)
listed(
    "conv1d",
    [{"padding": "causal", "dilation_rate": 2}, {"padding": "causal", "strides": 2},
     {"padding": "same", "strides": 3}],
    lambda **o: L.Conv1D(5, 3, **o),
    SEQUENCE,
)
listed(
    "conv3d", [{"padding": "same", "strides": 2}, {}], lambda **o: L.Conv3D(3, 2, **o), VOLUME
)
listed(
    "transposed",
    [
        {"kernel_size": k, "strides": s, "padding": p, "output_padding": o}
        for k, s in ((3, 1), (3, 2), (2, 3), (4, 3), (5, 2))
        for p in ("same", "valid")
        for o in (None, 0, 1)
        if o is None or (o < s and (s, p, o) != (3, "same", 0))
    ],
    lambda **o: L.Conv2DTranspose(3, **o),
    (4, 5, 2),
)
listed(
    "depthwise",
    [{"padding": "same", "strides": 2}, {"depth_multiplier": 3, "activation": "relu"},
     {"dilation_rate": 2, "padding": "same", "use_bias": False}],
    lambda **o: L.DepthwiseConv2D(3, **o),
    PICTURE,
)
listed(
    "separable",
    [{"padding": "same", "strides": 2}, {"depth_multiplier": 3}, {"use_bias": False}],
    lambda **o: L.SeparableConv2D(5, 3, **o),
    PICTURE,
)
listed(
    "separable1d", [{"padding": "causal"}, {"padding": "same", "strides": 2}],
    lambda **o: L.SeparableConv1D(5, 3, **o), SEQUENCE,
)  # fmt: skip
listed(
    "local2d",
    [
        {"implementation": i, "padding": p, "strides": s, "data_format": f}
        for i in (1, 2, 3)
        for p in ("valid", "same")
        for s in (1, 2)
        for f in ("channels_last", "channels_first")
        if not (i == 1 and p == "same")
    ],
    lambda **o: L.LocallyConnected2D(3, (3, 2), **o),
    (5, 4, 6),
)
listed(
    "local1d", [{"strides": 2}, {"implementation": 3, "padding": "same", "use_bias": False}],
    lambda **o: L.LocallyConnected1D(3, 3, **o), SEQUENCE,
)  # fmt: skip
for kind in ("Max", "Average"):
    listed(
        f"{kind}_pooling",
        [
            {"pool_size": k, "strides": s, "padding": p}
            for k, s in ((2, None), (3, 2), ((3, 2), (1, 2)), (3, 1), (2, 3))
            for p in ("same", "valid")
        ],
        lambda kind=kind, **o: getattr(L, f"{kind}Pooling2D")(**o),
        PICTURE,
    )
    listed(
        f"{kind}_pooling_open", [{"pool_size": 3, "strides": 2, "padding": "same"}],
        lambda kind=kind, **o: getattr(L, f"{kind}Pooling2D")(**o), (None, None, 3),
    )  # fmt: skip
    listed(
        f"{kind}_pooling_first", [{"padding": "same"}, {}],
        lambda kind=kind, **o: getattr(L, f"{kind}Pooling2D")(data_format="channels_first", **o),
        (3, 7, 5),
    )  # fmt: skip
    listed(
        f"Global{kind}", [{"keepdims": True}, {}, {"data_format": "channels_first"}],
        lambda kind=kind, **o: getattr(L, f"Global{kind}Pooling3D")(**o), VOLUME,
    )  # fmt: skip
listed(
    "batch_normalization",
    [{}, {"axis": 1}, {"axis": [1, 3]}, {"scale": False}, {"center": False, "epsilon": 0.1}],
    L.BatchNormalization, PICTURE,
)  # fmt: skip
listed("batch_normalization_rows", [{}, {"scale": False}], L.BatchNormalization, (5,))
listed("batch_normalization_steps", [{}, {"axis": 1}], L.BatchNormalization, SEQUENCE)
listed(
    "layer_normalization",
    [{}, {"axis": [1, 2]}, {"axis": 1}, {"scale": False}, {"center": False}, {"axis": [2, 3]}],
    L.LayerNormalization, PICTURE,
)  # fmt: skip
listed(
    "groups",
    [{"groups": 2}, {"groups": -1, "scale": False, "center": False}, {"groups": 2, "scale": False},
     {"groups": 3, "axis": 2}],
    L.GroupNormalization, PICTURE,
)  # fmt: skip
listed("unit", [{}, {"axis": [1, 2]}], L.UnitNormalization, PICTURE)
listed("upsampling", [{"size": (2, 3)}, {"interpolation": "bilinear", "size": 3}],
       L.UpSampling2D, PICTURE)  # fmt: skip
listed(
    "relus", [{"negative_slope": 0.1}, {"threshold": 0.2, "max_value": 1.0}, {"max_value": 0.5}],
    L.ReLU, PICTURE,
)  # fmt: skip
listed("prelu", [{}, {"shared_axes": [1, 2]}], L.PReLU, PICTURE)
listed("softmaxes", [{"axis": 1}, {"axis": [1, 2]}], L.Softmax, PICTURE)
listed("flatten", [{}, {"data_format": "channels_first"}], L.Flatten, PICTURE)
listed("reshape", [{"target_shape": (-1,)}, {"target_shape": (4, 63)}], L.Reshape, PICTURE)
listed(
    "crop", [{"cropping": ((1, 0), (0, 2))}, {"cropping": 1, "data_format": "channels_first"}],
    L.Cropping2D, PICTURE,
)  # fmt: skip

RECURRENT = {"LSTM": L.LSTM, "GRU": L.GRU, "SimpleRNN": L.SimpleRNN}
for kind, make in RECURRENT.items():
    listed(
        kind,
        [
            {},
            {"return_sequences": True, "go_backwards": True, "use_bias": False},
            {"activation": "relu", "return_sequences": True},
            {"return_state": True},
            {"return_state": True, "return_sequences": True, "activation": "softsign"},
            {"time_major": True, "return_sequences": True},
            {"dropout": 0.3, "recurrent_dropout": 0.2, "unroll": True},
            {"dropout": 0.3},
        ],
        lambda make=make, **o: make(4, **o),
        SEQUENCE,
    )
    for mode in ("concat", "sum", "ave", "mul", None):
        for more in ({}, {"return_sequences": True}, {"activation": "softsign"}):
            CASES[f"both_ways_{kind}_{mode}_{len(CASES)}"] = lambda k=make, m=mode, o=more: one(
                L.Bidirectional(k(4, **o), merge_mode=m), SEQUENCE
            )
    CASES[f"masked_{kind}"] = lambda k=make: one(
        [L.Masking(), k(4, return_sequences=True), k(3)], SEQUENCE
    )
    CASES[f"masked_both_ways_{kind}"] = lambda k=make: one(
        [L.Masking(), L.Bidirectional(k(4, return_sequences=True)), L.Bidirectional(k(3))],
        SEQUENCE,
    )
listed("gru_before", [{"reset_after": False}, {"reset_after": False, "use_bias": False}],
       lambda **o: L.GRU(4, **o), SEQUENCE)  # fmt: skip
listed(
    "lstm_gates", [{"recurrent_activation": "hard_sigmoid"}, {"implementation": 1}],
    lambda **o: L.LSTM(4, **o), SEQUENCE,
)  # fmt: skip
listed(
    "stack",
    [{"return_sequences": True}, {"return_state": True}, {"go_backwards": True}],
    lambda **o: L.RNN([L.LSTMCell(4), L.GRUCell(3), L.SimpleRNNCell(2)], **o),
    SEQUENCE,
)
listed(
    "films",
    [
        {"padding": "same", "return_sequences": True},
        {"strides": 2, "padding": "same", "return_state": True},
        {"dilation_rate": 2, "go_backwards": True, "use_bias": False},
        {"return_sequences": True, "recurrent_activation": "sigmoid"},
    ],
    lambda **o: L.ConvLSTM2D(3, 3, **o),
    (3, 6, 7, 2),
)
listed(
    "films_first", [{"padding": "same", "return_sequences": True}, {}],
    lambda **o: L.ConvLSTM2D(3, 3, data_format="channels_first", **o), (3, 2, 6, 7),
)  # fmt: skip


@case
def films_of_pictures_folded_into_the_batch():
    return one([L.Conv2D(3, 3, padding="same", strides=2), L.Conv1D(2, 2)], (3, 6, 7, 2))


@case
def films_both_ways():
    return one(L.Bidirectional(L.ConvLSTM2D(3, 3, padding="same", return_sequences=True)),
               (3, 6, 7, 2))  # fmt: skip


@case
def encoder_and_decoder():
    source, target = engine.Input((6, 3), name="source"), engine.Input((5, 4), name="target")
    _, h, c = L.LSTM(8, return_state=True, name="encoder")(source)
    decoded, *_ = L.LSTM(8, return_sequences=True, return_state=True)(target, initial_state=[h, c])
    _, state = L.GRU(8, return_state=True)(decoded)
    last = L.GRU(8)(target, initial_state=state)
    return engine.Model([source, target], [L.Dense(4)(decoded), last])


@case
def states_both_ways():
    source, target = engine.Input((6, 3)), engine.Input((5, 4))
    encoded = L.Bidirectional(L.LSTM(4, return_state=True, return_sequences=True))(source)
    output, h, c, back_h, back_c = encoded
    decoder = L.Bidirectional(L.LSTM(4, return_sequences=True), merge_mode=None)
    forward, backward = decoder(target, initial_state=[h, c, back_h, back_c])
    either = L.Bidirectional(L.GRU(3), backward_layer=L.LSTM(3, go_backwards=True))(source)
    return engine.Model([source, target], [output, forward, backward, L.Add()([h, back_c]),
                                           either])  # fmt: skip


@case
def whole_numbers_that_are_no_words():
    x = engine.Input((4,), dtype="int32")
    y = L.Dense(3)(L.Concatenate()([x, L.Flatten()(L.Embedding(5, 2)(x))]))
    return engine.Model(x, L.Multiply()([y, y]))


@case
def a_frozen_model_in_prediction_mode():
    picture = engine.Input((6, 6, 3))
    x = L.BatchNormalization()(L.Conv2D(4, 3)(picture))
    base = engine.Model(picture, L.Dropout(0.9)(x), name="base")
    base.trainable = False
    inputs = engine.Input((6, 6, 3))
    pooled = L.GlobalAveragePooling2D()(base(inputs, training=False))
    return engine.Model(inputs, L.Dense(2)(pooled))


@case
def words_with_a_mask():
    words = engine.Input((7,), dtype="int32")
    x = L.Embedding(5, 6, mask_zero=True)(words)
    y = L.LSTM(4, return_sequences=True, zero_output_for_mask=True)(x)
    z = L.Bidirectional(L.GRU(4, return_sequences=True), merge_mode="sum")(x)
    both = L.Concatenate()([y, L.Dropout(0.5)(z)])
    return engine.Model(words, [L.GlobalAveragePooling1D()(both), L.GRU(2)(L.Add()([y, z]))])


@case
def attention_with_masks():
    words, others = engine.Input((7,), dtype="int32"), engine.Input((6,), dtype="int32")
    query = L.Embedding(5, 6, mask_zero=True)(words)
    value = L.Embedding(5, 6, mask_zero=True)(others)
    found, scores = L.Attention(use_scale=True)([query, value], return_attention_scores=True)
    causal = L.Attention()([query, query], use_causal_mask=True)
    concat = L.Attention(score_mode="concat")([query, value, L.Dense(6)(value)])
    additive = L.AdditiveAttention()([query, value])
    heads = L.MultiHeadAttention(2, 3, value_dim=5, output_shape=4)(query, value)
    own, weights = L.MultiHeadAttention(2, 3, softmax_robust_masking=True)(
        query, query, use_causal_mask=True, return_attention_scores=True
    )
    return engine.Model([words, others], [found, scores, causal, concat, additive, heads, own,
                                          weights])  # fmt: skip


@case
def operations_with_arrays():
    x = engine.Input((4, 6))
    table = L.LearnedOperation("add", [{"input": 0}, {"weight": [1, 4, 6]}])
    lift = L.LearnedOperation("matmul", [{"input": 0}, {"weight": [6, 6]}])
    z = lift(lift(table(x)))
    safe = engine.ops.divide_no_nan(z, engine.ops.relu(x))
    return engine.Model(x, [z, safe, engine.ops.take(z, 1, axis=1)])


@case
def attention_over_pictures():
    x = engine.Input((4, 5, 6))
    return engine.Model(x, [L.MultiHeadAttention(2, 3)(x, x),
                            L.MultiHeadAttention(2, 3, attention_axes=(2,))(x, x)])  # fmt: skip


@case
def films_step_by_step():
    x = engine.Input((3, 8, 8, 2))
    y = L.TimeDistributed(L.Conv2D(4, 3, padding="same", strides=2, activation="relu"))(x)
    y = L.TimeDistributed(L.BatchNormalization())(y)
    y = L.TimeDistributed(L.MaxPooling2D())(y)
    y = L.TimeDistributed(L.Flatten())(y)
    return engine.Model(x, L.LSTM(4)(L.TimeDistributed(L.Dense(5, activation="softmax"))(y)))


@case
def sentences_step_by_step():
    words = engine.Input((3, 5), dtype="int32")
    sentence = engine.Sequential(
        [L.Embedding(5, 4, mask_zero=True), L.LSTM(3)], name="sentence"
    )
    sentence.build((None, 5))
    return engine.Model(words, L.GRU(2)(L.TimeDistributed(sentence)(words)))


@case
def models_in_models():
    picture = engine.Input((8, 8, 3), name="picture")
    x = L.Conv2D(4, 3, padding="same")(picture)
    inner = engine.Model(picture, [x, L.ReLU()(x)], name="block one")
    encoder = engine.Sequential(
        [engine.Input((8, 8, 4)), L.Conv2D(5, 3, activity_regularizer="l2"),
         L.BatchNormalization(), L.Activation("relu")], name="encoder",
    )  # fmt: skip
    left, right = engine.Input((8, 8, 3), name="left"), engine.Input((8, 8, 3), name="right")
    a, b = inner(left)
    c, d = inner(right)
    joined = L.Concatenate()([encoder(a), encoder(d)])
    pooled = L.GlobalAveragePooling2D()(joined)
    return engine.Model([left, right], [L.Dense(3)(pooled), L.Subtract()([b, c])], name="pair")


@case
def a_residual_block():
    x = engine.Input((8, 8, 4))
    y = L.BatchNormalization()(L.Conv2D(4, 3, padding="same", use_bias=False)(x))
    y = L.Activation("relu")(L.Add()([x, y]))
    up = L.UpSampling2D()(L.MaxPooling2D()(y))
    z = L.Concatenate()([y, up, L.Conv2DTranspose(2, 3, strides=2, padding="same")(
        L.AveragePooling2D()(y))])  # fmt: skip
    return engine.Model(x, L.Conv2D(1, 1, activation="sigmoid")(z))


@case
def merges_of_different_ranks():
    a, b = engine.Input((4, 5, 3)), engine.Input((3,))
    x = L.Conv2D(3, 1)(a)
    return engine.Model([a, b], [L.Add()([x, b]), L.Multiply()([x, a]), L.Average()([x, a, x]),
                                 L.Maximum()([a, x]), L.Minimum()([x, a]),
                                 L.Concatenate(axis=1)([x, a])])  # fmt: skip


@case
def dots():
    a, b = engine.Input((4, 3)), engine.Input((5, 3))
    c, d = engine.Input((3,)), engine.Input((3,))
    return engine.Model([a, b, c, d], [L.Dot(2)([a, b]), L.Dot(1, normalize=True)([c, d]),
                                       L.Dot((2, 1), normalize=True)([a, c])])  # fmt: skip


@case
def operations_between_layers():
    x = engine.Input((4, 3))
    y = (x * 2 - 1) / 3 + ops.mean(x, axis=1, keepdims=True)
    z = ops.where(y > 0, y**2, -y)
    picked = ops.concatenate([z[:, 1:, :2], ops.maximum(z, 0.3)[:, :3, 1:]], axis=-1)
    folded = ops.sum(ops.exp(picked), axis=(1, 2))
    return engine.Model(x, [z, ops.softmax(picked), folded, ops.transpose(z, axes=(0, 2, 1)),
                            ops.expand_dims(ops.max(z, axis=-1), 1), 1 - ops.sqrt(ops.abs(z)),
                            ops.matmul(x, ops.reshape(z, (-1, 3, 4)))])  # fmt: skip


@case
def masks_of_steps_joined():
    first, second = engine.Input((4,), dtype="int32"), engine.Input((4,), dtype="int32")
    a, b = L.Embedding(5, 3, mask_zero=True)(first), L.Embedding(5, 3, mask_zero=True)(second)
    c = L.Embedding(5, 3)(first)
    return engine.Model([first, second], [
        L.LSTM(2)(L.Concatenate(axis=1)([a, b])), L.LSTM(2)(L.Concatenate()([a, c])),
        L.LSTM(2)(L.Multiply()([a, b])), L.LSTM(2)(L.TimeDistributed(L.Dense(3))(a)),
    ])  # fmt: skip


@case
def a_drawn_cell():
    x, h, c = (engine.Input((size,)) for size in (3, 4, 4))
    gate = L.Dense(4, activation="sigmoid")(L.Concatenate()([x, h]))
    new_c = L.Add()([L.Multiply()([gate, c]), L.Dense(4, activation="tanh")(x)])
    new_h = L.Multiply()([gate, L.Activation("tanh")(new_c)])
    cell = L.GraphCell(engine.Model([x, h, c], [new_h, new_h, new_c], name="step"))
    return one([L.Masking(), L.Bidirectional(L.RNN([cell, L.GRUCell(3)]))], SEQUENCE)


@case
def frozen_and_odd_names():
    x = engine.Input((6, 6, 2), name="class")
    y = L.Conv2D(3, 3, name="forward", trainable=False)(x)
    y = L.BatchNormalization(name='a"; import os #', trainable=False)(y)
    y = L.Flatten(name="😀")(y)
    return engine.Model(x, L.Dense(2, name="网络")(y), name="None")


def table():
    """A table with numbers, words, lists of words with gaps, and weights."""
    return {
        "age": np.array([[3.0], [17.5], [40.0], [65.0]], "f"),
        "spot": np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 0.0], [9.0, 3.0]], "f"),
        "town": np.array([["Rome"], ["Oslo"], [""], ["a town with quite a long name, and more"]]),
        "tags": np.array([["a", "b"], ["b", ""], ["", ""], ["c", "zz"]]),
        "much": np.array([[0.5, 2.0], [1.0, 0.0], [0.0, 0.0], [3.0, -1.0]], "f"),
        "door": np.array([[0], [2], [5], [-1]], "i4"),
    }


@case
def a_table_with_feature_columns():
    feature = engine.feature_column
    age, spot = feature.numeric_column("age"), feature.numeric_column("spot", shape=(2,))
    scaled = feature.numeric_column("spot", shape=(2,), normalizer_fn=feature.Standardize(1, 2))
    ages = feature.bucketized_column(age, [17.5, 30.0])
    town = feature.categorical_column_with_hash_bucket("town", 7)
    tags = feature.categorical_column_with_vocabulary_list("tags", ["a", "b", 'c"; x'])
    more = feature.categorical_column_with_vocabulary_list("tags", ["a", "b"], num_oov_buckets=3)
    door = feature.categorical_column_with_identity("door", 4, default_value=3)
    weighted = feature.weighted_categorical_column(tags, "much")
    crossed = feature.crossed_column([ages, "town"], 11)
    # A word that is not in the list counts in a combination; nothing does not.
    labelled = feature.crossed_column([ages, tags], 13)
    columns = [
        age, scaled, ages, feature.bucketized_column(spot, [0.0, 1.0]),
        feature.indicator_column(town), feature.indicator_column(crossed),
        feature.indicator_column(labelled),
        feature.embedding_column(more, 3), feature.indicator_column(door),
        feature.embedding_column(weighted, 2, combiner="sqrtn"),
        feature.embedding_column(town, 4, combiner="sum", max_norm=0.05),
    ]  # fmt: skip
    kinds = {"town": "string", "tags": "string", "door": "int32"}
    inputs = {
        key: engine.Input(values.shape[1:], name=key, dtype=kinds.get(key, "float32"))
        for key, values in table().items()
    }
    used = [column for column in columns if column.name != "spot_bucketized"]
    buckets = L.DenseFeatures([column for column in columns if column not in used])(inputs)
    x = L.DenseFeatures(used, name="columns")(inputs)
    return engine.Model(inputs, L.Concatenate()([L.Dense(3)(x), buckets]))


def arrays_for(model, seed=0):
    """Samples for all inputs; some steps are all zeros, so that masks mean something."""
    if "tags" in model.input_names:
        return [table()[name] for name in model.input_names]
    generator = np.random.default_rng(seed)
    found = []
    for tensor in model.inputs:
        shape = (4, *(6 if size is None else size for size in tensor.shape[1:]))
        if tensor.dtype == "float32":
            values = generator.standard_normal(shape).astype("f")
            if len(shape) == 3:
                values[0, -2:], values[1, :1] = 0, 0
        else:
            values = generator.integers(0, 5, shape).astype("i4")
        found.append(values)
    return found
