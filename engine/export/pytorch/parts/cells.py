"""How does a recurrent layer walk step by step, where torch's own layers do not do it?"""

import torch
import torch.nn.functional as F
from torch import nn

from engine.export.pytorch.parts.shapes import pad_same


class Cell(nn.Module):
    """One step of a recurrent layer: `cell(x, states)` gives the output and the new states."""

    gates = 1

    def __init__(self, dropout=0.0, recurrent_dropout=0.0, mask_each_gate=False):
        super().__init__()
        self.dropout, self.recurrent_dropout = dropout, recurrent_dropout
        self.mask_each_gate = mask_each_gate
        self.x_masks = self.h_masks = None

    def draw(self, x, states):
        """New dropout masks, which all steps of a sequence share."""
        self.x_masks = self.h_masks = None
        if self.training and self.dropout:
            count = self.gates if self.mask_each_gate else 1
            ones = x.new_ones(count, *x.shape)
            self.x_masks = F.dropout(ones, self.dropout)
        if self.training and self.recurrent_dropout:
            ones = x.new_ones(self.gates, *states[0].shape)
            self.h_masks = F.dropout(ones, self.recurrent_dropout)

    def gated(self, value, masks, product, weight, first=0, last=None):
        """The products of a value with the weights of some gates, side by side."""
        last = self.gates if last is None else last
        parts = weight.chunk(self.gates, dim=-1 if weight.dim() == 2 else 0)[first:last]
        axis = -1 if weight.dim() == 2 else 1
        if masks is None:
            return product(value, torch.cat(parts, dim=-1 if weight.dim() == 2 else 0))
        masks = masks.expand(self.gates, *value.shape)[first:last]
        pairs = zip(masks, parts, strict=True)
        return torch.cat(
            [product(value * mask, part) for mask, part in pairs], dim=axis
        )


class DenseCell(Cell):
    """A cell with a matrix for the input and one for the state, laid out as Keras has them."""

    def __init__(
        self,
        inputs,
        units,
        activation=torch.tanh,
        recurrent_activation=torch.sigmoid,
        bias=True,
        **options,
    ):
        super().__init__(**options)
        self.units = units
        self.activation, self.recurrent_activation = activation, recurrent_activation
        self.kernel = nn.Parameter(torch.empty(inputs, units * self.gates))
        self.recurrent_kernel = nn.Parameter(torch.empty(units, units * self.gates))
        nn.init.xavier_uniform_(self.kernel)
        nn.init.orthogonal_(self.recurrent_kernel)
        shape = self.bias_shape()
        self.bias = nn.Parameter(torch.zeros(shape)) if bias else None

    def bias_shape(self):
        return (self.units * self.gates,)

    def first_states(self, x):
        return [x.new_zeros(len(x), self.units)]

    def products(self, x, h):
        """The products with the input and with the state, for all gates."""
        z = self.gated(x, self.x_masks, torch.matmul, self.kernel)
        z = z + self.gated(h, self.h_masks, torch.matmul, self.recurrent_kernel)
        return z if self.bias is None else z + self.bias


class SimpleRNNCell(DenseCell):
    def forward(self, x, states):
        y = self.activation(self.products(x, states[0]))
        return y, [y]


class LSTMCell(DenseCell):
    gates = 4

    def first_states(self, x):
        return [x.new_zeros(len(x), self.units) for _ in range(2)]

    def forward(self, x, states):
        h, c = states
        i, f, g, o = self.products(x, h).chunk(4, dim=-1)
        i, f, o = (self.recurrent_activation(gate) for gate in (i, f, o))
        c = f * c + i * self.activation(g)
        h = o * self.activation(c)
        return h, [h, c]


class GRUCell(DenseCell):
    """Keras's GRU; without `reset_after` the reset gate acts before the product."""

    gates = 3

    def __init__(self, *sizes, reset_after=True, **options):
        self.reset_after = reset_after
        super().__init__(*sizes, **options)

    def bias_shape(self):
        wide = super().bias_shape()
        return (2, *wide) if self.reset_after else wide

    def forward(self, x, states):
        (h,) = states
        z = self.gated(x, self.x_masks, torch.matmul, self.kernel)
        if self.bias is not None:
            z = z + (self.bias[0] if self.reset_after else self.bias)
        x_z, x_r, x_n = z.chunk(3, dim=-1)
        if self.reset_after:
            inner = self.gated(h, self.h_masks, torch.matmul, self.recurrent_kernel)
            if self.bias is not None:
                inner = inner + self.bias[1]
            h_z, h_r, h_n = inner.chunk(3, dim=-1)
        else:
            inner = self.gated(
                h, self.h_masks, torch.matmul, self.recurrent_kernel, 0, 2
            )
            h_z, h_r = inner.chunk(2, dim=-1)
        update = self.recurrent_activation(x_z + h_z)
        reset = self.recurrent_activation(x_r + h_r)
        if self.reset_after:
            seen = reset * h_n
        else:
            seen = self.gated(
                reset * h, self.h_masks, torch.matmul, self.recurrent_kernel, 2, 3
            )
        h = update * h + (1.0 - update) * self.activation(x_n + seen)
        return h, [h]


