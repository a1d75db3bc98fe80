"""Are the canvas's pure parts right: places, curves, guides, texts, steps and searches?"""

import math

import pytest
from PySide6.QtCore import QPointF, QRectF

from designer.canvas import steps
from designer.canvas.choices import Entry, chosen, layer_entries, trial
from designer.canvas.content import input_ports, slots
from designer.canvas.curves import Way, crossing, distance, polyline, wire_path
from designer.canvas.geometry import HEADER, WIDTH, beside, in_direction, node_form, port_at
from designer.canvas.ground import CLOSEST, spacing
from designer.canvas.guides import snap
from designer.canvas.ink import ink_on
from designer.canvas.lanes import course_for
from designer.canvas.short import count_text, detail, shape_text, short_number
from designer.canvas.typeset import MOST_LINES, message_lines
from designer.document import edits, kinds
from designer.document.clipboard import to_text
from designer.document.values import Document, Wire
from designer.shell import theme
from engine import registry
from engine.errors import DesignError
from engine.registry import Port

NO_SIZES = None
PLAIN = steps.Measures(lambda key: (216.0, 84.0), lambda key: 27.0, {})


def told(type_name, parameters):
    return detail(kinds.find(Document(), type_name), parameters)


def form(inputs=1, outputs=1, labelled=False, detail=True, collapsed=False, lines=1):
    return node_form(
        inputs, outputs, labelled=labelled, detail=detail, collapsed=collapsed, lines=lines
    )


@pytest.mark.parametrize("collapsed", [False, True])
@pytest.mark.parametrize("inputs, outputs", [(0, 1), (1, 1), (3, 1), (2, 3), (9, 1)])
@pytest.mark.parametrize("labelled", [False, True])
def test_ports_lie_on_the_nodes_sides_and_inside_its_height(inputs, outputs, labelled, collapsed):
    made = form(inputs, outputs, labelled, collapsed=collapsed)
    assert len(made.inputs) == inputs and len(made.outputs) == outputs
    assert {place.x() for place in made.inputs} <= {0.0}
    assert {place.x() for place in made.outputs} <= {WIDTH}
    heights = [place.y() for place in (*made.inputs, *made.outputs)]
    assert all(0 < height < made.height for height in heights)
    assert len({place.y() for place in made.inputs}) == inputs


def test_single_ports_are_level_whatever_else_a_node_shows():
    levels = {
        made.outputs[0].y()
        for made in (form(), form(detail=False), form(lines=3), form(3), form(collapsed=True))
    }
    assert levels == {HEADER / 2}


def test_the_parts_of_a_node_do_not_overlap():
    made = form(3, 1, labelled=True)
    parts = [made.title, made.kind, made.detail, made.footer]
    assert all(made.body.contains(part) for part in parts)
    assert not any(one.intersects(other) for one in parts for other in parts if one is not other)
    assert made.bounds.contains(made.body)


def test_the_nearest_port_within_reach_is_found():
    places = (QPointF(0, 10), QPointF(0, 30))
    assert port_at(places, QPointF(3, 26), 10) == 1
    assert port_at(places, QPointF(30, 30), 10) is None
    assert port_at((), QPointF(), 10) is None


def test_a_wire_leaves_to_the_right_and_arrives_from_the_left():
    for end in (QPointF(300, 80), QPointF(-300, 80), QPointF(5, 0)):
        path = wire_path(QPointF(0, 0), end, arrow=False)
        assert path.pointAtPercent(0.02).x() > 0
        assert path.pointAtPercent(0.98).x() < end.x()
        assert (path.pointAtPercent(1) - end).manhattanLength() < 0.01


def test_distance_and_crossing_know_the_curve():
    points = polyline(wire_path(QPointF(0, 0), QPointF(200, 0)))
    assert distance(points, QPointF(100, 7)) == pytest.approx(7, abs=0.01)
    assert distance(points, QPointF(-30, 0)) == pytest.approx(30)
    assert crossing(points, (QPointF(50, -5), QPointF(50, 5))) == QPointF(50, 0)
    assert crossing(points, (QPointF(50, 5), QPointF(150, 5))) is None


