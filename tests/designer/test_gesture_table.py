"""Is all that a hand does on the canvas in a menu, done by keys as well, and taken back?"""

from PySide6.QtWidgets import QTreeWidgetItemIterator

from designer.document import edits, grouping
from designer.document.values import Document, Wire
from designer.shell.rows import plain
from designer.shell.shortcuts import ShortcutsWindow

WAYS = ("left", "right", "up", "down")
# What people expect of a node editor: for each thing that can be done, its entries in the menus
# with the keys that it is known by elsewhere.
TABLE = {
    "pan": {f"scroll_{way}": f"Ctrl+{way.title()}" for way in WAYS},
    "zoom": {"zoom_in": "+", "zoom_out": "-", "zoom_reset": "Ctrl+0"},
    "show": {"frame_all": "Home", "frame_selection": "F"},
    "quick add": {"quick_add": "Tab"},
    "quick add as Blender has it": {"quick_add": "Shift+A"},
    "insert on a wire": {"onto_wire": "Ctrl+Shift+O"},
    "connect": {"connect": "C", "join": "J"},
    "cut wires": {"knife": "K", "delete": "Del"},
    "reroute": {"reroute": "R"},
    "delete and heal": {"heal": "Ctrl+Del"},
    "bypass": {"bypass": "Ctrl+B"},
    "copies": {"duplicate": "Ctrl+D", "copy": "Ctrl+C", "cut": "Ctrl+X", "paste": "Ctrl+V"},
    "shared weights": {"share": "Ctrl+Shift+U", "unshare": "Ctrl+U"},
    "select": {"select_all": "Ctrl+A", "deselect": "Esc"},
    "select along wires": {"downstream": "L", "upstream": "Shift+L"},
    "walk": {f"go_{way}": f"Alt+{way.title()}" for way in WAYS},
    "sub-model": {"group": "Ctrl+G", "dissolve": "Ctrl+Shift+G", "enter": "Return"},
    "way out": {"leave": "Ctrl+Shift+Backspace"},
    "frame and note": {"frame": "Ctrl+J", "note": "N"},
    "layout": {"arrange": "Ctrl+L", "arrange_down": "Ctrl+Shift+L"},
    "nudge": {f"nudge_{way}": way.title() for way in WAYS},
    "align": {"align_left": "Ctrl+Shift+1", "gaps_horizontal": "Ctrl+Shift+7"},
    "find": {"find": "Ctrl+F"},
    "collapse": {"collapse": "H"},
    "minimap": {"minimap": "Ctrl+M"},
    "rename and help": {"rename": "F2", "explain": "F1"},
    "run and stop": {"train": "F5", "stop": "Shift+F5"},
    "run as in a notebook": {"train": "Ctrl+Return"},
    "undo and save": {"undo": "Ctrl+Z", "redo": "Ctrl+Y", "save": "Ctrl+S"},
    "redo elsewhere": {"redo": "Ctrl+Shift+Z"},
    "picture": {"picture": "Ctrl+Shift+E"},
}


def shown(window, action) -> list[str]:
    """The keys that stand beside an action once one has searched for its name."""
    name = plain(action.text())
    window.field.setText(name)
    items = [item.value() for item in QTreeWidgetItemIterator(window.tree)]
    rows = [item for item in items if item.text(0) == name and not item.isHidden()]
    return [keys for row in rows for keys in row.text(1).split()]


def test_everything_has_a_menu_entry_with_its_keys_and_the_shortcuts_window_finds_it(project):
    window = ShortcutsWindow(project.menus, project)
    missing = []
    for what, entries in TABLE.items():
        for name, keys in entries.items():
            row, action = project.menus.rows[name], project.menus.actions[name]
            if keys not in (*row.shortcuts, *row.also) or keys not in shown(window, action):
                missing.append((what, name, keys))
    window.close()
    assert missing == []


