"""Does grouping any part of any network keep what it is, and dissolving bring it back?"""

import document_laws as laws
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.document import build, edits, grouping
from designer.document.analysis import analyse
from designer.document.sheets import opened, put_back
from designer.document.values import Document, Wire
from engine.errors import DesignError


@st.composite
def networks(draw):
    """A network of Dense(4) and Add layers, each fed by layers before it."""
    document = edits.add_node(Document(), "Input", parameters={"shape": [4]})
    for number in range(2, draw(st.integers(4, 8)) + 1):
        key = f"n{number}"
        sources = draw(st.lists(st.integers(1, number - 1), min_size=1, max_size=3, unique=True))
        kind = ("Dense", {"units": 4}) if len(sources) == 1 else ("Add", {})
        document = edits.add_node(document, kind[0], 100 * number, 0, kind[1], id=key)
        for slot, source in enumerate(sources):
            document = edits.connect(document, Wire(f"n{source}", 0, key, slot))
    return document


def counts(document):
    analysis = analyse(document)
    return analysis.total_parameters, len(analysis.errors)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks(), st.data())
def test_grouping_any_part_keeps_the_network(document, data):
    chosen = data.draw(st.sets(st.sampled_from(sorted(document.nodes)), min_size=1))
    try:
        grouped = grouping.make_block(document, chosen, id="n90")
    except DesignError:
        return  # what lies between was left out, or nothing but the input was chosen
    laws.check(grouped)
    assert counts(grouped) == counts(document)
    assert build.build(grouped).count_params() == build.build(document).count_params()
    inner = data.draw(st.sampled_from(sorted(grouped.blocks["b1"].nodes)))
    edited = put_back(grouped, edits.remove(opened(grouped, "b1"), [inner], heal=True))
    laws.check(edited)
    again = grouping.dissolve(grouped, ["n90"])
    laws.check(again)
    assert not again.blocks and counts(again) == counts(document)
    assert len(again.nodes) == len(document.nodes) and len(again.wires) == len(document.wires)
