"""What does every canvas test get: a studio, a canvas on an offscreen screen, and hands."""

import pytest
from canvas_hands import Hands, chain

from designer.canvas.view import CanvasView
from designer.studio import Studio


@pytest.fixture
def studio(qapp):
    studio = Studio(chain())
    yield studio
    studio.discard_recovery()


@pytest.fixture
def canvas(qtbot, studio):
    canvas = CanvasView(studio)
    qtbot.addWidget(canvas)
    canvas.resize(1500, 800)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.centerOn(550, 50)
    canvas.setFocus()
    return canvas


@pytest.fixture
def hands(canvas):
    return Hands(canvas)


@pytest.fixture
def undone(studio):
    """Undo the last step; the document is the one from before the test, to the letter."""
    before = studio.document

    def undo() -> None:
        assert studio.history.can_undo
        studio.undo()
        assert studio.document == before

    return undo
