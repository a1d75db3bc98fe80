"""What can be done to the drawing, and how? The rows for copies, choices, layout and wires."""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.canvas.keys import SCROLL, STEP, STRIDE
from designer.shell.rows import SEPARATOR, Action, Group


class Drawing(QObject):
    """The part of the table that is about the canvas alone, in the language of the moment."""

    def pictures(self) -> Group:
        """The drawing as a file to print or to show: SVG, PDF or PNG by the name's ending."""
        tr = self.tr
        light, dark = tr("Save as a &light picture…"), tr("Save as a &dark picture…")
        save, needs = "save_picture", "nodes"
        return Group(
            "pictures",
            tr("P&icture (SVG, PDF, PNG)"),
            (
                Action("picture", tr("Save as &picture…"), save, "Ctrl+Shift+E", "image", needs),
                Action("light_picture", light, save, needs=needs, arguments=("light",)),
                Action("dark_picture", dark, save, needs=needs, arguments=("dark",)),
            ),
        )

    def copies(self) -> tuple:
        tr = self.tr
        return (
            Action(
                "paste_fed",
                tr("Paste with the &wires into it"),
                "canvas.paste_fed",
                "Ctrl+Shift+V",
                needs="project",
                on_canvas=True,
            ),
            Action(
                "duplicate",
                tr("&Duplicate"),
                "canvas.duplicate",
                "Ctrl+D",
                "duplicate",
                "selection",
            ),
            Action(
                "duplicate_fed",
                tr("Duplicate with the wires &into it"),
                "canvas.duplicate_fed",
                "Ctrl+Shift+D",
                needs="nodes_selected",
            ),
        )

    def selecting(self) -> Group:
        tr = self.tr
        return Group(
            "selecting",
            tr("&Select"),
            (
                Action(
                    "downstream",
                    tr("Select what &follows"),
                    "canvas.select_downstream",
                    "Ctrl+]",
                    needs="nodes_selected",
                ),
                Action(
                    "upstream",
                    tr("Select what &leads here"),
                    "canvas.select_upstream",
                    "Ctrl+[",
                    needs="nodes_selected",
                ),
                SEPARATOR,
                Action(
                    "choose_wire",
                    tr("Select a &wire of the layer…"),
                    "canvas.choose_wire",
                    "Ctrl+E",
                    needs="one_node",
                ),
            ),
        )

    def walking(self) -> Group:
        """From layer to layer along the wires: alone, or taking each along."""
        tr = self.tr
        ways = {
            "left": (tr("Go to the layer &before"), tr("Add the layer before to the selection")),
            "right": (tr("Go to the layer &after"), tr("Add the layer after to the selection")),
            "up": (tr("Go to the layer abo&ve"), tr("Add the layer above to the selection")),
            "down": (tr("Go to the layer belo&w"), tr("Add the layer below to the selection")),
        }
        going = [
            Action(f"go_{way}", go, "canvas.walk", needs="nodes", arguments=(way,))
            for way, (go, _) in ways.items()
        ]
        adding = [
            Action(f"add_{way}", add, "canvas.walk", needs="nodes", arguments=(way, True))
            for way, (_, add) in ways.items()
        ]
        return Group("walking", tr("Go along wir&es"), (*going, SEPARATOR, *adding))

    def scrolling(self) -> Group:
        tr = self.tr
        steps = (
            ("scroll_left", tr("Look further &left"), (-SCROLL, 0.0)),
            ("scroll_right", tr("Look further &right"), (SCROLL, 0.0)),
            ("scroll_up", tr("Look further &up"), (0.0, -SCROLL)),
            ("scroll_down", tr("Look further &down"), (0.0, SCROLL)),
        )
        return Group(
            "scrolling",
            tr("Mo&ve the view"),
            tuple(
                Action(name, text, "canvas.look_aside", needs="project", arguments=step)
                for name, text, step in steps
            ),
        )

    def arrange(self) -> tuple:
        tr = self.tr
        return (
            Action("arrange", tr("&Arrange"), "canvas.arrange", "Ctrl+L", "layout", "nodes"),
            Action(
                "arrange_down",
                tr("Arrange from top to &bottom"),
                "canvas.arrange",
                "Ctrl+Shift+L",
                needs="nodes",
                arguments=("down",),
            ),
            Action(
                "arrange_rows",
                tr("Arrange in &rows"),
                "canvas.arrange",
                "Ctrl+Shift+R",
                needs="nodes",
                arguments=("rows",),
            ),
            Action(
                "arrange_levels",
                tr("Arrange by &size of the data"),
                "canvas.arrange",
                "Ctrl+Shift+Y",
                needs="nodes",
                arguments=("levels",),
            ),
            SEPARATOR,
            self._aligning(),
            self._nudging(),
        )

    def _aligning(self) -> Group:
        tr = self.tr
        lines = (
            ("left", tr("Align &left edges"), "Ctrl+Shift+1"),
            ("center", tr("Align &centers"), "Ctrl+Shift+2"),
            ("right", tr("Align &right edges"), "Ctrl+Shift+3"),
            ("top", tr("Align &top edges"), "Ctrl+Shift+4"),
            ("middle", tr("Align &middles"), "Ctrl+Shift+5"),
            ("bottom", tr("Align &bottom edges"), "Ctrl+Shift+6"),
        )
        gaps = (
            ("horizontal", tr("Equal &gaps across"), "Ctrl+Shift+7"),
            ("vertical", tr("Equal gaps &down"), "Ctrl+Shift+8"),
        )
        return Group(
            "aligning",
            tr("A&lign"),
            (
                *(
                    Action(
                        f"align_{line}",
                        text,
                        "canvas.align",
                        keys,
                        "",
                        "several",
                        True,
                        "",
                        (line,),
                    )
                    for line, text, keys in lines
                ),
                SEPARATOR,
                *(
                    Action(
                        f"gaps_{way}",
                        text,
                        "canvas.distribute",
                        keys,
                        "",
                        "several",
                        True,
                        "",
                        (way,),
                    )
                    for way, text, keys in gaps
                ),
            ),
        )

    def _nudging(self) -> Group:
        tr = self.tr
        steps = (
            ("nudge_left", tr("Move a little &left"), (-STEP, 0.0)),
            ("nudge_right", tr("Move a little &right"), (STEP, 0.0)),
            ("nudge_up", tr("Move a little &up"), (0.0, -STEP)),
            ("nudge_down", tr("Move a little &down"), (0.0, STEP)),
            None,
            ("push_left", tr("Move far left"), (-STRIDE, 0.0)),
            ("push_right", tr("Move far right"), (STRIDE, 0.0)),
            ("push_up", tr("Move far up"), (0.0, -STRIDE)),
            ("push_down", tr("Move far down"), (0.0, STRIDE)),
        )
        return Group(
            "nudging",
            tr("&Move"),
            tuple(
                SEPARATOR
                if step is None
                else Action(step[0], step[1], "canvas.nudge", needs="selection", arguments=step[2])
                for step in steps
            ),
        )

    def dot(self) -> Action:
        return Action(
            "reroute",
            self.tr("&Dot on the wire"),
            "canvas.reroute_selected",
            "Ctrl+R",
            needs="wires",
        )

    def model(self) -> tuple:
        tr = self.tr
        return (
            Action(
                "connect",
                tr("Co&nnect to…"),
                "canvas.connect_selected",
                "Ctrl+Shift+C",
                needs="one_node",
            ),
            Action(
                "onto_wire",
                tr("Put onto a wi&re…"),
                "canvas.choose_way",
                "Ctrl+Shift+O",
                needs="one_node",
            ),
            Action(
                "share",
                tr("&Use its weights again"),
                "canvas.share_selected",
                "Ctrl+Shift+U",
                needs="nodes_selected",
            ),
            Action(
                "knife",
                tr("Cut wires with the &knife"),
                "canvas.take_knife",
                "Ctrl+Shift+K",
                needs="nodes",
            ),
        )
