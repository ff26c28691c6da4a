"""Cards: key terms with what they mean, and review questions with their answers.

They are read off the pages as the pages are written, and kept beside the doctrees: so no page is
resolved twice, and a build that writes few pages has the cards of all.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from extensions.answers.model import answer
from extensions.frame import is_framed
from extensions.kept import keep, load
from extensions.pages import numbered_title
from extensions.study.deck import write_deck
from extensions.study.domain import key_terms, numbered, study_domain
from extensions.study.words import of_practice
from sphinx_apa7.freshness import Account, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

#: Beside the doctrees; and what the script of the page reads, below ``_static``.
KEPT, DATA = "cards.json", "data/practice.js"
#: What keeps its look on a card; of all else only the text is taken.
LOOKS: dict[type[nodes.Element], str] = {
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
    nodes.literal: "code",
    nodes.paragraph: "p",
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
}
#: What leads to another place of the page, or is not seen there.
LEFT_OUT = (
    nodes.footnote_reference,
    nodes.comment,
    nodes.raw,
    nodes.system_message,
    addnodes.index,
)


class Card(NamedTuple):
    """Two sides in HTML. ``id`` is the place on the page: it stays the same in every edition."""

    id: str
    front: str
    back: str


def html_of(found: Iterable[nodes.Node]) -> str:
    """Nodes as plain HTML, without links and ids."""
    return "".join(_html_of(node) for node in found).strip()


def _html_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return escape(node.astext(), quote=False)
    if isinstance(node, LEFT_OUT):
        return ""
    inner = "".join(_html_of(child) for child in node.children)
    tag = next((tag for kind, tag in LOOKS.items() if isinstance(node, kind)), "")
    if tag == "p":
        inner = " ".join(inner.split())
    language = next(
        (name[5:] for name in getattr(node, "attributes", {}).get("classes", ())
         if name.startswith("lang-")), ""
    )  # fmt: skip
    if language and not tag:
        return f'<span lang="{escape(language)}">{inner}</span>'
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def cards_of(document: nodes.document) -> dict[str, list[Card]]:
    """The terms and the questions of a page that is ready to be printed."""
    return {"terms": list(_terms(document)), "questions": list(_questions(document))}


def _terms(document: nodes.document) -> Iterator[Card]:
    for one in document.findall(nodes.definition_list_item):
        if not isinstance(one.parent.parent, addnodes.glossary):
            continue
        [meaning] = (part for part in one.children if isinstance(part, nodes.definition))
        for term in one.children:
            if isinstance(term, nodes.term) and term["ids"]:
                yield Card(term["ids"][0], html_of(term.children), html_of(meaning.children))


def _questions(document: nodes.document) -> Iterator[Card]:
    for box in document.findall(answer):
        before = box.previous_sibling()
        if isinstance(box.parent, nodes.list_item) and before is not None:
            asked = box.parent.children[: box.parent.index(box)]
            yield Card(box["asked"], html_of(asked), html_of(box.children[1:]))


def _found(app: Sphinx) -> dict[str, dict[str, list[list[str]]]]:
    """The cards of each page, of this build and the ones before."""
    kept = app.builder.__dict__.get("cards_of_pages")
    if kept is None:
        kept = app.builder.__dict__["cards_of_pages"] = load(
            Path(app.doctreedir, KEPT), _made_of(app)
        )
    found: dict[str, dict[str, list[list[str]]]] = kept
    return found


def _made_of(app: Sphinx) -> str:
    return digest(Account.of(app).whole, app.config.language)


def collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Keep the cards of a page that is about to be written."""
    if is_framed(app):
        _found(app)[docname] = {kind: [*map(list, c)] for kind, c in cards_of(doctree).items()}


def write(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Write what the page of practice asks, and the deck. Returns no pages."""
    domain = study_domain(app.env)
    if is_framed(app) and (domain.page or app.config.study_deck):
        found = _found(app)
        terms = key_terms(app.env)
        needed = {term.docname for listed in terms.values() for term in listed}
        for docname in sorted(needed.union(numbered(app.env)) - found.keys()):
            # Damaged, or made by another build: the event above keeps it.
            app.env.get_and_resolve_doctree(docname, app.builder, tags=app.tags)
        for docname in found.keys() - app.env.found_docs:
            del found[docname]
        keep(Path(app.doctreedir, KEPT), _made_of(app), found)
        asked = list(_asked(app, found))
        if domain.page:
            _write_data(app, asked)
        if app.config.study_deck:
            questions = [
                ((docname, *card), numbered_title(app.env, docname))
                for docname in numbered(app.env)
                for card in found[docname]["questions"]
            ]
            write_deck(app, [(tuple(row["card"]), row["chapter"]) for row in asked], questions)
    return []


def _asked(app: Sphinx, found: dict[str, dict[str, list[list[str]]]]) -> Iterator[dict[str, Any]]:
    """The key terms in the order of the book: their cards, chapters and addresses."""
    uri = app.builder.get_target_uri
    for chapter, terms in key_terms(app.env).items():
        for term in terms:
            for card in found[term.docname]["terms"]:
                if card[0] == term.id:
                    yield {
                        "card": [term.docname, *card],
                        "chapter": numbered_title(app.env, chapter),
                        "glossary": f"{uri(term.docname)}#{term.id}",
                        "address": uri(chapter),
                    }


def _write_data(app: Sphinx, asked: list[dict[str, Any]]) -> None:
    """A file that calls ``book.give``: the cards, and what the script says."""
    rows = [
        {
            "id": row["card"][1],
            "term": row["card"][2],
            "meaning": row["card"][3],
            "chapter": row["chapter"],
            "glossary": row["glossary"],
            "address": row["address"],
        }
        for row in asked
    ]
    said = json.dumps({"words": of_practice(), "terms": rows}, ensure_ascii=False, sort_keys=True)
    path = Path(app.outdir, "_static", DATA)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'book.give("practice", {said});\n', encoding="utf-8")
