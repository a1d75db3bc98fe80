"""Does automatic layout make drawings fit to print? Well-known networks and random ones."""

import importlib.util
import random
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF

import resources
from designer.canvas.curves import crossing
from designer.canvas.view import CanvasView
from designer.document import edits, files
from designer.document.tidying import Tidying
from designer.document.values import Document, Wire
from designer.studio import Studio

PLACE = Path(__file__).parents[2] / "packaging" / "make_drawings.py"


TEMPLATES = sorted((Path(resources.__file__).parent / "templates").glob("*.loom"))


@pytest.fixture(scope="module")
def drawings():
    spec = importlib.util.spec_from_file_location("layerloom_drawings", PLACE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def networks(drawings):
    """Those of the printed pictures, and what is long or has other forms."""
    templates = {path.stem: partial(files.read, path) for path in TEMPLATES}
    mobile = partial(mobile_net_v2, drawings.Sketch("MobileNetV2"))
    return {**drawings.NETWORKS, "mobilenet-v2": mobile, **templates}


def mobile_net_v2(sketch):
    """Sandler and others, 2018: blocks that widen, look and narrow, some with a shortcut."""

    def settled(flow, *, bends=True):
        flow = sketch.add("BatchNormalization", flow)
        return sketch.add("ReLU", flow, max_value=6.0) if bends else flow

    flow = sketch.add("Input", shape=[224, 224, 3])
    flow, width = settled(sketch.conv(flow, 32, 3, None, strides=[2, 2])), 32
    stages = ((16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1))
    for filters, count, stride in stages:
        for step in [stride] + [1] * (count - 1):
            inner = settled(sketch.conv(flow, 6 * width, 1, None))
            look = {"kernel_size": [3, 3], "strides": [step, step], "padding": "same"}
            inner = settled(sketch.add("DepthwiseConv2D", inner, **look))
            inner = settled(sketch.conv(inner, filters, 1, None), bends=False)
            flow = sketch.add("Add", flow, inner) if (step, width) == (1, filters) else inner
            width = filters
    flow = sketch.add("GlobalAveragePooling2D", settled(sketch.conv(flow, 1280, 1, None)))
    sketch.add("Dense", flow, units=1000, activation="softmax")
    return sketch.document


@pytest.fixture
def shown(qtbot):
    """A canvas with a document."""

    def show(document):
        canvas = CanvasView(Studio(document))
        qtbot.addWidget(canvas)
        canvas.destroyed.connect(canvas.studio.discard_recovery)
        return canvas

    return show


def random_network(seed):
    """Layers that add what any of the layers before them give."""
    dice, document = random.Random(seed), Document()
    for number in range(1, 22):
        kind = "Add" if number > 3 else "Input"
        document = edits.add_node(document, kind, 0, 0, id=f"n{number}")
        for _ in range(dice.randint(1, 3) if number > 3 else 0):
            source = f"n{dice.randint(max(1, number - 8), number - 1)}"
            slot = len(document.wires.into(f"n{number}"))
            document = edits.connect(document, Wire(source, 0, f"n{number}", slot))
    return document


def wires_through_nodes(drawing):
    """The wires that run through a node which is not theirs, with that node."""
    found = []
    for wire, item in drawing.wires.items():
        points, path = item.points(), item.path()
        around = path.boundingRect().adjusted(-1, -1, 1, 1)
        for key, node in drawing.nodes.items():
            body = node.body().adjusted(1, 1, -1, -1)
            near = around.intersects(body) and key not in (wire.source, wire.target)
            if not near or not path.intersects(body):
                continue
            sides = [(body.topLeft(), body.bottomRight()), (body.topRight(), body.bottomLeft())]
            if any(crossing(points, side) for side in sides):
                found.append((wire, key))
    return found


def overlaps(drawing):
    bodies = [QRectF(item.body()) for item in drawing.nodes.values()]
    return [1 for i, one in enumerate(bodies) for two in bodies[:i] if one.intersects(two)]


@pytest.mark.parametrize("way", ["right", "down", "rows", "levels"])
def test_no_wire_of_a_well_known_network_runs_through_a_node(networks, way, shown):
    for name, network in networks.items():
        canvas = shown(network())
        before = canvas.studio.document
        canvas.arrange(way)
        assert len(canvas.studio.history.labels) == 1 or canvas.studio.document == before
        assert wires_through_nodes(canvas.drawing) == [], name
        assert overlaps(canvas.drawing) == [], name
        # By size a chain may get a row for each layer, which then reads as running down.
        assert way == "levels" or canvas.drawing.down == (way == "down"), name
        canvas.studio.undo()
        assert canvas.studio.document == before, name


@pytest.mark.parametrize("seed", range(6))
def test_no_wire_of_a_random_network_runs_through_a_node(seed, shown):
    canvas = shown(random_network(seed))
    for way in ("right", "down"):
        canvas.arrange(way)
        assert overlaps(canvas.drawing) == []
        assert wires_through_nodes(canvas.drawing) == []


def test_by_size_each_height_and_width_gets_a_row_and_a_u_comes_out(networks, shown):
    canvas = shown(networks["u-net"]())
    canvas.arrange("levels")
    nodes = {node.name: node for node in canvas.studio.document.nodes.values()}
    assert nodes["conv2d"].x < nodes["conv2d_1"].x < nodes["concatenate_3"].x
    rows = [nodes[name].y for name in ("conv2d", "conv2d_2", "conv2d_4", "conv2d_6", "conv2d_8")]
    assert rows == sorted(rows) and len({round(y / 40) for y in rows}) == 5
    assert abs(nodes["conv2d_16"].y - nodes["conv2d"].y) < 40
    assert nodes["max_pooling2d"].x == nodes["input_1"].x


def test_branches_stand_in_the_order_of_their_ports():
    """A fork at a leads over b, c and d to the ports 2, 1 and 0 of e."""
    wires = [Wire("a", 0, key, 0) for key in "bcd"]
    wires += [Wire(key, 0, "e", port) for key, port in zip("bcd", (2, 1, 0), strict=True)]
    middles = {"a": (0, 0), "b": (200, -150), "c": (200, 10), "d": (200, 150), "e": (400, 40)}
    laid = Tidying(middles, dict.fromkeys("abcde", (100, 80)), wires, 36).tidy()
    assert laid["d"][1] < laid["c"][1] < laid["b"][1]
    assert laid["a"][1] == laid["c"][1] == laid["e"][1]
