"""What the EPUB may say of its accessibility: no more than the build has looked at.

Every page is looked at when it is read. A picture without an alternative text, or a figure without
a longer description, is a warning of the type ``epub`` with file, line and what to do, in every
build of the EPUB until it is mended; and what is then untrue is left out of the metadata.

====================  ==================================  ========================================
Said                  Holds because                       Left out
====================  ==================================  ========================================
WCAG 2.2 AA           axe and the Nu checker find         when a picture has no alternative text
                      nothing on the web pages, which     (WCAG 1.1.1, level A)
                      are made of the same markup, and
                      EPUBCheck nothing in the package:
                      tests, not a check of the build
textual access mode   every picture has an alternative    the same
alternativeText       text                                the same
longDescription       every figure has a note below its   when a figure has none
                      caption that describes it
pageBreakMarkers,      the PDF has said on which of its    when it was not made before
pageNavigation        pages a place stands
other features        the templates and the builder       never
====================  ==================================  ========================================

Values: https://www.w3.org/TR/epub-a11y-11/ and
https://www.w3.org/community/reports/a11y-discov-vocab/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.locale import _
from sphinx.util import logging

from extensions.figures import figure_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


class Lack(NamedTuple):
    """A picture that is not described: the *kind* is the subtype of its warning."""

    kind: str  # "no_alternative" or "no_description"
    picture: str
    source: str | None
    line: int | None


@dataclass(frozen=True)
class Statement:
    """What the metadata say."""

    access_modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    summary: str
    conforms_to: str | None


def lacks(document: nodes.document) -> list[Lack]:
    """The pictures of a page that lack an alternative text, or a longer description in a figure."""
    found = []
    for picture in document.findall(nodes.image):
        place = picture if picture.line else picture.parent
        if not picture.get("alt"):
            found.append(Lack("no_alternative", picture["uri"], place.source, place.line))
    for figure in document.findall(nodes.figure):
        pictures = list(figure.findall(nodes.image))
        if pictures and not any(map(describes, figure)):
            uri = pictures[0]["uri"]
            found.append(Lack("no_description", uri, figure.source, figure.line))
    return found


def describes(part: nodes.Node) -> bool:
    """Whether a part of a figure is a note with more in it than the source."""
    return isinstance(part, nodes.legend) and not all(
        isinstance(line, figure_source) for line in part
    )


def statement(found: Iterable[Lack], *, printed: bool) -> Statement:
    """What is true of a book whose pictures lack *found*; *printed*: with the pages of print."""
    kinds = {lack.kind for lack in found}
    alternative = "no_alternative" not in kinds
    described = alternative and "no_description" not in kinds
    features = {
        "alternativeText": alternative,
        "displayTransformability": True,
        "index": True,
        "longDescription": "no_description" not in kinds,
        "pageBreakMarkers": printed,
        "pageNavigation": printed,
        "readingOrder": True,
        "structuralNavigation": True,
        "tableOfContents": True,
    }
    sentences = [_("All text can be read aloud and enlarged.")]
    if described:
        sentences.append(_("Every figure has an alternative text and a longer description."))
    sentences.append(_("Ratings and links can be told without color."))
    return Statement(
        access_modes=("textual", "visual"),
        sufficient=("textual",) if alternative else ("textual,visual",),
        features=tuple(name for name, holds in features.items() if holds),
        summary=" ".join(sentences),
        conforms_to=CONFORMS_TO if alternative else None,
    )


def report(found: Iterable[Lack]) -> None:
    """Warn of each lack where the picture stands."""
    for lack in found:
        if lack.kind == "no_alternative":
            message = "picture '%s' has no alternative text: say in ':alt:' what it shows"
        else:
            message = "figure '%s' has no longer description: add a note below its caption"
        logger.warning(
            message,
            lack.picture,
            location=f"{lack.source}:{lack.line}" if lack.line else lack.source,
            type="epub",
            subtype=lack.kind,
        )


def lacks_of(env: BuildEnvironment) -> dict[str, list[Lack]]:
    """Each page with what its pictures lack, as the collector keeps it in the environment."""
    kept: dict[str, list[Lack]] = vars(env).setdefault("epub_lacks", {})
    return kept


class PictureCollector(EnvironmentCollector):
    """Keeps what the pictures of every page lack, from build to build."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page that is read again or gone."""
        lacks_of(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take over what another process has read."""
        kept = lacks_of(other)
        lacks_of(env).update((name, kept[name]) for name in docnames if name in kept)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Look at a page that was read."""
        if found := lacks(doctree):
            lacks_of(app.env)[app.env.docname] = found
