"""Do the layers and backend functions compute that programs use and drawings do not have?"""

import numpy as np
import pytest

import engine
from engine import backend as K
from engine import layers
from engine.errors import DesignError

DRAW = np.random.default_rng(0)
X = DRAW.normal(size=(4, 3, 5)).astype("f")
EQUATIONS = [
    ("abc,cd->abd", (None, 7), "d", "abc,cd->abd", (7,)),
    ("...x,xy->...y", 7, "y", "abx,xy->aby", (7,)),
    ("abc,cde->abde", (None, 2, 3), "de", "abc,cde->abde", (2, 3)),
    ("ab...,bc->ac...", 6, "c", "abz,bc->acz", (6, 1)),
    ("abc,bcd->ad", 4, None, "abc,bcd->ad", None),
    ("abc,cd->abd", (3, 7), "bd", "abc,cd->abd", (3, 7)),
]


@pytest.mark.parametrize(("equation", "shape", "axes", "plain", "bias"), EQUATIONS)
def test_einsum_dense_multiplies_as_its_equation_says(equation, shape, axes, plain, bias):
    layer = layers.EinsumDense(equation, shape, "relu", axes, bias_initializer="ones")
    found = np.asarray(layer(X))
    assert (None if layer.bias is None else tuple(layer.bias.shape)) == bias
    expected = np.einsum(plain, X, layer.kernel.numpy())
    expected = expected if layer.bias is None else expected + layer.bias.numpy()
    np.testing.assert_allclose(found, np.maximum(expected, 0), rtol=1e-5, atol=1e-6)
    again = layers.EinsumDense.from_config(layer.get_config())
    assert again(layers.Input(X.shape[1:])).shape == (None, *found.shape[1:])


@pytest.mark.parametrize("equation", ["abc", "abc,cd", "abc,cd->abe", "ab,bc->ac", "abc,c->...d"])
def test_equations_that_do_not_fit_are_refused(equation):
    with pytest.raises(DesignError, match="equation"):
        layers.EinsumDense(equation, (None, 7))(X)


def test_a_spectral_norm_is_kept_and_trained():
    inner = layers.Dense(4, use_bias=False)
    layer = layers.SpectralNormalization(inner, power_iterations=30)
    model = engine.Sequential([layers.Input((5,)), layer])
    model.compile(engine.optimizers.SGD(0.0), "mse")
    rows, target = X[:, 0], np.ones((4, 4), "f")
    model.train_on_batch(rows, target)
    assert np.linalg.norm(inner.kernel.numpy(), 2) == pytest.approx(1.0, rel=1e-3)
    # A step begins at the kernel that was used.
    before = inner.kernel.numpy()
    model.compile(engine.optimizers.SGD(0.1), "mse")
    model.train_on_batch(rows, target)
    slope = 2 * rows.T @ (rows @ before - target) / target.size
    np.testing.assert_allclose(inner.kernel.numpy(), before - 0.1 * slope, atol=2e-3)
    assert np.asarray(layers.Identity()(X)).tolist() == X.tolist()
    with pytest.raises(DesignError, match="no kernel"):
        layers.SpectralNormalization(layers.Flatten())(X)


def test_such_layers_are_saved_and_loaded(tmp_path):
    model = engine.Sequential([
        layers.Input((3, 5)), layers.EinsumDense("abc,cd->abd", (None, 2), bias_axes="d"),
        layers.SpectralNormalization(layers.Conv1D(2, 2)), layers.Identity(),
    ])  # fmt: skip
    for name in ("model.keras", "model.h5"):
        model.save(tmp_path / name)
        again = engine.models.load_model(tmp_path / name)
        np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


def test_crossings_are_hashed_as_tensorflow_hashes_them():
    words, numbers = np.array([["A"], ["B"], ["C"]]), np.array([[1], [2], [3]])
    layer = layers.HashedCrossing(17)
    found = np.asarray(layer([words, numbers]))
    assert found.tolist() == [[7], [3], [1]]
    given = [layers.Input((1,), dtype="string"), layers.Input((1,), dtype="int64")]
    model = engine.Model(given, layers.HashedCrossing(17, "one_hot")(given))
    rows = model.predict([words, numbers], verbose=0)
    assert rows.argmax(-1).tolist() == [7, 3, 1]
    with pytest.raises(DesignError, match="all alike"):
        layer([words, numbers[:, 0]])


