"""How is a network written? As a function that builds it: a chain, or calls between inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from engine.errors import DesignError, Where
from engine.export.between import Between, result_of
from engine.export.calls import call_arguments, returns_sequences, steps_first
from engine.export.columns import column_text
from engine.export.encoding import Encoding
from engine.export.python import INDENT, Names, layer_name, layer_names, literal
from engine.export.rows import Rows, stem_of
from engine.export.spelling import Speller
from engine.layers.core import InputLayer
from engine.layers.operations import (
    LearnedOperation,
    OperationLayer,
    filled,
    shapes_of_weights,
)
from engine.model import Model
from engine.nest import flatten
from engine.ops.base import is_graph_value
from engine.sequential import Sequential
from engine.tape import Tensor
from engine.work import Work, finished

NAMED = "name=name"  # how a network gets its name in the function that builds it


@dataclass
class Function:
    """A function that builds a network, or several that differ in their names only."""

    name: str
    doc: str
    body: list[str]
    called: str  # what the first of its networks is called
    models: list[Any]

    def lines(self) -> list[str]:
        """The text: a name is asked for where there is more than one."""
        told = literal(self.called)
        several = len(self.models) > 1
        given = f"name={told}" if several else ""
        body = self.body if several else [line.replace(NAMED, f"name={told}") for line in self.body]
        return [f"def {self.name}({given}):", f'{INDENT}"""{self.doc}"""', *body]


class Functions:
    """The building functions of a model and of the models inside it, inner ones first.

    Networks inside that are built in the same way have one function.
    """

    def __init__(self, speller: Speller, taken: list[str]) -> None:
        self.speller = speller
        self.names = Names(taken)
        self.written: list[Function | list[str]] = []
        self.known: dict[Any, Function] = {}
        self.owners: dict[Any, Any] = {}
        self.has_columns = False
        self.encoding: Encoding | None = None
        speller.network = self.inner

    @property
    def texts(self) -> list[list[str]]:
        return [one.lines() if isinstance(one, Function) else one for one in self.written]

    def adding(self, model: Any, name: str, doc: str) -> Work[None]:
        """Write the function that builds the outermost model."""
        body = yield from self.body(model, outermost=True)
        self.written.append(Function(name, doc, body, layer_name(model.name), [model]))

    def body(self, model: Any, outermost: bool = False) -> Work[list[str]]:
        """The lines that build a model, under the name that the variable `name` holds."""
        if model._network is None:
            raise DesignError(
                "{layer} is a class of your own, which cannot be written for {title}.",
                fix="Write the class into the exported program by hand.",
                where=Where(layer=model.name),
                layer=model.title,
                title=self.speller.dialect.title,
            )
        writer = Network(model, self)
        # An inner network keeps its kind: files name its weights after that.
        may = isinstance(model, Sequential) or outermost
        is_plain = may and writer.is_chain()
        return (yield from writer.sequential() if is_plain else writer.functional())

    def function(self, model: Any, wanted: str = "") -> Function:
        """The function that builds a model inside another one."""
        if model not in self.known:
            body = finished(self.body(model))
            alike = (one for one in self.known.values() if one.body == body)
            function = next(alike, None)
            if function is None:
                name = self.names.take(f"build_{wanted or model.name}")
                doc = "A network inside the network."
                function = Function(name, doc, body, layer_name(model.name), [])
                self.written.append(function)
            function.models.append(model)
            self.known[model] = function
        return self.known[model]

    def inner(self, model: Any) -> str:
        """The call that builds a model inside another one."""
        function, called = self.function(model), layer_name(model.name)
        return f"{function.name}({'' if called == function.called else literal(called)})"

    def own(self, layer: Any, model: Any) -> None:
        """Note whose layer it is. Raises DesignError for a layer of two networks."""
        if self.owners.setdefault(layer, model) is not model and layer.weights:
            raise DesignError(
                "{layer} is shared by two networks, which a program cannot say.",
                fix="Use the inner network as a whole, or give each network its own layer.",
                where=Where(layer=layer.name),
                layer=layer.title,
            )


class Network:
    """Writes one network; keeps which variable holds which value."""

    def __init__(self, model: Any, functions: Functions) -> None:
        self.model, self.functions = model, functions
        self.speller, self.module = functions.speller, functions.speller.dialect.module
        self.names = Names(functions.names.taken)
        self.layer_names = layer_names(model)
        self.calls = [one for one in model._network.calls if not one.is_input]
        self.speller.names.update(self.layer_names)
        self.encoded: dict[Any, str] = {}
        reads = [getattr(layer, "reads", None) or {} for layer in self.layer_names]
        columns = {name for one in reads for name in one}
        self.read = columns if self.speller.dialect.newest else set()
        self.values: dict[int, str] = {}
        self.made: dict[Any, str] = {}
        self.arrays: list[Tensor] = []
        uses: dict[Any, int] = {}
        for one in self.calls:
            uses[one.layer] = uses.get(one.layer, 0) + 1
        self.shared = {layer for layer, count in uses.items() if count > 1}

    def is_chain(self) -> bool:
        """Whether a Sequential model says the same."""
        uses: dict[int, int] = {}
        for one in self.calls:
            for tensor in one.inputs:
                uses[id(tensor)] = uses.get(id(tensor), 0) + 1
        return (
            len(self.model.inputs) == len(self.model.outputs) == 1
            and not self.shared
            and not any(self.is_between(one.layer) for one in self.calls)
            and not (self.speller.dialect.newest and any(steps_first(x.layer) for x in self.calls))
            and all(len(flatten(one.outputs)) == 1 for one in self.calls)
            and all(
                len(one.args) == 1 and is_graph_value(one.args[0]) and not one.kwargs
                for one in self.calls
            )
            and all(count == 1 for count in uses.values())
        )

    def is_between(self, layer: Any) -> bool:
        """Whether the program computes this between its layers."""
        learned = isinstance(layer, LearnedOperation) and not self.speller.dialect.is_ours
        return learned or isinstance(layer, OperationLayer)

    def sequential(self) -> Work[list[str]]:
        made = [self.input_text(self.model.inputs[0])]
        for one in self.calls:
            made.append(self.layer_text(one.layer))
            yield
        return [f"{INDENT}return {self.module}.Sequential([{', '.join(made)}], {NAMED})"]

    def functional(self) -> Work[list[str]]:
        lines = self.encoded_inputs() if self.encodes else []
        for tensor in self.model.inputs:
            if tensor.history[0].layer.name in self.read:
                continue
            variable = self.values[id(tensor)] = self.names.take(tensor.history[0].layer.name)
            lines.append(f"{variable} = {self.input_text(tensor)}")
        rows, place = Rows(self.model, self.calls), 0
        while place < len(self.calls):
            row = rows.at(place)
            alike = self.row_lines(row) if row else []
            lines += alike or self.call_lines(self.calls[place])
            place += len(row) if alike else 1
            yield
        inputs = ""
        if self.encodes:
            names = [*self.functions.encoding.inputs, *self.plain_inputs()]
            inputs = "{" + ", ".join(f"{literal(name)}: {name}" for name in names) + "}"
            self.functions.written.append(self.functions.encoding.function(self.plain_inputs()))
        elif not any(getattr(layer, "reads", None) for layer in self.layer_names):
            inputs = self.together(self.model._input_structure)
        else:
            # The data are told apart by the names of the table's columns.
            named = zip(self.model.input_names, self.model.inputs, strict=True)
            inputs = self.argument(dict(named))
        outputs = self.together(self.model._output_structure)
        lines.append(f"return {self.module}.Model({inputs}, {outputs}, {NAMED})")
        return [INDENT + line for line in lines]

    @property
    def encodes(self) -> bool:
        """Whether a table's columns are encoded before the network, which cannot do it."""
        return bool(self.read)

    def plain_inputs(self) -> list[str]:
        """The inputs that no layer reads as columns, by their names."""
        held = [tensor.history[0].layer for tensor in self.model.inputs]
        return [self.layer_names[layer] for layer in held if layer.name not in self.read]

    def encoded_inputs(self) -> list[str]:
        """The lines that make the inputs for encoded columns."""
        names = Names({*self.functions.names.taken, *self.layer_names.values()})
        self.functions.encoding = encoding = Encoding(self.speller, names)
        shapes = {
            tensor.history[0].layer.name: tuple(tensor.shape) for tensor in self.model.inputs
        }
        for layer in self.layer_names:
            if getattr(layer, "reads", None):
                self.encoded[layer] = encoding.add(layer, shapes)
        self.names.taken |= set(encoding.inputs)
        return [
            f"{name} = {self.module}.Input({shape.rstrip()}, name={literal(name)})"
            for name, shape in encoding.inputs.items()
        ]

    def together(self, structure: Any) -> str:
        if isinstance(structure, Mapping):
            return self.argument(dict(structure))
        names = [self.values[id(tensor)] for tensor in flatten(structure)]
        return names[0] if len(names) == 1 else f"[{', '.join(names)}]"

    def input_text(self, tensor: Any) -> str:
        layer = tensor.history[0].layer
        batch, *shape = layer.batch_input_shape
        arguments = [literal(tuple(shape))]
        if batch is not None:
            arguments.append(f"batch_size={batch}")
        arguments.append(f"name={literal(self.layer_names[layer])}")
        if layer.dtype != "float32":
            arguments.append(f"dtype={literal(layer.dtype)}")
        return f"{self.module}.Input({', '.join(arguments)})"

    def layer_text(self, layer: Any, columns: str = "") -> str:
        """What makes a layer, or builds a network that is used as one."""
        self.functions.own(layer, self.model)
        if isinstance(layer, Model):
            return self.functions.inner(layer)
        return self.speller.layer(layer, self.layer_names[layer], columns)

    def call_lines(self, one: Any) -> list[str]:
        """The lines of one call: a shared layer is made once and called by its name."""
        if one.layer in self.encoded:
            self.functions.own(one.layer, self.model)
            tensor = flatten(one.outputs)[0]
            variable = self.values[id(tensor)] = self.names.take(one.layer.name)
            return [f"{variable} = {self.encoded[one.layer]}"]
        if self.is_between(one.layer):
            return self.between_lines(one)
        lines, columns = [], ""
        if getattr(one.layer, "reads", None):
            self.functions.has_columns = True
            columns = self.names.take(f"{one.layer.name}_columns")
            lines.append(f"{columns} = {column_text(one.layer.feature_columns, self.speller)}")
        if one.layer in self.shared:
            if one.layer not in self.made:
                variable = self.made[one.layer] = self.names.take(f"{one.layer.name}_layer")
                lines.append(f"{variable} = {self.layer_text(one.layer, columns)}")
            made = self.made[one.layer]
        else:
            made = self.layer_text(one.layer, columns)
        for index, tensor in enumerate(flatten(one.outputs)):
            self.values.setdefault(id(tensor), self.names.take(result_name(one, index)))
        if not self.speller.dialect.newest:
            arguments = [self.argument(self.features(one.layer, value)) for value in one.args]
            arguments += [f"{key}={self.argument(value)}" for key, value in one.kwargs.items()]
            return [*lines, f"{self.pattern(one.outputs)} = {made}({', '.join(arguments)})"]
        arguments = call_arguments(one, self.argument)
        lines.append(f"{self.pattern(one.outputs)} = {made}({', '.join(arguments)})")
        if steps_first(one.layer) and returns_sequences(one.layer):
            first = self.values[id(flatten(one.outputs)[0])]
            lines.append(f"{first} = ops.swapaxes({first}, 0, 1)")
        return lines

    def between_lines(self, one: Any) -> list[str]:
        """An operation between layers. Arrays of its own, if it learns some, are a layer."""
        lines, given = [], one
        if isinstance(one.layer, LearnedOperation):
            given, lines = self.with_arrays(one)
        text = Between(self.speller.dialect, self.argument, self.speller.needed).text(given)
        for tensor in flatten(one.outputs):
            self.values[id(tensor)] = self.names.take(result_of(one.layer))
        return [*lines, f"{self.pattern(one.outputs)} = {text}"]

    def with_arrays(self, one: Any) -> tuple[Any, list[str]]:
        """(the call with its arrays among what it is given, the lines that make these)."""
        layer, inputs, lines = one.layer, flatten(one.inputs), []
        self.functions.own(layer, self.model)
        self.speller.needed["LearnedArrays"] = None
        shapes = shapes_of_weights([layer.arguments, layer.options])
        arrays = [Tensor(shape, source="graph") for shape in shapes]
        self.arrays += arrays  # they are known by their ids, so they stay
        frozen = "" if layer.trainable else "trainable=False, "
        name = literal(f"{self.layer_names[layer]}_arrays")
        made = f"LearnedArrays({literal(shapes)}, {frozen}name={name})"
        if layer in self.shared:
            if layer not in self.made:
                self.made[layer] = self.names.take(f"{layer.name}_arrays")
                lines.append(f"{self.made[layer]} = {made}")
            made = self.made[layer]
        for array in arrays:
            self.values[id(array)] = self.names.take(f"{layer.name}_array")
        lines.append(f"{self.pattern(arrays)} = {made}({self.argument(inputs[0])})")
        weights = iter(arrays)
        given = filled(layer.arguments, inputs, weights)
        options = filled(layer.options or {}, inputs, weights)
        call = SimpleNamespace(layer=layer, args=given, kwargs=options)
        return call, lines

    def row_lines(self, row: Sequence[Any]) -> list[str]:
        """A loop over networks that one function builds; nothing where it takes several."""
        stem = stem_of(row)
        built = [self.functions.function(one.layer, f"{stem}_block") for one in row]
        names = [self.layer_names[one.layer] for one in row]
        counted = [f"{stem}_{number}" for number in range(1, len(row) + 1)]
        if any(one is not built[0] for one in built) or names != counted:
            return []
        for one in row:
            self.functions.own(one.layer, self.model)
        given = [self.values[id(tensor)] for tensor in row[0].inputs]
        outputs = flatten(row[-1].outputs)
        made = [self.names.take(stem) for _ in outputs]
        self.values.update(zip(map(id, outputs), made, strict=True))
        together = ", ".join(made)
        inputs = together if len(made) == 1 else f"[{together}]"
        name = f'f"{stem}_{{step + 1}}"'
        return [
            f"{together} = {', '.join(given)}",
            f"for step in range({len(row)}):",
            f"{INDENT}{together} = {built[0].name}({name})({inputs})",
        ]

    def pattern(self, outputs: Any) -> str:
        """What a call's results are unpacked into: names in the structure that comes back."""
        if not isinstance(outputs, (list, tuple)):
            return self.values[id(outputs)]
        inner = [self.pattern(item) for item in outputs]
        inner = [
            f"[{text}]" if isinstance(item, (list, tuple)) and len(item) > 1 else text
            for item, text in zip(outputs, inner, strict=True)
        ]
        return f"[{inner[0]}]" if len(inner) == 1 else ", ".join(inner)

    def features(self, layer: Any, value: Any) -> Any:
        """What a layer is called on; a table's columns by the names that the dialect takes."""
        if not getattr(layer, "reads", None):
            return value
        names = self.speller.dialect.column_names(layer.feature_columns)
        return {names.get(key, key): item for key, item in value.items()}

    def argument(self, value: Any) -> str:
        if is_graph_value(value):
            return self.values[id(value)]
        if isinstance(value, (list, tuple)) and any(is_graph_value(v) for v in flatten(value)):
            return f"[{', '.join(self.argument(item) for item in value)}]"
        if isinstance(value, Mapping) and any(is_graph_value(v) for v in flatten(value)):
            pairs = (f"{literal(key)}: {self.argument(item)}" for key, item in value.items())
            return "{" + ", ".join(pairs) + "}"
        return literal(value)


def result_name(one: Any, index: int) -> str:
    """What a call's result is called: after its layer."""
    return one.layer.name if index == 0 else f"{one.layer.name}_{index + 1}"


def networks_of(model: Any) -> list[Any]:
    """The model and all models inside it."""
    found = {model: None} if isinstance(model, Model) else {}
    for layer in model._sublayers():
        found.update(dict.fromkeys(networks_of(layer)))
    return list(found)


def plain_layers(model: Any) -> list[Any]:
    """All layers of a model and of the models inside it, but for inputs and models."""
    layers = [layer for one in networks_of(model) for layer in one.layers]
    return [one for one in dict.fromkeys(layers) if not isinstance(one, (Model, InputLayer))]


def has_masks(model: Any) -> bool:
    """Whether any value in the model, or in a model inside it, has a mask."""
    calls = [one for network in networks_of(model) for one in network_calls(network)]
    values = [value for one in calls for value in flatten(one.inputs)]
    return any(getattr(value, "_keras_mask", None) is not None for value in values)


def network_calls(model: Any) -> list[Any]:
    return [] if model._network is None else model._network.calls
