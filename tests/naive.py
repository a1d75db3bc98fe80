"""What do the kernels compute, said slowly and obviously in NumPy?

Everything here is float64 and free of tricks; a kernel's test holds it against its twin.
"""

import math

import numpy as np

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772

erf = np.vectorize(math.erf, otypes=[float])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x, slope=0.0, threshold=0.0, maximum=np.inf):
    below = slope * (x - threshold) if slope else 0.0
    return np.minimum(np.where(x <= threshold, below, x), maximum)


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


# Of one tensor. Those with parameters take them after x.
UNARY = {
    "copy": lambda x: x,
    "negative": lambda x: -x,
    "abs": np.abs,
    "sign": np.sign,
    "square": np.square,
    "sqrt": np.sqrt,
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "reciprocal": lambda x: 1 / x,
    "floor": np.floor,
    "ceil": np.ceil,
    "round": np.round,
    "logical_not": lambda x: x == 0,
    "isnan": np.isnan,
    "exp": np.exp,
    "expm1": np.expm1,
    "log": np.log,
    "log1p": np.log1p,
    "erf": erf,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "arctan": np.arctan,
    "affine": lambda x, scale, offset: scale * x + offset,
    "clip": np.clip,
    "power_scalar": np.power,
}

ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "hard_sigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
    "softplus": lambda x: np.logaddexp(0, x),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "relu": relu,
    "leaky_relu": lambda x, slope: relu(x, slope),
    "bounded_relu": relu,
    "elu": elu,
    "selu": lambda x: SELU_SCALE * elu(x, SELU_ALPHA),
    "swish": lambda x: x * sigmoid(x),
    "gelu": lambda x: x / 2 * (1 + erf(x / math.sqrt(2))),
    "gelu_tanh": lambda x: x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
    "mish": lambda x: x * np.tanh(np.logaddexp(0, x)),
}

BINARY = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "divide_no_nan": lambda a, b: np.where(b == 0, 0, a / np.where(b == 0, 1, b)),
    "squared_difference": lambda a, b: (a - b) ** 2,
    "power": np.power,
    "mod": np.mod,
    "floor_divide": lambda a, b: np.floor(a / b),
    "maximum": np.maximum,
    "minimum": np.minimum,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "logical_and": np.logical_and,
    "logical_or": np.logical_or,
}


# Of [outer, length, inner] to [outer, inner].
REDUCTIONS = {
    "sum": lambda x: x.sum(1),
    "mean": lambda x: x.mean(1),
    "prod": lambda x: x.prod(1),
    "max": lambda x: x.max(1, initial=-np.inf),
    "min": lambda x: x.min(1, initial=np.inf),
    "any": lambda x: (x != 0).any(1),
    "all": lambda x: (x != 0).all(1),
}


def cumsum(x, reverse, exclusive):
    """Running sums along axis 1."""
    if reverse:
        return cumsum(x[:, ::-1], False, exclusive)[:, ::-1]
    return np.cumsum(x, 1) - (x if exclusive else 0)


def max_gradient(x, y, dy):
    ties = x == y[:, None]
    return ties * (dy / ties.sum(1))[:, None]


def strided_copy(x, dims, strides, offset):
    """Every element of a strided view of flat x, one after the other."""
    out = np.zeros(dims)
    for index in np.ndindex(*dims):
        out[index] = x[offset + sum(i * s for i, s in zip(index, strides, strict=True))]
    return out


def gather(table, indices):
    out = np.full((len(indices), table.shape[1]), np.nan)
    for i, index in enumerate(indices):
        if 0 <= index < len(table):
            out[i] = table[int(index)]
    return out


def scatter_add(indices, updates, rows):
    out = np.zeros((rows, updates.shape[1]))
    for index, update in zip(indices, updates, strict=True):
        if 0 <= index < rows:
            out[int(index)] += update
    return out


def one_hot(indices, depth, on, off):
    out = np.full((len(indices), depth), float(off))
    for i, index in enumerate(indices):
        if 0 <= index < depth:
            out[i, int(index)] = on
    return out


def softmax(x):
    grown = np.exp(x - x.max(-1, keepdims=True, initial=-np.inf))
    return grown / grown.sum(-1, keepdims=True)


def log_softmax(x):
    x = x - x.max(-1, keepdims=True, initial=-np.inf)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def cross_entropy(logits, targets):
    return -(targets * log_softmax(logits)).sum(-1)


def binary_cross_entropy(logits, targets):
    return np.logaddexp(0, logits) - logits * targets


def in_top_k(predictions, targets, k):
    out = np.zeros(len(targets))
    for row, target in enumerate(targets):
        if 0 <= target < predictions.shape[1] and np.isfinite(predictions[row]).all():
            own = predictions[row, int(target)]
            out[row] = np.sum(predictions[row] > own) < k
    return out


