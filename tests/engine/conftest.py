"""What do tests of kernels get? Guard bands around every array that a kernel is given."""

import pytest
from guarded import run_guarded

from engine.kernels.abi import Kernel


@pytest.fixture(autouse=True)
def _guard_bands(request, monkeypatch):
    if request.module.__name__.startswith("test_kernels_"):
        monkeypatch.setattr(Kernel, "run", run_guarded)
