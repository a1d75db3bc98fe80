"""What can be done, and how? One table that feeds menus, toolbar, shortcuts and command search."""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.shell.drawing import Drawing
from designer.shell.nested import Nested
from designer.shell.rows import SEPARATOR, Action, actions_of

MENUS = ("file", "edit", "add", "view", "arrange", "model", "run", "help")
# Places in the menus where entries stand that are not told here: the recent files, the layers,
# the panels, the themes and the languages that there are.
SLOTS = {"recent", "layers", "panels", "themes", "languages"}


class Actions(QObject):
    """The table in the language of the moment."""

    def menu_titles(self) -> dict[str, str]:
        return {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "add": self.tr("&Add"),
            "view": self.tr("&View"),
            "arrange": self.tr("Arran&ge"),
            "model": self.tr("&Model"),
            "run": self.tr("&Run"),
            "help": self.tr("&Help"),
        }

    def table(self) -> dict[str, tuple]:
        """For each menu its actions and groups in order, with separators and slots between."""
        drawing = Drawing(self)
        return {
            "file": self._file(drawing),
            "edit": self._edit(drawing),
            "add": self._add(drawing),
            "view": self._view(drawing),
            "arrange": drawing.arrange(),
            "model": (
                *self._model(),
                SEPARATOR,
                *drawing.model(),
                SEPARATOR,
                Nested(self).sub_models(),
                Nested(self).inside(),
                SEPARATOR,
                *self._code(),
            ),
            "run": self._run(),
            "help": self._help(),
        }

    def all(self) -> dict[str, Action]:
        """Every action by name."""
        return {row.name: row for rows in self.table().values() for row in actions_of(rows)}

    def _file(self, drawing: Drawing) -> tuple:
        a, tr = Action, self.tr
        return (
            a("new", tr("&New project"), "new_project", "Ctrl+N", "new"),
            a("open", tr("&Open…"), "open_project", "Ctrl+O", "open"),
            "recent",
            a("welcome", tr("&Welcome page"), "show_welcome", "Ctrl+Shift+H", "template"),
            SEPARATOR,
            a("save", tr("&Save"), "save_project", "Ctrl+S", "save", "project"),
            a("save_as", tr("Save &as…"), "save_as", "Ctrl+Shift+S", "save-as", "project"),
            drawing.pictures(),
            SEPARATOR,
            a("preferences", tr("&Preferences…"), "show_preferences", "Ctrl+,", "settings"),
            SEPARATOR,
            a("quit", tr("&Quit"), "close", "Ctrl+Q"),
        )

    def _edit(self, drawing: Drawing) -> tuple:
        a, tr, canvas = Action, self.tr, {"on_canvas": True}
        return (
            a("undo", tr("&Undo"), "studio.undo", "Ctrl+Z", "undo", "undo"),
            a("redo", tr("&Redo"), "studio.redo", "Ctrl+Y Ctrl+Shift+Z", "redo", "redo"),
            SEPARATOR,
            a("cut", tr("Cu&t"), "canvas.cut", "Ctrl+X", "cut", "selection", **canvas),
            a("copy", tr("&Copy"), "canvas.copy", "Ctrl+C", "copy", "selection", **canvas),
            a("paste", tr("&Paste"), "canvas.paste", "Ctrl+V", "paste", "project", **canvas),
            *drawing.copies(),
            a(
                "delete",
                tr("De&lete"),
                "canvas.delete_selected",
                "Del",
                "delete",
                "selected",
                **canvas,
            ),
            a(
                "heal",
                tr("Delete and close the &gap"),
                "canvas.delete_selected",
                "Ctrl+Del",
                needs="nodes_selected",
                arguments=(True,),
                **canvas,
            ),
            SEPARATOR,
            a(
                "select_all",
                tr("Select &all"),
                "canvas.select_all",
                "Ctrl+A",
                "select-all",
                "nodes",
                **canvas,
            ),
            a(
                "deselect",
                tr("Select &nothing"),
                "canvas.select_none",
                "Ctrl+Shift+A",
                needs="selected",
            ),
            drawing.selecting(),
            drawing.walking(),
            SEPARATOR,
            a("find", tr("&Find on the canvas…"), "canvas.find", "Ctrl+F", "search", "nodes"),
            a("rename", tr("Rena&me"), "canvas.rename_selected", "F2", "rename", "selection"),
            SEPARATOR,
            a(
                "commands",
                tr("Search c&ommands…"),
                "search_commands",
                "Ctrl+Shift+P",
                "bolt",
            ),
        )

    def _add(self, drawing: Drawing) -> tuple:
        a, tr = Action, self.tr
        return (
            a(
                "quick_add",
                tr("&Quick add…"),
                "canvas.quick_add",
                "Ctrl+K",
                "plus",
                "project",
            ),
            SEPARATOR,
            "layers",
            SEPARATOR,
            a("note", tr("&Note"), "canvas.add_note", "Ctrl+Shift+N", "note", "project"),
            a(
                "frame",
                tr("&Frame around the selection"),
                "canvas.frame_selected",
                "Ctrl+J",
                "frame",
                "selection",
            ),
            drawing.dot(),
        )

    def _view(self, drawing: Drawing) -> tuple:
        a, tr = Action, self.tr
        return (
            a("zoom_in", tr("Zoom &in"), "canvas.zoom_in", "Ctrl+= Ctrl++", "zoom-in", "project"),
            a("zoom_out", tr("Zoom &out"), "canvas.zoom_out", "Ctrl+-", "zoom-out", "project"),
            a("zoom_reset", tr("&100 %"), "canvas.zoom_reset", "Ctrl+0", "zoom-100", "project"),
            a(
                "frame_all",
                tr("Show &everything"),
                "canvas.frame_all",
                "Ctrl+9",
                "zoom-fit",
                "nodes",
            ),
            a(
                "frame_selection",
                tr("Show the &selection"),
                "canvas.frame_selection",
                "Ctrl+8",
                needs="selection",
            ),
            drawing.scrolling(),
            SEPARATOR,
            a(
                "minimap",
                tr("&Minimap"),
                "toggle_minimap",
                "Ctrl+M",
                "minimap",
                "project",
                check="minimap",
            ),
            a(
                "wire_shapes",
                tr("S&hapes on wires"),
                "toggle_shapes",
                "Ctrl+Shift+M",
                "",
                "project",
                check="shapes",
            ),
            SEPARATOR,
            "panels",
            a("reset_layout", tr("&Reset the layout"), "reset_layout", "", "layout", "project"),
            a("full_screen", tr("&Full screen"), "toggle_full_screen", "F11"),
            SEPARATOR,
            "themes",
            "languages",
        )

    def _model(self) -> tuple:
        a, tr = Action, self.tr
        return (
            a("check", tr("Show &problems"), "show_problems", "F8", "problems", "project"),
            SEPARATOR,
            a(
                "join",
                tr("&Wire the selection in order"),
                "canvas.join_selected",
                "Ctrl+Shift+J",
                "link",
                "several_nodes",
            ),
            a(
                "bypass",
                tr("&Bypass"),
                "canvas.bypass_selected",
                "Ctrl+B",
                "bypass",
                "nodes_selected",
            ),
            a(
                "collapse",
                tr("&Collapse"),
                "canvas.collapse",
                "Ctrl+Shift+B",
                needs="nodes_selected",
            ),
            a(
                "swap",
                tr("&Swap inputs"),
                "canvas.swap_inputs",
                "Ctrl+Shift+W",
                needs="nodes_selected",
            ),
            a(
                "unshare",
                tr("Give weights of its &own"),
                "canvas.unshare_selected",
                "Ctrl+U",
                needs="nodes_selected",
            ),
        )

    def _code(self) -> tuple:
        a, tr = Action, self.tr
        return (
            a("code", tr("Show the co&de"), "show_code", "F9", "code", "project"),
            a("export", tr("E&xport…"), "export", "Shift+F9", "export", "nodes"),
        )

    def _run(self) -> tuple:
        a, tr = Action, self.tr
        return (
            a("train", tr("&Train"), "train", "F5 Ctrl+Return", "play", "can_train"),
            a("pause", tr("&Pause"), "pause", "F6", "pause", "can_pause"),
            a("resume", tr("&Resume"), "resume", "Shift+F6", "resume", "can_resume"),
            a("stop", tr("&Stop"), "stop", "Shift+F5", "stop", "can_stop"),
            SEPARATOR,
            a("training", tr("Trainin&g settings"), "show_training", "F7", "training", "project"),
            a("evaluate", tr("&Evaluate"), "evaluate", "Shift+F7", "evaluate", "nodes"),
            a("runs", tr("Earlier ru&ns"), "show_runs", "Shift+F8", "recent", "project"),
        )

    def _help(self) -> tuple:
        a, tr = Action, self.tr
        return (
            a("explain", tr("&Explain this layer"), "explain", "F1", "help", "project"),
            a("shortcuts", tr("&Keyboard shortcuts"), "show_shortcuts", "Ctrl+F1", "keyboard"),
            SEPARATOR,
            a("about", tr("&About Layerloom"), "show_about", "", "info"),
        )
