"""How does a model become a class? Its calls written one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import DesignError, Where
from engine.export.python import INDENT, WIDTH, Names, comment
from engine.export.pytorch import (
    attention,
    columns,
    convolution,
    dense,
    merging,
    operations,
    pooling,
    recurrent,
    traced,
)
from engine.export.pytorch.body import Body, Value
from engine.export.pytorch.library import reserved
from engine.export.pytorch.program import Program, Written, class_name, short
from engine.export.pytorch.spelling import BENT, TABLE, bending, spell, spells, unknown
from engine.export.rows import Rows, stem_of
from engine.graph import is_symbolic
from engine.layers import bending as bent
from engine.layers import core
from engine.layers.embedding import Embedding
from engine.layers.features import DenseFeatures
from engine.layers.wrappers import TimeDistributed
from engine.model import Functional, Model
from engine.nest import flatten, map_structure
from engine.network import in_order
from engine.sequential import Sequential
from engine.work import Work

FAMILIES = (attention, columns, convolution, dense, merging, operations, pooling, recurrent)


class Writer:
    """Writes the class of one model."""

    def __init__(self, program: Program, model: Any, top: bool = False) -> None:
        self.program, self.model, self.top = program, model, top
        self.body = Body(program, variables=Names(reserved()))
        self.values: dict[int, Value] = {}
        self.chain = is_chain(model)
        self.called = model.name

    def writing(self, masked: tuple[bool, ...] = ()) -> Work[Written]:
        """The class; `masked` says which inputs come with a mask."""
        body, model = self.body, self.model
        self.called = self.program.called.get(id(model), model.name)
        name = self.program.take_class(class_name(self.called, self.top))
        arguments = []
        if self.top and any(isinstance(one, DenseFeatures) for one in model._network.layers):
            body.encoder = columns.Encoder(self)
        for tensor in model.inputs:
            if body.encoder is not None and id(tensor) in body.encoder.raw:
                self.values[id(tensor)] = Value("", tuple(tensor.shape))
                continue
            wanted = "x" if self.chain else tensor.history[0].layer.name
            variable = body.variables.take(short(wanted))
            arguments.append(variable)
            self.values[id(tensor)] = Value(variable, tuple(tensor.shape))
            if tensor.dtype != "float32" and self.wants_floats(tensor):
                body.lines.append(f"{variable} = {variable}.float()")
        for tensor, has_mask in zip(model.inputs, masked, strict=False):
            if has_mask:
                value = self.values[id(tensor)]
                value.mask = body.variables.take(f"{value.text}_mask")
                arguments.append(value.mask)
        calls = [call for call in model._network.calls if not call.is_input]
        rows, place = Rows(model, calls), 0
        while place < len(calls):
            # Who looks inside a program finds each call of the outermost model as it stands.
            row = () if self.top else rows.at(place)
            if row and self.write_row(row):
                place += len(row)
            else:
                self.write_call(calls[place])
                place += 1
            yield
        outputs = [body.last(self.values[id(tensor)]) for tensor in model.outputs]
        if body.encoder is not None:
            arguments += body.encoder.arguments
        if self.top and self.program.gives_logits:
            arguments.append("logits=False")
        self.program.classes.append(self.class_text(name, arguments, outputs))
        return Written(name, body, outputs)

    def wants_floats(self, tensor: Any) -> bool:
        """Whether a layer computes with the whole numbers of an input."""
        as_they_are = (Embedding, TimeDistributed, Model, operations.operations.OperationLayer)
        return any(
            not isinstance(call.layer, as_they_are) and type(call.layer) in TABLE
            for call in self.model._network.calls
            if any(one is tensor for one in call.inputs)
        )

    def class_text(self, name: str, arguments: list[str], outputs: list[Value]) -> str:
        body = self.body
        results = [value.text for value in outputs]
        if self.top:
            if any(value.mask for value in outputs) and self.program.trains:
                masks = ", ".join(value.mask or "None" for value in outputs)
                body.lines.append(f"self.masks = [{masks}]")
        else:
            results += [value.mask for value in outputs if value.mask is not None]
        if body.penalizes:
            body.lines.insert(0, "self.penalty = 0.0")
        lines = [f"class {name}(nn.Module):"]
        lines.append(f'    """{comment(self.called) or "A network"}, drawn with Layerloom."""')
        lines.append("")
        lines.append("    def __init__(self):")
        lines += indented("super().__init__()", *body.modules)
        if body.resting:
            resting = [f"{one}.eval()" for one in dict.fromkeys(body.resting)]
            lines += ["", "    def train(self, mode=True):"]
            lines += indented("super().train(mode)", *resting, "return self")
        lines += ["", f"    def forward({', '.join(['self', *arguments])}):"]
        if len(results) == 1 and body.lines and body.lines[-1].startswith(f"{results[0]} = "):
            results = [body.lines.pop().partition(" = ")[2]]
        lines += indented(*body.lines)
        lines += returned(results)
        return "\n".join(lines)

    def write_call(self, call: Any) -> None:
        """The lines of one call; its results become variables."""
        before = len(self.body.lines)
        self.body.target_of = (call.layer, "x" if self.chain else short(result_name(call, 0)))
        try:
            found = self.spelled(call)
        except DesignError as error:
            if not self.program.collects:
                raise error.at(layer=call.layer.name) from None
            self.program.faults.append(error.at(layer=call.layer.name))
            found = [Value("x", tuple(leaf.shape)) for leaf in flatten(call.outputs)]
        values = found if isinstance(found, list) else [found]
        tensors = flatten(call.outputs)
        for index, (tensor, value) in enumerate(zip(tensors, values, strict=True)):
            value.shape = tuple(tensor.shape)
            self.place(call, index, tensor, value)
        if self.top and self.body.lines:
            self.program.taps.append(
                {
                    "layer": call.layer,
                    "statement": self.body.lines[-1],
                    "written": len(self.body.lines) > before,
                    "values": [(value.text, value.turned) for value in values],
                }
            )

    def write_row(self, row: Sequence[Any]) -> bool:
        """A loop over a list of networks that are of one class; nothing where they are not."""
        body, stem, values = self.body, stem_of(row), [self.values[id(x)] for x in row[0].inputs]
        if any(value.mask is not None for value in values):
            return False
        restore = self.as_it_is(row[0])
        self.program.called |= {id(one.layer): f"{stem}_block" for one in row}
        try:
            written = [self.program.inner(one.layer, (False,) * len(values)) for one in row]
        except DesignError:
            restore()  # the call of the one at fault says so
            return False
        first = written[0]
        odd = first.body.penalizes or any(value.mask is not None for value in first.outputs)
        if odd or any(one.name != first.name for one in written):
            restore()
            return False
        name = body.names.take(f"{short(stem)}_blocks")
        body.modules.append(
            f"self.{name} = nn.ModuleList({first.name}() for _ in range({len(row)}))"
        )
        for place, (call, one) in enumerate(zip(row, written, strict=True)):
            body.hold_all(call.layer, f"{name}.{place}", one.body.weights)
        variables = ["x"] if self.chain else [
            body.variables.take(short(stem)) for _ in first.outputs
        ]
        together, given = ", ".join(variables), ", ".join(body.last(one).text for one in values)
        block = body.variables.take("block")
        lines = [] if together == given else [f"{together} = {given}"]
        body.lines += [
            *lines,
            f"for {block} in self.{name}:",
            f"    {together} = {block}({together})",
        ]
        tensors = flatten(row[-1].outputs)
        for variable, tensor in zip(variables, tensors, strict=True):
            self.values[id(tensor)] = Value(variable, tuple(tensor.shape))
        return True

    def spelled(self, call: Any) -> Any:
        def place(leaf: Any) -> Any:
            return self.values[id(leaf)] if is_symbolic(leaf) else leaf

        first, *rest = map_structure(place, list(call.args)) if call.args else (None,)
        options = map_structure(place, dict(call.kwargs))
        training = options.pop("training", None)
        options = {key: value for key, value in options.items() if value is not None}
        inner = self.logits_of(call, first)
        if inner is not None:
            return inner
        restore = self.as_it_is(call)
        try:
            if options.get("mask") is not None:
                raise refused_mask(call.layer)
            if isinstance(call.layer, operations.operations.OperationLayer):
                return operate(self.body, call.layer, [first, *rest], options)
            found = spell(self.body, call.layer, first, *rest, results=call.outputs, **options)
            if training is not None:
                self.settle_phase(call.layer, training)
        except DesignError as fault:
            restore()
            try:
                return self.written_out(call)
            except DesignError as error:
                restore()
                raise error if type(call.layer) not in TABLE else fault from None
        return found

    def as_it_is(self, call: Any) -> Callable[[], None]:
        """What brings the class, and the values that a call reads, back to how they are now."""
        restore_body = self.body.as_it_is()
        values = [self.values[id(leaf)] for leaf in call.inputs]
        kept = [vars(value).copy() for value in values]

        def restore() -> None:
            restore_body()
            for value, held in zip(values, kept, strict=True):
                vars(value).update(held)

        return restore

    def written_out(self, call: Any) -> Any:
        """A layer that has no spelling: its operations, one after the other."""
        layer = call.layer
        tensors = list({id(leaf): leaf for leaf in call.inputs}.values())
        values = [self.body.last(self.values[id(leaf)]) for leaf in tensors]
        masked = [leaf for leaf, value in zip(tensors, values, strict=True) if value.mask]
        arguments = [
            f"{value.text}.bool()" if leaf.dtype == "bool" else value.text
            for leaf, value in zip(tensors, values, strict=True)
        ]
        arguments += [value.mask for value in values if value.mask]
        found = traced.written(
            traced.of_call(call, tensors, masked), f"What {layer.title} computes.",
            learns="training" not in call.kwargs,
        )
        name = self.program.helper(found, layer.name, self.body)
        if found.is_module:
            name = self.body.module(layer, f"{name}()", found.weights)
        text = f"{name}({', '.join(arguments)})"
        leaves = flatten(call.outputs)
        masks = [traced.has_mask(leaf) for leaf in leaves]
        count = len(leaves) + sum(masks)
        if count == 1:
            results = [self.body.target(layer)]
            self.body.lines.append(f"{results[0]} = {text}")
        else:
            results = [self.body.variables.take(short(layer.name)) for _ in range(count)]
            self.body.unpack(results, text)
        if found.penalizes:
            self.body.penalizes = True
            self.body.lines.append(f"self.penalty = self.penalty + {name}.penalty")
        waiting = iter(results[len(leaves) :])
        made = [
            Value(result, tuple(leaf.shape), mask=next(waiting) if has else None)
            for result, leaf, has in zip(results, leaves, masks, strict=False)
        ]
        return made[0] if len(made) == 1 else made

    def settle_phase(self, layer: Any, training: Any) -> None:
        """Keep a layer that is called with ``training=False`` as it is in prediction."""
        module = self.body.made.get((id(layer), ""))
        if training is False:
            if module is not None:
                self.body.resting.append(module)
            return
        raise DesignError(
            "{layer} is always called as in training, which has no spelling in PyTorch.",
            fix="Leave the argument training out.",
            where=Where(layer=layer.name),
            layer=layer.title,
        )

    def logits_of(self, call: Any, x: Any) -> Value | None:
        """For the last activation of an output: what goes in, where the loss is computed there."""
        layer, tensors = call.layer, flatten(call.outputs)
        places = [i for i, tensor in enumerate(self.model.outputs) if tensor is tensors[0]]
        wanted = self.program.logits.get(places[0]) if len(places) == 1 and self.top else None
        if wanted is None:
            return None
        if any(one is tensors[0] for c in self.model._network.calls for one in c.inputs):
            return None
        plain = type(layer) in (core.Dense, core.Activation)
        name = bending(layer.activation) if plain else None
        if type(layer) is bent.Softmax and layer.axis == -1 and x.mask is None:
            name, wanted = "softmax", wanted[:1]
        if layer.activity_regularizer is not None or name not in wanted:
            return None
        self.body.where = layer.name
        mask = x.mask
        if type(layer) is core.Dense:
            x = dense.applied(self.body, layer, x)
        variable = self.body.target(layer)
        shape = tuple(tensors[0].shape)
        if x.text != variable:
            self.body.lines.append(f"{variable} = {x.text}")
        self.program.gives_logits[places[0]] = name
        result = BENT[name].format(x=variable, dim=x.axis(-1))
        return Value(f"{variable} if logits else {result}", shape, x.turned, mask)

    def place(self, call: Any, index: int, tensor: Any, value: Value) -> None:
        """Give a result its variable."""
        known = {one.text for one in self.values.values()}
        if self.chain:
            if value.text != "x":
                self.body.lines.append(f"x = {value.text}")
            value.text = "x"
        elif not value.text.isidentifier() or value.text in known:
            value.text = self.body.assign(result_name(call, index), value.text)
        self.values[id(tensor)] = value


@spells(Functional, Sequential)
def nested(body: Body, model: Any, inputs: Any) -> Any:
    """A model in a model: a class of its own, and a module that is one of it."""
    if model._network is None:
        raise unknown(model)
    given = in_order(model, inputs)
    written = body.program.inner(model, tuple(value.mask is not None for value in given))
    arguments = [body.last(value).text for value in given]
    arguments += [value.mask for value in given if value.mask is not None]
    module = body.module(model, f"{written.name}()", dict(written.body.weights))
    call = f"{module}({', '.join(arguments)})"
    masks = [value for value in written.outputs if value.mask is not None]
    count = len(written.outputs) + len(masks)
    if written.body.penalizes:
        body.penalizes = True
    if count == 1:
        text = body.target(model)
        body.lines.append(f"{text} = {call}")
        results = [text]
    else:
        results = [body.variables.take(f"{short(model.name)}_{n + 1}") for n in range(count)]
        body.unpack(results, call)
    if written.body.penalizes:
        body.lines.append(f"self.penalty = self.penalty + {module}.penalty")
    waiting = iter(results[len(written.outputs) :])
    values = [
        Value(text, one.shape, mask=next(waiting) if one.mask is not None else None)
        for text, one in zip(results, written.outputs, strict=False)
    ]
    return values[0] if len(values) == 1 else values


def operate(body: Body, layer: Any, given: list[Any], options: dict[str, Any]) -> Any:
    """An operation between layers."""
    outer, body.where = body.where, layer.name
    try:
        return TABLE[type(layer)](body, layer, *given, **options)
    finally:
        body.where = outer


def refused_mask(layer: Any) -> DesignError:
    return DesignError(
        "{layer} is called with a mask of its own, which has no spelling in PyTorch.",
        fix="Let the mask come from Embedding or Masking.",
        where=Where(layer=layer.name),
        layer=layer.title,
    )


def is_chain(model: Any) -> bool:
    """Whether each value is used once, by the next layer: all of them may be called x then."""
    calls = model._network.calls
    return (
        len(model.inputs) == len(model.outputs) == 1
        and all(len(call.inputs) == (0 if call.is_input else 1) for call in calls)
        and all(len(flatten(call.outputs)) == 1 for call in calls)
        and len({id(one) for call in calls for one in call.inputs}) == len(calls) - 1
    )


def result_name(call: Any, index: int) -> str:
    """What a call's result is called: after its layer, or the operation."""
    name = getattr(call.layer, "operation", call.layer.name)
    return name if index == 0 else f"{name}_{index + 1}"


def indented(*statements: str) -> list[str]:
    """Statements as they stand in a method."""
    return [INDENT * 2 + statement for statement in statements]


def returned(results: list[str]) -> list[str]:
    """The lines of a method that return the results."""
    flat = f"{INDENT * 2}return {', '.join(results)}"
    if len(flat) <= WIDTH or len(results) == 1:
        return [flat]
    rows = [f"{INDENT * 3}{result}," for result in results]
    return [f"{INDENT * 2}return (", *rows, f"{INDENT * 2})"]


def writing(
    program: Program, model: Any, masked: tuple[bool, ...] = (), top: bool = False
) -> Work[Written]:
    """The class of a model, for `Program`."""
    return Writer(program, model, top).writing(masked)


Program.writer = staticmethod(writing)
