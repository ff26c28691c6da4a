"""Models for contributors: for each kind of work, the entry to write and what it prints.

The entries are invented. They stand in ``*.bib`` beside this module, and belong to the test set of
APA 7 (``tests/apa7/``), which has the lines that they must print as: the page cannot go stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from textwrap import fill

from apabib.apa7.format import Cite, Locale, References, Span, Work, text_of, works_of
from apabib.bibtex.canonical import render
from apabib.bibtex.parse import read
from apabib.i18n import translator

FOLDER = Path(__file__).parent

_ = str  # marks words for a catalog

LANGUAGES = {"en": _("English"), "nl": _("Dutch")}

#: Each kind of work that has a model, in the order of the manual, and the entry's key.
KINDS = (
    (_("Article in a journal"), "brandsma2019touch"),
    (_("Article with a number and no pages"), "burini2019ownership"),
    (_("Article that is online before its issue"), "hueber2019voices"),
    (_("Article in press"), "pacht2020valuation"),
    (_("Article in another language"), "oosting2012nabijheid"),
    (_("Abstract"), "visscher2015abstract"),
    (_("Letter to the editor, editorial"), "dearing2021hands"),
    (_("Special issue"), "lilien2018heterodox"),
    (_("Article in a magazine"), "weyer2017forgive"),
    (_("Article in a newspaper"), "terhorst2024aanraking"),
    (_("Blog post"), "klymko2018free"),
    (_("Systematic review in a database"), "merrholz2018arms"),
    (_("Book"), "bruin2018therapy"),
    (_("Book in another language"), "vandenakker2008opvoeding"),
    (_("Translated book"), "pilaar1969child"),
    (_("Edited book"), "pridden2018guided"),
    (_("Volume of a set"), "travers2018women"),
    (_("Diagnostic manual"), "ipa2022diagnostic"),
    (_("Chapter in an edited book"), "balsamo2019affirmative"),
    (_("Chapter that was published before"), "sachet2004canoe"),
    (_("Entry in a dictionary or an encyclopedia"), "ipantransference"),
    (_("Page of a wiki"), "oldesthands2019"),
    (_("Report by an organization"), "rivm2021gezondheid"),
    (_("Report by persons"), "deboer2020eenzaamheid"),
    (_("Guideline, care standard"), "akwa2020zorgstandaard"),
    (_("Ethics code"), "ipa2017ethical"),
    (_("Press release"), "ifda2019pump"),
    (_("Talk at a conference"), "maddocks2016mama"),
    (_("Poster"), "pearsen2018talk"),
    (_("Talk in a symposium"), "debeer2018art"),
    (_("Paper in proceedings"), "bedelle2019probability"),
    (_("Dissertation"), "dijkgraaf2020nabij"),
    (_("Unpublished thesis"), "vonk2019unpublished"),
    (_("Thesis in a repository"), "bakker2021eenzaam"),
    (_("Review of a book"), "santing2019reframing"),
    (_("Manuscript in preparation"), "oshaun2018proactive"),
    (_("Preprint"), "leukers2018money"),
    (_("Data set"), "dsouza2018music"),
    (_("Table of statistics"), "cbs2024statline"),
    (_("Software"), "boren2014meta"),
    (_("App"), "epocrat2019references"),
    (_("Language model"), "openimagination2023chat"),
    (_("Manual of a test"), "arends2003klachten"),
    (_("Test in a database"), "alonso2018goals"),
    (_("Film"), "formans1975nest"),
    (_("Episode of a series"), "npo2019hand"),
    (_("Recorded talk"), "giertsen2018useless"),
    (_("Online video"), "fogart2016diagram"),
    (_("Episode of a podcast"), "francken2019waarom"),
    (_("Photograph"), "mcgurry1985girl"),
    (_("Slides of a lecture"), "smets2023gehechtheid"),
    (_("Social media post"), "witte2024treasure"),
    (_("Web page"), "thuisarts2023slecht"),
    (_("Web page that changes"), "cbsndteller"),
    (_("Court ruling"), "hr2015zorg"),
    (_("Act of parliament"), "wet2004jeugd"),
    (_("Treaty"), "imagined1989convention"),
)


def page(
    languages: Iterable[str] = LANGUAGES, translate: Callable[[str], str] = str, width: int = 0
) -> str:
    """All models as Markdown: a heading, the entry, the reference, the form in the text.

    ``languages`` are those to print in; ``translate`` gives the words of the page itself. What
    entries print as is folded at ``width``, if there is one; entries are to be copied, and are not.
    """
    paths = sorted(FOLDER.glob("*.bib"))
    entries = {entry.key: entry for path in paths for entry in read(path).entries}
    works = {work.key: work for work in works_of(entries.values())}
    models = []
    for kind, key in KINDS:
        related = map(str.strip, works[key]["related"].split(","))
        keys = [key, *filter(None, related)]
        shown = "\n\n".join(render(entries[each]) for each in keys)
        lines = _lines(key, [works[each] for each in keys], list(languages), translate)
        if width:
            lines = "\n".join(_folded(line, width) for line in lines.split("\n"))
        models.append(f"## {translate(kind)}\n\n```bibtex\n{shown}\n```\n\n{lines}\n")
    return "\n".join(models)


def _folded(line: str, width: int) -> str:
    return fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _lines(
    key: str, works: Sequence[Work], languages: Sequence[str], translate: Callable[[str], str]
) -> str:
    """The reference and the citation, once for languages that print the same."""
    lines = []
    for what, printed in ((_("Reference"), _reference), (_("In the text"), _cited)):
        found: dict[str, list[str]] = {}
        for language in languages:
            references = References(works, Locale(language, translator(language)))
            line = _markdown(printed(references, key))
            found.setdefault(line, []).append(translate(LANGUAGES[language]))
        for line, names in found.items():
            # Where all print the same, no language has to be named.
            which = f", {', '.join(names)}" if len(found) > 1 else ""
            lines.append(f"- {translate(what)}{which}: {line}")
    return "\n".join(lines)


def _reference(references: References, key: str) -> Iterable[Span]:
    return references.reference(key)


def _cited(references: References, key: str) -> Iterable[Span]:
    return (span for piece in references.citation("p", [Cite(key)]) for span in piece.spans)


def _markdown(spans: Iterable[Span]) -> str:
    """Italics between asterisks; those of a reference are escaped."""
    parts = []
    for span in spans:
        text = text_of([span]).replace("\N{NO-BREAK SPACE}", " ")
        text = text.replace("*", "\\*").replace("<", "\\<")
        parts.append(f"*{text}*" if span.italic else text)
    return "".join(parts)
