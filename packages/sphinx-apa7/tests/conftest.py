"""Tiny books live in roots/."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where sphinx.testing finds ``test-<behavior>`` folders."""
    return Path(__file__).parent / "roots"
