"""Where does which text stand in a node? Its lines, elided and laid out once, drawn often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QStaticText, QTextLayout

from designer.canvas.content import NodeContent, Slot
from designer.canvas.geometry import (
    INSET,
    LINE,
    POD_TILE,
    WIDTH,
    NodeForm,
    dot_form,
    down_form,
    node_form,
)
from designer.canvas.ink import font_of, forget_fonts
from designer.canvas.letters import glyphs_path
from designer.canvas.pods import Pod, shape_of

NAMES = ("title", "far")
MOST_LINES = 3  # of what is wrong


@dataclass(frozen=True)
class TextRun:
    """A text that is laid out once and drawn often."""

    text: QStaticText
    place: QPointF
    letters: str
    ink: str

    def outline(self) -> QPainterPath:
        """The text as shapes, which look the same where its letters are not installed."""
        font = font_of(self.letters)
        path = glyphs_path()
        down = QPointF(0, _ascent(self.text.text(), self.letters))
        path.addText(self.place + down, font, self.text.text())
        return path


def form_of(content: NodeContent) -> NodeForm:
    """The form of a node with this content."""
    if content.dot:
        return dot_form(content.down)
    form = down_form if content.down else node_form
    return form(
        len(content.inputs),
        len(content.outputs),
        labelled=content.labelled and not content.collapsed,
        detail=bool(content.detail),
        collapsed=content.collapsed,
        lines=len(message_lines(content.message)) if content.status == "error" else 1,
        pods=() if content.collapsed else tuple(map(shape_of, content.pods)),
        sketch=content.sketch is not None and not content.collapsed,
    )


@lru_cache(maxsize=512)
def message_lines(message: str) -> tuple[str, ...]:
    """What is wrong, in as many lines as a node has room for, the last one cut."""
    layout = QTextLayout(" ".join(message.split()), font_of("kind"))
    layout.beginLayout()
    ends = []
    while len(ends) < MOST_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(WIDTH - 2 * INSET)
        ends.append((line.textStart(), line.textStart() + line.textLength()))
    layout.endLayout()
    text = layout.text()
    lines = [text[start:end].strip() for start, end in ends]
    return (*lines[:-1], text[ends[-1][0] :]) if ends else ("",)


def typeset(content: NodeContent, form: NodeForm) -> tuple[TextRun, ...]:
    """The texts of a node, elided and placed."""
    if content.dot:
        return ()
    if content.collapsed:
        return (_run(content.title, form.title, "title", "text"),)
    runs = [
        _run(content.title, form.title, "title", "text"),
        _run(_kind_line(content), _beside(form.kind, content), "kind", "text_muted"),
        *badge_runs(content, form),
    ]
    if content.detail:
        runs.append(_run(content.detail, form.detail, "detail", "text"))
    if content.labelled:
        label = _labels_along if form.down else _port_labels
        runs += label(content.inputs, form.inputs, right=False)
        runs += label(content.outputs, form.outputs, right=True)
    for pod, place in zip(content.pods, form.pods, strict=True):
        runs += _pod_texts(pod, place)
    return (*runs, *_footer(content, form))


def forget_letters() -> None:
    """The application has other fonts now: nothing that was measured holds any more."""
    forget_fonts()
    message_lines.cache_clear()
    _ascent.cache_clear()


def far_texts(content: NodeContent, form: NodeForm) -> tuple[TextRun, ...]:
    """What can still be read from afar: the name, and the shape where there is room."""
    if content.dot:
        return ()
    left = far_tile(form).right() + 10
    height = form.pods[0].top() if form.pods else form.height
    place = QRectF(left, 0, form.width - left - 6, height)
    if content.collapsed or not content.shape:
        return (_run(content.title, place, "far", "text"),)
    upper = QRectF(left, place.center().y() - 28, place.width(), 28)
    lower = upper.translated(0, 28)
    return (
        _run(content.title, upper, "far", "text"),
        _run(content.shape, lower, "far_shape", "text_muted"),
    )


def far_tile(form: NodeForm) -> QRectF:
    """The square with the layer's picture as it is drawn at a small scale."""
    height = form.pods[0].top() if form.pods else form.height
    size = min(44.0, height - 8)
    return QRectF(10, (height - size) / 2, size, size)


def badges(content: NodeContent) -> list[str]:
    """What a sub-model is besides its name: how often repeated, and whether its weights are
    those of others."""
    told = [f"×{content.repeat}"] if content.repeat > 1 else []
    if content.shared:
        told.append(QCoreApplication.translate("Canvas", "shared"))
    return told


def badge_places(content: NodeContent, form: NodeForm) -> list[QRectF]:
    """Where the badges stand: in the line of the kind, from the right."""
    measure = QFontMetricsF(font_of("port"))
    places, right = [], form.width - INSET + 2
    for text in reversed(badges(content)):
        width = measure.horizontalAdvance(text) + 12
        places.insert(0, QRectF(right - width, form.kind.top(), width, form.kind.height()))
        right -= width + 4
    return places


def badge_runs(content: NodeContent, form: NodeForm) -> list[TextRun]:
    places = badge_places(content, form)
    return [
        _run(text, place, "port", "text", middle=True)
        for text, place in zip(badges(content), places, strict=True)
    ]


