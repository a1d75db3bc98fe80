"""Do TensorFlow's functions compute here what they compute there, at once and in a trace?"""

import numpy as np
import pytest

import engine
from engine.errors import DesignError

X = np.array([[1.0, -2.5, 3.0], [0.5, 4.0, -1.0]], np.float32)
Y = np.array([[2.0, 1.5, -3.0], [0.25, 1.0, 2.0]], np.float32)
W = np.arange(12, dtype=np.float32).reshape(3, 4) / 10
POSITIVE = np.abs(X) + 0.1
PICTURE = np.sin(np.arange(2 * 5 * 6 * 3, dtype=np.float32)).reshape(2, 5, 6, 3)
FILTERS = np.cos(np.arange(3 * 3 * 3 * 4, dtype=np.float32)).reshape(3, 3, 3, 4)
LABELS, LOGITS = np.array([2, 0], np.int32), X

# name, arguments, options: what may be called with values of a trace as well.
CALLS = [
    *(
        (name, (X,), {})
        for name in (
            "abs",
            "negative",
            "sign",
            "square",
            "exp",
            "sin",
            "cos",
            "tan",
            "atan",
            "tanh",
            "floor",
            "sigmoid",
            "math.erf",
            "math.softplus",
            "math.expm1",
            "identity",
            "zeros_like",
            "ones_like",
            "stop_gradient",
            "reduce_sum",
            "reduce_mean",
            "reduce_max",
            "reduce_min",
            "reduce_prod",
            "reduce_logsumexp",
            "math.reduce_std",
            "math.reduce_variance",
            "argmax",
            "nn.relu",
            "nn.relu6",
            "nn.elu",
            "nn.selu",
            "nn.gelu",
            "nn.silu",
            "nn.softmax",
            "nn.log_softmax",
            "nn.leaky_relu",
            "nn.l2_loss",
            "nn.softsign",
            "norm",
            "transpose",
            "squeeze",
            "math.ceil",
        )
    ),
    *(
        (name, (POSITIVE,), {})
        for name in (
            "sqrt",
            "math.rsqrt",
            "math.log",
            "math.log1p",
            "math.reciprocal",
        )
    ),
    *(
        (name, (X, Y), {})
        for name in (
            "add",
            "subtract",
            "multiply",
            "divide",
            "maximum",
            "minimum",
            "equal",
            "not_equal",
            "greater",
            "greater_equal",
            "less",
            "less_equal",
            "math.squared_difference",
        )
    ),
    ("pow", (POSITIVE, Y), {}),
    ("pow", (X, 2.0), {}),
    ("math.floordiv", (X, POSITIVE), {}),
    ("math.mod", (X, POSITIVE), {}),
    ("logical_and", (X > 0, Y > 0), {}),
    ("logical_or", (X > 0, Y > 0), {}),
    ("logical_not", (X > 0,), {}),
    ("reduce_any", (X > 3,), {"axis": 1}),
    ("reduce_all", (X > -3,), {}),
    ("reduce_mean", (X,), {"axis": 1, "keepdims": True}),
    ("reduce_sum", (X,), {"axis": [0, 1]}),
    ("math.count_nonzero", (np.array([0.0, 1.0, 2.0], np.float32),), {}),
    ("math.add_n", ([X, Y, X],), {}),
    ("cumsum", (X,), {"axis": 1}),
    ("cumsum", (X,), {"axis": 1, "exclusive": True, "reverse": True}),
    ("argmin", (X,), {"axis": 1}),
    ("clip_by_value", (X, -1.0, 2.0), {}),
    ("clip_by_norm", (X, 2.0), {}),
    ("matmul", (X, W), {}),
    ("matmul", (X, Y), {"transpose_b": True}),
    ("matmul", (X, Y), {"transpose_a": True}),
    ("tensordot", (X, W, 1), {}),
    ("einsum", ("ij,jk->ki", X, W), {}),
    ("norm", (X,), {"axis": 1, "ord": 1}),
    ("cast", (X, "int32"), {}),
    ("cast", (X > 0, "float32"), {}),
    ("one_hot", (LABELS, 4), {}),
    ("one_hot", (LABELS, 4), {"on_value": 5.0, "off_value": -1.0}),
    ("reshape", (X, [3, -1]), {}),
    ("transpose", (PICTURE,), {"perm": [0, 3, 1, 2]}),
    ("expand_dims", (X, -1), {}),
    ("squeeze", (X[:, None],), {"axis": 1}),
    ("concat", ([X, Y],), {"axis": 1}),
    ("stack", ([X, Y],), {"axis": 1}),
    ("unstack", (X,), {"axis": 1}),
    ("split", (X, 3), {"axis": 1}),
    ("split", (X, [1, 2]), {"axis": 1}),
    ("tile", (X, [2, 1]), {}),
    ("repeat", (X, 2), {"axis": 1}),
    ("reverse", (X, [1]), {}),
    ("roll", (X,), {"shift": 1, "axis": 1}),
    ("roll", (X,), {"shift": -2, "axis": 1}),
    ("broadcast_to", (X[:, :1], [2, 4]), {}),
    ("pad", (X, [[1, 0], [0, 2]]), {"constant_values": 7}),
    ("pad", (X, [[1, 1], [0, 2]]), {"mode": "REFLECT"}),
    ("slice", (X, [0, 1], [2, -1]), {}),
    ("gather", (X, np.array([2, 0], np.int32)), {"axis": 1}),
    ("where", (X > 0, X, Y), {}),
    ("nn.bias_add", (X, W[0, :3]), {}),
    ("nn.l2_normalize", (X,), {"axis": 1}),
    ("nn.moments", (X, [0]), {}),
    ("nn.batch_normalization", (X, W[0, :3], POSITIVE[0], Y[0], Y[1], 1e-3), {}),
    ("nn.conv2d", (PICTURE, FILTERS), {"strides": [1, 2, 2, 1], "padding": "SAME"}),
    ("nn.conv1d", (PICTURE[:, 0], FILTERS[0]), {"stride": 1, "padding": "VALID"}),
    ("nn.max_pool2d", (PICTURE, 2, 2, "VALID"), {}),
    ("nn.avg_pool2d", (PICTURE, [1, 3, 3, 1], [1, 2, 2, 1], "SAME"), {}),
    ("nn.embedding_lookup", (W, np.array([[2, 0], [1, 1]], np.int32)), {}),
    ("nn.in_top_k", (LABELS, LOGITS, 2), {}),
    ("nn.softmax_cross_entropy_with_logits", (np.eye(3, dtype="f")[:2], LOGITS), {}),
    ("nn.sparse_softmax_cross_entropy_with_logits", (LABELS, LOGITS), {}),
    ("nn.sigmoid_cross_entropy_with_logits", ((X > 0).astype("f"), LOGITS), {}),
    ("linalg.matvec", (W.T.copy(), X[0]), {}),
    ("gather_nd", (X, np.array([[0, 0], [1, 2]], np.int32)), {}),
    ("gather_nd", (PICTURE, np.array([[1], [0]], np.int32)), {}),
    ("scatter_nd", (np.array([[0], [2], [0]], np.int32), POSITIVE[0]), {"shape": (4,)}),
    ("scatter_nd", (np.array([[1], [2]], np.int32), X, (4, 3)), {}),
    ("tensor_scatter_nd_update", (X, np.array([[1]], np.int32), Y[:1]), {}),
    ("tensor_scatter_nd_add", (X, np.array([[1, 2]], np.int32), Y[0, :1]), {}),
    ("foldl", (lambda a, b: a + b * 2.0, X), {}),
    ("foldr", (lambda a, b: a - b, X), {}),
    ("scan", (lambda a, b: a + b, X), {}),
    ("map_fn", (lambda row: row * 2.0, X), {}),
    ("sequence_mask", (np.array([1, 3], np.int32), 4), {}),
]
PIXELS = np.abs(PICTURE) * 255
COLOURS = np.random.default_rng(3).uniform(size=(2, 4, 5, 3)).astype(np.float32)
CALLS += [
    ("image.resize", (PICTURE, [7, 4]), {}),
    ("image.resize", (PICTURE[0], [3, 12]), {"method": "nearest"}),
    ("image.flip_left_right", (PICTURE,), {}),
    ("image.flip_up_down", (PICTURE[0],), {}),
    ("image.adjust_contrast", (PICTURE, 2.0), {}),
    ("image.adjust_brightness", (PICTURE, 0.1), {}),
    ("image.per_image_standardization", (PIXELS,), {}),
    ("image.grayscale_to_rgb", (PICTURE[..., :1],), {}),
    ("image.rot90", (PICTURE,), {}),
    ("image.rot90", (PICTURE[0], 3), {}),
    ("image.transpose", (PICTURE[0],), {}),
    ("image.crop_to_bounding_box", (PICTURE, 1, 2, 2, 2), {}),
    ("image.pad_to_bounding_box", (PICTURE, 1, 2, 9, 9), {}),
    ("image.resize_with_crop_or_pad", (PICTURE, 3, 9), {}),
    ("image.resize_with_pad", (PICTURE, 4, 9), {}),
    ("image.rgb_to_hsv", (COLOURS,), {}),
    ("image.hsv_to_rgb", (COLOURS,), {}),
    ("image.adjust_saturation", (COLOURS, 1.5), {}),
    ("image.adjust_hue", (COLOURS, 0.3), {}),
    ("image.adjust_gamma", (COLOURS, 0.5, 2.0), {}),
    ("image.psnr", (COLOURS, COLOURS[::-1].copy(), 1.0), {}),
    ("image.total_variation", (PICTURE,), {}),
    ("image.image_gradients", (PICTURE,), {}),
    ("ensure_shape", (X, (None, 3)), {}),
]
BYTES = (COLOURS * 255).astype(np.uint8)
# What arrays alone can do.
ARRAYS = [
    ("range", (5,), {}),
    ("range", (1.0, 2.0, 0.25), {}),
    ("linspace", (0.0, 1.0, 5), {}),
    ("zeros", ([2, 3],), {}),
    ("ones", ((2, 3),), {"dtype": "int32"}),
    ("fill", ([2, 3], 7.0), {}),
    ("eye", (3,), {}),
    ("constant", ([[1, 2], [3, 4]],), {"dtype": "float32"}),
    ("shape", (X,), {}),
    ("size", (X,), {}),
    ("rank", (X,), {}),
    ("where", (X > 0,), {}),
    ("boolean_mask", (X, X[:, 0] > 0.7), {}),
    ("sort", (X,), {"direction": "DESCENDING"}),
    ("argsort", (X,), {}),
    ("nn.top_k", (X, 2), {}),
    ("unique", (np.array([3, 1, 3, 2], np.int32),), {}),
    ("math.bincount", (np.array([0, 2, 2], np.int32),), {}),
    ("math.confusion_matrix", ([0, 1, 1], [0, 1, 0]), {}),
    ("image.rgb_to_grayscale", (BYTES,), {}),
    ("image.adjust_brightness", (BYTES, 0.4), {}),
    ("image.adjust_contrast", (BYTES, 2.0), {}),
    ("image.adjust_saturation", (BYTES, 3.0), {}),
    ("image.adjust_hue", (BYTES, 0.1), {}),
    ("image.convert_image_dtype", (COLOURS, "uint8"), {}),
    ("linalg.inv", (np.array([[2.0, 1.0], [1.0, 3.0]], np.float32),), {}),
    ("linalg.det", (np.array([[2.0, 1.0], [1.0, 3.0]], np.float32),), {}),
    ("linalg.trace", (W[:, :3],), {}),
    ("linalg.diag", (X,), {}),
    ("linalg.diag_part", (W[:, :3],), {}),
    ("linalg.band_part", (W[:, :3], -1, 0), {}),
    ("linalg.svd", (np.array([[2.0, 1.0], [1.0, 3.0]], np.float32),), {"compute_uv": False}),
    ("linalg.eigvalsh", (np.array([[2.0, 1.0], [1.0, 3.0]], np.float32),), {}),
    ("linalg.cholesky", (np.array([[2.0, 1.0], [1.0, 3.0]], np.float32),), {}),
    ("linalg.solve", (np.array([[2.0, 1.0], [1.0, 3.0]], np.float32), W[:2, :1]), {}),
    ("linalg.matrix_rank", (W[:, :3],), {}),
    ("math.cumprod", (X,), {"axis": 1}),
    ("math.cumprod", (X,), {"axis": 1, "exclusive": True, "reverse": True}),
    ("meshgrid", (X[0], Y[1]), {}),
    ("broadcast_dynamic_shape", (np.array([2, 1]), np.array([3])), {}),
    ("image.rgb_to_grayscale", (PIXELS,), {}),
    ("image.central_crop", (PICTURE, 0.5), {}),
    ("clip_by_global_norm", ([X, Y], 2.0), {}),
]  # fmt: skip
names = [f"{name} {number}" for number, (name, *_) in enumerate(CALLS)]


