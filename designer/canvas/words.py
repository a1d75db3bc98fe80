"""What does the canvas say under the pointer? Tips for layers, ports, slots and wires."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from designer.canvas.content import worst
from designer.canvas.picking import Hit
from designer.canvas.scene import CanvasScene
from designer.canvas.short import full_shape_text, short_number
from designer.document import kinds
from designer.document.axes import axis_names
from designer.document.slots import Path, inner_at
from designer.texts import engine_text, error_text, named_shape_text

translate = QCoreApplication.translate


def tip(scene: CanvasScene, found: Hit) -> str:
    """The text that appears when the pointer rests on something."""
    if found.wire is not None:
        return _wire_tip(scene, found)
    if found.key not in scene.nodes:
        return ""
    lines = [f"<b>{escape(scene.document.nodes[found.key].name)}</b>"]
    if found.part == "port":
        lines.append(escape(_port_text(scene, found)))
    elif found.part == "pod":
        lines += [escape(line) for line in slot_lines(scene, found.key, found.path)]
    else:
        lines += [escape(line) for line in _node_lines(scene, found.key)]
    return f"<qt>{'<br>'.join(lines)}</qt>"


def _port_text(scene: CanvasScene, found: Hit) -> str:
    content = scene.nodes[found.key].content
    slots = content.inputs if found.side == "input" else content.outputs
    slot = next((slot for slot in slots if slot.number == found.number), None)
    name = slot.name if slot is not None else ""
    text = (
        translate("Canvas", "Input: {name}")
        if found.side == "input"
        else translate("Canvas", "Output: {name}")
    ).format(name=name)
    facts = scene.analysis.facts.get(found.key) if scene.analysis is not None else None
    if found.side == "output" and facts is not None and found.number < len(facts.outputs):
        return f"{text}  {_output_text(scene, found.key, found.number)}"
    return text


def slot_lines(scene: CanvasScene, key: str, path: Path) -> list[str]:
    """What is in a slot and what it does, or what can be done with the hole."""
    pod = next(pod for pod in scene.nodes[key].content.pods if pod.path == path)
    field = path[-1].field
    if pod.empty:
        return [translate("Canvas", "{field}: empty").format(field=field)]
    inner = inner_at(scene.document.nodes[key], path)
    kind = kinds.find(scene.document, inner.type)
    lines = [f"{field}: {pod.title}", engine_text(kind.summary) if kind else ""]
    if pod.shape:
        lines.append(translate("Canvas", "Output: {name}").format(name=pod.shape))
    return [line for line in lines if line]


def _output_text(scene: CanvasScene, key: str, number: int) -> str:
    """The shape of an output with the names of its axes, and the kind of its numbers."""
    spec = scene.analysis.facts[key].outputs[number]
    names = axis_names(scene.document, scene.analysis, key, number)
    return f"{full_shape_text(spec)}  {named_shape_text(spec.shape, names)}"


def _node_lines(scene: CanvasScene, key: str) -> list[str]:
    node = scene.document.nodes[key]
    kind = kinds.find(scene.document, node.type)
    lines = [engine_text(kind.summary)] if kind else []
    if node.shares in scene.document.nodes:
        text = translate("Canvas", "{kind} · weights of {other}")
        owner = scene.document.nodes[node.shares].name
        lines.append(text.format(kind=kind.title if kind else node.type, other=owner))
    facts = scene.analysis.facts.get(key) if scene.analysis is not None else None
    if facts is not None and facts.status == "ok":
        numbers = range(len(facts.outputs))
        shapes = ", ".join(_output_text(scene, key, number) for number in numbers)
        lines.append(translate("Canvas", "Output: {name}").format(name=shapes))
        count = short_number(facts.parameters)
        lines.append(translate("Canvas", "{count} params").format(count=count))
    problem = worst(scene.problems_of(key))
    if problem is not None:
        lines += [text for text in error_text(problem.error) if text]
    return lines


def _wire_tip(scene: CanvasScene, found: Hit) -> str:
    nodes, wire = scene.document.nodes, found.wire
    title = f"{nodes[wire.source].name} → {nodes[wire.target].name}"
    spec = scene.analysis.wires.get(wire) if scene.analysis is not None else None
    shape = ""
    if spec is not None:
        shape = f"<br>{escape(_output_text(scene, wire.source, wire.source_port))}"
    return f"<qt><b>{escape(title)}</b>{shape}</qt>"
