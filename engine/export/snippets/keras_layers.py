"""What of our layers does Keras lack or do otherwise? Written out for the programs that need it."""

import math

import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable("layerloom")
def hard_sigmoid(x):
    """Keras 2's function; in Keras 3 the name stands for another one."""
    return ops.clip(0.2 * x + 0.5, 0.0, 1.0)


@keras.saving.register_keras_serializable("layerloom")
class ThresholdedReLU(layers.Layer):
    """What is above theta stays as it is, all else becomes 0."""

    def __init__(self, theta=1.0, **kwargs):
        super().__init__(**kwargs)
        self.theta = theta

    def call(self, inputs):
        return inputs * ops.cast(inputs > self.theta, inputs.dtype)

    def get_config(self):
        return {**super().get_config(), "theta": self.theta}


@keras.saving.register_keras_serializable("layerloom")
class BatchNormalization(layers.BatchNormalization):
    """Its moving variance takes the unbiased variance of pictures, as in Keras 2."""

    def call(self, inputs, training=None, mask=None):
        kept = self.moving_variance * self.momentum
        outputs = super().call(inputs, training=training, mask=mask)
        if training and self.trainable:
            count = ops.cast(ops.size(inputs) // inputs.shape[self.axis], kept.dtype)
            added = (self.moving_variance - kept) * count / (count - 1.0)
            self.moving_variance.assign(kept + added)
        return outputs


@keras.saving.register_keras_serializable("layerloom")
class Embedding(layers.Embedding):
    """Adds up what a word's places say of it before an optimizer squares it.

    TensorFlow gives them to Keras 3's optimizers one by one unless the table is an operand.
    """

    def call(self, inputs):
        return ops.take(self.embeddings * 1.0, ops.cast(inputs, "int32"), axis=0)


@keras.saving.register_keras_serializable("layerloom")
class MultiHeadAttention(layers.MultiHeadAttention):
    """Leaves their masks to what it reads, and looks evenly where all is masked, as in Keras 2.

    Keras 3's own takes the masks away, so that other layers that read the same miss them.
    """

    def call(
        self,
        query,
        value,
        key=None,
        query_mask=None,
        value_mask=None,
        key_mask=None,
        attention_mask=None,
        return_attention_scores=False,
        training=None,
        use_causal_mask=False,
    ):
        allowed = self._compute_attention_mask(
            query,
            value,
            query_mask,
            value_mask,
            key_mask,
            attention_mask,
            use_causal_mask,
        )
        outputs, scores = super().call(
            ops.copy(query),
            ops.copy(value),
            None if key is None else ops.copy(key),
            attention_mask=allowed,
            return_attention_scores=True,
            training=training,
        )
        return (outputs, scores) if return_attention_scores else outputs

    def _masked_softmax(self, attention_scores, attention_mask=None):
        if attention_mask is not None:
            allowed = ops.cast(attention_mask, attention_scores.dtype)
            while len(allowed.shape) < len(attention_scores.shape):
                allowed = ops.expand_dims(allowed, -len(self._attention_axes) * 2 - 1)
            attention_scores = attention_scores + (1.0 - allowed) * -1e9
        return self._softmax(attention_scores)


@keras.saving.register_keras_serializable("layerloom")
class LearnedArrays(layers.Layer):
    """Arrays that are learned, whatever they are called on, for operations between layers."""

    def __init__(self, shapes, **kwargs):
        super().__init__(**kwargs)
        self.shapes = shapes
        self.arrays = [
            self.add_weight(name="array", shape=shape, initializer="zeros")
            for shape in shapes
        ]

    def call(self, inputs):
        return [array + 0.0 for array in self.arrays]

    def get_config(self):
        return {**super().get_config(), "shapes": self.shapes}


@keras.saving.register_keras_serializable("layerloom")
class GraphCell(layers.Layer):
    """A cell whose step is a network: input and states to output and new states."""

    def __init__(self, network, **kwargs):
        super().__init__(**kwargs)
        self.network = network
        sizes = [math.prod(state.shape[1:]) for state in network.inputs[1:]]
        self.state_size = sizes[0] if len(sizes) == 1 else sizes
        self.output_size = math.prod(network.outputs[0].shape[1:])

    def call(self, inputs, states, training=None):
        states = states if isinstance(states, (list, tuple)) else [states]
        output, *states = self.network([inputs, *states], training=training)
        return output, states

    def get_config(self):
        network = keras.saving.serialize_keras_object(self.network)
        return {**super().get_config(), "network": network}

    @classmethod
    def from_config(cls, config):
        network = keras.Model.from_config(config.pop("network")["config"])
        return cls(network, **config)


@keras.saving.register_keras_serializable("layerloom")
class Rescaling(layers.Rescaling):
    """Hands on no mask, as in Keras 2."""

    def compute_mask(self, inputs, previous_mask=None):
        return None


@keras.saving.register_keras_serializable("layerloom")
class Normalization(layers.Normalization):
    """Hands on no mask, as in Keras 2."""

    def compute_mask(self, inputs, previous_mask=None):
        return None


class LocallyConnected(layers.Layer):
    """A convolution whose weights differ from place to place."""

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        data_format="channels_last",
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        kernel_constraint=None,
        bias_constraint=None,
        implementation=1,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = self.each_axis(kernel_size)
        self.strides = self.each_axis(strides)
        self.padding = padding
        self.data_format = data_format
        self.activation = keras.activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)
        self.kernel_regularizer = keras.regularizers.get(kernel_regularizer)
        self.bias_regularizer = keras.regularizers.get(bias_regularizer)
        self.kernel_constraint = keras.constraints.get(kernel_constraint)
        self.bias_constraint = keras.constraints.get(bias_constraint)
        self.implementation = implementation

    def each_axis(self, value):
        return (value,) * self.rank if isinstance(value, int) else tuple(value)

    def build(self, input_shape):
        first = self.data_format == "channels_first"
        self.sizes = tuple(input_shape[2:] if first else input_shape[1:-1])
        self.channels = input_shape[1 if first else -1]
        self.places = tuple(
            -(-size // stride)
            if self.padding == "same"
            else (size - kernel) // stride + 1
            for size, kernel, stride in zip(
                self.sizes, self.kernel_size, self.strides, strict=True
            )
        )
        window = math.prod(self.kernel_size) * self.channels
        inside = (self.channels, *self.sizes) if first else (*self.sizes, self.channels)
        outside = (
            (self.filters, *self.places) if first else (*self.places, self.filters)
        )
        if self.implementation == 1:
            shape = (math.prod(self.places), window, self.filters)
        elif self.implementation == 2 and first:
            shape = (self.channels, *self.sizes, self.filters, *self.places)
        elif self.implementation == 2:
            shape = (*self.sizes, self.channels, *self.places, self.filters)
        else:
            shape = (len(self.entries(inside, outside)[0]),)
        self.inside, self.outside = inside, outside
        self.kernel = self.add_weight(
            name="kernel",
            shape=shape,
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias",
                shape=outside,
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    def call(self, inputs):
        if self.implementation == 1:
            outputs = self.windows_product(inputs)
        else:
            outputs = ops.matmul(
                ops.reshape(inputs, (-1, math.prod(self.inside))), self.full_matrix()
            )
            outputs = ops.reshape(outputs, (-1, *self.outside))
        if self.bias is not None:
            outputs = outputs + self.bias
        return self.activation(outputs)

    def windows_product(self, inputs):
        """Each place's window times a matrix of its own."""
        first = self.data_format == "channels_first"
        x = ops.moveaxis(inputs, 1, -1) if first else inputs
        taps = []
        for tap in np.ndindex(*self.kernel_size):
            window = tuple(
                slice(begin, begin + (places - 1) * stride + 1, stride)
                for begin, stride, places in zip(
                    tap, self.strides, self.places, strict=True
                )
            )
            taps.append(x[(slice(None), *window, slice(None))])
        windows = ops.stack(taps, axis=-1 if first else -2)
        count = math.prod(self.places)
        flat = ops.reshape(windows, (-1, count, self.kernel.shape[1]))
        product = ops.einsum("bpw,pwf->bpf", flat, self.kernel)
        outputs = ops.reshape(product, (-1, *self.places, self.filters))
        return ops.moveaxis(outputs, -1, 1) if first else outputs

    def full_matrix(self):
        """The weights in one large matrix, with 0 outside the windows."""
        shape = (math.prod(self.inside), math.prod(self.outside))
        rows, columns = self.entries(self.inside, self.outside)
        if self.implementation == 2:
            mask = np.zeros(shape, "float32")
            mask[rows, columns] = 1.0
            return ops.reshape(self.kernel, shape) * mask
        places = np.full(shape, len(rows), "int32")
        places[rows, columns] = np.arange(len(rows))
        return ops.take(ops.concatenate([self.kernel, ops.zeros(1)]), places)

    def entries(self, inside, outside):
        """Rows and columns of the large matrix that lie in a window."""
        first = self.data_format == "channels_first"
        before = [
            max(0, (places - 1) * stride + kernel - size) // 2
            if self.padding == "same"
            else 0
            for size, kernel, stride, places in zip(
                self.sizes, self.kernel_size, self.strides, self.places, strict=True
            )
        ]
        rows = np.arange(math.prod(inside)).reshape(inside)
        columns = np.arange(math.prod(outside)).reshape(outside)
        pairs = []
        for place in np.ndindex(*self.places):
            window = tuple(
                slice(max(0, p * s - b), max(0, min(size, p * s - b + k)))
                for p, s, b, k, size in zip(
                    place,
                    self.strides,
                    before,
                    self.kernel_size,
                    self.sizes,
                    strict=True,
                )
            )
            every = (slice(None),)
            ins = rows[every + window if first else window + every].ravel()
            outs = columns[every + place if first else place + every].ravel()
            pairs.append([np.repeat(ins, len(outs)), np.tile(outs, len(ins))])
        found = np.concatenate(pairs, axis=1)
        return found[:, np.lexsort((found[0], found[1]))]

    def get_config(self):
        return {
            **super().get_config(),
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "data_format": self.data_format,
            "activation": keras.activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
            "kernel_regularizer": keras.regularizers.serialize(self.kernel_regularizer),
            "bias_regularizer": keras.regularizers.serialize(self.bias_regularizer),
            "kernel_constraint": keras.constraints.serialize(self.kernel_constraint),
            "bias_constraint": keras.constraints.serialize(self.bias_constraint),
            "implementation": self.implementation,
        }


@keras.saving.register_keras_serializable("layerloom")
class LocallyConnected1D(LocallyConnected):
    """Like Conv1D, with weights of its own at every step."""

    rank = 1


@keras.saving.register_keras_serializable("layerloom")
class LocallyConnected2D(LocallyConnected):
    """Like Conv2D, with weights of its own at every place."""

    rank = 2
