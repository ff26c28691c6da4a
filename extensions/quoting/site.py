"""Files of the whole site: icons, manifest, ``robots.txt``, and its map if it has an address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from extensions.quoting.pictures import ICO, ICONS, MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extensions.quoting.edition import Edition

MANIFEST, ROBOTS, SITEMAP, SVG = "manifest.webmanifest", "robots.txt", "sitemap.xml", "favicon.svg"
#: Ground and ink of the site in light, as in _static/book.css.
_GROUND, _INK = "#ffffff", "#1d4f6e"


def links(up: str) -> list[tuple[str, dict[str, str]]]:
    """Relations of a page to icons and manifest; *up* leads from the page to the title page."""
    return [
        ("icon", {"href": f"{up}{ICO}", "sizes": "32x32"}),
        ("icon", {"href": f"{up}{SVG}", "type": "image/svg+xml"}),
        ("apple-touch-icon", {"href": f"{up}apple-touch-icon.png"}),
        ("manifest", {"href": f"{up}{MANIFEST}"}),
    ]


def files(
    edition: Edition,
    *,
    short: str,
    language: str,
    base: str,
    pages: Iterable[str],
    icons: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The files by name. *short* is the name of the book under an icon, *base* the site's address.

    *pages* are the addresses of all pages below *base*.
    """
    made = {**icons, SVG: MARK.read_bytes(), MANIFEST: _manifest(edition, short, language)}
    robots = "User-agent: *\nAllow: /\n"
    if base:
        robots += f"Sitemap: {base}{SITEMAP}\n"
        made[SITEMAP] = _sitemap(base, pages)
    return {**made, ROBOTS: robots.encode()}


def _manifest(edition: Edition, short: str, language: str) -> bytes:
    """The manifest of the site (W3C Web Application Manifest): it opens at the title page."""
    said = {
        "name": edition.title,
        "short_name": short,
        "description": edition.description,
        "lang": language,
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _GROUND,
        "theme_color": _INK,
        "icons": [
            {"src": SVG, "sizes": "any", "type": "image/svg+xml"},
            *(
                {"src": name, "sizes": f"{size}x{size}", "type": "image/png"}
                for name, size in ICONS.items()
                if size in (192, 512)
            ),
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _sitemap(base: str, pages: Iterable[str]) -> bytes:
    """The map of the site (https://www.sitemaps.org, 0.9)."""
    listed = "".join(f"<url><loc>{escape(base + page)}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    ).encode()
