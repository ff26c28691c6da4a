"""Paragraph numbers that never change, and links to everything that a reader quotes.

**What is numbered.** The paragraphs, the lists and the quotations that stand in a section of a
chapter or of the back matter and in nothing else: a list with all its points is one, and a
quotation with all its paragraphs. What stands in a box, a claim, a case, a figure, a table, a note,
a glossary, or a list that the build makes is not: those have names of their own.

**The contract** (``paragraphs_contract``) says which number each has; ``make paragraphs`` brings it
up to date. What is new between 12 and 13 gets 12a; the number of what is taken out is never given
again, and its address leads to where it stood; what is changed keeps its number as long as it is
more like itself than not (``contract``). A paragraph without a number is a warning of the type
``paragraphs``. Numbers are found in the source, before it is translated, so that every language has
the same; and they are looked up when a page is written, so that a new contract reads no page again.

**Where they stand.** On a page in the margin, or where there is none before the text, as a link to
the paragraph, ``#p12``: "Paragraph 12" for a screen reader. In the EPUB before the text. In print
in the inner margin, for the eye only: a listener could not pass over some hundred numbers between
sentences, and the site and the EPUB say them. Where in the PDF a paragraph stands is not on its
page: the site can be built without the PDF, and would then say less.

**To quote.** Pages have a small dialog (``static/paragraphs.js``) at each link to a paragraph, a
section, a claim, a figure, a table, a term or a reference: it copies the address, or the reference
and the citation in APA (``citation``).

===================  ===========================  =================================================
Setting              Default                      Meaning
===================  ===========================  =================================================
paragraphs_contract  ``""``                       the contract, a file beside ``conf.py``; while it
                                                  is not there, nothing is numbered
paragraphs_pages     ``["chapters/*", "back/*"]``  pages whose paragraphs are numbered, as patterns
paragraphs_year      ``""``                       year of the edition, in citations of a page
===================  ===========================  =================================================

It answers the event ``pages-show`` of ``sphinx_apa7.freshness``.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from extensions.frame import add_feature, is_framed
from extensions.paragraphs import domain, marks
from extensions.paragraphs.citation import citation_of, paragraph_locator

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def add_dialog(app: Sphinx) -> None:
    """Give web pages the dialog, with its words."""
    add_feature(
        app,
        STATIC,
        style="paragraphs.css",
        script="paragraphs.js",
        words={
            "copyLink": _("Copy link"),
            "copyCitation": _("Copy citation"),
            "copyReference": _("Copy reference"),
            "linkCopied": _("The link is copied."),
            "citationCopied": _("The citation is copied."),
            "referenceCopied": _("The reference is copied."),
            "notCopied": _("The browser does not copy. Select the text, and copy it."),
            "close": _("Close"),
            "quotedReference": _("Reference"),
            "paragraphLocator": paragraph_locator(app.config.language or "en"),
            "sectionLocator": _("“{title}” section"),
            "entryLocator": _("“{term}” entry"),
        },
    )


def add_citation(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page what the dialog copies, in its head."""
    if not is_framed(app) or doctree is None:
        return
    title = app.env.titles[pagename].astext()
    context["metatags"] = context.get("metatags", "") + "".join(
        f'<meta name="book:{name}" content="{escape(words)}">\n'
        for name, words in citation_of(app.config, title).items()
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7.freshness")
    app.add_config_value("paragraphs_contract", "", "env", types=frozenset({str}))
    app.add_config_value(
        "paragraphs_pages", ["chapters/*", "back/*"], "env", types=frozenset({list, tuple})
    )
    app.add_config_value("paragraphs_year", "", "html", types=frozenset({str}))
    app.add_domain(domain.ParagraphDomain)
    app.add_transform(domain.CountParagraphs)
    app.add_post_transform(marks.NumberParagraphs)
    app.add_post_transform(marks.LinkReferences)
    app.add_node(
        marks.paragraph_number,
        html=(marks.visit_number, None),
        typst=(marks.print_number, None),  # type: ignore[arg-type]  # add_node takes None
    )
    app.add_node(marks.permalink, html=(marks.visit_permalink, None))
    app.connect("builder-inited", add_dialog)
    app.connect("env-updated", domain.give)
    app.connect("pages-show", domain.views)
    app.connect("html-page-context", add_citation)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
