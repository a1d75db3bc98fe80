"""What can be done with sub-models, and how? Their rows in the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.shell.rows import SEPARATOR, Action, Group


class Nested(QObject):
    """The part of the table that is about sub-models, in the language of the moment."""

    def inside(self) -> Group:
        """What a layer holds: its inner layer, or its cells."""
        tr = self.tr
        return Group(
            "inside",
            tr("Layer &inside"),
            (
                Action(
                    "next_slot",
                    tr("&Select the next slot"),
                    "canvas.step_slot",
                    "Ctrl+I",
                    needs="holder",
                ),
                Action(
                    "previous_slot",
                    tr("Select the &previous slot"),
                    "canvas.step_slot",
                    "Ctrl+Shift+I",
                    needs="holder",
                    arguments=(-1,),
                ),
                SEPARATOR,
                Action(
                    "fill_slot",
                    tr("&Choose what is inside…"),
                    "canvas.choose_for_slot",
                    "Ctrl+H",
                    needs="holder",
                ),
                Action(
                    "put_into",
                    tr("Put the layer &into another…"),
                    "canvas.choose_holder",
                    "Ctrl+T",
                    needs="one_node",
                ),
                Action(
                    "take_out",
                    tr("&Take out what is inside"),
                    "canvas.take_out_selected",
                    "Ctrl+Shift+T",
                    needs="inner",
                ),
                Action(
                    "empty_slot",
                    tr("&Empty the slot"),
                    "canvas.empty_selected",
                    needs="inner",
                ),
                SEPARATOR,
                Action(
                    "cell_up",
                    tr("Move the cell &up"),
                    "canvas.shift_selected",
                    "Ctrl+PgUp",
                    needs="inner",
                    arguments=(-1,),
                ),
                Action(
                    "cell_down",
                    tr("Move the cell &down"),
                    "canvas.shift_selected",
                    "Ctrl+PgDown",
                    needs="inner",
                    arguments=(1,),
                ),
            ),
        )

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
                    "rename_block",
                    tr("&Rename the sub-model"),
                    "canvas.rename_block_selected",
                    "Shift+F2",
                    needs="sub_model",
                ),
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
                SEPARATOR,
                Action(
                    "forget_saved",
                    tr("&Forget a saved sub-model…"),
                    "canvas.choose_saved",
                    needs="project",
                ),
                Action(
                    "remove_unused",
                    tr("Delete what is not &used"),
                    "studio.remove_unused",
                    needs="unused",
                ),
            ),
        )
