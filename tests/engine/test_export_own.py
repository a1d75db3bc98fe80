"""Do classes that users wrote leave with a program, in the target's words, and compute the same?"""

import ast
import sys
from types import ModuleType

import numpy as np
import pytest
from test_export_reference import TARGETS, asked

import engine
from engine import export, layers, ops, written
from engine.errors import DesignError
from engine.export import keras, words

# Each operation as a layer would use it; x has shape (batch, 3, 4), all numbers in it above 0.
USES = """
abs(-x) absolute(-x) add(x,x) all(x>0.2,axis=1) any(x>0.5,axis=-1,keepdims=True) arctan(x)
argmax(x) argmax(x,axis=1) argmin(x) broadcast_to(x[0:1,0],(3,4)) cast(x>0.3,"float32")
ceil(3*x) clip(x,0.2,0.4) concatenate([x,-x]) concatenate([x,-x],1) convert_to_tensor(x) cos(x)
count_nonzero(x>0.3,axis=1) cumsum(x) cumsum(x,axis=1) divide(x,2.0) dot(x,x[0,0]) elu(-x)
divide_no_nan(x,relu(x-0.3))
einsum("bij,bkj->bik",x,x) equal(x,x) erf(x) exp(x) expand_dims(x,1) expm1(x) flip(x,axis=1)
floor(3*x) floor_divide(x,0.2) full_like(x,2.0) gelu(x) gelu(x,approximate=False) greater(x,0.3)
greater_equal(x,0.3) hard_sigmoid(9*x-4) isnan(x) leaky_relu(-x)
leaky_relu(-x,negative_slope=0.1) less(x,0.3) less_equal(x,0.3) log(x) log1p(x) log_softmax(x)
log_softmax(x,axis=1) logical_and(x>0.2,x<0.5) logical_not(x>0.2) logical_or(x>0.4,x<0.3)
logsumexp(x,axis=-1) matmul(x,x[0,:,:2].shape[1]*self.square) max(x) max(x,-1,keepdims=True)
maximum(x,0.3) mean(x,axis=(1,2)) mean(x,axis=[-1]) min(x,axis=1) minimum(x,0.3) mish(x)
mod(x,0.2) moveaxis(x,1,2) multiply(x,x) negative(x) norm(x,axis=-1) norm(x,-1,True)
not_equal(x,x) one_hot(cast(3*x,"int32"),4) ones((2,3)) ones_like(x) pad(x,[[0,0],[1,0],[0,2]])
pow(x,2.0) power(x,2.0) prod(x,axis=-1) reciprocal(x) relu(x-0.3) relu6(20*x) repeat(x,2,axis=1)
reshape(x,(-1,12)) round(7*x) rsqrt(x) selu(x-0.3) shape(x)[1]*x sigmoid(x) sign(x-0.3) silu(x)
sin(x) softmax(x) softmax(x,axis=1) softplus(x) softsign(x) split(x,2,axis=-1)[1]
split(x,[1,3],-1)[1] sqrt(x) square(x) squared_difference(x,0.3) squeeze(x[:,:1],axis=1)
stack([x,-x],axis=1) stack(x[:,0],x[:,1]) std(x,axis=1) stop_gradient(x) subtract(x,1.0)
sum(x,axis=1,keepdims=True) swapaxes(x,1,2) swish(x) take(x,[0,1],axis=1) take(x,[0]) tan(x)
tanh(x) tensordot(x,self.square,axes=1) tile(x,[1,2,1]) transpose(x,(0,2,1)) true_divide(x,2.0)
unstack(x,axis=1)[2] var(x,axis=-1) where(x>0.3,x,-x) zeros((2,1)) zeros_like(x)
""".split()
MORE = (
    "binary_crossentropy(softmax(x),x)",
    "categorical_crossentropy(softmax(x),softmax(x))",
    "in_top_k(x[:, 0], cast(3*x[:,0,0],'int32'), 2)",
    "max_pool(x, 2)",
    "average_pool(x, 2)",
    "conv(x, ones((2, 4, 3)))",
    "sparse_categorical_crossentropy(cast(3*x[:,:,0],'int32'),softmax(x))",
)


