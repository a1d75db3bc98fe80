"""Do names of any kind leave as harmless code? The same program comes out as for plain names."""

import ast
import html.parser
import json
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

import resources
from designer.document import files
from designer.document.build import build, data, recipe
from engine import export
from engine.export.probes import keras_like
from engine.export.report import Report, page

HOSTILE = {
    "statement": 'a"; import os #',
    "line": "x\n    boom()\r\n\x0b\x85\u2028boom()",
    "markup": "</script><script>boom()</script><b title='\"",
    "dunder": "__class__",
}
TEXTS = ("keras", "tf_keras", "engine", "pytorch", "notebook")


def named(name, evil):
    """A template in which everything that has a name is called `evil`, or nearly so."""
    document = files.read(resources.path("templates") / f"{name}.loom")
    called = {key: f"{evil}{'_' * n}" for n, key in enumerate(document.nodes)}
    nodes = {key: replace(node, name=called[key]) for key, node in document.nodes.items()}
    blocks = {
        key: replace(block, name=evil, nodes={
            inner: replace(node, name=f"{evil}{'-' * n}")
            for n, (inner, node) in enumerate(block.nodes.items())
        })
        for key, block in document.blocks.items()
    }  # fmt: skip
    return replace(document, name=evil, nodes=nodes, blocks=blocks)


# What has the modules of PyTorch, which bear the names of layers.
HOLDERS = ("self", "network")


def bare(text):
    """The shape of a program: its tree without names, texts and the order of imports."""
    tree = ast.parse(text)
    # Those that stand inside come last, so that each is still read as it was.
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node).partition(".")[0] in HOLDERS:
            node.attr = "n"
        for key in ("id", "name", "arg", "asname"):
            if isinstance(getattr(node, key, None), str) and not isinstance(node, ast.alias):
                setattr(node, key, "n")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = "s"
    return ast.dump(tree)


def code_of(text, target):
    if target != "notebook":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")


@lru_cache
def plain(template, target):
    """The shape of the program for harmless names."""
    return bare(program_of(named(template, "plain name"), target))


def program_of(document, target):
    model = build(document)
    text = export.code(model, target, recipe(document), data(document, model))
    return code_of(text, target)


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("template", ["titanic", "custom_cell", "branches"])
def test_names_change_nothing_but_names(template, evil):
    for target in TEXTS:
        text = program_of(named(template, evil), target)
        assert bare(text) == plain(template, target), (target, text)


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
def test_programs_with_such_names_run_and_find_their_weights(evil, tmp_path):
    model = build(named("custom_cell", evil))
    done = export.save_program(model, "engine", tmp_path / "program.py")
    made = keras_like.load(str(done.program)).build_model()
    made.load_weights(done.weights)
    for mine, theirs in zip(model.get_weights(), made.get_weights(), strict=True):
        assert (mine == theirs).all()


def tags(text):
    """The tags of a page in their order, and all that stands in them."""
    found = []
    reader = html.parser.HTMLParser()
    reader.handle_starttag = lambda tag, attributes: found.append((tag, tuple(attributes)))
    reader.feed(text)
    return found


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
def test_the_report_has_the_same_tags_whatever_the_names_are(evil):
    def told(name):
        model = build(named("branches", name))
        curves = {name: [2.0, 1.0], f"val_{name}": [2.0, 1.5]}
        settings = [(name, name, name)]
        report = Report(name, "", curves, np.eye(2, dtype=int), (name, name), settings, name)
        return tags(page(model, report))

    assert told(evil) == told("plain name")
