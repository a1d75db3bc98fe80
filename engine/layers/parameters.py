"""Which fields do many layers share? Activations, initializers, and their like by name."""

from __future__ import annotations

from engine.fields import Choice, Named
from engine.training import activations, constraints, initializers, regularizers


class Activation(Named):
    """A function from `engine.activations`; None means none."""

    table = activations.table

    def __init__(self, default=None, doc="The function that is applied to the output.", **options):
        super().__init__(default, doc, **options)

    def check(self, value):
        return activations.linear if value is None and self.optional else super().check(value)


class Initializer(Named):
    """What a weight begins with."""

    table = initializers.table

    def __init__(self, default, doc="What the weights begin with.", **options):
        super().__init__(default, doc, advanced=True, **options)


class Regularizer(Named):
    """A penalty on a weight or an output."""

    table = regularizers.table

    def __init__(self, doc="A penalty that keeps the weights small.", default=None, **options):
        super().__init__(default, doc, advanced=True, **options)


class Constraint(Named):
    """A limit that a weight keeps after each step."""

    table = constraints.table

    def __init__(self, doc="A limit that the weights keep after each step.", **options):
        super().__init__(None, doc, advanced=True, **options)


class Padding(Choice):
    """ "valid" or "same", and "causal" where it is offered."""

    def __init__(self, default="valid", options=("valid", "same"), doc=None):
        text = doc or (
            "valid: windows stay inside the input. same: zeros are added so that the output is as "
            "large as the input divided by the strides."
        )
        super().__init__(options, default, text)


class DataFormat(Choice):
    """Where the channels stand; None means last."""

    implied = "channels_last"

    def __init__(self):
        super().__init__(
            ("channels_last", "channels_first"),
            None,
            "channels_last: (batch, …, channels), channels_first: (batch, channels, …).",
            advanced=True,
        )
