"""How is the training of a model written? Losses, metrics, optimizer, penalties and limits."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from engine.errors import DesignError, Where
from engine.export.python import literal
from engine.export.pytorch.body import Kept, attribute, permuted
from engine.export.pytorch.network import Program
from engine.export.pytorch.spelling import BENT, PLAIN_PENALTIES, penalty_texts
from engine.export.recipe import check
from engine.layers.naming import snake_case
from engine.training import constraints, losses, metrics, optimizers, schedules
from engine.training.losses import functions

INDENT = "    "
# Losses that are computed from what goes into one of the activations named here; into a layer
# that only bends, where it is the first of them.
FROM_LOGITS = {
    "binary_crossentropy": ("sigmoid", "softmax"),
    "binary_focal_crossentropy": ("sigmoid", "softmax"),
    "categorical_crossentropy": ("softmax", "sigmoid"),
    "sparse_categorical_crossentropy": ("softmax", "sigmoid"),
}
LOSSES = (
    "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error", "huber", "log_cosh", "poisson", "cosine_similarity", "hinge",
    "squared_hinge", "categorical_hinge", "kl_divergence", "binary_focal_crossentropy",
    "binary_crossentropy", "categorical_crossentropy", "categorical_focal_crossentropy",
    "sparse_categorical_crossentropy",
)  # fmt: skip
COUNTS = {"TruePositives": "true_positives", "TrueNegatives": "true_negatives",
          "FalsePositives": "false_positives", "FalseNegatives": "false_negatives"}  # fmt: skip
SHARES = {"Precision": "false_positives", "Recall": "false_negatives"}
WHOLE = {"AUC": "auc", "F1Score": "f1_score", "R2Score": "r2_score",
         "RootMeanSquaredError": "root_mean_squared_error"}  # fmt: skip
# Functions that a metric takes the mean of, where they are called otherwise in a program.
SAME = {"binary_matches": "binary_accuracy", "sparse_matches": "sparse_categorical_accuracy",
        "sparse_top_k_matches": "sparse_top_k_categorical_accuracy",
        "_cosine": "cosine_of_angle", "cosine_similarity": "cosine_of_angle"}  # fmt: skip
ACCURACIES = ("accuracy", "categorical_accuracy", "top_k_categorical_accuracy", *SAME.values())
# Optimizers that torch's own class computes alike: its name and what its arguments are called.
NATIVE = {
    "SGD": ("torch.optim.SGD", {"momentum": "momentum", "nesterov": "nesterov"}),
    "Adadelta": ("torch.optim.Adadelta", {"rho": "rho", "epsilon": "eps"}),
    "Nadam": ("torch.optim.NAdam", {"betas": "betas", "epsilon": "eps"}),
}
OWN = {
    "SGD": ("SGD", {"momentum": "momentum", "nesterov": "nesterov"}),
    "RMSprop": ("RMSprop", {"rho": "rho", "momentum": "momentum", "epsilon": "eps",
                            "centered": "centered"}),
    "Adagrad": ("Adagrad", {"initial_accumulator_value": "initial_accumulator_value",
                            "epsilon": "eps"}),
    "Adam": ("Adam", {"betas": "betas", "epsilon": "eps", "amsgrad": "amsgrad"}),
    "AdamW": ("Adam", {"betas": "betas", "epsilon": "eps", "amsgrad": "amsgrad"}),
    "Adamax": ("Adamax", {"betas": "betas", "epsilon": "eps"}),
    "Ftrl": ("Ftrl", {
        "learning_rate_power": "learning_rate_power",
        "initial_accumulator_value": "initial_accumulator_value",
        "l1_regularization_strength": "l1", "l2_regularization_strength": "l2",
        "l2_shrinkage_regularization_strength": "l2_shrinkage", "beta": "beta",
    }),
}  # fmt: skip
CLIPPING = {"clipnorm": "clip_each", "global_clipnorm": "clip_all", "clipvalue": "clip_values"}


def functions_of(recipe: Any, model: Any) -> list[tuple[str, dict[str, Any]]]:
    """(name, options) of the loss of each output. Raises DesignError for one of the user's."""
    given = recipe.loss
    several = isinstance(given, (list, tuple))
    if isinstance(given, Mapping) and "class_name" not in given:
        given, several = [given.get(name) for name in model.output_names], True
    wanted = list(given) if several else [given] * len(model.outputs)
    found = []
    for one in wanted:
        loss = losses.as_loss(one)
        function = getattr(loss, "fn", None)
        name = next((n for n in LOSSES if getattr(functions, n) is function), None)
        if name is None:
            raise DesignError(
                "The loss {name} has no spelling in PyTorch.",
                fix="Choose one of Keras's losses.",
                name=repr(one),
            )
        if loss.reduction not in ("auto", "sum_over_batch_size"):
            raise DesignError(
                "The loss {name} is reduced by {reduction}, which has no spelling in PyTorch.",
                fix="Leave the reduction as it is.",
                name=name,
                reduction=loss.reduction,
            )
        usual = {key: p.default for key, p in inspect.signature(function).parameters.items()}
        options = {k: v for k, v in loss._options.items() if v != usual.get(k)}
        if "axis" in options or "ignore_class" in options:
            raise DesignError(
                "The loss {name} has an option that has no spelling in PyTorch.",
                fix="Leave axis and ignore_class as they are.",
                name=name,
            )
        found.append((name, options))
    return found


