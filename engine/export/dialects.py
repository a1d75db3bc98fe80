"""How is a layer spelled in each library that speaks Keras? What differs, told once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import DesignError, Where
from engine.export.column_names import tensorflow_names
from engine.export.words import Word, in_engine, in_keras_3, in_tensorflow
from engine.layers.base import Layer

# Metrics by what Keras 2 calls their values; Keras 3 would call them as they are written.
NAMED_METRICS = {
    "AUC": "auc",
    "F1Score": "f1_score",
    "FalseNegatives": "false_negatives",
    "FalsePositives": "false_positives",
    "Precision": "precision",
    "R2Score": "r2_score",
    "Recall": "recall",
    "RootMeanSquaredError": "root_mean_squared_error",
    "TrueNegatives": "true_negatives",
    "TruePositives": "true_positives",
}
LOCALLY_CONNECTED = ("LocallyConnected1D", "LocallyConnected2D")


@dataclass(frozen=True)
class Dialect:
    """A library whose API is Keras's.

    own: kinds of layers and activations that it lacks or has otherwise, which are written out from
        `snippets`; own_in_training: those that differ only while they learn.
    renamed, dropped: parameters by (kind, name); a kind "" stands for all.
    spelled, lacks: initializers and their like by (table, name), written otherwise or not at all,
        or to another end: among optimizers also their options.
    shown: parameters that are written even where they are as usual: there they are not.
    newest: whether weight files go by Keras 3's paths.
    operation: what an operation of `engine.ops` is called; None where it cannot be said.
    column_names: what features of a table are called that feature columns read; see there.
    """

    name: str
    module: str
    title: str
    own: frozenset[str] = frozenset()
    own_in_training: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    own_with_masks: frozenset[str] = frozenset()
    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    dropped: frozenset[tuple[str, str]] = frozenset()
    spelled: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lacks: frozenset[tuple[str, str]] = frozenset()
    shown: frozenset[tuple[str, str]] = frozenset()
    refuses: Callable[[Any], DesignError | None] = lambda layer: None
    refused: Callable[[str], DesignError | None] = lambda kind: None
    newest: bool = False
    operation: Callable[[str], Word | None] = in_engine
    column_names: Callable[[Any], Mapping[str, str]] = lambda columns: {}

    @property
    def is_ours(self) -> bool:
        """Whether it is this very engine."""
        return self.module == "engine"

    def parameter_name(self, kind: str, name: str) -> str | None:
        """What a parameter is called here; None where it is left out because it means nothing."""
        if kind not in LOCALLY_CONNECTED and ("", name) in self.dropped:
            return None
        if (kind, name) in self.dropped:
            return None
        return self.renamed.get((kind, name), name)


INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")


def keras3_refuses(layer: Layer) -> DesignError | None:
    """Why Keras 3 cannot have a layer as it is set."""
    where = Where(layer=layer.name)
    kind = type(layer).__name__
    if getattr(layer, "reverse_state_order", False):
        return DesignError(
            "{layer} hands out its states in reversed order, which Keras 3 does not know.",
            fix="Set reverse_state_order to False.",
            where=where,
            layer=layer.title,
        )
    if kind == "UpSampling2D" and layer.interpolation not in INTERPOLATIONS:
        return DesignError(
            "{layer} uses the interpolation {interpolation}, which Keras 3 does not know.",
            fix="Choose one of: {names}.",
            where=where,
            layer=layer.title,
            interpolation=layer.interpolation,
            names=INTERPOLATIONS,
        )
    if kind == "SeparableConv1D" and layer.padding == "causal":
        return DesignError(
            '{layer} has the padding "causal", which Keras 3 does not know here.',
            fix='Put ZeroPadding1D before it, and set its padding to "valid".',
            where=where,
            layer=layer.title,
        )
    if kind == "BatchNormalization" and not is_one(layer.axis):
        return DesignError(
            "{layer} normalizes over several axes, and Keras 3 takes one.",
            fix="Set axis to one number.",
            where=where,
            layer=layer.title,
        )
    return None


def is_one(axis: Any) -> bool:
    """Whether an axis is one number; Keras 2 writes a single one as a list."""
    return not isinstance(axis, (list, tuple)) or len(axis) == 1


def is_fused(layer: Any) -> bool:
    """Whether Keras 2 normalizes these batches by the kernel that keeps the unbiased variance."""
    ranks = {len(call.inputs[0].shape) for call in layer.calls if call.inputs}
    return bool(ranks & {4, 5})


def tensorflow_refuses(layer: Layer) -> DesignError | None:
    """Why TensorFlow cannot have a layer as it is set."""
    try:
        tensorflow_names(getattr(layer, "feature_columns", ()))
    except DesignError as error:
        return error.at(layer=layer.name)
    return None


KERAS = Dialect(
    "keras",
    "keras",
    "Keras 3",
    own=frozenset({*LOCALLY_CONNECTED, "GraphCell", "ThresholdedReLU", "hard_sigmoid"}),
    own_in_training={"BatchNormalization": is_fused, "Embedding": lambda layer: True},
    own_with_masks=frozenset({"MultiHeadAttention", "Normalization", "Rescaling"}),
    renamed={("LeakyReLU", "alpha"): "negative_slope"},
    spelled={
        ("initializers", "constant"): "keras.initializers.Constant(0.0)",
        ("regularizers", "l1_l2"): "keras.regularizers.L1L2(l1=0.01, l2=0.01)",
        ("metrics", "log_cosh"): "keras.losses.log_cosh",
        **{
            ("metrics", kind): f'keras.metrics.{kind}(name="{name}")'
            for kind, name in NAMED_METRICS.items()
        },
    },
    lacks=frozenset(
        {
            ("constraints", "radial_constraint"),
            ("constraints", "RadialConstraint"),
            ("optimizers", "adaptive_epsilon"),
            ("optimizers", "use_ema"),
        }
    ),
    dropped=frozenset(
        {
            ("", "implementation"),
            ("", "time_major"),
            ("", "reverse_state_order"),
            ("Embedding", "input_length"),
            ("MultiHeadAttention", "softmax_robust_masking"),
        }
    ),
    shown=frozenset(
        [
            *((f"ConvLSTM{axes}D", "recurrent_activation") for axes in (1, 2, 3)),
            *((f"AveragePooling{axes}D", "pool_size") for axes in (1, 2, 3)),
        ]
    ),
    refuses=keras3_refuses,
    newest=True,
    operation=in_keras_3,
)
TF_KERAS = Dialect(
    "tf_keras",
    "tf_keras",
    "tf.keras (Keras 2)",
    own=frozenset({"GraphCell"}),
    spelled={("metrics", "kl_divergence"): "tf_keras.losses.kl_divergence"},
    # Inside `fit` it multiplies its momenta once more for each weight.
    lacks=frozenset({("optimizers", "Nadam")}),
    refuses=tensorflow_refuses,
    column_names=tensorflow_names,
    operation=in_tensorflow,
)
ENGINE = Dialect("engine", "engine", "Layerloom's engine")
