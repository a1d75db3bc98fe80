"""Which layers does torch not have as Keras means them?"""

import math

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.distributed.nn.functional import all_reduce


class SlopedReLU(nn.Module):
    """x above 0, alpha * x below, with a learned alpha for each place."""

    def __init__(self, shape):
        super().__init__()
        self.alpha = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return F.relu(x) - self.alpha * F.relu(-x)


class SharedDropout(nn.Module):
    """Dropout whose choice is shared along the axes where `noise_shape` is 1."""

    def __init__(self, rate, noise_shape):
        super().__init__()
        self.rate, self.noise_shape = rate, noise_shape

    def forward(self, x):
        if not self.training:
            return x
        sizes = zip(self.noise_shape, x.shape, strict=True)
        shape = [given if own is None else own for own, given in sizes]
        return x * F.dropout(x.new_ones(shape), self.rate)


class SharedAlphaDropout(nn.Module):
    """Alpha dropout whose choice is shared along the axes where `noise_shape` is 1."""

    def __init__(self, rate, noise_shape):
        super().__init__()
        self.rate, self.noise_shape = rate, noise_shape

    def forward(self, x):
        if not self.training:
            return x
        sizes = zip(self.noise_shape, x.shape, strict=True)
        shape = [given if own is None else own for own, given in sizes]
        kept = (torch.rand(shape, device=x.device) >= self.rate).to(x.dtype)
        lowest = -1.6732632423543772 * 1.0507009873554805
        scale = ((1.0 - self.rate) * (1.0 + self.rate * lowest**2)) ** -0.5
        return (x * kept + lowest * (1.0 - kept)) * scale - scale * lowest * self.rate


class GaussianNoise(nn.Module):
    """Adds random numbers around 0 while training."""

    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def forward(self, x):
        return x + self.stddev * torch.randn_like(x) if self.training else x


class GaussianDropout(nn.Module):
    """Multiplies by random numbers around 1 while training."""

    def __init__(self, rate):
        super().__init__()
        self.stddev = math.sqrt(rate / (1.0 - rate))

    def forward(self, x):
        return x * (1.0 + self.stddev * torch.randn_like(x)) if self.training else x


class BatchNormalization(nn.Module):
    """Keras's batch normalization where torch's differs: along any axes, with a mask, or keeping
    the plain variance (`unbiased=False`), as Keras does for all but pictures."""

    counts = True  # whether this process's samples are part of the global batch

    def __init__(
        self, sizes, dim, eps, momentum, scale=True, center=True, unbiased=True
    ):
        super().__init__()
        self.dims = (dim,) if isinstance(dim, int) else dim
        self.eps, self.momentum, self.unbiased = eps, momentum, unbiased
        count = sizes if isinstance(sizes, int) else math.prod(sizes)
        self.weight = nn.Parameter(torch.ones(count)) if scale else None
        self.bias = nn.Parameter(torch.zeros(count)) if center else None
        self.register_buffer("running_mean", torch.zeros(count))
        self.register_buffer("running_var", torch.ones(count))

    def forward(self, x, mask=None):
        others = [axis for axis in range(x.dim()) if axis not in self.dims]
        turned = x.permute(*others, *self.dims)
        flat = turned.reshape(-1, len(self.running_mean))
        mean, variance = self.running_mean, self.running_var
        if self.training:
            rows = flat
            if mask is not None:
                wide = mask.reshape(*mask.shape, *(1,) * (len(others) - mask.dim()))
                rows = flat[wide.expand(turned.shape[: len(others)]).reshape(-1)]
            mean, variance, count = batch_statistics(rows, self.counts)
            self.keep(mean.detach(), variance.detach(), count, mask)
        flat = (flat - mean) * torch.rsqrt(variance + self.eps)
        if self.weight is not None:
            flat = flat * self.weight
        if self.bias is not None:
            flat = flat + self.bias
        places = sorted(range(x.dim()), key=lambda place: [*others, *self.dims][place])
        return flat.reshape(turned.shape).permute(*places)

    @torch.no_grad()
    def keep(self, mean, variance, count, mask):
        """Moves the averages that evaluation uses towards a batch's own."""
        if self.unbiased and mask is None:
            variance = variance * (count / max(count - 1, 1))
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance, self.momentum)


