"""A window on a real screen for another process's mouse: tells places, then what came of them.

Run by test_mouse_journey.py. Each line of output is JSON: first where to drag, then what is drawn.
"""

import sys

from PySide6.QtCore import QPoint, QTimer
from shown_window import run, tell


def spot(widget, point):
    place = widget.mapToGlobal(point)
    return [place.x(), place.y()]


class Session:
    """Drags one after the other: a wire, and the five ways in which a drag from the palette ends.

    On the empty canvas, on a wire, beside the wire with Alt, given up with Esc, and outside.
    """

    def __init__(self, window):
        self.window = window
        self.studio, self.canvas = window.studio, window.canvas
        self.palette = window.workbench.panel("palette")
        self.steps = iter(
            [
                self.offer_first,
                self.offer_second,
                self.offer_wire,
                self.offer_on_wire,
                self.offer_beside_wire,
                self.offer_and_give_up,
                self.offer_outside,
                self.finish,
            ]
        )
        self.wanted = lambda: True
        self.timer = QTimer(window)
        self.timer.timeout.connect(self.look)
        self.timer.start(50)

    def look(self):
        if self.wanted():
            next(self.steps)()

    def row(self, word):
        self.palette.field.setText(word)
        tree = self.palette.tree
        for index in range(tree.topLevelItemCount()):
            item = tree.topLevelItem(index)
            if item.text(0) == word:
                return spot(tree.viewport(), tree.visualItemRect(item).center())
        raise LookupError(word)

    def offer(self, word, place, **more):
        """Ask for a drag from the palette to a place of the canvas, once the window is at rest."""
        end = spot(self.canvas.viewport(), place)
        QTimer.singleShot(300, lambda: tell(begin=self.row(word), end=end, **more))

    def nodes(self):
        return len(self.studio.document.nodes)

    def middle_of_wire(self):
        wire = self.studio.document.wires[-1]
        return self.canvas.to_view(self.canvas.drawing.wires[wire].middle()).toPoint()

    def offer_first(self):
        self.canvas.zoom_reset()
        self.offer("Flatten", QPoint(150, 150))
        self.wanted = lambda: self.nodes() == 1

    def offer_second(self):
        self.offer("Dense", QPoint(650, 150))
        self.wanted = lambda: self.nodes() == 2

    def offer_wire(self):
        first, second = (self.canvas.drawing.nodes[key] for key in self.studio.document.nodes)
        begin = self.canvas.to_view(first.output_place(0)).toPoint()
        end = self.canvas.to_view(second.input_place(0)).toPoint()
        viewport = self.canvas.viewport()
        tell(begin=spot(viewport, begin), end=spot(viewport, end))
        self.wanted = lambda: len(self.studio.document.wires) == 1

    def offer_on_wire(self):
        self.offer("Dropout", self.middle_of_wire())
        self.wanted = lambda: self.nodes() == 3

    def offer_beside_wire(self):
        self.offer("ReLU", self.middle_of_wire(), held="alt")
        self.wanted = lambda: self.nodes() == 4

    def offer_and_give_up(self):
        self.offer("Softmax", QPoint(300, 350), then="Escape")
        self.wait_for_rest()

    def offer_outside(self):
        self.offer("Softmax", QPoint(300, 350), out=spot(self.window, QPoint(60, 5)))
        self.wait_for_rest()

    def wait_for_rest(self):
        """Until a drag has come to the canvas and gone again."""
        seen = []

        def over():
            if self.canvas.gesture is not None:
                seen.append(True)
            return bool(seen) and self.canvas.gesture is None

        self.wanted = over

    def finish(self):
        document = self.studio.document
        tell(
            types=[node.type for node in document.nodes.values()],
            wires=[list(wire) for wire in document.wires],
            undo=self.studio.history.labels,
        )
        self.timer.stop()
        self.window.hide()
        QTimer.singleShot(0, lambda: sys.exit(0))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], lambda window: window.workbench.build_panels(), Session))
