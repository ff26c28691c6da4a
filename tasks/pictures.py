"""Retake the README's pictures from the built book: ``python -m tasks pictures``."""

import sys
from typing import Literal

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

from tasks import browser
from tasks.book import NAME, OUTPUT
from tasks.environment import REPOSITORY, TaskError, exit_status

PICTURES = REPOSITORY / ".github" / "pictures"
SITE = OUTPUT / "html"
CHAPTER = SITE / "chapters" / "coan.html"
#: A page of the PDF that shows its typography: the first with this text.
LANDMARK = "Criticism includes failed replications"


def screenshot(
    chromium: Browser,
    name: str,
    width: int,
    height: int,
    scheme: Literal["light", "dark"],
    element: str,
    address: str = "chapters/coan.html",
) -> None:
    """Photograph a page of the site at *element* in a window of this size."""
    page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(f"{SITE.as_uri()}/{address}")
    page.evaluate(
        "selector => window.scrollTo({"
        "top: document.querySelector(selector).getBoundingClientRect().top + scrollY - 70,"
        "behavior: 'instant'})",
        element,
    )
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def pdf_page(name: str) -> None:
    """Render the page of the PDF with the landmark."""
    for page in pypdfium2.PdfDocument(OUTPUT / f"{NAME}.pdf"):
        if LANDMARK in " ".join(page.get_textpage().get_text_bounded().split()):
            image = page.render(scale=1.3).to_pil().convert("L")
            image.save(PICTURES / f"{name}.png", optimize=True)
            return
    raise TaskError(f"no page of the PDF has {LANDMARK!r}")


def main(arguments: list[str]) -> int:
    """Take the pictures; return 0. TaskError where there is no book to photograph."""
    if not CHAPTER.exists():
        raise TaskError("no book in build/: run `make book` first")
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = browser.ensure()  # it may ask Playwright itself, which does not run in itself
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        screenshot(chromium, "chapter", 1100, 800, "light", "#fig-hand-holding")
        screenshot(chromium, "claim", 390, 800, "dark", "#claim-coan-stranger-hand")
        contested = "back/evidence.html#speaker=coan&rating=contested"
        screenshot(chromium, "title", 1100, 800, "light", "body", "index.html")
        screenshot(chromium, "evidence", 1100, 800, "light", ".evidence-table", contested)
        screenshot(chromium, "search", 390, 800, "light", "body", "search.html?q=hand holding")
        chromium.close()
    pdf_page("page")
    print(*sorted(PICTURES.glob("*.png")), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
