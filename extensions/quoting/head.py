"""What the head of a page tells machines: search engines, libraries, Zotero, and who shares a link.

- ``description`` is the first paragraph, without its citations.
- Dublin Core (DCMI, *Expressing Dublin Core metadata using HTML/XHTML meta and link elements*).
- Highwire Press tags, ``citation_*``, which Google Scholar and Zotero read.
- Open Graph (https://ogp.me) and the card of Twitter. A picture has an address of its own, so there
  is none where the site has no address (``html_baseurl``).
- JSON-LD in the words of https://schema.org: a block of data, no script, which a strict
  Content-Security-Policy lets stand (HTML, 4.12.1).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from extensions.quoting.edition import Edition

#: The most characters of a description: search engines show about 160.
LONGEST = 200
#: What a first paragraph is not in: what stands beside the text, or is made by the build.
_BESIDE = (nodes.figure, nodes.Admonition, nodes.footnote, nodes.table, nodes.sidebar, nodes.topic)
_SPACES = re.compile(r"\s+")


@dataclass
class About:
    """What the head says of one page."""

    edition: Edition
    language: str
    title: str
    #: Whether it is the title page.
    whole: bool
    #: Its number, if it is a chapter.
    chapter: str
    description: str
    #: Addresses of the page, of the title page, of its picture and its PDF: empty without a site's.
    url: str = ""
    home: str = ""
    picture: str = ""
    pdf: str = ""
    #: Relations -> addresses seen from the page.
    icons: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def description_of(doctree: nodes.Node, otherwise: str = "") -> str:
    """The first paragraph of a page, shortened; *otherwise* for a page without one."""
    for paragraph in doctree.findall(nodes.paragraph):
        if any(isinstance(above, _BESIDE) for above in _above(paragraph)):
            continue
        if words := shortened(plain(paragraph)):
            return words
    return otherwise


def plain(node: nodes.Node) -> str:
    """The words of a paragraph, without citations in brackets and marks of notes."""

    def words(node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return str(node)
        if isinstance(node, nodes.footnote_reference | nodes.Invisible):
            return ""
        text = "".join(map(words, node.children))
        if isinstance(node, nodes.Element) and "citation-place" in node.get("classes", ()):
            return "" if text.startswith("(") else text
        return text

    return re.sub(r" +(?=[.,;:?!)])", "", _SPACES.sub(" ", words(node))).strip()


def shortened(words: str) -> str:
    """*words* up to the end of a sentence, or of a word with an ellipsis, within ``LONGEST``."""
    if len(words) <= LONGEST:
        return words
    start = words[: LONGEST + 1]
    ends = [found.end() for found in re.finditer(r"[.?!][”’)]?(?= )", start)]
    if ends and ends[-1] >= LONGEST // 3:
        return words[: ends[-1]]
    return start[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _above(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while (node := node.parent) is not None:
        found.append(node)
    return found


def tags(about: About) -> str:
    """All tags of a page, in lines."""
    written = [
        *(_meta("name", name, value) for name, value in _named(about)),
        *(_meta("property", name, value) for name, value in _graph(about)),
        *(_link(rel, attributes) for rel, attributes in about.icons),
        f'<script type="application/ld+json">{_data(about)}</script>',
    ]
    return "\n" + "\n".join(filter(None, written)) + "\n"


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(value)}">' if value else ""


def _link(rel: str, attributes: dict[str, str]) -> str:
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f'<link rel="{rel}"{said}>'


def _named(about: About) -> list[tuple[str, str]]:
    edition = about.edition
    day = edition.date.isoformat() if edition.date else ""
    title = edition.title if about.whole else about.title
    part = "" if about.whole else edition.title
    return [
        ("description", about.description),
        ("author", "; ".join(edition.authors)),
        ("DC.title", title),
        *(("DC.creator", author) for author in edition.authors),
        ("DC.date", day),
        ("DC.language", about.language),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", about.url),
        ("DC.rights", edition.license_address or edition.license),
        ("DCTERMS.isPartOf", part),
        ("citation_title", title),
        *(("citation_author", author) for author in edition.authors),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_inbook_title", part),
        ("citation_language", about.language),
        ("citation_doi", edition.doi if about.whole else ""),
        ("citation_fulltext_html_url", about.url),
        ("citation_pdf_url", about.pdf),
        ("twitter:card", "summary_large_image" if about.picture else "summary"),
    ]


def _graph(about: About) -> list[tuple[str, str]]:
    edition = about.edition
    tags = [
        ("og:title", edition.title if about.whole else about.title),
        ("og:description", about.description),
        ("og:type", "book" if about.whole else "article"),
        ("og:site_name", edition.title),
        ("og:locale", about.language),
        ("og:url", about.url),
        ("og:image", about.picture),
    ]
    if about.picture:
        from extensions.quoting.pictures import HEIGHT, WIDTH

        tags += [
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", edition.title if about.whole else about.title),
        ]
    return tags


def _data(about: About) -> str:
    """JSON-LD of a page, without ``<`` and ``&``, so that nothing in it ends the block."""
    edition = about.edition
    authors = [
        {"@type": "Organization" if group else "Person", "name": name}
        for name, group in zip(edition.authors, edition.groups, strict=True)
    ]
    always = {
        "author": authors,
        "inLanguage": about.language,
        "license": edition.license_address or edition.license,
        "datePublished": edition.date.isoformat() if edition.date else "",
        "isAccessibleForFree": True,
    }
    book = {
        "@type": "Book",
        "name": edition.title,
        "bookEdition": edition.version,
        "url": about.home,
    }
    said: dict[str, Any] = {"@context": "https://schema.org"}
    if about.whole:
        said |= book | {"keywords": ", ".join(edition.keywords)}
    else:
        kind = ["Chapter", "ScholarlyArticle"] if about.chapter else "CreativeWork"
        part_of = {**_said(book), "author": authors}
        said |= {"@type": kind, "name": about.title, "position": about.chapter}
        said |= {"isPartOf": part_of, "url": about.url}
    said |= {"description": about.description, "image": about.picture, **always}
    text = json.dumps(_said(said), ensure_ascii=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
