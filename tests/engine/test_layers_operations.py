"""Do operations of a drawing compute what a program's own do, with weights and without?"""

import numpy as np
import pytest

import engine
from engine import layers, registry
from engine.errors import DesignError

X = np.random.default_rng(0).standard_normal((2, 4, 3)).astype("f")


def made(kind, **parameters):
    return registry.create(kind, parameters, "it")


def test_an_operation_stands_in_the_network_as_if_a_program_had_computed_it():
    first = engine.Input((4, 3))
    arguments = [{"input": 0}, {"key": [{"ellipsis": True}, {"slice": [1, None, None]}]}]
    result = made("Operation", operation="getitem", arguments=arguments)([first])
    drawn = engine.Model(first, result)
    written = engine.Model(first, first[..., 1:])
    np.testing.assert_array_equal(drawn.predict(X, verbose=0), X[..., 1:])
    kinds = [type(one.layers[-1]).__name__ for one in (drawn, written)]
    assert kinds == ["SlicingOpLambda"] * 2 and drawn.layers[-1].name == "it"
    again = engine.models.model_from_json(drawn.to_json())
    np.testing.assert_array_equal(again.predict(X, verbose=0), X[..., 1:])


def test_an_operation_with_an_array_learns_it():
    first = engine.Input((4, 3))
    layer = made("LearnedOperation", operation="add",
                 arguments=[{"input": 0}, {"weight": [1, 4, 3]}])  # fmt: skip
    model = engine.Model(first, layers.Flatten()(layer(first)))
    table = np.arange(12.0, dtype="f").reshape(1, 4, 3)
    layer.set_weights([table])
    np.testing.assert_allclose(model.predict(X, verbose=0), (X + table).reshape(2, -1), rtol=1e-6)
    model.compile(engine.optimizers.SGD(0.1), "mse")
    model.fit(X, np.zeros((2, 12), "f"), verbose=0)
    assert np.abs(layer.get_weights()[0] - table).min() > 0
    again = engine.models.model_from_json(model.to_json())
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


@pytest.mark.parametrize(
    "arguments", [[{"input": 0}, {"input": 3}], [{"input": 0}, "words"], [{"input": 0}]]
)
def test_what_an_operation_cannot_compute_is_told(arguments):
    layer = made("Operation", operation="matmul", arguments=arguments)
    with pytest.raises(DesignError):
        layer([engine.Input((4, 3))])
