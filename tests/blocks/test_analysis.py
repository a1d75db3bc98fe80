"""Is only what lies below an edit looked at again, and is nothing kept that is no longer true?"""

import document_laws as laws
from drawings import unlike
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_blocks_random import networks

from designer.document import edits, grouping, tracing
from designer.document.advice import advise
from designer.document.analysis import analyse, analysing
from designer.document.sheets import opened, put_back
from designer.document.values import Wire
from engine.errors import DesignError

COUNT = 60


def looked(document, before):
    """How many layers an edit has to look at, and what is known then."""
    tracing.forget()  # so that nothing is remembered but what the analysis before knew
    start = tracing.inferred()
    analysis = advise(document, before=before)
    count = tracing.inferred() - start
    assert said(analysis) == said(advise(document))
    return count, analysis


def said(analysis):
    """All that an analysis says, in values that can be compared."""
    problems = [
        (one.severity, one.node, one.wire, one.field, str(one.error), len(one.error.repairs))
        for one in analysis.problems
    ]
    ends = analysis.inputs, analysis.outputs
    return analysis.facts, analysis.wires, analysis.masks, problems, ends


def test_an_edit_looks_only_at_what_it_changes_and_what_is_below_that():
    document = unlike(COUNT)
    known = advise(document)
    for harmless in (
        edits.rename(document, "n9", "other"),
        edits.move(document, {"n9": (5.0, 5.0)}),
        edits.set_training(document, loss="mse"),
        edits.add_note(document, "A note", 0, 0),
        edits.duplicate(document, ["n9"], (0, 900)),
    ):
        assert looked(harmless, known)[0] == 0
    # Other units: that layer, and the weights of the next one, whose outputs stay as they are.
    count, after = looked(edits.set_parameter(document, "n30", "units", 5), known)
    assert count == 2
    assert after.facts["n32"] is known.facts["n32"] and after.facts["n9"] is known.facts["n9"]
    assert looked(edits.set_parameter(document, "n1", "shape", [8]), known)[0] == 2
    # Another rank is another shape for all that is below.
    count, after = looked(edits.set_parameter(document, "n1", "shape", [3, 8]), known)
    assert count == COUNT and after.facts["n60"].outputs[0].shape == (None, 3, 160)
    assert looked(edits.remove(document, [f"n{COUNT}"]), known)[0] == 0


def test_a_fault_and_its_mending_reach_all_that_is_below():
    document = unlike(COUNT)
    known = advise(document)
    cut = edits.disconnect(document, [Wire("n30", 0, "n31", 0)])
    broken = advise(cut, before=known)
    assert broken.facts["n31"].status == broken.facts["n60"].status == "unknown"
    assert broken.facts["n30"] is known.facts["n30"]
    assert advise(document, before=broken).facts == known.facts


def test_what_is_inside_a_sub_model_is_looked_at_again_when_it_changes():
    document = grouping.make_block(unlike(COUNT), ["n30", "n31"], id="n90")
    known = analyse(document)
    inner = opened(document, "b1")
    edited = put_back(document, edits.set_parameter(inner, "n30", "units", 9))
    laws.check(edited)
    after = analyse(edited, before=known)
    assert after.facts == analyse(edited).facts
    assert after.facts["n90"].parameters != known.facts["n90"].parameters
    assert after.facts["n29"] is known.facts["n29"]
    # The drawing inside is another one than that around it, although ids may be the same.
    assert analyse(inner, before=known).facts == analyse(inner).facts


def test_work_that_is_given_up_leaves_no_trace():
    document = unlike(COUNT)
    work = analysing(document)
    for _ in range(COUNT // 2):
        next(work)
    work.close()
    assert analyse(document).facts["n60"].outputs[0].shape == (None, 160)


def change(document, draw):
    """One edit of any kind, as a hand might make it."""
    keys = sorted(document.nodes)
    key, other = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
    slot = draw(st.integers(0, 2))
    edit = draw(
        st.sampled_from(
            [
                lambda: edits.set_parameter(document, key, "units", slot + 3),
                lambda: edits.set_parameter(document, key, "shape", [4, slot + 1][slot > 1 :]),
                lambda: edits.connect(document, Wire(other, 0, key, slot)),
                lambda: edits.disconnect(document, document.wires.into(key)[:1]),
                lambda: edits.remove(document, [key], heal=bool(slot)),
                lambda: edits.bypass(document, [key]),
                lambda: edits.make_shared_instance(document, key, 0, 0),
                lambda: edits.duplicate(document, [key, other], (9, 9)),
                lambda: edits.rename(document, key, f"name{slot}"),
                lambda: edits.add_after(document, key, 0, "Conv1D", 0, 0, {"filters": 2}),
                lambda: grouping.make_block(document, {key, other}),
                lambda: edits.set_training(document, loss="mse"),
            ]
        )
    )
    try:
        return edit()
    except DesignError:
        return document


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks(), st.data())
def test_after_any_edits_what_was_kept_is_what_a_whole_analysis_finds(document, data):
    known = advise(document)
    for _ in range(8):
        document = change(document, data.draw)
        if not document.nodes:
            return
        known = advise(document, before=known)
        assert said(known) == said(advise(document))
