"""Layers for programs, not for drawings: EinsumDense, Identity and a norm of kernels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignError
from engine.layers.base import Layer
from engine.layers.wrappers import Wrapper
from engine.nest import map_structure
from engine.ops.elementwise import divide_no_nan
from engine.training import activations, constraints, initializers, regularizers

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What a layer with kernel and bias is told of them: names and what serves them.
OF_WEIGHTS = {
    "kernel_initializer": initializers,
    "bias_initializer": initializers,
    "kernel_regularizer": regularizers,
    "bias_regularizer": regularizers,
    "kernel_constraint": constraints,
    "bias_constraint": constraints,
}


class EinsumDense(Layer):
    """A product of input and weights that an equation tells, such as ``abc,cd->abd``.

    `output_shape` are the output's sizes without the batch and without what dots stand for; None
    where a size is the input's. `bias_axes` are the letters along which the bias has numbers.
    """

    supports_masking = True

    def __init__(
        self, equation: str, output_shape: Any, activation: Any = None,
        bias_axes: str | None = None, kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
        bias_regularizer: Any = None, activity_regularizer: Any = None,
        kernel_constraint: Any = None, bias_constraint: Any = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.equation, self.bias_axes = equation, bias_axes
        several = isinstance(output_shape, (list, tuple))
        self.partial_output_shape = list(output_shape) if several else [output_shape]
        self.activation = activations.get(activation)
        given = (kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer,
                 kernel_constraint, bias_constraint)  # fmt: skip
        for (name, table), value in zip(OF_WEIGHTS.items(), given, strict=True):
            setattr(self, name, table.get(value))

    def build(self, input_shape):
        _, kernel, bias, self.full_output_shape = self._analysed(tuple(input_shape))
        self.kernel = self.add_weight(
            "kernel", kernel, initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer, constraint=self.kernel_constraint,
        )  # fmt: skip
        self.bias = None
        if bias is not None:
            self.bias = self.add_weight(
                "bias", bias, initializer=self.bias_initializer,
                regularizer=self.bias_regularizer, constraint=self.bias_constraint,
            )  # fmt: skip
        self.built = True

    def call(self, inputs):
        equation = self._analysed(tuple(inputs.shape))[0]
        result = ops.einsum(equation, inputs, ops.convert(self.kernel))
        result = result if self.bias is None else result + self.bias
        return result if self.activation is None else self.activation(result)

    def _analysed(self, shape: tuple[int | None, ...]) -> tuple[str, tuple, tuple | None, tuple]:
        """The equation with letters for dots, and the shapes of kernel, bias and output."""
        inputs, weights, output = self._terms()
        missing = len(shape) - len(inputs.replace("...", ""))
        dots = "".join(sorted(set(LETTERS) - set(self.equation)))[: max(0, missing)]
        inputs, full = inputs.replace("...", dots), output.replace("...", dots)
        if len(inputs) != len(shape):
            raise self._refused(f"{shape}")
        sizes = dict(zip(inputs, shape, strict=True))
        # What comes first is the batch, unless dots stand for it.
        named = output.replace("...", "")
        named = named if output.startswith("...") and dots else named[1:]
        if len(named) != len(self.partial_output_shape):
            raise self._refused(f"{self.partial_output_shape}")
        for letter, size in zip(named, self.partial_output_shape, strict=True):
            known = sizes.get(letter)
            if known is not None and size is not None and known != size:
                raise self._refused(f"{letter} = {known}, {size}")
            sizes[letter] = known if size is None else size
        if not set(weights + full) <= set(sizes):
            raise self._refused(weights)
        kernel = tuple(sizes[letter] for letter in weights)
        bias = None
        if self.bias_axes:
            if not set(self.bias_axes) <= set(named + output[:1]):
                raise self._refused(self.bias_axes)
            first = min(full.find(letter) for letter in self.bias_axes)
            bias = tuple(sizes[one] if one in self.bias_axes else 1 for one in full[first:])
        return f"{inputs},{weights}->{full}", kernel, bias, tuple(sizes[one] for one in full)

    def _terms(self) -> Sequence[str]:
        left, arrow, output = self.equation.replace(" ", "").partition("->")
        inputs, comma, weights = left.partition(",")
        right = arrow and comma and "," not in weights and "..." not in weights
        if not right or ("..." in inputs) != ("..." in output):
            raise self._refused("")
        return inputs, weights, output

    def _refused(self, detail: str) -> DesignError:
        return DesignError(
            "The equation {equation} of {layer} does not fit: {detail}.",
            fix="Write it as ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac..., with the output's "
            "sizes in output_shape.",
            equation=self.equation, layer=self.title, detail=detail,
        )  # fmt: skip

    def get_config(self):
        own = {
            "equation": self.equation,
            "output_shape": self.partial_output_shape,
            "activation": activations.serialize(self.activation),
            "bias_axes": self.bias_axes,
        }
        for name, table in OF_WEIGHTS.items():
            own[name] = table.serialize(getattr(self, name))
        return {**super().get_config(), **own}


class Identity(Layer):
    """Hands its inputs on as they are."""

    supports_masking = True

    def call(self, inputs):
        return map_structure(ops.ALL["identity"], inputs)


class SpectralNormalization(Wrapper):
    """Divides the kernel of a layer by its greatest factor of stretching, while training.

    The factor comes from some rounds of power iteration (Miyato et al. 2018).
    """

    def __init__(self, layer: Any, power_iterations: int = 1, **kwargs: Any) -> None:
        super().__init__(layer, **kwargs)
        if power_iterations <= 0:
            raise DesignError(
                "power_iterations must be at least 1, but is {count}.", count=power_iterations
            )
        self.power_iterations = power_iterations

    def build(self, input_shape=None):
        super().build(input_shape)
        self.kernel = getattr(self.layer, "kernel", getattr(self.layer, "embeddings", None))
        if self.kernel is None:
            raise DesignError("{layer} has no kernel and no embeddings.", layer=self.layer.title)
        self.vector_u = self.add_weight(
            "vector_u", (1, self.kernel.shape[-1]), trainable=False,
            initializer=initializers.TruncatedNormal(stddev=0.02),
        )  # fmt: skip

    def call(self, inputs, training=False):
        if training:
            normal, u = self.normalize_weights()
            kernel = ops.convert(self.kernel)
            # The gradient is the one of the kernel that is used.
            self.kernel.assign(kernel + ops.stop_gradient(normal - kernel))
            self.vector_u.assign(u)
        return self.layer(inputs)

    def normalize_weights(self):
        """The kernel divided by its greatest factor, and the vector that is stretched by it."""
        kernel, u = ops.convert(self.kernel), ops.convert(self.vector_u)
        rows = ops.reshape(kernel, (-1, kernel.shape[-1]))
        for _ in range(self.power_iterations):
            v = unit(ops.matmul(u, ops.transpose(rows)))
            u = unit(ops.matmul(v, rows))
        sigma = ops.sum(ops.matmul(v, rows) * u)
        some = ops.cast(ops.any(ops.not_equal(kernel, 0.0)), "float32")
        normal = divide_no_nan(kernel, ops.ones_like(kernel) * sigma)
        return normal, some * u + (1.0 - some) * ops.convert(self.vector_u)

    def compute_output_shape(self, input_shape):
        return self.layer.compute_output_shape(input_shape)

    def get_config(self):
        return {**super().get_config(), "power_iterations": self.power_iterations}


def unit(x):
    return x * ops.rsqrt(ops.maximum(ops.sum(ops.square(x)), np.float32(1e-12)))


__all__ = ["EinsumDense", "Identity", "SpectralNormalization"]
