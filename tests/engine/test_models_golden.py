"""Do whole trainings and programs give Keras's numbers, epoch by epoch, under Keras's names?"""

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from golden import model_cases, program_cases

import engine

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = {**model_cases.CASES, **program_cases.CASES}


@pytest.fixture(scope="module")
def golden():
    files = [GOLDEN / name for name in ("models.json", "programs.json")]
    return {k: v for path in files for k, v in json.loads(path.read_text("utf-8")).items()}


def compare(found, wanted):
    """Texts equal, numbers to 1e-5 of their size."""
    assert list(found) == list(wanted)
    for key, value in wanted.items():
        if isinstance(value, str):
            assert found[key] == value, key
        else:
            numbers = np.ravel(np.asarray(found[key], np.float64))
            np.testing.assert_allclose(numbers, value, rtol=1e-5, atol=1e-5, err_msg=key)


@pytest.mark.parametrize("name", CASES)
def test_training_reports_what_keras_reports(name, golden):
    engine.clear_session()
    compare(CASES[name](engine), golden[name])


@pytest.mark.reference
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CASES)
def test_golden_numbers_are_those_of_the_keras_that_is_installed(name, golden):
    keras = importlib.import_module("tf_keras")
    keras.backend.clear_session()
    compare(CASES[name](keras), golden[name])
