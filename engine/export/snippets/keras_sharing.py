"""How do devices and processes share the samples? Written into programs for Keras 3."""

import os
import tempfile
from pathlib import Path

import keras

PROCESSES = int(os.environ.get("KERAS_DISTRIBUTION_NUM_PROCESSES", "1"))
PROCESS = int(os.environ.get("KERAS_DISTRIBUTION_PROCESS_ID", "0"))


def distribute():
    """Where Keras runs on JAX, all devices share each batch, of several processes too.

    Those are told of each other by the variables KERAS_DISTRIBUTION_JOB_ADDRESSES,
    KERAS_DISTRIBUTION_NUM_PROCESSES and KERAS_DISTRIBUTION_PROCESS_ID.
    """
    several = PROCESSES > 1 or {"TF_CONFIG", "LOCAL_WORLD_SIZE"} & set(os.environ)
    if several and keras.backend.backend() != "jax":
        raise SystemExit(
            "Keras 3 shares its work between processes on JAX alone: "
            "set KERAS_BACKEND=jax, or export to PyTorch or tf.keras."
        )
    if PROCESSES > 1:
        keras.distribution.initialize()
    if keras.backend.backend() == "jax" and len(keras.distribution.list_devices()) > 1:
        keras.distribution.set_distribution(
            keras.distribution.DataParallel(auto_shard_dataset=False)
        )


def share(x, y, split=0.0):
    """What this process takes of the samples: as many as its devices share evenly."""
    distribution = keras.distribution.distribution()
    if distribution is None:
        return x, y
    devices = distribution.num_model_replicas // PROCESSES
    count = len(y) // PROCESSES
    while count % devices or int(count * (1.0 - split)) % devices:
        count -= 1
    rows = slice(PROCESS, count * PROCESSES, PROCESSES)
    return keras.tree.map_structure(lambda values: values[rows], (x, y))


def own_file(path):
    """Where this process writes what all of them gather: the first one's is kept."""
    return path if PROCESS == 0 else Path(tempfile.mkdtemp()) / path.name