def wanted_logits(recipe: Any, model: Any) -> dict[int, tuple[str, ...]]:
    """The outputs, by number, whose loss is computed from what goes into these activations."""
    if recipe is None or not recipe.loss:
        return {}
    return {
        place: FROM_LOGITS[name]
        for place, (name, options) in enumerate(functions_of(recipe, model))
        if name in FROM_LOGITS and not options.get("from_logits")
    }


def texts(written: Program, recipe: Any, parameters: Mapping[str, Any]) -> list[str]:
    """The definitions that say how the network learns, one text each."""
    check(recipe)
    model = written.model
    used = functions_of(recipe, model)
    entries = []
    for place, (name, options) in enumerate(used):
        if place in written.gives_logits:
            options = {"from_logits": True, **options}
            if name.startswith("binary_focal") and written.gives_logits[place] == "softmax":
                options["classes"] = True
        entries.append(f"({name}, {literal(options)})")
    blocks = [f"LOSSES = [{', '.join(entries)}]"]
    blocks.append(metrics_text(recipe, model, used))
    blocks.append(optimizer_text(recipe))
    blocks += prepared_text(recipe, parameters)
    blocks += regularization_text(written, parameters)
    blocks += constraint_text(written, parameters)
    if written.gives_logits:
        blocks.append(predictions_text(written))
    return blocks


def trainer_options(blocks: list[str], normalizes: bool) -> str:
    """The optional arguments of Trainer: the functions that have been written."""
    named = {"regularize": "regularization", "prepare": "prepare_step", "constrain": "constrain",
             "predictions": "predictions"}  # fmt: skip
    parts = [
        f"{option}={name}"
        for option, name in named.items()
        if any(f"def {name}(" in block for block in blocks)
    ]
    if normalizes:
        parts.append("share=share_statistics")
    if any(block.startswith("def predictions(") for block in blocks):
        parts.append('options={"logits": True}')
    return "".join(f", {part}" for part in parts)


def predictions_text(written: Program) -> str:
    """What becomes of outputs before they are compared by metrics."""
    parts = [
        BENT[written.gives_logits[place]].format(x=f"outputs[{place}]", dim=-1)
        if place in written.gives_logits
        else f"outputs[{place}]"
        for place in range(len(written.model.outputs))
    ]
    lines = ["def predictions(outputs):"]
    lines.append(f'{INDENT}"""The last activations, which the losses do without."""')
    return "\n".join([*lines, f"{INDENT}return [{', '.join(parts)}]"])


# Metrics -----------------------------------------------------------------------------------------


def metrics_text(recipe: Any, model: Any, used: list[tuple[str, dict]]) -> str:
    entries = []
    for place, tensor in enumerate(model.outputs):
        for identifier in recipe.metrics:
            shape = tuple(tensor.shape)
            sparse = used[place][0] == "sparse_categorical_crossentropy"
            target = shape[:-1] if sparse and len(shape) > 1 else shape
            name, text = metric_text(identifier, shape, target)
            if len(model.outputs) > 1:
                name = f"{model.output_names[place]}_{name}"
            entries.append(f"{literal(name)}: ({place}, {text})")
    lines = ["def make_metrics():"]
    lines.append(f'{INDENT}"""The metrics by name, each with the number of its output."""')
    return "\n".join([*lines, f"{INDENT}return {{{', '.join(entries)}}}"])


def metric_text(identifier: Any, shape: tuple, target: tuple) -> tuple[str, str]:
    """(a metric's name, what makes it). Raises DesignError for one that has no spelling."""
    found = metrics.table.entries.get(identifier) if isinstance(identifier, str) else None
    kind = getattr(found, "__name__", "")
    if kind in COUNTS:
        return snake_case(kind), f'Count("{COUNTS[kind]}")'
    if kind in SHARES:
        return snake_case(kind), f'PositiveShare("{SHARES[kind]}")'
    if kind in WHOLE:
        return WHOLE[kind], f"{kind}()"
    metric = None
    with suppress(TypeError):  # a class that cannot be made without arguments
        metric = metrics.resolve(identifier, None, shape, target)
    name = getattr(getattr(metric, "_fn", None), "__name__", "")
    name = SAME.get(name, name)
    if name not in {*LOSSES, *ACCURACIES}:
        raise DesignError(
            "The metric {name} has no spelling in PyTorch yet.",
            fix="Choose another one, or leave it out of the export.",
            name=str(identifier),
        )
    return metric.name, f"Mean({name})"