def lane(start, end, bodies, below=False):
    return course_for(
        start, end, lambda area: [body for body in bodies if area.intersects(body)], below=below
    )


def test_a_free_way_needs_no_lane():
    assert lane(QPointF(0, 0), QPointF(900, 0), [QRectF(300, 50, 200, 100)]) is None
    assert lane(QPointF(0, 0), QPointF(100, 0), [QRectF(20, -50, 60, 100)]) is None


@pytest.mark.parametrize("below", [False, True])
def test_a_lane_runs_past_all_that_stands_in_the_way(below):
    bodies = [QRectF(300, -27, 216, 108), QRectF(600, -27, 216, 120)]
    start, end = QPointF(0, 0), QPointF(1100, 22)
    found = lane(start, end, bodies, below)
    path = wire_path(start, end, found, arrow=False)
    points = [path.pointAtPercent(step / 200) for step in range(201)]
    assert not any(body.contains(point) for body in bodies for point in points)
    assert found.y > 93 if below else found.y < -27


def test_a_lane_avoids_what_stands_along_it():
    bodies = [QRectF(300, -27, 216, 108), QRectF(300, 85, 216, 60)]
    found = lane(QPointF(0, 0), QPointF(900, 0), bodies, below=True)
    assert not any(body.top() < found.y < body.bottom() for body in bodies)


def test_a_wire_to_the_left_turns_round_between_the_rows():
    rows = [QRectF(x, y, 216, 100) for x in (0, 300, 600) for y in (0, 320)]
    start, end = QPointF(816, 27), QPointF(0, 347)
    found = lane(start, end, rows)
    assert isinstance(found, Way) and all(100 < y < 320 for _, y in found.corners[1:3])
    path = wire_path(start, end, found, arrow=False)
    points = [path.pointAtPercent(step / 300) for step in range(301)]
    inner = [row.adjusted(1, 1, -1, -1) for row in rows]
    assert not any(body.contains(point) for body in inner for point in points)


def test_where_no_lane_is_free_a_wire_goes_round_corners():
    wall = [QRectF(300, y, 216, 140) for y in range(-900, 900, 150)]
    gap = wall.pop(3)
    wall.append(QRectF(620, gap.top(), 216, 140))
    start, end = QPointF(0, 0), QPointF(1100, 22)
    found = lane(start, end, wall)
    points = polyline(wire_path(start, end, found))
    pieces = list(zip(list(points), list(points)[1:], strict=False))
    inner = [body.adjusted(1, 1, -1, -1) for body in wall]
    assert isinstance(found, Way)
    assert not any(crossing(points, [b.topLeft(), b.bottomRight()]) for b in inner), pieces


def test_snapping_takes_the_nearest_edge_and_tells_its_line():
    found = snap(QRectF(103, 400, 216, 100), [QRectF(100, 0, 216, 100)], 6)
    assert found.shift == QPointF(-3, 0)
    assert len(found.lines) == 1 and found.lines[0].x1() == 100
    assert snap(QRectF(150, 400, 216, 100), [QRectF(100, 0, 216, 100)], 6).lines == ()


def test_boxes_stay_inside_the_canvas():
    area, size = QRectF(0, 0, 400, 300), QPointF(200, 150)
    for anchor in (QPointF(10, 10), QPointF(390, 290), QPointF(200, 299)):
        corner = beside(anchor, size, area)
        assert area.contains(QRectF(corner, corner + size))


def test_the_nearest_in_a_direction_is_found():
    places = {"a": QPointF(100, 5), "b": QPointF(60, 80), "c": QPointF(-50, 0)}
    assert in_direction(QPointF(0, 0), "right", places) == "a"
    assert in_direction(QPointF(0, 0), "left", places) == "c"
    assert in_direction(QPointF(0, 0), "down", places) == "b"
    assert in_direction(QPointF(0, 0), "up", places) is None
    assert in_direction(QPointF(0, 0), "up", {}) is None


