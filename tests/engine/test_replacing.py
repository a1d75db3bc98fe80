"""Is a file replaced as a whole, and what is no file left as it is?"""

import os
import stat
import threading

import pytest

from engine.saving.replacing import beside


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "new folder" / "net.h5"
    with beside(path) as held:
        held.write_bytes(b"old")
    with pytest.raises(RuntimeError), beside(path) as held:
        held.write_bytes(b"ne")
        raise RuntimeError
    assert path.read_bytes() == b"old" and os.listdir(path.parent) == ["net.h5"]


def test_a_pipe_or_device_is_written_to_and_stays(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    told = []
    reader = threading.Thread(target=lambda: told.append(path.read_bytes()))
    reader.start()
    with beside(path) as held:
        held.write_bytes(b"weights")
    reader.join()
    assert told == [b"weights"] and stat.S_ISFIFO(path.stat().st_mode)
