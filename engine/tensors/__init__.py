"""Which of TensorFlow's functions do programs for Keras call? `import engine as tf` has them."""

from engine.tensors import (
    computing,
    image,
    linalg,
    making,
    math,
    nn,
    placing,
    random,
    retouching,
    strings,
    surroundings,
)
from engine.tensors import files as io
from engine.tensors.computing import *  # noqa: F403
from engine.tensors.making import *  # noqa: F403
from engine.tensors.placing import *  # noqa: F403
from engine.tensors.surroundings import *  # noqa: F403

for _name in retouching.__all__:
    setattr(image, _name, getattr(retouching, _name))

__all__ = sorted(
    {
        *computing.__all__,
        *making.__all__,
        *placing.__all__,
        *surroundings.__all__,
        *("image", "io", "linalg", "math", "nn", "random", "strings"),
    }
)
