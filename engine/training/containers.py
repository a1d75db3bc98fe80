"""What does `compile` mean for each output? Losses and metrics, matched as Keras matches them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from engine import ops
from engine.errors import DesignError
from engine.nest import flatten
from engine.tape import Tensor
from engine.training import losses as losses_table
from engine.training import metrics as metrics_table
from engine.training.losses import Loss
from engine.training.metrics import Mean, Metric
from engine.training.pairs import check_pair, comparing
from engine.training.weighting import apply_mask, mask_of, match_batch, on_nested_arrays_too

log = logging.getLogger(__name__)


def is_nested(value: Any) -> bool:
    return isinstance(value, (list, tuple, Mapping))


def pseudo_names(outputs: Any) -> list[str]:
    """Names for the outputs of a model that has none: `output_1`, or the keys of a dict."""
    names = []
    for path in paths(outputs):
        text = "_".join(str(part + 1 if isinstance(part, int) else part) for part in path)
        if not path:
            text = "output_1"
        elif isinstance(path[0], int):
            text = f"output_{text}"
        names.append(text)
    return names


def paths(structure: Any, before: tuple = ()) -> list[tuple]:
    """The way to each leaf, in `flatten`'s order."""
    if isinstance(structure, Mapping):
        return [p for key in sorted(structure) for p in paths(structure[key], (*before, key))]
    if isinstance(structure, (list, tuple)):
        return [p for i, item in enumerate(structure) for p in paths(item, (*before, i))]
    return [before]


def matched(value: Any, outputs: Any, names: Sequence[str], what: str) -> list[Any]:
    """One entry of `value` for each output: by name, by place, or the same for all.

    Raises DesignError when names or numbers do not fit.
    """
    leaves = flatten(outputs)
    flat_list = isinstance(outputs, (list, tuple)) and not any(map(is_nested, outputs))
    if isinstance(value, Mapping) and (flat_list or not is_nested(outputs)):
        value = by_name(value, names, what)
        return value if is_nested(outputs) else [value[0]]
    if not is_nested(value):
        return [value] * len(leaves)
    if isinstance(outputs, Mapping) and isinstance(value, Mapping):
        known = by_name(value, list(outputs), what)
        by_key = dict(zip(outputs, known, strict=True))
        return [
            entry
            for key in sorted(outputs)
            for entry in matched(by_key[key], outputs[key], names, what)
        ]
    if isinstance(outputs, (list, tuple)) and len(value) == len(outputs):
        pairs = zip(value, outputs, strict=True)
        return [entry for one, output in pairs for entry in matched(one, output, names, what)]
    found = flatten(value)
    if len(found) != len(leaves):
        raise DesignError(
            "{argument} has {count} entries, but the model has {outputs} outputs.",
            fix="Give one for each of: {names}.",
            argument=what,
            count=len(found),
            outputs=len(leaves),
            names=list(names),
        )
    return found


def by_name(value: Mapping, names: Sequence[str], what: str) -> list[Any]:
    """The entries of a dict in the order of the names; None where it has none."""
    unknown = [key for key in value if key not in names]
    if unknown:
        raise DesignError(
            "{argument} names the output {name}, which the model does not have.",
            fix="Its outputs are: {names}.",
            argument=what,
            name=unknown[0],
            names=list(names),
        )
    return [value.get(name) for name in names]