def normalize(x, gamma, beta, epsilon, axis):
    """Batch normalization with axis 0, layer normalization with axis 1."""
    centered = x - x.mean(axis, keepdims=True)
    return centered / np.sqrt(x.var(axis, keepdims=True) + epsilon) * gamma + beta


def philox(counter, key):
    """Philox4x32-10 on four counter words (integers or arrays of them) and two key words."""
    a, b, c, d = (np.asarray(word, np.uint64) for word in counter)
    first, second = key
    low = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        product, other = a * np.uint64(0xD2511F53), c * np.uint64(0xCD9E8D57)
        a, b = (other >> np.uint64(32)) ^ b ^ np.uint64(first), other & low
        c, d = (product >> np.uint64(32)) ^ d ^ np.uint64(second), product & low
        first, second = (first + 0x9E3779B9) % 2**32, (second + 0xBB67AE85) % 2**32
    return np.stack([a, b, c, d])


def random_words(seed, step, stream, n):
    """The first n words of a stream: tiles of 64, word k of 16 counters after word k - 1."""
    seed %= 2**64
    places = np.arange((n + 63) // 64 * 16)
    zero = np.zeros_like(places)
    counter = (places, stream + zero, step % 2**32 + zero, step // 2**32 + zero)
    words = philox(counter, (seed % 2**32, seed // 2**32))
    return words.reshape(4, -1, 16).transpose(1, 0, 2).ravel()[:n]


def update(name, w, g, slots, step, *, learning_rate, **given):
    """One step of an optimizer as its paper or Keras's text has it: the new w and the new slots."""
    rate = learning_rate
    if name.startswith("sgd"):
        if name == "sgd":
            return w - rate * g, []
        m = given["momentum"] * slots[0] - rate * g
        return w + (given["momentum"] * m - rate * g if name == "sgd_nesterov" else m), [m]
    if name.startswith("rmsprop"):
        rho = given["rho"]
        new = [rho * slots[0] + (1 - rho) * g**2]
        spread = new[0]
        if "centered" in name:
            new.append(rho * slots[1] + (1 - rho) * g)
            spread = spread - new[1] ** 2
        move = rate * g / np.sqrt(spread + given["epsilon"])
        if "momentum" in name:
            move = given["momentum"] * slots[-1] + move
            new.append(move)
        return w - move, new
    if name == "adagrad":
        total = slots[0] + g**2
        return w - rate * g / np.sqrt(total + given["epsilon"]), [total]
    if name == "adadelta":
        rho, epsilon = given["rho"], given["epsilon"]
        gradients = rho * slots[0] + (1 - rho) * g**2
        delta = -np.sqrt(slots[1] + epsilon) / np.sqrt(gradients + epsilon) * g
        return w + rate * delta, [gradients, rho * slots[1] + (1 - rho) * delta**2]
    if name == "ftrl":
        power = -given["learning_rate_power"]
        total = slots[0] + g**2
        sigma = (total**power - slots[0] ** power) / rate
        linear = slots[1] + g + 2 * given["l2_shrinkage"] * w - sigma * w
        l2 = given["l2"] + given["beta"] / (2 * rate)
        clipped = np.clip(linear, -given["l1"], given["l1"])
        return (clipped - linear) / (total**power / rate + 2 * l2), [total, linear]
    beta_1, beta_2, epsilon = given["beta_1"], given["beta_2"], given["epsilon"]
    m = beta_1 * slots[0] + (1 - beta_1) * g
    if name == "adamax":
        u = np.maximum(beta_2 * slots[1], np.abs(g))
        return w - rate / (1 - beta_1**step) * m / (u + epsilon), [m, u]
    v = beta_2 * slots[1] + (1 - beta_2) * g**2
    if name == "nadam":
        momenta = [beta_1 * (1 - 0.5 * 0.96**t) for t in range(1, step + 2)]
        so_far = np.prod(momenta[:step])
        ahead = momenta[step] * m / (1 - so_far * momenta[step])
        ahead = ahead + (1 - momenta[step - 1]) * g / (1 - so_far)
        return w - rate * ahead / (np.sqrt(v / (1 - beta_2**step)) + epsilon), [m, v]
    new = [m, v]
    if name == "adam_amsgrad":
        new.append(np.maximum(slots[2], v))
    correction = np.sqrt(1 - beta_2**step)
    return w - rate * correction / (1 - beta_1**step) * m / (np.sqrt(new[-1]) + epsilon), new


def slope(function, x, *parameters, step=1e-5):
    """The derivative of an elementwise function, by central differences."""
    return (function(x + step, *parameters) - function(x - step, *parameters)) / (2 * step)


def gradient(function, x, dy, step=1e-6):
    """The gradient of sum(function(x) * dy) with respect to x, by central differences."""
    x = np.array(x, float)
    result = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + step
        above = np.sum(function(x) * dy)
        x[place] = kept - step
        below = np.sum(function(x) * dy)
        x[place] = kept
        result[place] = (above - below) / (2 * step)
    return result
