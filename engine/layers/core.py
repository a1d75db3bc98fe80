"""The layers that most networks begin and end with: Input, Dense, Activation, Dropout, shapes."""

from __future__ import annotations

from engine import graph, ops
from engine.errors import DesignError, Repair, Where
from engine.fields import REQUIRED, Boolean, Choice, Float, Integer, IntTuple, Shape
from engine.layers.base import Layer, unique_name
from engine.layers.parameters import Activation as ActivationField
from engine.layers.parameters import Constraint, DataFormat, Initializer, Regularizer
from engine.registry import register
from engine.tape import DTYPES, Spec, Tensor, dtype_name


class InputLayer(Layer):
    """Where data enters a network."""

    def __init__(
        self,
        input_shape=None,
        batch_size=None,
        dtype=None,
        input_tensor=None,
        sparse=None,
        name=None,
        ragged=None,
        type_spec=None,
        batch_input_shape=None,
        shape=None,
        batch_shape=None,
        **kwargs,
    ):
        batch_shape = batch_input_shape or batch_shape
        inner = input_shape if input_shape is not None else shape
        if batch_shape is None:
            inner = (inner,) if isinstance(inner, int) else tuple(inner or ())
            batch_shape = (batch_size, *inner)
        super().__init__(name=name or unique_name("input", first=1), dtype=dtype, **kwargs)
        self.built = True
        self.batch_input_shape = tuple(batch_shape)
        call = graph.Call(self, (), {})
        spec = Spec(self.batch_input_shape, dtype_name(self.dtype))
        call.outputs = graph.graph_value(spec, call, 0)
        self.calls.append(call)

    def get_config(self):
        return {
            "batch_input_shape": list(self.batch_input_shape),
            "dtype": self.dtype,
            "sparse": False,
            "ragged": False,
            "name": self.name,
        }


@register("input", inputs=(), chapter=True, name="Input")
class InputNode(Layer):
    """Where data enters the network. One sample has the given shape; the batch axis is not told.

    `Input((28, 28, 1))` stands for batches of 28 x 28 pictures with one channel.
    """

    shape = Shape(doc="Sizes of one sample, without the batch axis. Use None where it may vary.")
    batch_size = Integer(
        None, "A fixed number of samples in every batch.", minimum=1, advanced=True
    )
    dtype = Choice(
        DTYPES, "float32", "The kind of number: int32 for word or class numbers.", advanced=True
    )

    def __new__(cls, shape=None, batch_size=None, name=None, dtype=None, **options):
        return Input(shape, batch_size=batch_size, name=name, dtype=dtype, **options)


def Input(
    shape=None,
    batch_size=None,
    name=None,
    dtype=None,
    sparse=None,
    tensor=None,
    ragged=None,
    type_spec=None,
    batch_shape=None,
    optional=False,
    **unknown,
) -> Tensor:
    """A value that stands for a batch of samples of `shape`: where a functional model begins."""
    batch_shape = unknown.pop("batch_input_shape", batch_shape)
    if unknown:
        raise DesignError("Input has no parameter {word}.", word=min(unknown))
    for word, asked in (("ragged", ragged), ("sparse", sparse)):
        if asked:
            raise DesignError(
                "Input knows no {word} values.",
                fix="Give rows of equal length, padded with utils.pad_sequences, and a full array.",
                where=Where(field="shape"), word=word,
            )
    if shape is not None and batch_shape is not None:
        raise DesignError(
            "Input was given shape and batch_shape.", fix="Give one of them.",
            where=Where(field="shape"),
        )
    if shape is None and batch_shape is None:
        raise DesignError(
            "Input needs a shape.",
            fix="Give the sizes of one sample, such as (28, 28, 1).",
            where=Where(field="shape"),
        )
    if batch_shape is None:
        field = Shape()
        field.name = "shape"
        shape = field.check(() if shape == () else shape) if shape != () else ()
    layer = InputLayer(
        input_shape=shape, batch_size=batch_size, name=name, dtype=dtype, batch_shape=batch_shape
    )
    return layer.calls[0].outputs


def needs_features(layer: Layer, shape) -> int:
    """The size of the last axis, which a kernel is made for. Raises DesignError when unknown."""
    if not shape or shape[-1] is None:
        raise DesignError(
            "{layer} needs the size of the last axis of its input, but gets {shape}.",
            fix="Give the Input layer a shape that ends with a number.",
            layer=layer.title,
            shape=tuple(shape),
        )
    return shape[-1]