def everything() -> Document:
    """input → conv → flatten → dense and a second dense that uses its weights; one stands loose."""
    document = Document()
    kinds = {
        "n1": ("Input", {"shape": [8, 8, 1]}),
        "n2": ("Conv2D", {"filters": 4, "kernel_size": [3, 3]}),
        "n3": ("Flatten", {}),
        "n4": ("Dense", {"units": 144}),
        "n6": ("Add", {}),
    }
    for number, (key, (kind, parameters)) in enumerate(kinds.items()):
        place = 300.0 * number, 17.0 * number
        document = edits.add_node(document, kind, *place, parameters, id=key)
    document = edits.make_shared_instance(document, "n4", 900, 300, id="n5")
    wires = (("n1", "n2"), ("n2", "n3"), ("n3", "n4"), ("n3", "n5"))
    for source, target in wires:
        document = edits.connect(document, Wire(source, 0, target, 0))
    for slot, source in enumerate(("n4", "n5")):
        document = edits.connect(document, Wire(source, 0, "n6", slot))
    return edits.add_node(document, "ReLU", 300, 500, id="n7")


CHANGES = {
    **dict.fromkeys(("cut", "duplicate", "duplicate_fed", "delete", "heal"), {"n3"}),
    **dict.fromkeys(("paste", "paste_fed"), {"n3"}),
    **dict.fromkeys(("note", "arrange", "arrange_down", "arrange_rows"), set()),
    "arrange_levels": set(),
    "frame": {"n2", "n3"},
    "join": {"n1", "n7"},
    **dict.fromkeys(("bypass", "collapse", "group"), {"n3"}),
    "swap": {"n6"},
    "share": {"n2"},
    "unshare": {"n5"},
    **{f"align_{line}": {"n1", "n3", "n7"} for line in ("left", "center", "right")},
    **{f"align_{line}": {"n1", "n3", "n7"} for line in ("top", "middle", "bottom")},
    **{f"gaps_{way}": {"n1", "n2", "n4"} for way in ("horizontal", "vertical")},
    **{f"nudge_{way}": {"n2"} for way in WAYS},
    **{f"push_{way}": {"n2"} for way in WAYS},
    "dissolve": {"b"},
    "unique": {"b"},
}


def test_what_changes_the_drawing_is_one_step_back_to_the_identical_one(project):
    studio, canvas = project.studio, project.canvas
    plain_one = everything()
    with_parts = edits.duplicate(grouping.make_block(plain_one, ["n3"], "Part", id="b"), ["b"])
    amiss = []
    for name, chosen in CHANGES.items():
        studio.load(with_parts if "b" in chosen else plain_one)
        studio.select(chosen)
        if name.startswith("paste"):
            canvas.copy()
        before, action = studio.document, project.menus.actions[name]
        enabled = action.isEnabled()
        action.trigger()
        if canvas.editor is not None:
            canvas.editor.finish(keep=False)
        changed, steps = studio.document != before, len(studio.history.labels)
        studio.undo()
        if not (enabled and changed and steps == 1 and studio.document == before):
            amiss.append((name, enabled, changed, steps))
    assert amiss == []


def test_a_layer_is_put_onto_a_wire_from_a_list_that_says_why_not(project, qtbot):
    studio, canvas = project.studio, project.canvas
    studio.load(edits.add_node(everything(), "LSTM", 600, 500, {"units": 3}, id="n8"))
    before = studio.document
    studio.select({"n8"})
    project.menus.actions["onto_wire"].trigger()
    entries = canvas.quick._entries
    assert len(entries) == len(before.wires)
    assert all(entry.reason for entry in entries), "an LSTM takes none of these shapes"
    canvas.quick.dismiss()
    studio.select({"n7"})
    project.menus.actions["onto_wire"].trigger()
    qtbot.keyClicks(canvas.quick.field, "conv2d flatten")
    entry = canvas.quick.list.currentIndex().data(256)
    assert entry.wire == Wire("n2", 0, "n3", 0) and not entry.reason
    qtbot.keyClick(canvas.quick.field, "\r")
    assert {Wire("n2", 0, "n7", 0), Wire("n7", 0, "n3", 0)} <= set(studio.document.wires)
    assert studio.document.nodes["n3"].x > before.nodes["n3"].x, "what follows makes room"
    studio.undo()
    assert studio.document == before
