"""Can a drawing set how a layer is called, and does that leave and come back?"""

import numpy as np
import pytest

import engine
from designer.document import files, imports
from designer.document.analysis import analyse
from designer.document.build import build, code
from designer.document.values import Document, Node, Wire
from engine import export, layers, registry


def causal(**parameters):
    """A drawing of attention to what came before."""
    given = {"use_causal_mask": True, **parameters}
    nodes = (
        Node("n1", "Input", "words", {"shape": (5, 8)}),
        Node("n2", "MultiHeadAttention", "heads", {"num_heads": 2, "key_dim": 4, **given}),
        Node("n3", "Attention", "look", given),
        Node("n4", "Dense", "answer", {"units": 3}),
    )
    ends = [("n1", "n2", 0), ("n1", "n2", 1), ("n2", "n3", 0), ("n2", "n3", 1), ("n3", "n4", 0)]
    wires = tuple(Wire(source, 0, target, port) for source, target, port in ends)
    return Document(name="causal", nodes={node.id: node for node in nodes}, wires=wires)


def test_drawn_attention_looks_only_at_what_came_before():
    model = build(causal())
    values = np.random.default_rng(0).random((2, 5, 8), np.float32)
    later = values.copy()
    later[:, 3:] += 1.0
    change = np.abs(model.predict(values, verbose=0) - model.predict(later, verbose=0))
    assert change[:, :3].max() == 0.0 and change[:, 3:].max() > 0.0


def test_a_setting_of_the_call_is_kept_in_the_project_file(tmp_path):
    files.write(causal(), tmp_path / "p.loom")
    assert files.read(tmp_path / "p.loom").nodes["n3"].parameters["use_causal_mask"] is True


@pytest.mark.parametrize("target", ["keras", "tf_keras", "engine"])
def test_it_leaves_at_the_call_and_comes_back(target, tmp_path):
    text = code(causal(), target)
    assert text.count("use_causal_mask=True") == 2
    (tmp_path / "program.py").write_text(text, encoding="utf-8")
    came = imports.read(tmp_path / "program.py")
    held = {node.type: node.parameters for node in came.document.nodes.values()}
    assert held["MultiHeadAttention"]["use_causal_mask"] and held["Attention"]["use_causal_mask"]


def test_a_layer_takes_the_setting_of_its_calls_unless_a_call_says_otherwise():
    layer = registry.create("Attention", {"use_causal_mask": True})
    assert layer.setting("use_causal_mask") is True
    ones = np.random.default_rng(0).random((1, 4, 2), np.float32)
    plain = layers.Attention()([ones, ones])
    np.testing.assert_array_equal(layer([ones, ones], use_causal_mask=False), plain)
    assert np.abs(layer([ones, ones]) - plain).max() > 0


def test_calls_of_one_layer_that_differ_are_told_of_when_they_come_in(tmp_path):
    inputs = engine.Input((4, 3), name="steps")
    layer = layers.Attention(name="look")
    outputs = layer([inputs, inputs], use_causal_mask=True) + layer([inputs, inputs])
    model = engine.Model(inputs, outputs)
    (tmp_path / "model.json").write_text(model.to_json(), encoding="utf-8")
    came = imports.read(tmp_path / "model.json")
    assert any("use_causal_mask" in str(remark) for remark in came.remarks)
    assert not any("use_causal_mask" in n.parameters for n in came.document.nodes.values())


def looking():
    """A drawing whose attentions also give what they look at; a Dense reads some of it."""
    nodes = (
        Node("n1", "Input", "words", {"shape": (5, 8)}),
        Node("n2", "MultiHeadAttention", "heads", {
            "num_heads": 2, "key_dim": 4, "return_attention_scores": True,
        }),
        Node("n3", "Attention", "look", {"return_attention_scores": True}),
        Node("n4", "Flatten", "flat", {}),
        Node("n5", "Dense", "answer", {"units": 3}),
    )  # fmt: skip
    ends = [("n1", 0, "n2", 0), ("n1", 0, "n2", 1), ("n2", 0, "n3", 0), ("n2", 0, "n3", 1),
            ("n2", 1, "n4", 0), ("n4", 0, "n5", 0)]  # fmt: skip
    return Document(
        name="looking", nodes={node.id: node for node in nodes},
        wires=tuple(Wire(*one) for one in ends),
    )


def test_what_attention_looks_at_is_a_second_output_that_wires_begin_at_and_that_learns():
    facts = analyse(looking()).facts
    assert [spec.shape for spec in facts["n2"].outputs] == [(None, 5, 8), (None, 2, 5, 5)]
    assert len(facts["n3"].output_ports) == 2
    model = build(looking())
    assert [output.shape for output in model.outputs] == [(None, 5, 8), (None, 5, 5), (None, 3)]
    model.compile("adam", [None, None, "mse"])
    values = np.random.default_rng(0).random((16, 5, 8), np.float32)
    targets = values.sum(axis=1)[:, :3]
    losses = model.fit(values, [None, None, targets], epochs=3, verbose=0).history["loss"]
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("target", ["keras", "tf_keras", "engine", "pytorch", "onnx"])
def test_what_attention_looks_at_leaves_and_comes_back(target, tmp_path):
    done = export.save(build(looking()), target, tmp_path, verify=target == "engine")
    came = imports.read(done.program).document
    held = [node.parameters for node in came.nodes.values() if "Attention" in node.type]
    assert len(held) == 2 and all(one["return_attention_scores"] for one in held)
    shapes = [output.shape for output in build(came).outputs]
    assert shapes == [(None, 5, 8), (None, 5, 5), (None, 3)]
    assert done.proof is None or done.proof.equal
