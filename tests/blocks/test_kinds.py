"""What are the nodes that are no layers: dots on wires, and layers that are not known?"""

import document_laws as laws
import numpy as np
import pytest

from designer.document import build, edits, files, kinds
from designer.document.analysis import analyse
from designer.document.values import Document, Wire
from engine.errors import DesignError


@pytest.fixture
def rerouted() -> Document:
    """input_1 → reroute → dense."""
    document = edits.add_node(Document(), "Input", parameters={"shape": [8]})
    document = edits.add_after(document, "n1", 0, "Reroute", 300, 0)
    return edits.add_after(document, "n2", 0, "Dense", 600, 0, {"units": 4})


def test_a_reroute_passes_shape_and_mask_on_and_is_no_layer(rerouted):
    laws.check(rerouted)
    analysis = analyse(rerouted)
    assert analysis.is_trainable and not analysis.problems
    assert [spec.shape for spec in analysis.facts["n2"].outputs] == [(None, 8)]
    model = build.build(rerouted)
    assert [layer.name for layer in model.layers] == ["input_1", "dense"]
    masked = edits.add_node(Document(), "Input", parameters={"shape": [5], "dtype": "int32"})
    embedding = {"input_dim": 9, "output_dim": 3, "mask_zero": True}
    masked = edits.add_after(masked, "n1", 0, "Embedding", 0, 0, embedding)
    masked = edits.add_after(masked, "n2", 0, "Reroute", 0, 0)
    masked = edits.add_after(masked, "n3", 0, "Conv1D", 0, 0, {"filters": 2, "kernel_size": 2})
    plain = edits.remove(masked, ["n3"], heal=True)
    messages = [[str(problem.error) for problem in analyse(d).problems] for d in (masked, plain)]
    assert messages[0] == messages[1]


def test_a_reroute_at_the_end_leaves_the_result_of_the_layer_before_it(rerouted):
    document = edits.add_after(rerouted, "n3", 0, "Reroute", 900, 0)
    model = build.build(document)
    assert [tuple(value.shape) for value in model.outputs] == [(None, 4)]


def test_an_unknown_layer_is_kept_and_its_shape_is_used_but_it_cannot_be_trained(rerouted):
    known = {"output_shapes": [[None, 3]], "attributes": {"alpha": 0.5, "mode": "x"}}
    document = edits.add_on_wire(
        rerouted, Wire("n2", 0, "n3", 0), "unknown:Fancy.Op", 0, 0, known, id="n9"
    )
    laws.check(document)
    node = document.nodes["n9"]
    assert kinds.of(document, node).title == "Fancy.Op" and node.name == "fancy._op"
    assert files.from_text(files.to_json(document), "x").nodes["n9"].parameters == node.parameters
    analysis = analyse(document)
    assert [spec.shape for spec in analysis.facts["n3"].outputs] == [(None, 4)]
    assert analysis.facts["n3"].parameters == 3 * 4 + 4
    (problem,) = analysis.errors
    assert problem.node == "n9" and "Fancy.Op, which Layerloom does not know" in str(problem.error)
    model = build.build(document)
    with pytest.raises(DesignError, match=r"Fancy\.Op"):
        model.predict(np.zeros((1, 8), np.float32))
    damaged = edits.set_parameter(document, "n9", "output_shapes", [[None, "many"]])
    given, taken = (analyse(damaged).facts[key].outputs[0].shape for key in ("n2", "n9"))
    assert taken == given, "a shape that cannot be read is one that is not told"


def test_a_type_that_there_is_not_is_refused_by_files(rerouted):
    text = files.to_json(rerouted).replace('"Reroute"', '"Rerouted"')
    with pytest.raises(DesignError, match="Rerouted"):
        files.from_text(text, "x.loom")
