"""Do the templates work as they come: whole networks that fit the data they name?"""

from dataclasses import asdict

import pytest

import engine.data
from designer.document import files
from designer.document.analysis import analyse
from designer.document.fitting import misfits
from designer.shell.templates import FOLDER, Templates

NAMES = list(Templates().words())


def test_every_template_has_a_title_and_every_title_a_template():
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob(f"*{files.SUFFIX}"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_fits_its_data(name):
    document = files.read(FOLDER / f"{name}{files.SUFFIX}")
    analysis = analyse(document)
    assert analysis.problems == ()
    facts = engine.data.prepare(asdict(document.data)).facts
    assert misfits(document, analysis, facts) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_templates_name_is_the_title_that_the_page_shows(name):
    document = files.read(FOLDER / f"{name}{files.SUFFIX}")
    assert document.name == Templates().words()[name][0]