def test_dots_never_crowd():
    for scale in (0.04, 0.1, 0.5, 1, 3.3):
        assert spacing(scale) >= CLOSEST
        assert math.log2(spacing(scale) / (24 * scale)) % 1 == pytest.approx(0, abs=1e-9)


# Texts


def test_the_parameters_that_matter_stand_in_one_line():
    conv = {"filters": 32, "kernel_size": (3, 3), "strides": (2, 2), "padding": "same"}
    assert told("Conv2D", conv) == "32 · 3×3 · strides=2×2 · same"
    assert told("Conv2D", {}) == "filters ? · kernel_size ?"
    assert told("MaxPooling2D", {}) == "2×2"
    assert told("Dense", {"units": 4, "use_bias": False}) == "4 · use_bias=False"
    assert told("Input", {"shape": (28, 28)}) == ""
    assert told("Flatten", {}) == ""
    assert told("NoSuchLayer", {"a": 1}) == "a=1"


def test_shapes_and_counts_are_short_and_exact():
    assert shape_text((None, 26, 26, 32)) == "26 × 26 × 32"
    assert shape_text((None, None, 8)) == "None × 8"
    assert shape_text((None,)) == "1"
    assert short_number(9_248) == "9,248"
    assert short_number(999_999) == "999,999"
    assert short_number(25_557_032) == "25.56 M"
    assert count_text(0) == "0 params"


def test_a_port_for_many_has_one_slot_more_than_it_uses():
    many = (Port("inputs", many=True, minimum=2),)
    assert [slot.number for slot in slots(many, {})] == [0]
    made = slots(many, {0: "dense", 1: "input"})
    assert [(slot.used, slot.optional) for slot in made] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    assert [slot.source for slot in made] == ["dense", "input", ""]
    assert input_ports(None) == registry.ONE


def test_what_is_wrong_takes_few_lines_and_loses_no_word_but_the_last(qapp):
    lines = message_lines("one two three four five six seven eight nine ten " * 6)
    assert len(lines) == MOST_LINES
    assert lines[0].startswith("one two")
    assert message_lines("short") == ("short",)
    assert message_lines("") == ("",)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_pictures_read_on_every_category(name):
    tokens = theme.THEMES[name]
    for _, value in tokens.categories:
        ground = tokens.category(_)
        mark = ink_on(ground)
        assert abs(mark.lightnessF() - ground.lightnessF()) > 0.2, value


# Steps


def three() -> Document:
    document = edits.add_node(Document(), "Input", 0, 0, {"shape": [4]}, id="a")
    document = edits.add_node(document, "Dense", 300, 0, {"units": 3}, id="b")
    document = edits.add_node(document, "Dense", 600, 0, {"units": 3}, id="c")
    document = edits.connect(document, Wire("a", 0, "b", 0))
    return edits.connect(document, Wire("b", 0, "c", 0))


def test_what_follows_moves_aside_and_nothing_else():
    document = steps.add_onto_wire(
        three(), "Dropout", 250, 0, Wire("a", 0, "b", 0), lambda key: (216, 108), "new"
    )
    xs = {key: node.x for key, node in document.nodes.items()}
    assert xs["a"] == 0
    assert xs["new"] == 216 + steps.GAP
    assert xs["b"] == xs["new"] + 216 + steps.GAP
    assert xs["c"] - xs["b"] == 300


def test_where_there_is_room_nothing_moves():
    document = edits.move(three(), {"b": (1000, 0), "c": (1300, 0)})
    document = steps.add_onto_wire(
        document, "Dropout", 500, 40, Wire("a", 0, "b", 0), NO_SIZES, "new"
    )
    assert (document.nodes["new"].x, document.nodes["new"].y) == (500, 40)
    assert document.nodes["b"].x == 1000


def test_a_frame_holds_what_lies_in_it_and_not_the_frame_round_it():
    document = edits.frame_around(three(), ["b"], "inner", id="inner")
    document = edits.frame_around(document, ["b", "c"], "outer", id="outer")
    document = edits.add_frame(document, "tiny", 320, 20, id="tiny", width=40, height=30)
    assert set(steps.inside(document, "inner", NO_SIZES)) == {"b", "tiny"}
    assert {"b", "c", "inner", "tiny"} >= set(steps.inside(document, "outer", NO_SIZES)) >= {"c"}


