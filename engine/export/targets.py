"""What can a model leave as? The table of targets: what each writes, needs, refuses, runs with.

What writes a target's text is large, and loads when somebody asks for that target.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import DesignError, unknown_name
from engine.export import dialects
from engine.export.recipe import Recipe
from engine.work import Work, finished

PROBES = Path(__file__).parent / "probes"


def refuses_nothing(_: Any) -> None:
    return None


@dataclass(frozen=True)
class Target:
    """One way in which a model leaves.

    writing: (model, recipe, data) to the text or the bytes of the program's file, as work that
        stops now and then; recipe and data may be None. Raises DesignError for what the target
        cannot express.
    weights: writes the model's weights to a path; None where the program's file holds them.
    refusals: all faults that make `writing` raise, one for each layer at fault.
    refused: by the name of a kind of layer, why no such layer can leave this way; for the palette.
    modules: what must be importable to run it, `packages`: what pip calls it.
    taps: where a program that hides its inner values can be watched, layer by layer; its probe
        knows what the entries mean.
    probe: the script that runs the program elsewhere and keeps its answers, see `probes`.
    """

    name: str
    title: str
    suffix: str
    writing: Callable[[Any, Recipe | None, Any], Work[str | bytes]]
    refusals: Callable[[Any], list[DesignError]]
    weights: Callable[[Any, Path], None] | None = None
    weights_suffix: str = ""
    refused: Callable[[str], DesignError | None] = refuses_nothing
    modules: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    taps: Callable[[Any], list[dict[str, Any]]] | None = None
    probe: Path = PROBES / "keras_like.py"

    def program(self, model: Any, recipe: Recipe | None = None, data: Any = None) -> str | bytes:
        """What `writing` returns, without a stop."""
        return finished(self.writing(model, recipe, data))

    @property
    def is_program(self) -> bool:
        """Whether what is written loads data and learns, and is no file of numbers alone."""
        return self.suffix in (".py", ".ipynb")

    @property
    def is_python(self) -> bool:
        return self.suffix == ".py"


def keras_target(dialect: dialects.Dialect, name: str, packages: tuple[str, ...]) -> Target:
    """A target whose programs are Keras's, in one of its dialects."""

    def writing(model: Any, recipe: Recipe | None, data: Any) -> Work[str]:
        from engine.export import keras

        return keras.writing(model, dialect, recipe, data)

    return Target(
        name,
        dialect.title,
        ".py",
        writing,
        keras_refusals(dialect),
        refused=dialect.refused,
        weights=keras_weights(dialect),
        weights_suffix=".weights.h5",
        modules=(dialect.module,),
        packages=packages,
    )


def keras_refusals(dialect: dialects.Dialect) -> Callable[[Any], list[DesignError]]:
    def refusals(model: Any) -> list[DesignError]:
        from engine.export import keras

        return keras.refusals(model, dialect)

    return refusals


def keras_weights(dialect: dialects.Dialect) -> Callable[[Any, Path], None]:
    def weights(model: Any, path: Path) -> None:
        from engine.export import keras
        from engine.export.weights import save_weights

        save_weights(model, path, dialect.newest, keras.own_names(model, dialect))

    return weights


def writing_notebook(model: Any, recipe: Recipe | None, data: Any) -> Work[str]:
    from engine.export import notebook

    return notebook.writing(model, recipe, data)


def writing_onnx(model: Any, recipe: Recipe | None, data: Any) -> Work[bytes]:
    from engine.export import onnx

    yield
    return onnx.onnx_bytes(model)


def onnx_refusals(model: Any) -> list[DesignError]:
    from engine.export import onnx

    return onnx.refusals(model)


def pytorch(name: str) -> Callable[..., Any]:
    """A function of the package that writes PyTorch."""

    def call(*arguments: Any) -> Any:
        from engine.export import pytorch as package

        return getattr(package, name)(*arguments)

    return call


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        keras_target(dialects.KERAS, "keras", ("keras", "tensorflow-cpu")),
        keras_target(dialects.TF_KERAS, "tf_keras", ("tf_keras", "tensorflow-cpu")),
        Target(
            "onnx",
            "ONNX",
            ".onnx",
            writing_onnx,
            onnx_refusals,
            modules=("onnxruntime",),
            packages=("onnxruntime",),
            probe=PROBES / "onnx_like.py",
        ),
        Target(
            "pytorch",
            "PyTorch",
            ".py",
            pytorch("writing"),
            pytorch("refusals"),
            weights=pytorch("save_weights"),
            weights_suffix=".safetensors",
            modules=("torch", "safetensors"),
            packages=("torch", "safetensors", "numpy"),
            taps=pytorch("taps"),
            probe=PROBES / "torch_like.py",
        ),
        keras_target(dialects.ENGINE, "engine", ("layerloom",)),
        Target(
            "notebook",
            "Notebook",
            ".ipynb",
            writing_notebook,
            keras_refusals(dialects.ENGINE),
            weights=keras_weights(dialects.ENGINE),
            weights_suffix=".weights.h5",
            modules=("engine",),
            packages=("layerloom",),
        ),
    )
}


def get(name: str) -> Target:
    """The target called `name`. Raises DesignError."""
    if name not in TARGETS:
        raise unknown_name("export target", name, TARGETS)
    return TARGETS[name]