def find(module, name):
    for part in name.split("."):
        module = getattr(module, part)
    return module


def flat(found):
    parts = found if isinstance(found, (list, tuple)) else [found]
    return [np.asarray(leaf) for part in parts for leaf in (
        part if isinstance(part, (list, tuple)) else [part]
    )]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=names)
def test_a_trace_computes_what_is_computed_at_once(call):
    name, arguments, options = call
    function = find(engine, name)
    at_once = flat(function(*arguments, **options))
    places = [i for i, one in enumerate(arguments) if isinstance(one, np.ndarray)]

    @engine.function
    def traced(*arrays):
        values = list(arguments)
        for place, array in zip(places, arrays, strict=True):
            values[place] = array
        return function(*values, **options)

    for one, other in zip(at_once, flat(traced(*(arguments[i] for i in places))), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-7)


@pytest.mark.reference("tensorflow")
def test_tensorflow_computes_the_same():
    import tensorflow as tf

    for name, arguments, options in [*CALLS, *ARRAYS]:
        given = [tf.constant(one) if isinstance(one, np.ndarray) else one for one in arguments]
        expected = find(tf, name)(*given, **options)
        expected = list(expected) if hasattr(expected, "_fields") else expected
        found = find(engine, name)(*arguments, **options)
        for one, other in zip(flat(found), flat(expected), strict=True):
            np.testing.assert_allclose(one, other, rtol=2e-5, atol=1e-6, err_msg=name)
            assert one.shape == other.shape, name
            assert one.dtype.kind == other.dtype.kind.replace("u", "i"), name