class LossesContainer:
    """The losses of a model: called on targets and outputs, it gives the total to minimise.

    It also keeps the means that are reported: of the total, and of each output's loss.
    """

    def __init__(
        self, losses: Any, loss_weights: Any = None, output_names: Sequence[str] | None = None
    ) -> None:
        self._user_losses, self._user_loss_weights = losses, loss_weights
        self.output_names = list(output_names) if output_names is not None else None
        self.total = Mean(name="loss")
        self.losses: list[Loss | None] = []
        self.weights: list[float | None] = []
        self.means: list[Mean | None] = []
        self.built = False
        # Which target is compared with which output by which loss, since the last trace.
        self.pairs: list[tuple[Loss, Tensor, Tensor]] = []

    @property
    def metrics(self) -> list[Metric]:
        means = [mean for mean in self.means if mean is not None]
        return [self.total, *means] if self.built else []

    def build(self, outputs: Any) -> None:
        if self.output_names is None or len(self.output_names) != len(flatten(outputs)):
            self.output_names = pseudo_names(outputs)
        names = self.output_names
        given = matched(first_only(self._user_losses, outputs), outputs, names, "loss")
        self.losses = [losses_table.as_loss(item) for item in given]
        self.weights = matched(self._user_loss_weights, outputs, names, "loss_weights")
        several = len(self.losses) > 1
        self.means = [
            Mean(name=f"{name}_loss") if several and loss is not None else None
            for name, loss in zip(names, self.losses, strict=True)
        ]
        self.built = True

    @on_nested_arrays_too
    def __call__(
        self,
        y_true: Any,
        y_pred: Any,
        sample_weight: Any = None,
        regularization_losses: Sequence[Any] | None = None,
    ) -> Tensor | None:
        """The total loss of a batch; None when there is nothing to minimise."""
        if not self.built or len(self.losses) != len(flatten(y_pred)):
            self.build(y_pred)
        targets = matched(y_true, y_pred, self.output_names, "the targets")
        weights = matched(sample_weight, y_pred, self.output_names, "sample_weight")
        parts, reported, batch = [], [], None
        self.pairs = []
        for loss, factor, mean, target, output, weight, name in zip(
            self.losses, self.weights, self.means, targets, flatten(y_pred), weights,
            self.output_names, strict=True,
        ):  # fmt: skip
            if loss is None or target is None:
                continue
            target, output = ops.convert(target), ops.convert(output)
            check_pair(loss, target, output)
            self.pairs.append((loss, target, output))
            target, output, weight = match_batch(target, output, weight)
            weight = apply_mask(weight, mask_of(output))
            with comparing(target, output, name):
                value = ops.convert(loss(target, output, sample_weight=weight))
            if batch is None:
                batch = float(target.shape[0] if target.ndim else 1)
            if mean is not None:
                mean.update_state(value, sample_weight=batch)
            parts.append(value if factor is None else value * factor)
        reported = list(parts)
        if regularization_losses:
            penalty = added([ops.convert(loss) for loss in regularization_losses])
            reported.append(penalty)
            parts.append(penalty)
        if not parts:
            return None
        weight = {} if batch is None else {"sample_weight": batch}
        self.total.update_state(added(reported), **weight)
        return added(parts)

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()


def first_only(losses: Any, outputs: Any) -> Any:
    """Of several losses for a single output Keras takes the first; that is told."""
    if isinstance(losses, (list, tuple)) and len(losses) > 1 and not is_nested(outputs):
        log.warning("The model has one output, but %d losses; only the first counts.", len(losses))
        return losses[0]
    return losses


def added(values: Sequence[Tensor]) -> Tensor:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


