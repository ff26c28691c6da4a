"""What a citation calls a law, a case or a bill (APA 7, chapter 11)."""

from __future__ import annotations

from apabib.apa7 import legal
from apabib.apa7.markup import Span, marked, spaced, text_of
from apabib.apa7.work import Locale, Work
from apabib.text.case import title_case

#: The sources of biblatex-apa as a sentence has them. The sentence is English: the laws are.
_SPELLED_OUT = {
    "us": "U.S.",
    "unitednations": "United Nations",
    "southcarolina": "South Carolina",
}
_LAWS = {"constitution": "Constitution", "charter": "Charter"}


def law_in_text(work: Work, locale: Locale, *, narrative: bool) -> list[Span]:
    """A case and a hearing are in italics, a law is not: its name keeps its letters (11.3)."""
    title, foreign = work["shorttitle"] or work["title"], work.foreign_to(locale)
    if title and is_hearing(work):
        english = work.language == "en" and not foreign
        return marked(title_case(title) if english else title, italic=True, language=foreign)
    if title:
        spans = marked(title, italic=work.type == "jurisdiction", language=foreign)
        if work.type == "constitution":
            return spaced([spans, legal.articles(work)])
        return spans
    if work.type == "constitution":
        return [Span(_constitution(work, locale, narrative=narrative))]
    numbered = _numbered(work, locale, narrative=narrative)
    return [Span(numbered)] if numbered else legal.name(work, locale)


def is_hearing(work: Work) -> bool:
    """Whether it is a hearing before a committee, which has a title as a book has (11.6)."""
    return work.type == "legmaterial" and not work["number"]


def _numbered(work: Work, locale: Locale, *, narrative: bool) -> str:
    """``Senate Resolution 438`` in running text, shorter in brackets (sections 11.6 and 11.7)."""
    _ = locale.translate
    known = {
        ("resolution", "senate"): (_("S. Resolution {number}"), _("Senate Resolution {number}")),
        ("resolution", "houseofrepresentatives"): (
            _("H.R. Resolution {number}"), _("House of Representatives Resolution {number}"),
        ),
        ("report", "senate"): (_("S. Rep. No. {number}"), _("Senate Report No. {number}")),
        ("report", "houseofrepresentatives"): (
            _("H.R. Rep. No. {number}"), _("House of Representatives Report No. {number}"),
        ),
        ("execorder", ""): (_("Exec. Order No. {number}"), _("Executive Order No. {number}")),
    }  # fmt: skip
    forms = known.get((work["type"].casefold(), work["source"].casefold()))
    number = work.text("number")
    return forms[narrative].format(number=number) if forms and number else ""


def _constitution(work: Work, locale: Locale, *, narrative: bool) -> str:
    """``U.S. Const. art. I, § 3``; in an English sentence, ``Article I, Section 3, of the ...``.

    No Dutch guide spells it out, so that Dutch has the short form there, too.
    """
    _ = locale.translate
    if narrative and locale.language.startswith("en"):
        return _spelled_out(work)
    short = text_of(spaced([legal.name(work, locale), legal.articles(work)]))
    if "repealed" not in work["keywords"].casefold():
        return short
    return f"{short}, " + _("repealed {year}").format(year=work["eventdate"][:4]).rstrip()


def _spelled_out(work: Work) -> str:
    source = _SPELLED_OUT.get(work["source"].casefold(), work.text("source"))
    law = _LAWS.get(work["type"].casefold() or "constitution", work.text("type"))
    of = " ".join(filter(None, ["the", source, law]))
    if amendment := work.text("amendment"):
        several = "s" if any(mark in amendment for mark in "–-,&") else ""
        return f"Amendment{several} {amendment} to {of}"
    parts = [
        f"{word} {work.text(field)}"
        for field, word in (("article", "Article"), ("section", "Section"), ("part", "paragraph"))
        if work[field]
    ]
    comma = "," if len(parts) > 1 else ""
    return f"{', '.join(parts)}{comma} of {of}" if parts else of
