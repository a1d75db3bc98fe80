"""Do the templates work as they come: whole networks that fit their data, learn, and leave?"""

import ast
import math
import re
from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

import engine.data
from designer.document import build, files
from designer.document.analysis import analyse
from designer.document.fitting import misfits
from designer.runs.jobs import make_job
from designer.shell import language
from designer.shell.templates import FOLDER, GUIDE, Templates
from designer.shell.thumbnails import thumbnail
from engine import export
from engine.data.prepared import Part
from engine.worker import runner
from engine.worker.jobs import Control

NAMES = list(Templates().words())
FEW = 48  # samples of an epoch that only shows that it runs


def read(name):
    return files.read(FOLDER / f"{name}{files.SUFFIX}")


def test_every_template_has_a_title_and_every_title_a_template():
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob(f"*{files.SUFFIX}"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_fits_its_data(name):
    document = read(name)
    analysis = analyse(document)
    assert analysis.problems == ()
    facts = engine.data.prepare(asdict(document.data)).facts
    assert misfits(document, analysis, facts) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_templates_name_is_the_title_that_the_page_shows(name):
    assert read(name).name == Templates().words()[name][0]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_explains_itself_in_both_languages(name):
    notes = read(name).notes
    english, chinese = (notes[GUIDE + spoken].text for spoken in ("en", "zh"))
    assert "Measured" in english and "实测" in chinese
    assert re.findall(r"\d+\.\d+", english) == re.findall(r"\d+\.\d+", chinese)


def test_only_the_note_in_the_users_language_is_shown(look):
    app = QApplication.instance()
    for spoken, word in (("en", "Measured"), ("zh_CN", "实测")):
        language.apply(app, spoken)
        (note,) = Templates().document("lenet").notes.values()
        assert word in note.text and note.x == 0
    language.apply(app, "en")


def shortened(part):
    return Part(tuple(x[:FEW] for x in part.x), part.y[:FEW], part.rows[:FEW])


@pytest.mark.parametrize("name", NAMES)
def test_a_template_learns_and_leaves(name, tmp_path, monkeypatch):
    document = read(name)
    prepared = engine.data.prepare(asdict(document.data))
    few = replace(prepared, train=shortened(prepared.train), test=shortened(prepared.test))
    monkeypatch.setattr(runner, "prepare", lambda settings: few)
    job = make_job(document, name, tmp_path / "run")
    job = replace(job, training=replace(job.training, epochs=1))
    outcome = runner.train(job, lambda *_, **__: None, Control())
    assert outcome.reason == "finished" and math.isfinite(outcome.logs["loss"])
    evaluation = runner.evaluate(job, lambda *_, **__: None)
    assert math.isfinite(evaluation.logs["loss"])
    saved = export.save_program(build.build(document), "engine", tmp_path / "program.py")
    ast.parse(saved.program.read_text(encoding="utf-8"))
    assert saved.weights.is_file()


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_a_thumbnail(name, look):
    drawn = thumbnail(read(name), QSize(200, 90), 1.0).toImage()
    colors = {drawn.pixel(x, y) for x in range(0, 200, 3) for y in range(0, 90, 3)}
    assert len(colors) > 3
