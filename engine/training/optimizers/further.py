"""Which optimizers does Keras have beside those that a drawing offers? Lion and Adafactor."""

from __future__ import annotations

from engine import ops
from engine.errors import DesignError
from engine.training.optimizers.formula import Formula
from engine.training.optimizers.formulas import same, table
from engine.training.schedules import LearningRateSchedule


class Lion(Formula):
    """Steps of one length, in the direction of a running mean of the gradient (Chen 2023)."""

    options = {"learning_rate": 0.0001, "beta_1": 0.9, "beta_2": 0.99}
    cells = same("beta_1", "beta_2")

    def check(self):
        if not 0 < self.beta_1 <= 1:
            raise DesignError(
                "beta_1 must be above 0 and at most 1, but is {value}.", value=self.beta_1
            )

    def groups(self):
        return (("m",),)

    def update_step(self, gradient, variable):
        mean = self.slots[id(variable)]["m"]
        m, rate = ops.convert(mean), ops.convert(self.learning_rate)
        direction = ops.sign(m * self.beta_1 + gradient * (1.0 - self.beta_1))
        variable.assign_sub(rate * direction)
        mean.assign(m * self.beta_2 + gradient * (1.0 - self.beta_2))


class Adafactor(Formula):
    """Divides by a mean square that is kept for rows and columns alone (Shazeer 2018)."""

    options = {
        "learning_rate": 0.001, "beta_2_decay": -0.8, "epsilon_1": 1e-30, "epsilon_2": 1e-3,
        "clip_threshold": 1.0, "relative_step": True,
    }

    def build(self, var_list):
        unknown = self._unknown(var_list)
        super().build(var_list)
        for variable in unknown:
            slots = self.slots.setdefault(id(variable), {})
            shape = tuple(variable.shape)
            if len(shape) > 1:
                slots["r"] = self.add_variable(shape[:-1], name=f"r/{variable.path}")
                slots["c"] = self.add_variable(
                    (*shape[:-2], shape[-1]), name=f"c/{variable.path}"
                )
            slots["v"] = self.add_variable_from_reference(variable, "v")

    def update_step(self, gradient, variable):
        slots, weight = self.slots[id(variable)], ops.convert(variable)
        step = ops.cast(ops.convert(self.iterations), "float32") + 1.0
        rate = ops.convert(self.learning_rate)
        if self.relative_step and not isinstance(self._learning_rate, LearningRateSchedule):
            rate = ops.minimum(rate, ops.rsqrt(step))
        length = ops.maximum(root_of_mean(weight), self.epsilon_2)
        length = length * ops.minimum(rate, ops.rsqrt(step))
        kept = 1.0 - ops.power(step, self.beta_2_decay)
        squares = ops.square(gradient) + self.epsilon_1

        def averaged(name, found):
            value = kept * ops.convert(slots[name]) + (1.0 - kept) * found
            slots[name].assign(value)
            return value

        if len(variable.shape) > 1:
            rows = averaged("r", ops.mean(squares, axis=-1))
            columns = averaged("c", ops.mean(squares, axis=-2))
            rows = rows / ops.mean(rows, axis=-1, keepdims=True)
            variance = ops.expand_dims(rows, -1) * ops.expand_dims(columns, -2)
            slots["v"].assign(variance)
        else:
            variance = averaged("v", squares)
        direction = gradient * ops.rsqrt(variance)
        most = ops.maximum(root_of_mean(direction) / self.clip_threshold, 1.0)
        variable.assign_sub(length * (direction / most))


def root_of_mean(values):
    return ops.sqrt(ops.mean(ops.square(values)))


for _kind in (Lion, Adafactor):
    # By name, but not among those that a drawing offers.
    table.entries[_kind.__name__] = table.entries[_kind.__name__.lower()] = _kind