class ConvLSTMCell(Cell):
    """An LSTM's step with convolutions in the place of its products, channels first."""

    gates = 4

    def __init__(
        self,
        channels,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        dilation=1,
        activation=torch.tanh,
        recurrent_activation=torch.sigmoid,
        bias=True,
        **options,
    ):
        super().__init__(**options)
        self.filters, self.kernel_size, self.padding = filters, kernel_size, padding
        self.strides, self.dilation = strides, dilation
        self.activation, self.recurrent_activation = activation, recurrent_activation
        self.kernel = nn.Parameter(torch.empty(4 * filters, channels, *kernel_size))
        self.recurrent_kernel = nn.Parameter(
            torch.empty(4 * filters, filters, *kernel_size)
        )
        nn.init.xavier_uniform_(self.kernel)
        nn.init.orthogonal_(self.recurrent_kernel)
        self.bias = nn.Parameter(torch.zeros(4 * filters)) if bias else None

    def convolved(self, x, kernel):
        if self.padding == "same":
            x = pad_same(x, self.kernel_size, self.strides, self.dilation)
        convolve = (F.conv1d, F.conv2d, F.conv3d)[x.dim() - 3]
        return convolve(x, kernel, None, self.strides, 0, self.dilation)

    def repeated(self, h, kernel):
        convolve = (F.conv1d, F.conv2d, F.conv3d)[h.dim() - 3]
        return convolve(pad_same(h, self.kernel_size, 1), kernel)

    def first_states(self, x):
        with torch.no_grad():
            shape = self.convolved(x[:1], self.kernel[:1]).shape[2:]
        return [x.new_zeros(len(x), self.filters, *shape) for _ in range(2)]

    def forward(self, x, states):
        h, c = states
        z = self.gated(x, self.x_masks, self.convolved, self.kernel)
        if self.bias is not None:
            z = z + self.bias.reshape(-1, *(1,) * (x.dim() - 2))
        z = z + self.gated(h, self.h_masks, self.repeated, self.recurrent_kernel)
        i, f, g, o = z.chunk(4, dim=1)
        i, f, o = (self.recurrent_activation(gate) for gate in (i, f, o))
        c = f * c + i * self.activation(g)
        h = o * self.activation(c)
        return h, [h, c]


class DrawnCell(nn.Module):
    """A cell whose step is a network, from input and states to output and new states."""

    def __init__(self, network, state_shapes):
        super().__init__()
        self.network, self.state_shapes = network, state_shapes

    def first_states(self, x):
        return [x.new_zeros(len(x), *shape) for shape in self.state_shapes]

    def draw(self, x, states):
        pass

    def forward(self, x, states):
        output, *new = self.network(x, *states)
        return output, new


class StackedCells(nn.Module):
    """Several cells as one: the output of each is the input of the next."""

    def __init__(self, cells, reverse_state_order=False):
        super().__init__()
        self.cells = nn.ModuleList(cells)
        self.reverse = reverse_state_order

    def in_state_order(self, values):
        return values[::-1] if self.reverse else values

    def first_states(self, x):
        each = [cell.first_states(x) for cell in self.cells]
        return [state for own in self.in_state_order(each) for state in own]

    def apart(self, x, states):
        """The states of each cell, in the cells' order."""
        counts = [len(cell.first_states(x[:1])) for cell in self.cells]
        waiting = iter(states)
        each = [
            [next(waiting) for _ in range(count)]
            for count in self.in_state_order(counts)
        ]
        return self.in_state_order(each)

    def draw(self, x, states):
        for cell, own in zip(self.cells, self.apart(x, states), strict=True):
            cell.draw(x, own)
            x = own[0]

    def forward(self, x, states):
        new = []
        for cell, own in zip(self.cells, self.apart(x, states), strict=True):
            x, own = cell(x, own)
            new.append(own)
        return x, [state for own in self.in_state_order(new) for state in own]


class Recurrent(nn.Module):
    """Repeats a cell over the steps of a sequence (batch, steps, …), as Keras does.

    A masked step changes no state and repeats the output before it. Returns the output (of all
    steps with `return_sequences`) and the last states.
    """

    def __init__(
        self,
        cell,
        return_sequences=False,
        go_backwards=False,
        stateful=False,
        zero_output_for_mask=False,
        time_major=False,
        drop_each_step=False,
    ):
        super().__init__()
        self.cell = cell
        self.return_sequences, self.go_backwards = return_sequences, go_backwards
        self.stateful, self.time_major = stateful, time_major
        self.zero_output_for_mask = zero_output_for_mask
        self.drop_each_step = drop_each_step
        self.kept = None

    def reset_states(self):
        """Begins anew: only a stateful layer remembers anything between batches."""
        self.kept = None

    def forward(self, x, mask=None, states=None):
        if self.time_major:
            x = x.transpose(0, 1)
            mask = None if mask is None else mask.transpose(0, 1)
        if self.stateful and self.kept is not None:
            states = self.kept
        if states is None:
            states = self.cell.first_states(x[:, 0])
        self.cell.draw(x[:, 0], states)
        if self.drop_each_step and self.cell.x_masks is not None:
            x, self.cell.x_masks = F.dropout(x, self.cell.dropout), None
        steps = range(x.shape[1])
        outputs, before = [], None
        for step in reversed(steps) if self.go_backwards else steps:
            output, new = self.cell(x[:, step], states)
            if mask is not None:
                counts = mask[:, step].reshape(-1, *(1,) * (output.dim() - 1))
                if before is None:
                    before = torch.zeros_like(output)
                output = torch.where(counts, output, before)
                pairs = zip(new, states, strict=True)
                new = [torch.where(counts, now, old) for now, old in pairs]
                if not self.zero_output_for_mask:
                    before = output
            states = new
            outputs.append(output)
        if self.stateful:
            self.kept = [state.detach() for state in states]
        if not self.return_sequences:
            return outputs[-1], states
        together = torch.stack(outputs, dim=1)
        return (together.transpose(0, 1) if self.time_major else together), states
