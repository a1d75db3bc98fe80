"""Which laws hold for every layer there is? Shapes, round trips, refusals, exports, help, icons."""

import json
import runpy

import numpy as np
import pytest
from guarded import CheckedPlan
from layer_examples import EXAMPLES

import engine
import resources
from designer.document import kinds
from designer.document.values import Document
from engine import export, layers, registry
from engine.errors import DesignError
from engine.layers.holding import weights_by_kind
from engine.nest import flatten as flat
from engine.tape import Tensor
from engine.training import steps

PLACEABLE = [name for name, kind in registry.layers().items() if kind.placeable]
# Layers without an input port are where data enter; they have tests of their own.
LAYERS = [name for name in PLACEABLE if registry.get(name).inputs]


def arrays(name):
    example, generator = EXAMPLES[name], np.random.default_rng(0)
    if example.whole_numbers:
        return [generator.integers(0, 5, shape) for shape in example.shapes]
    return [generator.standard_normal(shape).astype("f") for shape in example.shapes]


def listed(name, values):
    """The values as the layer is called with them: a list, or a single one."""
    several = kinds.get(Document(), name).takes_list or len(values) != 1
    return list(values) if several else values[0]


def model_of(name):
    """A functional model with the one layer."""
    example = EXAMPLES[name]
    dtype = "int32" if example.whole_numbers else "float32"
    inputs = [engine.Input(shape[1:], dtype=dtype) for shape in example.shapes]
    layer = registry.create(name, example.parameters)
    return engine.Model(inputs, layer(listed(name, inputs)))


def test_every_placeable_layer_has_an_example():
    assert sorted(PLACEABLE) == sorted(EXAMPLES)


@pytest.mark.parametrize("name", LAYERS)
def test_shape_rule_tells_what_execution_gives(name):
    model = model_of(name)
    results = flat(model.predict(listed(name, arrays(name)), verbose=0))
    told = [tensor.shape for tensor in model.outputs]
    assert len(told) == len(results)
    for shape, result in zip(told, results, strict=True):
        assert len(shape) == result.ndim
        pairs = zip(shape, result.shape, strict=True)
        assert all(size in (None, found) for size, found in pairs)


@pytest.mark.parametrize("name", LAYERS)
def test_weights_found_in_one_look_are_those_of_both_kinds(name):
    (layer,) = (one for one in model_of(name).layers if not isinstance(one, layers.InputLayer))
    for trainable in (True, False):
        layer.trainable = trainable
        both = layer.trainable_weights, layer.non_trainable_weights
        found = [[id(weight) for weight in kind] for kind in weights_by_kind(layer)]
        assert found == [[id(weight) for weight in kind] for kind in both]


@pytest.mark.parametrize("name", LAYERS)
def test_config_makes_the_same_layer_again(name):
    model = model_of(name)
    again = engine.model_from_json(model.to_json())
    again.set_weights(model.get_weights())
    values = listed(name, arrays(name))
    pairs = zip(flat(model.predict(values)), flat(again.predict(values)), strict=True)
    for first, second in pairs:
        np.testing.assert_array_equal(first, second)
    assert (
        json.loads(again.to_json())["config"]["layers"]
        == (json.loads(model.to_json())["config"]["layers"])
    )


@pytest.mark.parametrize("name", PLACEABLE)
def test_drawn_parameters_survive_json(name):
    kind = registry.get(name)
    parameters = json.loads(json.dumps(EXAMPLES[name].parameters))
    made = registry.create(name, parameters)
    if isinstance(made, Tensor):
        return
    for key, value in parameters.items():
        field = kind.fields[key]
        kept = json.loads(json.dumps(field.to_json(getattr(made, key))))
        assert field.to_json(field.check(kept)) == field.to_json(field.check(value))


@pytest.mark.parametrize("name", PLACEABLE)
def test_every_field_refuses_what_it_must(name):
    kind = registry.get(name)
    for key, field in kind.fields.items():
        assert field.doc, f"{name}.{key} has no help"
        if not field.required:
            field.check(field.default)
        for bad in field.invalid_examples():
            with pytest.raises(DesignError) as caught:
                field.check(bad)
            assert caught.value.where.field == key, (key, bad)


@pytest.mark.parametrize("name", PLACEABLE)
def test_every_layer_has_a_card_and_an_icon(name):
    kind = registry.get(name)
    assert kind.summary.endswith((".", ":")) and len(kind.summary) > 20
    assert resources.path("icons", "layers", f"{name}.svg").exists()


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_trains_a_step_without_nan_inside_its_buffers(name, monkeypatch):
    monkeypatch.setattr(steps, "Plan", CheckedPlan)
    model = model_of(name)
    flat_outputs = [engine.layers.Flatten()(tensor) for tensor in model.outputs]
    joined = (
        flat_outputs[0] if len(flat_outputs) == 1 else (engine.layers.Concatenate()(flat_outputs))
    )
    whole = engine.Model(model.inputs, engine.layers.Dense(1)(joined))
    whole.compile("sgd", "mse")
    loss = whole.train_on_batch(listed(name, arrays(name)), np.ones((2, 1), "f"))
    assert np.isfinite(loss)
    assert all(np.isfinite(array).all() for array in whole.get_weights())


@pytest.mark.parametrize("name", LAYERS)
def test_exported_program_computes_the_same(name, tmp_path):
    model = model_of(name)
    done = export.save(model, "engine", tmp_path, verify=False)
    again = runpy.run_path(str(done.program))["build_model"]()
    again.load_weights(done.weights)
    values = listed(name, arrays(name))
    pairs = zip(flat(model.predict(values)), flat(again.predict(values)), strict=True)
    for first, second in pairs:
        np.testing.assert_array_equal(first, second)