def batch_statistics(rows, counts=True):
    """Mean, variance and number of the rows of all processes together.

    With `counts=False` this process has none: it is only there for the others.
    """
    rows = rows.float()
    if not (dist.is_available() and dist.is_initialized()):
        return rows.mean(dim=0), rows.var(dim=0, unbiased=False), len(rows)
    number = rows.new_full((1,), float(len(rows)))
    total = all_reduce(torch.cat([rows.sum(dim=0), number]) * counts)
    mean, count = total[:-1] / total[-1], total[-1]
    squares = all_reduce((rows - mean).square().sum(dim=0) * counts)
    return mean, squares / count, float(count)


class GlobalBatchNorm(nn.modules.batchnorm._BatchNorm):
    """torch's batch normalization over the global batch, on any device."""

    counts = True

    def _check_input_dim(self, x):
        pass

    def forward(self, x):
        if not self.training:
            return super().forward(x)
        rows = x.movedim(1, -1).flatten(0, -2)
        mean, variance, count = batch_statistics(rows, self.counts)
        with torch.no_grad():
            unbiased = variance * (count / max(count - 1.0, 1.0))
            self.num_batches_tracked.add_(1)
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(unbiased, self.momentum)
        rows = (rows - mean) * torch.rsqrt(variance + self.eps)
        y = (rows * self.weight + self.bias).to(x.dtype)
        return y.unflatten(0, (len(x), *x.shape[2:])).movedim(-1, 1)


def share_statistics(network):
    """Lets batch normalization see the global batch in place of a process's share.

    nn.SyncBatchNorm does that on GPUs only. Gives the modules that must know whose samples count.
    """
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            module.__class__ = GlobalBatchNorm
    return [module for module in network.modules() if hasattr(module, "counts")]


class LayerNormalization(nn.Module):
    """Layer normalization along any axes."""

    def __init__(self, shape, dim, eps, scale=True, center=True):
        super().__init__()
        self.dims, self.eps = dim, eps
        self.weight = nn.Parameter(torch.ones(shape)) if scale else None
        self.bias = nn.Parameter(torch.zeros(shape)) if center else None

    def forward(self, x):
        mean = x.mean(dim=self.dims, keepdim=True)
        variance = x.var(dim=self.dims, keepdim=True, unbiased=False)
        x = (x - mean) * torch.rsqrt(variance + self.eps)
        sizes = [x.shape[axis] if axis in self.dims else 1 for axis in range(x.dim())]
        if self.weight is not None:
            x = x * self.weight.reshape(sizes)
        if self.bias is not None:
            x = x + self.bias.reshape(sizes)
        return x


class LocallyConnected(nn.Module):
    """A convolution with weights of its own at every place."""

    def __init__(self, channels, filters, places, kernel_size, stride, bias=True):
        super().__init__()
        self.places, self.kernel_size, self.stride = places, kernel_size, stride
        inputs = channels * math.prod(kernel_size)
        self.weight = nn.Parameter(torch.empty(math.prod(places), filters, inputs))
        nn.init.uniform_(self.weight, -(inputs**-0.5), inputs**-0.5)
        self.bias = nn.Parameter(torch.zeros(filters, *places)) if bias else None

    def forward(self, x):
        channels = x.shape[1]
        for axis, (size, step) in enumerate(
            zip(self.kernel_size, self.stride, strict=True)
        ):
            x = x.unfold(axis + 2, size, step)
        windows = x.reshape(len(x), channels, len(self.weight), -1).transpose(1, 2)
        y = torch.einsum("npk,pfk->nfp", windows.flatten(2), self.weight)
        y = y.reshape(len(y), -1, *self.places)
        return y if self.bias is None else y + self.bias