def test_a_paste_steps_aside_until_nothing_is_covered():
    document = three()
    text = to_text(document, ["b"])
    for _ in range(3):
        document = steps.paste_text(document, text, (408, 42))
    places = {(node.x, node.y) for node in document.nodes.values()}
    assert len(places) == 6
    with pytest.raises(DesignError):
        steps.paste_text(document, "none of ours", (0, 0))


# Choices


def test_every_placeable_layer_is_offered_once_with_what_it_is():
    entries = layer_entries(Document())
    kinds = [kind for kind in registry.layers().values() if kind.placeable]
    new = ["new:model", "new:cell", "new:code"]
    wanted = [*(kind.name for kind in kinds), "Reroute", *new]
    assert sorted(entry.key for entry in entries) == sorted(wanted)
    assert all(entry.subtitle and (entry.aside or entry.key == "Reroute") for entry in entries)
    assert not any("`" in entry.subtitle for entry in entries)


def test_what_fits_comes_before_what_does_not():
    entries = [
        Entry("x", "Dense", reason="it does not", names=("Dense",)),
        Entry("y", "DenseFeatures", names=("DenseFeatures",)),
    ]
    assert [entry.key for entry in chosen(entries, "dense")] == ["y", "x"]
    assert [entry.key for entry in chosen(entries, "")] == ["y", "x"]
    assert chosen(entries, "zzz") == []


def test_layers_can_be_tried_with_the_least_that_they_demand():
    for kind in registry.layers().values():
        if kind.placeable:
            edits.add_node(Document(), kind.name, 0, 0, trial(Document(), kind.name))


# Rows


def long_chain(count: int) -> Document:
    document = edits.add_node(Document(), "Input", 0, 0, {"shape": [4]}, id="n1")
    for number in range(2, count + 1):
        key, before = f"n{number}", f"n{number - 1}"
        document = edits.add_node(document, "Dense", number * 10, 0, {"units": 4}, id=key)
        document = edits.connect(document, Wire(before, 0, key, 0))
    return document


def test_a_long_chain_is_broken_into_rows_of_a_page():
    document = steps.arranged(long_chain(40), None, "rows", PLAIN)
    boxes = [QRectF(node.x, node.y, 216, 84) for node in document.nodes.values()]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one != other)
    across = max(box.right() for box in boxes) - min(box.left() for box in boxes)
    down = max(box.bottom() for box in boxes) - min(box.top() for box in boxes)
    assert 1 < across / down < 4
    ys = [node.y for node in document.nodes.values()]
    assert ys == sorted(ys)


def test_a_row_ends_where_the_fewest_wires_are():
    document = long_chain(24)
    for number in range(2, 23, 4):
        key = f"a{number}"
        document = edits.add_node(document, "Add", 0, 0, id=key)
        document = edits.connect(document, Wire(f"n{number}", 0, key, 0))
        document = edits.connect(document, Wire(f"n{number + 2}", 0, key, 1))
    done = steps.arranged(document, None, "rows", PLAIN)
    parted = [wire for wire in done.wires if done.nodes[wire.target].x < done.nodes[wire.source].x]
    rows = len({round(node.y) for node in done.nodes.values() if node.type == "Dense"})
    assert parted and len(parted) <= rows + 2


def test_a_short_drawing_stays_in_one_row():
    assert steps.arranged(three(), None, "rows", PLAIN) == steps.arranged(
        three(), None, "right", PLAIN
    )


def test_a_node_names_the_columns_that_it_reads():
    age = {"class_name": "NumericColumn", "config": {"key": "Age"}}
    fare = {"class_name": "NumericColumn", "config": {"key": "Fare"}}
    assert told("DenseFeatures", {"feature_columns": (age, fare)}) == "Age, Fare"
    assert told("DenseFeatures", {}) == "feature_columns ?"
