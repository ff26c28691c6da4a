"""The page of practice: the list of key terms, and on the site what its script stands on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from extensions.frame import is_framed
from extensions.pages import numbered_title
from extensions.study.domain import Term, key_terms, study_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The library and the script that only this page has.
LIBRARY, SCRIPT = "vendor/ts-fsrs-5.4.2.js", "practice.js"


class practice_place(nodes.General, nodes.Element):
    """Where the list of key terms goes; ``docname`` is the page it stands on."""


class PracticeDirective(SphinxDirective):
    """``practice``: the key terms of the chapters, which the site asks one by one."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``FillPractice`` fills it when all glossaries are known."""
        self.env.temp_data["practice"] = True
        return [practice_place(docname=self.env.docname)]


class FillPractice(SphinxPostTransform):
    """Put the list in, before Sphinx resolves the links in it."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Of every place on the page."""
        for place in list(self.document.findall(practice_place)):
            chapters = nodes.definition_list(classes=["key-terms"])
            for docname, terms in key_terms(self.env).items():
                label = nodes.term("", numbered_title(self.env, docname))
                chapters += nodes.definition_list_item(
                    "", label, nodes.definition("", links(place, terms))
                )
            place.replace_self([chapters] if chapters.children else [])


def links(place: practice_place, terms: list[Term]) -> nodes.paragraph:
    """A line of terms, each a link to the glossary."""
    line = nodes.paragraph()
    for term in terms:
        if line.children:
            line += nodes.Text("; ")
        line += addnodes.pending_xref(
            "",
            nodes.inline("", term.name, classes=["std", "std-term"]),
            refdomain="std",
            reftype="term",
            reftarget=term.name,
            refexplicit=False,
            refdoc=place["docname"],
            refwarn=True,
        )
    return line


def offer(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page of practice its scripts; offer the deck there and on the title page."""
    if not is_framed(app):
        return
    practice = study_domain(app.env).page
    if pagename == practice:
        app.add_js_file(LIBRARY, defer="defer", priority=600)
        app.add_js_file(SCRIPT, defer="defer", priority=610)
    if app.config.study_deck and pagename in (practice, app.config.root_doc):
        address = context["pathto"](app.config.study_deck, resource=True)
        words = escape(_("Download terms and questions as a deck for Anki"))
        link = f'<li><a href="{quote(address)}" download>{words}</a></li>'
        body = context["body"].rstrip()
        if body.endswith("</ul>") and '<ul class="downloads">' in body:
            context["body"] = body.removesuffix("</ul>") + f"{link}</ul>"
        else:
            context["body"] += f'<ul class="downloads">{link}</ul>'
