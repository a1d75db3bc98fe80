"""Is a fault inside a sub-model mended from outside, by what would mend it in there?"""

import document_laws as laws
import pytest
from PySide6.QtCore import Qt

from designer.document import edits, grouping, repairs
from designer.document.advice import advise
from designer.document.analysis import analyse, forget_traces
from designer.document.history import History
from designer.document.sheets import opened, put_back
from designer.document.values import Document
from designer.panels.fault import Fault
from designer.studio import Studio
from designer.texts import repair_text
from engine import written


def nested(depth: int = 1) -> Document:
    """Two LSTM layers in a sub-model, the first of which hands on its last output alone."""
    document = edits.add_node(Document(), "Input", parameters={"shape": [9, 4]}, id="n1")
    steps = {"units": 8, "return_sequences": True}
    document = edits.add_after(document, "n1", 0, "LSTM", 300, 0, steps)
    document = edits.add_after(document, "n2", 0, "LSTM", 600, 0, {"units": 6})
    document = edits.add_after(document, "n3", 0, "Dense", 900, 0, {"units": 2})
    document = grouping.make_block(document, ["n2", "n3"], id="n90")
    block = next(iter(document.blocks))
    inner = edits.set_parameter(opened(document, block), "n2", "return_sequences", False)
    document = put_back(document, inner)
    return document if depth == 1 else grouping.make_block(document, ["n90"], id="n91")


@pytest.mark.parametrize("depth", [1, 2])
def test_the_repairs_of_a_fault_inside_are_offered_outside_and_are_one_step(depth):
    document = nested(depth)
    analysis = advise(document)
    (problem,) = analysis.errors
    found = repairs.offers(document, analysis, problem)
    texts = [repair_text(problem.error, offer.repair) for offer in found]
    name = next(b.name for b in document.blocks.values() if "n2" in b.nodes or depth == 2)
    assert any(text.startswith("In ") and "return_sequences" in text for text in texts), texts
    assert any(name in text for text in texts)
    first = next(o for o, text in zip(found, texts, strict=True) if "return_sequences" in text)
    history = History(document)
    mended = put_back(document, repairs.apply(document, first.repair, problem.node))
    laws.check(mended)
    history.push("Mend", mended)
    assert not analyse(history.document).errors and analyse(mended).facts == first.analysis.facts
    history.undo()
    assert history.document is document


def test_a_fault_inside_offers_to_open_it_and_code_that_waits_to_review_it(
    qtbot, monkeypatch, tmp_path
):
    studio = Studio(nested())
    fault = Fault(studio, studio.analysis.errors[0])
    qtbot.addWidget(fault)
    assert not fault.opener.isHidden() and fault.opener.text().startswith("Open ")
    qtbot.mouseClick(fault.opener, Qt.MouseButton.LeftButton)
    assert studio.document.sheet
    fault.thinker.stop()
    monkeypatch.setattr(written, "state_folder", lambda: tmp_path)
    monkeypatch.setattr(written, "_agreed", set())
    forget_traces()
    document = edits.add_node(Document(), "Input", parameters={"shape": [3]})
    document = edits.add_after(document, "n1", 0, "new:code", 300, 0)
    written._agreed.clear()
    (tmp_path / "allowed-code.txt").unlink(missing_ok=True)
    forget_traces()
    studio.load(document)
    asked = []
    studio.code_requested.connect(asked.append)
    waiting = Fault(studio, studio.analysis.errors[0])
    qtbot.addWidget(waiting)
    assert waiting.opener.text() == "Review and allow…"
    qtbot.mouseClick(waiting.opener, Qt.MouseButton.LeftButton)
    assert asked == ["b1"]
    waiting.thinker.stop()
    studio.discard_recovery()
    forget_traces()


def test_a_fault_in_a_sub_model_inside_a_slot_is_mended_and_opened_from_outside(qtbot):
    document = edits.set_parameter(nested(), "n1", "shape", [5, 9, 4])
    inner = {"type": document.nodes["n90"].type, "parameters": {}}
    document = edits.remove(document, ["n90"])
    document = edits.add_after(document, "n1", 0, "TimeDistributed", 300, 0, {"layer": inner})
    analysis = advise(document)
    (problem,) = analysis.errors
    first = repairs.offers(document, analysis, problem)[0]
    assert repair_text(problem.error, first.repair).startswith("In ")
    assert "return_sequences" in repair_text(problem.error, first.repair)
    assert not analyse(repairs.apply(document, first.repair, problem.node)).errors
    studio = Studio(document)
    fault = Fault(studio, problem)
    studio.setParent(fault)
    qtbot.addWidget(fault)
    assert not fault.opener.isHidden() and fault.opener.text().startswith("Open ")
