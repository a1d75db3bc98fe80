"""What is a screen reader told of the drawing? Names, descriptions, and what is selected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from designer.canvas.content import NodeContent, worst
from designer.canvas.scene import CanvasScene
from designer.canvas.short import shape_text
from designer.canvas.words import slot_lines
from designer.document import kinds
from designer.document.slots import Path
from designer.document.values import Wire
from designer.texts import engine_text, error_text, phrases

translate = QCoreApplication.translate


def spoken(
    scene: CanvasScene,
    ids: list[str],
    things: frozenset[str],
    wires: frozenset[Wire],
    inner: Path = (),
) -> str:
    """What is selected, in a sentence for those who do not see it."""
    if inner:
        return phrases([scene.document.nodes[ids[0]].name, *slot_lines(scene, ids[0], inner)])
    if len(things) == 1:
        (key,) = ids or things
        return f"{name_of(scene, key)}. {description_of(scene, key)}"
    if things:
        return translate("Canvas", "{count} things are selected.").format(count=len(things))
    if len(wires) == 1:
        (wire,) = wires
        return translate("Canvas", "The wire {name} is selected.").format(
            name=wire_name(scene, wire)
        )
    if wires:
        return translate("Canvas", "{count} wires are selected.").format(count=len(wires))
    return translate("Canvas", "{count} layers. Nothing is selected.").format(
        count=len(scene.nodes)
    )


def name_of(scene: CanvasScene, key: str) -> str:
    """What a layer, note or frame is called aloud: "conv2d_1, Conv2D"."""
    document = scene.document
    if key in document.notes:
        return translate("Canvas", "Note: {text}").format(text=document.notes[key].text)
    if key in document.frames:
        return translate("Canvas", "Frame: {title}").format(title=document.frames[key].title)
    return f"{scene.nodes[key].content.title}, {scene.nodes[key].content.kind}"


def wire_name(scene: CanvasScene, wire: Wire) -> str:
    """From where to where a wire leads, and what it carries."""
    nodes = scene.document.nodes
    ends = translate("Canvas", "from {source} to {target}").format(
        source=nodes[wire.source].name, target=nodes[wire.target].name
    )
    spec = scene.analysis.wires.get(wire) if scene.analysis is not None else None
    return f"{ends}, {shape_text(spec.shape)}" if spec is not None else ends


def summary_of(scene: CanvasScene, key: str) -> str:
    """What a layer of this kind does, in a sentence."""
    node = scene.document.nodes.get(key)
    kind = kinds.find(scene.document, node.type) if node is not None else None
    return engine_text(kind.summary) if kind is not None else ""


def description_of(scene: CanvasScene, key: str) -> str:
    """What a reader says after the name: what is wrong, what comes out, how it is wired."""
    if key not in scene.nodes:
        return ""
    content, wires = scene.nodes[key].content, scene.document.wires
    parts = []
    problem = worst(scene.problems_of(key))
    if problem is not None:
        parts += error_text(problem.error)
    if content.shape:
        parts.append(
            translate("Canvas", "output {shape}, {count}").format(
                shape=content.shape, count=content.count
            )
        )
    parts += _standing(content)
    for pod in content.pods:
        if not pod.spare:
            parts += slot_lines(scene, key, pod.path)[:1]
    names = {wire: scene.document.nodes[wire.source].name for wire in wires.into(key)}
    fed_by = [_fed_by(content, wire.target_port, name) for wire, name in names.items()]
    if fed_by:
        parts.append(translate("Canvas", "fed by {names}").format(names=", ".join(fed_by)))
    free = [slot.name for slot in content.inputs if not (slot.used or slot.optional)]
    if free and not content.dot:
        parts.append(translate("Canvas", "still free: {names}").format(names=", ".join(free)))
    targets = [scene.document.nodes[wire.target].name for wire in wires.out_of(key)]
    if targets:
        parts.append(translate("Canvas", "feeds {names}").format(names=", ".join(targets)))
    return phrases(parts)


def _fed_by(content: NodeContent, number: int, name: str) -> str:
    """The source of a wire; where a layer has several inputs, at which one it ends."""
    slot = next((slot for slot in content.inputs if slot.number == number), None)
    if slot is None or not content.labelled or len(content.inputs) < 2:
        return name
    return translate("Canvas", "{name} at {port}").format(name=name, port=slot.name)


def _standing(content: NodeContent) -> list[str]:
    """What else one sees of a node: that it is passed by, folded, or shares its weights."""
    said = []
    if content.bypassed:
        said.append(translate("Canvas", "bypassed"))
    if content.collapsed:
        said.append(translate("Canvas", "collapsed"))
    if content.shares:
        said.append(translate("Canvas", "shares the weights of {name}").format(name=content.shares))
    return said
