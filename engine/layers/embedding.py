"""The layer that turns words, given as numbers, into vectors."""

from __future__ import annotations

import numpy as np

from engine import ops
from engine.errors import DesignError, Where
from engine.fields import Boolean, Integer, Shape
from engine.layers.base import Layer
from engine.layers.parameters import Constraint, Initializer, Regularizer
from engine.layers.structure import TensorShape
from engine.raw import data_of, on_host
from engine.registry import register
from engine.tape import Spec, current_tape


@register("recurrent", chapter=True)
class Embedding(Layer):
    """Looks up a learned vector for each whole number: a word becomes a place in a space.

    (batch, steps) of numbers from 0 to input_dim - 1 becomes (batch, steps, output_dim). With
    mask_zero the number 0 means "nothing here", and layers after it skip such steps.
    """

    input_dim = Integer(doc="How many different numbers there are: the largest plus 1.", minimum=1)
    output_dim = Integer(doc="Length of each vector.", minimum=1)
    embeddings_initializer = Initializer("uniform", "What the vectors begin with.")
    embeddings_regularizer = Regularizer("A penalty that keeps the vectors small.")
    activity_regularizer = Regularizer("A penalty on the output.")
    embeddings_constraint = Constraint("A limit that the vectors keep after each step.")
    mask_zero = Boolean(False, "Whether 0 marks steps that later layers skip.")
    input_length = Shape(None, "Number of steps, where it is always the same.", advanced=True)

    def __init__(self, *args, **kwargs):
        told = any(key in kwargs for key in ("input_shape", "batch_input_shape"))
        sparse = kwargs.pop("sparse", False)
        super().__init__(*args, **kwargs)
        if sparse:
            raise DesignError(
                "{layer} cannot give sparse results.", fix="Leave sparse at False.",
                layer=self.title,
            )
        self.supports_masking = self.mask_zero
        if self.input_length is not None and len(self.input_length) == 1:
            (self.input_length,) = self.input_length
        if not told:
            self._input_shape_argument = (None, *self._lengths(1))

    def _lengths(self, count: int) -> tuple:
        """The input's sizes after the batch, as far as `input_length` tells them."""
        if self.input_length is None:
            return (None,) * count
        several = isinstance(self.input_length, tuple)
        return self.input_length if several else (self.input_length,)

    def build(self, input_shape=None):
        self.embeddings = self.add_weight(
            "embeddings", (self.input_dim, self.output_dim),
            initializer=self.embeddings_initializer, regularizer=self.embeddings_regularizer,
            constraint=self.embeddings_constraint,
        )
        self.built = True

    def checked(self, values: np.ndarray) -> list[np.ndarray]:
        """Whole numbers of data. Raises DesignError for those that have no vector."""
        whole = np.trunc(values)
        if whole.size and not 0 <= whole.min() <= whole.max() < self.input_dim:
            wrong = whole.min() if not whole.min() >= 0 else whole.max()
            raise DesignError(
                "{layer} has vectors for 0 to {last}, but was given {wrong}.",
                fix="Set input_dim to the largest number plus 1.",
                where=Where(layer=self.name, field="input_dim"),
                layer=self.title, last=self.input_dim - 1, wrong=f"{wrong:g}",
            )
        return [whole]

    def call(self, inputs):
        tape = current_tape()
        data = data_of(inputs) if tape.concrete and not tape.written else None
        if data is not None and data.dtype != "string" and data.shape[:1] == inputs.shape[:1]:
            # Data are looked at before the kernels run; what a network computes is not.
            (places,) = on_host(self.checked, [inputs], [Spec(inputs.shape, "int32")])
        else:
            places = ops.cast(inputs, "int32")
        return ops.take(self.embeddings, places)

    def compute_mask(self, inputs, mask=None):
        return ops.not_equal(inputs, 0) if self.mask_zero else None

    def compute_output_shape(self, input_shape):
        input_shape = tuple(input_shape)
        known = self._lengths(len(input_shape) - 1)
        fits = len(known) == len(input_shape) - 1 and all(
            None in pair or pair[0] == pair[1] for pair in zip(known, input_shape[1:], strict=True)
        )
        if not fits:
            raise DesignError(
                "{layer} has input_length {length}, but gets an input of shape {shape}.",
                fix="Leave input_length out, or give it that length.",
                where=Where(field="input_length"),
                layer=self.title, length=self.input_length, shape=input_shape,
            )
        lengths = (b if a is None else a for a, b in zip(known, input_shape[1:], strict=True))
        return TensorShape((input_shape[0], *lengths, self.output_dim))


__all__ = ["Embedding"]
