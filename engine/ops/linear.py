"""Products: matmul with its transposes, dense layers, general axis contractions."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import DesignError
from engine.ops.base import ALL, Op, composed, convert, normalise_axis, size_of
from engine.ops.elementwise import broadcast_shapes, sum_to
from engine.ops.movement import broadcast_to, expand_dims, reshape, squeeze, transpose
from engine.ops.reduction import sum_
from engine.tape import Operators, Spec, Tensor

FLOP = 0.012  # estimated nanoseconds for one multiply-add in the micro-kernel


class BatchMatmul(Op):
    """op(a) @ op(b) for [batch, rows, inner] values, op being a transpose or nothing.

    `b` may lack the batch axis's size (1): then one matrix serves all. With `bias` a row is added.
    Fusion may set `relu`: the result is cut at zero; or `ended`: it is a gradient, which ends where
    the third input, the output of a relu, is not above zero.
    """

    name = "batch_matmul"
    takes_relu = True

    def infer(self, a, b, *bias, transpose_a=False, transpose_b=False, relu=False):
        rows, inner = a.shape[-2:][::-1] if transpose_a else a.shape[-2:]
        depth, cols = b.shape[-2:][::-1] if transpose_b else b.shape[-2:]
        if None not in (inner, depth) and inner != depth:
            raise DesignError(
                "Shapes {first} and {second} cannot be multiplied: {inner} columns meet {depth} "
                "rows.",
                fix="Make the last size of the first equal to the first size of the second.",
                first=a.shape,
                second=b.shape,
                inner=inner,
                depth=depth,
            )
        return Spec((a.shape[0], rows, cols))

    def gradient(self, record, incoming, wants):
        a, b = record.inputs[:2]
        ta = record.attributes.get("transpose_a", False)
        tb = record.attributes.get("transpose_b", False)
        dy = incoming[0]
        da = db = None
        if wants[0]:
            if ta:
                da = batch_matmul(b, dy, transpose_a=tb, transpose_b=True)
            else:
                da = batch_matmul(dy, b, transpose_b=not tb)
            da = sum_to(da, a.shape)
        if wants[1]:
            shared = b.shape[0] == 1 and a.shape[0] != 1
            if shared and not ta:
                # One matrix for the whole batch: its gradient is one long product.
                rows = reshape(a, newshape=(1, -1, a.shape[-1]))
                grads = reshape(dy, newshape=(1, -1, dy.shape[-1]))
            else:
                rows, grads = a, dy
            if tb:
                db = batch_matmul(grads, rows, transpose_a=True, transpose_b=ta)
            else:
                db = batch_matmul(rows, grads, transpose_a=not ta)
            db = sum_to(db, b.shape)
        result = [da, db]
        if len(record.inputs) == 3:
            result.append(sum_(dy, axis=(0, 1)) if wants[2] else None)
        return result

    def multiply_adds(self, record):
        inner = record.inputs[0].shape[-2 if record.attributes.get("transpose_a") else -1]
        return size_of(record.outputs[0].shape) * inner

    def emit(self, plan, record):
        a, b = record.inputs[:2]
        y = record.outputs[0]
        ta = record.attributes.get("transpose_a", False)
        tb = record.attributes.get("transpose_b", False)
        batch, rows, cols = y.shape
        inner = a.shape[-2] if ta else a.shape[-1]
        a_rows, a_cols = a.shape[-2:]
        a_m, a_k = (1, a_cols) if ta else (a_cols, 1)
        b_batch = 0 if b.shape[0] == 1 else size_of(b.shape[1:])
        a_batch = 0 if a.shape[0] == 1 and batch != 1 else a_rows * a_cols
        if batch > 1 and b_batch == 0 and not ta and a_batch:
            # The same matrix for all: one tall product.
            batch, rows = 1, batch * rows
        third = plan.of(record.inputs[2]) if len(record.inputs) == 3 else None
        # A matrix of one column lies in memory as its transpose does.
        tb = tb or cols == 1 and not ta
        bias, ended = (None, third) if record.attributes.get("ended") else (third, None)
        parts = plan.parts(batch * rows * cols * max(inner, 1) * FLOP)
        plan.step(
            "linear.matmul_transposed" if tb else "linear.matmul",
            plan.of(a),
            plan.of(b),
            plan.of(y),
            batch,
            rows,
            cols,
            inner,
            a_batch,
            a_m,
            a_k,
            b_batch,
            inner if tb else cols,
            rows * cols,
            bias,
            int(record.attributes.get("relu", False)),
            plan.scratch(plan.sizes.matmul_scratch(parts)),
            0,
            ended,
            parts=parts,
        )


batch_matmul = ALL["batch_matmul"]


@composed
def matmul(x1, x2):
    """Matrix product over the last two axes, with the leading axes broadcast as in NumPy."""
    a, b = convert(x1), convert(x2)
    if a.ndim == 0 or b.ndim == 0:
        raise DesignError("A single number has no matrix product; multiply it with * instead.")
    if a.ndim == 1 or b.ndim == 1:
        left = expand_dims(a, 0) if a.ndim == 1 else a
        right = expand_dims(b, -1) if b.ndim == 1 else b
        product = matmul(left, right)
        if b.ndim == 1:
            product = squeeze(product, axis=-1)
        return squeeze(product, axis=-2 if b.ndim > 1 else -1) if a.ndim == 1 else product
    if b.ndim == 2:
        return rows_times(a, b)
    lead = broadcast_shapes(a.shape[:-2], b.shape[:-2])
    if a.ndim == b.ndim == 3 and (a.shape[0] == b.shape[0] or b.shape[0] == 1):
        return batch_matmul(a, b)
    if None in lead or None in a.shape or None in b.shape:
        spec = batch_matmul.infer(Spec((1, *a.shape[-2:])), Spec((1, *b.shape[-2:])))
        return ALL["shape_only"](a, shape=(*lead, *spec.shape[1:]))
    a3 = reshape(broadcast_to(a, shape=(*lead, *a.shape[-2:])), newshape=(-1, *a.shape[-2:]))
    b3 = reshape(broadcast_to(b, shape=(*lead, *b.shape[-2:])), newshape=(-1, *b.shape[-2:]))
    product = batch_matmul(a3, b3)
    return reshape(product, newshape=(*lead, *product.shape[-2:]))


def rows_times(x: Tensor, kernel: Tensor, bias: Tensor | None = None) -> Tensor:
    """x @ kernel (+ bias) over the last axis of x, whatever its rank."""
    inputs = (expand_dims(kernel, 0),) if bias is None else (expand_dims(kernel, 0), bias)
    lead = x.shape[:-1]
    if None in x.shape:
        spec = batch_matmul.infer(Spec((1, 1, x.shape[-1])), Spec((1, *kernel.shape)))
        return ALL["shape_only"](x, shape=(*lead, spec.shape[-1]))
    flat = reshape(x, newshape=(1, size_of(lead), x.shape[-1]))
    return reshape(batch_matmul(flat, *inputs), newshape=(*lead, kernel.shape[-1]))


@composed
def dense(x, kernel, bias=None):
    """The product of a Dense layer: x @ kernel + bias over the last axis."""
    x = convert(x)
    return rows_times(x, convert(kernel), None if bias is None else convert(bias))


@composed
def dot(x1, x2):
    """matmul for two axes; for more, sums over the last of x1 and the last but one of x2."""
    a, b = convert(x1), convert(x2)
    if a.ndim <= 2 and b.ndim <= 2:
        return matmul(a, b)
    return tensordot(a, b, axes=[[a.ndim - 1], [max(b.ndim - 2, 0)]])


@composed
def tensordot(x1, x2, axes=2):
    """Sums over pairs of axes, or over the last/first `axes` ones."""
    a, b = convert(x1), convert(x2)
    if isinstance(axes, int):
        left, right = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    else:
        left, right = ([item] if isinstance(item, int) else list(item) for item in axes)
    left = [normalise_axis(axis, a.ndim) for axis in left]
    right = [normalise_axis(axis, b.ndim) for axis in right]
    keep_a = [axis for axis in range(a.ndim) if axis not in left]
    keep_b = [axis for axis in range(b.ndim) if axis not in right]
    result = [a.shape[axis] for axis in keep_a] + [b.shape[axis] for axis in keep_b]
    if None in a.shape or None in b.shape:
        return ALL["shape_only"](a, shape=tuple(result))
    inner = size_of([a.shape[axis] for axis in left])
    a2 = reshape(transpose(a, axes=(*keep_a, *left)), newshape=(-1, inner))
    b2 = reshape(transpose(b, axes=(*right, *keep_b)), newshape=(inner, -1))
    return reshape(rows_times(a2, b2), newshape=tuple(result))


@composed
def batch_dot(x, y, axes=None):
    """Keras 2's batch_dot: sums over one axis of each, sample by sample."""
    a, b = convert(x), convert(y)
    if axes is None:
        axes = (a.ndim - 1, 1) if b.ndim == 2 else (a.ndim - 1, b.ndim - 2)
    if isinstance(axes, int):
        axes = (axes, axes)
    left, right = normalise_axis(axes[0], a.ndim), normalise_axis(axes[1], b.ndim)
    if None not in (a.shape[left], b.shape[right]) and a.shape[left] != b.shape[right]:
        raise DesignError(
            "Axis {left} of {first} and axis {right} of {second} differ in size, so they cannot "
            "be summed over together.",
            fix="Choose axes of equal size.",
            left=left,
            first=a.shape,
            right=right,
            second=b.shape,
        )
    keep_a = [axis for axis in range(1, a.ndim) if axis != left]
    keep_b = [axis for axis in range(1, b.ndim) if axis != right]
    shape = [a.shape[axis] for axis in keep_a] + [b.shape[axis] for axis in keep_b] or [1]
    batch = a.shape[0] if a.shape[0] is not None else b.shape[0]
    if None in a.shape or None in b.shape:
        return ALL["shape_only"](a, shape=(batch, *shape))
    inner = a.shape[left]
    a3 = reshape(transpose(a, axes=(0, *keep_a, left)), newshape=(batch, -1, inner))
    b3 = reshape(transpose(b, axes=(0, right, *keep_b)), newshape=(batch, inner, -1))
    return reshape(batch_matmul(a3, b3), newshape=(batch, *shape))


