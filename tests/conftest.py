"""Fixtures for every test: tiny books live in tests/roots."""

import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

pytest_plugins = ["sphinx.testing.fixtures"]


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where sphinx.testing finds ``test-<behavior>`` folders."""
    return Path(__file__).parent / "roots"