def test_backend_windows():
    pictures = DRAW.normal(size=(2, 6, 6, 3)).astype("f")
    kernel = DRAW.normal(size=(3, 3, 3, 4)).astype("f")
    layer = layers.Conv2D(4, 3, use_bias=False, weights=[kernel])
    expected = np.asarray(layer(pictures))
    np.testing.assert_allclose(K.conv2d(pictures, kernel), expected, rtol=1e-5)
    first = K.conv2d(np.moveaxis(pictures, -1, 1), kernel, data_format="channels_first")
    np.testing.assert_allclose(np.moveaxis(np.asarray(first), 1, -1), expected, rtol=1e-5)
    deep = layers.SeparableConv2D(4, 3, depth_multiplier=2, use_bias=False)
    expected = np.asarray(deep(pictures))
    np.testing.assert_allclose(
        K.separable_conv2d(pictures, *deep.get_weights()), expected, rtol=1e-4, atol=1e-5
    )
    np.testing.assert_array_equal(
        K.pool2d(pictures, (2, 2), (2, 2)), layers.MaxPooling2D()(pictures)
    )
    line, filters = pictures[:, 0], kernel[0]
    causal = layers.Conv1D(4, 3, padding="causal", use_bias=False, weights=[filters])
    np.testing.assert_allclose(K.conv1d(line, filters, padding="causal"), causal(line), rtol=1e-5)
    assert K.resize_volumes(pictures[..., None], 2, 1, 3, None).shape == (2, 12, 6, 9, 1)
    assert K.spatial_3d_padding(pictures[..., None]).shape == (2, 8, 8, 5, 1)


def test_backend_statistics_and_losses():
    rows = DRAW.normal(size=(50, 3)).astype("f") * 4 + 2
    found, mean, variance = K.normalize_batch_in_training(rows, None, None, [0])
    np.testing.assert_allclose(mean, rows.mean(0), rtol=1e-5)
    again = K.batch_normalization(rows, mean, variance, None, None)
    np.testing.assert_allclose(found, again, rtol=1e-4, atol=1e-5)
    shares = np.full((3, 2), 0.5, "f")
    ignored = K.sparse_categorical_crossentropy(np.array([0, 1, -1]), shares, ignore_class=-1)
    np.testing.assert_allclose(ignored, [np.log(2), np.log(2), 0], rtol=1e-5)
    focal = K.binary_focal_crossentropy(np.array([0.0, 1.0]), np.array([0.2, 0.7]))
    np.testing.assert_allclose(
        focal, [-(0.2**2) * np.log(0.8), -(0.3**2) * np.log(0.7)], rtol=1e-4
    )
    shares = np.array([[0.2, 0.8]], "f")
    focal = K.categorical_focal_crossentropy(np.array([[0.0, 1.0]], "f"), shares)
    np.testing.assert_allclose(focal, [-0.25 * 0.2**2 * np.log(0.8)], rtol=1e-4)
    last, steps, _ = K.rnn(lambda x, s: (x + s[0], [x + s[0]]), np.ones((2, 3, 4), "f"),
                           [np.zeros((2, 4), "f")])  # fmt: skip
    assert (np.asarray(last) == 3).all() and steps.shape == (2, 3, 4)
    with pytest.raises(DesignError, match="placeholder"):
        K.placeholder()


def test_policies_are_taken_and_computed_as_float32():
    precision = engine.mixed_precision
    try:
        precision.set_global_policy("mixed_float16")
        assert precision.global_policy().name == "mixed_float16"
        layer = layers.Dense(2, dtype=precision.Policy("mixed_float16"))
        assert layer(X).dtype == np.float32 and layer.compute_dtype == "float32"
    finally:
        precision.set_global_policy("float32")
    optimizer = precision.LossScaleOptimizer(engine.optimizers.SGD(1.0))
    assert optimizer.get_scaled_loss(3.0) == 3.0
    assert optimizer.get_unscaled_gradients((1, 2)) == [1, 2]
    with pytest.raises(DesignError, match="policy"):
        precision.Policy("float8")
