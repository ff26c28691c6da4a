"""The EPUB passes the official validator."""

import epubcheck_jar
import pytest


@pytest.mark.slow
def test_epubcheck_finds_nothing(book):
    assert epubcheck_jar.validate(book.epub) == []
