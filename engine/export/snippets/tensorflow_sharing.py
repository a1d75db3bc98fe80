"""How do devices and machines share each batch? Written into programs for tf.keras."""

import os
import tempfile
from pathlib import Path

import tensorflow as tf


def strategy():
    """All GPUs of this machine share each batch, and all machines that TF_CONFIG names."""
    if "TF_CONFIG" in os.environ:
        return tf.distribute.MultiWorkerMirroredStrategy()
    if len(tf.config.list_physical_devices("GPU")) > 1:
        return tf.distribute.MirroredStrategy()
    return tf.distribute.get_strategy()


def worker_file(path):
    """Where this process writes what all of them gather: the first one's is kept."""
    first = not tf.distribute.cluster_resolver.TFConfigClusterResolver().task_id
    return path if first else Path(tempfile.mkdtemp()) / path.name
