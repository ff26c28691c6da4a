"""What a reference says of notices about its work: a retraction, a concern, a correction.

APA 7 has a form for a retraction: a parenthesis at the end of the reference, without a period
(section 10.1, example 12). It prints year, journal, volume and page of the notice; an entry has its
DOI, which leads there. For corrections and expressions of concern APA has no form. They get the
same one, so that a reader of the list learns of them.
"""

from __future__ import annotations

from apabib.apa7.markup import Span, doi_address, filled
from apabib.apa7.work import Locale, Work
from apabib.text.identifiers import dois
from apabib.text.latex import exact


def notices(work: Work, locale: Locale) -> list[Span]:
    """``(Retraction published at https://doi.org/10...)``; one for each notice, gravest first."""
    _ = locale.translate
    templates = {
        "retraction": _("(Retraction published at {address})"),
        "concern": _("(Expression of concern published at {address})"),
        "correction": _("(Correction published at {address})"),
    }
    spans: list[Span] = []
    for name, template in templates.items():
        for doi in dois(exact(work[name])):
            address = [Span("https://doi.org/" + doi, href=doi_address(doi))]
            spans += [Span(" ")] if spans else []
            spans += filled(template, address=address)
    return spans
