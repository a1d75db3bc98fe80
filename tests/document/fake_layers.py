"""Which layers do the document's tests use? A few made-up kinds, independent of the engine's."""

from engine import registry
from engine.fields import Boolean, Choice, Field, Float, Integer, IntTuple, Shape, Text
from engine.registry import LayerType, Port


def kind(name, inputs=registry.ONE, aliases=(), **fields):
    for field_name, field in fields.items():
        field.name = field_name
    cls = type(name, (), {"__doc__": f"A made-up {name}.", "fields": fields})
    return LayerType(name, cls, "dense", inputs, aliases, True, True)


MANY = (Port("inputs", many=True, minimum=2),)
KINDS = {
    one.name: one
    for one in (
        kind("Input", (), shape=Shape(), dtype=Text("float32")),
        kind(
            "Dense",
            units=Integer(minimum=1),
            activation=Choice(("linear", "relu"), "linear"),
            use_bias=Boolean(True),
        ),
        kind(
            "Conv2D",
            filters=Integer(minimum=1),
            kernel_size=IntTuple(2),
            strides=IntTuple(2, (1, 1)),
        ),
        kind("MaxPooling2D", aliases=("MaxPool2D",), pool_size=IntTuple(2, (2, 2))),
        kind("Dropout", rate=Float(0.5, minimum=0.0, maximum=1.0, open_maximum=True)),
        kind("Flatten"),
        kind("Wrapper", layer=Field()),
        kind("Add", MANY),
        kind("Concatenate", MANY, axis=Integer(-1)),
        kind("Attention", (Port("query"), Port("value"), Port("key", optional=True))),
        kind("RNN", (Port("inputs"), Port("initial_state", optional=True, many=True))),
    )
}
ALIASES = {"MaxPool2D": "MaxPooling2D"}