# Optimizers --------------------------------------------------------------------------------------


def settings_of(recipe: Any) -> dict[str, Any]:
    """All settings of the optimizer, those that are not told as usual."""
    options = {"learning_rate": recipe.learning_rate, **(recipe.optimizer_parameters or {})}
    made = optimizers.get({"class_name": recipe.optimizer, "config": options})
    if type(made).__name__ not in OWN and type(made).__name__ not in NATIVE:
        raise DesignError(
            "The optimizer {name} has no spelling in PyTorch.",
            fix="Choose one of Keras's optimizers.",
            name=recipe.optimizer,
        )
    config = made.get_config()
    if config.get("use_ema"):
        raise DesignError(
            "Moving averages of the weights (use_ema) have no spelling in PyTorch.",
            fix="Set use_ema to False.",
        )
    rate = recipe.learning_rate
    if isinstance(rate, schedules.LearningRateSchedule):
        rate = float(rate(0))
    return {**config, "learning_rate": rate, "kind": type(made).__name__}


def schedule_text(recipe: Any) -> str | None:
    """What gives the rate of a step; None for a rate that stays. Raises DesignError."""
    rate = recipe.learning_rate
    if not isinstance(rate, schedules.LearningRateSchedule):
        return None
    if type(rate) not in schedules.table.entries.values():
        raise DesignError(
            "The schedule {name} is a class of its own, which cannot be written in PyTorch.",
            fix="Choose one of Keras's schedules.",
            name=type(rate).__name__,
        )
    usual = {key: one.default for key, one in inspect.signature(type(rate)).parameters.items()}
    options = {k: v for k, v in rate.get_config().items() if k != "name" and v != usual[k]}
    inner = ", ".join(f"{key}={literal(value)}" for key, value in options.items())
    return f"lambda step: {snake_case(type(rate).__name__)}(step, {inner})"


def optimizer_text(recipe: Any) -> str:
    """The function that makes the optimizer: torch's own where it computes the same."""
    config = settings_of(recipe)
    kind = config["kind"]
    changing = schedule_text(recipe) is not None or any(
        one.name == "ReduceLROnPlateau" for one in getattr(recipe, "callbacks", ())
    )
    native = kind in NATIVE and not (kind == "SGD" and config["momentum"] and changing)
    name, arguments = (NATIVE if native else OWN)[kind]
    if "beta_1" in config:
        config["betas"] = (config["beta_1"], config["beta_2"])
    options = [f"lr={literal(config['learning_rate'])}"]
    for key, theirs in arguments.items():
        if native and key in ("momentum", "nesterov") and not config[key]:
            continue
        options.append(f"{theirs}={literal(config[key])}")
    if kind == "Nadam":
        options.append("momentum_decay=1.0")
    lines = [
        "def make_optimizer(network):",
        f"{INDENT}learned = [one for one in network.parameters() if one.requires_grad]",
        f"{INDENT}return {name}(learned, {', '.join(options)})",
    ]
    return "\n".join(lines)


def prepared_text(recipe: Any, parameters: Mapping[str, Any]) -> list[str]:
    """The function between gradients and step: clipping, then weight decay, in Keras's order."""
    config = settings_of(recipe)
    body = []
    schedule = schedule_text(recipe)
    if schedule is not None:
        body.append(f"follow(optimizer, {schedule})")
    for key, function in CLIPPING.items():
        if config.get(key):
            body.append(f"{function}(list(network.parameters()), {literal(config[key])})")
            if key == "clipnorm":
                check_whole(parameters)
            break
    if config.get("weight_decay"):
        body.append(f"shrink(optimizer, {literal(config['weight_decay'])})")
    if not body:
        return []
    lines = ["def prepare_step(network, optimizer):"]
    lines.append(f'{INDENT}"""What Keras does between the gradients and the step."""')
    return ["\n".join([*lines, *(INDENT + line for line in body)])]


def check_whole(parameters: Mapping[str, Any]) -> None:
    """Raise DesignError where a weight of Keras's is two of torch's: its gradient has two norms."""
    seen = set()
    for kept in parameters.values():
        if isinstance(kept, Kept):
            if id(kept.variable) in seen:
                raise DesignError(
                    "The weight {name} is two in PyTorch, so its gradient cannot be clipped alone.",
                    fix="Use global_clipnorm or clipvalue.",
                    name=kept.variable.path,
                )
            seen.add(id(kept.variable))


# Penalties and limits ----------------------------------------------------------------------------


