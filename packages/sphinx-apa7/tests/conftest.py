"""Tiny books live in roots/."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.testing.util import _clean_up_global_state


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where sphinx.testing finds ``test-<behavior>`` folders."""
    return Path(__file__).parent / "roots"


@pytest.fixture(autouse=True)
def clean_docutils() -> Iterator[None]:
    """Clean up as ``SphinxTestApp.cleanup`` does.

    An application that fails while it starts cannot be cleaned up, and the next one would warn.
    """
    yield
    _clean_up_global_state()
