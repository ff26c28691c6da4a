"""The EPUB passes the official validator."""

import pytest

import epubcheck_jar


@pytest.mark.slow
def test_epubcheck_finds_nothing(book):
    assert epubcheck_jar.validate(book.epub) == []