@pytest.mark.parametrize("call", ARRAYS, ids=[name for name, *_ in ARRAYS])
def test_functions_of_arrays_give_arrays_of_32_bits(call):
    name, arguments, options = call
    for found in flat(find(engine, name)(*arguments, **options)):
        assert found.dtype in (np.float32, np.int32, np.bool_)


def test_random_numbers_follow_the_seed_and_lie_where_they_are_asked_for():
    engine.random.set_seed(4)
    one = engine.random.uniform((1000,), minval=2, maxval=5, dtype=engine.int32)
    assert set(np.unique(one)) == {2, 3, 4}
    first = engine.random.normal([50, 40], mean=3.0, stddev=0.5)
    assert abs(float(engine.reduce_mean(first)) - 3.0) < 0.1
    assert np.abs(engine.random.truncated_normal([500])).max() <= 2.0
    engine.random.set_seed(4)
    assert np.array_equal(
        one, engine.random.uniform((1000,), minval=2, maxval=5, dtype=engine.int32)
    )
    assert sorted(engine.random.shuffle([3, 1, 2]).tolist()) == [1, 2, 3]
    drawn = engine.random.categorical([[0.0, -100.0, 0.0]], 200)
    assert set(np.unique(drawn)) == {0, 2}


def test_programs_for_tf_keras_find_keras_and_its_modules():
    tf = engine
    from engine.keras import layers as one
    from engine.keras.layers import Dense

    assert one is engine.layers is tf.keras.layers and Dense is engine.layers.Dense
    assert tf.keras.losses is engine.losses
    assert tf.Variable(tf.zeros_like(tf.constant([[1.0]]))).shape == (1, 1)
    assert tf.executing_eagerly() and not tf.function(tf.executing_eagerly)()
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tf.nonsense  # noqa: B018


