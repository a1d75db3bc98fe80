"""What do users' layers need that the libraries lack? Written out for programs that need it."""

import keras
import tensorflow as tf
from keras import ops


def squared_difference(x1, x2):
    """The square of the difference of two values."""
    return ops.square(x1 - x2)


def mish(x):
    """x * tanh(softplus(x))"""
    return x * ops.tanh(ops.softplus(x))


def dot(x, y):
    """Sums over the last axis of x, and the last but one of y."""
    return tf.tensordot(x, y, [[len(x.shape) - 1], [max(len(y.shape) - 2, 0)]])


def moveaxis(x, source, destination):
    """One axis of a value at another place, all others in their order."""
    order = list(range(len(x.shape)))
    moved = order.pop(source)
    order.insert(destination % len(x.shape), moved)
    return tf.transpose(x, order)


def shape_of(x):
    """The sizes of a value: numbers where they are known, else values of their own."""
    sizes = tf.shape(x)
    return tuple(sizes[i] if size is None else size for i, size in enumerate(x.shape))


def builds_inside(cls):
    """Builds the layers inside a layer with it: wrappers build it before anybody calls it."""
    build = cls.build

    def build_all(self, input_shape):
        build(self, input_shape)
        many = bool(input_shape) and isinstance(input_shape[0], (list, tuple))
        shapes = input_shape if many else [input_shape]
        inputs = [keras.KerasTensor(shape) for shape in shapes]
        sizes = getattr(self, "state_size", None)
        sizes = list(sizes) if isinstance(sizes, (list, tuple)) else [sizes]
        states = [
            keras.KerasTensor((None, *(size if isinstance(size, tuple) else (size,))))
            for size in sizes
            if size is not None
        ]
        self.call(inputs if many else inputs[0], *([states] if states else []))

    cls.build = build_all
    return cls
