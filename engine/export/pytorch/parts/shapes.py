"""Which functions on values does torch not have as Keras means them?"""

import torch
import torch.nn.functional as F


def linear(x):
    return x


def softmax(x):
    return F.softmax(x, dim=-1)


def log_softmax(x):
    return F.log_softmax(x, dim=-1)


def leaky_relu(x):
    return F.leaky_relu(x, 0.2)


def hard_sigmoid(x):
    """Keras 2's: torch's own has another slope."""
    return (0.2 * x + 0.5).clamp(0.0, 1.0)


def bent_relu(x, negative_slope=0.0, max_value=None, threshold=0.0):
    """Keras's relu with a slope below the threshold and a limit above."""
    y = torch.where(x >= threshold, x, negative_slope * (x - threshold))
    return y if max_value is None else y.clamp(max=max_value)


def softmax_over(x, dims):
    """A softmax over several axes together."""
    y = (x - x.amax(dim=dims, keepdim=True)).exp()
    return y / y.sum(dim=dims, keepdim=True)


def pad_same(x, kernel_size, stride, dilation=1, value=0.0):
    """Padding as Keras's "same" has it: the odd element goes to the end."""
    pads = []
    for axis in reversed(range(x.dim() - 2)):
        kernel, step, rate = (
            one if isinstance(one, int) else one[axis]
            for one in (kernel_size, stride, dilation)
        )
        size = x.shape[axis + 2]
        total = max((-(-size // step) - 1) * step + (kernel - 1) * rate + 1 - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


def average_pool_same(x, kernel_size, stride):
    """Average pooling with padding "same", which Keras leaves out of the mean."""
    pool = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[x.dim() - 3]
    total = pool(pad_same(x, kernel_size, stride), kernel_size, stride)
    share = pool(
        pad_same(torch.ones_like(x[:1]), kernel_size, stride), kernel_size, stride
    )
    return total / share


def aligned(*values):
    """Values with the same number of axes: sizes of 1 are put in behind the batch."""
    rank = max(value.dim() for value in values)
    return [
        value.reshape(len(value), *(1,) * (rank - value.dim()), *value.shape[1:])
        for value in values
    ]


def batch_dot(x, y, axes):
    """Products summed over one axis of each value, sample by sample."""
    x, y = x.movedim(axes[0], -1), y.movedim(axes[1], 1)
    rest_x, rest_y = x.shape[1:-1], y.shape[2:]
    product = x.reshape(len(x), -1, x.shape[-1]) @ y.reshape(len(y), y.shape[1], -1)
    if not rest_x and not rest_y:
        return product.reshape(len(x), 1)
    return product.reshape(len(x), *rest_x, *rest_y)


def unit_length(x, dim):
    """Vectors scaled to length 1."""
    return x * torch.rsqrt(x.square().sum(dim=dim, keepdim=True).clamp(min=1e-12))


def orthogonal_penalty(weight, factor, mode):
    """How far the rows (or columns) of a matrix are from being at right angles."""
    unit = unit_length(weight, 1 if mode == "rows" else 0)
    product = unit @ unit.T if mode == "rows" else unit.T @ unit
    size = len(product)
    apart = product * (1.0 - torch.eye(size, device=product.device))
    return factor * 0.5 * apart.abs().sum() / (size * (size - 1.0) / 2.0)


def as_tensors(x, y):
    """Two values, of which one may be a plain number."""
    like = x if isinstance(x, torch.Tensor) else y
    return [torch.as_tensor(one, device=like.device) for one in (x, y)]
