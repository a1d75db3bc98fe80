"""Which operations may a layer, a loss or a user's cell use? Keras 3's names, with gradients."""

import numpy as np

from engine.ops import (
    base,
    convolution,
    elementwise,
    linear,
    movement,
    nn,
    normalization,
    peaks,
    pooling,
    reduction,
    update,
)
from engine.ops.base import ALL, convert
from engine.ops.convolution import conv
from engine.ops.elementwise import abs_ as abs
from engine.ops.elementwise import (
    add,
    arctan,
    cast,
    ceil,
    cos,
    divide,
    divide_no_nan,
    equal,
    erf,
    exp,
    expm1,
    floor,
    floor_divide,
    greater,
    greater_equal,
    hard_sigmoid,
    less,
    less_equal,
    log,
    log1p,
    logical_and,
    logical_or,
    maximum,
    minimum,
    mish,
    mod,
    multiply,
    negative,
    not_equal,
    power,
    reciprocal,
    rsqrt,
    selu,
    sigmoid,
    sign,
    silu,
    sin,
    softplus,
    softsign,
    sqrt,
    square,
    squared_difference,
    stop_gradient,
    subtract,
    tan,
    tanh,
    where,
)
from engine.ops.elementwise import isnan_ as isnan
from engine.ops.elementwise import logical_not_ as logical_not
from engine.ops.elementwise import round_ as round
from engine.ops.linear import batch_dot, dense, dot, einsum, matmul, tensordot
from engine.ops.movement import (
    broadcast_to,
    concatenate,
    expand_dims,
    flip,
    full_like,
    moveaxis,
    ones,
    ones_like,
    pad,
    repeat,
    reshape,
    shape,
    split,
    squeeze,
    stack,
    swapaxes,
    tile,
    transpose,
    unstack,
    zeros,
    zeros_like,
)
from engine.ops.nn import (
    average_pool,
    binary_crossentropy,
    categorical_crossentropy,
    dropout,
    elu,
    gelu,
    in_top_k,
    leaky_relu,
    log_softmax,
    max_pool,
    one_hot,
    relu,
    relu6,
    softmax,
    sparse_categorical_crossentropy,
    take,
)
from engine.ops.reduction import all_ as all
from engine.ops.reduction import any_ as any
from engine.ops.reduction import (
    argmax,
    argmin,
    count_nonzero,
    cumsum,
    logsumexp,
    mean,
    norm,
    prod,
    std,
    var,
)
from engine.ops.reduction import max_ as max
from engine.ops.reduction import min_ as min
from engine.ops.reduction import sum_ as sum

swish = silu
absolute = abs
true_divide = divide
convert_to_tensor = convert


def convert_to_numpy(x):
    """The numbers of a value outside of a trace, as a NumPy array."""
    return np.asarray(x)
pow = power


@base.composed
def clip(x, x_min, x_max):
    """`x` limited to [x_min, x_max]."""
    return elementwise.clip_by_value(convert(x), low=float(x_min), high=float(x_max))


__all__ = sorted(
    name
    for name, value in globals().items()
    if not name.startswith("_") and callable(value) and name not in ("ALL",)
)
_rooms = (
    convolution,
    linear,
    movement,
    nn,
    normalization,
    peaks,
    pooling,
    reduction,
    update,
)
