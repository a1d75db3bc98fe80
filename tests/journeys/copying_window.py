"""A window on a real screen that copies its drawing, or pastes what another one has copied.

Run by test_copying_journey.py: the one that gives stays, for the clipboard is in its hands.
"""

import sys

from shown_window import run, tell
from spoken_window import prepare

from designer.document import edits


def give(window):
    window.studio.select(set(window.studio.document.nodes))
    window.menus.actions["copy"].trigger()
    tell(copied=len(window.studio.selection))


def take(window):
    studio = window.studio
    studio.edit("Rename", edits.rename, "n0", "mine")
    before = studio.document
    window.menus.actions["paste"].trigger()
    after = studio.document
    studio.undo()
    tell(
        layers=[[node.type, node.name] for node in after.nodes.values()],
        wires=[
            [after.nodes[wire.source].name, after.nodes[wire.target].name] for wire in after.wires
        ],
        undone=studio.document == before,
    )


if __name__ == "__main__":
    roles = {"give": give, "take": take}
    sys.exit(run(sys.argv[1], prepare, roles[sys.argv[2]]))
