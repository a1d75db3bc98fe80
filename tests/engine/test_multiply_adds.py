"""How much work is a layer? The multiply-adds of the operations that it records."""

import pytest
from layer_examples import EXAMPLES

from engine import ops, registry
from engine.tape import Spec, Tape


def traced(name, parameters, shapes, *, concrete, whole=False):
    """The tape of one call of a layer for a batch of one."""
    tape = Tape(concrete=concrete)
    layer = registry.create(name, parameters, "layer")
    ports = registry.get(name).inputs
    with tape:
        dtype = "int32" if whole else "float32"
        values = [tape.feed(Spec((1, *shape[1:]), dtype)) for shape in shapes]
        several = len(ports) > 1 or any(port.many for port in ports) or len(values) > 1
        layer(values if several else values[0])
    return tape


@pytest.mark.parametrize("name", [name for name in EXAMPLES if registry.get(name).inputs])
def test_shapes_alone_tell_the_work_that_a_run_takes(name):
    example = EXAMPLES[name]
    counts = [
        traced(
            name, example.parameters, example.shapes, concrete=concrete, whole=example.whole_numbers
        ).multiply_adds
        for concrete in (False, True)
    ]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "name, parameters, shape, count",
    [
        ("Dense", {"units": 10}, (1, 784), 7840),
        ("Dense", {"units": 10}, (1, 5, 784), 5 * 7840),
        ("Conv2D", {"filters": 8, "kernel_size": [3, 3]}, (1, 28, 28, 3), 26 * 26 * 8 * 27),
        (
            "Conv2D",
            {"filters": 8, "kernel_size": [3, 3], "groups": 2},
            (1, 28, 28, 4),
            26 * 26 * 8 * 18,
        ),
        ("DepthwiseConv2D", {"kernel_size": [3, 3]}, (1, 28, 28, 4), 26 * 26 * 4 * 9),
        (
            "Conv2DTranspose",
            {"filters": 6, "kernel_size": [2, 2], "strides": [2, 2]},
            (1, 7, 7, 3),
            7 * 7 * 3 * 6 * 4,
        ),
        ("LSTM", {"units": 8}, (1, 20, 3), 20 * 4 * 8 * (3 + 8)),
        ("GRU", {"units": 8}, (1, 20, 3), 20 * 3 * 8 * (3 + 8)),
        ("BatchNormalization", {}, (1, 28, 28, 3), 0),
        ("MaxPooling2D", {}, (1, 28, 28, 3), 0),
    ],
)
def test_known_layers_take_what_the_books_say(name, parameters, shape, count):
    assert traced(name, parameters, [shape], concrete=False).multiply_adds == count


def test_the_reverse_of_a_product_takes_twice_its_work():
    tape = Tape()
    with tape:
        x, w = tape.feed(Spec((1, 4, 5))), tape.feed(Spec((1, 5, 6)))
        y = ops.matmul(x, w)
        forward = tape.multiply_adds
        from_tape = y.record.op.gradient(y.record, [y], (True, True))
    assert len(from_tape) == 2
    assert (forward, tape.multiply_adds) == (120, 360)
