"""How are widgets of several parts painted? Combo boxes, spin boxes, scroll bars, sliders."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOptionToolButton,
)

from designer.shell import brush, states, theme

PE, CE, CC, SC = (
    QStyle.PrimitiveElement,
    QStyle.ControlElement,
    QStyle.ComplexControl,
    QStyle.SubControl,
)
State = QStyle.StateFlag
Roles = QPalette.ColorRole


def tool_button(style, option, painter, widget) -> None:
    """A tool button; the one that the window is for stands out."""
    if widget is not None and widget.property("primary") and states.enabled(option):
        brush.button(
            painter,
            option.rect,
            enabled=True,
            hovered=states.hovered(option),
            pressed=states.holds(option, State.State_Sunken),
            primary=True,
            focused=states.keyboard_focus(option),
        )
        style.drawControl(CE.CE_ToolButtonLabel, option, painter, widget)
        return
    features = QStyleOptionToolButton.ToolButtonFeature
    if option.features & features.HasMenu and not option.features & features.MenuButtonPopup:
        quiet = QStyleOptionToolButton(option)
        quiet.features &= ~features.HasMenu
        QProxyStyle.drawComplexControl(style, CC.CC_ToolButton, quiet, painter, widget)
        arrow = option.rect.adjusted(option.rect.width() - 14, 0, -2, 0)
        brush.chevron(painter, arrow, "down", theme.current().color("text_faint"), 2.8)
        return
    QProxyStyle.drawComplexControl(style, CC.CC_ToolButton, option, painter, widget)


def combo_box(style, option, painter, widget) -> None:
    if option.frame:
        brush.field(
            painter,
            option.rect,
            enabled=states.enabled(option),
            focused=states.holds(option, State.State_HasFocus),
            hovered=states.hovered(option),
        )
    arrow = style.subControlRect(CC.CC_ComboBox, option, SC.SC_ComboBoxArrow, widget)
    color = theme.current().color("text_muted" if states.enabled(option) else "border_strong")
    brush.chevron(painter, arrow, "down", color)


def spin_box(style, option, painter, widget) -> None:
    if option.frame:
        brush.field(
            painter,
            option.rect,
            enabled=states.enabled(option),
            focused=states.holds(option, State.State_HasFocus),
            hovered=states.hovered(option),
        )
    tokens = theme.current()
    steps = type(widget).StepEnabledFlag if hasattr(type(widget), "StepEnabledFlag") else None
    for part, direction, flag in (
        (SC.SC_SpinBoxUp, "up", "StepUpEnabled"),
        (SC.SC_SpinBoxDown, "down", "StepDownEnabled"),
    ):
        if not option.subControls & part:
            continue
        rect = style.subControlRect(CC.CC_SpinBox, option, part, widget)
        usable = steps is None or bool(option.stepEnabled & getattr(steps, flag))
        if option.activeSubControls & part and usable and states.enabled(option):
            token = "pressed" if states.holds(option, State.State_Sunken) else "hover"
            brush.box(painter, rect, tokens.color(token), radius=3)
        ink = "text_muted" if usable and states.enabled(option) else "border_strong"
        brush.chevron(painter, rect, direction, tokens.color(ink), 2.8)


def scroll_bar(style, option, painter, widget) -> None:
    rect = style.subControlRect(CC.CC_ScrollBar, option, SC.SC_ScrollBarSlider, widget)
    if option.maximum <= option.minimum:
        return
    active = bool(option.activeSubControls & SC.SC_ScrollBarSlider) and states.enabled(option)
    token = "text_faint" if active or states.holds(option, State.State_Sunken) else "edge"
    area = QRectF(rect)
    if option.orientation == Qt.Orientation.Vertical:
        area.adjust(3, 2, -2, -2)
        radius = area.width() / 2
    else:
        area.adjust(2, 3, -2, -2)
        radius = area.height() / 2
    brush.box(painter, area, theme.current().color(token), radius=radius)


def slider(style, option, painter, widget) -> None:
    tokens = theme.current()
    groove = style.subControlRect(CC.CC_Slider, option, SC.SC_SliderGroove, widget)
    handle = style.subControlRect(CC.CC_Slider, option, SC.SC_SliderHandle, widget)
    middle = QRectF(handle).center()
    faded = 1.0 if states.enabled(option) else 0.4
    if option.orientation == Qt.Orientation.Horizontal:
        line = QRectF(groove.left(), middle.y() - 2, groove.width(), 4)
        done = QRectF(line.left(), line.top(), middle.x() - line.left(), 4)
    else:
        line = QRectF(middle.x() - 2, groove.top(), 4, groove.height())
        done = QRectF(line.left(), middle.y(), 4, line.bottom() - middle.y())
    brush.box(painter, line, tokens.color("pressed"), radius=2)
    brush.box(painter, done, tokens.color("accent", faded), radius=2)
    knob = QRectF(middle.x() - 7, middle.y() - 7, 14, 14)
    ring = tokens.color("accent", faded)
    if states.holds(option, State.State_HasFocus):
        halo = knob.adjusted(-3, -3, 3, 3)
        brush.box(painter, halo, tokens.color("accent_soft"), radius=halo.width() / 2)
    brush.box(painter, knob, tokens.color("panel"), ring, radius=7, width=2)


COMPLEX = {
    CC.CC_ToolButton: tool_button,
    CC.CC_ComboBox: combo_box,
    CC.CC_SpinBox: spin_box,
    CC.CC_ScrollBar: scroll_bar,
    CC.CC_Slider: slider,
}
