"""How are recurrent cells spelled? As classes that a program brings along."""

from __future__ import annotations

from typing import Any

from engine.export.python import literal
from engine.export.pytorch.body import Body, Kept, Value
from engine.export.pytorch.spelling import bending, function_text, spells, unknown
from engine.layers import cells, convlstm, drawn
from engine.nest import flatten

CONVOLUTIONAL_CELLS = (convlstm.ConvLSTM1DCell, convlstm.ConvLSTM2DCell, convlstm.ConvLSTM3DCell)


def cell_text(body: Body, cell: Any) -> tuple[str, dict[str, Kept]]:
    """(what makes a cell, its weights)."""
    if type(cell) is cells.StackedRNNCells:
        made = [cell_text(body, one) for one in cell.cells]
        weights = {
            f"cells.{place}.{name}": kept
            for place, (_, own) in enumerate(made)
            for name, kept in own.items()
        }
        extra = ", reverse_state_order=True" if cell.reverse_state_order else ""
        return f"StackedCells([{', '.join(text for text, _ in made)}]{extra})", weights
    if type(cell) is drawn.GraphCell:
        return drawn_cell(body, cell)
    kinds = {
        cells.SimpleRNNCell: "SimpleRNNCell", cells.LSTMCell: "LSTMCell", cells.GRUCell: "GRUCell",
    }  # fmt: skip
    kinds.update(dict.fromkeys(CONVOLUTIONAL_CELLS, "ConvLSTMCell"))
    if type(cell) not in kinds:
        raise unknown(cell)
    if cell.activity_regularizer is not None:
        raise body.refuse(
            "{layer} has a penalty on the output of each step, which has no spelling in PyTorch.",
            fix="Put the penalty on the whole layer.",
            layer=cell.title,
        )
    weights = {"kernel": Kept(cell.kernel), "recurrent_kernel": Kept(cell.recurrent_kernel)}
    options = []
    if type(cell) in CONVOLUTIONAL_CELLS:
        rank = cell.spatial + 2
        order = (rank - 1, rank - 2, *range(rank - 2))
        weights = {name: Kept(kept.variable, order) for name, kept in weights.items()}
        window = literal(tuple(cell.kernel_size))
        first = [str(cell.kernel.shape[-2]), str(cell.filters), window]
        if set(cell.strides) != {1}:
            options.append(f"strides={literal(tuple(cell.strides))}")
        if cell.padding != "valid":
            options.append(f"padding={literal(cell.padding)}")
        if set(cell.dilation_rate) != {1}:
            options.append(f"dilation={literal(tuple(cell.dilation_rate))}")
    else:
        first = [str(cell.kernel.shape[0]), str(cell.units)]
    usual = {"activation": "tanh", "recurrent_activation": "sigmoid"}
    for name, default in usual.items():
        function = getattr(cell, name, None) if name != "activation" else cell.activation
        if hasattr(cell, name) and bending(function) != default:
            if bending(function) is None and type(cell) in CONVOLUTIONAL_CELLS:
                raise unknown(cell)  # which axis is its last one, the function could ask
            shape = (None, getattr(cell, "units", None))
            options.append(f"{name}={function_text(body, function, shape)}")
    if type(cell) is cells.GRUCell and not cell.reset_after:
        options.append("reset_after=False")
    if cell.bias is not None:
        weights["bias"] = Kept(cell.bias)
    else:
        options.append("bias=False")
    for name in ("dropout", "recurrent_dropout"):
        if cell.drops(getattr(cell, name)):
            options.append(f"{name}={literal(getattr(cell, name))}")
    several = cell.gates > 1 and getattr(cell, "implementation", 2) == 1
    if several and cell.drops(cell.dropout):
        options.append("mask_each_gate=True")
    return f"{kinds[type(cell)]}({', '.join([*first, *options])})", weights


def drawn_cell(body: Body, cell: Any) -> tuple[str, dict[str, Kept]]:
    """A cell whose step is a network: a class for the network, and what makes a cell of it."""
    network = cell.network
    written = body.program.inner(network)
    if written.body.penalizes:
        raise body.refuse(
            "{layer} has a penalty on an output inside each step, which has no spelling in "
            "PyTorch.",
            fix="Put the penalty on the whole layer.",
            layer=cell.title,
        )
    sizes = literal(cell.state_shapes)
    weights = {f"network.{name}": kept for name, kept in written.body.weights.items()}
    return f"DrawnCell({written.name}(), {sizes})", weights


@spells(
    cells.SimpleRNNCell, cells.LSTMCell, cells.GRUCell, cells.StackedRNNCells, drawn.GraphCell
)
def one_step(body: Body, layer: Any, x: Value, *given: Any) -> list[Value]:
    """A cell that is called as a layer: the output and the new states."""
    text, weights = cell_text(body, layer)
    module = body.module(layer, text, weights)
    states = [body.last(state) for state in flatten(list(given))]
    x = body.settled(body.last(x))
    if states:
        before = f"[{', '.join(state.text for state in states)}]"
    else:
        before = f"{module}.first_states({x.text})"
    count = len(flatten(layer.state_size))
    output = body.target(layer)
    new = body.variables.take(f"{layer.name}_states")
    body.lines.append(f"{module}.draw({x.text}, {before})")
    body.unpack([output, new], f"{module}({x.text}, {before})")
    return [Value(output, ()), *(Value(f"{new}[{place}]", ()) for place in range(count))]
