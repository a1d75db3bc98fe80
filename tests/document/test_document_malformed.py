"""Is every damaged, newer or hostile project file refused in words, with nothing changed?"""

import json
import os

import pytest

from designer.document import edits, files
from designer.document.values import Document


def project(**changes) -> bytes:
    """A sound project of three nodes, with some of its top entries replaced."""
    sound = {
        "format": "layerloom",
        "version": 2,
        "name": "p",
        "nodes": [
            node("n1", "Input", "input_1", parameters={"shape": [4]}),
            node("n2", "Dense", "dense", parameters={"units": 3}),
            node("n3", "Add", "add"),
        ],
        "wires": [["n1", 0, "n2", 0], ["n1", 0, "n3", 0], ["n2", 0, "n3", 1]],
    }
    return json.dumps(sound | changes).encode()


def node(id, type, name, **more):
    return {"id": id, "type": type, "name": name, "x": 0, "y": 0} | more


def with_node(**more) -> bytes:
    return project(nodes=[node("n1", "Dense", "dense") | more], wires=[])


def with_parameters(**parameters) -> bytes:
    return with_node(parameters=parameters)


DEEP = 100_000
WHOLE = project()

# What is in the file, and words that the message must have.
MALFORMED = {
    "empty": (b"", "is empty"),
    "only blanks": (b" \n\t ", "is empty"),
    "cut in the middle": (WHOLE[: len(WHOLE) // 2], "ends in the middle"),
    "cut before the last brace": (WHOLE[:-1], "ends in the middle"),
    "cut in a text": (WHOLE[: WHOLE.index(b"input_1") + 3], "ends in the middle"),
    "more after the end": (WHOLE + b"{}", "line 1, column"),
    "a comma too many": (WHOLE.replace(b'"p"', b'"p",'), "damaged at line 1, column"),
    "merge conflict": (b'{\n<<<<<<< HEAD\n"format": "layerloom"', "damaged at line 2, column 1"),
    "binary": (bytes(range(256)) * 40, "not UTF-8"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "not UTF-8"),
    "zip": (b"PK\x03\x04" + bytes(200), "no Layerloom project"),
    "zero bytes": (bytes(4096), "no Layerloom project"),
    "utf-16": (WHOLE.decode().encode("utf-16"), "not UTF-8"),
    "half characters": (
        WHOLE.replace(b'"name": "p"', b'"name": "\\ud800"'),
        "signs that are no characters",
    ),
    "a text": (b"Dear diary, today I drew a network.", "no Layerloom project"),
    "python": (b"import os; os.system('true')", "no Layerloom project"),
    "web page": (b"<html><script>alert(1)</script></html>", "no Layerloom project"),
    "a list": (b"[1, 2, 3]", "no Layerloom project"),
    "a number": (b"42", "no Layerloom project"),
    "someone else's json": (b'{"nodes": [], "wires": []}', "no Layerloom project"),
    "ten megabytes of noise": (b"x9 !" * 2_500_000, "no Layerloom project"),
    "ten megabytes of braces": (b"{" * 10_000_000, "damaged"),
    "too large": (b" " * (64 * 2**20 + 1), "larger than 64 MB"),
    "deep lists": (b'{"format": ' + b"[" * DEEP + b"]" * DEEP + b"}", "nested too deeply"),
    "deep objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "nested too deeply"),
    "deep parameter": (
        with_parameters(units=json.loads("[" * 200 + "]" * 200)),
        "nested too deeply",
    ),
    "no version": (project(version=None), "no version that Layerloom knows"),
    "version in words": (project(version="1"), "no version that Layerloom knows"),
    "version true": (project(version=True), "no version that Layerloom knows"),
    "version nought": (project(version=0), "no version that Layerloom knows"),
    "newer": (project(version=99), "newer Layerloom"),
    "newer with news": (project(version=3, models=[]), "newer Layerloom"),
    "a key twice": (b'{"format": "layerloom", "version": 1, "version": 1}', "stands twice"),
    "not a number": (WHOLE.replace(b'"x": 0', b'"x": NaN'), "NaN, which is no number"),
    "infinity": (WHOLE.replace(b'"x": 0', b'"x": -Infinity'), "-Infinity"),
    "a number beyond all": (WHOLE.replace(b'"x": 0', b'"x": 1e999'), "1e999"),
    "a number of a million digits": (
        WHOLE.replace(b'"x": 0', b'"x": ' + b"9" * 1_000_000),
        "no number for a project",
    ),
    "far away": (with_node(x=1e12), "dense.*, x: This must be at most"),
    "a large whole number": (with_parameters(units=10**25), "too large"),
    "unknown entry": (project(plugins=["evil"]), "plugins: Layerloom knows nothing"),
    "unknown entry of a node": (with_node(code="1"), "code: Layerloom knows nothing"),
    "nodes are a number": (project(nodes=7), "nodes: This must be a list, not 7"),
    "a node is a text": (project(nodes=["n1"]), "node 1: This must be an object"),
    "x is a text": (with_node(x="3"), r"node 1 \('dense'\), x: This must be a number, not '3'"),
    "collapsed is a number": (with_node(collapsed=1), "true or false"),
    "parameters are a list": (with_node(parameters=[]), "object in braces"),
    "no type": (project(nodes=[{"id": "n1", "name": "a"}], wires=[]), "type: This is missing"),
    "unknown layer": (with_node(type="Danse"), "no layer called 'Danse'. Did you mean Dense"),
    "layer from elsewhere": (with_node(type="os.system"), "no layer called"),
    "unknown parameter": (with_parameters(unit=3), "Did you mean units"),
    "wrong parameter": (with_parameters(units="many"), "units must be a whole number"),
    "object as parameter": (with_parameters(activation={"a": [1]}), "activation cannot be"),
    "name that closes a string": (
        with_node(name='a"); import os; os.system("true") #'),
        "cannot be a layer's name",
    ),
    "name with a tag": (with_node(name="<img src=x onerror=alert(1)>"), "cannot be a layer's"),
    "name with a line end": (with_node(name="dense\n"), "name"),
    "name with a terminal's escape": (with_node(name="\033[2J"), "cannot be a layer's name"),
    "key with half a character": (with_parameters(**{"\ud800": 1}), "no parameter called"),
    "key with a line end": (with_parameters(**{"a\nb": 1}), r"a\\nb"),
    "name of a path": (with_node(name="../../etc/passwd"), "cannot be a layer's name"),
    "endless name": (with_node(name="a" * 5000), "longer than 100 characters"),
    "id of a path": (with_node(id="../n1"), "may hold only letters"),
    "id with a zero byte": (with_node(id="n1\0"), "may hold only letters"),
    "two of one id": (
        project(nodes=[node("n1", "Flatten", "a"), node("n1", "Flatten", "b")], wires=[]),
        "id 'n1': This id stands 2 times",
    ),
    "a note with a node's id": (
        project(notes=[{"id": "n1", "text": ""}]),
        "id 'n1': This id stands 2 times",
    ),
    "two of one name": (
        project(nodes=[node("n1", "Flatten", "a"), node("n2", "Flatten", "a")], wires=[]),
        "2 layers have this name",
    ),
    "circle": (
        project(wires=[["n2", 0, "n3", 0], ["n3", 0, "n2", 0]]),
        "circle: dense → add → dense",
    ),
    "feeds itself": (project(wires=[["n2", 0, "n2", 0]]), "circle: dense → dense"),
    "wire to nothing": (project(wires=[["n1", 0, "n9", 0]]), "wire 1: .*no node has that id"),
    "wire from nothing": (project(wires=[["n9", 0, "n2", 0]]), "ends at 'n9'"),
    "wire into an input": (project(wires=[["n2", 0, "n1", 0]]), "input_1 has no input 1"),
    "wire to a slot too far": (project(wires=[["n1", 0, "n2", 1]]), "dense has no input 2"),
    "two wires in one slot": (
        project(wires=[["n1", 0, "n3", 0], ["n2", 0, "n3", 0]]),
        "wire 2: Another wire ends at the same input",
    ),
    "a wire of three": (project(wires=[["n1", 0, "n2"]]), "wire 1, entry 4: This is missing"),
    "a wire of words": (project(wires=[["n1", "0", "n2", 0]]), "whole number, not '0'"),
    "a wire below nought": (project(wires=[["n1", -1, "n2", 0]]), "at least 0"),
    "weights of nobody": (with_node(shares="n9"), "shares the weights of 'n9'"),
    "own weights shared": (with_node(shares="n1"), "shares the weights of 'n1'"),
    "weights of another kind": (
        project(
            nodes=[node("n1", "Dense", "a"), node("n2", "Flatten", "b", shares="n1")], wires=[]
        ),
        "no Flatten with its own weights",
    ),
    "other parameters than the shared layer's": (
        project(
            nodes=[
                node("n1", "Dense", "a", parameters={"units": 3}),
                node("n2", "Dense", "b", shares="n1", parameters={"units": 4}),
            ],
            wires=[],
        ),
        "other parameters than a, whose weights it shares",
    ),
    "wrong setting": (project(training={"epochs": -5}), "training, epochs: epochs must be at"),
    "unknown setting": (project(data={"url": "http://x"}), "data, url: There is no setting"),
    "settings are a list": (project(training=[1]), "object in braces"),
    "a note without size": (project(notes=[{"id": "t1", "width": 0}]), "above 0"),
    "a note of a megabyte": (project(notes=[{"id": "t1", "text": "x" * 10**6}]), "longer than"),
    "a frame of no color": (
        project(frames=[{"id": "f1", "color": "javascript:alert(1)"}]),
        "is no color",
    ),
    "too many nodes": (
        project(nodes=[node(f"n{number}", "Flatten", f"f{number}") for number in range(20_001)]),
        "more than 20000 of these",
    ),
    "a view from nowhere": (project(view={"x": 0, "y": 0, "zoom": 0}), "view, zoom"),
}


@pytest.mark.parametrize("content, words", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_project_is_refused_in_words_and_changes_nothing(tmp_path, content, words):
    path = tmp_path / "broken.loom"
    path.write_bytes(content)
    with pytest.raises(files.ProjectError, match=words) as caught:
        files.read(path)
    told = str(caught.value)
    assert "broken.loom" in told
    assert len(told) < 6000
    assert told.replace("\n", "").isprintable()
    assert all(fault.place and str(fault.error) for fault in caught.value.faults)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["broken.loom"]


def test_the_sound_project_of_these_tests_opens(tmp_path):
    path = tmp_path / "sound.loom"
    path.write_bytes(WHOLE)
    document = files.read(path)
    assert len(document.nodes) == len(document.wires) == 3


def test_every_fault_is_told_at_once(tmp_path):
    path = tmp_path / "broken.loom"
    path.write_bytes(
        project(
            nodes=[
                node("n1", "Danse", "dense", parameters={}),
                node("n2", "Dense", "a b", parameters={"units": 0, "bias": 1}),
            ],
            wires=[["n1", 0, "n2", 5], ["n3", 0, "n2", 0]],
            training={"epochs": "x"},
        )
    )
    with pytest.raises(files.ProjectError, match="has 7 faults") as caught:
        files.read(path)
    assert [fault.place for fault in caught.value.faults] == [
        "training, epochs",
        "node 1 ('dense')",
        "node 2 ('a b')",
        "node 2 ('a b'), units",
        "node 2 ('a b'), bias",
        "wire 1",
        "wire 2",
    ]


def test_places_that_are_no_project_are_told_apart(tmp_path):
    os.mkfifo(tmp_path / "pipe.loom")
    (tmp_path / "dir.loom").mkdir()
    (tmp_path / "loop.loom").symlink_to("loop.loom")
    for name, words in (
        ("missing.loom", "not there any more"),
        ("dir.loom", r"^dir\.loom is no file\. Choose a \.loom file\.$"),
        ("pipe.loom", "is no file"),
        ("loop.loom", "cannot be read"),
        ("a\0b.loom", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ):
        with pytest.raises(files.ProjectError, match=words):
            files.read(tmp_path / name)


def test_reading_runs_nothing_and_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("builtins.exec", None)
    monkeypatch.setattr("builtins.eval", None)
    path = tmp_path / "hostile.loom"
    path.write_bytes(with_node(name="__import__('os').system('touch x')"))
    with pytest.raises(files.ProjectError):
        files.read(path)
    assert os.listdir(tmp_path) == ["hostile.loom"]


def test_a_refused_file_leaves_what_is_open_alone(tmp_path):
    document = edits.add_node(Document(), "Flatten")
    path = tmp_path / "project.loom"
    files.write(document, path)
    sound = path.read_bytes()
    path.write_bytes(sound[:-10])
    with pytest.raises(files.ProjectError):
        files.read(path)
    path.write_bytes(sound)
    assert files.read(path) == document
