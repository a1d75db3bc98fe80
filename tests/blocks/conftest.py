"""What do the tests of sub-models share? A small network, and one with a part of it as a block."""

import pytest

from designer.document import edits, grouping
from designer.document.values import Document, Wire


@pytest.fixture
def network() -> Document:
    """input_1 (n1) → conv2d (n2) → batch_normalization (n3) → add (n4, with n2) → … dense (n6)."""
    document = edits.add_node(Document(), "Input", parameters={"shape": [8, 8, 4]})
    filters = {"filters": 4, "kernel_size": [3, 3], "padding": "same"}
    document = edits.add_after(document, "n1", 0, "Conv2D", 300, 0, filters)
    document = edits.add_after(document, "n2", 0, "BatchNormalization", 600, 0)
    document = edits.add_after(document, "n3", 0, "Add", 900, 0)
    document = edits.connect(document, Wire("n2", 0, "n4", 1))
    document = edits.add_after(document, "n4", 0, "Flatten", 1200, 0)
    return edits.add_after(document, "n5", 0, "Dense", 1500, 0, {"units": 10})


@pytest.fixture
def grouped(network) -> Document:
    """`network` with conv2d, batch_normalization and add as the block b1; its instance is n7."""
    return grouping.make_block(network, ["n1", "n2", "n3", "n4"], "Residual", id="n7")