def loaded(source: str) -> type:
    """The class that a text makes, agreed to for this test alone."""
    written.allow(source, remember=False)
    return written.load(source)


def class_of(uses) -> type:
    """A layer that gives what each of some operations makes of its input."""
    told = ",\n            ".join(f"1.0 * o.cast({spelled(one)}, 'float32')" for one in uses)
    return loaded(
        f'''from engine import layers
from engine import ops as o


class Uses(layers.Layer):
    """Uses operations."""

    def build(self, shape):
        self.square = self.add_weight("square", (4, 4), None, "ones")

    def call(self, inputs):
        x = 0.1 + 0.5 * o.sigmoid(inputs)
        return [
            {told},
        ]
'''
    )


def spelled(use: str) -> str:
    """A use with its operations called by the name of their module."""
    tree = ast.parse(use, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            node.func = ast.Attribute(ast.Name("o"), node.func.id)
    return ast.unparse(tree)


def model_of(*made, shape=(3, 4)):
    """A model of layers in a row, with weights of which none is 0 or 1."""
    value = start = engine.Input(shape)
    for layer in made:
        value = layer(value)
    model = engine.Model(start, value)
    generator = np.random.default_rng(1)
    model.set_weights([generator.uniform(0.1, 0.6, one.shape) for one in model.get_weights()])
    return model


def assert_equal(model, target, folder):
    theirs, inputs = asked(model, target, folder)
    mine = engine.nest.flatten(model.predict(inputs[0], verbose=0))
    for place, one in enumerate(mine):
        np.testing.assert_allclose(one, theirs[f"output/{place}"], atol=2e-5, rtol=2e-5)


@pytest.mark.parametrize("target", TARGETS)
def test_each_operation_of_a_written_layer_means_the_same_elsewhere(target, tmp_path):
    dialect = export.keras.KERAS if target == "keras" else export.keras.TF_KERAS
    uses = [*USES, *MORE]
    tested = {one.partition("(")[0] for one in uses}
    known = {name for name in ops.__all__ if dialect.operation(name) is not None}
    assert known - tested <= {"convert", "convert_to_numpy", "batch_dot"}
    uses = [one for one in uses if one.partition("(")[0] in known]
    assert_equal(model_of(class_of(uses)()), target, tmp_path)


LAYER = '''"""A layer with all that a text may have."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
from engine import initializers, layers, ops
from engine.layers import Layer

EPSILON = 1e-3


def gate(x, axis=-1):
    # what the comment says about ops.mean stays
    return ops.sigmoid(ops.concatenate([x, ops.square(x)])) + ops.mean(x, axis, keepdims=True)


class {name}(Layer):
    """Mixes."""

    def __init__(self, units, start=1.0, sizes=(1, 2), flag=False, **options):
        super().__init__(**options)
        self.units, self.start, self.sizes, self.flag = units, start, sizes, flag
        self.dense = layers.Dense(units, activation="tanh")
        self.bend = layers.LeakyReLU(alpha=0.2)

    def build(self, input_shape):
        size = (2 * self.units,)
        self.scale = self.add_weight("scale", size, initializer=initializers.Constant(0.5))
        self.shift = self.add_weight(name="shift", shape=size, trainable=False)
        super().build(input_shape)

    def call(self, inputs, training=None):
        x = gate(self.bend(self.dense(inputs))) * self.scale + self.shift * math.pi
        return x + np.float32(EPSILON) * reduce(max, self.sizes) * self.start
'''
CELL = '''from engine import layers


class Mine(layers.AbstractRNNCell):
    """Remembers the mean of what it has seen."""

    @property
    def state_size(self):
        return 4

    @property
    def output_size(self):
        return 4

    def call(self, inputs, states):
        mean = 0.5 * inputs + 0.5 * states[0]
        return mean, [mean]
'''


def mixed():
    """Two classes of one name, one of them a cell, and a layer in several places."""
    cell, layer = loaded(CELL), loaded(LAYER.format(name="Mine"))
    rnn = layers.Bidirectional(layers.RNN(cell(), return_sequences=True))
    wrapped = layers.TimeDistributed(loaded(LAYER.format(name="mine"))(3))
    return model_of(rnn, layer(5, start=2.0, flag=True), layer(2), wrapped)


@pytest.mark.parametrize("target", TARGETS)
def test_written_layers_and_cells_compute_the_same_elsewhere(target, tmp_path):
    assert_equal(mixed(), target, tmp_path)


def test_a_program_for_this_engine_holds_the_classes_as_they_were_written(tmp_path):
    model = mixed()
    assert_equal(model, "engine", tmp_path)
    text = (tmp_path / "program.py").read_text()
    assert "# what the comment says about ops.mean stays" in text
    assert "class Mine2(layers.Layer):" in text and "class Mine(layers.AbstractRNNCell):" in text
    assert "Mine2(units=5, start=2.0, flag=True, name=" in text
    assert "# what the comment" in export.code(model, "notebook")


def test_classes_of_a_program_leave_as_those_of_a_drawing_do(tmp_path, monkeypatch):
    path = tmp_path / "mine.py"
    path.write_text(LAYER.format(name="Mine") + "\n\nUNUSED = 1\n")
    module = ModuleType("mine_of_a_program")
    module.__file__ = str(path)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(path.read_text(), path, "exec"), vars(module))
    text = export.code(model_of(module.Mine(2)), "keras")
    assert 'name="scale", shape=size, initializer=keras.initializers.Constant(0.5)' in text
    assert "axis=-1" in text and "negative_slope=0.2" in text and "UNUSED" not in text


