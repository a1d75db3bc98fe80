"""Are TensorFlow's record files written and read, and damaged ones refused?"""

import numpy as np
import pytest

import engine as tf
from engine import records
from engine.errors import DesignError

WANTED = {
    "picture": tf.io.FixedLenFeature([], tf.string),
    "size": tf.io.FixedLenFeature([2], tf.int64),
    "share": tf.io.FixedLenFeature((), tf.float32, default_value=0.5),
}


def example(number, **more):
    return tf.train.Example(features=tf.train.Features(feature={
        "picture": tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"\x00\xff", ])),
        "size": tf.train.Feature(int64_list=tf.train.Int64List(value=[number, -7])),
        **more,
    }))  # fmt: skip


def test_samples_are_written_and_come_back(tmp_path):
    path = str(tmp_path / "samples.tfrecords")
    share = tf.train.Feature(float_list=tf.train.FloatList(value=[0.25]))
    with tf.io.TFRecordWriter(path) as writer:
        writer.write(example(3).SerializeToString())
        writer.write(example(2**40, share=share).SerializeToString())
    raw = list(tf.data.TFRecordDataset([path, path]))
    assert len(raw) == 4
    held = tf.train.Example.FromString(raw[1].numpy()).features.feature
    assert held["size"].int64_list.value == [2**40, -7]
    assert held["picture"].bytes_list.value == [b"\x00\xff"]
    made = tf.data.TFRecordDataset(path).map(lambda one: tf.io.parse_single_example(one, WANTED))
    first, second = made
    assert first["picture"] == b"\x00\xff" and first["size"].tolist() == [3, -7]
    assert (float(first["share"]), float(second["share"])) == (0.5, 0.25)
    again = tf.train.Example()
    assert again.ParseFromString(raw[0]) == len(raw[0])
    with pytest.raises(DesignError, match="3 are asked for"):
        tf.io.parse_single_example(raw[0], {"size": tf.io.FixedLenFeature([3], tf.int64)})


def test_damaged_files_are_refused(tmp_path):
    path, whole = tmp_path / "broken", records.record(b"some data")
    for wrong in (b"no records at all", whole[:-5], b"\xff" * 8 + whole[8:], whole + b"\x01"):
        path.write_bytes(wrong)
        with pytest.raises(DesignError, match="no record file"):
            list(tf.data.TFRecordDataset(path))
    with pytest.raises(DesignError, match="cannot be read"):
        list(tf.data.TFRecordDataset(tmp_path / "missing"))
    for wrong in (b"\xff", b"\x0a\x7fabc", b"\x80" * 12):
        with pytest.raises(DesignError, match="no Example"):
            tf.train.Example.FromString(wrong)


@pytest.mark.reference("tensorflow")
def test_tensorflow_writes_and_reads_the_same(tmp_path):
    import tensorflow

    data = example(2**40).SerializeToString()
    theirs = tensorflow.train.Example.FromString(data)
    assert list(theirs.features.feature["size"].int64_list.value) == [2**40, -7]
    ours = tf.train.Example.FromString(theirs.SerializeToString())
    assert ours.SerializeToString() == data
    path = str(tmp_path / "theirs")
    with tensorflow.io.TFRecordWriter(path) as writer:
        writer.write(data)
    assert list(tf.data.TFRecordDataset(path)) == [data]
    with tf.io.TFRecordWriter(path) as writer:
        writer.write(np.float32(1).tobytes())
    (found,) = tensorflow.data.TFRecordDataset(path)
    assert found.numpy() == np.float32(1).tobytes()
