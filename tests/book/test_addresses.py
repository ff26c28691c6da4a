"""Addresses are a contract: whatever was ever published stays reachable.

``addresses.txt`` lists every page and every id of a reference, a claim, a figure, a table or a
term that ever shipped. Add to it: ``python tests/book/test_addresses.py build/html``. Never remove
a line; a page that has to move leaves a page behind that leads to the new one.
"""

import sys
from pathlib import Path

from bs4 import BeautifulSoup

LIST = Path(__file__).parent / "addresses.txt"
STABLE = ("cite-", "claim-", "fig-", "tbl-", "term-", "chapter-")


def addresses(site: Path) -> set[str]:
    """Every page of *site* and every stable id on it."""
    found = set()
    for page in site.rglob("*.html"):
        name = page.relative_to(site).as_posix()
        found.add(name)
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        ids = (tag["id"] for tag in soup.find_all(id=True))
        found |= {f"{name}#{i}" for i in ids if i.startswith(STABLE) and not i.endswith("-head")}
    return found


def test_every_published_address_still_exists(book):
    published = set(LIST.read_text("utf-8").split())
    assert sorted(published - addresses(book.html)) == []


def test_every_address_is_recorded(book):
    published = set(LIST.read_text("utf-8").split())
    new = sorted(addresses(book.html) - published)
    assert new == [], f"run: python {Path(__file__).name} build/html"


if __name__ == "__main__":
    kept = set(LIST.read_text("utf-8").split()) if LIST.exists() else set()
    LIST.write_text("\n".join(sorted(kept | addresses(Path(sys.argv[1])))) + "\n", "utf-8")
