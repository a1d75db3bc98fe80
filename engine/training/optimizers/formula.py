"""What has an optimizer whose step is one kernel? Its arguments, slots and numbers, told once."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import DesignTypeError
from engine.ops import update as updates
from engine.training.optimizers.base import COMMON, Optimizer, unknown_argument
from engine.training.tables import plain
from engine.variables import Variable


class Formula(Optimizer):
    """An optimizer whose step is one kernel.

    `options` are its own arguments in Keras's order with their defaults; those that `cells` names
    are read by the kernels at every step, so they may be changed in mid-training.
    """

    options: Mapping[str, Any] = {}
    # Names of the options that the kernels read, with the names of their cells.
    cells: Mapping[str, str] = {}
    # What it takes besides, and which of these have another default here.
    common: Mapping[str, Any] = COMMON
    changed: Mapping[str, Any] = {}

    def __init_subclass__(cls, **ignored: Any) -> None:
        super().__init_subclass__(**ignored)
        if "options" in vars(cls):
            common = {key: value for key, value in cls.common.items() if key not in cls.options}
            changed = vars(cls).get("changed", {})
            cls.arguments = {**cls.options, **common, **changed, "name": cls.__name__}
            kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
            cls.__signature__ = inspect.Signature(
                [inspect.Parameter(k, kind, default=v) for k, v in cls.arguments.items()]
            )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        cls = type(self)
        if "lr" in kwargs:
            kwargs.setdefault("learning_rate", kwargs.pop("lr"))
        unknown = [key for key in kwargs if key not in cls.arguments]
        if unknown:
            raise unknown_argument(cls, unknown[0], cls.arguments)
        try:
            given = cls.__signature__.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise DesignTypeError(
                "{optimizer} was called with arguments that do not fit: {reason}.",
                optimizer=cls.__name__, reason=str(error),
            ) from None
        values = {**cls.arguments, **given}
        super().__init__(values["name"], **{key: values[key] for key in COMMON if key in values})
        for key in cls.options:
            if key not in ("learning_rate", *COMMON):
                setattr(self, key, values[key])
        self.check()
        self._learning_rate = self._build_learning_rate(values["learning_rate"])
        self.slots: dict[int, dict[str, Variable]] = {}

    def check(self) -> None:
        """Raise DesignError for arguments that make no sense."""

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Names of the slots, in groups: those of a group are made together for each weight."""
        return ()

    def first(self, name: str) -> float:
        """What a slot begins with."""
        return 0.0

    def kernel(self) -> tuple[str, tuple[str, ...]]:
        """The kernel for these options, and the slots that it takes, in its order."""
        raise NotImplementedError(type(self).__name__)

    def _read_by_kernels(self) -> dict[str, str]:
        return {**super()._read_by_kernels(), **self.cells}

    def build(self, var_list: Sequence[Variable]) -> None:
        unknown = self._unknown(var_list)
        super().build(var_list)
        for group in self.groups():
            for variable in unknown:
                slots = self.slots.setdefault(id(variable), {})
                for name in group:
                    slots[name] = self.add_variable_from_reference(
                        variable, name, initial_value=np.full(variable.shape, self.first(name))
                    )

    def update_step(self, gradient: Any, variable: Variable) -> None:
        kernel, names = self.kernel()
        slots = [self.slots[id(variable)][name] for name in names]
        updates.update(
            gradient, kernel=f"optimizers.{kernel}", variables=(variable, *slots),
            hyper=self.hyper,
        )

    def get_config(self) -> dict[str, Any]:
        own = [key for key in self.options if key != "learning_rate"]
        return {**super().get_config(), **{key: plain(getattr(self, key)) for key in own}}
