"""What does a layer add to what training minimises and reports? Its losses and metrics."""

from __future__ import annotations

from typing import Any

from engine.errors import DesignError, DesignTypeError, Where
from engine.layers.holding import all_sublayers
from engine.nest import flatten
from engine.ops import convert
from engine.ops.base import is_graph_value
from engine.tape import Tensor, current_tape

# How to make what is built on layers: "mean" makes the metric behind add_metric. Filled by
# engine.models, since metrics are layers.
makers: dict[str, Any] = {}


class Measurer:
    """The part of a layer that has losses and metrics of its own."""

    def add_loss(self, losses: Any, **ignored: Any) -> None:
        """Add a penalty to what training minimises: a value inside `call`, or a function."""
        ignored.pop("inputs", None)
        if ignored:
            raise DesignTypeError(
                "add_loss has no argument {word}.", where=Where(layer=self.name), word=min(ignored)
            )
        tape = current_tape()
        for loss in flatten(losses):
            if callable(loss) and not isinstance(loss, Tensor):
                self._losses.append(loss)
            elif is_graph_value(loss):
                self._add_graph_loss(loss)
            elif loss is not None and tape is not None:
                tape.losses.append((self, convert(loss)))
            elif loss is not None:
                raise DesignError(
                    "{layer} was given a loss that is already a number, so it cannot be trained.",
                    fix="Give a function without arguments that computes it.",
                    layer=self.title,
                )

    def _add_graph_loss(self, loss: Any) -> None:
        raise DesignError(
            "{layer} was given a loss that belongs to a network.",
            fix="Add it to the model, or add the loss inside the layer's call.",
            layer=self.title,
        )

    def add_metric(self, value: Any, name: str | None = None, aggregation: Any = "mean") -> None:
        """Report the mean of a value as a metric of training.

        The value may be what calling a Metric gave; then that metric is reported.
        """
        made_by = getattr(value, "_metric_obj", None)
        if name is None and made_by is None:
            raise DesignError(
                "A metric of {layer} has no name.",
                fix="Write add_metric(value, name='my_metric').",
                layer=self.title,
            )
        if is_graph_value(value):
            self._add_graph_metric(value, name or made_by.name)
        elif current_tape() is None:
            raise DesignError(
                "{layer} was given a metric that is already a number.",
                fix="Call add_metric inside the layer's call.",
                layer=self.title,
            )
        else:
            self._measure(value, name, made_by)

    def _measure(self, value: Any, name: str | None, made_by: Any) -> None:
        """Count a value of the active tape in the metric of that name, made when it is new."""
        name = made_by.name if made_by is not None else name
        known = [metric for metric in self._metrics if metric.name == name]
        if known and made_by is None:
            known[0].update_state(value)
        elif not known:
            metric = made_by or makers["mean"](name=name)
            self._keep_metric(metric)
            if made_by is None:
                metric.update_state(value)

    def _add_graph_metric(self, value: Any, name: str) -> None:
        raise DesignError(
            "{layer} was given a metric that belongs to a network.",
            fix="Add it to the model, or add the metric inside the layer's call.",
            layer=self.title,
        )

    @property
    def metrics(self) -> list[Any]:
        """The metrics of this layer and of the layers inside it."""
        return [metric for layer in [self, *all_sublayers(self)] for metric in layer._metrics]

    @property
    def losses(self) -> list[Any]:
        """What the last call added, the weights' penalties and the functions' values.

        Inside a trace they are values of the tape, outside numbers; before the first call on data
        they stand for what will be added.
        """
        tape = current_tape()
        values: list[Any] = []
        for layer in [self, *all_sublayers(self)]:
            if tape is not None:
                values += [loss for owner, loss in tape.losses if owner is layer]
            else:
                values += layer._call_losses or layer._graph_losses
            values += [
                variable.regularizer(variable)
                for variable in layer._own()
                if variable.regularizer is not None
            ]
            made = [loss() for loss in layer._losses]
            values += [loss for loss in made if loss is not None]
        return values

    @property
    def updates(self) -> list[Any]:
        return []

    def add_update(self, updates: Any) -> None:
        """Run updates that are functions; others have been recorded where they were written.

        Nothing is run inside a layer that is frozen.
        """
        tape = current_tape()
        around = [] if tape is None else [one.layer for one in tape.contexts if one.layer]
        if not all(layer.trainable for layer in [self, *around]):
            return
        for update in flatten(updates):
            if callable(update):
                update()