def test_what_needs_numbers_says_so_in_a_trace():
    with pytest.raises(DesignError, match="unique works on arrays"):
        engine.layers.Lambda(lambda x: engine.unique(x)[0])(engine.Input((3,)))


def test_python_that_goes_by_numbers_runs_at_each_call():
    @engine.function
    def halved_below_one(x):
        count = 0
        while engine.reduce_max(x) >= 1.0:
            x, count = x / 2.0, count + 1
        return x, count

    for begin, expected in ((8.0, 4), (1.0, 1), (0.5, 0)):
        found, count = halved_below_one(engine.constant([begin, 0.25]))
        assert count == expected and found[0] == 0.5


def test_pictures_are_read_from_files(tmp_path):
    from PIL import Image

    pixels = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    for name, shown in (("a.png", pixels), ("b.png", pixels[..., 0])):
        Image.fromarray(shown).save(tmp_path / name)

    def load(path):
        label = 1 if engine.strings.regex_full_match(path, ".*a[.]png") else 0
        return engine.image.decode_png(engine.io.read_file(path), channels=3) / 255, label

    found = engine.data.Dataset.list_files(str(tmp_path / "*.png"), shuffle=False).map(load)
    (one, first), (two, second) = found
    assert (first, second, one.shape) == (1, 0, (4, 5, 3))
    np.testing.assert_allclose(one, pixels / 255, rtol=1e-6)
    np.testing.assert_allclose(two[..., 1] * 255, pixels[..., 0], rtol=1e-6)
    engine.io.write_file(tmp_path / "c.txt", "no picture")
    with pytest.raises(DesignError, match="no picture"):
        engine.io.decode_image(engine.io.read_file(tmp_path / "c.txt"))
    with pytest.raises(OSError, match="cannot be read"):
        engine.io.read_file(tmp_path / "d.txt")