def _beside(place: QRectF, content: NodeContent) -> QRectF:
    """What of the line of the kind the badges leave free."""
    measure = QFontMetricsF(font_of("port"))
    taken = sum(measure.horizontalAdvance(text) + 16 for text in badges(content))
    return place.adjusted(0, 0, -taken, 0)


def _kind_line(content: NodeContent) -> str:
    if content.bypassed:
        return QCoreApplication.translate("Canvas", "{kind} · bypassed").format(kind=content.kind)
    if content.shares and not content.block:
        text = QCoreApplication.translate("Canvas", "{kind} · weights of {other}")
        return text.format(kind=content.kind, other=content.shares)
    kinds = {
        "model": QCoreApplication.translate("Canvas", "{kind} · sub-model"),
        "cell": QCoreApplication.translate("Canvas", "{kind} · drawn cell"),
        "written": QCoreApplication.translate("Canvas", "{kind} · Python"),
    }
    told = "" if content.shared else content.block  # a badge takes the room
    return kinds.get(told, "{kind}").format(kind=content.kind)


def _footer(content: NodeContent, form: NodeForm) -> list[TextRun]:
    """Shape and count; or what is wrong; or that it is not known yet."""
    place = form.footer.adjusted(INSET, 0, -INSET, 0)
    if content.status == "error":
        lines = message_lines(content.message)
        top = place.center().y() - len(lines) * LINE / 2
        return [
            _run(line, QRectF(INSET, top + row * LINE, place.width(), LINE), "kind", "error")
            for row, line in enumerate(lines)
        ]
    if content.status != "ok" and content.message:
        ink = "info" if content.severity == "hint" else content.severity
        return [_run(content.message, place, "kind", ink)]
    if content.status != "ok":
        unknown = QCoreApplication.translate("Canvas", "shape not known yet")
        return [_run(unknown, place, "kind", "text_faint")]
    count = _run(content.count, place, "kind", "text_muted", right=True)
    shape = place.adjusted(0, 0, -(count.text.size().width() + 8), 0)
    return [_run(content.shape, shape, "shape", "text"), count]


def _port_labels(slots: tuple[Slot, ...], places, *, right: bool) -> list[TextRun]:
    half = 92.0
    return [
        _run(
            slot.name,
            QRectF(place.x() - 12 - half if right else place.x() + 12, place.y() - 9, half, 18),
            "port",
            "text_faint" if slot.optional and not slot.used else "text_muted",
            right=right,
        )
        for slot, place in zip(slots, places, strict=True)
    ]


def _pod_texts(pod: Pod, place: QRectF) -> list[TextRun]:
    """A card's name, shape and parameters; what a hole is there for."""
    if pod.empty:
        return [_run(_invitation(pod), place, "kind", "text_faint", middle=True)]
    left = place.left() + POD_TILE + 14
    upper = QRectF(left, place.top() + 4, place.right() - 8 - left, 18)
    shape = _run(pod.shape, upper, "port", "text_muted", right=True)
    name = upper.adjusted(0, 0, -(shape.text.size().width() + 6), 0)
    told = pod.detail if pod.first else " · ".join(filter(None, (pod.path[-1].field, pod.detail)))
    lower = upper.translated(0, 17)
    return [
        _run(pod.title, name, "pod", "text"),
        shape,
        _run(told, lower, "kind", "text_muted"),
    ]


def _invitation(pod: Pod) -> str:
    if pod.listed and pod.spare:
        return QCoreApplication.translate("Canvas", "drop another cell here")
    if pod.holds == "cell":
        return QCoreApplication.translate("Canvas", "drop a cell here")
    if not pod.first:
        return pod.path[-1].field
    return QCoreApplication.translate("Canvas", "drop a layer here")


def _labels_along(slots: tuple[Slot, ...], places, *, right: bool) -> list[TextRun]:
    """The names along the upper edge, or with `right` along the lower one; one alone has none."""
    if len(slots) < 2:
        return []
    half = WIDTH / len(slots) / 2 - 2
    return [
        _run(
            slot.name,
            QRectF(place.x() - half, place.y() + (-21 if right else 5), 2 * half, 16),
            "port",
            "text_faint" if slot.optional and not slot.used else "text_muted",
            middle=True,
        )
        for slot, place in zip(slots, places, strict=True)
    ]


def _run(
    text: str,
    place: QRectF,
    role: str,
    ink: str,
    *,
    right: bool = False,
    middle: bool = False,
) -> TextRun:
    """`text` in one line, cut with an ellipsis where `place` is too narrow, centred vertically."""
    font = font_of(role)
    measure = QFontMetricsF(font)
    # A name is told from the next by its end: dense_12.
    cut = Qt.TextElideMode.ElideMiddle if role in NAMES else Qt.TextElideMode.ElideRight
    shown = measure.elidedText(" ".join(text.split()), cut, place.width())
    laid = QStaticText(shown)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(font=font)
    size = laid.size()
    spare = place.width() - size.width()
    x = place.left() + (spare if right else spare / 2 if middle else 0.0)
    base = place.center().y() + (measure.ascent() - measure.descent()) / 2
    return TextRun(laid, QPointF(x, base - _ascent(shown, role)), role, ink)


@lru_cache(maxsize=4096)
def _ascent(text: str, role: str) -> float:
    """From the top of a text to its base line: Chinese letters come from a taller font."""
    layout = QTextLayout(text, font_of(role))
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(1e6)
    layout.endLayout()
    return line.ascent() if line.isValid() else QFontMetricsF(font_of(role)).ascent()
