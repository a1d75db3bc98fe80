"""Is a layer's Python text read while one writes, tried elsewhere, and run only when allowed?"""

import pytest

from designer.document import edits
from designer.document.analysis import forget_traces
from designer.document.starting import EXAMPLE
from designer.document.values import Document
from designer.panels.written_window import WrittenWindow
from engine import written


@pytest.fixture
def project(monkeypatch, tmp_path):
    """input_1 → my_layer of a project whose code nobody has allowed yet."""
    monkeypatch.setattr(written, "state_folder", lambda: tmp_path)
    document = edits.add_node(Document(), "Input", parameters={"shape": [3]})
    document = edits.add_after(document, "n1", 0, "new:code", 300, 0)
    (tmp_path / "allowed-code.txt").unlink(missing_ok=True)
    monkeypatch.setattr(written, "_agreed", set())
    forget_traces()
    return document


@pytest.fixture
def window(qtbot, studio, project):
    studio.load(project)
    window = WrittenWindow(studio, "b1")
    qtbot.addWidget(window)
    return window


def test_opening_a_project_with_code_says_so_and_offers_a_review(qtbot, studio, project):
    heard, asked = [], []
    studio.noticed.connect(heard.append)
    studio.code_requested.connect(asked.append)
    studio.load(project)
    (notice,) = heard
    assert "MyLayer" in notice.text and notice.lasting
    notice.actions[0].run()
    studio.enter("n2")
    assert asked == ["b1", "b1"]
    assert [problem.node for problem in studio.analysis.errors] == ["n2"]


def test_a_fault_in_the_text_is_told_without_running_it(qtbot, window):
    window.text.setPlainText(EXAMPLE.replace("def call(", "def call((", 1))
    qtbot.waitUntil(lambda: "Line" in window.message.text(), timeout=5000)
    window.buttons.accepted.emit()
    assert window._process is None and not written.is_allowed(window.source)


def test_a_trial_tells_what_fails_and_agrees_to_nothing(qtbot, window, studio):
    assert not window.warning.isHidden()
    window.text.setPlainText(EXAMPLE.replace("* self.start", "* self.nothing"))
    window.check.click()
    qtbot.waitUntil(lambda: "AttributeError" in window.message.text(), timeout=20000)
    (mark,) = window.text.extraSelections()
    assert "self.nothing" in mark.cursor.block().text()
    window.text.setPlainText(EXAMPLE)
    window.check.click()
    qtbot.waitUntil(lambda: "(None, 3)" in window.message.text(), timeout=20000)
    assert not written.is_allowed(EXAMPLE) and studio.analysis.errors


def test_using_the_text_agrees_to_it_and_is_one_step(qtbot, window, studio):
    changed = EXAMPLE.replace("start=1.0", "start=2.0")
    withdrawn = []
    studio.notice_withdrawn.connect(withdrawn.append)
    window.text.setPlainText(changed)
    with qtbot.waitSignal(window.accepted, timeout=20000):
        window.buttons.accepted.emit()
    assert studio.project.blocks["b1"].source == changed and written.is_allowed(changed)
    assert not studio.analysis.errors
    assert withdrawn[-1] == "code", "nothing waits any longer"
    before = studio.project
    studio.undo()
    assert studio.project.blocks["b1"].source == EXAMPLE and studio.analysis.errors
    studio.redo()
    assert studio.project == before


def test_a_text_without_end_is_given_up(qtbot, window):
    window._patience.setInterval(1500)
    endless = "while True: pass\n        super().__init__"
    window.text.setPlainText(EXAMPLE.replace("super().__init__", endless))
    window.check.click()
    qtbot.waitUntil(lambda: "come to an end" in window.message.text(), timeout=20000)


def test_a_trial_without_known_inputs_does_not_claim_that_the_layer_works(qtbot, window):
    window._tell_made([])
    assert "was not tried" in window.message.text()
    window._tell_made([[None, 4]])
    assert window.message.text() == "It makes (None, 4)."
