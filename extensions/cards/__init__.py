"""Cards: what a link leads to, shown where the reader is.

Pointing at a citation, a term, a claim, a figure, a table, a note, a question, a section or a
chapter opens its card; so does the keyboard's focus, after a moment; on touch a tap opens it as a
sheet from below, with the link's own target in it. Without a script the link is a link.

A card is taken from its place (``static/cards.js``) where that is on the same page. What stands on
other pages comes from one file for each page, ``_static/data/cards/PAGE.js``, which holds only what
that page refers to and is read when a reader first points at such a link.

``things`` takes from each page that is written what it has and where it leads: the page as it is
printed, with its numbers and its words. ``record`` keeps that beside the output, and writes the
files out of it at the end of each build. So a card always shows what its page shows, and a page
needs not be written again because a card changed.

The script also marks which of the arrows of a reference leads back to where the reader came from.

No settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _

from apabib.apa7.address import free_copy
from extensions.cards import record, things
from extensions.frame import add_feature, is_framed
from sphinx_apa7 import book_domain
from sphinx_apa7.freshness import digest
from sphinx_apa7.nodes import apa_reference
from sphinx_apa7.reading import reference_id

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"
STYLE, SCRIPT = "cards.css", "cards.js"

#: What the pages have that this build wrote.
_seen: WeakKeyDictionary[Sphinx, dict[str, things.Page]] = WeakKeyDictionary()


def has_cards(app: Sphinx) -> bool:
    """Whether what is built are pages with cards."""
    return is_framed(app) and app.builder.name == "html"


def add(app: Sphinx) -> None:
    """Bring the look, and the words of the script; the script itself comes to each page."""
    if not has_cards(app):
        return
    _seen[app] = {}
    add_feature(app, STATIC, style=STYLE, words=words())


def words() -> dict[str, str]:
    """What the script says."""
    return {
        "card_reference": _("Reference"),
        "card_term": _("Term"),
        "card_claim": _("Claim"),
        "card_case": _("Case"),
        "card_figure": _("Figure"),
        "card_table": _("Table"),
        "card_note": _("Note"),
        "card_question": _("Question"),
        "card_section": _("Section"),
        "card_page": _("Chapter"),
        "card_go_reference": _("Go to the reference"),
        "card_go_term": _("Go to the glossary"),
        "card_go_claim": _("Go to the claim"),
        "card_go_case": _("Go to the case"),
        "card_go_figure": _("Go to the figure"),
        "card_go_table": _("Go to the table"),
        "card_go_note": _("Go to the note"),
        "card_go_question": _("Go to the question"),
        "card_go_section": _("Go to the section"),
        "card_go_page": _("Go to the chapter"),
        "card_copy": _("Copy reference"),
        "card_copied": _("Copied"),
        "card_not_copied": _("Not copied: select the text"),
        "card_places": _("All places in the book"),
        "card_free": _("Free copy"),
        "card_close": _("Close"),
        "card_came_from": _("back to where you were"),
    }


def pages_without_record(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages of which nothing is kept in this output: they are written again."""
    if not has_cards(app):
        return []
    return sorted(env.found_docs - record.read(Path(app.outdir)).keys())


def look(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take from a page, as it will be printed, what it has and where it leads."""
    if app not in _seen or not has_cards(app):
        return
    name_free_copies(app.env, doctree)
    _seen[app][docname] = things.look(app.env, app.builder, doctree, docname)


def name_free_copies(env: BuildEnvironment, doctree: nodes.document) -> None:
    """Let a list say where a work can be read for nothing, which APA prints nowhere."""
    entries = book_domain(env).entries
    for reference in doctree.findall(apa_reference):
        work = entries.get(reference["key"])
        if work and (address := free_copy(work)):
            reference["data"] = {"data-free": address}


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What pages show of the whole list and of free copies, for ``sphinx_apa7.freshness``."""
    domain = book_domain(env)
    free = {
        reference_id(key): address
        for key, work in domain.entries.items()
        if (address := free_copy(work))
    }
    return dict.fromkeys(env.all_docs, digest(domain.whole_list, sorted(free.items())))


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Bring the script to a page that has a file of cards, and tell it where that and the list are.

    A page's own script may have its own attributes: that of all pages may not.
    """
    if not has_cards(app) or (doctree is None and pagename != record.INDEX):
        return
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    own = {"data-page": pagename}
    if whole := book_domain(app.env).whole_list:
        own["data-list"] = builder.get_target_uri(whole)
    builder.add_js_file(SCRIPT, defer="defer", **own)


def write(app: Sphinx, exception: Exception | None) -> None:
    """At the end of a build that came to its end: the files, for all pages."""
    if exception is not None or not has_cards(app) or getattr(app.builder, "idle", False):
        return
    record.write(app, _seen.pop(app, {}))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7")
    app.connect("builder-inited", add)
    app.connect("env-get-updated", pages_without_record, priority=950)
    app.connect("pages-show", views)
    app.connect("doctree-resolved", look, priority=900)  # when all others have changed the page
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write, priority=800)  # before the state of all files is kept
    return {"parallel_read_safe": True, "parallel_write_safe": True}
