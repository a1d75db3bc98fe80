"""What does an optimizer do around its formula? Rates, slots, clipping, decay, averages, state."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from engine import eager, ops
from engine.errors import DesignError, DesignTypeError, did_you_mean
from engine.function import Function
from engine.ops import update as updates
from engine.tape import Tensor, current_tape, gradients, outside_tapes
from engine.training.schedules import LearningRateSchedule
from engine.training.schedules import table as schedules
from engine.training.tables import Configurable, plain
from engine.variables import Variable

Pair = tuple[Any, Variable]
# What every optimizer's constructor takes after its own arguments, in Keras's order.
COMMON = {
    "weight_decay": None,
    "clipnorm": None,
    "clipvalue": None,
    "global_clipnorm": None,
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "jit_compile": True,
}
log = logging.getLogger(__name__)


class Optimizer(Configurable):
    """How weights follow their gradients.

    A subclass makes its slots in `build` with `add_variable_from_reference` and writes
    `update_step(gradient, variable)` with `engine.ops` and `variable.assign`, as in Keras.
    """

    def __init__(
        self, name: str, weight_decay: float | None = 0, clipnorm: float | None = None,
        clipvalue: float | None = None, global_clipnorm: float | None = None,
        use_ema: bool = False, ema_momentum: float = 0.99,
        ema_overwrite_frequency: int | None = None, jit_compile: bool = True, **kwargs: Any,
    ) -> None:
        if kwargs:
            raise unknown_argument(type(self), next(iter(kwargs)), COMMON)
        if clipnorm is not None and global_clipnorm is not None:
            raise DesignError(
                "{optimizer} was given both clipnorm and global_clipnorm.",
                fix="Choose one of them: the first limits each gradient, the second all together.",
                optimizer=name,
            )
        if use_ema and not 0 <= ema_momentum <= 1:
            raise DesignError(
                "ema_momentum must be between 0 and 1, but is {value}.", value=ema_momentum
            )
        if use_ema and ema_overwrite_frequency is not None and (
            not isinstance(ema_overwrite_frequency, int) or ema_overwrite_frequency < 1
        ):
            raise DesignError(
                "ema_overwrite_frequency must be a whole number of steps or None, but is {value}.",
                value=ema_overwrite_frequency,
            )
        self.name = self._scope = name
        self.weight_decay = weight_decay
        self.clipnorm, self.clipvalue = clipnorm, clipvalue
        self.global_clipnorm = global_clipnorm
        self.use_ema, self.ema_momentum = use_ema, ema_momentum
        self.ema_overwrite_frequency = ema_overwrite_frequency
        self.jit_compile = False  # plans are compiled anyway
        self._iterations = Variable(0, name="iteration", trainable=False, dtype="int32")
        self._variables = [self._iterations]
        self._known: list[Variable] = []
        self._averages: dict[int, Variable] = {}
        self._steps: dict[tuple[int, ...], Function] = {}
        self._learning_rate: Variable | LearningRateSchedule | None = None
        # Whether the weights become their averages after this step: 0 or 1, for the plan to read.
        self._overwrite = Variable(0.0, name="overwrite", trainable=False)
        self._undecayed: tuple[list[int], list[str]] = ([], [])
        self._hyper: np.ndarray | None = None

    # The learning rate

    def _build_learning_rate(self, rate: Any) -> Variable | LearningRateSchedule:
        """What holds the rate: a variable, or a schedule with a variable for its present value."""
        if isinstance(rate, LearningRateSchedule):
            self._current_learning_rate = Variable(
                rate(int(self.iterations.array)), name="current_learning_rate",
                trainable=False, dtype="float32",
            )
            return rate
        value = rate() if callable(rate) else rate
        if isinstance(value, Variable):
            value = value.array
        if isinstance(value, (str, bytes)) or np.ndim(value):
            raise DesignError(
                "A learning rate is a number or a schedule, not {value}.", value=repr(rate)
            )
        return Variable(value, name="learning_rate", trainable=False, dtype="float32")

    @property
    def learning_rate(self) -> Variable:
        """The rate of the present step. Assign a number to change it, also in mid-training."""
        if self._learning_rate is None:
            raise DesignError(
                "The optimizer {optimizer} has no learning rate.",
                fix="Set self._learning_rate = self._build_learning_rate(…) in its __init__.",
                optimizer=self.name,
            )
        if isinstance(self._learning_rate, LearningRateSchedule):
            return self._current_learning_rate
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: Any) -> None:
        if isinstance(rate, LearningRateSchedule):
            self._learning_rate = self._build_learning_rate(rate)
        elif isinstance(self._learning_rate, LearningRateSchedule):
            raise DesignTypeError(
                "The learning rate of {optimizer} follows a schedule, so it cannot be set.",
                fix="Make the optimizer with a number as its learning rate.",
                optimizer=self.name,
            )
        else:
            self._learning_rate.assign(rate)

    lr = learning_rate

    @property
    def iterations(self) -> Variable:
        """The number of steps done."""
        return self._iterations

    @iterations.setter
    def iterations(self, value: Any) -> None:
        if self._known:
            raise DesignError(
                "The optimizer {optimizer} has slots already, so its step counter stays.",
                fix="Change the number with iterations.assign(…).", optimizer=self.name,
            )
        self._iterations = value if isinstance(value, Variable) else Variable(
            value, name="iteration", trainable=False, dtype="int32"
        )
        self._variables[0] = self._iterations

    # What the kernels read

    @property
    def hyper(self) -> np.ndarray:
        """The numbers of a step, at an address that never changes."""
        if self._hyper is None:
            import engine.kernels.optimizers as kernels

            self._hyper = kernels.hyper_parameters()
            self._cells = {
                name: getattr(kernels, name.upper())
                for name in ("learning_rate", "beta_1", "step", "momentum_product")
            }
            read = self._read_by_kernels()
            self._attributes = attrgetter(*read)
            self._written: tuple | None = None
            self._places = np.array([getattr(kernels, cell.upper()) for cell in read.values()])
        return self._hyper

    def _read_by_kernels(self) -> dict[str, str]:
        """Attributes that the kernels read at every step, with the names of their cells."""
        return {"weight_decay": "weight_decay", "ema_momentum": "ema_momentum"}

    def prepare_step(self) -> None:
        """Write the numbers of the step that comes next; a plan calls it before every run."""
        hyper, cells = self.hyper, self._cells
        step = int(self.iterations.array)
        if isinstance(self._learning_rate, LearningRateSchedule):
            self._current_learning_rate.array[...] = np.asarray(self._learning_rate(step))
            hyper[cells["learning_rate"]] = self._current_learning_rate.array
        elif self._learning_rate is not None:
            hyper[cells["learning_rate"]] = self._learning_rate.array
        values = self._attributes(self)
        if values != self._written:
            hyper[self._places] = [value or 0.0 for value in values]
            self._written = values
        if hyper[cells["step"]] != step:
            # The state was restored or set: the kernels go on from there.
            hyper[cells["step"]] = step
            hyper[cells["momentum_product"]] = momentum_product(hyper[cells["beta_1"]], step)
        if self.ema_overwrite_frequency:
            self._overwrite.array[...] = (step + 1) % self.ema_overwrite_frequency == 0

    # Slots

    @property
    def variables(self) -> CallableList:
        """All state: the number of steps first, then the slots in the order of their making."""
        return CallableList(self._variables)

    def build(self, var_list: Sequence[Variable]) -> None:
        """Make the slots of these weights, as far as they have none yet."""
        for variable in self._unknown(var_list):
            self._known.append(variable)
            if self.use_ema:
                self._averages[id(variable)] = self.add_variable_from_reference(
                    variable, "average", initial_value=variable.array
                )

    def _unknown(self, variables: Iterable[Variable]) -> list[Variable]:
        known = {id(variable) for variable in self._known}
        return [variable for variable in variables if id(variable) not in known]

    def add_variable(self, shape, dtype=None, initializer="zeros", name=None) -> Variable:
        """A variable of the optimizer's own."""
        values = np.ones(shape or ()) if initializer == "ones" else np.zeros(shape or ())
        if callable(initializer):
            values = initializer(shape or ())
        variable = Variable(values, name=name, trainable=False, dtype=dtype)
        self._variables.append(variable)
        return variable

    def add_variable_from_reference(
        self, model_variable: Variable, variable_name: str, shape: Any = None,
        initial_value: Any = None,
    ) -> Variable:
        """A slot for a weight, of its shape and (unless told otherwise) full of zeros."""
        if initial_value is None:
            initial_value = np.zeros(model_variable.shape if shape is None else tuple(shape))
        variable = Variable(
            initial_value, name=f"{self._scope}/{variable_name}/{model_variable.path}",
            trainable=False, dtype=model_variable.dtype,
        )
        self._variables.append(variable)
        return variable

    def get_weights(self) -> list[np.ndarray]:
        return [variable.numpy() for variable in self._variables]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Restore what `get_weights` gave. Raises DesignError when number or shapes differ."""
        if len(weights) != len(self._variables):
            raise DesignError(
                "The state of {optimizer} has {expected} arrays, but {count} were given.",
                fix="Call build(model.trainable_variables) before, with the same model.",
                optimizer=self.name, expected=len(self._variables), count=len(weights),
            )
        for variable, value in zip(self._variables, weights, strict=True):
            variable._same_shape(np.shape(value))
        for variable, value in zip(self._variables, weights, strict=True):
            variable.array[...] = np.asarray(value)

    # A step

    def update_step(self, gradient: Any, variable: Variable) -> None:
        """Move one weight, with `engine.ops` and `variable.assign`. A subclass overrides this."""
        raise DesignTypeError(
            "The optimizer {optimizer} has no update_step.", fix="Write one.",
            optimizer=type(self).__name__,
        )

    def apply_gradients(self, grads_and_vars: Iterable[Pair], name: Any = None, **_: Any):
        """Move the weights along their gradients: recorded while tracing, else at once."""
        pairs = [(gradient, variable) for gradient, variable in grads_and_vars]
        if not pairs:
            return self.iterations
        self._scope = name or self.name
        self.build([variable for _, variable in pairs])
        pairs = with_gradients(pairs)
        tape = current_tape()
        if tape is None or tape.at_once:
            slopes = [np.asarray(gradient) for gradient, _ in pairs]
            with outside_tapes():
                self._step_of(tuple(variable for _, variable in pairs))(*slopes)
        else:
            self._record([(ops.convert_to_tensor(g), v) for g, v in pairs])
        return self.iterations

    def _step_of(self, variables: tuple[Variable, ...]) -> Function:
        """The step that moves these weights, as a function of their gradients."""
        key = tuple(map(id, variables))
        if key not in self._steps:
            self._steps[key] = Function(
                lambda *slopes: self._record(list(zip(slopes, variables, strict=True)))
            )
        return self._steps[key]

    def minimize(self, loss: Callable[[], Any], var_list: Any, tape: Any = None):
        """One step that makes `loss()` smaller."""
        return self.apply_gradients(self.compute_gradients(loss, var_list))

    def compute_gradients(self, loss: Callable[[], Any], var_list: Any, tape: Any = None):
        """Pairs of gradient and weight for `loss()`, as `apply_gradients` takes them."""
        if not callable(loss):
            raise DesignError("minimize needs a function that computes the loss.")
        variables = [] if callable(var_list) else list(var_list)

        def slopes() -> list[Tensor | None]:
            active = current_tape()
            sources = [active.read(variable) for variable in variables]
            value = ops.sum(ops.convert_to_tensor(loss()))
            if callable(var_list):
                # The weights may be made by the loss; it has read them by now.
                variables.extend(var_list())
                sources = [active.read(variable) for variable in variables]
            return gradients(active, value, sources)

        return list(zip(eager.run(slopes, []), variables, strict=True))

    def _record(self, pairs: list[Pair]) -> None:
        """One step on the active tape, in Keras's order."""
        current_tape().before_run.append(self.prepare_step)
        slopes = self._clip_gradients([gradient for gradient, _ in pairs])
        variables = [variable for _, variable in pairs]
        for variable in variables:
            store_assigned(variable)
        updates.advance(kernel="optimizers.advance", hyper=self.hyper)
        if self.weight_decay:
            for variable in variables:
                if self._use_weight_decay(variable):
                    updates.in_place(
                        kernel="optimizers.weight_decay", variables=(variable,), hyper=self.hyper
                    )
        for slope, variable in zip(slopes, variables, strict=True):
            self.update_step(slope, variable)
        if self.use_ema:
            self._average(variables)
        self.iterations.assign_add(1)
        for variable in variables:
            if variable.constraint is not None:
                variable.assign(variable.constraint(ops.convert_to_tensor(variable)))

    def _clip_gradients(self, slopes: list[Tensor]) -> list[Tensor]:
        if self.clipnorm and self.clipnorm > 0:
            return list(updates.clip_by_norm(*slopes, limit=self.clipnorm))
        if self.global_clipnorm and self.global_clipnorm > 0:
            return list(updates.clip_by_global_norm(*slopes, limit=self.global_clipnorm))
        if self.clipvalue and self.clipvalue > 0:
            return [ops.clip(slope, -self.clipvalue, self.clipvalue) for slope in slopes]
        return slopes

    def exclude_from_weight_decay(self, var_list: Any = None, var_names: Any = None) -> None:
        """Leave these weights (or those whose names match these patterns) out of the decay."""
        self._undecayed = [id(variable) for variable in var_list or []], list(var_names or [])

    def _use_weight_decay(self, variable: Variable) -> bool:
        ids, patterns = self._undecayed
        return id(variable) not in ids and not any(
            re.search(pattern, variable.name) for pattern in patterns
        )

    # Moving averages of the weights

    def _average(self, variables: list[Variable]) -> None:
        tape = current_tape()
        for variable in variables:
            slot, value = self._averages[id(variable)], ops.convert_to_tensor(variable)
            if tape.values[id(variable)].source == "variable":
                updates.in_place(
                    kernel="optimizers.moving_average", variables=(slot, variable),
                    hyper=self.hyper,
                )
                average = ops.convert_to_tensor(slot)
            else:
                # A step written with operations: the new value is not in the weight's memory yet.
                average = ops.convert_to_tensor(slot) * self.ema_momentum
                average = average + value * (1.0 - self.ema_momentum)
                slot.assign(average)
            if self.ema_overwrite_frequency:
                variable.assign(ops.where(self._overwrite, average, value))

    def finalize_variable_values(self, var_list: Iterable[Variable]) -> None:
        """With averages in use, the weights become their averages: the end of training."""
        if self.use_ema:
            for variable in var_list:
                if id(variable) in self._averages:
                    variable.array[...] = self._averages[id(variable)].array

    # Config

    def get_config(self) -> dict[str, Any]:
        rate = self._learning_rate
        config = {"name": self.name, **{key: plain(getattr(self, key)) for key in COMMON}}
        config["is_legacy_optimizer"] = False
        if isinstance(rate, LearningRateSchedule):
            config["learning_rate"] = plain(rate)
        elif rate is not None:
            config["learning_rate"] = float(rate.array)
        return config

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Any = None) -> Optimizer:
        config = {k: v for k, v in config.items() if k != "is_legacy_optimizer"}
        if isinstance(config.get("learning_rate"), Mapping):
            config["learning_rate"] = schedules.get(config["learning_rate"], custom_objects)
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} learning_rate={float(self.learning_rate.array):g}>"


