"""What do the tests of problems and repairs share? Data of which all is known."""

import pytest

from engine.data import prepare


@pytest.fixture(scope="session")
def digits():
    """Pictures of 8 × 8 grey pixels in ten classes."""
    return prepare({"source": "builtin:digits"}).facts
