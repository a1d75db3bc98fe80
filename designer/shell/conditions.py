"""When can an action be used? The named conditions of the action table, read from the Studio."""

from __future__ import annotations

from designer.document.sheets import used_by, users
from designer.document.slots import holds, inner_at
from designer.studio import Studio


def conditions(studio: Studio, project_shown: bool) -> dict[str, bool]:
    """Every condition that an action may need, by name."""
    document, history, run = studio.document, studio.history, studio.run
    nodes_selected = [key for key in studio.selection if key in document.nodes]
    inner = inner_at(document.nodes[nodes_selected[0]], studio.inner) if studio.inner else None
    running = run is not None and run.running
    shown = {
        "project": True,
        "undo": history.can_undo,
        "redo": history.can_redo,
        "nodes": bool(document.nodes),
        "selection": bool(studio.selection),
        "selected": bool(studio.selection or studio.selected_wires),
        "wires": bool(studio.selected_wires),
        "nodes_selected": bool(nodes_selected),
        "one_node": len(nodes_selected) == 1,
        "several_nodes": len(nodes_selected) > 1,
        "several": len(studio.selection) > 1,
        "sub_model": any(used_by(document.nodes[key]) for key in nodes_selected),
        "inside": bool(studio.trail),
        "unused": any(not users(studio.project, block) for block in studio.project.blocks),
        "holder": len(nodes_selected) == 1 and holds(document.nodes[nodes_selected[0]]),
        "inner": bool(inner and inner.type),
        "can_train": not running and bool(studio.project.nodes),
        "can_pause": run is not None and run.can_pause,
        "can_resume": run is not None and (run.paused or run.can_resume_run),
        "can_stop": running,
    }
    return {name: project_shown and holds for name, holds in shown.items()}