def test_lines_of_texts_become_labels_and_texts(tmp_path):
    (tmp_path / "reviews.tsv").write_text("1\tgood\n0\tbad film\n", encoding="utf-8")

    def split(line):
        parts = engine.strings.split(line, "\t")
        label = engine.cast(engine.strings.to_number(parts[0]), engine.int32)
        return engine.expand_dims(parts[1], axis=0), engine.expand_dims(label, axis=0)

    lines = engine.data.TextLineDataset(filenames=[str(tmp_path / "reviews.tsv")])
    ((texts, labels),) = lines.map(split).batch(2)
    assert texts.tolist() == [["good"], ["bad film"]] and labels.tolist() == [[1], [0]]


def test_texts_are_made_and_measured():
    strings = engine.strings
    moment = [3, engine.constant(12), engine.timestamp() * 0]
    assert strings.format("{}:{}:{}", moment) == "3:12:0.0"
    assert strings.join(["a", "b"], separator=":") == "a:b"
    assert (strings.length("é"), strings.length("é", "UTF8_CHAR")) == (2, 1)
    texts = np.array(["One two", " THREE "])
    assert strings.lower(texts).tolist() == ["one two", " three "]
    assert strings.strip(strings.upper(texts)).tolist() == ["ONE TWO", "THREE"]
    assert strings.split("One two").tolist() == ["One", "two"]
    assert strings.regex_replace("a1b22", "[0-9]+", "-") == "a-b-"
    assert strings.substr("abcdef", 2, 3) == "cde"
    assert strings.as_string(engine.constant([0.5, 2.0]), precision=1).tolist() == ["0.5", "2.0"]
    assert float(strings.to_number("2.5")) == 2.5


def test_print_says_numbers_at_each_run(capsys):
    @engine.function
    def doubled(x):
        engine.print("x", x, end="; ")
        return x * 2.0

    doubled(engine.constant(1.0)), doubled(engine.constant(2.0))
    assert capsys.readouterr().out == "x 1.0; x 2.0; "