def place_of(key: str) -> str:
    """A parameter's name in the state_dict as an expression."""
    return attribute("network", key)


class OfWeight:
    """What is said about one weight: with errors at the layer that it belongs to."""

    def __init__(self, program: Program, variable: Any) -> None:
        self.program, self.layer = program, variable.path.split("/")[0]

    def as_keras_has_it(self, kept: Kept, text: str) -> str:
        """A parameter with its axes in Keras's order. Raises DesignError where it is bent."""
        if kept.bend is not None:
            raise self.refuse(
                "The weight {name} is stored in another way in PyTorch, so that a penalty or a "
                "limit of another kind than the usual ones has no spelling.",
                fix="Choose l1, l2, non_neg or a limit of norms.",
                name=kept.variable.path,
            )
        return text if kept.order is None else permuted(text, np.argsort(kept.order).tolist())

    def refuse(self, what: str, fix: str = "", **values: Any) -> DesignError:
        return DesignError(what, fix=fix, where=Where(layer=self.layer), **values)


def kept_with(parameters: Mapping[str, Any], attribute: str) -> list[tuple[str, Kept]]:
    """The parameters whose weight has a regularizer or a constraint."""
    return [
        (key, kept)
        for key, kept in parameters.items()
        if isinstance(kept, Kept) and getattr(kept.variable, attribute, None) is not None
    ]


def regularization_text(program: Program, parameters: Mapping[str, Any]) -> list[str]:
    """The function that adds up the penalties on weights."""
    body = []
    for key, kept in kept_with(parameters, "regularizer"):
        refuser = OfWeight(program, kept.variable)
        regularizer = kept.variable.regularizer
        if kept.reaches == "lost":
            raise refuser.refuse(
                "The weight {name} is stored in another way in PyTorch, so that its penalty would "
                "differ.",
                fix="Set implementation to 1.",
                name=kept.variable.path,
            )
        text, shape = place_of(key), kept.variable.shape
        if type(regularizer) not in PLAIN_PENALTIES:
            text = refuser.as_keras_has_it(kept, text)
        parts = penalty_texts(refuser, regularizer, text, shape)
        body += [f"total = total + {part}" for part in parts]
    if not body:
        return []
    lines = ["def regularization(network):", f'{INDENT}"""The penalties on weights."""']
    return ["\n".join([*lines, f"{INDENT}total = 0.0", *(INDENT + line for line in body),
                       f"{INDENT}return total"])]  # fmt: skip


def constraint_text(program: Program, parameters: Mapping[str, Any]) -> list[str]:
    """The function that keeps weights within their limits after each step."""
    body = []
    for key, kept in kept_with(parameters, "constraint"):
        text = limited(program, kept, place_of(key))
        body.append(f"{place_of(key)}.copy_({text})")
    if not body:
        return []
    lines = ["@torch.no_grad()", "def constrain(network):"]
    lines.append(f'{INDENT}"""The limits that weights keep after each step."""')
    return ["\n".join([*lines, *(INDENT + line for line in body)])]


def limited(program: Program, kept: Kept, text: str) -> str:
    """A weight within its limits. Raises DesignError for what cannot be said in torch's order."""
    constraint, refuser = kept.variable.constraint, OfWeight(program, kept.variable)
    if isinstance(constraint, constraints.NonNeg):
        return f"{text}.clamp(min=0.0)"
    kinds = (constraints.MaxNorm, constraints.UnitNorm, constraints.MinMaxNorm)
    if type(constraint) not in kinds:
        name = program.function(
            constraint, kept.variable.shape, snake_case(type(constraint).__name__)
        )
        found = f"{name}({refuser.as_keras_has_it(kept, text)})"
        return found if kept.order is None else permuted(found, kept.order)
    if kept.reaches != "whole":
        raise refuser.refuse(
            "The limit {kind} on the weight {name} has no spelling in PyTorch.",
            fix="Choose another constraint, such as non_neg.",
            kind=type(constraint).__name__,
            name=kept.variable.path,
        )
    rank = len(kept.variable.shape)
    axes = constraint.axis if isinstance(constraint.axis, (list, tuple)) else [constraint.axis]
    order = kept.order or tuple(range(rank))
    places = [order.index(axis % rank) for axis in axes]
    dim = places[0] if len(places) == 1 else tuple(sorted(places))
    if isinstance(constraint, constraints.MaxNorm):
        return f"max_norm({text}, {literal(constraint.max_value)}, dim={dim})"
    if isinstance(constraint, constraints.UnitNorm):
        return f"unit_norm({text}, dim={dim})"
    numbers = (constraint.min_value, constraint.max_value, constraint.rate)
    return f"min_max_norm({text}, {', '.join(literal(one) for one in numbers)}, dim={dim})"