class MetricsContainer:
    """The metrics of a model: those that ignore sample weights and those that use them."""

    def __init__(
        self,
        metrics: Any = None,
        weighted_metrics: Any = None,
        output_names: Sequence[str] | None = None,
        from_serialized: bool = False,
    ) -> None:
        self._user_metrics, self._user_weighted_metrics = metrics, weighted_metrics
        self.output_names = list(output_names) if output_names is not None else None
        self.from_serialized = from_serialized
        self.plain: list[list[Metric]] = []
        self.weighted: list[list[Metric]] = []
        self.built = False
        given = [m for m in flatten([metrics, weighted_metrics]) if isinstance(m, Metric)]
        if len({id(metric) for metric in given}) < len(given):
            raise DesignError(
                "The same metric object is used twice, so it would be counted twice.",
                fix="Make an object for each place.",
            )

    @property
    def metrics(self) -> list[Metric]:
        pairs = zip(self.plain, self.weighted, strict=True)
        return [metric for plain, weighted in pairs for metric in [*plain, *weighted]]

    def build(self, outputs: Any, targets: Any) -> None:
        if self.output_names is None or len(self.output_names) != len(flatten(outputs)):
            self.output_names = pseudo_names(outputs)
        leaves = flatten(outputs)
        facing = matched(targets, outputs, self.output_names, "the targets")
        made = []
        for wanted, argument in (
            (self._user_metrics, "metrics"),
            (self._user_weighted_metrics, "weighted_metrics"),
        ):
            rows = spread(wanted, outputs, self.output_names, argument)
            made.append(
                [
                    [metric_for(item, output, target) for item in row if item is not None]
                    for row, output, target in zip(rows, leaves, facing, strict=True)
                ]
            )
        self.plain, self.weighted = made
        if not self.from_serialized:
            self._set_names()
        self.built = True

    def _set_names(self) -> None:
        """Names that differ: the output's name goes before, "weighted" where needed."""
        known: set[str] = set()
        several = len(self.output_names) > 1
        for name, plain, weighted in zip(
            self.output_names, self.plain, self.weighted, strict=True
        ):
            before = f"{name}_" if several else ""
            for metric in plain:
                take_name(metric, before + metric.name, known)
            for metric in weighted:
                wanted = before + metric.name
                if wanted in known:
                    wanted = f"{before}weighted_{metric.name}"
                take_name(metric, wanted, known)

    @on_nested_arrays_too
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Count a batch. Plain metrics see the mask of the outputs, but no sample weights."""
        if not self.built or len(self.plain) != len(flatten(y_pred)):
            self.build(y_pred, y_true)
        targets = matched(y_true, y_pred, self.output_names, "the targets")
        weights = matched(sample_weight, y_pred, self.output_names, "sample_weight")
        for plain, weighted, target, output, weight, name in zip(
            self.plain, self.weighted, targets, flatten(y_pred), weights, self.output_names,
            strict=True,
        ):  # fmt: skip
            if target is None or not (plain or weighted):
                continue
            target, output, weight = match_batch(
                ops.convert(target), ops.convert(output), weight
            )
            mask = mask_of(output)
            weight = apply_mask(weight, mask)
            with comparing(target, output, name):
                for metric in plain:
                    metric.update_state(target, output, sample_weight=mask)
                for metric in weighted:
                    metric.update_state(target, output, sample_weight=weight)

    def reset_state(self) -> None:
        known = self.metrics
        if not self.built:
            known = flatten([self._user_metrics, self._user_weighted_metrics])
        for metric in known:
            if isinstance(metric, Metric):
                metric.reset_state()


def metric_for(item: Any, output: Tensor, target: Tensor | None) -> Metric:
    shape = tuple(output.shape)
    return metrics_table.resolve(item, None, shape, shape if target is None else target.shape)


def take_name(metric: Metric, name: str, known: set[str]) -> None:
    if name in known:
        raise DesignError(
            "Two metrics of the model are called {name}.",
            fix="Give each metric a name of its own.",
            name=name,
        )
    metric._name = name
    known.add(name)


def spread(value: Any, outputs: Any, names: Sequence[str], what: str) -> list[list[Any]]:
    """Lists of metrics for each output. One metric or a flat list of them goes to every output."""
    flat = isinstance(value, (list, tuple)) and not any(map(is_nested, value))
    if value is None or flat or not is_nested(value):
        items = list(value) if flat else [value]
        leaves = flatten(outputs)
        several = len(leaves) > 1
        return [[copied(item) if several else item for item in items] for _ in leaves]
    if isinstance(value, (list, tuple)) and not is_nested(outputs):
        return [flatten(value)]
    hidden = hide(value, outputs, names, what)
    return [flatten(entry.items) for entry in hidden]


class Group:
    """The metrics of one output, as one leaf."""

    def __init__(self, items: Any) -> None:
        self.items = items


def hide(value: Any, outputs: Any, names: Sequence[str], what: str) -> list[Group]:
    """One group of metrics for each output out of a dict or a list of lists."""
    leaves = flatten(outputs)
    flat_list = isinstance(outputs, (list, tuple)) and not any(map(is_nested, outputs))
    if isinstance(value, Mapping) and (flat_list or not is_nested(outputs)):
        return [Group(item) for item in by_name(value, names, what)]
    if isinstance(outputs, Mapping) and isinstance(value, Mapping):
        known = dict(zip(outputs, by_name(value, list(outputs), what), strict=True))
        return [
            group
            for key in sorted(outputs)
            for group in (
                hide(known[key], outputs[key], names, what)
                if is_nested(outputs[key]) and is_nested(known[key])
                else [Group(known[key])] * len(flatten(outputs[key]))
            )
        ]
    if is_nested(outputs) and not isinstance(outputs, Mapping) and len(value) == len(outputs):
        return [
            group
            for one, output in zip(value, outputs, strict=True)
            for group in (hide(one, output, names, what) if is_nested(output) else [Group(one)])
        ]
    raise DesignError(
        "{argument} has {count} entries, but the model has {outputs} outputs.",
        fix="Give one for each of: {names}.",
        argument=what,
        count=len(value),
        outputs=len(leaves),
        names=list(names),
    )


def copied(metric: Any) -> Any:
    """A metric object of its own for each output; names and functions serve them all."""
    if isinstance(metric, Metric):
        return type(metric).from_config(metric.get_config())
    return metric
