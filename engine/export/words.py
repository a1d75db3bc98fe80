"""What is an operation called elsewhere? `engine.ops` in the words of Keras 3 and of TensorFlow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import signature

from engine import ops
from engine.layers.operations import KERAS_NAMES
from engine.saving.networks import parameters_of


@dataclass(frozen=True)
class Word:
    """How an operation is called.

    arguments: what the arguments are called there, in our order; all as ours where it is None.
        Ours that come after them cannot be said.
    by_place: so many of them may be given without their names.
    added: what must be said where it is left out, because the usual value is another one there.
    packed: values that we take one by one are given in a list.
    own: `name` is one of `snippets`, which the program brings along.
    """

    name: str
    arguments: tuple[str, ...] | None = None
    by_place: int = 99
    added: Mapping[str, str] = field(default_factory=dict)
    packed: bool = False
    own: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether only the name differs, so that the operation can be handed on as a function."""
        return not (self.added or self.packed) and self.by_place == 99


def as_ours(name: str, arguments: str | None = None, **more) -> Word:
    return Word(name, None if arguments is None else tuple(arguments.split()), **more)


LAST_AXIS = {"axis": "-1"}
FIRST_AXIS = {"axis": "0"}
# Where Keras 3 has another name, order or usual value. What is None it cannot say.
KERAS_3: dict[str, Word | None] = {
    "argmax": as_ours("ops.argmax", added=LAST_AXIS),
    "argmin": as_ours("ops.argmin", added=LAST_AXIS),
    "batch_dot": None,
    "concatenate": as_ours("ops.concatenate", added=LAST_AXIS),
    "convert": as_ours("ops.convert_to_tensor", "value dtype"),
    "cumsum": as_ours("ops.cumsum", "x axis", added=FIRST_AXIS),
    "dense": None,
    "dropout": None,
    "hard_sigmoid": as_ours("hard_sigmoid", own=True),
    "identity": as_ours("ops.copy"),
    "in_top_k": as_ours("ops.in_top_k", "predictions targets k", by_place=0),
    "mish": as_ours("mish", own=True),
    "norm": as_ours("ops.norm", by_place=1),
    "one_hot": as_ours("ops.one_hot", "x num_classes axis"),
    "pow": as_ours("ops.power"),
    "relu": as_ours("ops.relu", "x"),
    "squared_difference": as_ours("squared_difference", "x1 x2", own=True),
    "stack": as_ours("ops.stack", packed=True),
    "take": as_ours("ops.take", added=FIRST_AXIS),
}
REDUCED = "input_tensor axis keepdims"
NUMPY = "tf.experimental.numpy"
# What TensorFlow calls them beyond the names that Keras gives to operations between layers.
TENSORFLOW: dict[str, Word | None] = {
    "absolute": as_ours("tf.abs"),
    "add": as_ours("tf.add"),
    "all": as_ours("tf.reduce_all", REDUCED),
    "any": as_ours("tf.reduce_any", REDUCED),
    "arctan": as_ours("tf.atan"),
    "argmax": as_ours("tf.argmax", "input axis", added=LAST_AXIS),
    "argmin": as_ours("tf.argmin", "input axis", added=LAST_AXIS),
    "average_pool": None,
    "batch_dot": as_ours("tf_keras.backend.batch_dot"),
    "binary_crossentropy": as_ours("tf_keras.backend.binary_crossentropy"),
    "categorical_crossentropy": as_ours("tf_keras.backend.categorical_crossentropy"),
    "ceil": as_ours("tf.math.ceil"),
    "concatenate": as_ours("tf.concat", "values axis", added=LAST_AXIS),
    "conv": None,
    "convert": as_ours("tf.convert_to_tensor", "value dtype"),
    "convert_to_numpy": None,
    "convert_to_tensor": as_ours("tf.convert_to_tensor", "value dtype"),
    "count_nonzero": as_ours("tf.math.count_nonzero", "input axis", by_place=1),
    "cumsum": as_ours("tf.cumsum", "x axis reverse exclusive", by_place=2),
    "dense": None,
    "divide_no_nan": as_ours("tf.math.divide_no_nan"),
    "dot": as_ours("dot", own=True),
    "dropout": None,
    "einsum": as_ours("tf.einsum"),
    "elu": as_ours("tf_keras.activations.elu"),
    "erf": as_ours("tf.math.erf"),
    "expm1": as_ours("tf.math.expm1"),
    "flip": as_ours(f"{NUMPY}.flip", "m axis"),
    "floor": as_ours("tf.floor"),
    "full_like": as_ours(f"{NUMPY}.full_like", "a fill_value dtype"),
    "gelu": as_ours("tf.nn.gelu", "features approximate", added={"approximate": "True"}),
    "hard_sigmoid": as_ours("tf_keras.activations.hard_sigmoid"),
    "identity": as_ours("tf.identity"),
    "in_top_k": as_ours("tf.math.in_top_k", "predictions targets k", by_place=0),
    "isnan": as_ours("tf.math.is_nan"),
    "leaky_relu": as_ours("tf.nn.leaky_relu", "features alpha"),
    "log1p": as_ours("tf.math.log1p"),
    "log_softmax": as_ours("tf.nn.log_softmax", "logits axis"),
    "logsumexp": as_ours("tf.reduce_logsumexp", REDUCED),
    "max_pool": None,
    "mish": as_ours("tf_keras.activations.mish"),
    "moveaxis": as_ours("moveaxis", own=True),
    "norm": as_ours("tf.norm", "tensor axis keepdims", by_place=1),
    "one_hot": as_ours("tf.one_hot", "indices depth axis on_value off_value", by_place=2),
    "ones": as_ours("tf.ones", "shape dtype"),
    "ones_like": as_ours("tf.ones_like", "input dtype"),
    "pad": as_ours("tf.pad", "tensor paddings mode constant_values"),
    "pow": as_ours("tf.pow"),
    "prod": as_ours("tf.reduce_prod", REDUCED),
    "reciprocal": as_ours("tf.math.reciprocal"),
    "relu6": as_ours("tf.nn.relu6"),
    "repeat": as_ours("tf.repeat", "input repeats axis"),
    "round": as_ours("tf.round"),
    "selu": as_ours("tf.nn.selu"),
    "shape": as_ours("shape_of", own=True),
    "silu": as_ours("tf.nn.silu"),
    "softsign": as_ours("tf.nn.softsign"),
    "sparse_categorical_crossentropy": as_ours("tf_keras.backend.sparse_categorical_crossentropy"),
    "split": as_ours(f"{NUMPY}.split", "ary indices_or_sections axis"),
    "squeeze": as_ours("tf.squeeze", "input axis"),
    "stack": as_ours("tf.stack", "values axis", packed=True),
    "std": as_ours("tf.math.reduce_std", REDUCED),
    "stop_gradient": as_ours("tf.stop_gradient"),
    "swapaxes": as_ours(f"{NUMPY}.swapaxes"),
    "swish": as_ours("tf.nn.silu"),
    "take": as_ours("tf.gather", "params indices axis", by_place=2),
    "tan": as_ours("tf.tan"),
    "tensordot": as_ours("tf.tensordot", "a b axes", added={"axes": "2"}),
    "true_divide": as_ours("tf.truediv"),
    "unstack": as_ours("tf.unstack", "value num axis"),
    "var": as_ours("tf.math.reduce_variance", REDUCED),
    "zeros": as_ours("tf.zeros", "shape dtype"),
    "zeros_like": as_ours("tf.zeros_like", "input dtype"),
}


def in_keras_3(name: str) -> Word | None:
    """An operation in Keras 3's words; None where it cannot be said."""
    return KERAS_3[name] if name in KERAS_3 else in_engine(name)


def in_tensorflow(name: str) -> Word | None:
    """An operation in TensorFlow's words; None where it cannot be said."""
    if name in TENSORFLOW:
        return TENSORFLOW[name]
    if name not in KERAS_NAMES:
        return None
    told, arguments = KERAS_NAMES[name]
    return Word(f"tf.{told}", arguments)


def in_engine(name: str) -> Word | None:
    """An operation as `engine.ops` has it; None for what is none of its functions."""
    return Word(f"ops.{name}") if hasattr(ops, name) else None


def ours(name: str) -> list[str]:
    """What our operation's arguments are called, in their order."""
    function = getattr(ops, name, None)
    named = name if function is None else getattr(function, "name", None)
    return parameters_of(named) if named else list(signature(function).parameters)
