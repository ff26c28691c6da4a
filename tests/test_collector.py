"""extensions.collector: the collector is called less often from the first extension on."""

import gc

import pytest
from sphinx.testing.util import SphinxTestApp

from extensions.collector import THRESHOLD


@pytest.fixture(autouse=True)
def own_threshold():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_only_the_youngest_wait_longer(tmp_path):
    gc.set_threshold(700, 10, 10)
    (tmp_path / "conf.py").write_text("extensions = ['extensions.collector']\n")
    (tmp_path / "index.rst").write_text("Book\n====\n")
    app = SphinxTestApp("html", srcdir=tmp_path)
    app.cleanup()
    assert gc.get_threshold() == (THRESHOLD, 10, 10)
    assert gc.isenabled()
