"""What can be done with sub-models, and how? Their rows in the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.shell.rows import SEPARATOR, Action, Group


class Nested(QObject):
    """The part of the table that is about sub-models, in the language of the moment."""

    def sub_models(self) -> Group:
        tr = self.tr
        return Group(
            "sub_models",
            tr("Sub-mode&l"),
            (
                Action(
                    "group",
                    tr("&Make a sub-model"),
                    "canvas.group_selected",
                    "Ctrl+G",
                    needs="nodes_selected",
                ),
                Action(
                    "dissolve",
                    tr("&Dissolve the sub-model"),
                    "canvas.dissolve_selected",
                    "Ctrl+Shift+G",
                    needs="sub_model",
                ),
                SEPARATOR,
                Action(
                    "enter",
                    tr("&Open what is inside"),
                    "canvas.enter_selected",
                    "Ctrl+Shift+Return",
                    needs="sub_model",
                ),
                Action(
                    "leave",
                    tr("&Go back out"),
                    "canvas.leave",
                    "Ctrl+Shift+Backspace",
                    needs="inside",
                ),
                SEPARATOR,
                Action(
                    "unique",
                    tr("Make a definition of its o&wn"),
                    "canvas.unique_selected",
                    needs="sub_model",
                ),
                Action(
                    "save_block",
                    tr("&Save to the palette"),
                    "canvas.save_selected",
                    needs="sub_model",
                ),
            ),
        )