def store_assigned(variable: Variable) -> None:
    """Let a step go on from what a layer has assigned to a weight in the same trace."""
    tape = current_tape()
    if id(variable) in tape.assigned:
        _, value = tape.assigned.pop(id(variable))
        updates.store(value, variable=variable)
        if id(variable) in tape.variables:
            tape.values[id(variable)] = tape.variables[id(variable)][1]
        else:
            del tape.values[id(variable)]


class CallableList(list):
    """`optimizer.variables` in Keras may be read or called."""

    def __call__(self) -> CallableList:
        return self


def unknown_argument(cls: type, word: str, known: Iterable[str]) -> DesignTypeError:
    """The error for a constructor's argument that does not exist."""
    if word == "decay":
        return DesignTypeError(
            "{optimizer} has no argument decay.",
            fix="Give a schedule as the learning rate, such as InverseTimeDecay.",
            optimizer=cls.__name__,
        )
    near = did_you_mean(word, [*known, "learning_rate", "name"])
    if near:
        return DesignTypeError(
            "{optimizer} has no argument {word}.", fix="Did you mean {near}?",
            optimizer=cls.__name__, word=word, near=near,
        )
    return DesignTypeError(
        "{optimizer} has no argument {word}.", optimizer=cls.__name__, word=word
    )


def with_gradients(pairs: list[Pair]) -> list[Pair]:
    """The pairs whose gradient is not None. Raises DesignError when there are none."""
    kept = [(gradient, variable) for gradient, variable in pairs if gradient is not None]
    if not kept:
        raise DesignError(
            "No weight has a gradient, so there is nothing to train.",
            fix="Check that the loss depends on the weights.",
        )
    if len(kept) < len(pairs):
        names = [variable.path for gradient, variable in pairs if gradient is None]
        log.warning("The loss does not depend on these weights: %s", ", ".join(names))
    return kept



def momentum_product(beta_1: float, steps: int) -> float:
    """Nadam's product of the momenta of so many steps. It is 0 long before the last one counted."""
    beta, product = np.float32(beta_1), np.float32(1.0)
    for step in range(1, min(steps, 10_000) + 1):
        product *= beta * np.float32(1.0 - 0.5 * 0.96**step)
    return float(product)
