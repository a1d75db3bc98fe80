"""How far is it, how fast, how long still? The head of the training panel: buttons and progress."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from designer.panels.training_form import color_text
from designer.runs import words
from designer.runs.state import RunState
from designer.shell import icons, theme
from designer.shell.adapting import Adapting
from designer.shell.theme import Space, Type

STEPS = 1000  # of a progress bar
MOST_VALUES = 6


class Meter(QWidget):
    """A name, a number and a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel(self)
        self.number = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS)
        self.bar.setFixedHeight(8)
        row = QHBoxLayout()
        row.addWidget(self.name)
        row.addStretch()
        row.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        column.addLayout(row)
        column.addWidget(self.bar)

    def set_name(self, name: str) -> None:
        self.name.setText(name)
        self.bar.setAccessibleName(name)

    def show_share(self, share: float, text: str) -> None:
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(STEPS * share))
        self.number.setText(text)

    def show_waiting(self) -> None:
        """Something goes on, and it is not known how long."""
        self.bar.setRange(0, 0)
        self.number.setText("")

    def tint(self) -> None:
        color_text(self.name, theme.current().color("text_muted"))
        color_text(self.number, theme.current().color("text"))
        for label in (self.name, self.number):
            label.setFont(theme.font(Type.CAPTION))


class Progress(Adapting, QWidget):
    """Train, Pause, Resume and Stop; the epoch's and the training's progress; the newest values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = RunState()
        self.train = QPushButton(self)
        self.pause = QPushButton(self)
        self.stop = QPushButton(self)
        self.train.setDefault(True)
        for button in (self.train, self.pause, self.stop):
            button.setAutoDefault(button is self.train)
            button.setIconSize(QSize(16, 16))
        self.phase = QLabel(self)
        self.rest = QLabel(self)
        self.rest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.epochs = Meter(self)
        self.batches = Meter(self)
        self.values = QWidget(self)
        self._value_labels = [
            (QLabel(self.values), QLabel(self.values)) for _ in range(MOST_VALUES)
        ]
        self.log = QLabel(self)
        self.log.setWordWrap(True)
        self._arrange()
        self.tint()
        self.retranslate()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.SNUG)
        buttons.addWidget(self.train, 2)
        buttons.addWidget(self.pause, 1)
        buttons.addWidget(self.stop, 1)
        line = QHBoxLayout()
        line.addWidget(self.phase)
        line.addStretch()
        line.addWidget(self.rest)
        grid = QGridLayout(self.values)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(Space.WIDE)
        for place, (name, number) in enumerate(self._value_labels):
            row, column = divmod(place, 2)
            grid.addWidget(name, 2 * row, column)
            grid.addWidget(number, 2 * row + 1, column)
            number.setContentsMargins(0, 0, 0, Space.TIGHT)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(buttons)
        column.addLayout(line)
        column.addWidget(self.epochs)
        column.addWidget(self.batches)
        column.addWidget(self.values)
        column.addWidget(self.log)

    def show_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        self.train.setEnabled(not state.running)
        self.pause.setEnabled(state.can_pause or state.paused)
        self.stop.setEnabled(state.running and state.phase != "stopping")
        self._show_numbers()
        if before.phase != state.phase:
            self._name_buttons()
            self.tint()

    def _show_numbers(self) -> None:
        state, tr = self._state, self.tr
        shown = state.phase != "idle"
        for widget in (self.phase, self.rest, self.epochs, self.batches, self.values):
            widget.setVisible(shown)
        self.phase.setText(words.phase_name(state.phase))
        left = state.seconds_left
        parts = [words.speed(state.speed)] if state.speed and state.running else []
        if left is not None and not state.paused:
            parts.append(tr("{time} left").format(time=words.duration(left)))
        elif not state.running and state.seconds:
            parts.append(words.duration(state.seconds))
        self.rest.setText(" · ".join(parts))
        current = min(state.epoch + 1, state.epochs) if state.running else state.epoch
        of = tr("{done} of {total}")
        self.epochs.show_share(state.share, of.format(done=current, total=state.epochs))
        if state.phase == "preparing":
            self.batches.show_waiting()
        elif state.compiling is not None:
            done, total, _ = state.compiling
            self.batches.show_share(done / max(1, total), of.format(done=done, total=total))
        else:
            share = state.step / state.steps if state.steps else 0.0
            self.batches.show_share(share, of.format(done=state.step, total=state.steps))
        self.batches.set_name(
            tr("Compiling kernels") if state.compiling is not None else tr("Batch")
        )
        self.batches.setVisible(shown and state.running)
        self._show_values()
        self.log.setText(self._log_line())
        self.log.setVisible(bool(self.log.text()))

    def _show_values(self) -> None:
        logs = [(name, amount) for name, amount in self._state.logs.items()]
        logs.sort(key=lambda entry: entry[0].startswith("val_"))
        half = (len(logs) + 1) // 2 if any(name.startswith("val_") for name, _ in logs) else 0
        # Training values on the left, those of validation beside them.
        if half:
            pairs = zip(logs[:half], logs[half:], strict=False)
            logs = [entry for pair in pairs for entry in pair]
        for place, (name, number) in enumerate(self._value_labels):
            known = place < len(logs)
            name.setVisible(known)
            number.setVisible(known)
            if known:
                name.setText(self._log_name(logs[place][0]))
                number.setText(words.value(*logs[place]))
        self.values.setVisible(bool(logs) and self._state.phase != "idle")

    def _log_name(self, name: str) -> str:
        plain = words.metric_name(name)
        return self.tr("validation {name}").format(name=plain) if name.startswith("val_") else plain

    def _log_line(self) -> str:
        state = self._state
        if state.compiling is not None and state.compiling[2]:
            return self.tr("Compiling {name}: only the first training has to wait.").format(
                name=state.compiling[2]
            )
        if state.warming is not None and not state.running:
            done, total = state.warming
            return self.tr(
                "Kernels are compiled in the background: {done} of {total}. You can train already."
            ).format(done=done, total=total)
        if state.learning_rate is not None and state.running:
            return self.tr("The learning rate is now {rate}.").format(rate=state.learning_rate)
        return ""

    # Language and theme

    def tint(self) -> None:
        tokens = theme.current()
        tones = {
            "finished": "success",
            "early": "success",
            "diverged": "error",
            "failed": "error",
            "lost": "error",
            "paused": "warning",
            "stopped": "warning",
        }
        color_text(self.phase, tokens.color(tones.get(self._state.phase, "accent")))
        self.phase.setFont(theme.font(weight=theme.DEMI))
        for label in (self.rest, self.log):
            color_text(label, tokens.color("text_muted"))
            label.setFont(theme.font(Type.CAPTION))
        for name, number in self._value_labels:
            color_text(name, tokens.color("text_muted"))
            name.setFont(theme.font(Type.CAPTION))
            number.setFont(theme.font(Type.HEADING, weight=theme.DEMI))
        self.epochs.tint()
        self.batches.tint()
        self.train.setIcon(
            icons.action("play", "on_accent" if self.train.isEnabled() else "text_faint")
        )
        self.pause.setIcon(icons.action("resume" if self._state.paused else "pause"))
        self.stop.setIcon(icons.action("stop"))

    def _name_buttons(self) -> None:
        self.train.setText(self.tr("Train"))
        self.pause.setText(self.tr("Resume") if self._state.paused else self.tr("Pause"))
        self.stop.setText(self.tr("Stop"))

    def retranslate(self) -> None:
        self.train.setToolTip(self.tr("Train the network as it is drawn (F5)"))
        self.stop.setToolTip(self.tr("Stop after this batch and keep what was learned"))
        self.epochs.set_name(self.tr("Epoch"))
        self.batches.set_name(self.tr("Batch"))
        self._name_buttons()
        self._show_numbers()