@composed
def einsum(subscripts, *operands):
    """Einstein summation of one or two operands without repeated letters in one operand."""
    inputs, _, output = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    values = [convert(value) for value in operands]
    sizes: dict[str, int | None] = {}
    for term, value in zip(terms, values, strict=True):
        if len(term) != value.ndim or len(set(term)) != len(term):
            raise DesignError(
                "The einsum {subscripts} does not describe a value of shape {shape}.",
                subscripts=subscripts,
                shape=value.shape,
            )
        for letter, size in zip(term, value.shape, strict=True):
            sizes[letter] = size if sizes.get(letter) is None else sizes[letter]
    if any(size is None for value in values for size in value.shape):
        return ALL["shape_only"](values[0], shape=tuple(sizes[letter] for letter in output))
    if len(values) == 1:
        return permuted(values[0], terms[0], output)
    left, right = terms
    lone = {*left, *right} - set(output)
    a, left = without(values[0], left, lone - set(right))
    b, right = without(values[1], right, lone - set(left))
    shared = [c for c in left if c in right and c in output]
    summed = [c for c in left if c in right and c not in output]
    rows = [c for c in left if c not in right]
    cols = [c for c in right if c not in left]
    count = lambda letters: size_of([sizes[c] for c in letters])  # noqa: E731
    a3 = reshape(
        transpose(a, axes=order_of(left, [*shared, *rows, *summed])),
        newshape=(count(shared), count(rows), count(summed)),
    )
    b3 = reshape(
        transpose(b, axes=order_of(right, [*shared, *summed, *cols])),
        newshape=(count(shared), count(summed), count(cols)),
    )
    product = reshape(batch_matmul(a3, b3), newshape=[sizes[c] for c in [*shared, *rows, *cols]])
    return permuted(product, "".join([*shared, *rows, *cols]), output)


def order_of(letters: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...]:
    return tuple(list(letters).index(letter) for letter in wanted)


def without(value: Tensor, letters: str, dropped: set[str]) -> tuple[Tensor, str]:
    """`value` summed over the axes of the `dropped` letters."""
    axes = tuple(axis for axis, letter in enumerate(letters) if letter in dropped)
    kept = "".join(letter for letter in letters if letter not in dropped)
    return (sum_(value, axis=axes) if axes else value), kept


def permuted(value: Tensor, letters: str, output: str) -> Tensor:
    value, letters = without(value, letters, set(letters) - set(output))
    return value if letters == output else transpose(value, axes=order_of(letters, output))


Operators.table.update(matmul=matmul)