@register("dense", chapter=True)
class Dense(Layer):
    """Connects every feature of the input with every unit: `activation(inputs @ kernel + bias)`.

    Works on the last axis, so an input (batch, 784) becomes (batch, units), and (batch, time,
    features) becomes (batch, time, units).
    """

    supports_masking = True
    units = Integer(doc="Number of outputs.", minimum=1)
    activation = ActivationField()
    use_bias = Boolean(True, "Whether a number of its own is added to each unit.")
    kernel_initializer = Initializer("glorot_uniform")
    bias_initializer = Initializer("zeros", "What the biases begin with.")
    kernel_regularizer = Regularizer()
    bias_regularizer = Regularizer("A penalty on the biases.")
    activity_regularizer = Regularizer("A penalty on the output.")
    kernel_constraint = Constraint()
    bias_constraint = Constraint("A limit that the biases keep after each step.")

    def build(self, input_shape):
        features = needs_features(self, input_shape)
        self.kernel = self.add_weight(
            "kernel",
            (features, self.units),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.bias = (
            self.add_weight(
                "bias",
                (self.units,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
            if self.use_bias
            else None
        )
        self.built = True

    def call(self, inputs):
        if len(inputs.shape) < 2 or inputs.shape[-1] not in (self.kernel.shape[0], None):
            raise DesignError(
                "{layer} was built for {size} features, but gets an input of shape {shape}.",
                fix="Give it inputs whose last axis is {size}.",
                layer=self.title,
                size=self.kernel.shape[0],
                shape=inputs.shape,
            )
        return self.activation(ops.dense(inputs, self.kernel, self.bias))


@register("activation", chapter=True)
class Activation(Layer):
    """Bends every number with a function, so that several layers can say more than one.

    relu keeps what is positive; sigmoid gives shares between 0 and 1; softmax gives shares that
    sum to 1 along the last axis; tanh gives numbers between -1 and 1.
    """

    supports_masking = True
    activation = ActivationField(REQUIRED, "The function to apply.")

    def call(self, inputs):
        return self.activation(inputs)


@register("normalization", chapter=True)
class Dropout(Layer):
    """While training, sets a random share of the input to 0 and scales up the rest.

    A unit cannot rely on any single other unit, which works against overfitting. Evaluation and
    prediction pass everything through.
    """

    supports_masking = True
    rate = Float(doc="Share of the numbers that are set to 0.", minimum=0.0, maximum=1.0)
    noise_shape = Shape(
        None, "Sizes of the random mask; 1 where an axis shares its fate.", advanced=True
    )
    seed = Integer(None, "Makes the choice the same in every run.", advanced=True)

    def call(self, inputs, training=None):
        if not training or self.rate == 0.0:
            return inputs
        if self.rate == 1.0:
            return ops.zeros_like(inputs)
        return ops.dropout(inputs, self.rate, noise_shape=self.noise_shape, seed=self.seed)


class SpatialDropout(Layer):
    """Drops whole maps instead of single numbers; a subclass knows its number of axes."""

    supports_masking = True
    spatial = 0
    rate = Float(doc="Share of the maps that are set to 0.", minimum=0.0, maximum=1.0)
    data_format = DataFormat()

    def call(self, inputs, training=None):
        if len(inputs.shape) != self.spatial + 2:
            raise DesignError(
                "{layer} needs {wanted} axes (batch, …, channels), but gets {shape}.",
                layer=self.title,
                wanted=self.spatial + 2,
                shape=inputs.shape,
            )
        if not training or self.rate == 0.0:
            return inputs
        if self.rate == 1.0:
            return ops.zeros_like(inputs)
        ones = (1,) * self.spatial
        batch = inputs.shape[0]
        if self.data_format == "channels_first":
            shape = (batch, inputs.shape[1], *ones)
        else:
            shape = (batch, *ones, inputs.shape[-1])
        return ops.dropout(inputs, self.rate, noise_shape=shape)


@register("normalization")
class SpatialDropout1D(SpatialDropout):
    """While training, drops whole features of a sequence: all time steps of a channel at once."""

    spatial = 1
    data_format = None


@register("normalization", chapter=True)
class SpatialDropout2D(SpatialDropout):
    """While training, drops whole feature maps of pictures instead of single pixels.

    Neighbouring pixels say much the same, so dropping single ones hides little; dropping a map
    does.
    """

    spatial = 2


@register("normalization")
class SpatialDropout3D(SpatialDropout):
    """While training, drops whole feature maps of volumes."""

    spatial = 3


@register("shape", chapter=True)
class Flatten(Layer):
    """Lays out all axes but the batch in one row: (batch, 5, 5, 16) becomes (batch, 400).

    It has no weights. It stands between convolutions and Dense layers.
    """

    data_format = DataFormat()

    def call(self, inputs):
        if self.data_format == "channels_first" and len(inputs.shape) > 2:
            inputs = ops.moveaxis(inputs, 1, len(inputs.shape) - 1)
        if len(inputs.shape) == 1:
            return ops.expand_dims(inputs, -1)
        sizes = inputs.shape[1:]
        known = None not in sizes
        count = 1
        for size in sizes:
            count = count * size if known else None
        if not known:
            from_batch = inputs.shape[0]
            return ops.ALL["shape_only"](inputs, shape=(from_batch, None))
        batch = -1 if inputs.shape[0] is None else inputs.shape[0]
        return ops.reshape(inputs, (batch, count))


@register("shape", chapter=True)
class Reshape(Layer):
    """Lays out the same numbers under another shape: (batch, 784) becomes (batch, 28, 28, 1).

    One size may be -1; it is worked out from the others. The batch axis is left alone.
    """

    target_shape = Shape(
        doc="Sizes of one sample after it, -1 for the one to work out.",
        unknown=-1,
        many_unknown=False,
    )

    def call(self, inputs):
        sample = inputs.shape[1:]
        try:
            solved = ops.movement.solve_shape(sample, self.target_shape)
        except DesignError as error:
            raise DesignError(
                "{layer} cannot lay out a sample of shape {shape} ({count} numbers) as {target}.",
                fix="Choose sizes whose product is {count}, or one of them as -1.",
                where=Where(field="target_shape"),
                repairs=[
                    Repair(
                        "set_parameter",
                        "Work out the last size",
                        {"name": "target_shape", "value": [-1]},
                    )
                ],
                layer=self.title,
                shape=tuple(sample),
                target=self.target_shape,
                count=error.values.get("total", "?"),
            ) from None
        batch = inputs.shape[0]
        if None in solved or (batch is None and None in sample):
            solved = tuple(None if size == -1 else size for size in solved)
            return ops.ALL["shape_only"](inputs, shape=(batch, *solved))
        return ops.reshape(inputs, (-1 if batch is None else batch, *solved))


@register("shape")
class Permute(Layer):
    """Puts the axes of a sample into another order; axes count from 1."""

    dims = IntTuple(None, doc="The new order of the axes, counted from 1.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise DesignError(
                "{layer} has the order {dims}, which does not name each axis once.",
                fix="Name each axis from 1 to {last} once.",
                where=Where(field="dims"),
                layer=self.title, dims=self.dims, last=len(self.dims),
            )

    def call(self, inputs):
        if sorted(self.dims) != list(range(1, len(inputs.shape))):
            raise DesignError(
                "{layer} has the order {dims}, which does not fit an input of shape {shape}.",
                fix="Name each axis from 1 to {last} once.",
                where=Where(field="dims"),
                layer=self.title,
                dims=self.dims,
                shape=inputs.shape,
                last=len(inputs.shape) - 1,
            )
        return ops.transpose(inputs, axes=(0, *self.dims))


@register("shape")
class RepeatVector(Layer):
    """Repeats a vector n times: (batch, features) becomes (batch, n, features)."""

    n = Integer(doc="Number of repetitions.", minimum=1)

    def call(self, inputs):
        if len(inputs.shape) != 2:
            raise DesignError(
                "{layer} needs a vector (batch, features), but gets {shape}.",
                fix="Put a Flatten layer before it.",
                layer=self.title,
                shape=inputs.shape,
            )
        return ops.repeat(ops.expand_dims(inputs, 1), self.n, axis=1)


@register("shape")
class Masking(Layer):
    """Marks time steps whose features all equal mask_value, so that later layers skip them."""

    supports_masking = True
    mask_value = Float(0.0, "The value that marks a step as missing.")

    def call(self, inputs):
        kept = ops.any(ops.not_equal(inputs, self.mask_value), axis=-1, keepdims=True)
        outputs = inputs * ops.cast(kept, inputs.dtype)
        outputs._keras_mask = ops.squeeze(kept, axis=-1)
        return outputs

    def compute_mask(self, inputs, mask=None):
        return ops.any(ops.not_equal(inputs, self.mask_value), axis=-1)


@register("normalization")
class ActivityRegularization(Layer):
    """Passes its input on and adds a penalty on its size to the loss."""

    supports_masking = True
    l1 = Float(0.0, "Factor of the sum of sizes.", minimum=0.0)
    l2 = Float(0.0, "Factor of the sum of squares.", minimum=0.0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from_factors = {"class_name": "L1L2", "config": {"l1": self.l1, "l2": self.l2}}
        self.activity_regularizer = Regularizer().check(from_factors)


__all__ = [
    "Activation",
    "ActivityRegularization",
    "Dense",
    "Dropout",
    "Flatten",
    "Input",
    "InputLayer",
    "Masking",
    "Permute",
    "RepeatVector",
    "Reshape",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
]
