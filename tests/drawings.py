"""Which drawings do several tests need?"""

from designer.document import edits
from designer.document.values import Document, Wire


def unlike(count: int = 60, units: int = 100) -> Document:
    """Dense layers in a row of which no two are alike; the first has `units` + 2."""
    document = edits.add_node(Document(), "Input", parameters={"shape": [7]}, id="n1")
    for number in range(2, count + 1):
        size = {"units": units + number}
        document = edits.add_node(document, "Dense", 200 * number, 0, size, id=f"n{number}")
        document = edits.connect(document, Wire(f"n{number - 1}", 0, f"n{number}", 0))
    return document