REFUSED = {
    "return ops.dropout(inputs, 0.5)": "Line 7 of the code uses ops.dropout",
    "return ops.relu(inputs, 0.1)": "Line 7 of the code uses ops.relu",
    "return ops.one_hot(inputs, 3, on_value=2.0)": "uses ops.one_hot",
    "import math\n        return inputs": "imports something inside a function",
    "return backend.sum(inputs)": "uses backend.sum",
    "keep = ops\n        return keep.sum(inputs)": "uses ops",
    "return list(map(ops.argmax, [inputs]))[0]": "uses ops.argmax",
    "self.add_metric(inputs, name='m')\n        return inputs": "uses add_metric",
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_keras_3_cannot_say_is_refused_with_its_line(body):
    source = f"""from engine import backend, layers, ops


class Odd(layers.Layer):

    def call(self, inputs):
        {body}
"""
    layer = loaded(source)()
    model = engine.Sequential([engine.Input((3,)), layer])
    (fault,) = export.refusals(model, "keras")
    assert REFUSED[body] in str(fault) and fault.where.layer == layer.name
    assert not export.refusals(model, "engine") or "inside a function" in str(fault)


def test_a_class_whose_text_is_nowhere_or_that_hides_an_argument_is_refused():
    class Local(layers.Layer):
        def call(self, inputs):
            return inputs

    (fault,) = export.refusals(engine.Sequential([engine.Input((3,)), Local()]), "keras")
    assert "The text of the class" in str(fault)
    silent = loaded(
        "from engine import layers\nclass Silent(layers.Layer):\n"
        "    def __init__(self, size, **options):\n"
        "        super().__init__(**options)\n"
        "    def call(self, inputs): return inputs\n"
        "    def get_config(self): return {'name': self.name}\n"
    )
    model = engine.Sequential([engine.Input((3,)), silent(3)])
    with pytest.raises(DesignError, match="does not tell its size"):
        export.code(model, "keras")


def test_every_operation_has_a_word_or_a_reason():
    for say in (words.in_keras_3, words.in_tensorflow, words.in_engine):
        for name in ops.__all__:
            word = say(name)
            assert word is None or set(word.added) <= set(words.ours(name))
    assert keras.KERAS.operation("dropout") is None
