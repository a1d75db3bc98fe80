"""How is one trace written, line by line? Its values as variables or where they are used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine.errors import DesignError
from engine.export.python import INDENT, WIDTH, Names, literal
from engine.export.pytorch import products
from engine.export.pytorch.body import MODULE_NAMES, Fixed, Kept
from engine.export.pytorch.library import reserved
from engine.export.pytorch.records import TABLE
from engine.export.tracing import Proportion, Sizes, Subject, Traces, needed, relation
from engine.tape import RAW, Record, Tensor

# An expression that is used once and not longer than this stands where it is used.
SHORT = 44
# An array of at most so many numbers is written into the program.
SMALL = 16
# Expressions that need no parentheses, wherever they stand.
PRODUCTS = (ast.Mult, ast.Div, ast.MatMult)
PLAIN = (ast.Name, ast.Call, ast.Subscript, ast.Attribute, ast.Constant)
KINDS = {"float32": "float", "int32": "int", "bool": "bool"}
NUMBER = re.compile(r"-?\d+(\.\d*)?(e[-+]?\d+)?")



def indented(lines: Sequence[str]) -> list[str]:
    return [INDENT + line for line in lines]


class Holder:
    """The weights and tables of what is written, shared by both phases."""

    def __init__(self) -> None:
        self.names = Names([*MODULE_NAMES, "training"])
        self.modules: list[str] = []
        self.weights: dict[str, Any] = {}
        self.known: dict[int, str] = {}
        self.tables: list[tuple[np.ndarray, str]] = []
        self.penalizes = self.has_phases = False

    @property
    def is_needed(self) -> bool:
        return bool(self.weights) or self.penalizes or self.has_phases

    def weight(self, variable: Any) -> str:
        """`self.name` of a weight of the layer."""
        if id(variable) not in self.known:
            path = variable.path.split("/")
            name = self.names.take("_".join(path[1:] or path))
            shape = literal(tuple(variable.shape))
            if variable.trainable:
                self.modules.append(f"self.{name} = nn.Parameter(torch.empty({shape}))")
            else:
                self.modules.append(f'self.register_buffer("{name}", torch.empty({shape}))')
            self.weights[name] = Kept(variable)
            self.known[id(variable)] = f"self.{name}"
        return self.known[id(variable)]

    def table(self, array: np.ndarray) -> str:
        """`self.name` of an array that does not change."""
        for known, text in self.tables:
            if np.array_equal(known, array):
                return text
        name = self.names.take("table")
        self.modules.append(f'self.register_buffer("{name}", torch.empty({array.shape}))')
        self.weights[name] = Fixed(array)
        self.tables.append((array, f"self.{name}"))
        return f"self.{name}"


class Phase:
    """The lines that compute what a subject computes, in training or in prediction."""

    def __init__(self, subject: Subject, holder: Holder) -> None:
        self.holder = holder
        self.traces = traces = Traces(subject)
        self.names = Names([*reserved(), "training"])
        self.lines: list[str] = []
        self.texts: dict[int, str] = {}
        self.views: dict[int, Tensor] = {}
        self.axes: dict[Sizes, str] = {}
        self.held: list[Tensor] = []
        self.record: Record | None = None
        self.arguments = [self.names.take(name) for name in subject.names]
        leading = traces.leading
        tape = leading.tape
        for value, name in zip(leading.inputs, self.arguments, strict=True):
            if value.dtype in RAW:
                raise self.refuse("{layer} takes texts, which has no spelling in PyTorch.")
            self.put(value, name)
        if tape.host_steps:
            raise self.refuse(
                "{layer} prepares its data outside the network, which has no spelling in PyTorch."
            )
        if tape.metrics:
            raise self.refuse(
                "{layer} reports a metric of its own, which has no spelling in PyTorch."
            )
        floats = [n for v, n in zip(leading.inputs, self.arguments, strict=True)
                  if v.dtype == "float32"]  # fmt: skip
        self.any_value = (floats or [f"{self.arguments[0]}.float()"])[0]
        losses = [loss for _, loss in tape.losses]
        assigned = [value for _, value in tape.assigned.values()]
        wanted = [*leading.outputs, *losses, *assigned]
        records = needed(tape.records, wanted)
        self.uses = uses_of(records, wanted)
        self.write(records)
        results = [self.of(value) for value in leading.outputs]
        if losses:
            holder.penalizes = True
            self.lines.append(f"self.penalty = {' + '.join(map(self.term, losses))}")
        if assigned:
            texts = [self.of(value) for value in assigned]
            self.lines.append("with torch.no_grad():")
            for (variable, _), text in zip(tape.assigned.values(), texts, strict=True):
                self.lines.append(f"{INDENT}{holder.weight(variable)}.copy_({text})")
        self.lines += returned(results)

    def write(self, records: Sequence[Record]) -> None:
        """Say records, producers first."""
        for record in records:
            self.record = record
            say = TABLE.get(record.op.name)
            if say is None:
                raise self.refuse(
                    "The operation {operation} of {layer} has no spelling in PyTorch.",
                    operation=record.op.name,
                )
            self.traces.check(record)
            found = say(self, record)
            texts = [found] if isinstance(found, str) else found or []
            for value, text in zip(record.outputs, texts, strict=False):
                self.place(value, text, self.uses.get(id(value), 0))

    # Values

    def put(self, value: Tensor, name: str) -> None:
        """`value` is what the variable `name` holds."""
        self.texts[id(value)] = name
        for axis, sizes in enumerate(self.traces.sizes(value)):
            if len(set(sizes)) > 1:
                self.axes.setdefault(sizes, f"{name}.shape[{axis}]" if axis else f"len({name})")

    def place(self, value: Tensor, text: str, uses: int) -> None:
        """`value` is what an expression gives: it stands where it is used, or gets a variable."""
        new = any(len(set(one)) > 1 and one not in self.axes for one in self.traces.sizes(value))
        if text.isidentifier() or (uses <= 1 and len(text) <= SHORT and not new):
            self.texts[id(value)] = text
            return
        wanted = value.record.op.name if value.record is not None else "value"
        name = self.names.take(NAMES.get(wanted, wanted))
        self.assign(name, text)
        self.put(value, name)

    def assign(self, name: str, text: str) -> None:
        """A variable for an expression; a long sum or product is cut into two lines."""
        node = ast.parse(text, mode="eval").body
        if len(text) > WIDTH - 24 and isinstance(node, ast.BinOp):
            between = text[node.left.end_col_offset : node.right.col_offset]
            end = node.left.end_col_offset + len(between) - len(between.lstrip(")"))
            if not text[:end].isidentifier():
                wrapped = text.startswith("(") and end > node.left.end_col_offset
                self.assign(name, text[1 : end - 1] if wrapped else text[:end])
                text = name + text[end:]
        self.lines.append(f"{name} = {text}")

    def put_view(self, value: Tensor, of: Tensor) -> None:
        """`value` holds the numbers of `of` in the same order."""
        self.views[id(value)] = self.views.get(id(of), of)

    def before_layout(self, value: Tensor) -> Tensor:
        """What a value was before it was only laid out anew."""
        return self.views.get(id(value), value)

    def like(self, base: Tensor, last: int, of: Tensor) -> Tensor:
        """A value as `base`, with another last size; `of` has the same numbers."""
        made = Tensor((*base.shape[:-1], last), of.dtype, "record")
        made.record = of.record
        self.traces.twins[id(made)] = tuple(
            Tensor((*one.shape[:-1], last), of.dtype, "record")
            for one in self.traces.twins[id(base)]
        )
        self.held.append(made)
        return made

    def of(self, value: Tensor, dtype: str | None = None) -> str:
        """The text of a value, as another kind of number where one is named."""
        return self.casted(self.text(value), value.dtype, dtype or value.dtype, value)

    def tight(self, value: Tensor, dtype: str | None = None) -> str:
        """The text of a value as an operand: in parentheses where it needs them."""
        text = self.of(value, dtype)
        node = ast.parse(text, mode="eval").body
        return text if isinstance(node, PLAIN) else f"({text})"

    def term(self, value: Tensor, dtype: str | None = None) -> str:
        """The text of a value as a part of a sum."""
        text = self.of(value, dtype)
        node = ast.parse(text, mode="eval").body
        if isinstance(node, ast.BinOp) and isinstance(node.op, PRODUCTS):
            return text
        return text if isinstance(node, PLAIN) else f"({text})"

    def settled(self, value: Tensor) -> str:
        """The variable that holds a value."""
        text = self.of(value)
        if text.isidentifier():
            return text
        name = self.names.take("value")
        self.assign(name, text)
        self.put(value, name)
        return name

    def text(self, value: Tensor) -> str:
        if id(value) in self.texts:
            return self.texts[id(value)]
        if id(value) in self.views:
            base = self.views[id(value)]
            before, after = self.traces.sizes(base), self.traces.sizes(value)
            text = self.of(base) if before == after else self.laid_out(
                self.tight(base), before, after
            )  # fmt: skip
        elif value.source == "variable":
            text = self.holder.weight(value.payload)
        elif value.source == "constant":
            text = self.constant(value)
        else:
            raise self.refuse(
                "{layer} reads data from outside of its call, which has no spelling in PyTorch."
            )
        self.texts[id(value)] = text
        return text

    def casted(self, text: str, dtype: str, wanted: str, value: Tensor | None = None) -> str:
        if dtype == wanted:
            return text
        if value is not None and self.is_number(value):
            return text if text.startswith("(") else self.number(value.payload.item(), wanted)
        node = ast.parse(text, mode="eval").body
        loose = isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp))
        return f"({text}).{KINDS[wanted]}()" if loose else f"{text}.{KINDS[wanted]}()"

    def is_number(self, value: Tensor) -> bool:
        return value.source == "constant" and value.shape == ()

    def number(self, value: Any, dtype: str = "float32") -> str:
        if dtype == "bool":
            return literal(bool(value))
        return literal(int(value) if dtype == "int32" else float(f"{float(value):.9g}"))

    def constant(self, value: Tensor) -> str:
        arrays = self.traces.payloads(value)
        first, sizes = arrays[0], self.traces.sizes(value)
        if value.shape == () and len({one.item() for one in arrays}) > 1:
            return self.proportional(self.traces.proportion([one.item() for one in arrays]))
        if value.shape == ():
            return self.number(first.item(), value.dtype)
        if len({number for one in arrays for number in np.unique(one).tolist()}) == 1:
            return self.filled(self.number(first.flat[0], value.dtype), sizes, value.dtype)
        if all(one.shape == first.shape and np.array_equal(one, first) for one in arrays):
            if first.size > SMALL:
                text = self.holder.table(first)
                return self.casted(text, "float32", value.dtype)
            rows = first.astype({"int32": int, "bool": bool}.get(value.dtype, np.float32))
            numbers = literal(rows.tolist())
            return f"torch.tensor({numbers}, device={self.any_value}.device)"
        if all(np.array_equal(one.reshape(-1), np.arange(one.size)) for one in arrays):
            longest = max(range(len(sizes)), key=lambda axis: len(set(sizes[axis])))
            count = self.size(sizes[longest])
            text = f"torch.arange({count}, device={self.any_value}.device)"
            text = self.casted(text, "int32", value.dtype)
            return self.laid_out(text, (sizes[longest],), sizes)
        raise self.refuse("{layer} uses a table of numbers that depends on the input's size.")

    def attribute(self, record: Record, name: str, dtype: str) -> str:
        """A number among the attributes; one that goes with an open size is worked out."""
        found = self.traces.changing(record, name)
        if found is None:
            return self.number(record.attributes[name], dtype)
        return self.proportional(found)

    def proportional(self, found: Proportion | None) -> str:
        if found is None:
            raise self.refuse("{layer} uses a number that depends on the input's size.")
        factor, size = self.number(found.factor), self.size(found.size)
        if found.kind == "over":
            return f"({factor} / {size})"
        product = size if found.factor == 1.0 else f"{self.number(found.factor)} * {size}"
        return f"({product})" if found.kind == "times" else f"({product} / ({product} - 1))"

    def filled(self, number: str, sizes: Sequence[Sizes], dtype: str) -> str:
        """One number in every place of a shape."""
        text = f"{self.any_value}.new_full({self.shape(sizes)}, {number})"
        return self.casted(text, "float32", dtype)

    # Sizes

    def size(self, sizes: Sizes) -> str:
        """A size as text; one that may be open is read off a value."""
        if len(set(sizes)) == 1:
            return str(sizes[0])
        if sizes in self.axes:
            return self.axes[sizes]
        found = relation(sizes, self.axes)
        if found is None:
            raise self.refuse(
                "{layer} needs a size that cannot be told from the sizes of the input."
            )
        text = " * ".join([*map(self.size, found.of), *([str(found.times)] * (found.times != 1))])
        if found.plus:
            text = f"{text} {'+' if found.plus > 0 else '-'} {abs(found.plus)}"
        self.axes[sizes] = f"({text})" if found.plus else text
        return self.axes[sizes]

    def shape(self, sizes: Sequence[Sizes]) -> str:
        inner = ", ".join(self.size(one) for one in sizes)
        return f"({inner},)" if len(sizes) == 1 else f"({inner})"

    def laid_out(self, text: str, before: Sequence[Sizes], after: Sequence[Sizes]) -> str:
        """The numbers of an expression under another shape."""
        before, after = tuple(before), tuple(after)
        if before == after:
            return text
        if not before and NUMBER.fullmatch(text):  # it goes with all that has axes
            return f"torch.tensor({text})"
        one = tuple([1] * len(before[0] if before else after[0]))
        if len(after) == len(before) + 1 and one in after:
            for axis, sizes in enumerate(after):
                if sizes == one and after[:axis] + after[axis + 1 :] == before:
                    return f"{text}.unsqueeze({axis})"
        if len(after) == len(before) - 1 and one in before:
            for axis, sizes in enumerate(before):
                if sizes == one and before[:axis] + before[axis + 1 :] == after:
                    return f"{text}.squeeze({axis})"
        changed = [
            axis for axis, sizes in enumerate(after)
            if len(set(sizes)) > 1 and (axis >= len(before) or before[axis] != sizes)
        ]  # fmt: skip
        free = changed[0] if changed else None
        sizes = ["-1" if axis == free else self.size(one) for axis, one in enumerate(after)]
        return f"{text}.reshape({', '.join(sizes)})"

    # Blocks

    @contextmanager
    def indented(self) -> Iterator[None]:
        """Lines that are added meanwhile belong to a loop."""
        outer, self.lines = self.lines, []
        try:
            yield
        finally:
            outer += indented(self.lines)
            self.lines = outer

    def refuse(self, what: str, **values: Any) -> DesignError:
        """A fault of what is being written. `{layer}` in the text is its layer."""
        return DesignError(
            what,
            fix="Use layers of the palette that do the same.",
            layer=self.traces.name,
            **values,
        )


# What a variable is called after its operation, where that has a clumsy name.
NAMES = {
    "batch_matmul": "product", "affine": "scaled", "softmax_last": "softmax", "select": "chosen",
    "concatenate_values": "joined", "strided_slice": "part", "unslice": "padded",
    "broadcast_to": "repeated", "gather_rows": "rows", "one_hot_rows": "hot", "loop": "steps",
    "max_pool_forward": "pooled_values", "average_pool_forward": "pooled_values",
    "batch_normalize": "normalized", "layer_normalize": "normalized",
}  # fmt: skip


def uses_of(records: Sequence[Record], wanted: Sequence[Tensor]) -> dict[int, int]:
    """How often each value is read; twice where a loop reads it again and again."""
    found: dict[int, int] = {}
    for value in wanted:
        found[id(value)] = found.get(id(value), 0) + 1
    for record in records:
        for value in record.inputs:
            found[id(value)] = found.get(id(value), 0) + 1
        if record.op.name == "loop":
            inner = uses_of(record.attributes["body"], record.attributes["results"])
            inside = {id(v) for one in record.attributes["body"] for v in one.outputs}
            for key, count in inner.items():
                found[key] = found.get(key, 0) + (count if key in inside else 2)
    return found


def returned(results: Sequence[str]) -> list[str]:
    flat = f"return {', '.join(results)}"
    if len(flat) <= WIDTH - 8 or len(results) == 1:
        return [flat]
    return ["return (", *(f"{INDENT}{one}," for one in results), ")"]


# The room that enters its words into the table.
_rooms = (products,)
