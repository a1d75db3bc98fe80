"""How are windows and recurrences computed on values whose channels come last?"""

import torch
import torch.nn.functional as F

from engine.export.pytorch.parts.shapes import average_pool_same, pad_same


def convolved(x, kernel, bias=None, stride=1, dilation=1, padding="valid", groups=1):
    """A convolution with a kernel (places, inputs, outputs), as Keras lays it out."""
    sizes = kernel.shape[:-2]
    x = x.movedim(-1, 1)
    if padding == "same":
        x = pad_same(x, sizes, stride, dilation)
    elif padding == "causal":
        rate = dilation if isinstance(dilation, int) else dilation[0]
        x = F.pad(x, ((sizes[0] - 1) * rate, 0))
    convolve = (F.conv1d, F.conv2d, F.conv3d)[len(sizes) - 1]
    weight = kernel.movedim((-1, -2), (0, 1))
    return convolve(x, weight, bias, stride, 0, dilation, groups).movedim(1, -1)


def pooled(x, kind, window, stride, padding):
    """The largest value or the mean of each window."""
    x = x.movedim(-1, 1)
    if kind == "average":
        pool = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[len(window) - 1]
        same = padding == "same"
        found = (
            average_pool_same(x, window, stride) if same else pool(x, window, stride)
        )
    else:
        pool = (F.max_pool1d, F.max_pool2d, F.max_pool3d)[len(window) - 1]
        if padding == "same":
            x = pad_same(x, window, stride, value=-torch.inf)
        found = pool(x, window, stride)
    return found.movedim(1, -1)


def recurrent_sequence(
    kind,
    x,
    kernel,
    recurrent,
    bias=None,
    h0=None,
    c0=None,
    mask=None,
    activation=torch.tanh,
    gate=torch.sigmoid,
    every=False,
    reverse=False,
    zero_masked=False,
    reset_after=False,
):
    """A SimpleRNN, LSTM or GRU of Keras's over (batch, steps, size).

    Gives the outputs of all steps (or the last one), the last state and the last carry.
    """
    zeros = x.new_zeros(len(x), len(recurrent))
    h, c = (zeros if one is None else one for one in (h0, c0))
    outputs, before = [], zeros
    first = bias[0] if bias is not None and bias.dim() == 2 else bias
    for step in reversed(range(x.shape[1])) if reverse else range(x.shape[1]):
        z = x[:, step] @ kernel + (0.0 if first is None else first)
        carry = c
        if kind == "lstm":
            i, f, g, o = (z + h @ recurrent).chunk(4, dim=-1)
            carry = gate(f) * c + gate(i) * activation(g)
            new = gate(o) * activation(carry)
        elif kind == "gru" and reset_after:
            inner = h @ recurrent + (0.0 if bias is None else bias[1])
            (z_x, r_x, n_x), (z_h, r_h, n_h) = z.chunk(3, -1), inner.chunk(3, -1)
            update = gate(z_x + z_h)
            new = activation(n_x + gate(r_x + r_h) * n_h)
            new = update * h + (1.0 - update) * new
        elif kind == "gru":
            (z_x, r_x, n_x), (z_w, r_w, n_w) = z.chunk(3, -1), recurrent.chunk(3, -1)
            update, reset = gate(z_x + h @ z_w), gate(r_x + h @ r_w)
            new = update * h + (1.0 - update) * activation(n_x + (reset * h) @ n_w)
        else:
            new = activation(z + h @ recurrent)
        output = new
        if mask is not None:
            counts = mask[:, step].bool().reshape(-1, 1)
            output = torch.where(counts, new, before)
            new, carry = torch.where(counts, new, h), torch.where(counts, carry, c)
            before = before if zero_masked else output
        h, c = new, carry
        outputs.append(output)
    return torch.stack(outputs, dim=1) if every else outputs[-1], h, c