def test_print_says_numbers(capsys):
    weight = engine.Variable([1.0, 2.0])
    with engine.GradientTape():
        engine.print("loss", engine.reduce_sum(weight * 2.0), weight, sep="|")
    assert capsys.readouterr().out == "loss|6.0|[1. 2.]\n"


def test_a_module_finds_the_variables_that_it_holds():
    class Line(engine.Module):
        def __init__(self):
            super().__init__(name="line")
            self.parts = [engine.Variable(1.0, name="w"), engine.Variable(2.0, trainable=False)]
            self.dense = engine.layers.Dense(2)

        @engine.Module.with_name_scope
        def __call__(self, x):
            return self.dense(x) * self.parts[0]

    line = Line()
    with engine.GradientTape() as tape:
        found = engine.reduce_sum(line(X))
    assert len(line.variables) == 4 and len(line.trainable_variables) == 3
    assert line.submodules == (line.dense,) and line.name == "line"
    assert all(g is not None for g in tape.gradient(found, line.trainable_variables))
    with line.name_scope as scope, engine.device("/GPU:0"), engine.control_dependencies([]):
        assert scope == "line/"


def test_a_layer_trains_and_saves_the_variables_of_a_module_that_it_holds(tmp_path):
    class Line(engine.Module):
        def __init__(self):
            super().__init__()
            self.w = engine.Variable(np.ones((3, 2), np.float32), name="w")

    class Held(engine.layers.Layer):
        def __init__(self, **options):
            super().__init__(**options)
            self.lines = [Line()]

        def call(self, inputs):
            return engine.matmul(inputs, self.lines[0].w)

    model = engine.Sequential([engine.Input((3,)), Held()])
    assert [weight.shape for weight in model.trainable_weights] == [(3, 2)]
    model.compile("sgd", "mse")
    losses = model.fit(X, np.zeros((2, 2)), epochs=3, verbose=0).history["loss"]
    assert losses[2] < losses[1] < losses[0]
    trained = model.get_weights()
    for name in ("w.h5", "w.weights.h5"):
        model.save_weights(tmp_path / name)
        model.set_weights([np.zeros((3, 2))])
        model.load_weights(tmp_path / name)
        assert (model.get_weights()[0] == trained[0]).all()


def test_the_surroundings_of_one_machine_answer():
    assert engine.config.list_physical_devices("GPU") == []
    engine.config.experimental.set_memory_growth(None, True)
    assert engine.while_loop(lambda i: i < 3, lambda i: [i + 1], [engine.constant(0)]) == [3]
    assert engine.cond(engine.constant(True), lambda: "a", lambda: "b") == "a"
    assert engine.py_function(lambda x: x * 2, [engine.constant(2)], engine.int32) == 4
    assert engine.zeros_initializer()((2,)).tolist() == [0, 0]
    assert issubclass(engine.errors.InvalidArgumentError, ValueError)
    assert engine.__version__ and engine.strings.reduce_join(["a", "b"]) == "ab"
    assert engine.strings.unicode_split("äb", "UTF-8").numpy().tolist() == ["ä", "b"]
    assert isinstance(engine.Input((1,)), engine.Tensor)
    assert engine.broadcast_static_shape((2, 1), (3,)) == (2, 3)
    left, right = engine.linalg.qr(np.array([[2.0, 1.0], [1.0, 3.0]]))
    assert np.allclose(left @ right, [[2, 1], [1, 3]], atol=1e-5)
    assert engine.linalg.eigvals([[2.0, 0.0], [0.0, 3.0]]).dtype == np.complex64


def test_parts_of_variables_are_assigned_to():
    weight = engine.Variable([[1.0, 2.0], [3.0, 4.0]])
    weight[1, :].assign(engine.constant([0.0, 9.0]))
    weight[0, 0].assign_add(5.0)
    weight[:, 1].assign_sub([1.0, 1.0])
    assert weight.value().tolist() == [[6.0, 1.0], [0.0, 8.0]]
    with pytest.raises(DesignError, match="Only variables"):
        engine.constant([1.0]).assign([2.0])
