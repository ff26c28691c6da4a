"""Record the addresses of the built site: ``python -m tasks.addresses``.

Addresses are a contract: a page, or the id of a reference, a claim, its row in the table of all,
a rating, a figure, a table, a term, a chapter or a paragraph, stays reachable once it has been
published. The list only grows.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from tasks.book import OUTPUT
from tasks.environment import REPOSITORY, TaskError, exit_status, own

LIST = REPOSITORY / "tests" / "book" / "addresses.txt"
STABLE = re.compile(
    r"(cite|claim|fig|tbl|term|chapter|evidence-row|rating)-.*(?<!-head)|p\d+[a-z]*"
)


class _Ids(HTMLParser):
    """The ids on a page that nobody may change."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        if STABLE.fullmatch(name):
            self.found.add(name)


def addresses(site: Path) -> set[str]:
    """Every page of the folder *site*, and every stable id on it."""
    found = set()
    for page in site.rglob("*.html"):
        name = page.relative_to(site).as_posix()
        ids = _Ids()
        ids.feed(page.read_text("utf-8"))
        found |= {name, *(f"{name}#{i}" for i in ids.found)}
    return found


def published() -> set[str]:
    """What the list holds."""
    return set(LIST.read_text("utf-8").split())


def main(arguments: list[str]) -> int:
    """Add what is new in the built site to the list and print it; return 0."""
    site = OUTPUT / "html"
    if not (site / "index.html").exists():
        raise TaskError("no site in build/: run `make html` first")
    old = published()
    new = addresses(site) - old
    own(LIST).write_text("\n".join(sorted(old | new)) + "\n", "utf-8", newline="\n")
    print(f"{len(new)} new addresses", *sorted(new), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
