"""What holds for every test, of the packages and of the book."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import _clean_up_global_state

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Messages are compared in English, whatever language the tester has; apabib asks as it starts.
os.environ["LANGUAGE"] = "en"


@pytest.fixture(autouse=True)
def clean_docutils() -> Iterator[None]:
    """Each test starts and ends as ``SphinxTestApp.cleanup`` leaves the process.

    An application that fails while it starts cannot be cleaned up, and one of a whole module is
    not until its last test: the next one would warn, and which is next depends on the worker.
    """
    _clean_up_global_state()
    yield
    _clean_up_global_state()
