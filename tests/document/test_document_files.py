"""Is a saved project the same when it is opened again, and is the old one safe while saving?"""

import errno
import json
import os
import stat
from dataclasses import replace

import pytest

from designer.document import disk, edits, files, text, writing
from designer.document.values import Document, View, Wire


def test_a_project_is_the_same_when_opened_again(rich, tmp_path):
    path = tmp_path / "网络 1.loom"
    rich = edits.collapse(edits.bypass(rich, ["n4"]), ["n3"])
    files.write(replace(rich, view=View(1.5, -2.0, 0.75)), path)
    document = files.read(str(path))
    assert document == rich
    assert document.view == View(1.5, -2.0, 0.75)
    assert list(document.nodes) == list(rich.nodes)
    assert files.to_json(document) == path.read_text("utf-8")


def test_an_empty_project_can_be_kept(tmp_path):
    files.write(Document(), tmp_path / "empty.loom")
    assert files.read(tmp_path / "empty.loom") == Document()


def test_a_file_has_one_node_a_line_so_that_a_change_is_one_line(rich):
    before = files.to_json(rich).splitlines()
    after = files.to_json(edits.set_parameter(rich, "n3", "units", 77)).splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    grown = files.to_json(edits.add_node(rich, "Flatten")).splitlines()
    assert len(grown) == len(before) + 1
    assert sum(line.startswith('{"id": "n') for line in before) == len(rich.nodes)


def test_a_shared_layer_tells_its_parameters_once(rich):
    lines = files.to_json(rich).splitlines()
    assert sum('"units": 8' in line for line in lines) == 1


def test_text_beyond_ascii_is_written_as_itself(rich):
    assert "形状" in files.to_json(rich)


def test_a_file_without_what_has_defaults_opens():
    document = files.from_text(
        '{"format": "layerloom", "version": 1, "nodes": '
        '[{"id": "a", "type": "MaxPool2D", "name": "pool", "parameters": {"pool_size": 2}}]}',
        "hand-made",
    )
    assert document.nodes["a"].type == "MaxPooling2D"
    assert document.nodes["a"].parameters == {}
    assert document.training == Document().training


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm(rich, tmp_path):
    path = tmp_path / "notepad.loom"
    path.write_bytes(b"\xef\xbb\xbf" + files.to_json(rich).replace("\n", "\r\n").encode())
    assert files.read(path) == rich


def test_gaps_that_a_merge_left_at_a_port_for_many_close_up(rich):
    kept = files.to_json(rich).replace('["n3", 0, "n5", 1],\n', "")
    document = files.from_text(kept, "merged")
    assert document.wires.into("n5") == (Wire("n2", 0, "n5", 0), Wire("n4", 0, "n5", 1))


def test_older_files_are_brought_up_version_by_version(rich, monkeypatch):
    newest = writing.VERSION
    monkeypatch.setattr(text, "VERSION", newest + 2)
    steps = {
        newest: lambda record: record | {"version": newest + 1, "title": record["name"]},
        newest + 1: lambda record: {
            "format": "layerloom", "version": newest, "name": record["title"] + " (old)",
        },
    }  # fmt: skip
    monkeypatch.setattr(text, "MIGRATIONS", steps)
    assert files.from_text(files.to_json(rich), "old").name == "Sample (old)"


def test_there_is_a_migration_from_every_older_version():
    assert set(writing.MIGRATIONS) == set(range(1, writing.VERSION))


def test_saving_keeps_permissions_and_links(rich, tmp_path):
    real = tmp_path / "real.loom"
    files.write(Document(), real)
    assert stat.S_IMODE(real.stat().st_mode) == 0o666 & ~umask()
    real.chmod(0o640)
    link = tmp_path / "link.loom"
    link.symlink_to(real)
    files.write(rich, link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert files.read(real) == rich


def umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("step", ["open", "fsync", "replace", "chmod"])
@pytest.mark.parametrize(
    "error, words",
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left.*untouched"),
        (PermissionError(errno.EACCES, "Permission denied"), "folder may not be written"),
    ],
    ids=["full disk", "no permission"],
)
def test_a_failed_save_leaves_the_old_file_whole(rich, tmp_path, monkeypatch, step, error, words):
    path = tmp_path / "project.loom"
    files.write(rich, path)
    before = path.read_bytes()

    def fail(*_arguments, **_named):
        raise error

    monkeypatch.setattr(disk.os, step, fail)
    with pytest.raises(files.ProjectError, match=words):
        files.write(edits.set_name(rich, "changed"), path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["project.loom"]


def test_a_place_that_cannot_be_written_is_told(rich, tmp_path):
    protected = tmp_path / "protected.loom"
    files.write(Document(), protected)
    protected.chmod(0o444)
    (tmp_path / "folder.loom").mkdir()
    for path, words in (
        (protected, "write-protected"),
        (tmp_path / "folder.loom", "is no file"),
        (tmp_path / "nowhere" / "a.loom", "its folder is not there"),
        (protected / "a.loom", "its folder is not there"),
        (tmp_path / ("x" * 300), "cannot be saved"),
    ):
        with pytest.raises(files.ProjectError, match=words):
            files.write(rich, path)
    assert files.read(protected) == Document()


def test_a_project_too_large_to_open_again_is_not_saved(rich, tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "LARGEST_FILE", 100)
    with pytest.raises(files.ProjectError, match="could not be opened again"):
        files.write(rich, tmp_path / "a.loom")


def test_the_file_is_plain_json(rich):
    record = json.loads(files.to_json(rich))
    assert record["format"] == "layerloom" and record["version"] == writing.VERSION
    assert record["training"]["epochs"] == 3
    assert ["n1", 0, "n2", 0] in record["wires"]


def test_a_folder_with_a_project_and_its_data_can_be_moved(tmp_path):
    home, other = tmp_path / "home", tmp_path / "other"
    (home / "data").mkdir(parents=True)
    table = home / "data" / "私のデータ.csv"
    table.write_text("a,b\n1,2\n")
    document = edits.set_data(Document(), source=f"file:{table}")
    files.write(document, home / "a.loom")
    assert files.read(home / "a.loom") == document
    assert str(home) not in (home / "a.loom").read_text(encoding="utf-8")
    home.rename(other)
    moved = files.read(other / "a.loom").data.source.removeprefix("file:")
    assert moved == str(other / "data" / "私のデータ.csv")


@pytest.mark.parametrize("source", ["file:/elsewhere/a.csv", "file:~/a.csv", "builtin:mnist", ""])
def test_data_outside_the_project_keep_their_place(tmp_path, source):
    document = edits.set_data(Document(), source=source)
    files.write(document, tmp_path / "a.loom")
    assert files.read(tmp_path / "a.loom") == document
