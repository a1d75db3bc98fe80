"""How does a Keras program learn? Its functions that compile and train, and its main."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import DesignError
from engine.export.columns import normalizes
from engine.export.dialects import ENGINE, KERAS, TF_KERAS, Dialect
from engine.export.python import INDENT, literal
from engine.export.recipe import Callback, Recipe, check
from engine.training.schedules import LearningRateSchedule

COMPILE = f"{INDENT}compile_model(model)"
# Keras 3 takes these over the whole batch where each answer is one number and no row.
ALONG_ROWS = {
    "F1Score", "R2Score", "categorical_hinge", "cosine_similarity", "crossentropy", "hinge",
    "kl_divergence", "poisson", "squared_hinge", "top_k_categorical_accuracy",
}  # fmt: skip
# These subtract, and want class numbers in a column where there is an output for each class.
ELEMENTWISE = {
    "RootMeanSquaredError", "log_cosh", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_squared_error", "mean_squared_logarithmic_error",
}  # fmt: skip
AS_FLOATS = {"F1Score", "R2Score"}  # Keras 2 refuses whole numbers there
SPARSE = "sparse_categorical_crossentropy"
# What "crossentropy" stands for: with one number a sample, with class numbers, with rows.
CROSSENTROPIES = (
    "BinaryCrossentropy", "SparseCategoricalCrossentropy", "CategoricalCrossentropy",
)  # fmt: skip


def compile_lines(model: Any, recipe: Recipe, dialect: Dialect) -> list[str]:
    """The function that says how the model learns."""
    check(recipe)
    losses = recipe.loss
    made = [metric_text(name, model, recipe, dialect) for name in recipe.metrics]
    metrics = f"[{', '.join(made)}]"
    count = len(model.outputs)
    if count > 1 and dialect.newest:  # it wants an entry for each output
        losses = [losses] * count if isinstance(losses, str) else losses
        metrics = f"[{', '.join([metrics] * count)}]" if made else metrics
    arguments = [
        f"optimizer={optimizer_text(recipe, dialect)}",
        f"loss={literal(losses)}",
        f"metrics={metrics}",
    ]
    return [
        "def compile_model(model):",
        f'{INDENT}"""How it learns."""',
        f"{INDENT}model.compile({', '.join(arguments)})",
    ]


def metric_text(name: Any, model: Any, recipe: Recipe, dialect: Dialect) -> str:
    """A metric that the library knows, and that is called as the designer calls it."""
    if dialect.newest and name == "crossentropy":
        width = model.outputs[0].shape[-1]
        kind = CROSSENTROPIES[0 if width == 1 else 1 if recipe.loss == SPARSE else 2]
        return f'{dialect.module}.metrics.{kind}(name="crossentropy")'
    return dialect.spelled.get(("metrics", name)) or literal(name)


def optimizer_text(recipe: Recipe, dialect: Dialect) -> str:
    """What makes the optimizer. Raises DesignError for what the library computes otherwise."""
    known = recipe.optimizer
    if ("optimizers", known) in dialect.lacks:
        raise DesignError(
            "{optimizer} learns otherwise in {title}.",
            fix="Choose another optimizer.",
            optimizer=known,
            title=dialect.title,
        )
    options = {"learning_rate": recipe.learning_rate, **(recipe.optimizer_parameters or {})}
    for option in list(options):
        if ("optimizers", option) in dialect.lacks and options.pop(option):
            raise DesignError(
                "{optimizer} with {option} learns otherwise in {title}.",
                fix="Leave {option} out.",
                optimizer=known,
                option=option,
                title=dialect.title,
            )
    rate = options["learning_rate"]
    if isinstance(rate, LearningRateSchedule):
        told = {key: value for key, value in rate.get_config().items() if value is not None}
        made = f"{dialect.module}.optimizers.schedules.{type(rate).__name__}({keywords(told)})"
        others = {key: value for key, value in options.items() if key != "learning_rate"}
        inner = ", ".join(filter(None, [f"learning_rate={made}", keywords(others)]))
        return f"{dialect.module}.optimizers.{known}({inner})"
    return f"{dialect.module}.optimizers.{known}({keywords(options)})"


def keywords(options: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={literal(value)}" for name, value in options.items())


def train_lines(recipe: Recipe, dialect: Dialect) -> list[str]:
    """The function that lets the model learn."""
    split = recipe.validation_split
    samples, size = "x, y", f"{recipe.batch_size}"
    if dialect.newest:
        samples = f"*share(x, y, {literal(split)})" if split else "*share(x, y)"
        size = f"{recipe.batch_size} // PROCESSES"
    options = [f"batch_size={size}", f"epochs={recipe.epochs}"]
    if split:
        options.append(f"validation_split={literal(split)}")
    if not recipe.shuffle:
        options.append("shuffle=False")
    if recipe.callbacks:
        made = ", ".join(callback_text(one, dialect) for one in recipe.callbacks)
        options.append(f"callbacks=[{made}]")
    return [
        "def train(model, x, y):",
        f'{INDENT}"""Learn from the samples, as set in the drawing."""',
        f"{INDENT}return model.fit({samples}, {', '.join(options)})",
    ]


def callback_text(callback: Callback, dialect: Dialect) -> str:
    if any(callable(value) for value in callback.parameters.values()):
        raise DesignError(
            "{callback} calls a function, which cannot be written into a program.",
            fix="Let the learning rate follow a schedule, or add the callback to the program.",
            callback=callback.name,
        )
    return f"{dialect.module}.callbacks.{callback.name}({keywords(callback.parameters)})"


def answers_line(model: Any, recipe: Recipe, dialect: Dialect) -> list[str]:
    """The line that makes rows of the answers, where the library would take single numbers amiss.

    Keras 2 does so by itself, but wants them as floats in some places.
    """
    shape = tuple(model.outputs[0].shape)
    if len(model.outputs) > 1 or len(shape) != 2:
        return []
    used = {recipe.loss if isinstance(recipe.loss, str) else "", *recipe.metrics}
    wanted = set(AS_FLOATS)
    if dialect.newest:
        wanted |= ALONG_ROWS | (ELEMENTWISE if recipe.loss == SPARSE else set())
    if dialect is ENGINE or not used & wanted:
        return []
    row = 'y.reshape(len(y), -1).astype("float32")'
    return [f"y_train, y_test = ({row} for y in (y_train, y_test))"]


def short_main_lines(model: Any, dialect: Dialect) -> list[str]:
    """The main function of a program that does not learn."""
    lines = [
        "model = build_model()",
        "if WEIGHTS.exists():",
        f"{INDENT}model.load_weights(WEIGHTS)",
        "model.summary()",
        *saved_lines(model, dialect, "WEIGHTS"),
        "return model",
    ]
    return ["def main():", *(INDENT + line for line in lines)]


def saved_lines(model: Any, dialect: Dialect, file: str, compiled: bool = False) -> list[str]:
    """The lines that keep the whole model; `file` says where this process writes.

    None where the library could not load it again: TensorFlow loses the functions of columns.
    """
    columns = [getattr(layer, "feature_columns", ()) for layer in model.layers]
    if dialect is TF_KERAS and normalizes(columns):
        return []
    place = file.replace("WEIGHTS", 'Path(__file__).with_suffix(".keras")')
    lines = [f"model.save({place})"]
    if compiled and dialect.newest:  # it loads no optimizer that has done no step yet
        lines.insert(0, "model.optimizer.build(model.trainable_variables)")
    return ['if "--save" in sys.argv:', *(INDENT + line for line in lines)]


def main_lines(model: Any, recipe: Recipe, dialect: Dialect, data: Any, encodes: bool) -> list[str]:
    """The main function: load weights that lie there, or learn; then measure."""
    seed = f"{dialect.module}.utils.set_random_seed({recipe.seed})"
    if data is None:
        inner = short_main_lines(model, dialect)[1:]
        return ["def main():", f"{INDENT}{seed}", *inner[:3], COMPILE, *inner[3:]]
    made = [
        "model = build_model()",
        "if not learns:",
        f"{INDENT}model.load_weights(WEIGHTS)",
        "compile_model(model)",
    ]
    begin, file, test = [], "WEIGHTS", "x_test, y_test"
    if dialect is KERAS:
        begin, file, test = ["distribute()"], "own_file(WEIGHTS)", "*share(x_test, y_test)"
    elif dialect is TF_KERAS:
        begin, file = ["distribution = strategy()"], "worker_file(WEIGHTS)"
        made = ["with distribution.scope():", *(INDENT + line for line in made)]
    saves = saved_lines(model, dialect, file, compiled=True)
    told = " --save keeps the whole model." if saves else ""
    lines = [
        *begin,
        seed,
        'learns = "--train" in sys.argv or not WEIGHTS.exists()',
        *made,
        "model.summary()",
        "(x_train, y_train), (x_test, y_test) = load_data()",
        *(["x_train, x_test = encode(x_train), encode(x_test)"] if encodes else []),
        *answers_line(model, recipe, dialect),
        "if learns:",
        f"{INDENT}train(model, x_train, y_train)",
        f"{INDENT}model.save_weights({file})",
        *saves,
        "if len(y_test):",
        f"{INDENT}print(model.evaluate({test}, return_dict=True))",
        "return model",
    ]
    doc = f'{INDENT}"""Use the weights beside this file; learn anew with --train.{told}"""'
    return ["def main():", doc, *(INDENT + line for line in lines)]


# The definitions by which several devices and machines share the work, by dialect.
SHARING = {
    "keras": ("distribute", "share", "own_file"),
    "tf_keras": ("strategy", "worker_file"),
}
