"""Fixtures for every test: tiny books live in tests/roots."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claim_books import one_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

__all__ = ["browser", "one_page", "rootdir"]

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where sphinx.testing finds ``test-<behavior>`` folders."""
    return Path(__file__).parent / "roots"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, which asks nobody for anything by itself."""
    from playwright.sync_api import sync_playwright

    from tasks import browser as chromium

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    path = chromium.ensure()  # before: it may ask Playwright itself, which does not run in itself
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=quiet)
        yield started
        started.close()
