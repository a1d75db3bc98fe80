"""How did optimizers step before Keras 2.11? `optimizers.legacy`: `decay`, and a few formulas."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.training.optimizers import base, formulas
from engine.variables import Variable

CLIPPING = ("clipnorm", "clipvalue", "global_clipnorm")


class Legacy(base.Optimizer):
    """With `decay` the rate of step n is the rate divided by 1 + decay * n."""

    # The name comes before what all optimizers take.
    common = {"name": None, **dict.fromkeys(CLIPPING)}

    def __init__(self, *args: Any, decay: float = 0.0, **kwargs: Any) -> None:
        self.decay = decay
        super().__init__(*args, **kwargs)
        # What steps that are written with operations read.
        self._present_rate = Variable(0.0, name="learning_rate", trainable=False)

    @property
    def weights(self) -> list[Variable]:
        return list(self.variables)

    def get_slot_names(self) -> list[str]:
        return [name for group in self.groups() for name in group]

    def get_slot(self, var: Variable, slot_name: str) -> Variable:
        return self.slots[id(var)][slot_name]

    def prepare_step(self) -> None:
        super().prepare_step()
        cell = self._cells["learning_rate"]
        self.hyper[cell] /= self._slowing(int(self.iterations.array))
        self._present_rate.array[...] = self.hyper[cell]

    def _slowing(self, step: int) -> float:
        return 1.0 + self.decay * step

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        kept = {key: config[key] for key in ("name", "learning_rate", *self.options)}
        clipped = {key: config[key] for key in CLIPPING if config[key] is not None}
        return {**kept, "decay": self.decay, **clipped, "is_legacy_optimizer": True}


class SGD(Legacy, formulas.SGD):
    """`optimizers.SGD`, with `decay`."""

    options = formulas.SGD.options


class RMSprop(Legacy, formulas.RMSprop):
    """`optimizers.RMSprop`, but without momentum the root is taken before epsilon is added."""

    options = formulas.RMSprop.options
    changed: dict[str, Any] = {}

    def update_step(self, gradient, variable):
        if self.momentum > 0:
            super().update_step(gradient, variable)
            return
        slots = self.slots[id(variable)]
        squares = averaged(slots["velocity"], ops.square(gradient), self.rho)
        if self.centered:
            mean = averaged(slots["average_gradient"], gradient, self.rho)
            squares = squares - ops.square(mean)
        step = ops.convert(self._present_rate) * gradient
        variable.assign_sub(step / (ops.sqrt(squares) + self.epsilon))


class Adagrad(Legacy, formulas.Adagrad):
    """`optimizers.Adagrad`, but the root is taken before epsilon is added."""

    options = formulas.Adagrad.options

    def update_step(self, gradient, variable):
        slot = self.slots[id(variable)]["accumulator"]
        total = ops.convert(slot) + ops.square(gradient)
        slot.assign(total)
        step = ops.convert(self._present_rate) * gradient
        variable.assign_sub(step / (ops.sqrt(total) + self.epsilon))


class Adadelta(Legacy, formulas.Adadelta):
    """`optimizers.Adadelta`, with `decay`."""

    options = formulas.Adadelta.options


class Adam(Legacy, formulas.Adam):
    """`optimizers.Adam`, with `decay`."""

    options = {k: v for k, v in formulas.Adam.options.items() if k != "adaptive_epsilon"}
    cells = formulas.AdamW.cells


class Adamax(Legacy, formulas.Adamax):
    """`optimizers.Adamax`, with `decay`."""

    options = formulas.Adamax.options


class Nadam(Legacy, formulas.Nadam):
    """`optimizers.Nadam`, whose momentum grows more slowly: by `schedule_decay`."""

    options = formulas.Nadam.options

    def __init__(self, *args: Any, schedule_decay: float = 0.004, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "decay": kwargs.get("decay", schedule_decay)})
        self._product = Variable(1.0, name="momentum_cache", trainable=False)
        # Of this step and of the next one; written before each step.
        self._momenta = Variable(np.zeros(2, np.float32), name="momenta", trainable=False)

    def _slowing(self, step: int) -> float:
        return 1.0

    def build(self, var_list):
        if not self._known:
            self._variables.append(self._product)
        super().build(var_list)

    def prepare_step(self) -> None:
        super().prepare_step()
        steps = int(self.iterations.array) + np.array([1.0, 2.0])
        now, after = self.beta_1 * (1.0 - 0.5 * 0.96 ** (self.decay * steps))
        self._momenta.array[...] = now, after
        self._product.array[...] *= now

    def update_step(self, gradient, variable):
        slots, step = self.slots[id(variable)], ops.cast(ops.convert(self.iterations), "float32")
        now, after = ops.convert(self._momenta)[0], ops.convert(self._momenta)[1]
        product = ops.convert(self._product)
        mean = averaged(slots["m"], gradient, self.beta_1) / (1.0 - product * after)
        squares = averaged(slots["v"], ops.square(gradient), self.beta_2)
        squares = squares / (1.0 - ops.power(self.beta_2, step + 1.0))
        ahead = (1.0 - now) * (gradient / (1.0 - product)) + after * mean
        rate = ops.convert(self._present_rate)
        variable.assign_sub(rate * ahead / (ops.sqrt(squares) + self.epsilon))


class Ftrl(Legacy, formulas.Ftrl):
    """`optimizers.Ftrl`, with `decay`."""

    options = formulas.Ftrl.options


def averaged(slot: Variable, value: Any, kept: float) -> Any:
    """The running mean in a slot, with one more value in it."""
    found = ops.convert(slot) * kept + value * (1.0 - kept)
    slot.assign(found)
    return found


KINDS = {one.__name__: one for one in (
    SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam, Ftrl,
)}  # fmt: skip
def like(optimizer: base.Optimizer) -> base.Optimizer:
    """The legacy optimizer of the same name and numbers."""
    kind = KINDS[type(optimizer).__name__]
    if isinstance(optimizer, kind):
        return optimizer
    config = optimizer.get_config()
    return kind.from_config({k: v for k, v in config.items() if k in kind.arguments})


# Its name in Keras.
Optimizer = Legacy
__all__ = [*KINDS, "Optimizer"]
