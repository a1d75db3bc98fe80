"""The layer that repeats a cell over the steps of a sequence, and what it remembers."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import ops
from engine.errors import DesignAttributeError, DesignError, Where
from engine.fields import Boolean
from engine.layers.base import Layer
from engine.layers.calling import building
from engine.layers.cells import StackedRNNCells
from engine.layers.fused import cells_of, walk
from engine.layers.inner import CellField, layer_from
from engine.layers.input_spec import InputSpec
from engine.layers.states import (
    Axes,
    Hidden,
    arranged,
    as_list,
    flatten_shapes,
    initial_state_of,
    is_nested,
    map_sizes,
    output_size_of,
    standardized,
    takes,
    together,
)
from engine.layers.steps import Cell, DropoutRNNCellMixin
from engine.layers.structure import TensorShape, is_shape, map_shapes
from engine.nest import flatten, map_structure, pack_like
from engine.ops.scan import scan
from engine.registry import Port, register
from engine.tape import current_tape, outside_tapes
from engine.variables import Variable

STATES = (Port("inputs"), Port("initial states", optional=True, many=True))


@register("recurrent", inputs=STATES, chapter=True)
class RNN(Layer):
    """Repeats a cell over the steps of a sequence: each step sees the input and the last state.

    (batch, steps, features) becomes (batch, units), or (batch, steps, units) with
    return_sequences. A list of cells works as a stack.
    """

    supports_masking = True
    cell = CellField("The cell that does one step, or a list of cells.")
    return_sequences = Boolean(False, "Whether the outputs of all steps are returned.")
    return_state = Boolean(False, "Whether the last states are returned after the output.")
    go_backwards = Boolean(False, "Whether the last step comes first.")
    stateful = Boolean(False, "Whether a batch begins with the states of the batch before.",
                       advanced=True)
    unroll = Boolean(False, "Keras lays the steps out one by one; here the results are the same.",
                     advanced=True)
    time_major = Boolean(False, "Whether steps come before the batch: (steps, batch, …).",
                         advanced=True)
    zero_output_for_mask = Boolean(False, "Whether masked steps give 0 instead of the last output.",
                                   advanced=True, keyword_only=True)

    def __init__(self, *args, **kwargs):
        if "input_shape" not in kwargs and ("input_dim" in kwargs or "input_length" in kwargs):
            length, size = kwargs.pop("input_length", None), kwargs.pop("input_dim", None)
            kwargs["input_shape"] = (length, size)
        super().__init__(*args, **kwargs)
        self._settle_cell()
        self.state_spec = None
        self.constants_spec = None
        self._states = Hidden(None)
        self._num_constants = 0

    def _settle_cell(self) -> None:
        """Make one cell of a list of them."""
        if isinstance(self.cell, list):
            self.cell = StackedRNNCells(self.cell)

    # States --------------------------------------------------------------------------------------

    @property
    def states(self) -> Any:
        """The states between batches; None in the place of each while there are none."""
        if self._states.values is None:
            empty = map_sizes(lambda axes: None, self.cell.state_size)
            return empty if is_nested(empty) else [empty]
        return self._states.values

    @states.setter
    def states(self, values: Any) -> None:
        self._states = Hidden(values)

    def get_initial_state(self, inputs: Any) -> list[Any]:
        """The states that a batch begins with."""
        first = flatten(inputs)[0]
        batch = first.shape[1 if self.time_major else 0]
        return as_list(initial_state_of(self.cell, batch, first.dtype))

    def reset_states(self, states: Any = None) -> None:
        """Begin anew: with zeros (the cell's first states at first), or with the given arrays."""
        if not self.stateful:
            raise DesignAttributeError(
                "{layer} keeps no states between batches.", fix="Create it with stateful=True.",
                layer=self.title,
            )
        batch = self._known_batch()
        if flatten(self.states)[0] is None:
            self.states = self._first_states(batch)
            if states is None:
                return
        kept = flatten(self.states)
        if states is None:
            for state in kept:
                state.assign(np.zeros(state.shape, np.float32))
            return
        given = [np.asarray(value, np.float32) for value in flatten(states)]
        if [value.shape for value in given] != [state.shape for state in kept]:
            raise DesignError(
                "{layer} has states of shapes {expected}, but was given {shapes}.",
                layer=self.title, expected=[str(state.shape) for state in kept],
                shapes=[str(value.shape) for value in given],
            )
        for state, value in zip(kept, given, strict=True):
            state.assign(value)

    reset_state = reset_states

    def _known_batch(self) -> int:
        shape = None
        if self.input_spec is not None:
            shape = flatten(self.input_spec[0])[0].shape
        batch = None if shape is None else shape[1 if self.time_major else 0]
        if not batch:
            raise DesignError(
                "{layer} is stateful, so it must know how many samples a batch has.",
                fix="Give the Input layer a fixed batch_size.", where=Where(field="stateful"),
                layer=self.title,
            )
        return batch

    def _first_states(self, batch: int) -> Any:
        """Variables that hold the states, in the structure of the cell's state_size."""
        with outside_tapes():
            own = getattr(self.cell, "get_initial_state", None)
            if own is None or isinstance(self.cell, Cell):
                values = map_sizes(lambda axes: np.zeros((batch, *axes)), self.cell.state_size)
            else:
                values = initial_state_of(self.cell, batch)
            made = [
                Variable(np.asarray(value), name=f"{self.name}/state", trainable=False)
                for value in flatten(values)
            ]
        states = arranged(self.cell.state_size, made)
        return states if is_nested(states) else [states]

    # Building ------------------------------------------------------------------------------------

    def build(self, input_shape):
        if isinstance(input_shape, list) and not is_shape(input_shape):
            input_shape = input_shape[0]
        batch_axis, time_axis = (1, 0) if self.time_major else (0, 1)

        def spec(shape):
            sizes = list(shape)
            if not self.stateful:
                sizes[batch_axis] = None
            sizes[time_axis] = None
            return InputSpec(shape=tuple(sizes))

        single = is_shape(input_shape)
        specs = map_shapes(spec, input_shape)
        self.input_spec = [specs] if single else specs if isinstance(specs, list) else [specs]
        step_shape = map_shapes(
            lambda shape: TensorShape((*shape[:time_axis], *shape[time_axis + 1 :])), input_shape
        )
        self._build_cell(step_shape)
        if self.stateful:
            self.reset_states()
        self.built = True

    def _build_cell(self, step_shape: Any) -> None:
        if isinstance(self.cell, Layer) and not self.cell.built:
            with building(self.cell):
                self.cell.build(step_shape)
                self.cell.built = True

    # Calling -------------------------------------------------------------------------------------

    def __call__(self, inputs, initial_state=None, constants=None, **kwargs):
        inputs, initial_state, constants = standardized(
            inputs, initial_state, constants, self._num_constants
        )
        if constants is not None:
            self._num_constants = len(constants)
        if initial_state is None and constants is None:
            return super().__call__(inputs, **kwargs)
        joined = together(inputs, initial_state, constants)
        if joined is not None:
            return super().__call__(joined, **kwargs)
        if initial_state is not None:
            kwargs["initial_state"] = initial_state
        if constants is not None:
            kwargs["constants"] = constants
        return super().__call__(inputs, **kwargs)

    def call(self, inputs, mask=None, training=None, initial_state=None, constants=None):
        inputs, initial_state, constants = self._apart(inputs, initial_state, constants)
        self._forget_masks()
        mask = flatten(mask)[0]
        first = flatten(inputs)[0]
        if self.unroll and first.shape[0 if self.time_major else 1] is None:
            raise DesignError(
                "{layer} is to be unrolled, but the number of steps is not known.",
                fix="Give the Input layer the number of steps, or set unroll to False.",
                where=Where(field="unroll"), layer=self.title,
            )
        inputs, training = self._drop_inputs(inputs, training)
        # A loop that is written down has a mask for each step; the whole walk has none there.
        stepwise = constants or (mask is not None and current_tape().written)
        cells = [] if stepwise else cells_of(self.cell, inputs, training)
        if cells:
            begin = None if initial_state is None else flatten(initial_state)
            last, outputs, states = walk(self, cells, inputs, begin, mask, training)
            states = as_list(arranged(self.cell.state_size, states))
        else:
            last, outputs, states = self._scan(inputs, initial_state, constants, mask, training)
        self._forget_masks()
        if self.stateful:
            for kept, state in zip(flatten(self.states), flatten(states), strict=True):
                kept.assign(state)
        output = outputs if self.return_sequences else last
        if self.return_state:
            return [*(output if isinstance(output, list) else [output]), *states]
        return output

    def _drop_inputs(self, inputs: Any, training: Any) -> tuple[Any, Any]:
        """The inputs, and whether the cell is still to drop some of them."""
        return inputs, training

    def _scan(self, inputs, initial_state, constants, mask, training):
        """Walk step by step."""
        if initial_state is None:
            initial_state = self.get_initial_state(inputs)
            self._check_states(initial_state)
        inputs, step = self._step(inputs, training, constants)
        return scan(
            step, inputs, as_list(initial_state), go_backwards=self.go_backwards, mask=mask,
            constants=constants or (), time_major=self.time_major,
            zero_output_for_mask=self.zero_output_for_mask,
            return_all_outputs=self.return_sequences,
        )

    def _apart(self, inputs, initial_state, constants):
        """The sequence, its initial states and the constants, out of the call's arguments.

        None in the place of the states stands for those that the cell begins with.
        """
        if isinstance(inputs, list):
            inputs, initial_state, constants = standardized(
                inputs, None, None, self._num_constants
            )
        if self.stateful:
            kept = self.states
            if initial_state is not None:
                initial_state = self._kept_or(initial_state, kept)
            else:
                initial_state = map_structure(lambda state: state.value(), kept)
        elif initial_state is None and type(self).get_initial_state is not RNN.get_initial_state:
            initial_state = self.get_initial_state(inputs)
        if initial_state is None:
            return inputs, None, constants
        self._check_states(initial_state)
        return inputs, as_list(initial_state), constants

    def _kept_or(self, given: Any, kept: Any) -> Any:
        """The states kept from the last batch, unless they are all zero; then the given ones."""
        count = None
        for state in flatten(kept):
            found = ops.count_nonzero(state.value())
            count = found if count is None else count + found
        any_kept = ops.greater(count, 0)
        chosen = [
            ops.where(any_kept, state.value(), value)
            for state, value in zip(flatten(kept), flatten(given), strict=True)
        ]
        return pack_like(kept, chosen)

    def _check_states(self, given: Any) -> None:
        """Refuse initial states that the cell's state_size does not fit."""
        wanted = flatten(map_sizes(Axes, self.cell.state_size))
        found = flatten(given)
        fits = len(as_list(given)) == len(self.states) and len(wanted) == len(found) and all(
            axes.fit(leaf.shape[1:]) for axes, leaf in zip(wanted, found, strict=True)
        )
        if not fits:
            raise DesignError(
                "{layer} has states of sizes {sizes}, but was given states of shapes {shapes}.",
                fix="Give it one initial state for each state, each (batch, size).",
                layer=self.title, sizes=[str(axes) for axes in wanted],
                shapes=[str(leaf.shape) for leaf in found],
            )

    def _forget_masks(self) -> None:
        """New dropout masks for each batch."""
        for cell in [self.cell, *getattr(self.cell, "cells", ())]:
            if isinstance(cell, DropoutRNNCellMixin):
                cell.reset_dropout_mask()
                cell.reset_recurrent_dropout_mask()

    def _step(self, inputs, training, constants):
        """(the sequence to walk over, what happens at each step)."""
        cell = self.cell
        if constants and not takes(cell, "constants"):
            raise DesignError(
                "The cell of {layer} takes no constants.",
                fix="Write its call as call(inputs, states, constants).", layer=self.title,
            )
        if not constants and splits(cell):
            axis = 0 if self.time_major else 1
            projected = cell.project(inputs, training, axis)
            return projected, lambda x, states: cell.step(x, list(states), training)
        options = {"training": training} if takes(cell, "training") else {}
        run = cell if callable(cell) else cell.call
        count = len(constants or ())

        def step(x, states):
            given = dict(options)
            if count:
                states, given["constants"] = states[:-count], list(states[-count:])
            output, new = run(x, states, **given)
            return output, (new if is_nested(new) else [new])

        return inputs, step

    def compute_mask(self, inputs, mask=None):
        mask = flatten(mask)[0]
        kept = mask if self.return_sequences else None
        return [kept, *(None for _ in self.states)] if self.return_state else kept

    def compute_output_shape(self, input_shape):
        if not is_shape(input_shape):
            input_shape = flatten_shapes(input_shape)[0]
        batch, steps = input_shape[0], input_shape[1]
        if self.time_major:
            batch, steps = steps, batch
        lead = (batch,)
        if self.return_sequences:
            lead = (steps, batch) if self.time_major else (batch, steps)
        outputs = flatten(map_sizes(lambda axes: Axes(axes, lead), output_size_of(self.cell)))
        shapes = [axes.whole for axes in outputs]
        if not self.return_state:
            return shapes[0] if len(shapes) == 1 else shapes
        states = flatten(map_sizes(lambda axes: Axes(axes, (batch,)), self.cell.state_size))
        return [*shapes, *(axes.whole for axes in states)]

    # Config --------------------------------------------------------------------------------------

    def get_config(self):
        config = super().get_config()
        if not self.zero_output_for_mask:
            del config["zero_output_for_mask"]
        if self._num_constants:
            config["num_constants"] = self._num_constants
        return config

    @classmethod
    def from_config(cls, config, custom_objects=None):
        config = dict(config)
        count = config.pop("num_constants", 0)
        if "cell" in config:
            config["cell"] = layer_from(config["cell"], custom_objects)
        layer = cls(**config)
        layer._num_constants = count
        return layer


def splits(cell: Any) -> bool:
    """Whether a cell is a built-in one whose products with the input may be done in one go."""
    return (
        isinstance(cell, Cell)
        and type(cell).call is Cell.call
        and cell.activity_regularizer is None
    )


__all__ = ["RNN"]
